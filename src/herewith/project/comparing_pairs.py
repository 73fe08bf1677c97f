"""Comparison of many short pairs from a file of JSON Lines, without a project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from herewith.algorithms.substance.drafts import worst
from herewith.algorithms.substance.judging import Judge, judged
from herewith.algorithms.substance.pairs import PairResult, compare_pair
from herewith.algorithms.substance.syntax import Parser
from herewith.errors import Place, Problem, UsageError
from herewith.formats.judges import open_judge
from herewith.languages.cues import LANGUAGES, pack
from herewith.languages.identify import identify, script_of
from herewith.languages.syntax import open_syntax
from herewith.model.records import encode

__all__ = ["PairLine", "compare_pairs"]

BY_SCRIPT = {"cyrillic": "ru", "latin": "en"}
"""Language taken for a script where the text is too short to tell, if nothing else is said."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """The answer to one line: a JSON object, or the problem that stands in its way."""

    answer: dict[str, Any] | None
    problem: Problem | None = None


def compare_pairs(
    path: Path, *, judge: str | None = None, syntax: str | None = None
) -> Iterator[PairLine]:
    """Compare every pair of a file.

    Each line is an object with `a` and `b`, and as far as known `id`, `a_lang`, `b_lang` (ISO
    639-1) or `lang` for both (`en-ru`, in either order).

    Raises:
        UsageError: the file cannot be read, or there is no such judge (`NAME` or `NAME:MODEL`) or
            parser (`natasha` or `natasha:FOLDER`).
    """
    plug_in = open_judge(judge) if judge is not None else None
    parser = open_syntax(syntax) if syntax is not None else None
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _line(line, Place(str(path), line=number), plug_in, parser)


def _line(line: str, place: Place, judge: Judge | None, parser: Parser | None) -> PairLine:
    """The answer to one line of the file."""
    try:
        data = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return _faulty(f"not JSON: {error}", place)
    if not isinstance(data, dict) or not all(isinstance(data.get(k), str) for k in ("a", "b")):
        return _faulty('no object with the texts "a" and "b"', place)
    first, second = _languages(data)
    found = compare_pair(data["a"], data["b"], first, second, parser=parser)
    if judge is not None:
        opinions = judged(found.findings, judge, data["a"], data["b"], (first, second))
        found = PairResult(worst([f.cls for f in opinions]), opinions)
    answer: dict[str, Any] = {"id": data["id"]} if "id" in data else {}
    answer |= {"class": found.cls, "a_lang": first, "b_lang": second}
    answer["findings"] = encode(found.findings)
    return PairLine(answer)


def _faulty(message: str, place: Place) -> PairLine:
    hint = (
        'Write one object a line: {"id": "1", "a": "…", "b": "…", "a_lang": "en", "b_lang": "ru"}'
    )
    return PairLine(None, Problem("S101", "error", message, place, hint))


def _languages(data: dict[str, Any]) -> tuple[str | None, str | None]:
    """Languages of both sides: as given, else as found; `lang` is read against the scripts."""
    first, second = _code(data.get("a_lang")), _code(data.get("b_lang"))
    if first and second:
        return first, second
    both = str(data.get("lang") or "").lower().replace("_", "-").split("-")
    given = tuple(both) if len(both) == 2 and all(both) else (both[0] or None,) * 2
    one, other = given
    if one != other and _against_script(data["a"], one):
        one, other = other, one
    return first or one or _guess(data["a"]), second or other or _guess(data["b"])


def _code(value: object) -> str | None:
    return value.lower().partition("-")[0] or None if isinstance(value, str) else None


def _against_script(text: str, language: str | None) -> bool:
    """Whether a text is plainly not in the script of a language."""
    script = script_of(text)
    return script is not None and (script == "cyrillic") != (language in ("ru", "uk", "bg", "sr"))


def _guess(text: str) -> str | None:
    found = identify(text)
    if found in LANGUAGES and pack(found):
        return found
    return found or BY_SCRIPT.get(script_of(text) or "")
