"""When a party that the register names is the one the editors encoded, and the counts of a field.

A party is right where the surname is the surname, given names do not contradict it, and nobody
is named beside it whom the editors do not name; a body where every word of it was given, its sort
(embassy, department) included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from herewith.algorithms.register.page import Found
from herewith.languages.short_names import short_names
from herewith.languages.titles import is_office
from herewith.model.register import Party

__all__ = [
    "COARSE",
    "CONVERSED",
    "FIVE",
    "LETTERHEADS",
    "LETTERS",
    "Score",
    "is_judged",
    "is_open",
    "names_match",
    "parties",
    "plain",
]

LETTERHEADS = re.compile(r"\dve\d")
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "dr",
        "sir",
        "lord",
        "general",
        "ambassador",
        "president",
        "secretary",
        "chairman",
        "prime",
        "minister",
        "foreign",
        "under",
        "deputy",
        "assistant",
        "acting",
        "premier",
        "marshal",
        "admiral",
        "senator",
        "jr",
        "sr",
        "ii",
        "iii",
        "his",
        "her",
        "majesty",
        "excellency",
    ]
)
ONE = {"embassies": "embassy", "consulates": "consulate", "missions": "mission"}
"""Words that a heading has in the plural before a list of which one name is encoded."""
SMALL = frozenset(["the", "of", "to", "in", "at", "for", "and", "s"])
LETTERS = frozenset(
    ["letter", "memorandum", "message", "information memorandum", "action memorandum"]
)
COARSE = {
    "circular telegram": "telegram",
    "information memorandum": "memorandum",
    "action memorandum": "memorandum",
    "briefing memorandum": "memorandum",
    "memorandum for record": "memorandum",
    "memorandum for the record": "memorandum",
}
NUMBERED = re.compile(r"\bMemorandum (?:No\. )?\d|\b(?:NSC|PPS) \d|\bNo\. \d+$")
CONVERSED = re.compile(r"\bConversations?\b")
"""Headings of conversations: nobody sends one, though some volumes encode the speakers so."""
FIVE = ("telegram", "memorandum", "memorandum of conversation", "letter", "editorial note")


class Score:
    """Counts of one field."""

    def __init__(self) -> None:
        self.right = self.given = self.gold = 0
        self.errors: list[str] = []

    def add(self, given: bool, gold: bool, right: bool, note: str) -> None:
        self.given += given
        self.gold += gold
        self.right += right
        if (given or gold) and not right:
            self.errors.append(("WRONG " if given else "none  ") + note)

    def figure(self, name: str) -> float:
        """Precision `P`, recall `R` or `F1`, each 0..1."""
        precision = self.right / self.given if self.given else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return {"P": precision, "R": recall, "F1": f1}[name]

    def row(self) -> str:
        return (
            f"P {self.figure('P'):.3f}  R {self.figure('R'):.3f}  F1 {self.figure('F1'):.3f}"
            f"   gold {self.gold:5d}  given {self.given:5d}  right {self.right:5d}"
        )


def plain(text: str) -> list[str]:
    text = unicodedata.normalize("NFKD", text).lower()
    text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9 ]+", " ", text.replace("’s", "").replace("'s", "")).split()


def split(name: str) -> tuple[list[str], list[str]]:
    """Surname and given names of a person as written in one of the usual orders."""
    before, comma, after = name.partition(",")
    telling = [word for word in plain(before) if word not in TITLES | SMALL] or plain(before)
    if comma and plain(after) and not TITLES & set(plain(after)[:1]):
        return telling, plain(after)
    return telling[-1:], telling[:-1]


def same(given: Party, gold: dict[str, str]) -> bool:
    """Whether a party is the one that the editors name."""
    if gold["kind"] != "person":
        words = set(plain(f"{given.name} {given.normal} {given.office.replace('-', ' ')}"))
        return {ONE.get(word, word) for word in plain(gold["text"])} - SMALL <= words
    family, first = split(gold["text"].split(" of the ")[0])
    for name in filter(None, (given.normal, given.name)):
        surname, own = split(name)
        one, two = "".join(own[:1]), "".join(first[:1])
        shorter = min(len(one), len(two))
        agree = one[: min(shorter, 1)] == two[: min(shorter, 1)]
        if family[-1:] == surname[-1:] and (agree or one in short_names(two)):
            return True
    return set(family + first) <= set(plain(f"{given.name} {given.normal}"))


def names_match(found: Iterable[Found[Party]], gold: Sequence[dict[str, str]]) -> bool:
    """Whether all that was given is right, or all that the editors name was given."""
    given = [one.value for one in found]
    known = [any(same(party, one) for one in gold) for party in given]
    reached = [any(same(party, one) for party in given) for one in gold]
    return any(known) and (all(known) or all(reached))


def is_judged(gold: dict[str, Any], side: str) -> bool:
    """Whether the heading can tell a right party from a wrong one.

    "National Security Action Memorandum No. 75" names neither who signed it nor to whom it goes,
    "Memorandum From the Deputy Secretary of Defense" not for whom it is, and in "From the Joint
    Chiefs of Staff to …" nobody encoded the body.
    """
    if gold[side] or NUMBERED.search(gold["head"]):
        return bool(gold[side])
    if side == "to" and gold["from"]:
        return False
    return (
        re.search(r"\b[Ff]rom\b|\b[Bb]y\b" if side == "from" else r"\b[Tt]o\b", gold["head"])
        is None
    )


def is_open(found: Sequence[Found[Party]], gold: Sequence[dict[str, str]]) -> bool:
    """Whether a person was given where the editors name an office and no holder.

    Who was "the Acting Secretary of State" that day the heading does not say.
    """
    offices = all(one["kind"] != "person" and is_office(one["text"]) for one in gold)
    persons = any(one.value.kind == "person" for one in found)
    return bool(gold) and offices and persons and not names_match(found, gold)


def parties(found: Iterable[Found[Party]]) -> str:
    return " ; ".join(
        f"{f.value.name} | {f.value.normal} | {f.value.office} [{f.rule}]" for f in found
    )
