"""What every engine must keep: the same results, in the same order, and failures by name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from herewith.engines import ENGINES, RunningEngine, engine
from herewith.errors import EngineError, UsageError


@pytest.fixture(scope="module", params=[("local", 1), ("pool", 1), ("pool", 2)], ids=str)
def running(request: pytest.FixtureRequest) -> Iterator[RunningEngine]:
    name, workers = request.param
    started = engine(name, workers=workers)
    yield started
    started.close()


def double(n: int) -> int:
    return 2 * n


def half_of_even(n: int) -> float:
    if n % 2:
        raise ValueError(f"{n} is odd")
    return n / 2


def last_digit(n: int) -> str:
    return str(n % 10)


def named_sum(name: str, members: tuple[int, ...]) -> tuple[str, int, tuple[int, ...]]:
    return name, sum(members), members


def product(a: int, b: int) -> tuple[int, int, int]:
    return a, b, a * b


several_times = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_every_engine_of_the_table_is_tested_here() -> None:
    assert set(ENGINES) == {"local", "pool", "spark"}  # Spark: test_spark_engine.py


@several_times
@given(items=st.lists(st.integers(0, 999)))
def test_results_come_in_the_order_of_the_items(running: RunningEngine, items: list[int]) -> None:
    assert list(running.each(double, items)) == [2 * n for n in items]


@several_times
@given(items=st.lists(st.integers(0, 99), max_size=12))
def test_groups_come_in_the_order_of_their_keys(running: RunningEngine, items: list[int]) -> None:
    found = list(running.grouped(named_sum, items, last_digit))
    keys = sorted({last_digit(n) for n in items})
    expected = [named_sum(k, tuple(n for n in items if last_digit(n) == k)) for k in keys]
    assert found == expected


@several_times
@given(
    left=st.lists(st.integers(0, 99), max_size=6), right=st.lists(st.integers(0, 99), max_size=6)
)
def test_pairs_come_by_key_then_left_then_right(
    running: RunningEngine, left: list[int], right: list[int]
) -> None:
    keys = sorted({last_digit(n) for n in left})
    expected = [
        product(a, b)
        for k in keys
        for a in left
        if last_digit(a) == k
        for b in right
        if last_digit(b) == k
    ]
    assert list(running.paired(product, left, right, last_digit)) == expected


def test_nothing_in_gives_nothing_out(running: RunningEngine) -> None:
    assert list(running.each(double, [])) == []
    assert list(running.grouped(named_sum, [], last_digit)) == []
    assert list(running.paired(product, [1], [], last_digit)) == []


def test_a_failure_names_the_item_and_the_cause(running: RunningEngine) -> None:
    results = running.each(half_of_even, [2, 4, 7, 8])
    assert [next(results), next(results)] == [1.0, 2.0]
    with pytest.raises(EngineError, match="7: ValueError: 7 is odd") as caught:
        next(results)
    assert caught.value.record == "7"
    assert "7 is odd" in str(caught.value.__cause__)


def test_an_engine_can_be_used_again_after_a_failure(running: RunningEngine) -> None:
    with pytest.raises(EngineError):
        list(running.each(half_of_even, [1]))
    assert list(running.each(double, [1, 2])) == [2, 4]


def test_results_can_be_left_before_the_end(running: RunningEngine) -> None:
    results = running.each(double, range(1000))
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert list(running.each(double, [5])) == [10]


def test_an_unknown_engine_is_misuse_and_the_nearest_name_is_offered() -> None:
    with pytest.raises(UsageError, match=r'no engine "poll".*"pool"'):
        engine("poll", workers=2)


def test_an_engine_without_workers_is_misuse() -> None:
    with pytest.raises(UsageError, match="at least one worker"):
        engine("pool", workers=0)
