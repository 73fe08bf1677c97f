"""PDF: the text layer page by page, and recognition of the pages that have none.

pdfium works in a child process (see `isolated`). A page that has an image and no text is rendered
and given to tesseract if it is installed, else it is listed as not read; no page is left out.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from herewith.errors import DataError, Place, Problem
from herewith.formats.extract import Extract, Fault, Sheets
from herewith.formats.isolated import IsolationError, Limits, call
from herewith.formats.options import Options
from herewith.formats.tesseract import INSTALL, Tesseract, installed, put_page, recognise
from herewith.model.records import decode
from herewith.model.text import Page

__all__ = ["PAGES", "page_count", "read_pdf"]

PAGES = "herewith.formats.pdf_pages:"
LIMITS = Limits(seconds=300, memory=4 << 30, output=512 << 20)
EXTRA = "pip install 'herewith[pdf]'"
BATCH = 500
"""Pages that one child reads; of a batch that crashes it, every page is then tried alone."""

DPI = 300

_EMPTY = re.compile(rb"/Count\s+0\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")


def page_count(path: str | Path) -> int:
    """Number of pages.

    Raises:
        IsolationError: if it cannot be opened, or pypdfium2 is not installed.
    """
    return int(call(f"{PAGES}count", {"path": str(path)}, LIMITS)["pages"])


def read_pdf(
    path: Path, *, shown: str, options: Options, pages: tuple[int, int] | None = None
) -> Extract:
    """Read a PDF, or pages `[first, last)` of it (from 0).

    Raises:
        DataError: if nothing can be read: encrypted, damaged, without pages, or without the
            library.
    """
    try:
        first, last = pages or (0, page_count(path))
    except IsolationError as error:
        raise _refused(error, path, shown) from error
    if last == 0:
        raise _error("R133", "the PDF has no pages", shown)
    batches = [_batch(path, at, min(at + BATCH, last)) for at in range(first, last, BATCH)]
    found = _joined(batches)
    if any(page.state == "unread" for page in found.pages):
        found = _recognised(path, found, options)
    return found


def _refused(error: IsolationError, path: Path, shown: str) -> DataError:
    said = str(error)
    if error.kind == "refused" and _says_none(path):
        return _error("R133", "the PDF has no pages", shown)
    if error.kind == "missing":
        return _error("R131", f"{said} is not installed, which reads PDF files", shown, EXTRA)
    if "assword" in said:
        hint = "Save it without a password, if you may."
        return _error("R132", "the PDF is encrypted with a password", shown, hint)
    if error.kind == "refused":
        return _error("R134", f"damaged, not a PDF that can be opened: {said}", shown)
    return _error("R151", f"the PDF could not be opened: {said}", shown)


def _says_none(path: Path) -> bool:
    """Whether a small file's own list of pages says that it is empty; pdfium opens no such file."""
    with path.open("rb") as handle:
        head = handle.read(1 << 20)
    return _EMPTY.search(head) is not None and _PAGE.search(head) is None


def _error(code: str, message: str, shown: str, hint: str = "") -> DataError:
    problem = Problem(code, "error", message, Place(shown), hint)
    return DataError(str(problem), (problem,))


def _batch(path: Path, first: int, last: int) -> Extract:
    """Some pages; where the child fails, half of them at a time, down to the page that does it."""
    try:
        found = call(
            f"{PAGES}read_pages", {"path": str(path), "first": first, "last": last}, LIMITS
        )
        return decode(Extract, found)
    except IsolationError as error:
        if last - first > 1:
            middle = (first + last) // 2
            return _joined([_batch(path, first, middle), _batch(path, middle, last)])
        sheets = Sheets()
        sheets.page(first + 1, state="unread", why=f"{error}")
        sheets.fault("R151", "error", f"the page could not be read: {error}")
        return sheets.extract()


def _joined(batches: list[Extract]) -> Extract:
    """Extracts of following pages as one, with a form feed between."""
    if len(batches) == 1:
        return batches[0]
    texts: list[str] = []
    marks = []
    pages: list[Page] = []
    at = 0
    for batch in batches:
        if texts:
            texts.append("\f")
            at += 1
        texts.append(batch.text)
        marks += [
            replace(
                m,
                start=m.start + at,
                end=m.end + at,
                inner_start=m.inner_start + at,
                inner_end=m.inner_end + at,
            )
            for m in batch.marks
        ]
        pages += [replace(p, start=p.start + at, end=p.end + at) for p in batch.pages]
        at += len(batch.text)
    faults = tuple(fault for batch in batches for fault in batch.faults)
    made_by = next((batch.made_by for batch in batches if batch.made_by), "")
    return Extract("".join(texts), tuple(marks), tuple(pages), faults, made_by)


def _recognised(path: Path, found: Extract, options: Options) -> Extract:
    """The pages without text given to the recogniser; the others as they are."""
    program = installed() if options.ocr else None
    sheets = Sheets(faults=list(found.faults))
    unread = [p.n for p in found.pages if p.state == "unread" and p.why == "no text layer"]
    made_by = found.made_by
    if unread and program is None:
        why, hint = "tesseract is not installed", INSTALL
        if not options.ocr:
            why, hint = "recognition is turned off", "[stage.read] ocr = true"
        message = f"{len(unread)} page(s) without text were not read ({why}): {_few(unread)}"
        sheets.faults.append(Fault("R161", "warning", message, None, hint))
    elif unread and program is not None:
        made_by = f"{found.made_by}, {program.version}"
    with tempfile.TemporaryDirectory(prefix="herewith-") as folder:
        for page in found.pages:
            if page.n in unread and program is not None:
                _page(path, page, program, options, Path(folder), sheets)
            else:
                _copy(found, page, sheets)
    return sheets.extract(made_by)


def _few(numbers: list[int]) -> str:
    """Numbers as ranges, the first dozen of them.

    >>> _few([1, 2, 3, 7])
    '1–3, 7'
    """
    ranges: list[list[int]] = []
    for n in numbers:
        if ranges and ranges[-1][1] == n - 1:
            ranges[-1][1] = n
        else:
            ranges.append([n, n])
    said = [str(a) if a == b else f"{a}–{b}" for a, b in ranges[:12]]
    return ", ".join(said) + (" …" if len(ranges) > 12 else "")


def _page(
    path: Path, page: Page, program: Tesseract, options: Options, folder: Path, sheets: Sheets
) -> None:
    image = folder / "page.pgm"
    try:
        made = call(
            f"{PAGES}render",
            {"path": str(path), "n": page.n - 1, "dpi": DPI, "to": str(image)},
            LIMITS,
        )
    except IsolationError as error:
        why = f"the page could not be rendered: {error}"
        sheets.page(page.n, state="unread", why=why, label=page.label)
        sheets.fault("R151", "error", why)
        return
    result = recognise(
        program,
        str(image),
        dpi=int(made["dpi"]),
        languages=options.languages,
        floor=options.floor,
    )
    image.unlink()
    put_page(result, page.n, sheets, label=page.label, width=made["width"], height=made["height"])


def _copy(found: Extract, page: Page, sheets: Sheets) -> None:
    """A page with its lines, as it was extracted."""
    fields = {
        name: getattr(page, name)
        for name in (
            "state", "why", "label", "confidence", "rotation", "script", "languages", "width",
            "height", "image",
        )
    }  # fmt: skip
    sheets.page(page.n, **fields)
    move: Callable[[int], int] = lambda offset: offset - page.start + at  # noqa: E731
    at = sheets.write(found.text[page.start : page.end])
    for mark in found.marks:
        if page.start <= mark.start < page.end and mark.kind != "unread":
            sheets.marks.append(
                replace(
                    mark,
                    start=move(mark.start),
                    end=move(mark.end),
                    inner_start=move(mark.inner_start),
                    inner_end=move(mark.inner_end),
                )
            )
