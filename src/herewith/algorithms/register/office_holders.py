"""The addressee behind an office in the salutation: "Dear Mr. President" on that day.

The project's own list decides first: the one holder of such an office in another state than the
sender's. Without it the built-in table of heads of state knows the President of the United States.

Blind spot:
    A salutation of one's own president is not decided by the list: an ambassador writes so to the
    president of the country he is sent to.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from herewith.algorithms.register.page import Found, Page
from herewith.algorithms.register.people import Authorities
from herewith.languages.names import same_name
from herewith.languages.titles import without_title
from herewith.model.register import Party

__all__ = ["AMERICAN", "by_office"]

AMERICAN = re.compile(
    r"\b(?:THE WHITE HOUSE|NATIONAL SECURITY COUNCIL|DEPARTMENT OF (?:STATE|DEFENSE|THE TREASURY)|CENTRAL INTELLIGENCE"
    r"|JOINT CHIEFS OF STAFF|President of the United States|United States Government|Washington)\b",
    re.I,
)
OFFICE_SALUTATION = re.compile(
    r"Mr\.?\s+(?:(?P<president>President)|(?P<chairman>Chairman))\b", re.I
)
HOME = re.compile(r"\b(?:United States|Washington|U\.S\.|American|White House)\b")
OTHER_PRESIDENT = re.compile(
    r"\b(?:President of (?:the )?(?!United States|U\.S)[A-Z]|[Yy]our Republic|French Republic|General de Gaulle)"
)
CHIEF = re.compile(
    r"\b(?:Mr\.?|Mister|Madam|господин|г-н)\s+(?P<title>(?:President|Chairman|Premier|Prime Minister|Chancellor"
    r"|Secretary[- ]General|General Secretary|Президент|Председатель|Премьер-министр|Канцлер|Генеральный секретарь))\s*$",
    re.I,
)
"""A salutation that names a chief of a state, a government or a commission, and no surname."""
CHIEFS = ("President", "Chairman", "Premier", "Prime Minister", "Chancellor", "Президент")
OF_STATE = re.compile(
    r"President|Premier|Prime Minister|Chancellor|Президент|Премьер-министр", re.I
)
CODES = {"SU": "soviet", "US": "united states", "CN": "china", "FR": "france", "DE": "german"}
"""Words that name the states which the built-in table gives by their codes."""


def by_office(
    page: Page,
    salutation: Found[str] | None,
    signed: Found[Party] | None,
    date: datetime.date,
    authorities: Authorities,
) -> Iterator[Found[Party]]:
    """The holder of the office that the salutation names, where exactly one fits."""
    if salutation is None:
        return
    listed = tuple(_by_list(page, salutation, signed, date, authorities))
    yield from listed or _by_pack(page, salutation, signed, date, authorities)


def _by_list(
    page: Page,
    salutation: Found[str],
    signed: Found[Party] | None,
    date: datetime.date,
    authorities: Authorities,
) -> Iterator[Found[Party]]:
    """The one holder of such an office in another state than the known sender's.

    One of the sender's own state must not come into question, unless the sender is himself at
    the head of it. "Mr. Chairman", and any salutation by a lesser officer, needs a word more:
    that the list gives this title to an office, or that the text names the other state.
    """
    match = CHIEF.search(salutation.value)
    signer = authorities.person(signed.value.name, date) if signed else None
    states = authorities.states(signer[0], date) if signer else frozenset[str]()
    if match is None or signer is None or not states:
        return
    title = match["title"]
    heads = {holder.person for chief in CHIEFS for holder in authorities.titled(chief, date)}
    holders = [h for h in authorities.titled(title, date) if h.country and h.person != signer[0]]
    fitting = [holder for holder in holders if holder.country not in states]
    if len({h.person for h in fitting}) != 1 or (fitting != holders and signer[0] not in heads):
        return
    holder = fitting[0]
    sure = signer[0] in heads and OF_STATE.fullmatch(title)
    if not (sure or authorities.is_listed(title) or _names_state(page, holder.country)):
        return
    begin = salutation.start + match.start()
    party = Party(match.group().strip(), "office", holder.person, holder.office, normal=holder.name)
    because = f"{holder.name} held the office on {date.isoformat()}, and no other in another state"
    yield Found(party, begin, begin + len(party.name), "office_in_salutation", 0.85, because)


def _names_state(page: Page, state: str) -> bool:
    """Whether the text or its heading names a state of the list, or what belongs to it."""
    stem = CODES.get(state, state.lower()[: max(5, len(state) - 2)])
    return len(stem) > 4 and stem in f"{page.heading or ''} {page.letterhead} {page.text}".lower()


def _by_pack(
    page: Page,
    salutation: Found[str],
    signed: Found[Party] | None,
    date: datetime.date,
    authorities: Authorities,
) -> Iterator[Found[Party]]:
    """ "Mr. President" in a paper that the President of that day did not sign, where the text
    speaks of the United States and of no other president; "Mr. Chairman" signed by him."""
    match = OFFICE_SALUTATION.search(salutation.value)
    if match is None:
        return
    president = authorities.holder("president", date, "US")
    if president is None:
        return
    signer = authorities.person(signed.value.name) if signed else None
    by_president = bool(signed and same_name(without_title(signed.value.name), president.name))
    begin = salutation.start + match.start()
    end = salutation.start + match.end()
    if match["president"] and not by_president and (signed or match.start() == 0):
        text = page.text[:12000]
        if (
            not HOME.search(text)
            or OTHER_PRESIDENT.search(text)
            or (signer is None and not AMERICAN.search(text[:1200]))
        ):
            return
        holder = president
    elif match["chairman"] and by_president and "Soviet" in page.text:
        found = authorities.holder("Chairman of the Council of Ministers", date, "SU")
        if found is None:
            return
        holder = found
    else:
        return
    party = Party(match.group(), "office", holder.person, holder.office, normal=holder.name)
    because = f"{holder.name} held the office on {date.isoformat()}"
    yield Found(party, begin, end, "office_in_salutation", 0.85, because)
