"""The passage of a paper that a mention paraphrases, or none."""

from __future__ import annotations

from herewith.algorithms.references.passages import paraphrased

LETTER = (
    "Dear Mr. President: We thank you for the maps. No aircraft of ours has crossed the northern "
    "strait since Monday. The pilots are to come home in April. The buoys were laid by our own men."
)


def passage(said: str, mention: str, language: str = "en") -> str | None:
    start = said.index(mention)
    found = paraphrased(said, start, start + len(mention), language, LETTER, "en")
    return LETTER[slice(*found)] if found else None


def test_a_paraphrase_leads_to_its_sentence() -> None:
    said = "In your letter you say that no aircraft crossed the northern strait after Monday."
    assert passage(said, "your letter") == (
        "No aircraft of ours has crossed the northern strait since Monday."
    )


def test_a_bare_mention_and_other_matters_lead_nowhere() -> None:
    assert passage("I have received your letter.", "your letter") is None
    assert (
        passage("Your letter is silent on prisoners, trade and fisheries.", "Your letter") is None
    )


def test_words_of_another_sentence_do_not_count() -> None:
    said = "I have your letter. Our aircraft never crossed the northern strait on Monday."
    assert passage(said, "your letter") is None


def test_a_text_in_another_language_is_not_compared() -> None:
    assert (
        passage("В Вашем письме сказано: strait aircraft northern Monday.", "письме", "ru") is None
    )
