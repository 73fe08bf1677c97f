"""Who answers, mentions and quotes what."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from herewith.algorithms.references.names import word_keys
from herewith.model.collation import Item
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import Explanations
from herewith.site.index import EditionIndex
from herewith.site.parts import Ref
from herewith.site.reference_pages import ReferenceLink, ReferenceNode, ReferencesPage

__all__ = ["LetterLink", "letter_links", "references_page"]

PART = 60
"""Letters in one drawing."""

LANES = 4
"""Writers that have a lane of their own; the others share the last one."""

CROSSING = datetime.timedelta(days=5)
"""Longest time between two letters that cross."""


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A link between two letters; see `ReferenceLink`."""

    kind: str
    source: str
    target: str
    words: str
    language: str | None
    because: tuple[str, ...]
    explain: str


def references_page(index: EditionIndex, route: Route) -> ReferencesPage | None:
    """The drawing and the lists of one part of the letters."""
    everything = letter_links(index)
    linked = {end for link in everything for end in (link.source, link.target)}
    letters = [item for item in index.items if str(item.id) in linked]
    parts = max(1, -(-len(letters) // PART))
    if route.part > parts:
        return None
    shown = letters[(route.part - 1) * PART : route.part * PART]
    writers = Counter(", ".join(item.sender) for item in letters if item.sender)
    own = [name for name, _ in sorted(writers.items(), key=lambda pair: (-pair[1], pair[0]))]
    lanes = tuple(own[:LANES])
    nodes = tuple(_node(item, row, lanes) for row, item in enumerate(shown))
    placed = {str(item.id): node for item, node in zip(shown, nodes, strict=True)}
    names = {str(item.id): _letter(item) for item in letters}
    links = [_placed(one, names, placed) for one in everything if one.source in placed]
    counts = Counter(link.kind for link in everything)
    return ReferencesPage(
        (*lanes, "") if any(node.lane == len(lanes) for node in nodes) else lanes,
        nodes,
        tuple(links),
        tuple(sorted(counts.items())),
        len(index.items) - len(letters),
        route.part,
        tuple(page_address(Route("references", "", "", n + 1)) for n in range(parts)),
    )


def letter_links(index: EditionIndex) -> tuple[LetterLink, ...]:
    """All links between letters of the edition."""
    return index.once("references", lambda: _links(index))


def _letter(item: Item) -> Ref:
    return Ref(item.title, page_address(Route("letter", item.id)), None, item.date)


def _node(item: Item, row: int, lanes: tuple[str, ...]) -> ReferenceNode:
    sender = ", ".join(item.sender)
    lane = lanes.index(sender) if sender in lanes else len(lanes)
    return ReferenceNode(_letter(item), sender, lane, row)


def _placed(
    link: LetterLink, names: Mapping[str, Ref], placed: Mapping[str, ReferenceNode]
) -> ReferenceLink:
    start, end = placed[link.source], placed.get(link.target)
    return ReferenceLink(
        link.kind,
        names[link.source],
        names[link.target],
        link.words,
        link.language,
        link.because,
        link.explain,
        start.row,
        start.lane,
        end.row if end else -1,
        end.lane if end else -1,
    )


def _links(index: EditionIndex) -> tuple[LetterLink, ...]:
    """All links between letters: by mentions, by quotations, and letters that cross."""
    edition, explanations = index.edition, Explanations(index)
    items = {str(item.id): item for item in index.items}
    home = {str(w.document): str(i.id) for i in index.items for w in i.witnesses}
    out: dict[tuple[str, str, str], LetterLink] = {}
    for document, item in sorted(home.items()):
        language = index.facts[document].language if document in index.facts else None
        for mention in edition.mentions(document):
            target = str(mention.target) if mention.mention_status == "resolved" else ""
            if target not in items or target == item:
                continue
            kind = "answers" if _answers(items[item], items[target]) else "mentions"
            explain = explanations.address(mention.id, mention.id, "target")
            link = LetterLink(kind, item, target, mention.text, language, mention.because, explain)
            out.setdefault((item, target, kind), link)
        for quotation in edition.quotations(document):
            target = home.get(str(quotation.target), "")
            if not target or target == item or quotation.verbatim == "not_found":
                continue
            explain = explanations.address(quotation.id, quotation.id, "verbatim")
            reason = (quotation.verbatim, quotation.reason)
            link = LetterLink("quotes", item, target, quotation.text, language, reason, explain)
            out.setdefault((item, target, "quotes"), link)
    known = {frozenset((link.source, link.target)) for link in out.values()}
    for first, second in _crossing(index.items, known):
        out[first, second, "crosses"] = LetterLink("crosses", first, second, "", None, (), "")
    order = {str(item.id): n for n, item in enumerate(index.items)}
    return tuple(sorted(out.values(), key=lambda ln: (order[ln.source], order[ln.target], ln.kind)))


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(word_keys(name, "en") for name in names))


def _answers(item: Item, other: Item) -> bool:
    """Whether a letter goes back to the one who wrote another, and is not older."""
    back = _keys(item.addressee) & _keys(other.sender)
    return bool(back and _keys(item.sender) & _keys(other.addressee)) and other.date <= item.date


def _day(item: Item) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(item.date[:10])
    except ValueError:
        return None


def _crossing(items: Iterable[Item], known: set[frozenset[str]]) -> list[tuple[str, str]]:
    """Pairs of letters in opposite directions, days apart, neither of which knows the other."""
    dated = [
        (day, item) for item in items if (day := _day(item)) and item.sender and item.addressee
    ]
    out: list[tuple[str, str]] = []
    for n, (day, item) in enumerate(dated):
        for later, other in dated[n + 1 :]:
            if later - day > CROSSING:
                break
            pair = (str(item.id), str(other.id))
            opposite = _answers(other, item)
            if opposite and frozenset(pair) not in known:
                out.append(pair)
    return out
