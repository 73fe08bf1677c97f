"""What a statement says, in parts that the pages can word: for lists, and for the question itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from herewith.model.bitext import Bitext, Sentence
from herewith.model.links import Mention
from herewith.model.provenance import Outline, Statement
from herewith.model.sharing import Blanked
from herewith.site.addresses import Route, page_address
from herewith.site.editing.records import Fact
from herewith.site.explanations import in_words
from herewith.site.index import EditionIndex, lookup
from herewith.site.parts import Ref

__all__ = ["blanked", "both_sides", "facts", "mention_of", "subject_of"]

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
    for name, sentences, language in both_sides(bitext):
        texts = [s.text for s in sentences if s.id in value.get(name, ())]
        yield Fact(name, _short(" ".join(texts)) or "–", "", language)


def both_sides(bitext: Bitext) -> tuple[tuple[str, Sequence[Sentence], str | None], ...]:
    """Name, sentences and language of each side of a bitext."""
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


def _shared(index: EditionIndex, said: Outline | Statement, value: object) -> Iterator[Fact]:
    """What two papers are to each other, and which the other one is."""
    yield Fact("value", str(value), "pair")
    pair = next((one for one in index.edition.shared(said.subject) if one.id == said.id), None)
    if pair is not None:
        other = pair.b if pair.a == said.subject else pair.a
        item = index.edition.item_of(other)
        yield Fact("paper", item.title if item else other, "", None, index.reading(other))
        yield Fact("shared_words", str(pair.words))


def _withheld(index: EditionIndex, said: Outline | Statement, value: object) -> Iterator[Fact]:
    """What is withheld, and whether it is open elsewhere."""
    yield Fact("value", str(value), "release")
    blank = blanked(index).get(said.id)
    if blank is not None:
        held = index.edition.document(blank.document)
        yield Fact("stands", blank.text, "", held.language if held else None)


@lookup("blanked by statement")
def blanked(index: EditionIndex) -> Mapping[str, Blanked]:
    """The places that documents withhold, by the statements about them."""
    return {one.id: one for one in index.edition.blanked()}


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
    "shared": _shared,
    "withheld": _withheld,
    "request": _of_list("request"),
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
        if edition.document(name) is not None:
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
