"""What a line of an official page is, told by its words: the layout tables of all languages.

A box mixes languages on one page, so the tables are used together. Every
`languages/<language>/layout.toml` adds its words; the patterns here are made from them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Layout", "layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Patterns for stripped lines; those named `*_line` match a whole line."""

    classification_words: frozenset[str]
    stamp_words: frozenset[str]
    stamp_start: re.Pattern[str]
    letterhead: re.Pattern[str]
    letterhead_places: frozenset[str]
    form: re.Pattern[str]
    printed_heading: re.Pattern[str]
    titles: frozenset[str]
    kinds: Mapping[str, str]
    """Kinds of papers by the squeezed name of a form or title."""
    annex: re.Pattern[str]
    salutation: re.Pattern[str]
    closing: re.Pattern[str]
    signed: re.Pattern[str]
    label: re.Pattern[str]
    enclosures: re.Pattern[str]
    enclosed: re.Pattern[str]
    """A word for enclosures and right behind it what is enclosed."""
    copies: re.Pattern[str]
    address: re.Pattern[str]
    note_opening: re.Pattern[str]
    organ: re.Pattern[str]
    text_begins: re.Pattern[str]
    text_ends: re.Pattern[str]
    begins_mark: re.Pattern[str]
    """A mark that a carried text begins, at the head of a line."""
    begins_last: re.Pattern[str]
    """The same, at the end of a line."""
    ends_mark: re.Pattern[str]
    """A mark that a carried text has ended, at the end of a line."""
    announces: re.Pattern[str]
    """Words that announce a text: "following message", "translation of letter follows"."""
    telegraphed: re.Pattern[str]
    """Words for a paper that came or went by wire."""
    telegraphed_words: tuple[str, ...]
    text_end_words: tuple[str, ...]
    """The words of `telegraphed` and of `ends_mark`, in small letters: one `in` rules a text out."""
    page_words: tuple[str, ...]
    page_head: re.Pattern[str]
    page_number: re.Pattern[str]
    seal: re.Pattern[str]
    translation: re.Pattern[str]
    date: re.Pattern[str]
    date_line: re.Pattern[str]
    suspended: frozenset[str]
    months: frozenset[str]
    openers: frozenset[str]
    """Small words that begin sentences and never stand alone on a line of text."""
    governing: frozenset[str]
    """Words that need a noun behind them: articles, possessives, prepositions."""
    ungoverned: frozenset[str]
    """Words, as written inside a sentence, that never follow a governing one."""
    dangling: frozenset[str]
    """Words after which no sentence can end: articles and prepositions."""


@cache
def layout() -> Layout:
    """The tables of all languages together, read once."""
    words: dict[str, list[str]] = {}
    for folder in sorted(resources.files("herewith.languages").iterdir(), key=lambda p: p.name):
        file = folder / "layout.toml"
        if folder.is_dir() and file.is_file():
            for key, values in tomllib.loads(file.read_text("utf-8")).items():
                words.setdefault(key, []).extend(values)
    pages = _any(words["pages"])
    number = r"(?:\d{1,4}|[ivxlc]{1,7})"
    page_number = (
        rf"[\W_]*(?:(?:{pages})\s*)?[\W_]*(?P<n>{number})[\W_]*"
        rf"(?:(?:of|из|von|de|sur|/)\s*(?P<of>\d{{1,4}}))?[\W_]*"
    )
    date = _date(words)
    return Layout(
        classification_words=frozenset(_squeezed(w) for w in words["classifications"]),
        stamp_words=frozenset(_squeezed(w) for w in words["stamps"]),
        stamp_start=_start(words["stamps"]),
        letterhead=_start(words["letterheads"]),
        letterhead_places=frozenset(_squeezed(w) for w in words["letterhead_places"]),
        form=_start(words["forms"]),
        printed_heading=re.compile(
            rf"(?:\[?\d{{1,4}}\]?\.?\s+)(?:[A-Z][\w.-]*\s+){{0,4}}?(?:{_any(words['printed_headings'])})\b",
            re.IGNORECASE,
        ),
        titles=frozenset(_squeezed(w) for w in words["titles"]),
        kinds={_squeezed(w.partition("=")[0]): w.partition("=")[2].strip() for w in words["kinds"]},
        annex=re.compile(rf"\W*(?:{_any(words['annexes'])})\b\W*\w{{0,3}}\W*", re.IGNORECASE),
        salutation=_start(words["salutations"]),
        closing=_start(words["closings"]),
        signed=_start(words["signed"]),
        label=re.compile(
            rf"(?:{_any(words['labels'])})\s*(?:[:.]\s*(?P<rest>.*)|$)", re.IGNORECASE
        ),
        enclosures=re.compile(
            rf"(?:{_any(words['enclosures'])})\b\W{{0,3}}(?:\d+.{{0,60}})?$", re.IGNORECASE
        ),
        enclosed=re.compile(
            rf"(?:{_any(words['enclosures'])})\s*(?:\(\d+\))?\s*[.:]\s", re.IGNORECASE
        ),
        copies=_start(words["copies"]),
        address=_start(words["address"]),
        note_opening=re.compile(rf"(?:{_any(words['note_openings'])})", re.IGNORECASE),
        page_number=re.compile(page_number, re.IGNORECASE),
        organ=re.compile(rf"\b(?:{_any(words['organs'])})(?!\w)", re.IGNORECASE),
        text_begins=_whole(words["text_begins"]),
        text_ends=_whole(words["text_ends"]),
        begins_mark=re.compile(rf"\W*(?:{_any(words['text_begins'])})\b\W*", re.IGNORECASE),
        begins_last=re.compile(rf"\b(?:{_any(words['text_begins'])})\W*$", re.IGNORECASE),
        ends_mark=re.compile(rf"\b(?:{_any(words['text_ends'])})\W*$", re.IGNORECASE),
        announces=_announces(words),
        telegraphed=re.compile(rf"\b(?:{_any(words['telegraphed'])})\b", re.IGNORECASE),
        telegraphed_words=tuple(word.casefold() for word in words["telegraphed"]),
        text_end_words=tuple(word.casefold() for word in words["text_ends"]),
        page_words=tuple(words["pages"]),
        page_head=re.compile(
            rf"\W*(?:{pages})\s*(?P<n>\d{{1,4}})\b(?:\s+\S+){{1,9}}", re.IGNORECASE
        ),
        seal=re.compile(
            rf"[\[(]?[^\[\]()]{{0,40}}\b(?:{_any(words['seals'])})\b[^\[\]()]{{0,60}}[\])]?",
            re.IGNORECASE,
        ),
        translation=re.compile(rf"[\[(]?(?:{_any(words['translations'])})[\])]?", re.IGNORECASE),
        date=re.compile(date, re.IGNORECASE),
        date_line=re.compile(
            rf"[\[(]?\s*(?:[^\W\d_][\w.'’ -]{{1,40}}(?:,\s*[^\W\d_][\w.'’ -]{{1,25}}){{0,3}}\s*,?\s*\]?,?\s*)?(?:{date})"
            r"(?:\s*[,;—–-]+\s*(?:\d[^\n]{0,40}|noon|midnight))?\s*[\])]?\s*\.?",
            re.IGNORECASE,
        ),
        suspended=frozenset(words["suspended"]),
        months=frozenset(words["months"]),
        openers=frozenset((*words["openers"], *words["articles"])),
        governing=frozenset(words["governing"]),
        ungoverned=frozenset(words["ungoverned"]),
        dangling=frozenset(words["articles"]),
    )


def _squeezed(words: str) -> str:
    """Letters and digits only, in small letters."""
    return "".join(char for char in words.casefold() if char.isalnum())


def _any(words: list[str]) -> str:
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def _start(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(words)})(?!\w)", re.IGNORECASE)


def _whole(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_any(words)})\W*", re.IGNORECASE)


def _announces(words: dict[str, list[str]]) -> re.Pattern[str]:
    """ "Following" and a word for a text, or such a word and "follows", in one sentence."""
    nouns, following = _any(words["carried_nouns"]), _any(words["following"])
    follows = _any(words["follows"])
    return re.compile(
        rf"\b(?:{following})\b[^.;]{{0,60}}?\b(?:{nouns})\b"
        rf"|\b(?:{nouns})\b[^.;]{{0,80}}?\b(?:{follows}|{following})\b",
        re.IGNORECASE,
    )


def _date(words: dict[str, list[str]]) -> str:
    """A calendar date with at least a month and a day or a year, in words or figures."""
    months, years = _any(words["months"]), _any(words["year_words"])
    year = rf"(?:1[6-9]|20)\d\d(?:\s*(?:{years}))?"
    return (
        rf"(?:(?:the\s+)?\[?\d{{1,2}}(?:st|nd|rd|th|er|\.)?\]?\s+(?:of\s+|de\s+)?(?:{months})\.?(?:\s+de)?,?\s*(?:{year}|с\.\s?г\.)?"
        rf"|(?:{months})\.?\s+\[?\d{{1,2}}(?:st|nd|rd|th)?\]?(?:\s*[-–—]\s*\d{{1,2}})?(?:\s*,?\s*{year})?"
        rf"|(?:{months})\.?,?\s+{year}"
        rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})(?:\s*(?:{years}))?"
        rf"|(?:1[6-9]|20)\d\d-\d\d-\d\d|\d{{6}}Z(?:\s+[A-Z]{{3}}\s+\d\d)?)"
    )
