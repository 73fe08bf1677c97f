"""What a careful archivist would make of a stream: one small case for each rule, and the laws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from herewith.algorithms.reconstruct.lines import lines_of
from herewith.algorithms.reconstruct.placing import furniture_lines
from herewith.errors import DataError
from herewith.formats.reading import read, read_bytes
from herewith.model.decision import Decision
from herewith.model.document import Document, Gap, Reconstruction
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome
from herewith.stages.reconstruct import Reconstruct, reconstruct


def made(text: str) -> Reconstruction:
    return reconstruct(read_bytes(text.encode(), shown="box.md", source_id="box"))


def furniture(found: Reconstruction, text: str) -> list[tuple[str, str]]:
    return [
        (piece.kind, text[piece.start : piece.end].strip())
        for piece in found.furniture
        if piece.kind not in ("blank", "markup")
    ]


def covered(found: Reconstruction, length: int) -> list[int]:
    """How often each character is given out."""
    counts = [0] * length
    stretches = [(p.start, p.end) for d in found.documents for p in d.passages]
    stretches += [(f.start, f.end) for f in found.furniture]
    stretches += [twin.other for twin in found.duplicates]
    for start, end in stretches:
        for at in range(start, end):
            counts[at] += 1
    return counts


PAGE_ONE = """Dear Mr. Ambassador:

I have received your letter of March 3 and thank you for the attention which your
Government has given to the question of the buoys in the northern channel. The
commission which we agreed upon last autumn has now finished its work."""
PAGE_TWO = """The buoys will be laid before the ice leaves the strait, and the pilots of both
countries will be told of their places. I ask you to make known to your Government
that the expense of the work will be shared as the treaty lays down.

Sincerely,

Harald Finch"""


def test_a_catchword_proves_that_two_pages_follow_each_other() -> None:
    text = f"{PAGE_ONE}\n\nThe buoys\n\f{PAGE_TWO}\n"
    found = made(text)
    (document,) = found.documents
    assert document.pages == (1, 2)
    assert not found.gaps
    assert ("catchword", "The buoys") in furniture(found, text)
    assert "finished its work.\n\nThe buoys will be laid" in document.text


def test_a_catchword_that_is_not_taken_up_is_a_gap() -> None:
    text = f"{PAGE_ONE.removesuffix('.')} and\n\nproposes\n\f{PAGE_TWO}\n"
    (document,) = made(text).documents
    (gap,) = document.gaps
    assert not document.complete
    assert "proposes" in gap.why
    assert gap.after is not None
    assert text[slice(*gap.after)].endswith("work and")
    assert gap.before is not None
    assert text[slice(*gap.before)].startswith("The buoys")


def test_a_page_number_that_is_left_out_is_a_gap_of_that_page() -> None:
    text = f"{PAGE_ONE}\n\f- 2 -\n\n{BODY}\n\f- 4 -\n\n{PAGE_TWO}\n"
    (document,) = made(text).documents
    (gap,) = document.gaps
    assert document.pages == (1, 2, 4)
    assert gap.page == 3
    assert gap.estimate_words is not None
    assert 30 < gap.estimate_words < 120


BODY = """Since then the harbour masters have met twice, once on either shore, and have drawn
the chart that goes with this letter. It shows eleven buoys where the old chart showed
seven; the four new ones mark the shoal that the storm of the second of January threw up
off the eastern mole, on which the steamer Alder was lost with nine of her crew."""


def test_pages_captured_in_the_wrong_order_are_put_right_by_their_numbers() -> None:
    text = f"{PAGE_ONE}\n\f- 3 -\n\n{PAGE_TWO}\n\f- 2 -\n\n{BODY}\n"
    (document,) = made(text).documents
    assert document.pages == (1, 2, 3)
    assert document.text.index("harbour masters") < document.text.index("The buoys will be laid")


FULL = f"{BODY}\n\nThey ask both Governments to confirm it before the spring and to pay the pilots"


def test_a_page_captured_twice_is_read_once_and_its_cut_foot_from_the_other_capture() -> None:
    cut = FULL.replace("to pay the pilots", "to say nothing")
    again = FULL[FULL.index("the chart that") :]
    text = f"{PAGE_ONE}\n\f{cut}\n\f{again}\n\ntheir\n\ftheir wages. {PAGE_TWO}\n"
    found = made(text)
    (document,) = found.documents
    assert not found.gaps
    assert document.text.count("eleven buoys") == 1
    assert "to pay the pilots their wages." in document.text
    assert "say nothing" not in document.text
    (twin,) = found.duplicates
    assert twin.relation == "same_page_recaptured"


def test_a_second_copy_with_differences_inside_is_a_witness_and_stays() -> None:
    other = PAGE_TWO.replace("will be laid", "should be taken up")
    other = other.replace("pilots of both countries", "captains of every nation")
    other = other.replace("make known to your Government", "keep from all your ministers")
    other = other.replace("as the treaty lays down", "as each of them prefers")
    other = other.replace("before the ice leaves the strait", "whenever the admiral finds it fit")
    text = f"{PAGE_ONE}\n\n{PAGE_TWO}\n\f{PAGE_ONE}\n\n{other}\n"
    found = made(text)
    assert not found.duplicates
    assert len(found.documents) == 2


def test_a_text_behind_a_dated_signature_is_a_new_document_without_a_heading() -> None:
    text = (
        "PREFACE\n\nThis book holds the letters of two governments that did not trust each other, "
        "and shows how they came to do so in the end.\n\nAnna Holm\nApril 1961\n\n"
        "The archives of our country have given what they had, and more than was asked of them, "
        "so that the reader may judge for himself.\n\nPavel Orlin\nApril 1961\n"
    )
    first, second = made(text).documents
    assert first.text.endswith("Anna Holm\nApril 1961")
    assert second.text.startswith("The archives of our country")


def test_a_note_that_interrupts_a_sentence_is_taken_out_of_it() -> None:
    text = (
        "The Chairman wrote that he had no wish to quarrel over a rock, which to those who read it was\n\n"
        "Miriam Vale is Reader in History at the University of Port Ellery and the author of two books.\n\n"
        "much the same as a refusal, and the President read it so.\n"
    )
    found = made(text)
    (document,) = found.documents
    assert "which to those who read it was much the same" in document.text
    assert [kind for kind, _ in furniture(found, text)] == ["footnote"]


def test_an_address_at_the_foot_of_the_first_page_does_not_interrupt_the_letter() -> None:
    text = (
        "Уважаемый господин Президент!\n\n"
        "Получил Ваше письмо от 3 марта и благодарю Вас за него. Мы внимательно изучили предложения, "
        "которые в нем содержатся, и готовы принять многие из них.\n\n"
        "Его Превосходительству\nАдаму Холлу,\nПрезиденту Республики\n\n"
        "Мы согласны также с тем, что переговоры должны начаться не позднее 20 марта в одном из портов "
        "вашей страны при участии представителей комиссии.\n\nС уважением\n\nП. Орлин\n"
    )
    found = made(text)
    (document,) = found.documents
    assert [kind for kind, _ in furniture(found, text)] == ["address_block"]
    assert "Превосходительству" not in document.text
    assert document.language == "ru"


def test_a_heading_made_of_the_next_line_is_an_artefact() -> None:
    text = f"{PAGE_ONE}\n\n## THE PILOTS WERE TOLD\n\nThe pilots were told nothing of this.\n"
    found = made(text)
    assert ("artefact", "## THE PILOTS WERE TOLD") in furniture(found, text)


def test_stamps_seals_and_hand_are_furniture_of_the_document() -> None:
    text = (
        "# MINISTRY OF EXTERNAL AFFAIRS\n\n[Embossed seal of the Ministry]\n\nMarch 3, 1959\n\n"
        f"{PAGE_ONE}\n\n{PAGE_TWO}\n\n*H. F.*\n\nRECEIVED MAR 9 1959\n\n688.75/3-359\n"
    )
    found = made(text)
    (document,) = found.documents
    kinds = [kind for kind, _ in furniture(found, text)]
    assert kinds == ["letterhead", "seal", "hand", "stamp", "stamp"]
    assert {note.document for note in document.notes} == {document.id}


def test_words_divided_at_line_ends_are_joined_only_if_the_whole_is_a_word() -> None:
    text = (
        "The commission has spoken of the dis-\ntance between the buoys, of a storm-\nbound shoal, "
        "and of two- and three-masted ships, and nothing else was said about it.\n"
    )
    (document,) = made(text).documents
    assert "the distance between" in document.text
    assert "a storm-bound shoal" in document.text
    assert "two- and three-masted" in document.text


def test_a_strike_out_that_the_sentence_needs_is_flagged_and_not_obeyed() -> None:
    text = (
        "In connexion with ~~the~~ ~~talks~~ and the reply of the ~~Secre-~~\ntary we have sent him "
        "the chart which he asked for and ~~a bo-~~ all that goes with it.\n"
    )
    (document,) = made(text).documents
    assert "with the talks and the reply of the Secretary" in document.text
    assert all(layer.doubtful for layer in document.layers if layer.kind == "struck")
    assert "a bo-" not in document.text


def test_a_change_of_language_begins_a_document() -> None:
    russian = (
        "Мы внимательно изучили предложения, которые содержатся в Вашем письме, и готовы принять многие "
        "из них при условии, что переговоры начнутся не позднее 20 марта."
    )
    first, second = made(f"{BODY}\n\n{russian}\n").documents
    assert (first.language, second.language) == ("en", "ru")


TEI = """<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title>Letters</title></teiHeader><text>
<front><div xml:id="preface"><p>Before all.</p></div></front><body>
<pb n="7"/><div type="document" xml:id="d1" n="1"><head>1. Letter From <persName type="from">Orlin</persName>
 to Hall<note n="0">Source: archive.</note></head>
<opener><dateline>Port, <date when="1959-03-03">March 3, 1959</date></dateline></opener>
<p>We have<note n="1">See 2.</note> received it &amp; read <pb n="8"/>it with care.</p>
<closer><signed>P. Orlin</signed></closer></div>
<div type="document" xml:id="d1"><p>Another, of <del>no</del> <add>some</add> weight.</p></div>
</body></text></TEI>
"""


def test_a_printed_volume_is_cut_as_its_encoding_says() -> None:
    found = reconstruct(read_bytes(TEI.encode(), shown="v.xml", source_id="v"))
    first, second = found.documents
    assert first.id == "v#d1"
    assert str(second.id).startswith("v#d1-")
    assert first.heading == "1. Letter From Orlin to Hall"
    assert (
        first.text == "Port, March 3, 1959\n\nWe have received it & read it with care.\n\nP. Orlin"
    )
    assert first.pages == (7, 8)
    assert ("when", "1959-03-03") in first.attributes
    assert [note.kind for note in first.notes] == ["editorial", "editorial", "footnote"]
    assert second.text == "Another, of some weight."
    assert [(layer.kind, second.text[layer.start : layer.end]) for layer in second.layers] == [
        ("inserted", "some"),
    ]
    assert [p.deleted.quote for p in second.passages if p.silent and p.deleted] == ["no"]
    assert covered(found, len(TEI)) == [1] * len(TEI)


def test_runs_lead_every_word_of_the_reading_text_back_to_the_source() -> None:
    delivered = read_bytes(TEI.encode(), shown="v.xml", source_id="v")
    for document in reconstruct(delivered).documents:
        for word in ("received", "care", "Orlin", "weight"):
            at = document.text.find(word)
            if at >= 0:
                _, start, end = document.place(at, at + len(word))
                assert delivered.text[start:end] == word


def test_the_id_of_a_document_outlives_changes_elsewhere_in_the_file() -> None:
    letter = f"{PAGE_ONE}\n\n{PAGE_TWO}\n\f"
    note = f"NOTE VERBALE\n\n{BODY}\n"
    alone = {document.id for document in made(note).documents}
    after = {document.id for document in made(letter + note).documents}
    assert alone <= after


def check_named(error: DataError) -> None:
    assert error.problems, "a refusal names its problem"


def check_if_read(text: str) -> None:
    try:
        delivered = read_bytes(text.encode("utf-8", "ignore"), shown="x", source_id="x")
    except DataError as error:
        check_named(error)
    else:
        check_laws(delivered)


PIECES = st.sampled_from(
    [
        PAGE_ONE, PAGE_TWO, BODY, FULL, FULL[200:], BODY[:150], "\f", "\n\n", "\n", " ", "- 2 -", "SECRET",
        "The buoys", "DECLASSIFIED", "## A HEAD", "*hand*", "[seal]", "~~x-~~", "<sup>to</sup>", "Dear Sir:",
        "Sincerely,", "March 3, 1959", "Министерство", "&amp;", "<br>", "\r\n", "\u2028", "\x00", "—",
    ]
)  # fmt: skip


def check_laws(delivered: Any) -> None:
    found = reconstruct(delivered)
    assert covered(found, len(delivered.text)) == [1] * len(delivered.text)
    ids = [d.id for d in found.documents] + [f.id for f in found.furniture]
    ids += [d.id for d in found.duplicates] + [g.id for g in found.gaps]
    assert len(ids) == len(set(ids))
    for document in found.documents:
        check_runs(document, delivered.text)


def check_runs(document: Document, text: str) -> None:
    last = 0
    for run in document.runs:
        assert last <= run.start < run.end <= len(document.text)
        assert 0 <= run.source_start < run.source_end <= len(text)
        last = run.end
        if run.end - run.start == run.source_end - run.source_start and "&" not in text:
            assert (
                document.text[run.start : run.end].split()
                == text[run.source_start : run.source_end].split()
            )


@given(st.lists(PIECES, max_size=14).map("".join))
def test_every_character_of_any_stream_is_given_out_exactly_once(text: str) -> None:
    check_if_read(text)


@given(st.text(max_size=300))
def test_every_character_of_any_text_is_given_out_exactly_once(text: str) -> None:
    check_if_read(text)


def test_the_stage_states_every_boundary_gap_duplicate_and_piece_of_furniture() -> None:
    text = f"{PAGE_ONE}\n\f- 2 -\n\n{BODY}\n\f- 4 -\n\n{PAGE_TWO}\n\fRECEIVED MAR 9 1959\n"
    delivered = read_bytes(text.encode(), shown="box.md", source_id="box")
    stage, context = Reconstruct(), Context({}, {}, {})
    (unit,) = stage.units({type(delivered): [delivered]}, context)
    outcome = stage.work(Unit(unit.key, unit.records), context)
    properties = sorted({statement.property for statement in outcome.statements})
    assert properties == ["boundary", "furniture", "gap"]
    assert all(s.evidence and s.because and s.rule for s in outcome.statements)
    assert len({s.id for s in outcome.statements}) == len(outcome.statements)


def test_an_editor_may_refuse_a_gap_and_set_its_size() -> None:
    text = f"{PAGE_ONE}\n\f- 2 -\n\n{BODY}\n\f- 4 -\n\n{PAGE_TWO}\n"
    delivered = read_bytes(text.encode(), shown="box.md", source_id="box")
    stage = Reconstruct()
    (gap,) = reconstruct(delivered).gaps
    name = f"{gap.id}/gap"

    def outcome(judgement: str, value: object = None) -> Outcome:
        decision = Decision("d", name, judgement, value, "EB", "1990-01-02", "")  # type: ignore[arg-type]
        context = Context({}, {}, {name: decision})
        return stage.work(Unit("box", (delivered,)), context)

    def after(judgement: str, value: object = None) -> list[object]:
        return list(outcome(judgement, value).records)

    def shown(judgement: str, value: object = None) -> str:
        return next(s.status for s in outcome(judgement, value).statements if s.id == name)

    assert not [r for r in after("reject") if isinstance(r, Gap)]
    assert next(r for r in after("reject") if isinstance(r, Document)).complete
    (set_gap,) = [r for r in after("set", {"estimate_words": 90}) if isinstance(r, Gap)]
    assert (set_gap.estimate_words, set_gap.page) == (90, 3)
    assert (shown("reject"), shown("set", {"estimate_words": 90})) == ("rejected", "set")


def test_a_decision_that_reconstruction_cannot_follow_leaves_its_statement_as_proposed() -> None:
    text = f"{PAGE_ONE}\n\f- 2 -\n\n{BODY}\n\f- 4 -\n\n{PAGE_TWO}\n"
    delivered = read_bytes(text.encode(), shown="box.md", source_id="box")
    stage, unit = Reconstruct(), Unit("box", (delivered,))
    before = stage.work(unit, Context({}, {}, {}))
    asked: dict[str, tuple[str, object]] = {
        "boundary": ("reject", None),
        "gap": ("set", {"estimate_words": "many"}),
        "furniture": ("set", "a smudge"),
    }
    decisions = {
        str(s.id): Decision("d", str(s.id), *asked[s.property], "EB", "1990-01-02", "")  # type: ignore[arg-type]
        for s in before.statements
    }
    assert stage.work(unit, Context({}, {}, decisions)) == before


def test_the_real_box_comes_out_as_an_archivist_would_have_it(material: Path) -> None:
    (opening,) = sorted((material / "boxes" / "cuba-1962").glob("000_*"))
    (archive,) = sorted((material / "boxes" / "cuba-1962").glob("002_*"))
    languages = [d.language for d in reconstruct(read(opening)).documents]
    assert languages == ["en", "en", "ru", "ru", "en"]
    found = reconstruct(read(archive))
    memo, translation, note, letter = found.documents
    assert [d.language for d in found.documents] == ["en", "en", "ru", "ru"]
    assert (note.kind, letter.kind) == ("note verbale", "letter")
    assert translation.pages == (1, 2, 4, 5)
    (gap,) = found.gaps
    assert (gap.document, gap.page) == (translation.id, 3)
    assert len(found.duplicates) == 2
    assert "mediation of U Thant" in translation.text
    assert "greatest joy for all peoples" in translation.text
    assert memo.complete
    assert letter.complete


def test_an_address_under_the_signature_is_no_text() -> None:
    text = f"{PAGE_ONE}\n\n{PAGE_TWO}\n\nMarch 9, 1959\n\nHis Excellency\nAnton Orlin,\nMinister\n"
    (document,) = made(text).documents
    assert "Excellency" not in document.text
    assert ("address_block", "His Excellency\nAnton Orlin,\nMinister") in furniture(
        made(text), text
    )


def test_a_name_in_hand_over_the_typed_name_is_hand() -> None:
    signed = PAGE_TWO.replace("Harald Finch", "*A. Holm*  \nHarald Finch  \nSecretary")
    text = f"{PAGE_ONE}\n\n{signed}\n"
    found = made(text)
    assert ("hand", "*A. Holm*") in furniture(found, text)
    assert found.documents[0].text.endswith("Harald Finch\nSecretary")


def test_a_place_and_date_in_italics_belong_to_the_text() -> None:
    text = f"{PAGE_ONE}\n\n{PAGE_TWO}\n\n*Port Ellery, October 1988*\n"
    assert made(text).documents[0].text.endswith("Port Ellery, October 1988")


def test_a_page_head_in_words_under_a_classification_is_no_text() -> None:
    text = f"{PAGE_ONE}\n\n\nSECRET\nPage 2 of letter 9 to Port Ellery\n\n{PAGE_TWO}\n"
    found = made(text)
    assert ("page_number", "Page 2 of letter 9 to Port Ellery") in furniture(found, text)
    assert "Page 2" not in "".join(document.text for document in found.documents)


def test_the_kind_of_a_paper_is_a_kind_and_not_its_title() -> None:
    memo = f"MEMORANDUM FOR MR. ORLIN\n\n{BODY}\n"
    wire = f"INCOMING TELEGRAM\n\nFROM: Port Ellery\n\n{BODY}\n"
    assert [made(text).documents[0].kind for text in (memo, wire)] == ["memorandum", "telegram"]


def test_ids_of_cyrillic_texts_are_latin_and_short() -> None:
    text = "Уважаемый господин Председатель правительства! Мы получили Ваше письмо от 3 марта.\n"
    name = made(text).documents[0].id.partition("#")[2]
    assert name.startswith("uvazhaemyy-gospodin-predsedatel-")
    assert name.isascii()
    assert len(name) <= 45


SENTENCE_BROKEN = PAGE_ONE.removesuffix("finished its work.") + "finished what was"
SENTENCE_GOES_ON = "expected of it before the ice. " + PAGE_TWO


def not_shown(found: Reconstruction, text: str) -> list[str]:
    """The first word of each page that nothing shows to follow the one before."""
    return [
        text[int(at) :].split(None, 1)[0]
        for document in found.documents
        for at in dict(document.attributes).get("not_shown_to_follow", "").split()
    ]


def test_a_sentence_that_seems_to_go_on_joins_two_pages_and_the_join_is_named_as_not_shown() -> (
    None
):
    text = f"{SENTENCE_BROKEN}\n\f{SENTENCE_GOES_ON}\n"
    found = made(text)
    assert len(found.documents) == 1
    assert not found.gaps
    assert not_shown(found, text) == ["expected"]


def test_a_join_that_page_numbers_show_is_not_named() -> None:
    text = f"- 1 -\n\n{SENTENCE_BROKEN}\n\f- 2 -\n\n{SENTENCE_GOES_ON}\n"
    found = made(text)
    assert len(found.documents) == 1
    assert not_shown(found, text) == []


def test_page_numbers_of_which_one_has_a_misread_letter_count_on() -> None:
    ended = PAGE_ONE.removesuffix("has now finished its work.") + "will be told by Captain"
    text = f"Pagc 1\n\n{ended}\n\fPage 2\n\nHolm of it in May. {PAGE_TWO}\n"
    found = made(text)
    assert [document.pages for document in found.documents] == [(1, 2)]
    assert not found.gaps


def test_a_title_over_the_middle_of_a_sentence_is_a_running_head() -> None:
    text = f"- 3 -\n\n{PAGE_ONE}\n\fAnnual Report on the Strait\n\n{SENTENCE_GOES_ON}\n\n- 5 -\n"
    found = made(text)
    assert ("running_head", "Annual Report on the Strait") in furniture(found, text)


def test_the_letterhead_above_a_classification_belongs_to_the_paper_beneath_it() -> None:
    head = "DEPARTMENT OF EXTERNAL AFFAIRS\n\nPORT ELLERY\n\nOFFICIAL USE ONLY"
    first = f"March 13, 1959\n\n{PAGE_ONE}\n\n{PAGE_TWO}"
    second = "March 20, 1959\n\nDear Mr. Finch:\n\nThe lamps of the mole were lit again on Monday, "
    second += "and no vessel has run aground since the autumn.\n\nSincerely,\n\nOrlin Brandt"
    text = f"{head}\n\n{first}\n\n{head}\n\n{second}\n"
    found = made(text)
    assert len(found.documents) == 2
    owners = [f.document for f in found.furniture if f.kind in ("letterhead", "running_head")]
    assert owners == [found.documents[0].id] * 3 + [found.documents[1].id] * 3


def letters_of_one_hand(count: int) -> str:
    """Letters on the same paper, to the same man, closed with the same words."""
    bodies = (
        "The convoy was seen from the mole at six and had passed the light by seven",
        "Our tug took the two lighters to the upper berth and came back without them",
        "The ledger of the pilots has been sent to the Harbour Board and was received there",
        "A chart of the northern channel lies with this letter and should be sent on",
    )
    return "\f".join(
        "HARBOUR BOARD OF SARNHAVEN\n\n"
        f"May {n + 3}, 1911\n\nDear Mr. Holm:\n\n{bodies[n % 4]} on the morning of the {n + 2}th. "
        f"I shall write again when the {n + 12} barrels are counted.\n\nSincerely yours,\n\nP. Orlin\n"
        for n in range(count)
    )


def test_letters_of_one_hand_keep_their_greetings_and_closings() -> None:
    found = made(letters_of_one_hand(4))
    assert len(found.documents) == 4
    for document in found.documents:
        assert "Dear Mr. Holm:" in document.text
        assert "Sincerely yours," in document.text


def test_letter_paper_that_returns_above_every_date_is_no_running_head() -> None:
    text = letters_of_one_hand(4)
    kinds = {kind for kind, words in furniture(made(text), text) if "HARBOUR BOARD" in words}
    assert "running_head" not in kinds


def test_what_returns_a_hundred_pages_on_makes_no_running_head_of_a_line() -> None:
    def titles(between: int) -> int:
        page = "Account of the Lamps\n\nThe lamps were counted on the {n}th.\n\n{filler}\n"
        filler = "It was a dry summer. " * between
        text = "\f".join(page.format(n=n + 3, filler=filler) for n in range(4))
        lines = lines_of(read_bytes(text.encode(), shown="box", source_id="box"))
        return sum(sign is not None for sign in furniture_lines(lines))

    assert (titles(1), titles(6_000)) == (3, 0)


def test_struck_words_alone_on_a_page_are_kept_beside() -> None:
    text = "[seal]\r\n~~x-~~"
    found = made(text)
    assert found.documents == ()
    assert covered(found, len(text)) == [1] * len(text)
