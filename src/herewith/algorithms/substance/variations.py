"""The class of a variation, judged by the rules of substance: for `collate(…, classify=judge)`.

States of the page, editors' rules, moves and the edges of gaps are the collation's own business
and are left to its own judgement; the rules decide what words alone say.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from herewith.algorithms.collation.classify import Judged, UnitView
from herewith.algorithms.collation.classify import classify as by_form
from herewith.algorithms.substance.figures import agree
from herewith.algorithms.substance.same_language import Context, classify
from herewith.algorithms.substance.units import units
from herewith.languages.cues import pack

__all__ = ["judge"]

PLAIN = frozenset({"", "inserted"})

LONGEST = 400
"""Words of a reading up to which the rules are asked; longer ones have little in common, and the
rules, which pair words, would take very long to say so."""


def judge(view: UnitView) -> Judged:
    """Judge one variation of a collation.

    >>> from herewith.algorithms.collation.classify import ReadingView
    >>> def view(*texts):
    ...     return UnitView(tuple(ReadingView((s,), t, tuple(t.split()), tuple(t.lower().split()))
    ...                     for s, t in zip("AB", texts)), 0, "en", "the", "is near")
    >>> [judge(view(*pair)).cls for pair in (("joy", "fear"), ("honour", "honor"))]
    ['substance', 'form']
    """
    if view.outside and _dates_differ(view):
        view = replace(view, outside=())
    own = by_form(view)
    formal = any(reading.state not in PLAIN for reading in view.readings)
    long = any(len(reading.norms) > LONGEST for reading in view.readings)
    if (
        formal
        or long
        or view.moved
        or view.at_gap
        or view.regularised
        or view.outside
        or pack(view.language) is None
    ):
        return own
    texts = [view.readings[view.base].text]
    texts += [r.text for n, r in enumerate(view.readings) if n != view.base]
    said = classify(texts, Context(view.before, view.after), view.language)
    if said.cls == "none" or (said.cls == "form" and own.cls == "form"):
        return own
    return Judged(said.cls, own.kind, said.severity, said.reason, said.rule)


def _dates_differ(view: UnitView) -> bool:
    """Whether two formal parts bear full dates of which none can be the other's."""
    dated = []
    for reading in view.readings:
        found = [u.figure for u in units(reading.text, view.language) if u.figure]
        dated.append([figure for figure in found if figure.date and figure.date[2]])
    return any(
        a and b and not any(agree(x, y) for x in a for y in b) for a, b in combinations(dated, 2)
    )
