"""Whole witnesses: collated or aligned, with gaps, doubtful words and formal parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.project.comparing import ComparedFiles, compare_files

LETTER = """Port Ellery, March 3, 1959.

Dear Mr. Chairman:

I have your letter of February 28. We shall sweep the mines within two weeks. If your batteries are
withdrawn, our ships will return. The weather in the strait has been fine and the herring is early.

I ask that the crew be given every help. We want nothing but peace.

Sincerely yours,

A. Hollis
"""

RUSSIAN = """Порт-Эллери, 3 марта 1959 г.

Уважаемый господин Председатель!

Получил Ваше письмо от 28 февраля. Мы уберем мины в течение двух недель. Если ваши батареи будут
выведены, наши корабли вернутся. Погода в проливе стоит хорошая, и сельдь пришла рано.

Прошу оказать экипажу всяческую помощь. Мы хотим только мира.

С уважением,

А.Холлис
"""


def compared(folder: Path, a: str, b: str) -> ComparedFiles:
    (folder / "a.txt").write_text(a, encoding="utf-8")
    (folder / "b.txt").write_text(b, encoding="utf-8")
    return compare_files([str(folder / "a.txt"), str(folder / "b.txt")])


def findings(done: ComparedFiles, *classes: str) -> list[tuple[str, str, str, str]]:
    made = done.comparisons[0][0]
    return [(f.cls, f.facet, f.a.text, f.b.text) for f in made.findings if f.cls in classes]


def test_a_letter_against_itself_is_cleared(tmp_path: Path) -> None:
    made = compared(tmp_path, LETTER, LETTER).comparisons[0][0]
    assert made.verdict == "no_difference_of_substance"
    assert made.findings == ()


@pytest.mark.parametrize(
    ("old", "new", "facet"),
    [
        ("two weeks", "three weeks", "duration"),
        ("February 28", "February 20", "date"),
        ("our ships will", "our ships may", "commitment"),
        ("We shall", "We shall not", "polarity"),
        ("If your batteries are", "As your batteries are", "condition"),
    ],
)
def test_one_change_in_a_letter_is_the_one_finding(
    tmp_path: Path, old: str, new: str, facet: str
) -> None:
    done = compared(tmp_path, LETTER, LETTER.replace(old, new))
    found = findings(done, "substance", "nuance", "undetermined")
    assert [f[:2] for f in found] == [("substance", facet)]


def test_a_faithful_translation_is_cleared(tmp_path: Path) -> None:
    done = compared(tmp_path, RUSSIAN, LETTER)
    assert findings(done, "substance", "undetermined") == []


@pytest.mark.parametrize(
    ("old", "new", "facet"),
    [
        ("two weeks", "two months", "duration"),
        ("February 28", "February 20", "date"),
        ("We shall", "We shall not", "polarity"),
        ("If your batteries are", "Your batteries are", "condition"),
    ],
)
def test_one_change_in_a_translation_is_found(
    tmp_path: Path, old: str, new: str, facet: str
) -> None:
    done = compared(tmp_path, RUSSIAN, LETTER.replace(old, new))
    assert facet in {f[1] for f in findings(done, "substance")}


def test_a_request_left_out_of_a_translation_is_never_cleared(tmp_path: Path) -> None:
    left_out = LETTER.replace("I ask that the crew be given every help. ", "")
    done = compared(tmp_path, RUSSIAN, left_out)
    assert done.comparisons[0][0].verdict != "no_difference_of_substance"
    assert any("Прошу оказать" in f[2] for f in findings(done, "substance", "undetermined"))


def test_formal_parts_may_differ_but_not_their_dates(tmp_path: Path) -> None:
    bare = LETTER.replace("Port Ellery, March 3, 1959.\n\n", "")
    assert findings(compared(tmp_path, LETTER, bare), "substance") == []
    other = LETTER.replace("March 3, 1959", "March 5, 1959")
    assert "date" in {f[1] for f in findings(compared(tmp_path, LETTER, other), "substance")}


def test_sides_exchanged_give_the_mirrored_comparison(tmp_path: Path) -> None:
    other = LETTER.replace("two weeks", "three weeks").replace("nothing but", "only")
    there, back = compared(tmp_path, LETTER, other), compared(tmp_path, other, LETTER)
    assert sorted(findings(there, "substance", "form", "nuance")) == sorted(
        (cls, facet, b, a) for cls, facet, a, b in findings(back, "substance", "form", "nuance")
    )


def test_offsets_point_into_the_files(tmp_path: Path) -> None:
    other = LETTER.replace("two weeks", "three weeks")
    found = compared(tmp_path, LETTER, other).as_json()["findings"]
    for one in found:
        assert LETTER[one["a"]["start"] : one["a"]["end"]] == one["a"]["text"]
        assert other[one["b"]["start"] : one["b"]["end"]] == one["b"]["text"]


def test_struck_words_are_never_cleared(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(LETTER.replace("two weeks", "~~two~~ weeks"), encoding="utf-8")
    (tmp_path / "b.md").write_text(LETTER, encoding="utf-8")
    made = compare_files([str(tmp_path / "a.md"), str(tmp_path / "b.md")]).comparisons[0][0]
    assert made.verdict != "no_difference_of_substance"
