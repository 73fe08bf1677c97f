"""The addressee of a signed paper without head or salutation: the President, to whom his men report.

An assistant of the President who signs a memorandum that speaks to its reader ("you") and never
of "the President" writes to him. So does the Secretary of State, or the President's adviser for
national security, if he also recommends something or asks for a decision, and requests nothing:
for they write to their own men and to each other as well. Those of other officers go to too many
chiefs, and those of the Secretary of Defense to the Joint Chiefs, to tell. A message of another
state's head among the papers of the United States is to the President too.

Blind spot:
    A Secretary of State who recommends something to his equal and mentions no President.
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
    r"^(?:us-)?(?:under-)?secretary-of-state$|^us-national-security-adviser$"
    r"|^director-of-the-united-states-information-agency$|(?<![a-z])national-security-affairs$"
)
"""Offices whose holders report to the President and direct others."""
UPWARD = re.compile(
    r"\b(?:(?:I|we) (?:\w+ )?recommend|recommend(?:s|ed|ation)?:? that you"
    r"|your? (?:\w+ )?(?:approv\w*|authoriz\w*|decision|decide|guidance|consideration|review|information)"
    r"|you (?:asked|requested|directed|agree|wish|want|may|might|should know|know))\b",
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
    body = QUOTED.sub(lambda quoted: " " * len(quoted.group()), page.text)
    you = YOU.search(body)
    if you is None or THE_PRESIDENT.search(body):
        return
    office = next((o for o in authorities.holds(person, date) if _reports(o)), "")
    if CABINET.search(office) and (DOWNWARD.search(body) or not UPWARD.search(body)):
        return
    presidents = authorities.chiefs("President", date)
    holder = next((one for one in presidents if one.country == "US"), None)
    if holder is None or holder.person == person:
        return
    why = f"reports to {holder.name}"
    if not office:
        states = authorities.states(person, date)
        if authorities.home != "US" or "US" in states or not authorities.is_head(person, date):
            return
        why = "writes as a head of state or government, and the papers are those of offices of US"
    party = Party(you.group(), "office", holder.person, holder.office, normal=holder.name)
    signer = signed.value.normal or signed.value.name
    because = f'{signer}{f" ({office})" if office else ""} {why}, speaks to "you" and not of the President'
    yield Found(party, *you.span(), "speaks_to_president", 0.8, because)


def _reports(office: str) -> bool:
    return bool(HOUSEHOLD.search(office) or CABINET.search(office)) and not DEPUTY.search(office)
