"""Where sentences begin and end, language by language.

Russian is split by razdel, with guards for what official letters do to it. Other languages are
split by one set of rules over tables of abbreviations (`<language>/sentences.toml`); a language
without a table gets the rules alone. A salutation that stands before its letter's first sentence
(«DEAR MR. PRESIDENT: I have …») is a sentence of its own.

Blind spot:
    A sentence that begins with a small letter is not seen to begin. An abbreviation that ends a
    sentence is believed to do so only before a word that often begins one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from herewith.languages.layout import layout

__all__ = ["LANGUAGES", "split"]

LANGUAGES = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "is": "icelandic",
    "it": "italian",
    "ru": "russian",
}
"""Languages with a table of abbreviations."""

PARAGRAPH = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*")
STOP = re.compile(r"[.!?…؟۔।։。！？]+")
FULL_WIDTH = "。！？"
CLOSERS = "\"'»“”’)]}›」』）"
OPENERS = "\"'«„“‘‚(¿¡[{‹「『（—–-"
YEAR = re.compile(r"(?P<year>(?:\d{4}\s?|\b[ст]\.\s?)г\.)(?=\s+(?P<next>[А-ЯЁ][а-яё]*)(?![\w.]))")
POLITE = ("вы", "ваш", "совет", "правит")
"""Beginnings of words that official prose writes with a capital within a sentence too."""
LONGEST_SALUTATION = 80
MAX_PIECE = 20_000
"""Russian paragraphs longer than this go to razdel in pieces, cut at line ends."""


@dataclass(frozen=True, slots=True)
class _Table:
    """What a language's abbreviations look like, in small letters and without their last stop.

    `never` do not end a sentence; `seldom` do only before one of `starters`; `numbered` are
    abbreviations only before a figure; `ordinal` says that a figure with a stop is an ordinal.
    """

    never: frozenset[str]
    seldom: frozenset[str]
    numbered: frozenset[str]
    starters: frozenset[str]
    ordinal: bool


NOTHING = _Table(frozenset(), frozenset(), frozenset(), frozenset(), ordinal=False)


def split(text: str, language: str | None) -> tuple[tuple[int, int], ...]:
    """Sentences of a text as half-open offsets, without the white space between them.

    Args:
        text: a reading text; paragraphs are divided by an empty line.
        language: ISO 639-1, or `None` for the rules alone.

    Returns:
        Rising offsets; all visible characters of the text are in exactly one sentence.

    >>> text = "Dear Mr. Smith: The U.S. Administration agreed. See No. 46236 of 11/14/62."
    >>> [text[a:b] for a, b in split(text, "en")]
    ['Dear Mr. Smith:', 'The U.S. Administration agreed.', 'See No. 46236 of 11/14/62.']
    """
    out: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        begin = _after_salutation(text, start, end)
        if begin > start:
            out.append(_trimmed(text, start, begin))
        pieces = _russian if language == "ru" else _by_rules
        out += [
            _trimmed(text, a, b)
            for a, b in _joined(text, pieces(text, begin, end, _table(language)))
        ]
    return tuple((a, b) for a, b in out if a < b)


@cache
def _table(language: str | None) -> _Table:
    folder = LANGUAGES.get(language or "")
    if folder is None:
        return NOTHING
    file = resources.files("herewith.languages") / folder / "sentences.toml"
    data = tomllib.loads(file.read_text("utf-8"))
    return _Table(
        frozenset(data.get("never", ())),
        frozenset(data.get("seldom", ())),
        frozenset(data.get("numbered", ())),
        frozenset(data.get("starters", ())),
        ordinal=bool(data.get("ordinal", False)),
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in PARAGRAPH.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _after_salutation(text: str, start: int, end: int) -> int:
    """Where the letter begins behind a salutation in the same paragraph, or `start`."""
    head = text[start : min(end, start + LONGEST_SALUTATION)]
    greeting = layout().salutation.match(head)
    if not greeting:
        return start
    stop = re.compile(r"[:!](?=\s+\S)|,(?=\s+[^\W\d_a-zа-яё])").search(head, greeting.end() - 1)
    if not stop:
        return start
    address = head[: stop.end()]
    # a vocative within a letter («Mr. President, I should like …») is no salutation
    formal = head.lower().startswith(
        ("dear", "my dear", "уважаем", "многоуваж", "дорог", "глубоко")
    )
    if stop.group() == "," and not formal:
        return start
    return start if "\n\n" in address or len(address.split()) > 12 else start + stop.end()


def _russian(text: str, start: int, end: int, table: _Table) -> Iterator[tuple[int, int]]:
    from razdel import sentenize  # loaded late: 0.1 s that other verbs need not spend

    for begin, stop in _pieces(text, start, end):
        before = begin
        for sentence in sentenize(text[begin:stop]):
            last = begin + sentence.stop
            following = text[last:stop].lstrip()
            if following and _abbreviated(text[before:last], following, table):
                continue
            for year in _years(text, before, last, table):
                yield before, year
                before = year
            yield before, last
            before = last
        if before < stop:
            yield before, stop


def _years(text: str, start: int, end: int, table: _Table) -> Iterator[int]:
    """Where a sentence ends with «1962 г.» or «с.г.», which razdel does not believe.

    Only before a word that begins sentences; but «Вы» is written with a capital everywhere.
    """
    for match in YEAR.finditer(text, start, end):
        word = match["next"].lower()
        if word in table.starters and not word.startswith(POLITE):
            yield match.end("year")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_PIECE:
        cut = max(
            text.rfind("\n", start, start + MAX_PIECE),
            text.rfind(". ", start, start + MAX_PIECE) + 1,
        )
        cut = cut if cut > start else start + MAX_PIECE
        yield start, cut
        start = cut
    yield start, end


def _by_rules(text: str, start: int, end: int, table: _Table) -> Iterator[tuple[int, int]]:
    before = start
    for match in STOP.finditer(text, start, end):
        stop = match.end()
        while stop < end and text[stop] in CLOSERS:
            stop += 1
        stop = _closed(text, before, stop, end)
        if stop >= end:
            break
        if match.group()[-1] not in FULL_WIDTH:
            if not text[stop].isspace():
                continue
            following = text[stop : min(end, stop + 60)].lstrip()
            if not _may_begin(following, match.group()):
                continue
            if match.group() == "." and _abbreviated(text[before:stop], following, table):
                continue
        yield before, stop
        before = stop
    if before < end:
        yield before, end


def _closed(text: str, before: int, stop: int, end: int) -> int:
    """Behind a closing «»» that stands apart, where one was opened in this sentence."""
    apart = re.compile(r"[^\S\n]»").match(text, stop, end)
    open_ = text.count("«", before, stop) > text.count("»", before, stop)
    return apart.end() if apart and open_ else stop


def _may_begin(following: str, stop: str) -> bool:
    """Whether a sentence may begin here: not with a small letter, nor with a comma."""
    bare = following.lstrip(OPENERS + " ")
    if not bare:
        return True
    first = bare[0]
    if first.islower():
        # after «…», «?» and «!» a small letter goes on; after a full stop it is a slip
        return False
    return first.isalnum() or stop in "…..." or not first.isascii() or first in "*#$£€[("


def _abbreviated(before: str, following: str, table: _Table) -> bool:
    """Whether the stop at the end of `before` belongs to an abbreviation, initial or ordinal."""
    bare = before.rstrip(CLOSERS)
    if not bare.endswith("."):
        return False
    word = re.split(r"[\s(\[«\"“„/—–]", bare[:-1])[-1]
    small = word.lower()
    next_word = re.match(r"[^\W\d_]+", following.lstrip(OPENERS + " "))
    begins = next_word is not None and next_word.group().lower() in table.starters
    if not word or before != bare:
        return False
    if small in table.never:
        return True
    if small in table.numbered and re.match(r"\d|№|[IVXLC]+\b", following):
        return True
    if small in table.seldom or re.fullmatch(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,3}", word):
        return not begins
    if re.fullmatch(r"[^\W\d_]", word):
        return not begins
    if re.fullmatch(r"\d{1,3}", word):
        alone = not bare[: -len(word) - 1].strip()
        return alone or (table.ordinal and not begins)
    return False


def _joined(text: str, pieces: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pieces without a letter or figure join the sentence before them."""
    held: tuple[int, int] | None = None
    for start, end in pieces:
        if held is None:
            held = (start, end)
        elif any(char.isalnum() for char in text[start:end]):
            if any(char.isalnum() for char in text[held[0] : held[1]]):
                yield held
                held = (start, end)
            else:
                held = (held[0], end)
        else:
            held = (held[0], end)
    if held is not None:
        yield held
