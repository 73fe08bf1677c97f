"""Quotations: marked, claimed, verified."""

from __future__ import annotations

import datetime
import random

import pytest

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.quotations import (
    Checked,
    Source,
    Verifier,
    check,
    claim,
    find_borrowings,
    find_marked,
    is_term,
)
from herewith.model.dates import HistoricalDate

LETTER = (
    "Mr. Chairman: Your vessels have been lying in the Strait of Sarn since the ninth of April. "
    "I must ask you to withdraw them within ten days, for no government can leave its coast "
    "open to such a danger. We shall not fire the first shot; but we shall answer any shot that "
    "is fired at our coast-guard stations. The world-wide concern is known to you."
)
OTHER = "The harbour dues of the free port shall be paid in the currency of the port."


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier([Source("letter", LETTER, "en"), Source("other", OTHER, "en")])


def test_words_that_stand_there_are_exact_and_lead_to_their_place(verifier: Verifier) -> None:
    verdict = verifier.verify("withdraw them within ten days")
    assert (verdict.verbatim, verdict.key) == ("exact", "letter")
    assert LETTER[verdict.start : verdict.end] == "withdraw them within ten days"


def test_a_bracketed_capital_and_a_comma_before_the_mark_are_normalised(verifier: Verifier) -> None:
    assert verifier.verify("[N]o government can leave its coast,").verbatim == "normalised"


def test_a_divided_word_is_normalised_and_reported(verifier: Verifier) -> None:
    verdict = verifier.verify("the worldwide concern is known to you")
    assert verdict.verbatim == "normalised"
    assert verdict.differences == (("worldwide", "world wide"),)


@pytest.mark.parametrize("dots", [". . .", "...", "…", "[…]"])
def test_words_left_out_behind_dots_are_elided(verifier: Verifier, dots: str) -> None:
    verdict = verifier.verify(f"I must ask you to withdraw them {dots} open to such a danger")
    assert (verdict.verbatim, verdict.differences) == ("elided", ())


@pytest.mark.parametrize(
    ("quoted", "difference"),
    [
        ("We shall fire the first shot", ("", "not")),
        ("withdraw them within twenty days", ("twenty", "ten")),
        ("no nation can leave its coast open to such a danger", ("nation", "government")),
    ],
)
def test_a_changed_or_dropped_word_is_altered_and_named(
    verifier: Verifier, quoted: str, difference: tuple[str, str]
) -> None:
    verdict = verifier.verify(quoted)
    assert (verdict.verbatim, verdict.key) == ("altered", "letter")
    assert difference in verdict.differences


def test_a_letter_misread_by_a_scanner_is_normalised(verifier: Verifier) -> None:
    assert verifier.verify("no governmcnt can leave its coast").verbatim == "normalised"


def test_the_same_thought_in_other_words_is_never_called_verbatim(verifier: Verifier) -> None:
    verdict = verifier.verify("he would not be the one to shoot first, come what may")
    assert verdict.verbatim in ("paraphrase", "not_found")


def test_words_that_stand_nowhere_are_not_found(verifier: Verifier) -> None:
    verdict = verifier.verify("the price of timber rose again in the northern provinces")
    assert (verdict.verbatim, verdict.key) == ("not_found", None)


def test_of_two_sources_that_fit_alike_the_cited_one_is_named() -> None:
    verifier = Verifier([Source("draft", LETTER, "en"), Source("letter", LETTER, "en")])
    assert verifier.verify("withdraw them within ten days", cited=["letter"]).key == "letter"


def test_every_unchanged_stretch_is_found_and_every_changed_word_is_noticed() -> None:
    rng = random.Random(5)
    vocabulary = [a + b for a in ("mar", "tel", "kon", "vir", "sol") for b in ("da", "em", "ist")]
    texts = [" ".join(rng.choices(vocabulary, k=400)) for _ in range(6)]
    verifier = Verifier(Source(str(n), text) for n, text in enumerate(texts))
    for _ in range(150):
        words = rng.choice(texts).split()
        start = rng.randrange(0, len(words) - 20)
        quoted = words[start : start + rng.randint(8, 20)]
        assert verifier.verify(" ".join(quoted)).verbatim == "exact"
        quoted[rng.randrange(len(quoted))] = "zzz"
        assert verifier.verify(" ".join(quoted)).verbatim == "altered"


def test_curly_straight_and_angular_marks_are_found() -> None:
    text = 'He said “one two” and "three four"; по-русски: «пять шесть».'
    assert [m.text for m in find_marked(text)] == ["one two", "three four", "пять шесть"]


def test_a_quotation_marked_anew_in_the_next_paragraph_is_one_quotation() -> None:
    text = "She wrote: “First part.\n\n“Second part.” Then “nothing more.”"
    found = [m.text for m in find_marked(text)]
    assert found == ["First part.\n\n“Second part.", "nothing more."]


def test_a_mark_left_open_does_not_swallow_the_rest_of_the_text() -> None:
    text = 'An "open mark here.\n\nAnother paragraph "closed here" well.'
    assert [m.text for m in find_marked(text)] == ["closed here"]


def test_both_dates_of_a_sentence_are_claimed() -> None:
    text = "In letters of March 3 and April 9, he spoke of “a real danger to both.”"
    found = claim(text, find_marked(text)[0], find_dates(text, "en"))
    assert [date.edtf for date in found.dates] == ["XXXX-03-03", "XXXX-04-09"]


@pytest.mark.parametrize(
    ("words", "found", "claimed", "term"),
    [
        ("miscalculation", True, True, True),
        ("sick men", False, False, True),
        ("The Narrow Water", False, False, True),
        ("we shall not fire the first shot", False, True, False),
        ("narrow water", True, True, False),
    ],
)
def test_terms_and_titles_are_left_alone(
    words: str, found: bool, claimed: bool, term: bool
) -> None:
    assert bool(is_term(words, found=found, claimed=claimed)) is term


def test_a_date_of_an_earlier_sentence_is_claimed_and_a_mere_event_only_loosely() -> None:
    text = "In his letter of May 3 he was blunt. “We shall not wait,” he wrote. “It is late now.”"
    for quoted in find_marked(text):
        found = claim(text, quoted, find_dates(text, "en"))
        assert [d.edtf for d in found.dates] == ["XXXX-05-03"]
        assert (found.rule, found.loose) == ("same_paragraph", False)
    text = "The harbour was closed on May 3. He called it “a very foolish step to take.”"
    assert claim(text, find_marked(text)[0], find_dates(text, "en")).loose


def _day(iso: str) -> HistoricalDate:
    date = datetime.date.fromisoformat(iso)
    return HistoricalDate(iso, iso, date, date, "day")


def _checked(essay: str) -> list[Checked]:
    sources = [Source("letter", LETTER, "en"), Source("other", OTHER, "en")]
    written = {"letter": [_day("1961-05-03")], "other": [_day("1961-06-09")]}
    return list(check(essay, find_dates(essay, "en"), Verifier(sources), written))


def test_verbatim_and_place_are_two_answers() -> None:
    true, wrong = _checked(
        "“No government can leave its coast open to such a danger” (May 3). On June 9 he wrote "
        "that “we shall answer any shot that is fired at our coast-guard stations.”"
    )
    assert (true.verdict.verbatim, true.place, true.cited_date) == (
        "normalised",
        "as_cited",
        "1961-05-03",
    )
    assert (wrong.verdict.verbatim, wrong.place, wrong.cited_date) == (
        "exact",
        "elsewhere",
        "1961-06-09",
    )


def test_without_a_date_the_place_is_unknown() -> None:
    (found,) = _checked("He wrote: “we shall answer any shot that is fired.”")
    assert (found.verdict.verbatim, found.place, found.cited_date) == ("exact", "unknown", "")


def test_a_loose_date_is_never_held_against_an_author() -> None:
    (found,) = _checked(
        "The port was closed on June 9. He said: “we shall answer any shot that is fired.”"
    )
    assert (found.place, found.cited_date) == ("unknown", "")


def test_what_is_left_out_is_not_found() -> None:
    quoted = "“the harbour dues of the free port shall be paid”"
    verifier = Verifier([Source("other", OTHER, "en")])
    (found,) = check(quoted, (), verifier, {}, leave_out=["other"])
    assert found.verdict.verbatim == "not_found"


LINE = "the pilots of both countries shall be free to pass the strait by day and by night"
OURS = " ".join(f"our{n}" for n in range(30))
THEIRS = " ".join(f"their{n}" for n in range(30))


def test_twelve_words_taken_over_without_marks_are_found() -> None:
    (found,) = find_borrowings(
        [Source("a", f"{OURS} {LINE} {OURS}"), Source("b", f"{THEIRS}: {LINE.upper()}. {THEIRS}")]
    )
    assert (found.a, found.b, found.words, found.exact) == ("a", "b", 17, True)
    assert f"{THEIRS}: {LINE.upper()}. {THEIRS}"[found.b_start : found.b_end] == LINE.upper()


def test_a_borrowing_goes_on_over_a_changed_word() -> None:
    changed = LINE.replace("free", "entitled") + " and no fee is to be asked of them for it"
    whole = LINE + " and no fee is to be asked of them for it"
    (found,) = find_borrowings([Source("a", f"{OURS} {whole}"), Source("b", f"{THEIRS} {changed}")])
    assert found.words >= 18


def test_eleven_words_versions_and_formulas_are_no_borrowings() -> None:
    eleven = " ".join(LINE.split()[:11])
    short = [Source("a", f"{OURS} {eleven}"), Source("b", f"{THEIRS} {eleven}")]
    assert not find_borrowings(short)
    assert not find_borrowings([Source("a", LINE), Source("b", f"{LINE}. Signed.")])
    many = [Source(str(n), f"{OURS.replace('our', f'o{n}-')} {LINE}") for n in range(6)]
    assert not find_borrowings(many)


def test_witnesses_of_one_letter_borrow_nothing_from_each_other() -> None:
    two = [Source("a", f"{OURS} {LINE}"), Source("b", f"{THEIRS} {LINE}")]
    assert find_borrowings(two)
    assert not find_borrowings(two, fellows={"a": {"b"}})
