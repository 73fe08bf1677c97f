"""Full-text search in an edition's database: hits with the words around, and what was done."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator

from herewith.errors import UsageError
from herewith.model.collation import ItemId
from herewith.model.document import DocumentId
from herewith.model.edition import Hit, SearchResult
from herewith.store.query import understand

__all__ = ["search"]

AROUND = 14
"""Words shown before the first and after the last match of a snippet."""

WIDTH = 36
"""Words of a snippet."""

MAX_SIZE = 500
OPEN, CLOSE = "\x02", "\x03"

FIND = """
SELECT indexed.document, indexed.language, indexed.text, indexed.offsets,
       -bm25(words, 1.0, 0.5, 4.0) AS score,
       highlight(words, 0, char(2), char(3)), highlight(words, 1, char(2), char(3)),
       (SELECT min(link.id) FROM link
        WHERE link.kind = 'Item' AND link.role = 'document' AND link.target = indexed.document),
       (SELECT record.json ->> '$.heading' FROM record
        WHERE record.kind = 'Document' AND record.id = indexed.document)
FROM words JOIN indexed ON indexed.n = words.rowid
WHERE words MATCH ? ORDER BY score DESC, indexed.document LIMIT ? OFFSET ?
"""


def search(db: sqlite3.Connection, query: str, *, start: int, size: int) -> SearchResult:
    """The documents that a query finds, the most relevant (BM25) first.

    Raises:
        UsageError: if the query cannot be understood, or asks for an impossible page.
    """
    if start < 0 or not 1 <= size <= MAX_SIZE:
        raise UsageError(f"a page of results starts at 0 or later and has 1 to {MAX_SIZE} hits")
    rows = db.execute("SELECT language, count(*) FROM indexed GROUP BY language").fetchall()
    languages = frozenset(str(language) for language, _ in rows if language)
    searched = sum(count for _, count in rows)
    understood = understand(query, languages)
    matching = (understood.expression,)
    total = db.execute("SELECT count(*) FROM words WHERE words MATCH ?", matching).fetchone()[0]
    hits = tuple(
        Hit(
            DocumentId(document),
            None if item is None else ItemId(item),
            language,
            _snippet(text, offsets, _marked(stems) | _marked(forms), heading),
            round(score, 4),
        )
        for document, language, text, offsets, score, stems, forms, item, heading in db.execute(
            FIND, (*matching, size, start)
        )
    )
    did = f"{searched} documents searched for {understood.did}; the most relevant first"
    return SearchResult(query, hits, total, did)


def _marked(highlighted: str) -> set[int]:
    """Numbers of the words between marks, in words divided by spaces."""
    found: set[int] = set()
    inside = False
    for n, word in enumerate(highlighted.split(" ")):
        inside = inside or OPEN in word
        if inside:
            found.add(n)
        if CLOSE in word:
            inside = False
    return found


def _snippet(
    text: str, blob: bytes, marked: set[int], heading: str | None
) -> tuple[tuple[str, bool], ...]:
    """The words around the densest matches, as pieces `(text, is_match)`."""
    offsets = array("I")
    offsets.frombytes(blob)
    count = len(offsets) // 2
    if not count:
        return ((heading or "", False),)
    first = _densest(sorted(marked))
    low = max(0, min(first - AROUND, count - WIDTH))
    high = min(count, low + WIDTH)
    pieces = list(_pieces(text, offsets, low, high, marked))
    if not marked and heading:
        pieces.insert(0, (f"{heading} — ", False))
    if low > 0:
        pieces.insert(0, ("… ", False))
    if high < count:
        pieces.append((" …", False))
    return tuple(_joined(pieces))


def _densest(marked: list[int]) -> int:
    """The match from which most others lie within a snippet; the first of equals."""
    best, most = 0, 0
    for n, word in enumerate(marked):
        near = sum(1 for other in marked[n : n + WIDTH] if other < word + WIDTH - AROUND)
        if near > most:
            best, most = word, near
    return best


def _pieces(
    text: str, offsets: array[int], low: int, high: int, marked: set[int]
) -> Iterator[tuple[str, bool]]:
    at = offsets[2 * low]
    for n in range(low, high):
        start, end = offsets[2 * n], offsets[2 * n + 1]
        if start > at:
            yield text[at:start], n in marked and n - 1 in marked
        yield text[start:end], n in marked
        at = end


def _joined(pieces: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Neighbours of one kind as one piece, white space as one space."""
    held, kind = "", False
    for words, is_match in pieces:
        if held and is_match != kind:
            yield " ".join(f"|{held}|".split())[1:-1] if held.strip() else " ", kind
            held = ""
        held, kind = held + words, is_match
    if held:
        yield " ".join(f"|{held}|".split())[1:-1] if held.strip() else " ", kind
