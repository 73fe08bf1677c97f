"""Hard input of `herewith collate`: a correct result or a clear message, in bounded time and memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SECONDS, MEGABYTES = 60, 2_000


def bounds() -> None:
    """Limits of the process: processor seconds and address space."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))


def call(folder: Path, *texts: str, sigla: str = "") -> subprocess.CompletedProcess[str]:
    paths = []
    for n, text in enumerate(texts):
        path = folder / f"{chr(97 + n)}.txt"
        path.write_text(text, "utf-8")
        named = sigla.split(",")[n] + "=" if sigla else ""
        paths.append(f"{named}{path}")
    command = [sys.executable, "-m", "herewith", "collate", *paths, "--json"]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=bounds)


def answer(folder: Path, *texts: str) -> dict[str, Any]:
    done = call(folder, *texts)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def readings(found: dict[str, Any]) -> list[list[str]]:
    return [[reading["text"] for reading in v["readings"]] for v in found["variations"]]


@pytest.mark.parametrize(
    ("texts", "sigla", "said"),
    [
        (["", "one two"], "", "a.txt: R102 empty"),
        ([" \n\n", "one two"], "", "a.txt: R102 empty"),
        (["one two"], "", "two or more witnesses"),
        (["one two", "one two"], "A,A", "A is given twice"),
    ],
    ids=["empty", "white space", "one witness", "one siglum twice"],
)
def test_what_cannot_be_collated_is_one_clear_line(
    tmp_path: Path, texts: list[str], sigla: str, said: str
) -> None:
    done = call(tmp_path, *texts, sigla=sigla)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_ten_megabytes_of_one_repeated_word_are_collated(tmp_path: Path) -> None:
    found = answer(tmp_path, "word " * 2_000_000, "word " * 1_999_990)
    (variation,) = found["variations"]
    assert sorted(len(r["text"].split()) for r in variation["readings"]) == [0, 10]
    assert found["coverage"]["b"]["compared"] == 1_999_990


def test_a_line_of_a_million_words_is_collated(tmp_path: Path) -> None:
    words = [f"w{n * 7919 % 40_009}" for n in range(1_000_000)]
    other = list(words)
    for at in range(500, 1_000_000, 5_000):
        other[at] = "changed"
    found = answer(tmp_path, " ".join(words), " ".join(other))
    assert readings(found) == [[words[at], "changed"] for at in range(500, 1_000_000, 5_000)]


def test_texts_with_nothing_in_common_are_one_variation(tmp_path: Path) -> None:
    one, other = "one two three four five", "six seven eight nine ten"
    assert readings(answer(tmp_path, one, other)) == [[one, other]]


def test_text_from_right_to_left_keeps_the_order_of_its_letters(tmp_path: Path) -> None:
    one, other = "שלום לכם היום בבוקר ובערב", "שלום לכם מחר בבוקר ובערב"
    found = answer(tmp_path, one, other)
    assert readings(found) == [["היום", "מחר"]]
    start, end = found["variations"][0]["readings"][0]["spans"]["a"]
    assert one[start:end] == "היום"


def test_composed_letters_and_combining_marks_are_the_same_letters(tmp_path: Path) -> None:
    one, other = "the cafe\u0301 was closed today", "the café was open today"
    found = answer(tmp_path, one, other)
    assert readings(found) == [["closed", "open"]]
    start, end = found["variations"][0]["readings"][0]["spans"]["a"]
    assert one[start:end] == "closed"
