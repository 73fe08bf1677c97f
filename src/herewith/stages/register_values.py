"""Values of the register as editors write them: a name, a number, a mark, a date in EDTF."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from herewith.algorithms.dates.edtf import parse_edtf
from herewith.languages.titles import classify
from herewith.model.records import decode, encode
from herewith.model.register import (
    DatedRole,
    Marking,
    Number,
    Party,
)

__all__ = ["dated_role", "marking", "number", "party", "text"]


def text(value: object) -> str:
    """A value of an editor as text."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is needed")
    return value.strip()


def party(value: object) -> Party:
    """A party from a name or from all its fields."""
    if isinstance(value, dict):
        return decode(Party, {**encode(Party("", "person")), **value})
    name = text(value)
    return Party(name, cast(Any, classify(name).kind or "person"))


def number(value: object) -> Number:
    """A number from its fields, or a bare one whose kind is `document`."""
    if isinstance(value, dict):
        return decode(Number, {"normal": value.get("value"), **value})
    return Number("document", text(value), text(value))


def marking(value: object) -> Marking:
    """A marking from its fields, or a bare classification."""
    if isinstance(value, dict):
        return decode(Marking, {"normal": value.get("value"), **value})
    return Marking("classification", text(value), text(value).upper())


def dated_role(value: object) -> DatedRole:
    """A date from its fields, or from EDTF (`1962-10-27`, `1962-10`, `1962`), as the one of writing."""
    if isinstance(value, dict) and "date" in value:
        return decode(DatedRole, value)
    if isinstance(value, dict):
        return replace(dated_role(value.get("edtf")), role=value.get("role", "written"))
    written = text(value)
    return DatedRole(parse_edtf(written), "written")
