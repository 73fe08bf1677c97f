"""Share: which papers of a box have wording in common, what they are to each other, and what one
withholds and another prints.

The witness groups of `group` rest on what is found here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast, get_args

from herewith.algorithms.reuse.index import index_of, part_of, shared_wording
from herewith.errors import Place, Problem
from herewith.model.decision import Decision, status_of
from herewith.model.document import Document
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.records import short_digest
from herewith.model.register import RegisterEntry, Status
from herewith.model.sharing import (
    KINDS,
    Blanked,
    InItsPlace,
    Kind,
    ReleaseStatus,
    SharedWording,
)
from herewith.model.text import Delivered, Span
from herewith.stages.differing import COMPARED, differences
from herewith.stages.held_texts import held
from herewith.stages.pairing import Pair, Pairing, paired
from herewith.stages.withholding import Considered, Withheld, withheld_in

__all__ = ["Share"]

QUOTE = 60
"""Characters of evidence that are quoted from each side of a pair."""


class Share:
    """The stage `share`: one unit, for every paper may share wording with every other."""

    name = "share"
    version = "2"
    consumes: tuple[type, ...] = (Document, RegisterEntry, Delivered)
    produces: tuple[type, ...] = (SharedWording, Blanked)

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        """One unit with all documents, entries and sources."""
        del context
        if records.get(Document):
            yield Unit("box", tuple(r for kind in self.consumes for r in records.get(kind, ())))

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Find pairs and blanks; what editors say of a pair or a blank wins."""
        documents = {str(r.id): r for r in unit.records if isinstance(r, Document) and r.text}
        entries = {str(r.id): r for r in unit.records if isinstance(r, RegisterEntry)}
        sources = {str(r.source.id): r.text for r in unit.records if isinstance(r, Delivered)}
        said = _Said(documents, sources, context.decisions)
        texts = {name: held(document) for name, document in documents.items()}
        names = sorted(texts)
        index = index_of([part_of(names, [texts[name].text for name in names])])
        pairing = Pairing(texts, entries)
        found = paired(shared_wording(index).shared, index.names, index.sizes(), pairing)
        pairs = [said.as_ruled(pair) for pair in found if not _carries(pair, documents)]
        shared = [said.of_pair(pair) for pair in pairs if pair.paired.kind != "formula"]
        rejected = {(one.a, one.b) for one in shared if one.status == "rejected"}
        used = (pair for pair in pairs if (pair.a.name, pair.b.name) not in rejected)
        withheld, _ = withheld_in(texts, used)
        blanked = [said.of_blank(one, len(texts)) for one in withheld]
        statements = tuple(sorted(said.statements, key=lambda s: s.id))
        return Outcome((*shared, *blanked), statements, tuple(said.problems))


def _carries(pair: Pair, documents: Mapping[str, Document]) -> bool:
    """Whether the words shared are delivered once: one paper was found within the other."""
    a, b = documents[pair.a.name], documents[pair.b.name]
    return dict(a.attributes).get("carried_by") == b.id or (
        dict(b.attributes).get("carried_by") == a.id
    )


class _Said:
    """Statements about pairs and blanks, with the editors' word on them."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        sources: Mapping[str, str],
        decisions: Mapping[str, Decision],
    ) -> None:
        self._documents = documents
        self._sources = sources
        self._decisions = decisions
        self.statements: list[Statement] = []
        self.problems: list[Problem] = []
        self._machine: dict[str, Kind] = {}

    def as_ruled(self, pair: Pair) -> Pair:
        """A pair with the kind that an editor gave it."""
        decision = self._decisions.get(_name(pair))
        if decision is None or decision.judgement != "set":
            return pair
        if decision.value not in KINDS:
            self._refuse(_name(pair), decision, KINDS)
            return pair
        reason = f"{decision.by}: {decision.because or 'no reason given'}"
        kind = decision.value
        self._machine[_name(pair)] = pair.paired.kind
        return replace(pair, paired=replace(pair.paired, kind=kind, because=(reason,)))

    def of_pair(self, pair: Pair) -> SharedWording:
        """The record and the statement of a pair."""
        name = _name(pair)
        decision = self._decisions.get(name)
        kind = pair.paired
        status = self._status(name)
        best = max(pair.passages, key=lambda p: p.words)
        record = SharedWording(
            id=name,
            a=self._documents[pair.a.name].id,
            b=self._documents[pair.b.name].id,
            kind=kind.kind,
            of_a=round(pair.contained[0], 4),
            of_b=round(pair.contained[1], 4),
            passages=pair.passages,
            rule=kind.rule,
            because=kind.because,
            differences=tuple(
                replace(
                    one.finding,
                    a=replace(one.finding.a, start=one.a[0], end=one.a[1]),
                    b=replace(one.finding.b, start=one.b[0], end=one.b[1]),
                )
                for one in (differences(pair) if kind.kind in COMPARED else ())
            ),
            status=status,
        )
        said = f"{record.words} words stand in both; " + "; ".join(kind.because)
        self._state(
            name,
            record.kind,
            (
                *self._spans(pair.a.name, best.a_start, best.a_end, QUOTE),
                *self._spans(pair.b.name, best.b_start, best.b_end, QUOTE),
            ),
            kind.rule,
            f"{decision.by}: {decision.because}" if decision else said,
            0.95,
            machine=self._machine.get(name, record.kind),
        )
        return record

    def of_blank(self, one: Withheld, documents: int) -> Blanked:
        """The record and the statement of a place that is withheld."""
        blank, text = one.blank, one.text
        words = text.text[blank.start : blank.end]
        name = f"{text.name}/withheld/{short_digest(blank.start, words)}"
        decision = self._decisions.get(name)
        considered = tuple(self._in_its_place(found) for found in one.considered)
        because = _because(one.status, considered, documents)
        release = one.status
        if decision is not None and decision.judgement == "set":
            release = self._release(name, decision, release)
        record = Blanked(
            id=name,
            document=self._documents[text.name].id,
            start=blank.start,
            end=blank.end,
            text=words,
            kind=blank.kind,
            estimate_words=blank.words,
            release=release,
            considered=considered,
            because=because,
            status=self._status(name),
        )
        evidence = self._spans(text.name, blank.start, blank.end, QUOTE)
        if one.status in ("opened", "other_state"):
            best = one.considered[0]
            place = best.found.start, best.found.end
            evidence = (*evidence, *self._spans(best.other.name, *place, QUOTE))
        said = f"{decision.by}: {decision.because}" if decision else because
        self._state(name, release, evidence, "release", said, 0.9, machine=one.status)
        return record

    def _release(self, name: str, decision: Decision, machine: ReleaseStatus) -> ReleaseStatus:
        """What an editor set, if it can be."""
        if decision.value in get_args(ReleaseStatus):
            return cast(ReleaseStatus, decision.value)
        self._refuse(name, decision, get_args(ReleaseStatus))
        return machine

    def _refuse(self, name: str, decision: Decision, known: Sequence[str]) -> None:
        said = f'"{decision.value}" was set, which is none of {", ".join(known)}'
        place = decision.place or Place(name)
        self.problems.append(Problem("V102", "warning", said, place, "Set one of these."))

    def _in_its_place(self, one: Considered) -> InItsPlace:
        return InItsPlace(
            document=self._documents[one.other.name].id,
            start=one.found.start,
            end=one.found.end,
            words=one.found.words,
            kind=cast(Kind, one.kind),
            verdict=one.verdict,
            agreeing=one.found.agreeing,
            because=one.found.because,
        )

    def _status(self, name: str) -> Status:
        decision = self._decisions.get(name)
        return status_of(decision)

    def _state(
        self,
        name: str,
        value: object,
        evidence: tuple[Span, ...],
        rule: str,
        because: str,
        certainty: float,
        machine: object,
    ) -> None:
        subject, prop = name.rsplit("/", 2)[:2]
        decided = name in self._decisions
        self.statements.append(
            Statement(
                id=StatementId(name),
                subject=subject,
                property=prop,
                value=value,
                evidence=evidence,
                stage="share",
                rule=rule,
                because=because,
                certainty=1.0 if decided else certainty,
                language=self._documents[subject].language,
                status=self._status(name),
                original_value=machine if machine != value else None,
            )
        )

    def _spans(self, name: str, start: int, end: int, most: int) -> tuple[Span, ...]:
        """The beginning of a stretch of reading text in its sources, quoted."""
        document = self._documents[name]
        end = min(end, start + most)
        return tuple(
            Span(source, low, high, self._sources[source][low:high])
            for source, low, high in document.locate(start, end)
        )


def _name(pair: Pair) -> str:
    return f"{pair.a.name}/shared/{short_digest(pair.b.name)}"


def _because(status: str, considered: Sequence[InItsPlace], documents: int) -> str:
    """Why a place counts as opened, or as open nowhere, in words."""
    if status in ("opened", "other_state") or (considered and status == "left_out"):
        best = considered[0]
        return f"{best.document}: {best.because}"
    if considered:
        others = ", ".join(f"{one.document}: {one.because}" for one in considered)
    else:
        others = "no other document shares the words around it"
    return f"nowhere open among {documents} documents searched ({others})"
