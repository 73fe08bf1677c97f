"""Names in the lines of a label or a list: persons, offices and bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herewith.algorithms.register.page import Found, Line
from herewith.languages.posts import post_name
from herewith.languages.titles import Named, classify, without_title
from herewith.model.register import Party

__all__ = ["SKIP", "names_in", "party_of"]

SKIP = re.compile(
    r"^(?:\W*|att(?:entio)?n\b.*|cite\b.*|GP-?\d.*|G-\d|cc\b.*|\d+\s*[-–]\s.*|(?:dis)?approved?\b.*|other|attachments?.*|enclosures?.*|atchs?.*|[\d/]+"
    r"|\[?(?:signed|s|initialed)\]?|/s/|end\s+(?:message|text|summary)|declassified|note by.*|#\w*|bt|nnnn|decontrol.*|unquote|tab\w? .*)\.?$",
    re.I,
)
SPLIT = re.compile(r"\s*(?:;|\sand\s(?=(?:Mr|Dr|the|The|General|Ambassador|Secretary)\b))\s*")
NOBODY = re.compile(
    r"^(?:the\s+)?(?:record|files?|file record|discussion\b.*|meeting\b.*|subj(?:ect)?\b.*)$", re.I
)
"""What a memorandum may be "for" without being addressed to anybody."""
CLAUSE = re.compile(
    r"\b(?:concerning|regarding|whether|which|that|should|would|asked|request\w*|discussion|pursuant)\b",
    re.I,
)
"""Words of a sentence, which no address has."""


def names_in(lines: tuple[Line, ...], label: str) -> Iterator[Found[Party]]:
    """Persons, offices and bodies of a label's lines; an office under a person is his.

    The first part that names nobody ends the list.
    """
    waiting: Found[Party] | None = None
    for line, text in _pieces(lines):
        named = _named(text)
        if NOBODY.match(text) or (CLAUSE.search(text) and named.kind != "person"):
            break
        if SKIP.match(text) or not named.kind:
            if waiting is None and not named.kind:
                break
            continue
        if waiting is not None and _belongs(waiting.value, named.kind, text):
            continue
        if waiting is not None:
            yield waiting
        normal = without_title(named.name) if named.kind == "person" else ""
        shown = named.name if HONOURED.match(text) else text
        normal = normal or post_name(text)
        waiting = party_of(line, shown, named.kind, f"labelled_{label}", 0.95, normal)
    if waiting is not None:
        yield waiting


def _pieces(lines: tuple[Line, ...]) -> Iterator[tuple[Line, str]]:
    """The parts of the lines that each name one party, without the symbols of offices."""
    for line in lines:
        for begin, end in _parts(line.text):
            text = line.text[begin:end]
            if symbol := re.match(r"[A-Z]{1,5}(?:/[A-Z]{1,5})*\s*[-–—]+\s*(?=[A-Z])", text):
                begin, text = begin + symbol.end(), text[symbol.end() :]
            yield Line(line.n, line.start + begin, line.start + end, text), text


HONOURED = re.compile(
    r"(?P<name>(?:The\s+)?(?:Hon\w*\.?|His\s+Excellency)\s+(?:[A-Z][\w.’'-]*\s+){1,3}?[A-Z][\w’'-]+)\s+(?=(?:Under|Deputy|Assistant|Acting|Special)?\s?(?:Secretary|Assistant|Director|Ambassador|Chairman|Administrator|Minister)\b)"
)
"""A name and the office behind it, set in one line."""


def _named(text: str) -> Named:
    """What a part names: by its head before the comma, or as a whole."""
    if glued := HONOURED.match(text):
        return Named("person", glued["name"])
    if post_name(text):
        return Named("body", text)
    whole = classify(text)
    if whole.kind == "body" and " " not in whole.name:
        return Named("", whole.name)  # "STATE" in a list of copies names nobody
    if whole.kind == "person":
        return whole
    head = classify(text.split(",")[0])
    return head if head.kind else whole


def _belongs(before: Party, kind: str, text: str) -> bool:
    """Whether a line goes on about the party before it: his office, his house, his room."""
    if kind == "body":
        return True
    return before.kind == "person" and kind == "office" and not re.match(r"the\s", text, re.I)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a line that names several: divided by semicolons or "and"."""
    start = 0
    for match in SPLIT.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def party_of(
    line: Line, text: str, kind: str, rule: str, certainty: float, normal: str = ""
) -> Found[Party]:
    """A party whose name is the text of a line without marks around it.

    Raises:
        ValueError: if the kind is none of a party's.
    """
    if kind not in ("person", "office", "body"):
        raise ValueError(kind)
    name = text.strip(" |*_[]()")
    begin = line.start + max(0, line.text.find(name))
    party = Party(name, kind, normal=normal or (without_title(name) if kind == "person" else ""))  # type: ignore[arg-type]
    return Found(party, begin, begin + len(name), rule, certainty)
