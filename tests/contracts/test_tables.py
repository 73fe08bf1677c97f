"""What every engine of tables must keep: the answer of the index in memory, byte for byte."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from herewith.engines.tables import Tables
from herewith.errors import EngineError
from herewith.model.records import dumps
from herewith.project.reusing import Options, collect, formula_lines, pair_line, reuse

WORDS = [
    "harbour",
    "pilot",
    "convoy",
    "flag",
    "treaty",
    "minister",
    "answer",
    "signal",
    "night",
    "mole",
    "quay",
    "tug",
    "light",
    "basin",
    "toll",
    "герб",
    "гавань",
    "лоцман",
    "конвой",
    "флаг",
    "договор",
    "министр",
    "ответ",
    "сигнал",
    "ночь",
    "мол",
    "буксир",
    "огонь",
    "залив",
    "сбор",
]


def letters(seed: int, count: int) -> list[dict[str, str]]:
    """Letters that copy, quote, and repeat each other, with formulas in most of them."""
    chance = random.Random(seed)
    formula = [f"{chance.choice(WORDS)}{chance.randrange(99)}" for _ in range(30)]
    said: list[list[str]] = []
    out = []
    for n in range(count):
        words = [
            f"{chance.choice(WORDS)}{chance.randrange(400)}" for _ in range(chance.randrange(200))
        ]
        for other in chance.sample(said, min(len(said), chance.randrange(3))):
            start = chance.randrange(max(1, len(other) - 40))
            at = chance.randrange(len(words) + 1)
            words[at:at] = other[start : start + chance.randrange(15, 90)]
        if chance.random() < 0.5:
            words[0:0] = formula
        said.append(words)
        out.append({"id": f"letter{n:03}", "text": " ".join(words), "heading": f"Letter {n}"})
    return out


def lines(path: Path, options: Options) -> str:
    found = reuse(collect((), texts=path), options)
    rows = [*(pair_line(pair) for pair in found.pairs), *formula_lines(found)]
    return "\n".join(dumps(row) for row in rows)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("box") / "letters.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in letters(11, 60)), "utf-8")
    return path


ENGINES = [pytest.param("duckdb"), pytest.param("spark", marks=pytest.mark.spark)]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_prints_the_same_bytes(collection: Path, engine: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    expected = lines(collection, Options(most_texts=12))
    assert expected.count("\n") > 20
    assert '"rule":"above_the_cap"' in expected
    work = tmp_path / "work"
    found = lines(collection, Options(most_texts=12, workers=2, engine=engine, folder=work))
    assert found == expected
    (folder,) = work.iterdir()
    made = {path.name for path in folder.iterdir()} - {"spill"}
    assert len(made) == 7
    _without(folder, "pairs", "passages")
    again = lines(collection, Options(most_texts=12, workers=2, engine=engine, folder=work))
    assert again == expected


def _without(folder: Path, *tables: str) -> None:
    """As if a run had been interrupted before these tables were whole."""
    for path in list(folder.iterdir()):
        if path.name.partition(".")[0] in tables:
            for inner in [*path.rglob("*")] if path.is_dir() else []:
                inner.unlink()
            if path.is_dir():
                path.rmdir()
            else:
                path.write_bytes(b"")
                path.rename(path.with_suffix(".draft"))


@pytest.fixture
def duck(tmp_path: Path) -> Iterator[Callable[[], Tables]]:
    pytest.importorskip("duckdb")
    from herewith.engines.tables.duck import DuckTables

    opened: list[Tables] = []

    def start() -> Tables:
        opened.append(DuckTables(tmp_path / "it's", memory=256))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def test_a_table_that_is_there_is_not_made_again(duck: Callable[[], Tables]) -> None:
    duck().query("numbers", "SELECT 1 AS n")
    later = duck()
    later.query("numbers", "SELECT 2 AS n")
    assert [batch.to_pylist() for batch in later.rows("SELECT n FROM numbers")] == [[{"n": 1}]]


def test_a_query_that_fails_names_its_table(duck: Callable[[], Tables]) -> None:
    with pytest.raises(EngineError, match=r"duckdb: .*nowhere") as caught:
        duck().query("broken", "SELECT * FROM nowhere")
    assert caught.value.stage == "broken"


def test_the_answer_does_not_depend_on_the_hash_seed_or_the_number_of_threads(
    collection: Path,
) -> None:
    pytest.importorskip("duckdb")
    options = [Options(12, workers, "duckdb") for workers in (1, 3)]
    assert lines(collection, options[0]) == lines(collection, options[1])
