"""An OCR report: what a reader's program may have misread, with suggestions that change nothing.

Words that no dictionary knows, two scripts or a figure inside a word, letters that the language
does not have, words or lines that repeat themselves, headings made up from the next line, and
strike-outs over words that the sentence needs.

Blind spot:
    A misreading that is a word ("fear" for "joy") is not seen; only another witness shows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from herewith.algorithms.reconstruct.recaptures import word_ids
from herewith.languages.identify import identify
from herewith.languages.lemmas import dictionary, has_lemmas
from herewith.model.document import Document, Reconstruction
from herewith.model.text import Delivered

__all__ = ["Suspect", "SuspectKind", "suspects"]

SuspectKind = Literal[
    "unknown_word",
    "mixed_scripts",
    "impossible_letter",
    "figure_in_word",
    "loop",
    "invented_heading",
    "doubtful_strike",
]

SHORTEST = 4
"""Letters of an unknown word at least; shorter ones are abbreviations."""

USUAL = 3
"""Times that an unknown word may stand in a source; one that returns more often is a name or term."""

MOST_UNKNOWN = 0.15
"""Share of unknown small words from which the dictionary, and not the page, is at fault."""

OLD_SPELLING = 0.02
"""Share of words with letters given up in 1918 from which they are the spelling of the paper."""

OLD_FEWEST = 4
"""Such words in a text at most, that are misread and no spelling."""

LOOPS = 3
"""Times that words must stand in a row to be a loop; a single word once more."""

LONGEST_LOOP = 8
"""Words that return in a loop at most."""

MOST_SUGGESTIONS = 3

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LOOP = re.compile(rf"\b((?:[^\W_]+\W+){{1,{LONGEST_LOOP}}}?)(?:\1){{2,}}", re.IGNORECASE)
_STAND_IN = "\x1a"
"""Stands for the typographic apostrophe, where that is the only sign of a word beyond ASCII."""

_APART = bytes(
    code if code < 128 and (chr(code).isalnum() or chr(code) in f"'{_STAND_IN}") else 32
    for code in range(256)
)
"""Of a text without other letters, whatever is in no word becomes a space: its words are found so
many times faster."""

_SIGNS = "“”—–‘…"
"""Signs that stand in no word, and often keep a text from being ASCII."""

_FIGURE = re.compile(r"[^\W\d_]+[013568][^\W\d_]+|[013568][^\W\d_]{2,}|[^\W\d_]{3,}[013568]")
_MIXED = re.compile(r"(?=.*[a-zA-Z])(?=.*[\u0400-\u04ff])")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s|го|му|я|й|е|х)", re.IGNORECASE)

CONFUSED: tuple[tuple[str, str], ...] = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("c", "e"), ("e", "c"), ("b", "h"), ("h", "b"),
    ("f", "t"), ("t", "f"), ("n", "u"), ("u", "n"), ("l", "i"), ("i", "l"), ("li", "h"), ("vv", "w"),
    ("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"), ("6", "b"), ("8", "b"), ("3", "з"), ("0", "о"),
    ("н", "и"), ("и", "н"), ("с", "е"), ("е", "с"), ("л", "п"), ("п", "л"), ("щ", "ш"), ("ш", "щ"),
    ("з", "в"), ("в", "з"), ("п", "ц"), ("ц", "п"), ("г", "т"), ("т", "г"), ("ьт", "ы"), ("и", "й"),
    ("м", "ш"), ("е", "ы"), ("и", "ы"),
)  # fmt: skip
"""Letters that are read for each other: what stands there, and what may have been meant."""

TWINS = str.maketrans("aceopxyABCEHKMOPTXkmtbnugr", "асеорхуАВСЕНКМОРТХкмтьпигг")
BACK = str.maketrans("асеорхуАВСЕНКМОРТХ", "aceopxyABCEHKMOPTX")
GIVEN_UP = str.maketrans("ѣіѳѵѢІѲѴ", "еифиЕИФИ")
RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A stretch of the source that may be misread, and what may have been meant."""

    kind: SuspectKind
    start: int
    end: int
    text: str
    suggestions: tuple[str, ...]
    why: str
    document: str | None = None
    page: int | None = None


def suspects(delivered: Delivered, found: Reconstruction) -> tuple[Suspect, ...]:
    """What may be misread in a source, in order of place; nothing of an encoded file.

    Args:
        delivered: the source.
        found: its reconstruction.
    """
    if delivered.form == "tei":
        return ()
    out: list[Suspect] = []
    clean: dict[str | None, _Clean] = {}
    for document in found.documents:
        language = document.language or identify(document.text)
        own = clean.setdefault(language, _Clean(set(), set()))
        out += _in_document(delivered, document, language, own)
    for piece in found.furniture:
        if piece.kind == "artefact" and piece.why.startswith("a heading"):
            text = delivered.text[piece.start : piece.end].strip()
            where = piece.start, piece.start + len(text)
            out.append(
                Suspect("invented_heading", *where, text, (), piece.why, piece.document, piece.page)
            )
    return tuple(sorted(out, key=lambda one: (one.start, one.end, one.kind)))


@dataclass(frozen=True, slots=True)
class _Clean:
    """Words of one language in which nothing is odd, so that each is looked at once in a source;
    and those of them in small letters, by which the dictionary is judged.
    """

    words: set[str]
    small: set[str]


def _in_document(
    delivered: Delivered, document: Document, language: str | None, clean: _Clean
) -> Iterator[Suspect]:
    found = _words(document.text)
    words = Counter(found)
    verdicts = _verdicts(document.text, words, language, clean)
    for word, verdict in verdicts.items():
        for start in _standing(document.text, word):
            yield from _placed(delivered, document, start, start + len(word), *verdict)
    for m in _LOOP.finditer(document.text) if _may_loop(document.text, found) else ():
        times = len(m[0]) // len(m[1])
        if times >= LOOPS + (len(m[1].split()) == 1) and any(c.isalpha() for c in m[1]):
            why = f"the same words {times} times in a row"
            yield from _placed(delivered, document, *m.span(), "loop", (m[1].strip(),), why)
    for layer in document.layers:
        if layer.kind == "struck" and layer.doubtful:
            span = layer.start, layer.end
            yield from _placed(delivered, document, *span, "doubtful_strike", (), layer.why)


def _words(text: str) -> list[str]:
    """The words of a text, as `_WORD` finds them."""
    plain = text if text.isascii() else text.replace("’", _STAND_IN)
    for sign in () if plain.isascii() else _SIGNS:
        plain = plain.replace(sign, " ")
    if not plain.isascii() or _STAND_IN in text:
        return _WORD.findall(text)
    out: list[str] = []
    for part in plain.encode("ascii").translate(_APART).decode("ascii").split():
        if part.isalnum():
            out.append(part)
        else:
            out += _WORD.findall(part.replace(_STAND_IN, "’"))
    return out


def _standing(text: str, word: str) -> Iterator[int]:
    """Where a word stands as a word of its own, as `_WORD` finds it."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _touches(text[max(0, at - 2) : at][::-1]) and not _touches(text[end : end + 2]):
            yield at
        at = text.find(word, end)


def _touches(beside: str) -> bool:
    """Whether the letters beside a word, the nearest first, are of the same word."""
    if beside[:1] in ("'", "’"):
        return beside[1:].isalnum()
    return beside[:1].isalnum()


def _placed(
    delivered: Delivered,
    document: Document,
    start: int,
    end: int,
    kind: SuspectKind,
    suggestions: tuple[str, ...],
    why: str,
) -> Iterator[Suspect]:
    places = document.locate(start, end)
    if places:
        _, low, high = places[0]
        page = next((p.page for p in document.passages if p.start <= low < p.end), None)
        text = delivered.text[low:high]
        yield Suspect(kind, low, high, text, suggestions, why, str(document.id), page)


Verdict = tuple[SuspectKind, tuple[str, ...], str]


def _odd_letters(word: str, language: str | None, old: bool) -> Verdict | None:
    """What is wrong with the letters of a word, whatever the word is."""
    if word.isascii() and word.isalpha():
        return None
    if _MIXED.match(word):
        both = (word.translate(TWINS), word.translate(BACK))
        fixed = tuple(other for other in both if not _MIXED.match(other))
        return "mixed_scripts", fixed, "letters of two scripts in one word"
    if language == "ru" and not old:
        odd = {c for c in word.casefold() if c.isalpha() and _cyrillic(c) and c not in RUSSIAN}
        if odd:
            letters = ", ".join(sorted(odd))
            return (
                "impossible_letter",
                (word.translate(GIVEN_UP),),
                f"not a Russian letter: {letters}",
            )
    if _FIGURE.fullmatch(word) and not _ORDINAL.fullmatch(word) and not word.isupper():
        return "figure_in_word", _alternatives(word, language), "a figure inside a word"
    return None


def _verdicts(
    text: str, words: Mapping[str, int], language: str | None, clean: _Clean
) -> dict[str, Verdict]:
    """The words of a document that its language does not know, or whose letters are odd."""
    spelt = has_lemmas(language)
    out: dict[str, Verdict] = {}
    known = dictionary(language)
    unknown: set[str] = set()
    small = len(words.keys() & clean.small)
    old = _is_old(text, words)
    for word in sorted(words.keys() - clean.words):
        odd = _odd_letters(word, language, old)
        if odd is not None:
            out[word] = odd
        if word.islower() and word.isalpha():
            if spelt and len(word) >= SHORTEST and not known(word):
                unknown.add(word)
            elif odd is None and not old:
                clean.small.add(word)
            small += 1
        if odd is None and not old and word not in unknown:
            clean.words.add(word)
    if len(unknown) > MOST_UNKNOWN * max(20, small):
        return out
    for word in sorted(unknown - out.keys()):
        if words[word] <= USUAL:
            out[word] = "unknown_word", _alternatives(word, language), "no dictionary word"
    return out


@lru_cache(maxsize=16384)
def _alternatives(word: str, language: str | None) -> tuple[str, ...]:
    """Known words that differ by letters which are read for each other."""
    if not has_lemmas(language):
        return ()
    known = dictionary(language)
    found: dict[str, None] = {}
    for old, new in CONFUSED:
        at = word.find(old)
        while at >= 0 and len(found) < MOST_SUGGESTIONS:
            other = word[:at] + new + word[at + len(old) :]
            if other.isalpha() and known(other):
                found[other] = None
            at = word.find(old, at + 1)
    return tuple(found)


def _may_loop(text: str, words: Sequence[str]) -> bool:
    """Whether some words stand three times in a row: what every match of `_LOOP` does.

    Args:
        text: to be looked at.
        words: its words, as `_WORD` finds them.

    The pattern tries each word many times over; here the words are compared all at once.
    """
    if "\u0130" in text or "\u0131" in text:
        return True  # Letters that the pattern takes for an i, and this comparison does not.
    bare = "\n".join(words).replace("'", "\n").replace("’", "\n").casefold()
    numbers = word_ids(bare.split("\n"))
    for period in range(1, LONGEST_LOOP + 1):
        unlike = np.flatnonzero(numbers[period:] != numbers[:-period])
        edges = np.concatenate(([-1], unlike, [len(numbers) - period]))
        if len(numbers) > period and np.diff(edges).max() > (LOOPS - 1) * period:
            return True
    return False


def _is_old(text: str, words: Mapping[str, int]) -> bool:
    """Whether a text is written in the spelling before 1918."""
    folded = text.casefold()
    if not any(char in folded for char in "ѣіѳѵ"):
        return False
    old = sum(n for word, n in words.items() if any(c in "ѣіѳѵ" for c in word.casefold()))
    return old > max(OLD_FEWEST, OLD_SPELLING * sum(words.values()))


def _cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u04ff"
