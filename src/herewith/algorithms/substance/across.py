"""Differences of substance between a text and its translation.

Rests on `matching`: what found its counterpart agrees. What did not is judged by rules that know
how free a translation may be: a pronoun for a name, a negative word for a negation, another order
and another voice are no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.ladder import commitment_class
from herewith.algorithms.substance.matching import Matching, Side, anchors, assign, match
from herewith.algorithms.substance.negation import Negation, negations
from herewith.algorithms.substance.units import Unit, opposed, units
from herewith.languages.cues import concepts
from herewith.model.collation import Class, SeverityOf
from herewith.model.findings import Facet

__all__ = ["compare"]

NEAR = 0.35
"""How far apart (0..1 of the text) two units may stand to be taken for one another's place."""

CLOSE = 0.15
"""The same, for words that stand elsewhere in the other text too."""

TIME_UNITS = frozenset(
    {"day", "week", "month", "year", "hour", "minute", "decade", "century", "weekend"}
)
GENERIC = frozenset({"state", "territory", "island", "people", "government", "side"})
CLOSE_PLACES = (frozenset({"ussr", "russia"}), frozenset({"caribbean", "cuba"}))


def compare(a: str, b: str, language_a: str | None, language_b: str | None) -> tuple[Draft, ...]:
    """All differences of substance and nuance between two texts in different languages.

    >>> [d.facet for d in compare("Мы сбили два самолета.", "We shot down three planes.", "ru", "en")]
    ['quantity']
    """
    if (language_b or "", b) < (language_a or "", a):
        return tuple(d.mirrored() for d in _compare(b, a, language_b, language_a))
    return _compare(a, b, language_a, language_b)


def _compare(a: str, b: str, language_a: str | None, language_b: str | None) -> tuple[Draft, ...]:
    first = Side(tuple(u for u in units(a, language_a) if u.kind != "mark"), language_a, a)
    second = Side(tuple(u for u in units(b, language_b) if u.kind != "mark"), language_b, b)
    found = match(first, second)
    out: list[Draft] = []
    for rule in RULES:
        out += rule(found)
    return tuple(sorted(set(out), key=lambda d: (d.a, d.b, d.rule)))


def _draft(
    m: Matching,
    i: int | None,
    j: int | None,
    cls: Class,
    facet: Facet,
    severity: SeverityOf,
    rule: str,
    note: str,
) -> Draft:
    u = m.a.units[i] if i is not None else None
    v = m.b.units[j] if j is not None else None
    at_a = m.place_a(j) if u is None and j is not None else 0
    at_b = m.place_b(i) if v is None and i is not None else 0
    a = (u.start, u.end) if u else (at_a, at_a)
    b = (v.start, v.end) if v else (at_b, at_b)
    if i is not None and j is not None:
        m.join(i, j)
    elif i is not None:
        m.pairs[i] = -1
    elif j is not None:
        m.back[j] = -1
    return Draft(cls, facet, severity, rule, note, a, b)


def _couples(
    m: Matching, kinds: tuple[str, ...], others: tuple[str, ...] = ()
) -> Iterator[tuple[int, int]]:
    """What is unpaired on both sides, paired by place, nearest first."""
    free = [(m.apart(i, j), i, j) for i in m.free_a(*kinds) for j in m.free_b(*(others or kinds))]
    yield from assign(free)


def _numbers(m: Matching) -> Iterator[Draft]:
    """Numbers, dates and designations without counterpart."""
    for i, j in list(_couples(m, ("date",))):
        yield _draft(m, i, j, "substance", "date", "major", "date", "The dates differ.")
    _spend_small(m)
    for i, j in list(_couples(m, ("num",))):
        yield _draft(m, i, j, "substance", _facet(m, i), "major", "number", "The numbers differ.")
    for i, j in list(_couples(m, ("date",), ("num",))) + list(_couples(m, ("num",), ("date",))):
        yield _draft(m, i, j, "substance", "date", "major", "date", "The dates differ.")
    for i, j in list(_couples(m, ("design",))):
        yield _draft(
            m, i, j, "substance", "reference", "minor", "designator", "The designations differ."
        )
    for side_a, left in (
        (True, m.free_a("num", "date", "design")),
        (False, m.free_b("num", "date", "design")),
    ):
        for k in left:
            unit = (m.a if side_a else m.b).units[k]
            pair = (k, None) if side_a else (None, k)
            if unit.figure and unit.figure.ordinal:
                yield _draft(
                    m,
                    *pair,
                    "nuance",
                    "quantity",
                    "minor",
                    "ordinal_missing",
                    "An ordinal stands on one side only.",
                )
            elif unit.kind == "date":
                yield _draft(
                    m,
                    *pair,
                    "substance",
                    "date",
                    "major",
                    "date_missing",
                    "A date stands on one side only.",
                )
            else:
                yield _draft(
                    m,
                    *pair,
                    "substance",
                    "quantity",
                    "major",
                    "number_missing",
                    "A number stands on one side only.",
                )


def _spend_small(m: Matching) -> None:
    """Words for one are no numbers; `both` is two; a second one is another one."""
    for side, taken in ((m.a, m.pairs), (m.b, m.back)):
        other = m.b if side is m.a else m.a
        for k in side.of("num"):
            unit = side.units[k]
            if k in taken or unit.figure is None:
                continue
            small = unit.value in ("1", "1.") and unit.figure.shy
            both = unit.value == "2" and any(u.value == "both" for u in other.units)
            first = unit.value == "1." or (unit.value == "1" and not _counts(side, k))
            if both or ((small or first) and not _rival(m, side, ordinal=unit.figure.ordinal)):
                taken[k] = -1


def _counts(side: Side, k: int) -> bool:
    """Whether a unit of measure follows: `one month`."""
    return k + 1 < len(side.units) and side.units[k + 1].kind == "unit"


def _rival(m: Matching, side: Side, *, ordinal: bool) -> bool:
    """Whether the other side has a number of the same kind without counterpart."""
    other, free = (m.b, m.free_b("num")) if side is m.a else (m.a, m.free_a("num"))
    figures = [other.units[k].figure for k in free]
    return any(
        f is not None and f.ordinal == ordinal and not (f.shy and f.low == 1) for f in figures
    )


def _facet(m: Matching, i: int) -> Facet:
    after = m.a.units[i + 1 : i + 2]
    return "duration" if after and after[0].concepts & TIME_UNITS else "quantity"


def _measures(m: Matching) -> Iterator[Draft]:
    """Units of measure behind paired numbers."""
    for i, j in list(m.pairs.items()):
        if (
            j < 0
            or m.a.units[i].kind != "num"
            or i + 1 >= len(m.a.units)
            or j + 1 >= len(m.b.units)
        ):
            continue
        u, v = m.a.units[i + 1], m.b.units[j + 1]
        if u.kind == v.kind == "unit" and not u.concepts & v.concepts:
            facet: Facet = "duration" if u.concepts & TIME_UNITS else "quantity"
            yield _draft(
                m, i + 1, j + 1, "substance", facet, "major", "unit", "The unit of measure differs."
            )


def _names(m: Matching) -> Iterator[Draft]:
    """Names that stand on one side only, and names in each other's place."""
    for kinds in (
        ("place",),
        ("office", "body"),
        ("name", "person"),
        ("name", "person", "place", "body"),
    ):
        mine, theirs = m.free_a(*kinds), m.free_b(*kinds)
        new = {j for j in theirs if not _known(m.a, m.b.units[j])}
        gone = {i for i in mine if not _known(m.b, m.a.units[i])}
        for i, j in assign(
            (m.apart(i, j), i, j) for i in mine for j in theirs if i in gone or j in new
        ):
            if m.apart(i, j) > NEAR or _kin(m.a.units[i], m.b.units[j]):
                continue
            facet: Facet = (
                "office"
                if m.a.units[i].kind == "office"
                else "place"
                if m.a.units[i].kind == "place"
                else "actor"
            )
            yield _draft(m, i, j, "substance", facet, "major", "name", "Another name stands here.")
    yield from _missing_names(m)


def _missing_names(m: Matching) -> Iterator[Draft]:
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        free = (
            m.free_a("place", "body", "name", "person")
            if first
            else m.free_b("place", "body", "name", "person")
        )
        for k in free:
            unit = side.units[k]
            if (
                _known(other, unit)
                or _referred(m, other, first)
                or unit.kind == "name"
                and unit.first
            ):
                continue
            if _initial_part(side, k, m, first):
                continue
            listed = _listed(side, k)
            pair = (k, None) if first else (None, k)
            if listed or _weight(other) < 3:
                yield _draft(
                    m,
                    *pair,
                    "substance",
                    "actor",
                    "major",
                    "name_missing",
                    "A name stands on one side only.",
                )
            else:
                yield _draft(
                    m,
                    *pair,
                    "nuance",
                    "actor",
                    "minor",
                    "name_missing",
                    "A name stands on one side only.",
                )


def _weight(side: Side) -> int:
    return len(side.units)


def _initial_part(side: Side, k: int, m: Matching, first: bool) -> bool:
    """Whether a neighbour name is paired: a given name or title beside a known surname."""
    taken = m.pairs if first else m.back
    return (
        any(
            n in taken and side.units[n].kind in ("name", "place", "office")
            for n in (k - 1, k + 1, k + 2)
            if 0 <= n < len(side.units)
        )
        and side.units[k].kind == "name"
    )


def _listed(side: Side, k: int) -> bool:
    """Whether a name is a member of a list of names: `and`, `or` or a comma stands between."""
    unit = side.units[k]
    for n in (*range(max(0, k - 4), k), *range(k + 1, min(len(side.units), k + 5))):
        other = side.units[n]
        if other.kind not in ("place", "body", "name"):
            continue
        first, last = (other, unit) if n < k else (unit, other)
        between = side.units[min(n, k) + 1 : max(n, k)]
        joined = any(u.kind == "conj" for u in between) or "," in side.text[first.end : last.start]
        if joined and "\n" not in side.text[first.end : last.start]:
            return all(
                u.kind in ("func", "conj", "party", "title", "initial", "qual") for u in between
            )
    return False


def _known(side: Side, unit: Unit) -> bool:
    """Whether the other side speaks of the same name anywhere."""
    if unit.concepts & side.concepts():
        return True
    return any(unit.value == u.value for u in side.units if u.kind in ("name", "place", "body"))


def _kin(u: Unit, v: Unit) -> bool:
    return any(u.value in kin and v.value in kin for kin in CLOSE_PLACES)


def _referred(m: Matching, other: Side, first: bool) -> bool:
    """Whether the other side has a pronoun or general word left that can stand for a name."""
    taken = m.back if first else m.pairs
    for k, unit in enumerate(other.units):
        if unit.kind == "pron" and unit.value in ("it", "they", "he", "she", "self"):
            return True
        if k not in taken and unit.concepts & GENERIC:
            return True
    return False


def _polarity(m: Matching) -> Iterator[Draft]:
    """Negations without counterpart, after negative words have been tried."""
    mine, theirs = negations(m.a), negations(m.b)
    left, right = _pair_negations(m, mine, theirs)
    for group, first in ((left, True), (right, False)):
        for item in group:
            pair = (item.index, None) if first else (None, item.index)
            yield _draft(
                m,
                *pair,
                "substance",
                "polarity",
                "critical",
                "negation",
                "One side denies what the other affirms.",
            )


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


def _opposites(m: Matching) -> Iterator[Draft]:
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
                not elsewhere or _beside(m, i, j)
            )
            if near and opposed(u.concepts, v.concepts):
                if _denied(m.a, i) != _denied(m.b, j):
                    m.join(i, j)
                    continue
                facet: Facet = "condition" if table[min(u.concepts)].kind == "prep" else "polarity"
                yield _draft(
                    m, i, j, "substance", facet, "critical", "opposite", "The words are opposites."
                )


def _denied(side: Side, k: int) -> bool:
    return any(
        u.kind == "neg" or u.value in ("cannot", "refrain", "lest", "without")
        for u in side.units[max(0, k - 3) : k]
    )


def _modals(m: Matching) -> Iterator[Draft]:
    """Must, may and will that have no counterpart."""
    futures_a = _futures(m.a) - set(m.pairs)
    futures_b = _futures(m.b) - set(m.back)
    _will(m, futures_a, futures_b)
    strong = {"must", "may", "will"}
    left = [i for i in m.free_a("modal") if m.a.units[i].value in strong]
    right = [j for j in m.free_b("modal") if m.b.units[j].value in strong]
    pairs = assign(
        (m.apart(i, j), i, j)
        for i in left
        for j in right
        if m.a.units[i].value != m.b.units[j].value
    )
    for i, j in pairs:
        yield _draft(
            m, i, j, "substance", "commitment", "major", "modal", "The verbs differ in strength."
        )
    yield from _lone_modals(m, left, right)


def _will(m: Matching, futures_a: set[int], futures_b: set[int]) -> None:
    """A future form on one side answers `will`, `shall` and `would` on the other."""
    pairs = [
        (m.apart(i, j), i, j)
        for i in futures_a
        for j in m.free_b("modal")
        if m.b.units[j].value in ("will", "would")
    ]
    pairs += [
        (m.apart(i, j), i, j)
        for j in futures_b
        for i in m.free_a("modal")
        if m.a.units[i].value in ("will", "would")
    ]
    for i, j in assign(pairs):
        for k, side, taken in ((i, m.a, m.pairs), (j, m.b, m.back)):
            if side.units[k].kind == "modal":
                taken[k] = -1


def _futures(side: Side) -> set[int]:
    """Units that are in a future tense by their form."""
    return {k for k, unit in enumerate(side.units) if "futr" in unit.features}


def _lone_modals(m: Matching, left: list[int], right: list[int]) -> Iterator[Draft]:
    for first, group in ((True, left), (False, right)):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        for k in group:
            if k in (m.pairs if first else m.back):
                continue
            unit = side.units[k]
            pair = (k, None) if first else (None, k)
            promise = [
                n
                for n in (m.free_b("commit") if first else m.free_a("commit"))
                if other.units[n].value in ("undertake", "agree")
            ]
            if unit.value == "may" and promise:
                couple = (k, promise[0]) if first else (promise[0], k)
                yield _draft(
                    m,
                    *couple,
                    "substance",
                    "commitment",
                    "major",
                    "commitment",
                    "The commitment differs in strength.",
                )
            elif (
                unit.value == "may"
                and unit.lemma in ("may", "might")
                and not _possible(other, m.back if first else m.pairs)
            ):
                yield _draft(
                    m,
                    *pair,
                    "substance",
                    "commitment",
                    "major",
                    "modal",
                    "One side says it may be, the other that it is.",
                )
            elif unit.value == "will" and side.language == "en" and not _to_come(other):
                yield _draft(
                    m,
                    *pair,
                    "substance",
                    "time_of_act",
                    "major",
                    "done_or_to_come",
                    "One side tells what was done, the other what is to come.",
                )
            elif (
                unit.value == "must"
                and unit.lemma == "must"
                and not _due(other, m.back if first else m.pairs)
            ):
                yield _draft(
                    m,
                    *pair,
                    "substance",
                    "commitment",
                    "major",
                    "modal",
                    "One side says it must be, the other that it is.",
                )


def _possible(side: Side, taken: dict[int, int]) -> bool:
    """Whether something possible is left over on a side."""
    return any(
        k not in taken and (u.value in ("may", "cannot") or u.concepts & {"possible", "possibly"})
        for k, u in enumerate(side.units)
    )


def _to_come(side: Side) -> bool:
    return any(
        "futr" in u.features
        or u.value in ("would", "should", "must", "may")
        and u.kind == "modal"
        or u.kind == "cond"
        for u in side.units
    )


def _due(side: Side, taken: dict[int, int]) -> bool:
    """Whether something due or needed is left over on a side."""
    needs = {"necessary", "obligation", "demand"}
    return any(
        k not in taken
        and ((u.kind == "modal" and u.value in ("must", "should")) or u.concepts & needs)
        for k, u in enumerate(side.units)
    )


def _commitments(m: Matching) -> Iterator[Draft]:
    """Rungs of promise."""
    for i, j in list(_couples(m, ("commit",))):
        u, v = m.a.units[i], m.b.units[j]
        if (
            m.apart(i, j) > NEAR
            or "consider" in (u.value, v.value)
            and "agree" not in (u.value, v.value)
        ):
            continue
        if u.concepts & v.concepts and "decline" not in (u.value, v.value):
            m.join(i, j)
            continue
        cls = commitment_class(u.value, v.value)
        severity: SeverityOf = "critical" if cls == "substance" else "minor"
        yield _draft(
            m,
            i,
            j,
            cls,
            "commitment",
            severity,
            "commitment",
            "The commitment differs in strength.",
        )


def _conditions(m: Matching) -> Iterator[Draft]:
    """Conditions on one side only."""
    real = ("if", "unless", "provided")
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        for k in m.free_a("cond") if first else m.free_b("cond"):
            taken = m.pairs if first else m.back
            if (
                side.units[k].value not in real
                or k in taken
                or _rhetorical(side, k)
                or _mild(side, k)
            ):
                continue
            rivals = [n for n in (m.free_b("cond") if first else m.free_a("cond"))]
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
                yield _draft(
                    m,
                    *couple,
                    "substance",
                    "condition",
                    "critical",
                    "condition",
                    "The condition is put differently.",
                )
            elif _softened(other) and not _conceded(other, m.back if first else m.pairs):
                yield _draft(
                    m,
                    *pair,
                    "nuance",
                    "condition",
                    "minor",
                    "condition_softened",
                    "A condition is put as a reason.",
                )
            else:
                yield _draft(
                    m,
                    *pair,
                    "substance",
                    "condition",
                    "critical",
                    "condition",
                    "A condition stands on one side only.",
                )


def _mild(side: Side, k: int) -> bool:
    """`it would be better if`: advice, no condition."""
    return any(
        "better" in u.key or u.key in ("glad", "grateful") for u in side.units[max(0, k - 2) : k]
    )


def _sense(side: Side, k: int) -> bool:
    """Whether a condition is a negative one: unless, if not."""
    unit = side.units[k]
    return unit.value == "unless" or any(u.kind == "neg" for u in side.units[k + 1 : k + 5])


def _softened(side: Side) -> bool:
    words = {
        "in view of",
        "considering",
        "with regard to",
        "on the basis of",
        "given",
        "ввиду",
        "учитывая",
        "were to",
        "without",
        "без",
        "при",
    }
    return any(u.key in words for u in side.units)


def _conceded(side: Side, taken: dict[int, int]) -> bool:
    """Whether a word of contrast (although) stands in the other's place of a condition."""
    return any(u.kind == "cause" and u.key in ("although", "though", "хотя") for u in side.units)


def _rhetorical(side: Side, k: int) -> bool:
    """«Если в прошлом …, то теперь …»: an opposition of times or facts, no condition."""
    if side.language != "ru":
        return False
    after = side.units[k + 1 : k + 40]
    past = any("past" in u.features for u in after[:30])
    irreal = any(u.value == "would" for u in after)
    contrast = any(u.key in ("теперь", "сейчас", "сегодня", "ныне") for u in after)
    return past and not irreal and contrast


def _quantifiers(m: Matching) -> Iterator[Draft]:
    """All against some, many against few, and a restriction on one side only."""
    strong = {
        frozenset({"all", "some"}),
        frozenset({"all", "few"}),
        frozenset({"many", "few"}),
        frozenset({"all", "most"}),
        frozenset({"any", "some"}),
        frozenset({"most", "few"}),
    }
    for i, j in list(_couples(m, ("quant",))):
        pair = frozenset({m.a.units[i].value, m.b.units[j].value})
        governed = anchors(m.a.units, i, 2) & anchors(m.b.units, j, 2)
        if pair in strong and (governed or m.apart(i, j) <= CLOSE):
            yield _draft(
                m, i, j, "substance", "scope", "critical", "quantifier", "The scope differs."
            )
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        mine, theirs = _only(side), _only(other)
        for k in mine if not theirs and not any(u.key in ALONE for u in other.units) else []:
            pair = (k, None) if first else (None, k)
            yield _draft(
                m,
                *pair,
                "substance",
                "scope",
                "major",
                "restriction",
                "A restriction stands on one side only.",
            )
        yield from _lone_quantifiers(m, first)
        for k in [k for k in side.of("idiom") if side.units[k].value in ("notonly", "nearly")]:
            if not any(
                u.value in (side.units[k].value, "nearly", "notonly")
                or u.lemma in ("just", "merely", "but also", "besides")
                for u in other.units
            ):
                cls: Class = "substance"
                note = (
                    "One side says it nearly came about."
                    if side.units[k].value == "nearly"
                    else "One side widens the scope: not only."
                )
                pair = (k, None) if first else (None, k)
                yield _draft(m, *pair, cls, "scope", "major", side.units[k].value, note)


def _lone_quantifiers(m: Matching, first: bool) -> Iterator[Draft]:
    """All or some on one side only: a nuance, for translations are free with them."""
    side, other = (m.a, m.b) if first else (m.b, m.a)
    taken = m.pairs if first else m.back
    words = {u.value for u in other.units if u.kind == "quant"}
    for k in side.of("quant"):
        value = side.units[k].value
        if k in taken or value not in ("all", "some", "many", "few", "most") or value in words:
            continue
        pair = (k, None) if first else (None, k)
        yield _draft(
            m,
            *pair,
            "nuance",
            "scope",
            "minor",
            "quantifier_missing",
            "A word of scope stands on one side only.",
        )


ALONE = frozenset(
    {"alone", "just", "simply", "mere", "nothing more", "всего", "единственно", "просто"}
)
"""Words that can stand for `only` without always being a restriction."""


def _only(side: Side) -> list[int]:
    return [
        k for k, u in enumerate(side.units) if u.value == "only" and u.kind in ("quant", "idiom")
    ]


def _persons(m: Matching) -> Iterator[Draft]:
    """The same act or thing with another person in front of it."""
    for i, j in sorted(m.pairs.items()):
        if j < 0 or m.a.units[i].kind not in ("act", "term", "commit"):
            continue
        for test in (_subject, _owner):
            p, q = test(m.a, i), test(m.b, j)
            if p is None or q is None:
                continue
            pair = {m.a.units[p].value, m.b.units[q].value}
            if pair in ({"we", "you"}, {"i", "you"}):
                yield _draft(
                    m,
                    p,
                    q,
                    "substance",
                    "agency",
                    "critical",
                    "person",
                    "Another person acts or is spoken of.",
                )


SUBJECTS = frozenset({"we", "you", "i", "мы", "вы", "я", "nous", "vous", "je"})
OWNERS = frozenset(
    {"our", "your", "my", "наш", "ваш", "мой", "notre", "nos", "votre", "vos", "mon", "mes"}
)


def _subject(side: Side, k: int) -> int | None:
    """The person right before a verb, with at most auxiliaries and one adverb between."""
    for back in range(1, 4):
        if k - back < 0:
            return None
        unit = side.units[k - back]
        if unit.kind == "pron":
            return k - back if unit.key in SUBJECTS else None
        passive = unit.kind == "aux" and unit.value in ("be", "was")
        if passive or unit.kind not in ("aux", "modal", "common", "func"):
            return None
    return None


def _owner(side: Side, k: int) -> int | None:
    """The person right before a thing, with at most one adjective between."""
    for back in (1, 2):
        if k - back < 0:
            return None
        unit = side.units[k - back]
        if unit.kind == "pron":
            return k - back if unit.key in OWNERS or unit.lemma in OWNERS else None
        if unit.kind not in ("design", "qual", "place", "word", "term"):
            return None
    return None


def _terms(m: Matching) -> Iterator[Draft]:
    """Another thing named before or behind the same word: thermonuclear, nuclear catastrophe."""
    table = concepts()
    kinds = ("term", "party", "unit")
    for i in m.free_a(*kinds):
        for j in m.free_b(*kinds):
            if i in m.pairs or j in m.back or m.a.units[i].kind != m.b.units[j].kind:
                continue
            if m.a.units[i].concepts & m.b.concepts() or m.b.units[j].concepts & m.a.concepts():
                continue
            if _beside(m, i, j) and m.apart(i, j) <= NEAR and m.a.units[i].value in table:
                yield _draft(
                    m, i, j, "substance", "term", "major", "term", "Another thing is named."
                )


def _beside(m: Matching, i: int, j: int) -> bool:
    """Whether the words right after two units, or right before them, are each other's."""
    after, behind = _step(m.a, i, 1), _step(m.b, j, 1)
    before, ahead = _step(m.a, i, -1), _step(m.b, j, -1)
    return (after is not None and m.pairs.get(after) == behind) or (
        before is not None and m.pairs.get(before) == ahead
    )


def _step(side: Side, k: int, by: int) -> int | None:
    """The next unit in a direction that is no function word."""
    k += by
    while 0 <= k < len(side.units) and side.units[k].kind in ("func", "aux", "title"):
        k += by
    return k if 0 <= k < len(side.units) else None


Rule = Callable[[Matching], Iterator[Draft]]
RULES: tuple[Rule, ...] = (
    _numbers, _measures, _names, _polarity, _opposites, _modals, _commitments, _conditions,
    _quantifiers, _persons, _terms,
)  # fmt: skip
