"""Where a large file is cut makes no difference to what is found in it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.damage import Clean, Damage, damaged
from tests.formats.making import pdf
from tests.invented_words import SYLLABLES

from herewith.errors import Problem
from herewith.formats import parts
from herewith.formats.files import BoxFile, box_files
from herewith.formats.parts import text_parts
from herewith.formats.texts import read_text
from herewith.model.document import Document
from herewith.stages.reconstruct import reconstruct

SMALL = [
    "of",
    "and",
    "with",
    "that",
    "the",
    "for",
    "in",
    "by",
    "from",
    "to",
    "was",
    "which",
    "had",
    "been",
]
NAMES = ("Aldric", "Morane", "Holm", "Orlin", "Vorokhov", "Hollis", "Tessel", "Brandt")
PLACES = ("Port Ellery", "Sarnhaven", "Calmere", "Tollmouth")

SCANS = Damage(
    page_words=(120, 200),
    catchwords=0.5,
    classified=0.4,
    hyphens=0.1,
    recaptured=0.05,
    swapped=0.04,
)
"""Pages with furniture, some captured twice, some out of their order."""

Found = tuple[str, bool, tuple[tuple[int, int], ...]]


def sentence(chance: random.Random) -> str:
    """English in its small words, invented in its others."""
    out = [chance.choice(("The", "A", "This", "Our", "Your"))]
    for _ in range(7):
        out.append("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))))
        out.append(chance.choice(SMALL))
    return " ".join(out[:-1]) + "."


def letter(n: int, chance: random.Random) -> Clean:
    body = [" ".join(sentence(chance) for _ in range(6)) for _ in range(chance.randint(2, 6))]
    head = f"{chance.choice(PLACES)}, May {n % 28 + 1}, 1911"
    greeting = f"Dear Mr. {chance.choice(NAMES)}:"
    return Clean(str(n), (head, greeting, *body, "Sincerely yours,", f"P. {chance.choice(NAMES)}"))


def scans(seed: int, letters: int) -> str:
    """One stream of letters, as it comes from the scanner."""
    chance = random.Random(seed)
    own = [letter(n, chance) for n in range(letters)]
    return damaged(own, SCANS, seed).text


def found(text: str, first: int = 0) -> list[Found]:
    """The documents of a text: their words, whether they are whole, where they stand."""
    delivered = read_text(text.encode(), shown="scans", source_id="scans", form="plain")
    return [_found(document, first) for document in reconstruct(delivered).documents]


def _found(document: Document, first: int) -> Found:
    places = tuple((p.start + first, p.end + first) for p in document.passages)
    return document.text, document.complete, places


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("size", [20_000, 33_000])
def test_the_size_of_the_parts_makes_no_difference(tmp_path: Path, seed: int, size: int) -> None:
    text = scans(seed, 40)
    (tmp_path / "scans.txt").write_text(text, encoding="utf-8", newline="")
    cut = text_parts(tmp_path / "scans.txt", size)
    assert len(cut) > 2
    assert not any(part.divides for part in cut)
    edges = [part.first_char or 0 for part in cut]
    in_parts = [
        one
        for low, high in zip(edges, [*edges[1:], len(text)], strict=True)
        for one in found(text[low:high], low)
    ]
    assert in_parts == found(text)


def test_a_part_waits_for_the_end_of_a_long_document(tmp_path: Path) -> None:
    chance = random.Random(5)
    long = Clean(
        "long",
        ("Calmere, May 3, 1911", "Dear Mr. Holm:", *(sentence(chance) * 5 for _ in range(60))),
    )
    own = [letter(1, chance), letter(2, chance), long, letter(4, chance), letter(5, chance)]
    text = damaged(own, Damage(), 5).text
    (tmp_path / "long.txt").write_text(text, encoding="utf-8", newline="")
    cut = text_parts(tmp_path / "long.txt", 12_000)
    assert max(part.end - part.start for part in cut) > 24_000
    assert not any(part.divides for part in cut)


def test_a_cut_where_no_document_begins_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "LARGE", 4_000)
    monkeypatch.setattr(parts.text_parts, "__defaults__", (4_000,))
    chance = random.Random(1)
    (tmp_path / "endless.txt").write_text("\n\n".join(sentence(chance) for _ in range(200)))
    told = [one for one in box_files([tmp_path], into=tmp_path) if isinstance(one, Problem)]
    assert [(one.code, one.severity) for one in told] == [("R116", "warning")]
    assert "nothing shows that a document begins with part 2" in told[0].message


def test_a_text_in_parts_is_markdown_or_not_as_a_whole(tmp_path: Path) -> None:
    chance = random.Random(2)
    plain = damaged([letter(n, chance) for n in range(30)], Damage(), 2).text
    (tmp_path / "marked.txt").write_text(f"{plain}\n\n~~struck~~ words\n", encoding="utf-8")
    assert {part.form for part in text_parts(tmp_path / "marked.txt", 20_000)} == {"markdown"}


def test_a_pdf_is_cut_where_a_letter_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_PAGES", 8)
    chance = random.Random(3)
    pages: list[list[str]] = []
    starts: list[int] = []
    for n in range(7):
        starts.append(len(pages))
        head = [f"Port Ellery, May {n + 2}, 1911", "", "Dear Mr. Holm:", ""]
        body = [line for _ in range(4) for line in (*_lines(sentence(chance)), "")]
        foot = ["Sincerely yours,", "", "P. Orlin"]
        pages += [[*head, *body], ["- 2 -", "", *body], ["- 3 -", "", *body, *foot]]
    pdf(tmp_path / "letters.pdf", pages)
    files = [one for one in box_files([tmp_path], into=tmp_path) if isinstance(one, BoxFile)]
    cut = [file.part.start for file in files if file.part is not None]
    assert len(cut) > 1
    assert set(cut) <= set(starts)


def _lines(text: str) -> list[str]:
    """A sentence as a typist wraps it."""
    words = text.split()
    return [" ".join(words[n : n + 8]) for n in range(0, len(words), 8)]
