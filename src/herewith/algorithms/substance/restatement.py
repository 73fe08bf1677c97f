"""Restatements: where one letter says what another has said, and whether it says the same.

`You agree to withdraw …`, `as you said …`, «как Вы пишете …»: such a sentence is set against the
sentence of the other letter that it is likest to. Persons change with the speaker (your *you* is
my *we*) and the wording is free, so only what an undertaking is made of is compared: conditions,
strength of commitment, scope, numbers, dates, denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from herewith.algorithms.substance import across
from herewith.algorithms.substance.drafts import Draft, finding
from herewith.algorithms.substance.matching import Matching, match, side
from herewith.algorithms.substance.units import Unit
from herewith.languages.cues import restating
from herewith.model.findings import Facet, Finding

__all__ = ["Restatement", "restatements"]

Sentence = tuple[int, int, str]
"""Half-open offsets of a sentence, and its text."""

FACETS: frozenset[Facet] = frozenset(
    {"condition", "commitment", "request", "scope", "quantity", "duration", "deadline", "date",
     "polarity", "time_of_act", "place", "term"}
)  # fmt: skip
"""What a restatement is compared for."""

SAID = {
    "condition": "A condition of the source is not restated, or one is added.",
    "commitment": "The restatement puts the commitment at another strength.",
    "scope": "The restatement is wider or narrower than its source.",
}
"""How a finding is worded where the restatement differs."""

LIKE = 0.5
"""From this share of its telling words on, a passage is taken for the source of a restatement."""

WINDOW = 3
"""Sentences of a passage that may be restated in one."""

TELLING = 3
"""Telling words that a restatement and its source must share."""

ALONE: frozenset[Facet] = frozenset({"condition", "commitment", "request"})
"""What counts where only one of the two has it; all else must contradict."""

SMALL = frozenset({"func", "aux", "pron", "mark", "conj", "cause", "title", "initial", "common", "neg", "idiom", "modal", "cond", "quant", "date"})  # fmt: skip
"""Kinds of units by which no sentence is known again."""


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
    [('condition', 'If')]
    """
    out = []
    passages = [p for p in _passages(source) if _undertakes(p[2], language_source)]
    for start, end, text in restating:
        at = _restates(text, language_restating)
        if at is None:
            continue
        if any(unit.kind == "cond" for unit in side(text[:at], language_restating).units):
            at = 0  # the condition stands before what was said
        clause = text[at:]
        scored = [
            (*_likeness(one[2], clause, language_source, language_restating), -one[0], one)
            for one in passages
        ]
        best = max(scored, default=None)
        if best is None or best[0] < LIKE:
            continue
        low, _, said = best[-1]
        drafts = _differences(said, clause, language_source, language_restating)
        found = tuple(_worded(finding(d, said, clause, shift=(low, start + at)), d) for d in drafts)
        out.append(Restatement(best[-1], (start, end, text), round(best[0], 3), found))
    return tuple(out)


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


def _passages(source: Sequence[Sentence]) -> Iterator[Sentence]:
    """Every sentence, and every two and three that follow one another."""
    for size in range(1, WINDOW + 1):
        for n in range(len(source) - size + 1):
            run = source[n : n + size]
            start, end = run[0][0], run[-1][1]
            if size == 1 or run[0][1] <= run[1][0]:
                yield start, end, _text_of(run)


def _text_of(run: Sequence[Sentence]) -> str:
    """The text of some sentences with what stands between them as blanks, at their own offsets."""
    out = run[0][2]
    for (_, end, _), (start, _, text) in pairwise(run):
        out += " " * max(1, start - end) + text
    return out


def _likeness(
    source: str, restated: str, language_source: str | None, language_restating: str | None
) -> tuple[float, float]:
    """The share of the restatement's telling words that a passage has, and of the passage's.

    0 where fewer than `TELLING` are shared.
    """
    m = match(side(source, language_source), side(restated, language_restating))
    _join_words(m)
    mine = [i for i, u in enumerate(m.a.units) if _telling(u)]
    theirs = [j for j, u in enumerate(m.b.units) if _telling(u)]
    shared = sum(1 for j in theirs if m.back.get(j, -1) >= 0 and _telling(m.a.units[m.back[j]]))
    if shared < TELLING:
        return 0.0, 0.0
    return shared / len(theirs), shared / len(mine)


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
    return any(
        unit.kind in ("commit", "request", "cond", "modal") or unit.concepts & {"propose", "ask"}
        for unit in side(text, language).units
    )


def _differences(
    source: str, restated: str, language_source: str | None, language_restating: str | None
) -> Iterator[Draft]:
    """What the restatement says otherwise, as far as an undertaking is made of it."""
    if language_source == language_restating:
        drafts = across.compare_freely(source, restated, language_source)
    else:
        drafts = across.compare(source, restated, language_source, language_restating)
    for draft in drafts:
        both = draft.a[0] < draft.a[1] and draft.b[0] < draft.b[1]
        counts = both or draft.facet in ALONE or draft.rule == "restriction"
        if counts and draft.facet in FACETS and draft.cls in ("substance", "nuance"):
            yield draft


def _worded(found: Finding, draft: Draft) -> Finding:
    note = SAID.get(draft.facet)
    return replace(found, reason=f"{note} {found.reason}") if note else found
