"""Reading delivered files: encodings, formats, and everything that a box should not hold."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from herewith.errors import DataError, Problem, UsageError
from herewith.formats.reading import deliveries, read, read_bytes
from herewith.model.text import Delivered

LETTER = (
    "Уважаемый господин Посол! Получил Ваше письмо от 3 марта и благодарю Вас за него. "
    "Мы согласны с тем, что переговоры должны начаться не позднее 20 марта.\n"
)


def codes(problems: object) -> list[str]:
    assert isinstance(problems, (tuple, list))
    return [problem.code for problem in problems]


def refused(data: bytes) -> str:
    with pytest.raises(DataError) as caught:
        read_bytes(data, shown="x", source_id="x")
    (problem,) = caught.value.problems
    return problem.code


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings_are_certain(encoding: str) -> None:
    delivered = read_bytes(LETTER.encode(encoding), shown="x", source_id="x")
    assert delivered.text == LETTER
    assert delivered.source.encoding_certainty >= 0.95


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5"])
def test_older_cyrillic_encodings_are_told_apart(encoding: str) -> None:
    delivered = read_bytes(LETTER.encode(encoding) * 4, shown="x", source_id="x")
    assert delivered.text == LETTER * 4
    assert 0.5 < delivered.source.encoding_certainty < 1.0


SHORT = (
    "Москва",
    "Получил Ваше письмо.",
    "НОТА ПОСОЛЬСТВА",
    "О выводе наших судов из района пролива",
    "28 октября 1962 г.\nСовершенно секретно\n",
)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"])
@pytest.mark.parametrize("text", SHORT)
def test_a_few_words_of_russian_are_read_in_any_old_encoding(text: str, encoding: str) -> None:
    delivered = read_bytes(text.encode(encoding), shown="x", source_id="x")
    assert delivered.text == text
    assert delivered.source.encoding_certainty < 0.9


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac-roman"])
@pytest.mark.parametrize(
    "text", ["Größe", "Le président a reçu la réponse.", "El señor Presidente recibió la nota."]
)
def test_a_few_words_with_accents_are_read_in_any_old_encoding(text: str, encoding: str) -> None:
    delivered = read_bytes(text.encode(encoding), shown="x", source_id="x")
    assert delivered.text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Москва", "koi8-r"),
        ("東京からの手紙", "shift_jis"),
        ("שלום לכולם, זה מכתב מהשגריר אל הממשלה בעניין המצר", "cp1255"),
    ],
)
def test_the_encoding_of_a_very_short_text_is_said_to_be_uncertain(
    text: str, encoding: str
) -> None:
    delivered = read_bytes(text.encode(encoding), shown="box/a.txt", source_id="a")
    assert codes(delivered.problems) == ["R106"]
    assert delivered.text == text


def test_quotation_marks_of_windows_do_not_make_an_english_text_doubtful() -> None:
    text = "“Dear Sir” – the note said – “your ships”, “our ships”, “their ships”.\n"
    delivered = read_bytes(text.encode("cp1252"), shown="x", source_id="x")
    assert (delivered.text, delivered.problems) == (text, ())


def test_latin_1_is_read_as_its_letters() -> None:
    text = "Monsieur l'Ambassadeur, j'ai l'honneur d'accuser réception de la note du 3 février.\n"
    assert read_bytes(text.encode("latin-1") * 3, shown="x", source_id="x").text == text * 3


def test_a_few_bad_bytes_in_utf_8_are_replaced_and_reported_with_their_line() -> None:
    data = (LETTER * 3).encode() + b"\xff end\n" + LETTER.encode() * 20
    delivered = read_bytes(data, shown="box/a.txt", source_id="a")
    assert delivered.text.count("\ufffd") == 1
    (problem,) = delivered.problems
    assert (problem.code, problem.place.line) == ("R105", 4)


def test_line_ends_are_kept_as_delivered() -> None:
    assert (
        read_bytes(b"one\r\ntwo\rthree\n", shown="x", source_id="x").text == "one\r\ntwo\rthree\n"
    )


def test_empty_binary_and_foreign_files_are_refused_by_name() -> None:
    assert refused(b"") == "R102"
    assert refused(b" \n\t\n") == "R102"
    assert refused(b"%PDF-1.4\n%...") == "R103"
    assert refused(b"PK\x03\x04 rest") == "R103"
    assert refused(bytes(range(256)) * 40) == "R103"


def test_hidden_characters_are_reported_and_kept() -> None:
    delivered = read_bytes("one\ntwo \u202eowt\x00\n".encode(), shown="x", source_id="x")
    assert codes(delivered.problems) == ["R108", "R108"]
    assert {problem.place.line for problem in delivered.problems} == {2}


def test_markdown_is_told_by_its_signs_and_plain_text_is_left_alone() -> None:
    assert read_bytes(b"the ~~old~~ new", shown="x", source_id="x").form == "markdown"
    assert read_bytes(b"2 * 3 * 4 [s] Smith # 5", shown="x", source_id="x").form == "plain"


def test_a_line_of_ten_megabytes_is_read_quickly() -> None:
    data = b"the strait and the island of Skerra, " * 280_000
    begin = time.process_time()
    delivered = read_bytes(data, shown="x", source_id="x")
    assert delivered.source.chars == len(data)
    assert time.process_time() - begin < 5


def test_a_box_is_walked_without_following_links_or_opening_pipes(tmp_path: Path) -> None:
    box = tmp_path / "box"
    (box / "deep").mkdir(parents=True)
    (box / "a.txt").write_text("one letter")
    (box / "deep" / "a.txt").write_text("another letter")
    (box / "empty.txt").write_text("")
    (box / ".hidden").write_text("not for us")
    (tmp_path / "outside.txt").write_text("not in the box")
    (box / "loop").symlink_to(box)
    (box / "nowhere").symlink_to(box / "missing")
    (box / "out.txt").symlink_to(tmp_path / "outside.txt")
    os.mkfifo(box / "pipe")
    found = list(deliveries([box]))
    texts = [one.text for one in found if isinstance(one, Delivered)]
    problems = {Path(p.place.file).name: p.code for p in found if isinstance(p, Problem)}
    assert texts == ["one letter", "another letter"]
    assert problems == {
        "empty.txt": "R102",
        ".hidden": "R111",
        "loop": "R112",
        "nowhere": "R113",
        "out.txt": "R114",
        "pipe": "R115",
    }


def test_two_files_of_one_name_have_different_ids_that_stay(tmp_path: Path) -> None:
    for folder in ("1", "2"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "letter.txt").write_text(f"letter {folder}")
    once = [one.source.id for one in deliveries([tmp_path]) if isinstance(one, Delivered)]
    again = [one.source.id for one in deliveries([tmp_path]) if isinstance(one, Delivered)]
    assert len(set(once)) == 2
    assert once == again
    assert once[0] == "letter"


def test_a_file_without_permission_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("secret")
    (tmp_path / "b.txt").write_text("open")
    plain_open = Path.open

    def guarded(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return plain_open(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", guarded)
    problem, delivered = deliveries([tmp_path])
    assert isinstance(problem, Problem)
    assert problem.code == "R101"
    assert isinstance(delivered, Delivered)


def test_a_path_that_does_not_exist_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read(tmp_path / "missing.txt")


def check_named(error: DataError) -> None:
    assert error.problems, "a refusal names its problem"


@given(st.binary(max_size=400))
@example(b"<TEI>&a;</TEI>")
@example(b"\xef\xbb\xbf<?xml version='1.0' encoding='nonsense'?><TEI/>")
@example(b"\xff\xfe<")
def test_any_bytes_are_read_or_refused_with_a_problem(data: bytes) -> None:
    try:
        delivered = read_bytes(data, shown="x", source_id="x")
    except DataError as error:
        check_named(error)
        return
    last = 0
    for visible in delivered.visible:
        assert last <= visible.start <= visible.end <= len(delivered.text)
        last = visible.end
    for mark in delivered.marks:
        assert mark.start <= mark.inner_start <= mark.inner_end <= mark.end <= len(delivered.text)
