"""An edition as Parquet: every kind of record as a typed table, read back as the same records.

Columns follow the fields of the model: text, numbers and dates as such, records within records as
structs, lists as lists. A pair or triple is a struct with the fields `_0`, `_1` …; data of no fixed
form (a statement's value) is JSON text. Text that is no Unicode (a lone surrogate) is kept as JSON
escapes in columns of such data, and cannot be kept in others: `write_parquet` counts it.
"""

from __future__ import annotations

import datetime
import io
import json
import types
import typing
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from herewith.errors import DataError, UsageError
from herewith.model.records import RENAMED, decode, encode

__all__ = ["read_parquet", "write_parquet"]

T = TypeVar("T")

SIMPLE = (str, bool, int, float, datetime.date)
"""Types that Arrow has as such."""


def write_parquet(kind: type, records: Iterable[object]) -> tuple[bytes, int]:
    """A table of records of one kind, and how many letters of it are no Unicode.

    Equal records give equal bytes with one version of pyarrow.

    Raises:
        UsageError: without the extra `collections`.
    """
    pa, pq = _arrow()
    schema = pa.schema(
        [(key, _arrow_type(hint, pa)) for _, key, hint in _columns(kind)],
        metadata={"herewith": kind.__name__},
    )
    lost = [0]
    rows = [_flat(kind, encode(record), lost) for record in records]
    out = io.BytesIO()
    table = pa.Table.from_pylist(rows, schema=schema)
    pq.write_table(table, out, compression="zstd", row_group_size=4096)
    return out.getvalue(), lost[0]


def read_parquet(kind: type[T], path: Path) -> Sequence[T]:
    """The records of a table that `write_parquet` wrote.

    Raises:
        DataError: if the file is none of that kind.
    """
    pa, pq = _arrow()
    try:
        table = pq.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise DataError(f"{path} is no Parquet file: {error}") from error
    if (table.schema.metadata or {}).get(b"herewith") != kind.__name__.encode():
        raise DataError(f"{path} is no table of {kind.__name__}")
    return tuple(decode(kind, _deep(kind, row)) for row in table.to_pylist())


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs the extra: pip install 'herewith[collections]'") from error
    return pa, pq


@cache
def _columns(kind: Any) -> tuple[tuple[str, str, Any], ...]:
    """Field, key in JSON and resolved type of every field of a record, parameters filled in."""
    base = typing.get_origin(kind) or kind
    hints = typing.get_type_hints(base)
    bound = dict(zip(getattr(base, "__parameters__", ()), typing.get_args(kind), strict=False))
    return tuple(
        (f.name, RENAMED.get(f.name, f.name), bound.get(hints[f.name], hints[f.name]))
        for f in fields(base)
    )


def _plain(hint: Any) -> Any:
    """A type without `None`, `NewType` and `Literal` around it."""
    if isinstance(hint, typing.NewType):
        return _plain(hint.__supertype__)
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [arg for arg in typing.get_args(hint) if arg is not type(None)]
        return _plain(inner[0]) if len(inner) == 1 else object
    return str if origin is typing.Literal else hint


def _is_record(hint: Any) -> bool:
    base = typing.get_origin(hint) or hint
    return isinstance(base, type) and is_dataclass(base)


def _elements(hint: Any) -> tuple[Any, ...] | None:
    """Types of the elements of a tuple; one and an ellipsis for a list; `None` if it is none."""
    return typing.get_args(hint) if typing.get_origin(hint) is tuple else None


def _arrow_type(given: Any, pa: Any) -> Any:
    hint = _plain(given)
    if _is_record(hint):
        return pa.struct([(key, _arrow_type(h, pa)) for _, key, h in _columns(hint)])
    args = _elements(hint)
    if args is not None:
        if len(args) == 2 and args[1] is Ellipsis:
            return pa.list_(_arrow_type(args[0], pa))
        return pa.struct([(f"_{n}", _arrow_type(a, pa)) for n, a in enumerate(args)])
    simple = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), datetime.date: pa.date32()}
    return simple.get(hint, pa.string())


def _flat(given: Any, value: Any, lost: list[int]) -> Any:
    """JSON data of a type as Arrow takes it."""
    hint = _plain(given)
    args = _elements(hint)
    if hint not in SIMPLE and not _is_record(hint) and args is None:
        return json.dumps(value)  # of no fixed form; escapes keep what is no Unicode
    if value is None:
        return None
    if _is_record(hint):
        return {key: _flat(h, value[key], lost) for _, key, h in _columns(hint)}
    if args is not None:
        if len(args) == 2 and args[1] is Ellipsis:
            return [_flat(args[0], item, lost) for item in value]
        return {
            f"_{n}": _flat(a, v, lost) for n, (a, v) in enumerate(zip(args, value, strict=True))
        }
    if hint is datetime.date:
        return datetime.date.fromisoformat(value)
    if hint is str:
        held = str(value)
        whole = held.encode("utf-8", "replace").decode()
        lost[0] += sum(a != b for a, b in zip(held, whole, strict=True)) if held != whole else 0
        return whole
    return value


def _deep(given: Any, value: Any) -> Any:
    """What `_flat` made, as JSON data again."""
    hint = _plain(given)
    args = _elements(hint)
    if value is None:
        return None
    if _is_record(hint):
        return {key: _deep(h, value[key]) for _, key, h in _columns(hint)}
    if args is not None:
        if len(args) == 2 and args[1] is Ellipsis:
            return [_deep(args[0], item) for item in value]
        return [_deep(a, value[f"_{n}"]) for n, a in enumerate(args)]
    if hint is datetime.date:
        return value.isoformat()
    if hint in SIMPLE:
        return value
    return json.loads(value)
