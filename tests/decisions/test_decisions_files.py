"""The editors' decisions files: read with every fault in its place, and only ever appended to."""

from __future__ import annotations

import datetime
import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herewith.decisions import append, read_decisions, written
from herewith.errors import UsageError
from herewith.model.decision import Decision, current

GOOD = """\
# Readings of the register, checked against the originals.
[[decision]]
target = "march-11/place"
judgement = "set"
value = "Sarn"        # as on the seal
by = "EB"
on = 1990-01-31
because = "the seal"
"""


def decisions(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def table(**keys: object) -> str:
    full = {"target": "a/b", "judgement": "accept", "by": "EB", "on": "1990-01-31"} | keys
    lines = [f'{key} = "{value}"' for key, value in full.items() if value is not None]
    return "[[decision]]\n" + "\n".join(lines) + "\n"


def test_a_decision_is_read_with_its_line(tmp_path: Path) -> None:
    found = read_decisions(decisions(tmp_path, places=GOOD))
    assert found.problems == ()
    (decision,) = found.decisions
    assert (decision.target, decision.value, decision.on) == (
        "march-11/place",
        "Sarn",
        "1990-01-31",
    )
    assert decision.place is not None
    assert str(decision.place) == f"{tmp_path.name}/places.toml:2"


def test_a_missing_folder_holds_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none").decisions == ()


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        (table(judgment="accept"), "D105", 6, 'Did you mean "judgement"?'),
        (table(by=None), "D106", 1, 'no "by"'),
        (table(judgement="agree"), "D108", 3, "accept, reject"),
        (table(on="1990-31-01"), "D109", 5, "not a calendar date"),
        (table(value="x"), "D110", 6, "no sense"),
        (table(judgement="set"), "D110", 1, "needs one value"),
        (table(judgement="set", value_json="{"), "D111", 6, "not JSON"),
        (table(target=" "), "D107", 2, "empty"),
        ("by = 1\n", "D104", 1, "outside"),
        ("[[decision]]\nby = \n", "D103", 2, "not TOML"),
    ],
)
def test_a_fault_is_told_with_code_and_line(
    tmp_path: Path, text: str, code: str, line: int, words: str
) -> None:
    found = read_decisions(decisions(tmp_path, d=text))
    problem = next(p for p in found.problems if p.code == code)
    assert problem.place.line == line
    assert words in str(problem)


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    found = read_decisions(decisions(tmp_path, d=table(by=None, judgement="x", on="y")))
    assert sorted(p.code for p in found.problems) == ["D106", "D108", "D109"]


def test_a_broken_decision_does_not_cost_the_others(tmp_path: Path) -> None:
    text = table(target="a/1") + '[[decision]]\ntarget = "a/2\n' + table(target="a/3")
    found = read_decisions(decisions(tmp_path, d=text))
    assert [d.target for d in found.decisions] == ["a/1", "a/3"]
    assert [(p.code, p.place.line) for p in found.problems] == [("D103", 7)]


def test_a_header_within_a_long_text_is_not_a_decision(tmp_path: Path) -> None:
    text = table() + 'because = """\n[[decision]]\nsays the note"""\n'
    found = read_decisions(decisions(tmp_path, d=text))
    assert found.problems == ()
    assert found.decisions[0].because == "[[decision]]\nsays the note"


def test_a_file_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_bytes(b'[[decision]]\nby = "\xff"\n')
    assert [p.code for p in read_decisions(tmp_path).problems] == ["D102"]


def test_a_folder_named_like_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "d.toml").mkdir()
    assert [p.code for p in read_decisions(tmp_path).problems] == ["D101"]


def test_files_are_merged_by_date_and_each_keeps_its_order(tmp_path: Path) -> None:
    late_then_early = table(target="z/1", on="1990-03-01") + table(target="z/2", on="1990-01-01")
    between = table(target="a/1", on="1990-02-01")
    found = read_decisions(decisions(tmp_path, a=between, z=late_then_early))
    assert [d.target for d in found.decisions] == ["a/1", "z/1", "z/2"]


def test_an_undo_of_the_same_day_in_an_earlier_file_still_takes_back(tmp_path: Path) -> None:
    undo = table(target="d-1", judgement="undo")
    found = read_decisions(decisions(tmp_path, a=undo, b=table(id="d-1", judgement="reject")))
    assert found.problems == ()
    assert current(found.decisions) == {}


def test_an_undo_of_nothing_is_a_problem_with_the_nearest_decision(tmp_path: Path) -> None:
    text = table(id="d-abcd1234") + table(target="d-abcd1235", judgement="undo")
    (problem,) = read_decisions(decisions(tmp_path, d=text)).problems
    assert (problem.code, problem.place.line) == ("D113", 7)
    assert "d-abcd1234" in problem.hint


def test_an_undo_of_an_undo_is_a_problem(tmp_path: Path) -> None:
    text = table(id="d-1") + table(id="d-2", target="d-1", judgement="undo")
    text += table(target="d-2", judgement="undo")
    assert [p.code for p in read_decisions(decisions(tmp_path, d=text)).problems] == ["D114"]


def test_two_decisions_with_one_id_are_both_kept(tmp_path: Path) -> None:
    text = table(id="d-1", target="a/1") + table(id="d-1", target="a/2")
    found = read_decisions(decisions(tmp_path, d=text))
    assert [p.code for p in found.problems] == ["D112"]
    assert set(current(found.decisions)) == {"a/1", "a/2"}


def test_editors_who_disagree_are_both_kept_and_flagged(tmp_path: Path) -> None:
    text = table(by="EB") + table(by="MC", judgement="reject")
    found = read_decisions(decisions(tmp_path, d=text))
    assert len(found.decisions) == 2
    assert [(p.code, p.severity) for p in found.problems] == [("D115", "warning")]
    assert current(found.decisions)["a/b"].by == "MC"


def test_an_editor_who_changes_her_mind_is_not_flagged(tmp_path: Path) -> None:
    text = table() + table(judgement="reject")
    assert read_decisions(decisions(tmp_path, d=text)).problems == ()


def draft(target: str = "a/b", **keys: object) -> Decision:
    return Decision(
        "",
        target,
        keys.get("judgement", "accept"),  # type: ignore[arg-type]
        keys.get("value"),
        "EB",
        "1990-01-31",
        str(keys.get("because", "")),
    )


def test_appending_leaves_every_byte_that_was_there(tmp_path: Path) -> None:
    decisions(tmp_path, places=GOOD)
    append(tmp_path, "places.toml", lambda _: draft())
    text = (tmp_path / "places.toml").read_text("utf-8")
    assert text.startswith(GOOD)
    assert [d.target for d in read_decisions(tmp_path).decisions] == ["march-11/place", "a/b"]


def test_appending_after_a_missing_line_end_starts_a_new_line(tmp_path: Path) -> None:
    decisions(tmp_path, places=GOOD.rstrip("\n"))
    append(tmp_path, "places.toml", lambda _: draft())
    found = read_decisions(tmp_path)
    assert found.problems == ()
    assert len(found.decisions) == 2


def test_the_same_decision_written_again_gets_an_id_of_its_own(tmp_path: Path) -> None:
    first = append(tmp_path, "d.toml", lambda _: draft())
    second = append(tmp_path, "d.toml", lambda _: draft())
    assert first.id != second.id
    assert [d.id for d in read_decisions(tmp_path).decisions] == [first.id, second.id]


@pytest.mark.parametrize("name", ["../x.toml", "x.txt", ".toml", "a/b.toml", ""])
def test_decisions_are_written_into_their_folder_only(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"NAME\.toml"):
        append(tmp_path, name, lambda _: draft())


json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=5,
)


@given(value=json_data, text=st.text(st.characters(exclude_categories=["Cs"])), day=st.dates())
def test_every_decision_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, value: object, text: str, day: datetime.date
) -> None:
    folder = tmp_path_factory.mktemp("decisions")
    decision = Decision("d-1", f"a{text}", "set", value, f"x{text}", day.isoformat(), text)
    (folder / "d.toml").write_bytes(written(decision).encode())
    found = read_decisions(folder)
    assert found.problems == ()
    (back,) = found.decisions
    assert (back.target, back.value, back.by, back.on, back.because) == (
        decision.target,
        decision.value,
        decision.by,
        decision.on,
        decision.because,
    )


@given(text=st.text("[]decision=\"'#\n\\ abc1", max_size=120))
def test_no_text_whatever_is_more_than_a_problem(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = decisions(tmp_path_factory.mktemp("decisions"), d=text)
    found = read_decisions(folder)
    assert all(problem.place.line is not None for problem in found.problems)


def append_some(folder: Path, editor: int) -> None:
    for n in range(15):
        append(folder, "decisions.toml", lambda _, n=n: draft(f"{editor}/{n}"))  # type: ignore[misc]


def test_two_desks_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    desks = [context.Process(target=append_some, args=(tmp_path, n)) for n in range(2)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    found = read_decisions(tmp_path)
    assert found.problems == ()
    assert len({d.target for d in found.decisions}) == 30
