"""Letters that telegrams carry: taken out where three things agree, left where one is missing."""

from __future__ import annotations

import pytest

from herewith.formats.reading import read_bytes
from herewith.model.document import Document, Reconstruction
from herewith.stages.reconstruct import reconstruct

LETTER = """Dear Mr. Governor:

I have received your letter of March 3 and thank you for the attention which your
Government has given to the buoys in the northern channel.

The buoys will be laid before the ice leaves the strait.

Sincerely,

Harald Finch"""
WIRE = """INCOMING TELEGRAM

FROM: Port Ellery

1. Following letter was handed to me this evening by the Minister himself.

BEGIN TEXT

{letter}

END TEXT

2. He added that he would be glad of an answer before the end of this week.

HALLOWAY
"""
TEI = """<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<div type="document" xml:id="d7"><head>7. {head}</head>
<dateline>Port, <date when="1959-03-03">March 3, 1959</date></dateline>
{body}
<closer><signed>Ball</signed></closer></div></body></text></TEI>
"""
QUOTED = """<p>54. Please deliver following message from the Governor to the Chairman.</p>
<p>“Dear Mr. Chairman:</p>
<p>“Your pilots<note n="1">Not found.</note> came to us on Monday and were well received by all, who
asked me to say “welcome.”</p>
<pb n="8"/><p>“Sincerely, Harald <add>A.</add> Finch.”</p>
<p>Report hour of delivery.<note n="2">None was reported.</note></p>"""


def plain(text: str) -> Reconstruction:
    return reconstruct(read_bytes(text.encode(), shown="box.txt", source_id="box"))


def encoded(body: str, head: str = "Telegram From the Governor to the Mission") -> Reconstruction:
    text = TEI.format(body=body, head=head)
    return reconstruct(read_bytes(text.encode(), shown="vol.xml", source_id="vol"))


def given_out(found: Reconstruction) -> list[tuple[int, int]]:
    stretches = [(p.start, p.end) for d in found.documents for p in d.passages]
    stretches += [(f.start, f.end) for f in found.furniture]
    return sorted(stretches + [twin.other for twin in found.duplicates])


def assert_covered_once(found: Reconstruction, length: int) -> None:
    at = 0
    for start, end in given_out(found):
        assert start == at
        at = end
    assert at == length


def stated(document: Document) -> dict[str, str]:
    return dict(document.attributes)


def test_a_letter_between_marks_is_a_document_of_its_own() -> None:
    text = WIRE.format(letter=LETTER)
    found = plain(text)
    wire, letter = found.documents
    assert letter.text.startswith("Dear Mr. Governor:\n\nI have received")
    assert letter.text.endswith("Sincerely,\n\nHarald Finch")
    assert letter.kind == "letter"
    assert stated(letter)["carried_by"] == wire.id
    assert stated(wire)["carries"] == letter.id
    assert_covered_once(found, len(text))


def test_the_telegram_shows_where_the_letter_stood_and_adds_no_word() -> None:
    wire, _ = plain(WIRE.format(letter=LETTER)).documents
    at = int(stated(wire)["carries_at"])
    assert wire.text[:at].endswith("BEGIN TEXT")
    assert wire.text[at:].startswith("\n\nEND TEXT\n\n2. He added")


def test_the_roles_in_a_carried_letter_are_its_own() -> None:
    _, letter = encoded(QUOTED).documents
    assert (letter.passages[0].role, letter.passages[-1].role) == ("salutation", "closing")


def test_an_encoded_telegram_gives_its_letter_an_id_made_of_its_own() -> None:
    found = encoded(QUOTED)
    wire, letter = found.documents
    assert (wire.id, letter.id) == ("vol#d7", "vol#d7-letter")
    assert letter.text.startswith("“Dear Mr. Chairman:")
    assert letter.text.endswith("Finch.”")
    assert wire.text.endswith("the Chairman.\n\nReport hour of delivery.\n\nBall")
    assert_covered_once(
        found, len(TEI.format(body=QUOTED, head=wire.heading[3:] if wire.heading else ""))
    )


def test_notes_layers_and_pages_go_with_the_text_they_stand_in() -> None:
    wire, letter = encoded(QUOTED).documents
    assert [note.document for note in letter.notes] == [letter.id]
    assert len([note for note in wire.notes if note.kind == "footnote"]) == 1
    assert [letter.text[la.start : la.end] for la in letter.layers] == ["A."]
    assert not wire.layers


def test_a_mark_at_the_head_or_end_of_a_paragraph_is_cut_off_the_letter() -> None:
    body = (
        "<p>Following letter handed me today. Begin text: Mr. Chairman: Ships have come and gone "
        "and nobody has told us whose they were or whither they were bound.</p>"
        "<p>I ask you to look into it. Respectfully, Ada Holm. End text.</p>"
    )
    found = encoded(body)
    # The mark stands behind other words of its paragraph: the letter cannot be told from them.
    assert len(found.documents) == 1
    parted = body.replace("today. Begin", "today.</p><p>Begin")
    wire, letter = encoded(parted).documents
    assert letter.text.startswith("Mr. Chairman: Ships")
    assert letter.text.endswith("Respectfully, Ada Holm.")
    assert "Begin text:\n\nEnd text." in wire.text


@pytest.mark.parametrize(
    "body",
    [
        "<p>The Minister spoke of the following points in his letter.</p><p>“The ice is late.”</p>"
        "<p>Dear as the pilots are to us, they were late too and everybody in the port has noticed it.</p>",
        "<p>Following is text of joint statement:</p><p>“The two governments have agreed that the "
        "buoys are to be laid by the month of May and that the cost is to be shared.”</p>",
        "<p>Please deliver following message.</p><p>Dear Mr. Chairman:</p><p>The pilots came on Monday "
        "and were well received by everybody who had been waiting for them in the port.</p>",
    ],
    ids=["no letter announced", "a statement, not a letter", "no end to be seen"],
)
def test_what_is_not_surely_a_letter_stays_in_the_telegram(body: str) -> None:
    assert len(encoded(body).documents) == 1


def test_a_letter_quoted_in_a_paper_that_is_no_telegram_stays_there() -> None:
    assert len(encoded(QUOTED, head="Memorandum for the Governor").documents) == 1


def test_a_russian_telegram_gives_up_its_letter_too() -> None:
    text = (
        "ТЕЛЕГРАММА\n\nМинистр вручил мне сегодня вечером письмо, текст следует.\n\nТЕКСТ ПИСЬМА\n\n"
        "Уважаемый господин Председатель!\n\nМы получили Ваше письмо от 3 марта и благодарим Вас за "
        "внимание, которое Ваше правительство уделило вопросу о буях в северном проливе.\n\n"
        "С уважением,\n\nА. Хольм\n\nКОНЕЦ ТЕКСТА\n\nМинистр просил ответить до конца недели.\n"
    )
    found = plain(text)
    wire, letter = found.documents
    assert letter.text.startswith("Уважаемый господин Председатель!")
    assert letter.text.endswith("А. Хольм")
    assert "просил ответить" in wire.text
    assert_covered_once(found, len(text))


def test_a_page_missing_from_a_carried_letter_is_a_gap_of_the_letter() -> None:
    head, tail = LETTER.split("The buoys will")
    text = WIRE.format(letter=f"{head}\n\f- 2 -\n\nIce {PAGE}\n\f- 4 -\n\nThe buoys will{tail}")
    wire, letter = plain(text).documents
    assert [gap.page for gap in letter.gaps] == [3]
    assert letter.gaps[0].document == letter.id
    assert not wire.gaps


PAGE = """has been lying upon the harbour since the first days of the month, and the
pilots of both countries have told us that they do not expect it to go out before Easter."""
