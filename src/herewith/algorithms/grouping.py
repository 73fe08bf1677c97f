"""Which documents are witnesses of one item.

Two documents belong together when their wording does (one language), or when the register says
one act of communication (day, sender, addressee) and their content does not gainsay it. Where
the register is silent or speaks against it, documents stay apart: a wrong witness would spoil
every comparison that rests on it.

Method:
    Pairs are proposed by shared wording (`shingles`) and by the register. Shared wording is its
    own proof; what the register proposes must be borne out by sentence alignment. Items are the
    connected groups of accepted pairs.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from herewith.algorithms.alignment import align
from herewith.algorithms.shingles import Overlap, overlaps
from herewith.algorithms.wording import plain_words
from herewith.languages.glossary import glossary
from herewith.languages.names import same_name, skeleton
from herewith.languages.sentences import split
from herewith.model.dates import HistoricalDate
from herewith.model.register import Party
from herewith.model.sharing import Kind, SharedWording

__all__ = ["Card", "Link", "content_features", "group", "links"]

SAME_WORDING = 0.5
"""Share of the shorter text that must stand in the longer for both to be one text."""

REPEATED = 0.9
"""The same, for two papers that a volume prints apart or that bear two numbers."""

CARRIED = 0.6
"""Share of a short text that must stand in a much longer one that carries it."""

MUCH_LONGER = 0.5
"""A text is much longer when the other has less than this share of its words."""

VERSIONS: frozenset[Kind] = frozenset(("same_document", "extract"))
"""Kinds of pairs that are witnesses of one item."""

APART: frozenset[Kind] = frozenset(
    ("copy_to_another_addressee", "reissue", "successive_paper", "draft")
)
"""Kinds of pairs that are items of their own, however much they share."""

SAME_CONTENT = 0.5
"""Share of weighted names and numbers that two texts in one language must have, where only the
day agrees."""

ALIGNED = 0.6
"""Share of the sentences of one side that must align with the other."""

ALIGNED_ALONE = 0.8
"""The same, where the register agrees on one thing only."""

LENGTHS = (0.45, 2.2)
"""Words of an original for each word of its translation may lie between these."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"[A-ZА-ЯЁ][^\W\d_]{3,}")

Agreement = Literal["agree", "silent", "conflict"]


@dataclass(frozen=True, slots=True)
class Card:
    """What grouping knows of a document: from the register, and its text.

    `incomplete` is set where a gap is declared, so that lengths prove nothing. `printed_in` is
    the published volume in which it stands, else empty. `telegrams` are its own telegram numbers.
    """

    id: str
    language: str | None
    kind: str | None
    date: HistoricalDate | None
    other_dates: tuple[HistoricalDate, ...]
    sender: tuple[Party, ...]
    addressee: tuple[Party, ...]
    text: str
    incomplete: bool = False
    printed_in: str = ""
    telegrams: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents found to be witnesses of one item, why, and how sure that is (0..1).

    `carried` names the document that stands inside the other, with the other's half-open offsets.
    """

    a: str
    b: str
    rule: str
    because: str
    certainty: float
    carried: str = ""
    span: tuple[int, int] | None = None


def group(ids: Iterable[str], found: Iterable[Link]) -> tuple[tuple[str, ...], ...]:
    """Connected groups of documents, each sorted, in order of their first members.

    A document that carries another is not a witness of it as a whole and joins nothing.

    >>> group(["a", "b", "c"], [Link("a", "c", "same_wording", "", 1.0)])
    (('a', 'c'), ('b',))
    """
    parent = {key: key for key in ids}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for link in found:
        if link.carried:
            continue
        a, b = sorted((root(link.a), root(link.b)))
        parent[b] = a
    members: dict[str, list[str]] = defaultdict(list)
    for key in sorted(parent):
        members[root(key)].append(key)
    return tuple(sorted(tuple(keys) for keys in members.values()))


def links(cards: Sequence[Card], shared: Iterable[SharedWording] = ()) -> tuple[Link, ...]:
    """All accepted pairs of documents, in order of their ids.

    Args:
        cards: what is known of the documents.
        shared: pairs whose kind is known. Versions of one paper are witnesses of one item; a
            draft, a copy to somebody else, a reissue and a successor are items of their own.
            Pairs that share too little for the index are looked at by all their wording.

    Complexity:
        Linear in the words, plus the pairs that share wording or a day of the register.
    """
    by_id = {card.id: card for card in cards}
    sizes = {card.id: max(1, len(plain_words(card.text))) for card in cards}
    features = {card.id: content_features(card.text) for card in cards}
    weights = _weights(features.values())
    kinds = {(str(one.a), str(one.b)): one for one in shared}
    found: dict[tuple[str, str], Link] = {}
    for overlap in overlaps({card.id: card.text for card in cards}):
        pair = kinds.get((overlap.a, overlap.b))
        link = None if _told_apart(pair) else _by_wording(overlap, by_id, sizes, pair)
        if link is not None:
            found[link.a, link.b] = link
    for a, b in _proposed(cards):
        if (a.id, b.id) not in found and not _told_apart(kinds.get((a.id, b.id))):
            share = _shared(features[a.id], features[b.id], weights)
            link = _by_register(a, b, sizes, share)
            if link is not None:
                found[a.id, b.id] = link
    return tuple(found[pair] for pair in sorted(found))


def _told_apart(pair: SharedWording | None) -> bool:
    """Whether two papers share wording and are known to be two, by a rule or an editor."""
    return pair is not None and (pair.kind in APART or pair.status == "rejected")


def _by_wording(
    overlap: Overlap,
    cards: Mapping[str, Card],
    sizes: Mapping[str, int],
    pair: SharedWording | None,
) -> Link | None:
    """The first rule of wording that two documents of one language fulfil."""
    a, b = cards[overlap.a], cards[overlap.b]
    if a.language and b.language and a.language != b.language:
        return None
    in_shorter = max(overlap.in_a, overlap.in_b)
    if in_shorter < (REPEATED if _are_two(a, b) else SAME_WORDING):
        return None
    short, long = (a, b) if overlap.in_a >= overlap.in_b else (b, a)
    ratio = sizes[short.id] / sizes[long.id]
    conflicts = [name for name, word in _register(a, b).items() if word == "conflict"]
    said = f"{in_shorter:.0%} of the wording of {short.id} stands in {long.id}"
    if conflicts:
        said += f", against the register's {' and '.join(conflicts)}"
    if pair is not None and pair.kind in VERSIONS:
        said += f"; {pair.kind.replace('_', ' ')}: {'; '.join(pair.because)}"
    if ratio >= MUCH_LONGER or short.incomplete:
        if len(conflicts) > 1 or (conflicts and in_shorter < 0.8):
            return None
        certainty = 0.99 if not conflicts else 0.8
        return Link(a.id, b.id, "same_wording", said, certainty)
    if in_shorter >= CARRIED and overlap.shared >= 30 and "date" not in conflicts:
        span = overlap.span_b if long is b else overlap.span_a
        return Link(a.id, b.id, "carried", f"{said}, which carries it", 0.9, short.id, span)
    return None


def _by_register(a: Card, b: Card, sizes: Mapping[str, int], share: float) -> Link | None:
    """Two languages, or two translations, of one act of communication.

    The register proposes; sentence alignment decides, for two letters of one day between the
    same people share names and numbers too.
    """
    said = _register(a, b)
    agreed = [name for name, word in said.items() if word == "agree"]
    if "conflict" in said.values() or not a.language or not b.language:
        return None
    if "date" not in agreed and "sender" not in agreed:
        return None
    ratio = sizes[a.id] / sizes[b.id]
    if not (LENGTHS[0] <= ratio <= LENGTHS[1]) and not (a.incomplete or b.incomplete):
        return None
    two = a.language != b.language
    if not two and (_are_two(a, b) or (len(agreed) < 2 and share < SAME_CONTENT)):
        return None
    verdict, aligned = _rendered(a, b)
    if verdict != "aligned" or aligned < (ALIGNED if len(agreed) > 1 else ALIGNED_ALONE):
        return None
    rule = "one_letter_two_languages" if two else "one_letter_two_translations"
    because = f"the register agrees on {' and '.join(agreed)}; {aligned:.0%} of the sentences align"
    certainty = min(0.98, 0.6 + 0.1 * len(agreed) + 0.2 * aligned)
    return Link(a.id, b.id, rule, because, round(certainty, 3))


def _are_two(a: Card, b: Card) -> bool:
    """Whether two papers in one language are certainly not one.

    A volume prints a letter once; a post does not send one telegram under two numbers.
    """
    same_volume = bool(a.printed_in) and a.printed_in == b.printed_in
    numbered = bool(a.telegrams and b.telegrams) and not a.telegrams & b.telegrams
    return same_volume or numbered


def _rendered(a: Card, b: Card) -> tuple[str, float]:
    """The verdict of sentence alignment, and the share of the shorter side that it pairs."""
    sides = [[c.text[x:y] for x, y in split(c.text, c.language)] for c in (a, b)]
    found = align(sides[0], sides[1], glossary=glossary(a.language, b.language))
    sure = [bead for bead in found.beads if bead.kind == "match" and bead.confidence > 0.5]
    shares = (
        sum(len(bead.source) for bead in sure) / max(1, len(sides[0])),
        sum(len(bead.target) for bead in sure) / max(1, len(sides[1])),
    )
    return found.verdict, max(shares)


def _register(a: Card, b: Card) -> dict[str, Agreement]:
    """What the register says of two documents: date, sender, addressee, kind."""
    return {
        "date": _dates(a, b),
        "sender": _parties(a.sender, b.sender),
        "addressee": _parties(a.addressee, b.addressee),
    }


def _dates(a: Card, b: Card) -> Agreement:
    if a.date is None or b.date is None:
        return "silent"
    if a.date.may_be(b.date):
        return "agree"
    others = [(a.date, d) for d in b.other_dates] + [(b.date, d) for d in a.other_dates]
    return "silent" if any(x.may_be(y) for x, y in others) else "conflict"


def _parties(a: Sequence[Party], b: Sequence[Party]) -> Agreement:
    """Agreement if any two are the same; conflict only where authority files know all of them.

    A name that no authority file knows may be a misreading: it cannot speak against a grouping.
    """
    if not a or not b:
        return "silent"
    if any(_same_party(x, y) for x in a for y in b):
        return "agree"
    known = all(party.person for party in (*a, *b)) or all(party.body for party in (*a, *b))
    return "conflict" if known else "silent"


def _same_party(a: Party, b: Party) -> bool:
    for own, other in ((a.person, b.person), (a.office, b.office), (a.body, b.body)):
        if own and own == other:
            return True
    if a.person and b.person:
        return False
    return a.kind == b.kind and same_name(a.name, b.name)


def _proposed(cards: Sequence[Card]) -> list[tuple[Card, Card]]:
    """Pairs whose dates of writing share a day; and undated texts with those of their sender.

    A text without date is set only against texts in another language.
    """
    undated = [card for card in cards if card.date is None and card.sender]
    pairs = _same_day(cards)
    for card in undated:
        for other in cards:
            if other.language != card.language and _parties(card.sender, other.sender) == "agree":
                first, second = sorted((card, other), key=lambda c: c.id)
                pairs.append((first, second))
    return sorted(dict.fromkeys(pairs), key=lambda pair: (pair[0].id, pair[1].id))


def _same_day(cards: Sequence[Card]) -> list[tuple[Card, Card]]:
    """Pairs whose dates of writing share a day, in order of their ids."""
    by_day: dict[str, list[Card]] = defaultdict(list)
    coarse: list[Card] = []
    for card in sorted(cards, key=lambda c: c.id):
        if card.date is None:
            continue
        if card.date.earliest == card.date.latest:
            by_day[card.date.earliest.isoformat()].append(card)
        else:
            coarse.append(card)
    pairs = [(a, b) for same in by_day.values() for i, a in enumerate(same) for b in same[i + 1 :]]
    dated = [card for same in by_day.values() for card in same]
    for n, card in enumerate(coarse):
        for other in dated + coarse[n + 1 :]:
            if card.date and other.date and card.date.may_be(other.date):
                first, second = sorted((card, other), key=lambda c: c.id)
                pairs.append((first, second))
    return pairs


def content_features(text: str) -> Counter[str]:
    """Numbers and skeletons of capitalised words: what survives translation."""
    found = Counter(f"#{n.replace(',', '').rstrip('.')}" for n in _NUMBER.findall(text))
    found.update(skeleton(name) for name in _NAME.findall(text))
    return Counter({key: 1 for key in found if len(key) > 1})


def _weights(all_features: Iterable[Counter[str]]) -> dict[str, float]:
    """Inverse document frequency of each feature within the box."""
    rows = list(all_features)
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.keys())
    return {key: math.log((1 + len(rows)) / n) for key, n in counts.items()}


def _shared(a: Counter[str], b: Counter[str], weights: Mapping[str, float]) -> float:
    """Weighted share (0..1) of the smaller feature set that the other has too."""
    total = min(sum(weights[k] for k in a), sum(weights[k] for k in b))
    return sum(weights[k] for k in a.keys() & b.keys()) / total if total else 0.0
