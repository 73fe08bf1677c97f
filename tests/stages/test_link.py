"""The stage link: records, statements, and the editors' word on them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from tests.volume import document

from herewith.algorithms.references.papers import papers
from herewith.model.collation import Item, ItemId, Witness
from herewith.model.decision import Decision, Judgement
from herewith.model.links import Attested, Mention, Quotation
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome
from herewith.stages.link import Link

TEXTS = {
    "d1": (
        "Letter From Premier Hentzau to President Marlow",
        "1961-05-08",
        "Dear Mr. President: No government can leave its coast open to such a danger, and mine "
        "will not do so. I await your answer.",
    ),
    "d2": (
        "Letter From President Marlow to Premier Hentzau",
        "1961-05-20",
        "Dear Mr. Premier: I have your letter of May 8. You wrote on May 8 that “no government "
        "can leave its harbour open to such a danger.” My letter of May 2 has not been found. "
        "I spoke of it again in my letter of May 2, and of your “open coast” too.",
    ),
}


DOCUMENTS = tuple(document(name, *told) for name, told in TEXTS.items())
ITEMS = tuple(
    Item(ItemId(f"item-{name}"), None, "", "", (), (), (Witness("A", d.id, "original", "en"),))
    for name, d in zip(TEXTS, DOCUMENTS, strict=True)
)


def _run(decisions: Mapping[str, Decision] | None = None) -> Outcome:
    unit = Unit("box", (*DOCUMENTS, *ITEMS))
    return Link().work(unit, Context({}, {}, decisions or {}))


def _of(outcome: Outcome, text: str) -> Mention:
    return next(r for r in outcome.records if isinstance(r, Mention) and r.text == text)


def _decision(target: str, judgement: Judgement, value: object = None) -> dict[str, Decision]:
    return {target: Decision("d", target, judgement, value, "EB", "1990-01-01", "I know better")}


def test_a_mention_is_resolved_to_its_item_and_has_a_statement_with_evidence() -> None:
    outcome = _run()
    mention = _of(outcome, "your letter of May 8")
    assert (mention.mention_status, mention.target) == ("resolved", "item-d1")
    (said,) = [s for s in outcome.statements if s.id == f"{mention.id}/target"]
    assert said.value == "item-d1"
    (span,) = said.evidence
    assert span.quote == "your letter of May 8"


def test_every_statement_has_evidence_a_rule_and_a_reason_and_its_own_id() -> None:
    statements = _run().statements
    assert len({s.id for s in statements}) == len(statements)
    assert all(s.evidence and s.rule and s.because for s in statements)


def test_a_letter_not_held_is_attested_once_with_all_its_mentions() -> None:
    outcome = _run()
    (paper,) = [r for r in outcome.records if isinstance(r, Attested)]
    assert (paper.date, paper.attested_status) == ("1961-05-02", "not_found")
    assert paper.sender == ("President Marlow",)
    assert len(paper.attested_by) == len(paper.evidence) == 2


def test_a_quotation_is_verified_and_a_term_is_left_alone() -> None:
    (found,) = [r for r in _run().records if isinstance(r, Quotation)]
    assert (found.verbatim, found.place, found.target) == ("altered", "as_cited", "vol#d1")
    assert found.differences == (("harbour", "coast"),)
    assert (found.cited_date, found.cited_item) == ("1961-05-08", "item-d1")


def test_an_editor_may_set_another_item_and_the_machines_answer_is_kept() -> None:
    target = f"{_of(_run(), 'your letter of May 8').id}/target"
    outcome = _run(_decision(target, "set", "item-d2"))
    mention = _of(outcome, "your letter of May 8")
    assert (mention.target, mention.status, mention.mention_status) == (
        "item-d2",
        "set",
        "resolved",
    )
    (said,) = [s for s in outcome.statements if s.id == target]
    assert (said.value, said.original_value) == ("item-d2", "item-d1")


def test_a_rejected_link_stays_visible_and_points_nowhere() -> None:
    target = f"{_of(_run(), 'your letter of May 8').id}/target"
    mention = _of(_run(_decision(target, "reject")), "your letter of May 8")
    assert (mention.target, mention.status, mention.mention_status) == (
        None,
        "rejected",
        "ambiguous",
    )
    assert mention.because == ("EB: I know better",)


def test_a_rejected_mention_attests_nothing() -> None:
    lost = [r for r in _run().records if isinstance(r, Mention) and r.mention_status == "attested"]
    decisions: dict[str, Decision] = {}
    for mention in lost:
        decisions |= _decision(f"{mention.id}/target", "reject")
    assert not [r for r in _run(decisions).records if isinstance(r, Attested)]


def test_an_unknown_item_in_a_decision_is_reported() -> None:
    target = f"{_of(_run(), 'your letter of May 8').id}/target"
    (problem,) = _run(_decision(target, "set", "no-such-item")).problems
    assert problem.code == "L103"


def test_the_same_box_gives_the_same_records_and_no_documents_no_unit() -> None:
    assert _run() == _run()
    assert not list(Link().units({}, Context({}, {}, {})))


def test_cards_are_dated_by_the_format() -> None:
    assert papers(DOCUMENTS)[0].day == datetime.date(1961, 5, 8)


def test_words_borrowed_from_two_places_of_one_paper_are_two_records() -> None:
    said = (
        "the grain ships shall pass the narrows by daylight only, under the flag of the commission"
    )
    own = (
        "Nobody at the table had expected to hear of cargoes again, least of all from him, and the "
        "younger men looked up from their papers while the kettle went cold on the stove."
    )
    told = (
        "The harbour office reports that eleven lighters were counted at dusk off the northern mole, "
        "that two of them carried no lamp, that the watch fired once into the air and that nobody was "
        "hurt; a fuller account of the night, with a sketch of the berths, is in preparation here."
    )
    first = document(
        "d1",
        "Note to the Embassy",
        "1961-05-01",
        f"{told} He held that {said}. I repeat that {said}.",
    )
    later = document("d2", "Memorandum", "1961-06-01", f"{own} We were told that {said}. {own}")
    outcome = Link().work(Unit("box", (first, later)), Context({}, {}, {}))
    found = [r for r in outcome.records if isinstance(r, Quotation) and r.rule == "unmarked"]
    assert len({r.id for r in found}) == len(found)
    assert len({s.id for s in outcome.statements}) == len(outcome.statements)
    assert [r.target_start < 300 for r in sorted(found, key=lambda r: r.target_start)] == [
        True,
        False,
    ]
