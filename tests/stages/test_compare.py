"""The stage compare: one comparison for each pair of witnesses, with the editors' word in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from herewith.model.collation import Collation, Item, ItemId, Witness
from herewith.model.decision import Decision
from herewith.model.document import Document, DocumentId, Passage, Run
from herewith.model.findings import Comparison
from herewith.model.protocols import Context
from herewith.model.provenance import Outcome
from herewith.model.text import SourceId
from herewith.stages.collate import Collate
from herewith.stages.compare import Compare

TEXT = "We shall leave the island within two weeks. If the mines are swept we shall return."
OTHER = TEXT.replace("two weeks", "three weeks")


def document(name: str, text: str) -> Document:
    source = SourceId(name)
    return Document(
        DocumentId(name), "letter", "en", (1,), (Passage(source, 0, len(text), "body"),), text,
        (Run(0, len(text), source, 0, len(text)),), True,
    )  # fmt: skip


def item(*names: str) -> Item:
    witnesses = tuple(
        Witness(name.upper(), DocumentId(name), "copy", "en", base=n == 0)
        for n, name in enumerate(names)
    )
    return Item(ItemId("letter"), "letter", "A letter", "1959-03-03", (), (), witnesses)


def context(**decisions: Decision) -> Context:
    return Context({}, {}, {d.target: d for d in decisions.values()})


def run(*texts: str, decisions: Context | None = None) -> list[Outcome]:
    names = "abcd"[: len(texts)]
    documents = [document(n, t) for n, t in zip(names, texts, strict=True)]
    one = item(*names)
    given = decisions or context()
    records: dict[type, list[object]] = {Item: [one], Document: [*documents]}
    made = [r for u in Collate().units(records, given) for r in Collate().work(u, given).records]
    records[Collation] = made
    stage = Compare()
    return [stage.work(unit, given) for unit in stage.units(records, given)]


def comparison(outcome: Outcome) -> Comparison:
    (made,) = outcome.records
    assert isinstance(made, Comparison)
    return made


def test_the_base_is_compared_with_every_other_witness() -> None:
    verdicts = [comparison(o).verdict for o in run(TEXT, OTHER, TEXT)]
    assert verdicts == ["differences_of_substance", "no_difference_of_substance"]


def test_every_finding_has_a_statement_with_evidence_and_reason() -> None:
    (outcome,) = run(TEXT, OTHER)
    statements = {s.id: s for s in outcome.statements}
    for found in comparison(outcome).findings:
        statement = statements[found.id]  # type: ignore[index]
        assert [span.quote for span in statement.evidence] == [found.a.text, found.b.text]
        assert statement.because == found.reason
        assert statement.rule == found.rule
    assert f"{comparison(outcome).id}/certificate" in statements


def test_a_rejected_finding_stays_visible_and_clears_the_verdict() -> None:
    (before,) = run(TEXT, OTHER)
    (found,) = comparison(before).findings
    word = Decision("d", found.id, "reject", None, "EB", "1990-01-02", "a slip of the copyist")
    (after,) = run(TEXT, OTHER, decisions=context(one=word))
    made = comparison(after)
    assert made.verdict == "no_difference_of_substance"
    assert [(f.id, f.status) for f in made.findings] == [(found.id, "rejected")]
    assert "slip of the copyist" in made.findings[0].reason


def test_an_editor_can_set_the_class_of_a_finding() -> None:
    (before,) = run(TEXT, OTHER)
    (found,) = comparison(before).findings
    word = Decision("d", found.id, "set", {"class": "nuance"}, "EB", "1990-01-02", "")
    (after,) = run(TEXT, OTHER, decisions=context(one=word))
    assert [(f.cls, f.status) for f in comparison(after).findings] == [("nuance", "set")]


@pytest.mark.parametrize("value", ["a trifle", {"class": "a trifle"}, {"severity": 3}, {}, []])
def test_what_cannot_be_the_class_of_a_finding_is_not_heeded(value: object) -> None:
    (before,) = run(TEXT, OTHER)
    (found,) = comparison(before).findings
    word = Decision("d", found.id, "set", value, "EB", "1990-01-02", "")
    (after,) = run(TEXT, OTHER, decisions=context(one=word))
    assert comparison(after).findings == (found,)


def test_the_certificate_is_signed_off_by_a_decision() -> None:
    (before,) = run(TEXT, TEXT)
    name = f"{comparison(before).id}/certificate"
    word = Decision("d", name, "accept", None, "EB", "1990-01-02", "")
    (after,) = run(TEXT, TEXT, decisions=context(one=word))
    assert comparison(after).statement.endswith("Signed off by EB, 1990-01-02.")
    assert {s.id: s.status for s in after.statements}[name] == "accepted"  # type: ignore[index]


def signed(name: str, state: str) -> Decision:
    return Decision("d", name, "accept", state, "EB", "1990-01-02", "read with care")


def test_a_signature_holds_for_the_state_that_was_signed() -> None:
    (before,) = run(TEXT, OTHER)
    made = comparison(before)
    word = signed(f"{made.id}/certificate", made.state)
    (after,) = run(TEXT, OTHER, decisions=context(one=word))
    assert comparison(after).signature == "valid"
    assert comparison(after).state == made.state


def test_a_later_change_of_the_text_marks_the_signature_stale() -> None:
    (before,) = run(TEXT, OTHER)
    made = comparison(before)
    word = signed(f"{made.id}/certificate", made.state)
    (after,) = run(TEXT, OTHER + " One more word.", decisions=context(one=word))
    assert comparison(after).signature == "stale"
    assert "Stale: the word of EB" in comparison(after).statement
    assert {s.id: s.status for s in after.statements}[f"{made.id}/certificate"] == "unsure"  # type: ignore[index]


def test_a_later_decision_marks_the_signature_stale() -> None:
    (before,) = run(TEXT, OTHER)
    made = comparison(before)
    word = signed(f"{made.id}/certificate", made.state)
    later = Decision("e", made.findings[0].id, "reject", None, "EB", "1990-02-02", "a misprint")
    (after,) = run(TEXT, OTHER, decisions=context(one=word, two=later))
    assert comparison(after).signature == "stale"


def test_the_same_records_give_the_same_outcome() -> None:
    assert run(TEXT, OTHER, TEXT) == run(TEXT, OTHER, TEXT)


def test_finding_ids_do_not_depend_on_what_stands_before_them() -> None:
    (here,) = run(TEXT, OTHER)
    first = "The weather is fine. "
    (there,) = run(first + TEXT, first + OTHER)
    assert [f.id for f in comparison(here).findings] == [f.id for f in comparison(there).findings]


def test_a_witness_with_a_declared_gap_makes_the_verdict_incomplete() -> None:
    from herewith.algorithms.substance.comparison import of_collation
    from herewith.model.document import Gap

    whole = document("a", TEXT)
    cut = TEXT.partition(" If")[0]
    short = document("b", cut)
    gap = Gap("g", short.id, SourceId("b"), None, None, len(cut), 2, 9, "page 2 is missing")
    short = replace(short, gaps=(gap,), complete=False)
    given = context()
    records = {Item: [item("a", "b")], Document: [whole, short]}
    (unit,) = Collate().units(records, given)
    (made,) = Collate().work(unit, given).records
    assert isinstance(made, Collation)
    done = of_collation(
        made, ("A", "B"), (whole, 0, len(TEXT), "A"), (short, 0, len(cut), "B"), name="c"
    )
    assert done.verdict == "incomplete"
    assert [f for f in done.findings if f.cls == "substance"] == []
    assert "Not held by the second text (B)" in done.statement


def test_words_that_a_third_witness_has_are_not_compared_with_the_one_that_lacks_them() -> None:
    from herewith.model.document import Gap

    cut = TEXT.partition(" If")[0]
    gap = Gap("g", DocumentId("a"), SourceId("a"), None, None, len(cut), 2, 9, "page 2 is missing")
    short = replace(document("a", cut), gaps=(gap,), complete=False)
    documents = [short, document("b", TEXT), document("c", TEXT)]
    records: dict[type, list[object]] = {Item: [item("a", "b", "c")], Document: [*documents]}
    given = context()
    made = [r for u in Collate().units(records, given) for r in Collate().work(u, given).records]
    records[Collation] = made
    for unit in Compare().units(records, given):
        done = comparison(Compare().work(unit, given))
        assert done.b.words == len(TEXT.split())
        assert done.b.compared == len(cut.split())
