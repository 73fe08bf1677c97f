"""What three witnesses or more say of one place: the majority, and the odd one out."""

from __future__ import annotations

from herewith.model.collation import Reading, Variation

__all__ = ["said_by"]

FEWEST = 3
"""With fewer witnesses there is no majority."""


def said_by(variation: Variation) -> str:
    """One sentence on who reads what; empty with fewer than three witnesses.

    >>> from herewith.model.collation import Reading, Variation
    >>> readings = (Reading(("A", "C"), "joy", ()), Reading(("B",), "fear", ()))
    >>> said_by(Variation("v", 0, readings, "substance", "substitution", "major", ""))
    'Of 3 witnesses 2 (A, C) read “joy”; B alone reads “fear”.'
    """
    readings = sorted(variation.readings, key=lambda r: (-len(r.sigla), r.sigla))
    voices = sum(len(r.sigla) for r in readings)
    if voices < FEWEST or len(readings) < 2:
        return ""
    if len(readings[0].sigla) == len(readings[1].sigla):
        said = "; ".join(f"{_named(r)} {_read(r)}" for r in readings)
        return f"Of {voices} witnesses no reading has the majority: {said}."
    first, *others = readings
    said = "; ".join(
        f"{r.sigla[0]} alone reads {_text(r)}" if len(r.sigla) == 1 else f"{_named(r)} {_read(r)}"
        for r in others
    )
    return (
        f"Of {voices} witnesses {len(first.sigla)} ({_named(first)}) read {_text(first)}; {said}."
    )


def _named(reading: Reading) -> str:
    return ", ".join(reading.sigla)


def _read(reading: Reading) -> str:
    return f"{'read' if len(reading.sigla) > 1 else 'reads'} {_text(reading)}"


def _text(reading: Reading) -> str:
    words = " ".join(reading.text.split())
    return f"“{words}”" if words else "nothing"
