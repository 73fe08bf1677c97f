"""Size and number of pages of an image, from its header alone, before any library opens it.

A small file can claim to be a picture of a million by a million dots; what it claims is read here
and refused. PNG, JPEG, TIFF, GIF, BMP, WebP, PNM and JPEG 2000 are told by their first bytes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO

__all__ = ["Picture", "picture"]

MAX_PAGES = 20_000
"""More pages of a TIFF are not counted."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What an image's header says: media type, and width and height of each of its pages.

    `fault` says what is wrong with the header, or is empty.
    """

    media_type: str
    sizes: tuple[tuple[int, int], ...]
    fault: str = ""


def picture(handle: IO[bytes]) -> Picture | None:
    """What an open file claims to be; `None` if it is no image.

    >>> import io
    >>> picture(io.BytesIO(b"P5 640 480 255\\n"))
    Picture(media_type='image/x-portable-anymap', sizes=((640, 480),), fault='')
    """
    head = handle.read(32)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        if len(head) < 24 or head[12:16] != b"IHDR":
            return Picture("image/png", (), "the PNG has no header")
        return Picture("image/png", (struct.unpack(">II", head[16:24]),))
    if head.startswith(b"\xff\xd8\xff"):
        return _jpeg(handle)
    if head[:4] in (b"II*\0", b"MM\0*"):
        return _tiff(handle, "<" if head[:2] == b"II" else ">")
    if head[:4] in (b"II+\0", b"MM\0+"):
        return Picture("image/tiff", (), "BigTIFF has no reader")
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return Picture("image/gif", (struct.unpack("<HH", head[6:10]),))
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Picture("image/webp", ((0, 0),))
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0" and len(head) >= 26:
        width, height = struct.unpack("<ii", head[18:26])
        return Picture("image/bmp", ((abs(width), abs(height)),))
    if head[:12] == b"\0\0\0\x0cjP  \r\n\x87\n":
        return Picture("image/jp2", ((0, 0),))
    return _pnm(head)


def _pnm(head: bytes) -> Picture | None:
    words = head.split(None, 3)
    if len(words) < 3 or words[0] not in (b"P1", b"P2", b"P3", b"P4", b"P5", b"P6"):
        return None
    if not (words[1].isdigit() and words[2].isdigit()):
        return None
    return Picture("image/x-portable-anymap", ((int(words[1]), int(words[2])),))


def _jpeg(handle: IO[bytes]) -> Picture:
    """The frame header behind the segments before it."""
    media = "image/jpeg"
    handle.seek(2)
    for _ in range(1000):
        marker = handle.read(2)
        if len(marker) < 2 or marker[0] != 0xFF:
            return Picture(media, (), "the JPEG breaks off before its picture")
        kind = marker[1]
        if kind == 0xFF:
            handle.seek(-1, 1)
            continue
        if 0xD0 <= kind <= 0xD8 or kind == 0x01:
            continue
        size = handle.read(2)
        if len(size) < 2 or kind == 0xD9:
            return Picture(media, (), "the JPEG breaks off before its picture")
        length = struct.unpack(">H", size)[0]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            frame = handle.read(5)
            if len(frame) < 5:
                return Picture(media, (), "the JPEG breaks off before its picture")
            height, width = struct.unpack(">xHH", frame)
            return Picture(media, ((width, height),))
        handle.seek(max(0, length - 2), 1)
    return Picture(media, (), "the JPEG has no picture")


def _tiff(handle: IO[bytes], order: str) -> Picture:
    """Every directory of the chain; a chain that turns back on itself is cut."""
    media = "image/tiff"
    size = handle.seek(0, 2)
    handle.seek(4)
    sizes: list[tuple[int, int]] = []
    seen: set[int] = set()
    try:
        (offset,) = struct.unpack(order + "I", handle.read(4))
        while offset:
            if offset in seen or len(sizes) >= MAX_PAGES:
                return Picture(media, tuple(sizes), "its pages turn back on themselves")
            if offset + 2 > size:
                return Picture(media, tuple(sizes), "the TIFF breaks off")
            seen.add(offset)
            handle.seek(offset)
            (count,) = struct.unpack(order + "H", handle.read(2))
            entries = handle.read(12 * count)
            sizes.append(_dimensions(entries, order))
            (offset,) = struct.unpack(order + "I", handle.read(4))
    except struct.error:
        return Picture(media, tuple(sizes), "the TIFF breaks off")
    return Picture(media, tuple(sizes), "" if sizes else "the TIFF has no page")


def _dimensions(entries: bytes, order: str) -> tuple[int, int]:
    found = {256: 0, 257: 0}
    for at in range(0, len(entries) - 11, 12):
        tag, kind, _ = struct.unpack(order + "HHI", entries[at : at + 8])
        if tag in found:
            shape = "H" if kind == 3 else "I"
            width = 2 if kind == 3 else 4
            (found[tag],) = struct.unpack(order + shape, entries[at + 8 : at + 8 + width])
    return found[256], found[257]
