"""Mentions of other papers: found, read, and resolved or left open."""

from __future__ import annotations

import datetime

import pytest
from tests.volume import document

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.references.attesting import fate, lead, merge
from herewith.algorithms.references.belonging import Belonging
from herewith.algorithms.references.candidates import Index
from herewith.algorithms.references.carried import find_carried
from herewith.algorithms.references.detecting import detect
from herewith.algorithms.references.mentions import Mentioned, read_mention
from herewith.algorithms.references.numbers import numbered_runs
from herewith.algorithms.references.papers import Paper, papers
from herewith.algorithms.references.reading import at_anchor, find_mentions
from herewith.languages.references import reference_words

DAY = datetime.date(1961, 5, 20)


DOCUMENTS = (
    document(
        "d1",
        "1. Telegram From the Embassy in Ruritania to the Department of State",
        "1961-05-02",
        "Strelsau, May 2, 1961.\n\n411. The harbour was closed today without any warning.",
    ),
    document(
        "d2",
        "2. Telegram From the Department of State to the Embassy in Ruritania",
        "1961-05-04",
        "Washington, May 4, 1961.\n\n298. Your 411. Deliver following message from President "
        "Marlow to Premier Hentzau.\n\nDear Mr. Premier: I have learned of it.",
    ),
    document(
        "d3",
        "3. Letter From Premier Hentzau to President Marlow",
        "1961-05-08",
        "Dear Mr. President: I have received your message of May 4 and my answer is short.",
    ),
    document(
        "d4",
        "4. Letter From President Marlow to Premier Hentzau",
        "1961-05-20",
        "Dear Mr. Premier: I have your letter of May 8. In my message of the 4th, and again in my "
        "letter of May 11, I asked for patience. Embtel 411 reported otherwise.",
    ),
)
CARDS = papers(DOCUMENTS)
INDEX = Index(CARDS)


def _read(text: str, language: str = "en") -> Mentioned:
    dates = find_dates(text, language, context_date=DAY)
    return read_mention(text, len(text), dates, language, written=DAY)


def _numbers(text: str) -> list[tuple[str, str, bool]]:
    runs = numbered_runs(text, find_dates(text, "en", context_date=DAY), reference_words("en"))
    return [
        (run.head.side or run.head.owner, value, run.sure)
        for run in runs
        for *_, value in run.values
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Embtel 1041.", [("post", "1041", True)]),
        ("Deptels 12 and 14, May 3", [("department", "12", True), ("department", "14", True)]),
        ("your 1127.", [("yours", "1127", True)]),
        ("(your 322 May 16 and 241 May 20)", [("yours", "322", True), ("yours", "241", True)]),
        ("my telegram 72 [27]", [("mine", "72", True), ("mine", "27", True)]),
        ("SNIE 11–10–61", [("", "11-10-61", True)]),
        ("Strelsau 77", [("", "77", False)]),
    ],
)
def test_numbers_of_papers_are_read_with_what_stands_before_them(
    text: str, expected: list[tuple[str, str, bool]]
) -> None:
    assert _numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "with 31 men",
        "your 20 installations",
        "FY 1962",
        "paragraph 7",
        "U-235",
        "on May 3, 1961",
        "2,500 tons",
    ],
)
def test_numbers_of_other_things_are_no_papers(text: str) -> None:
    assert not [value for _, value, sure in _numbers(text) if sure]


def test_the_number_of_a_copy_is_not_that_of_the_paper() -> None:
    said = _read("Department telegram 88 repeated information Paris 18")
    assert ([n.value for n in said.numbers], said.side) == (["88"], "department")


def test_kind_owner_and_day_of_a_mention_are_read() -> None:
    said = _read("I thank you for your letter of the 11th")
    assert (said.kind, said.owner) == ("letter", "yours")
    assert said.dates[0].days[0] == datetime.date(1961, 5, 11)


def test_a_year_left_out_is_counted_back_and_never_far_ahead() -> None:
    assert _read("my memorandum of December 19").dates[0].days[0] == datetime.date(1960, 12, 19)


def test_an_editors_corrected_day_comes_before_the_printed_one() -> None:
    days = _read("Embtel 72, March 9 [12]").dates[0].days
    assert days[:2] == (datetime.date(1961, 3, 12), datetime.date(1961, 3, 9))


def test_words_for_a_day_count_from_the_day_of_the_text() -> None:
    assert _read("the message delivered yesterday").dates[0].days == (datetime.date(1961, 5, 19),)


def test_a_russian_mention_is_read() -> None:
    said = _read("Я получил Ваше письмо от 6 мая с.г.", "ru")
    assert (said.kind, said.owner) == ("letter", "yours")
    assert said.dates[0].days[0] == datetime.date(1961, 5, 6)


def _found(text: str, language: str = "en") -> list[str]:
    dates = find_dates(text, language, context_date=DAY)
    return [text[p.start : p.end] for p in detect(text, dates, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I have your letter of May 8, which pleased me.", ["your letter of May 8"]),
        (
            "the letter to the Premier from Mr. Marlow dated May 8",
            ["letter to the Premier from Mr. Marlow dated May 8"],
        ),
        ("I wrote to you on May 6 about it.", ["I wrote to you on May 6"]),
        ("the May 6 letter and Embtel 411, May 2.", ["May 6 letter", "Embtel 411, May 2"]),
        ("In the light of your letter I agree.", ["your letter"]),
        ("We met in this meeting room and spoke of notes and papers.", []),
        ("The ships sailed on May 6 with 31 men.", []),
    ],
)
def test_mentions_are_found_and_other_words_are_not(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


def test_russian_mentions_are_found() -> None:
    text = "В моем письме от 3 мая и в Вашем ответе об этом сказано."
    assert _found(text, "ru") == ["моем письме от 3 мая", "Вашем ответе"]


def _answers(name: str) -> dict[str, tuple[str, str | None]]:
    (document,) = [d for d in DOCUMENTS if d.id == f"vol#{name}"]
    found = find_mentions(document.text, INDEX.papers[f"vol#{name}"], INDEX)
    return {
        document.text[f.start : f.end]: (f.resolution.status, f.resolution.target) for f in found
    }


def test_mentions_are_resolved_by_number_and_by_day_and_owner() -> None:
    answers = _answers("d4")
    assert answers["your letter of May 8"] == ("resolved", "vol#d3")
    assert answers["Embtel 411"] == ("resolved", "vol#d1")
    assert _answers("d2")["Your 411"] == ("resolved", "vol#d1")


def test_a_letter_within_a_telegram_is_the_presidents_and_not_the_departments() -> None:
    assert _answers("d3")["your message of May 4"] == ("resolved", "vol#d2")
    carried = find_carried(DOCUMENTS[1].text, "en", {})
    assert carried is not None
    assert DOCUMENTS[1].text[carried.start :].startswith("Dear Mr. Premier")


def test_a_paper_that_is_not_held_is_attested_and_no_link_is_made() -> None:
    assert _answers("d4")["my letter of May 11"] == ("attested", None)


def test_an_anchor_is_found_across_line_ends_and_may_be_absent() -> None:
    own = INDEX.papers["vol#d4"]
    found = at_anchor(DOCUMENTS[3].text, "I have  your\nletter of May 8.", own, INDEX)
    assert found.resolution.target == "vol#d3"
    assert (
        at_anchor("Quite another text.", "your letter of May 8", own, INDEX).resolution.target
        == "vol#d3"
    )


def test_other_witnesses_of_the_text_are_never_meant() -> None:
    own = INDEX.papers["vol#d4"]
    found = at_anchor(DOCUMENTS[3].text, "your letter of May 8", own, INDEX, barred=["vol#d3"])
    assert found.resolution.target is None


def test_witnesses_of_one_item_share_their_probability() -> None:
    copy = document(
        "d9", "9. Letter From Premier Hentzau to President Marlow", "1961-05-08", DOCUMENTS[2].text
    )
    index = Index(papers((*DOCUMENTS, copy)))
    own = index.papers["vol#d4"]
    items = Belonging({"vol#d3": "letter", "vol#d9": "letter"})
    text = DOCUMENTS[3].text
    apart = at_anchor(text, "your letter of May 8", own, index).resolution
    joined = at_anchor(text, "your letter of May 8", own, index, belongs=items).resolution
    assert joined.target == "letter"
    assert joined.choices[0].probability > apart.choices[0].probability


def test_mentions_of_one_paper_not_held_are_merged_over_languages() -> None:
    own, other = CARDS[3], CARDS[2]
    mine = lead("a", _read("my letter of May 11"), own, "my letter of May 11", "not_identified")
    yours = lead("b", _read("Ваше письмо от 11 мая", "ru"), other, "Ваше письмо", "not_found")
    third = lead("c", _read("my letter of May 12"), own, "my letter of May 12", "not_identified")
    first, second = merge([mine, yours, third])
    assert [one.key for one in first.leads] == ["a", "b"]
    assert (first.date, first.status) == ("1961-05-11", "not_found")
    assert first.description.startswith("Letter from President Marlow to Premier Hentzau")
    assert second.date == "1961-05-12"


def test_the_fate_of_a_paper_is_read_in_its_own_sentence_only() -> None:
    text = "His letter of May 3 came. The note could not be found."
    assert fate(text, 4, 19, "en") is None
    assert fate(text, 30, 34, "en") == "not_found"


def test_cards_know_sides_numbers_and_parties() -> None:
    card: Paper = CARDS[0]
    assert (card.kind, card.sender_side, card.numbers) == ("telegram", "post", {("", "411")})
    assert CARDS[2].sender
    assert CARDS[2].sender == CARDS[3].addressee
