"""PDF: every page is accounted for, whatever can be made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.formats.making import FIRST, SECOND, noise, pdf, picture

from herewith.errors import DataError
from herewith.formats import pdf as reader
from herewith.formats.isolated import IsolationError
from herewith.formats.options import Options
from herewith.formats.reading import read
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct

NO_OCR = Options(ocr=False)


def codes(delivered: Delivered) -> list[str]:
    return [problem.code for problem in delivered.problems]


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read(path)
    (problem,) = caught.value.problems
    return problem.code


def test_the_text_layer_is_read_line_by_line_with_its_empty_lines(tmp_path: Path) -> None:
    delivered = read(pdf(tmp_path / "a.pdf", [FIRST, SECOND]))
    assert delivered.text == "\n".join(FIRST) + "\n\f" + "\n".join(SECOND) + "\n"
    assert [(page.n, page.state) for page in delivered.pages] == [(1, "text"), (2, "text")]
    assert delivered.problems == ()


def test_every_line_knows_its_page_and_its_box(tmp_path: Path) -> None:
    delivered = read(pdf(tmp_path / "a.pdf", [FIRST, SECOND]))
    at = delivered.text.index("Sincerely")
    page = delivered.page_at(at)
    assert page is not None
    assert (page.n, page.image) == (2, f"{(tmp_path / 'a.pdf').as_posix()}#page=2")
    ((number, box),) = delivered.boxes(at, at + 9)
    left, top, right, bottom = (float(edge) for edge in box.split())
    assert number == 2
    assert 60 < left < right < 200
    assert 50 < top < bottom < 200


def test_pages_become_one_letter(tmp_path: Path) -> None:
    delivered = read(pdf(tmp_path / "a.pdf", [FIRST, SECOND]))
    (letter,) = reconstruct(delivered).documents
    assert "told of it. Their places" in letter.text.replace("\n\n", " ")
    assert letter.complete


def test_a_page_without_text_is_listed_where_it_is_not_recognised(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [FIRST, picture(SECOND), None, SECOND])
    delivered = read(path, options=NO_OCR)
    assert [page.state for page in delivered.pages] == ["text", "unread", "blank", "text"]
    (problem,) = delivered.problems
    assert (problem.code, problem.severity) == ("R161", "warning")
    assert problem.message.endswith(": 2")


def test_a_page_that_was_not_read_is_a_gap_and_not_glued_over(tmp_path: Path) -> None:
    broken = [*FIRST[:-1], "the pilots proposed by your Government have been"]
    path = pdf(tmp_path / "a.pdf", [broken, picture(SECOND), ["told of their places.", *SECOND]])
    (letter,) = reconstruct(read(path, options=NO_OCR)).documents
    (gap,) = letter.gaps
    assert (gap.page, gap.kind) == (2, "page")
    assert letter.text[: gap.at].rstrip().endswith("have been")
    assert not letter.complete


def test_a_last_page_that_was_not_read_is_a_gap_of_a_letter_that_breaks_off(
    tmp_path: Path,
) -> None:
    broken = [*FIRST[:-1], "the pilots proposed by your Government have been"]
    path = pdf(tmp_path / "b.pdf", [broken, picture(SECOND)])
    (letter,) = reconstruct(read(path, options=NO_OCR)).documents
    (gap,) = letter.gaps
    assert (gap.page, gap.at, gap.before) == (2, len(letter.text), None)


def test_a_first_page_that_was_not_read_is_a_gap_of_a_letter_that_begins_inside(
    tmp_path: Path,
) -> None:
    path = pdf(tmp_path / "a.pdf", [picture(FIRST), ["told of their places.", "", *SECOND]])
    delivered = read(path, options=NO_OCR)
    (letter,) = reconstruct(delivered).documents
    assert (1, 0, None) in [(gap.page, gap.at, gap.after) for gap in letter.gaps]


def test_a_page_between_two_whole_letters_is_a_gap_of_neither(tmp_path: Path) -> None:
    whole = [*FIRST[:6], "I thank you.", "", *SECOND[3:]]
    other = ["EMBASSY OF SARN", "", "June 9, 1911", "", "Dear Mrs. Berg:", ""]
    other += ["We have received nothing from the island.", "", "Yours,", "", "K. Lund"]
    path = pdf(tmp_path / "a.pdf", [whole, picture(SECOND), other])
    found = reconstruct(read(path, options=NO_OCR))
    assert len(found.documents) == 2
    assert found.gaps == ()


@pytest.mark.ocr
def test_pages_without_text_are_recognised(tmp_path: Path) -> None:
    delivered = read(pdf(tmp_path / "a.pdf", [FIRST, picture(SECOND)]))
    first, second = delivered.pages
    assert (first.state, second.state) == ("text", "ocr")
    assert second.confidence is not None
    assert second.confidence > 0.8
    assert "island of Skerra" in delivered.text[second.start : second.end]
    assert delivered.boxes(second.start, second.end)


@pytest.mark.ocr
def test_an_unreadable_page_is_listed_and_nothing_is_invented(tmp_path: Path) -> None:
    delivered = read(pdf(tmp_path / "a.pdf", [FIRST, noise()]))
    assert delivered.pages[1].state in ("unreadable", "blank")
    assert delivered.pages[1].start == delivered.pages[1].end


def test_encrypted_empty_damaged_and_cut_files_are_refused_by_name(tmp_path: Path) -> None:
    assert refusal(pdf(tmp_path / "locked.pdf", [FIRST], encrypted=True)) == "R132"
    assert refusal(pdf(tmp_path / "none.pdf", [])) == "R133"
    whole = pdf(tmp_path / "cut.pdf", [FIRST, SECOND]).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[:60])
    assert refusal(tmp_path / "cut.pdf") == "R134"


def test_of_a_pdf_that_breaks_off_late_what_can_be_opened_is_read(tmp_path: Path) -> None:
    path = pdf(tmp_path / "cut.pdf", [FIRST, SECOND])
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"startxref")])
    assert "Dear Mr. Hall" in read(path).text


def test_without_the_library_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(*_: object) -> None:
        raise IsolationError("missing", "pypdfium2")

    monkeypatch.setattr(reader, "call", absent)
    with pytest.raises(DataError) as caught:
        read(pdf(tmp_path / "a.pdf", [FIRST]))
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint) == ("R131", "pip install 'herewith[pdf]'")


def test_a_page_that_crashes_the_library_is_lost_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reader.call

    def crashing(task: str, arguments: dict[str, object], limits: object) -> object:
        if task.endswith("read_pages"):
            first, last = arguments["first"], arguments["last"]
            assert isinstance(first, int)
            assert isinstance(last, int)
            if first <= 2 < last:
                return real("tests.formats.misbehaving:abort", {})
        return real(task, arguments, limits)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "call", crashing)
    delivered = read(pdf(tmp_path / "a.pdf", [FIRST, FIRST, FIRST, SECOND]), options=NO_OCR)
    assert [page.state for page in delivered.pages] == ["text", "text", "unread", "text"]
    assert codes(delivered) == ["R151"]
    assert delivered.text.endswith("P. Orlin\n")
