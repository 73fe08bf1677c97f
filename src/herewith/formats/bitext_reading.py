"""Corrected bitexts coming back: workbooks, TSV, JSON Lines, TMX, TEI, InterText, ladders, beads.

What an editor left as it was is not an editor's word: a row or unit that still holds the
sentences its bead id was made from, and whose status is not `accepted` or `rejected`, says
nothing. Ladders and InterText carry no ids; all beads of a ladder, and those InterText marks as
made by hand, count.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from lxml import etree

from herewith.errors import Place, Problem, UsageError
from herewith.formats.beads import Judged, read_beads
from herewith.formats.encoding import decode, looks_binary

__all__ = ["read_corrections", "read_ladder"]

LADDER = re.compile(r"\s*\[(?P<s>[\d,\s]*)\]\s*:\s*\[(?P<t>[\d,\s]*)\](?::[-\d.e]+)?\s*")
XML = "{http://www.w3.org/XML/1998/namespace}"
TEI = "{http://www.tei-c.org/ns/1.0}"
POINTER = re.compile(r"#(?P<side>[st])-(?P<id>[0-9a-f]{8})")
HINT = "Export the bitext again and correct that file."


def read_corrections(path: Path) -> tuple[list[Judged], list[Problem]]:
    """Read a corrected bitext; the format is told by the file's suffix.

    Raises:
        UsageError: no such file, or a library that is not installed.
    """
    shown = path.as_posix()
    try:
        if path.suffix.lower() == ".xlsx":
            return _collected(_rows_of_workbook(path), shown)
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        message = f"this is not a workbook: {error}"
        return [], [Problem("A106", "error", message, Place(shown), HINT)]
    if path.suffix.lower() in (".tmx", ".xml"):
        return _xml(data, shown)
    if looks_binary(data):
        message = "this is binary data, not a table or a list of lines"
        return [], [Problem("A106", "error", message, Place(shown), HINT)]
    decoded = decode(data, shown=shown)  # spreadsheets write UTF-16 and old code pages too
    judged, problems = _lines(decoded.text.removeprefix("\ufeff"), path.suffix.lower(), shown)
    return judged, [*decoded.problems, *problems]


def _lines(text: str, suffix: str, shown: str) -> tuple[list[Judged], list[Problem]]:
    match suffix:
        case ".tsv":
            lines = text.splitlines()
            return _collected(enumerate(csv.DictReader(lines, delimiter="\t", quoting=3), 2), shown)
        case ".jsonl":
            return _json_lines(text, shown)
        case ".ladder":
            return read_ladder(text, shown=shown)
        case _:
            return read_beads(text, shown=shown)


def read_ladder(text: str, *, shown: str) -> tuple[list[Judged], list[Problem]]:
    """Read a ladder: `[source]:[target]` a line, from 0.

    >>> read_ladder("[0, 1]:[0]\\n[2]:[]\\n", shown="x")[0][0].names
    ('s0', 's1', 't0')
    """
    judged, problems = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        match = LADDER.fullmatch(line)
        place = Place(shown, number)
        if match is None:
            message = f"“{line.strip()[:40]}” is not [source]:[target]"
            problems.append(Problem("A106", "error", message, place, "As in [3]:[2, 3]."))
            continue
        names = [f"s{k}" for k in re.findall(r"\d+", match["s"])]
        others = [f"t{k}" for k in re.findall(r"\d+", match["t"])]
        if names or others:
            says: Literal["together", "alone"] = "together" if names and others else "alone"
            judged.append(Judged(says, (*names, *others), "", place))
    return judged, problems


def _rows_of_workbook(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise UsageError("workbooks need: pip install 'herewith[office]'") from error
    with path.open("rb") as stream:
        book = load_workbook(stream, read_only=True, data_only=True)
        table = list(book.worksheets[0].iter_rows(values_only=True))
        book.close()
    head = [str(cell or "") for cell in (table or [()])[0]]
    for number, row in enumerate(table[1:], 2):
        cells = ["" if cell is None else str(cell) for cell in row]
        yield number, dict(zip(head, cells, strict=False))


def _collected(
    rows: Iterable[tuple[int, Mapping[str, str]]], shown: str
) -> tuple[list[Judged], list[Problem]]:
    """Rows of a table with the columns of `formats.bitexts.COLUMNS` as judgements."""
    judged: list[Judged] = []
    problems: list[Problem] = []
    for number, row in rows:
        place = Place(shown, number)
        made = _row(row, place)
        if isinstance(made, str):
            problems.append(Problem("A106", "error", made, place, HINT))
        elif made is not None:
            judged.append(made)
    return judged, problems


def _row(row: Mapping[str, str], place: Place) -> Judged | str | None:
    if not any(row.values()):
        return None
    if "source" not in row or "target" not in row:
        return "the columns `source` and `target` are missing"
    names: list[str] = []
    for letter, column in (("s", "source"), ("t", "target")):
        # a spreadsheet may turn the sentence number 3 into 3.0
        cells = [re.sub(r"\.0$", "", word) for word in re.split(r"[\s,;+]+", row[column] or "")]
        for cell in filter(None, cells):
            if not cell.isdecimal():
                return f"“{cell}” in the column {column} is not a sentence number"
            names.append(f"{letter}{int(cell)}")
    if not names:
        return None
    texts = None
    if "source_text" in row and "target_text" in row:
        texts = (_unquoted(row["source_text"]), _unquoted(row["target_text"]))
    return _with_status(tuple(names), row.get("status", ""), row.get("bead", ""), place, texts)


def _unquoted(cell: str | None) -> str:
    """A cell without the mark that kept a spreadsheet from taking it for a formula."""
    text = cell or ""
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def _with_status(
    names: tuple[str, ...],
    status: str,
    bead: str,
    place: Place,
    texts: tuple[str, str] | None = None,
) -> Judged | None:
    both = {name[0] for name in names} == {"s", "t"} or not names
    if status == "rejected":
        return Judged("apart", names, "", place) if both and names else None
    if status in ("accepted", "set"):
        return Judged("together" if both else "alone", names, "", place)
    return Judged("together" if both else "alone", names, "", place, None, bead, texts)


def _json_lines(text: str, shown: str) -> tuple[list[Judged], list[Problem]]:
    rows: list[tuple[int, Mapping[str, str]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except ValueError as error:
            message = f"this line is not JSON: {error}"
            problems.append(Problem("A106", "error", message, Place(shown, number), HINT))
            continue
        if isinstance(data, dict):
            rows.append((number, {str(key): _cell(value) for key, value in data.items()}))
    judged, faults = _collected(rows, shown)
    return judged, [*problems, *faults]


def _cell(value: object) -> str:
    """A value as the cell of a table; sentence numbers may come as a list."""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _xml(data: bytes, shown: str) -> tuple[list[Judged], list[Problem]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        place = Place(shown, error.lineno)
        return [], [Problem("A106", "error", f"this is not XML: {error.msg}", place, HINT)]
    if root.tag == "tmx":
        return _tmx(root, shown), []
    if root.tag == "linkGrp":
        return _intertext(root, shown), []
    if root.tag == f"{TEI}TEI":
        return _tei(root, shown), []
    message = f"<{root.tag}> is neither TMX, nor TEI, nor an InterText alignment"
    return [], [Problem("A106", "error", message, Place(shown, root.sourceline), HINT)]


def _tmx(root: etree._Element, shown: str) -> list[Judged]:
    """Units; a program that dropped our properties has left the words, which are looked up."""
    header = root.find("header")
    language = (header.get("srclang") if header is not None else None) or ""
    judged = []
    for unit in root.iter("tu"):
        variants = unit.findall("tuv")[:2]
        if len(variants) == 2 and variants[1].get(f"{XML}lang") == language:
            variants.reverse()
        names: list[str] = []
        for letter, variant in zip("st", variants, strict=False):
            names += [f"{letter}~{name}" for name in _property(variant, "x-sentences").split()]
        segments = [_segment(variant) for variant in variants]
        texts = (segments[0], segments[1]) if len(segments) == 2 else None
        place = Place(shown, unit.sourceline)
        status = _property(unit, "x-status")
        if names or texts:
            made = _with_status(tuple(names), status, unit.get("tuid", ""), place, texts)
            if made is not None:
                judged.append(made)
    return judged


def _property(element: etree._Element, kind: str) -> str:
    return " ".join(p.text or "" for p in element.findall("prop") if p.get("type") == kind)


def _segment(variant: etree._Element) -> str:
    found = variant.find("seg")
    return "" if found is None else "".join(found.itertext())


def _tei(root: etree._Element, shown: str) -> list[Judged]:
    """Links between `s` elements, as `formats.bitexts.write_tei` names them."""
    judged = []
    for link in root.iter(f"{TEI}link"):
        names = []
        for pointer in (link.get("target") or "").split():
            match = POINTER.fullmatch(pointer)
            if match:
                names.append(f"{match['side']}~{match['id']}")
        if {name[0] for name in names} != {"s", "t"}:
            continue
        status = "accepted" if link.get("resp") == "#editor" else ""
        bead = (link.get(f"{XML}id") or "").removeprefix("bead-")
        made = _with_status(tuple(names), status, bead, Place(shown, link.sourceline))
        if made is not None:
            judged.append(made)
    return judged


def _intertext(root: etree._Element, shown: str) -> list[Judged]:
    judged = []
    for link in root.iter("link"):
        if link.get("status") == "auto":
            continue
        right, _, left = link.get("xtargets", "").partition(";")
        names = [f"s{int(k) - 1}" for k in re.findall(r"\d+:(\d+)", left)]
        names += [f"t{int(k) - 1}" for k in re.findall(r"\d+:(\d+)", right)]
        if names:
            both = {name[0] for name in names} == {"s", "t"}
            place = Place(shown, link.sourceline)
            judged.append(Judged("together" if both else "alone", tuple(names), "", place))
    return judged
