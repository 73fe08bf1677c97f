"""Files too large to be one source: their parts together are the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.formats.making import pdf

from herewith.errors import DataError, Problem
from herewith.formats import parts
from herewith.formats.files import BoxFile, box_files
from herewith.formats.reading import deliver, deliveries
from herewith.model.text import Delivered

LETTER = "Dear Sir:\n\nWe have received the note of the 3rd – and thank you.\n\nYours\n\f"


def parted(
    tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch, size: int = 400
) -> tuple[list[Delivered], list[Problem]]:
    monkeypatch.setattr(parts, "LARGE", size)
    monkeypatch.setattr(parts, "PART_BYTES", size)
    monkeypatch.setattr(parts.text_parts, "__defaults__", (size,))
    (tmp_path / "big.txt").write_bytes(data)
    found = list(deliveries([tmp_path], relative_to=tmp_path))
    return [d for d in found if isinstance(d, Delivered)], [
        p for p in found if isinstance(p, Problem)
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be", "cp1251"]
)
def test_the_parts_of_a_text_are_the_text(
    tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (LETTER + "Господин Президент!\n\nПолучил Ваше письмо. — Ваш посол\n\f") * 40
    found, problems = parted(tmp_path, text.encode(encoding), monkeypatch)
    assert "".join(d.text for d in found) == text
    assert [p.code for p in problems if p.code == "R116"] == ["R116"]
    for n, delivered in enumerate(found):
        part = delivered.source.part
        assert part is not None
        assert part.first_char is not None
        assert (part.n, part.of) == (n + 1, len(found))
        assert text[part.first_char :].startswith(delivered.text)


def test_parts_end_behind_a_page_if_they_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = parted(tmp_path, (LETTER * 40).encode(), monkeypatch)
    assert len(found) > 5
    assert all(delivered.text.endswith("\f") for delivered in found)


@pytest.mark.parametrize("sign", ["слово ", "словословослово"])
def test_one_endless_line_is_cut_between_characters(
    tmp_path: Path, sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = sign * 400
    found, problems = parted(tmp_path, text.encode(), monkeypatch)
    assert "".join(d.text for d in found) == text
    assert {p.code for p in problems} == {"R116"}


def test_a_late_letter_tells_the_encoding_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "All is well.\n" * 200 + "Получил Ваше письмо и благодарю за него.\n" * 60
    found, _ = parted(tmp_path, text.encode("cp1251"), monkeypatch)
    assert "".join(d.text for d in found) == text


def test_parts_keep_their_names_and_the_digest_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = parted(tmp_path, (LETTER * 40).encode(), monkeypatch)
    assert found[0].source.path == "big.txt/part-00001"
    assert found[0].source.id == "big-part-00001"
    assert len({d.source.sha256 for d in found}) == 1


def test_a_pdf_of_many_pages_is_read_some_pages_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_PAGES", 2)
    pdf(tmp_path / "big.pdf", [[f"This is page {n}."] for n in range(1, 6)])
    found = [d for d in deliveries([tmp_path]) if isinstance(d, Delivered)]
    assert [[page.n for page in d.pages] for d in found] == [[1, 2], [3, 4], [5]]
    assert found[1].text == "This is page 3.\n\fThis is page 4.\n"
    part = found[1].source.part
    assert part is not None
    assert (part.unit, part.start, part.end) == ("pages", 2, 4)


def test_a_text_that_changes_after_it_was_cut_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "LARGE", 400)
    (tmp_path / "big.txt").write_text(LETTER * 40)
    file = next(f for f in box_files([tmp_path], into=tmp_path) if isinstance(f, BoxFile))
    (tmp_path / "big.txt").write_text(LETTER.replace("note", "tone") * 40)
    with pytest.raises(DataError) as caught:
        deliver(file)
    assert caught.value.problems[0].code == "R107"
