"""Conditions across two languages."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, Side, mild
from herewith.algorithms.substance.translation.answers import draft
from herewith.languages.cues import signs

__all__ = ["conditions"]


def conditions(m: Matching) -> Iterator[Draft]:
    """Conditions on one side only."""
    real = ("if", "unless", "provided")
    yield from _conceded_instead(m)
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        for k in m.free_a("cond") if first else m.free_b("cond"):
            taken = m.pairs if first else m.back
            if (
                side.units[k].value not in real
                or k in taken
                or (side.units[k].key.startswith("upon ") and "after" in other.concepts())
                or _rhetorical(side, k)
                or mild(side, k)
            ):
                continue
            free = m.free_b("cond") if first else m.free_a("cond")
            rivals = [n for n in free if not mild(other, n)]
            kin = [
                n
                for n in rivals
                if {side.units[k].value, other.units[n].value}
                <= {"if", "provided", "whether", "unless"}
                and _sense(side, k) == _sense(other, n)
            ]
            pair = (k, None) if first else (None, k)
            if kin:
                m.join(*((k, kin[0]) if first else (kin[0], k)))
            elif rivals:
                couple = (k, rivals[0]) if first else (rivals[0], k)
                yield draft(m, couple, "substance", "condition", "condition")
            elif _softened(other) and not _conceded(other):
                yield draft(m, pair, "nuance", "condition", "condition_softened")
            else:
                yield draft(m, pair, "substance", "condition", "condition")


def _conceded_instead(m: Matching) -> Iterator[Draft]:
    """A condition or a term on one side, `even though` on the other."""
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        if any(u.kind == "cond" for u in other.units) or not _conceded(other) or _conceded(side):
            continue
        for k in m.free_a("cond") if first else m.free_b("cond"):
            if side.units[k].value in ("until", "if", "unless", "provided"):
                pair = (k, None) if first else (None, k)
                yield draft(m, pair, "substance", "condition", "condition")


def _sense(side: Side, k: int) -> bool:
    """Whether a condition is a negative one: unless, if not."""
    unit = side.units[k]
    return unit.value == "unless" or any(u.kind == "neg" for u in side.units[k + 1 : k + 5])


def _softened(side: Side) -> bool:
    """Whether the other side gives a reason, or leaves the condition to its grammar."""
    words = signs(side.language, "reason")
    return any(u.key in words for u in side.units)


def _conceded(side: Side) -> bool:
    """Whether a word of contrast (although) stands on the side that has no condition."""
    words = signs(side.language, "concession")
    return any(u.key in words for u in side.units)


def _rhetorical(side: Side, k: int) -> bool:
    """«Если в прошлом …, то теперь …»: an opposition of times or facts, no condition."""
    if side.language != "ru":
        return False
    today = signs(side.language, "today")
    after = side.units[k + 1 : k + 40]
    past = any("past" in u.features for u in after[:30])
    irreal = any(u.value == "would" for u in after)
    contrast = any(u.key in today for u in after)
    return past and not irreal and contrast
