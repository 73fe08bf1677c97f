"""The rules of substance for texts in one language, in the order in which they are tried.

Each rule looks at the units of both sides that found no counterpart, says what it can explain,
and takes that out; what no rule of substance explains is a nuance of wording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.figures import agree
from herewith.algorithms.substance.ladder import commitment_class, modal_class
from herewith.algorithms.substance.reasons import REASONS, severity
from herewith.algorithms.substance.units import Unit, content, opposed, same_duration
from herewith.languages.cues import concepts
from herewith.model.collation import Class, SeverityOf
from herewith.model.findings import Facet

__all__ = ["RULES", "draft", "one_sided"]

Rule = Callable[[Changes], Iterator[Draft]]

NEGATIVE = frozenset(
    {"reject", "deny", "forbid", "prevent", "exclude", "hinder", "impossible", "stop", "distrust"}
)
"""Concepts that can stand for a negation (`deny` for `not accord`)."""

TIME_UNITS = frozenset(
    {"day", "week", "month", "year", "hour", "minute", "decade", "century", "weekend"}
)
QUANT_FORM = frozenset({frozenset({"some", "any"})})
QUANT_NUANCE = frozenset(
    {frozenset({"all", "both"}), frozenset({"many", "most"}), frozenset({"many", "some"})}
)
COND_NUANCE = frozenset(
    {
        frozenset({"unless", "until"}),
        frozenset({"until", "when"}),
    }
)
COND_FORM = frozenset({frozenset({"if", "provided"}), frozenset({"if", "whether"})})
ACTORS = frozenset({"place", "body", "name", "office", "person"})


Pair = tuple[int | None, int | None]
"""Indices of a unit of either side; one may be missing."""


def draft(state: Changes, pair: Pair, cls: Class, facet: Facet, rule: str) -> Draft:
    """A draft about units, one of which may be missing; both are taken out of what is left."""
    i, j = pair
    here = state.a[i] if i is not None else None
    there = state.b[j] if j is not None else None
    at_a = state.place_a(j or 0) if here is None else 0
    at_b = state.place_b(i or 0) if there is None else 0
    a = (here.start, here.end) if here else (at_a, at_a)
    b = (there.start, there.end) if there else (at_b, at_b)
    state.take(i if i in state.left_a else None, j if j in state.left_b else None)
    return Draft(cls, facet, severity(rule, cls), rule, REASONS[rule][1], a, b)


def one_sided(state: Changes, kinds: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Pairs with one side empty, of what is left of some kinds."""
    yield from [(i, None) for i in state.kind_a(*kinds)]
    yield from [(None, j) for j in state.kind_b(*kinds)]


def _unit(state: Changes, i: int | None, j: int | None) -> Unit:
    return state.a[i] if i is not None else state.b[j or 0]


def _next(state: Changes, i: int | None, j: int | None) -> Unit | None:
    """The unit behind one unit on its own side."""
    side, index = (state.a, i) if i is not None else (state.b, j or 0)
    return side[(index or 0) + 1] if (index or 0) + 1 < len(side) else None


def dates(state: Changes) -> Iterator[Draft]:
    """Dates differ, or one is left out."""
    for i, j in list(zip(state.kind_a("date"), state.kind_b("date"), strict=False)):
        one, other = state.a[i].figure, state.b[j].figure
        if one and other and one.date and other.date and agree(one.date, other.date):
            yield draft(state, (i, j), "form", "date", "date_precision")
        else:
            yield draft(state, (i, j), "substance", "date", "date")
    for i, j in list(one_sided(state, ["date"])):
        yield draft(state, (i, j), "substance", "date", "date_missing")


def numbers(state: Changes) -> Iterator[Draft]:
    """Numbers differ, or one is left out."""
    for i, j in list(zip(state.kind_a("num"), state.kind_b("num"), strict=False)):
        if same_duration(state.a[i : i + 2], state.b[j : j + 2]):
            state.take(i, j, "synonym")
            state.take(
                i + 1 if i + 1 in state.left_a else None,
                j + 1 if j + 1 in state.left_b else None,
                "synonym",
            )
            continue
        yield draft(state, (i, j), "substance", _number_facet(state, i, j), "number")
    yield from _two_is_both(state)
    for i, j in list(one_sided(state, ["num"])):
        unit = _unit(state, i, j)
        if unit.figure and unit.figure.shy and unit.value in ("1", "1."):
            yield draft(state, (i, j), "form", "form", "article")
        else:
            yield draft(state, (i, j), "substance", _number_facet(state, i, j), "number_missing")
    for i, j in list(zip(state.kind_a("design"), state.kind_b("design"), strict=False)):
        yield draft(state, (i, j), "substance", "reference", "designator")
    for i, j in list(one_sided(state, ["design"])):
        yield draft(state, (i, j), "substance", "reference", "designator")


def _two_is_both(state: Changes) -> Iterator[Draft]:
    """`two` and `both` are one number."""
    for i in state.kind_a("num"):
        for j in state.kind_b("quant"):
            if i in state.left_a and state.a[i].value == "2" and state.b[j].value == "both":
                yield draft(state, (i, j), "form", "quantity", "both")
    for j in state.kind_b("num"):
        for i in state.kind_a("quant"):
            if j in state.left_b and state.b[j].value == "2" and state.a[i].value == "both":
                yield draft(state, (i, j), "form", "quantity", "both")


def _number_facet(state: Changes, i: int | None, j: int | None) -> Facet:
    after = _next(state, i, j)
    return "duration" if after and after.concepts & TIME_UNITS else "quantity"


def measures(state: Changes) -> Iterator[Draft]:
    """Units of measure differ: weeks for months."""
    for i, j in list(zip(state.kind_a("unit"), state.kind_b("unit"), strict=False)):
        facet: Facet = "duration" if state.a[i].concepts & TIME_UNITS else "quantity"
        yield draft(state, (i, j), "substance", facet, "unit")


def names(state: Changes) -> Iterator[Draft]:
    """Countries, bodies, offices and persons differ, or one is left out."""
    for kinds in (("place",), ("body", "office"), ("name", "person"), tuple(sorted(ACTORS))):
        for i, j in list(zip(state.kind_a(*kinds), state.kind_b(*kinds), strict=False)):
            yield draft(state, (i, j), "substance", _name_facet(state, i, j), "name")
    for i, j in list(one_sided(state, sorted(ACTORS))):
        unit = _unit(state, i, j)
        others = state.kind_b("pron") if i is not None else state.kind_a("pron")
        if others and others[0] in (state.left_b if i is not None else state.left_a):
            k = others[0]
            pair = (i, k) if i is not None else (k, j)
            yield draft(state, pair, "nuance", "actor", "pronoun")
        elif _vocative(state, i, j):
            yield draft(state, (i, j), "form", "form", "address")
        elif (
            unit.kind == "name"
            and not unit.first
            and unit.text[:1].isupper()
            and len(unit.text) < 3
        ):
            yield draft(state, (i, j), "form", "form", "initial")
        else:
            yield draft(state, (i, j), "substance", _name_facet(state, i, j), "name_missing")


def _vocative(state: Changes, i: int | None, j: int | None) -> bool:
    side, index = (state.a, i) if i is not None else (state.b, j or 0)
    unit = side[index or 0]
    before = side[(index or 0) - 1] if index else None
    return unit.kind == "office" and before is not None and before.kind == "title"


def _name_facet(state: Changes, i: int | None, j: int | None) -> Facet:
    unit = _unit(state, i, j)
    side, index = (state.a, i or 0) if i is not None else (state.b, j or 0)
    before = side[index - 1].key if index else ""
    if unit.kind == "office":
        return "office"
    if unit.kind == "place" and before in (
        "in",
        "from",
        "to",
        "at",
        "of",
        "near",
        "on",
        "into",
        "within",
        "around",
        "over",
    ):
        return "place"
    return "actor"


def polarity(state: Changes) -> Iterator[Draft]:
    """A negation on one side only, unless the other says no in other words."""
    _cannot(state)
    while (i := _first(state.kind_a("neg"))) is not None and (
        j := _first(state.kind_b("neg"))
    ) is not None:
        yield from _both_deny(state, i, j)
    for i, j in list(one_sided(state, ["neg"])):
        side = state.left_b if i is not None else state.left_a
        units = state.b if i is not None else state.a
        answer = next((k for k in side if _says_no(units[k])), None)
        opposite = _opposite_pair(state)
        if opposite is not None:
            yield draft(state, (i, j), "form", "polarity", "double_negative")
            state.take(*opposite, "synonym")
        elif answer is not None:
            pair = (i, answer) if i is not None else (answer, j)
            yield draft(state, pair, "form", "polarity", "negation_paraphrase")
        else:
            side[:] = [
                k
                for k in side
                if not (units[k].value == "may" and _unit(state, i, j).value == "cannot")
            ]
            yield draft(state, (i, j), "substance", "polarity", "negation")
    for i, j in list(one_sided(state, ["idiom"])):
        yield from _idiom(state, i, j)


def _both_deny(state: Changes, i: int, j: int) -> Iterator[Draft]:
    """Two negations: the same, or *cannot* against *will not*."""
    able = "cannot" in (state.a[i].value, state.b[j].value)
    other = state.kind_b("modal") if state.a[i].value == "cannot" else state.kind_a("modal")
    if able and state.a[i].value != state.b[j].value and other:
        units = state.b if state.a[i].value == "cannot" else state.a
        cls = modal_class("may", units[other[0]].value, negated=True)
        (state.left_b if units is state.b else state.left_a).remove(other[0])
        severity: SeverityOf = "major" if cls == "substance" else "minor"
        yield draft(state, (i, j), cls, "commitment", "modal")
    else:
        yield draft(state, (i, j), "form", "polarity", "negation_words")


def _cannot(state: Changes) -> None:
    """`cannot` left over is a negation; its `can` is compared by the modal rule."""
    for side, left in ((state.a, state.left_a), (state.b, state.left_b)):
        for k in left:
            if side[k].value == "cannot" and side[k].kind == "idiom":
                _recast(state, side is state.a, k, "neg", "cannot")


def _recast(state: Changes, first: bool, index: int, kind: str, value: str) -> None:
    from dataclasses import replace

    side = list(state.a if first else state.b)
    side[index] = replace(side[index], kind=kind, value=value)
    if first:
        state.a = tuple(side)
    else:
        state.b = tuple(side)


def _says_no(unit: Unit) -> bool:
    return (
        bool(unit.concepts & NEGATIVE)
        or (unit.kind == "commit" and unit.value == "decline")
        or (unit.kind == "idiom" and unit.value in ("refrain", "lest", "nearly"))
    )


def _opposite_pair(state: Changes) -> tuple[int, int] | None:
    for i in state.left_a:
        for j in state.left_b:
            if opposed(state.a[i].concepts, state.b[j].concepts):
                return i, j
    return None


def _idiom(state: Changes, i: int | None, j: int | None) -> Iterator[Draft]:
    value = _unit(state, i, j).value
    if value == "only":
        yield draft(state, (i, j), "substance", "scope", "restriction")
    elif value in ("nearly", "lest"):
        yield draft(state, (i, j), "substance", "time_of_act", "nearly")
    elif value == "refrain":
        yield draft(state, (i, j), "substance", "polarity", "refrain")
    elif value == "notonly":
        yield draft(state, (i, j), "substance", "scope", "notonly")
    elif value == "worldwide":
        yield draft(state, (i, j), "nuance", "scope", value)
    else:
        yield draft(state, (i, j), "form", "form", "phrase")


def modals(state: Changes) -> Iterator[Draft]:
    """Obligation, possibility, future."""
    for i, j in list(zip(state.kind_a("modal"), state.kind_b("modal"), strict=False)):
        cls = modal_class(state.a[i].value, state.b[j].value)
        yield _modal(state, i, j, cls, "The verbs differ in strength.")
    for i, j in list(one_sided(state, ["modal"])):
        value = _unit(state, i, j).value
        other = state.left_b if i is not None else state.left_a
        units = state.b if i is not None else state.a
        tense = next(
            (
                k
                for k in other
                if units[k].kind == "aux" and units[k].value in ("have", "had", "was", "did")
            ),
            None,
        )
        promise = next((k for k in other if units[k].kind == "commit"), None)
        if value in ("will", "would") and tense is not None:
            pair = (i, tense) if i is not None else (tense, j)
            yield draft(state, pair, "substance", "time_of_act", "done_or_to_come")
        elif promise is not None:
            pair = (i, promise) if i is not None else (promise, j)
            cls: Class = "substance"
            yield draft(state, pair, cls, "commitment", "commitment")
        elif value == "would":
            yield _modal(state, i, j, "nuance", "A conditional form stands on one side only.")
        else:
            yield _modal(
                state,
                i,
                j,
                "substance",
                "One side states as fact what the other makes possible, due or to come.",
            )


def _modal(state: Changes, i: int | None, j: int | None, cls: Class, note: str) -> Draft:
    severity: SeverityOf = {"substance": "major", "nuance": "minor"}.get(cls, "none")  # type: ignore[assignment]
    return draft(state, (i, j), cls, "commitment", "modal")


def commitments(state: Changes) -> Iterator[Draft]:
    """Promise, agreement, readiness, intention."""
    for i, j in list(zip(state.kind_a("commit"), state.kind_b("commit"), strict=False)):
        cls = commitment_class(state.a[i].value, state.b[j].value)
        severity: SeverityOf = "critical" if cls == "substance" else "minor"
        yield draft(state, (i, j), cls, "commitment", "commitment")
    for i, j in list(one_sided(state, ["commit"])):
        other = state.left_b if i is not None else state.left_a
        units = state.b if i is not None else state.a
        partner = next(
            (
                k
                for k in other
                if units[k].kind in ("word", "act", "term", "qual", "request", "common")
            ),
            None,
        )
        if partner is not None:
            pair = (i, partner) if i is not None else (partner, j)
            if opposed(_unit(state, i, j).concepts, units[partner].concepts):
                yield draft(state, pair, "substance", "polarity", "opposite")
            else:
                yield draft(state, pair, "substance", "commitment", "commitment")
        else:
            yield draft(state, (i, j), "substance", "commitment", "commitment")


def conditions(state: Changes) -> Iterator[Draft]:
    """Conditions: dropped, added, or of another kind."""
    for i, j in list(zip(state.kind_a("cond"), state.kind_b("cond"), strict=False)):
        pair = frozenset({state.a[i].value, state.b[j].value})
        cls: Class = (
            "form"
            if len(pair) == 1 or pair in COND_FORM
            else "nuance"
            if pair in COND_NUANCE
            else "substance"
        )
        severity: SeverityOf = {"form": "none", "nuance": "minor"}.get(cls, "critical")  # type: ignore[assignment]
        yield draft(state, (i, j), cls, "condition", "condition")
    for i, j in list(one_sided(state, ["cond"])):
        other = state.kind_b("cause") if i is not None else state.kind_a("cause")
        value = _unit(state, i, j).value
        k = next(iter(other), None)
        pair = (i, k) if i is not None else (k, j)
        if value in ("when", "whether"):
            cls = "nuance" if k is None or value == "whether" else "form"
            yield draft(state, pair, cls, "condition", "condition")
        else:
            yield draft(state, pair, "substance", "condition", "condition")


def quantifiers(state: Changes) -> Iterator[Draft]:
    """All, some, any, only, both."""
    for i, j in list(zip(state.kind_a("quant"), state.kind_b("quant"), strict=False)):
        pair = frozenset({state.a[i].value, state.b[j].value})
        cls: Class = (
            "form"
            if len(pair) == 1
            else "nuance"
            if pair in QUANT_NUANCE | QUANT_FORM
            else "substance"
        )
        severity: SeverityOf = {"form": "none", "nuance": "minor"}.get(cls, "critical")  # type: ignore[assignment]
        yield draft(state, (i, j), cls, "scope", "quantifier")
    for i, j in list(one_sided(state, ["quant"])):
        value = _unit(state, i, j).value
        if _list_member(state, i, j) is not None:
            continue
        if value in ("only", "all", "most", "few"):
            yield draft(state, (i, j), "substance", "scope", "quantifier_missing")
        elif value == "both":
            yield draft(state, (i, j), "form", "scope", "quantifier_missing")
        else:
            yield draft(state, (i, j), "nuance", "scope", "quantifier_missing")


def joints(state: Changes) -> Iterator[Draft]:
    """And against or; before against after; more against less."""
    for i, j in list(zip(state.kind_a("conj"), state.kind_b("conj"), strict=False)):
        if state.a[i].value != state.b[j].value:
            yield draft(state, (i, j), "substance", "scope", "and_or")
    for i in state.kind_a("prep"):
        for j in state.kind_b("prep"):
            if i in state.left_a and opposed(state.a[i].concepts, state.b[j].concepts):
                yield draft(state, (i, j), "substance", "condition", "order_of_acts")


def members(state: Changes) -> Iterator[Draft]:
    """A member of a list is left out: `or any of our allies`."""
    for i, j in [*one_sided(state, ["conj"])]:
        found = _list_member(state, i, j)
        if found is None:
            continue
        first = i is not None
        side = state.a if first else state.b
        start = side[i if i is not None else j or 0].start
        item = draft(state, (i, j), "substance", "content", "member_missing")
        left = state.left_a if first else state.left_b
        for k in list(left):
            if side[k].start >= start and k <= found:
                left.remove(k)
        stretch = (start, side[found].end)
        yield Draft(
            item.cls,
            item.facet,
            item.severity,
            item.rule,
            item.note,
            stretch if first else item.a,
            item.b if first else stretch,
        )


def _list_member(state: Changes, i: int | None, j: int | None) -> int | None:
    """The noun that ends the list member around a unit that stands on one side only."""
    first = i is not None
    side, left = (state.a, state.left_a) if first else (state.b, state.left_b)
    index = i if i is not None else j or 0
    while index - 1 in left and side[index].kind != "conj":
        index -= 1
    if side[index].kind != "conj":
        return None
    table = concepts()
    last = None
    while index in left:
        unit = side[index]
        if unit.kind in ("party", "term", *ACTORS) or any(
            table[c].kind in ("party", "term") for c in unit.concepts
        ):
            last = index
        index += 1
    return last


def persons(state: Changes) -> Iterator[Draft]:
    """We for you, theirs for ours: who does what to whom."""
    for i in state.kind_a("pron"):
        for j in state.kind_b("pron"):
            if i in state.left_a and j in state.left_b and state.a[i].value == state.b[j].value:
                state.take(i, j, "inflected")
    for i, j in list(zip(state.kind_a("pron"), state.kind_b("pron"), strict=False)):
        pair = {state.a[i].value, state.b[j].value}
        if pair <= {"we", "i"} or "it" in pair or "self" in pair or pair <= {"he", "she"}:
            yield draft(state, (i, j), "nuance", "agency", "person")
        else:
            yield draft(state, (i, j), "substance", "agency", "person")


def words(state: Changes) -> Iterator[Draft]:
    """What is left: opposites, other terms, other words, omissions."""
    for i in list(state.left_a):
        for j in list(state.left_b):
            if (
                i in state.left_a
                and j in state.left_b
                and opposed(state.a[i].concepts, state.b[j].concepts)
            ):
                yield draft(state, (i, j), "substance", "polarity", "opposite")
    table = concepts()
    left = [i for i in state.left_a if _word(state.a[i])]
    right = [j for j in state.left_b if _word(state.b[j])]
    for i, j in zip(left, right, strict=False):
        yield _substitution(
            state,
            i,
            j,
            table[state.a[i].value].kind if state.a[i].value in table else "",
            table[state.b[j].value].kind if state.b[j].value in table else "",
        )
    yield from _extra(state)


def _word(unit: Unit) -> bool:
    return content(unit) and unit.kind not in ("pron", "conj", "cond", "quant", "neg", "modal")


def _substitution(state: Changes, i: int, j: int, kind: str, other: str) -> Draft:
    """One word for another: of substance if both name different things of one kind."""
    a, b = state.a[i], state.b[j]
    if {kind, other} == {"feel+", "feel-"} or (
        kind == other and kind in ("term", "party", "office", "feel+")
    ):
        return draft(state, (i, j), "substance", "term", "term")
    if {kind, other} == {"request"}:
        return draft(state, (i, j), "substance", "request", "request")
    aspects = {"begin", "finish", "attempt", "continue", "stop"}
    if a.concepts & aspects and b.concepts & aspects:
        return draft(state, (i, j), "substance", "time_of_act", "stage_of_act")
    return draft(state, (i, j), "nuance", "term", "wording")


def _extra(state: Changes) -> Iterator[Draft]:
    """Words on one side only: a restriction dropped, or words of no weight."""
    limited = any(
        u.kind in ("neg", "quant") and u.value in ("no", "not", "never", "all", "only", "any")
        for u in state.a
    ) and any(u.kind in ("neg", "quant") for u in state.b)
    for first, side, left in ((True, state.a, state.left_a), (False, state.b, state.left_b)):
        runs: list[list[int]] = []
        for k in [k for k in left if _word(side[k])]:
            if (
                runs
                and all(not _word(side[x]) or x in left for x in range(runs[-1][-1] + 1, k))
                and k - runs[-1][-1] <= 4
            ):
                runs[-1].append(k)
            else:
                runs.append([k])
        for run in runs:
            yield _omission(state, first, side, run, limited)


def _omission(
    state: Changes, first: bool, side: Sequence[Unit], run: list[int], limited: bool
) -> Draft:
    unit = side[run[0]]
    after = side[run[-1] + 1] if run[-1] + 1 < len(side) else None
    restricts = (
        len(run) == 1
        and limited
        and unit.kind in ("qual", "word", "act")
        and after is not None
        and after.kind in ("term", "party", "place", "word", "act")
        and not unit.lemma.endswith("ly")
    )
    pair = (run[0], None) if first else (None, run[0])
    if restricts:
        found = draft(state, pair, "substance", "scope", "qualifier")
    else:
        found = draft(state, pair, "nuance", "content", "words_missing")
    left = state.left_a if first else state.left_b
    for k in run[1:]:
        left.remove(k)
    stretch = (side[run[0]].start, side[run[-1]].end)
    return Draft(
        found.cls,
        found.facet,
        found.severity,
        found.rule,
        found.note,
        stretch if first else found.a,
        found.b if first else stretch,
    )


def _first(items: Sequence[int]) -> int | None:
    return items[0] if items else None


RULES: tuple[Rule, ...] = (
    dates, numbers, measures, members, names, polarity, modals, conditions, commitments,
    quantifiers, joints, persons, words,
)  # fmt: skip
"""Tried in this order: each takes out what it explains."""
