"""What papers share: all pairs, one document's pairs, contradictions of substance, releases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar, get_args

from herewith.model.document import Document
from herewith.model.findings import Finding
from herewith.model.records import short_digest
from herewith.model.sharing import KINDS, Blanked, ReleaseStatus, SharedWording
from herewith.site.addresses import Route, page_address
from herewith.site.collection_pages import (
    ContradictionRow,
    ContradictionsPage,
    PairCard,
    PairRow,
    PaperRef,
    PassageRow,
    ReleaseRow,
    ReleasesPage,
    SharedPage,
    SharingPage,
)
from herewith.site.explanations import Explanations
from herewith.site.index import EditionIndex
from herewith.site.parts import FindingCard, Ref
from herewith.site.views.comparison import finding_card
from herewith.site.views.texts import Texts, around

__all__ = ["contradictions_page", "pair_rows", "releases_page", "shared_page", "sharing_page"]

PART = 100
"""Rows on one page of a list."""

CARDS = 12
"""Pairs on one page of a document."""

EXCERPT = 400
"""Characters of a passage that are shown; it is read in its place."""

SEVERITIES = ("critical", "major", "minor", "none")
STATES: tuple[ReleaseStatus, ...] = get_args(ReleaseStatus)

T = TypeVar("T")


def shared_page(index: EditionIndex, route: Route) -> SharedPage | None:
    """All pairs, versions first."""
    pairs = index.once("pairs of documents", lambda: _in_order(index.edition.all_shared()))
    parts = _parts(len(pairs), PART, "shared")
    if route.part > len(parts):
        return None
    view = _View(index)
    counts = Counter(pair.kind for pair in pairs)
    return SharedPage(
        tuple((kind, counts[kind]) for kind in KINDS if counts[kind]),
        len(_contradictions(index)),
        len(index.edition.blanked()),
        tuple(view.row(pair) for pair in _part(pairs, route.part, PART)),
        route.part,
        parts,
    )


def sharing_page(index: EditionIndex, route: Route) -> SharingPage | None:
    """One document with everything that it shares."""
    document = index.edition.document(route.key)
    pairs = _in_order(index.edition.shared(route.key)) if document else ()
    parts = _parts(len(pairs), CARDS, "sharing", route.key)
    if document is None or not pairs or route.part > len(parts):
        return None
    view = _View(index)
    cards = tuple(view.card(pair, document) for pair in _part(pairs, route.part, CARDS))
    return SharingPage(view.paper(document.id), cards, route.part, parts)


def contradictions_page(index: EditionIndex, route: Route) -> ContradictionsPage | None:
    """The differences of substance between versions, the gravest first."""
    found = _contradictions(index)
    parts = _parts(len(found), PART, "contradictions")
    if route.part > len(parts):
        return None
    view = _View(index)
    counts = Counter(finding.facet for _, finding in found)
    rows = (view.contradiction(*one) for one in _part(found, route.part, PART))
    return ContradictionsPage(tuple(counts.most_common()), tuple(rows), route.part, parts)


def releases_page(index: EditionIndex, route: Route) -> ReleasesPage | None:
    """What is withheld: first what is open elsewhere, then what is open nowhere."""
    places = index.once("places withheld", lambda: _by_state(index.edition.blanked()))
    parts = _parts(len(places), PART, "releases")
    if route.part > len(parts):
        return None
    view = _View(index)
    counts = Counter(place.release for place in places)
    rows = (view.release(place) for place in _part(places, route.part, PART))
    return ReleasesPage(
        tuple((state, counts[state]) for state in STATES if counts[state]),
        tuple(rows),
        route.part,
        parts,
    )


def pair_rows(index: EditionIndex, documents: Iterable[str]) -> tuple[PairRow, ...]:
    """What some documents share, each pair once; the documents stand first in their pairs."""
    view = _View(index)
    seen: dict[str, PairRow] = {}
    for name in documents:
        for pair in _in_order(index.edition.shared(name)):
            if pair.id not in seen:
                seen[pair.id] = view.row(_turned_to(pair, name))
    return tuple(seen.values())


class _View:
    """Makes rows for one page."""

    def __init__(self, index: EditionIndex) -> None:
        self.index = index
        self.explanations = Explanations(index)
        self.texts = Texts(index, self.explanations)

    def paper(self, document: str, address: str = "") -> PaperRef:
        """A document by its letter, opening at an address, or at the document."""
        item, witness = self.index.witness(document)
        found = self.texts.letter_of(document, address or self.index.reading(document))
        letter = replace(found, date=item.date if item else "")
        if item is None or witness is None or len(item.witnesses) < 2:
            return PaperRef(letter)
        return PaperRef(letter, witness.siglum, witness.role)

    def row(self, pair: SharedWording) -> PairRow:
        """A pair in short."""
        address = page_address(Route("sharing", pair.a))
        return PairRow(
            pair.kind,
            self.paper(pair.a),
            self.paper(pair.b),
            pair.of_a,
            pair.of_b,
            pair.words,
            len(pair.passages),
            sum(_is_substance(finding) for finding in pair.differences),
            pair.because,
            pair.status,
            f"{address}#{_anchor(pair)}" if self._on_first_part(pair) else address,
            self.explanations.address(pair.id),
        )

    def _on_first_part(self, pair: SharedWording) -> bool:
        own = _in_order(self.index.edition.shared(pair.a))
        return any(one.id == pair.id for one in own[:CARDS])

    def card(self, pair: SharedWording, document: Document) -> PairCard:
        """A pair as the page of one of its documents shows it: that document first."""
        pair = _turned_to(pair, document.id)
        other = self.index.edition.document(pair.b)
        passages = sorted(pair.passages, key=lambda p: (-p.words, p.a_start))
        return PairCard(
            _anchor(pair),
            self.row(pair),
            document.language,
            other.language if other else None,
            tuple(
                PassageRow(
                    _excerpt(document.text, p.a_start, p.a_end),
                    self.texts.spot(pair.a, p.a_start),
                    _excerpt(other.text, p.b_start, p.b_end) if other else "",
                    self.texts.spot(pair.b, p.b_start),
                    p.words,
                    p.texts,
                )
                for p in passages
            ),
            tuple(self._finding(pair, found) for found in pair.differences),
        )

    def contradiction(self, pair: SharedWording, finding: Finding) -> ContradictionRow:
        """A difference of substance with both papers."""
        a, b = (self.index.edition.document(name) for name in (pair.a, pair.b))
        return ContradictionRow(
            pair.kind,
            self.paper(pair.a),
            self.paper(pair.b),
            a.language if a else None,
            b.language if b else None,
            self._finding(pair, finding),
        )

    def _finding(self, pair: SharedWording, finding: Finding) -> FindingCard:
        a, b = (self.index.edition.document(name) for name in (pair.a, pair.b))
        explain = self.explanations.address(pair.id)
        card = finding_card(finding, a, b, self.texts, Ref(""), explain)
        return replace(card, anchor=f"k-{short_digest(pair.id, finding.id)}")

    def release(self, place: Blanked) -> ReleaseRow:
        """A place that is withheld."""
        document = self.index.edition.document(place.document)
        before, after = around(document.text, place.start, place.end) if document else ("", "")
        opened, opened_at = "", None
        if place.release in ("opened", "other_state") and place.considered:
            best = place.considered[0]
            other = self.index.edition.document(best.document)
            opened = _excerpt(other.text, best.start, best.end) if other else ""
            spot = self.texts.spot(best.document, best.start)
            opened_at = self.paper(best.document, spot)
        return ReleaseRow(
            f"w-{short_digest(place.id)}",
            self.paper(place.document, self.texts.spot(place.document, place.start)),
            before,
            place.text,
            after,
            document.language if document else None,
            place.estimate_words,
            place.release,
            opened,
            opened_at,
            len(place.considered),
            place.because,
            place.status,
            self.explanations.address(place.id),
        )


def _turned_to(pair: SharedWording, document: str) -> SharedWording:
    """A pair with one of its documents as `a`."""
    if pair.a == document:
        return pair
    return replace(
        pair,
        a=pair.b,
        b=pair.a,
        of_a=pair.of_b,
        of_b=pair.of_a,
        passages=tuple(passage.mirrored() for passage in pair.passages),
        differences=tuple(replace(found, a=found.b, b=found.a) for found in pair.differences),
    )


def _in_order(pairs: Iterable[SharedWording]) -> Sequence[SharedWording]:
    """Pairs that no editor rejected before those; then by kind, and the most words first."""
    return sorted(
        pairs, key=lambda p: (p.status == "rejected", KINDS.index(p.kind), -p.words, p.id)
    )


def _by_state(places: Iterable[Blanked]) -> Sequence[Blanked]:
    return sorted(places, key=lambda place: STATES.index(place.release))


def _contradictions(index: EditionIndex) -> Sequence[tuple[SharedWording, Finding]]:
    """Differences of substance of all pairs that were not rejected."""
    return index.once("contradictions", lambda: _gravest_first(index.edition.all_shared()))


def _gravest_first(pairs: Iterable[SharedWording]) -> list[tuple[SharedWording, Finding]]:
    found = [
        (pair, finding)
        for pair in pairs
        if pair.status != "rejected"
        for finding in pair.differences
        if _is_substance(finding)
    ]
    return sorted(found, key=lambda one: (SEVERITIES.index(one[1].severity), one[0].id, one[1].id))


def _is_substance(finding: Finding) -> bool:
    return finding.cls == "substance" and finding.status != "rejected"


def _anchor(pair: SharedWording) -> str:
    return f"q-{short_digest(pair.id)}"


def _excerpt(text: str, start: int, end: int) -> str:
    """The beginning of a passage on one line, cut at white space."""
    said = " ".join(text[start : min(end, start + EXCERPT)].split())
    return said if end - start <= EXCERPT else said.rpartition(" ")[0] + " …"


def _parts(rows: int, size: int, kind: str, key: str = "") -> tuple[str, ...]:
    count = max(1, -(-rows // size))
    return tuple(page_address(Route(kind, key, "", n + 1)) for n in range(count))


def _part(rows: Sequence[T], part: int, size: int) -> Sequence[T]:
    return rows[(part - 1) * size : part * size]
