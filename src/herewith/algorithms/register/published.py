"""Papers made to be read by many: broadcasts taken down, essays, forewords without a heading."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from herewith.algorithms.register.page import Found, Line, Page
from herewith.algorithms.register.people import Authorities
from herewith.languages.labels import label_of
from herewith.languages.titles import (
    classify,
    closing_of,
    is_person_like,
    salutation_of,
    without_title,
)
from herewith.model.register import DatedRole, Party

__all__ = [
    "BROADCAST",
    "BROADCAST_LINE",
    "ESSAY",
    "read_byline",
    "read_published_kind",
    "read_signed_closing",
    "read_title_parties",
]

BROADCAST, ESSAY = "broadcast transcript", "essay"
BROADCAST_LINE = re.compile(
    r"^[A-Z][\w .,'’()-]{1,60}?\bin\s+(?P<language>[A-Z][a-z]+)(?:\s+to\s+[A-Z][\w ]{2,40})?\W{1,3}\d{4}\s*(?:GMT|UTC|Z)\b"
)
"""How monitors head what they heard: station, language, hour."""
TITLE = re.compile(
    r"^(?:(?:FULL\s+)?TEXT\s+OF\s+)?(?P<from>.{3,60}?)(?:['’]S)?\s+(?:LETTER|MESSAGE|REPLY|NOTE|TELEGRAM)\s+TO\s+(?P<to>.{3,60})$",
    re.I,
)
SELF = re.compile(
    r"\b(?:(?:this|the\s+present)\s+(?:joint\s+)?(?:book|volume|publication|collection|edition)"
    r"|(?:эт(?:а|ой|у|ого|ом)|данн\w+|настоящ\w+|совместн\w+|предлагаем\w+)\s+(?:книг\w*|сборник\w*|публикаци\w+|издани\w+|том[ае]?))\b",
    re.I,
)
"""How a foreword speaks of the book in which it stands."""
SIGNED_CLOSING = re.compile(
    r"^[“\"«(]?(?P<closing>[^,]{3,50}),\s+(?P<name>\S.{2,40}?)[.”\"»)]*(?:\s+(?:\d|[A-Z][a-z]+\s\d).*)?$"
)
ESSAY_LENGTH = 1500
"""Fewer characters are a notice or a caption, not an essay."""


UNDATED = re.compile(r"\b(?:undated|n\.\s?d\.|без даты)", re.I)


def read_published_kind(page: Page, dates: tuple[Found[DatedRole], ...]) -> Found[str] | None:
    """A broadcast by its head line, an essay by title and byline, a foreword by its build."""
    for line in page.lines[: page.body_from][:8]:
        if BROADCAST_LINE.match(line.text):
            return Found(BROADCAST, line.start, line.end, "broadcast_line", 0.95)
    if page.labelled or any(salutation_of(line.text) for line in page.lines[:20]):
        return None
    headed = any(date.rule in ("dateline", "labelled_date", "date_time_group") for date in dates)
    if not headed and (byline := _byline(page)):
        return Found(ESSAY, page.lines[0].start, byline.end, "title_and_byline", 0.8)
    return _foreword(page, dates)


def _byline(page: Page) -> Line | None:
    """The author's name that stands alone between a title and running text."""
    if len(page.lines) < 4 or len(page.text) < ESSAY_LENGTH:
        return None
    title, name, opening = page.lines[:3]
    plain = re.sub(r"^(?:by|von|par)\s+", "", name.text, flags=re.I)
    words = title.text.split()
    if (
        not opening.is_long
        or not 2 <= len(words) <= 16
        or re.search(r"\d", title.text)
        or label_of(title.text)
        or UNDATED.search(title.text)
        or is_person_like(without_title(title.text))
        or classify(title.text).kind
        or not is_person_like(plain)
        or len([word for word in plain.split() if len(word.strip(".,")) > 2]) < 2
    ):
        return None
    return name


def read_byline(page: Page) -> Iterator[Found[Party]]:
    """The author of an essay."""
    line = _byline(page)
    if line is not None:
        name = re.sub(r"^(?:by|von|par)\s+", "", line.text, flags=re.I)
        party = Party(name, "person", normal=without_title(name))
        yield Found(party, line.end - len(name), line.end, "byline", 0.9)


def _foreword(page: Page, dates: tuple[Found[DatedRole], ...]) -> Found[str] | None:
    """A signed piece, dated at its foot, that speaks more than once of the book at hand."""
    written = next((date for date in dates if date.value.role == "written"), None)
    if written is None or written.rule != "foot_date" or not page.lines[0].is_long:
        return None
    found = list(SELF.finditer(page.text))
    if len(found) < 2 or not any(is_person_like(line.text) for line in page.foot[-5:]):
        return None
    return Found("foreword", *found[0].span(), "speaks_of_its_book", 0.75)


def read_title_parties(
    page: Page, authorities: Authorities, date: datetime.date | None
) -> tuple[tuple[Found[Party], ...], tuple[Found[Party], ...]]:
    """Sender and addressee from the title of a published letter, where the list knows both."""
    for line in page.lines[: page.body_from][:8]:
        match = TITLE.match(line.text)
        if match is None:
            continue
        known = [authorities.person(match[side].strip(), date) for side in ("from", "to")]
        if all(known):
            sender, addressee = (
                Found(
                    Party(match[side].strip(), "person"),
                    line.start + match.start(side),
                    line.start + match.end(side),
                    "title_of_letter",
                    0.9,
                )
                for side in ("from", "to")
            )
            return (sender,), (addressee,)
    return (), ()


def _is_full(name: str) -> bool:
    """Whether a name has more than one part: a first name alone is nobody's."""
    return is_person_like(name) and len(name.split()) > 1


def read_signed_closing(page: Page) -> Iterator[Found[Party]]:
    """The name that stands in one line with the closing: `Respectfully, V. Orlov. 3 May 1958.`"""
    for line in page.foot:
        match = SIGNED_CLOSING.match(line.text)
        if match and closing_of(match["closing"]) and _is_full(without_title(match["name"])):
            party = Party(match["name"], "person", normal=without_title(match["name"]))
            begin = line.start + match.start("name")
            yield Found(party, begin, begin + len(party.name), "signature_in_closing_line", 0.9)
            return
