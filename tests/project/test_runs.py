"""Runs: what is done again, and what is not; the same bytes whatever the way."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.project.helpers import Small
from tests.project.small_stages import small

from herewith.errors import StoreError, UsageError
from herewith.project import open_project

DAY = datetime.date(1990, 1, 31)
NOTHING = {"letters": 0, "words": 0, "totals": 0}


def total(project: Small) -> int:
    line = (project.root / "work/records/total.jsonl").read_text("utf-8")
    return int(json.loads(line)["words"])


def test_the_first_run_does_everything(small_project: Small) -> None:
    report = small_project.run()
    assert small_project.worked(report) == {"letters": 2, "words": 3, "totals": 1}
    assert report.counts["documents"] == 3
    assert total(small_project) == 9 + 8 + 8


def test_a_second_run_does_nothing(small_project: Small) -> None:
    small_project.run()
    report = small_project.run()
    assert report.unchanged
    assert small_project.worked(report) == NOTHING
    assert report.counts["documents"] == 3


def test_a_changed_file_reruns_only_what_it_touches(small_project: Small) -> None:
    small_project.run()
    (small_project.box / "from-the-coast.txt").write_text("march-17: Да.\n", "utf-8")
    report = small_project.run()
    assert small_project.worked(report) == {"letters": 1, "words": 1, "totals": 1}
    assert total(small_project) == 9 + 8 + 1


def test_a_file_changed_within_its_size_and_second_is_noticed(small_project: Small) -> None:
    small_project.run()
    path = small_project.box / "from-the-coast.txt"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("не", "же"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert small_project.worked(small_project.run())["letters"] == 1


def test_a_file_that_was_only_touched_changes_nothing(small_project: Small) -> None:
    small_project.run()
    os.utime(small_project.box / "from-the-coast.txt", (1, 1))
    assert small_project.run().unchanged


def test_a_file_taken_away_takes_its_records_away(small_project: Small) -> None:
    small_project.run()
    (small_project.box / "from-the-coast.txt").unlink()
    report = small_project.run()
    assert report.counts["documents"] == 2
    assert small_project.open().edition().document("march-17") is None
    assert small_project.open().edition().search("пролив").total == 0


def test_a_file_that_comes_back_is_taken_from_the_cache(small_project: Small) -> None:
    small_project.run()
    records = small_project.records()
    path = small_project.box / "from-the-coast.txt"
    text = path.read_text("utf-8")
    path.unlink()
    small_project.run()
    path.write_text(text, "utf-8")
    assert small_project.worked(small_project.run())["letters"] == 0
    assert small_project.records() == records


def test_a_setting_reruns_only_its_stage_and_what_depends_on_it(small_project: Small) -> None:
    small_project.run()
    small_project.settings("\n[stage.words]\nleast = 9\n")
    report = small_project.run()
    assert small_project.worked(report) == {"letters": 0, "words": 3, "totals": 0}
    assert [p.code for p in report.problems] == ["T102", "T102"]


def test_another_version_of_a_stage_reruns_it(small_project: Small) -> None:
    small_project.run()
    stages = small()
    stages[1].version = "2"
    report = open_project(small_project.root, stages=stages).run()
    assert small_project.worked(report)["words"] == 3


def test_an_authority_file_reruns_only_the_stage_that_looks_into_it(small_project: Small) -> None:
    small_project.run()
    people = small_project.root / "authorities/people.csv"
    people.write_text("id,name\nhollis,Hollis\n", "utf-8")
    report = small_project.run()
    assert small_project.worked(report) == {"letters": 0, "words": 0, "totals": 1}
    assert total(small_project) == 1025


def test_a_decision_reruns_only_the_unit_that_asks_for_it(small_project: Small) -> None:
    small_project.run()
    small_project.open().decide(
        "march-13/words", "set", value=3, by="EB", on=DAY, because="the rest is struck"
    )
    report = small_project.run()
    assert small_project.worked(report) == {"letters": 0, "words": 1, "totals": 1}
    assert total(small_project) == 9 + 3 + 8
    said = small_project.open().edition().statement("march-13/words")
    assert said is not None
    assert (said.status, said.value, said.original_value) == ("set", 3, 8)


def test_an_undone_decision_gives_back_what_was_before(small_project: Small) -> None:
    small_project.run()
    records = small_project.records()
    project = small_project.open()
    made = project.decide("march-13/words", "reject", by="EB", on=DAY, because="misread")
    small_project.run()
    assert total(small_project) == 17
    project.undo(made.id, by="EB", on=DAY)
    small_project.run()
    assert small_project.records() == records


def test_every_stage_can_be_done_again(small_project: Small) -> None:
    small_project.run()
    records = small_project.records()
    report = small_project.open().run(from_stage="words")
    assert small_project.worked(report) == {"letters": 0, "words": 3, "totals": 1}
    assert small_project.records() == records


def test_an_unknown_stage_is_misuse(small_project: Small) -> None:
    with pytest.raises(UsageError, match="letters, words, totals"):
        small_project.open().run(from_stage="word")


@pytest.mark.parametrize("workers", [1, 2])
def test_the_pool_writes_the_same_bytes(small_project: Small, workers: int) -> None:
    small_project.run()
    records = small_project.records()
    shutil.rmtree(small_project.root / "work")
    small_project.run(run_engine="pool", run_workers=workers)
    assert small_project.records() == records


def test_the_place_of_the_project_makes_no_difference(small_project: Small) -> None:
    small_project.run()
    records = small_project.records()
    elsewhere = small_project.root.parent / "moved" / "deep"
    elsewhere.mkdir(parents=True)
    shutil.copytree(
        small_project.root, elsewhere / "edition", ignore=shutil.ignore_patterns("work")
    )
    shutil.copytree(small_project.box, elsewhere / "letters")
    moved = Small(elsewhere / "edition", elsewhere / "letters")
    moved.run()
    assert moved.records() == records


def test_bad_material_is_a_problem_and_the_rest_is_read(small_project: Small) -> None:
    (small_project.box / "scan.txt").write_bytes(b"\0\1\2")
    report = small_project.run()
    assert [(p.code, p.place.file) for p in report.problems] == [("T101", "scan.txt")]
    assert report.counts["documents"] == 3


def test_a_fault_of_a_stage_is_a_problem_and_is_tried_again(small_project: Small) -> None:
    (small_project.box / "new.txt").write_text("march-20: crash please\n", "utf-8")
    report = small_project.run()
    assert [(p.code, p.place.file) for p in report.problems] == [("P301", "march-20")]
    assert "ZeroDivisionError" in (small_project.root / "work/failures.log").read_text("utf-8")
    assert total(small_project) == 25
    again = small_project.run()
    assert not again.unchanged
    assert small_project.worked(again)["words"] == 1


def test_a_worker_that_dies_stops_the_run_and_nothing_is_lost(small_project: Small) -> None:
    (small_project.box / "zz.txt").write_text("march-20: die please\n", "utf-8")
    from herewith.errors import EngineError

    with pytest.raises(EngineError, match="worker process ended"):
        small_project.run(run_engine="pool", run_workers=1)
    (small_project.box / "zz.txt").write_text("march-20: live please\n", "utf-8")
    report = small_project.run()
    assert small_project.worked(report)["letters"] == 1
    assert report.counts["documents"] == 4


def test_two_records_with_one_id_are_reported(small_project: Small) -> None:
    (small_project.box / "twin.txt").write_text("march-11: another text\n", "utf-8")
    report = small_project.run()
    assert [p.code for p in report.problems] == ["P302"]
    assert "march-11" in report.problems[0].message
    assert report.counts["documents"] == 3


def test_only_one_run_at_a_time(small_project: Small) -> None:
    from herewith.durable import held

    with (
        held(small_project.root / "work/.lock", "busy"),
        pytest.raises(StoreError, match="another run is at work"),
    ):
        small_project.run()


def test_a_run_is_resumed_after_a_kill_with_nothing_lost(small_project: Small) -> None:
    lines = "".join(f"letter-{n:02}: word number {n}\n" for n in range(40))
    (small_project.box / "many.txt").write_text(lines, "utf-8")
    trace = small_project.root.parent / "trace"
    small_project.settings(f'\n[stage.words]\ntrace = "{trace}"\npause = 0.03\n')
    kills = 0
    while kills < 6:
        child = subprocess.Popen([sys.executable, "-c", RUN, str(small_project.root)])
        time.sleep(0.7 + 0.11 * kills)
        child.send_signal(signal.SIGKILL)
        if child.wait() != -signal.SIGKILL:
            break
        kills += 1
    assert kills
    small_project.run()
    worked = trace.read_text("utf-8").splitlines()
    assert len(set(worked)) == 43
    assert len(worked) <= 43 + kills, "a kill loses at most the unit in flight"
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
    monkeypatch.setenv("PYTHONPATH", f"{root / 'src'}{os.pathsep}{root}")


@pytest.mark.parametrize("step", range(12))
def test_a_stop_between_any_two_writes_loses_nothing(
    small_project: Small, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a kill would: the n-th write to disk does not happen, nor does anything after it."""
    small_project.run()
    (small_project.box / "from-the-coast.txt").write_text("march-17: Да, конечно.\n", "utf-8")
    from herewith import durable

    writes = 0
    real = durable.replace

    def counted(path: Path, data: bytes) -> None:
        nonlocal writes
        if writes == step:
            raise KeyboardInterrupt
        writes += 1
        real(path, data)

    monkeypatch.setattr("herewith.store.lines.replace", counted)
    monkeypatch.setattr("herewith.project.running.replace", counted)
    try:
        small_project.run()
        stopped = False
    except KeyboardInterrupt:
        stopped = True
    monkeypatch.undo()
    report = small_project.run()
    assert report.unchanged is not stopped
    records = small_project.records()
    shutil.rmtree(small_project.root / "work")
    small_project.run()
    assert small_project.records() == records


def test_rules_and_beads_of_editors_reach_their_stages(small_project: Small) -> None:
    from herewith.project.handed_on import handed_on

    folder = small_project.root / "decisions"
    (folder / "regularisation.toml").write_text('[[rule]]\nreading = "centre"\n', "utf-8")
    (folder / "march.beads").write_text("= s1 t1\n", "utf-8")
    (folder / "broken.beads").write_bytes(b"\xff")
    found, problems = handed_on(folder)
    assert found == {
        "collate": {"regularisation": [{"reading": "centre"}]},
        "align": {"beads": {"decisions/march.beads": "= s1 t1\n"}},
    }
    assert [(p.code, p.place.file) for p in problems] == [("D102", "decisions/broken.beads")]
    assert [p.code for p in small_project.run().problems] == ["D102"]


def test_rules_are_no_decisions(small_project: Small) -> None:
    small_project.run()
    with pytest.raises(UsageError, match="rules, not decisions"):
        small_project.open().decide(
            "march-13/words",
            "accept",
            by="EB",
            on=DAY,
            because="x",
            file="regularisation.toml",
        )
