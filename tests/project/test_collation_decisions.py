"""Editors and collations in a project: a decision on a variation survives re-runs, and is undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from herewith.cli.main import herewith

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title>
</titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc>
</teiHeader><text><body><div type="document" xml:id="d1"><head>Letter from Regent Brandt to Chairman
Hollis</head><opener><dateline>Sarn, March 11, 1959.</dateline><salute>Dear Mr. Chairman:</salute>
</opener>{}<closer><signed>A. Brandt</signed></closer></div></body></text></TEI>"""
BODY = (
    "<p>We have read with joy the letter which the Council sent to us, and we shall send our envoy "
    "to the port of Sarn before the end of this week.</p><p>The three launches that were held in "
    "the strait will be released, with their crews and cargoes, as soon as the keeper of the light "
    "has been heard.</p><p>We ask that no further ships be sent through the strait until the talks "
    "between our two governments have begun in the capital.</p>"
)
ADDED = "<p>The captain of the port was asked to keep the lamps burning through the night.</p>"


class Edition:
    """A project with one letter in two printed texts."""

    def __init__(self, folder: Path) -> None:
        self.root, self.box = folder / "edition", folder / "box"
        self.box.mkdir()
        self.write("first", BODY)
        self.write("second", BODY.replace("joy", "fear").replace("keeper", "warden"))
        assert self.call("new", str(self.root), "--box", str(self.box)).exit_code == 0

    def write(self, name: str, body: str) -> None:
        (self.box / f"{name}.xml").write_text(TEI.format(body), "utf-8")

    def call(self, *arguments: str) -> Result:
        return CliRunner().invoke(herewith, list(arguments), catch_exceptions=False)

    def collation(self) -> dict[str, Any]:
        """What a run makes of the item."""
        assert self.call("run", str(self.root)).exit_code == 0
        (line,) = (self.root / "work/records/collation.jsonl").read_text("utf-8").splitlines()
        found = json.loads(line)
        assert isinstance(found, dict)
        return found

    def variation(self, word: str) -> dict[str, Any]:
        """The variation that has a word among its readings."""
        (found,) = (
            v for v in self.collation()["variations"] if word in [r["text"] for r in v["readings"]]
        )
        assert isinstance(found, dict)
        return found


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return Edition(tmp_path)


def test_an_item_with_two_witnesses_in_one_language_is_collated(edition: Edition) -> None:
    made = edition.collation()
    assert [[r["text"] for r in v["readings"]] for v in made["variations"]] == [
        ["joy", "fear"],
        ["keeper", "warden"],
    ]


def test_a_decision_survives_a_change_of_another_paragraph_and_can_be_undone(
    edition: Edition,
) -> None:
    before = edition.variation("warden")
    assert before["class"] != "form"
    decided = edition.call(
        "decide", before["id"], "set", "--value", '"form"', "--by", "EB",
        "--because", "both words mean the same man", "--project", str(edition.root), "--json",
    )  # fmt: skip
    assert decided.exit_code == 0
    number = json.loads(decided.stdout)["decision"]["id"]

    edition.write("second", ADDED + BODY.replace("joy", "terror").replace("keeper", "warden"))
    after = edition.variation("warden")
    assert (after["id"], after["class"], after["status"]) == (before["id"], "form", "set")
    assert edition.variation("warden") == after

    assert edition.call("undo", number, "--project", str(edition.root), "--by", "EB").exit_code == 0
    undone = edition.variation("warden")
    assert (undone["class"], undone["status"]) == (before["class"], "proposed")


def test_a_decision_goes_with_its_words_and_not_with_its_number(edition: Edition) -> None:
    before = edition.variation("warden")
    edition.call(
        "decide", before["id"], "reject", "--by", "EB", "--because", "seen",
        "--project", str(edition.root),
    )  # fmt: skip
    more = BODY.replace("has been heard", "was heard").replace("port of Sarn", "port of Tarn")
    edition.write("second", more.replace("joy", "fear").replace("keeper", "warden"))
    found = edition.collation()["variations"]
    assert [v["status"] for v in found] == [
        "rejected" if v["id"] == before["id"] else "proposed" for v in found
    ]
    assert before["id"] in [v["id"] for v in found]


def test_the_names_of_the_files_change_no_reading(edition: Edition) -> None:
    def shown() -> list[list[str]]:
        made = edition.collation()
        return sorted(sorted(r["text"] for r in v["readings"]) for v in made["variations"])

    before = shown()
    edition.write("first", BODY.replace("joy", "fear").replace("keeper", "warden"))
    edition.write("second", BODY)
    assert shown() == before


def test_rules_of_regularisation_of_a_project_are_heeded(edition: Edition) -> None:
    rules = edition.root / "decisions/regularisation.toml"
    rules.write_text('[[rule]]\nreading = "warden"\nregularised = "keeper"\n', "utf-8")
    assert edition.variation("warden")["class"] == "none"
    rules.unlink()
    assert edition.variation("warden")["class"] != "none"
