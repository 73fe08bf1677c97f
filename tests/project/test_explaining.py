"""Explaining, deciding, undoing, checking, exporting: what an editor does with a project."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from tests.project.helpers import BOX, Small
from tests.project.small_stages import Words, small

import herewith
from herewith.desk import Event
from herewith.errors import StoreError, UsageError
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome
from herewith.project import open_project

DAY = datetime.date(1990, 1, 31)


def test_a_statement_is_explained_down_to_the_line(small_project: Small) -> None:
    small_project.run()
    (one,) = small_project.open().explain("march-13/words")
    (place,) = one.evidence
    assert (place.path, place.line, place.column) == ("from-the-capital.txt", 2, 11)
    text = BOX["from-the-capital.txt"]
    assert (
        text[place.start : place.end] == place.quote == "We have received no answer to our letter."
    )
    assert place.before.endswith("march-13: ")
    assert place.holds
    assert one.statement.because == "divided at spaces"
    assert one.activity is not None
    assert (one.activity.stage, one.activity.version) == ("words", "1")
    assert one.decisions == ()


def test_a_subject_is_explained_by_all_its_statements(small_project: Small) -> None:
    small_project.run()
    found = small_project.open().explain("march-13")
    assert [one.statement.id for one in found] == ["march-13/words"]


def test_decisions_are_shown_with_what_became_of_them(small_project: Small) -> None:
    small_project.run()
    project = small_project.open()
    first = project.decide("march-13/words", "accept", by="EB", on=DAY, because="counted")
    second = project.decide("march-13/words", "unsure", by="EB", on=DAY, because="torn")
    third = project.decide("march-13/words", "reject", by="EB", on=DAY, because="hm")
    undone = project.undo(third.id, by="EB", on=DAY, because="hasty")
    (one,) = project.explain("march-13/words")
    assert [(d.decision.id, d.state, d.undone_by) for d in one.decisions] == [
        (first.id, "superseded", None),
        (second.id, "in_force", None),
        (third.id, "undone", undone.id),
    ]


def test_an_unknown_id_is_misuse_with_the_nearest(small_project: Small) -> None:
    small_project.run()
    project = small_project.open()
    with pytest.raises(UsageError, match="Nearest: march-13/words"):
        project.explain("march-13/word")
    with pytest.raises(UsageError, match="Nearest: march-13/words"):
        project.decide("march-13/word", "accept", by="EB", on=DAY, because="x")
    assert not list((small_project.root / "decisions").iterdir())


@pytest.mark.parametrize(
    ("judgement", "more", "words"),
    [
        ("agree", {}, "not a judgement"),
        ("undo", {}, "not a judgement"),
        ("set", {}, "needs a value"),
        ("accept", {"value": 1}, "takes no value"),
        ("accept", {"by": " "}, "needs"),
        ("accept", {"because": ""}, "needs"),
        ("accept", {"file": "../x.toml"}, "decisions file"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    small_project: Small, judgement: str, more: dict[str, object], words: str
) -> None:
    small_project.run()
    given = {"by": "EB", "on": DAY, "because": "x"} | more
    with pytest.raises(UsageError, match=words):
        small_project.open().decide("march-13/words", judgement, **given)  # type: ignore[arg-type]


def test_a_value_may_be_null(small_project: Small) -> None:
    small_project.run()
    project = small_project.open()
    made = project.decide("march-13/words", "set", value=None, by="EB", on=DAY, because="x")
    assert project.decisions() == (made,) or project.decisions()[0].value is None


def test_a_decision_can_be_undone_once(small_project: Small) -> None:
    small_project.run()
    project = small_project.open()
    made = project.decide("march-13/words", "accept", by="EB", on=DAY, because="x")
    undone = project.undo(made.id, by="EB", on=DAY)
    with pytest.raises(UsageError, match="already"):
        project.undo(made.id, by="EB", on=DAY)
    with pytest.raises(UsageError, match="write the decision again"):
        project.undo(undone.id, by="EB", on=DAY)
    with pytest.raises(UsageError, match="no decision"):
        project.undo("d-none", by="EB", on=DAY)


def test_a_decision_on_what_is_gone_is_kept_and_reported(small_project: Small) -> None:
    small_project.run()
    small_project.open().decide("march-17/words", "accept", by="EB", on=DAY, because="x")
    (small_project.box / "from-the-coast.txt").unlink()
    report = small_project.run()
    assert [(p.code, p.place.file, p.place.line) for p in report.problems] == [
        ("P303", "decisions/decisions.toml", 1)
    ]
    assert len(small_project.open().decisions()) == 1


class Deaf(Words):
    """A stage that never asks for decisions."""

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        return super().units(records, context)

    def work(self, unit: Unit, context: Context) -> Outcome:
        return super().work(unit, Context(context.settings, context.authorities, {}))


@pytest.mark.parametrize(
    ("judgement", "value", "shown", "codes"),
    [
        ("accept", {}, ("accepted", 8, None), []),
        ("unsure", {}, ("unsure", 8, None), []),
        ("reject", {}, ("rejected", 8, None), ["P304"]),
        ("set", {"value": 7}, ("set", 7, 8), ["P304"]),
    ],
)
def test_no_decision_is_ignored_even_if_its_stage_is_deaf(
    small_project: Small, judgement: str, value: dict[str, object], shown: object, codes: list[str]
) -> None:
    letters, _, totals = small()
    project = open_project(small_project.root, stages=(letters, Deaf(), totals))
    project.run()
    project.decide("march-13/words", judgement, by="EB", on=DAY, because="x", **value)
    report = project.run()
    said = project.edition().statement("march-13/words")
    assert said is not None
    assert (said.status, said.value, said.original_value) == shown
    assert [p.code for p in report.problems] == codes


def test_check_tells_the_faults_of_the_editors_files_before_the_next_run(
    small_project: Small,
) -> None:
    small_project.run()
    bad = small_project.root / "decisions/dates.toml"
    bad.write_text("[[decision]]\nby = 1\n", "utf-8")
    codes = {p.code for p in small_project.open().check()}
    assert codes == {"D106", "D107"}
    assert {p.code for p in small_project.run().problems} == codes
    bad.unlink()
    assert small_project.open().check() == ()


def test_a_broken_chain_of_events_is_a_problem_of_the_run(small_project: Small) -> None:
    project = small_project.open()
    project.record(Event(0, "receive", "march-11", "1959-03-12", "EB"))
    path = small_project.root / "log/events.jsonl"
    path.write_text(path.read_text("utf-8").replace("march-11", "march-12"), "utf-8")
    assert [p.code for p in small_project.run().problems] == ["E102"]


def test_events_are_about_what_is_known(small_project: Small) -> None:
    small_project.run()
    project = small_project.open()
    with pytest.raises(UsageError, match=r"Nearest: .*march-13"):
        project.record(Event(0, "file", "march-12", "1959-03-12", "EB"))
    assert project.record(Event(0, "file", "march-13", "1959-03-12", "EB")).n == 1
    project.record(Event(0, "receive", "march-12", "1959-03-12", "EB"))
    assert project.record(Event(0, "file", "march-12", "1959-03-12", "EB")).n == 3


@pytest.mark.parametrize("damage", [b"", b"hello" * 3000, None])
def test_a_damaged_database_is_reported_and_made_again(
    small_project: Small, damage: bytes | None
) -> None:
    small_project.run()
    path = small_project.root / "work/edition.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + data[: len(data) // 2] if damage is None else damage)
    project = small_project.open()
    assert project.edition().search("корабль").total == 1
    assert len(project.notices) == 1
    assert small_project.open().edition().count(herewith.model.document.Document) == 3  # type: ignore[attr-defined]
    assert small_project.run().unchanged


def test_a_run_makes_a_damaged_database_again_and_says_so(small_project: Small) -> None:
    small_project.run()
    (small_project.root / "work/edition.sqlite").write_bytes(b"hello" * 3000)
    report = small_project.run()
    assert report.unchanged
    assert len(report.notices) == 1
    assert small_project.run().notices == ()


def test_a_damaged_cache_costs_time_and_nothing_else(small_project: Small) -> None:
    small_project.run()
    records = small_project.records()
    (small_project.root / "work/cache.sqlite").write_bytes(b"hello" * 3000)
    small_project.settings("# touched\n")
    (small_project.root / "work/run.json").unlink()
    report = small_project.run()
    assert "cache was damaged" in report.notices[0]
    assert small_project.records() == records


def test_a_damaged_records_file_is_written_again(small_project: Small) -> None:
    small_project.run()
    records = small_project.records()
    (small_project.root / "work/records/document.jsonl").write_text("{", "utf-8")
    assert not small_project.run().unchanged
    assert small_project.records() == records


def test_a_project_that_was_never_run_says_so(small_project: Small) -> None:
    with pytest.raises(StoreError, match="herewith run"):
        small_project.open().edition()


def test_everything_can_be_exported_as_lines_and_tables(small_project: Small) -> None:
    small_project.run()
    project = small_project.open()
    lines = project.export("jsonl")
    documents = small_project.root / "exports/jsonl/documents.jsonl"
    assert documents in lines
    ids = [json.loads(line)["id"] for line in documents.read_text("utf-8").splitlines()]
    assert ids == ["march-11", "march-13", "march-17"]
    tables = project.export("csv", small_project.root / "tables")
    with (small_project.root / "tables/register.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    assert [row["document"] for row in rows] == ids
    assert all(path.exists() for path in tables)
    with pytest.raises(UsageError, match="jsonl"):
        project.export("stone tablets")


def test_a_cell_is_never_a_formula(small_project: Small) -> None:
    (small_project.box / "bad.txt").write_text('=HYPERLINK("x"): some text\n', "utf-8")
    small_project.run()
    small_project.open().export("csv")
    text = (small_project.root / "exports/csv/register.csv").read_text("utf-8-sig")
    assert "\n=" not in text
    assert "'=HYPERLINK" in text


def test_a_folder_is_opened_by_name_in_python(small_project: Small) -> None:
    assert herewith.open(small_project.root).settings.title == "edition"


def test_a_desk_at_work_during_a_run_loses_nothing(small_project: Small) -> None:
    small_project.run()
    lines = "".join(f"letter-{n:02}: word number {n}\n" for n in range(30))
    (small_project.box / "many.txt").write_text(lines, "utf-8")
    small_project.settings("\n[stage.words]\npause = 0.03\n")
    child = subprocess.Popen([sys.executable, "-c", RUN, str(small_project.root)])
    project = small_project.open()
    made = []
    while child.poll() is None:
        made.append(
            project.decide("march-11/words", "accept", by="EB", on=DAY, because=f"look {len(made)}")
        )
    assert child.returncode == 0
    assert [d.id for d in project.decisions()] == [d.id for d in made]
    small_project.run()
    records = small_project.records()
    shutil.rmtree(small_project.root / "work")
    small_project.run()
    assert small_project.records() == records


RUN = """
import sys
from herewith.project import open_project
from tests.project.small_stages import small
open_project(sys.argv[1], stages=small()).run()
"""


@pytest.fixture(autouse=True)
def _children_find_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).resolve().parents[2]
    monkeypatch.setenv("PYTHONPATH", f"{root / 'src'}:{root}")
