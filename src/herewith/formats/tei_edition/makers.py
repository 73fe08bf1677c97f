"""Who says what: the machine, or an editor by name, for `resp` and the list of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from herewith import __version__
from herewith.formats.tei_edition.elements import Element, ncname, sub
from herewith.model.decision import Decision, current
from herewith.model.edition import Edition
from herewith.model.provenance import Activity
from herewith.model.records import dumps

__all__ = ["MACHINE", "STAGES", "Makers"]

MACHINE = "#machine"
STAGES = (
    *(
        "read",
        "reconstruct",
        "register",
        "group",
        "collate",
        "align",
        "compare",
        "link",
        "attested",
    ),
)
"""Stages whose part in a file is told in its revisions, where the edition knows of them."""


@dataclass(frozen=True, slots=True)
class Makers:
    """The decisions that concern one file, and those in force by statement."""

    decisions: Sequence[Decision]
    force: Mapping[str, Decision]
    activities: Sequence[Activity]

    @classmethod
    def of(cls, edition: Edition, about: Iterable[str]) -> Makers:
        """The decisions on statements about some subjects, and those that take them back."""
        subjects = tuple(about)
        given = edition.decisions()
        own = {d.id for d in given if any(_about(d.target, s) for s in subjects)}
        held = tuple(d for d in given if d.id in own or d.target in own)
        told = tuple(a for name in STAGES if (a := edition.activity(name)) is not None)
        return cls(held, current(held), told)

    def resp(self, statement: str) -> str:
        """Who answers for a statement: the editor whose decision holds, or the machine."""
        decision = self.force.get(statement)
        return f"#{editor(decision.by)}" if decision is not None else MACHINE

    def respond(self, parent: Element) -> None:
        """One `respStmt` for the machine and one for each editor."""
        made = sub(parent, "respStmt", xml_id="machine")
        sub(made, "resp", "proposed by rule")
        sub(made, "name", f"Herewith {__version__}")
        for name in sorted({d.by for d in self.decisions}):
            made = sub(parent, "respStmt", xml_id=editor(name))
            sub(made, "resp", "decided")
            sub(made, "name", name)

    def changes(self, parent: Element) -> None:
        """What was done to the text, the decisions in their order after the stages."""
        revision = sub(parent, "revisionDesc")
        for one in self.activities:
            words = f"stage {one.stage}, version {one.version}"
            sub(revision, "change", words, who=MACHINE, n=one.inputs_digest[:12])
        if not self.activities:
            sub(revision, "change", "written", who=MACHINE)
        for d in self.decisions:
            what = f" {dumps(d.value)}" if d.judgement == "set" else ""
            words = f"{d.judgement} {d.target}{what}: {d.because}"
            sub(revision, "change", words, who=f"#{editor(d.by)}", when=d.on, n=d.id)


def editor(name: str) -> str:
    """The `xml:id` of an editor."""
    return f"ed-{ncname(name)}"


def _about(target: str, subject: str) -> bool:
    return target == subject or target.startswith((f"{subject}/", f"{subject}#"))
