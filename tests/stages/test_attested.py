"""What is attested and not held: where it comes from, and what becomes of it when it is found."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from tests.volume import document

from herewith.algorithms.references.attesting import Numbered, left_out
from herewith.algorithms.references.completeness import find_claims
from herewith.model.collation import Item, ItemId, Witness
from herewith.model.decision import Decision
from herewith.model.document import Document, Furniture
from herewith.model.links import Attested, Mention
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement
from herewith.model.text import Delivered, Source, SourceId, Visible
from herewith.stages.link import Link

ANSWER = document(
    "d2",
    "Letter From President Marlow to Premier Hentzau",
    "1961-05-20",
    "Dear Mr. Premier: In your letter of May 8 you asked for pilots. I repeat what I said in my "
    "letter of May 2.",
)
FIRST = document(
    "d1",
    "Letter From President Marlow to Premier Hentzau",
    "1961-05-02",
    "Dear Mr. Premier: The harbour is to be opened to the pilots of both countries.",
)


def run(*documents: Document, decisions: Mapping[str, Decision] | None = None) -> Outcome:
    items = [
        Item(ItemId(f"item-{d.id}"), None, "", "", (), (), (Witness("A", d.id, "original", "en"),))
        for d in documents
    ]
    unit = Unit("box", (*documents, *items))
    return Link().work(unit, Context({}, {}, decisions or {}))


def attested(outcome: Outcome) -> dict[str, Attested]:
    return {r.date: r for r in outcome.records if isinstance(r, Attested)}


def statement(outcome: Outcome, name: str) -> Statement:
    (found,) = [s for s in outcome.statements if s.id == name]
    return found


def test_a_paper_that_comes_in_later_is_promoted_and_keeps_its_evidence() -> None:
    before = run(ANSWER)
    lost = attested(before)["1961-05-02"]
    after = run(FIRST, ANSWER)
    assert "1961-05-02" not in attested(after)
    assert "1961-05-08" in attested(after)
    told = statement(after, f"{lost.id}/promoted")
    assert told.value == "item-vol#d1"
    assert told.evidence == lost.evidence
    (mention,) = [
        r for r in after.records if isinstance(r, Mention) and r.text == "my letter of May 2"
    ]
    assert mention.target == "item-vol#d1"


def test_an_editor_may_write_that_a_paper_was_asked_for() -> None:
    lost = attested(run(ANSWER))["1961-05-02"]
    assert lost.request == "not_requested"
    target = f"{lost.id}/request"
    decision = Decision(
        "d", target, "set", "requested", "EB", "1990-01-02", "letter to the archive"
    )
    asked = attested(run(ANSWER, decisions={target: decision}))["1961-05-02"]
    assert asked.request == "requested"


def test_a_note_that_a_paper_was_not_found_attests_it_without_a_mention() -> None:
    text = "The talks went on. He spoke of Embdes 77"
    note = "<note>Not found.</note>"
    whole = f"{text}{note} at length."
    own = document("d5", "Memorandum From Ames to Wray", "1961-05-20", text)
    own = Document(
        **{
            **{name: getattr(own, name) for name in Document.__slots__},
            "notes": (
                Furniture("n", "footnote", SourceId("vol"), len(text), len(text) + len(note), ""),
            ),
        }
    )
    source = Source(SourceId("vol"), "vol.xml", "", "", "utf-8", 1.0, len(whole), len(whole))
    delivered = Delivered(source, whole, (Visible(0, len(whole)),), (), "tei")
    done = Link().work(Unit("box", (own, delivered)), Context({}, {}, {}))
    (paper,) = [r for r in done.records if isinstance(r, Attested)]
    assert paper.attested_status == "not_found"
    assert paper.evidence[-1].quote == note


def row(*numbers: int) -> list[Numbered]:
    return [
        Numbered(
            f"d{n}",
            "telegram",
            "telegram a > b",
            n,
            datetime.date(1961, 5, n % 28 + 1),
            frozenset("a"),
            frozenset("b"),
            ("A", "B"),
        )
        for n in numbers
    ]


def test_a_number_left_out_of_a_dense_row_is_attested_with_its_days() -> None:
    (gap,) = left_out(row(4, 5, 6, 8, 9))
    assert (gap.number, gap.earliest.day, gap.latest.day) == (7, 7, 9)
    assert (gap.before, gap.after) == ("d6", "d8")


def test_a_selection_of_numbers_leaves_nothing_out() -> None:
    assert not left_out(row(4, 9, 13, 22))
    assert not left_out(row(4, 5, 7))


def test_claims_of_completeness_are_read_in_both_languages() -> None:
    english = "The volume contains the complete correspondence. It was a full day of letters."
    russian = "В книге собраны двадцать пять документов. В сборник вошла вся переписка."
    assert [(c.kind, c.count) for c in find_claims(english, "en")] == [("whole", None)]
    assert [(c.kind, c.count) for c in find_claims(russian, "ru")] == [
        ("number", 25),
        ("whole", None),
    ]


def test_a_claim_is_counted_against_what_is_held() -> None:
    preface = document(
        "d9", "Preface", "1990-01-01", "This volume prints all the letters of the two men."
    )
    counted = document("d8", "Preface", "1990-01-01", "The volume contains five letters.")
    done = run(FIRST, ANSWER, preface, counted)
    values = {s.subject: s.value for s in done.statements if s.property == "completeness"}
    five = values["vol#d8"]
    assert isinstance(five, dict)
    assert (five["verdict"], five["count"], five["held"]) == ("contradicted", 5, 2)
    whole = values["vol#d9"]
    assert isinstance(whole, dict)
    assert (whole["verdict"], whole["attested"]) == ("contradicted", 1)
