"""Documents of printed volumes as their editors encoded them: text, parties, dates, authorities.

The text is what stands under the heading, block by block, without the editor's notes and heading,
as in `register-text-*.jsonl`; parties are those the heading encodes (`@type` from and to).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from bench.material import VOLUMES
from herewith.algorithms.register.people import Authorities
from herewith.formats.authorities import with_pack
from herewith.formats.authority_lists import rows_from
from herewith.formats.reading import read

__all__ = ["authorities_of", "documents_of", "part_of", "volumes"]

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
BLOCKS = {
    TEI + name
    for name in (
        "p",
        "item",
        "label",
        "row",
        "signed",
        "salute",
        "dateline",
        "head",
        "l",
        "ab",
        "hi",
    )
} - {TEI + "hi"}


def volumes() -> tuple[str, ...]:
    """Stems of the volumes that are at hand, in order."""
    return tuple(path.stem for path in sorted(VOLUMES.glob("*.xml")))


def part_of(volume: str) -> str:
    """`tune` or `check`: every second volume is only looked at through its figures."""
    known = volumes()
    return "tune" if volume not in known or known.index(volume) % 2 == 0 else "check"


@cache
def authorities_of(volume: str) -> Authorities:
    """The people, offices and places of a volume's own lists, with the built-in pack behind."""
    path = VOLUMES / f"{volume}.xml"
    rows = dict(rows_from([read(path)])) if path.is_file() else {}
    return Authorities(with_pack(rows))


def documents_of(volume: str) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Gold and text of every letter, memorandum, message and telegram of a volume."""
    tree = etree.parse(
        VOLUMES / f"{volume}.xml",
        etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False),
    )
    for div in tree.iter(TEI + "div"):
        if div.get("type") != "document":
            continue
        head = div.find(TEI + "head")
        if head is None:
            continue
        title = _plain(head)
        name = f"{volume}/{div.get(XML_ID)}"
        dates = [
            {"when": when}
            for line in div.findall(TEI + "dateline")
            + div.findall(TEI + "opener/" + TEI + "dateline")
            for date in line.iter(TEI + "date")
            if (when := date.get("when") or date.get("from") or date.get("notBefore"))
        ]
        gold = {
            "id": name,
            "type": _type(title),
            "dates": dates,
            "from": _parties(head, "from"),
            "to": _parties(head, "to"),
            "head": title,
        }
        if not (gold["from"] or gold["to"]) and re.search(r"\b(?:from|to|by)\b", title, re.I):
            continue  # an older volume's heading, whose parties nobody encoded
        yield gold, {"id": name, "head": title, "text": "\n".join(_blocks(div))}


def _type(title: str) -> str:
    plain = re.sub(r"^\W*(?:No\.\s*)?\[?\d+\]?\.?\s*", "", title).lower()
    for word in ("memorandum of", "memorandum for the record", "memorandum", "letter", "message"):
        if re.match(rf"(?:personal |action |information |briefing )?{word}\b", plain):
            return word
    return "telegram" if re.match(r"(?:circular )?(?:telegram|airgram)", plain) else "other"


def _parties(head: Any, side: str) -> list[dict[str, str]]:
    found = []
    for element in head.iter(TEI + "persName", TEI + "gloss", TEI + "orgName"):
        if element.get("type") == side:
            kind = "person" if element.tag == TEI + "persName" else "body"
            found.append({"text": _plain(element), "kind": kind})
    return found


def _plain(element: Any) -> str:
    """Text without notes, white space as one space."""
    out = [element.text or ""]
    for child in element:
        if child.tag == TEI + "lb":
            out.append(" ")
        elif child.tag != TEI + "note":
            out.append(_plain(child) if isinstance(child.tag, str) else "")
        out.append(child.tail or "")
    return " ".join("".join(out).split())


def _blocks(div: Any) -> Iterator[str]:
    for element in div:
        if not isinstance(element.tag, str) or element.tag == TEI + "note":
            continue
        if element.tag == TEI + "head" and element.getparent().get("type") == "document":
            continue
        if element.tag in BLOCKS and not any(
            child.tag in BLOCKS for child in element.iterdescendants()
        ):
            if text := _plain(element):
                yield text
        else:
            if element.text and element.text.strip() and element.tag in BLOCKS:
                yield " ".join(element.text.split())
            yield from _blocks(element)
