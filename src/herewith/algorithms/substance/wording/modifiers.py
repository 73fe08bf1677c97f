"""Words behind a thing that say which of its kind is meant: `goods destined for the mainland`.

Without them what is said covers more. What a comma divides off only tells more of the thing.
"""

from __future__ import annotations

import re

from herewith.algorithms.substance.units import content
from herewith.algorithms.substance.wording.left import Lone

__all__ = ["restrictive"]

RELATIVES = frozenset({"that", "which", "who", "whom", "whose", "where"})
LINKS = frozenset(
    {"of", "in", "on", "at", "from", "with", "for", "under", "within", "by", "near", "above", "below",
     "over", "across", "between", "to", "against", "beyond", "aboard"}
)  # fmt: skip
"""Words that bind a thing, or what was done to it, to another thing."""

PARTICIPLE = re.compile(r"\w{3,}(?:ed|ing)$")
STRONG = frozenset(
    {"sent", "held", "made", "built", "taken", "bound", "brought", "kept", "lent", "sold", "bought",
     "paid", "given", "drawn", "laid", "known", "born", "shown", "written", "flown", "sunk", "lost",
     "found", "led", "shot", "grown", "caught", "chosen", "set", "struck", "driven"}
)  # fmt: skip
"""Participles without an ending of their own."""

NOT_THINGS = frozenset({"pron", "aux", "modal", "neg", "conj", "prep", "commit", "cond", "quant"})


def restrictive(one: Lone, *, whole: bool) -> bool:
    """Whether words that one side lacks tell which things are meant.

    Args:
        one: the first of the words.
        whole: whether the text denies or speaks of all: then `in the strip` counts too, elsewhere
            only what was done to the thing, or a clause.
    """
    if one.state.language != "en":
        return False
    k = one.index
    while k - 1 in one.left and not content(one.side[k - 1]):
        k -= 1
    if k and one.side[k - 1].key in RELATIVES and k - 1 in one.left:
        k -= 1
    before = one.side[k - 1] if k else None
    if before is None or not content(before) or before.kind in NOT_THINGS:
        return False
    if one.between(k - 1, k, ",") or before.key.endswith("ly"):
        return False
    opening, *rest = one.side[k].key.split()
    behind = rest[-1] if rest else one.side[k + 1].key if k + 1 < len(one.side) else ""
    if opening in RELATIVES:
        return k + 2 < len(one.side)
    if PARTICIPLE.match(opening) or opening in STRONG:
        return behind in LINKS and (bool(rest) or k + 1 in one.left)
    return whole and opening in LINKS
