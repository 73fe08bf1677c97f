"""How a letter or a document is cited, and the files of its citation; the list of versions."""

from __future__ import annotations

import json

from herewith.formats.citations import Citation, of
from herewith.model.collation import Item
from herewith.site.addresses import Route, page_address
from herewith.site.index import EditionIndex
from herewith.site.pages import VersionRow, VersionsPage
from herewith.site.parts import CitationBlock, Ref
from herewith.site.versions import FOLDER

__all__ = ["CITED", "citation_block", "citation_file", "versions_page"]

CITED = (".ris", ".csl.json", ".xml")
"""Endings of the files of a letter: RIS, CSL-JSON, TEI."""

SHOWN = 300
"""Letters of one version that are named; the others are counted."""


def citation_block(index: EditionIndex, item: Item, document: str = "") -> CitationBlock:
    """The citation of a letter, or of one form of it."""
    route = Route("document", document) if document else Route("letter", item.id)
    made = _citation(index, item, document, page_address(route))
    files = [("RIS", ".ris"), ("CSL-JSON", ".csl.json")]
    files += [("TEI", ".xml")] if index.publication.tei else []
    letter = Route("letter", item.id)
    return CitationBlock(
        made.chicago.pieces,
        made.chicago_bibliography.pieces,
        made.frus.pieces,
        made.gost.pieces,
        index.version_of(item),
        tuple((name, page_address(letter, ending)) for name, ending in files),
        made.meta,
        json.dumps(json.loads(made.json_ld), ensure_ascii=True, separators=(",", ":")),
    )


def citation_file(index: EditionIndex, item: Item, ending: str) -> tuple[str, str] | None:
    """Media type and words of a file of a letter; `None` where it is not published."""
    if ending == ".xml":
        if not index.publication.tei:
            return None
        from herewith.formats.tei_edition.writing import tei_of

        return "application/tei+xml", tei_of(index.edition, item)
    made = _citation(index, item, "", page_address(Route("letter", item.id)))
    if ending == ".ris":
        return "application/x-research-info-systems", made.ris
    return "application/vnd.citationstyles.csl+json", made.csl


def _citation(index: EditionIndex, item: Item, document: str, address: str) -> Citation:
    url = index.publication.url
    return index.last(
        "citation",
        (item, document, address),
        lambda: of(
            index.edition,
            item,
            document=document,
            address=f"{url.rstrip('/')}/en/{address}" if url else "",
            version=index.version_of(item),
        ),
    )


def versions_page(index: EditionIndex, route: Route) -> VersionsPage | None:
    """Every version, the latest first."""
    if route.part > 1:
        return None
    return VersionsPage(
        tuple(
            VersionRow(
                one.name,
                one.on,
                one.digest,
                one.letters,
                f"{FOLDER}/{one.name}" if index.publication.kept else "",
                tuple(_letter(index, letter) for letter, _ in one.added[:SHOWN]),
                tuple(_letter(index, letter) for letter, _ in one.changed[:SHOWN]),
                one.removed,
            )
            for one in reversed(index.publication.versions)
        )
    )


def _letter(index: EditionIndex, letter: str) -> Ref:
    """A letter by its title now, opening where it stands in every version."""
    item = index.edition.item(letter)
    return Ref(item.title if item else letter, page_address(Route("letter", letter)))
