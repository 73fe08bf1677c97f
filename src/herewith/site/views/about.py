"""Method and versions, and the page for an address where nothing stands."""

from __future__ import annotations

from herewith import RULES, __version__
from herewith.site.addresses import Route, page_address
from herewith.site.index import EditionIndex
from herewith.site.pages import AboutPage, MissingPage
from herewith.site.parts import Ref
from herewith.site.views.explain import activity_row

__all__ = ["STAGES", "about_page", "missing_page"]

STAGES = ("read", "reconstruct", "register", "group", "collate", "align", "compare", "link")
"""Stages in the order in which they run."""

NEAR = 5
"""Letters named on the page for a letter that is not there."""


def about_page(index: EditionIndex, route: Route) -> AboutPage | None:
    """What the edition is and how it was made."""
    if route.part > 1:
        return None
    edition = index.edition
    counts = (
        ("sources", len(index.sources)),
        ("documents", len(index.facts)),
        ("letters", len(index.items)),
        ("words", sum(fact.words for fact in index.facts.values())),
    )
    packs = {
        pack
        for item in index.items
        for comparison in edition.comparisons(item.id)
        for pack in comparison.packs
    }
    return AboutPage(
        edition.title,
        __version__,
        RULES,
        counts,
        tuple(activity_row(a) for stage in STAGES if (a := edition.activity(stage))),
        len(edition.decisions()),
        tuple(sorted(packs)),
    )


def missing_page(
    index: EditionIndex, wanted: str = "", code: int = 404, message: str = ""
) -> MissingPage:
    """A way on from an address where nothing stands: letters whose ids share its words."""
    words = {word for word in wanted.replace("/", "-").split("-") if len(word) > 2}
    scored = [(len(words & set(item.id.split("-"))), item) for item in index.items]
    best = sorted((x for x in scored if x[0]), key=lambda x: -x[0])[:NEAR]
    return MissingPage(
        code,
        message,
        tuple(Ref(item.title, page_address(Route("letter", item.id))) for _, item in best),
    )
