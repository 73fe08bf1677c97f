"""A collation as a table for people: one row for each stretch of text, one column for each witness.

Excel and LibreOffice take a cell that begins with `=`, `+`, `-` or `@` for a formula; such cells
are written with a leading apostrophe in CSV, and as plain text in XLSX.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from herewith.algorithms.collation.collate import Collated, span_of
from herewith.algorithms.collation.stretches import Stretch
from herewith.formats.cells import neutral, workbook

__all__ = ["rows", "write_csv", "write_xlsx"]

HEAD = ("n", "what", "class", "kind", "severity", "reason")


def rows(found: Collated) -> Iterator[tuple[str, ...]]:
    """The head, then a row for each stretch in order: number, kind, judgement, and texts."""
    graph = found.graph
    order = sorted(range(len(graph.sigla)), key=lambda w: graph.sigla[w])
    yield (*HEAD, *(graph.sigla[w] for w in order))
    judged = iter(found.units)
    n = 0
    for stretch in found.cut.stretches:
        texts = tuple(_text(found, stretch, w) for w in order)
        if stretch.kind == "variation":
            n += 1
            said = next(judged).judged
            yield (str(n), "variation", said.cls, said.kind, said.severity, said.reason, *texts)
        else:
            yield ("", stretch.kind, "", "", "", "", *texts)


def _text(found: Collated, stretch: Stretch, witness: int) -> str:
    """What a witness has in a stretch, on one line; a gap is said, an omission is empty."""
    graph = found.graph
    cells = graph.table[stretch.low : stretch.high, witness]
    held = cells[cells >= 0]
    if len(held):
        start, end = span_of(graph, witness, (int(held[0]), int(held[-1]) + 1))
        return re.sub(r"\s+", " ", graph.witnesses[witness].text[start:end])
    return "[not held]" if (found.cut.keys[stretch.low : stretch.high, witness] == -2).all() else ""


def write_csv(found: Collated) -> str:
    """The table as CSV (RFC 4180, UTF-8)."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows(found):
        writer.writerow(map(neutral, row))
    return out.getvalue()


def write_xlsx(found: Collated, path: Path) -> None:
    """The table as a workbook; equal collations give equal bytes.

    Raises:
        UsageError: without the extra `office`.
    """
    path.write_bytes(workbook("collation", rows(found)))
