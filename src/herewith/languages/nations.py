"""States by name and adjective: of which state an office is, and which states a text speaks of.

Codes are those of ISO 3166 where it has one today or had one (`SU`, `DD`, `CS`, `YU`); `VS` is
the Republic of Vietnam, `UN` the United Nations. The table is data (`english/nations.csv`).

Blind spot:
    Names are English. An adjective shared by two states of one time (Chinese, German, Vietnamese)
    stands for the one that letters of the period mean by it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

__all__ = ["spoken_of", "state_named", "state_of_office", "without_state"]

AMERICAN = re.compile(
    r"^(?:(?:Acting|Deputy|Under|Assistant|Deputy Under|Deputy Assistant|Vice) )*(?:Secretary of (?:State|Defense|the (?:Treasury|Army|Navy|Air Force|Interior)"
    r"|Commerce|Agriculture|Labor)\b(?! for (?:Foreign|Commonwealth|the Colonies))|Director of Central Intelligence|Attorney General\b|Speaker of the House"
    r"|Chief of Naval Operations|Chief of Staff, U\.?S)"
    r"|\b(?:Department of State|Department of Defense|National Security Council|Joint Chiefs of Staff|Central Intelligence Agency|White House"
    r"|U\.S\. Army|U\.S\. Navy|Policy Planning Staff|(?:Assistant|Adviser|Counsel|Consultant) to the President\b|President[’']s (?:Deputy )?(?:Special )?Assistant"
    r"|Democratic Senator|Republican Senator|Senator \([DR]|Representative \([DR])"
)
"""Offices that name no state and are those of the United States."""
ABROAD = re.compile(
    r"^(?:Deputy |Acting )?(?:Ambassador|Minister-Counselor|Minister (?:in|at)|Charg|Counselor|Consul|Attach|Representative)"
)
"""Offices that name the state to which they are accredited."""
SENT_BY = re.compile(r"^Ambassador of (?=.* to )")
"""An ambassador who is named by the state that sent him."""
OF = re.compile(
    r"\b(?:of|in) (?:the )?(?=(?P<state>[A-Z][\w.’'\- ]+?)(?:$|,|;|\.$| to | in | and | from ))"
)
AT = re.compile(
    r"\b(?:the|of|at) (?P<state>\w+) (?:Embassy|Foreign Ministry|Council of Ministers|Mission)\b"
)


def state_named(name: str) -> str:
    """The code of a state by its name; empty if the table does not know it.

    >>> state_named("the Soviet Union"), state_named("Arden")
    ('SU', '')
    """
    return _names().get(_key(name), "")


def state_of_office(office: str) -> str:
    """The code of the state whose office this is, by its adjective, its state or its institution.

    >>> state_of_office("Soviet Foreign Minister"), state_of_office("President of the French Republic")
    ('SU', 'FR')
    >>> state_of_office("Under Secretary of State"), state_of_office("Ambassador to France")
    ('US', '')
    >>> state_of_office("Ambassador of Pakistan to the United States")
    'PK'
    """
    if AMERICAN.search(office):
        return "US"
    words = office.split()
    for size in (2, 1):
        code = _adjectives().get(_key(" ".join(words[:size])))
        if code and len(words) > size:
            return code
    if not ABROAD.match(office) or SENT_BY.match(office):
        for match in OF.finditer(office):
            if code := state_named(match["state"]):
                return code
    house = AT.search(office)
    return _adjectives().get(_key(house["state"]), "") if house else ""


def without_state(office: str) -> str:
    """An office without the adjective of its state before it.

    >>> without_state("South Vietnamese President")
    'President'
    """
    words = office.split()
    for size in (2, 1):
        if len(words) > size and _key(" ".join(words[:size])) in _adjectives():
            return " ".join(words[size:])
    return office


def spoken_of(text: str, beside: Collection[str] = ()) -> Mapping[str, int]:
    """How often a text names each state, by name or adjective.

    A state that is named within a few words of one of those in `beside` counts `PAIRED` times
    more: a letter speaks of "the Soviet Union and the United States" when it goes between them.

    >>> spoken_of("The Soviet Union and the Soviet people greet France.")["SU"]
    2
    """
    counts: Counter[str] = Counter()
    own = -NEAR
    last: list[tuple[str, int]] = []
    for match in _any().finditer(text):
        key = _key(match.group())
        code = _names().get(key) or _adjectives()[key]
        counts[code] += 1
        if code in beside:
            for other, end in last:
                counts[other] += PAIRED if match.start() - end < NEAR else 0
            own, last = match.end(), []
        else:
            counts[code] += PAIRED if match.start() - own < NEAR else 0
            last = [(code, match.end())]
    return counts


NEAR, PAIRED = 40, 3
"""Characters between two states that are named together, and what that weighs."""


def _key(name: str) -> str:
    plain = name.lower().replace("’", "'").replace(".", "")
    return re.sub(r"^the\s+", "", " ".join(plain.split())).strip(" ,")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = (files("herewith.languages") / "english" / "nations.csv").read_text("utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


@cache
def _names() -> dict[str, str]:
    return {
        _key(name): row["code"]
        for row in _rows()
        for name in (row["name"], *row["names"].split(";"))
        if name.strip()
    }


@cache
def _adjectives() -> dict[str, str]:
    return {
        _key(word): row["code"]
        for row in _rows()
        for word in row["adjectives"].split(";")
        if word.strip()
    }


@cache
def _any() -> re.Pattern[str]:
    words = {
        word.strip()
        for row in _rows()
        for word in (row["name"], *row["names"].split(";"), *row["adjectives"].split(";"))
        if word.strip()
    }
    ordered = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(re.escape(word).replace("'", "['’]") for word in ordered)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
