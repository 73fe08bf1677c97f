"""The scanned file of four documents, against what was written down by hand beforehand.

The case file holds line numbers and roles only; the scanned file itself is not part of the project.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from herewith.formats.reading import read
from herewith.model.document import Document, Reconstruction
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct

pytestmark = pytest.mark.material

CASE = tomllib.loads(
    (Path(__file__).parent / "reconstruct" / "four_documents.toml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def source(material: Path) -> Delivered:
    (path,) = (material / "boxes" / "cuba-1962").glob(f"{CASE['source']}*")
    return read(path)


@pytest.fixture(scope="module")
def found(source: Delivered) -> Reconstruction:
    return reconstruct(source)


def lines_of(source: Delivered, stretches: list[tuple[int, int]]) -> list[int]:
    """The lines, from 1, on which something of the stretches can be seen, in their order."""
    out: list[int] = []
    for start, end in stretches:
        at = start
        for line in source.text[start:end].split("\n"):
            if line.strip():
                out.append(source.line_of(at))
            at += len(line) + 1
    return list(dict.fromkeys(out))


def once(lines: list[int]) -> list[int]:
    """Lines of a second capture as those of the first: either may be read."""
    shift = {
        n: n - twin["other"][0] + twin["kept"][0]
        for twin in CASE["duplicate"]
        for n in ranges([twin["other"]])
    }
    return list(dict.fromkeys(shift.get(n, n) for n in lines))


def ranges(pairs: list[list[int]]) -> list[int]:
    return [n for low, high in pairs for n in range(low, high + 1)]


def of(found: Reconstruction, n: int) -> Document:
    assert len(found.documents) == len(CASE["document"])
    return found.documents[n]


@pytest.mark.parametrize("n", range(4), ids=[d["name"] for d in CASE["document"]])
def test_a_document_has_the_lines_roles_and_pages_that_an_archivist_gives_it(
    n: int, source: Delivered, found: Reconstruction
) -> None:
    case: dict[str, Any] = CASE["document"][n]
    document = of(found, n)
    own = lines_of(source, [(p.start, p.end) for p in document.passages if not p.silent])
    blank = {k for k in ranges(case["text"]) if not source.text.split("\n")[k - 1].strip()}
    assert once(own) == once([k for k in ranges(case["text"]) if k not in blank])
    for line, role in case["roles"].items():
        roles = [
            p.role for p in document.passages if int(line) in lines_of(source, [(p.start, p.end)])
        ]
        assert role in roles, line
    assert (document.kind, document.language) == (case["kind"], case["language"])
    assert document.complete == case["complete"]
    if n != 3:  # The pages of the letter cannot all be told; see the case file.
        assert list(document.pages) == case["pages"]
    for words in case.get("reads", ()):
        assert words in " ".join(document.text.split())
    for words in case.get("never", ()):
        assert f"{words} " not in f"{document.text} "


def test_the_furniture_is_where_an_archivist_puts_it(
    source: Delivered, found: Reconstruction
) -> None:
    kinds: dict[int, set[str]] = {}
    for piece in found.furniture:
        for line in lines_of(source, [(piece.start, piece.end)]):
            kinds.setdefault(line, set()).add(piece.kind)
    wanted: dict[int, set[str]] = {}
    for case in (*CASE["furniture"], *CASE["limit"]):
        for line in ranges([case["lines"]] if "lines" in case else [[case["line"]] * 2]):
            wanted.setdefault(line, set()).add(case["kind"])
    assert kinds == wanted


def test_both_second_captures_are_duplicates(source: Delivered, found: Reconstruction) -> None:
    said = [
        (lines_of(source, [twin.other])[0], lines_of(source, [twin.other])[-1])
        for twin in found.duplicates
    ]
    assert len(said) == len(CASE["duplicate"])
    kept = [lines_of(source, [twin.kept]) for twin in found.duplicates]
    for case, (low, high), own in zip(CASE["duplicate"], said, kept, strict=True):
        both = {tuple(case["other"]), tuple(case["kept"])}
        assert any(abs(low - a) <= 2 and abs(high - b) <= 2 for a, b in both)
        assert any(abs(own[0] - a) <= 2 and abs(own[-1] - b) <= 2 for a, b in both)


def test_the_missing_page_is_stated_where_it_was_with_its_size(
    source: Delivered, found: Reconstruction
) -> None:
    (case,) = CASE["gap"]
    (gap,) = found.gaps
    assert gap.document == of(found, 1).id
    assert gap.page == case["page"]
    assert gap.after is not None
    assert gap.before is not None
    assert case["after"] in source.text[slice(*gap.after)]
    assert source.text[slice(*gap.before)].startswith(case["before"])
    low, high = case["words"]
    assert gap.estimate_words is not None
    assert low <= gap.estimate_words <= high


def test_strike_outs_that_the_sentence_needs_are_flagged(
    source: Delivered, found: Reconstruction
) -> None:
    low, high = CASE["document"][3]["doubtful"]
    letter = of(found, 3)
    struck = [layer for layer in letter.layers if layer.kind == "struck"]
    lines = {source.line_of(letter.place(x.start, x.end)[1]) for x in struck if x.doubtful}
    assert lines
    assert all(low <= line <= high for line in lines)
