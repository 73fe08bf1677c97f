"""Archives and bags: opened with care, every member and every checksum accounted for."""

from __future__ import annotations

import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.formats.making import bag, make_tar, make_zip

from herewith.errors import Problem
from herewith.formats import archives, contents
from herewith.formats.isolated import IsolationError
from herewith.formats.reading import deliveries
from herewith.model.text import Delivered

LETTERS = {"a/letter.txt": b"one letter", "b/letter.txt": b"another letter"}


def read(*paths: Path, base: Path) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Texts by path, and codes with paths of the problems."""
    found = list(deliveries(paths, relative_to=base))
    texts = {d.source.path: d.text for d in found if isinstance(d, Delivered)}
    return texts, [(p.code, p.place.file) for p in found if isinstance(p, Problem)]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("box.zip", make_zip),
        ("box.tar", make_tar),
        ("box.tar.gz", lambda path, m: make_tar(path, m, "w:gz")),
        ("box.tar.bz2", lambda path, m: make_tar(path, m, "w:bz2")),
        ("box.tar.xz", lambda path, m: make_tar(path, m, "w:xz")),
    ],
)
def test_members_are_sources_of_their_own(
    tmp_path: Path, name: str, make: Callable[[Path, dict[str, bytes]], Path]
) -> None:
    make(tmp_path / name, LETTERS)
    found = list(deliveries([tmp_path], relative_to=tmp_path))
    assert [(d.source.path, d.text) for d in found if isinstance(d, Delivered)] == [
        (f"{name}/a/letter.txt", "one letter"),
        (f"{name}/b/letter.txt", "another letter"),
    ]
    first, second = (d.source.id for d in found if isinstance(d, Delivered))
    assert first == "letter"
    assert second.startswith("letter-")


def test_an_archive_by_name_is_a_box(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "box.zip", LETTERS)
    texts, problems = read(path, base=tmp_path)
    assert list(texts.values()) == ["one letter", "another letter"]
    assert problems == []


def test_a_compressed_file_is_a_box_with_one_member(tmp_path: Path) -> None:
    (tmp_path / "letter.txt.gz").write_bytes(gzip.compress(b"one letter"))
    (tmp_path / "note.txt.xz").write_bytes(lzma.compress(b"one note"))
    texts, problems = read(tmp_path, base=tmp_path)
    assert texts == {"letter.txt.gz/letter.txt": "one letter", "note.txt.xz/note.txt": "one note"}
    assert problems == []


def test_archives_in_archives_are_opened_to_a_depth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "DEPTH", 2)
    data = b"the innermost letter"
    for depth in range(3):
        inner = make_zip(tmp_path / "inner", {("in.zip" if depth else "letter.txt"): data})
        data = inner.read_bytes()
        inner.unlink()
    (tmp_path / "box.zip").write_bytes(data)
    texts, problems = read(tmp_path, base=tmp_path)
    assert texts == {}
    assert problems == [("R144", "box.zip/in.zip/in.zip")]


def test_no_name_leads_out_of_an_archive(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    names = ["../../escape.txt", "/escape.txt", "C:\\escape.txt", "a\\..\\..\\escape.txt"]
    make_zip(box / "box.zip", {**dict.fromkeys(names, b"out"), "in.txt": b"in"})
    make_tar(box / "box.tar", {**dict.fromkeys(names[:2], b"out"), "in.txt": b"in"})
    texts, problems = read(box, base=box)
    assert set(texts.values()) == {"in"}
    assert [code for code, _ in problems] == ["R142"] * 6
    assert not list(tmp_path.rglob("escape.txt"))


def test_links_and_devices_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "box.tar", "w") as archive:
        for name, kind in (
            ("link.txt", tarfile.SYMTYPE),
            ("hard.txt", tarfile.LNKTYPE),
            ("device", tarfile.CHRTYPE),
            ("pipe", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    with zipfile.ZipFile(tmp_path / "box.zip", "w") as packed:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    texts, problems = read(tmp_path, base=tmp_path)
    assert texts == {}
    assert [code for code, _ in problems] == ["R145"] * 5


def test_an_encrypted_member_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "box.zip", {"open.txt": b"open", "shut.txt": b"shut"})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rfind(signature)
        data[at + offset] |= 1
    path.write_bytes(bytes(data))
    texts, problems = read(tmp_path, base=tmp_path)
    assert texts == {"box.zip/open.txt": "open"}
    assert problems == [("R143", "box.zip/shut.txt")]


def test_bombs_are_stopped(tmp_path: Path) -> None:
    make_zip(tmp_path / "bomb.zip", {"a.txt": b"letter", "big.txt": b"0" * (40 << 20)})
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"0" * (40 << 20)))
    (tmp_path / "letter.txt").write_text("unharmed")
    texts, problems = read(tmp_path, base=tmp_path)
    assert texts == {"bomb.zip/a.txt": "letter", "letter.txt": "unharmed"}
    assert problems == [("R144", "bomb.gz"), ("R144", "bomb.zip")]


def test_more_members_than_a_box_can_have_are_not_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "box.zip", {f"{n}.txt": b"x" for n in range(9)})
    (tmp_path / "out").mkdir()
    found = archives.unpack(str(path), str(tmp_path / "out"), {"members": 5})
    assert len(found.members) == 5
    assert [fault.code for _, fault in found.faults] == ["R144"]


@pytest.mark.parametrize("name", ["box.zip", "box.tar", "box.tar.gz"])
def test_a_cut_archive_gives_what_it_can_and_says_so(tmp_path: Path, name: str) -> None:
    members = {f"{n}.txt": bytes(range(33, 120)) * 40 for n in range(6)}
    path = tmp_path / name
    if name == "box.zip":
        make_zip(path, members)
    else:
        make_tar(path, members, "w:gz" if name.endswith("gz") else "w")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    (tmp_path / "letter.txt").write_text("unharmed")
    texts, problems = read(tmp_path, base=tmp_path)
    assert texts["letter.txt"] == "unharmed"
    assert "R141" in [code for code, _ in problems]
    assert all(len(text) == 87 * 40 for name, text in texts.items() if name != "letter.txt")


def test_two_members_of_one_name_are_both_kept(tmp_path: Path) -> None:
    path = tmp_path / "box.zip"
    make_zip(path, {"a.txt": b"first", "b.txt": b"second"})
    path.write_bytes(path.read_bytes().replace(b"b.txt", b"a.txt"))
    texts, problems = read(path, base=tmp_path)
    assert texts == {"box.zip/a.txt": "first", "box.zip/a~2.txt": "second"}
    assert problems == [("R146", "box.zip/a~2.txt")]


def test_names_in_old_encodings_are_read(tmp_path: Path) -> None:
    raw = "Письмо посла.txt".encode("cp866")
    info = zipfile.ZipInfo("x" * len(raw))
    path = tmp_path / "box.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "text")
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    texts, _ = read(path, base=tmp_path)
    assert list(texts) == ["box.zip/Письмо посла.txt"]


def test_an_archive_whose_reading_crashes_harms_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise IsolationError("crash", "the reading process crashed (SIGSEGV)")

    monkeypatch.setattr(contents, "call", crash)
    make_zip(tmp_path / "box.zip", LETTERS)
    (tmp_path / "letter.txt").write_text("unharmed")
    texts, problems = read(tmp_path, base=tmp_path)
    assert texts == {"letter.txt": "unharmed"}
    assert problems == [("R151", "box.zip")]


ALL = ("md5", "sha1", "sha256", "sha512")


def test_a_sound_bag_says_so_and_only_its_payload_is_read(tmp_path: Path) -> None:
    bag(tmp_path / "bag", {"a.txt": b"one", "50%.txt": b"two"}, ALL)
    found = list(deliveries([tmp_path], relative_to=tmp_path))
    assert [d.source.path for d in found if isinstance(d, Delivered)] == [
        "bag/data/50%.txt",
        "bag/data/a.txt",
    ]
    (note,) = (p for p in found if isinstance(p, Problem))
    assert (note.code, note.severity) == ("R156", "note")
    assert "2 of 2 payload file(s) are as packed (md5, sha1, sha256, sha512)" in note.message


@pytest.mark.parametrize("algorithm", ALL)
def test_changed_missing_and_extra_payload_is_each_a_problem(
    tmp_path: Path, algorithm: str
) -> None:
    bag(tmp_path, {"a.txt": b"one", "b.txt": b"two", "c.txt": b"three"}, (algorithm,))
    (tmp_path / "data/a.txt").write_text("One")
    (tmp_path / "data/b.txt").unlink()
    (tmp_path / "data/d.txt").write_text("four")
    texts, problems = read(tmp_path, base=tmp_path)
    assert sorted(texts) == ["data/a.txt", "data/c.txt", "data/d.txt"]
    assert problems == [
        ("R152", "data/a.txt"),
        ("R153", "data/b.txt"),
        ("R154", "data/d.txt"),
        ("R156", "bagit.txt"),
    ]


def test_a_file_must_fit_every_manifest(tmp_path: Path) -> None:
    bag(tmp_path, {"a.txt": b"one"}, ("md5", "sha512"))
    manifest = tmp_path / "manifest-sha512.txt"
    manifest.write_text("0" * 128 + "  data/a.txt\n")
    _, problems = read(tmp_path, base=tmp_path)
    assert ("R152", "data/a.txt") in problems


def test_a_changed_tag_file_is_a_problem_too(tmp_path: Path) -> None:
    bag(tmp_path, {"a.txt": b"one"}, ("sha256",))
    (tmp_path / "bagit.txt").write_text("BagIt-Version: 0.97\n")
    _, problems = read(tmp_path, base=tmp_path)
    assert ("R152", "bagit.txt") in problems


def test_a_bag_inside_an_archive_is_verified(tmp_path: Path) -> None:
    files = bag(tmp_path / "bag", {"a.txt": b"one"}, ("sha256",))
    make_zip(
        tmp_path / "packed.zip", {f"x/{n}": d for n, d in files.items()} | {"x/data/a.txt": b"1"}
    )
    texts, problems = read(tmp_path / "packed.zip", base=tmp_path)
    assert texts == {"packed.zip/x/data/a.txt": "1"}
    assert ("R152", "packed.zip/x/data/a.txt") in problems


def test_a_manifest_that_leads_outside_or_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    bag(tmp_path, {"a.txt": b"one"}, ("sha256",))
    (tmp_path / "manifest-sha256.txt").write_text("abc  ../../etc/passwd\nnonsense\n")
    (tmp_path / "manifest-crc32.txt").write_text("abc  data/a.txt\n")
    _, problems = read(tmp_path, base=tmp_path)
    assert [code for code, _ in problems].count("R155") == 3
