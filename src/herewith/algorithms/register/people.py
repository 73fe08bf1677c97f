"""Authority rows made searchable: a name to one person, an office and a day to its holder.

A name that fits two people of the list is nobody's: namesakes stay open.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from herewith.algorithms.register.authority_rows import (
    Holder,
    Row,
    holder_of,
    home_of,
    initial_parts,
    names_of,
    office_key,
    place_key,
    title_key,
)
from herewith.languages.names import same_name, skeleton, skeletons, split_name
from herewith.languages.nations import state_named
from herewith.languages.short_names import short_names
from herewith.languages.titles import without_title

__all__ = ["Authorities", "Holder", "is_spoken_of"]

AREAS = frozenset(
    [
        "state",
        "country",
        "region",
        "province",
        "continent",
        "island",
        "islands",
        "strait",
        "sea",
        "ocean",
        "bay",
        "gulf",
        "cape",
        "river",
        "lake",
        "mountain",
        "channel",
    ]
)
"""Values of the column `kind` of `places.csv` that are no settlement."""


class Authorities:
    """People, offices and places of a project, indexed by the sound of surnames and by names.

    `home` is the code of the state whose offices the project's list names above all, or empty.
    """

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        self._people: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self._names: dict[str, str] = {}
        self._pack: set[str] = set()
        self._full: list[tuple[str, str, tuple[str, ...]]] = []
        self._given: list[tuple[str, str, tuple[str, ...]]] = []
        self._same: dict[str, str] = {}
        people = rows.get("people", ())
        for row in people:
            if not row.get("pack"):
                self._add_person(row, row["id"], row["name"])
        for row in people:
            if row.get("pack"):
                self._add_pack(row)
        self._offices: dict[str, list[Holder]] = defaultdict(list)
        self._titles: dict[str, list[Holder]] = defaultdict(list)
        self._held: dict[str, list[Holder]] = defaultdict(list)
        for row in rows.get("offices", ()):
            self._add_office(row)
        self.home = home_of(rows.get("offices", ()))
        self._areas: set[str] = set()
        self._places: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in rows.get("places", ()):
            for name in names_of(row):
                self._places[place_key(name)].add((row["id"], row["name"]))
            if row.get("kind", "").lower() in AREAS:
                self._areas.add(row["id"])

    def _add_person(self, row: Row, key: str, main: str) -> None:
        self._names.setdefault(key, main)
        for name in names_of(row):
            surname = split_name(without_title(name))[0]
            if surname:
                self._people[skeleton(surname[-1])].append((key, name, main))
        if not row.get("pack"):
            family, given = split_name(row["name"])
            self._given.append((key, main, tuple(word.lower() for word in given)))
            self._full.append((key, main, tuple(word.lower() for word in (*given, *family))))

    def _add_pack(self, row: Row) -> None:
        """Somebody of the built-in pack: the one project's person of that full name, or himself."""
        surname = split_name(row["name"])[0]
        own = {
            (key, main)
            for key, form, main in self._sounding(surname[-1])
            if key not in self._pack and split_name(form)[1] and same_name(row["name"], form)
        }
        if row["id"] in self._names:
            own = {(row["id"], self._names[row["id"]])}
        if len(own) == 1:
            key, main = next(iter(own))
            self._same[row["id"]] = key
            self._add_person(row, key, main)
        else:
            self._pack.add(row["id"])
            self._add_person(row, row["id"], row["name"])

    def _add_office(self, row: Row) -> None:
        holder = holder_of(row, self._names, self._same)
        if holder is None:
            return
        self._held[holder.person].append(holder)
        for name in names_of(row):
            self._offices[office_key(name)].append(holder)
            self._titles[title_key(name)].append(holder)

    def person(self, written: str, on: datetime.date | None = None) -> tuple[str, str] | None:
        """Id and name of the one person whose name this may be; `None` for none or several.

        Somebody of the built-in pack is not known by a surname alone, unless a title stands
        with it and he held an office on the day `on`. Of namesakes the title decides: the one who
        is called so in the list ("Captain Reed"), or who alone held an office of that name on the
        day ("President Reed").
        """
        name = without_title(written)
        surname, given = split_name(name)
        if not surname:
            return None
        fitting = {
            (who, main)
            for who, form, main in self._sounding(surname[-1])
            if same_name(name, form)
            and (given or who not in self._pack or (name != written and self._in_office(who, on)))
        }
        if not fitting and given:
            fitting = self._short_for(surname[-1], given) or self._with_initials(surname, given)
        if len({who for who, _ in fitting}) > 1 and name != written:
            fitting = self._titled_so(written, name, on, fitting)
        return next(iter(fitting)) if len({who for who, _ in fitting}) == 1 else None

    def _short_for(self, surname: str, given: tuple[str, ...]) -> set[tuple[str, str]]:
        """Those of a surname whose given name the one given shortens (Chet for Chester).

        Only where the list has one person of that surname.
        """
        entries = [entry for entry in self._sounding(surname) if entry[0] not in self._pack]
        if len({who for who, _, _ in entries}) != 1:
            return set()
        short = given[0].lower()
        return {
            (who, main)
            for who, form, main in entries
            for full in split_name(form)[1][:1]
            if short in short_names(full) or (len(short) > 3 and full.lower()[:3] == short[:3])
        }

    def _with_initials(
        self, surname: tuple[str, ...], given: tuple[str, ...]
    ) -> set[tuple[str, str]]:
        """Those whose other names all begin with the initials given, in order.

        M. A. Khan is Mohammad Ayub Khan, whose list gives Ayub Khan as his surname.
        """
        if len(given) < 2 or any(len(word) > 1 for word in given):
            return set()
        initials = tuple(word.lower() for word in given)
        last = skeleton(surname[-1])
        return {
            (who, main)
            for who, main, words in self._full
            if len(words) == len(initials) + 1
            and skeleton(words[-1]) == last
            and all(word.startswith(one) for word, one in zip(words, initials, strict=False))
        }

    def _sounding(self, surname: str) -> list[tuple[str, str, str]]:
        """Entries under a surname, in any case that its ending may stand for."""
        return [entry for key in skeletons(surname) for entry in self._people.get(key, ())]

    def _titled_so(
        self, written: str, name: str, on: datetime.date | None, fitting: set[tuple[str, str]]
    ) -> set[tuple[str, str]]:
        """Those of several namesakes whom the title before the name fits."""
        before, _, _ = written.rpartition(name)
        called = {
            (who, main)
            for who, form, main in self._sounding(split_name(name)[0][-1])
            if (who, main) in fitting and form.casefold() == written.strip().casefold()
        }
        if called or on is None:
            return called
        holders = {holder.person for holder in self.titled(before, on)}
        return {(who, main) for who, main in fitting if who in holders}

    def is_listed(self, title: str) -> bool:
        """Whether the list itself gives a bare title as the name of an office."""
        return any(h.person not in self._pack for h in self._offices.get(office_key(title), ()))

    def titled(self, title: str, on: datetime.date) -> tuple[Holder, ...]:
        """Holders, among the project's own people, of the offices that a bare title may mean.

        Offices that are called so in the list come first; without them those that have the title
        before their state ("President", and "President of the Republic of Arden").
        """
        key = office_key(title)
        rows = self._offices.get(key) or self._titles.get(key) or []
        fitting = {
            holder
            for holder in rows
            if holder.person not in self._pack and holder.first <= on <= holder.last
        }
        return tuple(sorted(fitting, key=lambda holder: (holder.person, holder.office)))

    def chiefs(self, title: str, on: datetime.date) -> tuple[Holder, ...]:
        """Holders of the offices with this title before or behind their state, the pack's too.

        Of a state that the project's own list knows, the pack's holders are left out.
        """
        key = office_key(title)
        found = [h for h in self._titles.get(key, ()) if h.country and h.first <= on <= h.last]
        own = {h.country for h in found if h.person not in self._pack}
        chosen = {h for h in found if h.person not in self._pack or h.country not in own}
        people: dict[str, Holder] = {}
        for holder in sorted(chosen, key=lambda h: (h.person, h.office)):
            people.setdefault(holder.person, holder)
        return tuple(people.values())

    def envoy(self, written: str, on: datetime.date) -> Holder | None:
        """The one head of a mission whom a state has in office: "the Ambassador of Israel"."""
        match = ENVOY.match(written)
        state = state_named(match["state"]) if match else ""
        found = {h for h in self._titles.get("ambassador", ()) if state and h.country == state}
        held = sorted({h for h in found if h.first <= on <= h.last}, key=lambda h: h.office)
        return held[0] if len({h.person for h in held}) == 1 else None

    def is_head(self, person: str, on: datetime.date) -> bool:
        """Whether a person was the head of a state or government on a day, by his title."""
        return any(h.person == person for title in HEADS for h in self.chiefs(title, on))

    def states(self, person: str, on: datetime.date) -> frozenset[str]:
        """The states in whose offices a person was on a day."""
        return frozenset(
            holder.country
            for holder in self._held.get(person, ())
            if holder.country and holder.first <= on <= holder.last
        )

    def initialled(self, written: str) -> tuple[str, str] | None:
        """Id and name of the one person of the project's list who signs with these initials.

        There must be three at least, or one that is more than a letter (McG. B.).
        """
        parts = initial_parts(written)
        if len(parts) < 3 and not any(len(part) > 2 for part in parts):
            return None
        fitting = {
            (who, main)
            for who, main, words in self._full
            if len(words) == len(parts)
            and all(word.startswith(part) for word, part in zip(words, parts, strict=True))
        }
        return next(iter(fitting)) if len(fitting) == 1 else None

    def called(self, first: str) -> tuple[tuple[str, str], ...]:
        """Ids and names of all of the project's list with such a given name.

        Any of the given names counts, and what they are shortened to, so that nobody is
        overlooked of whom it may be said.
        """
        short = first.lower()
        fitting = {
            (who, main)
            for who, main, given in self._given
            if any(name == short or short in short_names(name) for name in given)
        }
        return tuple(sorted(fitting))

    def is_of_pack(self, person: str) -> bool:
        """Whether the built-in pack knows a person, under his own id or the project's."""
        return person in self._pack or person in self._same.values()

    def is_only_of_pack(self, person: str) -> bool:
        """Whether the built-in pack knows a person and the project's list does not."""
        return person in self._pack

    @property
    def has_own_people(self) -> bool:
        """Whether the project has a list of people, besides the built-in pack."""
        return bool(self._full)

    def place(self, written: str) -> tuple[str, str] | None:
        """Id and name of the one place that is called so; `None` for none or several."""
        fitting = self._places.get(place_key(written), set())
        return next(iter(fitting)) if len(fitting) == 1 else None

    def is_seat(self, written: str) -> bool:
        """Whether this is a place of the list where an office can sit: no state, strait or sea."""
        known = self.place(written)
        return known is not None and known[0] not in self._areas

    def holder(self, office: str, on: datetime.date, country: str = "") -> Holder | None:
        """Who held an office on a day; `None` if none is known or several countries fit."""
        fitting = {
            holder
            for holder in self._offices.get(office_key(office), ())
            if holder.first <= on <= holder.last and country in ("", holder.country)
        }
        ordered = sorted(fitting, key=lambda h: (h.person in self._pack, h.person, h.office))
        if any(not same_name(ordered[0].name, other.name) for other in ordered[1:]):
            return None
        return ordered[0] if ordered else None

    def only_holder(self, office: str, country: str = "") -> Holder | None:
        """The one person of the project's own list who ever held an office, for undated papers."""
        rows = self._offices.get(office_key(office), ())
        own = [
            holder
            for holder in rows
            if holder.person not in self._pack and country in ("", holder.country)
        ]
        return own[0] if len({holder.person for holder in own}) == 1 else None

    def _in_office(self, person: str, on: datetime.date | None) -> bool:
        return on is not None and bool(self.holds(person, on))

    def holds(self, person: str, on: datetime.date) -> tuple[str, ...]:
        """Ids of the offices that a person held on a day, the surest term first."""
        held = [h for h in self._held.get(person, ()) if h.first <= on <= h.last]
        ordered = sorted(held, key=lambda h: (h.last - h.first, h.office))
        return tuple(dict.fromkeys(holder.office for holder in ordered))

    def name(self, person: str) -> str:
        """The heading of a person, or the id if it is not in the list."""
        return self._names.get(person, person)


def is_spoken_of(person: str, name: str, text: str, authorities: Authorities) -> bool:
    """Whether a text names somebody by surname: so a letter speaks of others than its reader.

    Another of the list with that surname ("Robert Kennedy" beside John) is not he.
    """
    surname = split_name(name)[0]
    if not surname:
        return False
    for match in re.finditer(rf"(?:\b[A-ZА-ЯЁ][\w’'-]*\.?\s+)?\b{re.escape(surname[-1])}\b", text):
        known = authorities.person(match.group()) if " " in match.group() else None
        if known is None or known[0] == person:
            return True
    return False


HEADS = ("President", "Chairman", "Premier", "Prime Minister", "Chancellor", "Президент")
ENVOY = re.compile(
    r"^(?:(?:his|her)\s+excellency\s+)?(?:the\s+)?ambassador\s+of\s+(?P<state>[A-Z][\w .’'-]+?)\W*$",
    re.I,
)
