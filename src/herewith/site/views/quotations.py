"""Every quotation and borrowing of the edition with its two answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args, get_type_hints

from herewith.model.links import Quotation
from herewith.model.records import short_digest
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import Explanations
from herewith.site.index import EditionIndex
from herewith.site.parts import Ref
from herewith.site.quotation_pages import QuotationCase, QuotationsPage
from herewith.site.views.texts import Texts, around

__all__ = ["quotations_page"]

PART = 50
"""Quotations on one page."""

EXCERPT = 1200
"""Characters of a source passage that are shown; it is read in its place."""

UNMARKED = "unmarked"
"""Rule of borrowings: words of another paper without quotation marks."""

VERBATIM: tuple[str, ...] = get_args(get_type_hints(Quotation)["verbatim"])
PLACES: tuple[str, ...] = get_args(get_type_hints(Quotation)["place"])


def quotations_page(index: EditionIndex, route: Route) -> QuotationsPage | None:
    """One part of the quotations, by the date of the letter that has them."""
    found = index.once("all quotations", lambda: _in_order(index))
    count = max(1, -(-len(found) // PART))
    if route.part > count:
        return None
    standing = [one for one in found if one.status != "rejected"]
    verbatim = Counter(str(one.verbatim) for one in standing)
    places = Counter(str(one.place) for one in standing)
    texts = Texts(index, Explanations(index))
    shown = found[(route.part - 1) * PART : route.part * PART]
    return QuotationsPage(
        tuple((name, verbatim[name]) for name in VERBATIM if name in verbatim),
        tuple((name, places[name]) for name in PLACES if name in places),
        sum(one.rule == UNMARKED for one in standing),
        len(found),
        tuple(_case(index, texts, one) for one in shown),
        route.part,
        tuple(page_address(Route("quotations", "", "", n + 1)) for n in range(count)),
    )


def _in_order(index: EditionIndex) -> Sequence[Quotation]:
    """All quotations: those of letters in order of time, then those of papers of no letter."""
    ordered = [str(w.document) for item in index.items for w in item.witnesses]
    documents = dict.fromkeys([*ordered, *index.facts])
    return tuple(
        quotation
        for name in documents
        for quotation in sorted(index.edition.quotations(name), key=lambda q: (q.start, q.id))
    )


def _case(index: EditionIndex, texts: Texts, quotation: Quotation) -> QuotationCase:
    document = index.edition.document(quotation.document)
    source = index.edition.document(quotation.target) if quotation.target else None
    row = texts.quotation(quotation, citing=True)
    item = index.edition.item_of(quotation.document)
    cited = texts.item(quotation.cited_item) if quotation.cited_item else None
    before, after = around(document.text, quotation.start, quotation.end) if document else ("", "")
    start, end = quotation.target_start, quotation.target_end
    source_before, source_after = around(source.text, start, end) if source else ("", "")
    words = source.text[start:end] if source else ""
    return QuotationCase(
        f"q-{short_digest(quotation.id)}",
        "borrowing" if quotation.rule == UNMARKED else "quotation",
        replace(row.at, date=item.date) if item else Ref(row.at.text, row.at.address),
        before,
        after,
        quotation.cited_date,
        cited,
        row,
        source_before,
        words if len(words) <= EXCERPT else words[:EXCERPT].rpartition(" ")[0] + " …",
        source_after if len(words) <= EXCERPT else "",
        source.language if source else None,
        quotation.status,
        quotation.rule,
    )
