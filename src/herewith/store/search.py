"""Full-text search in an edition's database: hits with the words around, and what was done."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from herewith.algorithms.search_fields import FIELDS, Stretch
from herewith.errors import UsageError
from herewith.model.collation import ItemId
from herewith.model.document import DocumentId
from herewith.model.edition import FieldHit, Hit, SearchResult
from herewith.store.fielded import stretches
from herewith.store.query import understand
from herewith.store.words import words

__all__ = ["search"]

AROUND = 14
"""Words shown before the first and after the last match of a snippet."""

WIDTH = 36
"""Words of a snippet."""

MAX_SIZE = 500
OPEN, CLOSE = "\x02", "\x03"

WEIGHTS = {
    "stems": 1.0,
    "forms": 0.5,
    "heading": 4.0,
    "from": 2.0,
    "to": 2.0,
    "place": 2.0,
    "date": 2.0,
    "number": 4.0,
    "marking": 2.0,
    "note": 0.7,
    "variant": 0.3,
}
"""How much a word weighs that stands in a column of the index."""

FOUND = f"""
SELECT words.rowid, -bm25(words, {", ".join(str(WEIGHTS[name]) for name in ("stems", "forms", *FIELDS))}),
       letter, document
FROM words JOIN lettered ON lettered.n = words.rowid WHERE words MATCH ?
"""

SHOW = f"""
SELECT words.rowid, lettered.document, indexed.language, letter, indexed.text, indexed.offsets,
       {", ".join(f"highlight(words, {n}, char(2), char(3))" for n in range(2 + len(FIELDS)))}
FROM words JOIN lettered ON lettered.n = words.rowid JOIN indexed ON indexed.n = words.rowid
WHERE words MATCH ? AND words.rowid IN ({{}})
"""


def search(db: sqlite3.Connection, query: str, *, start: int, size: int) -> SearchResult:
    """The documents that a query finds, letter by letter, the most relevant (BM25) first.

    Raises:
        UsageError: if the query cannot be understood, or asks for an impossible page.
    """
    if start < 0 or not 1 <= size <= MAX_SIZE:
        raise UsageError(f"a page of results starts at 0 or later and has 1 to {MAX_SIZE} hits")
    rows = db.execute("SELECT language, count(*) FROM lettered GROUP BY language").fetchall()
    languages = frozenset(str(language) for language, _ in rows if language)
    searched = sum(count for _, count in rows)
    understood = understand(query, languages)
    found = db.execute(FOUND, (understood.expression,)).fetchall()
    best: dict[str, float] = {}
    for _, score, letter, _ in found:
        best[letter] = max(score, best.get(letter, score))
    found.sort(key=lambda row: (-best[row[2]], row[2], -row[1], row[3]))
    page = {row[0]: row[1] for row in found[start : start + size]}
    show = SHOW.format(", ".join("?" * len(page)))
    shown = {row[0]: row[1:] for row in db.execute(show, (understood.expression, *page))}
    hits = tuple(_hit(db, score, shown[n]) for n, score in page.items())
    did = f"{searched} documents searched for {understood.did}; the most relevant first"
    return SearchResult(query, hits, len(found), did, len(best), searched, understood.asked)


def _hit(db: sqlite3.Connection, score: float, row: Sequence[Any]) -> Hit:
    document, language, letter, text, offsets, stems, forms, *fields = row
    marked = {name: _marked(words) for name, words in zip(FIELDS, fields, strict=True)}
    found = stretches(db, document) if any(marked.values()) else {}
    return Hit(
        DocumentId(document),
        None if letter == document else ItemId(letter),
        language,
        _snippet(text, offsets, _marked(stems) | _marked(forms)),
        round(score, 4),
        tuple(_beside(found, marked)),
    )


def _beside(
    found: Mapping[str, Sequence[Stretch]], marked: Mapping[str, set[int]]
) -> Iterator[FieldHit]:
    """The stretches of fields in which words were found."""
    for field in FIELDS:
        at = 0
        count = sum(len(list(words(one.text))) + 1 for one in found.get(field, ()))
        for one in found.get(field, ()):
            places = [(word.start, word.end) for word in words(one.text)]
            hit = {n for n in range(len(places)) if {at + n, count + at + n} & marked[field]}
            if hit:
                pieces = tuple(_cut(one.text, places, hit))
                yield FieldHit(
                    *(field, one.language, pieces, one.sigla, one.others),
                    *(one.state, one.variation),
                )
            at += len(places) + 1


def _cut(
    text: str, places: Sequence[tuple[int, int]], marked: set[int]
) -> Iterator[tuple[str, bool]]:
    """The words of a field around the densest matches."""
    offsets = array("I", (at for place in places for at in place))
    yield from _snippet(text, offsets.tobytes(), marked, whole=len(places) <= WIDTH)


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
    text: str, blob: bytes, marked: set[int], *, whole: bool = False
) -> tuple[tuple[str, bool], ...]:
    """The words around the densest matches, as pieces `(text, is_match)`.

    With `whole` all of the text, with what stands before and after its words.
    """
    offsets = array("I")
    offsets.frombytes(blob)
    count = len(offsets) // 2
    if not count:
        return ()
    if whole:
        last = [(text[offsets[-1] :], False)]
        pieces = [(text[: offsets[0]], False), *_pieces(text, offsets, 0, count, marked), *last]
        return tuple(_joined([piece for piece in pieces if piece[0]]))
    first = _densest(sorted(marked))
    low = max(0, min(first - AROUND, count - WIDTH))
    high = min(count, low + WIDTH)
    pieces = list(_pieces(text, offsets, low, high, marked))
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
    for said, is_match in pieces:
        if held and is_match != kind:
            yield " ".join(f"|{held}|".split())[1:-1] if held.strip() else " ", kind
            held = ""
        held, kind = held + said, is_match
    if held:
        yield " ".join(f"|{held}|".split())[1:-1] if held.strip() else " ", kind
