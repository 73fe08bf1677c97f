"""Who acts and who suffers it, from the order of words in English and from cases in Russian.

Wider than `roles`: one party is enough, if both sides tell its part for sure. Where grammar leaves
a doubt nothing is said.

Blind spot:
    Reflexive passives («строится рабочими») and acts named by nouns are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.reasons import REASONS, severity
from herewith.algorithms.substance.syntax import Tree
from herewith.algorithms.substance.units import ACTORS, Unit
from herewith.languages.cues import concepts, signs
from herewith.model.collation import Class

__all__ = ["agents", "clauses", "directions", "owners", "parts"]

HEADS = ACTORS | {"term", "party"}
"""Kinds of units that may act or be acted upon, beside pronouns."""

PHRASE = HEADS | {"qual", "num", "initial", "title"}
"""Kinds of units of which a noun phrase of English is put together."""

DEEDS = frozenset({"act", "request"})
VERBAL = DEEDS | {"term"}
"""Kinds of units that are acts, or may be."""

REACH = 6
"""Units from a verb within which its subject and object are looked for."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Indices of the one who acts and of the one acted upon; `sure` where grammar tells them.

    Where two nouns of one form stand around a verb their order is a guess («танкер таранил эсминец»).
    """

    agent: int | None = None
    patient: int | None = None
    sure: bool = True


def parts(m: Matching) -> Iterator[Draft]:
    """The same act, in which one who acts on one side is acted upon on the other."""
    for i, j in sorted(m.pairs.items()):
        if j < 0 or not _act(m.a.units[i], m.b.units[j]):
            continue
        mine, theirs = _parts(m.a, i), _parts(m.b, j)
        if _same(m, mine.agent, theirs.agent) or _same(m, mine.patient, theirs.patient):
            continue
        yield from _given(m, i, j, mine, theirs)
        for own, facing in ((mine.agent, theirs.patient), (mine.patient, theirs.agent)):
            if own is not None and facing is not None and _same(m, own, facing):
                cls: Class = "substance" if mine.sure and theirs.sure else "nuance"
                yield Draft(
                    cls, "agency", severity("roles", cls), "roles", REASONS["roles"][1],
                    _stretch(m.a, own, i), _stretch(m.b, facing, j),
                )  # fmt: skip
                return


def _act(u: Unit, v: Unit) -> bool:
    """Whether two counterparts are an act: a verb on one side at least."""
    verb = bool({u.kind, v.kind} & DEEDS or (u.features | v.features) & FINITE)
    return verb and {u.kind, v.kind} <= VERBAL


FINITE = frozenset({"VERB", "INFN", "PRTS"})


def agents(m: Matching) -> Iterator[Draft]:
    """Two acts that changed those who do them: `the States propose, we insist`, `we propose …`."""
    found = []
    for i, j in sorted(m.pairs.items()):
        if j >= 0 and m.a.units[i].kind in DEEDS and m.b.units[j].kind in DEEDS:
            mine, theirs = _parts(m.a, i).agent, _parts(m.b, j).agent
            if mine is not None and theirs is not None:
                found.append((i, j, _named(m.a.units[mine]), _named(m.b.units[theirs])))
    for n, (i, j, mine_, theirs_) in enumerate(found):
        for k, x, own, facing in found[n + 1 :]:
            if mine_ != theirs_ and (mine_, theirs_) == (facing, own):
                yield Draft(
                    "substance", "agency", "critical", "roles", REASONS["roles"][1],
                    _stretch(m.a, i, k), _stretch(m.b, *sorted((j, x))),
                )  # fmt: skip
                return


def _named(unit: Unit) -> str:
    """Who one is: a person of speech, or a name."""
    return _person(unit) if unit.kind == "pron" else unit.value


def _given(m: Matching, i: int, j: int, mine: Parts, theirs: Parts) -> Iterator[Draft]:
    """One who acts on one side and receives on the other: `by the authorities`, «властям»."""
    for side, agent, other, taken in (
        (m.a, mine.agent, m.b, m.pairs),
        (m.b, theirs.agent, m.a, m.back),
    ):
        facing = taken.get(agent, -1) if agent is not None else -1
        if agent is None or facing < 0 or side.language != "en" or other.language != "ru":
            continue
        unit = other.units[facing]
        gets = (
            "datv" in unit.features and "nomn?" not in unit.features and "VERB" not in unit.features
        )
        if gets and not _led(other, facing):
            first = side is m.a
            x, y = (agent, facing) if first else (facing, agent)
            yield Draft(
                "substance", "agency", "critical", "roles", REASONS["roles"][1],
                _stretch(m.a, x, i), _stretch(m.b, y, j),
            )  # fmt: skip
            return


def _same(m: Matching, i: int | None, j: int | None) -> bool:
    """Whether two parties are one: counterparts, or the same person."""
    if i is None or j is None:
        return False
    u, v = m.a.units[i], m.b.units[j]
    if u.kind == v.kind == "pron":
        return _person(u) == _person(v)
    return m.pairs.get(i) == j


def _person(unit: Unit) -> str:
    return "we" if unit.value == "i" else unit.value


def _stretch(side: Side, one: int, other: int) -> tuple[int, int]:
    low, high = sorted((one, other))
    return side.units[low].start, side.units[high].end


def _parts(side: Side, k: int) -> Parts:
    if side.language == "ru":
        return _by_case(side, k)
    return _by_order(side, k) if side.language == "en" else Parts()


def _by_order(side: Side, k: int) -> Parts:
    """Subject before the verb and object behind it; the other way round with `be` and `by`."""
    verb = side.units[k]
    ahead, passive = _before(side, k)
    ing = verb.key.endswith("ing")
    formed = verb.key != verb.lemma or verb.key.endswith("ed")
    leader = side.units[k - 1] if k else None
    led = leader is not None and (leader.kind == "modal" or leader.key == "to")
    if not formed and not led:
        return Parts()
    behind, by = _behind(side, k)
    if passive and formed and not ing:
        return Parts(behind if by else None, ahead)
    if by:
        return Parts()
    return Parts(None if ing and not passive else ahead, behind)


PASSIVE = frozenset({"be", "was"})


def _before(side: Side, k: int) -> tuple[int | None, bool]:
    """The party right before a verb, and whether a form of `be` stands between."""
    passive = False
    for n in range(k - 1, max(-1, k - REACH), -1):
        unit = side.units[n]
        if _broken(side, n, n + 1):
            return None, passive
        if unit.kind == "pron":
            told = unit.key in signs("en", "subject")
            return (n if told else None), passive
        if unit.kind in HEADS:
            return n, passive
        passive = passive or (unit.kind == "aux" and unit.value in PASSIVE)
        if unit.kind not in ("aux", "modal", "neg", "common", "when"):
            return None, passive
    return None, passive


ONTO = frozenset({"the", "a", "an", "on", "upon", "against", "its", "their", "any", "all"})


def _behind(side: Side, k: int) -> tuple[int | None, bool]:
    """The head of the noun phrase behind a verb, and whether `by` leads it."""
    by, head = False, None
    for n in range(k + 1, min(k + 1 + REACH, len(side.units))):
        unit = side.units[n]
        if _broken(side, n - 1, n):
            break
        if head is None and unit.key == "by":
            by = True
        elif head is None and unit.kind == "pron":
            if unit.key not in signs("en", "owner"):
                return n, by
        elif unit.kind in PHRASE:
            head = n if unit.kind in HEADS else head
        elif head is not None or unit.key not in ONTO:
            break
    return head, by


def _by_case(side: Side, k: int) -> Parts:
    """Subject and object by their cases, where these leave no choice."""
    verb = side.units[k]
    if not verb.features & FINITE:
        return Parts()
    if side.structure is not None and (told := _by_syntax(side, side.structure, k)):
        return told
    near = [n for n in _clause(side, k) if _party(side.units[n])]
    free = [n for n in near if not _led(side, n)]
    subjects = [n for n in free if _may_be_subject(side.units[n])]
    sure = [n for n in subjects if not _may_be_object(side.units[n])]
    if not sure and len(free) == 2 and subjects == free and free[0] < k < free[1]:
        return Parts(free[0], free[1], sure=False)
    subject = (
        sure[0] if len(sure) == 1 else subjects[0] if len(subjects) == 1 and not sure else None
    )
    if verb.features & {"PRTS"}:
        return Parts(None, subject)
    objects = [
        n
        for n in near
        if n > k and n != subject and (_object(side, n, told=bool(sure)) or _aimed(side, n))
    ]
    patient = objects[0] if objects and objects[0] - k <= 3 else None
    if subject is not None and subject not in sure and patient is None:
        leads = subject < k and "VERB" in verb.features and near[0] == subject
        subject = subject if leads else None
    return Parts(subject, patient)


def _by_syntax(side: Side, structure: Tree, k: int) -> Parts | None:
    """The same as a parser tells it; `None` where it names no subject and object that are parties."""
    subjects = [n for n in structure.children(k, "nsubj") if _party(side.units[n])]
    passive = [n for n in structure.children(k, "nsubj:pass") if _party(side.units[n])]
    objects = [n for n in structure.children(k, "obj") if _party(side.units[n])]
    if len(passive) == 1 and not subjects:
        return Parts(None, passive[0])
    if len(subjects) == len(objects) == 1:
        return Parts(subjects[0], objects[0])
    return None


def _clause(side: Side, k: int) -> list[int]:
    """Indices of the units of the clause of a verb, within reach."""
    low = k
    while low > 0 and k - low < REACH and not _broken(side, low - 1, low):
        low -= 1
    high = k
    while high + 1 < len(side.units) and high - k < REACH and not _broken(side, high, high + 1):
        high += 1
    return list(range(low, high + 1))


def _party(unit: Unit) -> bool:
    if unit.kind == "pron":
        return unit.value in ("we", "you", "i") and "NPRO" in unit.features
    return unit.kind in HEADS and bool(unit.features & {"NOUN"})


def _may_be_subject(unit: Unit) -> bool:
    if unit.kind == "pron":
        return unit.key in signs("ru", "subject")
    return "nomn?" in unit.features


def _may_be_object(unit: Unit) -> bool:
    return unit.key not in signs("ru", "subject") and "obl?" in unit.features


def _object(side: Side, k: int, *, told: bool) -> bool:
    """Whether a noun is an object: no nominative, or the subject is `told` by another's case."""
    unit = side.units[k]
    counted = any(u.kind in ("num", "quant", "approx") for u in side.units[max(0, k - 2) : k])
    if _led(side, k) or counted:
        return False
    return not _may_be_subject(unit) or (told and _may_be_object(unit))


def _aimed(side: Side, k: int) -> bool:
    """Whether «на» or «против» leads a party: «напасть на нас»."""
    return k > 0 and side.units[k - 1].key in ("на", "против")


def _led(side: Side, k: int) -> bool:
    """Whether a preposition stands before a party, or before the adjective before it."""
    for n in (k - 1, k - 2):
        if n < 0:
            return False
        unit = side.units[n]
        if "PREP" in unit.features:
            return True
        if not unit.features & {"ADJF", "PRTF", "NUMR"}:
            return "NOUN" in unit.features  # a genitive: it belongs to the noun before it
    return False


def _broken(side: Side, n: int, k: int) -> bool:
    """Whether a mark or conjunction parts two neighbours."""
    text = side.text[side.units[n].end : side.units[k].start]
    return any(c in text for c in ",;:—–().") or "conj" in (side.units[n].kind, side.units[k].kind)


def owners(m: Matching) -> Iterator[Draft]:
    """Two things that changed their owners: `our ships … American planes`, «наши самолеты … суда США»."""
    held = [
        (i, j, mine, theirs)
        for i, j in sorted(m.pairs.items())
        if j >= 0
        and _thing(m.a.units[i])
        and (mine := _owner(m.a, i))
        and (theirs := _owner(m.b, j))
    ]
    for n, (i, j, mine, theirs) in enumerate(held):
        for k, x, own, facing in held[n + 1 :]:
            if mine != theirs and mine == facing and theirs == own:
                yield Draft(
                    "substance", "agency", "critical", "roles", REASONS["roles"][1],
                    _stretch(m.a, i, k), _stretch(m.b, *sorted((j, x))),
                )  # fmt: skip
                return


def _thing(unit: Unit) -> bool:
    """Whether a word may name a thing or a party."""
    return any(concepts()[name].kind in ("term", "party") for name in unit.concepts)


def _owner(side: Side, k: int) -> str:
    """Whose a thing is, by the pronoun or the name of a country before it."""
    for n in (k - 1, k - 2):
        if n < 0:
            return ""
        unit = side.units[n]
        if unit.kind == "place" and (side.language != "ru" or "ADJF" in unit.features):
            return unit.value
        if unit.kind == "pron" and unit.value in ("we", "you", "i"):
            known = signs(side.language, "owner")
            return _person(unit) if unit.key in known or unit.lemma in known else ""
        if unit.kind not in ("qual", "term"):
            return ""
    return ""


FROM = {"en": frozenset({"from"}), "ru": frozenset({"из", "с", "со", "от"})}
TO = {"en": frozenset({"to", "into", "toward", "towards"}), "ru": frozenset({"в", "во", "на", "к"})}
"""Prepositions of where a way begins and where it leads."""


def directions(m: Matching) -> Iterator[Draft]:
    """Two places of a way exchanged: `from A into B`, «из Б в А»."""
    named = [(i, j) for i, j in sorted(m.pairs.items()) if j >= 0 and m.a.units[i].kind == "place"]
    for n, (i, j) in enumerate(named):
        for k, x in named[n + 1 :]:
            mine, theirs = _way(m.a, i), _way(m.b, j)
            own, facing = _way(m.a, k), _way(m.b, x)
            if {mine, theirs} == {own, facing} == {"from", "to"} and mine == facing:
                yield Draft(
                    "substance", "agency", "critical", "roles", REASONS["roles"][1],
                    _stretch(m.a, i, k), _stretch(m.b, *sorted((j, x))),
                )  # fmt: skip
                return


def _way(side: Side, k: int) -> str:
    """Whether a place is where a way begins or where it leads, by the preposition before it."""
    for n in range(k - 1, max(-1, k - 4), -1):
        key = side.units[n].key
        if key in FROM.get(side.language or "", ()):
            return "from"
        if key in TO.get(side.language or "", ()):
            return "to"
        if side.units[n].kind not in ("term", "qual", "place", "func") or key == "of":
            return ""
    return ""


def clauses(m: Matching) -> Iterator[Draft]:
    """Two acts that changed their things: `A is lifted, B remains`, `A remains, B is lifted`."""
    split_a, split_b = _numbered(m.a), _numbered(m.b)
    if max(split_a, default=0) != 1 or max(split_b, default=0) != 1:
        return
    things = _moves(m, split_a, split_b, ("term", "party", "place"))
    acts = _moves(m, split_a, split_b, ("act",))
    stayed = {p for p in things if p[0] == p[1]}
    crossed = {p for p in acts if p[0] != p[1]}
    if len(stayed) == len(crossed) == 2 and len(set(things)) == 2:
        yield Draft(
            "substance", "agency", "critical", "crossed", REASONS["crossed"][1],
            (m.a.units[0].start, m.a.units[-1].end), (m.b.units[0].start, m.b.units[-1].end),
        )  # fmt: skip


def _moves(
    m: Matching, split_a: list[int], split_b: list[int], kinds: tuple[str, ...]
) -> list[tuple[int, int]]:
    """The clauses in which the two words of each pair of some kinds stand."""
    pairs = ((i, j) for i, j in m.pairs.items() if j >= 0 and m.a.units[i].kind in kinds)
    return [(split_a[i], split_b[j]) for i, j in pairs]


def _numbered(side: Side) -> list[int]:
    """The number of the clause of each unit; commas, dashes and semicolons divide."""
    out, n = [], 0
    for k, unit in enumerate(side.units):
        if k and any(c in side.text[side.units[k - 1].end : unit.start] for c in ",;:—–"):
            n += 1
        out.append(n)
    return out
