"""Quotations and references of files, as the command line gives them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from herewith.cli.quotes import command as quotes
from herewith.errors import UsageError
from herewith.project.linking import quotations
from herewith.sample import folder

BOX = folder() / "box"
ESSAY = BOX / "06-sarn-letters-offprint.md"
KEY = Path(__file__).resolve().parents[1] / "golden" / "sample" / "key.json"


def test_the_quotations_of_the_sample_are_judged_as_its_key_says() -> None:
    key = json.loads(KEY.read_text("utf-8"))["quotations"]
    done = quotations(ESSAY, [BOX])
    text = ESSAY.read_text("utf-8")
    answers = {row["start"]: row for row in (*done.quotations, *done.left_alone)}
    for row in (*done.quotations, *done.left_alone):
        assert text[row["start"] : row["end"]] == row["text"]
    for expected in key:
        (span,) = expected["spans"]
        found = answers[span["start"] + 1]
        if expected["verbatim"] == "not a quotation":
            assert found["reason"]
        elif expected["verbatim"] == "paraphrase":
            assert found["verbatim"] in ("paraphrase", "not_found")
        else:
            assert (found["verbatim"], found["place"]) == (
                expected["verbatim"],
                expected["place"],
            )
            assert found["cited"]["date"] == expected["cited"]
    assert len(answers) == len(key)


def test_a_target_leads_to_the_words_in_its_file() -> None:
    found = quotations(ESSAY, [BOX / "05-sarn-volume.xml"]).quotations[0]
    text = (BOX / "05-sarn-volume.xml").read_text("utf-8")
    target = found["target"]
    assert target["document"] == "05-sarn-volume#d1"
    assert text[target["start"] : target["end"]] == "The Strait of Sarn is eleven miles wide"


def test_the_essay_is_not_its_own_source() -> None:
    found = quotations(ESSAY, [BOX]).quotations
    assert not any(
        row["target"] and row["target"]["document"].startswith(ESSAY.stem) for row in found
    )


def test_the_verb_prints_one_document_and_names_missing_files() -> None:
    done = CliRunner().invoke(quotes, [str(ESSAY), "--in", str(BOX), "--json"])
    assert done.exit_code == 0
    assert {"herewith", "quotations", "left_alone"} <= json.loads(done.stdout).keys()
    with pytest.raises(UsageError, match="nowhere"):
        quotations(Path("nowhere.txt"), [BOX])


@pytest.mark.material
def test_the_essay_of_the_real_box_quotes_the_letters_truly(material: Path) -> None:
    volumes = [material / "frus" / f"frus1961-63v0{n}.xml" for n in (5, 6)]
    (essay,) = (material / "boxes" / "cuba-1962").glob("000_*.txt")
    done = quotations(essay, volumes)
    found = [
        (row["verbatim"], row["place"], row["target"]["document"].partition("#")[2])
        for row in done.quotations
    ]
    assert found == [
        ("exact", "as_cited", "d60"),
        ("normalised", "as_cited", "d74"),
        ("elided", "as_cited", "d60"),
        ("exact", "as_cited", "d74"),
    ]
    assert len(done.left_alone) == 4
