"""Files too large to be one source: read as following parts, cut at places that harm least.

A text is cut behind a form feed, else at an empty line, a line end or a space; a PDF every so many
pages. The parts of a text are read in one encoding, found once for the whole file. A document
that crosses a cut becomes two: that is said in a problem, and the parts say where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import IO

from herewith.formats.encoding import Choice, choose
from herewith.formats.isolated import IsolationError
from herewith.formats.pdf import page_count
from herewith.formats.signatures import named
from herewith.model.text import Part

__all__ = ["LARGE", "PART_BYTES", "PART_PAGES", "parts_of", "text_parts"]

LARGE = 8 << 20
"""Bytes above which a text is divided."""

PART_BYTES = 2 << 20
PART_PAGES = 500
"""Pages of one part; a PDF of more than twice as many is divided."""

SEARCHED = 0.25
"""Share of a part, at its end, in which a good place to cut is looked for."""


def parts_of(path: Path) -> tuple[Part, ...]:
    """The parts in which a file is to be read; none if it is one source.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as handle:
        head = handle.read(1024)
    if b"%PDF-" in head:
        return _pdf_parts(path)
    if path.stat().st_size <= LARGE or not _is_text(head):
        return ()
    return text_parts(path)


def _is_text(head: bytes) -> bool:
    """Whether a file may be a text to cut: no markup, and nothing that a signature names."""
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return not bare.startswith((b"<", b"PK")) and named(head) is None


def _pdf_parts(path: Path) -> tuple[Part, ...]:
    try:
        total = page_count(path)
    except IsolationError:
        return ()  # the reader will say what is wrong with it
    if total <= 2 * PART_PAGES:
        return ()
    cuts = [*range(0, total, PART_PAGES), total]
    of = len(cuts) - 1
    return tuple(
        Part(n + 1, of, "pages", low, high) for n, (low, high) in enumerate(pairwise(cuts))
    )


def text_parts(path: Path, size: int = PART_BYTES) -> tuple[Part, ...]:
    """The parts of a text of any length, each at most `size` bytes.

    Memory: one part.
    """
    with path.open("rb") as handle:
        choice = choose(handle.read(size))
        found = list(_measured(handle, choice, size))
        odd = next((one for one in found if not one.whole), None)
        if odd is not None and choice.encoding == "utf-8":
            handle.seek(odd.low)
            other = choose(handle.read(odd.high - odd.low))
            if other.encoding != "utf-8":
                choice = other
                found = list(_measured(handle, choice, size))
    out: list[Part] = []
    chars = 0
    for n, one in enumerate(found, start=1):
        out.append(
            Part(
                n, len(found), "bytes", one.low, one.high, chars, choice.encoding,
                choice.certainty, one.sha256,
            )
        )  # fmt: skip
        chars += one.chars
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Measured:
    """Start and end of a part, its code points, whether all of it could be decoded, its digest."""

    low: int
    high: int
    chars: int
    whole: bool
    sha256: str


def _measured(handle: IO[bytes], choice: Choice, size: int) -> Iterator[_Measured]:
    """Every part of an open file, in order."""
    low = choice.mark
    handle.seek(low)
    window = handle.read(size)
    while window:
        more = len(window) == size
        cut = _cut(window, choice.encoding) if more else len(window)
        part = window[:cut]
        try:
            count, whole = len(part.decode(choice.encoding)), True
        except UnicodeDecodeError:
            count, whole = len(part.decode(choice.encoding, "replace")), False
        yield _Measured(low, low + cut, count, whole, sha256(part).hexdigest())
        low += cut
        window = window[cut:] + handle.read(cut)


def _cut(window: bytes, encoding: str) -> int:
    """Where to cut a full window: behind the best place in its last quarter."""
    unit = 4 if "32" in encoding else 2 if "16" in encoding else 1
    first = int(len(window) * (1 - SEARCHED)) // unit * unit
    for sign in ("\f", "\n\n", "\r\n\r\n", "\n", " "):
        wanted = sign.encode(encoding.replace("-sig", "")) if unit > 1 else sign.encode("ascii")
        at = window.rfind(wanted, first)
        while at >= 0 and (at % unit):
            at = window.rfind(wanted, first, at + len(wanted) - 1)
        if at >= 0:
            return at + len(wanted)
    cut = len(window) // unit * unit
    if encoding.startswith("utf-8"):
        while cut > 1 and window[cut - 1] & 0xC0 == 0x80:
            cut -= 1
        return max(1, cut - 1) if window[cut - 1] >= 0xC0 else cut
    return cut
