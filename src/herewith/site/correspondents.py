"""Who exchanged letters with whom: every pair of correspondents with the papers between them.

A correspondent is a person of the authority files where the register has found one. A name that
it left open is taken for such a person if it fits him and no other correspondent; else every
name stands for itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from herewith.languages.names import same_name
from herewith.languages.titles import without_title
from herewith.model.collation import Item
from herewith.model.links import Attested
from herewith.model.register import Party, RegisterEntry
from herewith.site.index import EditionIndex, lookup

__all__ = ["Correspondent", "Exchange", "Paper", "exchanges"]

LEAST = 2
"""Papers, held and attested, that make an exchange."""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """One end of an exchange: its key, the usual name, and the person's id, if there is one."""

    key: str
    name: str
    person: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter between two correspondents; `side` is the end (0 or 1) that wrote it."""

    letter: Item | Attested
    side: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """The papers between two correspondents, in order of date, undated ones last."""

    key: str
    ends: tuple[Correspondent, Correspondent]
    papers: tuple[Paper, ...]


@dataclass
class _Names:
    """The correspondents of an edition while they are gathered."""

    persons: dict[str, str] = field(default_factory=dict)
    """Usual names of persons by id."""
    shown: dict[str, Counter[str]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    """Keys of names that were looked up."""

    def key(self, name: str, parties: Iterable[Party] = ()) -> str:
        """The key of whom a name names, of which these parties are possible."""
        bare = without_title(name)
        ids = {
            party.person
            for party in parties
            if party.person
            and (name in (party.name, party.normal) or same_name(bare, _usual(party)))
        }
        found = ids.pop() if len(ids) == 1 else self.known.get(name, "")
        if not found:
            fits = [key for key, usual in self.persons.items() if same_name(bare, usual)]
            found = fits[0] if len(fits) == 1 else " ".join(name.casefold().split())
            self.known[name] = found
        self.shown.setdefault(found, Counter())[name] += 1
        return found

    def correspondent(self, key: str) -> Correspondent:
        """A correspondent under the name that most letters give."""
        counts = self.shown[key]
        name = min(counts, key=lambda one: (-counts[one], one))
        return Correspondent(key, name, key if key in self.persons else "")


@lookup("exchanges")
def exchanges(index: EditionIndex) -> Mapping[str, Exchange]:
    """Every exchange of the edition by its key, the longest first."""
    entries = {item.id: _entries(index, item) for item in index.items}
    names = _Names()
    for found in entries.values():
        for party in _parties(found, "sender") + _parties(found, "addressee"):
            if party.person:
                names.persons.setdefault(party.person, _usual(party))
    pairs: dict[tuple[str, str], list[Paper]] = {}
    for item in index.items:
        found = entries[item.id]
        senders = [names.key(name, _parties(found, "sender")) for name in item.sender]
        addressees = [names.key(name, _parties(found, "addressee")) for name in item.addressee]
        _add(pairs, item, senders, addressees)
    for lost in index.edition.attested():
        if lost.status != "rejected":
            senders = [names.key(name) for name in lost.sender[:1]]
            addressees = [names.key(name) for name in lost.addressee[:1]]
            _add(pairs, lost, senders, addressees)
    made = [_exchange(names, pair, papers) for pair, papers in pairs.items()]
    chosen = [one for one in made if _is_exchange(one)]
    chosen.sort(key=lambda one: (-len(one.papers), one.key))
    return {one.key: one for one in chosen}


def _add(
    pairs: dict[tuple[str, str], list[Paper]],
    letter: Item | Attested,
    senders: Sequence[str],
    addressees: Sequence[str],
) -> None:
    for sender in dict.fromkeys(senders):
        for addressee in dict.fromkeys(addressees):
            if sender != addressee:
                pair = (min(sender, addressee), max(sender, addressee))
                pairs.setdefault(pair, []).append(Paper(letter, pair.index(sender)))


def _exchange(names: _Names, pair: tuple[str, str], papers: list[Paper]) -> Exchange:
    papers.sort(key=lambda paper: (not paper.letter.date, paper.letter.date, paper.letter.id))
    ends = names.correspondent(pair[0]), names.correspondent(pair[1])
    return Exchange("+".join(pair), ends, tuple(papers))


def _is_exchange(exchange: Exchange) -> bool:
    held = any(isinstance(paper.letter, Item) for paper in exchange.papers)
    return held and len(exchange.papers) >= LEAST


def _entries(index: EditionIndex, item: Item) -> tuple[RegisterEntry, ...]:
    found = (index.edition.entry(w.document) for w in item.witnesses if w.status != "rejected")
    return tuple(entry for entry in found if entry is not None)


def _parties(entries: Iterable[RegisterEntry], side: str) -> list[Party]:
    return [
        one.value for entry in entries for one in getattr(entry, side) if one.status != "rejected"
    ]


def _usual(party: Party) -> str:
    return party.normal or without_title(party.name)
