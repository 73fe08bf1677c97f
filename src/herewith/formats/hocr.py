"""hOCR: HTML in which pages, paragraphs, lines and words carry classes and boxes.

Cut into tags and text by a pattern that takes no longer than the file is long, whatever stands in
it; nothing is run or fetched. The order of the file is the reading order, as the format demands.

Source:
    T. Breuel, "The hOCR Microformat for OCR Workflow and Results", ICDAR 2007; specification 1.2.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from herewith.formats.extract import Box, Extract, Sheets
from herewith.formats.regions import Region, RegionLine, Sheet, put_sheet

__all__ = ["is_hocr", "read_hocr"]

LINES = {
    "ocr_line": "",
    "ocrx_line": "",
    "ocr_caption": "",
    "ocr_textfloat": "",
    "ocr_header": "header",
    "ocr_footer": "footer",
    "ocr_pageno": "page-number",
    "ocr_footnote": "footnote",
}
BLOCKS = ("ocr_par", "ocr_carea", "ocrx_block")
VOID = ("br", "img", "meta", "link", "hr", "input", "wbr")
MAX_STRUCK = 100
"""Struck stretches of one line; no page has more."""

STRIKES = ("s", "del", "strike")

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,40})"
    r"(?P<rest>(?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}')*)>"
)
_ATTRIBUTE = re.compile(r"([A-Za-z][\w:-]{0,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_PAGE = re.compile(r"class\s*=\s*[\"'][^\"'<>]*\bocr_page\b")
_BOX = re.compile(r"\bbbox\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)")
_CONFIDENCE = re.compile(r"\bx_wconf\s+([\d.]+)")
_IMAGE = re.compile(r"\bimage\s+(?:\"([^\"]*)\"|'([^']*)'|([^;]+))")
_NUMBER = re.compile(r"\b(?:ppageno|lpageno)\s+\"?([\w-]+)")


def is_hocr(head: str) -> bool:
    """Whether the beginning of an HTML text is that of an hOCR file.

    >>> is_hocr('<html><body><div class="ocr_page" title="bbox 0 0 9 9">')
    True
    """
    return _PAGE.search(head) is not None


@dataclass(slots=True)
class _Open:
    tag: str
    role: str


class _Hocr:
    """One pass over the tags of a file."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.stack: list[_Open] = []
        self.depth: dict[str, int] = {}
        """How many elements of each name are open."""
        self.line: RegionLine | None = None
        self.kind = ""
        self.text: list[str] = []
        self.sure: list[tuple[float, int]] = []
        self.struck: int | None = None
        self.fresh = True

    def begin(self, tag: str, has: Mapping[str, str]) -> None:
        """A page, block, line or word begins."""
        names = has.get("class", "").split()
        title = has.get("title", "")
        role = ""
        if "ocr_page" in names:
            role = "page"
            self._page(title)
        elif any(name in LINES for name in names) and self.sheets:
            role = "line"
            self._end_line()
            self.kind = next(LINES[name] for name in names if name in LINES)
            self.line = RegionLine("", _box(title), has.get("id", ""))
            self.text, self.sure = [], []
        elif any(name in BLOCKS for name in names):
            role, self.fresh = "block", True
        elif "ocrx_word" in names and self.line is not None:
            found = _CONFIDENCE.search(title)
            if found:
                self.sure.append((float(found[1]) / 100, 1))
        elif tag in STRIKES and self.line is not None and len(self.line.struck) < MAX_STRUCK:
            role, self.struck = "struck", len(_joined(self.text))
        if tag not in VOID:
            self.stack.append(_Open(tag, role))
            self.depth[tag] = self.depth.get(tag, 0) + 1

    def end(self, tag: str) -> None:
        """What was opened last with this tag ends, and whatever was left open inside."""
        if not self.depth.get(tag):
            return
        while self.stack:
            one = self.stack.pop()
            self.depth[one.tag] -= 1
            if one.role == "line":
                self._end_line()
            elif one.role == "block":
                self.fresh = True
            elif one.role == "struck" and self.line is not None and self.struck is not None:
                self.line.struck.append((self.struck, len(_joined(self.text))))
                self.struck = None
            if one.tag == tag:
                return

    def characters(self, data: str) -> None:
        """Text inside a line; other text is layout of the file."""
        if self.line is not None:
            self.text.append(data)

    def _page(self, title: str) -> None:
        image = _IMAGE.search(title)
        name = next((part for part in image.groups() if part), "").strip() if image else ""
        box = _box(title)
        size = (box[2] - box[0], box[3] - box[1]) if box else (None, None)
        self.sheets.append(Sheet(len(self.sheets) + 1, "", name, *size))
        self.fresh = True

    def _end_line(self) -> None:
        if self.line is None:
            return
        self.line.text = _joined(self.text)
        if self.sure:
            self.line.confidence = sum(c for c, _ in self.sure) / len(self.sure)
        regions = self.sheets[-1].regions
        if self.fresh or not regions or regions[-1].kind != self.kind:
            regions.append(Region(kind=self.kind))
        regions[-1].lines.append(self.line)
        self.line, self.fresh = None, False


def read_hocr(text: str) -> Extract:
    """The pages of an hOCR file."""
    found = _Hocr()
    for tag, closing, has, words in _tokens(text):
        if words:
            found.characters(words)
        elif closing:
            found.end(tag)
        else:
            found.begin(tag, has)
    while found.stack:
        found.end(found.stack[-1].tag)
    sheets = Sheets()
    for sheet in found.sheets:
        put_sheet(sheet, sheets)
    return sheets.extract()


def _tokens(text: str) -> Iterator[tuple[str, bool, dict[str, str], str]]:
    """Tags as `(name, closing, attributes, "")`, text as `("", False, {}, text)`."""
    at = 0
    while at < len(text):
        start = text.find("<", at)
        start = len(text) if start < 0 else start
        if start > at:
            yield "", False, {}, html.unescape(text[at:start])
        if start == len(text):
            return
        if text.startswith("<!--", start):
            end = text.find("-->", start)
            at = len(text) if end < 0 else end + 3
            continue
        if text.startswith(("<!", "<?"), start):
            end = text.find(">", start)
            at = len(text) if end < 0 else end + 1
            continue
        found = _TAG.match(text, start)
        if found is None:
            yield "", False, {}, "<"
            at = start + 1
            continue
        at = found.end()
        name = found["name"].lower()
        yield name, bool(found["close"]), _attributes(found["rest"]), ""
        if name in ("script", "style") and not found["close"]:
            end = text.find(f"</{name}", at)
            at = len(text) if end < 0 else end


def _attributes(rest: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(rest)
    }


def _joined(parts: list[str]) -> str:
    """Words of a line with single spaces between."""
    return " ".join("".join(parts).split())


def _box(title: str) -> Box | None:
    found = _BOX.search(title)
    if not found:
        return None
    left, top, right, bottom = (float(edge) for edge in found.groups())
    return left, top, right, bottom
