"""Decide what a mention means, or leave it open, from the features of its candidates.

Method:
    A conditional logit: every candidate, and the possibility that the paper is not held, has a
    score (weights times features); the probabilities are their softmax. Witnesses of one item
    share their probability. Weights were fitted once on editors' footnotes of diplomatic volumes
    and are kept in `weights.toml`; `bench/links.py` fits and measures them.

Source:
    D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.

Departure:
    A probability alone never makes a link: a number or date must agree and nothing may speak
    against it (`features.VETOES`).
"""

from __future__ import annotations

import datetime
import math
import tomllib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from herewith.algorithms.references.belonging import Belonging
from herewith.algorithms.references.candidates import Index
from herewith.algorithms.references.features import features, in_words, none_features, vetoed
from herewith.algorithms.references.mentions import Mentioned
from herewith.algorithms.references.papers import Paper
from herewith.model.links import MentionStatus

__all__ = ["Choice", "Resolution", "resolve", "weighed", "weights"]

RESOLVED = 0.66
"""Least probability of a link that is called resolved."""

LATEST = 0.7
"""The same of a mention that gives neither number nor date: "your letter"."""

LATELY = datetime.timedelta(days=21)
"""How long a paper that is named by its sender alone has been written before."""

SUGGESTED = 0.5
"""Least probability of a link that is suggested."""

SHOWN = 5
"""Candidates that are named."""

LEAST = 0.02
"""Least probability of a candidate that is named, beyond the first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate: its item and best document, its probability, and the reasons for it."""

    item: str
    paper: str
    probability: float
    because: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention means: a status, the item chosen if any, and all candidates worth naming.

    `not_held` is the probability (0..1) that the paper meant is not among those held.
    """

    status: MentionStatus
    target: str | None
    paper: str | None
    choices: tuple[Choice, ...]
    not_held: float
    because: tuple[str, ...]


@cache
def weights() -> Mapping[str, float]:
    """The weights by feature: the fitted ones, and those set by hand."""
    path = files("herewith.algorithms.references") / "weights.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    return {**tables["weights"], **tables["set"]}


def resolve(
    mentioned: Mentioned,
    own: Paper,
    index: Index,
    *,
    belongs: Belonging | None = None,
    barred: Collection[str] = (),
) -> Resolution:
    """The status of a mention, with the item it means if that is sure.

    Args:
        mentioned: what the mention says.
        own: the paper that mentions.
        index: the papers held.
        belongs: items of the papers; a paper without one stands for itself.
        barred: papers that it cannot mean: other witnesses of the text that mentions.
    """
    held, values = weighed(mentioned, own, index, belongs=belongs, barred=barred)
    scores = [_score(found) for found in values]
    none = _score(none_features(mentioned, own))
    top = max([none, *scores])
    total = math.exp(none - top) + sum(math.exp(score - top) for score in scores)
    chances = [math.exp(score - top) / total for score in scores]
    choices = _choices(held, values, chances, mentioned, belongs or Belonging())
    status, because = _status(mentioned, choices, math.exp(none - top) / total, values)
    chosen = choices[0] if choices and status in ("resolved", "suggested") else None
    return Resolution(
        status,
        chosen.item if chosen else None,
        chosen.paper if chosen else None,
        choices,
        round(math.exp(none - top) / total, 4),
        because,
    )


def weighed(
    mentioned: Mentioned,
    own: Paper,
    index: Index,
    *,
    belongs: Belonging | None = None,
    barred: Collection[str] = (),
) -> tuple[list[Paper], list[dict[str, float]]]:
    """The papers that a mention may mean, and the features of each; see `resolve`."""
    held = [
        paper
        for paper in index.candidates(mentioned, own)
        if paper.id not in barred or _numbered(mentioned, paper)
    ]
    values = [features(mentioned, own, paper, index) for paper in held]
    names = [(belongs or Belonging()).item(paper.id, mentioned) for paper in held]
    _alone(values, names)
    _compare(held, values, mentioned, own, names)
    return held, values


def _alone(values: list[dict[str, float]], names: list[str]) -> None:
    """Whether a candidate is the only item of the day cited, or the only one of kind and day."""
    for feature, others in (("only_of_day", ()), ("only_of_kind", ("kind", "akin"))):
        fitting = [
            n
            for n, found in enumerate(values)
            if found.get("date") and (not others or any(found.get(name) for name in others))
        ]
        if len({names[n] for n in fitting}) == 1:
            for n in fitting:
                values[n][feature] = 1.0


def _compare(
    held: list[Paper],
    values: list[dict[str, float]],
    mentioned: Mentioned,
    own: Paper,
    names: list[str],
) -> None:
    """Features that only a comparison of the candidates gives: the latest one, the second one."""
    if own.day is None:
        return
    by_name = not mentioned.owner and not mentioned.is_explicit and bool(mentioned.senders)
    whose = "from" if by_name else "both_owners"
    oldest = own.day - LATELY if by_name else datetime.date.min
    fitting = [
        (day, held[n].source, held[n].order, n)
        for n, found in enumerate(values)
        if found.get(whose)
        and (found.get("kind") or found.get("carries"))
        and (day := held[n].day) is not None
        and oldest <= day <= own.day
    ]
    if not fitting:
        return
    last = max(fitting)
    plain = by_name or mentioned.owner == "yours"
    plain = plain and not (mentioned.ordinal or mentioned.relation)
    if plain and not mentioned.is_explicit and (by_name or last[0] < own.day):
        if len({names[one[3]] for one in fitting if one[0] == last[0]}) == 1:
            for one in fitting:
                values[one[3]]["latest"] = float(names[one[3]] == names[last[3]])
    elif mentioned.ordinal and mentioned.dates:
        row = sorted(one for one in fitting if values[one[3]].get("date"))
        items = list(dict.fromkeys(names[one[3]] for one in row))
        for _, _, _, n in row:
            counted = len(items) > 1 and items.index(names[n]) + 1 == mentioned.ordinal
            values[n]["ordinal" if counted else "ordinal_other"] = 1.0


def _numbered(mentioned: Mentioned, paper: Paper) -> bool:
    """Whether a paper bears the number cited: then it is not the text that cites it."""
    cited = {number.value for number in mentioned.numbers} | set(mentioned.copies)
    return any(value in cited for _, value in paper.numbers)


def _score(values: Mapping[str, float]) -> float:
    table = weights()
    return sum(table.get(name, 0.0) * value for name, value in values.items())


def _choices(
    held: list[Paper],
    values: list[dict[str, float]],
    chances: list[float],
    mentioned: Mentioned,
    belongs: Belonging,
) -> tuple[Choice, ...]:
    """Candidates by item, the likeliest first; equal ones in order of their ids."""
    together: dict[str, list[int]] = defaultdict(list)
    for n, paper in enumerate(held):
        together[belongs.item(paper.id, mentioned)].append(n)
    out = []
    for item, members in together.items():
        best = max(members, key=lambda n: (chances[n], held[n].id))
        found = values[best]
        out.append(
            Choice(
                item=item,
                paper=held[best].id,
                probability=round(min(1.0, sum(chances[n] for n in members)), 4),
                because=in_words(tuple(found.items())),
                against=vetoed(found),
            )
        )
    out.sort(key=lambda c: (-c.probability, c.item))
    return tuple(c for n, c in enumerate(out[:SHOWN]) if n == 0 or c.probability >= LEAST)


def _status(
    mentioned: Mentioned,
    choices: tuple[Choice, ...],
    not_held: float,
    values: list[dict[str, float]],
) -> tuple[MentionStatus, tuple[str, ...]]:
    """Resolved, suggested, attested or ambiguous, and why."""
    best = choices[0] if choices else None
    sure = RESOLVED if mentioned.is_explicit else LATEST
    if best and best.probability >= sure and not best.against:
        return "resolved", best.because
    fits = any(found.get(name) for found in values for name in ("number", "number_copied", "date"))
    likely = best is not None and best.probability >= SUGGESTED and not best.against
    if mentioned.is_explicit and not fits and not likely and (mentioned.kind or mentioned.numbers):
        said = "number" if mentioned.numbers else "date"
        return "attested", (f"no paper held has the {said} cited",)
    if best and best.probability >= SUGGESTED:
        doubts = tuple(AGAINST[name] for name in best.against if name in AGAINST)
        return "suggested", (*best.because, *doubts)
    if (mentioned.is_explicit or mentioned.attached) and not_held >= SUGGESTED:
        return "attested", ("what is held agrees too little with the words",)
    return "ambiguous", ("several papers agree about as well, or none well enough",)


AGAINST = {
    "ordinal_other": "but it is not the one counted",
    "no_anchor": "but neither number nor date is cited",
    "number_future": "but it is later than this document",
    "series_apart": "but of another series",
    "direction_other": "but from the other side",
    "number_uncorrected": "but the number is corrected in the text",
    "owner_other": "but written by another",
    "kind_other": "but of another kind",
    "date_farther": "but another date stands nearer",
    "date_distant": "but the date stands far from the words",
    "date_apart": "but the date belongs to another paper of the sentence",
    "date_alternative": "but in another year",
    "date_other": "but of another date",
    "undated": "but undated",
}
"""What speaks against a candidate, in words."""
