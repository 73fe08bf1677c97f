"""Claims that papers make of comparisons: which two texts were compared, as they say.

Cover memoranda say that "the official translation has been compared with the broadcast version and
no differences in substance were noted". The sentence names two forms of a letter by their roles;
our own certificate of the same pair is the answer to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Claim", "claims"]

VERB = re.compile(
    r"\b(?:compared|checked|collated|verified|read)\b[^.;]{0,120}?\b(?:with|against|to)\b"
    r"|\b(?:сверен\w*|сличен\w*|сравнен\w*|проверен\w*)\b[^.;]{0,120}?\bс\b",
    re.I,
)
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("informal_translation", re.compile(r"\b(?:in|un)(?:formal|official) translation|неофициальн\w+ перевод\w*", re.I)),
    ("translation", re.compile(r"\btranslation|(?<!не)официальн\w+ перевод\w*|\bперевод\w*", re.I)),
    ("broadcast", re.compile(r"\bbroadcast\w*|\bas monitored|\bрадио\w*|передан\w* по радио", re.I)),
    ("original", re.compile(r"\boriginal|\bsigned (?:text|letter)|\bRussian text|подлинник\w*|оригинал\w*", re.I)),
    ("print", re.compile(r"\bprinted|\bpublished|опубликован\w*", re.I)),
)  # fmt: skip
"""Roles of witnesses and how papers name them; the first that fits a stretch takes it."""

SENTENCE = re.compile(r"[^.!?\n]+(?:\n(?!\n)[^.!?\n]+)*[.!?]?")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that claims a comparison: its place, its words, and the roles it names."""

    start: int
    end: int
    text: str
    roles: frozenset[str]


def claims(text: str) -> Iterator[Claim]:
    """All claims of a paper that name two forms of a text, in order.

    >>> paper = "The official translation has been compared with the text as broadcast."
    >>> [sorted(claim.roles) for claim in claims(paper)]
    [['broadcast', 'translation']]
    """
    for match in SENTENCE.finditer(text):
        said = match.group()
        if not VERB.search(said):
            continue
        roles = frozenset(_roles(said))
        if len(roles) == 2:
            start = match.start() + len(said) - len(said.lstrip())
            yield Claim(start, match.end(), " ".join(said.split()), roles)


def _roles(said: str) -> Iterator[str]:
    taken: list[tuple[int, int]] = []
    for role, pattern in ROLES:
        for match in pattern.finditer(said):
            if not any(s < match.end() and match.start() < e for s, e in taken):
                taken.append(match.span())
                yield role
