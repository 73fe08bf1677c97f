"""Titles, offices and institutions: what kind of thing a name on a page names.

The words are data (`<language>/titles.toml`, English and Russian); both tables are used at once,
for a page of either language may carry names of the other.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

__all__ = [
    "Named",
    "classify",
    "closing_of",
    "in_nominative",
    "is_office",
    "is_person_like",
    "salutation_of",
    "without_title",
]

LANGUAGES = ("english", "russian")


@dataclass(frozen=True, slots=True)
class _Titles:
    before: re.Pattern[str]
    after: re.Pattern[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    institutions: frozenset[str]
    salutation: re.Pattern[str]
    closing: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A line that names somebody: `kind` is `person`, `office`, `body` or empty, `name` without title."""

    kind: str
    name: str


@lru_cache(maxsize=16384)
def classify(line: str) -> Named:
    """What a short line names, by its words.

    >>> classify("Mr. McGeorge Bundy"), classify("THE WHITE HOUSE").kind
    (Named(kind='person', name='McGeorge Bundy'), 'body')
    >>> classify("Under Secretary of State").kind, classify("It was agreed that").kind
    ('office', '')
    """
    plain = line.strip(" \t*_[]()|:;,")
    if not plain or len(plain) > 140:
        return Named("", plain)
    lower = re.sub(r"^the\s+", "", plain.lower()).strip(" .")
    titles = _titles()
    if lower in titles.institutions or "the " + lower in titles.institutions:
        return Named("body", plain)
    words = re.findall(r"[^\W\d_][\w.'’-]*", lower)
    if words and words[-1].strip(".") in HOUSES:
        return Named("body", plain)
    if not words:
        return Named("", plain)
    head = words[:6]
    if any(word.strip(".") in titles.offices for word in head[:3]) and not is_person_like(plain):
        return Named("office", plain)
    name = without_title(plain)
    if is_person_like(name):
        return Named("person", name)
    if any(word.strip(".") in titles.bodies for word in words):
        return Named("body", plain)
    if any(word.strip(".") in titles.offices for word in head):
        return Named("office", plain)
    return Named("", plain)


def is_office(line: str) -> bool:
    """Whether a line names an office.

    >>> is_office("Secretary of State"), is_office("Dean Rusk")
    (True, False)
    """
    return classify(line).kind == "office"


def without_title(name: str) -> str:
    """A name without forms of address and ranks before it and degrees behind it.

    >>> without_title("Hon. Elliot L. Richardson"), without_title("г-ну У Тану")
    ('Elliot L. Richardson', 'У Тану')
    """
    titles = _titles()
    before = None
    while before != name:
        before = name
        name = titles.before.sub("", name, count=1)
    return titles.after.sub("", name).strip(" ,")


NAME = re.compile(
    r"(?:(?:[A-ZÀ-ÞА-ЯЁ]\.\s?-?){1,4}|(?:[A-ZÀ-ÞА-ЯЁ][\w’'-]*[^\W\d_]\.?))"
    r"(?:\s+(?:(?:[A-ZÀ-ÞА-ЯЁ]\.\s?){1,3}|(?:de|von|van|der|den|del|di|da|la|le|al|bin|el|du|ten|ter|zu|y)\b"
    r"|(?:[A-ZÀ-ÞА-ЯЁ]\.){1,3}[A-ZÀ-ÞА-ЯЁ][\w’'-]+"
    r"|[A-ZÀ-ÞА-ЯЁ][\w’'-]*\.?|“[^”]+”|\"[^\"]+\"))"
    r"{0,4}(?:,?\s+(?:Jr|Sr|JR|SR|II|III|IV|Esq|Esquire|ESQUIRE)\b\.?)?"
)


INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")


def is_person_like(name: str) -> bool:
    """Whether a line is built like a person's name and contains no word of an office or body.

    >>> is_person_like("H. Freeman Matthews"), is_person_like("Office of Iranian Affairs")
    (True, False)
    """
    name = name.strip(" ,*_")
    if not NAME.fullmatch(name):
        return False
    words = [word.strip(".,").lower() for word in name.split() if not INITIALS.fullmatch(word)]
    titles = _titles()
    if any(word in titles.offices or word in titles.bodies or word in STOP for word in words):
        return False
    return any(len(word) > 2 and word not in RANKS for word in words)


HOUSES = frozenset(["house", "department", "embassy", "ministry", "agency", "bureau", "building"])
"""Last words of a house or institution, whoever it is named after."""

STOP = frozenset(
    [
        *(
            "the",
            "and",
            "of",
            "for",
            "to",
            "from",
            "in",
            "on",
            "at",
            "by",
            "with",
            "subject",
            "date",
        ),
        *(
            "secret",
            "confidential",
            "washington",
            "moscow",
            "attachment",
            "enclosure",
            "enclosures",
        ),
        *("memorandum", "telegram", "letter", "approve", "disapprove", "approved", "disapproved"),
        *("other", "yes", "no", "tab", "annex", "appendix", "copy", "draft", "page", "conclusion"),
        *(
            "recommendation",
            "recommendations",
            "background",
            "discussion",
            "summary",
            "unclassified",
        ),
        *("priority", "immediate", "urgent", "undated", "introduction", "problem", "end", "begin"),
        *(
            "text",
            "message",
            "signed",
            "initialed",
            "participants",
            "dear",
            "sincerely",
            "attached",
            "service",
            "services",
        ),
        *("soviet", "union", "american", "united", "states", "republic", "foreign", "affairs"),
        *("республика", "республики", "республике", "федерация", "федерации", "федеративная"),
        *("федеративной", "союз", "союза", "королевство", "королевства", "kingdom", "federation"),
        *("и", "в", "на", "по", "о", "об", "для", "приложение", "копия", "секретно", "москва"),
        *("action", "information", "info", "comment", "comments", "note", "notes", "attachments"),
        *("conclusions", "general", "policy", "security", "economic", "military", "political"),
        *(
            "defense",
            "intelligence",
            "review",
            "january",
            "february",
            "march",
            "april",
            "june",
            "july",
        ),
        *(
            "august",
            "september",
            "october",
            "november",
            "december",
            "monday",
            "tuesday",
            "wednesday",
        ),
        *(
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "next",
            "steps",
            "briefing",
            "paper",
            "estimate",
            "study",
            "statement",
            "minutes",
            "record",
            "conversation",
            "proposal",
            "outline",
            "meeting",
            "program",
            "situation",
            "objectives",
            "issues",
            "options",
        ),
    ]
)
"""Words that occur in short lines of a page and never in a name."""


RANKS = frozenset(
    [
        *("gen", "maj", "lt", "col", "capt", "adm", "brig", "usa", "usn", "usaf", "usmc", "vice"),
        *("rear", "admiral", "major", "lieutenant", "captain", "brigadier", "u.s", "navy", "army"),
        "esq",
    ]
)
"""Words that may stand with a name but make none."""


def salutation_of(line: str) -> re.Match[str] | None:
    """The salutation at the head of a line: `who` is what stands behind "Dear".

    >>> salutation_of("Dear Mr. Kerney:")["who"]
    'Mr. Kerney'
    """
    return _titles().salutation.match(line)


def in_nominative(body: str) -> str:
    """The name of a body whose first words stand in the dative, in its usual form; else empty.

    >>> in_nominative("Посольству Республики Арден"), in_nominative("the Embassy in Arden")
    ('Посольство Республики Арден', '')
    """
    first, _, rest = body.partition(" ")
    plain = _nominatives().get(first.lower())
    if plain is None:
        return ""
    plain = plain.upper() if first.isupper() else plain.capitalize()
    return f"{plain} {rest}".strip()


@cache
def _nominatives() -> dict[str, str]:
    out: dict[str, str] = {}
    for name in LANGUAGES:
        table = tomllib.loads(
            (files("herewith.languages") / name / "titles.toml").read_text("utf-8")
        )
        out.update(table.get("nominatives", {}))
    return out


def closing_of(line: str) -> re.Match[str] | None:
    """A closing formula that fills a line ("Sincerely yours,"), else `None`.

    >>> bool(closing_of("С уважением к Вам")), bool(closing_of("Yours was received."))
    (True, False)
    """
    return _titles().closing.fullmatch(line.strip())


@cache
def _titles() -> _Titles:
    tables = [
        tomllib.loads((files("herewith.languages") / name / "titles.toml").read_text("utf-8"))
        for name in LANGUAGES
    ]

    def joined(*keys: str) -> list[str]:
        return [word for table in tables for key in keys for word in table[key]]

    def either(words: list[str]) -> str:
        parts = (
            re.escape(w).replace(r"\ ", r"\s+")
            for w in sorted(set(words), key=lambda w: (-len(w), w))
        )
        return "|".join(parts)

    return _Titles(
        before=re.compile(
            rf"^\s*(?:the\s+)?(?:{either(joined('honorifics', 'ranks'))})(?:\.|(?=\s|$))\s*", re.I
        ),
        after=re.compile(rf",?\s+(?:{either(joined('suffixes'))})\.?\s*$", re.I),
        offices=frozenset(joined("offices")),
        bodies=frozenset(joined("bodies")),
        institutions=frozenset(joined("institutions")),
        salutation=re.compile(
            rf"^\s*[“„«\"]?(?P<form>{either(joined('salutations'))})(?!\w)\.?\s*(?P<who>[^:,;!?—\n]{{0,60}}?)\s*(?P<mark>[:,!;]|—|$)",
            re.I,
        ),
        closing=re.compile(rf"[\s*_]*(?:{either(joined('closings'))})[\s,.*_:!]*", re.I),
    )
