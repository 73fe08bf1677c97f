"""How far recognition can be believed: pages of known text as worn images, read by tesseract.

    python -m bench.ocr [--pages 1] [--seed 7] [--real] [--rows FILE]

Pages of the built-in sample, English and Russian (with `--real` of printed volumes and of Russian
letters), are drawn by Pillow, then blurred, strewn with
noise, turned a little, made coarse or faint, each at several strengths, and some in all these ways
at once. Every image is read with no floor; the share of words that are wrong is set against the
program's own confidence. Printed: the pages by their confidence, and for every floor what it would
cost: pages kept that cannot be used (`UNUSABLE` of their words or more are wrong), and usable pages
given up. The floor is the one that is wrong least often; half way where several are.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from bench.material import VOLUMES, absent
from bench.streams import SAMPLE, english_documents, russian_documents
from herewith.formats.reading import deliveries
from herewith.formats.tesseract import FLOOR, Tesseract, installed, recognise
from herewith.model.text import Delivered

UNUSABLE = 0.5
"""Share of wrong words from which a page's text is worth less than the word that it is unreadable."""

DPI = 150
SIZE = (1240, 1754)
"""A page of A4 at that resolution, in dots."""

LETTER = 24
"""Dots of the type's height."""

LINES, WIDTH = 40, 68
"""Lines of a page, and characters of a line."""

WEAR: dict[str, tuple[float, ...]] = {
    "blur": (1.0, 2.0, 3.0, 4.0, 5.5),
    "noise": (0.1, 0.25, 0.4, 0.55, 0.7),
    "skew": (1.0, 3.0, 6.0, 12.0),
    "coarse": (0.6, 0.45, 0.35, 0.28, 0.22),
    "faint": (0.5, 0.3, 0.18, 0.1),
    "all": (0.25, 0.4, 0.55, 0.7, 0.85),
}
"""Ways in which a page is worn, and how strongly: the radius of the blur in dots, the share of
strewn dots, degrees, the share of the resolution, the share of the contrast; of all at once, the
share of the worst of each."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Row:
    """One page image: how it was worn, how sure the program is, which share of words is wrong."""

    language: str
    wear: str
    strength: float
    confidence: float
    wrong: float


def pages(language: str, count: int, seed: int, *, real: bool) -> list[list[str]]:
    """Pages of text in one script, wrapped as a typist wraps them.

    Args:
        language: `eng` or `rus`.
        count: how many pages at most; the sample has no more than two of each.
        seed: which of the texts.
        real: whether they are taken from the shared material instead of the sample.
    """
    paragraphs = list(_real(language, seed) if real else _sample(language))
    random.Random(seed).shuffle(paragraphs)
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [*_wrapped(paragraph), ""]
    return [lines[n * LINES : (n + 1) * LINES] for n in range(count) if lines[n * LINES :]]


def _sample(language: str) -> Iterator[str]:
    for one in deliveries([SAMPLE]):
        if isinstance(one, Delivered) and one.form in ("plain", "markdown"):
            for part in one.text.split("\n\n"):
                cyrillic = bool(re.search("[а-я]{4}", part))
                if len(part) > 120 and cyrillic == (language == "rus"):
                    yield " ".join(part.split())


def _real(language: str, seed: int) -> Iterator[str]:
    if language == "rus":
        documents = russian_documents(6, seed)
    else:
        documents = english_documents(VOLUMES, 40, seed, 1)[:6]
    for document in documents:
        yield from (part for part in document.paragraphs if len(part) > 120)


def _wrapped(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
    yield line


def drawn(lines: Sequence[str], font: Path) -> Any:
    """A clean page image."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", SIZE, 255)
    pen, face = ImageDraw.Draw(page), ImageFont.truetype(str(font), LETTER)
    for n, line in enumerate(lines):
        pen.text((110, 110 + n * int(LETTER * 1.55)), line, fill=20, font=face)
    return page


def worn(page: Any, wear: str, strength: float, seed: int) -> Any:
    """A page image, worn in one way or in all."""
    if wear == "all":
        for own, strengths in WEAR.items():
            if own not in ("all", "skew"):
                least = 1.0 if own in ("coarse", "faint") else 0.0
                part = least + (strengths[-1] - least) * strength * 0.6
                page = worn(page, own, part, seed)
        return worn(page, "skew", 2 * strength, seed)
    return _WORN[wear](page, strength, seed)


def _blur(page: Any, radius: float, _: int) -> Any:
    from PIL import ImageFilter

    return page.filter(ImageFilter.GaussianBlur(radius))


def _noise(page: Any, share: float, seed: int) -> Any:
    import numpy as np
    from PIL import Image

    chance = np.random.default_rng(seed)
    dots = np.asarray(page).copy()
    strewn = chance.random(dots.shape) < share * 0.5
    dots[strewn] = chance.integers(0, 256, int(strewn.sum()), np.uint8)
    return Image.fromarray(dots)


def _skew(page: Any, degrees: float, _: int) -> Any:
    return page.rotate(degrees, resample=3, fillcolor=255)


def _coarse(page: Any, share: float, _: int) -> Any:
    width, height = page.size
    return page.resize((int(width * share), int(height * share)), 3).resize((width, height), 3)


def _faint(page: Any, share: float, seed: int) -> Any:
    """Less contrast, on paper that is not even."""
    import numpy as np
    from PIL import Image

    chance = np.random.default_rng(seed)
    dots = np.asarray(page).astype(np.float64)
    paper = 200 + 14 * chance.standard_normal(dots.shape)
    return Image.fromarray(np.clip(paper - (255 - dots) * share, 0, 255).astype(np.uint8))


_WORN = {"blur": _blur, "noise": _noise, "skew": _skew, "coarse": _coarse, "faint": _faint}


def wrong_share(true: Sequence[str], read: str) -> float:
    """Share of a page's words that were not read: word error rate, at most 1."""
    held = [word.casefold() for line in true for word in _WORD.findall(line)]
    got = [word.casefold() for word in _WORD.findall(read)]
    return min(1.0, Levenshtein.distance(held, got) / max(1, len(held)))


def rows(program: Tesseract, count: int, seed: int, font: Path, *, real: bool) -> Iterator[Row]:
    """Every page in every way of wear; blank pages, on which nothing was found, are left out."""
    with tempfile.TemporaryDirectory(prefix="herewith-bench-") as folder:
        image = Path(folder) / "page.png"
        for language in ("eng", "rus"):
            for n, lines in enumerate(pages(language, count, seed, real=real)):
                clean = drawn(lines, font)
                for wear, strengths in WEAR.items():
                    for strength in strengths:
                        worn(clean, wear, strength, seed + n).save(image, dpi=(DPI, DPI))
                        found = recognise(program, str(image), floor=0.0)
                        if found.confidence is None:
                            continue
                        read = "\n".join(line.text for line in found.lines)
                        share = wrong_share(lines, read)
                        yield Row(language, wear, strength, found.confidence, round(share, 3))


def costs(found: Sequence[Row], floor: float) -> tuple[int, int]:
    """Of a floor: pages kept that cannot be used, and usable pages given up."""
    kept = sum(row.confidence >= floor and row.wrong >= UNUSABLE for row in found)
    lost = sum(row.confidence < floor and row.wrong < UNUSABLE for row in found)
    return kept, lost


def best_floor(found: Sequence[Row]) -> float:
    """The floor that is wrong least often; the middle of those that are."""
    floors = [n / 100 for n in range(100)]
    wrong = [sum(costs(found, floor)) for floor in floors]
    least = [floor for floor, count in zip(floors, wrong, strict=True) if count == min(wrong)]
    return least[len(least) // 2]


def _font() -> Path | None:
    """A typewriter's face with Cyrillic letters, as the system names it."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    asked = [program, "-f", "%{file}", "monospace:lang=ru"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return Path(said) if said and Path(said).is_file() else None


def main(arguments: Sequence[str] = ()) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1, help="pages of each language")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rows", type=Path, help="write every page as a line of JSON")
    parser.add_argument("--real", action="store_true", help="pages of the shared material")
    asked = parser.parse_args(arguments)
    if asked.real and absent():
        return
    program, font = installed(), _font()
    if program is None or font is None:
        print("NOT RUN: tesseract or a font is not installed")
        return
    found: list[Row] = []
    for row in rows(program, asked.pages, asked.seed, font, real=asked.real):
        found.append(row)
        if asked.rows is not None:
            with asked.rows.open("a") as out:
                out.write(json.dumps(row.__dict__) + "\n")
    print(f"{len(found)} pages with words, {program.version}")
    print("confidence   pages   words wrong (mean, worst)   unusable")
    for low in range(0, 100, 5):
        own = [r for r in found if low / 100 <= r.confidence < (low + 5) / 100]
        if own:
            mean = sum(r.wrong for r in own) / len(own)
            bad = sum(r.wrong >= UNUSABLE for r in own)
            print(
                f"  {low / 100:.2f}       {len(own):4}      {mean:.2f}, {max(r.wrong for r in own):.2f}                {bad}"
            )
    for floor in sorted(
        {0.0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, FLOOR, best_floor(found)}
    ):
        kept, lost = costs(found, floor)
        print(f"floor {floor:.2f}: {kept} unusable kept, {lost} usable given up")
    print(f"best {best_floor(found):.2f}, set {FLOOR:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
