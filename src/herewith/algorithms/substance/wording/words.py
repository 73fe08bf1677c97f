"""What is left when every other rule has spoken: opposites, other terms, words left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from herewith.algorithms.substance.assignment import assign
from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.negation import denies
from herewith.algorithms.substance.phrases import contraries, kinds_of, related
from herewith.algorithms.substance.units import Unit, content, opposed
from herewith.algorithms.substance.wording.left import Lone, draft
from herewith.algorithms.substance.wording.modifiers import restrictive
from herewith.languages.cues import akin, concepts, signs
from herewith.languages.lemmas import is_known

__all__ = ["words"]

STAGES = frozenset({"begin", "finish", "attempt", "continue", "stop", "resume"})
"""Concepts for the stages of an act."""

NAMED = frozenset({"term", "party", "office", "feel+"})
"""Kinds of concepts of which two different ones are two different things."""

DECIDING = frozenset({"act", "qual"})
"""Kinds of concepts of which two that are not akin say two different things."""

MEASURED = frozenset({"term", "unit"})
"""Kinds of concepts of things and of what they are counted in: gold, dollars."""

BARRING = frozenset({"forbid", "prevent", "reject", "exclude"})
"""Concepts of which a thing with a quality is less than the thing."""

RESTRICTING = frozenset({"qual", "word", "act", "term"})
RESTRICTED = frozenset({"term", "party", "place", "word", "act"})


def words(state: Changes) -> Iterator[Draft]:
    """Opposites first, then one word for another, then what only one side has."""
    for i in list(state.left_a):
        for j in list(state.left_b):
            both = i in state.left_a and j in state.left_b
            if both and _against(state, i, j):
                yield _opposite(state, i, j)
    left = [i for i in state.left_a if _weighs(state.a[i])]
    right = [j for j in state.left_b if _weighs(state.b[j])]
    put: tuple[set[int], set[int]] = (set(), set())
    whole = 1 + len(state.a) + len(state.b)
    placed = assign((abs(state.aligned(i) - j) / whole, i, j) for i in left for j in right)
    for i, j in sorted(placed):
        put[0].add(i)
        put[1].add(j)
        yield _substitution(state, i, j)
    narrow = _narrow(state.a) and _narrow(state.b)
    for first in (True, False):
        for run in _runs(state, first):
            beside = put[0 if first else 1] & {run[0] - 1, run[-1] + 1}
            yield _omission(state, first, run, narrow and not beside)


def _against(state: Changes, i: int, j: int) -> bool:
    """Whether two words are opposites as concepts, or contraries in one place of the texts."""
    a, b = state.a[i], state.b[j]
    if opposed(a.concepts, b.concepts):
        return True
    near = abs(state.aligned(i) - j) <= NEARBY
    return near and _weighs(a) and _weighs(b) and contraries(a, b, state.language)


NEARBY = 3
"""Units apart that two contraries may stand to be taken for one another's."""


def _opposite(state: Changes, i: int, j: int) -> Draft:
    """Opposites: of acts and qualities, of feelings, of the stages of an act."""
    a, b = state.a[i], state.b[j]
    if (a.concepts | b.concepts) >= {"begin", "finish"}:
        return draft(state, (i, j), "substance", "time_of_act", "stage_of_act")
    if _kind(a).startswith("feel") and _kind(b).startswith("feel"):
        return draft(state, (i, j), "substance", "term", "term")
    return draft(state, (i, j), "substance", "polarity", "opposite")


def _weighs(unit: Unit) -> bool:
    """Whether a word counts by itself here."""
    return content(unit) and unit.kind not in ("pron", "conj", "cond", "quant", "neg", "modal")


def _substitution(state: Changes, i: int, j: int) -> Draft:
    """One word for another: of substance if both name different things of one kind."""
    a, b = state.a[i], state.b[j]
    kinds = _kind(a), _kind(b)
    shades = kinds_of(a, state.language) & kinds_of(b, state.language)
    if "shade" in shades and not denies(a.key, b.key):
        return draft(state, (i, j), "nuance", "term", "wording")
    if denies(a.key, b.key) or denies(a.lemma, b.lemma):
        return draft(state, (i, j), "substance", "polarity", "opposite")
    near = related(a, b, state.language)
    if near in ("same", "near") and set(kinds) != {"request"} and "commit" not in (a.kind, b.kind):
        return draft(state, (i, j), "nuance", "term", "wording")
    if _tones(a) | _tones(b) == {"feel+", "feel-"} or (kinds[0] == kinds[1] and kinds[0] in NAMED):
        return draft(state, (i, j), "substance", "term", "term")
    asked = set(kinds) == {"request", "act"} and "order" in a.concepts | b.concepts
    if set(kinds) == {"request"} or asked:
        return draft(state, (i, j), "substance", "request", "request")
    if a.concepts & STAGES and b.concepts & STAGES:
        return draft(state, (i, j), "substance", "time_of_act", "stage_of_act")
    if _kinds(a) & MEASURED and _kinds(b) & MEASURED and not a.concepts & b.concepts:
        return draft(state, (i, j), "substance", "term", "term")
    light = signs(state.language, "light")
    if {a.lemma, b.lemma} <= light and not {a.kind, b.kind} & {"party", "term"}:
        return draft(state, (i, j), "nuance", "term", "wording")
    if _kinds(a) & _kinds(b) & DECIDING and not akin(a.concepts, b.concepts):
        return draft(state, (i, j), "substance", "term", "term")
    if near != "near" and _another(a, b, state.language):
        return draft(state, (i, j), "substance", "term", "term")
    return draft(state, (i, j), "nuance", "term", "wording")


THINGS = frozenset({"term", "party", "unit"})
"""Kinds of concepts of what the thesaurus calls things."""


def _another(a: Unit, b: Unit, language: str | None) -> bool:
    """Whether both words are known for things, or for acts, so that they are two of them."""
    mine, theirs = _sorts(a, language), _sorts(b, language)
    if "shade" in mine | theirs:
        return False
    named = bool(mine & NAMES) and bool(theirs & NAMES)
    return (
        (named or "act" in mine & theirs)
        and not akin(a.concepts, b.concepts)
        and a.lemma[:5] != b.lemma[:5]
    )


NAMES = frozenset({"thing", "sort"})
"""Kinds of words that name a thing or its sort: *guerrilla tactics*, *armored tactics*."""


def _sorts(unit: Unit, language: str | None) -> set[str]:
    """Whether a word is known for a thing, an act or a sort; a thing also by its ending."""
    found = set(kinds_of(unit, language))
    if _kinds(unit) & THINGS:
        found.add("thing")
    if "act" in _kinds(unit):
        found.add("act")
    if "qual" in _kinds(unit):
        found.add("sort")
    named = unit.kind in ("word", "act", "common") and not unit.capital and language == "en"
    if named and NOUN.search(unit.key) and is_known(unit.key, language):
        found.add("thing")
    return found


NOUN = re.compile(
    r"(?:tion|sion|ment|ness|ity|ism|ist|ship|ance|ence|ancy|ency|hood|dom|ture|age|cracy|logy)s?$"
    r"|(?:ers|ors|ians|eers)$"
)
"""Endings of English words that are names of things and people."""


def _kinds(unit: Unit) -> set[str]:
    """The kinds of all concepts that a word may stand for."""
    return {concepts()[name].kind for name in unit.concepts}


def _tones(unit: Unit) -> set[str]:
    """Whether a word may express something glad, something sad, or both."""
    table = concepts()
    return {table[name].kind for name in unit.concepts if table[name].kind.startswith("feel")}


def _kind(unit: Unit) -> str:
    """The kind of the concept that a word stands for, if any."""
    found = concepts().get(unit.value)
    return found.kind if found else ""


LIMITING = frozenset(
    {"permanent", "temporary", "full", "partial", "unconditional", "conditional_", "unilateral",
     "voluntary", "forced", "mutual"}
)  # fmt: skip
"""Qualities that limit an act even as adverbs."""

NARROWING = frozenset(
    {"verified", "confidential", "private", "offensive", "defensive", "temporary",
     "partial", "unilateral", "conditional_", "unconditional", "voluntary", "forced", "oral",
     "written", "preliminary", "unofficial", "nuclear", "thermonuclear", "chemical", "biological",
     "conventional", "armed", "unarmed", "civilian", "underground", "accidental", "deliberate",
     "obligatory", "optional", "bilateral", "tripartite", "multilateral", "foreign_", "internal",
     "economic", "seismic", "radiation", "fissile", "acceptable", "sick", "healthy", "wound",
     "dead", "alive_", "male", "female", "adult", "local", "regional", "national", "central",
     "heavy", "light_", "upper", "lower_", "qualified", "empty_", "forged", "valid_", "invalid",
     "joint_", "separate_", "military_", "socialist", "democratic", "neutral_"}
)  # fmt: skip
"""Qualities without which what is said covers more."""

QUALITY = re.compile(r"(?:ly|ful|ous|ive|al|ic|able|ible|ing|ed|y|ent|ant|less|ary|ory)$")
"""Endings of English words that are rather qualities than things."""


def _limits(one: Lone) -> bool:
    """Whether an adverb limits what is denied: `not … permanently`."""
    denied = any(u.kind == "neg" for u in one.side[max(0, one.index - 5) : one.index])
    manner = one.unit.key.endswith("ly") and one.unit.key not in signs(one.state.language, "hedge")
    return denied and (manner or bool(one.unit.concepts & LIMITING))


def _narrows(one: Lone, run: list[int]) -> bool:
    """Whether some words all make a thing or an act less than it would be, alone before it."""
    before, behind = one.beside(-1), Lone(one.state, one.first, run[-1]).beside(1)
    if any(u is not None and u.kind == "conj" for u in (before, behind)):
        return False
    return all(one.side[k].concepts & NARROWING for k in run)


def _excepts(unit: Unit) -> bool:
    """Whether a word takes something out of what is said: `except for`, `with the exception of`."""
    return unit.key.startswith(("except", "exclud")) or unit.key == "save for"


LONGEST_MEMBER = 3
"""Words of meaning in a member of a list."""


def _member(state: Changes, first: bool, run: list[int]) -> bool:
    """Whether words left over are a thing in a list: `the atmosphere, outer space and the oceans`.

    Only things count: a quality beside another (`early and lasting`) may go without much harm.
    """
    one = Lone(state, first, run[0])
    if len(run) > LONGEST_MEMBER or state.language != "en" or run[-1] - run[0] > LONGEST_MEMBER:
        return False
    last = one.side[run[-1]]
    if QUALITY.search(last.key) or last.kind in ("qual", "act", "common") or last.key != last.text:
        return False
    k = run[0] - 1
    while k >= 0 and one.side[k].kind in ("func", "pron", "prep"):
        k -= 1
    before = one.side[k] if k >= 0 else None
    after = Lone(state, first, run[-1]).beside(1)
    ends = after is None or after.kind in ("conj", "func", "neg", "prep")
    if before is None or not ends:
        return False
    listed = before.kind == "conj" or (after is not None and after.kind == "conj")
    return listed and (before.kind == "conj" or one.between(k, run[0], ","))


def _narrow(side: tuple[Unit, ...]) -> bool:
    """Whether a text denies or speaks of all: then an adjective dropped widens what it says."""
    return any(
        u.kind == "neg"
        or bool(u.concepts & BARRING)
        or (u.kind == "quant" and u.value in ("all", "only", "any"))
        for u in side
    )


def _runs(state: Changes, first: bool) -> Iterator[list[int]]:
    """Words left on one side, neighbours together."""
    side, left = (state.a, state.left_a) if first else (state.b, state.left_b)
    run: list[int] = []
    for k in [k for k in left if _weighs(side[k])]:
        joined = run and k - run[-1] <= 4 and all(x in left for x in range(run[-1] + 1, k))
        if run and not joined:
            yield run
            run = []
        run = [*run, k]
    if run:
        yield run


def _omission(state: Changes, first: bool, run: list[int], narrow: bool) -> Draft:
    """Words that one side lacks: a restriction, or words of no weight."""
    one = Lone(state, first, run[0])
    behind = Lone(state, first, run[-1]).beside(1)
    stretch = (one.unit.start, one.side[run[-1]].end)
    restricts = (
        len(run) == 1
        and narrow
        and one.unit.kind in RESTRICTING
        and one.unit.lemma not in signs(state.language, "light")
        and behind is not None
        and ({behind.kind} | _kinds(behind)) & RESTRICTED
        and (not one.unit.lemma.endswith("ly") or _limits(one))
    )
    words_of_scale = signs(state.language, "scale")
    if any(one.side[k].key in words_of_scale for k in run):
        for k in run[1:]:
            one.left.remove(k)
        found = draft(state, one.pair(), "substance", "quantity", "number_missing")
        return replace(found, a=stretch) if first else replace(found, b=stretch)
    asks = any(one.side[k].kind == "request" for k in run) and len(run) > 2
    member = _member(state, first, run)
    narrows = (
        _narrows(one, run)
        or one.unit.key in signs(state.language, "excess")
        or restrictive(one, whole=narrow)
        or any(_excepts(one.side[k]) for k in run)
    )
    for k in run[1:]:
        one.left.remove(k)
    if restricts or narrows:
        found = draft(state, one.pair(), "substance", "scope", "qualifier")
    elif (
        len(run) == 1
        and "attempt" in one.unit.concepts
        and behind is not None
        and behind.key == "to"
    ):
        found = draft(state, one.pair(), "substance", "commitment", "commitment")
    elif asks:
        found = draft(state, one.pair(), "substance", "content", "passage_missing")
    elif member:
        found = draft(state, one.pair(), "substance", "content", "member_missing")
    else:
        found = draft(state, one.pair(), "nuance", "content", "words_missing")
    return replace(found, a=stretch) if first else replace(found, b=stretch)
