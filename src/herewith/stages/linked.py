"""Records and statements of links: what the rules found, joined with what editors decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from herewith.algorithms.quotations import Checked, Verbatim
from herewith.algorithms.references.mentions import Mentioned
from herewith.algorithms.references.reading import Found
from herewith.errors import Place, Problem
from herewith.languages.references import reference_words
from herewith.model.collation import ItemId
from herewith.model.dates import HistoricalDate
from herewith.model.decision import Decision, status_of
from herewith.model.document import Document, DocumentId
from herewith.model.links import (
    Candidate,
    Mention,
    Quotation,
)
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import short_digest
from herewith.stages.linker import Linker

__all__ = ["mentions_of", "quotations_of"]

_WORDS: tuple[Verbatim, ...] = (
    *("exact", "normalised", "elided", "altered", "paraphrase", "not_found"),
)
_VERDICTS: Mapping[str, Verbatim] = {str(word): word for word in _WORDS}
"""What an editor may call a quotation."""


def mentions_of(
    linker: Linker, document: Document, found: Sequence[Found]
) -> tuple[tuple[Mention, Found], ...]:
    """The mentions of a document with what was found, and their statements."""
    seen: Counter[str] = Counter()
    out: list[tuple[Mention, Found]] = []
    for one in found:
        words = document.text[one.start : one.end]
        seen[words] += 1
        name = f"{document.id}/mention-{short_digest(words, seen[words])}"
        mention = _decided(linker, _mention(linker, document, name, one))
        linker.mentions.append(mention)
        out.append((mention, one))
    return tuple(out)


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
    status = status_of(decision)
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
    status = status_of(decision)
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
