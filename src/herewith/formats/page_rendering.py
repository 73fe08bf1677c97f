"""Inside the child: images of pages as PNG files, of a bounded size, by pdfium and by Pillow.

What a browser cannot show is drawn anew here: pages of a PDF, and TIFF, BMP, PNM and JPEG 2000
files; pages that lie on their side are turned upright. Grey has sixteen steps, which is enough to
read by and makes files of a third of the size; a page of a PDF that has colours (ink, a stamp) keeps
them, in six steps of each.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

from herewith.errors import DataError

__all__ = ["coloured", "convert", "cross", "png", "render_pages", "scale_of"]

MAX_PIXELS = 200_000_000
"""Dots of an image that is opened; larger ones are refused."""

COLOURED, FEWEST_COLOURED = 48, 0.001
"""By how much red, green and blue of a dot differ at least, and the share of such dots, from which
a page has colours; yellow paper has none."""

STEPS = 6
"""Steps of red, green and blue in an image with colours."""

MAX_SCALE = 4.0
"""Dots for a point of a PDF, of pages smaller than a letter."""


def render_pages(
    path: str, pages: list[int], longest: int, to: str, rotation: int = 0
) -> list[int]:
    """Write pages of a PDF as `<n>.png` into a folder.

    Args:
        path: the PDF.
        pages: their numbers, from 1; those that it does not have are left out.
        longest: dots of the longer side.
        to: the folder.
        rotation: by how many degrees clockwise they are turned: 0, 90, 180 or 270.

    Returns:
        The numbers of those that were written; a page that pdfium cannot draw is left out.

    Raises:
        DataError: if the PDF cannot be opened.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise DataError(str(error)) from error
    done: list[int] = []
    for n in pages:
        try:
            page = document[n - 1]
            width, height = page.get_size()
            scale = scale_of(width, height, longest)
            bitmap = page.render(scale=scale, rotation=rotation, rev_byteorder=True)
        except (pdfium.PdfiumError, IndexError):
            continue
        Path(to, f"{n}.png").write_bytes(_drawn(bitmap))
        done.append(n)
    return done


def _drawn(bitmap: Any) -> bytes:
    """A bitmap of red, green and blue as a PNG: with colours if it has any, else grey."""
    import numpy as np

    depth = bitmap.n_channels
    rows = np.frombuffer(bitmap.buffer, np.uint8).reshape(bitmap.height, bitmap.stride)
    dots = rows[:, : bitmap.width * depth].reshape(bitmap.height, bitmap.width, depth)[:, :, :3]
    spread = dots.max(axis=2).astype(np.int16) - dots.min(axis=2)
    if (spread > COLOURED).mean() > FEWEST_COLOURED:
        return coloured(dots)
    grey = (dots @ np.array([0.299, 0.587, 0.114])).round().astype(np.uint8)
    return png(grey.tobytes(), bitmap.width, bitmap.height, bitmap.width)


def scale_of(width: float, height: float, longest: int) -> float:
    """Dots for a point of a page of so many points; small pages are not blown up.

    >>> scale_of(600, 800, 1600), scale_of(30, 40, 1600)
    (2.0, 4.0)
    """
    return min(MAX_SCALE, longest / max(width, height, 1.0))


def convert(path: str, n: int, longest: int, to: str, rotation: int = 0) -> dict[str, Any]:
    """Write image `n` (from 0) of a file as a PNG whose longer side is at most `longest` dots,
    turned clockwise by `rotation` degrees.

    Raises:
        DataError: if Pillow cannot read it.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(path) as opened:
            opened.seek(n)
            grey = opened.mode in ("1", "L", "LA")
            if opened.mode.startswith(("I", "F")):
                raise DataError(f"dots of the kind {opened.mode} are not drawn")
            shown = opened.convert("L" if grey else "RGB")
    except (OSError, ValueError, EOFError, SyntaxError, Image.DecompressionBombError) as error:
        raise DataError(str(error)) from error
    shown.thumbnail((longest, longest))
    if rotation:
        shown = shown.rotate(-rotation, expand=True)
    if grey:
        made = png(shown.tobytes(), shown.width, shown.height, shown.width)
        Path(to).write_bytes(made)
    else:
        shown.save(to, "PNG")
    return {"width": shown.width, "height": shown.height}


def png(rows: bytes, width: int, height: int, stride: int) -> bytes:
    """Dots of grey (one byte each, `stride` bytes a row) as a PNG of sixteen steps of grey.

    >>> png(bytes([0, 255]), 2, 1, 2)[:8]
    b'\\x89PNG\\r\\n\\x1a\\n'
    """
    import numpy as np

    dots = np.frombuffer(rows, np.uint8).reshape(height, -1)[:, : min(stride, width)]
    steps = ((dots.astype(np.uint16) * 15 + 127) // 255).astype(np.uint8)
    if width % 2:
        steps = np.pad(steps, ((0, 0), (0, 1)))
    packed = (steps[:, 0::2] << 4) | steps[:, 1::2]
    return _file(packed, struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0))


def coloured(dots: Any) -> bytes:
    """Dots of red, green and blue (an array of rows) as a PNG of six steps of each.

    >>> import numpy as np
    >>> coloured(np.zeros((1, 2, 3), np.uint8))[:8]
    b'\\x89PNG\\r\\n\\x1a\\n'
    """
    import numpy as np

    steps = (dots.astype(np.uint16) * (STEPS - 1) + 127) // 255
    named = (steps @ np.array([STEPS * STEPS, STEPS, 1])).astype(np.uint8)
    shades = [round(255 * step / (STEPS - 1)) for step in range(STEPS)]
    palette = bytes(part for r in shades for g in shades for b in shades for part in (r, g, b))
    height, width = named.shape
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return _file(named, head, (b"PLTE", palette))


def _file(rows: Any, head: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of packed rows, none of them filtered."""
    import numpy as np

    data = zlib.compress(np.pad(rows, ((0, 0), (1, 0))).tobytes(), 6)
    parts = ((b"IHDR", head), *chunks, (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def cross(width: int, height: int) -> bytes:
    """A page crossed out: stands for one that could not be drawn.

    >>> cross(20, 30) == cross(20, 30)
    True
    """
    import numpy as np

    dots = np.full((height, width), 255, np.uint8)
    down = np.arange(max(width, height))
    y, x = down * height // len(down), down * width // len(down)
    dots[y, x] = dots[y, width - 1 - x] = 0
    return png(dots.tobytes(), width, height, width)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
