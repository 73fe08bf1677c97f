"""Reads all decisions files of a project, and says what is wrong in them, with file and line.

Order: within a file as written. Between files by date, then by name of the file; a decision never
comes before an earlier line of its own file, and an undo never before what it takes back.
"""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from herewith.algorithms.nearest import did_you_mean
from herewith.decisions.blocks import Block, cut, line_of_key
from herewith.decisions.identity import decision_id
from herewith.errors import Place, Problem
from herewith.model.decision import Decision, Judgement, disagreements

__all__ = ["OTHER_FILES", "DecisionFiles", "read_decisions", "stamp"]

OTHER_FILES = ("regularisation.toml",)
"""Files of the folder that hold no decisions, but rules for a stage."""

KEYS = ("id", "target", "judgement", "value", "value_json", "by", "on", "because")
JUDGEMENTS: tuple[str, ...] = get_args(Judgement)


@dataclass(frozen=True, slots=True)
class DecisionFiles:
    """All decisions in the order in which they were made, and what is wrong with the files."""

    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]


def stamp(folder: Path, files: str = "*.toml") -> str:
    """A word that is another whenever an editors' file has changed: names, sizes, times."""
    found = sorted(folder.glob(files)) if folder.is_dir() else []
    marks = []
    for path in found:
        with suppress(FileNotFoundError):  # taken away meanwhile: then it is not there
            seen = path.stat()
            marks.append(f"{path.name}:{seen.st_size}:{seen.st_mtime_ns}")
    return "/".join(marks)


def read_decisions(folder: Path) -> DecisionFiles:
    """Read every file of decisions (`*.toml`) of the folder; a missing folder has no decisions.

    Places name files as `decisions/NAME.toml`.
    """
    problems: list[Problem] = []
    files: list[list[Decision]] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        if path.name in OTHER_FILES:
            continue
        files.append(list(_file(path, problems)))
    ordered = _undo_after_done(_merged(files))
    decisions = tuple(_unique(ordered, problems))
    problems.extend(_undo_problems(decisions))
    problems.extend(_disagreements(decisions))
    return DecisionFiles(decisions, tuple(problems))


def _file(path: Path, problems: list[Problem]) -> Iterator[Decision]:
    shown = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problems.append(
            Problem("D101", "error", f"cannot be read: {error.strerror or error}", Place(shown))
        )
        return
    except UnicodeDecodeError as error:
        problems.append(
            Problem(
                "D102",
                "error",
                f"is not UTF-8 (byte {error.start}); none of its decisions can be read",
                Place(shown),
                "Save the file as UTF-8.",
            )
        )
        return
    for block in cut(text):
        data = _parsed(block, shown, problems)
        if data is None:
            continue
        if not block.is_decision:
            problems.extend(_strays(block, data, shown))
            continue
        decision = _decision(block, data, shown, problems)
        if decision is not None:
            yield decision


def _parsed(block: Block, shown: str, problems: list[Problem]) -> Mapping[str, object] | None:
    """The keys of one block, or `None` with a problem at the line of the fault."""
    try:
        data = tomllib.loads(block.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = block.line + int(found[1]) - 1 if found else block.line
        column = int(found[2]) if found else None
        message = re.sub(r"\s*\(at .*\)$", "", str(error))
        problems.append(
            Problem(
                "D103",
                "error",
                f"is not TOML: {message}; this decision is not in force",
                Place(shown, line, column),
            )
        )
        return None
    if block.is_decision:
        tables = data.pop("decision")
        return {**tables[0], **data}
    return data


def _strays(block: Block, data: Mapping[str, object], shown: str) -> Iterator[Problem]:
    for key in data:
        yield Problem(
            "D104",
            "error",
            f'"{key}" stands outside of a [[decision]]',
            Place(shown, line_of_key(block, key)),
            "Begin every decision with a line [[decision]].",
        )


def _decision(
    block: Block, data: Mapping[str, object], shown: str, problems: list[Problem]
) -> Decision | None:
    """A decision from the keys of its table, or `None` with problems for all its faults."""
    faults = [
        Problem(code, "error", message, Place(shown, line_of_key(block, key)), hint)
        for code, key, message, hint in _faults(data)
    ]
    problems.extend(faults)
    if faults:
        return None
    value = json.loads(str(data["value_json"])) if "value_json" in data else data.get("value")
    on = data["on"]
    judgement = str(data["judgement"])
    return Decision(
        str(data.get("id", "")),
        str(data["target"]),
        judgement,  # type: ignore[arg-type]  # checked against the closed list above
        _plain(value),
        str(data["by"]),
        on.isoformat() if isinstance(on, datetime.date) else str(on),
        str(data.get("because", "")),
        Place(shown, block.line),
    )


def _faults(data: Mapping[str, object]) -> Iterator[tuple[str, str, str, str]]:
    """Code, key, message and hint for everything wrong with the keys of a decision."""
    for key in data:
        if key not in KEYS:
            yield "D105", key, f'"{key}" is not a key of a decision', did_you_mean(key, KEYS)
    for key in ("target", "judgement", "by", "on"):
        if key not in data:
            yield "D106", key, f'the decision has no "{key}"', f'Write {key} = "…".'
    for key in ("id", "target", "by", "because", "value_json"):
        if key in data and not isinstance(data[key], str):
            yield "D107", key, f'"{key}" must be a text, not {data[key]!r}', ""
    for key in ("target", "by"):
        if isinstance(data.get(key), str) and not str(data[key]).strip():
            yield "D107", key, f'"{key}" is empty', ""
    judgement = data.get("judgement", "accept")
    if judgement not in JUDGEMENTS:
        yield (
            "D108",
            "judgement",
            f'"{judgement}" is not a judgement',
            f"Write one of {', '.join(JUDGEMENTS)}.",
        )
    if "on" in data and not _is_day(data["on"]):
        yield (
            "D109",
            "on",
            f'"{data["on"]}" is not a calendar date',
            "Write year, month and day, for example 1990-01-31.",
        )
    yield from _value_faults(data, judgement)


def _signs(data: Mapping[str, object], judgement: object) -> bool:
    """Whether a decision signs a certificate: its value is the state that was signed."""
    signs = judgement in ("accept", "reject") and str(data.get("target", "")).endswith(
        "/certificate"
    )
    return signs and isinstance(data.get("value"), str)


def _value_faults(
    data: Mapping[str, object], judgement: object
) -> Iterator[tuple[str, str, str, str]]:
    given = [key for key in ("value", "value_json") if key in data]
    if judgement == "set" and len(given) != 1:
        yield "D110", "value", "a decision that sets needs one value", 'Write value = "…".'
    if judgement != "set" and given and not _signs(data, judgement):
        yield "D110", given[0], f'a value makes no sense with "{judgement}"', ""
    if isinstance(data.get("value_json"), str):
        try:
            json.loads(str(data["value_json"]))
        except ValueError as error:
            yield "D111", "value_json", f"is not JSON: {error}", ""


def _is_day(value: object) -> bool:
    if isinstance(value, datetime.datetime):
        return False
    if isinstance(value, datetime.date):
        return True
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _plain(value: object) -> object:
    """TOML data as JSON data: dates and times become their ISO form."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


def _merged(files: list[list[Decision]]) -> list[Decision]:
    """Decisions of all files by date, each file keeping its own order."""
    keyed: list[tuple[str, int, int, Decision]] = []
    for number, decisions in enumerate(files):
        latest = ""
        for position, decision in enumerate(decisions):
            latest = max(latest, decision.on)
            keyed.append((latest, number, position, decision))
    return [entry[3] for entry in sorted(keyed, key=lambda entry: entry[:3])]


def _undo_after_done(decisions: list[Decision]) -> list[Decision]:
    """Move an undo that comes before what it takes back (from another file) right behind it."""
    ids = {decision.id for decision in decisions if decision.id}
    early: dict[str, list[Decision]] = {}
    seen: set[str] = set()
    out: list[Decision] = []
    for decision in decisions:
        waits = decision.judgement == "undo" and decision.target not in seen
        if waits and decision.target in ids:
            early.setdefault(decision.target, []).append(decision)
            continue
        out.append(decision)
        seen.add(decision.id)
        out.extend(early.pop(decision.id, ()))
    for waiting in early.values():
        out.extend(waiting)
    return out


def _unique(decisions: list[Decision], problems: list[Problem]) -> Iterator[Decision]:
    """Give an id to decisions written without one, and another id to one that repeats an id."""
    ids: set[str] = {decision.id for decision in decisions if decision.id}
    used: set[str] = set()
    for decision in decisions:
        if decision.id and decision.id not in used:
            used.add(decision.id)
            yield decision
            continue
        if decision.id:
            problems.append(
                Problem(
                    "D112",
                    "warning",
                    f'the id "{decision.id}" is used twice; both decisions are kept',
                    decision.place or Place("decisions"),
                    "Give one of them another id, or none.",
                )
            )
        name = decision_id(decision, ids | used)
        used.add(name)
        yield replace(decision, id=name)


def _undo_problems(decisions: tuple[Decision, ...]) -> Iterator[Problem]:
    judgements = {decision.id: decision.judgement for decision in decisions}
    for decision in decisions:
        if decision.judgement != "undo":
            continue
        place = decision.place or Place("decisions")
        if decision.target not in judgements:
            hint = did_you_mean(decision.target, judgements)
            message = f'takes back "{decision.target}", which is not a decision'
            yield Problem("D113", "error", message, place, hint)
        elif judgements[decision.target] == "undo":
            message = f'takes back "{decision.target}", which is itself an undo; it has no effect'
            yield Problem("D114", "error", message, place, "Write the decision again instead.")


def _disagreements(decisions: tuple[Decision, ...]) -> Iterator[Problem]:
    """Where the decision in force contradicts a standing one of another editor."""
    for target, words in disagreements(decisions).items():
        other = words[-1]
        for decision in words[:-1]:
            if (other.judgement, other.value) != (decision.judgement, decision.value):
                yield Problem(
                    "D115",
                    "warning",
                    f'{decision.by} ("{decision.judgement}") and {other.by} ("{other.judgement}") '
                    f"disagree on {target}; the later one, {other.id}, is in force",
                    decision.place or Place("decisions"),
                    "Take one of the two back when they agree.",
                )
