"""Bitexts in the formats that people and other programs use.

Ladders (`[i]:[j]`, from 0, the format of public scorers), TSV, JSON Lines, TMX 1.4b, TEI
`linkGrp`, InterText, workbooks. What can be read back is read by `formats.bitext_reading`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from herewith import __version__
from herewith.errors import UsageError
from herewith.formats.beads import write_beads
from herewith.formats.timeless import timeless
from herewith.model.bitext import Bead, Bitext, Sentence
from herewith.model.document import Document
from herewith.model.records import dumps, encode

__all__ = [
    "WRITERS",
    "as_json",
    "write_intertext",
    "write_jsonl",
    "write_ladder",
    "write_tei",
    "write_text",
    "write_tmx",
    "write_tsv",
    "write_workbook",
]

XML = "{http://www.w3.org/XML/1998/namespace}"
TEI = "http://www.tei-c.org/ns/1.0"
COLUMNS = ("bead", "source", "target", "kind", "confidence", "status", "source_text", "target_text")
SURE = 0.5
TMX_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def as_json(
    bitext: Bitext, source: Document, target: Document, *, because: str = ""
) -> dict[str, Any]:
    """The JSON document of the command line: source offsets instead of reading-text offsets."""
    return {
        "source_sentences": [_placed(s, source) for s in bitext.source_sentences],
        "target_sentences": [_placed(s, target) for s in bitext.target_sentences],
        "beads": [encode(bead) for bead in bitext.beads],
        "verdict": bitext.verdict,
        "because": because,
        "coverage": encode(bitext.coverage),
        "source_language": bitext.source_language,
        "target_language": bitext.target_language,
    }


def _placed(sentence: Sentence, document: Document) -> dict[str, Any]:
    places = document.locate(sentence.start, sentence.end)
    start, end = sentence.start, sentence.end
    if places:
        start, end = places[0][1], places[-1][2]
    elif document.runs:
        run = document.runs[-1]
        start = end = run.source_start + min(sentence.start - run.start, run.source_end)
    return {
        "n": sentence.n,
        "start": start,
        "end": end,
        "text": sentence.text,
        "id": sentence.id,
        "role": sentence.role,
    }


def write_ladder(bitext: Bitext) -> str:
    """`[0, 1]:[0]` a line; every orphan stands alone, as public scorers expect."""
    lines = []
    for bead in bitext.beads:
        if bead.source and bead.target:
            lines.append(f"{list(bead.source)}:{list(bead.target)}")
        else:
            lines += [f"[{i}]:[]" for i in bead.source] + [f"[]:[{j}]" for j in bead.target]
    return "".join(line + "\n" for line in lines)


def write_text(bitext: Bitext) -> str:
    """For reading in a terminal: verdict and coverage first, then every bead with its reasons."""
    out = [f"verdict: {bitext.verdict}"]
    for name, side in (("source", bitext.coverage.source), ("target", bitext.coverage.target)):
        out.append(
            f"{name}: {side.aligned_sentences} of {side.sentences} sentences aligned, "
            f"{side.orphans} without counterpart"
        )
        out += [f"  not held: {why}" for why in side.not_held]
    for bead in bitext.beads:
        doubt = "" if bead.confidence >= SURE else " (unsure)"
        out.append(f"\n{bead.kind} {bead.confidence:.2f}{doubt}: {'; '.join(bead.reasons)}")
        out += [f"  s{i} {bitext.source_sentences[i].text}" for i in bead.source]
        out += [f"  t{j} {bitext.target_sentences[j].text}" for j in bead.target]
    return "\n".join(out) + "\n"


def _rows(bitext: Bitext) -> list[tuple[str, str, str, str, float, str, str, str]]:
    return [
        (
            bead.id,
            " ".join(map(str, bead.source)),
            " ".join(map(str, bead.target)),
            bead.kind,
            bead.confidence,
            bead.status,
            _joined(bitext.source_sentences, bead.source),
            _joined(bitext.target_sentences, bead.target),
        )
        for bead in bitext.beads
    ]


def _joined(sentences: Sequence[Sentence], numbers: Sequence[int]) -> str:
    return " ".join(sentences[n].text for n in numbers)


def write_tsv(bitext: Bitext) -> str:
    """Tab-separated columns `COLUMNS`; tabs and line ends in texts become spaces."""
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join(" ".join(str(cell).split()) for cell in row) for row in _rows(bitext)]
    return "\n".join(lines) + "\n"


def write_jsonl(bitext: Bitext) -> str:
    """One JSON object a line, with the keys `COLUMNS`."""
    return "".join(dumps(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in _rows(bitext))


def _plain(text: str) -> str:
    """Without characters that XML forbids."""
    return "".join(c if c >= " " or c in "\t\n" else " " for c in text if c not in "\ufffe\uffff")


def _serialised(root: Any, doctype: str | None = None) -> str:
    etree.indent(root)
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=doctype)
    return made.decode("utf-8") + "\n"


def write_tmx(bitext: Bitext) -> str:
    """TMX 1.4b: a unit for every bead with both sides; confidence and kind as properties."""
    source = bitext.source_language or "und"
    target = bitext.target_language or "und"
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root, "header", creationtool="herewith", creationtoolversion=__version__,
        segtype="sentence", adminlang="en", srclang=source, datatype="plaintext",
    ).set("o-tmf", "herewith")  # fmt: skip
    body = etree.SubElement(root, "body")
    for bead in bitext.beads:
        if not bead.source or not bead.target:
            continue
        unit = etree.SubElement(body, "tu", tuid=bead.id)
        for kind, value in (
            ("x-kind", bead.kind),
            ("x-confidence", str(bead.confidence)),
            ("x-status", bead.status),
        ):
            etree.SubElement(unit, "prop", type=kind).text = value
        for language, sentences, numbers in (
            (source, bitext.source_sentences, bead.source),
            (target, bitext.target_sentences, bead.target),
        ):
            variant = etree.SubElement(unit, "tuv", {f"{XML}lang": language})
            ids = " ".join(sentences[n].id for n in numbers)
            etree.SubElement(variant, "prop", type="x-sentences").text = ids
            etree.SubElement(variant, "seg").text = _plain(_joined(sentences, numbers))
    return _serialised(root, TMX_DOCTYPE)


def write_tei(bitext: Bitext) -> str:
    """TEI: both texts as `s`, and a stand-off `linkGrp` with `@cert` and `@resp`."""
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
    _tei_header(root, bitext)
    standoff = etree.SubElement(root, f"{{{TEI}}}standOff")
    group = etree.SubElement(standoff, f"{{{TEI}}}linkGrp", type="translation")
    names = _tei_names(bitext)
    for bead in bitext.beads:
        targets = [f"#{names[0][i]}" for i in bead.source] + [
            f"#{names[1][j]}" for j in bead.target
        ]
        if bead.source and bead.target:
            etree.SubElement(
                group, f"{{{TEI}}}link", type=bead.kind, target=" ".join(targets),
                cert=_cert(bead), resp="#editor" if bead.status in ("accepted", "set") else "#machine",
            ).set(f"{XML}id", f"bead-{bead.id}")  # fmt: skip
    text = etree.SubElement(root, f"{{{TEI}}}text")
    whole = etree.SubElement(text, f"{{{TEI}}}group")
    for language, sentences, ids in (
        (bitext.source_language, bitext.source_sentences, names[0]),
        (bitext.target_language, bitext.target_sentences, names[1]),
    ):
        one = etree.SubElement(whole, f"{{{TEI}}}text", {f"{XML}lang": language or "und"})
        block = etree.SubElement(etree.SubElement(one, f"{{{TEI}}}body"), f"{{{TEI}}}ab")
        for sentence, name in zip(sentences, ids, strict=True):
            mark = etree.SubElement(block, f"{{{TEI}}}s", {f"{XML}id": name})
            mark.text = _plain(sentence.text)
    return _serialised(root)


def _tei_header(root: Any, bitext: Bitext) -> None:
    header = etree.SubElement(root, f"{{{TEI}}}teiHeader")
    description = etree.SubElement(header, f"{{{TEI}}}fileDesc")
    titles = etree.SubElement(description, f"{{{TEI}}}titleStmt")
    title = etree.SubElement(titles, f"{{{TEI}}}title")
    title.text = f"Alignment of {bitext.source} and {bitext.target}"
    for name, words in (("machine", f"Herewith {__version__}"), ("editor", "the editors")):
        statement = etree.SubElement(titles, f"{{{TEI}}}respStmt", {f"{XML}id": name})
        etree.SubElement(statement, f"{{{TEI}}}resp").text = "alignment"
        etree.SubElement(statement, f"{{{TEI}}}name").text = words
    for element, words in (
        ("publicationStmt", "Made for editors; not published."),
        ("sourceDesc", f"The reading texts of {bitext.source} and {bitext.target}."),
    ):
        part = etree.SubElement(description, f"{{{TEI}}}{element}")
        etree.SubElement(part, f"{{{TEI}}}p").text = words


def _tei_names(bitext: Bitext) -> tuple[list[str], list[str]]:
    return (
        [f"s-{s.id}" for s in bitext.source_sentences],
        [f"t-{s.id}" for s in bitext.target_sentences],
    )


def _cert(bead: Bead) -> str:
    """TEI's three words for certainty."""
    return "high" if bead.confidence >= 0.9 else "medium" if bead.confidence >= SURE else "low"


def write_intertext(bitext: Bitext) -> str:
    """InterText's alignment file; its `xtargets` name the target's sentences first."""
    root = etree.Element("linkGrp", toDoc=f"{bitext.target}.xml", fromDoc=f"{bitext.source}.xml")
    for bead in bitext.beads:
        left = " ".join(f"1:{i + 1}" for i in bead.source)
        right = " ".join(f"1:{j + 1}" for j in bead.target)
        etree.SubElement(
            root, "link", type=f"{len(bead.target)}-{len(bead.source)}",
            xtargets=f"{right};{left}", status="man" if bead.status == "accepted" else "auto",
        )  # fmt: skip
    return _serialised(root)


WRITERS: Mapping[str, Callable[[Bitext], str]] = {
    "ladder": write_ladder,
    "text": write_text,
    "tsv": write_tsv,
    "jsonl": write_jsonl,
    "tmx": write_tmx,
    "tei": write_tei,
    "intertext": write_intertext,
    "beads": write_beads,
}
"""Formats that are text, and what writes them."""


def write_workbook(bitext: Bitext, path: Path) -> None:
    """A workbook to be corrected: the columns of TSV; the second and third may be changed.

    Raises:
        UsageError: if the library for workbooks is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils.exceptions import IllegalCharacterError
    except ImportError as error:
        raise UsageError("workbooks need: pip install 'herewith[office]'") from error
    book = Workbook()
    sheet = book.active
    sheet.title = "beads"
    sheet.append(COLUMNS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in _rows(bitext):
        try:
            sheet.append([_as_text(value) for value in row])
        except IllegalCharacterError:
            sheet.append([_as_text(_plain(str(value))) for value in row])
    for column, wide in zip("ABCDEFGH", (12, 10, 10, 10, 10, 10, 70, 70), strict=True):
        sheet.column_dimensions[column].width = wide
    for row in sheet.iter_rows(min_row=2, min_col=7, max_col=8):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    stored = io.BytesIO()
    book.save(stored)
    path.write_bytes(timeless(stored.getvalue()))


def _as_text(value: object) -> object:
    """Texts that a spreadsheet would take for a formula are kept texts."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") and len(value) > 1:
        return "'" + value
    return value
