"""One document as a TEI division: its blocks, and all that stands over, in and beside its text.

Our own reader makes of the division the document again: the same reading text, the same editor's
heading, layers and gaps. Blocks are cut where the reading text has an empty line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from herewith.algorithms.reconstruct.divisions import DOCUMENT_TYPES
from herewith.formats.tei_edition.elements import Element, features, ncname, sub
from herewith.formats.tei_edition.inline import Over, Point, write_inline
from herewith.model.bitext import Sentence
from herewith.model.document import Document, Furniture, Layer, Passage
from herewith.model.links import Mention, Quotation

__all__ = ["Named", "Page", "describe", "points_and_overs", "write_division"]

FORME = {
    "catchword": "catch",
    "page_number": "pageNum",
    "running_head": "header",
}
"""Kinds of furniture that TEI has a customary name for; others keep ours."""

LAYERS = {"struck": "del", "inserted": "add", "unclear": "unclear", "hand": "hi", "emended": "corr"}
"""Elements of layers; what the page says of itself in brackets is a `seg`."""

BEFORE = {"dateline": "dateline", "salutation": "salute", "heading": "head"}
BEHIND = {"dateline": "dateline", "closing": "closer", "signature": "signed"}
"""Elements that TEI has for roles at the beginning and at the end of a division."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person or place named at `[start, end)` of the reading text."""

    start: int
    end: int
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that is written of one document, besides the document itself.

    `key` is the `xml:id` of the division and begins all others. `anchors` are offsets that an
    apparatus points to. `delivered` maps sources to their decoded texts.
    """

    key: str
    document: Document
    sentences: Sequence[Sentence] = ()
    mentions: Sequence[tuple[Mention, Mapping[str, str]]] = ()
    quotations: Sequence[tuple[Quotation, Mapping[str, str]]] = ()
    named: Sequence[Named] = ()
    furniture: Sequence[Furniture] = ()
    anchors: frozenset[int] = frozenset()
    delivered: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    role: str
    joined: bool = False
    """Whether it stands on the line after the block before, without an empty one."""


def write_division(parent: Element, page: Page) -> Element:
    """Write the document as the last child of an element; returns the division."""
    document = page.document
    kind = (document.kind or "").replace(" ", "-")
    typed = kind in DOCUMENT_TYPES
    division = sub(
        parent,
        "div",
        type=kind if typed else "document",
        subtype="" if typed else ncname(kind) if kind else "",
        xml_id=page.key,
        n=str(document.id),
        xml_lang=document.language or "",
        corresp=f"#w-{page.key}",
        decls=f"#b-{page.key}",
    )
    stated = dict(document.attributes)
    overs, points = points_and_overs(page)
    begun = set[int]()
    if document.heading and "carried_by" not in stated:
        sub(division, "head", document.heading)
        if stated.get("only") == "heading":
            return division
    elif document.heading:
        sub(division, "note", document.heading, type="heading")
    blocks = _blocks(document)
    first, last = _body(blocks)
    blocks[last:] = [part for block in blocks[last:] for part in _signed(document, block)]
    below = (
        sub(division, "div", type="text") if any(b.role == "heading" for b in blocks) else division
    )
    for n, block in enumerate(blocks):
        end = blocks[n + 1].start if n + 1 < len(blocks) else len(document.text) + 1
        here = [p for p in points if block.start <= p.at < end or (n == 0 and p.at < block.start)]
        held = [Point(min(p.at, block.end), p.rank, p.write) for p in here]
        element = _element(below, blocks, n, before=n < first, behind=n >= last)
        if re.search(r"[^\S\n]{2}", document.text[block.start : block.end]):
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        write_inline(element, document.text, (block.start, block.end), overs, held, begun)
    if not blocks:
        empty = sub(below, "p")
        for point in points:
            point.write(empty)
    return division


def points_and_overs(page: Page) -> tuple[list[Over], list[Point]]:
    """What stands over the reading text of a document, and what stands at places of it."""
    return list(_overs(page)), sorted(_points(page), key=lambda p: (p.at, p.rank))


def _blocks(document: Document) -> list[_Block]:
    """Stretches of the reading text between empty lines, with the role of their first passage."""
    roles = _Roles(document)
    out, at = [], 0
    for piece in re.split(r"(\n\n+)", document.text):
        if piece.strip("\n"):
            out.append(_Block(at, at + len(piece), roles.at(at)))
        at += len(piece)
    return out


def _signed(document: Document, block: _Block) -> Iterator[_Block]:
    """A closing block, cut before each line that is a signature of its own."""
    roles = _Roles(document)
    at = block.start
    role = block.role
    for found in re.finditer("\n", document.text[block.start : block.end]):
        line = block.start + found.end()
        passage = roles.passage(line)
        begins = passage is not None and passage is not roles.passage(line - 2)
        if begins and passage and passage.role == "signature" and role in ("closing", "signature"):
            yield _Block(at, line - 1, role, at > block.start)
            at, role = line, passage.role
    yield _Block(at, block.end, role, at > block.start)


class _Roles:
    """The passage that any letter of the reading text comes from."""

    def __init__(self, document: Document) -> None:
        self._runs = [run.start for run in document.runs]
        self._document = document
        self._passages: dict[str, list[Passage]] = {}
        for passage in document.passages:
            self._passages.setdefault(str(passage.source), []).append(passage)
        for held in self._passages.values():
            held.sort(key=lambda p: p.start)

    def passage(self, at: int) -> Passage | None:
        n = bisect_right(self._runs, at) - 1
        if n < 0:
            return None
        run = self._document.runs[n]
        held = self._passages.get(str(run.source), [])
        found = bisect_right(held, run.source_start, key=lambda p: p.start) - 1
        return held[found] if found >= 0 else None

    def at(self, offset: int) -> str:
        passage = self.passage(offset)
        return passage.role if passage else "body"


def _body(blocks: Sequence[_Block]) -> tuple[int, int]:
    """Numbers of the first block that opens no letter, and of the first that closes it."""
    first = next((n for n, b in enumerate(blocks) if b.role not in BEFORE), len(blocks))
    last = len(blocks)
    while last > first and blocks[last - 1].role in BEHIND:
        last -= 1
    return (first, last) if last > first else (0, last) if first == len(blocks) else (first, last)


def _element(
    parent: Element, blocks: Sequence[_Block], n: int, *, before: bool, behind: bool
) -> Element:
    role = blocks[n].role
    if before and role in BEFORE and len(blocks) > 1:
        return sub(parent, BEFORE[role])
    if behind and role in BEHIND and n > 0:
        signed = blocks[n - 1].role in ("signature", "closing")
        if role == "signature" and signed and not blocks[n].joined:
            return sub(parent, "closer", rend="signature")
        return sub(parent, BEHIND[role])
    if role == "body":
        return sub(parent, "p")
    return sub(parent, "ab", type=role)


def _overs(page: Page) -> Iterator[Over]:
    """Sentences, layers, mentions, quotations and names, as elements over the text."""
    taken: list[Sentence] = []
    for one in sorted(page.sentences, key=lambda s: (s.start, s.end)):
        apart = not any(o.start < one.end and one.start < o.end for o in taken[-3:])
        taken.append(one)
        name = {"xml_id": f"{page.key}.s-{one.id}", "n": str(one.n), "type": one.role}
        yield Over(one.start, one.end, 0 if apart else 1, "s" if apart else "seg", name)
    for layer in page.document.layers:
        yield _layer(layer)
    for quotation, more in page.quotations:
        given = {"type": "quotation", "subtype": quotation.verbatim, **more}
        yield Over(quotation.start, quotation.end, 3, "seg", given)
    for mention, more in page.mentions:
        yield Over(mention.start, mention.end, 4, "ref", more)
    for named in page.named:
        tag = {"person": "persName", "place": "placeName"}.get(named.kind, "orgName")
        given = {"ref": f"#{ncname(named.id)}", "resp": "#machine"}
        yield Over(named.start, named.end, 5, tag, given)


def _layer(layer: Layer) -> Over:
    tag = LAYERS.get(layer.kind, "seg")
    given = {"cert": "low"} if layer.doubtful else {}
    if tag == "seg":
        given["type"] = layer.kind
    elif tag == "hi":
        given["rend"] = "hand"
    elif tag == "corr":
        given["type"] = "emended"
    return Over(layer.start, layer.end, 2, tag, given)


def _points(page: Page) -> Iterator[Point]:
    breaks = list(_page_breaks(page))
    yield from breaks
    turned = {point.at for point in breaks}
    for at in sorted(page.anchors):
        yield Point(at, 1, lambda e, at=at: sub(e, "anchor", xml_id=f"{page.key}.{at}"))  # type: ignore[misc]
    for gap in page.document.gaps:
        words = {"quantity": str(gap.estimate_words or ""), "unit": "words"}
        size = {"quantity": "1", "unit": "page"} if gap.kind == "page" else words
        if gap.estimate_words and gap.kind == "page":
            size["extent"] = f"about {gap.estimate_words} words"
        size = size if size["quantity"] else {"extent": "unknown"}
        given = {"reason": gap.kind, "xml_id": f"{page.key}.g-{ncname(gap.id)[-16:]}", **size}
        yield Point(gap.at, 2, lambda e, given=given: sub(e, "gap", **given))  # type: ignore[misc]
    for piece in _beside(page):
        at = _after(page.document, str(piece.source), piece.start)
        if at + 1 in turned and page.document.text[at] == " ":
            at += 1  # a space between two things that are no text would be lost
        yield Point(at, 3, lambda e, piece=piece: _furniture(e, page, piece))  # type: ignore[misc]
    for passage in page.document.passages:
        if passage.silent and passage.deleted is not None:
            at = _after(page.document, str(passage.source), passage.start)
            struck = passage.deleted.quote
            yield Point(at, 4, lambda e, struck=struck: sub(e, "del", struck, type="silent"))  # type: ignore[misc]


def _page_breaks(page: Page) -> Iterator[Point]:
    """Where the page changes; the first page before the first letter."""
    roles = _Roles(page.document)
    at: int | None = None
    for run in page.document.runs:
        passage = roles.passage(run.start)
        if passage is not None and passage.page is not None and passage.page != at:
            at = passage.page
            yield Point(run.start, 0, lambda e, n=at: sub(e, "pb", n=str(n)))  # type: ignore[misc]


def _beside(page: Page) -> Iterator[Furniture]:
    """Furniture and notes of the document, the editor's heading apart, which is the `head`."""
    heading = page.document.heading_span
    seen: set[str] = set()
    for piece in sorted((*page.furniture, *page.document.notes), key=lambda f: (f.start, f.id)):
        if piece.id in seen or piece.kind in ("markup", "blank"):
            continue
        seen.add(piece.id)
        inside = (
            heading is not None
            and heading.source == piece.source
            and heading.start <= piece.start
            and piece.end <= heading.end
        )
        if not (inside and piece.kind == "editorial" and not _is_note(page, piece)):
            yield piece


def _is_note(page: Page, piece: Furniture) -> bool:
    return page.delivered.get(str(piece.source), "")[piece.start : piece.start + 5] == "<note"


def _after(document: Document, source: str, offset: int) -> int:
    """The reading offset behind the last word that stands before a place of a source."""
    before = [r for r in document.runs if r.source == source and r.source_end <= offset]
    return max(before, key=lambda r: r.source_end).end if before else 0


def _furniture(parent: Element, page: Page, piece: Furniture) -> None:
    source = page.delivered.get(str(piece.source), "")
    raw = source[piece.start : piece.end]
    encoded = raw.lstrip().startswith("<") or re.search(r"</\w+>", raw)
    words = unescape(re.sub(r"<[^>]*>", "", raw)) if encoded else raw
    shown = " ".join(words.split())
    name = f"{page.key}.f-{ncname(piece.id.rpartition('/')[2])}"
    if piece.kind in ("footnote", "editorial"):
        n = re.search(r"\bn=\"([^\"]*)\"", raw.partition(">")[0])
        place = "bottom" if piece.kind == "footnote" else ""
        number = {"n": n[1]} if n and n[1].strip() else {}
        sub(parent, "note", shown, type=piece.kind, place=place, xml_id=name, **number)
    else:
        sub(parent, "fw", shown, type=FORME.get(piece.kind, piece.kind), xml_id=name)


def describe(page: Page, parent: Element) -> None:
    """What of a document no element of the text says: its passages, runs and their sources."""
    from herewith.model.records import encode

    document = page.document
    data = {
        k: v for k, v in encode(document).items() if k not in ("id", "text", "runs", "passages")
    }
    data["runs"] = [
        [r.start, r.end, str(r.source), r.source_start, r.source_end] for r in document.runs
    ]
    data["passages"] = encode(document.passages)
    features(parent, "document", data, corresp=f"#{page.key}")
