"""Letters' furniture is paired by what it is, before anything is aligned.

A date stands at the head of the translation and at the foot of the original; a salutation has no
word in common with its rendering. Both are found by their role, not by their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from herewith.languages.layout import layout
from herewith.languages.names import skeletons

__all__ = ["PAIRED", "Paired", "alike", "guess", "pair", "strangers"]

PAIRED = ("dateline", "address", "salutation", "closing", "signature")
"""Roles of sentences that are paired with each other."""
OUTSIDE = frozenset([*PAIRED, "enclosures", "reference", "subject"])
"""Roles of lines at the head and the foot of a letter."""

NAMES = 0.65
"""Least similarity (normalised indel) of the keys of two names that may be one."""
HEAD, FOOT = 5, 6
"""How many sentences at either end are looked at when roles must be guessed."""
SHORT = 14
"""Furniture has no more words than this."""
BESIDE_DATES = frozenset(
    [
        "of",
        "the",
        "de",
        "года",
        "году",
        "год",
        "г",
        "den",
        "le",
        "el",
        "al",
        "th",
        "st",
        "nd",
        "rd",
        "noon",
        "midnight",
    ]
)
"""Words in small letters that stand in date lines."""
NAME = re.compile(r"\W*(?:(?:[^\W\d_]\.\s*)+|(?:[A-ZА-ЯЁ]\w+\s+){0,2})[A-ZА-ЯЁÀ-Þ][\w'’-]+\W*")


def guess(sentences: Sequence[str]) -> list[str]:
    """Roles of sentences that come without any: furniture at both ends, `body` between.

    Only short sentences that are nothing but a date line, a salutation, a closing or (behind a
    closing or a date line) a name are given a role.

    >>> guess(["Dear Mr. President:", "We agree.", "Sincerely,", "N. Smith", "May 3, 1962"])
    ['salutation', 'body', 'closing', 'signature', 'dateline']
    """
    roles = ["body"] * len(sentences)
    tables = layout()
    ends = {
        *range(min(HEAD, len(sentences))),
        *range(max(0, len(sentences) - FOOT), len(sentences)),
    }
    for number in sorted(ends):
        text = sentences[number].strip()
        if not text or len(text.split()) > SHORT:
            continue
        head = number < HEAD
        if tables.date_line.fullmatch(text) and _names_only(text, tables.months):
            roles[number] = "dateline"
        elif head and tables.salutation.match(text) and not text.endswith("."):
            roles[number] = "salutation"
        elif number >= len(sentences) - FOOT and tables.closing.match(text):
            roles[number] = "closing"
        elif "closing" in roles[max(0, number - 3) : number] and NAME.fullmatch(text):
            roles[number] = "signature"
    return roles


def _names_only(text: str, months: frozenset[str]) -> bool:
    """Whether all words are names, months and the small words of dates: no sentence is."""
    words = re.findall(r"[^\W\d_]+", text)
    return all(w[0].isupper() or w.lower() in months or w.lower() in BESIDE_DATES for w in words)


@dataclass(frozen=True, slots=True)
class Paired:
    """Furniture of both sides that is one thing by its role.

    `confirmed` is `False` where both hold a name or a date, and these are not the same.
    """

    role: str
    source: tuple[int, ...]
    target: tuple[int, ...]
    confirmed: bool = True


def pair(
    source: Sequence[str],
    target: Sequence[str],
    texts: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> list[Paired]:
    """Pair runs of sentences that have one role, in order of their runs.

    Args:
        source: the role of every sentence of the original.
        target: the role of every sentence of the translation.
        texts: the sentences themselves, to see whether names and dates agree.

    Returns:
        Pairs in order of `PAIRED`. A role that one side lacks, or has in more runs, leaves those
        sentences to the alignment proper; but where one side signs in the line of its closing
        words, the other's signature belongs to them.

    >>> [(p.role, p.source, p.target) for p in pair(
    ...     ["salutation", "body", "dateline"], ["dateline", "salutation", "body"])]
    [('dateline', (2,), (0,)), ('salutation', (0,), (1,))]
    """
    found: dict[str, list[Paired]] = {}
    for role in PAIRED:
        left, right = _runs(source, role), _runs(target, role)
        if len(left) == len(right):
            found[role] = [Paired(role, a, b) for a, b in zip(left, right, strict=True)]
    if not texts[0] or not texts[1]:
        return [one for pairs in found.values() for one in pairs]
    _sign_in_closing((source, target), texts, found)
    return [_compared(one, texts) for pairs in found.values() for one in pairs]


def _sign_in_closing(
    sides: tuple[Sequence[str], Sequence[str]],
    texts: tuple[Sequence[str], Sequence[str]],
    found: dict[str, list[Paired]],
) -> None:
    """Join a signature to the closing before it where the other side has both in one line."""
    if len(found.get("closing", ())) != 1:
        return
    (closing,) = found["closing"]
    runs = [_runs(roles, "signature") for roles in sides]
    for side in (0, 1):
        mine, theirs = (closing.source, closing.target)[:: 1 if side == 0 else -1]
        beside = [run for run in runs[side] if run[0] == mine[-1] + 1]
        names = _names(texts[side], beside[0]) if beside else frozenset()
        apart = _names(texts[1 - side], (n for run in runs[1 - side] for n in run))
        if _agree(names, _names(texts[1 - side], theirs)) and not _agree(names, apart):
            joined = (*mine, *beside[0])
            ends = (joined, theirs) if side == 0 else (theirs, joined)
            found["closing"] = [Paired("closing", *ends)]
            found["signature"] = []
            return


def _compared(one: Paired, texts: tuple[Sequence[str], Sequence[str]]) -> Paired:
    """A pair of signatures or date lines, with the answer whether they say the same."""
    if one.role == "signature":
        names = _names(texts[0], one.source), _names(texts[1], one.target)
        return replace(one, confirmed=not all(names) or _agree(*names))
    if one.role == "dateline":
        left, right = _figures(texts[0], one.source), _figures(texts[1], one.target)
        return replace(one, confirmed=not left or not right or bool(left & right))
    return one


def _agree(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether any two keys of names are alike; Rusk is Раск in Russian."""
    return any(Indel.normalized_similarity(a, b) >= NAMES for a in left for b in right)


def _names(sentences: Sequence[str], numbers: Iterable[int]) -> frozenset[str]:
    """Keys of the words that may be names: those with a capital, initials left out."""
    words = [word for n in numbers for word in re.findall(r"[^\W\d_]{3,}", sentences[n])]
    return frozenset(key for word in words if word[0].isupper() for key in skeletons(word))


def _figures(sentences: Sequence[str], numbers: Iterable[int]) -> frozenset[int]:
    return frozenset(int(k) for n in numbers for k in re.findall(r"\d+", sentences[n]))


def alike(one: str, other: str) -> bool:
    """Whether sentences of these roles may be renderings of each other, out of order.

    What stands in the letter itself is not a line of its head or foot.

    >>> alike("body", "address"), alike("enclosures", "address"), alike("body", "body")
    (False, True, True)
    """
    return (one in OUTSIDE) == (other in OUTSIDE)


def strangers(source: Sequence[str], target: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of a salutation and of a label or heading at the head of two letters.

    Such lines never render each other. Those further down belong to other letters.

    >>> strangers(["salutation", "body"], ["other", "body"])
    [(0, 0)]
    """
    return [
        (i, j)
        for i, mine in enumerate(source[:HEAD])
        for j, other in enumerate(target[:HEAD])
        if {mine, other} in ({"salutation", "heading"}, {"salutation", "other"})
    ]


def _runs(roles: Sequence[str], role: str) -> list[tuple[int, ...]]:
    runs: list[tuple[int, ...]] = []
    for number, name in enumerate(roles):
        if name == role:
            if runs and runs[-1][-1] == number - 1:
                runs[-1] = (*runs[-1], number)
            else:
                runs.append((number,))
    return runs
