"""What a statement might say instead: candidates with what speaks for them, values of other witnesses.

Every value offered is JSON data as `herewith decide … set --value` takes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, get_args

from herewith.model.bitext import Bitext, Sentence
from herewith.model.collation import Class, Item
from herewith.model.document import FurnitureKind
from herewith.model.provenance import Statement
from herewith.model.records import encode
from herewith.model.register import DatedRole, Field, Party, RegisterEntry
from herewith.site.addresses import Route, page_address
from herewith.site.editing.records import Alternative
from herewith.site.editing.saying import mention_of
from herewith.site.index import EditionIndex
from herewith.site.labels import LABELS

__all__ = ["choices", "offered"]

NEAR = 6
"""Letters offered beside a letter: those next to it in the register."""

SHOWN = 160
"""Characters of each side of a pair that is offered."""


def choices(takes: str) -> tuple[str, ...]:
    """The closed list from which another value is chosen; empty where it is typed."""
    lists: Mapping[str, Sequence[str]] = {
        "class": get_args(Class),
        "furniture": [kind for kind in get_args(FurnitureKind) if kind != "duplicate"],
        "verbatim": [v for v in LABELS["verbatim"] if v != "not_a_quotation"],
        "kind": sorted({v.replace("_", " ") for v in LABELS["kind"]} - {"unknown"}),
        "pair": list(LABELS["pair"]),
        "release": list(LABELS["release"]),
        "request": list(LABELS["request"]),
        "language": [value for value in LABELS["language"] if value != "unknown"],
    }
    return tuple(lists.get(takes, ()))


def offered(index: EditionIndex, statement: Statement) -> tuple[Alternative, ...]:
    """Other values of a statement that something speaks for, the best first, each once."""
    make = OFFERS.get((statement.stage, statement.property))
    if make is None and statement.stage == "share":
        make = _shared
    if make is None and statement.stage == "register":
        make = _register
    if make is None:
        return ()
    own = _json(statement.value)
    day = _day(statement.value)
    found = {a.value: a for a in make(index, statement) if a.value != own and a.text != day}
    return tuple(found.values())


def _day(value: object) -> object:
    date = value.get("date") if isinstance(value, Mapping) else None
    return date.get("edtf") if isinstance(date, Mapping) else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _target(index: EditionIndex, statement: Statement) -> Iterator[Alternative]:
    """The candidates of a mention, and that the paper is not held."""
    mention = mention_of(index, statement.subject)
    for candidate in mention.candidates if mention else ():
        item = index.edition.item(candidate.item)
        if item is not None:
            yield _letter(item, candidate.because, candidate.score)
    if statement.value is not None:
        yield Alternative('""', "not_held", group="offer")


def _letter(
    item: Item, because: Sequence[str] = (), probability: float | None = None
) -> Alternative:
    address = page_address(Route("letter", item.id))
    shown = (
        f"{item.title} ({item.date})" if item.date and item.date not in item.title else item.title
    )
    return Alternative(_json(item.id), shown, tuple(because), address, None, "", probability)


def _item(index: EditionIndex, statement: Statement) -> Iterator[Alternative]:
    """The letters next to a paper's letter in the register."""
    own = index.edition.item(str(statement.value))
    if own is None:
        return
    near, before, after = [], own, own
    for _ in range(NEAR // 2):
        for earlier in (True, False):
            start = before if earlier else after
            found = index.neighbours(start.id)[0 if earlier else 1]
            if found is not None:
                near.append(found)
                before, after = (found, after) if earlier else (before, found)
    for item in near:
        shared = sorted(set(item.sender) & set(own.sender))
        yield _letter(item, tuple(f"also from {name}" for name in shared))


def _shared(_index: EditionIndex, statement: Statement) -> Iterator[Alternative]:
    """The kinds of the same group that are told apart least surely from the one stated."""
    group = "pair" if statement.property == "shared" else "release"
    for kind in AKIN.get(str(statement.value), ()):
        yield Alternative(_json(kind), kind, group=group)


AKIN: Mapping[str, Sequence[str]] = {
    "same_document": ("reissue", "successive_paper", "draft"),
    "copy_to_another_addressee": ("same_document", "successive_paper"),
    "reissue": ("same_document", "draft"),
    "successive_paper": ("same_document", "draft"),
    "draft": ("same_document", "reissue"),
    "extract": ("quoted_passage", "same_document"),
    "relay": ("quoted_passage", "extract"),
    "quoted_passage": ("formula", "extract"),
    "formula": ("quoted_passage",),
    "opened": ("other_state", "nowhere_opened"),
    "other_state": ("opened", "nowhere_opened"),
    "nowhere_opened": ("opened", "left_out"),
    "left_out": ("nowhere_opened",),
}
"""Kinds of shared wording, and states of blanks, that are near to each other."""


def _enclosed(index: EditionIndex, statement: Statement) -> Iterator[Alternative]:
    """Papers of the same file that follow the one that names the enclosure, and that none is held."""
    value: Any = statement.value
    if not isinstance(value, Mapping):
        return
    names = list(index.facts)
    at = names.index(statement.subject) if statement.subject in names else len(names)
    for name in names[at + 1 : at + 1 + NEAR // 2]:
        item = index.edition.item_of(name)
        shown = item.title if item else name
        held = {"held": True, "target": name}
        yield Alternative(_json(held), shown, ("stands next in the file",), index.reading(name))
    if value.get("held") is not False:
        yield Alternative(_json({"held": False, "target": None}), "not_held", group="detail")


def _register(index: EditionIndex, statement: Statement) -> Iterator[Alternative]:
    """What other fields and other witnesses of the letter have."""
    entry = index.edition.entry(statement.subject)
    if entry is None:
        return
    item = index.edition.item_of(statement.subject)
    for witness in item.witnesses if item else ():
        other = index.edition.entry(witness.document)
        if other is not None and other.id != entry.id:
            for field in _fields(other, statement.property):
                yield _field(field, f"so in {witness.siglum} of the same letter")
    for name in RELATED.get(statement.property, ()):
        for field in _fields(entry, name):
            yield _field(field, f"stands in the same paper as “{name.replace('_', ' ')}”")


RELATED: Mapping[str, Sequence[str]] = {
    "sender": ("signed_by", "signed_for", "addressee"),
    "addressee": ("copies", "sender"),
    "signed_by": ("sender",),
    "date": ("dates",),
    "dates": ("date",),
}
"""Fields whose values may have been taken for another's."""


def _fields(entry: RegisterEntry, name: str) -> Sequence[Field[Any]]:
    value: Any = getattr(entry, name, None)
    if isinstance(value, Field):
        return (value,)
    return [one for one in value if isinstance(one, Field)] if isinstance(value, tuple) else ()


def _field(field: Field[Any], because: str) -> Alternative:
    value = field.value
    if isinstance(value, DatedRole):
        shown = value.date.edtf
        return Alternative(
            _json({"edtf": shown, "role": value.role}), shown, (because,), group="date"
        )
    if isinstance(value, Party):
        name = value.normal or value.name
        return Alternative(_json(encode(value)), name, (because,))
    shown = value if isinstance(value, str) else str(getattr(value, "value", value))
    return Alternative(_json(encode(value)), shown, (because,))


def _ocr(_index: EditionIndex, statement: Statement) -> Iterator[Alternative]:
    """Suggestions but the first, which accepting takes."""
    value: Any = statement.value
    for suggestion in list(value.get("suggestions", ()))[1:] if isinstance(value, Mapping) else ():
        yield Alternative(_json(suggestion), str(suggestion))


def _bead(index: EditionIndex, statement: Statement) -> Iterator[Alternative]:
    """The pair with a sentence more or less on one side."""
    bitext = index.edition.bitext(statement.subject)
    value: Any = statement.value
    if bitext is None or not isinstance(value, Mapping):
        return
    both = (bitext.source_sentences, bitext.target_sentences)
    own = [
        [s.n for s in sentences if s.id in value.get(name, ())]
        for name, sentences in zip(("source", "target"), both, strict=True)
    ]
    for source, target in _moved(own, both, bitext):
        if source and target:
            pair = {
                "source": [both[0][n].id for n in source],
                "target": [both[1][n].id for n in target],
            }
            texts = [_text(both[0], source), _text(both[1], target)]
            yield Alternative(_json(pair), " ⇄ ".join(texts))


def _moved(
    own: Sequence[Sequence[int]], both: Sequence[Sequence[Sentence]], bitext: Bitext
) -> Iterator[tuple[list[int], list[int]]]:
    """Numbers of sentences on both sides, near those of a pair."""
    source, target = list(own[0]), list(own[1])
    if not source or not target:
        yield from _beside(source, target, bitext)
        return
    for grown in _grown(source, len(both[0])):
        yield grown, target
    for grown in _grown(target, len(both[1])):
        yield source, grown


def _grown(numbers: list[int], count: int) -> Iterator[list[int]]:
    if numbers[-1] + 1 < count:
        yield [*numbers, numbers[-1] + 1]
    if numbers[0] > 0:
        yield [numbers[0] - 1, *numbers]
    if len(numbers) > 1:
        yield numbers[:-1]
        yield numbers[1:]


def _beside(
    source: list[int], target: list[int], bitext: Bitext
) -> Iterator[tuple[list[int], list[int]]]:
    """For sentences without a counterpart: the counterparts of those before and after them."""
    side = 0 if source else 1
    lone = source or target
    if not lone:
        return
    for bead in bitext.beads:
        ends = (list(bead.source), list(bead.target))
        if ends[side] and ends[1 - side]:
            if ends[side][-1] == lone[0] - 1:
                yield _turned(side, [lone[0]], ends[1 - side][-1:])
            if ends[side][0] == lone[-1] + 1:
                yield _turned(side, [lone[-1]], ends[1 - side][:1])


def _turned(side: int, own: list[int], other: list[int]) -> tuple[list[int], list[int]]:
    return (own, other) if side == 0 else (other, own)


def _text(sentences: Sequence[Sentence], numbers: Sequence[int]) -> str:
    text = " ".join(" ".join(sentences[n].text for n in numbers).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rpartition(' ')[0]} …"


OFFERS: Mapping[tuple[str, str], Callable[[EditionIndex, Statement], Iterator[Alternative]]] = {
    ("link", "target"): _target,
    ("group", "item"): _item,
    ("reconstruct", "ocr"): _ocr,
    ("align", "bead"): _bead,
    ("register", "enclosures"): _enclosed,
}
"""By stage and property, what else there is; fields of the register apart."""
