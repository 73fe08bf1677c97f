"""Pages as OCR files describe them: regions in reading order, lines in regions, boxes of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from herewith.formats.extract import Box, Sheets

__all__ = ["FURNITURE", "Region", "RegionLine", "Sheet", "box_of_points", "put_sheet"]

FURNITURE = {
    "header": "running_head",
    "footer": "running_head",
    "running-head": "running_head",
    "page-number": "page_number",
    "pagenumber": "page_number",
    "pageno": "page_number",
    "catch-word": "catchword",
    "catchword": "catchword",
    "signature-mark": "artefact",
    "marginalia": "hand",
    "margin": "hand",
    "footnote": "footnote",
    "footnote-continued": "footnote",
    "endnote": "footnote",
    "stamp": "stamp",
    "seal": "seal",
    "letterhead": "letterhead",
}
"""Kinds of regions, as these formats and their users call them, and what they are here."""


@dataclass(slots=True)
class RegionLine:
    """One line; `struck` are stretches of its text that are struck out on the page."""

    text: str
    box: Box | None = None
    id: str = ""
    confidence: float | None = None
    struck: list[tuple[int, int]] = field(default_factory=list)
    order: int | None = None


@dataclass(slots=True)
class Region:
    """A block of lines; `kind` in the format's own word."""

    id: str = ""
    kind: str = ""
    lines: list[RegionLine] = field(default_factory=list)
    order: int | None = None
    following: str = ""
    """Id of the region that is to be read behind this one, where the format says so."""
    box: Box | None = None


@dataclass(slots=True)
class Sheet:
    """One page; `order` holds ids of regions in reading order, where the format states it."""

    n: int
    label: str = ""
    image: str = ""
    width: float | None = None
    height: float | None = None
    regions: list[Region] = field(default_factory=list)
    order: list[str] = field(default_factory=list)


def put_sheet(sheet: Sheet, sheets: Sheets) -> None:
    """Write a page, its regions in reading order; those the order does not name come behind."""
    regions = _ordered(sheet)
    lines = [line for region in regions for line in region.lines if line.text.strip()]
    size = sum(len(line.text) for line in lines if line.confidence is not None)
    sure = sum(line.confidence * len(line.text) for line in lines if line.confidence is not None)
    sheets.page(
        sheet.n,
        state="ocr" if lines else "blank",
        why="" if lines else "the file has no text for the page",
        label=sheet.label,
        confidence=round(sure / size, 3) if size else None,
        width=sheet.width,
        height=sheet.height,
        image=sheet.image,
    )
    for region in regions:
        sheets.blank()
        for line in _in_order(region.lines):
            _put(line, region, sheets)


def _put(line: RegionLine, region: Region, sheets: Sheets) -> None:
    text = " ".join(line.text.split("\n"))
    if not text.strip():
        return
    at = sheets.length
    kind = FURNITURE.get(region.kind.casefold().replace("_", "-"), "")
    sheets.line(text, box=line.box, name=line.id, confidence=line.confidence, furniture=kind)
    for low, high in line.struck:
        sheets.mark("struck", at + low, at + min(high, len(text)))
    if region.kind == "heading":
        sheets.mark("heading", at, at + len(text), stated="yes")


def _in_order(lines: Sequence[RegionLine]) -> list[RegionLine]:
    """Lines by their stated order if every one has one, else as they stand in the file."""
    if all(line.order is not None for line in lines):
        return sorted(lines, key=lambda line: line.order or 0)
    return list(lines)


def _ordered(sheet: Sheet) -> list[Region]:
    """Regions in reading order: the page's own order, the regions' numbers, or their chain."""
    held = {region.id: region for region in sheet.regions if region.id}
    if sheet.order:
        first = [held[name] for name in dict.fromkeys(sheet.order) if name in held]
        named = {id(region) for region in first}
        return first + [region for region in sheet.regions if id(region) not in named]
    if sheet.regions and all(region.order is not None for region in sheet.regions):
        return sorted(sheet.regions, key=lambda region: region.order or 0)
    return _chained(sheet.regions, held)


def _chained(regions: Sequence[Region], held: dict[str, Region]) -> list[Region]:
    """As in the file, but each region is followed by the one it names."""
    if not any(region.following for region in regions):
        return list(regions)
    later = {region.following for region in regions if region.following in held}
    out: list[Region] = []
    done: set[int] = set()
    heads = [region for region in regions if region.id not in later]
    for head in [*heads, *regions]:
        at: Region | None = head
        while at is not None and id(at) not in done:
            done.add(id(at))
            out.append(at)
            at = held.get(at.following)
    return out


def box_of_points(points: str) -> Box | None:
    """The box around points as PAGE and ALTO write them.

    >>> box_of_points("10,20 110,22 108,40")
    (10.0, 20.0, 110.0, 40.0)
    """
    numbers: list[float] = []
    for word in points.replace(",", " ").split():
        try:
            numbers.append(float(word))
        except ValueError:
            return None
    xs, ys = numbers[0::2], numbers[1::2]
    return (min(xs), min(ys), max(xs), max(ys)) if xs and len(xs) == len(ys) else None
