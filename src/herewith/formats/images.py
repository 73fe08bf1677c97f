"""Page images: PNG, JPEG, TIFF (of several pages) and the like, read by tesseract.

The header is looked at first, so that a picture too large to be one is refused before any library
opens it. Without the program, or where it is turned off, every page is listed and not read.
"""

from __future__ import annotations

from pathlib import Path

from herewith.errors import DataError, Place, Problem
from herewith.formats.extract import Extract, Fault, Sheets
from herewith.formats.image_headers import Picture, picture
from herewith.formats.options import Options
from herewith.formats.tesseract import INSTALL, installed, put_page, recognise

__all__ = ["MAX_PIXELS", "image_of", "read_image"]

MAX_PIXELS = 200_000_000
"""Dots of one page; larger ones are refused (an A0 sheet at 400 dpi has 250 million)."""


def image_of(path: Path) -> Picture | None:
    """What a file claims to be; `None` if it is no image.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as handle:
        return picture(handle)


def read_image(path: Path, *, shown: str, options: Options, claims: Picture) -> Extract:
    """Read every page of an image file.

    Raises:
        DataError: if it is damaged, or larger than an image of a page is.
    """
    if not claims.sizes:
        raise _error("R136", f"a damaged image: {claims.fault}", shown)
    if any(width * height > MAX_PIXELS for width, height in claims.sizes):
        width, height = max(claims.sizes, key=lambda size: size[0] * size[1])
        raise _error("R137", f"an image of {width} by {height} dots is refused", shown)
    program = installed() if options.ocr else None
    sheets = Sheets()
    if program is None:
        why = "tesseract is not installed" if options.ocr else "recognition is turned off"
        hint = INSTALL if options.ocr else "[stage.read] ocr = true"
        message = f"{len(claims.sizes)} page image(s) were not read: {why}"
        sheets.faults.append(Fault("R161", "warning", message, None, hint))
    if claims.fault:
        sheets.faults.append(Fault("R136", "warning", claims.fault))
    several = len(claims.sizes) > 1
    for n, (width, height) in enumerate(claims.sizes):
        wide, high = width or None, height or None
        if program is None:
            sheets.page(n + 1, state="unread", why=why, width=wide, height=high)
            continue
        found = recognise(
            program,
            str(path),
            page=n if several else None,
            languages=options.languages,
            floor=options.floor,
        )
        put_page(found, n + 1, sheets, width=wide, height=high)
    return sheets.extract(program.version if program else "")


def _error(code: str, message: str, shown: str) -> DataError:
    problem = Problem(code, "error", message, Place(shown))
    return DataError(str(problem), (problem,))
