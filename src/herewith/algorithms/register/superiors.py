"""The addressee of a signed memorandum without a head: the President, to whom his own men report.

An assistant of the President who signs a memorandum that speaks to its reader ("you") and never
of "the President" writes to him. So does a member of the cabinet, or the President's adviser for
national security, if he also recommends something or asks for a decision, and requests nothing:
for they write to their own men and to each other as well. Those of other officers go to too many
chiefs to tell.

Blind spot:
    A member of the cabinet who recommends something to his equal and mentions no President.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from herewith.algorithms.register.page import Found, Page
from herewith.algorithms.register.people import Authorities
from herewith.model.register import Party

__all__ = ["by_superior"]

HOUSEHOLD = re.compile(
    r"(?:assistant|counsel|counselor|consultant|adviser)s?-to-(?:the-)?president\b"
    r"|president-s-(?:\w+-)?(?:assistant|adviser|counsel)"
)
"""Offices of the President's own house, by the ids that lists give them."""
CABINET = re.compile(
    r"^(?:us-)?secretary-of-(?:state|defense|the-treasury)$|^us-national-security-adviser$"
    r"|^director-of-the-united-states-information-agency$|national-security-affairs$"
)
"""Offices whose holders report to the President and direct others."""
UPWARD = re.compile(
    r"\b(?:recommend\w*|approv\w*|authoriz\w*|your (?:decision|guidance|consideration|review|information)"
    r"|you (?:asked|requested|directed|wish|want|may))\b",
    re.I,
)
DOWNWARD = re.compile(
    r"\bI (?:therefore )?(?:request|direct|desire)\b"
    r"|\bplease (?:have|prepare|submit|take|arrange|provide)\b",
    re.I,
)
DEPUTY = re.compile(r"^deputy-|-of-the-vice-president|-secretary-to-")
YOU = re.compile(r"\b(?:you|your)\b", re.I)
QUOTED = re.compile(r"“[^”]{0,3000}”")
THE_PRESIDENT = re.compile(r"\b(?:the|The) President\b(?! of)")
NOT_SALUTED = re.compile(r"^\W*(?:memorandum|to|for)\b", re.I)


def by_superior(
    page: Page,
    signed: Found[Party] | None,
    date: datetime.date,
    authorities: Authorities,
) -> Iterator[Found[Party]]:
    """The President of that day, where one who reports to him signed and speaks to the reader.

    The evidence is the first "you"; the reason names the office of who signed.
    """
    if signed is None or any(NOT_SALUTED.match(line.text) for line in page.head[:6]):
        return
    known = authorities.person(signed.value.name, date)
    person = signed.value.person or (known[0] if known else "")
    office = next((o for o in authorities.holds(person, date) if _reports(o)), "")
    body = QUOTED.sub(lambda quoted: " " * len(quoted.group()), page.text)
    you = YOU.search(body)
    if not office or you is None or THE_PRESIDENT.search(body):
        return
    if CABINET.search(office) and (DOWNWARD.search(body) or not UPWARD.search(body)):
        return
    holder = authorities.holder("President", date, "US")
    if holder is None or holder.person == person:
        return
    party = Party(you.group(), "office", holder.person, holder.office, normal=holder.name)
    because = (
        f"{signed.value.normal or signed.value.name} ({office}) reports to {holder.name}, "
        f'speaks to "you" and not of the President'
    )
    yield Found(party, *you.span(), "reports_to_president", 0.8, because)


def _reports(office: str) -> bool:
    return bool(HOUSEHOLD.search(office) or CABINET.search(office)) and not DEPUTY.search(office)
