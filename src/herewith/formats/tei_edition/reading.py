"""Reads a TEI document that this program wrote back into the records it was written from.

Texts, register values, readings and beads are read from the elements that say them; provenance,
coverage and offsets into the sources come from the feature structures beside. A TEI document of
another maker is read by `formats.tei`, as any file of a box.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from herewith.errors import DataError
from herewith.formats.tei_edition.apparatus import read_bitext, read_collation
from herewith.formats.tei_edition.elements import ID, Element, data_of, local
from herewith.formats.tei_edition.register import read_entry
from herewith.model.bitext import Bitext
from herewith.model.collation import Collation, Item
from herewith.model.document import Document
from herewith.model.findings import Comparison
from herewith.model.links import Mention, Quotation
from herewith.model.records import decode
from herewith.model.register import RegisterEntry

__all__ = ["TeiItem", "read_item"]

BESIDE = frozenset(("fw", "note", "pb", "anchor", "gap"))
BLOCKS = frozenset(("p", "ab", "dateline", "salute", "closer", "signed"))


@dataclass(frozen=True, slots=True)
class TeiItem:
    """What one file holds. Every list is in the order of the file."""

    item: Item
    documents: tuple[Document, ...]
    entries: tuple[RegisterEntry, ...]
    collations: tuple[Collation, ...]
    bitexts: tuple[Bitext, ...]
    comparisons: tuple[Comparison, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]


def read_item(data: bytes) -> TeiItem:
    """The records of one file.

    Raises:
        DataError: if the file is no XML, or is none of ours, or was changed so that its parts
            do not fit together.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root: Element = etree.fromstring(data, parser)
        return _read(root)
    except etree.XMLSyntaxError as error:
        raise DataError(f"not well-formed XML: {error}") from error
    except (KeyError, StopIteration, TypeError, ValueError) as error:
        raise DataError(f"no item that this program wrote, or one that was cut: {error}") from error


def _read(root: Element) -> TeiItem:
    structures = list(root.iterfind("{*}standOff/{*}fs"))
    told = {fs.get("corresp")[1:]: fs for fs in structures if fs.get("corresp")}
    texts: dict[str, tuple[str, str]] = {}
    documents = []
    for fs in _of(structures, "document"):
        division = next(d for d in root.iter("{*}div") if d.get(ID) == fs.get("corresp")[1:])
        document = _document(division, data_of(fs))
        documents.append(document)
        texts[str(document.id)] = division.get(ID), document.text
    descriptions = [d for d in root.iter("{*}correspDesc") if d.get(ID) != "correspondence"]
    titles = root.find("{*}teiHeader/{*}fileDesc/{*}titleStmt/{*}title")
    idnos = root.iterfind("{*}teiHeader/{*}fileDesc/{*}publicationStmt/{*}idno")
    aliases = [e.text or "" for e in idnos if e.get("type") == "former"]
    item = data_of(next(_of(structures, "item")))
    title = item.pop("title", None)
    title = titles.text or "" if titles is not None and title is None else title
    return TeiItem(
        decode(Item, {**item, "title": title, "aliases": aliases}),
        tuple(documents),
        tuple(read_entry(d, told) for d in descriptions),
        tuple(read_collation(fs, root) for fs in _of(structures, "collation")),
        tuple(read_bitext(fs, root, told, texts) for fs in _of(structures, "bitext")),
        tuple(decode(Comparison, data_of(fs)) for fs in _of(structures, "comparison")),
        tuple(decode(Mention, data_of(fs)) for fs in _of(structures, "mention")),
        tuple(decode(Quotation, data_of(fs)) for fs in _of(structures, "quotation")),
    )


def _of(structures: list[Element], kind: str) -> Iterator[Element]:
    return (fs for fs in structures if fs.get("type") == kind)


def _document(division: Element, data: Mapping[str, Any]) -> Document:
    runs = [
        dict(zip(("start", "end", "source", "source_start", "source_end"), run, strict=True))
        for run in data["runs"]
    ]
    text = reading_text(division)
    if data.get("heading") and ["only", "heading"] in data["attributes"]:
        text = data["heading"]
    return decode(Document, {**data, "id": division.get("n"), "text": text, "runs": runs})


def reading_text(division: Element) -> str:
    """The reading text of a division: its blocks with empty lines between them."""
    out, before = "", ""
    inner = [e for e in division if local(e) == "div"]
    for element in inner[0] if inner else division:
        name = local(element)
        if name in BLOCKS or (inner and name == "head"):
            words = "".join(_words(element))
            line = name == "signed" and before in ("signed", "closer")
            out += ("\n" if line else "\n\n") + words if out and words else words
            before = name
    return out


def _words(element: Element) -> Iterator[str]:
    """The words of an element and of all in it that belong to the text."""
    yield element.text or ""
    for child in element:
        if local(child) == "lb":
            yield "\n"
        elif local(child) not in BESIDE and child.get("type") != "silent":
            yield from _words(child)
        yield child.tail or ""
