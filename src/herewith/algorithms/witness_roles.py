"""Roles and sigla of the witnesses of one item.

A role is read from what a document says of itself (a translator's head, a broadcast's formula, a
published volume's heading); only where nothing is said is it inferred from its companions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Role", "Said", "roles", "siglum_letters"]

LETTERS = {
    "original": "O",
    "translation": "T",
    "informal_translation": "I",
    "broadcast": "B",
    "print": "P",
    "relay": "R",
    "draft": "D",
    "copy": "C",
}
"""The letter that begins the siglum of each role."""

_INFORMAL = re.compile(
    r"\b(?:un-?official|informal|rough|working)\s+translation\b|\bнеофициальный\s+перевод", re.I
)
_TRANSLATION = re.compile(r"\b(?:official\s+)?translation\b|\bперевод\s+с\b", re.I)
_BROADCAST = re.compile(
    r"\b(?:broadcast|monitor(?:ed|ing)|radio)\b|\(?\bwords?\s+indistinct\b|\bпередача\s+радио\b",
    re.I,
)
_DRAFT = re.compile(r"\bdraft\b|\bпроект\s+(?:письма|послания|ноты)\b", re.I)


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of itself.

    `head` is what stands above or beside the text (letterhead, heading, stamps, first lines);
    `indistinct` whether its text names words that could not be heard.
    """

    language: str | None
    head: str
    kind: str | None
    source_language: str | None
    printed: bool
    indistinct: bool
    carried: bool


@dataclass(frozen=True, slots=True)
class Role:
    """A role, the rule that gave it, and its reason."""

    name: str
    rule: str
    because: str


def roles(said: Mapping[str, Said]) -> dict[str, Role]:
    """The role of every witness of an item, by document id.

    Args:
        said: for each document what it says of itself.

    Returns:
        One role for each document; `copy` where nothing is known.
    """
    out = {key: _own(one) for key, one in said.items()}
    translated = {one.source_language for one in said.values() if one.source_language}
    rendered = {
        one.language
        for key, one in said.items()
        if (role := out[key]) and (role.name.endswith("translation") or role.name == "print")
    }
    for key, one in said.items():
        if out[key] is not None:
            continue
        if one.language in translated:
            out[key] = Role("original", "source_language", "a translation names its language")
        elif rendered and one.language not in rendered:
            out[key] = Role("original", "other_languages", "its other languages are translations")
    return {
        key: role or Role("copy", "nothing_said", "nothing says what it is")
        for key, role in out.items()
    }


def _own(one: Said) -> Role | None:
    """The role that a document claims by its own words, if any."""
    if one.printed:
        return Role("print", "printed", "stands in a published volume")
    if one.indistinct or (one.kind or "").startswith("broadcast"):
        return Role("broadcast", "broadcast", "is a broadcast, or has words that were not heard")
    if one.kind not in (None, "letter", "message", "note verbale", "statement"):
        return None
    if _BROADCAST.search(one.head):
        return Role("broadcast", "broadcast_head", "its head speaks of a broadcast")
    if _INFORMAL.search(one.head):
        return Role("informal_translation", "informal", "is called an informal translation")
    if one.source_language or _TRANSLATION.search(one.head):
        return Role("translation", "translation", "carries a translator's head")
    if _DRAFT.search(one.head):
        return Role("draft", "draft", "calls itself a draft")
    if one.carried:
        return Role("relay", "carried", "stands inside another document")
    return None


def siglum_letters(named: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Sigla from roles: `O`, `T`, `P`; numbered from 1 where a role stands more than once.

    Args:
        named: pairs (document id, role), in any order.

    >>> siglum_letters([("b", "print"), ("a", "print"), ("c", "original")])
    {'a': 'P1', 'b': 'P2', 'c': 'O'}
    """
    many = Counter(role for _, role in named)
    seen: Counter[str] = Counter()
    out = {}
    for key, role in sorted(named):
        seen[role] += 1
        letter = LETTERS.get(role, "W")
        out[key] = letter if many[role] == 1 else f"{letter}{seen[role]}"
    return out
