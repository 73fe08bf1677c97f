"""Files too large to be one source: read as following parts, cut between two documents.

Around the end of a part the text is reconstructed, and the file cut where a document begins and
none is open (`algorithms.reconstruct.watersheds`): what the parts hold does not depend on where
they end. Where no such place is found, a text is cut behind a form feed, else at an empty line, a
line end or a space, a PDF at a page; a document that crosses such a cut becomes two, which is said
in a problem. The parts of a text are read in one encoding and as one form, found once for the
whole file, and say where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import IO, Literal

from herewith.algorithms.reconstruct.watersheds import Watersheds, watersheds
from herewith.algorithms.uncollected import uncollected
from herewith.errors import DataError
from herewith.formats.encoding import Choice, choose
from herewith.formats.isolated import IsolationError
from herewith.formats.markdown import is_markdown, read_markdown
from herewith.formats.options import Options
from herewith.formats.pdf import page_count, read_pdf
from herewith.formats.signatures import named
from herewith.model.text import Delivered, Mark, Part, Source, SourceId, Visible

__all__ = ["LARGE", "PART_BYTES", "PART_PAGES", "parts_of", "text_parts"]

LARGE = 8 << 20
"""Bytes above which a text is divided."""

PART_BYTES = 2 << 20
PART_PAGES = 500
"""Pages of one part; a PDF of more than twice as many is divided."""

MOST = 4
"""Times its size that a part may have where no document begins for long."""

LAST = 0.5
"""Share of its size by which the last part may be larger, so that none is very small."""

SEARCHED = 0.25
"""Share of a part, at its end, in which the next best place to cut is looked for."""

STEPS = ((1 / 16, 1 / 64), (1 / 2, 1 / 8))
"""What is looked at around the end of a part: shares of its size before it in which it may be cut,
and shares more on either side that must show that nothing crosses the cut."""

PAGES_SEARCHED, PAGES_BESIDE = 24, 8
"""The same of a PDF, in pages."""


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
    cuts, divided = [0], set[int]()
    while total - cuts[-1] > PART_PAGES:
        end = cuts[-1] + PART_PAGES
        found = _pdf_cut(path, cuts[-1], end, total)
        if found is None:
            divided.add(end)
        cuts.append(end if found is None else found)
    of = len(cuts)
    return tuple(
        Part(n + 1, of, "pages", low, high, divides=low in divided)
        for n, (low, high) in enumerate(pairwise([*cuts, total]))
    )


def _pdf_cut(path: Path, begin: int, end: int, total: int) -> int | None:
    """The last page before `end` with which a document begins, of those with text of their own."""
    first = max(begin, end - PAGES_SEARCHED - PAGES_BESIDE)
    last = min(total, end + PAGES_BESIDE)
    try:
        found = read_pdf(path, shown="", options=Options(ocr=False), pages=(first, last))
    except DataError:
        return None
    starts = set(_between(found.text, found.marks).fair)
    held = range(max(begin + 1, end - PAGES_SEARCHED), end + 1)
    pages = [page.n - 1 for page in found.pages if page.start in starts]
    return max((n for n in pages if n in held), default=None)


def _between(text: str, marks: Sequence[Mark] = ()) -> Watersheds:
    """Where in a stretch of a file it may be cut between two documents."""
    visible: tuple[Visible, ...] = (Visible(0, len(text)),) if text else ()
    if not marks and is_markdown(text):
        visible, marks = read_markdown(text)
    source = Source(SourceId(""), "", "", "text/plain", None, 1.0, 0, len(text))
    with uncollected():
        return watersheds(Delivered(source, text, visible, tuple(marks), "plain"))


def text_parts(path: Path, size: int = PART_BYTES) -> tuple[Part, ...]:
    """The parts of a text of any length, each of about `size` bytes, `MOST` times that at most.

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
    form: Literal["plain", "markdown"] = (
        "markdown" if any(one.markdown for one in found) else "plain"
    )
    out: list[Part] = []
    chars = 0
    for n, one in enumerate(found, start=1):
        out.append(
            Part(
                n, len(found), "bytes", one.low, one.high, chars, choice.encoding,
                choice.certainty, one.sha256, form, one.divides,
            )
        )  # fmt: skip
        chars += one.chars
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Measured:
    """Start and end of a part, its code points, whether all of it could be decoded, its digest,
    whether it bears signs of Markdown, and whether it may go on in a document of the part before.
    """

    low: int
    high: int
    chars: int
    whole: bool
    sha256: str
    markdown: bool
    divides: bool


def _measured(handle: IO[bytes], choice: Choice, size: int) -> Iterator[_Measured]:
    """Every part of an open file, in order."""
    low = choice.mark
    handle.seek(low)
    ahead = _Ahead(handle, b"")
    divides = False
    patient = True
    while ahead.reach(1):
        cut, fits = _next_cut(ahead, choice.encoding, size, patient=patient)
        part = ahead.held[:cut]
        try:
            text, whole = part.decode(choice.encoding), True
        except UnicodeDecodeError:
            text, whole = part.decode(choice.encoding, "replace"), False
        digest = sha256(part).hexdigest()
        yield _Measured(low, low + cut, len(text), whole, digest, is_markdown(text), divides)
        low += cut
        ahead.held = ahead.held[cut:]
        divides, patient = not fits, fits


@dataclass(slots=True)
class _Ahead:
    """What of an open file was read and not yet cut off."""

    handle: IO[bytes]
    held: bytes

    def reach(self, size: int) -> bool:
        """Whether there are so many bytes; they are read, if they were not."""
        if len(self.held) < size:
            self.held += self.handle.read(size - len(self.held))
        return len(self.held) >= size


def _next_cut(ahead: _Ahead, encoding: str, size: int, *, patient: bool) -> tuple[int, bool]:
    """Where the next part ends, and whether that is between two documents (or the file's end).

    Args:
        ahead: what follows.
        encoding: of the file.
        size: of a part.
        patient: whether a part may become larger until a document begins; where none began for
            long, none is waited for.
    """
    if not ahead.reach(size + int(LAST * size) + 1):
        return len(ahead.held), True
    fair: int | None = None
    for searched, beside in STEPS:
        clean, other = _document_cut(
            ahead, encoding, size, int(searched * size), int(beside * size)
        )
        if clean is not None:
            return clean, True
        fair = other if other is not None else fair
    if fair is not None:
        return fair, True
    step = size // 2
    for end in range(size + step, MOST * size + 1, step) if patient else ():
        if not ahead.reach(end + 1):
            return len(ahead.held), True
        clean, fair = _document_cut(ahead, encoding, end, step, step // 4)
        if clean is not None or fair is not None:
            return clean or fair or 0, True
    return _cut(ahead.held[:size], encoding), False


def _document_cut(
    ahead: _Ahead, encoding: str, end: int, searched: int, beside: int
) -> tuple[int | None, int | None]:
    """The last places in the `searched` bytes before `end` at which a document begins: one over
    which no capture of a page is repeated, and one over which none is nearby.
    """
    ahead.reach(end + beside)
    first = _whole(ahead.held, max(0, end - searched - beside), encoding)
    last = _whole(ahead.held, min(len(ahead.held), end + beside), encoding)
    errors = "surrogatepass" if _unit(encoding) > 1 else "surrogateescape"
    try:
        text = ahead.held[first:last].decode(encoding, errors)
    except UnicodeDecodeError:
        return None, None
    found = _between(text)

    def latest(places: Sequence[int]) -> int | None:
        cuts = (first + len(text[:at].encode(encoding, errors)) for at in reversed(places))
        return next((cut for cut in cuts if max(1, end - searched) <= cut <= end), None)

    return latest(found.clean), latest(found.fair)


def _whole(data: bytes, at: int, encoding: str) -> int:
    """The beginning of the character in which an offset falls."""
    at -= at % _unit(encoding)
    while encoding.startswith("utf-8") and 0 < at < len(data) and data[at] & 0xC0 == 0x80:
        at -= 1
    return at


def _unit(encoding: str) -> int:
    """Bytes of the units of an encoding."""
    return 4 if "32" in encoding else 2 if "16" in encoding else 1


def _cut(window: bytes, encoding: str) -> int:
    """Where to cut a full window: behind the best place in its last quarter."""
    unit = _unit(encoding)
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
