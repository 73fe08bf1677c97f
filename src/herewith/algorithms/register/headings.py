"""An editor's heading: `66. Letter From Chairman Khrushchev to President Kennedy`.

The heading of a printed edition names kind, number, sender, addressee, place and date. It is an
editor's word and so better evidence than the page, but says nothing about marks or enclosures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.register.page import Found
from herewith.languages.titles import classify, is_person_like, without_title
from herewith.model.register import DatedRole, Number, Party

__all__ = ["Heading", "read_heading"]

LEAD = re.compile(r"^\W*(?:No\.\s*)?(?:\[?[A-Z]?\d{1,4}[a-z]?\]?\.?\s+)?")
KINDS = (
    ("editorial note", r"editorial note"),
    ("memorandum of conversation", r"(?:memorandum|record|notes?|summary) of (?:a |the )?(?:telephone )?conversations?\b|memorandum of telephone conversation|memorandum of meeting"),
    ("memorandum for the record", r"memorandum for (?:the )?(?:record|files?)"),
    ("telegram", r"(?:circular |editor's )?(?:telegram|cable|cablegram|backchannel message)"),
    ("airgram", r"airgram"),
    ("despatch", r"despatch|dispatch|instruction"),
    ("note verbale", r"note verbale"),
    ("aide-mémoire", r"aide[- ]m[ée]moire"),
    ("memorandum", r"(?:action |information |briefing |national security (?:action |study |decision )?)?memorandum"),
    ("letter", r"(?:personal )?letter"),
    ("message", r"(?:oral |personal |draft )?message"),
    ("minutes", r"(?:summary )?minutes|notes of"),
    ("national intelligence estimate", r"(?:special )?national intelligence estimate"),
    ("report", r"report|intelligence (?:note|memorandum|report)|research study"),
    ("paper", r"(?:draft |position |briefing )?paper|study"),
    ("press release", r"press release|communiqu[ée]|statement"),
    ("note", r"(?:diplomatic )?note\b"),
)  # fmt: skip
KIND = [
    (kind, re.compile(rf"\W*(?:draft |extract from |excerpt from )?(?:{pattern})", re.I))
    for kind, pattern in KINDS
]
NUMBER = re.compile(
    r"(?:Telegram|Airgram|Despatch|Cable|Message)s?\s+(?P<n>(?:[A-Z][a-z]+\s)?[A-Z]?-?\d[\dA-Z/-]*)"
)
FROM = re.compile(r"\b(?:from|by|prepared by|prepared in|by the)\s+", re.I)
TO = re.compile(r"\s+(?:to|for)\s+(?=[A-Z]|the\s)", re.I)
NOT_SPLIT = re.compile(
    r"(?:Ambassador|Mission|Missions|Representatives?|Delegation|Delegations|Assistants?|Adviser|Advisors?|Advisor|Aide|Counselor|Minister|Observer|Envoy|Deputy|Private Secretary|Liaison|Consultants?|Emissary|Legation|Commissioner|Responsible|Charg[eé](?: d[’']Affaires)?(?: ad interim)?|Attach[eé])\s*$"
)
OFFICE_FOR = re.compile(
    r"\b(?:Assistant|Secretary|Adviser|Advisor|Deputy|Director|Staff|Representative|Committee|Council|Bureau|Office|Counselor|Chief|Administrator|Commissioner|Coordinator|Special|Chairman|Agency|Organization)\b[^()]*$"
)
PAREN = re.compile(r"\(\s*(?P<name>[^()]+?)\s*\)\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says; offsets of its values are into the heading."""

    kind: Found[str] | None = None
    date: Found[DatedRole] | None = None
    place: Found[str] | None = None
    sender: tuple[Found[Party], ...] = ()
    addressee: tuple[Found[Party], ...] = ()
    number: Found[Number] | None = None


def read_heading(heading: str, language: str | None = "en") -> Heading:
    """The fields of an editor's heading.

    >>> parsed = read_heading("12. Letter From Chairman Orlov to President Reed, June 3, 1958")
    >>> parsed.kind.value, parsed.sender[0].value.name, parsed.date.value.date.edtf
    ('letter', 'Chairman Orlov', '1958-06-03')
    """
    lead = LEAD.match(heading)
    begin = lead.end() if lead else 0
    kind = _kind(heading, begin)
    date, place, end = _dateline(heading, language)
    sender, addressee = _parties(heading, begin, end, kind)
    number = None
    if match := NUMBER.search(heading, 0, end):
        value = Number("telegram", match["n"], match["n"].lstrip("0"))
        if match.group().startswith("Airgram"):
            value = Number("airgram", match["n"], match["n"])
        number = Found(value, *match.span("n"), "heading_number", 0.98)
    return Heading(kind, date, place, sender, addressee, number)


def _kind(heading: str, begin: int) -> Found[str] | None:
    for kind, pattern in KIND:
        if match := pattern.match(heading, begin):
            return Found(kind, match.start(), match.end(), "heading_kind", 0.99)
    return None


def _dateline(
    heading: str, language: str | None
) -> tuple[Found[DatedRole] | None, Found[str] | None, int]:
    """Date and place at the end of a heading, and where the rest of it ends."""
    dates = [
        d
        for d in find_dates(heading, language)
        if d.is_known and d.date.precision in ("day", "minute", "interval")
    ]
    if not dates:
        return None, None, len(heading)
    last = dates[-1]
    if heading[last.end :].strip(" .,]"):
        return None, None, len(heading)
    before = heading[: last.start].rstrip(" ,[")
    date = Found(DatedRole(last.date, "written"), last.start, last.end, "heading_date", 0.99)
    comma = before.rfind(",")
    place = before[comma + 1 :].strip()
    if (
        comma > 0
        and re.fullmatch(r"[A-Z][\w.’' -]{2,30}", place)
        and classify(place).kind in ("", "person")
    ):
        start = before.index(place, comma)
        return date, Found(place, start, start + len(place), "heading_place", 0.97), comma
    return date, None, len(before)


def _parties(
    heading: str, begin: int, end: int, kind: Found[str] | None
) -> tuple[tuple[Found[Party], ...], tuple[Found[Party], ...]]:
    if kind is not None and kind.value in (
        "editorial note",
        "memorandum of conversation",
        "memorandum for the record",
        "minutes",
    ):
        return (), ()
    start = FROM.search(heading, begin, end)
    first = start.end() if start else kind.end if kind else begin
    split = None
    for match in TO.finditer(heading, first, end):
        left = heading[first : match.start()]
        if NOT_SPLIT.search(left) or (
            match.group().strip().lower() == "for" and OFFICE_FOR.search(left)
        ):
            continue
        split = match
        break
    if start is None and kind is not None and split is None:
        return (), ()
    senders = (
        _several(heading, first, split.start() if split else end) if start or kind is None else ()
    )
    addressees = _several(heading, split.end(), end) if split else ()
    if kind is None and not split:
        return (), ()
    return senders, addressees


def _several(heading: str, start: int, end: int) -> tuple[Found[Party], ...]:
    """The parties of a stretch: divided by "and" where both sides are whole."""
    text = heading[start:end]
    cuts = [0]
    for match in re.finditer(r"(?<=\))\s+and\s+(?=the\s|[A-Z])", text):
        cuts += [match.start(), match.end()]
    cuts.append(len(text))
    return tuple(
        _one(heading, start + a, start + b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)
    )


def _one(heading: str, start: int, end: int) -> Found[Party]:
    text = heading[start:end].strip(" ,.")
    begin = heading.index(text, start)
    if match := PAREN.search(text):
        party = Party(text, "person", normal=match["name"])
    elif is_person_like(without_title(re.split(r",| of the ", text)[0])):
        party = Party(text, "person", normal=without_title(re.split(r",| of the ", text)[0]))
    else:
        named = classify(text)
        bare = re.sub(r"^the\s+", "", text, flags=re.I)
        if named.kind == "office":
            party = Party(text, "office")
        else:
            party = Party(text, "body", normal=bare if bare != text else "")
    return Found(party, begin, begin + len(text), "heading_party", 0.97)
