"""All, some, only, both; and, or; members of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.negation import says_no
from herewith.algorithms.substance.phrases import kinds_of
from herewith.algorithms.substance.units import ACTORS, Unit
from herewith.algorithms.substance.wording.left import Lone, couples, draft, lone
from herewith.languages.cues import concepts, signs
from herewith.model.collation import Class

__all__ = ["degrees", "joints", "members", "quantifiers"]

NEAR = (
    frozenset({"some", "any"}),
    frozenset({"all", "both"}),
    frozenset({"many", "most"}),
    frozenset({"many", "some"}),
)
"""Quantifiers that are a nuance apart."""

WEIGHT: dict[str, Class] = {
    "only": "substance",
    "all": "substance",
    "most": "substance",
    "few": "substance",
    "both": "form",
}
"""Class of a quantifier that one side lacks; others are a nuance."""


def quantifiers(state: Changes) -> Iterator[Draft]:
    """Another quantifier, or one that a side lacks."""
    for i, j in couples(state, "quant"):
        pair = frozenset({state.a[i].value, state.b[j].value})
        cls: Class = "form" if len(pair) == 1 else "nuance" if pair in NEAR else "substance"
        if "any" in pair and len(pair) > 1 and _denied(state.a, i):
            cls = "substance"
        if pair == {"many", "some"} and "a few" in (state.a[i].key, state.b[j].key):
            cls = "substance"
        if pair == {"any", "some"} and _free_choice(state, i, j):
            cls = "substance"
        yield draft(state, (i, j), cls, "scope", "quantifier")
    for one in lone(state, "quant"):
        words = signs(state.language, "restriction")
        alone = next((k for k in one.others if one.facing[k].key in words), None)
        if one.unit.value == "only" and alone is not None:
            yield draft(state, one.pair(alone), "form", "scope", "quantifier")
            continue
        share = one.unit.key in signs(state.language, "share")
        some = one.unit.value == "some" and _definite(one)
        cls = "substance" if share or some else WEIGHT.get(one.unit.value, "nuance")
        yield draft(state, one.pair(), cls, "scope", "quantifier_missing")


def _definite(one: Lone) -> bool:
    """Whether the other side has `the` where this one has `some`: *some countries*, *the countries*."""
    return any(
        one.facing[k].key in ("the", "these", "those", "our", "your", "their") for k in one.others
    )


def _free_choice(state: Changes, i: int, j: int) -> bool:
    """Whether an `any` means each that one likes: `applies to any test`, `may visit any camp`.

    Behind a denial, in a condition and in a question it means some.
    """
    side, k, text = (state.a, i, 0) if state.a[i].value == "any" else (state.b, j, 1)
    asked = "?" in state.texts[text][side[k].end :]
    return not asked and not any(
        u.kind in ("cond", "neg", "idiom") or says_no(u) or "before" in u.concepts for u in side[:k]
    )


def _denied(side: Sequence[Unit], k: int) -> bool:
    """Whether a negative word stands before a quantifier: there `any` is none, `some` is not."""
    return any(u.kind == "neg" or says_no(u) for u in side[max(0, k - 6) : k])


def degrees(state: Changes) -> Iterator[Draft]:
    """`Stronger than` against `as strong as`; without a `than` a degree is a nuance."""
    for i, j, why in [p for p in state.pairs if p[2] in ("inflected", "synonym")]:
        more = [_comparative(u, v) for u, v in ((state.a[i], state.b[j]), (state.b[j], state.a[i]))]
        if any(more):
            side, left = (state.a, state.left_a) if more[0] else (state.b, state.left_b)
            than = any(side[k].key in signs(state.language, "than") for k in left)
            state.pairs.remove((i, j, why))
            state.left_a.append(i)
            state.left_b.append(j)
            yield draft(state, (i, j), "substance" if than else "nuance", "scope", "degree")


def _comparative(a: Unit, b: Unit) -> bool:
    """Whether the first word is the comparative of the second."""
    bases = (b.key + "er", b.key + "r", b.key.removesuffix("y") + "ier")
    return a.key in bases or (
        a.key[:-3] + a.key[-2:] == b.key + "er" and a.key[-4:-3] == a.key[-3:-2]
    )


def joints(state: Changes) -> Iterator[Draft]:
    """And against or."""
    for i, j in couples(state, "conj"):
        if state.a[i].value != state.b[j].value:
            yield draft(state, (i, j), "substance", "scope", "and_or")


def members(state: Changes) -> Iterator[Draft]:
    """A member of a list is left out: `or any of our allies`."""
    for one in lone(state, "conj"):
        last = _last(one)
        if last is None:
            continue
        stretch = (one.unit.start, one.side[last].end)
        found = draft(state, one.pair(), "substance", "content", "member_missing")
        for k in [k for k in one.left if one.index <= k <= last]:
            one.left.remove(k)
        yield replace(found, a=stretch) if one.first else replace(found, b=stretch)


ALONE = frozenset(
    {"himself", "herself", "myself", "yourself", "ourselves", "themselves", "yourselves", "me", "us",
     "him", "them", "i", "we", "he", "she", "they", "you", "mine", "ours", "yours", "theirs"}
)  # fmt: skip
"""Pronouns that stand for somebody and not beside a thing: *you and I*."""


def _last(one: Lone) -> int | None:
    """The last thing or party of a list member that stands on one side only."""
    table = concepts()
    last = None
    k = one.index
    while k in one.left:
        unit = one.side[k]
        kinds = {table[name].kind for name in unit.concepts} | {unit.kind}
        known = kinds_of(unit, one.state.language) & {"sort", "thing"}
        apart = one.index and one.index - 1 not in one.left
        member = (known and apart and not unit.key.endswith("ly")) or kinds & (
            {"party", "term"} | ACTORS
        )
        if unit.kind == "pron" and k == one.index + 1 and unit.key in ALONE:
            member = True
        if member or ("act" in kinds and k > one.index + 2):
            last = k
        k += 1
    return last
