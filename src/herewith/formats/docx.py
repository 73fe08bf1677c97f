"""Word files (DOCX), straight from their XML: nothing but the standard library.

Paragraphs, line and page breaks, struck text, tracked insertions and deletions (with who and
when), footnotes and endnotes behind the paragraph that calls them, comments, tables row by row,
headers and footers once where their section begins and ends. Runs in a child (see `isolated`).

Source:
    ECMA-376, "Office Open XML File Formats", part 1, 17 (WordprocessingML).

Blind spot:
    Numbers that Word makes itself (lists, headings) are not in the file's text and not here.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from herewith.errors import DataError
from herewith.formats.extract import Extract, Sheets
from herewith.formats.hostile_xml import events

__all__ = ["read_docx"]

MAX_PART = 256 << 20
"""Bytes of one part of the package; a letter has some kilobytes."""

HEADING = re.compile(r"(?:heading|title|überschrift|titre|заголовок)\s*(\d?)", re.IGNORECASE)
OFF = ("0", "false", "off", "none")
NOTES = ("footnote", "endnote")


@dataclass(slots=True)
class Piece:
    """Some text of a paragraph; `kind` is empty, `struck`, `inserted`, `page`, `note` or so."""

    text: str
    kind: str = ""
    by: str = ""
    when: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it stands in the file."""

    pieces: list[Piece] = field(default_factory=list)
    style: str = ""
    before: int | None = None
    after: int | None = None
    page_before: bool = False
    in_table: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of the notes and comments that it calls."""
    section: int = 0

    @property
    def text(self) -> str:
        """What stands in it."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class _Section:
    references: list[tuple[str, str, str]] = field(default_factory=list)
    """`header` or `footer`, its type (`default`, `first`, `even`) and relation."""
    continuous: bool = False


class _Body:
    """One pass over a part that holds paragraphs."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.sections: list[_Section] = []
        self.section = _Section()
        self.open: list[Paragraph] = []
        self.strike = False
        self.hidden = 0
        self.tracked: list[tuple[str, str, str]] = []
        self.table = 0
        self.fallback = 0
        self.collect = False
        self.note: tuple[str, str] | None = None
        self.notes: dict[str, list[Paragraph]] = {}
        self.pictures = 0
        self.numbered = 0
        self.in_section = 0
        self.vanish = False

    def begin(self, name: str, has: Mapping[str, str]) -> None:  # noqa: C901 - one table of names
        if name == "Fallback":
            self.fallback += 1
        if self.fallback:
            return
        value = has.get("val", "")
        if name == "p":
            self.open.append(Paragraph(in_table=self.table > 0, section=len(self.sections)))
        elif name == "r":
            self.strike = self.vanish = False
        elif name in ("strike", "dstrike"):
            self.strike = value.lower() not in OFF
        elif name == "vanish":
            self.vanish = value.lower() not in OFF
        elif name in ("ins", "moveTo", "del", "moveFrom"):
            self.tracked.append((name, has.get("author", ""), has.get("date", "")))
        elif name in ("t", "delText"):
            self.collect = True
        elif name == "tab" and self.open and "pos" not in has:
            self._add("\t")
        elif name in ("br", "cr"):
            self._break(has.get("type", ""))
        elif name == "lastRenderedPageBreak":
            self._break("page")
        elif name == "noBreakHyphen":
            self._add("-")
        elif name == "tbl":
            self.table += 1
        elif name in ("drawing", "pict", "object"):
            self.pictures += 1
        elif name == "sectPr":
            self.in_section += 1
        elif name in ("headerReference", "footerReference"):
            kind = name.removesuffix("Reference")
            self.section.references.append((kind, has.get("type", "default"), has.get("id", "")))
        elif name == "type" and self.in_section:
            self.section.continuous = value == "continuous"
        elif name in ("footnoteReference", "endnoteReference", "commentReference") and self.open:
            self.open[-1].notes.append((name.removesuffix("Reference"), has.get("id", "")))
        elif name in (*NOTES, "comment") and "id" in has:
            self.note = (has["id"], has.get("author", "")) if "type" not in has else ("", "")
            self.notes.setdefault(has["id"], [])
        elif self.open:
            self._property(name, value, has)

    def _property(self, name: str, value: str, has: Mapping[str, str]) -> None:
        paragraph = self.open[-1]
        if name == "pStyle":
            paragraph.style = value
        elif name == "spacing" and ("before" in has or "after" in has):
            paragraph.before = _twips(has.get("before"), paragraph.before)
            paragraph.after = _twips(has.get("after"), paragraph.after)
        elif name == "pageBreakBefore":
            paragraph.page_before = value.lower() not in OFF
        elif name == "numPr":
            self.numbered += 1

    def characters(self, text: str) -> None:
        if self.collect and not self.fallback:
            self._add(text)

    def end(self, name: str) -> None:
        if name == "Fallback":
            self.fallback -= 1
            return
        if self.fallback:
            return
        if name in ("t", "delText"):
            self.collect = False
        elif name in ("ins", "moveTo", "del", "moveFrom") and self.tracked:
            self.tracked.pop()
        elif name == "tbl":
            self.table -= 1
        elif name == "sectPr":
            self.in_section -= 1
            self.sections.append(self.section)
            self.section = _Section()
        elif name == "p" and self.open:
            paragraph = self.open.pop()
            target = self.paragraphs if self.note is None else self.notes.get(self.note[0], [])
            target.append(paragraph)
        elif name in (*NOTES, "comment"):
            self.note = None

    def _add(self, text: str) -> None:
        if not self.open:
            return
        if self.vanish:
            self.hidden += 1
        kind, by, when = ("struck" if self.strike else ""), "", ""
        if self.tracked:
            name, by, when = self.tracked[-1]
            kind = "deleted" if name in ("del", "moveFrom") else kind or "inserted"
        pieces = self.open[-1].pieces
        if pieces and (pieces[-1].kind, pieces[-1].by, pieces[-1].when) == (kind, by, when):
            pieces[-1].text += text
        else:
            pieces.append(Piece(text, kind, by, when))

    def _break(self, kind: str) -> None:
        if not self.open:
            return
        if kind == "page":
            self.open[-1].pieces.append(Piece("", "page"))
        else:
            self._add("\n")


def read_docx(path: str) -> Extract:
    """The text of a Word file.

    Raises:
        DataError: if it is damaged, encrypted, hostile, or no Word file.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return _read(package)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError) as error:
        raise DataError(f"damaged ({error})") from error
    except (RuntimeError, NotImplementedError) as error:
        raise DataError(f"encrypted or packed in an unknown way ({error})") from error


def _read(package: zipfile.ZipFile) -> Extract:
    names = {info.filename for info in package.infolist()}
    main = _main_part(package, names)
    folder = main.rpartition("/")[0]
    body = _parsed(package, main)
    styles = _Styles()
    if f"{folder}/styles.xml" in names:
        events(_part(package, f"{folder}/styles.xml"), styles.begin, styles.end, _ignore)
    relations = _relations(package, main, names)
    apart = {
        kind: _parsed(package, f"{folder}/{kind}s.xml")
        for kind in (*NOTES, "comment")
        if f"{folder}/{kind}s.xml" in names
    }
    edges = {
        (n, kind, which): _parsed(package, f"{folder}/{relations[name]}").paragraphs
        for n, section in enumerate(body.sections)
        for kind, which, name in section.references
        if name in relations and f"{folder}/{relations[name]}" in names
    }
    return _Writer(body, styles, apart, edges).extract()


def _main_part(package: zipfile.ZipFile, names: set[str]) -> str:
    """The part that the package says is the document."""
    if "_rels/.rels" in names:
        for kind, target in _targets(_part(package, "_rels/.rels")).values():
            if kind.endswith("/officeDocument") and target.lstrip("/") in names:
                return target.lstrip("/")
    if "word/document.xml" in names:
        return "word/document.xml"
    raise DataError("it is a package without a document")


def _relations(package: zipfile.ZipFile, main: str, names: set[str]) -> dict[str, str]:
    folder, _, name = main.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    if path not in names:
        return {}
    return {key: target for key, (_, target) in _targets(_part(package, path)).items()}


def _targets(data: bytes) -> dict[str, tuple[str, str]]:
    """From the id of a relation to its type and target; those that lead outside are left out."""
    out: dict[str, tuple[str, str]] = {}

    def begin(name: str, has: Mapping[str, str]) -> None:
        if name == "Relationship" and has.get("TargetMode") != "External":
            out[has.get("Id", "")] = (has.get("Type", ""), has.get("Target", ""))

    events(data, begin, _ignore, _ignore)
    return out


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """A part as UTF-8, refused if it is larger than a part can be."""
    with package.open(name) as handle:
        data = handle.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise DataError(f"its part {name} is larger than {MAX_PART >> 20} MB")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8")
    return data


def _parsed(package: zipfile.ZipFile, name: str) -> _Body:
    body = _Body()
    events(_part(package, name), body.begin, body.end, body.characters)
    return body


def _ignore(*_: Any) -> None:
    pass


def _twips(value: str | None, default: int | None) -> int | None:
    return int(value) if value is not None and value.lstrip("-").isdigit() else default


class _Styles:
    """Names of styles, what they are based on, and the room they leave about a paragraph."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.based: dict[str, str] = {}
        self.room: dict[str, tuple[int | None, int | None]] = {}
        self.normal = ""
        self._now = ""

    def begin(self, name: str, has: Mapping[str, str]) -> None:
        if name == "style":
            self._now = has.get("styleId", "")
            if has.get("type") == "paragraph" and has.get("default") in ("1", "true"):
                self.normal = self._now
        elif name == "name" and self._now:
            self.names[self._now] = has.get("val", "")
        elif name == "basedOn":
            self.based[self._now] = has.get("val", "")
        elif name == "spacing" and ("before" in has or "after" in has):
            room = (_twips(has.get("before"), None), _twips(has.get("after"), None))
            self.room[self._now] = room

    def end(self, name: str) -> None:
        if name == "style":
            self._now = ""

    def about(self, paragraph: Paragraph) -> tuple[int, int]:
        """Room before and after a paragraph: its own, its style's, or the document's default."""
        before, after = paragraph.before, paragraph.after
        style, seen = paragraph.style or self.normal, 0
        while style and seen < 20:
            low, high = self.room.get(style, (None, None))
            before = low if before is None else before
            after = high if after is None else after
            style, seen = self.based.get(style, ""), seen + 1
        low, high = self.room.get("", (None, None))
        return (
            before if before is not None else low or 0,
            after if after is not None else high or 0,
        )


class _Writer:
    """Writes paragraphs, what they call, and the edges of sections."""

    def __init__(
        self,
        body: _Body,
        styles: _Styles,
        apart: Mapping[str, _Body],
        edges: Mapping[tuple[int, str, str], list[Paragraph]],
    ) -> None:
        self.body, self.styles, self.apart, self.edges = body, styles, apart, edges
        self.sheets = Sheets()
        self.number = 1
        self.said: set[tuple[str, str]] = set()

    def extract(self) -> Extract:
        """The whole file, edges of the sections included."""
        self.sheets.page(1)
        section = -1
        before: Paragraph | None = None
        for paragraph in self.body.paragraphs:
            while section < paragraph.section:
                self._section_ends(section)
                section += 1
                if section and not self._continuous(section):
                    self._next_page()
                self._edge(section, "header")
                before = None
            self._room(before, paragraph)
            self._paragraph(paragraph)
            self._called(paragraph)
            before = paragraph
        self._section_ends(section)
        body = self.body
        if body.pictures:
            message = f"{body.pictures} picture(s) in the file are not read"
            self.sheets.fault("R138", "warning", message, "Save them as images.", here=False)
        if body.numbered:
            message = f"{body.numbered} paragraph(s) are numbered by Word; the text has no numbers"
            self.sheets.fault("R138", "note", message, here=False)
        if body.hidden:
            message = "the file has hidden text, which is read like the rest"
            self.sheets.fault("R138", "warning", message, here=False)
        return self.sheets.extract()

    def _continuous(self, section: int) -> bool:
        return section < len(self.body.sections) and self.body.sections[section].continuous

    def _section_ends(self, section: int) -> None:
        if section >= 0:
            self._edge(section, "footer")

    def _edge(self, section: int, kind: str) -> None:
        """Headers and footers of a section, each once in the file if they say the same."""
        for (n, edge, which), paragraphs in sorted(self.edges.items()):
            text = "\n".join(p.text for p in paragraphs).strip()
            if n != section or edge != kind or not text or (edge, text) in self.said:
                continue
            self.said.add((edge, text))
            self.sheets.blank()
            for paragraph in paragraphs:
                line = " ".join(paragraph.text.split())
                if line:
                    name = "letterhead" if which == "first" and edge == "header" else "running_head"
                    # Word repeats it on every page, so a number here numbers none.
                    self.sheets.line(line, furniture=name)
            self.sheets.blank()

    def _room(self, before: Paragraph | None, paragraph: Paragraph) -> None:
        """An empty line before a paragraph, where the page shows one or a paragraph is no line."""
        if before is None or (before.in_table and paragraph.in_table):
            return
        room = self.styles.about(before)[1] + self.styles.about(paragraph)[0]
        lines = max(len(before.text), len(paragraph.text)) <= 72
        if room > 0 or not lines or before.in_table or paragraph.in_table:
            self.sheets.blank()

    def _paragraph(self, paragraph: Paragraph) -> None:
        sheets = self.sheets
        if paragraph.page_before:
            self._next_page()
        start = sheets.length
        for piece in paragraph.pieces:
            if piece.kind == "page":
                self._next_page()
                continue
            at = sheets.write(piece.text.replace("\f", " "))
            if piece.kind and piece.text:
                kind = "struck" if piece.kind == "deleted" else piece.kind
                tracked = {"by": piece.by, "when": piece.when} if piece.by or piece.when else {}
                if piece.kind == "deleted":
                    tracked["tracked"] = "yes"
                sheets.mark(kind, at, sheets.length, **tracked)
        heading = HEADING.match(self.styles.names.get(paragraph.style, paragraph.style))
        if (
            heading
            and sheets.length > start
            and not any(p.kind == "page" for p in paragraph.pieces)
        ):
            sheets.mark("heading", start, sheets.length, level=heading[1] or "1")
        sheets.write("\n")

    def _called(self, paragraph: Paragraph) -> None:
        """Notes and comments that a paragraph calls, behind it."""
        for kind, name in paragraph.notes:
            held = self.apart.get(kind)
            text = "\n".join(p.text.strip() for p in held.notes.get(name, [])) if held else ""
            if not text.strip():
                continue
            self.sheets.blank()
            furniture = "editorial" if kind == "comment" else "footnote"
            for line in text.splitlines():
                if line.strip():
                    self.sheets.line(line.strip(), furniture=furniture, name=f"{kind}-{name}")
            self.sheets.blank()

    def _next_page(self) -> None:
        here = self.sheets.sheets[-1].page
        if self.sheets.length == here.start and here.n == 1:
            return
        self.number += 1
        self.sheets.page(self.number)
