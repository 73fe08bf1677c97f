"""Notes without markers, and markers without notes.

In TEI a note stands where its marker is printed. What is looked for: notes that carry no number,
numbers missing from the row of a document, two notes of one number with different words, notes
collected at the end to which nothing points, and raised figures for which no note is there.

Blind spot:
    A note that is lost together with the last number of its row leaves no trace but its marker.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from herewith.algorithms.lint.fault import Fault
from herewith.algorithms.lint.volume import Doc, Volume
from herewith.model.text import Mark

__all__ = ["note_faults"]

_GLUED = re.compile(r"[a-zа-яё]{3}[”’\"]?[.,;:][”’\"]?(\d{1,2})(?=\s+[^\W\d_]|\s*$)")
_OWN_MARKER = re.compile(r"\W*(?:\[\w+\]\s*)?(?:\(?[a-z\d]{1,2}\)?|[*†‡§]+)[\s.)]")
_APART = frozenset({"endnote", "end"})


def note_faults(volume: Volume) -> Iterator[Fault]:
    """All faults of the notes of a volume."""
    pointed = _pointed(volume)
    for document in volume.documents:
        parts = [volume.marks[n] for n in document.parts]
        notes = [m for m in parts if m.name == "note"]
        yield from _unmarked(volume, notes, pointed)
        yield from _rows(volume, document, notes)
        yield from _markers(volume, parts, notes)


def _pointed(volume: Volume) -> set[str]:
    """Ids to which some element points."""
    out: set[str] = set()
    for mark in volume.marks:
        for key, value in mark.attributes:
            if key in ("target", "corresp") and "#" in value:
                out.update(one[1:] for one in value.split() if one.startswith("#"))
    return out


def _unmarked(volume: Volume, notes: list[Mark], pointed: set[str]) -> Iterator[Fault]:
    for note in notes:
        own = note.get("xml:id")
        said = volume.plain(note.inner_start, note.inner_end).strip()
        if not said and not note.get("target"):
            yield _fault(volume, note, "L205", "an empty note", "Restore its words.")
        elif (
            note.get("type") in ("source", "summary")
            or note.get("n")
            or note.get("target")
            or note.get("rend") == "inline"
            or note.get("place") == "inline"
            or (note.get("place") in _APART and own in pointed)
        ):
            continue
        elif not _OWN_MARKER.match(f"{said} "):
            message = f"a note without a number, so that no marker shows it: “{said[:60]}”"
            yield _fault(volume, note, "L205", message, "Give it its number.")


def _rows(volume: Volume, document: Doc, notes: list[Mark]) -> Iterator[Fault]:
    """Numbers missing from the row, or given twice to different notes."""
    numbered: dict[int, list[Mark]] = defaultdict(list)
    for note in notes:
        if note.get("n").isdigit():
            numbered[int(note.get("n"))].append(note)
    row = sorted(numbered)
    for before, after in itertools.pairwise(row):
        if after - before > 1:
            lost = ", ".join(str(n) for n in range(before + 1, min(after, before + 6)))
            out_of_row = after - before > 5
            message = (
                f"note {after} of {document.id} follows note {before}"
                if out_of_row
                else f"{document.id} has note {before} and note {after}, but no note {lost}"
            )
            hint = "Look at the number." if out_of_row else "A note or its marker is lost."
            yield _fault(volume, numbered[after][0], "L206", message, hint)
    for number, same in numbered.items():
        texts = {volume.plain(m.inner_start, m.inner_end).strip() for m in same}
        own = [m for m in same if m.get("xml:id")]
        if len(texts) > 1 and len(own) > 1:
            message = f"{len(same)} different notes of {document.id} have the number {number}"
            yield _fault(volume, same[1], "L205", message, "Number the notes anew.")


def _markers(volume: Volume, parts: list[Mark], notes: list[Mark]) -> Iterator[Fault]:
    """Raised figures and figures glued to a full stop for which the document has no note."""
    known = {note.get("n") for note in notes}
    within = [(m.start, m.end) for m in parts if m.name in ("table", "formula", "note")]
    for mark in parts:
        if mark.name in ("hi", "seg", "ref") and "super" in mark.get("rend"):
            said = volume.plain(mark.inner_start, mark.inner_end).strip()
            near = volume.text[mark.end : mark.end + 6].lstrip().startswith("<note")
            if said.isdigit() and said not in known and not near and not _in(mark, within):
                message = f"the raised figure {said} is a marker, and there is no note {said}"
                yield _fault(volume, mark, "L206", message, "Its note is lost.")
        elif (
            mark.name == "p"
            and not _in(mark, within)
            and _GLUED.search(volume.text, mark.inner_start, mark.inner_end)
        ):
            for found in _GLUED.finditer(volume.text, mark.inner_start, mark.inner_end):
                number = found[1]
                if number in known or "<" in found.group():
                    continue
                message = f"“{found.group()}” ends in a figure like a marker without a note"
                yield Fault(
                    "L206",
                    "warning",
                    found.start(),
                    found.end(),
                    message,
                    "A note's marker that was read as text, or a misprint.",
                    volume.record_at(found.start()),
                )


def _in(mark: Mark, stretches: list[tuple[int, int]]) -> bool:
    return any(
        a <= mark.start and mark.end <= b and (a, b) != (mark.start, mark.end) for a, b in stretches
    )


def _fault(volume: Volume, mark: Mark, code: str, message: str, hint: str) -> Fault:
    return Fault(code, "warning", mark.start, mark.end, message, hint, volume.record_at(mark.start))
