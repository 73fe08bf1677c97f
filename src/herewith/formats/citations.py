"""How an item of the edition, or one document of it, is cited.

`of` makes every form of the citation at once. Addresses, versions and days are given by whoever
asks: the same item with the same arguments is cited with the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from herewith.formats.citing.cited import Cited, cited
from herewith.formats.citing.data import csl, json_ld, meta, ris
from herewith.formats.citing.styles import (
    Styled,
    chicago,
    chicago_bibliography,
    foreign_relations,
    gost,
)
from herewith.model.collation import Item
from herewith.model.edition import Edition

__all__ = ["Citation", "Cited", "Styled", "cite", "of"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in all its forms.

    The first four are for people, in pieces of words and italics (`.plain` has the words alone);
    `ris` and `csl` are files to download; `meta` are names and contents of meta elements;
    `json_ld` goes into `<script type="application/ld+json">` as it is.
    """

    chicago: Styled
    chicago_bibliography: Styled
    frus: Styled
    gost: Styled
    ris: str
    csl: str
    meta: tuple[tuple[str, str], ...]
    json_ld: str


def of(
    edition: Edition,
    item: Item,
    *,
    document: str = "",
    people: Mapping[str, Mapping[str, str]] | None = None,
    address: str = "",
    version: str = "",
    accessed: str = "",
) -> Citation:
    """The citation of an item, or with `document` of one witness of it.

    Args:
        edition: the edition that holds it.
        item: the item.
        document: id of a witness, where this form of the letter is cited.
        people: rows of `people.csv` by id: names in Russian, ids of the world outside.
        address: absolute address of the page, if it has one.
        version: name of the edition's version.
        accessed: the day of reading, as 1990-01-31.

    Raises:
        UsageError: if the document is no witness of the item.
    """
    known = cited(
        edition,
        item,
        document=document,
        people=people,
        address=address,
        version=version,
        accessed=accessed,
    )
    return cite(known)


def cite(known: Cited) -> Citation:
    """All forms of the citation of what is cited."""
    return Citation(
        chicago(known),
        chicago_bibliography(known),
        foreign_relations(known),
        gost(known),
        ris(known),
        csl(known),
        meta(known),
        json_ld(known),
    )
