"""Lines of the keys of a settings file, which the TOML parser of Python does not tell."""

from __future__ import annotations

import re

from herewith.errors import Place, Problem

__all__ = ["lines_of_keys", "syntax_problem"]

TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(#.*)?$")
TABLES = re.compile(r"\s*\[\[\s*([^\[\]]+?)\s*\]\]\s*(#.*)?$")
KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=""")


def lines_of_keys(text: str) -> dict[str, int]:
    """From a dotted key to the line (from 1) on which it is set; `box.0.path` within `[[box]]`.

    Blind spot:
        Keys within inline tables and multi-line strings are not looked into.

    >>> lines_of_keys('title = "x"\\n[run]\\nworkers = 2\\n[[box]]\\npath = "a"\\n')["box.0.path"]
    5
    """
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    prefix = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := TABLES.match(line):
            name = _plain(match[1])
            found.setdefault(name, number)
            prefix = f"{name}.{counts.get(name, 0)}."
            counts[name] = counts.get(name, 0) + 1
            found.setdefault(prefix[:-1], number)
        elif match := TABLE.match(line):
            prefix = f"{_plain(match[1])}."
            parts = prefix[:-1].split(".")
            for size in range(1, len(parts) + 1):
                found.setdefault(".".join(parts[:size]), number)
        elif match := KEY.match(line):
            parts = f"{prefix}{_plain(match[1])}".split(".")
            for size in range(1, len(parts) + 1):
                found.setdefault(".".join(parts[:size]), number)
    return found


def syntax_problem(code: str, error: Exception, shown: str, text: str) -> Problem:
    """What a TOML parser objects to, with the line it names; the end of the text is its last."""
    at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    line, column = (int(at[1]), int(at[2])) if at else (max(1, len(text.splitlines())), None)
    message = re.sub(r"\s*\(at .*\)$", "", str(error))
    return Problem(code, "error", f"is not TOML: {message}", Place(shown, line, column))


def _plain(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
