"""The image of a page, from the file that was delivered: as it is, or drawn so that browsers show it.

PNG, JPEG, GIF and WebP are handed on byte for byte. Other images are drawn anew by Pillow, pages of
PDF by pypdfium2, both in a process of their own and no larger than a reader needs; without the
library there is no image of them. The delivered file is only read.
"""

from __future__ import annotations

import math
import os
import tempfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from herewith.formats.images import MAX_PIXELS, image_of
from herewith.formats.isolated import IsolationError, Limits, call
from herewith.formats.page_rendering import cross, scale_of
from herewith.model.text import PageImage

__all__ = ["AS_DELIVERED", "LONGEST", "MAX_DELIVERED", "image_bytes", "image_page", "pdf_page"]

AS_DELIVERED = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
"""Images that every browser shows, and how their files are called."""

LONGEST = 1600
"""Dots of the longer side of an image that is drawn anew."""

MAX_DELIVERED = 8_000_000
"""Bytes of an image that is handed on as delivered; larger ones are drawn anew."""

BATCH = 16
"""Pages of a PDF drawn at once: the process is started for all of them."""

LIMITS = Limits(seconds=120, memory=2 << 30, output=64 << 20)
DRAWING = "herewith.formats.page_rendering:"
PNG = "image/png"


def image_page(path: Path, n: int, rotation: int = 0) -> PageImage | None:
    """What can be shown of image `n` (from 0) of a file; `None` if nothing can.

    Args:
        path: the file.
        n: which image of it.
        rotation: by how many degrees clockwise it stands upright: 0, 90, 180 or 270. It is turned
            if there is a library that can, else shown as it was delivered.

    Raises:
        OSError: if the file cannot be read.
    """
    claims = image_of(path)
    if claims is None or not 0 <= n < len(claims.sizes):
        return None
    width, height = claims.sizes[n]
    if width * height > MAX_PIXELS:
        return None
    drawable = find_spec("PIL") is not None
    turned = rotation if drawable else 0
    if not turned and claims.media_type in AS_DELIVERED and path.stat().st_size <= MAX_DELIVERED:
        ending = AS_DELIVERED[claims.media_type]
        return PageImage(claims.media_type, ending, width or None, height or None, False)
    if not drawable:
        return None
    if not width or not height:
        return PageImage(PNG, "png", None, None, True, turned)
    shrink = min(1.0, LONGEST / max(width, height))
    wide, high = max(1, round(width * shrink)), max(1, round(height * shrink))
    return _upright(PageImage(PNG, "png", wide, high, True), turned)


def pdf_page(width: float | None, height: float | None, rotation: int = 0) -> PageImage | None:
    """What can be shown of a page of a PDF of so many points; `None` without the library.

    Args:
        width: of the page as it lies in the file.
        height: of it.
        rotation: by how many degrees clockwise it stands upright.
    """
    if not width or not height or find_spec("pypdfium2") is None:
        return None
    scale = scale_of(width, height, LONGEST)
    wide, high = math.ceil(width * scale), math.ceil(height * scale)
    return _upright(PageImage(PNG, "png", wide, high, True), rotation)


def _upright(image: PageImage, rotation: int) -> PageImage:
    """An image turned: on its side, width and height change places."""
    if rotation % 180:
        image = replace(image, width=image.height, height=image.width)
    return replace(image, turned=rotation)


def image_bytes(path: Path, n: int, image: PageImage, kept: Path, *, pdf: bool) -> bytes:
    """The bytes of the image of a page; those of a crossed page where it cannot be drawn.

    Args:
        path: the delivered file.
        n: number of the page in it, from 1.
        image: what `image_page` or `pdf_page` said of it.
        kept: a folder for what is drawn from this file, so that it is drawn once.
        pdf: whether the file is a PDF.

    Raises:
        OSError: if the delivered file cannot be read.
    """
    if not image.drawn:
        return path.read_bytes()
    try:
        return _name(kept, n, image.turned).read_bytes()
    except OSError:
        pass  # not drawn yet
    with tempfile.TemporaryDirectory(prefix="herewith-") as folder:
        if pdf and image.turned:
            drawn = _pdf(path, [n], folder, image.turned)
        elif pdf:
            first = (n - 1) // BATCH * BATCH + 1
            batch = list(range(first, first + BATCH))
            drawn = _pdf(path, batch, folder) or _pdf(path, [n], folder)
        else:
            drawn = _converted(path, n, folder, image.turned)
        for m in drawn:
            _keep(Path(folder, f"{m}.png"), _name(kept, m, image.turned))
        if n in drawn:
            return Path(folder, f"{n}.png").read_bytes()
    return cross(image.width or LONGEST // 2, image.height or LONGEST // 2)


def _pdf(path: Path, pages: list[int], to: str, rotation: int = 0) -> list[int]:
    """The pages that could be drawn; none where the child did not come back."""
    asked = {
        "path": str(path), "pages": pages, "longest": LONGEST, "to": to, "rotation": rotation,
    }  # fmt: skip
    try:
        found = call(f"{DRAWING}render_pages", asked, LIMITS)
    except IsolationError:
        return []
    return [int(m) for m in found]


def _converted(path: Path, n: int, folder: str, rotation: int) -> list[int]:
    to = str(Path(folder, f"{n}.png"))
    try:
        call(
            f"{DRAWING}convert",
            {
                "path": str(path),
                "n": n - 1,
                "longest": LONGEST,
                "to": to,
                "rotation": rotation,
            },
            LIMITS,
        )
    except IsolationError:
        return []
    return [n]


def _name(kept: Path, n: int, turned: int) -> Path:
    return kept / (f"{n}-{LONGEST}-{turned}.png" if turned else f"{n}-{LONGEST}.png")


def _keep(made: Path, name: Path) -> None:
    """Keep what was drawn; a folder that cannot be written only means that it is drawn again."""
    part = name.with_name(f"{name.name}.{os.getpid()}")
    try:
        name.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(made.read_bytes())
        part.replace(name)
    except OSError:
        part.unlink(missing_ok=True)
