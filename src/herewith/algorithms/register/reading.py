"""All rules of the register run over one document."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from herewith.algorithms.dates.days import YearSpan
from herewith.algorithms.register.datelines import read_dates, read_place
from herewith.algorithms.register.enclosures import Carried, read_claims, read_enclosures
from herewith.algorithms.register.headings import Heading, read_heading
from herewith.algorithms.register.kinds import read_kind
from herewith.algorithms.register.marks import read_classification, read_handling, read_marks
from herewith.algorithms.register.numbers import read_numbers
from herewith.algorithms.register.page import Found, Page
from herewith.algorithms.register.parties import Parties, read_parties, resolved
from herewith.algorithms.register.people import Authorities
from herewith.algorithms.register.subjects import read_subject
from herewith.algorithms.register.telegraph import read_city, read_station
from herewith.algorithms.register.translations import read_source_language
from herewith.model.register import DatedRole, Marking, Number

__all__ = ["Draft", "read_entry"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the rules found on one page; offsets are into its text.

    `heading` holds what an editor's heading says, with offsets into the heading.
    """

    kind: Found[str] | None
    dates: tuple[Found[DatedRole], ...]
    place: Found[str] | None
    parties: Parties
    subject: Found[str] | None
    source_language: Found[str] | None
    numbers: tuple[Found[Number], ...]
    classification: Found[Marking] | None
    handling: tuple[Found[Marking], ...]
    markings: tuple[Found[Marking], ...]
    enclosures: tuple[Found[Carried], ...]
    claims: tuple[Found[str], ...]
    heading: Heading | None

    @property
    def date(self) -> Found[DatedRole] | None:
        """The date of writing; where the page has none, that of sending."""
        for role in ("written", "sent"):
            for date in self.dates:
                if date.value.role == role:
                    return date
        return None

    @property
    def day(self) -> datetime.date | None:
        """The day of writing or sending, by the page or else by its editor's heading."""
        date = self.date or (self.heading.date if self.heading else None)
        return date.value.date.earliest if date else None


def read_entry(
    page: Page,
    authorities: Authorities,
    *,
    span: YearSpan = (None, None),
    order: str | None = None,
    day: datetime.date | None = None,
) -> Draft:
    """Read every field of a page.

    Args:
        page: the document's reading text and what is known of it.
        authorities: people and offices of the project, may be empty.
        span: first and last year of the collection.
        day: when the text was in use, as its carrier tells; for a page without a date.
        order: order of day and month in figures, where the collection has one.
    """
    heading = read_heading(page.heading) if page.heading else None
    dates = read_dates(page, span=span, order=order)
    enclosures = read_enclosures(page)
    numbers = tuple(
        number
        for number in read_numbers(page)
        if not any(one.start <= number.start < one.end for one in enclosures)
    )
    kind = heading.kind if heading and heading.kind else read_kind(page, numbers, dates)
    written = next((d.value.date for d in dates if d.value.role in ("written", "sent")), None)
    if written is None and heading and heading.date:
        written = heading.date.value.date
    day = written.earliest if written else day
    if heading is not None:
        heading = replace(
            heading,
            sender=resolved(heading.sender, day, authorities),
            addressee=resolved(heading.addressee, day, authorities),
        )
    place = read_place(page, dates)
    if place is None:
        place = read_city(page, dates, authorities)
    if place is None and kind is not None and kind.value == "telegram":
        place = read_station(page, authorities)
    return Draft(
        kind=kind,
        dates=dates,
        place=place,
        parties=read_parties(page, kind.value if kind else "", day, authorities),
        subject=read_subject(page),
        source_language=read_source_language(page),
        numbers=numbers,
        classification=read_classification(page),
        handling=read_handling(page),
        markings=read_marks(page),
        enclosures=enclosures,
        claims=read_claims(page),
        heading=heading,
    )
