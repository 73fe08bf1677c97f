"""Page records of the quotations of an edition.

Documented in `docs/site.md` with the others of `herewith.site.pages`.
"""

from __future__ import annotations

from dataclasses import dataclass

from herewith.site.parts import QuotationRow, Ref

__all__ = ["QuotationCase", "QuotationsPage"]


@dataclass(frozen=True, slots=True)
class QuotationCase:
    """A quotation or a borrowing with its two answers, in its place and where it comes from.

    `kind` is `quotation` or `borrowing` (words of another paper without quotation marks).
    `before`/`after` are the words around it, `source` those of the passage it was found in.
    """

    anchor: str
    kind: str
    letter: Ref
    before: str
    after: str
    cited_date: str
    cited: Ref | None
    quotation: QuotationRow
    source_before: str
    source: str
    source_after: str
    source_language: str | None
    status: str
    rule: str


@dataclass(frozen=True, slots=True)
class QuotationsPage:
    """Every quotation and borrowing of the edition, in order of the letters that have them.

    `verbatim` and `places` count the answers, those rejected by an editor left out.
    """

    verbatim: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    borrowings: int
    total: int
    rows: tuple[QuotationCase, ...]
    part: int
    parts: tuple[str, ...]
