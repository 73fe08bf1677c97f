"""Letters that a telegram carries within its own text.

"Please deliver following letter …", then a salutation, the letter, its closing and signature,
and the telegram goes on. Three things must agree: the paper is a telegram (it says so, or marks
where the text begins and ends), something announces the letter, and the letter's own head and
end can be seen. Where one of them is missing the letter stays part of the telegram.

Blind spots:
    A letter whose end neither a mark, a quotation mark nor a closing formula shows; a carried
    note or statement, which has no salutation and no signature, is left in its telegram.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from herewith.algorithms.reconstruct.furniture import is_date_line
from herewith.languages.layout import layout

__all__ = ["OPENING_QUOTES", "Letter", "find_letters"]

LEAST_WORDS = 15
"""A letter of fewer words is not taken out."""

HEAD_UNITS = 14
"""Lines at the head of a paper among which it says that it is a telegram."""

PREAMBLE = 3
"""Lines (dates, addresses, a second salutation) between the announcement and the salutation."""

LONGEST_PREAMBLE = 25
"""Words of such a line at most."""

MARK = 40
"""Characters at the end of a line among which a mark stands."""

OPENING_QUOTES = "“\"«„'‘"
_CLOSING = re.compile(r"[”\"»“][\W_]{0,2}$")
_NAME = re.compile(
    r"[\W_]*(?:[/\[(]?[sS](?:igned)?[/\])]\s*)?"
    r"(?:[A-ZА-ЯЁÀ-Þ][\w'’-]*\.?\s*,?\s*|(?:de|von|van|der|du)\s+){1,6}[\W_]*"
)
_GREETING_END = re.compile(r"[:,!.—–-]")


@dataclass(frozen=True, slots=True)
class Letter:
    """A carried letter: reading offsets `[start, end)` of the telegram, and why."""

    start: int
    end: int
    why: str
    greeting: tuple[int, int] | None
    """The salutation, where it is a line of its own."""
    closing: int | None
    """Where the closing formula or the signature begins."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line of the reading text."""

    start: int
    end: int
    text: str

    @property
    def bare(self) -> str:
        """The line without quotation marks before it."""
        return self.text.lstrip(OPENING_QUOTES + " ")

    @property
    def quoted(self) -> bool:
        return self.text[:1] in OPENING_QUOTES

    @property
    def words(self) -> int:
        return len(self.text.split())


def find_letters(text: str, told: str = "") -> list[Letter]:
    """The letters that a paper carries, in order.

    Args:
        text: its reading text.
        told: what its heading or its encoding says that it is.

    >>> wire = (
    ...     "TELEGRAM\\n\\nPlease deliver following letter:\\n\\n“Dear Mr. Chairman:\\n\\n"
    ...     "“I have read your letter with care and shall answer it in full before the week is "
    ...     "out.\\n\\n“Sincerely, Ida Holm.”\\n\\nReport hour of delivery.\\n\\nFINCH")
    >>> [wire[letter.start : letter.end][-10:] for letter in find_letters(wire)]
    ['Ida Holm.”']
    """
    if not _may_carry(f"{told}\n{text}"):
        return []
    units = list(_units(text))
    head = " ".join([told, *(unit.text for unit in units[:HEAD_UNITS] if unit.words <= 12)])
    wired = layout().telegraphed.search(head) is not None
    if not wired and not any(layout().ends_mark.search(unit.text[-MARK:]) for unit in units):
        return []
    out: list[Letter] = []
    index = 0
    while index < len(units):
        found = _letter(units, index, wired)
        if found is None:
            index += 1
            continue
        letter, index = found
        out.append(letter)
    return out


def _may_carry(text: str) -> bool:
    """Whether a text holds a word for a wire or for the end of a text; most hold none."""
    if "\u0130" in text or "\u0131" in text:
        return True  # Letters that the patterns take for an i, and this comparison does not.
    small, signs = text.casefold(), _signs_of_wires()
    plain = small.isascii()
    return any(word in small for word in signs.words if not plain or word.isascii()) or any(
        phrase.search(small) for first, phrase in signs.phrases if not plain or first.isascii()
    )


class _Wires(NamedTuple):
    """The single words for a wire or the end of a text, those left out that hold another; and the
    phrases, by their first word."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _signs_of_wires() -> _Wires:
    tables = layout()
    phrases: dict[str, list[str]] = {}
    single: list[str] = []
    for words in (*tables.telegraphed_words, *tables.text_end_words):
        first, *others = words.split()
        if others:
            phrases.setdefault(first, []).append(r"\s+".join(map(re.escape, others)))
        elif not any(held in first for held in single):
            single = [*(held for held in single if first not in held), first]
    return _Wires(
        tuple(single),
        tuple(
            (first, re.compile(rf"{re.escape(first)}\s+(?:{'|'.join(rest)})"))
            for first, rest in phrases.items()
        ),
    )


def _units(text: str) -> Iterator[_Unit]:
    for found in re.finditer(r"[^\n]+", text):
        shown = found[0].strip()
        if shown:
            start = found.start() + found[0].index(shown)
            yield _Unit(start, start + len(shown), shown)


def _letter(units: Sequence[_Unit], index: int, wired: bool) -> tuple[Letter, int] | None:
    """The letter that a line announces, and the index of the line behind it."""
    opened = _opened(units, index)
    if opened is None:
        return None
    start, first, marked = opened
    greeting = _greeting(units, first, start)
    if greeting is not None and any(
        layout().announces.search(unit.text) for unit in units[first:greeting]
    ):
        return None  # A nearer line announces it.
    quoted = _at(units[first], start).quoted or (
        greeting is not None and _at(units[greeting], start).quoted
    )
    ended = _ended(units, first, greeting, marked, quoted)
    if ended is None:
        return None
    last, end, how = ended
    if how != "mark" and not wired:
        return None
    closing = _closing(units, first, last, end)
    if greeting is None and (closing is None or how == "formula"):
        return None
    if sum(unit.words for unit in units[first : last + 1]) < LEAST_WORDS:
        return None
    own = None
    if greeting is not None and units[greeting].words <= 9:
        own = (max(start, units[greeting].start), units[greeting].end)
    why = f"a letter announced in the text, {WHY[how]}"
    letter = Letter(start, end, why, own, None if closing is None else units[closing].start)
    return letter, last + 1


WHY = {
    "mark": "between marks where it begins and ends",
    "quotes": "in quotation marks",
    "formula": "from its salutation to its signature",
}


def _at(unit: _Unit, start: int) -> _Unit:
    """The part of a line from an offset on."""
    if start <= unit.start:
        return unit
    return _Unit(start, unit.end, unit.text[start - unit.start :])


def _opened(units: Sequence[_Unit], index: int) -> tuple[int, int, bool] | None:
    """Where the text behind an announcement begins: offset, line, whether a mark begins it."""
    tables, unit = layout(), units[index]
    mark = tables.begins_mark.match(unit.text)
    if mark is not None and mark.end() < len(unit.text):
        at = unit.start + mark.end() - _quotes_in(mark[0])
        if _greets(_at(unit, at)) and _announced(units, index):
            return at, index, True
    alone = mark is not None and mark.end() == len(unit.text) and unit.words <= 5
    last = tables.begins_last.search(unit.text[-MARK:])
    ending = last is not None and unit.text[-MARK:] != last[0]
    if not (alone or ending or _may_begin(units, index + 1)):
        return None
    if not (alone or ending or tables.announces.search(unit.text)):
        return None
    if alone and not _announced(units, index):
        return None
    at = index + 1
    if at < len(units) and not alone:
        # The mark may stand on the next line, with or without the text behind it.
        mark = tables.begins_mark.match(units[at].text)
        if mark is not None and (mark.end() == len(units[at].text) or _opened(units, at)):
            return None
    if at >= len(units):
        return None
    return units[at].start, at, alone or ending


def _may_begin(units: Sequence[_Unit], index: int) -> bool:
    """Whether a mark, a quotation mark or, a little below, a salutation stands in a line."""
    near = units[index : index + PREAMBLE + 1]
    if not near:
        return False
    marked = layout().begins_mark.match(near[0].text) is not None
    return marked or any(unit.quoted or _greets(unit) for unit in near)


def _quotes_in(mark: str) -> int:
    """Quotation marks at the end of what was read as a mark: they belong to the text."""
    return len(mark) - len(mark.rstrip(OPENING_QUOTES))


def _announced(units: Sequence[_Unit], index: int) -> bool:
    """Whether a text is announced in a line or in the few lines before it."""
    announces = layout().announces
    return any(announces.search(unit.text) for unit in units[max(0, index - 3) : index + 1])


def _greeting(units: Sequence[_Unit], first: int, start: int) -> int | None:
    """The line of the salutation, with only a date or an address before it."""
    for index in range(first, min(len(units), first + PREAMBLE + 1)):
        unit = _at(units[index], start)
        if _greets(unit):
            return index
        if unit.words > LONGEST_PREAMBLE:
            return None
    return None


def _greets(unit: _Unit) -> bool:
    text = unit.bare
    if layout().salutation.match(text) is None:
        short = text.rstrip(". ")
        if unit.words > 4 or not text.endswith("."):
            return False
        return layout().salutation.match(f"{short}:") is not None
    return _GREETING_END.search(text[:90]) is not None and text[:1].isupper()


def _ended(
    units: Sequence[_Unit], first: int, greeting: int | None, marked: bool, quoted: bool
) -> tuple[int, int, str] | None:
    """The last line of a letter, the offset of its end, and what shows it."""
    if marked:
        found = _mark_end(units, first)
        if found is not None:
            return (*found, "mark")
    if quoted:
        last = _quote_end(units, first)
        if last is not None:
            return last, units[last].end, "quotes"
    if greeting is not None:
        last = _formula_end(units, greeting + 1)
        if last is not None:
            return last, units[last].end, "formula"
    return None


def _mark_end(units: Sequence[_Unit], first: int) -> tuple[int, int] | None:
    tables = layout()
    for index in range(first, len(units)):
        unit = units[index]
        if index > first and tables.begins_mark.fullmatch(unit.text) and unit.words <= 5:
            return None
        mark = tables.ends_mark.search(unit.text)
        if mark is None:
            continue
        before = unit.text[: mark.start()].rstrip(" ([/-–—")
        if before:
            return index, unit.start + len(before)
        return (index - 1, units[index - 1].end) if index > first else None
    return None


def _quote_end(units: Sequence[_Unit], first: int) -> int | None:
    """The line whose closing quotation mark ends a text that began with an opening one."""
    every = sum(unit.quoted for unit in units[first + 1 : first + 4] if unit.words >= 8) > 0
    for index in range(first, len(units)):
        unit = units[index]
        if _CLOSING.search(unit.text) is None:
            continue
        behind = units[index + 1] if index + 1 < len(units) else None
        if every and behind is not None and behind.quoted:
            continue
        inner = (
            unit.text.lstrip(OPENING_QUOTES)
            if index == first or (every and unit.quoted)
            else unit.text
        )
        if _open_quotes(inner):
            return index
    return None


def _open_quotes(text: str) -> bool:
    """Whether a line closes more quotations than it opens."""
    opens, closes = text.count("“") + text.count("«"), text.count("”") + text.count("»")
    straight = text.count('"')
    return closes > opens or straight % 2 == 1


def _formula_end(units: Sequence[_Unit], first: int) -> int | None:
    """The signature behind the first closing formula."""
    for index in range(first, len(units)):
        unit = units[index]
        if not _closes(unit):
            continue
        if unit.words > 3 and _signs(unit.text):
            return _with_date(units, index)
        behind = index + 1
        if (
            behind < len(units) - 1
            and _NAME.fullmatch(units[behind].text)
            and units[behind].words <= 6
        ):
            return _with_date(units, behind)
        return None
    return None


def _with_date(units: Sequence[_Unit], last: int) -> int:
    """The date under a signature belongs to the letter."""
    if last + 1 < len(units) and is_date_line(units[last + 1].text.rstrip('”"»')):
        return last + 1
    return last


def _closes(unit: _Unit) -> bool:
    return unit.words <= 14 and layout().closing.match(unit.bare) is not None


def _signs(text: str) -> bool:
    """Whether a name stands behind the comma of a closing formula: "Sincerely, Ida Holm"."""
    _, comma, name = text.partition(",")
    return bool(comma) and bool(name.strip()) and _NAME.fullmatch(name.strip()) is not None


def _closing(units: Sequence[_Unit], first: int, last: int, end: int) -> int | None:
    """The line at which the letter's closing formula or signature begins."""
    for index in range(last, max(first, last - 6), -1):
        if _closes(units[index]):
            return index
    for index in range(last, max(first, last - 2), -1):
        text = units[index].text[: max(0, end - units[index].start)]
        if 2 <= len(text.split()) <= 5 and _NAME.fullmatch(text):
            return index
    return None


# Dividing the passages ---------------------------------------------------------------------------
