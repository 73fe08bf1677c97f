"""What an edition or a file claims of its own completeness, and whether holdings bear it out.

"All the letters they exchanged", "the 25 documents printed here", "a selection": a claim is a
quantity (a number, the whole, a part) with a word for papers, in a sentence that speaks of what is
gathered. Whether a claim is true is decided by counting; what cannot be counted stays open.

Blind spot:
    A claim whose number and noun stand in different sentences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from herewith.languages.lemmas import lemma
from herewith.languages.numerals import find_numbers
from herewith.languages.references import reference_words

__all__ = ["Claim", "Verdict", "find_claims", "judge"]

Verdict = Literal["borne_out", "contradicted", "open"]

BETWEEN = 40
"""Characters that may stand between a quantity and the word for papers."""

LARGEST = 20_000
"""Numbers beyond this count no papers of one edition; years lie between these bounds too."""

_SENTENCE = re.compile(r"(?:[^.!?\n]|\.(?=\S)|\n(?!\s*\n))+[.!?]?")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of completeness: half-open offsets, what is claimed, of what kind of papers.

    `count` is given for `number` only; `noun` is the kind of paper as in the table of nouns, or
    empty where all papers are meant.
    """

    start: int
    end: int
    kind: Literal["number", "whole", "part"]
    count: int | None
    noun: str


def find_claims(text: str, language: str | None) -> tuple[Claim, ...]:
    """The claims of a text, in order of place.

    >>> [(c.kind, c.count, c.noun) for c in find_claims(
    ...     "This volume prints the twenty-five letters. Five letters of his were long.", "en")]
    [('number', 25, 'letter')]
    """
    table = reference_words(language).completeness
    out: list[Claim] = []
    for sentence in _SENTENCE.finditer(text):
        said = sentence.group()
        tokens = [(m, lemma(m.group().lower(), language)) for m in _WORD.finditer(said)]
        if not any(
            word in table["held_here"] or m.group().lower() in table["held_here"]
            for m, word in tokens
        ):
            continue
        nouns = [(m.start(), m.end(), word) for m, word in tokens if word in table["nouns"]]
        found = _counted(said, nouns, language) or _quantified(said, tokens, nouns, table)
        if found is not None:
            start, end, kind, count, noun = found
            out.append(
                Claim(
                    sentence.start() + start,
                    sentence.start() + end,
                    kind,
                    count,
                    _kind(noun, language),
                )
            )
    return tuple(out)


def _kind(noun: str, language: str | None) -> str:
    words = reference_words(language)
    return (
        ""
        if noun in words.completeness["gathered"]
        else words.nouns.get(noun, "").replace("paper", "")
    )


_Found = tuple[int, int, Literal["number", "whole", "part"], int | None, str]


def _counted(
    said: str, nouns: Sequence[tuple[int, int, str]], language: str | None
) -> _Found | None:
    """A number of papers: "twenty-five letters", "25 documents"."""
    for number in find_numbers(said, language or "en"):
        value = number.low
        if number.ordinal or value != number.high or value != int(value):
            continue
        if not 1 < value < LARGEST or 1500 <= value <= 2100:
            continue
        for start, end, word in nouns:
            between = said[number.end : start]
            if (
                0 <= start - number.end <= BETWEEN
                and re.fullmatch(r"[\s\w-]*", between)
                and len(between.split()) <= 2
            ):
                return number.start, end, "number", int(value), word
    return None


def _quantified(
    said: str,
    tokens: Sequence[tuple[re.Match[str], str]],
    nouns: Sequence[tuple[int, int, str]],
    table: Mapping[str, frozenset[str]],
) -> _Found | None:
    """The whole or a part of some papers: "the complete exchange", "a selection of letters"."""
    for match, word in tokens:
        kind: Literal["whole", "part"] | None = None
        if word in table["whole"] or match.group().lower() in table["whole"]:
            kind = "whole"
        elif word in table["part"] or match.group().lower() in table["part"]:
            kind = "part"
        if kind is None:
            continue
        for start, end, noun in nouns:
            if 0 <= start - match.end() <= BETWEEN and not re.search(
                r"[,;:]", said[match.end() : start]
            ):
                return match.start(), end, kind, None, noun
    return None


def judge(claim: Claim, held: int, missing: int) -> tuple[Verdict, str]:
    """Whether what is held bears a claim out, and why.

    Args:
        claim: what is claimed.
        held: papers held that the claim speaks of.
        missing: papers of the same days that are attested and not held.

    >>> judge(Claim(0, 1, "number", 25, ""), 19, 0)
    ('contradicted', '25 are claimed, 19 are held')
    """
    if claim.kind == "number":
        if held == claim.count:
            return "borne_out", f"{claim.count} are claimed and held"
        word = "contradicted" if held < (claim.count or 0) else "open"
        return ("contradicted" if word == "contradicted" else "open"), (
            f"{claim.count} are claimed, {held} are held"
        )
    if claim.kind == "whole":
        if missing:
            return "contradicted", f"{missing} paper(s) of these days are attested and not held"
        return "open", f"{held} are held, and none is attested that is not; that proves nothing"
    return "borne_out", f"a part is claimed; {held} are held, {missing} more are attested"
