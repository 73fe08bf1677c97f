"""Columns that vary: which of two neighbours changed separately, and which in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.likeness import LIKE, likeness
from herewith.algorithms.collation.stretches import REVISION, STATES

__all__ = ["Column", "apart", "column_of", "divided", "divided_before"]

STOPS = frozenset("?!")
"""Marks that, side by side, end one sentence in one way."""

JOINING = frozenset(".-'[]")
"""Marks that may stand within or behind the parts of one word."""


@dataclass(slots=True)
class Column:
    """What the rules look at in a variant column.

    `absent` and `silent` are sets of witnesses as bits: those that lack the word, and those that
    cannot testify. `parts` gives for each witness the first that has the same, -1 for nothing.
    `alike` says that all have a word, and like ones; `point` that the column is a full stop which
    belongs to the abbreviation before it; `apostrophe` that a word has one within; `outside` that
    all its words stand in formal parts outside the body.
    """

    absent: int
    silent: int
    parts: tuple[int, ...]
    word: bool
    alike: bool
    norms: tuple[int, ...]
    revised: bool
    point: bool
    apostrophe: bool
    outside: bool

    @property
    def complete(self) -> bool:
        """Whether all that testify have something."""
        return not self.absent

    @property
    def block(self) -> bool:
        """Whether some lack the word and the others agree on it."""
        return bool(self.absent) and len(set(self.parts) - {-1, -2}) == 1

    @property
    def present(self) -> int:
        """The witnesses that have the word, as bits."""
        return (1 << len(self.norms)) - 1 & ~self.silent & ~self.absent

    @property
    def spelt(self) -> bool:
        """Whether witnesses have different words here."""
        return len(set(self.norms) - {-1}) > 1


def column_of(graph: VariantGraph, keys: Sequence[int], norms: Sequence[int], at: int) -> Column:
    """The column number `at` with its keys and norms."""
    absent = sum(1 << n for n, key in enumerate(keys) if key == -1)
    silent = sum(1 << n for n, key in enumerate(keys) if key == -2)
    first: dict[int, int] = {}
    parts = tuple(key if key < 0 else first.setdefault(key, n) for n, key in enumerate(keys))
    kinds = list(dict.fromkeys(n for n in norms if n >= 0))
    word = any(bool(graph.vocabulary.word[n]) for n in kinds)
    names = [graph.vocabulary.norms[n] for n in kinds]
    alike = not absent and all(likeness(names[0], other) >= LIKE for other in names[1:])
    revised = any(key >= 0 and STATES[key % len(STATES)] in REVISION for key in keys)
    cells = [(t, n) for t, n in zip(graph.tokens, graph.table[at].tolist(), strict=True) if n >= 0]
    revised = revised or any(t.states.get(n - 1) == "rewritten" for t, n in cells)
    outside = all(n in t.roles for t, n in cells)
    point = bool(absent) and names == ["."] and _all_abbreviate(graph, at)
    forms = {graph.vocabulary.forms[key // len(STATES)] for key in keys if key >= 0}
    apostrophe = any("'" in form for form in forms if len(form) > 1)
    return Column(
        absent, silent, parts, word, alike, tuple(norms), revised, point, apostrophe, outside
    )


def _all_abbreviate(graph: VariantGraph, at: int) -> bool:
    """Whether every full stop of a column touches the word before it and ends no sentence."""
    for witness, n in enumerate(graph.table[at].tolist()):
        if n < 0:
            continue
        tokens = graph.tokens[witness]
        touches = n and tokens.ends[n - 1] == tokens.starts[n]
        following = tokens.texts[n + 1][:1] if n + 1 < len(tokens) else ""
        if not touches or not (following.islower() or following.isdigit()):
            return False
    return True


def apart(here: Column, there: Column, names: Sequence[str], *, long: bool, loose: bool) -> bool:
    """Whether two neighbouring columns changed separately.

    Args:
        here: the first.
        there: the second.
        names: the norms of the vocabulary.
        long: one of them belongs to an omission that is long beside the other change.
        loose: the boundary lies between a mark and words, at the edge of a run of changes.
    """
    if here.silent != there.silent or here.outside != there.outside:
        return True
    if here.revised and there.revised:
        return False
    if _one_sign(here, there, names):
        return False
    if here.block and there.block:
        return here.absent != there.absent and bool(here.present & there.present)
    if here.complete and there.complete:
        if here.alike or there.alike or (here.word != there.word and loose):
            return True
        if here.word != there.word:
            return _across(here.parts, there.parts)
        return here.parts != there.parts
    if long and not here.outside:
        return True
    if here.complete or there.complete:
        whole, other = (here, there) if here.complete else (there, here)
        return (
            whole.alike
            or (whole.word and not other.word and loose)
            or (other.block and other.word and _across(whole.parts, other.parts))
        )
    return False


def _one_sign(here: Column, there: Column, names: Sequence[str]) -> bool:
    """Whether a mark belongs to what stands before it: a point, an apostrophe, a second stop."""
    if here.spelt and (there.point or _shortened(here, there, names)):
        return True
    if here.apostrophe and {names[n] for n in there.norms if n >= 0} == {"'"}:
        return True
    return _stops(here, names) and _stops(there, names)


def _stops(column: Column, names: Sequence[str]) -> bool:
    return all(names[n] in STOPS for n in column.norms if n >= 0)


def _across(here: Sequence[int], there: Sequence[int]) -> bool:
    """Whether two columns divide the witnesses in ways that cut across each other."""
    pairs = {(p, q) for p, q in zip(here, there, strict=True) if p != -2}
    return len(pairs) > max(len({p for p, _ in pairs}), len({q for _, q in pairs}))


def _shortened(here: Column, there: Column, names: Sequence[str]) -> bool:
    """Whether a full stop stands behind a word that others write in full."""
    if not there.absent or {names[n] for n in there.norms if n >= 0} != {"."}:
        return False
    short = {names[n] for n, m in zip(here.norms, there.norms, strict=True) if n >= 0 and m >= 0}
    full = {names[n] for n, m in zip(here.norms, there.norms, strict=True) if n >= 0 > m}
    return any(_contraction(a, b) for a in short for b in full)


def _contraction(short: str, full: str) -> bool:
    """Whether a word is the beginning of another, or some of its letters from first to last.

    >>> _contraction("govt", "government"), _contraction("st", "saint"), _contraction("cat", "sat")
    (True, True, False)
    """
    if not 1 < len(short) < len(full) or short[0] != full[0]:
        return False
    letters = iter(full)
    within = all(letter in letters for letter in short)
    return full.startswith(short) or (short[-1] == full[-1] and within)


def divided(columns: Sequence[Column], names: Sequence[str]) -> bool:
    """Whether two witnesses have the same letters in these columns, divided otherwise.

    Points, hyphens and apostrophes between the parts count for nothing; but a word and the same
    word with a mark behind it are not divided otherwise. The first column must be one of the parts.
    """
    return _divided(columns, names) and not _divided(columns[1:], names)


def _divided(columns: Sequence[Column], names: Sequence[str]) -> bool:
    if len(columns) < 2:
        return False
    seen: dict[str, tuple[str, ...]] = {}
    return any(seen.setdefault(text, words) != words for text, words in _letters(columns, names))


def divided_before(columns: Sequence[Column], names: Sequence[str], following: Column) -> bool:
    """Whether these columns hold a word divided otherwise, and what follows is no part of it.

    It is a part where a text of one witness goes on in that of another, and where it stands only
    in witnesses that have another word here.
    """
    if not divided(columns, names):
        return False
    texts = [text for text, _ in _letters(columns, names)]
    if any(a != b and b.startswith(a) for a in texts for b in texts):
        return False
    inside = any("." in names[n][:-1] for c in columns for n in c.norms if n >= 0)
    if inside and {names[n] for n in following.norms if n >= 0} == {"."}:
        return False
    twice = {text for text in texts if texts.count(text) > 1}
    mine = {
        witness
        for witness, text, _ in _lettered(columns, names)
        if text in twice and following.norms[witness] >= 0
    }
    return bool(mine) or not following.block


def _letters(columns: Sequence[Column], names: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    return [(text, words) for _, text, words in _lettered(columns, names)]


def _lettered(
    columns: Sequence[Column], names: Sequence[str]
) -> list[tuple[int, str, tuple[str, ...]]]:
    """Witnesses that have words here: their letters in one run, and their words."""
    out = []
    for witness in range(len(columns[0].norms)):
        pieces = [names[c.norms[witness]] for c in columns if c.norms[witness] >= 0]
        words = tuple(p for p in pieces if p not in JOINING)
        text = "".join(_plain(word) for word in words)
        if text.isalnum():
            out.append((witness, text, words))
    return out


def _plain(word: str) -> str:
    """A word without the points of an abbreviation, a number without those of its thousands."""
    word = word.replace(".", "")
    return word.replace(",", "") if word[:1].isdigit() else word
