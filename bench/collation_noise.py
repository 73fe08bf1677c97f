"""Invented witnesses with known truth: a base text, and copies with noise, a move and an omission.

Words follow a Zipf law over made-up syllable words, with punctuation, so that common words repeat
as they do in real text. Every copy knows from which token of the base each of its tokens comes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

SYLLABLES = [
    c + v + e for c in "bdfgklmnprstvz" for v in "aeiou" for e in ("", "n", "r", "st", "l")
]


@dataclass(frozen=True)
class Copy:
    """Tokens, and for each the base token it comes from (None for an added one).

    `moved` is the half-open range of tokens of the moved block, `origin` its place in the base.
    """

    tokens: list[str]
    origins: list[int | None]
    moved: tuple[int, int] | None = None
    origin: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        return " ".join(self.tokens)


def vocabulary(chance: random.Random, size: int) -> list[str]:
    words: dict[str, None] = dict.fromkeys(["the", "of", "and", "to", "in", "a", "that", "is"])
    while len(words) < size:
        words["".join(chance.choice(SYLLABLES) for _ in range(chance.choice((1, 2, 2, 3))))] = None
    return list(words)


def base_text(words: int, seed: int = 1) -> list[str]:
    chance = random.Random(seed)
    types = vocabulary(chance, max(200, min(20_000, words // 6)))
    weights = [1 / (n + 2) for n in range(len(types))]
    out: list[str] = []
    for word in chance.choices(types, weights, k=words):
        out.append(word)
        roll = chance.random()
        if roll < 0.06:
            out.append(",")
        elif roll < 0.11:
            out.append(".")
    return out


def copy_of(base: list[str], noise: float, seed: int, *, move: int = 0, omit: int = 0) -> Copy:
    """A copy: substituted, misspelt, omitted, added words in equal parts of the noise."""
    chance = random.Random(seed)
    order = list(range(len(base)))
    origin = None
    if omit:
        at = chance.randrange(len(base) // 4)
        del order[at : at + omit]
    if move:
        start = len(order) // 3 + chance.randrange(len(order) // 6)
        block = order[start : start + move]
        del order[start : start + move]
        target = min(len(order) - 1, (len(order) * 3) // 4 + chance.randrange(len(order) // 8 + 1))
        order[target:target] = block
        origin = (block[0], block[-1] + 1)
    pool = [word for word in base[:5000] if word.isalpha()]
    tokens: list[str] = []
    origins: list[int | None] = []
    for n in order:
        roll = chance.random()
        if roll >= noise:
            tokens.append(base[n])
            origins.append(n)
        elif roll < noise * 0.25:
            continue
        elif roll < noise * 0.5:
            tokens += [chance.choice(pool), base[n]]
            origins += [None, n]
        elif roll < noise * 0.75 or not base[n].isalpha():
            word = chance.choice(pool) if base[n].isalpha() else base[n]
            tokens.append(word)
            origins.append(n)
        else:
            tokens.append(base[n][:1] + chance.choice("aeiou") + base[n][1:])
            origins.append(n)
    moved = None
    if origin:
        held = [t for t, n in enumerate(origins) if n is not None and origin[0] <= n < origin[1]]
        moved = (held[0], held[-1] + 1)
    return Copy(tokens, origins, moved, origin)
