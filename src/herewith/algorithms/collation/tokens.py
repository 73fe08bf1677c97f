"""Words and marks of a text, and the vocabulary in which witnesses are compared.

A token is a word (hyphens and apostrophes inside it, initials such as `U.S.`, a number with its
separators), one ideograph, or one punctuation mark. White space divides and is no token. The form
as written is always kept; two foldings stand beside it:

*   the *form* forgives what only a typesetter sees: the shape of quotation marks and dashes,
    composed or decomposed letters, soft hyphens. Witnesses agree where their forms agree.
*   the *norm* forgives letter case, hyphens and apostrophes inside words, and ё for е. It guides
    the alignment; a difference between equal norms is still a variation.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import count

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.collation.witness import WitnessText

__all__ = ["Ints", "Tokens", "Vocabulary", "bare", "fold", "is_word", "normalise", "tokenise"]

Ints = NDArray[np.int64]

INSIDE = "\u00ad\u200c\u200d\u2060"
"""Invisible characters that may stand inside a word."""

IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts written without spaces: each character is a token."""

SIGNS = frozenset("&%‰§№$£€¢¥°")
"""Signs that are read as words."""

UNREADABLE = ("indistinct", "withheld")
"""States under which the words on the page are not the words of the text."""

_SHAPES = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″〝〞", '"'),
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("–—―‒−", "—"),
        **dict.fromkeys("‐‑", "-"),
        **dict.fromkeys(INSIDE, None),
        "…": "...",
        "\u00a0": " ",
    }
)
_SILENT = str.maketrans({"-": None, "'": None, "ё": "е"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one witness: their texts and half-open offsets.

    `states` names the state of a token where it has one, by token index; `gaps` are the token
    indices before which a declared gap falls, in the order of `WitnessText.missing`. `roles` names
    the formal part of a token that stands outside the body.
    """

    texts: list[str]
    starts: Ints
    ends: Ints
    states: dict[int, str]
    gaps: tuple[int, ...]
    roles: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)


def tokenise(witness: WitnessText) -> Tokens:
    """Cut a witness into tokens.

    An indistinct or withheld stretch becomes one token, whatever words describe it.

    Complexity:
        O(n) time and memory.

    >>> tokenise(WitnessText("A", "The U.S. co-operates — 1,000 times.")).texts
    ['The', 'U.S.', 'co-operates', '—', '1,000', 'times', '.']
    """
    texts = _pattern(witness.text).findall(witness.text)
    starts, ends = _places(witness.text, texts)
    for state in sorted(witness.states, key=lambda s: s.start):
        if state.kind in UNREADABLE:
            texts, starts, ends = _merged(witness.text, texts, starts, ends, state.start, state.end)
    gaps = tuple(int(np.searchsorted(starts, m.at)) for m in witness.missing)
    return Tokens(
        texts, starts, ends, _states(witness, starts, ends), gaps, _roles(witness, starts)
    )


def _places(text: str, tokens: Sequence[str]) -> tuple[Ints, Ints]:
    """Offsets of tokens that are, in order, all of a text but its white space."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    filled = np.flatnonzero(~_white()[np.minimum(codes, _BEYOND)])
    lengths = np.fromiter(map(len, tokens), np.int64, len(tokens))
    ends = np.cumsum(lengths)
    return filled[ends - lengths], filled[ends - 1] + 1


_BEYOND = 0x3001
"""No white space stands at or after this code point."""


@cache
def _white() -> NDArray[np.bool_]:
    """For each code point up to `_BEYOND`: is it white space?"""
    return np.array([chr(n).isspace() for n in range(_BEYOND + 1)])


def _pattern(text: str) -> re.Pattern[str]:
    """The pattern of tokens, with the combining marks that this text really uses."""
    marks = "".join(
        re.escape(c)
        for c in sorted(set(text))
        if c in INSIDE or unicodedata.combining(c) or _mark(c)
    )
    letter = rf"[^\W_{IDEOGRAPHS}]"
    run = rf"(?:{letter}[{marks}]*)+" if marks else f"{letter}+"
    return re.compile(
        rf"(?:[^\W\d_]\.){{2,}}|{run}(?:['’ʼ‐‑-]{run}|(?<=\d)[.,:]\d+)*"
        rf"|[{IDEOGRAPHS}][{marks}]*|\.{{2,}}|-{{2,}}|\S".replace("[]*", ""),
        re.DOTALL,
    )


def _mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _merged(
    text: str, texts: list[str], starts: Ints, ends: Ints, start: int, end: int
) -> tuple[list[str], Ints, Ints]:
    """The tokens with those that touch a stretch made one."""
    low = int(np.searchsorted(ends, start, "right"))
    high = int(np.searchsorted(starts, end, "left"))
    if high - low < 2:
        return texts, starts, ends
    merged = text[int(starts[low]) : int(ends[high - 1])]
    return (
        [*texts[:low], merged, *texts[high:]],
        np.delete(starts, np.arange(low + 1, high)),
        np.delete(ends, np.arange(low, high - 1)),
    )


def _states(witness: WitnessText, starts: Ints, ends: Ints) -> dict[int, str]:
    """States by token; where several cover a token the last in the list of the module wins."""
    out: dict[int, str] = {}
    for state in witness.states:
        low = int(np.searchsorted(ends, state.start, "right"))
        high = bisect_left(starts, state.end)
        name = "doubtful" if state.kind == "struck" and state.doubtful else state.kind
        for n in range(low, high):
            if name != "hand":
                out[n] = name
    return out


def _roles(witness: WitnessText, starts: Ints) -> dict[int, str]:
    """The formal part in which a token begins, by token."""
    return {
        n: part.role
        for part in witness.outside
        for n in range(bisect_left(starts, part.start), bisect_left(starts, part.end))
    }


def fold(text: str) -> str:
    """The form of a token: what only a typesetter sees is taken away.

    >>> fold("“"), fold("don’t"), fold("--"), fold("e\\u0301") == "\\u00e9"
    ('"', "don't", '—', True)
    """
    if text.isascii():
        plain = text.replace("`", "'")
    else:
        plain = unicodedata.normalize("NFC", text).translate(_SHAPES)
    if plain.startswith("--"):
        return "—"
    return "..." if plain.startswith("...") else plain


def normalise(form: str) -> str:
    """The norm of a form: case, hyphens and apostrophes inside words taken away.

    >>> normalise("Co-Operation"), normalise("don't"), normalise("-")
    ('cooperation', 'dont', '-')
    """
    norm = form.casefold()
    return norm.translate(_SILENT) or norm if len(norm) > 1 else norm.replace("ё", "е")


@lru_cache(maxsize=65536)
def bare(norm: str) -> str:
    """A norm without accents and vowel points; Cyrillic й is a letter of its own.

    >>> bare("ἀρχῇ"), bare("naïve"), bare("мой")
    ('αρχη', 'naive', 'мой')
    """
    if norm.isascii():
        return norm
    pieces = (c if c == "й" else unicodedata.normalize("NFD", c) for c in norm)
    plain = "".join(c for piece in pieces for c in piece if not unicodedata.combining(c))
    return plain or norm


@lru_cache(maxsize=65536)
def is_word(norm: str) -> bool:
    """Whether a norm holds a letter or digit, or is a sign that is read as a word.

    >>> is_word("a1"), is_word("&"), is_word("-")
    (True, True, False)
    """
    return norm in SIGNS or any(map(str.isalnum, norm))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All types of all witnesses: norms, whether they are words, and their weights.

    `norm_of` gives the norm of each form.
    `weights` say how much a match is worth (100 for a word; less for marks and, in texts long
    enough to tell, for very frequent words).
    """

    norms: list[str]
    forms: list[str]
    norm_of: list[int]
    word: NDArray[np.bool_]
    weights: Ints

    @staticmethod
    def of(witnesses: Sequence[Tokens]) -> tuple[Vocabulary, list[Ints], list[Ints]]:
        """The vocabulary, and each witness as norm ids and as form ids."""
        raw: defaultdict[str, int] = defaultdict(count().__next__)
        coded = [
            np.fromiter(map(raw.__getitem__, t.texts), np.int64, len(t.texts)) for t in witnesses
        ]
        form_of, forms = _numbered(fold(text) for text in raw)
        norm_of_form, norms = _numbered(normalise(form) for form in forms)
        as_forms = [form_of[ids] for ids in coded]
        as_norms = [norm_of_form[ids] for ids in as_forms]
        word = np.fromiter(map(is_word, norms), np.bool_, len(norms))
        weights = _weights(word, as_norms)
        vocabulary = Vocabulary(norms, forms, norm_of_form.tolist(), word, weights)
        return vocabulary, as_norms, as_forms


def _numbered(values: Iterable[str]) -> tuple[Ints, list[str]]:
    """Each value's number, and the distinct values by number."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    coded = np.array([numbers[value] for value in values], np.int64)
    return coded, list(numbers)


FREQUENT = 150
"""A type is very frequent if it is more than one in so many tokens."""


def _weights(word: NDArray[np.bool_], witnesses: Sequence[Ints]) -> Ints:
    weights = np.where(word, 100, 35).astype(np.int64)
    total = sum(map(len, witnesses))
    if total > 400:
        counts = np.bincount(np.concatenate(witnesses), minlength=len(word))
        weights[word & (counts > total / FREQUENT)] = 60
    return weights
