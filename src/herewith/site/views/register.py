"""The register: home of the edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from herewith.model.collation import Item
from herewith.model.register import RegisterEntry
from herewith.site.addresses import Route, page_address
from herewith.site.index import EditionIndex, lookup
from herewith.site.pages import Lacks, RegisterPage, RegisterRow
from herewith.site.parts import Choice, Facet

__all__ = ["FACETS", "PART", "SORTS", "register_page", "register_rows"]

PART = 250
"""Letters on one page of the register."""

FACETS = (
    *("language", "kind", "year"),
    *("sender", "addressee", "place", "classification", "withheld"),
)
SHOWN = 20
"""Values of a facet of names that are offered, the most frequent; people and places list all."""
LONGEST = 200
"""Characters of a value that can be chosen: longer ones would make addresses no disk can hold."""

SORTS = ("date", "title", "sender", "addressee", "kind")

NONE = "unknown"
"""Value of a facet for letters of which it is not known."""


def register_page(index: EditionIndex, route: Route) -> RegisterPage | None:
    """The register under a facet and a sort order; `None` if there is no such list."""
    facet, _, value = route.key.partition(":")
    sort = route.sort or "date"
    if sort not in SORTS or route.sort == "date" or (facet and (facet not in FACETS or route.sort)):
        return None
    chosen = _lists(index).get(f"{facet}:{value}" if facet else sort)
    if chosen is None:
        return None
    parts = max(1, -(-len(chosen) // PART))
    if route.part > parts:
        return None
    first = (route.part - 1) * PART
    offered = (facet,) if facet else FACETS if route.part == 1 and sort == "date" else ()
    total = _total(index)[""]
    return RegisterPage(
        index.edition.title,
        sort,
        facet,
        value,
        tuple(_sort_choice(name, sort, total) for name in SORTS),
        tuple(_facet(index, name, facet, value) for name in offered),
        page_address(Route("register")),
        total,
        len(chosen),
        route.part,
        tuple(page_address(Route("register", route.key, route.sort, n + 1)) for n in range(parts)),
        tuple(_rows(index, chosen[first : first + PART])),
        lacks(index),
    )


def register_rows(index: EditionIndex, key: str) -> tuple[RegisterRow, ...]:
    """The letters of a facet, or all, in order of date, whatever the number of pages they take."""
    return tuple(_rows(index, _lists(index).get(key or "date", ())))


def _rows(index: EditionIndex, letters: Iterable[str]) -> Iterator[RegisterRow]:
    found = (index.edition.item(letter) for letter in letters)
    return (_row(index, item) for item in found if item is not None)


@lookup("values of letters")
def _facets(index: EditionIndex) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The values of every facet by letter."""
    return {str(item.id): _values(index, item) for item in index.items}


@lookup("lists of letters")
def _lists(index: EditionIndex) -> Mapping[str, Sequence[str]]:
    """Letters by the column they are in order of, and by facet and value in order of date."""
    lists: dict[str, list[str]] = {}
    values = _facets(index).whole()
    for sort in SORTS:
        lists[sort] = [str(item.id) for item in sorted(index.items, key=_key(sort))]
    for letter in lists["date"]:
        for facet, found in values[letter].items():
            for value in found:
                lists.setdefault(f"{facet}:{value}", []).append(letter)
    return lists


@lookup("letters by value")
def _counted(index: EditionIndex) -> Mapping[str, Sequence[tuple[str, int]]]:
    """The values of every facet with how many letters have each, the most frequent first."""
    values = _facets(index).whole().values()
    counts = {name: Counter(found for one in values for found in one[name]) for name in FACETS}
    return {
        name: sorted(found.items(), key=lambda one: (-one[1], one[0]))
        for name, found in counts.items()
    }


@lookup("number of letters")
def _total(index: EditionIndex) -> Mapping[str, int]:
    return {"": len(index.items)}


def lacks(index: EditionIndex) -> Lacks:
    """What the edition does not have."""
    return _lacking(index)[""]


@lookup("lacks")
def _lacking(index: EditionIndex) -> Mapping[str, Lacks]:
    gaps = index.edition.gaps()
    lacking = Lacks(
        len(gaps),
        sum(gap.estimate_words or 0 for gap in gaps),
        sum(not fact.complete for fact in index.facts.values()),
        sum(a.status != "rejected" for a in index.edition.attested()),
        sum(not item.date for item in index.items),
        sum(problem.severity != "note" for problem in index.edition.problems()),
    )
    return {"": lacking}


def _values(index: EditionIndex, item: Item) -> dict[str, tuple[str, ...]]:
    """The values of every facet for a letter: of its item, and of the entries of its witnesses."""
    entries = tuple(_entries(index, item))
    places = (e.place.value for e in entries if e.place and e.place.status != "rejected")
    levels = (
        e.classification.value.normal
        for e in entries
        if e.classification and e.classification.status != "rejected"
    )
    return {
        "language": _languages(index, item) or (NONE,),
        "kind": (item.kind or NONE,),
        "year": (item.date[:4] if item.date[:4].isdigit() else NONE,),
        "sender": tuple(dict.fromkeys(item.sender)) or (NONE,),
        "addressee": tuple(dict.fromkeys(item.addressee)) or (NONE,),
        "place": tuple(dict.fromkeys(places)) or (NONE,),
        "classification": tuple(dict.fromkeys(levels)) or (NONE,),
        "withheld": ("yes" if any(_withholds(index, e) for e in entries) else "no",),
    }


def _entries(index: EditionIndex, item: Item) -> Iterator[RegisterEntry]:
    for witness in item.witnesses:
        entry = index.edition.entry(witness.document) if witness.status != "rejected" else None
        if entry is not None:
            yield entry


def _withholds(index: EditionIndex, entry: RegisterEntry) -> bool:
    """Whether a document says that something of it is withheld or cut out."""
    marked = any(
        mark.value.kind in ("withholding", "deletion") and mark.status != "rejected"
        for mark in entry.markings
    )
    return marked or entry.id in index.once("withholding", lambda: _blanked(index))


def _blanked(index: EditionIndex) -> frozenset[str]:
    blanks = index.edition.blanked()
    return frozenset(str(blank.document) for blank in blanks if blank.status != "rejected")


def _languages(index: EditionIndex, item: Item) -> tuple[str, ...]:
    found = (
        w.language or (index.facts[w.document].language if w.document in index.facts else None)
        for w in item.witnesses
        if w.status != "rejected"
    )
    return tuple(dict.fromkeys(name for name in found if name))


def _key(sort: str) -> Callable[[Item], tuple[object, ...]]:
    """Sort key; what is not known comes last."""

    def first(values: Sequence[str]) -> tuple[bool, str]:
        value = values[0] if values else ""
        return not value, value.casefold()

    keys: dict[str, Callable[[Item], tuple[object, ...]]] = {
        "date": lambda item: first((item.date,)),
        "title": lambda item: first((item.title,)),
        "sender": lambda item: first(item.sender),
        "addressee": lambda item: first(item.addressee),
        "kind": lambda item: first((item.kind or "",)),
    }
    chosen = keys[sort]
    return lambda item: (*chosen(item), not item.date, item.date, item.id)


def _sort_choice(name: str, current: str, count: int) -> Choice:
    """The whole register by a column: what is narrowed to a facet is in order of date."""
    address = page_address(Route("register", "", "" if name == "date" else name))
    return Choice(name, address, count, name == current)


def _facet(index: EditionIndex, name: str, facet: str, value: str) -> Facet:
    counted = _counted(index)[name]
    counts = dict(counted)
    all_ = _total(index)[""]
    offered = [found for found, _ in counted if len(found) <= LONGEST]
    if name in ("sender", "addressee", "place"):
        chosen = value if facet == name else ""
        offered = [one for n, one in enumerate(offered) if n < SHOWN or one in (NONE, chosen)]
    return Facet(
        name,
        tuple(
            Choice(
                found,
                page_address(Route("register", f"{name}:{found}" if counts[found] < all_ else "")),
                counts[found],
                facet == name and value == found,
            )
            for found in sorted(offered, key=lambda found: (found == NONE, found))
        ),
        len(counts) - len(offered),
    )


def _row(index: EditionIndex, item: Item) -> RegisterRow:
    held = [w for w in item.witnesses if w.status != "rejected"]
    held.sort(key=lambda w: not w.base)
    facts = [index.facts[w.document] for w in held if w.document in index.facts]
    return RegisterRow(
        item.id,
        page_address(Route("letter", item.id)),
        item.title,
        item.date,
        item.kind,
        item.sender,
        item.addressee,
        _languages(index, item),
        tuple(w.role for w in held),
        all(fact.complete for fact in facts),
        index.verdicts.get(item.id, ()),
    )
