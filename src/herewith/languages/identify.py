"""Which language a text is in: by its script, its commonest words and its own letters.

The languages are data: every `languages/<language>/identity.toml` adds one. The answer is
`None` where the text is too short or two languages are too close; the machine abstains.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = [
    "Guess",
    "Orthography",
    "identify",
    "identify_language",
    "orthographies",
    "reads_as",
    "script_of",
]

SAMPLE = 6_000
"""Characters looked at; more would not change the answer."""

MIN_WORDS = 4
"""Fewer words, or fewer than half as many different common ones, decide nothing."""

MARGIN = 1.25
"""The best language must score this many times the second."""

MIN_SHARE = 0.08
"""At least this share of the words must be common words of the language."""

SCRIPTS: tuple[tuple[str, str], ...] = (
    ("latin", "A-Za-zÀ-ÖØ-öø-ɏ"),
    ("cyrillic", "Ѐ-ӿ"),
    ("greek", "Ͱ-Ͽἀ-῿"),
    ("hebrew", "֐-׿"),
    ("arabic", "؀-ۿ"),
    ("georgian", "Ⴀ-ჿ"),
    ("armenian", "԰-֏"),
    ("hangul", "가-힣"),
    ("kana", "぀-ヿ"),
    ("han", "一-鿿"),
)
ONLY = {"greek": "el", "georgian": "ka", "armenian": "hy", "hangul": "ko", "kana": "ja"}
"""Scripts that one language of the modern chanceries uses."""

_WORD = re.compile(r"[^\W\d_]+")
_APART = bytes(code if chr(code).isalpha() and code < 128 else 32 for code in range(256))
"""Of a text without other letters, everything that is no letter becomes a space: its words are
found so much faster."""
_SIGNS = "’“”—–‘…"
"""The signs that most often keep a text from having only such letters; none stands in a word."""

_OTHER_SCRIPT = re.compile("[\u0370-\u1fff\u2e80-\uffff]")
_SCRIPT = [(name, re.compile(f"[{chars}]")) for name, chars in SCRIPTS]


@dataclass(frozen=True, slots=True)
class Guess:
    """A language (ISO 639-1) or `None`, a probability, and the reason in words."""

    language: str | None
    certainty: float
    because: str


@dataclass(frozen=True, slots=True)
class Orthography:
    """How a language is written: its letters outside of ASCII with their ranks, common words."""

    code: str
    ranks: Mapping[str, int]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Identity:
    code: str
    script: str
    words: frozenset[str]
    letters: frozenset[str]
    written: str


def identify(text: str) -> str | None:
    """ISO 639-1 code of a text's language, or `None`.

    >>> identify("I have received your message of the 27th and thank you for it.")
    'en'
    >>> identify("Получил Ваше послание от 27 октября и благодарю Вас за него.")
    'ru'
    >>> identify("281705Z") is None
    True
    """
    return identify_language(text).language


def identify_language(text: str) -> Guess:
    """The language of a text with its certainty and the reason.

    Blind spot:
        A text half in one language and half in another is given to the longer half.
    """
    sample = text if len(text) <= SAMPLE else text[: SAMPLE // 2] + text[-SAMPLE // 2 :]
    script = script_of(sample)
    if script is None:
        return Guess(None, 0.0, "no letters")
    if script in ONLY:
        return Guess(ONLY[script], 0.95, f"{script} script")
    if script == "han":
        return Guess("zh", 0.8, "Han script without kana or hangul")
    small = sample.lower()
    words = Counter(_words(small))
    total = sum(words.values())
    scores = _scores(words, small, script)
    if not scores:
        return Guess(None, 0.0, f"{script} script, no language data")
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    common = _distinct(words, best)
    if min(total, 2 * common) < MIN_WORDS or score < max(MIN_SHARE * total, MARGIN * second):
        return Guess(None, 0.0, f"{script} script; {best} is likeliest, but not surely")
    share = score / total
    return Guess(
        best, round(min(0.99, 0.6 + share), 3), f"{script} script, {share:.0%} common words"
    )


def _words(small: str) -> list[str]:
    """The words of a text in small letters: letters in a row."""
    if not small.isascii():
        for sign in _SIGNS:
            small = small.replace(sign, " ")
    if small.isascii():
        return small.encode("ascii").translate(_APART).decode("ascii").split()
    return _WORD.findall(small)


def reads_as(text: str, language: str, *, words: int = 40) -> bool:
    """A quick test: whether a text's first words have the common words of a language.

    >>> reads_as("The chart that goes with this letter shows it.", "en")
    True
    """
    first = _words(text[: words * 9].casefold())[:words]
    known = next((one.words for one in _identities() if one.code == language), frozenset())
    return sum(word in known for word in first) >= 0.2 * max(1, len(first))


@cache
def orthographies() -> tuple[Orthography, ...]:
    """How each language we hold is written, in order of their names."""
    return tuple(
        Orthography(one.code, {char: n for n, char in enumerate(one.written)}, one.words)
        for one in _identities()
    )


def script_of(text: str) -> str | None:
    """The script of most letters of a text, or `None` where there are no letters."""
    if text.isascii() or _OTHER_SCRIPT.search(text) is None:
        return "latin" if any(char.isalpha() for char in text) else None
    counts = [(len(pattern.findall(text)), name) for name, pattern in _SCRIPT]
    best = max(counts, key=lambda pair: pair[0])
    if best[0] == 0:
        return None
    kana = {name: count for count, name in counts}["kana"]
    return "kana" if best[1] == "han" and kana * 10 > best[0] else best[1]


def _scores(words: Mapping[str, int], text: str, script: str) -> dict[str, float]:
    """Common words counted, and a little for every letter only this language has."""
    out: dict[str, float] = {}
    held = frozenset(text)
    for language in _identities():
        if language.script != script:
            continue
        score = float(sum(words[word] for word in words.keys() & language.words))
        score += 0.25 * sum(text.count(letter) for letter in language.letters & held)
        out[language.code] = score
    return out


def _distinct(words: Mapping[str, int], code: str) -> int:
    """How many different common words of a language a text has."""
    known = next(language.words for language in _identities() if language.code == code)
    return len(words.keys() & known)


@cache
def _identities() -> tuple[_Identity, ...]:
    found: list[_Identity] = []
    for folder in sorted(resources.files("herewith.languages").iterdir(), key=lambda p: p.name):
        file = folder / "identity.toml"
        if folder.is_dir() and file.is_file():
            data = tomllib.loads(file.read_text("utf-8"))
            found.append(
                _Identity(
                    data["code"],
                    data["script"],
                    frozenset(data["words"]),
                    frozenset(data.get("letters", "")),
                    data["written"],
                )
            )
    return tuple(found)
