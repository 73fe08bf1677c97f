"""What the papers of a box share, what they are to each other, and what one of them withholds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from herewith.algorithms.grouping import Card, links
from herewith.formats.reading import read
from herewith.model.decision import Decision
from herewith.model.document import Document
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome
from herewith.model.sharing import Blanked, SharedWording
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct
from herewith.stages.share import Share

FULL = (
    "The Minister received me alone. He said that Captain Orlo of the northern squadron had been "
    "told to mine the fairway on the night of the ninth, and that he would not obey. The Minister "
    "asked that this be kept from the press until the Council met. He added that two battalions "
    "would be moved to the islands before the end of the month, whatever the Council decided."
)
HEAD = "Telegram From the Embassy in Sarn to the Department of State"
DAY = "1961-05-04"


def volume(folder: Path, name: str, text: str, *, head: str = HEAD, day: str = DAY) -> Path:
    path = folder / f"{name}.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
        f'<div type="document" subtype="historical-document" xml:id="d1" n="1"><head>1. {head}</head>'
        f'<opener><dateline><date when="{day}">May 4, 1961</date></dateline></opener>'
        f"<p>{text}</p></div></body></text></TEI>",
        encoding="utf-8",
    )
    return path


def share(*paths: Path, decisions: Mapping[str, Decision] | None = None) -> Outcome:
    delivered: list[Delivered] = [read(path) for path in paths]
    documents: list[Document] = []
    for one in delivered:
        documents += reconstruct(one).documents
    stage, context = Share(), Context({}, {}, decisions or {})
    records = {Document: documents, Delivered: delivered}
    (unit,) = stage.units(records, context)
    assert isinstance(unit, Unit)
    return stage.work(unit, context)


def pairs(outcome: Outcome) -> list[SharedWording]:
    return [record for record in outcome.records if isinstance(record, SharedWording)]


def blanks(outcome: Outcome) -> list[Blanked]:
    return [record for record in outcome.records if isinstance(record, Blanked)]


def decided(target: str, judgement: str, value: object = None) -> dict[str, Decision]:
    made = Decision("d-1", target, judgement, value, "M. Arkin", "1999-01-02", "read both")  # type: ignore[arg-type]
    return {target: made}


def test_two_printings_of_one_paper_are_a_pair_with_the_missing_not_as_a_difference_of_substance(
    tmp_path: Path,
) -> None:
    one = volume(tmp_path, "first", FULL)
    other = volume(tmp_path, "second", FULL.replace("would not obey", "would obey"))
    outcome = share(one, other)
    (pair,) = pairs(outcome)
    assert (pair.kind, pair.status) == ("same_document", "proposed")
    (found,) = pair.differences
    assert (found.cls, found.facet) == ("substance", "polarity")
    assert found.a.text == "not"
    (statement,) = outcome.statements
    assert statement.id == pair.id
    assert statement.value == "same_document"
    texts = {read(path).source.id: read(path).text for path in (one, other)}
    for span in statement.evidence:
        assert texts[span.source][span.start : span.end] == span.quote


def test_the_difference_lies_at_its_place_in_both_reading_texts(tmp_path: Path) -> None:
    one = volume(tmp_path, "first", f"Secret. {FULL}")
    other = volume(tmp_path, "second", FULL.replace("two battalions", "three battalions"))
    (pair,) = pairs(share(one, other))
    (found,) = [f for f in pair.differences if f.facet == "quantity"]
    documents = [d for path in (one, other) for d in reconstruct(read(path)).documents]
    for side, document in zip((found.a, found.b), documents, strict=True):
        assert document.text[side.start : side.end] == side.text


def test_what_one_printing_withholds_is_a_place_with_the_words_of_the_other(tmp_path: Path) -> None:
    words = "Captain Orlo of the northern squadron"
    one = volume(tmp_path, "first", FULL.replace(words, "[less than 1 line not declassified]"))
    other = volume(tmp_path, "second", FULL)
    outcome = share(one, other)
    (place,) = blanks(outcome)
    assert place.release == "opened"
    best = place.considered[0]
    text = reconstruct(read(other)).documents[0].text
    assert text[best.start : best.end] == words
    assert [s.value for s in outcome.statements if s.id == place.id] == ["opened"]


def test_an_editors_remark_that_a_passage_cuts_off_is_no_difference(tmp_path: Path) -> None:
    end = (
        " of the fisheries and of a convention on the use of the harbour by both fleets in winter."
    )
    one = volume(
        tmp_path, "first", f"{FULL} [Here follows a discussion{end[:-1]}; see volume two.]"
    )
    other = volume(tmp_path, "second", f"{FULL} We then spoke at some length{end}")
    (pair,) = pairs(share(one, other))
    assert [f.a.text for f in pair.differences if f.cls == "substance"] == []


def test_an_editor_rejects_a_pair_and_nothing_is_opened_by_it(tmp_path: Path) -> None:
    words = "Captain Orlo of the northern squadron"
    one = volume(tmp_path, "first", FULL.replace(words, "[less than 1 line not declassified]"))
    other = volume(tmp_path, "second", FULL)
    (pair,) = pairs(share(one, other))
    outcome = share(one, other, decisions=decided(pair.id, "reject"))
    assert [p.status for p in pairs(outcome)] == ["rejected"]
    assert [b.release for b in blanks(outcome)] == ["nowhere_opened"]


def test_an_editor_gives_a_pair_another_kind_and_the_first_one_is_kept(tmp_path: Path) -> None:
    one, other = volume(tmp_path, "first", FULL), volume(tmp_path, "second", FULL)
    (pair,) = pairs(share(one, other))
    outcome = share(one, other, decisions=decided(pair.id, "set", "draft"))
    assert [p.kind for p in pairs(outcome)] == ["draft"]
    (statement,) = outcome.statements
    assert (statement.value, statement.original_value) == ("draft", "same_document")
    assert statement.status == "set"


def test_a_kind_that_is_none_is_a_problem_and_changes_nothing(tmp_path: Path) -> None:
    one, other = volume(tmp_path, "first", FULL), volume(tmp_path, "second", FULL)
    (pair,) = pairs(share(one, other))
    outcome = share(one, other, decisions=decided(pair.id, "set", "twin"))
    assert [p.kind for p in pairs(outcome)] == ["same_document"]
    assert [problem.code for problem in outcome.problems] == ["V102"]


def test_a_state_of_a_blank_that_is_none_is_a_problem(tmp_path: Path) -> None:
    one = volume(tmp_path, "first", FULL.replace("the Council met", "[text not declassified]"))
    (place,) = blanks(share(one))
    outcome = share(one, decisions=decided(place.id, "set", "left_out"))
    assert [b.release for b in blanks(outcome)] == ["left_out"]
    outcome = share(one, decisions=decided(place.id, "set", "perhaps"))
    assert [b.release for b in blanks(outcome)] == ["nowhere_opened"]
    assert [problem.code for problem in outcome.problems] == ["V102"]


def test_versions_of_one_paper_are_grouped_and_a_paper_of_another_day_is_not(
    tmp_path: Path,
) -> None:
    one = volume(tmp_path, "first", FULL)
    again = volume(tmp_path, "second", FULL)
    later = volume(tmp_path, "third", FULL, day="1963-02-01")
    shared = pairs(share(one, again, later))
    assert sorted((p.a[:5], p.b[:5], p.kind) for p in shared) == [
        ("first", "secon", "same_document"),
        ("first", "third", "reissue"),
        ("secon", "third", "reissue"),
    ]
    documents = [d for path in (one, again, later) for d in reconstruct(read(path)).documents]
    cards = [Card(d.id, "en", None, None, (), (), (), d.text) for d in documents]
    assert [(link.a[:5], link.b[:5]) for link in links(cards, shared)] == [("first", "secon")]


def test_a_pair_that_an_editor_rejected_groups_nothing(tmp_path: Path) -> None:
    one, other = volume(tmp_path, "first", FULL), volume(tmp_path, "second", FULL)
    (pair,) = pairs(share(one, other))
    shared = pairs(share(one, other, decisions=decided(pair.id, "reject")))
    documents = [d for path in (one, other) for d in reconstruct(read(path)).documents]
    cards = [Card(d.id, "en", None, None, (), (), (), d.text) for d in documents]
    assert links(cards, pairs(share(one, other)))
    assert links(cards, shared) == ()
