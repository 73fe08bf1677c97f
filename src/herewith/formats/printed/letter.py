"""A letter to print: what the register knows, its texts, variants, notes and certificates.

A bitext is told in pairs, one bead each, so that a book with one column can put the translation
under the original and one with facing pages can set them side by side. Whatever is not printed is
said: how many differences of form there are, what is not held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from herewith.formats.citing.cited import cited
from herewith.formats.citing.dates import date_in_words
from herewith.formats.citing.styles import chicago
from herewith.formats.printed.text import Notes, PrintedText
from herewith.formats.tei_edition.around import Around
from herewith.formats.tei_edition.writing import ItemPages, pages_of
from herewith.languages.citing import citing_words
from herewith.model.bitext import Bitext
from herewith.model.collation import Collation, Item, Variation
from herewith.model.edition import Edition
from herewith.model.findings import Comparison
from herewith.model.register import RegisterEntry

__all__ = ["Letter", "Pair", "Text", "letter_of"]

ORDER = {"aligned": 0, "partly": 1, "unreliable": 2}
LANGUAGES = {"en": "English", "ru": "Russian", "fr": "French", "de": "German", "es": "Spanish"}
SHOWN = ("substance", "undetermined", "nuance")


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead: both sides as XHTML, either may be empty; `number` counts from 1."""

    number: int
    source: str
    target: str
    kind: str
    sizes: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """One text or two facing texts of a letter. `html` is given for one, `pairs` for two."""

    heading: str
    language: str
    html: str
    pairs: tuple[Pair, ...] = ()
    other_heading: str = ""
    other_language: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as pieces of XHTML; `facts` are pairs of a name and plain words."""

    id: str
    title: str
    date: str
    facts: tuple[tuple[str, str], ...]
    certificates: tuple[str, ...]
    texts: tuple[Text, ...]
    variants: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    citation: str


def letter_of(
    edition: Edition,
    item: Item,
    *,
    prefix: str = "",
    address: Callable[[str], str] = lambda _: "",
    around: Around | None = None,
) -> Letter:
    """An item to print.

    Args:
        prefix: what begins every id, so that letters can stand in one file.
        around: what is kept between the items of one edition, where many are told.
        address: from the file name of another item's TEI to its place in the book.
    """
    held = pages_of(edition, item, around)
    notes = Notes(prefix)
    told = {str(page.document.id): PrintedText(page, notes, address) for page in held.pages}
    texts: list[Text] = []
    facing = _facing(edition.bitexts(item.id), held)
    if facing is not None:
        texts.append(_two(facing, held, told))
    for witness, page in zip(held.witnesses, held.pages, strict=True):
        document = page.document
        if facing is not None and document.id in (facing.source, facing.target):
            continue
        heading = _named(witness.siglum, witness.role, document.language)
        texts.append(Text(heading, document.language or "", told[document.id].paragraphs()))
    return Letter(
        str(item.id),
        item.title,
        date_in_words(item.date, "en"),
        tuple(_facts(edition, item)),
        tuple(_certificate(c) for c in edition.comparisons(item.id)),
        tuple(texts),
        tuple(v for c in edition.collations(item.id) for v in _variants(c)),
        tuple(notes.noted),
        chicago(cited(edition, item)).plain,
    )


def _facing(bitexts: Sequence[Bitext], held: ItemPages) -> Bitext | None:
    """The bitext to print: of the surest verdict, then of the base."""
    rank = {page.document.id: n for n, page in enumerate(held.pages)}
    roles = {w.document: w.role for w in held.witnesses}
    good = [b for b in bitexts if b.verdict in ORDER and b.source in rank and b.target in rank]
    official = ("translation", "print", "broadcast")

    def key(bitext: Bitext) -> tuple[object, ...]:
        role = roles.get(bitext.target, "")
        place = official.index(role) if role in official else len(official)
        return ORDER[bitext.verdict], place, rank[bitext.source], rank[bitext.target]

    return min(good, key=key) if good else None


def _two(bitext: Bitext, held: ItemPages, told: dict[str, PrintedText]) -> Text:
    sides = told[bitext.source], told[bitext.target]
    begun: tuple[set[int], set[int]] = set(), set()
    pairs = []
    for n, bead in enumerate(bitext.beads, start=1):
        words, sizes = [], []
        for side, sentences, numbers, seen in zip(
            sides,
            (bitext.source_sentences, bitext.target_sentences),
            (bead.source, bead.target),
            begun,
            strict=True,
        ):
            cut = [sentences[i] for i in sorted(numbers)]
            words.append(" ".join(side.stretch(s.start, s.end, seen) for s in cut))
            sizes.append(sum(s.end - s.start for s in cut))
        pairs.append(Pair(n, words[0], words[1], bead.kind, (sizes[0], sizes[1])))
    names = {w.document: (w.siglum, w.role, w.language) for w in held.witnesses}
    a, b = names[bitext.source], names[bitext.target]
    return Text(
        _named(*a),
        bitext.source_language or "",
        "",
        tuple(pairs),
        _named(*b),
        bitext.target_language or "",
    )


def _named(siglum: str, role: str, language: str | None) -> str:
    """A witness in words: `O, original, Russian`."""
    words = citing_words("en").roles.get(role, role.replace("_", " "))
    parts = [siglum, words, LANGUAGES.get(language or "", language or "")]
    return ", ".join(part for part in parts if part)


def _facts(edition: Edition, item: Item) -> Iterator[tuple[str, str]]:
    """What the register knows, in the order of a letter's head; nothing that is not known."""
    entries = [e for w in item.witnesses if (e := edition.entry(w.document)) is not None]
    yield "From", ", ".join(item.sender)
    yield "To", ", ".join(item.addressee)
    yield "Date", date_in_words(item.date, "en") if item.date else ""
    yield "Place", _first(entries, "place")
    yield "Subject", _first(entries, "subject")
    numbers = [
        f"{f.value.kind.replace('_', ' ')} {f.value.normal or f.value.value}"
        for e in entries
        for f in e.numbers
        if f.status != "rejected"
    ]
    yield "Numbers", ", ".join(dict.fromkeys(numbers))
    marks = [
        f.value.normal
        for e in entries
        for f in (e.classification, *e.handling)
        if f is not None and f.status != "rejected"
    ]
    yield "Marked", ", ".join(dict.fromkeys(marks))
    papers = [f"{p.n}. {p.description}" for e in entries for p in e.enclosures]
    yield "Enclosures", "; ".join(dict.fromkeys(papers))
    held = [w for w in item.witnesses if w.status != "rejected"]
    sources = {s.id: s.path for s in edition.sources()}
    forms = []
    for w in held:
        document = edition.document(w.document)
        if document is not None:
            path = sources.get(document.source, document.source)
            forms.append(f"{_named(w.siglum, w.role, document.language)} ({path})")
    yield "Held as", "; ".join(forms)


def _certificate(made: Comparison) -> str:
    """What may be said of two witnesses, as XHTML: their names and the statement."""
    names = f"{made.a.label} – {made.b.label}"
    signed = f" {made.signed}" if made.signed else ""
    return f"<b>{escape(names, quote=False)}.</b> {escape(made.statement + signed, quote=False)}"


def _first(entries: Sequence[RegisterEntry], name: str) -> str:
    fields = [f for e in entries if (f := getattr(e, name)) is not None and f.status != "rejected"]
    return str(min(fields, key=lambda f: (-f.certainty, str(f.value))).value) if fields else ""


def _variants(collation: Collation) -> Iterator[str]:
    """The apparatus of a collation, form only counted, as lines of XHTML."""
    left = 0
    for variation in collation.variations:
        if variation.status == "rejected":
            continue
        if variation.cls in SHOWN:
            yield _variant(variation, collation.language or "")
        else:
            left += 1
    if left:
        sigla = ", ".join(collation.sigla)
        yield f"{left} differences of form between {escape(sigla, quote=False)} are not listed."


def _variant(variation: Variation, language: str) -> str:
    said = []
    lang = f' lang="{escape(language)}" xml:lang="{escape(language)}"' if language else ""
    for reading in variation.readings:
        words = escape(" ".join(reading.text.split()), quote=False) or "<em>om.</em>"
        sigla = " ".join(escape(s, quote=False) for s in reading.sigla)
        said.append(f"<span{lang}>{words}</span> <b>{sigla}</b>")
    return f"{' : '.join(said)} ({variation.cls})"
