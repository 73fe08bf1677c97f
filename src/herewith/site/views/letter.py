"""A letter with every form in which it is held; a bitext of it; one document of it."""

from __future__ import annotations

from collections.abc import Sequence

from herewith.model.bitext import Bitext
from herewith.model.collation import Item, Witness
from herewith.model.document import Document
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import Explanations
from herewith.site.facing import face
from herewith.site.index import EditionIndex, word_count
from herewith.site.pages import DocumentPage, Facing, FacingPage, LetterPage
from herewith.site.parts import FieldRow, Form, Reading, Ref
from herewith.site.pictures import pictures_of
from herewith.site.views.citing import citation_block
from herewith.site.views.comparison import comparison_card
from herewith.site.views.entries import field_rows
from herewith.site.views.exchange import exchange_refs
from herewith.site.views.said import Sayings
from herewith.site.views.sharing import pair_rows
from herewith.site.views.texts import Beside, Texts, part_of

__all__ = ["document_page", "facing_page", "letter_page"]

INLINE_WORDS = 6000
"""Words of further forms shown on a letter's page; longer ones are left to their own pages."""

Held = Sequence[tuple[Witness, Document]]


def letter_page(index: EditionIndex, route: Route) -> LetterPage | None:
    """The page of an item, under its id or a former one."""
    item = index.edition.item(route.key)
    if item is None:
        return None
    explanations = Explanations(index)
    texts = Texts(index, explanations)
    held = index.held(item)
    bitexts = _usable(index.edition.bitexts(item.id))
    texts.learn(bitexts)
    first = _first(bitexts, held)
    facing = _face(index, texts, item, held, first) if first else None
    shown: set[str] = {first.source, first.target} if first else set()
    readings, elsewhere = _others(texts, held, shown)
    notes = tuple(r for r in _notes(texts, held, shown) if r.notes or r.pictures)
    documents = [document for _, document in held]
    mentions = [m for d in documents for m in index.edition.mentions(d.id)]
    quotations = [q for d in documents for q in index.edition.quotations(d.id)]
    before, after = index.neighbours(item.id)
    here = page_address(Route("letter", item.id))
    sayings = Sayings(texts, here, documents[0].source if len(documents) == 1 else "")
    return LetterPage(
        item.id,
        item.title,
        item.kind,
        item.date,
        item.sender,
        item.addressee,
        item.aliases,
        tuple(_form(index, explanations, item, w, d) for w, d in held),
        tuple(comparison_card(index, c) for c in index.edition.comparisons(item.id)),
        facing,
        tuple(
            _facing_ref(item, bitext, first) for bitext in sorted(bitexts, key=lambda b: b != first)
        ),
        notes,
        readings,
        elsewhere,
        tuple(
            Ref(" ".join(c.sigla), page_address(Route("collation", c.id)), c.language)
            for c in index.edition.collations(item.id)
        ),
        _fields(index, explanations, held, sayings),
        tuple(
            texts.mention(m, citing=False, said=_beside(index, sayings, m.document))
            for m in mentions
        ),
        tuple(texts.mention(m, citing=True) for m in index.edition.mentioned_by(item.id)),
        tuple(
            texts.quotation(q, citing=False, said=_beside(index, sayings, q.document))
            for q in quotations
        ),
        tuple(
            texts.quotation(q, citing=True)
            for d in documents
            for q in index.edition.quoted_by(d.id)
        ),
        exchange_refs(index, item),
        pair_rows(index, [d.id for d in documents]),
        _neighbour(before),
        _neighbour(after),
        sayings.others([item.id, *(d.id for d in documents if d.id in index.alone)]),
        citation_block(index, item),
    )


def facing_page(index: EditionIndex, route: Route) -> FacingPage | None:
    """A bitext on a page of its own."""
    found = _bitext(index, route.key)
    if found is None:
        return None
    item, bitext = found
    texts = Texts(index, Explanations(index))
    bitexts = _usable(index.edition.bitexts(item.id))
    texts.learn([bitext, *bitexts])
    held = index.held(item)
    facing = _face(index, texts, item, held, bitext)
    if facing is None:
        return None
    shown: set[str] = {bitext.source, bitext.target}
    return FacingPage(
        Ref(item.title, page_address(Route("letter", item.id))),
        facing,
        tuple(r for r in _notes(texts, held, shown) if r.notes or r.pictures),
        tuple(_facing_ref(item, other, None) for other in bitexts),
    )


def document_page(index: EditionIndex, route: Route) -> DocumentPage | None:
    """One document alone; one that is the only form of a letter is read on the letter's page."""
    document = index.edition.document(route.key)
    if document is None:
        return None
    explanations = Explanations(index)
    texts = Texts(index, explanations)
    item, witness = index.witness(document.id)
    edition = index.edition
    siglum, role = (witness.siglum, witness.role) if witness else ("", "")
    sayings = Sayings(texts, page_address(route), document.source)
    return DocumentPage(
        document.id,
        Ref(item.title, page_address(Route("letter", item.id))) if item else None,
        siglum,
        role,
        _source(index, document),
        document.pages,
        document.attributes,
        texts.reading(document, siglum, role, (0, len(document.text))),
        field_rows(edition.entry(document.id), explanations, sayings.with_field),
        tuple(
            texts.mention(m, citing=False, said=sayings.beside)
            for m in edition.mentions(document.id)
        ),
        tuple(
            texts.quotation(q, citing=False, said=sayings.beside)
            for q in edition.quotations(document.id)
        ),
        tuple(texts.quotation(q, citing=True) for q in edition.quoted_by(document.id)),
        sayings.others([document.id]),
        citation_block(index, item, document.id) if item and witness else None,
    )


def _beside(index: EditionIndex, sayings: Sayings, document: str) -> Beside | None:
    """What stands beside rows about a document, if it is read on the letter's page."""
    return sayings.beside if document in index.alone else None


def _neighbour(item: Item | None) -> Ref | None:
    if item is None:
        return None
    return Ref(item.title, page_address(Route("letter", item.id)), None, item.date)


def _usable(bitexts: Sequence[Bitext]) -> list[Bitext]:
    """Bitexts that are translations, the surest verdict first."""
    order = {"aligned": 0, "partly": 1, "unreliable": 2}
    return sorted((b for b in bitexts if b.verdict in order), key=lambda b: order[b.verdict])


def _first(bitexts: Sequence[Bitext], held: Held) -> Bitext | None:
    """The bitext a reader should see first: of the base, and with an official translation."""
    rank = {document.id: n for n, (_, document) in enumerate(held)}
    roles = {document.id: witness.role for witness, document in held}
    known = [b for b in bitexts if b.source in rank and b.target in rank]
    official = ("original", "translation", "print", "broadcast")

    def key(bitext: Bitext) -> tuple[object, ...]:
        role = roles[bitext.target]
        return (
            bitext.verdict == "unreliable",
            official.index(role) if role in official else len(official),
            rank[bitext.source],
            rank[bitext.target],
        )

    return min(known, key=key) if known else None


def _bitext(index: EditionIndex, name: str) -> tuple[Item, Bitext] | None:
    bitext = index.edition.bitext(name)
    if bitext is None or bitext.verdict == "not_a_translation":
        return None
    item = index.edition.item_of(bitext.source) or index.edition.item_of(bitext.target)
    return (item, bitext) if item else None


def _facing_ref(item: Item, bitext: Bitext, first: Bitext | None) -> Ref:
    sigla = {w.document: w.siglum for w in item.witnesses}
    text = f"{sigla.get(bitext.source, '?')} – {sigla.get(bitext.target, '?')}"
    if first is not None and bitext.id == first.id:
        return Ref(text, f"{page_address(Route('letter', item.id))}#text")
    return Ref(text, page_address(Route("facing", bitext.id)))


def _face(
    index: EditionIndex, texts: Texts, item: Item, held: Held, bitext: Bitext
) -> Facing | None:
    witnesses = {document.id: (witness, document) for witness, document in held}
    if bitext.source not in witnesses or bitext.target not in witnesses:
        return None
    (a, source), (b, target) = witnesses[bitext.source], witnesses[bitext.target]
    parts = part_of(a, source), part_of(b, target)
    return face(
        bitext,
        (
            texts.cutter(source, parts[0], bitext.source_sentences),
            texts.cutter(target, parts[1], bitext.target_sentences),
        ),
        (texts.gaps(source, parts[0]), texts.gaps(target, parts[1])),
        ((a.siglum, a.role), (b.siglum, b.role)),
        index.edition.comparisons(item.id),
        texts.explanations,
    )


def _others(
    texts: Texts, held: Held, shown: set[str]
) -> tuple[tuple[Reading, ...], tuple[Ref, ...]]:
    """Forms that the facing text does not show: to read here, or on pages of their own."""
    readings: list[Reading] = []
    elsewhere: list[Ref] = []
    left = INLINE_WORDS
    for witness, document in held:
        if document.id in shown:
            continue
        low, high = part_of(witness, document)
        words = word_count(document.text[low:high])
        if words <= left or not (shown or readings):
            readings.append(texts.reading(document, witness.siglum, witness.role, (low, high)))
            left -= words
        else:
            address = texts.index.reading(document.id)
            elsewhere.append(Ref(witness.siglum, address, document.language))
    return tuple(readings), tuple(elsewhere)


def _notes(texts: Texts, held: Held, shown: set[str]) -> list[Reading]:
    """Empty readings that carry the footnotes and the images of the texts a facing page shows."""
    return [
        Reading(
            d.id,
            texts.index.reading(d.id),
            w.siglum,
            w.role,
            d.language,
            None,
            0,
            d.complete,
            (),
            texts.notes(d),
            pictures_of(texts.index, d, part_of(w, d)),
        )
        for w, d in held
        if d.id in shown
    ]


def _form(
    index: EditionIndex,
    explanations: Explanations,
    item: Item,
    witness: Witness,
    document: Document,
) -> Form:
    low, high = part_of(witness, document)
    entry = index.edition.entry(document.id)
    claims = entry.claims if entry else ()
    return Form(
        witness.siglum,
        witness.role,
        witness.language or document.language,
        witness.base,
        document.id,
        index.reading(document.id),
        _source(index, document),
        document.pages,
        document.attributes,
        word_count(document.text[low:high]),
        document.complete,
        len(document.gaps),
        (low, high) != (0, len(document.text)),
        witness.because,
        witness.status,
        explanations.address(witness.statement, item.id, "witness"),
        tuple(Ref(c.value, explanations.address(c.statement), document.language) for c in claims),
        explanations.subject(document.id),
    )


def _source(index: EditionIndex, document: Document) -> Ref:
    source = index.files.get(document.source)
    name = source.path if source else document.source
    return Ref(name, page_address(Route("source", document.source)) if source else "")


def _fields(
    index: EditionIndex, explanations: Explanations, held: Held, sayings: Sayings
) -> tuple[tuple[str, tuple[FieldRow, ...]], ...]:
    """The register fields of each witness that has any, under its siglum."""
    rows = [
        (
            w.siglum,
            field_rows(
                index.edition.entry(d.id),
                explanations,
                sayings.with_field if d.id in index.alone else None,
            ),
        )
        for w, d in held
    ]
    return tuple((siglum, fields) for siglum, fields in rows if fields)
