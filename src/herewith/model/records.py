"""Records as JSON and back: one codec for every frozen dataclass of the model.

JSON keys follow the order of the fields, so that equal records give equal bytes. Fields whose
value is the default are written too: absent, unknown and empty are three values.
"""

from __future__ import annotations

import datetime
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from herewith.errors import DataError

__all__ = ["decode", "digest", "dumps", "encode", "plain_dumps", "short_digest"]

RENAMED = {"cls": "class"}
"""Field names that Python does not allow, and their names in JSON."""

T = TypeVar("T")


def encode(value: object) -> Any:
    """A record, or a tuple or mapping of records, as plain JSON data."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    kind: Any = type(value)
    names = _names(kind)
    if names:
        return {name: encode(getattr(value, field)) for name, field in names}
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    """JSON key and name of every field of a record; none if the type is not a record."""
    if not is_dataclass(kind):
        return ()
    return tuple((RENAMED.get(f.name, f.name), f.name) for f in fields(kind))


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dumps(value: object) -> str:
    """Canonical JSON of a record or of plain data: one line, keys in field order, UTF-8 kept."""
    return plain_dumps(encode(value))


def plain_dumps(data: object) -> str:
    """Canonical JSON of what is plain data already: nothing in it is a record."""
    return _COMPACT.encode(data)


def digest(value: object) -> str:
    """SHA-256 (hex) of the canonical JSON of a record or of plain data."""
    return sha256(dumps(value).encode("utf-8", "surrogatepass")).hexdigest()


def short_digest(*parts: object, size: int = 8) -> str:
    """First hex characters of the digest of some parts: the tail of readable ids."""
    return digest(list(parts))[:size]


def decode(kind: type[T], data: object) -> T:
    """Rebuild a record of a kind from JSON data made by `encode`.

    Raises:
        DataError: if the data is not a record of that kind.

    >>> from herewith.model.text import Span, SourceId
    >>> span = Span(SourceId("box"), 3, 7, "note")
    >>> decode(Span, encode(span)) == span
    True
    """
    try:
        return typing.cast(T, _decoder(typing.cast("typing.Hashable", kind))(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"not a {getattr(kind, '__name__', kind)} record: {error}") from error


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """A function from JSON data to a value of a type, built once for each type."""
    origin = typing.get_origin(kind)
    base = origin if isinstance(origin, type) and is_dataclass(origin) else kind
    if isinstance(base, type) and is_dataclass(base):
        return _record_decoder(kind, base)
    if isinstance(kind, typing.NewType):
        return _decoder(kind.__supertype__)
    if origin is tuple:
        return _tuple_decoder(typing.get_args(kind))
    if origin in (typing.Union, types.UnionType):
        inner = [_decoder(arg) for arg in typing.get_args(kind) if arg is not type(None)]
        return lambda data: None if data is None else inner[0](data)
    if kind is datetime.date:
        return datetime.date.fromisoformat
    return lambda data: data


def _tuple_decoder(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        one = _decoder(args[0])
        return lambda data: tuple(one(item) for item in data)
    many = [_decoder(arg) for arg in args]
    return lambda data: tuple(f(item) for f, item in zip(many, data, strict=True))


def _record_decoder(kind: Any, base: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(base)
    parameters = getattr(base, "__parameters__", ())
    bound = dict(zip(parameters, typing.get_args(kind), strict=False))
    plan = [
        (f.name, RENAMED.get(f.name, f.name), _decoder(bound.get(hints[f.name], hints[f.name])))
        for f in fields(base)
    ]
    younger = frozenset(
        RENAMED.get(f.name, f.name) for f in fields(base) if f.default is not MISSING
    )
    """Fields with a default may be younger than the data."""

    def build(data: Any) -> Any:
        given = ((name, key, read) for name, key, read in plan if key in data or key not in younger)
        return base(**{name: read(data[key]) for name, key, read in given})

    return build
