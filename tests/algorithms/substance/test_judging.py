"""A judge may make findings stricter, and no rule's finding milder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from herewith.algorithms.substance.judging import Case, Opinion, judged
from herewith.algorithms.substance.pairs import compare_pair
from herewith.cli.compare import command
from herewith.errors import UsageError
from herewith.formats import judges
from herewith.model.findings import Finding


class StandIn:
    """Says one thing of every case, and keeps what it was shown."""

    fingerprint = "stand-in/1"

    def __init__(self, says: str) -> None:
        self.opinion = Opinion(says, "so it seems")  # type: ignore[arg-type]
        self.seen: list[Case] = []

    def judge(self, cases: Sequence[Case]) -> Sequence[Opinion]:
        self.seen += cases
        return [self.opinion] * len(cases)


class Point:
    """An entry point."""

    name = "stand-in"

    def load(self) -> type[StandIn]:
        return StandIn


def after(a: str, b: str, says: str) -> tuple[Finding, ...]:
    return judged(compare_pair(a, b, "en", "en").findings, StandIn(says), a, b, ("en", "en"))


@pytest.mark.parametrize("says", ["form", "review", "nothing"])
def test_a_judge_never_clears_what_a_rule_calls_substance(says: str) -> None:
    (found,) = after("We shall send two ships.", "We shall send three ships.", says)
    assert found.cls == "substance"


def test_a_judge_may_lower_a_nuance_of_words_to_form() -> None:
    (found,) = after("The talks were cordial.", "The talks were pleasing.", "form")
    assert (found.cls, found.severity) == ("form", "none")
    assert "The judge stand-in/1 takes it for form (so it seems)." in found.reason


def test_a_judge_may_not_lower_a_nuance_that_is_not_of_words_alone() -> None:
    (found,) = after("We agree to halt the work.", "We undertake to halt the work.", "form")
    assert (found.cls, found.facet) == ("nuance", "commitment")


def test_a_judge_may_ask_a_person_to_look() -> None:
    (found,) = after("The talks were cordial.", "The talks were pleasing.", "review")
    assert found.cls == "undetermined"


def test_a_judge_must_have_an_opinion_on_every_case() -> None:
    class Silent(StandIn):
        def judge(self, cases: Sequence[Case]) -> Sequence[Opinion]:
            return []

    found = compare_pair("two", "three", "en", "en").findings
    with pytest.raises(ValueError, match="0 opinions for 1 cases"):
        judged(found, Silent("nothing"), "two", "three", ("en", "en"))


def test_a_judge_is_opened_by_its_entry_point(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(judges, "entry_points", lambda group: [Point()])
    assert judges.open_judge("stand-in:review").fingerprint == "stand-in/1"
    for name, text in (("a", "The talks were cordial."), ("b", "The talks were pleasing.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    done = CliRunner().invoke(
        command, [*files, "--languages", "en,en", "--judge", "stand-in:review", "--json"]
    )
    said = json.loads(done.stdout)
    assert said["verdict"] == "undetermined"
    assert "judge:stand-in/1" in said["packs"]


def test_a_judge_that_is_not_installed_is_misuse() -> None:
    with pytest.raises(UsageError, match="there is no judge 'nobody'"):
        judges.open_judge("nobody")
