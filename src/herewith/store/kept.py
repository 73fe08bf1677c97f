"""Records as they are kept: a line of JSON with its id and digest, decoded only when needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from herewith.model.records import decode, dumps

__all__ = ["Kept", "Shelf", "digest_of_line", "keep", "record_id"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One record as canonical JSON. `digest` is the SHA-256 (hex) of the line."""

    kind: str
    id: str
    digest: str
    line: str


class Shelf:
    """All records of one kind, in the order in which they were made; decoded when asked for.

    Records are always rebuilt from their JSON, never handed on as a stage made them, so that a
    run that continues from the cache sees exactly what the first run saw.
    """

    def __init__(self, kind: type, kept: Iterable[Kept] = ()) -> None:
        self.kind = kind
        self._kept: list[Kept] = list(kept)
        self._records: list[object] = []

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, kept: Iterable[Kept]) -> None:
        """Put more records behind the others."""
        self._kept.extend(kept)

    @property
    def kept(self) -> Sequence[Kept]:
        """The records as lines."""
        return self._kept

    def records(self) -> tuple[Any, ...]:
        """The records themselves; the same objects each time."""
        for kept in self._kept[len(self._records) :]:
            self._records.append(decode(self.kind, json.loads(kept.line)))
        return tuple(self._records)


def keep(record: object) -> Kept:
    """A record as it is kept."""
    line = dumps(record)
    return Kept(type(record).__name__, record_id(record), digest_of_line(line), line)


def digest_of_line(line: str) -> str:
    """SHA-256 (hex) of a line of JSON."""
    return sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


def record_id(record: object) -> str:
    """The id of a record: its own, or that of the source it speaks of, or its digest.

    >>> from herewith.model.text import SourceId, Span
    >>> record_id(Span(SourceId("a-file"), 0, 4, "note"))
    'a-file'
    """
    found = getattr(record, "id", None)
    if isinstance(found, str):
        return found
    source = getattr(record, "source", None)
    found = getattr(source, "id", source)
    return found if isinstance(found, str) else digest_of_line(dumps(record))[:16]
