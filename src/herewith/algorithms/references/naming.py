"""People and places named in running text, by the authority files, with office and day.

A name is linked if exactly one person of the list can be meant: by the name itself, by a title that
only one namesake held on the day of the text, or by an office alone ("Mr. President") that one
person of the list held then. A name that is part of an institution's ("Kennedy Library") or a
ship's is not linked, nor is one of namesakes between whom nothing decides.

Blind spot:
    Pronouns and nicknames that the list does not give.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from herewith.languages.citations import citation_words
from herewith.languages.lemmas import lemma
from herewith.languages.names import skeletons
from herewith.languages.references import reference_words

__all__ = ["Known", "Named", "find_names"]

_RUN = re.compile(
    r"(?:[A-ZА-ЯЁ]\.\s?)*[A-ZА-ЯЁ][^\W\d_]+(?:[’'-][^\W\d_]+)*"
    r"(?:[ \n]+(?:(?:[A-ZА-ЯЁ]\.\s?)+|(?:de|der|van|von|la|al|bin)\s)?"
    r"[A-ZА-ЯЁ][^\W\d_]+(?:[’'-][^\W\d_]+)*){0,4}"
)
_GENITIVE = re.compile(r"['’]s?$")
_NEXT = re.compile(r"[ \n]+([^\W\d_]+)")
_LAST = re.compile(r"([^\W\d_]+)\.?[ \n]+$")


class Known(Protocol):
    """What a list of people and places must answer (`algorithms.register.people.Authorities`)."""

    def person(self, written: str, on: datetime.date | None = None) -> tuple[str, str] | None:
        """The one person a name may mean."""
        ...

    def place(self, written: str) -> tuple[str, str] | None:
        """The one place of a name."""
        ...

    def titled(self, title: str, on: datetime.date) -> tuple[object, ...]:
        """Those of the list who held, on a day, an office that a bare title may mean."""
        ...

    def name(self, person: str) -> str:
        """The heading of a person."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: half-open offsets, what it is linked to, and by which rule."""

    start: int
    end: int
    kind: Literal["person", "place"]
    id: str
    name: str
    rule: Literal["name", "title_and_name", "office_on_day", "place_name"]


def find_names(
    text: str, language: str | None, known: Known, on: datetime.date | None
) -> tuple[Named, ...]:
    """All names of a text that mean one person or place of the lists, in order of place.

    Args:
        text: reading text.
        language: ISO 639-1.
        known: the authority lists.
        on: the day of the text, on which offices are looked up; without it no office is.
    """
    titles = citation_words(language).titles
    out: list[Named] = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        if _is_institution(text, start, end, language):
            continue
        found = _linked(run.group(), start, titles, known, on)
        if found is not None:
            out.append(found)
    return tuple(out)


def _is_institution(text: str, start: int, end: int, language: str | None) -> bool:
    """Whether the words around, or the last of its own, make a name one of an institution."""
    table = reference_words(language).naming
    following = _NEXT.match(text, end)
    before = _LAST.search(text, max(0, start - 24), start)
    own = text[start:end].split()
    for word, words in (
        (following[1] if following else "", table["behind"]),
        (before[1] if before else "", table["before"]),
        (own[-1] if len(own) > 1 else "", table["behind"]),
        (own[0] if len(own) > 1 else "", table["before"]),
    ):
        if word and (word.lower() in words or lemma(word.lower(), language) in words):
            return True
    return False


def _linked(
    run: str, start: int, titles: tuple[str, ...], known: Known, on: datetime.date | None
) -> Named | None:
    """What a run of capitalised words means: whole first, then without its first words."""
    for low, words in _endings(run):
        bare = _GENITIVE.sub("", words)
        end = start + low + len(bare)
        title = next((t for t in titles if bare == t or bare.startswith(f"{t} ")), "")
        if title == bare:
            holders = known.titled(bare, on) if on else ()
            people = {str(getattr(holder, "person", "")) for holder in holders}
            if len(people) == 1:
                (person,) = people
                name = known.name(person)
                return Named(start + low, end, "person", person, name, "office_on_day")
            return None
        found = known.person(bare, on)
        if found is not None:
            rule: Literal["name", "title_and_name"] = "title_and_name" if title else "name"
            return Named(start + low, end, "person", found[0], found[1], rule)
        place = known.place(bare) if not title else None
        if place is not None:
            return Named(start + low, end, "place", place[0], place[1], "place_name")
        if title:
            return _holder(bare, title, start + low, end, known, on)
    return None


def _holder(
    bare: str, title: str, start: int, end: int, known: Known, on: datetime.date | None
) -> Named | None:
    """The one holder of an office on a day whose surname stands behind its title."""
    wanted = set(skeletons(bare.removeprefix(title).split()[-1]))
    people = {
        str(getattr(holder, "person", ""))
        for holder in (known.titled(title, on) if on else ())
        if wanted & set(skeletons(str(getattr(holder, "name", "")).split(",")[0]))
    }
    if len(people) != 1:
        return None
    (person,) = people
    return Named(start, end, "person", person, known.name(person), "title_and_name")


def _endings(run: str) -> Iterator[tuple[int, str]]:
    """A run and what is left of it without its first word, the second, and so on."""
    at = 0
    while True:
        yield at, run[at:]
        following = re.search(r"[ \n]+", run[at:])
        if following is None:
            return
        at += following.end()
