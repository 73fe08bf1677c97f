"""What a statement says, in parts that the pages can word: for lists, and for the question itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from herewith.model.bitext import Bitext, Sentence
from herewith.model.links import Mention
from herewith.model.provenance import Outline, Statement
from herewith.site.addresses import Route, page_address
from herewith.site.editing.records import Fact, Said
from herewith.site.explanations import in_words
from herewith.site.index import EditionIndex
from herewith.site.parts import Ref
from herewith.site.views.texts import around

__all__ = ["facts", "mention_of", "sides", "subject_of"]

OPENING = 420
"""Characters of the beginning of a text."""

LONG = 240
"""Characters of a value shown in a list."""


def facts(index: EditionIndex, said: Outline | Statement) -> tuple[Fact, ...]:
    """The value of a statement as named parts."""
    value = said.value
    made = SAYINGS.get(said.property)
    if value is None and said.property != "target":
        return (Fact("nothing", ""),)
    if made is not None:
        return tuple(made(index, said, value))
    if said.stage == "register":
        return tuple(_register(said.property, value))
    return (Fact("value", _short(in_words(value))),)


def _short(text: str) -> str:
    return text if len(text) <= LONG else text[:LONG].rpartition(" ")[0] + " …"


def _register(prop: str, value: object) -> Iterator[Fact]:
    if not isinstance(value, Mapping):
        group = {"kind": "kind", "language": "language", "source_language": "language"}
        yield Fact("value", _short(in_words(value)), group.get(prop, ""))
        return
    if isinstance(date := value.get("date"), Mapping):
        yield Fact("value", str(date.get("edtf", "")), "date")
        yield Fact("role", str(value.get("role", "")), "detail")
        if date.get("written"):
            yield Fact("written", str(date["written"]))
        return
    names = ("name", "value", "description")
    shown = next((str(value[name]) for name in names if value.get(name)), in_words(value))
    yield Fact("value", shown)
    if value.get("kind"):
        yield Fact("kind_of", str(value["kind"]), "detail")
    if value.get("normal") and value["normal"] != shown:
        yield Fact("normal", str(value["normal"]))
    if value.get("held") is not None:
        yield Fact("held", "held" if value["held"] else "not_held", "detail")


def _letter(index: EditionIndex, _of: Outline | Statement, value: object) -> Iterator[Fact]:
    item = index.edition.item(str(value))
    if item is None:
        yield Fact("letter", str(value))
        return
    yield Fact("letter", item.title, "", None, page_address(Route("letter", item.id)))
    if item.date:
        yield Fact("of", item.date, "date")


def _paper(index: EditionIndex, said: Outline | Statement, value: object) -> Iterator[Fact]:
    """A paper by its first words, and the letter that it is said to be a form of."""
    document = index.edition.document(said.subject)
    if document is not None:
        _, witness = index.witness(document.id)
        yield Fact("paper", _words(document.text.strip()[:120], last=True), "", document.language)
        if witness is not None and witness.role:
            yield Fact("as", witness.role, "role")
    yield from _letter(index, said, value)


def _mentioned(index: EditionIndex, said: Outline | Statement, value: object) -> Iterator[Fact]:
    """What words mean: a letter, perhaps one, or none that is held."""
    mention = mention_of(index, said.subject)
    if mention is not None:
        yield Fact("mention", mention.text)
        yield Fact("judged", mention.mention_status, "mention")
    if value:
        yield from _letter(index, said, value)
    elif mention is not None and mention.mention_status == "suggested" and mention.candidates:
        yield from _letter(index, said, mention.candidates[0].item)


def mention_of(index: EditionIndex, subject: str) -> Mention | None:
    """A mention by its id."""
    document = subject.rpartition("/mention-")[0]
    return next((m for m in index.edition.mentions(document) if m.id == subject), None)


def _boundary(index: EditionIndex, said: Outline | Statement, _value: object) -> Iterator[Fact]:
    document = index.edition.document(said.subject)
    if document is None:
        return
    text = document.text.strip()
    yield Fact("begins", _words(text[:120], last=True), "", document.language)
    yield Fact("ends", _words(text[-120:], last=False), "", document.language)


def _words(text: str, *, last: bool) -> str:
    """Some words of a text on one line, without the one that is cut at an end."""
    line = " ".join(text.split())
    if len(text) < 120:
        return line
    return f"{line.rpartition(' ')[0]} …" if last else f"… {line.partition(' ')[2]}"


def _gap(_index: EditionIndex, _of: Outline | Statement, value: Any) -> Iterator[Fact]:
    if not isinstance(value, Mapping):
        yield Fact("value", in_words(value))
        return
    if value.get("page") is not None:
        yield Fact("page", str(value["page"]))
    if value.get("estimate_words") is not None:
        yield Fact("words", str(value["estimate_words"]))


def _difference(_index: EditionIndex, _of: Outline | Statement, value: Any) -> Iterator[Fact]:
    if not isinstance(value, Mapping):
        yield Fact("class", str(value), "class")
        return
    yield Fact("class", str(value.get("class", "")), "class")
    if value.get("facet"):
        yield Fact("about", str(value["facet"]), "facet")
    for sigla, text, *_ in value.get("readings", ()):
        yield Fact("reading", f"{' '.join(sigla)}: {text or '–'}")
    for side in ("a", "b"):
        if side in value:
            yield Fact(f"side_{side}", _short(str(value[side]) or "–"))
    if value.get("severity") not in (None, "none"):
        yield Fact("severity", str(value["severity"]), "severity")


def _bead(index: EditionIndex, said: Outline | Statement, value: Any) -> Iterator[Fact]:
    bitext = index.edition.bitext(said.subject)
    if bitext is None or not isinstance(value, Mapping):
        return
    if value.get("kind"):
        yield Fact("how", str(value["kind"]), "bead")
    for name, sentences, language in _both(bitext):
        texts = [s.text for s in sentences if s.id in value.get(name, ())]
        yield Fact(name, _short(" ".join(texts)) or "–", "", language)


def _both(bitext: Bitext) -> tuple[tuple[str, Sequence[Sentence], str | None], ...]:
    return (
        ("source", bitext.source_sentences, bitext.source_language),
        ("target", bitext.target_sentences, bitext.target_language),
    )


def _ocr(_index: EditionIndex, _of: Outline | Statement, value: Any) -> Iterator[Fact]:
    if not isinstance(value, Mapping):
        yield Fact("read_as", str(value))
        return
    yield Fact("stands", str(value.get("text", "")))
    if offered := list(value.get("suggestions", ())):
        yield Fact("read_as", str(offered[0]))


def _names(_index: EditionIndex, _of: Outline | Statement, value: Any) -> Iterator[Fact]:
    kind = str(value.get("kind", ""))
    address = page_address(Route(kind, str(value.get("id")))) if kind in ("person", "place") else ""
    yield Fact("name", str(value.get("name", "")), "", None, address)
    yield Fact("times", str(value.get("count", "")))


def _completeness(_index: EditionIndex, _of: Outline | Statement, value: Any) -> Iterator[Fact]:
    yield Fact("claims", str(value.get("words", "")))
    yield Fact("judged", str(value.get("verdict", "")), "completeness")
    for name in ("held", "attested"):
        yield Fact(f"number_{name}", str(value.get(name, "")))


def _of_list(group: str) -> Callable[..., Iterator[Fact]]:
    def made(_index: EditionIndex, _of: Outline | Statement, value: object) -> Iterator[Fact]:
        yield Fact("value", str(value), group)

    return made


def _duplicate(_index: EditionIndex, _of: Outline | Statement, value: Any) -> Iterator[Fact]:
    if isinstance(value, Mapping):
        yield Fact("value", str(value.get("relation", "")), "relation")


def _certificate(_index: EditionIndex, _of: Outline | Statement, value: Any) -> Iterator[Fact]:
    yield Fact("verdict", str(value.get("verdict", "")), "verdict")
    yield Fact("says", str(value.get("statement", "")), "", "en")
    if value.get("signature"):
        yield Fact("signed", str(value["signature"]), "signature")


SAYINGS: Mapping[str, Callable[..., Iterator[Fact]]] = {
    "item": _paper,
    "target": _mentioned,
    "boundary": _boundary,
    "gap": _gap,
    "finding": _difference,
    "variation": _difference,
    "bead": _bead,
    "ocr": _ocr,
    "names": _names,
    "completeness": _completeness,
    "furniture": _of_list("furniture"),
    "verbatim": _of_list("verbatim"),
    "duplicate": _duplicate,
    "certificate": _certificate,
}
"""By property, how its value is said."""


def subject_of(index: EditionIndex, subject: str) -> Ref:
    """Where a subject is read: the letter or document it belongs to, by its title."""
    edition = index.edition
    parts = subject.split("/")
    for count in range(len(parts), 0, -1):
        name = "/".join(parts[:count])
        if count > 1 and (found := _derived(index, name)) is not None:
            return found
        if (item := edition.item(name)) is not None:
            return Ref(item.title, page_address(Route("letter", item.id)), None, item.date)
        if name in index.facts:
            held = edition.item_of(name)
            return Ref(held.title if held else name, index.reading(name))
        if name in index.sources:
            return Ref(index.sources[name].path, page_address(Route("source", name)))
    return Ref(subject)


def _derived(index: EditionIndex, name: str) -> Ref | None:
    """A comparison, alignment or collation, by the title of its letter."""
    edition = index.edition
    for kind, record in (
        ("comparison", edition.comparison(name)),
        ("facing", edition.bitext(name)),
        ("collation", edition.collation(name)),
    ):
        item = edition.item(record.item) if record is not None and record.item else None
        if item is not None:
            return Ref(item.title, page_address(Route(kind, name)), None, item.date)
    return None


def sides(index: EditionIndex, statement: Statement) -> tuple[Said, ...]:
    """The texts that a question holds against each other, in their contexts; else nothing."""
    if statement.property == "finding":
        return tuple(_finding(index, statement))
    if statement.property == "variation":
        return tuple(_variation(index, statement))
    if statement.property == "bead":
        return tuple(_pair(index, statement))
    if statement.property == "item":
        return tuple(_openings(index, statement))
    if statement.property == "target":
        return tuple(_passage(index, statement))
    return ()


def _openings(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    """How a paper begins, and how the other forms of its letter do."""
    item = index.edition.item(str(statement.value))
    others = [w.document for w in item.witnesses if w.document != statement.subject] if item else []
    for document in (statement.subject, *others[:3]):
        yield _opening(index, document, name)


def _opening(index: EditionIndex, key: str, name: str = "") -> Said:
    document = index.edition.document(key)
    text = document.text.strip() if document else ""
    cut = text if len(text) <= OPENING else text[:OPENING].rpartition(" ")[0]
    _, witness = index.witness(key)
    name = name or (witness.siglum if witness else key)
    after = " …" if len(cut) < len(text) else ""
    return Said(name, index.reading(key), cut, "", after, document.language if document else None)


def _passage(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    """What stands in the letter that words may mean: the passage they speak of, or its beginning."""
    mention = mention_of(index, statement.subject)
    if mention is None or not mention.candidates:
        return
    document = mention.candidates[0].document
    if document is None:
        return
    item = index.edition.item(mention.candidates[0].item)
    name = item.title if item else str(document)
    if mention.passage_end > mention.passage_start:
        held = index.edition.document(document)
        language = held.language if held else None
        yield _said(index, name, document, mention.passage_start, mention.passage_end, language)
    else:
        yield _opening(index, document, name)


def _finding(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    comparison = index.edition.comparison(statement.subject)
    found = (
        next((f for f in comparison.findings if f.id == statement.id), None) if comparison else None
    )
    if comparison is None or found is None:
        return
    for side, report in ((found.a, comparison.a), (found.b, comparison.b)):
        yield _said(index, report.label, report.document, side.start, side.end, report.language)


def _variation(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    collation = index.edition.collation(statement.subject)
    if collation is None or collation.item is None:
        return
    item = index.edition.item(collation.item)
    found = next((v for v in collation.variations if v.id == statement.id), None)
    if item is None or found is None:
        return
    documents = {witness.siglum: witness.document for witness in item.witnesses}
    for reading in found.readings:
        for siglum, start, end in reading.spans:
            document = documents.get(siglum)
            yield _said(index, siglum, document, start, end, collation.language)


def _pair(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    bitext = index.edition.bitext(statement.subject)
    value: Any = statement.value
    if bitext is None or not isinstance(value, Mapping):
        return
    ends = (bitext.source, bitext.target)
    for document, (name, sentences, language) in zip(ends, _both(bitext), strict=True):
        chosen = [s for s in sentences if s.id in value.get(name, ())]
        if chosen:
            yield _said(index, name, document, chosen[0].start, chosen[-1].end, language)
        else:
            yield Said(name, index.reading(document), "", "", "", language)


def _said(
    index: EditionIndex, name: str, document: str | None, start: int, end: int, language: str | None
) -> Said:
    held = index.edition.document(document) if document else None
    if held is None or document is None:
        return Said(name, "", "", "", "", language)
    before, after = around(held.text, start, end)
    return Said(name, index.reading(document), before, held.text[start:end], after, language)
