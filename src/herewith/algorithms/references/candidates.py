"""Which papers a mention may mean: by blocking keys, never by looking at all.

Keys are the number, the day and its neighbours, and the correspondence (shared parties) shortly
before and after the text that mentions; so a collection of a million documents needs no
all-pairs step.
"""

from __future__ import annotations

import datetime
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from herewith.algorithms.date_phrases import FoundDate
from herewith.algorithms.references.mentions import Mentioned
from herewith.algorithms.references.papers import Paper

__all__ = ["Index"]

NEIGHBOURS_BEFORE, NEIGHBOURS_AFTER = 6, 3
"""Papers of the same source right before and after the one that mentions."""

RECENT = 12
"""Earlier papers of each party that are looked at."""

MOST = 80
"""Candidates of one key; more than that and the key tells nothing."""

USUAL = 5
"""Papers that bear a series from which papers of it can be expected to bear it."""

HANDED = 20
"""Days that a paper may be on its way to the one to whom it is delivered."""

ONE_DAY = datetime.timedelta(days=1)


class Index:
    """Papers under the keys by which they are looked up.

    `papers` holds them by id, `numbers` all numbers they bear, `series` the names
    of their series, `usual` those that many bear, `weight` the rarity of words.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.papers = {paper.id: paper for paper in papers}
        self._by_number: dict[str, list[str]] = defaultdict(list)
        self._by_day: dict[datetime.date, list[str]] = defaultdict(list)
        self._told: dict[datetime.date, list[str]] = defaultdict(list)
        self._crowded: dict[int, dict[str, list[str]]] = {}
        self._telling: dict[str, list[str]] = defaultdict(list)
        self._by_order: dict[tuple[str, int], str] = {}
        dated: dict[str, list[tuple[datetime.date, str]]] = defaultdict(list)
        counts: Counter[str] = Counter()
        for paper in self.papers.values():
            for value in sorted({value for _, value in paper.numbers}):
                self._by_number[value].append(paper.id)
            for value in sorted(paper.told_numbers):
                self._telling[value].append(paper.id)
            for day in paper.days:
                self._by_day[day].append(paper.id)
            if paper.around:
                first, last = paper.around
                for n in range((last - first).days + 1):
                    self._by_day[first + n * ONE_DAY].append(paper.id)
            for day in sorted(paper.told):
                self._told[day].append(paper.id)
            self._by_order[paper.source, paper.order] = paper.id
            if paper.day:
                for key in sorted(paper.parties):
                    dated[key].append((paper.day, paper.id))
            counts.update(paper.opening | paper.head)
        self.numbers = frozenset(self._by_number)
        bearing = Counter(
            series for paper in self.papers.values() for series, _ in paper.numbers if series
        )
        self.series = frozenset(bearing)
        self.usual = frozenset(series for series, n in bearing.items() if n >= USUAL)
        years: dict[tuple[int, int], set[int]] = defaultdict(set)
        for paper in self.papers.values():
            for day in paper.days:
                years[day.month, day.day].add(day.year)
        self._years = {key: frozenset(found) for key, found in years.items()}
        self._by_party = {key: sorted(rows) for key, rows in dated.items()}
        self._seat = _seats(self.papers.values())
        total = max(1, len(self.papers))
        self.weight = {key: math.log((1 + total) / n) for key, n in counts.items()}

    def seat(self, keys: frozenset[str]) -> frozenset[str]:
        """Keys of parties that write from a place: London's are the Embassy's in Britain."""
        return keys.union(*(self._seat.get(key, frozenset()) for key in keys))

    def candidates(self, mentioned: Mentioned, own: Paper) -> tuple[Paper, ...]:
        """Papers that a mention in a paper may mean, in order of their ids; never the paper itself."""
        found: set[str] = set()
        for value in (*(number.value for number in mentioned.numbers), *mentioned.copies):
            found.update(self._few(self._by_number.get(value, ()), own))
            found.update(self._telling.get(value, ())[:MOST])
        for near in mentioned.dates:
            for day in near.days:
                found.update(self._few(self._told.get(day, ()), own))
                for shift in (-1, 0, 1):
                    found.update(self._few(self._by_day.get(day + shift * ONE_DAY, ()), own))
                if near.handed:
                    found.update(self._sent_before(day, own))
        for step in range(-NEIGHBOURS_BEFORE, NEIGHBOURS_AFTER + 1):
            found.update(self._at(own.source, own.order + step))
        if mentioned.senders and own.day and not mentioned.is_explicit:
            for key in mentioned.senders:
                found.update(self._latest(key, own))
        found.update(self._correspondence(own))
        found.discard(own.id)
        return tuple(self.papers[key] for key in sorted(found))

    def with_years(self, dates: Sequence[FoundDate], own: Paper) -> tuple[FoundDate, ...]:
        """Days without a year in a text that tells no year: that of the papers held of that day.

        An essay or a foreword is of another time than the papers it writes of. Where papers of
        several years are held, or none, it is the year of the other days of the text, if they have
        one in common; else the day stays open.
        """
        if own.day is not None and own.addressee:
            return tuple(dates)
        made = [self._with_year(found) for found in dates]
        told = {
            new.date.earliest.year for new, old in zip(made, dates, strict=True) if new is not old
        }
        if len(told) == 1:
            made = [self._with_year(found, frozenset(told)) for found in made]
        return tuple(made)

    def _with_year(self, found: FoundDate, told: frozenset[int] = frozenset()) -> FoundDate:
        written = found.date.edtf
        if not re.fullmatch(r"(?:XXXX|\d{4})-\d\d-\d\d", written):
            return found
        if not (written.startswith("XXXX") or (found.date.inferred and not told)):
            return found
        years = told or self._years.get((int(written[5:7]), int(written[8:10])), frozenset())
        if len(years) != 1 or (not written.startswith("XXXX") and int(written[:4]) in years):
            return found
        (year,) = years
        try:
            day = datetime.date(year, int(written[5:7]), int(written[8:10]))
        except ValueError:
            return found
        date = replace(
            found.date,
            edtf=day.isoformat(),
            earliest=day,
            latest=day,
            precision="day",
            inferred="the year of the other days of this text"
            if told
            else "the year of the papers held of this day",
        )
        return replace(found, date=date)

    def _few(self, keys: Sequence[str], own: Paper) -> Sequence[str]:
        """The papers under a key; of a crowded key those that share a party with the text's own.

        A crowded key is looked up again together with each party, so that its length does not
        matter.
        """
        if len(keys) <= MOST:
            return keys
        name = id(keys)
        if name not in self._crowded:
            table: dict[str, list[str]] = defaultdict(list)
            for key in keys:
                paper = self.papers[key]
                for party in (paper.source, *paper.station):
                    table[party].append(key)
            self._crowded[name] = table
        table = self._crowded[name]
        rows = [table.get(party, []) for party in (own.source, *sorted(own.station))]
        return [key for row in rows if len(row) <= MOST for key in row]

    def _sent_before(self, day: datetime.date, own: Paper) -> set[str]:
        """Papers of the parties of a text that were sent within the weeks before a day."""
        out: set[str] = set()
        for key in own.parties:
            rows = self._by_party.get(key, [])
            low = bisect_left(rows, (day - HANDED * ONE_DAY, ""))
            high = bisect_left(rows, (day + ONE_DAY, ""))
            out.update(name for _, name in rows[max(low, high - RECENT) : high])
        return out

    def _at(self, source: str, order: int) -> tuple[str, ...]:
        key = self._by_order.get((source, order))
        return (key,) if key is not None else ()

    def _latest(self, party: str, own: Paper) -> set[str]:
        """The latest papers of a party up to the day of another."""
        rows = self._by_party.get(party, [])
        at = bisect_right(rows, (own.day or datetime.date.min, own.id))
        return {name for _, name in rows[max(0, at - RECENT) : at]}

    def _correspondence(self, own: Paper) -> set[str]:
        """Earlier papers of the parties of a paper, the latest of each, and the next ones."""
        out: set[str] = set()
        if own.day is None:
            return out
        for key in own.parties:
            out.update(self._latest(key, own))
            rows = self._by_party.get(key, [])
            at = bisect_right(rows, (own.day, own.id))
            later = bisect_left(rows, (own.day + 7 * ONE_DAY, ""))
            out.update(name for _, name in rows[at : min(at + 2, later)])
        return out


def _seats(papers: Iterable[Paper]) -> Mapping[str, frozenset[str]]:
    """From a place to the parties that write from it: those of half the papers dated there."""
    here: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for paper in papers:
        for place in paper.place:
            total[place] += 1
            here[place].update(paper.sender)
    return {
        place: frozenset(key for key, n in counts.items() if n * 2 > total[place])
        for place, counts in here.items()
    }
