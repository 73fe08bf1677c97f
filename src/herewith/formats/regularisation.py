"""`decisions/regularisation.toml`: the editors' rules of which readings count as equal.

[[rule]]
reading = "centre"
regularised = "center"
scope = "everywhere"          # or "witness" with witness = "A", or "here" with here = "<id>"
because = "British typist"
"""

from __future__ import annotations

import tomllib

from herewith.algorithms.collation.regularise import Rule, parse_rules
from herewith.errors import Place, Problem

__all__ = ["read_rules", "tables"]


def tables(text: str, *, shown: str) -> tuple[tuple[object, ...], tuple[Problem, ...]]:
    """The `[[rule]]` tables of a file, as plain data, and what is wrong with the file as such."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (), (Problem("C201", "error", f"not TOML: {error}", Place(shown)),)
    found = data.get("rule", [])
    extra = sorted(set(data) - {"rule"})
    problems = tuple(
        Problem("C201", "error", f"unknown table {name}", Place(shown), "Rules stand in [[rule]].")
        for name in extra
    )
    return tuple(found) if isinstance(found, list) else (found,), problems


def read_rules(text: str, *, shown: str) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """The rules of a file; faulty ones are problems with their line, and left out.

    >>> read_rules('[[rule]]\\nreading = "a"\\n', shown="r.toml")[1][0].place.line
    1
    """
    found, problems = tables(text, shown=shown)
    rules, faults = parse_rules(found)
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[rule]]"]
    return rules, problems + tuple(
        Problem(
            "C201", "error", fault,
            Place(shown, lines[number - 1] if number <= len(lines) else None), "The rule is left out.",
        )
        for number, fault in faults
    )  # fmt: skip
