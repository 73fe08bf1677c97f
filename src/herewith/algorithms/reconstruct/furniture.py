"""Lines that belong to the page and not to the text, told by the line alone.

Page numbers, classifications, stamps, file numbers, seals, hand and rules between pages. Whether
a line that only *may* be furniture is so depends on where it stands; see `pages`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from herewith.algorithms.reconstruct.lines import Line
from herewith.languages.layout import layout
from herewith.model.document import FurnitureKind

__all__ = ["Sign", "is_date_line", "page_number", "page_total", "sign_of"]

LONGEST = 90
"""Longer lines are never furniture of these kinds."""

LONGEST_NUMBER = 30
"""Characters of a page number alone on its line at most."""

PROSE_FROM = 45
"""Characters from which a line is looked at for being prose before anything else."""

LIKENESS = 84
"""Least likeness (0..100) of a misread classification or stamp to its true form."""

ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_FILE_NUMBER = re.compile(
    r"(?:[A-Z]{1,3}[ .-]?)?\d{2,4}(?:[.,]\d{1,4}|\d{2,})?\s*/\s*\d{1,2}[-–—]\d{2,6}(?:\s+[A-Z]{1,3}/[A-Z]{1,3})?"
)
_RULE = re.compile(r"[-_=*~.•·—–\s]{3,}")
_WORN_PAGE = re.compile(r"(?P<word>[^\W\d_]{3,9})\.?\s(?P<n>\d{1,3})")
_PAGE_MARK = re.compile(r"\W*(?:\{\d+\}\W*|\W?page\W{0,3}break\W*\d*\W*)", re.IGNORECASE)
_MISREAD = re.compile(
    r"(?P<place>[^\W\d_][^,\n]{2,30}(?:,\s?[^\W\d_][^,\n]{1,20})?),\s*(?P<month>\w{3,10})\.?\s+"
    r"[\dlIoO]{1,2},?\s+(?P<year>[1lI][\dlIoOg]{3})\b.{0,30}"
)
_UNDATED = re.compile(
    r"[A-ZА-ЯЁ][\w .'’-]{1,40}(?:,\s?[A-ZА-ЯЁ][\w .'’-]{1,25})?,\s(?:undated|n\.d\.|без даты)\.?"
)
_DIGIT = re.compile(r"\d")
_SMALL_END = "[a-zа-яёà-ÿ],?\\s"
_PROSE = re.compile(rf"{_SMALL_END}(?:[^\W\d_]*{_SMALL_END}){{4}}")
"""Five words in a row that end in small letters, without figures: no stamp or marking.

Of the first word only the end is looked for, which is as much, and found much sooner.
"""
_LONG_PROSE = re.compile(rf"{_SMALL_END}(?:[^\W\d_]*{_SMALL_END}){{6}}")
"""More of them than stand before the figures of a date line."""
_PLACED = re.compile(r"[^\W\d_]{3,}[^\d]*,\s+\w")
"""A place before the date."""
_SPLIT = re.compile(r"\s*[/,;|·•—–-]+\s*")


@dataclass(frozen=True, slots=True)
class Sign:
    """What a line alone looks like; `sure` if it needs no context to be taken for that."""

    kind: FurnitureKind
    name: str
    why: str
    sure: bool
    confidence: float


_SEAL = Sign("seal", "seal", "a note that a seal stands here", True, 0.95)


def sign_of(line: Line) -> Sign | None:
    """The furniture a line looks like, or nothing.

    >>> sign_of(Line(0, 0, 9, "- 3 -")).name, sign_of(Line(0, 0, 9, "S E C R E T")).name
    ('number', 'classification')
    """
    text = line.text
    if not text or len(text) > LONGEST:
        return None
    if line.hand and _PLACED.match(text) and is_date_line(text):
        return None  # A dateline in italics or in hand is the text's own.
    if line.hand:
        return Sign("hand", "hand", "the line is written in hand", True, 0.9)
    if not text[0].isalnum() and _RULE.fullmatch(text):
        return Sign("artefact", "rule", "a rule, not words", True, 0.95)
    if len(text) > PROSE_FROM and _PROSE.search(text) is not None:
        # Almost every line of a text: nothing but the head of a page can be written so.
        if text[0] in "[(" and layout().seal.fullmatch(text):
            return _SEAL
        if _DIGIT.search(text) is None:
            return None
        number = layout().page_head.match(text) and page_number(text)
        return Sign("page_number", "number", "a page number", True, 0.97) if number else None
    return _of_text(text)


@lru_cache(maxsize=4096)
def _of_text(text: str) -> Sign | None:
    """The same of a line that is no prose; such lines return from page to page."""
    if page_number(text) is not None:
        decorated = not text.rstrip(".").isdigit()
        return Sign("page_number", "number", "a page number", decorated, 0.97 if decorated else 0.9)
    if _PAGE_MARK.fullmatch(text):
        return Sign("artefact", "page_mark", "a mark between pages", True, 0.95)
    if likeness := _classified(text):
        return Sign("running_head", "classification", "a classification line", True, likeness)
    if _FILE_NUMBER.fullmatch(text):
        return Sign("stamp", "stamp", "a file number alone on its line", True, 0.9)
    if likeness := _stamped(text):
        return Sign("stamp", "stamp", "the words of a stamp", True, likeness)
    if text[0] in "[(" and layout().seal.fullmatch(text):
        return _SEAL
    return None


def page_number(text: str) -> int | None:
    """The number of a line that is a page number and nothing else.

    >>> [page_number(t) for t in ("- 3 -", "Page 3 of 5", "iv", "1962.", "2 ships", "171/1.")]
    [3, 3, 4, None, None, None]
    """
    if len(text) > LONGEST or (text.endswith(".") and text[:-1].isdigit() and len(text) > 4):
        return None
    if "…" in text or "..." in text:
        return None
    if (
        text.count("(") != text.count(")")
        or text.count("[") != text.count("]")
        or text[-1] in ":;,"
    ):
        return None
    found = layout().page_number.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if not found:
        worn = _WORN_PAGE.fullmatch(text)
        if worn and process.extractOne(
            worn["word"].casefold(), _page_words(), scorer=fuzz.ratio, score_cutoff=70
        ):
            return int(worn["n"])
        headed = layout().page_head.fullmatch(text)
        return int(headed["n"]) if headed and not text.endswith(".") else None
    written = found["n"]
    parted = "/" in text and found["of"] and written.isdigit()
    if parted and (int(found["of"]) < int(written) or written[0] == "0"):
        return None  # "171/1.", "0047/68": numbers of something else.
    if written.isdigit():
        number = int(written)
        return number if 0 < number < 3000 and (number < 1500 or not text.isdigit()) else None
    if not ROMAN.fullmatch(written.lower()) or (len(text) == 1 and not written.islower()):
        return None
    return _roman(written.lower()) if written.islower() or text != written else None


def page_total(text: str) -> int | None:
    """How many pages a page number says that there are.

    >>> page_total("Page 3 of 5"), page_total("- 3 -"), page_total("Page 7 of 5")
    (5, None, None)
    """
    found = layout().page_number.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if found is None or found["of"] is None or not found["n"].isdigit():
        return None
    total = int(found["of"])
    return total if total >= int(found["n"]) else None


@lru_cache(maxsize=1)
def _page_words() -> tuple[str, ...]:
    return tuple(word for word in layout().page_words if len(word) >= 4)


def _roman(text: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    numbers = [values[char] for char in text]
    return sum(
        -n if any(m > n for m in numbers[i + 1 : i + 2]) else n for i, n in enumerate(numbers)
    )


def is_date_line(text: str) -> bool:
    """Whether a line is a date, with at most a place before it and an hour behind it.

    >>> is_date_line("Moscow, October 27, 1962, 5 p.m."), is_date_line("I saw him on May 3")
    (True, False)
    """
    if len(text) > LONGEST:
        return False
    if _DIGIT.search(text) is None:
        return _may_be_undated(text) and _UNDATED.fullmatch(text) is not None
    return _is_dated(text)


@lru_cache(maxsize=4096)
def _is_dated(text: str) -> bool:
    """Whether a line with figures in it is a date line."""
    if _LONG_PROSE.search(text) is not None:
        return False
    if _may_be_undated(text) and _UNDATED.fullmatch(text):
        return True
    if not layout().date_line.fullmatch(text):
        return _misread_date(text)
    found = layout().date.search(text)
    if found is None:
        return False
    before = re.findall(r"[^\W\d_][^\W_]{2,}", text[: found.start()])
    return len(before) <= 6 and all(w[0].isupper() or w in ("undated", "the") for w in before)


def _may_be_undated(text: str) -> bool:
    return "undated" in text or "n.d." in text or "без даты" in text


def _misread_date(text: str) -> bool:
    """A date line in which a letter or figure was misread: "Djakarfa, Apri1 6, 1958, 8 p.m."."""
    found = _MISREAD.match(text)
    if found is None or len(text) > 60 or len(found["place"].split()) > 4:
        return False
    if not text[0].isupper() or not any(char.isdigit() for char in found["year"]):
        return False
    month = found["month"].casefold()
    return bool(process.extractOne(month, _long_months(), scorer=fuzz.ratio, score_cutoff=70))


@lru_cache(maxsize=1)
def _long_months() -> tuple[str, ...]:
    return tuple(sorted(month for month in layout().months if len(month) >= 3))


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _classified(text: str) -> float:
    """Confidence that a line is a classification, 0 if it is none."""
    if len(text) > 50 or text.endswith((".", ",")) or not _is_capitals(text):
        return 0.0
    known = layout().classification_words
    parts = [_squeezed(part) for part in _SPLIT.split(text.strip("[]()*_ .")) if part.strip()]
    squeezed = _squeezed(text)
    if squeezed in known or (parts and all(part in known for part in parts)):
        return 0.97
    if len(squeezed) >= 6 and len(text.split()) <= 4:
        best = process.extractOne(squeezed, sorted(known), scorer=fuzz.ratio, score_cutoff=LIKENESS)
        if best is not None:
            return 0.85
    return 0.0


def _stamped(text: str) -> float:
    """Confidence that a line is a stamp: its words, or its first word and then a date or number."""
    if text.count("(") != text.count(")"):
        return 0.0
    if len(text) > 60 or text.endswith(",") or text.count("[") != text.count("]"):
        return 0.0
    tables = layout()
    capitals = _is_capitals(text)
    if not capitals and not text[:1].isupper():
        return 0.0
    squeezed = _squeezed(text)
    if squeezed in tables.stamp_words:
        return 0.95
    if not capitals:
        return 0.0
    found = tables.stamp_start.match(text)
    if found:
        rest = text[found.end() :].strip(" :.-—")
        if not rest or tables.date.search(rest) or re.search(r"\d", rest):
            return 0.9
    if tables.date.fullmatch(text.strip(" .")) and re.match(r"[^\W\d_]{3}\b", text):
        return 0.75
    if len(squeezed) >= 8 and len(text.split()) <= 3:
        best = process.extractOne(
            squeezed,
            [w for w in sorted(tables.stamp_words) if len(w) >= 8],
            scorer=fuzz.ratio,
            score_cutoff=LIKENESS,
        )
        return 0.8 if best is not None else 0.0
    return 0.0


def _is_capitals(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return bool(letters) and sum(map(str.isupper, letters)) >= 0.8 * len(letters)
