"""A comparison of two witnesses, and the collation of several in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from herewith.model.collation import Collation, Move, Reading, Variation
from herewith.model.document import Document
from herewith.model.edition import Edition
from herewith.model.findings import Comparison, Finding, SideReport
from herewith.model.records import short_digest
from herewith.site.addresses import Route, page_address
from herewith.site.comparison_pages import (
    CollationPage,
    ComparisonPage,
    ReadingRow,
    VariationCard,
    WitnessCoverage,
)
from herewith.site.explanations import Explanations
from herewith.site.facing import finding_anchor, row_anchor
from herewith.site.index import EditionIndex
from herewith.site.parts import ComparisonCard, FindingCard, Ref, SideCoverage, Words
from herewith.site.views.certifying import certificate_files
from herewith.site.views.minimaps import minimap
from herewith.site.views.texts import Texts, around

__all__ = ["ORDER", "collation_page", "comparison_card", "comparison_page", "finding_card"]

ORDER = ("substance", "undetermined", "nuance", "form", "none")
"""Classes in the order in which a reader needs them."""


def comparison_card(index: EditionIndex, comparison: Comparison) -> ComparisonCard:
    """A comparison in short, for the page of its letter."""
    return ComparisonCard(
        page_address(Route("comparison", comparison.id)),
        comparison.verdict,
        _side(index, comparison.a),
        _side(index, comparison.b),
        _counts(comparison),
    )


def comparison_page(index: EditionIndex, route: Route) -> ComparisonPage | None:
    """The page of a comparison."""
    comparison = index.edition.comparison(route.key)
    if comparison is None:
        return None
    explanations = Explanations(index)
    texts = Texts(index, explanations)
    documents = [
        index.edition.document(side.document) if side.document else None
        for side in (comparison.a, comparison.b)
    ]
    found = sorted(
        comparison.findings, key=lambda f: (ORDER.index(f.cls), f.a.start, f.b.start, f.id)
    )
    item = index.edition.item(comparison.item) if comparison.item else None
    return ComparisonPage(
        comparison.id,
        Ref(item.title, page_address(Route("letter", item.id))) if item else None,
        _side(index, comparison.a),
        _side(index, comparison.b),
        comparison.verdict,
        comparison.statement,
        _counts(comparison),
        tuple(
            finding_card(
                finding,
                documents[0],
                documents[1],
                texts,
                _origin(index.edition, comparison, finding),
                explanations.address(finding.id, comparison.id, "finding"),
            )
            for finding in found
        ),
        _basis(index, comparison),
        comparison.packs,
        (comparison.a.digest, comparison.b.digest),
        explanations.subject(comparison.id),
        comparison.state,
        comparison.signature,
        comparison.signed,
        tuple(_claims(index, comparison)),
        minimap(index, comparison, texts),
        certificate_files(index, comparison.id),
    )


def _claims(index: EditionIndex, comparison: Comparison) -> Iterator[Ref]:
    """What papers claim of this pair, each with the paper that says it."""
    for statement in index.edition.statements_about(comparison.id):
        value = statement.value
        if statement.property == "claimed" and isinstance(value, Mapping):
            document = str(value.get("by", ""))
            held = index.edition.document(document)
            language = held.language if held else None
            address = index.reading(document) if held else ""
            yield Ref(str(value.get("claim", "")), address, language)


def finding_card(
    finding: Finding,
    a: Document | None,
    b: Document | None,
    texts: Texts,
    origin: Ref,
    explain: str,
) -> FindingCard:
    """A finding with the words around both stretches, where it comes from and is explained."""
    a_before, a_after = _context(a, finding.a.start, finding.a.end)
    b_before, b_after = _context(b, finding.b.start, finding.b.end)
    return FindingCard(
        finding.id,
        finding_anchor(finding.id),
        finding.cls,
        finding.facet,
        finding.severity,
        a_before,
        finding.a.text,
        a_after,
        texts.spot(a.id, finding.a.start) if a else "",
        b_before,
        finding.b.text,
        b_after,
        texts.spot(b.id, finding.b.start) if b else "",
        finding.reason,
        finding.rule,
        finding.status,
        origin,
        explain,
        finding.cause,
        finding.gloss,
        finding.settled,
    )


def _context(document: Document | None, start: int, end: int) -> tuple[str, str]:
    return around(document.text, start, end) if document else ("", "")


def _origin(edition: Edition, comparison: Comparison, finding: Finding) -> Ref:
    """Where a finding comes from: a variation, a bead, or a word such as `typing`."""
    if finding.origin.startswith(f"{comparison.basis}/variation/"):
        page = page_address(Route("collation", comparison.basis))
        return Ref("variation", f"{page}#{variation_anchor(finding.origin)}")
    bitext = edition.bitext(comparison.basis)
    if bitext is not None and any(bead.id == finding.origin for bead in bitext.beads):
        page = page_address(Route("facing", bitext.id))
        return Ref("bead", f"{page}#{row_anchor(bitext.id, finding.origin)}")
    return Ref(finding.origin)


def variation_anchor(variation: str) -> str:
    """The anchor of a variation on the page of its collation."""
    return f"v-{short_digest(variation)}"


def _counts(comparison: Comparison) -> tuple[tuple[str, int], ...]:
    counts = comparison.counts()
    return tuple((name, counts[name]) for name in ORDER)


def _side(index: EditionIndex, side: SideReport) -> SideCoverage:
    item, witness = index.witness(side.document) if side.document else (None, None)
    del item
    return SideCoverage(
        witness.siglum if witness else side.label,
        witness.role if witness else "",
        side.language,
        index.reading(side.document) if side.document and side.document in index.facts else "",
        Words(side.words, side.compared),
        0,
        0,
        0,
        tuple(gap.why for gap in side.not_held),
    )


def _basis(index: EditionIndex, comparison: Comparison) -> Ref:
    """The bitext or collation that the comparison rests on."""
    bitext = index.edition.bitext(comparison.basis)
    if bitext is not None and bitext.verdict != "not_a_translation":
        return Ref("bitext", page_address(Route("facing", bitext.id)))
    if index.edition.collation(comparison.basis) is not None:
        return Ref("collation", page_address(Route("collation", comparison.basis)))
    return Ref("")


def collation_page(index: EditionIndex, route: Route) -> CollationPage | None:
    """The apparatus of a letter in one language."""
    collation = index.edition.collation(route.key)
    if collation is None:
        return None
    item = index.edition.item(collation.item) if collation.item else None
    texts = Texts(index, Explanations(index))
    documents: dict[str, Document] = {}
    roles: dict[str, str] = {}
    for witness, document in index.held(item) if item else ():
        documents[witness.siglum] = document
        roles[witness.siglum] = witness.role
    cards = [_variation(collation, v, documents, texts) for v in collation.variations]
    cards.sort(key=lambda card: ORDER.index(card.cls))
    return CollationPage(
        collation.id,
        Ref(item.title, page_address(Route("letter", item.id))) if item else None,
        collation.language,
        collation.base,
        collation.lemma_agreements,
        tuple(
            WitnessCoverage(
                siglum,
                roles.get(siglum, ""),
                collation.language,
                index.reading(documents[siglum].id) if siglum in documents else "",
                Words(coverage.tokens, coverage.compared),
                tuple((x.words, x.page, x.why) for x in coverage.lacunae),
            )
            for siglum, coverage in collation.coverage
        ),
        tuple(cards),
        tuple(_move(collation, move, documents, texts) for move in collation.moves),
    )


def _variation(
    collation: Collation, variation: Variation, documents: Mapping[str, Document], texts: Texts
) -> VariationCard:
    before = after = ""
    for reading in variation.readings:
        for siglum, start, end in reading.spans:
            if siglum == collation.base:
                before, after = _context(documents.get(siglum), start, end)
    return VariationCard(
        variation.id,
        variation_anchor(variation.id),
        variation.cls,
        variation.kind,
        variation.severity,
        before,
        after,
        tuple(
            _reading(reading, n == variation.lemma, documents, texts)
            for n, reading in enumerate(variation.readings)
        ),
        variation.reason,
        variation.status,
        texts.explanations.address(variation.id, collation.id, "variation"),
    )


def _reading(
    reading: Reading, lemma: bool, documents: Mapping[str, Document], texts: Texts
) -> ReadingRow:
    spot = ""
    for siglum, start, _ in reading.spans[:1]:
        if siglum in documents:
            spot = texts.spot(documents[siglum].id, start)
    return ReadingRow(reading.sigla, reading.marked or reading.text, reading.state, lemma, spot)


def _move(
    collation: Collation, move: Move, documents: Mapping[str, Document], texts: Texts
) -> VariationCard:
    rows = tuple(
        ReadingRow(
            (siglum,),
            documents[siglum].text[start:end] if siglum in documents else "",
            "",
            False,
            texts.spot(documents[siglum].id, start) if siglum in documents else "",
        )
        for siglum, start, end in move.spans
    )
    return VariationCard(
        move.id,
        variation_anchor(move.id),
        "form",
        "move",
        "none",
        "",
        "",
        rows,
        move.reason,
        "proposed",
        texts.explanations.address(move.id, collation.id, "move"),
    )
