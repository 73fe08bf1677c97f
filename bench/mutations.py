"""Planted differences: one number, date, name, negation, modal, condition or quantifier changed.

Deterministic: the sites of a text are found in order and each is changed once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Mutation", "mutations"]

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
NUMBERS = {
    "two": "three", "three": "five", "four": "six", "five": "seven", "six": "nine", "ten": "twelve",
    "twenty": "thirty", "hundred": "thousand", "first": "second", "second": "third",
}  # fmt: skip
MODALS = {
    "will": "may", "shall": "may", "must": "may", "may": "will", "might": "will", "should": "may",
    "would": "must", "can": "must", "could": "must",
}  # fmt: skip
CONDITIONS = {
    "if": "although",
    "unless": "because",
    "until": "after",
    "provided": "although",
    "before": "after",
    "after": "before",
}
QUANTIFIERS = {
    "all": "some", "every": "no", "any": "all", "some": "all", "both": "some", "only": "", "many": "few",
    "most": "few", "each": "no", "several": "all",
}  # fmt: skip
PLACES = {
    "Cuba": "Haiti", "Turkey": "Greece", "Berlin": "Vienna", "Germany": "Poland", "Laos": "Burma",
    "Moscow": "Prague", "Washington": "London", "France": "Spain", "China": "Japan", "Geneva": "Rome",
}  # fmt: skip
PEOPLE = {
    "Kennedy": "Johnson", "Khrushchev": "Mikoyan", "Rusk": "Ball", "Gromyko": "Zorin",
    "Stevenson": "Harriman", "Dobrynin": "Kuznetsov", "Thompson": "Bohlen", "Kuznetsov": "Gromyko",
    "Castro": "Dorticos", "Adenauer": "Erhard", "Thant": "Narasimhan",
}  # fmt: skip
AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|shall|would|should|must|may|might|can|could|has|have|had|do|does|did)\b(?! not|n't)"
)


@dataclass(frozen=True, slots=True)
class Mutation:
    """A changed text, the kind of change, and where it begins."""

    kind: str
    text: str
    at: int
    what: str


def mutations(text: str) -> Iterator[Mutation]:
    """All single changes of a text."""
    yield from _swaps(text, "number", NUMBERS)
    for match in re.finditer(r"(?<![\d.,/-])\d+(?![\d/])(?:,\d{3})*", text):
        yield _changed(
            text,
            "number",
            match,
            re.sub(r"\d", lambda d: str((int(d.group()) + 1) % 9 + 1), match.group(), count=1),
        )
    for match in re.finditer(
        rf"\b(?:{'|'.join(MONTHS)})\b(?= \d| twenty| thirt)|(?<=\d )(?:{'|'.join(MONTHS)})\b", text
    ):
        yield _changed(text, "date", match, MONTHS[(MONTHS.index(match.group()) + 5) % 12])
    yield from _swaps(text, "name", PLACES | PEOPLE, case=True)
    for match in re.finditer(r"\bnot (?!only\b|merely\b|just\b|withstanding)", text):
        if not re.search(r"\b(?:if|whether or|or|why|can)\s$", text[: match.start()]):
            yield _changed(text, "negation", match, "")
    for match in AUXILIARY.finditer(text):
        if match.group() in (
            "will",
            "shall",
            "would",
            "must",
            "is",
            "are",
            "was",
            "were",
            "should",
        ):
            after = text[match.end() : match.end() + 12]
            if re.match(r" [a-z]", after) and not re.match(
                r" (?:we|you|they|he|it|i|there|the|this)\b", after
            ):
                yield _changed(text, "negation", match, match.group() + " not")
    yield from _swaps(text, "modal", MODALS)
    yield from _swaps(text, "condition", CONDITIONS)
    yield from _swaps(text, "quantifier", QUANTIFIERS)


def _swaps(
    text: str, kind: str, table: dict[str, str], *, case: bool = False
) -> Iterator[Mutation]:
    pattern = re.compile(rf"\b(?:{'|'.join(table)})\b(?!['’-])", 0 if case else re.I)
    for match in pattern.finditer(text):
        word = match.group()
        new = table[word if case else word.lower()]
        if kind == "modal" and (
            word[0].isupper()
            or re.search(r"\b(?:the|good|free|own|their|his)\s$", text[: match.start()])
        ):
            continue
        if kind == "quantifier" and re.search(
            r"\b(?:at|after|above|not|in|so|has|the)\s$", text[: match.start()], re.I
        ):
            continue
        if kind == "number" and re.match(r"(?:\s+of all|ly)", text[match.end() :]):
            continue
        yield _changed(
            text, kind, match, new.capitalize() if word[0].isupper() and not case else new
        )


def _changed(text: str, kind: str, match: re.Match[str], new: str) -> Mutation:
    changed = text[: match.start()] + new + text[match.end() :]
    return Mutation(kind, re.sub(r"  +", " ", changed), match.start(), f"{match.group()}→{new}")
