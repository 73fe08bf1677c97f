"""ALTO, versions 2 to 4: lines of strings with their boxes.

The reading order is that of `ReadingOrder` (version 4), else of the chain of `IDNEXT`, else of the
file. What stands in a page's margins, or in a block tagged as a header, number or note, is
furniture. Hyphens at line ends stay as they were printed.

Source:
    Library of Congress, "ALTO: Technical Metadata for Optical Character Recognition", versions
    2.1, 3.1 and 4.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from herewith.formats.extract import Box, Extract, Sheets
from herewith.formats.hostile_xml import events
from herewith.formats.regions import Region, RegionLine, Sheet, box_of_points, put_sheet

__all__ = ["read_alto"]

MARGINS = {"TopMargin": "header", "BottomMargin": "footer"}
TAGS = ("LayoutTag", "StructureTag", "RoleTag", "OtherTag")


class _Alto:
    """One pass over the file."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.image = ""
        self.tags: dict[str, str] = {}
        self.region: Region | None = None
        self.line: RegionLine | None = None
        self.words: list[tuple[str, float | None]] = []
        self.margin = ""
        self.path: list[str] = []
        self.text: list[str] = []
        self.order: list[str] = []

    def begin(self, name: str, has: Mapping[str, str]) -> None:
        self.path.append(name)
        self.text = []
        if name == "Page":
            n = len(self.sheets) + 1
            label = has.get("PRINTED_IMG_NR", "")
            size = _float(has.get("WIDTH")), _float(has.get("HEIGHT"))
            self.sheets.append(Sheet(n, label, self.image, *size))
        elif name in MARGINS:
            self.margin = MARGINS[name]
        elif name == "TextBlock" and self.sheets:
            kind = next(
                (self.tags[t] for t in has.get("TAGREFS", "").split() if t in self.tags), ""
            )
            following = has.get("IDNEXT", "")
            self.region = Region(has.get("ID", ""), kind or self.margin, following=following)
            self.sheets[-1].regions.append(self.region)
        elif name == "TextLine" and self.region is not None:
            self.line = RegionLine("", _box(has), has.get("ID", ""))
            self.words = []
        elif name == "String" and self.line is not None:
            self.words.append((has.get("CONTENT", ""), _float(has.get("WC"))))
        elif name == "SP" and self.line is not None:
            self.words.append((" ", None))
        elif name == "HYP" and self.line is not None:
            self.words.append((has.get("CONTENT", "-"), None))
        elif name in TAGS:
            self.tags[has.get("ID", "")] = has.get("LABEL", "").casefold()
        elif name == "Polygon" and self.line is not None and self.path[-2:-1] == ["Shape"]:
            self.line.box = self.line.box or box_of_points(has.get("POINTS", ""))
        elif name == "ElementRef":
            self.order.append(has.get("REF", ""))

    def end(self, name: str) -> None:
        self.path.pop()
        if name == "fileName":
            self.image = "".join(self.text).strip()
        elif name in MARGINS:
            self.margin = ""
        elif name == "TextLine" and self.line is not None and self.region is not None:
            self.line.text, self.line.confidence = _line(self.words)
            self.region.lines.append(self.line)
            self.line = None
        elif name == "TextBlock":
            self.region = None

    def characters(self, text: str) -> None:
        self.text.append(text)


def read_alto(text: str) -> Extract:
    """The pages of an ALTO file.

    Raises:
        DataError: if it is not well-formed XML, or hostile.
    """
    found = _Alto()
    events(text.encode("utf-8", "surrogatepass"), found.begin, found.end, found.characters)
    sheets = Sheets()
    for sheet in found.sheets:
        held = {region.id for region in sheet.regions}
        sheet.order = [name for name in found.order if name in held]
        put_sheet(sheet, sheets)
    return sheets.extract()


def _line(words: list[tuple[str, float | None]]) -> tuple[str, float | None]:
    """Text of a line: strings that no space divides are divided all the same."""
    parts: list[str] = []
    for n, (word, _) in enumerate(words):
        glued = n == 0 or word == " " or words[n - 1][0] == " " or word in ("-", "\u00ad", "¬")
        parts.append(word if glued else f" {word}")
    sure = [(c, len(w)) for w, c in words if c is not None and w]
    size = sum(n for _, n in sure)
    return "".join(parts).strip(), (sum(c * n for c, n in sure) / size if size else None)


def _box(has: Mapping[str, str]) -> Box | None:
    edges = [_float(has.get(key)) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
    left, top, width, height = edges
    if left is None or top is None or width is None or height is None:
        return None
    return left, top, left + width, top + height


def _float(value: str | None) -> float | None:
    with suppress(ValueError, TypeError):
        return float(value or "")
    return None
