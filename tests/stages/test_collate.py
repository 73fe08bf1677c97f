"""What the stage makes of items and documents: collations, statements, editors' decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from herewith.model.collation import Collation, Item, ItemId, Witness
from herewith.model.decision import Decision, Judgement
from herewith.model.document import Document, DocumentId, Gap, Layer, Passage, Run
from herewith.model.protocols import Context
from herewith.model.provenance import Outcome
from herewith.model.records import decode, encode
from herewith.model.text import SourceId
from herewith.stages.collate import Collate

A = "We note with joy the reply of the Regent and await his envoy in the port of Sarn."
B = "We note with fear the reply of the regent and await his envoy in the port of Sarn."
OFFSET = 100
"""Where each document begins in its source."""


def document(name: str, text: str, **changes: object) -> Document:
    source = SourceId(name)
    passage = Passage(source, OFFSET, OFFSET + len(text), "body")
    run = Run(0, len(text), source, OFFSET, OFFSET + len(text))
    made = Document(DocumentId(f"{name}#1"), "letter", "en", (1,), (passage,), text, (run,), True)
    return replace(made, **changes)  # type: ignore[arg-type]


def item(*witnesses: Witness) -> Item:
    return Item(ItemId("1959-03-11-regent"), "letter", "", "1959-03-11", (), (), witnesses)


def witness(siglum: str, name: str, language: str | None = "en", **changes: object) -> Witness:
    return replace(Witness(siglum, DocumentId(f"{name}#1"), "copy", language), **changes)  # type: ignore[arg-type]


def context(*decisions: Decision, **settings: object) -> Context:
    return Context(settings, {}, {d.target: d for d in decisions})


def work(made: Item, *documents: Document, with_: Context | None = None) -> Outcome:
    stage = Collate()
    given = with_ or context()
    (unit,) = stage.units({Item: [made], Document: documents}, given)
    return stage.work(unit, given)


def collation_of(outcome: Outcome) -> Collation:
    (made,) = outcome.records
    assert isinstance(made, Collation)
    return made


PAIR = item(witness("P", "print", base=True), witness("C", "copy"))
TEXTS = (document("print", A), document("copy", B))


def test_one_collation_for_an_item_and_language_with_its_base() -> None:
    made = collation_of(work(PAIR, *TEXTS))
    assert (made.id, made.language, made.sigla, made.base) == (
        "1959-03-11-regent/collation-en",
        "en",
        ("C", "P"),
        "P",
    )
    assert [[r.text for r in v.readings] for v in made.variations] == [
        ["joy", "fear"],
        ["Regent", "regent"],
    ]
    assert decode(Collation, encode(made)) == made


def test_languages_are_collated_apart_and_a_lone_witness_not_at_all() -> None:
    made = item(
        witness("A", "a"), witness("B", "b"), witness("R", "r", "ru"), witness("S", "s", "ru"),
        witness("F", "f", "fr"), witness("X", "x", status="rejected"),
    )  # fmt: skip
    documents = [document(name, A) for name in "abrsfx"]
    units = list(Collate().units({Item: [made], Document: documents}, context()))
    assert [unit.key for unit in units] == [
        "1959-03-11-regent/en",
        "1959-03-11-regent/ru",
    ]
    assert [len(unit.records) for unit in units] == [3, 3]


def test_offsets_are_into_the_reading_text_and_evidence_into_the_source() -> None:
    outcome = work(PAIR, *TEXTS)
    reading = collation_of(outcome).variations[0].readings[1]
    assert reading.spans == (("C", B.index("fear"), B.index("fear") + 4),)
    statement = next(s for s in outcome.statements if s.property == "variation")
    quoted = {(e.source, e.start - OFFSET, e.quote) for e in statement.evidence}
    assert quoted >= {("copy", B.index("fear"), "fear"), ("print", A.index("joy"), "joy")}


def test_a_testimony_within_a_telegram_is_collated_in_its_limits() -> None:
    head = "TELEGRAM 17 TO THE DEPARTMENT. "
    relay = document("telegram", f"{head}{B} END OF TEXT")
    made = item(
        witness("P", "print", base=True),
        witness("T", "telegram", start=len(head), end=len(head) + len(B)),
    )
    found = collation_of(work(made, document("print", A), relay))
    assert [v.kind for v in found.variations] == ["substitution", "case"]
    (span,) = found.variations[0].readings[1].spans
    assert relay.text[span[1] : span[2]] == "fear"


def test_a_gap_of_a_document_is_a_lacuna_with_the_words_of_the_others() -> None:
    cut = A.index("the reply")
    text = A[:cut] + "in the port of Sarn."
    gap = Gap(
        "g", DocumentId("copy#1"), SourceId("copy"), None, None, cut, 2, 12, "page 2 is missing"
    )
    outcome = work(PAIR, document("print", A), document("copy", text, gaps=(gap,)))
    made = collation_of(outcome)
    assert made.variations == ()
    (lacuna,) = dict(made.coverage)["C"].lacunae
    assert (lacuna.words, lacuna.estimate, lacuna.page, lacuna.at) == (9, 12, 2, cut)
    said = next(s.because for s in outcome.statements if s.id.endswith("coverage/C"))
    assert said == "9 of 9 words were compared; about 9 words of others fall into its gaps"


def test_layers_of_a_document_are_states_of_its_readings() -> None:
    layer = Layer("struck", B.index("fear"), B.index("fear") + 4, True, "a stroke")
    made = collation_of(work(PAIR, TEXTS[0], document("copy", B, layers=(layer,))))
    assert [(r.text, r.state) for r in made.variations[0].readings] == [
        ("joy", ""),
        ("fear", "doubtful"),
    ]
    assert made.variations[0].cls == "undetermined"


def decision(target: str, judgement: Judgement, value: object = None) -> Decision:
    return Decision("d", target, judgement, value, "EB", "1990-01-02", "seen in the original")


def test_an_editors_decision_is_in_the_record_and_in_the_statement() -> None:
    target = collation_of(work(PAIR, *TEXTS)).variations[0].id
    value = {"class": "form", "severity": "minor"}
    outcome = work(PAIR, *TEXTS, with_=context(decision(target, "set", value)))
    variation = collation_of(outcome).variations[0]
    assert (variation.cls, variation.status) == ("form", "set")
    assert variation.reason == "EB: seen in the original"
    statement = next(s for s in outcome.statements if s.id == target)
    assert statement.status == "set"
    assert statement.original_value is not None


def test_a_class_may_be_set_by_its_name_alone() -> None:
    target = collation_of(work(PAIR, *TEXTS)).variations[0].id
    made = collation_of(work(PAIR, *TEXTS, with_=context(decision(target, "set", "nuance"))))
    assert (made.variations[0].cls, made.variations[0].status) == ("nuance", "set")


@pytest.mark.parametrize("value", ["a trifle", {"class": "a trifle"}, {"lemma": 9}, {}, 3])
def test_what_cannot_be_said_of_a_variation_is_not_heeded(value: object) -> None:
    before = collation_of(work(PAIR, *TEXTS))
    word = decision(before.variations[0].id, "set", value)
    assert collation_of(work(PAIR, *TEXTS, with_=context(word))) == before


def test_a_rejected_variation_stays_visible_as_rejected() -> None:
    target = collation_of(work(PAIR, *TEXTS)).variations[1].id
    made = collation_of(work(PAIR, *TEXTS, with_=context(decision(target, "reject"))))
    assert [v.status for v in made.variations] == ["proposed", "rejected"]


def test_the_id_of_a_variation_survives_a_change_elsewhere() -> None:
    before = collation_of(work(PAIR, *TEXTS)).variations[0].id
    longer = document("print", f"{A} Given at the castle.")
    after = collation_of(work(PAIR, longer, TEXTS[1])).variations[0].id
    assert before == after


def test_rules_of_regularisation_come_with_the_settings_and_faults_are_problems() -> None:
    rules = [{"reading": "regent", "regularised": "Regent"}, {"reading": "x"}]
    outcome = work(PAIR, *TEXTS, with_=context(regularisation=rules))
    assert [v.cls for v in collation_of(outcome).variations] == ["substance", "none"]
    assert [p.code for p in outcome.problems] == ["C201"]


def test_the_majority_can_be_the_base() -> None:
    made = item(witness("P", "print", base=True), witness("C", "copy"), witness("D", "draft"))
    documents = (*TEXTS, document("draft", B))
    found = collation_of(work(made, *documents, with_=context(base="majority")))
    assert [v.readings[0].text for v in found.variations] == ["fear", "regent"]


def test_the_same_input_gives_the_same_outcome() -> None:
    assert encode(work(PAIR, *TEXTS)) == encode(work(PAIR, *TEXTS))
