"""PAGE XML: regions and lines with their outlines, in the order that `ReadingOrder` states.

A line's own text is taken, of several readings the first by number; where a line has none, its
words; where a region has no lines, the region's text. `custom` attributes as Transkribus writes
them (`readingOrder {index:…;}`, `structure {type:…;}`, `textStyle {…strikethrough:true;}`) are
understood.

Source:
    S. Pletschacher, A. Antonacopoulos, "The PAGE (Page Analysis and Ground-Truth Elements) Format
    Framework", ICPR 2010; schema of 2019-07-15.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from herewith.formats.extract import Box, Extract, Sheets
from herewith.formats.hostile_xml import events
from herewith.formats.regions import Region, RegionLine, Sheet, box_of_points, put_sheet

__all__ = ["read_page_xml"]

_INDEX = re.compile(r"readingOrder\s*\{[^}]*index\s*:\s*(\d+)")
_STRUCTURE = re.compile(r"structure\s*\{[^}]*type\s*:\s*([\w-]+)")
_STYLE = re.compile(r"textStyle\s*\{([^}]*)\}")
_OFFSET = re.compile(r"\b(offset|length)\s*:\s*(\d+)")
HOLDERS = ("TextRegion", "TextLine", "Word")


@dataclass(slots=True)
class _Holder:
    """A region, line or word that is open, with the readings that stand in it."""

    name: str
    id: str
    kind: str = ""
    custom: str = ""
    struck: bool = False
    box: Box | None = None
    readings: list[tuple[int, str, float | None]] = field(default_factory=list)
    inner: list[RegionLine] = field(default_factory=list)
    region: Region | None = None

    def best(self) -> tuple[str, float | None] | None:
        if not self.readings:
            return None
        _, text, sure = min(self.readings, key=lambda reading: reading[0])
        return text, sure


class _PageXml:
    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.open: list[_Holder] = []
        self.equiv: tuple[int, float | None] | None = None
        self.text: list[str] | None = None
        self.refs: list[tuple[tuple[int, ...], str]] = []
        self.groups: list[int] = []

    def begin(self, name: str, has: Mapping[str, str]) -> None:
        if name == "Page":
            size = _float(has.get("imageWidth")), _float(has.get("imageHeight"))
            n = len(self.sheets) + 1
            self.sheets.append(Sheet(n, "", has.get("imageFilename", ""), *size))
        elif name in HOLDERS and self.sheets:
            self._holder(name, has)
        elif name == "Coords" and self.open:
            self.open[-1].box = self.open[-1].box or box_of_points(has.get("points", ""))
        elif name == "TextStyle" and self.open:
            self.open[-1].struck |= has.get("strikethrough") == "true"
        elif name == "TextEquiv" and self.open:
            self.equiv = (int(_float(has.get("index")) or 0), _float(has.get("conf")))
        elif name == "Unicode" and self.equiv is not None:
            self.text = []
        elif name in ("OrderedGroupIndexed", "UnorderedGroupIndexed"):
            self.groups.append(int(_float(has.get("index")) or 0))
        elif name in ("RegionRef", "RegionRefIndexed"):
            place = int(_float(has.get("index")) or len(self.refs))
            self.refs.append(((*self.groups, place), has.get("regionRef", "")))

    def _holder(self, name: str, has: Mapping[str, str]) -> None:
        custom = has.get("custom", "")
        found = _STRUCTURE.search(custom)
        holder = _Holder(name, has.get("id", ""), has.get("type", ""), custom)
        if name == "TextRegion":
            kind = found[1] if found else holder.kind
            holder.region = Region(holder.id, kind, order=_index(custom))
            self.sheets[-1].regions.append(holder.region)
        self.open.append(holder)

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, name: str) -> None:
        if name == "Unicode" and self.text is not None and self.equiv is not None:
            self.open[-1].readings.append((self.equiv[0], "".join(self.text), self.equiv[1]))
            self.text = None
        elif name == "TextEquiv":
            self.equiv = None
        elif name in ("OrderedGroupIndexed", "UnorderedGroupIndexed"):
            self.groups.pop()
        elif name == "ReadingOrder" and self.sheets:
            self.sheets[-1].order = [ref for _, ref in sorted(self.refs, key=lambda r: r[0])]
            self.refs = []
        elif name in HOLDERS and self.open:
            self._close(self.open.pop())

    def _close(self, holder: _Holder) -> None:
        line = _line(holder)
        if holder.name == "TextRegion" and holder.region is not None:
            holder.region.box = holder.box
            if not holder.inner and line.text.strip():
                rows = line.text.splitlines()
                holder.inner = [RegionLine(row, holder.box, holder.id) for row in rows]
            holder.region.lines = holder.inner
        elif self.open:
            self.open[-1].inner.append(line)


def read_page_xml(text: str) -> Extract:
    """The pages of a PAGE file.

    Raises:
        DataError: if it is not well-formed XML, or hostile.
    """
    found = _PageXml()
    events(text.encode("utf-8", "surrogatepass"), found.begin, found.end, found.characters)
    sheets = Sheets()
    for sheet in found.sheets:
        put_sheet(sheet, sheets)
    return sheets.extract()


def _line(holder: _Holder) -> RegionLine:
    """The text of a line or word: its own, or that of the words in it."""
    own = holder.best()
    text, sure = own if own is not None else (" ".join(w.text for w in holder.inner), None)
    line = RegionLine(text, holder.box, holder.id, sure, order=_index(holder.custom))
    if holder.name == "TextRegion":
        return line
    if holder.struck:
        line.struck.append((0, len(text)))
    for style in _STYLE.findall(holder.custom):
        if "strikethrough:true" in style.replace(" ", ""):
            place = {key: int(value) for key, value in _OFFSET.findall(style)}
            low = min(place.get("offset", 0), len(text))
            line.struck.append((low, min(len(text), low + place.get("length", len(text)))))
    if own is None or all(word.text in text for word in holder.inner):
        line.struck += _in_words(holder, text)
    return line


def _in_words(holder: _Holder, text: str) -> list[tuple[int, int]]:
    """Where the struck words of a line stand in its text."""
    out: list[tuple[int, int]] = []
    at = 0
    for word in holder.inner:
        place = text.find(word.text, at)
        if place < 0:
            continue
        at = place + len(word.text)
        out += [(place + low, place + high) for low, high in word.struck]
    return out


def _index(custom: str) -> int | None:
    found = _INDEX.search(custom)
    return int(found[1]) if found else None


def _float(value: str | None) -> float | None:
    with suppress(ValueError, TypeError):
        return float(value or "")
    return None
