"""The letter of October 27 in an archive's capture and in print: form, gap, and artefact apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.formats.reading import read
from herewith.project.collating import CollatedFiles, collate_files
from herewith.stages.reconstruct import reconstruct

pytestmark = pytest.mark.material


@pytest.fixture(scope="module")
def letter() -> CollatedFiles:
    material = Path(__file__).resolve().parents[2].parent / "shared"
    box = next((material / "boxes" / "cuba-1962").glob("002_*.txt"))
    found = [d for d in reconstruct(read(box)).documents if d.gaps]
    assert len(found) == 1
    name = str(found[0].id).partition("#")[2]
    volume = material / "frus" / "frus1961-63v06.xml"
    return collate_files([f"print={volume}#d66", f"capture={box}#{name}"], base="print")


def test_about_a_quarter_of_the_letter_is_a_gap_and_no_omission(letter: CollatedFiles) -> None:
    coverage = dict(letter.made.coverage)
    (lacuna,) = coverage["capture"].lacunae
    assert lacuna.words is not None
    assert 0.2 < lacuna.words / coverage["print"].tokens < 0.3
    assert coverage["print"].compared == coverage["print"].tokens - lacuna.words
    assert all(
        len(reading.text.split()) < 12
        for variation in letter.made.variations
        for reading in variation.readings
        if reading.sigla == ("print",)
    )


def test_what_else_differs_is_form_or_stands_in_head_and_foot(letter: CollatedFiles) -> None:
    document = letter.documents["capture"]
    body = (document.text.index("Dear Mr"), document.text.rindex("Respectfully"))
    inner = [
        variation
        for variation in letter.made.variations
        if all(
            body[0] <= start and end <= body[1]
            for reading in variation.readings
            for siglum, start, end in reading.spans
            if siglum == "capture"
        )
    ]
    assert {variation.cls for variation in inner} == {"form"}
    assert {"case", "punctuation", "hyphenation"} <= {variation.kind for variation in inner}


def test_the_invented_last_words_of_the_cut_page_are_not_in_the_text(letter: CollatedFiles) -> None:
    readings = [r.text for v in letter.made.variations for r in v.readings if "capture" in r.sigla]
    assert not any("third" in text or "greatest fear" in text for text in readings)


def test_every_span_leads_back_to_the_words_of_the_file(letter: CollatedFiles) -> None:
    material = Path(__file__).resolve().parents[2].parent / "shared"
    source = next((material / "boxes" / "cuba-1962").glob("002_*.txt")).read_text("utf-8")
    for variation in letter.as_json()["variations"]:
        for reading in variation["readings"]:
            if "capture" in reading["spans"] and len(reading["text"].split()) == 1:
                start, end = reading["spans"]["capture"]
                assert source[start:end] == reading["text"]


def test_the_captures_of_one_page_can_be_collated_themselves(letter: CollatedFiles) -> None:
    material = Path(__file__).resolve().parents[2].parent / "shared"
    box = next((material / "boxes" / "cuba-1962").glob("002_*.txt"))
    volume = material / "frus" / "frus1961-63v06.xml"
    found = []
    for duplicate in reconstruct(read(box)).duplicates:
        name = duplicate.id.rpartition("/")[2]
        made = collate_files(
            [f"first={box}#{name}", f"second={box}#{name}.kept", f"print={volume}#d66"],
            base="print",
        ).made
        found += [
            {siglum: r.text for r in v.readings for siglum in r.sigla} for v in made.variations
        ]
    assert {"first": "fear", "second": "joy", "print": "joy"} in found
