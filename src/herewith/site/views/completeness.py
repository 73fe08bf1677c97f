"""How complete what is held claims to be, and what lies before, after and outside of each file."""

from __future__ import annotations

import datetime

from herewith.model.collation import Item
from herewith.model.provenance import Statement
from herewith.model.records import short_digest
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import Explanations
from herewith.site.index import EditionIndex
from herewith.site.pages import AroundRow, ClaimRow, CompletenessPage, Extent
from herewith.site.parts import Ref
from herewith.site.views.texts import Texts

__all__ = ["completeness_page"]

PART = 200
"""Papers around the files that one page lists."""

FEW = 12
"""Files up to which every file's surroundings are listed; else those of files that claim."""


def completeness_page(index: EditionIndex, route: Route) -> CompletenessPage | None:
    """The claims with their verdicts, what each file spans, and what lies around it."""
    explanations = Explanations(index)
    texts = Texts(index, explanations)
    claims = index.once(
        "coverage of documents",
        lambda: [
            _claim(index, texts, explanations, statement)
            for name in index.facts
            for statement in index.edition.statements_about(name)
            if statement.property == "completeness"
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
    listed = {name for name, own in files.items() if len(own) > 1}
    if len(listed) > FEW:
        listed &= _claiming(index)
    out: list[Extent] = []
    around: list[AroundRow] = []
    for source, own in files.items():
        if len(own) < 2:
            continue
        extent, rows = _extent(index, source, own, dated)
        out.append(extent)
        if source in listed:
            around += rows
    return tuple(out), tuple(around)


def _claiming(index: EditionIndex) -> set[str]:
    """The files whose papers claim something of their completeness."""
    found = set()
    for name in index.facts:
        said = index.edition.statements_about(name)
        document = index.edition.document(name)
        if document is not None and any(s.property == "completeness" for s in said):
            found.add(str(document.source))
    return found


def _extent(
    index: EditionIndex, source: str, own: set[str], dated: dict[str, tuple[str, Item]]
) -> tuple[Extent, list[AroundRow]]:
    """What a file spans, and every paper that lies around, in order of side and day."""
    days = sorted(dated[item][0] for item in own)
    first, last = days[0], days[-1]
    file = Ref(index.sources[source].path, page_address(Route("source", source)))
    rows: list[AroundRow] = []
    for name, (day, item) in dated.items():
        if name not in own:
            side = "before" if day < first else "after" if day > last else "outside"
            letter = Ref(item.title, page_address(Route("letter", item.id)), None, day)
            rows.append(AroundRow(file, side, letter))
    for paper in index.edition.attested():
        day = paper.date[:10]
        if day and paper.status != "rejected" and first <= day <= last:
            where = f"{page_address(Route('attested'))}#a-{short_digest(paper.id)}"
            rows.append(AroundRow(file, "attested", Ref(paper.description, where, "en", day)))
    order = ("before", "outside", "attested", "after")
    rows.sort(key=lambda row: (order.index(row.side), row.paper.date, row.paper.address))
    counts = {side: sum(row.side == side for row in rows) for side in order}
    return (
        Extent(
            file,
            len(own),
            first,
            last,
            counts["before"],
            counts["after"],
            counts["outside"],
            counts["attested"],
        ),
        rows,
    )


def _day(item: Item) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(item.date[:10])
    except ValueError:
        return None
