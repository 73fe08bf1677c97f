"""Texts: the bytes of one file, or of a part of one, as a `Delivered`.

XML with a TEI root, OCR formats (ALTO, PAGE, hOCR), other XML, OCR Markdown, plain text. Of the
OCR formats the text is what they say stands on the page, in their reading order; of all others it
is the decoded file itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Literal

from herewith.errors import DataError, Place, Problem
from herewith.formats.alto import read_alto
from herewith.formats.encoding import Decoded, decode, decode_as, looks_binary
from herewith.formats.extract import Extract
from herewith.formats.hocr import is_hocr, read_hocr
from herewith.formats.markdown import is_markdown, read_markdown
from herewith.formats.page_xml import read_page_xml
from herewith.formats.signatures import named
from herewith.formats.tei import is_xml, parse
from herewith.model.text import Delivered, Mark, Source, SourceId, Visible

__all__ = ["MAX_BYTES", "oddities", "read_text"]

MAX_BYTES = 512 << 20
"""A larger XML file is refused: it cannot be cut, and its elements are held in memory, which takes
some ten times its size."""

OCR: dict[str, tuple[str, Callable[[str], Extract]]] = {
    "alto": ("application/alto+xml", read_alto),
    "PcGts": ("application/page+xml", read_page_xml),
}
"""Root elements of OCR formats, what to call them, and who reads them."""

_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
TEI_ROOTS = ("TEI", "teiCorpus", "TEI.2")
BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"


def read_text(
    data: bytes,
    *,
    shown: str,
    source_id: str,
    encoding: tuple[str, float] | None = None,
    form: Literal["plain", "markdown"] | None = None,
) -> Delivered:
    """Read the bytes of a text.

    Args:
        data: the bytes.
        shown: the path to record and print.
        source_id: the source id.
        encoding: encoding and certainty, where they are known from the whole file.
        form: what it is, where that is known from the whole file.

    Raises:
        DataError: if they are no text.
    """
    _refuse(data, shown, known=encoding is not None)
    head = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    if encoding is not None:
        decoded = decode_as(data, *encoding, shown=shown)
    else:
        decoded = decode(data, shown=shown, xml=head.startswith(b"<"))
    text = decoded.text
    extract = None if form else _ocr(text, shown)
    if extract is not None:
        return _recognised(*extract, data, decoded, shown, source_id)
    problems = decoded.problems
    visible: tuple[Visible, ...] = ()
    marks: tuple[Mark, ...] = ()
    kind: Literal["plain", "markdown", "tei", "other"] = "plain"
    media = "text/plain"
    if form is None and is_xml(text[:4000].lstrip("\ufeff \t\r\n")) and not _is_html(text[:4000]):
        parsed = parse(text, shown=shown)
        problems += parsed.problems
        visible, marks, media = parsed.visible, parsed.marks, "application/xml"
        if parsed.root in TEI_ROOTS:
            kind, media = "tei", "application/tei+xml"
        elif parsed.sound:
            kind, marks = "other", ()
    elif form == "markdown" or (form is None and is_markdown(text)):
        kind, media = "markdown", "text/markdown"
        visible, marks = read_markdown(text)
    elif text:
        visible = (Visible(0, len(text)),)
    problems += oddities(text, shown)
    source = _source(data, decoded, shown, source_id, media)
    return Delivered(source, text, visible, marks, kind, problems)


def oddities(text: str, shown: str) -> tuple[Problem, ...]:
    """Characters that a reader cannot see and that change what is seen, or is found."""
    found: list[Problem] = []
    for chars, name in (("\0", "NUL"), (BIDI, "bidirectional control")):
        count = sum(text.count(char) for char in chars)
        if count:
            first = min(at for char in chars if (at := text.find(char)) >= 0)
            line = text.count("\n", 0, first) + 1
            message = f"{count} {name} character(s)"
            found.append(Problem("R108", "warning", message, Place(shown, line=line)))
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        message = "letters and their accents are written apart (not NFC); they are kept so"
        found.append(Problem("R109", "note", message, Place(shown)))
    return tuple(found)


def _refuse(data: bytes, shown: str, *, known: bool) -> None:
    if known:
        return
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise _error("R102", "empty", shown, "", "warning")
    told = named(data[:64])
    if told is not None:
        raise _error("R103", f"{told[0]}: no reader for this format", shown, told[1])
    if looks_binary(data):
        raise _error("R103", "binary data: not a text in any known encoding", shown)


def _error(
    code: str,
    message: str,
    shown: str,
    hint: str = "",
    severity: Literal["warning", "error"] = "error",
) -> DataError:
    problem = Problem(code, severity, message, Place(shown), hint)
    return DataError(str(problem), (problem,))


def _is_html(head: str) -> bool:
    lowered = head.lower()
    return "<!doctype html" in lowered or "<html" in lowered


def _ocr(text: str, shown: str) -> tuple[str, Extract] | None:
    """Media type and content of an OCR file; `None` if it is none."""
    head = text[:20_000].lstrip("\ufeff \t\r\n")
    if not head.startswith("<"):
        return None
    if _is_html(head[:4000]) and is_hocr(head):
        return "text/vnd.hocr+html", read_hocr(text)
    root = _ROOT.search(head)
    if root is None or root[1] not in OCR:
        return None
    media, reader = OCR[root[1]]
    try:
        return media, reader(text)
    except DataError as error:
        raise _error("R125", f"an OCR file that cannot be read: {error}", shown) from error


def _recognised(
    media: str, found: Extract, data: bytes, decoded: Decoded, shown: str, source_id: str
) -> Delivered:
    """An OCR file: its text is what stands on its pages."""
    source = replace(_source(data, decoded, shown, source_id, media), chars=len(found.text))
    pages = tuple(
        replace(page, id=f"{source.id}/page/{page.n}", source=source.id) for page in found.pages
    )
    problems = decoded.problems + tuple(fault.problem(shown) for fault in found.faults)
    visible = (Visible(0, len(found.text)),) if found.text else ()
    problems += oddities(found.text, shown)
    return Delivered(source, found.text, visible, found.marks, "other", problems, pages)


def _source(data: bytes, decoded: Decoded, shown: str, source_id: str, media: str) -> Source:
    return Source(
        id=SourceId(source_id),
        path=shown,
        sha256=sha256(data).hexdigest(),
        media_type=media,
        encoding=decoded.encoding,
        encoding_certainty=decoded.certainty,
        bytes=len(data),
        chars=len(decoded.text),
    )
