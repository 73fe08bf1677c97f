"""What changed between two texts in one language: units that agree, moved, re-spelt, or differ.

The longest common subsequence of units is agreement. What is left is paired again, nearest first:
the same unit in another place, another form of the same word, a word for the same concept, a
misspelling. Only what finds no counterpart reaches the rules of substance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel, Levenshtein

from herewith.algorithms.substance.assignment import assign
from herewith.algorithms.substance.phrases import equal_phrases
from herewith.algorithms.substance.units import Unit, content, same_feast
from herewith.languages.lemmas import is_known
from herewith.languages.names import skeleton

__all__ = ["Changes", "british", "changes", "looks_alike"]

ANCHORED = frozenset({"neg", "modal", "quant", "cond", "num", "date", "commit", "prep", "design"})
"""Units that agree only if they govern the same word."""

SHAPES = str.maketrans(
    {"e": "c", "o": "c", "0": "c", "h": "b", "i": "l", "ц": "и", "ш": "щ", "н": "п", "е": "с",
     "о": "с", "э": "с"}
)  # fmt: skip
"""Letters that print and type confuse, written as one of them."""

FUNCTIONAL = frozenset({"func", "aux", "conj", "pron", "cause"})


@dataclass(slots=True)
class Changes:
    """Units of both sides and how they correspond.

    `left_a`/`left_b` are the indices without counterpart, `pairs` those paired and why:
    `same`, `moved`, `inflected`, `synonym`, `spelling`.
    """

    a: tuple[Unit, ...]
    b: tuple[Unit, ...]
    language: str | None
    texts: tuple[str, str] = ("", "")
    left_a: list[int] = field(default_factory=list)
    left_b: list[int] = field(default_factory=list)
    pairs: list[tuple[int, int, str]] = field(default_factory=list)

    def take(self, i: int | None, j: int | None, why: str = "") -> None:
        """Take units out of what is left, as a pair if both are given and a reason is."""
        if i is not None:
            self.left_a.remove(i)
        if j is not None:
            self.left_b.remove(j)
        if i is not None and j is not None and why:
            self.pairs.append((i, j, why))

    def kind_a(self, *kinds: str) -> list[int]:
        """What is left on the first side of some kinds, in order."""
        return [i for i in self.left_a if self.a[i].kind in kinds]

    def kind_b(self, *kinds: str) -> list[int]:
        """What is left on the second side of some kinds, in order."""
        return [j for j in self.left_b if self.b[j].kind in kinds]

    def aligned(self, i: int) -> int:
        """The index on the second side that stands about where a unit of the first stands."""
        before = [(k, j) for k, j, why in self.pairs if k < i and why == "same"]
        if not before:
            return i
        k, j = max(before)
        return j + (i - k)

    def place_b(self, i: int) -> int:
        """Offset on the second side where a unit of the first would stand."""
        before = [j for k, j, why in self.pairs if k < i and why == "same"]
        return self.b[max(before)].end if before else (self.b[0].start if self.b else 0)

    def place_a(self, j: int) -> int:
        """Offset on the first side where a unit of the second would stand."""
        before = [i for i, k, why in self.pairs if k < j and why == "same"]
        return self.a[max(before)].end if before else (self.a[0].start if self.a else 0)


def changes(
    a: Sequence[Unit],
    b: Sequence[Unit],
    language: str | None,
    texts: tuple[str, str] = ("", ""),
) -> Changes:
    """Find what changed between two sequences of units (marks are left out); `texts` are theirs."""
    first = tuple(u for u in a if u.kind != "mark")
    second = tuple(u for u in b if u.kind != "mark")
    out = Changes(first, second, language, texts)
    blocks = _blocks(out)
    for a0, a1, b0, b1 in blocks:
        if _same_letters(first[a0:a1], second[b0:b1]):
            reach = max(a1 - a0, b1 - b0)
            for k in range(reach):
                out.pairs.append((min(a0 + k, a1 - 1), min(b0 + k, b1 - 1), "spelling"))
            continue
        left_a, left_b = list(range(a0, a1)), list(range(b0, b1))
        for i0, i1, j0, j1 in equal_phrases(first, second, (a0, a1, b0, b1), language):
            out.pairs.append((i0, j0, "synonym"))
            left_a = [i for i in left_a if not i0 <= i < i1]
            left_b = [j for j in left_b if not j0 <= j < j1]
        out.left_a += left_a
        out.left_b += left_b
    _match(out, "spelling", _misread, near=2)
    _match(out, "moved", _same_unit)
    _match(out, "inflected", _same_lemma)
    _match(out, "synonym", _same_feast)
    _match(out, "spelling", _respelt)
    _match(out, "synonym", _same_concept)
    return out


def _blocks(out: Changes) -> list[tuple[int, int, int, int]]:
    """Stretches that differ; agreements go into `pairs`."""
    blocks: list[tuple[int, int, int, int]] = []
    codes = Indel.opcodes([u.key for u in out.a], [u.key for u in out.b])
    for code in codes:
        if code.tag == "equal":
            span = range(code.src_end - code.src_start)
            out.pairs += [(code.src_start + k, code.dest_start + k, "same") for k in span]
        elif blocks and (blocks[-1][1], blocks[-1][3]) == (code.src_start, code.dest_start):
            blocks[-1] = (blocks[-1][0], code.src_end, blocks[-1][2], code.dest_end)
        else:
            blocks.append((code.src_start, code.src_end, code.dest_start, code.dest_end))
    return blocks


def _match(
    out: Changes, why: str, test: Callable[[Changes, int, int], bool], near: int = 10**6
) -> None:
    """Pair what is left by a test, so that the pairs stand as near as can be."""
    whole = 1 + len(out.a) + len(out.b)
    for i, j in assign(
        (distance / whole, i, j)
        for i in out.left_a
        for j in out.left_b
        if (distance := abs(out.aligned(i) - j)) <= near and test(out, i, j)
    ):
        out.take(i, j, why)


def _anchor(sequence: Sequence[Unit], index: int) -> tuple[str, frozenset[str]]:
    """The next word of meaning after a unit: what it governs."""
    for unit in sequence[index + 1 : index + 6]:
        if content(unit) and unit.kind not in ("pron", "idiom", "quant", "modal", "neg"):
            return unit.lemma, unit.concepts
    return "", frozenset()


def _same_anchor(out: Changes, i: int, j: int) -> bool:
    word, meant = _anchor(out.a, i)
    other, also = _anchor(out.b, j)
    return word == other or bool(meant & also)


def _same_unit(out: Changes, i: int, j: int) -> bool:
    """The same unit in another place; cues and figures must govern the same word."""
    u, v = out.a[i], out.b[j]
    if u.key != v.key or u.kind == "pron":
        return False
    return u.kind not in ANCHORED or _same_anchor(out, i, j)


def _same_feast(out: Changes, i: int, j: int) -> bool:
    """A feast and its day."""
    return same_feast(out.a[i], out.b[j])


def _same_lemma(out: Changes, i: int, j: int) -> bool:
    """Another form of the same word, or another cue of the same value."""
    u, v = out.a[i], out.b[j]
    if u.kind in ("num", "date", "design", "pron", "aux") or v.kind in ("num", "date", "design"):
        return False
    if u.kind == v.kind and u.kind in ANCHORED | {"conj", "idiom"} and u.value != "silent":
        return u.value == v.value
    if "commit" in (u.kind, v.kind) and u.kind != v.kind:
        return _bare(u, v) or _bare(v, u)
    if "modal" in (u.kind, v.kind) and u.kind != v.kind:
        return _bare(u, v) or _bare(v, u)
    return u.lemma == v.lemma and u.kind == v.kind


def _bare(promise: Unit, other: Unit) -> bool:
    """Whether a word is the verb of a phrase of promise: *hope to do*, *hope that we do*."""
    able = promise.kind == "modal" and promise.value == "may"
    return (able or promise.kind == "commit") and promise.lemma.split() == [other.lemma, "to"]


def _same_concept(out: Changes, i: int, j: int) -> bool:
    """Two words for one thing. Words that also carry a rung of promise keep to their rung."""
    u, v = out.a[i], out.b[j]
    if {u.kind, v.kind} & {"num", "date", "modal", "neg", "cond", "quant", "pron", "conj"}:
        return False
    if "commit" in (u.kind, v.kind) and (u.kind != v.kind or u.value != v.value):
        return False
    return bool(u.concepts & v.concepts)


def _respelt(out: Changes, i: int, j: int) -> bool:
    """Two spellings of one name, or of a word of which one is in no dictionary."""
    u, v = out.a[i], out.b[j]
    if u.kind == "name" and v.kind == "name":
        return skeleton(u.key) == skeleton(v.key) or _close(u.key, v.key)
    if u.kind != "word" and v.kind != "word":
        return False
    if british(u.key) == british(v.key):
        return True
    if is_known(u.key, out.language) and is_known(v.key, out.language):
        return False
    return _close(u.key, v.key)


BRITISH = (
    (re.compile(r"our(?=s$|ed$|able$|ably$|$)"), "or"),
    (re.compile(r"is(?=e[sd]?$|ing$|ation)"), "iz"),
    (re.compile(r"(?<=[^l])l(?=ment|ful)"), "ll"),
    (re.compile(r"(?<=[aeiou])ll(?=ed$|ing$|er$|ers$)"), "l"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"gramme"), "gram"),
    (re.compile(r"dgement"), "dgment"),
)
"""British spellings and the American ones they are read as."""


def british(word: str) -> str:
    """A word with British and American spellings fallen together.

    >>> british("honour") == british("honor"), british("fulfilment") == british("fulfillment")
    (True, True)
    """
    for pattern, spelt in BRITISH:
        word = pattern.sub(spelt, word)
    return word


def _close(a: str, b: str) -> bool:
    """Whether two words are one letter in five apart, at most two, and begin alike or end alike."""
    longest = max(len(a), len(b))
    if longest < 4:
        return False
    apart = Levenshtein.distance(a, b, score_cutoff=3)
    return apart <= max(1, min(2, longest // 5)) and (a[0] == b[0] or a[-3:] == b[-3:])


def _misread(out: Changes, i: int, j: int) -> bool:
    """A misreading by shape: one of the words is grammar, or in no dictionary."""
    u, v = out.a[i], out.b[j]
    if not looks_alike(u.key, v.key):
        return False
    known = is_known(u.key, out.language) and is_known(v.key, out.language)
    return not known or (u.kind in FUNCTIONAL) != (v.kind in FUNCTIONAL)


def looks_alike(a: str, b: str) -> bool:
    """Whether two words look the same on a worn page.

    >>> looks_alike("are", "arc"), looks_alike("nuc1ear", "nuclear"), looks_alike("now", "not")
    (True, True, False)
    """
    return a != b and _shape(a) == _shape(b)


def _shape(word: str) -> str:
    out = word.translate(str.maketrans("1!|", "lll"))
    out = out.replace("rn", "m").replace("ni", "m").replace("in", "m").replace("vv", "w")
    return out.replace("cl", "d").translate(SHAPES)


def _same_letters(a: Sequence[Unit], b: Sequence[Unit]) -> bool:
    """Whether two stretches are the same but for division, hyphens and apostrophes."""
    if not a or not b or any(u.kind == "date" for u in (*a, *b)):
        return False
    counted = [sum(u.kind == "num" for u in side) for side in (a, b)]
    if any(counted):  # 83,530 and 83, 530: all are figures, and one side has them in one
        figures = all(u.text[:1].isdigit() for u in (*a, *b))
        figures = figures and all(len(u.text) == 3 for side in (a, b) for u in side[1:])
        return figures and 1 in counted and counted[0] != counted[1] and _letters(a) == _letters(b)
    return _letters(a) == _letters(b)


def _letters(stretch: Sequence[Unit]) -> str:
    return "".join(
        c
        for u in stretch
        for c in (u.text.casefold() if u.key[:1] in "@=#" else u.key)
        if c.isalnum()
    )
