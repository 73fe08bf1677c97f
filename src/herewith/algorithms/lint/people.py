"""Names linked to the wrong row of the list of persons.

Two rules, both silent unless exactly one other person of the list fits: a title before a name
that the person linked never held ("President Kennedy" linked to the Attorney General), and a
surname that is not that of the person linked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import JaroWinkler

from herewith.algorithms.lint.fault import Change, Fault
from herewith.algorithms.lint.volume import Person, Volume
from herewith.languages.names import skeletons
from herewith.model.text import Mark

__all__ = ["people_faults"]

ALIKE = 0.82
"""Jaro–Winkler similarity (0..1) from which two surnames may be spellings of one."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'.-](?=[^\W\d_]))*")
_GENITIVE = re.compile(r"['’]s?$")
_SEGMENT = re.compile(r"[;,]|\bthereafter\b|\blater\b|\bthen\b")


def people_faults(volume: Volume) -> Iterator[Fault]:
    """All names of a volume that are linked to a person whom their words do not mean."""
    if not volume.people:
        return
    by_surname: dict[str, list[Person]] = defaultdict(list)
    for person in volume.people.values():
        for key in _surname(person):
            by_surname[key].append(person)
    for n, mark in volume.named("persName", "name"):
        linked = volume.people.get(mark.get("corresp").lstrip("#") or mark.get("ref").lstrip("#"))
        if linked is None:
            continue
        said = _GENITIVE.sub("", volume.plain(mark.inner_start, mark.inner_end).strip())
        found = _other_name(said, linked, by_surname) or _other_office(
            volume, n, mark, said, linked, by_surname
        )
        if found is None:
            continue
        meant, code, why = found
        message = f"“{why}” is linked to {linked.name}, {linked.office}"
        hint = f"Probably {meant.name}, {meant.office} (#{meant.id})."
        change = _relinked(volume, mark, meant.id)
        record = volume.record_at(mark.start)
        yield Fault(code, "warning", mark.start, mark.end, message, hint, record, change)


def _surname(person: Person) -> frozenset[str]:
    return frozenset(skeletons(person.name.split(",")[0].split("(")[0].strip()))


def _other_name(
    said: str, linked: Person, by_surname: dict[str, list[Person]]
) -> tuple[Person, str, str] | None:
    """The one other person whose surname a linked name has."""
    words = _WORD.findall(said)
    if not words or "." in words[-1] or len(words[-1]) < 4 or "[" in said or "," in said:
        return None
    last = words[-1]
    own = _WORD.findall(f"{linked.name} {linked.office}")
    if any(_alike(last, word) for word in own) or any(
        _alike(word, linked.name.split(",")[0]) for word in words
    ):
        return None
    others = [p for key in skeletons(last) for p in by_surname.get(key, ())]
    others = [p for p in dict.fromkeys(others) if p.id != linked.id]
    if len(others) != 1 or (len(words) > 1 and not _first_fits(words[:-1], others[0])):
        return None
    return others[0], "L211", said


def _first_fits(first: list[str], person: Person) -> bool:
    """Whether a first name or a title before a surname fits a person."""
    known = {word.lower() for word in _WORD.findall(f"{person.name} {person.office}")}
    return any(word.lower() in known for word in first)


def _alike(a: str, b: str) -> bool:
    if JaroWinkler.similarity(a.lower(), b.lower()) >= ALIKE:
        return True
    return bool(set(skeletons(a)) & set(skeletons(b)))


def _other_office(
    volume: Volume,
    n: int,
    mark: Mark,
    said: str,
    linked: Person,
    by_surname: dict[str, list[Person]],
) -> tuple[Person, str, str] | None:
    """The one other person of the surname who held the office of the title before a name."""
    block = volume.block(n)
    before = volume.plain(max(block.inner_start, mark.start - 160), mark.start) if block else ""
    name = said.rsplit(" ", 1)
    ahead = f"{before[-40:]} {name[0] if len(name) > 1 else ''}".rstrip()
    title = next((t for t in volume.words.titles if re.search(rf"(?<![\w-]){t}$", ahead)), "")
    if not title or _held(volume, linked, title):
        return None
    rivals = {
        person.id: person
        for key in _surname(linked)
        for person in by_surname[key]
        if person.id != linked.id and _held(volume, person, title)
    }
    if len(rivals) != 1:
        return None
    (meant,) = rivals.values()
    return meant, "L210", f"{title} {name[-1]}"


def _held(volume: Volume, person: Person, title: str) -> bool:
    """Whether a list of persons says that somebody held the office of a title."""
    name = person.name.split(",", 1)
    segments = [name[1] if len(name) > 1 else "", *_SEGMENT.split(person.office)]
    last = title.split()[-1].lower()
    for segment in segments:
        head = []
        for word in segment.split():
            if word.lower() in volume.words.office_ends:
                break
            head.append(word.strip("()").lower())
        if last in head:
            return True
    return False


def _relinked(volume: Volume, mark: Mark, own: str) -> Change | None:
    tag = volume.text[mark.start : mark.inner_start]
    found = re.search(r"\b(?:corresp|ref)\s*=\s*([\"'])(#[^\"']*)\1", tag)
    if found is None:
        return None
    return Change(mark.start + found.start(2), mark.start + found.end(2), f"#{own}")
