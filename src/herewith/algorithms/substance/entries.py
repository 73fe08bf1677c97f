"""The entries of a language's pack that fit at a word of a text: the longest phrases win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from herewith.algorithms.substance.cue_places import CUES, allowed
from herewith.algorithms.substance.words import Word
from herewith.languages.cues import Entry, Pack, pack
from herewith.languages.lemmas import forms, is_known

__all__ = ["entries_at"]


def entries_at(tokens: Sequence[Word], index: int, book: Pack | None) -> tuple[list[Entry], int]:
    """The pack's entries that fit at a word, all of the greatest length, and that length in words."""
    word = tokens[index]
    if book is None:
        return [], 1
    candidates: list[Entry] = list(book.entries.get(word.norm, ()))
    if word.lemma != word.norm:
        candidates += [e for e in book.entries.get(word.lemma, ()) if e not in candidates]
    if book.language == "en" and (apart := _split_verb(candidates, tokens, index)):
        return apart, 1
    if not candidates and word.capital and word.norm.endswith("s"):
        return _people(word, book), 1
    if not candidates and word.kind == "word" and not word.capital:
        candidates = list(_misspelt(word.norm, word.lemma, book.language))
    fitting = [(entry, _fits(entry, tokens, index)) for entry in candidates]
    fitting = [(e, n) for e, n in fitting if n < 2 or _phrased(e, tokens, index, n, book.language)]
    length = max((n for _, n in fitting), default=0)
    others = _otherwise(word.norm, word.lemma) if book.language == "ru" and length < 2 else ()
    if not length:
        return list(others), 1
    longest = [entry for entry, n in fitting if n == length]
    longest += [entry for entry in others if entry not in longest]
    written = [entry for entry in longest if word.norm in entry.keys[0]]
    if length == 1 and any(
        entry.kind != "concept" and allowed(entry.kind, entry.value, tokens, index, 1, "")
        for entry in written
    ):
        return written, length
    return longest, length


PARTICLES = frozenset(["down", "off", "out", "over", "up", "back", "away"])
PARTED = 4
"""Words that may stand between a verb and its particle."""

WITHIN = frozenset(["the", "a", "an", "this", "that", "these", "those", "its", "their", "our", "your", "his", "it", "them"])  # fmt: skip


def _split_verb(candidates: Sequence[Entry], tokens: Sequence[Word], index: int) -> list[Entry]:
    """Entries of a verb and its particle with the object between them: `turned the plan down`."""
    found = []
    for entry in candidates:
        if entry.kind != "concept" or len(entry.keys) != 2 or not entry.keys[1] & PARTICLES:
            continue
        following = tokens[index + 1 : index + 2 + PARTED]
        if not following or following[0].norm not in WITHIN:
            continue
        ends = [n for n, t in enumerate(following) if t.norm in entry.keys[1]]
        if ends and not any(t.kind == "mark" for t in following[: ends[0]]):
            behind = tokens[index + 2 + ends[0] : index + 3 + ends[0]]
            if not behind or behind[0].norm not in WITHIN:
                found.append(entry)
    return found


LONG = 7
"""Letters from which on a word with one wrong letter can still be told."""


@lru_cache(maxsize=50_000)
def _misspelt(norm: str, base: str, language: str) -> tuple[Entry, ...]:
    """Concepts of the one word of a pack that a word of no dictionary is one letter away from.

    >>> [entry.value for entry in _misspelt("сооружене", "сооружене", "ru")]
    ['build']
    """
    book = pack(language)
    if book is None or len(base) < LONG or is_known(norm, language):
        return ()
    shapes = _shapes(language)
    near = {key for shape in _less(base) for key in shapes.get(shape, ())}
    found = sorted(key for key in near if Levenshtein.distance(key, base, score_cutoff=1) == 1)
    if len(found) != 1:
        return ()
    return tuple(e for e in book.entries[found[0]] if len(e.keys) == 1 and e.kind == "concept")


@cache
def _shapes(language: str) -> Mapping[str, frozenset[str]]:
    """The longer words of a pack by their shapes with one letter less."""
    book = pack(language)
    out: dict[str, set[str]] = {}
    for key in book.entries if book else ():
        if len(key) >= LONG:
            for shape in _less(key):
                out.setdefault(shape, set()).add(key)
    return {shape: frozenset(keys) for shape, keys in out.items()}


def _less(word: str) -> set[str]:
    """A word, and all that is left of it with one letter less."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def _phrased(entry: Entry, tokens: Sequence[Word], index: int, n: int, language: str) -> bool:
    """Whether a phrase is one where it stands; if not, its words are taken one by one."""
    return entry.kind not in CUES or allowed(entry.kind, entry.value, tokens, index, n, language)


@lru_cache(maxsize=50_000)
def _otherwise(norm: str, base: str) -> tuple[Entry, ...]:
    """Concepts of a Russian form under other analyses than the likeliest («суда»: court, ships)."""
    book = pack("ru")
    if book is None or not norm[:1].isalpha():
        return ()
    found: list[Entry] = []
    for form in forms(norm)[1:5]:
        if form.known and form.lemma != base:
            found += [e for e in book.entries.get(form.lemma, ()) if e.kind == "concept"]
    return tuple(e for e in dict.fromkeys(found) if len(e.keys) == 1 and not e.capitals)


def _people(word: Word, book: Pack) -> list[Entry]:
    """Entries for a plural that no dictionary knows: `Cubans`."""
    return [e for e in book.entries.get(word.norm[:-1], ()) if len(e.keys) == 1 and not e.capitals]


PASSED = frozenset([",", "[", "]"])
"""Marks that may stand within a phrase."""


def _fits(entry: Entry, tokens: Sequence[Word], index: int) -> int:
    """How many words an entry covers from a place on; 0 if it does not fit. Commas are passed over."""
    if entry.capitals and not tokens[index].text.strip(".").replace(".", "").isupper():
        return 0
    at = index
    for offset, keys in enumerate(entry.keys):
        while offset and at < len(tokens) and tokens[at].norm in PASSED:
            at += 1
        if at >= len(tokens):
            return 0
        token = tokens[at]
        if token.norm not in keys and (entry.exact or token.lemma not in keys):
            return 0
        if offset and token.norm not in keys and token.norm.endswith("ing"):
            return 0  # `of attacking` is no form of `of attack`
        if offset and token.kind == "mark":
            return 0
        at += 1
    return at - index
