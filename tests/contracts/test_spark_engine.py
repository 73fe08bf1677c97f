"""The contract of engines on Spark: fewer examples, since each is a job."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from herewith.engines import RunningEngine, engine
from herewith.engines.tables.spark import check_java
from herewith.errors import EngineError, UsageError


@pytest.fixture(scope="module")
def running() -> Iterator[RunningEngine]:
    started = engine("spark", workers=2)
    yield started
    started.close()


def number_of(name: str) -> int:
    return int(name)


def first_letter(word: str) -> str:
    return word[0]


def gathered(name: str, members: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return name, members


def together(one: str, other: str) -> str:
    return one + other


@pytest.mark.spark
def test_results_come_in_order_by_key_and_by_pair(running: RunningEngine) -> None:
    items = [str(n) for n in range(70)]
    assert list(running.each(number_of, items)) == list(range(70))
    assert list(running.grouped(gathered, ["bee", "ant", "bat"], first_letter)) == [
        ("a", ("ant",)),
        ("b", ("bee", "bat")),
    ]
    assert list(running.paired(together, ["ant", "bee"], ["bat", "ape"], first_letter)) == [
        "antape",
        "beebat",
    ]
    assert list(running.each(number_of, [])) == []


@pytest.mark.spark
def test_a_failure_names_the_item_and_the_cause_and_the_engine_goes_on(
    running: RunningEngine,
) -> None:
    results = running.each(number_of, ["2", "4", "seven", "8"])
    assert [next(results), next(results)] == [2, 4]
    with pytest.raises(EngineError, match="'seven': ValueError") as caught:
        next(results)
    assert caught.value.record == "'seven'"
    assert "number_of" in str(caught.value.__cause__)
    assert list(running.each(number_of, ["5"])) == [5]


def test_a_java_that_is_not_there_or_too_old_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match=r"needs Java 17 or newer; JAVA_HOME is .* no bin/java"):
        check_java()
    old = tmp_path / "bin" / "java"
    old.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n")
    old.chmod(0o755)
    with pytest.raises(UsageError, match=r"needs Java 17 or newer; .* is 8"):
        check_java()
    old.write_text("#!/bin/sh\necho 'openjdk version \"21.0.2\" 2024-01-16' >&2\n")
    check_java()
