"""The register of invented papers: every value on the page, none that is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from herewith.algorithms.register.audit import audit
from herewith.model.decision import Decision
from herewith.model.document import Document, DocumentId, Passage, Run
from herewith.model.protocols import Context, Unit
from herewith.model.register import Enclosure, RegisterEntry
from herewith.model.text import SourceId
from herewith.stages.register import Register

MEMO = """DEPARTMENT OF MARINE
PORT ALDEN

March 8, 1958

SECRET

MEMORANDUM FOR MR. Harold T. Winslow
THE PRESIDENT'S HOUSE

Subject: Letter to the President from Chairman Orlov,
dated February 27, 1958.

Forwarded herewith are the original text and the official translation of the letter. The
official translation has been compared with the broadcast version and no differences in substance were noted.

Julian K. Ames
Executive Secretary

Enclosures:

1. Letter to the President from Chairman Orlov, dated February 27.
2. Official translation."""

TRANSLATION = """(TRANSLATION)

LS NO. 4711
T-9/R-2
Russian

Dear Mr. President,

I have read your message of February 20 with attention and shall answer every point of it in turn.

Respectfully,

V. Orlov

February 27, 1958"""

ORIGINAL = """Уважаемый господин Президент,

Получил Ваше послание от 20 февраля с.г. и прочитал его с большим вниманием.

С уважением

В. Орлов

28 февраля 1958 года"""

TELEGRAM = """TEHRAN 04185
0 131310Z OCT 69
FM
AMEMBASSY TEHRAN
TO
SECSTATE WASHDC IMMEDIATE 9510
SUBJ:
DESIRE FOR LARGER SHIPMENTS
1. MINISTER SAID ONE IMPORTANT SUBJECT WAS THE SHIPMENTS WHICH HE WISHED TO SEE MUCH LARGER THAN THEY ARE.
HAVEN"""

NOTE = """Министерство Морских Дел свидетельствует своё уважение Посольству Республики Калмер и имеет честь препроводить при этом письмо Председателя В. Орлова Президенту Республики.

Москва, 28 февраля 1958 года."""


def document(name: str, text: str, language: str = "en", start: int = 0) -> Document:
    source = SourceId("box")
    return Document(
        id=DocumentId(name),
        kind=None,
        language=language,
        pages=(),
        passages=(Passage(source, start, start + len(text), "body", flow=False),),
        text=text,
        runs=(Run(0, len(text), source, start, start + len(text)),),
        complete=True,
    )


def register(
    *documents: Document, decisions: Mapping[str, Decision] | None = None, **settings: object
) -> dict[str, RegisterEntry]:
    context = Context(settings, {}, decisions or {})
    outcome = Register().work(Unit("box", documents), context)
    return {str(e.id): e for e in outcome.records if isinstance(e, RegisterEntry)}


@pytest.fixture
def memo() -> RegisterEntry:
    return register(document("memo", MEMO))["memo"]


def test_a_memorandum_names_its_date_parties_and_subject(memo: RegisterEntry) -> None:
    assert memo.kind is not None
    assert memo.date is not None
    assert memo.subject is not None
    assert memo.classification is not None
    assert memo.kind.value == "memorandum"
    assert memo.date.value.date.edtf == "1958-03-08"
    assert memo.subject.value.startswith("Letter to the President from Chairman Orlov")
    assert memo.subject.value.endswith("dated February 27, 1958.")
    assert [f.value.name for f in memo.addressee] == ["MR. Harold T. Winslow"]
    assert [f.value.name for f in memo.sender] == ["Julian K. Ames"]
    assert memo.classification.value.normal == "SECRET"


def test_every_value_quotes_the_words_it_was_read_from(memo: RegisterEntry) -> None:
    fields = [memo.kind, memo.date, memo.subject, memo.classification, *memo.sender]
    for field in fields:
        assert field is not None
        for span in field.evidence:
            assert MEMO[span.start : span.end] == span.quote


def test_a_claim_of_comparison_is_kept_as_a_claim(memo: RegisterEntry) -> None:
    assert len(memo.claims) == 1
    assert "no differences in substance" in memo.claims[0].value
    assert "N107" in {problem.code for problem in memo.problems}


def test_the_paper_filed_beside_the_memorandum_is_not_its_enclosure() -> None:
    entries = register(
        document("memo", MEMO),
        document("translation", TRANSLATION, start=2000),
        document("original", ORIGINAL, "ru", start=4000),
    )
    letter, translation = entries["memo"].enclosures
    assert letter.held is False
    assert "original is of 1958-02-28, not 1958-02-27" in letter.because
    assert translation.held is True
    assert translation.target == "translation"
    assert "N106" in {problem.code for problem in entries["memo"].problems}


def test_an_enclosure_is_held_where_a_paper_of_its_date_stands_with_it() -> None:
    right = ORIGINAL.replace("28 февраля", "27 февраля")
    entries = register(document("memo", MEMO), document("original", right, "ru", start=4000))
    assert entries["memo"].enclosures[0].held is True
    assert entries["memo"].enclosures[0].target == "original"


def test_an_enclosure_may_lie_in_another_source_and_be_known_by_its_writer() -> None:
    right = ORIGINAL.replace("28 февраля", "27 февраля")
    elsewhere = document("original", right, "ru")
    moved = replace(
        elsewhere,
        passages=tuple(replace(p, source=SourceId("other")) for p in elsewhere.passages),
        runs=tuple(replace(r, source=SourceId("other")) for r in elsewhere.runs),
    )
    entries = register(
        document("memo", MEMO), document("translation", TRANSLATION, start=2000), moved
    )
    assert [e.held for e in entries["memo"].enclosures] == [True, True]
    english = replace(
        moved, id=DocumentId("print"), language="en", text=TRANSLATION.split("Russian")[1]
    )
    entries = register(
        document("memo", MEMO), document("translation", TRANSLATION, start=2000), english
    )
    assert entries["memo"].enclosures[0].held is False


def test_to_attach_importance_is_no_enclosure() -> None:
    text = "March 3, 1958\n\nDear Mr. Winslow:\n\nI attach great importance to moving forward promptly in this."
    assert register(document("m", text))["m"].enclosures == ()


def test_a_memorandum_alone_does_not_say_what_is_held() -> None:
    assert [e.held for e in register(document("memo", MEMO))["memo"].enclosures] == [None, None]


def test_a_translation_names_its_numbers_and_the_language_it_was_made_from() -> None:
    entry = register(document("translation", TRANSLATION))["translation"]
    assert entry.source_language is not None
    assert entry.source_language.value == "ru"
    assert entry.kind is not None
    assert entry.kind.value == "letter"
    assert {("language_service", "4711"), ("translator", "T-9/R-2")} == {
        (f.value.kind, f.value.normal) for f in entry.numbers
    }
    assert [f.value.name for f in entry.sender] == ["V. Orlov"]


def test_a_russian_letter_is_dated_at_its_foot() -> None:
    entry = register(document("original", ORIGINAL, "ru"))["original"]
    assert entry.date is not None
    assert entry.date.value.date.edtf == "1958-02-28"
    assert [f.value.name for f in entry.sender] == ["В. Орлов"]
    assert entry.addressee == ()


def test_a_telegram_names_its_posts_in_their_usual_form() -> None:
    entry = register(document("cable", TELEGRAM))["cable"]
    assert entry.kind is not None
    assert entry.kind.value == "telegram"
    assert [f.value.normal for f in entry.sender] == ["the Embassy in Iran"]
    assert [f.value.normal for f in entry.addressee] == ["Department of State"]
    assert ("telegram", "4185") in {(f.value.kind, f.value.normal) for f in entry.numbers}
    assert entry.date is not None
    assert entry.date.value.date.edtf == "1969-10-13T13:10Z"
    assert entry.subject is not None
    assert entry.subject.value == "DESIRE FOR LARGER SHIPMENTS"


def test_a_note_verbale_is_from_office_to_office_and_carries_its_letter() -> None:
    entries = register(document("note", NOTE, "ru"), document("letter", ORIGINAL, "ru", start=900))
    note = entries["note"]
    assert note.kind is not None
    assert note.kind.value == "note verbale"
    assert [f.value.name for f in note.sender] == ["Министерство Морских Дел"]
    assert [f.value.name for f in note.addressee] == ["Посольству Республики Калмер"]
    assert note.place is not None
    assert note.place.value == "Москва"
    assert [e.held for e in note.enclosures] == [True]


@pytest.mark.parametrize(
    "text", ["", "A word.", "12", "To be or not to be.\n\nFrom here on we may march."]
)
def test_what_is_not_on_the_page_is_not_guessed(text: str) -> None:
    if not text:
        return
    entry = register(document("scrap", text))["scrap"]
    assert (entry.date, entry.place, entry.subject, entry.classification) == (None,) * 4
    assert (entry.sender, entry.addressee, entry.numbers) == ((), (), ())


def test_no_marking_is_not_unclassified() -> None:
    assert (
        register(document("m", "A secret is safe with us, he said.\n\nWe agreed."))[
            "m"
        ].classification
        is None
    )


def test_an_editor_sets_rejects_and_adds_values() -> None:
    plain = register(document("memo", MEMO))["memo"]
    sender = plain.sender[0].statement
    decisions = {
        "memo/date": Decision("a", "memo/date", "set", "1958-03-09", "EB", "2001-01-01", "stamp"),
        sender: Decision("b", sender, "reject", None, "EB", "2001-01-01", "a clerk"),
        "memo/place": Decision(
            "c", "memo/place", "set", "Port Alden", "EB", "2001-01-01", "letterhead"
        ),
    }
    context = Context({}, {}, decisions)
    outcome = Register().work(Unit("box", (document("memo", MEMO),)), context)
    entry = outcome.records[0]
    assert isinstance(entry, RegisterEntry)
    assert entry.date is not None
    assert (entry.date.value.date.edtf, entry.date.status) == ("1958-03-09", "set")
    assert entry.sender[0].status == "rejected"
    assert entry.place is not None
    assert (entry.place.value, entry.place.rule) == ("Port Alden", "editor")
    said = {s.id: s for s in outcome.statements}
    assert said["memo/date"].original_value["date"]["edtf"] == "1958-03-08"  # type: ignore[index]


def test_a_value_that_cannot_be_a_date_is_a_problem_and_leaves_the_old_one() -> None:
    wrong = Decision("a", "memo/date", "set", "1958-13-45", "EB", "2001-01-01", "")
    entry = register(document("memo", MEMO), decisions={"memo/date": wrong})["memo"]
    assert entry.date is not None
    assert entry.date.value.date.edtf == "1958-03-08"
    assert "N111" in {problem.code for problem in entry.problems}


def test_dates_that_contradict_each_other_are_problems() -> None:
    text = "WASHINGTON\n\nMonday, March 8, 1958\n\n611.61/3–1258\n\nReceived March 2, 1958\n\nMEMORANDUM FOR Mr. Harold T. Winslow\n\nAll is well."
    codes = {
        p.code for p in register(document("m", text), first_year=1960, last_year=1965)["m"].problems
    }
    assert {"N101", "N102", "N103", "N105"} <= codes


def test_the_same_paper_gives_the_same_entry_and_statements_again() -> None:
    context, unit = Context({}, {}, {}), Unit("box", (document("memo", MEMO),))
    assert Register().work(unit, context) == Register().work(unit, context)
    ids = [s.id for s in Register().work(unit, context).statements]
    assert ids == sorted(set(ids))


def test_a_chart_is_not_held_where_only_texts_are() -> None:
    memo = RegisterEntry(
        id=DocumentId("memo"),
        source=SourceId("file"),
        start=0,
        end=1,
        enclosures=(Enclosure(1, "Chart of the anchorage.", None, None, (), "list"),),
    )
    (audited,) = audit([memo])
    assert audited.enclosures[0].held is False
    assert "chart" in audited.enclosures[0].because
