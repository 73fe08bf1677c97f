"""hOCR: HTML in which pages, paragraphs, lines and words carry classes and boxes.

Read with the tolerant parser of the standard library; nothing is run or fetched. The order of the
file is the reading order, as the format demands.

Source:
    T. Breuel, "The hOCR Microformat for OCR Workflow and Results", ICDAR 2007; specification 1.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

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
STRIKES = ("s", "del", "strike")

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


class _Hocr(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Sheet] = []
        self.stack: list[_Open] = []
        self.line: RegionLine | None = None
        self.kind = ""
        self.text: list[str] = []
        self.sure: list[tuple[float, int]] = []
        self.struck: int | None = None
        self.fresh = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A page, block, line or word begins."""
        has = {name: value or "" for name, value in attrs}
        names = has.get("class", "").split()
        title = has.get("title", "")
        role = ""
        if "ocr_page" in names:
            role = "page"
            self._page(title)
        elif any(name in LINES for name in names) and self.sheets:
            role = "line"
            self.kind = next(LINES[name] for name in names if name in LINES)
            self.line = RegionLine("", _box(title), has.get("id", ""))
            self.text, self.sure = [], []
        elif any(name in BLOCKS for name in names):
            role, self.fresh = "block", True
        elif "ocrx_word" in names and self.line is not None:
            found = _CONFIDENCE.search(title)
            if found:
                self.sure.append((float(found[1]) / 100, 1))
        elif tag in STRIKES and self.line is not None:
            role, self.struck = "struck", len(_joined(self.text))
        if tag not in VOID:
            self.stack.append(_Open(tag, role))

    def handle_endtag(self, tag: str) -> None:
        """What was opened last with this tag ends, and whatever was left open inside."""
        if not any(one.tag == tag for one in self.stack):
            return
        while self.stack:
            one = self.stack.pop()
            if one.role == "line":
                self._end_line()
            elif one.role == "block":
                self.fresh = True
            elif one.role == "struck" and self.line is not None and self.struck is not None:
                self.line.struck.append((self.struck, len(_joined(self.text))))
                self.struck = None
            if one.tag == tag:
                return

    def handle_data(self, data: str) -> None:
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
        assert self.line is not None
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
    found.feed(text)
    found.close()
    while found.stack:
        found.handle_endtag(found.stack[-1].tag)
    sheets = Sheets()
    for sheet in found.sheets:
        put_sheet(sheet, sheets)
    return sheets.extract()


def _joined(parts: list[str]) -> str:
    """Words of a line with single spaces between."""
    return " ".join("".join(parts).split())


def _box(title: str) -> Box | None:
    found = _BOX.search(title)
    if not found:
        return None
    left, top, right, bottom = (float(edge) for edge in found.groups())
    return left, top, right, bottom
