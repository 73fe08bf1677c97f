"""The answer key of the built-in sample: exact, current, and complete."""

import csv
import datetime
import difflib
import importlib.util
import itertools
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from herewith.sample import folder

GOLDEN = Path(__file__).parents[1] / "golden" / "sample"
Span = dict[str, Any]


@cache
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_key", GOLDEN / "build_key.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def key() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((GOLDEN / "key.json").read_text(encoding="utf-8"))
    return loaded


@cache
def texts() -> dict[str, str]:
    box = folder() / "box"
    return {
        source["path"]: (box / source["path"]).read_bytes().decode(source["encoding"])
        for source in key()["sources"]
    }


def documents() -> dict[str, dict[str, Any]]:
    return {document["label"]: document for document in key()["documents"]}


def spans_below(value: Any) -> Iterator[Span]:
    if isinstance(value, dict):
        if "start" in value and "source" in value and "label" not in value:
            yield value
        for entry in value.values():
            yield from spans_below(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from spans_below(entry)


def words_at(span: Span) -> str:
    return texts()[span["source"]][span["start"] : span["end"]]


def text_of(value: dict[str, Any]) -> str:
    """Text of an answer, without markup, with single blanks."""
    return plain(" ".join(words_at(span) for span in value["spans"]))


def plain(text: str) -> str:
    return " ".join(re.sub(r"<note\b.*?</note>|<[^>]+>", "", text, flags=re.DOTALL).split())


def furniture(kind: str) -> list[str]:
    return [text_of(entry) for entry in key()["furniture"] if entry["kind"] == kind]


def sentences(document: str) -> dict[str, dict[str, Any]]:
    (found,) = (text for text in key()["texts"] if text["doc"] == document)
    return {sentence["id"]: sentence for sentence in found["sentences"]}


def comparison(a: str, b: str) -> dict[str, Any]:
    (found,) = (c for c in key()["comparisons"] if (c["a"], c["b"]) == (a, b))
    return dict(found)


def substance(a: str, b: str) -> list[str]:
    return [d["facet"] for d in comparison(a, b)["differences"] if d["class"] == "substance"]


# The key itself


def test_the_key_file_is_what_the_quoted_answers_say() -> None:
    expected = builder().render(builder().build())
    assert (GOLDEN / "key.json").read_text(encoding="utf-8") == expected


def test_every_quotation_stands_at_its_offsets() -> None:
    spans = list(spans_below(key()))
    assert len(spans) > 500
    for span in spans:
        found = words_at(span)
        if "quote" in span:
            assert found == span["quote"]
        else:
            assert found.startswith(span["first"])
            assert found.endswith(span["last"])


def test_every_file_of_the_box_is_in_the_key() -> None:
    delivered = sorted(path.name for path in (folder() / "box").iterdir())
    assert delivered == sorted(texts())


def test_every_document_begins_and_ends_with_the_words_given() -> None:
    for document in key()["documents"]:
        text = texts()[document["source"]][document["start"] : document["end"]]
        if document["source"].endswith(".xml"):
            assert document["first_words"] in plain(text)
            assert document["last_words"] in plain(text)
        else:
            assert plain(text.replace("<sup>", "")).startswith(document["first_words"])
            assert plain(text).endswith(document["last_words"])


def test_documents_of_a_source_stand_in_order_and_cover_all_but_white_space() -> None:
    for path, text in texts().items():
        if path.endswith(".xml"):
            continue
        place = 0
        for document in key()["documents"]:
            if document["source"] == path and not document.get("embedded"):
                assert text[place : document["start"]].strip() == ""
                place = document["end"]
        assert text[place:].strip() == ""


def test_furniture_never_overlaps_a_sentence() -> None:
    pieces = [span for text in key()["texts"] for s in text["sentences"] for span in s["spans"]]
    for entry in key()["furniture"]:
        for item in entry["spans"]:
            assert not [
                piece
                for piece in pieces
                if piece["source"] == item["source"]
                and piece["start"] < item["end"]
                and item["start"] < piece["end"]
            ], item


def test_between_two_sentences_stands_nothing_but_white_space_markup_or_furniture() -> None:
    taken = {
        (span["source"], span["start"]): span["end"]
        for entry in key()["furniture"]
        for span in entry["spans"]
    }
    for text in key()["texts"]:
        if text["doc"] == "translation-11-march":
            continue  # its pages do not stand in reading order
        pieces = [span for s in text["sentences"] for span in s["spans"]]
        for before, after in itertools.pairwise(pieces):
            source, place, rest = before["source"], before["end"], ""
            while place < after["start"]:
                if (source, place) in taken:
                    place = taken[source, place]
                else:
                    rest += texts()[source][place]
                    place += 1
            assert plain(rest) == "", (text["doc"], before, after)


def test_every_bead_names_known_sentences_and_every_sentence_is_in_one_bead() -> None:
    for bitext in key()["bitexts"]:
        for side in ("source", "target"):
            named = [n for bead in bitext["beads"] for n in bead[side]]
            assert named == list(sentences(bitext[side]))


def test_every_reference_quotation_and_witness_names_something_known() -> None:
    items = {item["label"] for item in key()["items"]}
    attested = {entry["label"] for entry in key()["attested"]}
    for reference in key()["references"]:
        known = attested if reference.get("attested") else items
        assert reference["target"] in known
        assert reference.get("document", "memo-13-march") in documents()
    witnesses = {w["document"] for item in key()["items"] for w in item["witnesses"]}
    assert witnesses == set(documents())


def test_ledger_links_lead_to_entries() -> None:
    known = {entry["id"] for entry in key()["ledger"]}
    for entry in key()["ledger"]:
        for link in ("answers", "depends_on", "restates"):
            assert set(entry.get(link, ())) <= known


def test_people_and_places_of_the_register_are_in_the_authority_files() -> None:
    known = set()
    for path in (folder() / "authorities").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            known |= {row["id"] for row in csv.DictReader(file)}
    for entry in key()["register"]:
        for field in ("place", "signed_by", "signed_for", "drafted_by"):
            if field in entry:
                assert entry[field]["normal"] in known


# The box


def test_there_are_three_formats_and_one_old_russian_encoding() -> None:
    formats = {source["format"] for source in key()["sources"]}
    assert formats == {"text", "ocr-markdown", "tei"}
    assert {source["encoding"] for source in key()["sources"]} == {"utf-8", "cp1251"}
    russian = (folder() / "box" / "03-note-and-letter-17-marta.txt").read_bytes()
    assert "Уважаемый".encode("cp1251") in russian


def test_there_are_twelve_to_twenty_documents_beside_the_letters_within_telegrams() -> None:
    apart = [document for document in key()["documents"] if not document.get("embedded")]
    assert 12 <= len(apart) <= 20


def test_weekdays_named_in_the_letters_are_right() -> None:
    assert datetime.date(1959, 3, 14).strftime("%A") == "Saturday"
    assert datetime.date(1959, 3, 4).strftime("%A") == "Wednesday"


def test_the_memorandum_has_three_enclosures_of_which_the_chart_is_not_held() -> None:
    (memo,) = (entry for entry in key()["register"] if entry["doc"] == "memo-13-march")
    assert [entry["held"] for entry in memo["enclosures"]] == [True, True, False]


def test_the_memorandum_claims_that_the_translation_agrees_with_the_broadcast() -> None:
    (claim,) = (c for c in key()["cross_checks"] if c["finding"].startswith("claim"))
    assert "no discrepancies of substance" in text_of(claim)
    assert substance("translation-11-march", "broadcast-11-march") != []


def test_the_document_after_the_memorandum_is_the_translation_of_another_letter() -> None:
    labels = [document["label"] for document in key()["documents"]]
    assert labels[labels.index("memo-13-march") + 1] == "translation-17-march"


def test_one_letter_has_original_official_informal_broadcast_and_print() -> None:
    (letter,) = (item for item in key()["items"] if item["label"] == "letter-11-march")
    roles = [witness["role"].split()[0] for witness in letter["witnesses"]]
    assert roles == ["original", "official", "informal", "broadcast", "print"]


def test_the_broadcast_has_words_that_were_not_heard() -> None:
    heard = [text_of(entry) for entry in key()["lacunae"] if entry["kind"] == "indistinct"]
    assert heard == ["(two words indistinct)", "(word indistinct)"]


def test_the_official_translation_has_a_number_a_code_and_a_source_language() -> None:
    (entry,) = (e for e in key()["register"] if e["doc"] == "translation-11-march")
    assert [number["normal"] for number in entry["numbers"]] == ["3318", "R-11/R-11"]
    assert entry["source_language"]["normal"] == "ru"


def test_a_note_verbale_in_russian_transmits_another_letter() -> None:
    (entry,) = (e for e in key()["register"] if e["doc"] == "note-17-march")
    assert entry["kind"] == "note verbale"
    assert entry["enclosures"][0]["target"] == "original-17-march"


def test_two_pages_were_captured_twice_and_both_captures_have_the_same_words() -> None:
    for duplicate in key()["duplicates"]:
        assert text_of(duplicate["kept"]) == text_of(duplicate["other"])
    assert [duplicate["page"] for duplicate in key()["duplicates"]] == [2, 4]


def test_invented_last_words_read_smoothly_into_the_wrong_page() -> None:
    text = " ".join(texts()["01-office-file.md"].split())
    assert "as to who was the first to look - 4 - upon his mediation," in text
    assert "If you agree to the proximity of these installations" in text


def test_the_missing_page_is_proved_by_a_catchword_that_no_page_takes_up() -> None:
    assert furniture("catchword") == ["If no", "tranquility", "proposal,"]
    text = texts()["01-office-file.md"]
    assert text.count("tranquility") == 1
    for word in ("If no", "proposal,"):
        assert f"{word}\n\n" in text
        assert len(re.findall(rf"^{word} ", text, re.MULTILINE)) == 1


def test_the_size_of_the_gap_is_counted_on_the_print() -> None:
    (gap,) = key()["gaps"]
    assert gap["page"] == 3
    assert len(text_of(gap["counted_on"]).split()) == gap["estimate_words"]


def test_the_address_block_stands_in_the_middle_of_a_sentence() -> None:
    (sentence,) = (s for s in sentences("original-11-march").values() if len(s["spans"]) == 2)
    before, after = sentence["spans"]
    between = texts()[before["source"]][before["end"] : after["start"]]
    assert "Его Превосходительству" in between


def test_there_are_stamps_and_file_numbers_that_carry_the_date_of_their_document() -> None:
    assert "68875/3-1159" in furniture("stamp")
    written = {e["doc"]: e["dates"][0]["normal"] for e in key()["register"] if "dates" in e}
    for entry in key()["register"]:
        for number in entry.get("numbers", ()):
            if number["kind"] == "decimal_file":
                month, day = re.findall(r"/(\d)-(\d\d)59$", number["normal"])[0]
                assert written[entry["doc"]].startswith(f"1959-{int(month):02}-{day}")


def test_words_are_struck_inserted_and_once_struck_by_mistake() -> None:
    kinds = [layer["kind"] for layer in key()["layers"]]
    assert sorted(kinds) == ["false strike-out", "inserted", "inserted", "struck", "struck"]


def test_a_heading_was_invented_from_the_line_below_it() -> None:
    (heading,) = (entry for entry in key()["ocr"] if entry["kind"] == "invented heading")
    words = text_of(heading).removeprefix("## ").lower()
    end = heading["spans"][0]["end"]
    assert words in texts()["02-original-11-marta.md"][end:].split("\n\n")[1]


def test_one_letter_is_impossible_in_its_century_and_one_word_mixes_scripts() -> None:
    impossible, mixed = (text_of(entry) for entry in key()["ocr"][:2])
    assert "ѣ" in impossible
    assert re.search("[a-z]", mixed)
    assert re.search("[а-я]", mixed)
    russian = texts()["02-original-11-marta.md"]
    assert russian.count("ѣ") == 1
    assert len(re.findall(r"[а-я][a-z]|[a-z][а-я]", russian)) == 1


def test_every_line_end_hyphen_is_listed_with_the_joined_word() -> None:
    text = texts()["02-original-11-marta.md"]
    broken = [" ".join(m.split()) for m in re.findall(r"\w+-\s\w+", text)]
    assert broken == [text_of(entry) for entry in key()["hyphens"]]
    for entry in key()["hyphens"]:
        assert text_of(entry).replace("- ", "") == entry["joined"]


def test_a_telegram_with_station_number_and_date_time_group_carries_a_letter() -> None:
    letter = documents()["telegraphed-14-march"]
    assert letter["within"] == "telegram-412"
    (entry,) = (e for e in key()["register"] if e["doc"] == "telegram-412")
    assert text_of(entry["dates"][0]) == "141705Z MAR 59"
    assert [copy["normal"] for copy in entry["copies"]] == [
        "Sarn Squadron",
        "Mission Straits Commission",
    ]


def test_one_letter_is_cited_by_both_sides_and_held_nowhere() -> None:
    citing = {
        reference["doc"]
        for reference in key()["references"]
        if reference["target"] == "letter-3-march"
    }
    assert {"print-6-march", "original-11-march"} <= citing
    (letter,) = (item for item in key()["items"] if item["label"] == "letter-3-march")
    assert letter["witnesses"] == []


def test_the_essay_quotes_exactly_with_a_changed_word_and_with_dots() -> None:
    kinds = {quotation["verbatim"] for quotation in key()["quotations"]}
    assert kinds >= {"exact", "normalised", "elided", "altered", "paraphrase", "not a quotation"}
    for quotation in key()["quotations"]:
        said = text_of(quotation).strip('".,')
        if quotation["verbatim"] == "exact":
            assert said == text_of(quotation["target"]).strip(".,")
        elif quotation["verbatim"] == "altered":
            changed = quotation["differences"][0]
            assert changed == "bound for ready"
            assert said.replace("bound", "ready") == text_of(quotation["target"])
        elif quotation["verbatim"] == "elided":
            assert said.replace(". . .", "with you") == text_of(quotation["target"]).strip(".")
        elif quotation["verbatim"] == "normalised":
            assert said.capitalize() == text_of(quotation["target"]).strip(".").capitalize()


def test_every_marked_passage_of_the_essay_is_in_the_key() -> None:
    essay = documents()["essay-castell"]
    text = texts()[essay["source"]][essay["start"] : essay["end"]]
    marked = re.findall(r'"[^"]+"', text)
    assert marked == [text_of(quotation) for quotation in key()["quotations"]]


def test_one_quotation_is_exact_but_stands_in_another_letter_than_the_one_cited() -> None:
    (misplaced,) = (q for q in key()["quotations"] if q.get("place") == "elsewhere")
    assert misplaced["cited"] == "1959-03-06"
    assert misplaced["target"]["doc"] == "print-28-february"


def test_an_authors_note_interrupts_a_sentence_of_the_essay() -> None:
    (note,) = (entry for entry in key()["furniture"] if entry["kind"] == "footnote")
    span = note["spans"][0]
    text = texts()[span["source"]]
    assert text[: span["start"]].rstrip().endswith(", was")
    assert text[span["end"] :].split("\n\n")[2].startswith("less generous")


def test_a_foreword_starts_without_a_heading() -> None:
    start = documents()["foreword-luginina"]["start"]
    text = texts()["06-sarn-letters-offprint.md"]
    assert text[start:].startswith("Документы")
    assert text[:start].endswith("February 1989\n\n")


def test_there_are_proposals_conditions_deadlines_commitments_and_requests() -> None:
    types = {entry["type"] for entry in key()["ledger"]}
    assert types == {"proposal", "condition", "deadline", "commitment", "request"}


def test_the_official_translation_changes_a_number_weakens_a_promise_omits_a_request() -> None:
    found = substance("original-11-march", "translation-11-march")
    assert found == ["quantity", "commitment strength", "request"]


def test_only_the_official_translation_and_its_print_omit_the_request() -> None:
    for witness in ("informal-11-march", "broadcast-11-march"):
        text = text_of({"spans": [documents()[witness] | {"spans": None}]})
        assert "reconnaissance aircraft" in text
    for witness in ("translation-11-march", "print-11-march"):
        text = text_of({"spans": [documents()[witness] | {"spans": None}]})
        assert "reconnaissance" not in text


def test_the_other_translations_keep_what_the_official_one_changes() -> None:
    assert substance("original-11-march", "informal-11-march") == []
    assert substance("translation-11-march", "informal-11-march") == [
        "quantity",
        "commitment strength",
        "request",
    ]


def test_official_translation_and_print_differ_only_where_the_key_says() -> None:
    official = [word for s in sentences("translation-11-march").values() for word in words(s)]
    printed = [word for s in sentences("print-11-march").values() for word in words(s)]
    changes = [
        (" ".join(official[a:b]), " ".join(printed[c:d]))
        for tag, a, b, c, d in difflib.SequenceMatcher(
            a=official, b=printed, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    ]
    (gap,) = [change for change in changes if len(change[1].split()) > 100]
    assert gap[0] == ""
    changes.remove(gap)
    assert changes == [
        ("Strait,", "Strait"),
        ("thirty-one,", "31,"),
        ("twenty", "twelve"),
        ("fulfillment", "fulfilment"),
        ("20,", "26,"),
    ]


def test_the_letter_of_march_14_reads_the_same_in_the_telegram_and_in_print() -> None:
    def body(label: str) -> str:
        document = documents()[label]
        text = plain(texts()[document["source"]][document["start"] : document["end"]])
        return re.sub("[“”]", "", text)

    telegraphed = body("telegraphed-14-march").replace(
        " SECRET Page 2 of telegram 412 to Drevlyansk", ""
    )
    assert telegraphed == body("print-14-march").removesuffix(".")


def test_a_second_pair_is_held_whole_and_differs_in_nothing_of_substance() -> None:
    assert comparison("original-17-march", "translation-17-march")["verdict"] == (
        "no_difference_of_substance"
    )
    for label in ("original-17-march", "translation-17-march"):
        assert documents()[label]["complete"]


def test_a_name_is_spelt_three_ways_in_english() -> None:
    (entry,) = (e for e in key()["name_spellings"] if e["person"] == "vorokhov-stepan")
    spelt = {text_of(spelling) for spelling in entry["spellings"]}
    assert spelt == {"Vorokhoff", "Vorokhov", "Vorohov", "ВОРОХОВ"}


def test_dates_come_in_every_awkward_form() -> None:
    forms = {entry["form"].split(",")[0] for entry in key()["date_forms"]}
    assert forms >= {
        "с.г.",
        "day of the month without month",
        "month/day/year",
        "date-time group",
        "suffix of a decimal file number",
    }


def test_what_one_release_withholds_the_volume_prints() -> None:
    (withheld,) = (entry for entry in key()["lacunae"] if entry["kind"] == "withheld")
    assert text_of(withheld) == "[2 lines not declassified]"
    assert len(text_of(withheld["opened_by"]).split()) == withheld["words"]


def words(sentence: dict[str, Any]) -> list[str]:
    """Words of the final layer of a sentence: insertions read, struck words left out."""
    text = " ".join(words_at(span) for span in sentence["spans"])
    text = re.sub(r"~~.*?~~ ?", "", text).replace("<sup>", " ").replace("</sup>/", " ")
    return plain(text).replace("“", '"').replace("”", '"').split()
