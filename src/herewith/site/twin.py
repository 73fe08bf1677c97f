"""Page records as JSON: every field of the page, and of its parts those that say something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any

from herewith.model.records import RENAMED

__all__ = ["twin"]

ORDINARY = {"status": "proposed", "opens": True, "role": "body"}
"""Values that go without saying: fields with them are left out too."""

UNSAID = frozenset(("meta", "json_ld"))
"""Fields that say in another form what the record says."""


def twin(page: object) -> dict[str, Any]:
    """A page record as plain data.

    Of a part of a page, fields that are null, false, an empty text or list, or have the default
    of their record are left out.

    >>> from herewith.site.parts import Piece
    >>> _part(Piece("a word", note=2))
    {'text': 'a word', 'note': 2}
    """
    kind: Any = type(page)
    return {key: _data(getattr(page, name)) for key, name, _ in _fields(kind)}


def _data(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [_data(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _data(item) for key, item in value.items()}
    return _part(value)


def _part(record: Any) -> dict[str, Any]:
    out = {}
    kind: Any = type(record)
    for key, name, ordinary in _fields(kind):
        if name in UNSAID:
            continue
        value = getattr(record, name)
        if value is None or value is False or value == "" or value == () or value == ordinary:
            continue
        out[key] = _data(value)
    return out


@cache
def _fields(kind: Any) -> tuple[tuple[str, str, Any], ...]:
    """JSON key, name and ordinary value of every field."""
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is not part of a page")
    return tuple(
        (
            RENAMED.get(f.name, f.name),
            f.name,
            ORDINARY.get(f.name, "" if f.default is MISSING else f.default),
        )
        for f in fields(kind)
    )
