"""Records and statements of links: what the rules found, joined with what editors decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.quotations import Checked, Verbatim
from herewith.algorithms.references.attesting import Lead, NotHeld, fate, lead, merge
from herewith.algorithms.references.belonging import Belonging
from herewith.algorithms.references.candidates import Index
from herewith.algorithms.references.mentions import Mentioned, read_mention
from herewith.algorithms.references.reading import Found
from herewith.algorithms.references.resolving import resolve
from herewith.errors import Place, Problem
from herewith.languages.references import reference_words
from herewith.model.collation import ItemId
from herewith.model.dates import HistoricalDate
from herewith.model.decision import Decision
from herewith.model.document import Document, DocumentId
from herewith.model.links import (
    Attested,
    AttestedStatus,
    Candidate,
    Mention,
    Quotation,
)
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import short_digest
from herewith.model.register import Enclosure, RegisterEntry, Status
from herewith.model.text import Delivered, Span

__all__ = ["Linker", "attested_of", "mentions_of", "quotations_of"]

STATUS: Mapping[str, Status] = {
    "accept": "accepted",
    "reject": "rejected",
    "set": "set",
    "unsure": "unsure",
}
BEHIND = 40
"""Source characters (tags) between a mention and the editor's note that belongs to it."""

_WORDS: tuple[Verbatim, ...] = (
    *("exact", "normalised", "elided", "altered", "paraphrase", "not_found"),
)
_VERDICTS: Mapping[str, Verbatim] = {str(word): word for word in _WORDS}
"""What an editor may call a quotation."""

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


@dataclass
class Linker:
    """Collects the links of a box: what is known to all documents, and what was found so far."""

    index: Index
    belongs: Belonging
    items: set[str]
    sources: Mapping[str, Delivered]
    decisions: Mapping[str, Decision]
    mentions: list[Mention] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    evidence: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def spans(self, document: Document, start: int, end: int) -> tuple[Span, ...]:
        """Source spans of a stretch of reading text, with what is delivered there."""
        out = []
        for source, low, high in document.locate(start, end):
            delivered = self.sources.get(str(source))
            quote = delivered.text[low:high] if delivered else document.text[start:end]
            out.append(Span(source, low, high, quote))
        return tuple(out)


def mentions_of(
    linker: Linker, document: Document, found: Sequence[Found], entry: RegisterEntry | None
) -> None:
    """The mentions of a document, their statements, and leads to papers not held."""
    seen: Counter[str] = Counter()
    own = linker.index.papers[str(document.id)]
    for one in found:
        words = document.text[one.start : one.end]
        seen[words] += 1
        name = f"{document.id}/mention-{short_digest(words, seen[words])}"
        mention = _decided(linker, _mention(linker, document, name, one))
        linker.mentions.append(mention)
        if mention.mention_status == "attested" and mention.status != "rejected":
            status, told = _fate(linker, document, one)
            linker.leads.append(lead(name, one.mentioned, own, words, status))
            linker.evidence[name] = (*mention.evidence, *told)
    for enclosure in entry.enclosures if entry else ():
        _enclosed(linker, document, enclosure)


def _mention(linker: Linker, document: Document, name: str, found: Found) -> Mention:
    said, answer = found.mentioned, found.resolution
    target = answer.target if answer.status == "resolved" and answer.target else None
    return Mention(
        id=name,
        document=document.id,
        start=found.start,
        end=found.end,
        text=document.text[found.start : found.end],
        evidence=linker.spans(document, found.start, found.end),
        kind=said.kind,
        number=said.numbers[0].value if said.numbers else "",
        date=_date(said),
        mention_status=answer.status,
        target=ItemId(target) if target else None,
        candidates=tuple(
            Candidate(ItemId(c.item), DocumentId(c.paper), c.probability, c.because)
            for c in answer.choices
        ),
        because=answer.because,
        rule=found.rule,
    )


def _date(said: Mentioned) -> HistoricalDate | None:
    """The likeliest day of a mention."""
    if not said.dates:
        return None
    near = said.dates[0]
    inferred = "" if near.sure_year else "year from the document's date"
    day = near.days[0]
    return HistoricalDate(near.written, day.isoformat(), day, day, "day", inferred=inferred)


def _decided(linker: Linker, mention: Mention) -> Mention:
    """The mention with the editors' word on its target, and the statement of it."""
    name = f"{mention.id}/target"
    decision = linker.decisions.get(name)
    machine = mention.target
    certainty = mention.candidates[0].score if mention.candidates else 0.0
    if decision is not None:
        mention = _with_decision(linker, mention, decision)
    linker.statements.append(
        Statement(
            id=StatementId(name),
            subject=mention.id,
            property="target",
            value=mention.target,
            evidence=mention.evidence,
            stage="link",
            rule=mention.rule,
            because="; ".join((mention.mention_status, *mention.because)),
            certainty=certainty if mention.status == "proposed" else 1.0,
            status=mention.status,
            original_value=machine if machine != mention.target else None,
        )
    )
    return mention


def _with_decision(linker: Linker, mention: Mention, decision: Decision) -> Mention:
    """What an editor's word makes of a mention: a link, no link, or an open question."""
    why = (f"{decision.by}: {decision.because or 'no reason given'}",)
    status = STATUS[decision.judgement]
    target, state = mention.target, mention.mention_status
    if decision.judgement == "set":
        target, state = _wanted(linker, decision), "resolved"
        if target is None:
            state = "attested"
    elif decision.judgement == "reject":
        target, state = None, "ambiguous"
    elif decision.judgement == "accept" and target is None and state == "suggested":
        target, state = mention.candidates[0].item, "resolved"
    return replace(mention, target=target, mention_status=state, because=why, status=status)


def _wanted(linker: Linker, decision: Decision) -> ItemId | None:
    """The item an editor set; none for an empty value. An unknown item is reported and kept."""
    if not decision.value:
        return None
    wanted = str(decision.value)
    item = linker.belongs.own.get(wanted, wanted)
    if item not in linker.items:
        place = decision.place or Place("decisions", record=decision.id)
        said = f"{decision.target} is set to {wanted}, which is no item or document of this project"
        linker.problems.append(Problem("L103", "warning", said, place))
    return ItemId(item)


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


def attested_of(linker: Linker) -> list[Attested]:
    """Papers attested and not held, with the editors' word on each."""
    out: list[Attested] = []
    taken: set[str] = set()
    for paper in merge(linker.leads):
        name = _attested_id(paper)
        if name in taken:
            name = f"{name}-{short_digest(paper.leads[0].key, size=4)}"
        taken.add(name)
        decision = linker.decisions.get(f"{name}/attested")
        status = STATUS[decision.judgement] if decision else "proposed"
        description = paper.description
        if decision and decision.judgement == "set":
            description = str(decision.value)
        spans = tuple(span for one in paper.leads for span in linker.evidence[one.key])
        record = Attested(
            id=name,
            description=description,
            date=paper.date,
            sender=paper.sender,
            addressee=paper.addressee,
            evidence=spans,
            attested_by=tuple(one.key for one in paper.leads),
            attested_status=paper.status,
            searched=f"{len(linker.index.papers)} documents of this project",
            status=status,
        )
        out.append(record)
        said = f"{len(paper.leads)} mention(s), none of which fits a document held"
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
    return out


def _attested_id(paper: NotHeld) -> str:
    """A readable id from what is known of a paper, the same as long as that is the same."""
    first = paper.leads[0]
    parties = sorted(first.sender), sorted(first.addressee)
    known = paper.date or first.number or "undated"
    kind = first.kind or "paper"
    words = "" if paper.date or first.number else first.words
    return f"attested-{known}-{kind}-{short_digest(known, kind, parties, words, size=4)}"


def quotations_of(
    linker: Linker,
    document: Document,
    checked: Iterable[Checked],
    documents: Mapping[str, Document],
) -> list[Quotation]:
    """Quotations worth keeping: said to come from a paper, or found in one."""
    out: list[Quotation] = []
    seen: Counter[str] = Counter()
    for one in checked:
        claimed = bool(one.claim.dates) and not one.claim.loose
        found = one.verdict.verbatim != "not_found"
        if one.left_alone or not (found or (claimed and _says_paper(document, one))):
            continue
        words = one.marked.text
        seen[words] += 1
        name = f"{document.id}/quotation-{short_digest(words, seen[words])}"
        out.append(_quotation(linker, document, name, one, documents))
    return out


def _says_paper(document: Document, one: Checked) -> bool:
    """Whether a word for a paper stands in the sentence of a quotation that was not found."""
    said = document.text[max(0, one.marked.start - 200) : one.marked.start].lower()
    words = reference_words(document.language)
    return any(
        re.search(rf"\b{noun}\b", said) for noun, k in words.nouns.items() if k in words.strong
    )


def _quotation(
    linker: Linker,
    document: Document,
    name: str,
    one: Checked,
    documents: Mapping[str, Document],
) -> Quotation:
    verdict = one.verdict
    cited = {linker.belongs.own.get(key, key) for key in one.cited}
    target = documents.get(verdict.key or "")
    proof = linker.spans(document, one.marked.start, one.marked.end)
    against = linker.spans(target, verdict.start, verdict.end) if target else ()
    decision = linker.decisions.get(f"{name}/verbatim")
    status = STATUS[decision.judgement] if decision else "proposed"
    said = verdict.verbatim
    if decision and decision.judgement == "set" and decision.value in _VERDICTS:
        said = _VERDICTS[str(decision.value)]
    record = Quotation(
        id=name,
        document=document.id,
        start=one.marked.start,
        end=one.marked.end,
        text=one.marked.text,
        evidence=proof,
        cited_date=one.cited_date,
        cited_item=ItemId(cited.pop()) if len(cited) == 1 else None,
        verbatim=said,
        place=one.place,
        target=target.id if target else None,
        target_start=verdict.start,
        target_end=verdict.end,
        differences=verdict.differences,
        reason=one.reason,
        rule=one.claim.rule or "no_claim",
        status=status,
    )
    because = f"{decision.by}: {decision.because}" if decision else one.reason
    linker.statements.append(
        Statement(
            id=StatementId(f"{name}/verbatim"),
            subject=name,
            property="verbatim",
            value=said,
            evidence=(*proof, *against),
            stage="link",
            rule=record.rule,
            because=because,
            certainty=round(verdict.share, 3) if decision is None else 1.0,
            status=status,
            original_value=verdict.verbatim if said != verdict.verbatim else None,
        )
    )
    return record
