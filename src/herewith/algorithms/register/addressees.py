"""Whom a letter addresses: the name over the salutation, the one in it, and lines of copies."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from herewith.algorithms.register.naming import party_of
from herewith.algorithms.register.page import Found, Line, Page
from herewith.algorithms.register.people import Authorities, is_spoken_of
from herewith.languages.titles import Named, classify, is_person_like, salutation_of, without_title
from herewith.model.register import Party

__all__ = ["addressed", "read_addressee", "read_copies", "read_salutation"]

COPY = re.compile(
    r"^(?:copy|copies)\s+(?:to|for)\s+(?P<who>.{3,90})$|^копия\s*:?\s+(?P<кому>.{3,90})$", re.I
)
HON = re.compile(r"(?:the\s+)?hon(?:ou?rable)?\.?,?", re.I)
TITLED = re.compile(
    r"(?:The\s+)?(?:Hon\w*|His Excellency|Dr|Mr|Mrs|г-ну|Господину|Его Превосходительству)\b", re.I
)
GLUED = re.compile(
    r"((?:The\s+)?Hon\w*\.?\s+(?:[A-Z][\w.’'-]*\s+){1,3}[A-Z][\w’'-]+)\s+(?=(?:Under|Deputy|Assistant|Acting)?\s?(?:Secretary|Director|Ambassador|Chairman|Administrator|Minister))"
)
"""A name and office of an address set in one line."""
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def read_salutation(page: Page) -> Found[str] | None:
    """The salutation at the head."""
    for line in page.lines[: min(page.body_from + 2, 30)]:
        match = salutation_of(line.text)
        if (
            match
            and (match["mark"] or len(line.text) < 60)
            and (match["who"] or len(line.text) < 40)
        ):
            text = match.group().rstrip(" :,!;—")
            return Found(
                text,
                line.start + match.start(),
                line.start + match.start() + len(text),
                "salutation",
                0.95,
            )
    return None


def read_addressee(
    page: Page,
    salutation: Found[str] | None,
    signed: Found[Party] | None,
    date: datetime.date | None,
    authorities: Authorities,
) -> tuple[Found[Party], ...]:
    """The name over the salutation, else the surname in it, else the first name of somebody known."""
    limit = salutation.start if salutation else 0
    block = [line for line in page.lines[:20] if line.end <= limit]
    for before, line in zip((None, *block), block, strict=False):
        alone = before is not None and HON.fullmatch(before.text)
        if (
            YEAR.search(line.text)
            or line.is_long
            or COPY.match(line.text)
            or HON.fullmatch(line.text)
        ):
            continue
        if found := addressed(line, alone=bool(alone)):
            return (found,)
    if salutation is None:
        return ()
    return tuple(_in_salutation(page, salutation, signed, date, authorities))


def addressed(line: Line, *, alone: bool = False) -> Found[Party] | None:
    """The person a line of an address names, if its form shows that it is one."""
    text = line.text
    head = text.split(",")[0]
    titled = alone or TITLED.match(text)
    behind = text.split(",", 1)[1] if "," in text else ""
    if classify(head).kind == "person" and (
        titled or "esq" in text.lower() or (behind and classify(behind).kind == "office")
    ):
        return party_of(line, head, "person", "address_block", 0.95)
    if titled and (found := GLUED.match(text)):
        return party_of(line, found[1], "person", "address_block", 0.9)
    return None


def _in_salutation(
    page: Page,
    salutation: Found[str],
    signed: Found[Party] | None,
    date: datetime.date | None,
    authorities: Authorities,
) -> Iterator[Found[Party]]:
    who = salutation_of(salutation.value)
    name = who["who"].strip() if who else ""
    plain = without_title(name)
    if plain and plain != name and is_person_like(plain) and not _is_office_word(plain):
        line = Line(0, salutation.start, salutation.end, salutation.value)
        yield party_of(line, name, "person", "salutation_name", 0.9)
    elif FIRST.fullmatch(name) and (known := _called(page, name, signed, date, authorities)):
        line = Line(0, salutation.start, salutation.end, salutation.value)
        found = party_of(line, name, "person", "salutation_first_name", 0.85)
        person, main, because = known
        value = replace(found.value, person=person, normal=main)
        yield replace(found, value=value, because=because)


def _called(
    page: Page,
    name: str,
    signed: Found[Party] | None,
    date: datetime.date | None,
    authorities: Authorities,
) -> tuple[str, str, str] | None:
    """Who is called so: the only one of the list, or of several the only one in office that day.

    Who signed is not meant, nor anybody of whom the text speaks by surname.
    """
    called = authorities.called(name)
    if len(called) == 1:
        return (*called[0], f"nobody else in the list of people is called {name}")
    signer = authorities.person(signed.value.name, date) if signed else None
    in_office = [
        one
        for one in called
        if date is not None and one != signer and authorities.holds(one[0], date)
    ]
    if date is None or len(in_office) != 1:
        return None
    if any(HEAD.match(office) for office in authorities.holds(in_office[0][0], date)):
        return None
    if is_spoken_of(*in_office[0], page.text, authorities):
        return None
    because = f"of {len(called)} in the list who are called {name} nobody else was in office"
    return (*in_office[0], because)


def _is_office_word(name: str) -> bool:
    if NO_NAME.search(name):
        return True
    return " " not in name and any(
        fuzz.ratio(name.lower(), office) >= LIKE_OFFICE for office in OFFICES
    )


FIRST = re.compile(r"[A-ZÀ-Þ][A-Za-zß-ÿ]{2,}")
HEAD = re.compile(r"(?:us-|vice-)?president\b(?!-s-)|king\b|prime-minister\b")
"""Offices, by the ids that lists give them, whose holders few call by their first name."""
NO_NAME = re.compile(
    r"\b(?:president|chairman|friend|colleague|sir|mayor|minister|justice|delegate|attorney general)\b",
    re.I,
)
"""Words of a salutation that are no surname, whatever stands before them."""
OFFICES = ("secretary", "president", "minister", "chairman", "ambassador", "governor", "director")
LIKE_OFFICE = 85
"""Likeness (0..100) with an office from which a word is that office, misspelled."""


def read_copies(page: Page) -> Iterator[Found[Party]]:
    """Lines "Copy to …" at head and foot."""
    for line in (*page.lines[:20], *page.foot):
        match = COPY.match(line.text)
        if match is None:
            continue
        who = match["who"] or match["кому"]
        named = classify(who.split(",")[0])
        behind = who.split(",", 1)[1] if "," in who else ""
        if not named.kind and classify(behind).kind == "office":
            named = Named("person", who)  # U Thant, Acting Secretary General
        if named.kind:
            begin = line.text.index(who)
            if named.kind == "person":
                who = who.split(",")[0]
            piece = Line(line.n, line.start + begin, line.start + begin + len(who), who)
            yield party_of(piece, who, named.kind, "copy_line", 0.9)
