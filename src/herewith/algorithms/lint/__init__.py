"""Faults of encoded editions, found without a project: `herewith check FILE.xml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from herewith.algorithms.lint.boundaries import boundary_faults
from herewith.algorithms.lint.dating import dating_faults
from herewith.algorithms.lint.fault import Change, Fault
from herewith.algorithms.lint.leftovers import leftover_faults
from herewith.algorithms.lint.notes import note_faults
from herewith.algorithms.lint.people import people_faults
from herewith.algorithms.lint.pointers import pointer_faults
from herewith.algorithms.lint.volume import Volume, open_volume

__all__ = ["Change", "Fault", "Volume", "lint", "open_volume"]


def lint(volume: Volume, others: Mapping[str, Collection[str]] | None = None) -> tuple[Fault, ...]:
    """All faults of a volume in order of place; `others` are the ids of further
    volumes, by the volume's name."""
    found = [
        *pointer_faults(volume, others or {}),
        *note_faults(volume),
        *dating_faults(volume),
        *people_faults(volume),
        *boundary_faults(volume),
        *leftover_faults(volume),
    ]
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.code, f.message)))
