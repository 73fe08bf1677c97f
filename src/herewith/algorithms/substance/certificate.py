"""The certificate: coverage first, verdict second, and never more than can be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from herewith.languages.cues import LANGUAGES, pack
from herewith.languages.glossary import lexicon_digest
from herewith.model.collation import Class
from herewith.model.findings import Finding, NotHeld, SideReport, Verdict
from herewith.model.records import short_digest

__all__ = ["RULES", "packs_of", "state_of", "statement", "verdict"]

RULES = "4"
"""Version of the rules of substance: a new one makes old signatures stale."""

PARTIAL = {"fr": "French"}
"""Languages whose packs have fewer phrases; the certificate says so."""

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
    parts = [
        _missing(a, "first"), _missing(b, "second"), _side(a, "first"), _side(b, "second"), *_rules(a, b), *_releases(findings),
        _result(a, b, findings), *_settled(findings),
    ]  # fmt: skip
    return " ".join(part for part in parts if part)


def packs_of(*languages: str | None) -> tuple[str, ...]:
    """Rules, lexicon and language packs that a comparison rests on, with version or digest.

    A pack that is missing is said.
    """
    out = [f"rules:{RULES}", f"lexicon:{lexicon_digest()}"]
    for language in dict.fromkeys(languages):
        held = pack(language)
        out.append(f"{language or 'unknown'}:{held.digest if held else 'none'}")
    return tuple(out)


def state_of(
    a: SideReport, b: SideReport, findings: Sequence[Finding], packs: Sequence[str]
) -> str:
    """What identifies the state of a certificate: texts, findings with decisions, and versions.

    Reasons are left out: an editor's word that changes nothing else changes no state.
    """
    said = sorted([f.id, f.cls, f.severity, f.facet, f.status] for f in findings)
    sides = [[s.digest, s.words, s.compared, [[g.at, g.words] for g in s.not_held]] for s in (a, b)]
    return short_digest(sides, said, list(packs), size=12)


def _side(side: SideReport, name: str) -> str:
    """Coverage of one side in a sentence."""
    whole = side.compared >= side.words
    share = "all of them" if whole else f"{side.compared:,} of them"
    return f"The {name} text ({side.label}) holds {side.words:,} words; {share} were compared."


def _missing(side: SideReport, name: str) -> str:
    """What one side does not hold; said before anything else."""
    lacking = "; ".join(_lacking(gap, side) for gap in side.not_held)
    return f"Not held by the {name} text ({side.label}): {lacking}." if lacking else ""


def _lacking(gap: NotHeld, side: SideReport) -> str:
    """How much one gap lacks, which share of the whole text that is, and why."""
    if not gap.words:
        return f"a passage of unknown length ({gap.why.rstrip('.')})"
    whole = side.words + sum(other.words or 0 for other in side.not_held)
    share = round(100 * gap.words / whole)
    part = f", {share} per cent of the text" if share else ""
    return f"about {gap.words:,} words{part} ({gap.why.rstrip('.')})"


def _rules(a: SideReport, b: SideReport) -> list[str]:
    """What must be said where a language has no pack."""
    lacking = [s for s in dict.fromkeys((a.language, b.language)) if s not in LANGUAGES]
    partial = [s for s in dict.fromkeys((a.language, b.language)) if s in PARTIAL]
    said = [
        f"The rules held for {PARTIAL[s]} are fewer than for English and Russian."
        for s in partial
        if s
    ]
    if not lacking:
        return said
    named = ", ".join(language or "a language that could not be told" for language in lacking)
    none = f"No rules of substance are held for {named}; differences were found by form only."
    return [*said, none]


def _releases(findings: Sequence[Finding]) -> list[str]:
    """How much one release opens that the other withholds."""
    opened = [f for f in findings if f.rule == "newly_released" and f.status != "rejected"]
    words = sum(max(len(f.a.text.split()), len(f.b.text.split())) for f in opened)
    return [f"Newly released: {_many(words, 'word', 'words')}."] if opened else []


def _settled(findings: Sequence[Finding]) -> list[str]:
    """How many places another witness was called upon for."""
    called = [f for f in findings if f.settled and f.status != "rejected"]
    lowered = [f for f in called if f.cls == "nuance"]
    cut = [f for f in findings if f.rule == "cut_edge" and f.status != "rejected"]
    said = []
    if len(called) > len(lowered):
        count = _many(len(called) - len(lowered), "place", "places")
        said.append(f"The original was called upon to settle {count}.")
    if lowered:
        count = _many(len(lowered), "place", "places")
        said.append(
            f"In {count} two translations read differently and both render the original; they are counted as nuances."
        )
    if cut:
        count = _many(len(cut), "misreading", "misreadings")
        said.append(f"The other text settles {count} at the edge of a cut page.")
    return said


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
