"""Images of pages: which there are of a page, and of a document."""

from __future__ import annotations

from herewith.model.document import Document
from herewith.model.text import Page
from herewith.site.addresses import image_address
from herewith.site.index import EditionIndex
from herewith.site.parts import Picture

__all__ = ["picture_of", "pictures_of"]


def picture_of(index: EditionIndex, page: Page) -> Picture | None:
    """The image of a page, if there is one to show."""
    image = index.edition.page_image(page.source, page.n)
    source = index.sources.get(page.source)
    if image is None or source is None:
        return None
    address = image_address(page.source, page.n, image.ending)
    return Picture(page.n, page.label, address, image.width, image.height, source.path)


def pictures_of(
    index: EditionIndex, document: Document, part: tuple[int, int]
) -> tuple[Picture, ...]:
    """The images of the pages on which a part of a document stands, in order of reading."""
    found: dict[str, Picture | None] = {}
    for source, start, end in document.locate(*part):
        for page in index.sheets(source):
            if page.start >= end:
                break
            if page.end > start and page.id not in found:
                found[page.id] = picture_of(index, page)
    return tuple(picture for picture in found.values() if picture)
