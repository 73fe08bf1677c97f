"""CollateX JSON, in and out: `{"witnesses": […]}` to read, `{"witnesses": […], "table": […]}` to write.

The format is that of the CollateX documentation (Interedition): a witness has an `id` and either
its `content` or its `tokens`; each token has `t`, the text with its trailing space, and may have
`n`, its normal form. The table lists for each witness its cells; a cell holds tokens or is null.
A table can be read as well: it holds its witnesses whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from herewith.algorithms.collation.collate import Collated
from herewith.algorithms.collation.witness import WitnessText
from herewith.errors import DataError, Place, Problem

__all__ = ["is_collatex", "read_collatex", "write_collatex"]


def is_collatex(text: str) -> bool:
    """Whether a text begins like a CollateX input and can be read as one."""
    if not text.lstrip().startswith("{"):
        return False
    try:
        data = json.loads(text)
    except ValueError:
        return False
    return isinstance(data, dict) and isinstance(data.get("witnesses"), list)


def read_collatex(text: str, *, shown: str) -> tuple[WitnessText, ...]:
    """The witnesses of a CollateX input, or of an answer of CollateX (its JSON table).

    Raises:
        DataError: if the text is no CollateX input; all faults are named.

    >>> read_collatex('{"witnesses": [{"id": "A", "content": "a b"}]}', shown="x.json")[0].text
    'a b'
    """
    try:
        data = json.loads(text)
        listed = data["witnesses"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataError(f"{shown}: no CollateX input: {error}") from error
    out, problems = [], []
    listed = listed if isinstance(listed, list) else [listed]
    if "table" in data:
        listed = _of_table(listed, data["table"])
    for n, entry in enumerate(listed, 1):
        content = _content(entry)
        if content is None:
            place = Place(shown, record=f"witness {n}")
            hint = 'Give an "id" and either "content" or "tokens" with "t".'
            problems.append(Problem("C101", "error", f"witness {n} has no text", place, hint))
        else:
            out.append(WitnessText(str(entry["id"]), content))
    if problems:
        raise DataError(f"{shown}: {'; '.join(p.message for p in problems)}", tuple(problems))
    return tuple(out)


def _of_table(sigla: list[object], table: object) -> list[object]:
    """The witnesses of an answer of CollateX: each row of its table, cells and tokens in order."""
    rows = table if isinstance(table, list) else []
    if len(rows) != len(sigla) or not all(isinstance(row, list) for row in rows):
        return [None] * len(sigla)
    return [
        {"id": siglum, "tokens": [token for cell in row if cell for token in cell]}
        if all(cell is None or isinstance(cell, list) for cell in row)
        else None
        for siglum, row in zip(sigla, rows, strict=True)
    ]


def _content(entry: object) -> str | None:
    if not isinstance(entry, Mapping) or not entry.get("id"):
        return None
    if isinstance(entry.get("content"), str):
        return str(entry["content"])
    tokens = entry.get("tokens")
    if not isinstance(tokens, list):
        return None
    pieces = [t.get("t") for t in tokens if isinstance(t, Mapping)]
    if len(pieces) != len(tokens) or not all(isinstance(p, str) for p in pieces):
        return None
    spaced = any(str(piece)[-1:].isspace() for piece in pieces)
    return ("" if spaced else " ").join(map(str, pieces)).strip()


def write_collatex(found: Collated) -> str:
    """The table of a collation, one cell for each variation or agreement."""
    graph = found.graph
    order = sorted(range(len(graph.sigla)), key=lambda w: graph.sigla[w])
    table = []
    for witness in order:
        row: list[list[dict[str, Any]] | None] = []
        for stretch in found.cut.stretches:
            cells = graph.table[stretch.low : stretch.high, witness]
            row.append([_token(found, witness, int(n)) for n in cells[cells >= 0]] or None)
        table.append(row)
    data = {"witnesses": [graph.sigla[w] for w in order], "table": table}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _token(found: Collated, witness: int, n: int) -> dict[str, Any]:
    graph = found.graph
    tokens = graph.tokens[witness]
    start = int(tokens.starts[n])
    stop = int(tokens.starts[n + 1]) if n + 1 < len(tokens) else int(tokens.ends[n])
    return {
        "t": graph.witnesses[witness].text[start:stop],
        "n": graph.vocabulary.norms[int(graph.norms[witness][n])],
    }
