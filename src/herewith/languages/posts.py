"""Diplomatic posts as telegrams name them: AMEMBASSY TEHRAN is the Embassy in Iran."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

__all__ = ["country_of", "post_name", "stations"]

KINDS = (
    (re.compile(r"^(?:AM|U\.?S\.?\s?)?\s?EMB(?:ASSY)?S?$"), "Embassy"),
    (re.compile(r"^AM(?:ERICAN)?\s?CONSUL(?:ATE)?$|^CONSULATE$"), "Consulate"),
    (
        re.compile(r"^AM(?:ERICAN)?\s?CON(?:SULATE\s?)?GEN(?:ERAL)?$|^CONSULATE GENERAL$"),
        "Consulate General",
    ),
    (re.compile(r"^AM(?:ERICAN)?\s?LEG(?:ATION)?$|^LEGATION$"), "Legation"),
    (re.compile(r"^USINT$"), "Interests Section"),
    (re.compile(r"^US\s?MISSION$|^USMISSION$"), "Mission"),
)
NAMES = {
    "SECSTATE": "Department of State",
    "DEPT OF STATE": "Department of State",
    "DEPARTMENT OF STATE": "Department of State",
    "SECDEF": "Department of Defense",
    "DOD": "Department of Defense",
    "CIA": "Central Intelligence Agency",
    "USUN": "Mission to the United Nations",
    "USMISSION USUN": "Mission to the United Nations",
    "USUN NEW YORK": "Mission to the United Nations",
    "USMISSION USUN NY": "Mission to the United Nations",
    "USMISSION USUN NEW YORK": "Mission to the United Nations",
    "USMISSION NATO": "Mission to the North Atlantic Treaty Organization",
    "USNATO": "Mission to the North Atlantic Treaty Organization",
    "THE WHITE HOUSE": "White House",
    "WHITE HOUSE": "White House",
    "JCS": "Joint Chiefs of Staff",
}
PRECEDENCE = re.compile(
    r"\b(?:IMMEDIATE|PRIORITY|ROUTINE|FLASH|NIACT|NOFORN|WASH\s?DC|WASHINGTON,?(?:\s+D\.?\s?C\.?)?|NODIS|EXDIS|LIMDIS|OPERATIONAL|\d{1,5})\b\.?"
)


ROUTING = re.compile(r"^R[A-Z]{4,6}\s?/\s?")
"""The routing indicator before an address (RUEHC/SECSTATE)."""
ATTENTION = re.compile(r"\s+FOR\s.*$")
"""For whom at the post a telegram is."""
WORDS = ("AMEMBASSY", "AMCONSUL", "AMCONGEN", "AMLEGATION", "SECSTATE", "USMISSION")
GLUED = re.compile(rf"^({'|'.join(WORDS)})(?=[A-Z]{{4,}}$)")
LIKE = 85
"""Likeness (0..100) from which a first word is one of these words, misspelled."""


def post_name(designator: str) -> str:
    """The name of a post or agency from its telegraphic address; empty if it is none.

    A first word that is glued to the city or misspelled by a letter or two is read all the same.

    >>> post_name("AMEMBASSY TEHRAN"), post_name("SECSTATE WASHDC IMMEDIATE 9510")
    ('the Embassy in Iran', 'Department of State')
    >>> post_name("AMEMBSASSY TEHRAN FOR AMBASSADOR"), post_name("AMERICAN EMBROIDERY")
    ('the Embassy in Iran', '')
    """
    plain = ATTENTION.sub("", ROUTING.sub("", designator.upper().strip(" .:;")))
    plain = PRECEDENCE.sub(" ", GLUED.sub(r"\1 ", plain)).replace(".", "").replace(",", " ")
    plain = _spelled(" ".join(plain.split()).strip(" ,:;"))
    if plain in NAMES:
        return NAMES[plain]
    words = plain.split()
    for size in (2, 1):
        head, city = " ".join(words[:size]), " ".join(words[size:])
        for pattern, kind in KINDS:
            if city and pattern.match(head):
                country = _countries().get(city)
                if kind in ("Consulate", "Consulate General"):
                    return f"the {kind} in {city.title()}"
                return f"the {kind} in {country or city.title()}"
    return ""


def _spelled(address: str) -> str:
    """An address whose first word is mended where it is nearly one of the usual words."""
    first, space, rest = address.partition(" ")
    near = [word for word in WORDS if len(first) > 6 and fuzz.ratio(first, word) >= LIKE]
    return f"{near[0]}{space}{rest}" if len(near) == 1 else address


def stations(line: str) -> tuple[str, ...]:
    """The capitals that a line consists of, in order; empty if there is anything else in it.

    >>> stations("KUWAIT THE HAGUE, TEHRAN"), stations("KUWAIT AND TEHRAN")
    (('KUWAIT', 'THE HAGUE', 'TEHRAN'), ())
    """
    words = re.findall(r"[^\s,;]+", PRECEDENCE.sub(" ", line.upper()))
    found: list[str] = []
    while words:
        size = next((n for n in (3, 2, 1) if country_of(" ".join(words[:n]))), 0)
        if not size:
            return ()
        found.append(" ".join(words[:size]))
        words = words[size:]
    return tuple(found)


def country_of(city: str) -> str:
    """The country whose government is accredited to from a city; empty if it is no capital.

    >>> country_of("Moscow")
    'the Soviet Union'
    """
    return _countries().get(city.upper().strip(" .,"), "")


@cache
def _countries() -> dict[str, str]:
    text = (files("herewith.languages") / "english" / "posts.csv").read_text("utf-8")
    return {row["city"]: row["country"] for row in csv.DictReader(io.StringIO(text))}
