"""The id of a decision: derived from what it says."""

from __future__ import annotations

from collections.abc import Iterable

from herewith.model.decision import Decision, Judgement
from herewith.model.records import short_digest

__all__ = ["decision_id"]


def decision_id(
    decision: Decision | tuple[str, Judgement, object, str, str, str], taken: Iterable[str] = ()
) -> str:
    """The id of a decision, from its content; the same content given again gets another id.

    Args:
        decision: or `(target, judgement, value, by, on, because)`.
        taken: ids in use.

    >>> decision_id(("letter/date", "accept", None, "EB", "1990-01-02", "as in the file"))
    'd-effba43c'
    """
    content = decision if isinstance(decision, tuple) else _content(decision)
    used = set(taken)
    repeated = 0
    while True:
        parts = (*content, repeated) if repeated else content
        name = f"d-{short_digest(*parts)}"
        if name not in used:
            return name
        repeated += 1


def _content(decision: Decision) -> tuple[str, Judgement, object, str, str, str]:
    return (
        decision.target,
        decision.judgement,
        decision.value,
        decision.by,
        decision.on,
        decision.because,
    )
