"""Pages of a source as they look: the image of each beside its lines, and where each line went."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from herewith.model.text import Page, Source
from herewith.site.holding_pages import Leaf, LeafLines
from herewith.site.index import COUNTED_ONLY, EditionIndex
from herewith.site.parts import Ref
from herewith.site.pictures import picture_of

__all__ = ["LEAVES", "leaf_parts", "leaves"]

LEAVES = 20
"""Pages shown with their images on one part of a source's page."""

Place = tuple[int, int, str, str]
"""Start, end, what it is (`document`, a kind of furniture, `duplicate`), and the document."""


def leaf_parts(index: EditionIndex, source: Source) -> int:
    """How many parts the pages of a source need; none if no page of it has an image."""
    pages = index.sheets(source.id)
    if not any(picture_of(index, page) for page in pages[:LEAVES]):
        return 0
    return -(-len(pages) // LEAVES)


def leaves(
    index: EditionIndex,
    source: Source,
    part: int,
    places: Sequence[Place],
    named: Callable[[str], Ref],
) -> tuple[Leaf, ...]:
    """The pages of a part, each with its image, if there is one, and its lines.

    Args:
        index: the edition.
        source: whose pages.
        part: which part, from 1.
        places: everything that the source was cut into, in order of place.
        named: how a document is named and linked.
    """
    if part > leaf_parts(index, source):
        return ()
    shown = index.sheets(source.id)[(part - 1) * LEAVES : part * LEAVES]
    return tuple(
        Leaf(
            page.n,
            page.label,
            page.state,
            page.rotation,
            _turned(index, page),
            picture_of(index, page),
            tuple(_lines(index, page, places, named)),
        )
        for page in shown
    )


def _turned(index: EditionIndex, page: Page) -> int:
    """By how many degrees clockwise the image of a page was turned to be shown."""
    image = index.edition.page_image(page.source, page.n)
    return image.turned if image is not None else 0


def _lines(
    index: EditionIndex, page: Page, places: Sequence[Place], named: Callable[[str], Ref]
) -> list[LeafLines]:
    """The lines of a page, following lines of one fate together; blank ones go with others."""
    text = index.text(page.source)
    near = [p for p in places if p[0] < page.end and p[1] > page.start]
    groups: list[tuple[tuple[str, str], list[int]]] = []
    at = page.start
    for line in text[page.start : page.end].splitlines(keepends=True):
        low, at = at, at + len(line)
        if not line.strip():
            continue
        fate = _fate(near, low, at)
        if groups and groups[-1][0] == fate:
            groups[-1][1][1] = at
        else:
            groups.append((fate, [low, at]))
    return [
        LeafLines(
            index.line(page.source, low),
            index.line(page.source, max(low, high - 1)),
            text[low:high].strip("\r\n\f"),
            kind,
            named(document) if kind == "document" else None,
        )
        for (kind, document), (low, high) in groups
    ]


def _fate(places: Sequence[Place], low: int, high: int) -> tuple[str, str]:
    """What most of a line is, and its document."""
    best, size = ("nowhere", ""), 0
    for start, end, kind, document in places:
        over = min(high, end) - max(low, start)
        if over > size and kind not in COUNTED_ONLY:
            best, size = (kind, document if kind == "document" else ""), over
    return best
