"""Editors' rules of regularisation: which readings count as equal, and where.

A rule never changes a text: it says that two readings are not worth telling apart. Its scope is
`everywhere`, one `witness`, or `here` (one variation, named by the words around it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from herewith.algorithms.collation.classify import ReadingView
from herewith.algorithms.collation.tokens import fold

__all__ = ["Rule", "parse_rules", "regularised"]

Scope = Literal["everywhere", "witness", "here"]
SCOPES = ("everywhere", "witness", "here")
KEYS = ("reading", "regularised", "scope", "witness", "here", "because", "by", "on")


@dataclass(frozen=True, slots=True)
class Rule:
    """`reading` counts as `regularised`. `here` is the id of a variation, or its last part."""

    reading: str
    regularised: str
    scope: Scope = "everywhere"
    witness: str = ""
    here: str = ""
    because: str = ""
    words: tuple[str, ...] = field(default=())
    instead: tuple[str, ...] = field(default=())

    def applies(self, siglum: str, variation: str) -> bool:
        """Whether the rule speaks of this witness at this variation."""
        if self.scope == "witness":
            return siglum == self.witness
        if self.scope == "here":
            return bool(variation) and variation.endswith(self.here)
        return True


def parse_rules(tables: Iterable[object]) -> tuple[tuple[Rule, ...], tuple[tuple[int, str], ...]]:
    """Rules from the tables of a file, and what is wrong with those that are none.

    Args:
        tables: the `[[rule]]` tables, as `tomllib` reads them.

    Returns:
        The rules in order; pairs of the number of a faulty table (from 1) and its fault.

    >>> rules, faults = parse_rules([{"reading": "centre", "regularised": "center"},
    ...                              {"reading": "centre", "scop": "here"}])
    >>> rules[0].scope, faults
    ('everywhere', ((2, 'unknown key scop; did you mean scope?'),))
    """
    rules: list[Rule] = []
    faults: list[tuple[int, str]] = []
    for number, table in enumerate(tables, 1):
        fault = _fault(table)
        if fault or not isinstance(table, Mapping):
            faults.append((number, fault))
        else:
            rules.append(_rule(table))
    return tuple(rules), tuple(faults)


def _fault(table: object) -> str:
    """What is wrong with a table; empty if nothing."""
    if not isinstance(table, Mapping):
        return "a rule is a table"
    for key, value in table.items():
        if key not in KEYS:
            near = get_close_matches(str(key), KEYS, n=1)
            return f"unknown key {key}" + (f"; did you mean {near[0]}?" if near else "")
        if not isinstance(value, str) and key != "on":
            return f"{key} must be a text"
    scope = table.get("scope", "everywhere")
    if scope not in SCOPES:
        return f"scope {scope!r} is none of {', '.join(SCOPES)}"
    missing = [key for key in ("reading", "regularised") if key not in table]
    if scope != "everywhere" and not table.get(scope):
        missing.append(scope)
    if missing:
        return f"{' and '.join(missing)} must be given"
    return "" if str(table["reading"]).split() else "reading must not be empty"


def _rule(table: Mapping[str, object]) -> Rule:
    reading, instead = str(table["reading"]), str(table["regularised"])
    scope: Scope = "everywhere"
    if table.get("scope") == "witness":
        scope = "witness"
    elif table.get("scope") == "here":
        scope = "here"
    return Rule(
        reading, instead, scope, str(table.get("witness", "")), str(table.get("here", "")),
        str(table.get("because", "")), _words(reading), _words(instead),
    )  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in text.split())


def regularised(readings: Sequence[ReadingView], rules: Sequence[Rule], variation: str) -> str:
    """The rules that make all readings of a variation equal, in words; empty if they do not.

    >>> a, b = (ReadingView((s,), t, (t,), (t,)) for s, t in (("A", "centre"), ("B", "center")))
    >>> regularised([a, b], parse_rules([{"reading": "centre", "regularised": "center"}])[0], "")
    'centre → center'
    """
    if not rules or any(r.state for r in readings):
        return ""
    used: dict[str, None] = {}
    results = {
        _rewritten(reading.forms, siglum, rules, variation, used)
        for reading in readings
        for siglum in reading.sigla
    }
    return "; ".join(used) if used and len(results) == 1 else ""


def _rewritten(
    forms: tuple[str, ...],
    siglum: str,
    rules: Sequence[Rule],
    variation: str,
    used: dict[str, None],
) -> tuple[str, ...]:
    """The words with every rule applied once, in the order of the rules."""
    for rule in rules:
        if not rule.applies(siglum, variation):
            continue
        out: list[str] = []
        n, size = 0, len(rule.words)
        while n < len(forms):
            if forms[n : n + size] == rule.words:
                out.extend(rule.instead)
                used[f"{rule.reading} → {rule.regularised}"] = None
                n += size
            else:
                out.append(forms[n])
                n += 1
        forms = tuple(out)
    return forms
