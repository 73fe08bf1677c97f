"""The certificate: coverage first, verdict second, and never more than can be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from herewith.languages.cues import LANGUAGES, pack
from herewith.model.collation import Class
from herewith.model.findings import Finding, NotHeld, SideReport, Verdict

__all__ = ["packs_of", "statement", "verdict"]

CLEAR = "The texts were compared in full and no differences of substance were noted."
"""The sentence of the old cover memoranda; said only where nothing stands against it."""

FACETS = {
    "quantity": "a number",
    "date": "a date",
    "duration": "a duration",
    "deadline": "a deadline",
    "actor": "who is named",
    "office": "an office",
    "place": "a place",
    "polarity": "denial against affirmation",
    "commitment": "strength of commitment",
    "request": "request against demand",
    "condition": "a condition",
    "scope": "scope",
    "agency": "who does what to whom",
    "time_of_act": "done against promised",
    "reference": "a reference",
    "term": "a term",
    "content": "words left out or added",
    "form": "form",
}
"""Facets in words, as a certificate names them."""


def verdict(a: SideReport, b: SideReport, findings: Sequence[Finding]) -> Verdict:
    """What may be said of two texts.

    What is missing comes first, whatever was found in the rest; then an open difference of
    substance; then doubt. Rejected findings do not count.
    """
    open_ones = [f for f in findings if f.status != "rejected"]
    if not a.words or not b.words:
        return "undetermined"
    if a.not_held or b.not_held:
        return "incomplete"
    if any(f.cls == "substance" for f in open_ones):
        return "differences_of_substance"
    if (
        any(f.cls == "undetermined" for f in open_ones)
        or a.compared < a.words
        or b.compared < b.words
    ):
        return "undetermined"
    return "no_difference_of_substance"


def statement(a: SideReport, b: SideReport, findings: Sequence[Finding]) -> str:
    """The certificate in words: what each side holds, then what was found.

    The sentence that no differences were noted stands only where both texts are held and were
    compared in full, no finding of substance is open and nothing is undetermined.
    """
    parts = [_side(a, "first"), _side(b, "second"), *_rules(a, b), _result(a, b, findings)]
    return " ".join(part for part in parts if part)


def packs_of(*languages: str | None) -> tuple[str, ...]:
    """The language packs that a comparison rests on, with their digests; a missing one is said."""
    out = []
    for language in dict.fromkeys(languages):
        held = pack(language)
        out.append(f"{language or 'unknown'}:{held.digest if held else 'none'}")
    return tuple(out)


def _side(side: SideReport, name: str) -> str:
    """Coverage of one side in a sentence or two."""
    whole = side.compared >= side.words
    share = "all of them" if whole else f"{side.compared:,} of them"
    text = f"The {name} text ({side.label}) holds {side.words:,} words; {share} were compared."
    if side.not_held:
        lacking = "; ".join(_lacking(gap) for gap in side.not_held)
        text = f"Not held by the {name} text ({side.label}): {lacking}. {text}"
    return text


def _lacking(gap: NotHeld) -> str:
    words = f"about {gap.words:,} words" if gap.words else "a passage of unknown length"
    return f"{words} ({gap.why.rstrip('.')})"


def _rules(a: SideReport, b: SideReport) -> list[str]:
    """What must be said where a language has no pack."""
    lacking = [s for s in dict.fromkeys((a.language, b.language)) if s not in LANGUAGES]
    if not lacking:
        return []
    named = ", ".join(language or "a language that could not be told" for language in lacking)
    return [f"No rules of substance are held for {named}; differences were found by form only."]


def _result(a: SideReport, b: SideReport, findings: Sequence[Finding]) -> str:
    """The last sentences: verdict and counts."""
    said = verdict(a, b, findings)
    open_ones = [f for f in findings if f.status != "rejected"]
    found: Counter[Class] = Counter(f.cls for f in open_ones)
    doubtful = found["undetermined"]
    doubt = f" {_many(doubtful, 'place is', 'places are')} undetermined." if doubtful else ""
    if said == "no_difference_of_substance":
        return CLEAR + _lesser(found)
    if found["substance"]:
        facets = Counter(FACETS[f.facet] for f in open_ones if f.cls == "substance")
        named = ", ".join(f"{facet} ({n})" for facet, n in sorted(facets.items()))
        count = _many(
            found["substance"], "difference of substance was", "differences of substance were"
        )
        rest = " Of what is missing nothing can be said." if said == "incomplete" else ""
        return f"In what was compared {count} found: {named}.{doubt}{rest}"
    if said == "incomplete":
        return f"What is held of both shows no difference of substance; of what is missing nothing can be said.{doubt}"
    if not a.words or not b.words:
        return "One of the texts is empty; nothing can be said."
    return f"Where the texts can be read and set side by side they show no difference of substance; the whole cannot be cleared.{doubt}"


def _lesser(found: Counter[Class]) -> str:
    """Nuances and form, for completeness."""
    nuances, forms = found["nuance"], found["form"]
    if not nuances and not forms:
        return ""
    parts = []
    if nuances:
        parts.append(_many(nuances, "nuance of wording", "nuances of wording"))
    if forms:
        parts.append(_many(forms, "difference of form", "differences of form"))
    return f" There are {' and '.join(parts)}."


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"
