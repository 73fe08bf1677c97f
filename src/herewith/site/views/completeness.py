"""How complete what is held claims to be, and what lies before, after and outside of each file."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from herewith.model.collation import Item
from herewith.model.links import Attested
from herewith.model.provenance import Statement
from herewith.model.records import short_digest
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import Explanations
from herewith.site.index import EditionIndex
from herewith.site.parts import Ref
from herewith.site.reference_pages import AroundRow, ClaimRow, CompletenessPage, Extent
from herewith.site.views.texts import Texts

__all__ = ["completeness_page"]

PART = 200
"""Papers around the files that one page lists."""

FEW = 12
"""Files up to which every file's surroundings are listed; else those of files that claim."""

MANY = 2000
"""Papers around all files from which only those of files that claim are listed, too."""


def completeness_page(index: EditionIndex, route: Route) -> CompletenessPage | None:
    """The claims with their verdicts, what each file spans, and what lies around it."""
    explanations = Explanations(index)
    texts = Texts(index, explanations)
    claims = index.once(
        "coverage of documents",
        lambda: [
            _claim(index, texts, explanations, statement)
            for statement in index.said_of_documents("completeness")
        ],
    )
    extents, around = index.once("extents", lambda: _extents(index))
    parts = max(1, -(-len(around) // PART))
    if route.part > parts:
        return None
    first = (route.part - 1) * PART
    return CompletenessPage(
        tuple(claims) if route.part == 1 else (),
        extents if route.part == 1 else (),
        around[first : first + PART],
        len(around),
        route.part,
        tuple(page_address(Route("completeness", "", "", n + 1)) for n in range(parts)),
    )


def _claim(
    index: EditionIndex, texts: Texts, explanations: Explanations, statement: Statement
) -> ClaimRow:
    value = statement.value if isinstance(statement.value, dict) else {}
    count = value.get("count")
    return ClaimRow(
        texts.letter_of(statement.subject, index.home(statement.subject)),
        f"c-{short_digest(statement.id)}",
        str(value.get("words", "")),
        index.facts[statement.subject].language,
        str(value.get("claim", "")),
        count if isinstance(count, int) else None,
        int(value.get("held", 0)),
        int(value.get("attested", 0)),
        str(value.get("verdict", "open")),
        statement.because,
        statement.status,
        explanations.of(statement),
    )


def _extents(index: EditionIndex) -> tuple[tuple[Extent, ...], tuple[AroundRow, ...]]:
    """For every file with two dated letters or more: its days, and what lies around them."""
    files: dict[str, set[str]] = {str(source): set() for source in index.sources}
    dated: dict[str, tuple[str, Item]] = {}
    for item in index.items:
        day = _day(item)
        if day is None:
            continue
        dated[str(item.id)] = day.isoformat(), item
        for witness in item.witnesses:
            document = index.edition.document(witness.document)
            if document is not None and witness.status != "rejected":
                files.setdefault(str(document.source), set()).add(str(item.id))
    lost = [one for one in index.edition.attested() if one.date[:10] and one.status != "rejected"]
    days = sorted(day for day, _ in dated.values()), sorted(one.date[:10] for one in lost)
    several = {name: own for name, own in files.items() if len(own) > 1}
    spans = {name: _span(own, dated) for name, own in several.items()}
    out = tuple(_extent(index, name, len(several[name]), spans[name], *days) for name in several)
    around_all = sum(one.before + one.after + one.outside + one.attested for one in out)
    if len(out) > FEW or around_all > MANY:
        claiming = _claiming(index)
        spans = {name: spans[name] for name in several if name in claiming}
    around = (_around(index, name, several[name], spans[name], dated, lost) for name in spans)
    return out, tuple(row for rows in around for row in rows)


def _claiming(index: EditionIndex) -> set[str]:
    """The files whose papers claim something of their completeness."""
    found = set()
    for statement in index.said_of_documents("completeness"):
        document = index.edition.document(statement.subject)
        if document is not None:
            found.add(str(document.source))
    return found


def _span(own: set[str], dated: Mapping[str, tuple[str, Item]]) -> tuple[str, str]:
    """The first and the last day of the letters of a file."""
    days = [dated[item][0] for item in own]
    return min(days), max(days)


def _extent(
    index: EditionIndex,
    source: str,
    letters: int,
    span: tuple[str, str],
    days: Sequence[str],
    lost: Sequence[str],
) -> Extent:
    """What a file spans, and how much lies around it.

    `days` are those of all letters and `lost` those of everything attested, in their order.
    """
    first, last = span
    before, after = bisect_left(days, first), len(days) - bisect_right(days, last)
    return Extent(
        _file(index, source),
        letters,
        first,
        last,
        before,
        after,
        len(days) - before - after - letters,
        bisect_right(lost, last) - bisect_left(lost, first),
    )


def _around(
    index: EditionIndex,
    source: str,
    own: set[str],
    span: tuple[str, str],
    dated: Mapping[str, tuple[str, Item]],
    lost: Sequence[Attested],
) -> list[AroundRow]:
    """Every paper that lies around a file, in order of side and day."""
    first, last = span
    file = _file(index, source)
    rows: list[AroundRow] = []
    for name, (day, item) in dated.items():
        if name not in own:
            side = "before" if day < first else "after" if day > last else "outside"
            letter = Ref(item.title, page_address(Route("letter", item.id)), None, day)
            rows.append(AroundRow(file, side, letter))
    for paper in lost:
        day = paper.date[:10]
        if first <= day <= last:
            where = f"{index.attested_at(str(paper.id))}#a-{short_digest(paper.id)}"
            rows.append(AroundRow(file, "attested", Ref(paper.description, where, "en", day)))
    order = ("before", "outside", "attested", "after")
    rows.sort(key=lambda row: (order.index(row.side), row.paper.date, row.paper.address))
    return rows


def _file(index: EditionIndex, source: str) -> Ref:
    return Ref(index.sources[source].path, page_address(Route("source", source)))


def _day(item: Item) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(item.date[:10])
    except ValueError:
        return None
