"""An exchange of letters: lanes by sender, in time, with what is not held; and the list of all."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from herewith.languages.zones import Zone, zone_of
from herewith.model.collation import Item
from herewith.model.document import DocumentId
from herewith.model.records import short_digest
from herewith.model.register import RegisterEntry
from herewith.site.addresses import Route, page_address
from herewith.site.correspondents import Correspondent, Exchange, Paper, exchanges
from herewith.site.exchange_pages import (
    ExchangeDay,
    ExchangeEntry,
    ExchangePage,
    ExchangeRow,
    ExchangesPage,
    Moment,
)
from herewith.site.index import EditionIndex, lookup
from herewith.site.parts import Ref
from herewith.site.timeline import Band, Mark, laid_out
from herewith.site.views.references import letter_links

__all__ = ["exchange_page", "exchange_refs", "exchanges_page"]

PART = 60
"""Letters in one drawing; the days of a part are whole."""

EVENTS = {"written": "written", "sent": "written", "received": "received", "delivered": "received"}
"""Roles of dates that are drawn, and as what."""


@dataclass(frozen=True, slots=True)
class _Event:
    """A moment before it has its place: `when` is an instant (UTC) if `exact`, else a day."""

    kind: str
    date: str
    side: int
    when: datetime.datetime
    exact: bool


def exchanges_page(index: EditionIndex, route: Route) -> ExchangesPage | None:
    """Every pair of correspondents."""
    if route.part > 1:
        return None
    return ExchangesPage(tuple(_row(one) for one in exchanges(index).values()))


def exchange_refs(index: EditionIndex, item: Item) -> tuple[Ref, ...]:
    """The exchanges to which a letter belongs, each at the letter."""
    return _by_letter(index).get(str(item.id), ())


@lookup("exchanges of letters")
def _by_letter(index: EditionIndex) -> Mapping[str, tuple[Ref, ...]]:
    found: dict[str, tuple[Ref, ...]] = {}
    for one in exchanges(index).values():
        for number, papers in enumerate(_parts(one), 1):
            for paper in papers:
                name = str(paper.letter.id)
                ends = " – ".join(end.name for end in one.ends)
                ref = Ref(ends, f"{_page(one, number)}#{_anchor(name)}")
                found[name] = (*found.get(name, ()), ref)
    return found


def _row(one: Exchange) -> ExchangeRow:
    dates = [paper.letter.date for paper in one.papers if paper.letter.date]
    held = sum(isinstance(paper.letter, Item) for paper in one.papers)
    return ExchangeRow(
        _page(one),
        (one.ends[0].name, one.ends[1].name),
        held,
        len(one.papers) - held,
        dates[0] if dates else "",
        dates[-1] if dates else "",
    )


def _page(one: Exchange, part: int = 1) -> str:
    return page_address(Route("exchange", one.key, "", part))


def exchange_page(index: EditionIndex, route: Route) -> ExchangePage | None:
    """One exchange, or a part of a long one; `None` if these two exchanged nothing."""
    one = exchanges(index).get(route.key)
    parts = _parts(one) if one else []
    if one is None or route.part > len(parts):
        return None
    papers = parts[route.part - 1]
    seats = _seats(index, one)
    drawing = _Drawing(index, seats)
    entries = [_entry(index, one, paper) for paper in papers]
    dated, height, days = drawing.of([(e, p) for e, p in zip(entries, papers, strict=True)])
    row = _row(one)
    undated = tuple(entry for entry in dated if not entry.moments)
    return ExchangePage(
        (_end(one.ends[0]), _end(one.ends[1])),
        seats,
        (drawing.name(0), drawing.name(1)),
        row.held,
        row.attested,
        row.first,
        row.last,
        height,
        days,
        tuple(_crossed([entry for entry in dated if entry.moments])),
        undated,
        route.part,
        tuple(_page(one, n + 1) for n in range(len(parts))),
    )


def _parts(one: Exchange) -> list[tuple[Paper, ...]]:
    """The papers in parts of about `PART`; a day is never cut, undated ones come last."""
    parts: list[list[Paper]] = [[]]
    for paper in one.papers:
        day = paper.letter.date[:10]
        full = len(parts[-1]) >= PART
        if full and parts[-1][-1].letter.date[:10] != day:
            parts.append([])
        parts[-1].append(paper)
    return [tuple(part) for part in parts]


def _end(one: Correspondent) -> Ref:
    return Ref(one.name, page_address(Route("person", one.person)) if one.person else "")


def _anchor(letter: str) -> str:
    return f"e-{short_digest(letter)}"


def _entry(index: EditionIndex, one: Exchange, paper: Paper) -> ExchangeEntry:
    letter = paper.letter
    if isinstance(letter, Item):
        ref = Ref(letter.title, page_address(Route("letter", letter.id)), None, letter.date)
        roles = tuple(dict.fromkeys(w.role for w in letter.witnesses if w.status != "rejected"))
        kind, status, held = letter.kind, "", True
    else:
        where = index.attested_at(str(letter.id))
        ref = Ref(letter.description, f"{where}#a-{short_digest(letter.id)}", None, letter.date)
        roles, kind, status, held = (), None, letter.attested_status, False
    return ExchangeEntry(
        _anchor(str(letter.id)),
        ref,
        paper.side,
        kind,
        held,
        status,
        roles,
        (),
        tuple(_known(index, one, str(letter.id), "answers")),
        tuple(_known(index, one, str(letter.id), "crosses")),
        _carrier(index, letter) if isinstance(letter, Item) else None,
    )


def _known(index: EditionIndex, one: Exchange, letter: str, kind: str) -> Iterator[Ref]:
    """Letters of the exchange that a letter answers, or that cross it, by what the texts say."""
    ours = {str(paper.letter.id) for paper in one.papers}
    for target in _linked(index).get(f"{kind} {letter}", ()):
        item = index.edition.item(target)
        if target in ours and item is not None:
            yield Ref(item.title, page_address(Route("letter", item.id)), None, item.date)


@lookup("linked letters")
def _linked(index: EditionIndex) -> Mapping[str, tuple[str, ...]]:
    """The letters at the other end of the links of each kind, by `<kind> <letter>`."""
    found: dict[str, tuple[str, ...]] = {}
    for link in letter_links(index):
        ends = [(link.source, link.target)]
        if link.kind == "crosses":
            ends.append((link.target, link.source))
        for source, target in ends:
            key = f"{link.kind} {source}"
            found[key] = (*found.get(key, ()), target)
    return found


def _carrier(index: EditionIndex, item: Item) -> Ref | None:
    """The telegram or covering paper that carries a letter, if we hold it."""
    for witness in item.witnesses:
        document = index.edition.document(witness.document)
        name = dict(document.attributes).get("carried_by", "") if document else ""
        carrier = index.edition.item_of(name) if name else None
        if carrier is not None and carrier.id != item.id:
            address = page_address(Route("letter", carrier.id))
            return Ref(carrier.title, address, None, carrier.date)
    return None


def _seats(index: EditionIndex, one: Exchange) -> tuple[str, str]:
    """The place from which either end mostly writes, as the register names it, or nothing."""
    places: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for paper in one.papers:
        if isinstance(paper.letter, Item):
            for entry in _entries(index, paper.letter):
                if entry.place is not None and entry.place.status != "rejected":
                    places[paper.side][entry.place.value] += 1
    first, second = (min(c, key=lambda p: (-c[p], p)) if c else "" for c in places)
    return first, second


def _entries(index: EditionIndex, item: Item) -> Iterator[RegisterEntry]:
    for witness in item.witnesses:
        entry = index.edition.entry(DocumentId(witness.document))
        if entry is not None and witness.status != "rejected":
            yield entry


class _Drawing:
    """Times and places of one drawing, by the clocks of both ends."""

    def __init__(self, index: EditionIndex, seats: tuple[str, str]) -> None:
        self.index = index
        self.zones: tuple[Zone | None, Zone | None] = (zone_of(seats[0]), zone_of(seats[1]))

    def name(self, side: int) -> str:
        """The name of the zone of one end."""
        zone = self.zones[side]
        return zone.name if zone else ""

    def of(
        self, papers: Sequence[tuple[ExchangeEntry, Paper]]
    ) -> tuple[list[ExchangeEntry], int, tuple[ExchangeDay, ...]]:
        """The entries with their moments in place, the height, and the days."""
        events = [self._events(paper) for _, paper in papers]
        flat = sorted(
            ((event, n) for n, own in enumerate(events) for event in own),
            key=lambda one: (one[0].when.date(), not one[0].exact, one[0].when, one[1]),
        )
        places, bands, height = laid_out([_mark(event) for event, _ in flat])
        moments: list[list[Moment]] = [[] for _ in papers]
        for (event, n), place in zip(flat, places, strict=True):
            local = self._local(event)
            moments[n].append(
                Moment(event.kind, event.date, local, event.side, place.point, place.words)
            )
        order = {"written": 0, "broadcast": 1, "received": 2}
        entries = [
            replace(entry, moments=tuple(sorted(own, key=lambda m: order[m.kind])))
            for (entry, _), own in zip(papers, moments, strict=True)
        ]
        return entries, height, tuple(self._day(band) for band in bands)

    def _events(self, paper: Paper) -> list[_Event]:
        """What happened to a letter, each thing once, by its most exact date."""
        letter, side = paper.letter, paper.side
        found: dict[str, _Event] = {}
        for kind, date, place in self._dates(letter):
            at = 1 - side if kind == "received" else side
            zone = zone_of(place) if place else self.zones[at]
            event = _event(kind, date, at, zone or self.zones[at])
            if event and (kind not in found or (event.exact and not found[kind].exact)):
                found[kind] = event
        return list(found.values())

    def _dates(self, letter: object) -> Iterator[tuple[str, str, str]]:
        """`(kind, EDTF, place of writing)` of everything dated about a letter."""
        if not isinstance(letter, Item):
            date = getattr(letter, "date", "")
            if date:
                yield "written", date, ""
            return
        if letter.date:
            yield "written", letter.date, ""
        roles = {str(w.document): w.role for w in letter.witnesses}
        for entry in _entries(self.index, letter):
            place = entry.place.value if entry.place and entry.place.status != "rejected" else ""
            broadcast = roles.get(str(entry.id)) == "broadcast"
            dated = (*((entry.date,) if entry.date else ()), *entry.dates)
            for one in dated:
                kind = EVENTS.get(one.value.role, one.value.role)
                date = one.value.date.edtf
                if one.status == "rejected":
                    continue
                if kind == "written" and date[:10] == letter.date[:10]:
                    yield kind, date, place
                elif kind in ("received", "broadcast"):
                    yield kind, date, ""
            if broadcast and not any(one.value.role == "broadcast" for one in dated):
                yield "broadcast", letter.date[:10], ""

    def _local(self, event: _Event) -> tuple[str, str]:
        if not event.exact:
            return "", ""
        first, second = (
            zone.local(event.when) if zone else None for zone in (self.zones[0], self.zones[1])
        )
        return _minute(first), _minute(second)

    def _day(self, band: Band) -> ExchangeDay:
        """A band with its hours as both clocks show them; days are those of Greenwich."""
        hours = []
        midnight = datetime.datetime.combine(band.day, datetime.time())
        for place, hour in band.hours:
            instant = midnight + datetime.timedelta(hours=hour)
            shown = [zone.local(instant) if zone else None for zone in self.zones]
            hours.append((place, _minute(shown[0]), _minute(shown[1])))
        return ExchangeDay(band.day.isoformat(), band.top, band.height, band.skipped, tuple(hours))


def _event(kind: str, date: str, side: int, zone: Zone | None) -> _Event | None:
    """An event on a day, at an instant where hour and zone are known; `None` without a day."""
    bare = date.rstrip("?~%")
    try:
        day = datetime.datetime.fromisoformat(bare[:10])
    except ValueError:
        return None
    if "/" in bare or "T" not in bare:
        return _Event(kind, date, side, day, False)
    try:
        time = datetime.datetime.fromisoformat(bare)
    except ValueError:
        return _Event(kind, date, side, day, False)
    if time.tzinfo is not None:
        instant: datetime.datetime | None = time.astimezone(datetime.UTC).replace(tzinfo=None)
    else:
        instant = zone.instant(time) if zone else None
    if instant is None:
        return _Event(kind, date, side, day, False)
    return _Event(kind, date, side, instant, True)


def _mark(event: _Event) -> Mark:
    minute = event.when.hour * 60 + event.when.minute if event.exact else None
    return Mark(event.when.date(), minute, event.side, event.kind == "written")


def _minute(time: datetime.datetime | None) -> str:
    return time.isoformat(timespec="minutes") if time else ""


def _crossed(entries: Sequence[ExchangeEntry]) -> Iterator[ExchangeEntry]:
    """The entries, each with letters that were written while it was on its way, or it while they.

    Only where the receipt is known; what the texts let suppose is there already.
    """
    found: dict[str, dict[str, Ref]] = {
        entry.anchor: {ref.address: ref for ref in entry.crosses} for entry in entries
    }
    for entry in entries:
        points = {moment.kind: moment.point for moment in entry.moments}
        if "received" not in points or "written" not in points:
            continue
        for other in entries:
            sent = next((m.point for m in other.moments if m.kind == "written"), None)
            if sent is None or other.side == entry.side:
                continue
            if points["written"] < sent < points["received"]:
                found[entry.anchor].setdefault(other.letter.address, other.letter)
                found[other.anchor].setdefault(entry.letter.address, entry.letter)
    for entry in entries:
        yield replace(entry, crosses=tuple(found[entry.anchor].values()))
