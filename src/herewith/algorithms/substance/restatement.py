"""Restatements: where one letter says what another has said, and whether it says the same.

`You agree to withdraw …`, `as you said …`, «как Вы пишете …»: what follows is set against the
passage of the other letter that it is likest to. A word counts for likeness by how rare it is in
the other letter, so that what every sentence names proves nothing. Persons change with the speaker
(your *you* is my *we*) and the wording is free. So only this is compared: a condition that was
dropped or added, a commitment that became stronger or weaker, a scope that became wider or
narrower, and numbers and dates of the same things.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

from herewith.algorithms.substance import across
from herewith.algorithms.substance.drafts import Draft, finding
from herewith.algorithms.substance.ladder import PROMISE, commitment_class
from herewith.algorithms.substance.matching import Matching, Side, match, side
from herewith.algorithms.substance.reasons import REASONS, severity
from herewith.algorithms.substance.units import Unit
from herewith.languages.cues import restating, signs
from herewith.model.findings import Facet, Finding

__all__ = ["Restatement", "restatements"]

Sentence = tuple[int, int, str]
"""Half-open offsets of a sentence, and its text."""

FACETS: frozenset[Facet] = frozenset(
    {"scope", "quantity", "duration", "deadline", "date", "polarity", "time_of_act"}
)
"""What must contradict to count; conditions and commitments are looked at by themselves."""

CONTRADICTING = frozenset(
    {"number", "date", "unit", "quantifier", "restriction", "negation", "deadline"}
)
"""Rules of these that hold between free wordings."""

SAID = {
    "condition": "A condition of the source is not restated, or one is added.",
    "commitment": "The restatement puts the commitment at another strength.",
    "scope": "The restatement is wider or narrower than its source.",
}
"""How a finding is worded where the restatement differs."""

LIKE = 0.5
"""From this share of its weight on, a passage is taken for the source of a restatement."""

TELLING = 3
"""Telling words that a restatement and its source must share."""

GAIN = 0.12
"""Share by which a longer passage must be likelier than a shorter one."""

WIDER = (0.0, 0.03)
"""By how much likelier a passage of one or two sentences must be."""

UNSEEN = 0.5
"""Weight of a word that the other letter does not have, beside one that it has once."""

SMALL = frozenset({"func", "aux", "pron", "mark", "conj", "cause", "title", "initial", "common", "neg", "idiom", "modal", "cond", "quant", "date"})  # fmt: skip
"""Kinds of units by which no sentence is known again."""

ITEM = re.compile(r"\s*(?:\(?\d{1,2}[).]|\(?[a-zа-я]\))\s")
"""The number of an item, with which what was announced goes on: `1)`, `(a)`."""

TIES = frozenset({"if", "unless", "provided"})
"""Values of conditions on which an undertaking hangs."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """A restating sentence, the sentence it restates, how like they are (0..1), and what differs.

    Offsets are into the two letters; `a` of a finding is the source, `b` the restatement.
    """

    source: Sentence
    restated: Sentence
    likeness: float
    findings: tuple[Finding, ...]


def restatements(
    source: Sequence[Sentence],
    restating: Sequence[Sentence],
    language_source: str | None,
    language_restating: str | None,
) -> tuple[Restatement, ...]:
    """Every restatement that has a source, in order of the restating letter.

    Args:
        source: the sentences of the letter that is restated.
        restating: the sentences of the letter that restates.
        language_source: ISO 639-1.
        language_restating: ISO 639-1.

    >>> source = [(0, 0, "If the blockade is lifted, we agree to withdraw twelve batteries.")]
    >>> later = [(0, 0, "You agree to withdraw twelve batteries.")]
    >>> [(f.facet, f.a.text) for r in restatements(source, later, "en", "en") for f in r.findings]
    [('condition', 'If the blockade is lifted')]
    """
    said = _Said(source, language_source)
    out = []
    for at, (start, end, text) in _restating(restating, language_restating):
        found = said.source_of(text[at:], language_restating)
        if found is None:
            continue
        likeness, passage = found
        drafts = _differences(passage[2], text[at:], language_source, language_restating)
        shift = passage[0], start + at
        findings = tuple(_worded(finding(d, passage[2], text[at:], shift=shift), d) for d in drafts)
        out.append(Restatement(passage, (start, end, text), round(likeness, 3), findings))
    return tuple(out)


def _restating(
    sentences: Sequence[Sentence], language: str | None
) -> Iterator[tuple[int, Sentence]]:
    """Sentences that say what the other has said, and where in each this begins.

    Items of a list follow the sentence that announced it.
    """
    listing = False
    for sentence in sentences:
        at = _restates(sentence[2], language)
        item = ITEM.match(sentence[2])
        if at is None and listing and item is not None:
            at = item.end()
        if at is not None:
            if any(unit.kind == "cond" for unit in side(sentence[2][:at], language).units):
                at = item.end() if item else 0  # the condition stands before what was said
            yield at, sentence
        announces = at is not None and sentence[2].rstrip().endswith(":")
        listing = announces or (listing and item is not None)


def _restates(text: str, language: str | None) -> int | None:
    """Where a sentence begins to say what the other has said; `None` if it does not."""
    said = text.casefold().replace("ё", "е")
    places = [
        match.start()
        for sign in restating(language)
        if (
            match := re.search(
                rf"\b{re.escape(sign).replace(chr(92) + ' ', chr(92) + 's+')}\b", said
            )
        )
    ]
    return min(places, default=None)


class _Said:
    """The passages of a letter that can be restated, and how rare its words are."""

    def __init__(self, sentences: Sequence[Sentence], language: str | None) -> None:
        self.sentences = sentences
        self.passages = [
            (LIKE + WIDER[size - 1], p, side(p[2], language))
            for size, p in _passages(sentences)
            if _undertakes(p[2], language)
        ]
        seen: Counter[str] = Counter()
        for _, _, text in sentences:
            seen.update({key for u in side(text, language).units for key in _names(u)})
        self.seen: Mapping[str, int] = seen

    def source_of(self, clause: str, language: str | None) -> tuple[float, Sentence] | None:
        """The shortest passage that is about as like a clause as any, and how like it is."""
        said = side(clause, language)
        asked = [(self._likeness(own, said), least, p) for least, p, own in self.passages]
        scored = [(like, p) for like, least, p in asked if like >= least]
        if not scored:
            return None
        top = max(like for like, _ in scored)
        near = [(p[1] - p[0], -like, p) for like, p in scored if like >= top - GAIN]
        _, like, passage = min(near)
        return -like, passage

    def _likeness(self, source: Side, restated: Side) -> float:
        """The share of a restatement's weight that a passage has; 0 where too little is shared."""
        m = match(source, restated)
        _join_words(m)
        weights = {j: self._weight(u) for j, u in enumerate(m.b.units) if _telling(u)}
        shared = [j for j in weights if m.back.get(j, -1) >= 0 and _telling(m.a.units[m.back[j]])]
        together = Counter(_sentence(source.text, m.a.units[m.back[j]].start) for j in shared)
        most = max(together.values(), default=0)
        if most < TELLING and (most < TELLING - 1 or len(shared) <= TELLING):
            return 0.0
        return sum(weights[j] for j in shared) / sum(weights.values())

    def _weight(self, unit: Unit) -> float:
        """How much a word tells: the rarer in the other letter, the more."""
        often = max((self.seen[key] for key in _names(unit)), default=0)
        tells = log(1 + len(self.sentences) / max(1, often))
        return tells if often else UNSEEN * tells


def _sentence(text: str, at: int) -> int:
    """The number of the sentence of a passage in which an offset lies."""
    return len(ENDS.findall(text, 0, at))


ENDS = re.compile(r"[.!?]\s")


def _names(unit: Unit) -> frozenset[str]:
    """What a unit is known by in another letter: its concepts, or its lemma."""
    return unit.concepts or frozenset({unit.lemma})


def _passages(source: Sequence[Sentence]) -> Iterator[tuple[int, Sentence]]:
    """Every sentence, and every two that follow one another, with their number."""
    for size in range(1, len(WIDER) + 1):
        for n in range(len(source) - size + 1):
            run = source[n : n + size]
            start, end = run[0][0], run[-1][1]
            if size == 1 or run[0][1] <= run[1][0]:
                yield size, (start, end, _text_of(run))


def _text_of(run: Sequence[Sentence]) -> str:
    """The text of some sentences with what stands between them as blanks, at their own offsets."""
    out = run[0][2]
    for (_, end, _), (start, _, text) in pairwise(run):
        out += " " * max(1, start - end) + text
    return out


def _join_words(m: Matching) -> None:
    """Pair equal words that no pack knows, where both letters are in one language."""
    if m.a.language != m.b.language:
        return
    for i, u in enumerate(m.a.units):
        for j, v in enumerate(m.b.units):
            if i not in m.pairs and j not in m.back and u.lemma == v.lemma and _telling(u):
                m.join(i, j)


def _telling(unit: Unit) -> bool:
    return unit.kind not in SMALL and not unit.concepts & SPEAKING


SPEAKING = frozenset({"letter", "say", "think", "answer", "understand"})
"""Concepts of writing itself: every letter has them."""


def _undertakes(text: str, language: str | None) -> bool:
    """Whether a passage promises, asks, proposes or declares something that can be restated."""
    return not text.rstrip().endswith("?") and any(
        unit.kind in ("commit", "request", "cond", "modal")
        or unit.concepts & {"propose", "ask", "order"}
        for unit in side(text, language).units
    )


def _differences(
    source: str, restated: str, language_source: str | None, language_restating: str | None
) -> Iterator[Draft]:
    """What the restatement says otherwise, as far as an undertaking is made of it."""
    m = match(side(source, language_source), side(restated, language_restating))
    _join_words(m)
    yield from _conditions(m)
    yield from _strength(m)
    if language_source == language_restating:
        drafts = across.compare_freely(source, restated, language_source)
    else:
        drafts = across.compare(source, restated, language_source, language_restating)
    for draft in drafts:
        both = draft.a[0] < draft.a[1] and draft.b[0] < draft.b[1]
        known = draft.facet in FACETS and draft.rule in CONTRADICTING
        stands = both or (draft.rule == "restriction" and _leads(m, draft))
        counts = _counted(m.a, draft.a) or _counted(m.b, draft.b)
        if known and stands and not counts:
            yield draft


def _leads(m: Matching, draft: Draft) -> bool:
    """Whether a word of scope stands before words that both sides have."""
    first = draft.a[0] < draft.a[1]
    own, taken, span = (m.a, m.pairs, draft.a) if first else (m.b, m.back, draft.b)
    behind = [n for n, u in enumerate(own.units) if u.start >= span[1] and _telling(u)][:LED]
    return any(taken.get(n, -1) >= 0 for n in behind)


LED = 2
"""Telling words behind a word of scope that it may narrow."""


def _counted(side: Side, span: tuple[int, int]) -> bool:
    """Whether a number only counts items: `1)`."""
    return ITEM.match(side.text[span[0] : span[1] + 2] + " ") is not None


def _conditions(m: Matching) -> Iterator[Draft]:
    """Conditions that hold for what is restated, where the other side has none at all."""
    for first in (True, False):
        own, other, taken = (m.a, m.b, m.pairs) if first else (m.b, m.a, m.back)
        if _tied(other):
            continue
        for k in _tied(own):
            end = _clause_end(own, k)
            holds = [
                n
                for n, u in enumerate(own.units)
                if taken.get(n, -1) >= 0
                and _telling(u)
                and _same_sentence(own, k, n)
                and not own.units[k].start <= u.start < end
            ]
            if len(holds) < 2:
                continue
            here = own.units[k].start, end
            note, grave = REASONS["condition"][1], severity("condition", "substance")
            a, b = (here, (0, 0)) if first else ((0, 0), here)
            yield Draft("substance", "condition", grave, "condition", note, a, b)
            break


def _tied(own: Side) -> list[int]:
    """The conditions of a text that tie something to something; none that only ask or soften."""
    asked = signs(own.language, "asked")
    return [
        k for k in own.of("cond") if own.units[k].value in TIES and own.units[k].key not in asked
    ]


STOP = re.compile(r"[.;:!?—–,)]")


def _clause_end(own: Side, k: int) -> int:
    """Where the clause of a condition ends: at the next mark, or with the text."""
    mark = STOP.search(own.text, own.units[k].end)
    return mark.start() if mark else len(own.text.rstrip())


def _same_sentence(own: Side, k: int, n: int) -> bool:
    """Whether two units stand in one sentence."""
    low, high = sorted((k, n))
    between = own.text[own.units[low].end : own.units[high].start]
    return re.search(r"[.!?]\s", between) is None


def _strength(m: Matching) -> Iterator[Draft]:
    """The rung of promise that leads what both speak of, on either side."""
    mine, theirs = _rung(m.a, m.pairs, SPEAKER), _rung(m.b, m.back, ADDRESSED)
    if mine is None or theirs is None:
        return
    cls = commitment_class(m.a.units[mine].value, m.b.units[theirs].value)
    if cls == "form":
        return
    u, v = m.a.units[mine], m.b.units[theirs]
    note, grave = REASONS["commitment"][1], severity("commitment", cls)
    yield Draft(cls, "commitment", grave, "commitment", note, (u.start, u.end), (v.start, v.end))


LEADS = 7
"""Units behind a promise in which what is promised begins."""


SPEAKER = frozenset({"we", "i"})
ADDRESSED = frozenset({"you"})
"""Who promises: the writer of the source is the reader of the restatement."""

BEFORE = 4
"""Units before a promise in which stands whose it is."""


def _rung(own: Side, taken: Mapping[int, int], whose: frozenset[str]) -> int | None:
    """The first promise of a person that leads a word which the other text has too."""
    for k in own.of("commit"):
        before = own.units[max(0, k - BEFORE) : k]
        if own.units[k].value not in PROMISE or not any(
            u.kind == "pron" and u.value in whose for u in before
        ):
            continue
        led = range(k + 1, min(k + 1 + LEADS, len(own.units)))
        if any(taken.get(n, -1) >= 0 and own.units[n].kind == "act" for n in led):
            return k
    return None


def _worded(found: Finding, draft: Draft) -> Finding:
    note = SAID.get(draft.facet)
    return replace(found, reason=f"{note} {found.reason}") if note else found
