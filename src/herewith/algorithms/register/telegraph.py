"""Who a telegram is from and to: telegraphic addresses, stations before numbers, letterheads."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from herewith.algorithms.register.naming import SKIP, party_of
from herewith.algorithms.register.numbers import HEADER
from herewith.algorithms.register.page import Found, Line, Page
from herewith.algorithms.register.people import Authorities
from herewith.languages.posts import country_of, post_name, stations
from herewith.languages.titles import classify
from herewith.model.register import DatedRole, Party

__all__ = ["by_officer", "by_station", "read_city", "read_posts", "read_station"]

STATION = "telegraphic_station"
OUTGOING = re.compile(
    r"^\W*(?:(?:OUTGOING|INCOMING)\s+)?(?:TELEGRAM\W+)?(?P<who>DEPARTMENT OF STATE)\b(?:\W+TELEGRAM\b)?"
    r"(?P<rest>(?:\W{0,4}\d[\dA-Z :]{0,40})?.{0,12})$",
    re.I,
)
"""The letterhead of a telegram that left the Department, with its number."""
REFERENCE = re.compile(r"^\W*(?:RE?FS?|REFTELS?|REFERENCES?)\b\W*$", re.I)
FORM = re.compile(r"\b(?:TELEGRAM|OUTGOING)\b", re.I)


def by_station(page: Page, kind: str) -> Iterator[Found[Party]]:
    """A telegram's station before its number names its sender."""
    if kind not in ("telegram", "airgram"):
        return
    for line in page.lines[:12]:
        match = HEADER.match(line.text)
        if match is None or (line.n and REFERENCE.match(page.lines[line.n - 1].text)):
            continue
        station = match["station"].strip(" .")
        normal = "Department of State" if station == "STATE" else post_name(f"AMEMBASSY {station}")
        if station == "STATE" or country_of(station):
            begin = line.start + match.start("station")
            party = Party(station, "body", normal=normal)
            yield Found(party, begin, begin + len(station), "telegram_station", 0.9)
            return
    received = bool(page.values("from"))
    for line in page.lines[:6]:
        match = None if received else OUTGOING.match(line.text)
        if match and (FORM.search(line.text) or page.values("action", "to")):
            begin = line.start + match.start("who")
            yield Found(
                Party(match["who"], "body", normal="Department of State"),
                begin,
                begin + len(match["who"]),
                "outgoing_letterhead",
                0.85,
            )
            return


def read_posts(page: Page, label: str, authorities: Authorities) -> tuple[Found[Party], ...]:
    """The telegraphic addresses in the lines of a label, each post once."""
    lines = page.values(label) or (page.values("action") if label == "to" else ())
    posts = _posts(lines, label, authorities)
    return tuple({one.value.normal or one.value.name: one for one in posts}.values())


def _posts(lines: tuple[Line, ...], label: str, authorities: Authorities) -> Iterator[Found[Party]]:
    """Telegraphic addresses: AMEMBASSY TEHRAN, SECSTATE WASHDC 8351; a city alone is a station."""
    for line in lines:
        if SKIP.match(line.text) or re.search(r"\d{6}Z", line.text):
            continue
        normal = post_name(line.text)
        named = classify(line.text)
        if normal:
            yield party_of(line, line.text, "body", f"telegraphic_{label}", 0.95, normal)
        elif label == "to" and ATTENTION.search(line.text):
            continue
        elif len(several := stations(line.text)) > 1:
            yield from _capitals(line, several)
        elif _is_station(line.text, authorities):
            country = country_of(line.text)
            normal = f"the Embassy in {country}" if country else ""
            yield party_of(line, line.text, "body", STATION, 0.8, normal)
        elif named.kind in ("body", "person", "office"):
            yield party_of(line, line.text, named.kind, f"telegraphic_{label}", 0.8)
        elif label == "from":
            return


def _capitals(line: Line, cities: Sequence[str]) -> Iterator[Found[Party]]:
    """The embassies in several capitals that stand in one line."""
    at = 0
    for city in cities:
        begin = line.text.upper().index(city, at)
        at = begin + len(city)
        part = Line(line.n, line.start + begin, line.start + at, line.text[begin:at])
        yield party_of(part, part.text, "body", STATION, 0.8, f"the Embassy in {country_of(city)}")


ATTENTION = re.compile(r"^(?:.*\s)?(?:FOR|ATTN|ATTENTION|FROM)\b")
"""For whom at the post a telegram is; no address of its own."""


def _is_station(text: str, authorities: Authorities) -> bool:
    """Whether a telegraphic address is a city, or ends in one that the list of places knows."""
    return bool(_city(text, authorities))


def _city(text: str, authorities: Authorities) -> str:
    """The city that a telegraphic address is, or ends in; empty if it names none."""
    plain = text.strip(" .:")
    words = plain.split()
    ends = (" ".join(words[n:]) for n in range(len(words)))
    return plain if country_of(plain) else next((e for e in ends if authorities.is_seat(e)), "")


def read_station(page: Page, authorities: Authorities) -> Found[str] | None:
    """The city from which a telegram comes, by its line FROM."""
    for line in page.values("from")[:1]:
        if city := _city(line.text, authorities):
            begin = line.start + line.text.rindex(city)
            return Found(city, begin, begin + len(city), "telegraphic_station", 0.85)
    return None


def read_city(
    page: Page, dates: tuple[Found[DatedRole], ...], authorities: Authorities
) -> Found[str] | None:
    """A city alone in a line of the head over the date, as a letterhead has it."""
    written = next((date for date in dates if date.value.role == "written"), None)
    for line in page.lines[: min(page.body_from, 4)]:
        above = written is not None and line.end < written.start
        if above and (country_of(line.text) or authorities.is_seat(line.text)):
            return Found(line.text, line.start, line.end, "city_over_date", 0.9)
    return None


def by_officer(
    senders: tuple[Found[Party], ...],
    signed: Found[Party] | None,
    date: datetime.date | None,
    authorities: Authorities,
) -> tuple[Found[Party], ...]:
    """Who signed for a station that names only its city, where the list has his office.

    A capital stands for the embassy there, whoever signs.
    """
    city_only = [s.rule for s in senders] == [STATION] and not senders[0].value.normal
    if signed is None or date is None or not city_only:
        return senders
    known = authorities.person(signed.value.name, date)
    if known is None or not authorities.holds(known[0], date):
        return senders
    because = f"signed the telegram of {senders[0].value.name}"
    return (replace(signed, rule="signature_of_station", because=because),)
