"""From decisions to rulings: what editors say of places and of statements, as offsets.

A decision about a place becomes a ruling at once. A decision about a statement becomes one when
the statement is there to be decided on. What contradicts an earlier decision, or makes no sense,
is a problem; what names a place that is no longer there is left to be reported as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import get_args

from herewith.algorithms.reconstruct.rulings import NO_RULINGS, Rulings
from herewith.errors import Place, Problem
from herewith.model.decision import Decision, status_of
from herewith.model.document import FurnitureKind, Reconstruction
from herewith.model.provenance import Statement, StatementId
from herewith.model.text import Delivered
from herewith.stages.places import Named, find_place, named, other_place

__all__ = ["KINDS", "Ruled", "not_joined", "of_statement", "places_of", "rule_places", "shown_with"]

KINDS = frozenset(get_args(FurnitureKind)) - {"duplicate"}

MEANINGS: Mapping[str, tuple[str, ...]] = {
    "start": ("accept", "reject"),
    "page": ("accept", "reject"),
    "heading": ("accept", "reject"),
    "furniture": ("set", "reject"),
    "reading": ("set",),
    "duplicate": ("set", "reject"),
    "same_page": ("set", "reject"),
    "follows": ("set",),
    "gap": ("accept", "set"),
}
"""Which judgements make sense of which property of a place."""

ENCODED = ("start", "heading", "furniture", "reading")
"""Properties that can be decided of places in encoded files."""


@dataclass(slots=True)
class Ruled:
    """The rulings of some decisions, the statements that show them, and what is wrong."""

    rulings: Rulings = NO_RULINGS
    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def places_of(decisions: Mapping[str, Decision], source: str) -> tuple[Decision, ...]:
    """The decisions in force about places of a source, in the order of their targets."""
    own = [(target, d) for target, d in decisions.items() if target.startswith(f"{source}@")]
    return tuple(decision for _, decision in sorted(own, key=lambda entry: entry[0]))


def rule_places(delivered: Delivered, decisions: Iterable[Decision]) -> Ruled:
    """What decisions about places of a source rule."""
    out = Ruled()
    taken: dict[tuple[str, int], Decision] = {}
    for decision in decisions:
        place = named(decision.target)
        if place is None or place.source != delivered.source.id or decision.judgement == "unsure":
            continue
        found = find_place(delivered.text, place.where, place.words)
        if isinstance(found, str):
            out.problems.append(_problem("R171", decision, found))
            continue
        if place.property == "heading":
            found = _whole_line(delivered.text, *found)
        key = (_theme(place.property), found[0])
        if key in taken:
            other = taken[key]
            message = f"contradicts {other.id} on {other.target}; {other.id} is obeyed"
            out.problems.append(_problem("R172", decision, message))
            continue
        ruling = _ruling(delivered, place, decision, found)
        if isinstance(ruling, str):
            out.problems.append(_problem("R173", decision, ruling))
            continue
        if place.property == "follows":
            rival = taken.get(("before", ruling.follows[0][1]))
            if rival is not None:
                message = f"contradicts {rival.id} on {rival.target}; {rival.id} is obeyed"
                out.problems.append(_problem("R172", decision, message))
                continue
            taken["before", ruling.follows[0][1]] = decision
        taken[key] = decision
        out.rulings = out.rulings.and_(ruling)
        out.statements.append(_statement(delivered, place, decision, found))
    return out


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with what else stands on its line, such as the marks of a heading."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    line = text[begin : stop if stop >= 0 else len(text)]
    begin += len(line) - len(line.lstrip())
    return begin, begin + len(line.strip())


def _theme(of: str) -> str:
    """Properties that cannot both be ruled of one place."""
    return "role" if of in ("heading", "furniture", "duplicate") else of


def _ruling(
    delivered: Delivered, place: Named, decision: Decision, found: tuple[int, int]
) -> Rulings | str:
    """One decision as a ruling, or in words what is wrong with it."""
    of = place.property
    if decision.judgement not in MEANINGS[of]:
        makes = " or ".join(MEANINGS[of])
        return f'"{decision.judgement}" makes no sense of "{of}"; write {makes}'
    if delivered.form == "tei" and of not in ENCODED:
        return f'"{of}" cannot be decided of an encoded file, which states its pages itself'
    if of == "furniture":
        return _furniture(decision, found)
    if of == "reading":
        return _reading(delivered, decision, found)
    if of == "gap":
        return _gap(decision, found[0])
    if of in ("duplicate", "same_page", "follows"):
        return _together(delivered, place, decision, found)
    return _here(of, decision.judgement == "accept", found)


def _here(of: str, yes: bool, found: tuple[int, int]) -> Rulings:
    """That something begins at a place, or does not."""
    at = frozenset((found[0],))
    if of == "start":
        return Rulings(starts=at) if yes else Rulings(goes_on=at)
    if of == "page":
        return Rulings(pages=at) if yes else Rulings(no_pages=at)
    return Rulings(text=(found,)) if yes else Rulings(furniture=((*found, "artefact"),))


def _together(
    delivered: Delivered, place: Named, decision: Decision, found: tuple[int, int]
) -> Rulings | str:
    """What a place has to do with another: the same page, a repetition, the page before."""
    start, end = found
    if decision.judgement == "reject":
        return Rulings(own_page=(start,))
    other = other_place(delivered.text, decision.value)
    if isinstance(other, str):
        return other
    if other[0] < end and other[1] > start:
        return "a place cannot be decided against itself"
    if place.property == "duplicate":
        return Rulings(duplicates=((found, other),))
    if place.property == "same_page":
        return Rulings(same_page=((start, other[0]),))
    return Rulings(follows=((start, other[0]),))


def _furniture(decision: Decision, found: tuple[int, int]) -> Rulings | str:
    if decision.judgement == "reject":
        return Rulings(text=(found,))
    if decision.value not in KINDS:
        return f'"{decision.value}" is no kind of furniture; there are {", ".join(sorted(KINDS))}'
    return Rulings(furniture=((*found, str(decision.value)),))


def _reading(delivered: Delivered, decision: Decision, found: tuple[int, int]) -> Rulings | str:
    """`"X"` for all words of the place, or `{"for": "Y", "read": "X"}` for some."""
    value, (start, end) = decision.value, found
    if isinstance(value, Mapping):
        stood, value = value.get("for"), value.get("read")
        at = delivered.text.find(str(stood), start, end) if isinstance(stood, str) and stood else -1
        if at < 0:
            return f"“{stood}” does not stand there"
        start, end = at, at + len(str(stood))
    if not isinstance(value, str) or not value.strip():
        return "a reading is a text that is not empty"
    return Rulings(readings=((start, end, value),))


def _gap(decision: Decision, start: int) -> Rulings | str:
    if decision.judgement == "accept":
        return Rulings(gaps=((start, None, None),))
    value = decision.value
    if not isinstance(value, Mapping) or not set(value) <= {"page", "estimate_words"}:
        return 'a gap is set as {"page": 3, "estimate_words": 380}, or with one of the two'
    if not all(one is None or type(one) is int for one in value.values()):
        return "page and estimate_words are numbers"
    return Rulings(gaps=((start, value.get("page"), value.get("estimate_words")),))


def of_statement(statement: Statement, found: Reconstruction, decision: Decision) -> Rulings | None:
    """What a decision on a statement of the machine rules; `None` if it moves nothing."""
    refused = decision.judgement == "reject"
    if statement.property == "boundary" and refused:
        start = next(d for d in found.documents if d.id == statement.subject).passages[0].start
        earliest = min(d.passages[0].start for d in found.documents)
        return Rulings(goes_on=frozenset((start,))) if start > earliest else None
    if statement.property == "furniture":
        piece = next(f for f in found.furniture if f.id == statement.subject)
        if refused:
            return Rulings(text=((piece.start, piece.end),))
    if statement.property == "ocr":
        return _emended(statement, decision)
    if statement.property == "duplicate" and refused:
        twin = next(d for d in found.duplicates if d.id == statement.subject)
        return Rulings(own_page=(twin.other[0],))
    return None


def _emended(statement: Statement, decision: Decision) -> Rulings | None:
    """The reading of a place that may be misread: the first suggestion, or the editor's own."""
    value, span = statement.value, statement.evidence[0]
    offered = list(value.get("suggestions", ())) if isinstance(value, Mapping) else []
    reading = decision.value if decision.judgement == "set" else (offered or [None])[0]
    if decision.judgement not in ("accept", "set") or not isinstance(reading, str) or not reading:
        return None
    return Rulings(readings=((span.start, span.end, reading),))


def shown_with(statement: Statement, decision: Decision) -> Statement:
    """A statement as a decision leaves it."""
    status = status_of(decision)
    if decision.judgement != "set":
        return replace(statement, status=status)
    return replace(statement, status=status, value=decision.value, original_value=statement.value)


def _statement(
    delivered: Delivered, place: Named, decision: Decision, found: tuple[int, int]
) -> Statement:
    start, end = found
    return Statement(
        StatementId(decision.target),
        f"{delivered.source.id}@{start}:{end}",
        place.property,
        decision.value if decision.judgement == "set" else decision.judgement == "accept",
        (delivered.span(start, min(end, start + 240)),),
        "reconstruct",
        "editor",
        decision.because or "an editor has decided so",
        1.0,
        status=status_of(decision),
    )


def not_joined(statement: Statement, decision: Decision) -> Problem:
    """The problem of a boundary that was refused and stands all the same."""
    message = "nothing could be joined: no page before it is held next to it"
    if decision.judgement == "reject":
        message += f'; say what it follows: "{statement.id.partition("#")[0]}@…/follows"'
    return _problem("R173", decision, message)


def _problem(code: str, decision: Decision, message: str) -> Problem:
    place = decision.place or Place("decisions")
    hints = {
        "R171": "The decision is kept. Name the place anew, or take it back: herewith undo.",
        "R172": "Take one of the two back: herewith undo.",
        "R173": "See herewith decide --help.",
    }
    text = f'{decision.id} decides on "{decision.target}": {message}'
    return Problem(code, "warning", text, place, hints[code])
