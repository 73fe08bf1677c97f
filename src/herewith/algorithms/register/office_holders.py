"""The addressee behind an office in the salutation: "Dear Mr. President" on that day.

Who held such an office on that day is known from the project's own list and, behind it, from the
built-in table. One that is left when the sender's own state is taken out, or of whose state the
text speaks above all, is the addressee; where two remain, nobody is.

Blind spot:
    A head of government who writes to his own state's president, and a letter that speaks mostly
    of a third state.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from herewith.algorithms.register.page import Found, Page
from herewith.algorithms.register.people import Authorities, Holder, is_spoken_of
from herewith.languages.nations import spoken_of, state_named
from herewith.languages.posts import country_of
from herewith.model.register import Party

__all__ = ["AMERICAN", "by_office"]

AMERICAN = re.compile(
    r"\b(?:THE WHITE HOUSE|NATIONAL SECURITY COUNCIL|DEPARTMENT OF (?:STATE|DEFENSE|THE TREASURY)|CENTRAL INTELLIGENCE"
    r"|JOINT CHIEFS OF STAFF|President of the United States|United States Government|Washington)\b",
    re.I,
)
CHIEF = re.compile(
    r"\b(?:Mr\.?|Mister|Madam|господин|г-н)\s+(?P<title>(?:President|Chairman|Premier|Prime Minister|Chancellor"
    r"|(?:Foreign )?Minister|Foreign Secretary|Secretary|Secretary[- ]General|General Secretary"
    r"|Президент|Председатель|Премьер-министр|Канцлер|Министр|Генеральный секретарь))\W*$",
    re.I,
)
"""A salutation that names an office and no surname."""
TITLES = {
    "president": ("President",),
    "президент": ("President", "Президент"),
    "chairman": ("Chairman",),
    "председатель": ("Chairman", "Председатель"),
    "premier": ("Premier", "Prime Minister"),
    "prime minister": ("Prime Minister", "Premier"),
    "премьер-министр": ("Prime Minister", "Премьер-министр"),
    "chancellor": ("Chancellor",),
    "канцлер": ("Chancellor", "Канцлер"),
    "minister": ("Foreign Minister", "Minister"),
    "министр": ("Foreign Minister", "Министр"),
    "foreign minister": ("Foreign Minister",),
    "foreign secretary": ("Foreign Secretary",),
    "secretary-general": ("Secretary-General",),
    "secretary general": ("Secretary-General",),
    "general secretary": ("General Secretary",),
    "генеральный секретарь": ("Secretary-General", "Генеральный секретарь"),
}
"""The titles under which a list gives the office that a salutation names."""
OF_STATE = re.compile(
    r"President|Premier|Prime Minister|Chancellor|Президент|Премьер-министр|Канцлер", re.I
)
"""Titles that nobody has but the head of a state or government; there are many chairmen."""
AMPLY = 3.0
"""So many times oftener than of any other candidate's state must a text speak of one."""
OFTEN = 5
"""So often at least, where several are in question."""
GOVERNMENT = re.compile(r"council-of-(?:people-s-commissars|ministers)|government")
HOME = re.compile(r"\b(?:United States|Washington|U\.S\.|American|White House)\b")
OTHER_PRESIDENT = re.compile(
    r"\b(?:President of (?:the )?(?!United States|U\.S)[A-Z]|[Yy]our Republic|French Republic|General de Gaulle)"
)
SPAN = 14000
"""Characters of the text that are asked of which states it speaks."""


def by_office(
    page: Page,
    salutation: Found[str] | None,
    signed: Found[Party] | None,
    date: datetime.date,
    authorities: Authorities,
) -> Iterator[Found[Party]]:
    """The holder of the office that the salutation names, where exactly one fits."""
    match = CHIEF.search(salutation.value) if salutation else None
    if salutation is None or match is None:
        return
    signer = _signer(signed, date, authorities)
    states = authorities.states(signer, date) if signer else frozenset[str]()
    dear = match.start() > 0
    letter = _Letter(
        page, match["title"].lower(), dear, signed is not None, signer, states, date, authorities
    )
    found = _secretary(letter) if letter.title == "secretary" else _chosen(letter)
    if found is None:
        return
    holder, why = found
    begin = salutation.start + match.start()
    words = match.group().rstrip(" .,:;!—-")
    party = Party(words, "office", holder.person, holder.office, normal=holder.name)
    because = f"{holder.name} held the office on {date.isoformat()}, {why}"
    yield Found(party, begin, begin + len(words), "office_in_salutation", 0.85, because)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter with an office in its salutation: who signed, of which states he was an officer.

    `title` is the office in lower case; `dear` says whether a word stands before it, `signed`
    whether anybody signed, `signer` is his id where it is known.
    """

    page: Page
    title: str
    dear: bool
    signed: bool
    signer: str
    states: frozenset[str]
    date: datetime.date
    authorities: Authorities

    @property
    def is_of_president(self) -> bool:
        return self.title in ("president", "президент")

    @property
    def is_by_head(self) -> bool:
        """Whether the head of a state or government signed."""
        return self.authorities.is_head(self.signer, self.date)

    @property
    def text(self) -> str:
        return f"{self.page.heading or ''} {self.page.letterhead} {self.page.text[:SPAN]}"

    @property
    def written_in(self) -> str:
        """The state whose capital the dateline names; empty if it names none."""
        states = (state_named(country_of(word)) for word in _dateline_words(self.page))
        known = next((state for state in states if state), "")
        return known or ("US" if WASHINGTON.search(" ".join(_dateline_words(self.page))) else "")

    def speaks_of(self, holder: Holder) -> bool:
        return is_spoken_of(holder.person, holder.name, self.text, self.authorities)


def _signer(signed: Found[Party] | None, date: datetime.date, authorities: Authorities) -> str:
    """The id of who signed, where it is known."""
    if signed is None:
        return ""
    known = authorities.person(signed.value.name, date)
    return signed.value.person or (known[0] if known else "")


def _chosen(letter: _Letter) -> tuple[Holder, str] | None:
    """The holder meant, and why no other; `None` where it stays open."""
    candidates = _candidates(letter)
    head = letter.is_by_head
    if (
        letter.is_of_president
        and not (head and letter.states)
        and (found := _in_own_state(letter, candidates))
    ):
        return found
    if not letter.states:
        return None if letter.signed else _unsigned(letter, candidates)
    if not head and not OF_STATE.fullmatch(letter.title):
        return None
    abroad = [h for h in candidates if h.country not in letter.states and not letter.speaks_of(h)]
    home = [holder for holder in abroad if holder.country == letter.authorities.home]
    if len(home) == 1:
        return home[0], f"and {RECEIVED} {home[0].country}, to which a letter from abroad goes"
    counts = spoken_of(letter.text, letter.states)
    if head and len(abroad) == 1:
        third = any(counts[code] for code in counts if code not in letter.states)
        if third and not counts.get(abroad[0].country):
            return None  # the state that is meant has a holder nobody lists
        return abroad[0], "and no other in another state"
    found = _most_spoken_of(abroad, counts)
    if found is not None and head and not letter.authorities.is_of_pack(found[0].person):
        return None  # great powers write to each other; of others they write
    return found


def _candidates(letter: _Letter) -> list[Holder]:
    """Who held such an office that day, without the one who signed."""
    authorities, title = letter.authorities, letter.title
    names = TITLES.get(title, (title,))
    holders = {h.person: h for name in names for h in authorities.chiefs(name, letter.date)}
    others = [holder for holder in holders.values() if holder.person != letter.signer]
    own = [holder for holder in others if not authorities.is_only_of_pack(holder.person)]
    return _called_so(title, own if own and title in CHAIRMAN else others)


def _in_own_state(letter: _Letter, candidates: Sequence[Holder]) -> tuple[Holder, str] | None:
    """The president to whom his own officers write, where the paper was written in his state."""
    home = [holder for holder in candidates if holder.country in (letter.states or {"US"})]
    if len(home) != 1 or (letter.dear and not letter.signed):
        return None
    known = bool(letter.states)
    if not _at_home(letter.page, home[0].country, known=known, dear=letter.dear):
        return None
    return home[0], "and it was written in that state"


def _unsigned(letter: _Letter, candidates: Sequence[Holder]) -> tuple[Holder, str] | None:
    """The holder to whom a letter goes that nobody signed, by the capital that its dateline names.

    One from abroad goes to the president of the state whose papers these are, unless the state it
    comes from has a president too. One from home that speaks of "our two countries" goes to the
    one holder abroad of whose state it speaks above all others.
    """
    home, place = letter.authorities.home, letter.written_in
    if not home or not place or not letter.dear:
        return None
    if place != home and letter.is_of_president:
        own = [h for h in candidates if h.country == home and not letter.speaks_of(h)]
        if len(own) == 1 and not any(h.country == place for h in candidates):
            return own[0], f"and {RECEIVED} {home}, to which a letter from abroad goes"
    if place == home and BETWEEN.search(letter.text):
        abroad = [h for h in candidates if h.country != home and not letter.speaks_of(h)]
        counts = spoken_of(letter.text, {home})
        found = _most_spoken_of(abroad, counts)
        if found and counts.get(found[0].country, 0) >= OFTEN:
            return found
    return None


BETWEEN = re.compile(
    r"\b(?:our two|both our|between our|your) (?:countries|peoples|nations|governments?|country|people)\b"
    r"|\bheads of (?:government|state)\b",
    re.I,
)
"""How one head of state speaks to another."""
WASHINGTON = re.compile(r"\bWashington\b", re.I)
RECEIVED = "the papers are those of offices of"

CHAIRMAN = ("chairman", "председатель")
"""A title of so many that those of the project's own list come before the pack's."""


def _called_so(title: str, holders: Sequence[Holder]) -> list[Holder]:
    """Of several chairmen those of a government, if there are any; they are no prime ministers."""
    governing = [holder for holder in holders if GOVERNMENT.search(holder.office)]
    if title.lower() in CHAIRMAN:
        return governing or list(holders)
    return [holder for holder in holders if holder not in governing]


def _secretary(letter: _Letter) -> tuple[Holder, str] | None:
    """ "Mr. Secretary" from another state's officer is the Secretary of State; the Secretaries of
    State and of Defense, and their deputies, so call each other."""
    state = letter.authorities.holder("Secretary of State", letter.date, "US")
    if letter.states and "US" not in letter.states:
        return (state, "and an officer of another state writes to him") if state else None
    offices = letter.authorities.holds(letter.signer, letter.date) if letter.signer else ()
    if state and any(OF_DEFENSE.search(office) for office in offices):
        return state, "and the Secretary of Defense or his deputy writes to him"
    if any(OF_STATE_DEPARTMENT.search(office) for office in offices):
        defense = letter.authorities.holder("Secretary of Defense", letter.date, "US")
        if defense and MILITARY.search(letter.text) and not OTHER_DEPARTMENT.search(letter.text):
            return defense, "and the head of the Department of State writes to him of the military"
    return None


OF_DEFENSE = re.compile(r"^(?:us-|(?:acting-)?deputy-)?secretary-of-defense$")
OF_STATE_DEPARTMENT = re.compile(
    r"^(?:us-)?secretary-of-state$|^(?:deputy-)?(?:under-|deputy-)secretary-of-state(?:$|-for-political)"
)
"""Offices, by the ids that lists give them, whose holders write to another Secretary."""
MILITARY = re.compile(r"\b(?:military|Department of Defense|Joint Chiefs|armed forces)\b")
OTHER_DEPARTMENT = re.compile(
    r"\b(?:Treasury|Agriculture|Commerce|Interior|Labor)(?! (?:Union|Party))\b"
)


def _at_home(page: Page, country: str, *, known: bool, dear: bool) -> bool:
    """Whether a paper to a president was written in his own state.

    It was if its dateline or letterhead names the capital or a house of the government. Where
    nobody of the list signed, a letter must also name that state and no other state's president.
    """
    opening = page.letterhead + "\n" + page.text[:1200]
    there = bool(AMERICAN.search(opening)) if country == "US" else _dated_in(page, country)
    if not there or (country == "US" and _dated_abroad(page)):
        return False
    if known or not dear:
        return True
    return bool(HOME.search(page.text)) and not OTHER_PRESIDENT.search(page.text)


def _dated_in(page: Page, country: str) -> bool:
    return any(state_named(country_of(word)) == country for word in _dateline_words(page))


def _dated_abroad(page: Page) -> bool:
    """Whether the dateline names a capital of another state than the United States."""
    return any(country_of(word) for word in _dateline_words(page))


def _dateline_words(page: Page) -> Iterator[str]:
    for line in page.lines[:2]:
        if not line.is_long:
            yield re.split(r",", line.text)[0].strip(" []")


def _most_spoken_of(
    candidates: Sequence[Holder], counts: Mapping[str, int]
) -> tuple[Holder, str] | None:
    """The only candidate, or the one of whose state the text speaks far oftener than of others'."""
    if not candidates:
        return None
    ordered = sorted(candidates, key=lambda h: (-counts.get(h.country, 0), h.person))
    first, best = ordered[0], counts.get(ordered[0].country, 0)
    if len(ordered) == 1:
        return (first, "and no other in another state") if best else None
    second = counts.get(ordered[1].country, 0)
    if best >= OFTEN and best >= AMPLY * second:
        return first, f"and the text speaks of that state ({best}) above all others ({second})"
    return None
