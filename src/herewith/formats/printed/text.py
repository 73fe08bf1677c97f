"""A document's text as XHTML, with its notes, gaps and deletions.

The TEI of the document is made first and then told in XHTML, so that printed pages and the
exported encoding cannot say different things.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape

from lxml import etree

from herewith.formats.tei_edition.body import Page, points_and_overs, write_division
from herewith.formats.tei_edition.elements import ID, TEI, Element, local, ncname
from herewith.formats.tei_edition.inline import write_inline

__all__ = ["Notes", "PrintedText"]

PLAIN = {"del": "del", "add": "ins", "hi": "em"}
BLOCK = frozenset(("p", "ab", "dateline", "salute", "closer", "signed", "head"))


@dataclass(slots=True)
class Notes:
    """Notes of a letter in the order met: their ids, what stands before them, and their words."""

    prefix: str
    noted: list[tuple[str, str]] = field(default_factory=list)

    def add(self, words: str) -> tuple[str, str]:
        """The reference to a new note and, to be printed behind, the note itself."""
        n = len(self.noted) + 1
        name = f"{self.prefix}note-{n}"
        self.noted.append((name, words))
        return name, str(n)


class PrintedText:
    """Tells documents in XHTML.

    Args:
        page: the document and what stands over it.
        notes: where its notes are collected.
        address: the address of another item in the book, or an empty string.
    """

    def __init__(self, page: Page, notes: Notes, address: Callable[[str], str]) -> None:
        self.page = replace(page, anchors=frozenset(), named=(), quotations=())
        self.notes, self.address = notes, address
        gaps = page.document.gaps
        self.gaps = {f"{page.key}.g-{ncname(g.id)[-16:]}": g for g in gaps}
        self.written: set[str] = set()

    def paragraphs(self) -> str:
        """All of the text."""
        document = self.page.document
        if ("only", "heading") in document.attributes:  # the edition prints nothing else of it
            return f'<p class="heading">{escape(document.text, quote=False)}</p>'
        root = etree.Element(f"{{{TEI}}}body")
        division = write_division(root, self.page)
        inner = [e for e in division if local(e) == "div"]
        out = []
        for element in inner[0] if inner else division:
            if local(element) == "head" and not inner:
                continue  # the editor's heading is the letter's title
            if local(element) in BLOCK:
                out.append(self._block(element))
            else:
                out.append(self._one(element))
        return "\n".join(piece for piece in out if piece)

    def stretch(self, start: int, end: int, begun: set[int]) -> str:
        """A part of the text, without a block around it."""
        root = etree.Element(f"{{{TEI}}}p")
        overs, points = points_and_overs(self.page)
        inside = [p for p in points if start <= p.at <= end]
        write_inline(root, self.page.document.text, (start, end), overs, inside, begun)
        return self._inner(root)

    def _block(self, element: Element) -> str:
        name = local(element)
        kind = element.get("type") or element.get("rend") or ("" if name == "p" else name)
        words = self._inner(element)
        if not words.strip():
            return ""
        return f'<p class="{escape(kind)}">{words}</p>' if kind else f"<p>{words}</p>"

    def _inner(self, element: Element) -> str:
        parts = [escape(element.text or "", quote=False)]
        for child in element:
            parts.append(self._one(child))
            parts.append(escape(child.tail or "", quote=False))
        return "".join(parts)

    def _one(self, element: Element) -> str:
        name = local(element)
        if name in ("note", "gap") and element.get(ID):
            if element.get(ID) in self.written:
                return ""
            self.written.add(element.get(ID))
        if name == "lb":
            return "<br/>"
        if name == "pb":
            n = escape(element.get("n", ""))
            return f'<span class="page">[{n}]</span>' if n else ""
        if name == "note":
            return self._note(element)
        if name == "gap":
            return self._gap(element)
        if name in ("fw", "anchor") or element.get("type") == "silent":
            return ""
        inner = self._inner(element)
        if name in PLAIN:
            return f"<{PLAIN[name]}>{inner}</{PLAIN[name]}>"
        if "<a " in inner:  # a note stands in it, and links do not nest
            return inner
        if name == "ref" and (address := self.address(element.get("target", ""))):
            return f'<a href="{escape(address)}">{inner}</a>'
        if name in ("unclear", "corr"):
            return f'<span class="{name}">{inner}</span>'
        return inner

    def _note(self, element: Element) -> str:
        words = " ".join((element.text or "").split())
        if element.get("type") == "heading" or not words:
            return ""
        name, n = self.notes.add(words)
        return (
            f'<sup><a id="{name}-ref" href="#{name}" role="doc-noteref" '
            f'aria-label="note {n}">{n}</a></sup>'
        )

    def _gap(self, element: Element) -> str:
        gap = self.gaps.get(element.get(ID, ""))
        if gap is None:
            return '<span class="gap">[…]</span>'
        size = f"about {gap.estimate_words:,} words" if gap.estimate_words else "some words"
        what = "withheld" if gap.kind == "withheld" else "not held"
        return f'<span class="gap">[… {size} {what}: {escape(gap.why, quote=False)} …]</span>'
