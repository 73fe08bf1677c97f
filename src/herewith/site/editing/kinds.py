"""What is asked of editors: which statements are questions, in which queue, and how much hangs on them.

A statement is a question only if a decision on it has an effect. Weights are judgements; they
only order the queues. docs/desk.md states the formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from herewith.model.provenance import Outline

__all__ = ["BY_RULE", "KINDS", "QUEUES", "Kind", "kind_of", "weight"]

QUEUES = (
    "documents",
    "register",
    "sharing",
    "groups",
    "beads",
    "findings",
    "variations",
    "certificates",
    "links",
    "names",
    "attested",
    "quotations",
    "ocr",
)
"""Queues of questions, in the order of the work: what is decided first, later ones rest on."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: its queue, its weight, and how another value is given (`takes`).

    `takes` is a closed list of `labels` (`kind`, `language`, `furniture`, `pair`, `release` …), or
    `text`, `date`, `party`, `number`, `marking`, `letter`, `document`, `bead`, `gap`, or empty
    where no other value makes sense.
    """

    queue: str
    weight: float
    takes: str = ""


KINDS: Mapping[tuple[str, str], Kind] = {
    ("reconstruct", "boundary"): Kind("documents", 10),
    ("reconstruct", "duplicate"): Kind("documents", 8),
    ("reconstruct", "gap"): Kind("documents", 8, "gap"),
    ("reconstruct", "furniture"): Kind("documents", 2, "furniture"),
    ("reconstruct", "ocr"): Kind("ocr", 3, "text"),
    ("share", "shared"): Kind("sharing", 4, "pair"),
    ("share", "withheld"): Kind("sharing", 5, "release"),
    ("group", "item"): Kind("groups", 10, "letter"),
    ("align", "bead"): Kind("beads", 3, "bead"),
    ("collate", "variation"): Kind("variations", 3, "class"),
    ("compare", "finding"): Kind("findings", 6, "class"),
    ("compare", "certificate"): Kind("certificates", 8),
    ("link", "target"): Kind("links", 4, "letter"),
    ("link", "names"): Kind("names", 2),
    ("link", "attested"): Kind("attested", 4, "text"),
    ("link", "request"): Kind("attested", 1, "request"),
    ("link", "completeness"): Kind("attested", 4),
    ("link", "verbatim"): Kind("quotations", 4, "verbatim"),
    ("register", "date"): Kind("register", 7, "date"),
    ("register", "sender"): Kind("register", 6, "party"),
    ("register", "addressee"): Kind("register", 6, "party"),
    ("register", "kind"): Kind("register", 5, "kind"),
    ("register", "language"): Kind("register", 5, "language"),
    ("register", "source_language"): Kind("register", 4, "language"),
    ("register", "signed_by"): Kind("register", 4, "party"),
    ("register", "signed_for"): Kind("register", 3, "party"),
    ("register", "classification"): Kind("register", 4, "text"),
    ("register", "enclosures"): Kind("register", 4, "document"),
    ("register", "copies"): Kind("register", 2, "party"),
    ("register", "via"): Kind("register", 2, "party"),
    ("register", "dates"): Kind("register", 3, "date"),
    ("register", "numbers"): Kind("register", 3, "number"),
    ("register", "place"): Kind("register", 3, "text"),
    ("register", "subject"): Kind("register", 2, "text"),
    ("register", "salutation"): Kind("register", 1, "text"),
    ("register", "closing"): Kind("register", 1, "text"),
    ("register", "annotations"): Kind("register", 1, "text"),
    ("register", "claims"): Kind("register", 3, "text"),
    ("register", "handling"): Kind("register", 2, "marking"),
    ("register", "markings"): Kind("register", 2, "marking"),
}
"""By stage and property."""

CLASSES: Mapping[str, float] = {
    "substance": 1.0,
    "undetermined": 0.9,
    "nuance": 0.4,
    "form": 0.1,
    "none": 0.05,
}
"""Share of the weight that a difference of a class has."""

SEVERITIES: Mapping[str, float] = {"critical": 1.5, "major": 1.2, "minor": 0.8}

BEADS: Mapping[str, float] = {"omitted": 2.0, "added": 2.0, "gap": 2.0, "moved": 1.5}
"""Factors of beads that say that something is missing or stands elsewhere."""

BY_RULE = frozenset(QUEUES) - {"certificates"}
"""Queues in which all questions of a rule can be answered at once; certificates are signed singly."""


def kind_of(outline: Outline) -> Kind | None:
    """The kind of question that a statement is; `None` if nothing is asked about it."""
    if outline.rule == "editor":
        return None
    return KINDS.get((outline.stage, outline.property))


def weight(kind: Kind, outline: Outline) -> float:
    """What hangs on a statement itself, apart from what rests on it."""
    value = outline.value
    if not isinstance(value, dict):
        return kind.weight
    if kind.queue in ("findings", "variations"):
        share = CLASSES.get(str(value.get("class")), 0.5)
        return kind.weight * share * SEVERITIES.get(str(value.get("severity")), 1.0)
    if kind.queue == "beads":
        return kind.weight * BEADS.get(str(value.get("kind")), 1.0)
    return kind.weight
