"""Search as served: what was asked, what was done, what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from herewith.errors import UsageError
from herewith.model.collation import Item
from herewith.model.edition import FieldHit, Hit
from herewith.site.addresses import Route, page_address
from herewith.site.index import EditionIndex
from herewith.site.parts import Ref
from herewith.site.search_pages import (
    BesideRow,
    FoundRow,
    HitRow,
    OtherReading,
    ReadBy,
    SearchGroup,
    SearchPage,
)
from herewith.site.views.comparison import variation_anchor

__all__ = ["MAX_QUERY", "SIZE", "found_rows", "search_page"]

SIZE = 20
"""Documents on one page of results."""

MAX_QUERY = 400
"""Longest query, in characters."""

FIELDS_SHOWN = 4
"""Fields shown of one document."""

AT_ONCE = 500
"""Documents asked for at a time for the whole list."""

EMPTY = SearchPage("", None, 0, 0, 0, 0, None, None, (), "", "")


def search_page(index: EditionIndex, route: Route, query: str, start: int) -> SearchPage | None:
    """The search page: empty without a query, with `error` for one that cannot be understood."""
    if route.part > 1:
        return None
    query = query.strip()
    if not query:
        return EMPTY
    if len(query) > MAX_QUERY:
        return replace(EMPTY, query=query[:MAX_QUERY], error="the query is too long")
    try:
        result = index.edition.search(query, start=start, size=SIZE)
    except UsageError as error:
        return replace(EMPTY, query=query, error=str(error))
    later = start + len(result.hits)
    return SearchPage(
        query,
        result.asked,
        result.searched,
        result.total,
        result.letters,
        start,
        max(0, start - SIZE) if start else None,
        later if result.hits and later < result.total else None,
        tuple(_group(index, hits) for hits in _by_letter(result.hits)),
        "",
        result.did,
    )


def found_rows(index: EditionIndex, query: str) -> Iterator[FoundRow]:
    """Every document that a query finds.

    Raises:
        UsageError: if the query cannot be understood.
    """
    if not query.strip() or len(query) > MAX_QUERY:
        raise UsageError(f"a query has 1 to {MAX_QUERY} characters")
    start, total = 0, 1
    while start < total:
        result = index.edition.search(query.strip(), start=start, size=AT_ONCE)
        total = result.total
        start += AT_ONCE
        for hit in result.hits:
            item, witness = index.witness(hit.document)
            yield FoundRow(
                item.title if item else "",
                item.date if item else "",
                hit.document,
                witness.role if witness else "",
                hit.language,
                _words(hit.snippet),
                tuple(dict.fromkeys(one.field for one in hit.beside)),
                index.reading(hit.document),
            )


def _words(pieces: Sequence[tuple[str, bool]]) -> str:
    return "".join(words for words, _ in pieces)


def _by_letter(hits: Sequence[Hit]) -> Iterable[Sequence[Hit]]:
    """The hits of each letter, in order of the best."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.item or f"document:{hit.document}", []).append(hit)
    return groups.values()


def _group(index: EditionIndex, hits: Sequence[Hit]) -> SearchGroup:
    first = hits[0]
    item = index.edition.item(first.item) if first.item else None
    if item is None:
        ref, date = Ref(first.document, index.reading(first.document)), ""
    else:
        ref, date = Ref(item.title, page_address(Route("letter", item.id))), item.date
    return SearchGroup(ref, date, tuple(_row(index, item, hit) for hit in hits))


def _row(index: EditionIndex, item: Item | None, hit: Hit) -> HitRow:
    _, witness = index.witness(hit.document)
    found = list({(one.field, _words(one.pieces).casefold()): one for one in hit.beside}.values())
    in_text = any(match for _, match in hit.snippet)
    return HitRow(
        index.reading(hit.document),
        hit.document,
        hit.language,
        witness.role if witness else "",
        witness.siglum if witness else "",
        hit.snippet if in_text or not found else (),
        tuple(_field(index, item, one) for one in found[:FIELDS_SHOWN]),
        max(0, len(found) - FIELDS_SHOWN),
    )


def _field(index: EditionIndex, item: Item | None, hit: FieldHit) -> BesideRow:
    return BesideRow(
        hit.field,
        hit.language,
        hit.pieces,
        hit.state,
        _witnesses(item, hit.sigla),
        tuple(OtherReading(words, _witnesses(item, sigla)) for words, sigla in hit.others),
        _apparatus(index, item, hit.variation) if item and hit.variation else "",
    )


def _witnesses(item: Item | None, sigla: Sequence[str]) -> tuple[ReadBy, ...]:
    known = {one.siglum: one for one in item.witnesses} if item else {}
    return tuple(
        ReadBy(siglum, known[siglum].role, known[siglum].language)
        if siglum in known
        else ReadBy(siglum, "", None)
        for siglum in sigla
    )


def _apparatus(index: EditionIndex, item: Item, variation: str) -> str:
    """Where a variation stands in the apparatus."""
    for collation in index.edition.collations(item.id):
        if any(one.id == variation for one in collation.variations):
            page = page_address(Route("collation", collation.id))
            return f"{page}#{variation_anchor(variation)}"
    return ""
