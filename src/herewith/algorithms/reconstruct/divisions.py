"""Which elements of a TEI file are its documents, attachments, headers and front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from herewith.model.text import Mark

__all__ = [
    "ATTACHMENTS",
    "DIVISIONS",
    "NOTES",
    "document_marks",
    "kind_of",
    "page_number",
    "sections",
    "stated_of",
    "subtree_ends",
]

DOCUMENT_TYPES = frozenset(
    [
        "document",
        "letter",
        "letters-letter",
        "telegram",
        "cable",
        "despatch",
        "dispatch",
        "memorandum",
        "memo",
        "note",
        "note-verbale",
        "treaty",
        "agreement",
        "speech",
        "minutes",
        "report",
        "transcript",
        "message",
        "editorial-note",
        "diary-entry",
        "entry",
        "postcard",
        "circular",
        "decree",
        "order",
    ]
)

DIVISIONS = frozenset(("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7"))

ATTACHMENTS = frozenset(("attachment", "floatingText"))

NOTES = frozenset(("note",))

_NUMBER = re.compile(r"\[?(\d{1,5})\]?")


def subtree_ends(marks: Sequence[Mark]) -> list[int]:
    """For each mark the index of the last mark inside it (itself if none)."""
    ends = list(range(len(marks)))
    for index in range(len(marks) - 1, -1, -1):
        parent = marks[index].parent
        if parent is not None and ends[index] > ends[parent]:
            ends[parent] = ends[index]
    return ends


def document_marks(marks: Sequence[Mark], ends: Sequence[int]) -> list[int]:
    """Indexes of the marks that are documents, attachments among them."""
    typed = [
        i
        for i, mark in enumerate(marks)
        if mark.name in DIVISIONS and mark.get("type").strip().lower() in DOCUMENT_TYPES
    ]
    if not typed:
        typed = list(_untyped(marks))
    inside = bytearray(len(marks))
    for index in typed:
        inside[index + 1 : ends[index] + 1] = b"\1" * (ends[index] - index)
    outer = [i for i in typed if not inside[i]]
    attached = [i for i, m in enumerate(marks) if m.name in ATTACHMENTS and inside[i]]
    nested = set(_inside_notes(marks, ends))
    return sorted([*outer, *(i for i in attached if i not in nested)])


def _inside_notes(marks: Sequence[Mark], ends: Sequence[int]) -> Iterator[int]:
    for index, mark in enumerate(marks):
        if mark.name in NOTES:
            yield from range(index + 1, ends[index] + 1)


def _untyped(marks: Sequence[Mark]) -> Iterator[int]:
    """Where no type names a document: texts of a group, divisions with openers, or the bodies."""
    grouped = [
        i for i, m in enumerate(marks) if m.name == "text" and _named(marks, m.parent, "group")
    ]
    if grouped:
        yield from grouped
        return
    letters = {
        parent
        for m in marks
        if m.name in ("opener", "closer", "dateline", "signed", "salute")
        and (parent := _division(marks, m.parent)) is not None
    }
    if len(letters) > 1:
        yield from sorted(letters)
        return
    yield from (i for i, m in enumerate(marks) if m.name == "body")


def _named(marks: Sequence[Mark], index: int | None, name: str) -> bool:
    return index is not None and marks[index].name == name


def _division(marks: Sequence[Mark], index: int | None) -> int | None:
    while index is not None and marks[index].name not in DIVISIONS:
        index = marks[index].parent
    return index


def sections(marks: Sequence[Mark]) -> list[int]:
    """Indexes of header, title pages and divisions of front and back."""
    out: list[int] = []
    for index, mark in enumerate(marks):
        named = mark.name == "teiHeader" or mark.name == "titlePage"
        divided = mark.name in DIVISIONS and (
            _named(marks, mark.parent, "front") or _named(marks, mark.parent, "back")
        )
        if named or divided:
            out.append(index)
    return out


def page_number(mark: Mark) -> int | None:
    """The number that a page break states, if it is one."""
    found = _NUMBER.fullmatch(mark.get("n").strip())
    return int(found[1]) if found else None


def stated_of(mark: Mark) -> list[tuple[str, str]]:
    """What the format itself states of a document, name and value."""
    keys = ("xml:id", "n", "type", "subtype", "xml:lang")
    out = [(key, mark.get(key)) for key in keys if mark.get(key)]
    return out + [(k, v) for k, v in mark.attributes if k not in keys and k != "xml:prefix"]


def kind_of(mark: Mark) -> str | None:
    """What kind of paper the encoding says a document is."""
    kind = (mark.get("subtype") or mark.get("type")).strip().lower()
    if mark.name in ATTACHMENTS:
        return kind or "attachment"
    return kind.replace("-", " ") if kind not in ("", "document", "entry") else None
