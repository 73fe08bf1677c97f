"""Inside the child: text, lines and images of PDF pages, by pdfium.

Only this module touches pypdfium2. Lines come in the order of the text layer; an empty line is
put where the page leaves room for one, and a line that stands in is indented as on the page.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from herewith.errors import DataError
from herewith.formats.extract import Extract, Sheets

__all__ = ["count", "read_pages", "render"]

MAX_PIXELS = 60_000_000
"""Larger page images are rendered at a lower resolution."""

ROOMY = 1.45
"""Lines further apart than so many times the usual distance have an empty line between them."""

MAX_INDENT = 60


@dataclass(slots=True)
class _Row:
    """One line of a page in the page's own units, from its left top."""

    text: str
    box: tuple[float, float, float, float]


def count(path: str) -> dict[str, Any]:
    """How many pages a PDF has.

    Raises:
        DataError: if pdfium cannot open it; the message says why.
    """
    document = _open(path)
    return {"pages": len(document), "made_by": _made_by()}


def read_pages(path: str, first: int, last: int) -> Extract:
    """Pages `first` to `last` (from 0, half-open); pages without text have the state `unread`.

    A page with nothing on it at all is `blank`.
    """
    document = _open(path)
    sheets = Sheets()
    for n in range(first, min(last, len(document))):
        _page(document, n, sheets)
    return sheets.extract(_made_by())


def render(path: str, n: int, dpi: int, to: str) -> dict[str, int]:
    """Write the image of page `n` (from 0) as a grey PGM file; its size and resolution."""
    document = _open(path)
    page = document[n]
    width, height = page.get_size()
    scale = dpi / 72
    while width * height * scale * scale > MAX_PIXELS:
        scale *= 0.8
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    with Path(to).open("wb") as out:
        out.write(f"P5 {bitmap.width} {bitmap.height} 255\n".encode())
        for y in range(bitmap.height):
            at = y * bitmap.stride
            out.write(rows[at : at + bitmap.width])
    return {"width": bitmap.width, "height": bitmap.height, "dpi": round(scale * 72)}


def _open(path: str) -> Any:
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise DataError(str(error)) from error


def _made_by() -> str:
    from importlib.metadata import version

    return f"pypdfium2 {version('pypdfium2')}"


def _page(document: Any, n: int, sheets: Sheets) -> None:
    import pypdfium2 as pdfium

    try:
        page = document[n]
        width, height = page.get_size()
        rows = list(_rows(page, height))
        label = document.get_page_label(n)
    except (pdfium.PdfiumError, ValueError) as error:
        sheets.page(n + 1, state="unread", why=f"the page is damaged ({error})")
        return
    size = {"width": round(width, 1), "height": round(height, 1)}
    label = label if label != str(n + 1) else ""
    if not rows:
        empty = next(iter(page.get_objects(max_depth=1)), None) is None
        state, why = ("blank", "nothing is on the page") if empty else ("unread", "no text layer")
        sheets.page(n + 1, state=state, why=why, label=label, **size)  # type: ignore[arg-type]
        page.close()
        return
    sheets.page(n + 1, label=label, **size)
    _lay(rows, sheets)
    page.close()


def _rows(page: Any, height: float) -> Iterator[_Row]:
    """The lines of a page's text layer, those without visible characters left out."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    try:
        total = textpage.count_chars()
        if total <= 0:
            return
        characters = _characters(textpage, total)
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        low = 0
        for at in range(total + 1):
            if at < total and characters[at] not in "\r\n":
                continue
            line = "".join(characters[low:at])
            seen = [i for i in range(low, at) if characters[i].strip()]
            start, low = low, at + 1
            if not seen or not line.strip("\0\ufffe \t"):
                continue
            edges = []
            for index in {seen[0], seen[len(seen) // 2], seen[-1]}:
                raw.FPDFText_GetCharBox(textpage.raw, index, left, right, bottom, top)
                edges.append((left.value, height - top.value, right.value, height - bottom.value))
            box = (
                min(e[0] for e in edges),
                min(e[1] for e in edges),
                max(e[2] for e in edges),
                max(e[3] for e in edges),
            )
            del start
            yield _Row(_clean(line), box)
    finally:
        textpage.close()


def _characters(textpage: Any, total: int) -> list[str]:
    """The characters by pdfium's own index, so that boxes can be asked for."""
    import pypdfium2.raw as raw

    text = textpage.get_text_range()
    if len(text) == total and text.isascii():
        return list(text)
    out = [chr(raw.FPDFText_GetUnicode(textpage.raw, i) or 0xFFFD) for i in range(total)]
    return _paired(out)


def _paired(units: list[str]) -> list[str]:
    """UTF-16 halves joined: the character stands at the place of its first half."""
    for i, unit in enumerate(units[:-1]):
        if "\ud800" <= unit <= "\udbff" and "\udc00" <= units[i + 1] <= "\udfff":
            units[i] = (unit + units[i + 1]).encode("utf-16", "surrogatepass").decode("utf-16")
            units[i + 1] = ""
    return [u if not "\ud800" <= u <= "\udfff" else "\ufffd" for u in units]


def _clean(line: str) -> str:
    """A line with pdfium's sign for a hyphen at the line's end as the hyphen it was."""
    return line.replace("\ufffe", "-").replace("\x02", "-").rstrip().lstrip("\0 \t")


def _lay(rows: list[_Row], sheets: Sheets) -> None:
    """Write lines with the empty lines and indents that their places show."""
    pitches = [b.box[3] - a.box[3] for a, b in itertools.pairwise(rows) if b.box[3] > a.box[3] + 2]
    pitch = median(pitches) if pitches else 0.0
    heights = median(row.box[3] - row.box[1] for row in rows)
    pitch = min(pitch, 2.2 * heights) if heights > 0 else pitch
    margin = min(row.box[0] for row in rows)
    widths = [(r.box[2] - r.box[0]) / len(r.text) for r in rows if len(r.text) > 3]
    letter = median(widths) if widths else 0.0
    before: _Row | None = None
    for row in rows:
        if before is not None:
            step = row.box[3] - before.box[3]
            if step < -2 or (pitch and step > ROOMY * pitch):
                sheets.blank()
        indent = int((row.box[0] - margin) / letter) if letter > 0 else 0
        sheets.line(row.text, box=row.box, indent=min(MAX_INDENT, indent))
        before = row
