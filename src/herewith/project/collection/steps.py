"""The index as tables: the same functions as in memory, over Arrow batches, and the join in SQL.

Texts are numbered by their names before anything is joined; the words of a text travel as one
binary value, and only for pairs that share a fingerprint. The words of the first and second text
of an anchor and in how many texts it stands are packed into one 64-bit number, so that anchors
gather in an array that both engines have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.fingerprints import fingerprints
from herewith.algorithms.reuse.join import MOST_PLACES, Anchors, Formulas
from herewith.algorithms.reuse.passages import Passage, Shared, shared_passages
from herewith.algorithms.reuse.runs import exact_runs
from herewith.algorithms.reuse.words import Words, cut_words
from herewith.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

    from herewith.engines.tables import Tables

__all__ = ["LONGEST", "STEPS", "shared_in_tables"]

STEPS = "1"
"""Version of the steps: tables of another version are not taken up again."""

PLACE_BITS, TEXT_BITS = 24, 15

LONGEST = 1 << PLACE_BITS
"""Words of one text, at most: 16 million."""

TEXT = 200
"""Texts in one batch."""

TELLING = """
SELECT prints.h, prints.n, prints.p, spread.texts
FROM prints JOIN spread ON prints.h = spread.h
WHERE spread.texts <= {most} AND spread.places <= {places}
"""
ANCHORS = """
SELECT x.n AS a, y.n AS b,
       array_agg(x.p * {first} + y.p * {second} + LEAST(x.texts, {last})) AS anchors
FROM telling AS x JOIN telling AS y ON x.h = y.h AND x.n < y.n
GROUP BY x.n, y.n
"""
JOINED = """
SELECT pairs.a, pairs.b, pairs.anchors, x.words AS words_a, y.words AS words_b
FROM pairs JOIN worded AS x ON pairs.a = x.n JOIN worded AS y ON pairs.b = y.n
"""
SPREAD = """
SELECT h, COUNT(DISTINCT n) AS texts, COUNT(*) AS places FROM prints
GROUP BY h HAVING COUNT(DISTINCT n) > 1
"""
CAPPED = """
SELECT h, texts, places, n, p FROM (
  SELECT prints.h, spread.texts, spread.places, prints.n, MIN(prints.p) AS p,
         ROW_NUMBER() OVER (PARTITION BY prints.h ORDER BY prints.n) AS r
  FROM prints JOIN spread ON prints.h = spread.h
  WHERE spread.texts > {most} OR spread.places > {places}
  GROUP BY prints.h, spread.texts, spread.places, prints.n
) AS places_of WHERE r <= 2 ORDER BY h, n
"""
FOUND = """
SELECT a, b, a_start, a_end, b_start, b_end, words, longest, texts FROM passages
ORDER BY a, b, a_start, b_start, a_end, b_end
"""


def shared_in_tables(
    tables: Tables, texts: Sequence[str], *, most_texts: int
) -> tuple[Iterator[Shared], Formulas, NDArray[np.int64]]:
    """What texts share, by tables; the answer is that of `shared_wording`, to the byte.

    Args:
        tables: an engine, with a folder for these texts alone.
        texts: in the order of their names.
        most_texts: the document-frequency cap.

    Returns:
        Passages pair by pair, formulas, and the number of words in each text.
    """
    import pyarrow as pa

    text = pa.schema([("n", pa.int64()), ("text", pa.string())])
    words = pa.schema([("n", pa.int64()), ("size", pa.int64()), ("words", pa.binary())])
    prints = pa.schema([("h", pa.int64()), ("n", pa.int64()), ("p", pa.int64())])
    nine = ("a", "b", "a_start", "a_end", "b_start", "b_end", "words", "longest", "texts")
    passages = pa.schema([(name, pa.int64()) for name in nine])
    cap = {"most": most_texts, "places": most_texts * MOST_PLACES}
    tables.add("texts", text, _text_batches(texts, text))
    tables.apply("worded", "SELECT n, text FROM texts", word_batches, words)
    tables.apply("prints", "SELECT n, words FROM worded", print_batches, prints)
    tables.query("spread", SPREAD)
    tables.query("telling", TELLING.format(**cap))
    packing = {
        "first": 1 << (PLACE_BITS + TEXT_BITS),
        "second": 1 << TEXT_BITS,
        "last": (1 << TEXT_BITS) - 1,
    }
    tables.query("pairs", ANCHORS.format(**packing))
    tables.apply("passages", JOINED, passage_batches, passages)
    sizes = np.zeros(len(texts), dtype=np.int64)
    for batch in tables.rows("SELECT n, size FROM worded"):
        sizes[_column(batch, "n")] = _column(batch, "size")
    if len(sizes) and int(sizes.max()) >= LONGEST:
        raise UsageError(f"a document of more than {LONGEST} words cannot be indexed in tables")
    return _shared(tables), _formulas(tables, cap), sizes


def word_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Rows `n`, `text` as rows `n`, `size`, `words` (64-bit hashes, little endian)."""
    import pyarrow as pa

    for batch in batches:
        numbers = batch.column("n")
        found = cut_words(batch.column("text").to_pylist())
        sizes = np.diff(found.bounds)
        plain = found.hashes.astype("<u8", copy=False)
        blobs = [
            plain[low:high].tobytes()
            for low, high in zip(found.bounds[:-1], found.bounds[1:], strict=True)
        ]
        yield pa.RecordBatch.from_arrays(
            [numbers, pa.array(sizes, pa.int64()), pa.array(blobs, pa.binary())],
            names=["n", "size", "words"],
        )


def print_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Rows `n`, `words` as fingerprints `h`, `n`, `p`."""
    import pyarrow as pa

    for batch in batches:
        numbers = _column(batch, "n")
        hashes, bounds = _unpacked(batch.column("words").to_pylist())
        nothing = np.zeros(0, dtype=np.uint32)
        found = fingerprints(Words(bounds, hashes, nothing, nothing))
        yield pa.RecordBatch.from_arrays(
            [
                pa.array(found.hashes.view(np.int64), pa.int64()),
                pa.array(numbers[found.texts], pa.int64()),
                pa.array(found.places.astype(np.int64), pa.int64()),
            ],
            names=["h", "n", "p"],
        )


def passage_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Rows of pairs with anchors and words as passages."""
    import pyarrow as pa

    for batch in batches:
        rows = _passages(batch)
        columns = list(zip(*rows, strict=True)) if rows else [()] * 9
        names = ["a", "b", "a_start", "a_end", "b_start", "b_end", "words", "longest", "texts"]
        yield pa.RecordBatch.from_arrays([pa.array(c, pa.int64()) for c in columns], names=names)


def _passages(batch: pa.RecordBatch) -> list[tuple[int, ...]]:
    """The passages of some pairs: pair i is made of the texts 2i and 2i + 1 of its own words."""
    names_a, names_b = _column(batch, "a"), _column(batch, "b")
    left, right = batch.column("words_a").to_pylist(), batch.column("words_b").to_pylist()
    hashes, bounds = _unpacked([blob for pair in zip(left, right, strict=True) for blob in pair])
    gathered = [np.array(x, dtype=np.int64) for x in batch.column("anchors").to_pylist()]
    pair = np.repeat(np.arange(len(gathered)), [len(x) for x in gathered])
    packed = np.concatenate([np.zeros(0, dtype=np.int64), *gathered])
    place_a = packed >> (PLACE_BITS + TEXT_BITS)
    place_b = (packed >> TEXT_BITS) & (LONGEST - 1)
    texts = packed & ((1 << TEXT_BITS) - 1)
    put = np.lexsort((place_a, place_b - place_a, pair))
    anchors = Anchors(
        (2 * pair[put]).astype(np.uint32),
        (2 * pair[put] + 1).astype(np.uint32),
        place_a[put].astype(np.uint32),
        place_b[put].astype(np.uint32),
        texts[put].astype(np.uint32),
    )
    begins, ends = bounds[:-1], bounds[1:]
    runs = exact_runs(hashes, begins, ends, anchors)
    return [
        (
            int(names_a[one.a // 2]), int(names_b[one.a // 2]),
            p.a_start, p.a_end, p.b_start, p.b_end, p.words, p.longest, p.texts,
        )
        for one in shared_passages(hashes, begins, ends, runs)
        for p in one.passages
    ]  # fmt: skip


def _unpacked(blobs: Sequence[bytes]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hashes of several texts as one array, and its bounds."""
    sizes = np.array([0, *(len(blob) // 8 for blob in blobs)], dtype=np.int64)
    return np.frombuffer(b"".join(blobs), dtype="<u8").astype(np.uint64), np.cumsum(sizes)


def _text_batches(texts: Sequence[str], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    for start in range(0, len(texts), TEXT):
        part = texts[start : start + TEXT]
        clean = [text.encode("utf-8", "replace").decode() for text in part]
        numbers = pa.array(range(start, start + len(part)), pa.int64())
        yield pa.RecordBatch.from_arrays([numbers, pa.array(clean, pa.string())], schema=schema)


def _column(batch: pa.RecordBatch, name: str) -> NDArray[np.int64]:
    found: NDArray[np.int64] = batch.column(name).to_numpy(zero_copy_only=False)
    return found


def _shared(tables: Tables) -> Iterator[Shared]:
    pair: tuple[int, int] | None = None
    passages: list[Passage] = []
    for batch in tables.rows(FOUND):
        columns = [_column(batch, name).tolist() for name in batch.schema.names]
        for a, b, *numbers in zip(*columns, strict=True):
            if pair is not None and pair != (a, b):
                yield Shared(*pair, tuple(passages))
                passages = []
            pair = (a, b)
            passages.append(Passage(*numbers))
    if pair is not None:
        yield Shared(*pair, tuple(passages))


def _formulas(tables: Tables, cap: dict[str, int]) -> Formulas:
    """The fingerprints above the cap, in the order in which `join` gives them."""
    rows: dict[int, list[tuple[int, ...]]] = {}
    for batch in tables.rows(CAPPED.format(**cap)):
        columns = [_column(batch, name).tolist() for name in batch.schema.names]
        for h, *rest in zip(*columns, strict=True):
            rows.setdefault(h, []).append(tuple(rest))
    found = sorted(
        (first[2], first[3], h, first[0], first[1], second[2], second[3])
        for h, (first, second) in rows.items()
    )
    columns = list(zip(*found, strict=True)) if found else [()] * 7
    texts, places, hashes, spread, count, next_text, next_place = (
        np.array(column, dtype=np.int64) for column in columns
    )
    return Formulas(
        hashes.view(np.uint64),
        spread,
        count,
        texts.astype(np.uint32),
        places.astype(np.uint32),
        next_text.astype(np.uint32),
        next_place.astype(np.uint32),
    )
