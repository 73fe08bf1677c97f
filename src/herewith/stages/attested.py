"""Papers attested and not held: from mentions, enclosures, editors' notes and numbers left out.

Mentions of one paper are merged. A paper that was attested and is held now is told in a statement
`<attested id>/promoted` that keeps its evidence, so that what editors wrote of it still has its
subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from herewith.algorithms.date_phrases import FoundDate, find_dates
from herewith.algorithms.references.attesting import (
    Lead,
    NotHeld,
    fate,
    in_series,
    lead,
    left_out,
    merge,
)
from herewith.algorithms.references.mentions import read_mention
from herewith.algorithms.references.reading import Found
from herewith.algorithms.references.resolving import resolve
from herewith.model.decision import status_of
from herewith.model.document import Document
from herewith.model.links import Attested, AttestedStatus, Mention
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import short_digest
from herewith.model.register import Enclosure, RegisterEntry
from herewith.model.text import Span
from herewith.stages.linker import Linker

__all__ = ["attested_of", "leads_of", "promoted", "sequence_leads"]

BEHIND = 40
"""Source characters (tags) between a mention and the editor's note that belongs to it."""

BEFORE = 240
"""Characters of reading text before an editor's note in which it says what was not found."""

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def leads_of(
    linker: Linker,
    document: Document,
    mentions: Iterable[tuple[Mention, Found]],
    entry: RegisterEntry | None,
) -> None:
    """What a document tells of papers that are not held, and of those that are."""
    own = linker.index.papers[str(document.id)]
    ends: list[int] = []
    for mention, found in mentions:
        ends.append(found.end)
        if mention.status == "rejected":
            continue
        words = document.text[found.start : found.end]
        status, told = _fate(linker, document, found)
        one = lead(mention.id, found.mentioned, own, words, status)
        if mention.mention_status == "attested":
            linker.leads.append(one)
            linker.evidence[mention.id] = (*mention.evidence, *told)
            linker.rules[mention.id] = "mention"
        elif mention.target is not None and found.mentioned.is_explicit:
            linker.met.setdefault(str(mention.target), []).append(one)
            linker.evidence[mention.id] = mention.evidence
    for enclosure in entry.enclosures if entry else ():
        _enclosed(linker, document, enclosure)
    _noted(linker, document, ends)


def _fate(
    linker: Linker, document: Document, found: Found
) -> tuple[AttestedStatus, tuple[Span, ...]]:
    """What is told of a paper not held: by the sentence, else by the editor's note behind."""
    told = fate(document.text, found.start, found.end, document.language)
    if told is not None:
        return told, ()
    places = document.locate(found.start, found.end)
    delivered = linker.sources.get(str(places[-1][0])) if places else None
    if delivered is None:
        return "not_identified", ()
    end = places[-1][2]
    for note in document.notes:
        if note.source == places[-1][0] and 0 <= note.start - end <= BEHIND:
            between = _TAG.sub("", delivered.text[end : note.start])
            text = _SPACE.sub(" ", _TAG.sub("", delivered.text[note.start : note.end]))
            said = fate(text, 0, len(text), document.language)
            if said is not None and not between.strip(" ,.;)"):
                return said, (delivered.span(note.start, note.end),)
    return "not_identified", ()


def _noted(linker: Linker, document: Document, ends: Sequence[int]) -> None:
    """Papers that an editor's note calls not found, where no mention was seen before it."""
    own = linker.index.papers[str(document.id)]
    for note in document.notes:
        delivered = linker.sources.get(str(note.source))
        if delivered is None:
            continue
        said = _SPACE.sub(" ", _TAG.sub("", delivered.text[note.start : note.end]))
        status = fate(said, 0, min(len(said), 60), document.language)
        at = _place(document, note.start)
        if status is None or at is None or any(at - BEFORE // 4 <= end <= at for end in ends):
            continue
        text = document.text
        near = find_dates(text[max(0, at - BEFORE) : at], document.language, context_date=own.day)
        dates = _moved(near, max(0, at - BEFORE))
        read = read_mention(text, at, dates, document.language, written=own.day)
        if not (read.numbers or (read.dates and read.kind)) or read.end - read.start > 90:
            continue
        answer = resolve(read, own, linker.index, belongs=linker.belongs)
        if answer.status == "resolved":
            continue
        name = f"{document.id}/note-{short_digest(said, text[read.start : at])}"
        linker.leads.append(lead(name, read, own, text[read.start : at], status))
        linker.evidence[name] = (
            *linker.spans(document, read.start, at),
            delivered.span(note.start, note.end),
        )
        linker.rules[name] = "note"


def _moved(dates: Sequence[FoundDate], by: int) -> tuple[FoundDate, ...]:
    return tuple(replace(d, start=d.start + by, end=d.end + by) for d in dates)


def _place(document: Document, offset: int) -> int | None:
    """Where in the reading text a source offset falls: behind the last character before it."""
    best: tuple[int, int] | None = None
    for run in document.runs:
        if run.source_start <= offset:
            inside = min(offset, run.source_end)
            same = run.end - run.start == run.source_end - run.source_start
            at = run.start + inside - run.source_start if same else run.end
            best = max(best or (0, 0), (inside, at))
    return best[1] if best and offset - best[0] <= BEHIND else None


def sequence_leads(linker: Linker, entries: Mapping[str, RegisterEntry]) -> None:
    """Numbers left out of rows that are otherwise held: telegrams, translations."""
    for gap in left_out(in_series(linker.index.papers.values(), entries)):
        name = f"sequence/{short_digest(gap.kind, gap.series, gap.number)}"
        linker.leads.append(
            Lead(
                key=name,
                kind=gap.kind,
                number=str(gap.number),
                days=(gap.earliest,),
                sender=gap.sender,
                addressee=gap.addressee,
                named=gap.named,
                words=f"{gap.kind} {gap.number}",
                status="not_found",
                latest=gap.latest,
            )
        )
        spans = tuple(
            span
            for key in (gap.before, gap.after)
            for number in (entries[key].numbers if key in entries else ())
            for span in number.evidence[:1]
        )
        linker.evidence[name] = spans
        linker.rules[name] = "sequence"


def _enclosed(linker: Linker, document: Document, enclosure: Enclosure) -> None:
    """A paper that a document says it carries and that is not with it: a lead, if not held."""
    if enclosure.held is not False:
        return
    own = linker.index.papers[str(document.id)]
    text = enclosure.description
    dates = find_dates(text, document.language, context_date=own.day)
    said = read_mention(text, len(text), dates, document.language, written=own.day)
    meant = resolve(said, own, linker.index, belongs=linker.belongs)
    if meant.status in ("resolved", "suggested"):
        return
    name = enclosure.statement or f"{document.id}/enclosure-{short_digest(text, enclosure.n)}"
    linker.leads.append(lead(name, said, own, text, "not_attached"))
    linker.evidence[name] = enclosure.evidence
    linker.rules[name] = "enclosure"


def attested_of(linker: Linker) -> list[Attested]:
    """Papers attested and not held, with the editors' word on each."""
    out: list[Attested] = []
    taken: set[str] = set()
    for paper in merge(linker.leads):
        name = _attested_id(paper)
        if name in taken:
            name = f"{name}-{short_digest(paper.leads[0].key, size=4)}"
        taken.add(name)
        out.append(_attested(linker, paper, name))
    return out


def _attested(linker: Linker, paper: NotHeld, name: str) -> Attested:
    """The record of a paper and its statements: that it is attested, and whether it was asked for."""
    decision = linker.decisions.get(f"{name}/attested")
    status = status_of(decision)
    description = paper.description
    if decision and decision.judgement == "set":
        description = str(decision.value)
    asked = linker.decisions.get(f"{name}/request")
    request = str(asked.value) if asked and asked.judgement == "set" else "not_requested"
    spans = tuple(span for one in paper.leads for span in linker.evidence[one.key])
    rules = sorted({linker.rules[one.key] for one in paper.leads})
    record = Attested(
        id=name,
        description=description,
        date=paper.date,
        sender=paper.sender,
        addressee=paper.addressee,
        evidence=spans,
        attested_by=tuple(one.key for one in paper.leads if "/" in one.key),
        attested_status=paper.status,
        searched=f"{len(linker.index.papers)} documents of this project",
        status=status,
        rule=rules[0] if len(rules) == 1 else "mention",
        request=request,
    )
    said = f"{len(paper.leads)} place(s) tell of it ({', '.join(rules)}), and no document held fits"
    if decision:
        said = f"{decision.by}: {decision.because or 'no reason given'}"
    linker.statements.append(
        Statement(
            id=StatementId(f"{name}/attested"),
            subject=name,
            property="attested",
            value=description,
            evidence=spans,
            stage="link",
            rule=paper.status,
            because=said,
            certainty=0.9 if decision is None else 1.0,
            status=status,
            original_value=paper.description if description != paper.description else None,
        )
    )
    linker.statements.append(
        Statement(
            id=StatementId(f"{name}/request"),
            subject=name,
            property="request",
            value=request,
            evidence=spans,
            stage="link",
            rule="editors_word",
            because=f"{asked.by}: {asked.because}" if asked else "nobody wrote of a request",
            certainty=1.0,
            status=status_of(asked),
            original_value="not_requested" if asked else None,
        )
    )
    return record


def promoted(linker: Linker) -> None:
    """Statements that a paper is held which its mentions alone would attest."""
    done: set[str] = set()
    for item, leads in sorted(linker.met.items()):
        for paper in merge(leads):
            name = _attested_id(paper)
            if name in done:
                continue
            done.add(name)
            linker.statements.append(
                Statement(
                    id=StatementId(f"{name}/promoted"),
                    subject=name,
                    property="promoted",
                    value=item,
                    evidence=tuple(span for one in leads for span in linker.evidence[one.key]),
                    stage="link",
                    rule="held_now",
                    because="the paper that these mentions attest is held",
                    certainty=1.0,
                )
            )


def _attested_id(paper: NotHeld) -> str:
    """A readable id from what is known of a paper, the same as long as that is the same."""
    first = paper.leads[0]
    parties = sorted(first.sender), sorted(first.addressee)
    known = paper.date.partition("/")[0] or first.number or "undated"
    kind = first.kind or "paper"
    words = "" if paper.date or first.number else first.words
    return f"attested-{known}-{kind}-{short_digest(known, kind, parties, words, size=4)}"
