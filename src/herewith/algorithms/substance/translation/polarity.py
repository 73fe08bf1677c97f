"""Denial and affirmation, and opposites, across two languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, Side, assign
from herewith.algorithms.substance.negation import Negation, negations
from herewith.algorithms.substance.translation.answers import CLOSE, NEAR, beside, draft
from herewith.algorithms.substance.units import opposed
from herewith.languages.cues import concepts
from herewith.model.findings import Facet

__all__ = ["opposites", "polarity"]


def polarity(m: Matching) -> Iterator[Draft]:
    """Negations without counterpart, after negative words have been tried."""
    mine, theirs = negations(m.a), negations(m.b)
    left, right = _pair_negations(m, mine, theirs)
    for group, first in ((left, True), (right, False)):
        for item in group:
            pair = (item.index, None) if first else (None, item.index)
            mild = (m.a if first else m.b).units[item.index].value == "without"
            yield draft(m, pair, "nuance" if mild else "substance", "polarity", "negation")


def _pair_negations(
    m: Matching, mine: Sequence[Negation], theirs: Sequence[Negation]
) -> tuple[list[Negation], list[Negation]]:
    """Explicit negations left on each side when all that can be paired are.

    A negative word that has its own counterpart (`impossible`, «невозможно») answers no other
    negation; one that has none may (`refrain from` for «не делать»), if it is near.
    """
    left = [x for x in mine if x.explicit or x.index not in m.pairs]
    right = [y for y in theirs if y.explicit or y.index not in m.back]
    costs = []
    for p, x in enumerate(left):
        for q, y in enumerate(right):
            cost = abs(m.a.place(x.index) - m.b.place(y.index))
            cost -= 0.3 if x.governs & y.governs else 0.0
            mixed = x.explicit != y.explicit
            if (x.explicit and y.explicit) or cost <= (0.2 if mixed else NEAR):
                costs.append((cost + (0.15 if mixed else 0.0), p, q))
    pairs = assign(costs)
    done_a, done_b = {p for p, _ in pairs}, {q for _, q in pairs}
    return (
        [x for p, x in enumerate(left) if x.explicit and p not in done_a],
        [y for q, y in enumerate(right) if y.explicit and q not in done_b],
    )


def opposites(m: Matching) -> Iterator[Draft]:
    """A word on one side, its opposite on the other, and neither on both."""
    table = concepts()
    kinds = ("act", "qual", "feel+", "feel-", "prep", "term")
    has_a, has_b = m.a.concepts(), m.b.concepts()
    for i, u in enumerate(m.a.units):
        if i in m.pairs or not u.concepts or table[min(u.concepts)].kind not in kinds:
            continue
        for j, v in enumerate(m.b.units):
            if j in m.back or i in m.pairs or not v.concepts:
                continue
            elsewhere = bool(u.concepts & has_b or v.concepts & has_a)
            near = m.apart(i, j) <= (CLOSE if elsewhere else NEAR) and (
                not elsewhere or beside(m, i, j)
            )
            if near and opposed(u.concepts, v.concepts):
                if _denied(m.a, i) != _denied(m.b, j):
                    m.join(i, j)
                    continue
                facet: Facet = "condition" if table[min(u.concepts)].kind == "prep" else "polarity"
                yield draft(m, (i, j), "substance", facet, "opposite")


def _denied(side: Side, k: int) -> bool:
    """Whether a word stands under a negation."""
    return any(
        u.kind == "neg" or u.value in ("cannot", "refrain", "lest", "without")
        for u in side.units[max(0, k - 3) : k]
    )
