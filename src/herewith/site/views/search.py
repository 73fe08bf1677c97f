"""Search as served: what was asked, what was done, what was found."""

from __future__ import annotations

from herewith.errors import UsageError
from herewith.model.edition import Hit
from herewith.site.addresses import Route, page_address
from herewith.site.index import EditionIndex
from herewith.site.pages import HitRow, SearchGroup, SearchPage
from herewith.site.parts import Ref

__all__ = ["MAX_QUERY", "SIZE", "search_page"]

SIZE = 20
"""Documents on one page of results."""

MAX_QUERY = 400
"""Longest query, in characters."""


def search_page(index: EditionIndex, route: Route, query: str, start: int) -> SearchPage | None:
    """The search page: empty without a query, with `error` for one that cannot be understood."""
    if route.part > 1:
        return None
    query = query.strip()
    if not query:
        return SearchPage("", "", 0, 0, None, None, (), "")
    if len(query) > MAX_QUERY:
        return SearchPage(query[:MAX_QUERY], "", 0, 0, None, None, (), "too_long")
    try:
        result = index.edition.search(query, start=start, size=SIZE)
    except UsageError as error:
        return SearchPage(query, "", 0, 0, None, None, (), str(error))
    groups: dict[str, list[Hit]] = {}
    for hit in result.hits:
        groups.setdefault(hit.item or f"document:{hit.document}", []).append(hit)
    later = start + len(result.hits)
    return SearchPage(
        query,
        result.did,
        result.total,
        start,
        max(0, start - SIZE) if start else None,
        later if result.hits and later < result.total else None,
        tuple(_group(index, hits) for hits in groups.values()),
        "",
    )


def _group(index: EditionIndex, hits: list[Hit]) -> SearchGroup:
    first = hits[0]
    item = index.edition.item(first.item) if first.item else None
    if item is None:
        ref, date = Ref(first.document, index.reading(first.document)), ""
    else:
        ref, date = Ref(item.title, page_address(Route("letter", item.id))), item.date
    rows = []
    for hit in hits:
        _, witness = index.witness(hit.document)
        rows.append(
            HitRow(
                index.reading(hit.document),
                hit.document,
                hit.language,
                witness.role if witness else "",
                hit.snippet,
            )
        )
    return SearchGroup(ref, date, tuple(rows))
