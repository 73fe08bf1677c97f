"""What one release withholds and another opens, and what a cut page misreads."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.algorithms.substance.formal import head
from herewith.model.findings import Comparison
from herewith.project.comparing import compare_files

BEFORE = "You will please tell the Minister that we shall answer within the week."
SECRET = "The Consul has reported that the second battery is without shells."
AFTER = "You should not speak of this. The fleet remains where it is until the answer is given."
OPEN = f"{BEFORE} {SECRET} {AFTER}\n"
CLOSED = f"{BEFORE} [1½ lines not declassified] {AFTER}\n"


def compared(folder: Path, a: str, b: str) -> Comparison:
    (folder / "a.txt").write_text(a, encoding="utf-8")
    (folder / "b.txt").write_text(b, encoding="utf-8")
    return compare_files([str(folder / "a.txt"), str(folder / "b.txt")]).comparisons[0][0]


@pytest.mark.parametrize("turned", [False, True])
def test_words_that_one_release_opens_are_told_with_their_number(
    tmp_path: Path, *, turned: bool
) -> None:
    made = compared(tmp_path, *((CLOSED, OPEN) if turned else (OPEN, CLOSED)))
    (found,) = [f for f in made.findings if f.cls != "form"]
    assert (found.cls, found.rule, found.cause) == ("none", "newly_released", "release")
    assert "Newly released: 11 words" in found.reason
    withholding = made.a if turned else made.b
    assert [gap.words for gap in withholding.not_held] == [11]
    assert made.verdict == "incomplete"
    assert "Newly released: 11 words." in made.statement


def test_what_both_withhold_is_held_by_neither(tmp_path: Path) -> None:
    made = compared(tmp_path, CLOSED, CLOSED.replace("the week", "a week"))
    assert made.verdict == "incomplete"
    assert [f.rule for f in made.findings if f.cls == "none"] == []


def test_the_head_of_a_telegram_is_form(tmp_path: Path) -> None:
    wired = f"OUTGOING TELEGRAM\n\nNO. 17\n051200Z MAR 59\n\nFROM: FOREIGN OFFICE\nTO: LEGATION\n\n{OPEN}"
    made = compared(tmp_path, wired, f"March 5, 1959, noon.\n\n17.\n\n{OPEN}")
    assert [f for f in made.findings if f.cls in ("substance", "nuance")] == []


def test_running_text_has_no_head() -> None:
    assert head(OPEN * 3) == 0
