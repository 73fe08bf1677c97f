"""People and places of the register: who wrote, signed and received what, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from herewith.languages.names import same_name
from herewith.languages.titles import without_title
from herewith.model.document import DocumentId
from herewith.model.register import Field, Party, RegisterEntry
from herewith.site.addresses import Route, page_address
from herewith.site.index import EditionIndex
from herewith.site.pages import NamePage, PeoplePage
from herewith.site.parts import Choice
from herewith.site.views.name_rows import PART, name_row, parties_of, place_in_time
from herewith.site.views.offices import office_choices

__all__ = ["name_page", "people_page"]


@dataclass
class _Named:
    """Everything the register says of one person or place."""

    name: str
    rows: list[tuple[RegisterEntry, str, Field[Party] | Field[str]]] = field(default_factory=list)
    offices: dict[str, None] = field(default_factory=dict)


@dataclass
class _Names:
    """All people and places of an edition, and the names that are nobody's yet."""

    people: dict[str, _Named] = field(default_factory=dict)
    places: dict[str, _Named] = field(default_factory=dict)
    open: list[tuple[RegisterEntry, str, Field[Party]]] = field(default_factory=list)


def people_page(index: EditionIndex, route: Route) -> PeoplePage | None:
    """Everybody and every place that the register names, with how often."""
    if route.part > 1:
        return None
    names = _names(index)
    return PeoplePage(
        tuple(_choices(names.people, "person")),
        tuple(_choices(names.places, "place")),
        tuple(name_row(index, *one) for one in _unclaimed(names)),
        office_choices(index),
    )


def name_page(index: EditionIndex, route: Route) -> NamePage | None:
    """One person or one place; `None` if the register names none so."""
    names = _names(index)
    table = names.people if route.kind == "person" else names.places
    found = table.get(route.key)
    if found is None:
        return None
    rows = sorted(found.rows, key=lambda one: place_in_time(one[0], one[1]))
    parts = max(1, -(-len(rows) // PART))
    if route.part > parts:
        return None
    first = (route.part - 1) * PART
    alike = [
        one
        for one in names.open
        if route.kind == "person" and same_name(without_title(one[2].value.name), found.name)
    ]
    return NamePage(
        route.kind,
        route.key,
        found.name,
        tuple(found.offices),
        len(rows),
        tuple(name_row(index, *one) for one in rows[first : first + PART]),
        tuple(name_row(index, *one) for one in alike),
        route.part,
        tuple(page_address(Route(route.kind, route.key, "", n + 1)) for n in range(parts)),
        office_choices(index, found.offices),
    )


def _names(index: EditionIndex) -> _Names:
    return index.once("names", lambda: _gathered(index))


def _gathered(index: EditionIndex) -> _Names:
    names = _Names()
    for document in index.facts:
        entry = index.edition.entry(DocumentId(document))
        if entry is not None:
            _add(names, entry)
    return names


def _add(names: _Names, entry: RegisterEntry) -> None:
    for side, party in parties_of(entry):
        value = party.value
        if value.person:
            named = names.people.setdefault(value.person, _Named(value.normal or value.name))
            named.rows.append((entry, side, party))
            if value.office:
                named.offices.setdefault(value.office)
        elif value.kind == "person":
            names.open.append((entry, side, party))
    if entry.place is not None and entry.place.status != "rejected":
        place = names.places.setdefault(entry.place.value, _Named(entry.place.value))
        place.rows.append((entry, "place", entry.place))


def _choices(table: Mapping[str, _Named], kind: str) -> Iterator[Choice]:
    for key, named in sorted(table.items(), key=lambda one: (one[1].name.casefold(), one[0])):
        where = page_address(Route(kind, key))
        yield Choice(named.name, where, len({entry.id for entry, _, _ in named.rows}), False)


def _unclaimed(names: _Names) -> list[tuple[RegisterEntry, str, Field[Party]]]:
    """Names of persons that the register leaves open, in order of time."""
    return sorted(names.open, key=lambda one: place_in_time(one[0], one[1]))
