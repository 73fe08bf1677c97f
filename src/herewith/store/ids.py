"""Ids that were given once and are kept, in `log/ids.jsonl`: one line for every change.

A later line about an id replaces an earlier one. Nothing is ever taken out, so that an id that
was printed somewhere leads to what it meant, or to what has taken its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from herewith.durable import append, locked_folder
from herewith.errors import DataError, Place, Problem
from herewith.model.collation import Item
from herewith.model.records import decode, dumps
from herewith.store.lines import read_lines_with_problems

__all__ = ["MintedId", "changes", "items_by_document", "keep_ids", "read_ids", "sources_by_path"]


@dataclass(frozen=True, slots=True)
class MintedId:
    """An id, what it was given to, and its other names.

    `kind` is `source` or `item`; `of` are the path of the source, or the documents that were
    witnesses of the item when it was last seen.
    """

    id: str
    kind: str
    of: tuple[str, ...]
    aliases: tuple[str, ...] = ()


def read_ids(path: Path) -> tuple[dict[tuple[str, str], MintedId], tuple[Problem, ...]]:
    """All ids by kind and id, in the order first given; a damaged line is a problem."""
    shown = f"{path.parent.name}/{path.name}"
    lines, problems = read_lines_with_problems(path, shown)
    found: dict[tuple[str, str], MintedId] = {}
    for number, data in lines:
        try:
            entry = decode(MintedId, data)
        except DataError as error:
            message = f"the line is not used: {error}"
            problems.append(Problem("P401", "error", message, Place(shown, number)))
            continue
        found[(entry.kind, entry.id)] = entry
    return found, tuple(problems)


def keep_ids(path: Path, entries: Iterable[MintedId]) -> None:
    """Append entries.

    Raises:
        StoreError: if the file cannot be written.
    """
    lines = "".join(f"{dumps(entry)}\n" for entry in entries)
    if lines:
        with locked_folder(path.parent):
            append(path, lines)


def sources_by_path(known: Mapping[tuple[str, str], MintedId]) -> dict[str, str]:
    """From the path of a source to its id."""
    return {path: e.id for e in known.values() if e.kind == "source" for path in e.of}


def items_by_document(known: Mapping[tuple[str, str], MintedId]) -> dict[str, str]:
    """From a document to the id of the item it was last a witness of."""
    return {document: e.id for e in known.values() if e.kind == "item" for document in e.of}


def changes(known: Mapping[tuple[str, str], MintedId], items: Iterable[Item]) -> list[MintedId]:
    """What must be noted so that the ids of these items are kept.

    An id that has gone, and whose documents now belong to one of the items, becomes its alias.

    >>> from herewith.model.collation import Witness
    >>> from herewith.model.document import DocumentId
    >>> from herewith.model.collation import ItemId
    >>> witness = Witness("A", DocumentId("a"), "original", "en")
    >>> before = {("item", "old"): MintedId("old", "item", ("a",))}
    >>> changes(before, [Item(ItemId("new"), None, "", "", (), (), (witness,))])
    [MintedId(id='new', kind='item', of=('a',), aliases=('old',))]
    """
    items = list(items)
    present = {str(item.id) for item in items}
    gone = [e for e in known.values() if e.kind == "item" and e.id not in present]
    out: list[MintedId] = []
    for item in sorted(items, key=lambda item: item.id):
        of = tuple(sorted({str(w.document) for w in item.witnesses if w.role != "relay"}))
        before = known.get(("item", str(item.id)))
        aliases = dict.fromkeys(before.aliases if before else ())
        aliases.update(dict.fromkeys(item.aliases))
        for entry in gone:
            if set(entry.of) & set(of):
                aliases.update(dict.fromkeys((entry.id, *entry.aliases)))
        kept = tuple(alias for alias in aliases if alias not in present)
        entry = MintedId(str(item.id), "item", of, kept)
        if entry != before:
            out.append(entry)
    return out
