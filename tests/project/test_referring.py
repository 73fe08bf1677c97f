"""References of files: what attests papers that are not held, and any number of processes."""

from __future__ import annotations

from pathlib import Path

from herewith.project.linking import quotations
from herewith.project.referring import references
from herewith.sample import folder

BOX = folder() / "box"

TELEGRAM = """TELEGRAM

Embassy Vereslavia to Department

No. {number}, March {day}, 1959

The harbour is quiet. {text}

Prentice
"""


CALM = " ".join(f"On day {n} nothing at all was seen from the light of Sarn." for n in range(9))


def telegrams(at: Path, numbers: list[int]) -> list[Path]:
    paths = []
    for number in numbers:
        path = at / f"{number}.txt"
        text = f"Paper {number} speaks of {'abcdefgh'[number % 8] * 5} and the pilots of the bay."
        path.write_text(TELEGRAM.format(number=number, day=number - 400, text=text), "utf-8")
        paths.append(path)
    return paths


def test_a_number_left_out_of_a_row_of_files_is_attested(tmp_path: Path) -> None:
    done = references(telegrams(tmp_path, [411, 412, 414, 415]))
    (missing,) = (row for row in done.attested if row["rules"] == ["sequence"])
    assert "413" in missing["description"]
    assert missing["date"] == "1959-03-12/1959-03-14"
    assert {one["source"] for one in missing["evidence"]} == {"412", "414"}


def test_an_enclosure_that_is_not_there_is_attested_by_its_line() -> None:
    done = references([BOX])
    (chart,) = (row for row in done.attested if row["rules"] == ["enclosure"])
    assert chart["status"] == "not_attached"
    assert "Chart" in chart["evidence"][0]["text"]


def test_one_letter_in_two_languages_and_all_cases_is_one_attested_paper() -> None:
    done = references([BOX])
    (letter,) = (row for row in done.attested if row["date"] == "1959-03-03")
    assert len(letter["evidence"]) >= 7
    assert letter["status"] == "not_found"


def test_two_processes_answer_as_one_does() -> None:
    assert references([BOX], workers=2) == references([BOX])


def test_twelve_words_that_an_essay_takes_over_without_marks_are_shown(tmp_path: Path) -> None:
    words = "the pilots of both countries shall be free to pass the strait by day and by night"
    letter, essay = tmp_path / "letter.txt", tmp_path / "essay.txt"
    letter.write_text(
        f"March 3, 1959\n\nDear Mr. Holm:\n\nWe hold that {words}. {' '.join(reversed(CALM.split()))}\n\nA. Wray\n",
        "utf-8",
    )
    essay.write_text(
        f"On the strait\n\n{CALM} It was soon agreed that {words}, and the bay was calm.\n", "utf-8"
    )
    (found,) = quotations(essay, [letter]).borrowings
    assert (
        essay.read_text("utf-8")[found["start"] : found["end"]] == found["text"] == f"that {words}"
    )
    assert (found["words"], found["verbatim"]) == (18, "exact")
    assert found["target"]["document"].startswith("letter#")


def test_what_stands_between_marks_is_no_unmarked_borrowing(tmp_path: Path) -> None:
    words = "the pilots of both countries shall be free to pass the strait by day and by night"
    letter, essay = tmp_path / "letter.txt", tmp_path / "essay.txt"
    letter.write_text(
        f"March 3, 1959\n\nDear Mr. Holm:\n\nWe hold that {words}. {' '.join(reversed(CALM.split()))}\n\nA. Wray\n",
        "utf-8",
    )
    essay.write_text(f"On the strait\n\n{CALM} He wrote that “{words}” in March.\n", "utf-8")
    done = quotations(essay, [letter])
    assert not done.borrowings
    assert [row["verbatim"] for row in done.quotations] == ["exact"]
