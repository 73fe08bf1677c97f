"""Phrases of one meaning where two texts in one language differ: `held up`, `delayed`.

Inside a stretch that differs, and with the words around it that agree, words and phrases of both
sides are looked up in the thesaurus of the language; those of one group are counterparts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from herewith.algorithms.substance.abbreviations import shortened
from herewith.algorithms.substance.units import Unit, opposed
from herewith.languages.lemmas import plain
from herewith.languages.thesaurus import LONGEST, Relation, contrary, groups, kinds, relation

__all__ = ["Stretch", "contraries", "equal_phrases", "kinds_of", "related"]

Stretch = tuple[int, int, int, int]
"""Half-open indices of units: first side, second side."""

GUARDED = frozenset(
    {"num", "date", "modal", "neg", "cond", "quant", "pron", "conj", "aux", "idiom", "when", "design",
     "weekday", "place", "body", "office", "person", "feast"}
)  # fmt: skip
"""Kinds of single words that have rules of their own and are no mere words."""

AROUND = 2
"""Agreeing words on each side that a phrase may take in: *in view of*, *in the light of*."""

WIDEST = 24
"""Units of a stretch up to which phrases are looked for."""


def equal_phrases(
    a: Sequence[Unit], b: Sequence[Unit], block: Stretch, language: str | None
) -> Iterator[Stretch]:
    """Phrases of a block that mean the same, the longest first, none overlapping."""
    a0, a1, b0, b1 = block
    if language is None or max(a1 - a0, b1 - b0) > WIDEST:
        return
    if _whole(a, b, block, language):
        yield block
        return
    if a0 < a1 and b0 < b1 and shortened(a[a0:a1], b[b0:b1], language):
        yield block
        return
    mine, theirs = _phrases(a, a0, a1, language), _phrases(b, b0, b1, language)
    found = [
        (-(i1 - i0) - (j1 - j0), abs(i0 - a0 - j0 + b0), (i0, i1, j0, j1))
        for i0, i1, m in mine
        for j0, j1, n in theirs
        if m & n and _may(a[i0:i1], b[j0:j1])
    ]
    found += [
        (-2, abs(i - a0 - j + b0), (i, i + 1, j, j + 1))
        for i in range(a0, a1)
        for j in range(b0, b1)
        if shortened(a[i : i + 1], b[j : j + 1], language)
    ]
    taken: list[Stretch] = []
    for _, _, one in sorted(found):
        if not any(
            (one[0] < t[1] and t[0] < one[1]) or (one[2] < t[3] and t[2] < one[3]) for t in taken
        ):
            taken.append(one)
            yield one


def _whole(a: Sequence[Unit], b: Sequence[Unit], block: Stretch, language: str) -> bool:
    """Whether a block and as many agreeing words on either side are one phrase on both sides."""
    a0, a1, b0, b1 = block
    for before in range(min(AROUND, a0, b0) + 1):
        for behind in range(min(AROUND, len(a) - a1, len(b) - b1) + 1):
            if not before and not behind:
                continue
            mine, theirs = a[a0 - before : a1 + behind], b[b0 - before : b1 + behind]
            if _of(mine, language) & _of(theirs, language) and _may(mine, theirs):
                return True
    return False


def _phrases(
    side: Sequence[Unit], start: int, end: int, language: str
) -> list[tuple[int, int, frozenset[int]]]:
    """All stretches of a side that the thesaurus knows."""
    return [
        (i, j, found)
        for i in range(start, end)
        for j in range(i + 1, min(end, i + LONGEST) + 1)
        if (found := _of(side[i:j], language))
    ]


def _of(stretch: Sequence[Unit], language: str | None) -> frozenset[int]:
    """The groups of a stretch of units."""
    return groups(_spelt(stretch), language)


def _spelt(stretch: Sequence[Unit]) -> tuple[str, ...]:
    """The spellings under which a stretch is looked up: as written, and in dictionary forms."""
    text = " ".join(plain(u.text) for u in stretch).split()
    base = " ".join(u.lemma for u in stretch).split()
    if not text or len(text) > LONGEST:
        return ()
    spelt = [text]
    if len(base) == len(text):
        spelt += [base, [base[0], *text[1:]], [*text[:-1], base[-1]]]
    return tuple(" ".join(words) for words in spelt)


def _may(mine: Sequence[Unit], theirs: Sequence[Unit]) -> bool:
    """Whether two stretches may be taken for one: single words of guarded kinds are left to rules.

    A rung of promise is not taken for another, nor for a word that is none, except that what is
    *considered* may merely be read or thought.
    """
    if len(mine) > 1 or len(theirs) > 1:
        return True
    u, v = mine[0], theirs[0]
    if {u.kind, v.kind} & GUARDED or opposed(u.concepts, v.concepts):
        return False
    if {u.kind, v.kind} == {"request", "act"}:
        return False
    if "commit" in (u.kind, v.kind):
        rungs = {w.value for w in (u, v) if w.kind == "commit"}
        return len(rungs) == 1 and (u.kind == v.kind or rungs == {"consider"})
    return True


def related(a: Unit, b: Unit, language: str | None) -> Relation:
    """What two single words are to each other in the thesaurus."""
    return relation(_of((a,), language), _of((b,), language), language)


def contraries(a: Unit, b: Unit, language: str | None) -> bool:
    """Whether two single words are contraries by the thesaurus."""
    return contrary(_spelt((a,)), _spelt((b,)), language)


def kinds_of(unit: Unit, language: str | None) -> frozenset[str]:
    """The kinds under which the thesaurus knows a word."""
    return kinds(_of((unit,), language), language)
