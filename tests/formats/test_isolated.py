"""Hostile work in a child: whatever happens there, the parent hears of it and goes on."""

from __future__ import annotations

import sys

import pytest

from herewith.formats.isolated import IsolationError, Limits, call, run_program

TASKS = "tests.formats.misbehaving:"
SMALL = Limits(seconds=20, memory=1 << 30, output=1 << 20)


def test_a_child_answers() -> None:
    assert call(f"{TASKS}echo", {"word": "мир"}) == {"word": "мир"}


@pytest.mark.parametrize(
    ("task", "limits", "kind"),
    [
        ("abort", SMALL, "crash"),
        ("swallow_memory", SMALL, "memory"),
        ("swallow_memory_in_steps", SMALL, "memory"),
        ("want_a_library", SMALL, "missing"),
        ("chatter", SMALL, "output"),
        ("spin", Limits(seconds=1, memory=1 << 30), "time"),
    ],
)
def test_a_child_that_goes_wrong_is_an_error_with_its_kind(
    task: str, limits: Limits, kind: str
) -> None:
    with pytest.raises(IsolationError) as caught:
        call(TASKS + task, {}, limits)
    assert caught.value.kind == kind


def test_what_a_library_prints_is_not_taken_for_the_answer() -> None:
    assert call(f"{TASKS}print_on_the_answer", {}) == "fine"


def test_a_program_is_run_under_limits_too() -> None:
    assert run_program([sys.executable, "-c", "print('hello')"], SMALL)[:2] == (0, b"hello\n")
    with pytest.raises(IsolationError) as caught:
        run_program([sys.executable, "-c", "import os; os.abort()"], SMALL)
    assert caught.value.kind == "crash"


def test_a_program_that_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("herewith.formats.isolated.GRACE", 0.2)
    with pytest.raises(IsolationError) as caught:
        run_program([sys.executable, "-c", "import time; time.sleep(60)"], Limits(seconds=1))
    assert caught.value.kind == "time"
