"""Documents as chains of pages: what a chain is, and what its pages show of themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from herewith.algorithms.reconstruct.exposures import Exposed
from herewith.algorithms.reconstruct.numbers import styles_alike
from herewith.algorithms.reconstruct.rulings import WHY

__all__ = [
    "Chain",
    "Join",
    "alike",
    "ending_of",
    "is_proved",
    "marked_otherwise",
    "number_of",
    "opening_of",
    "unlike",
]


@dataclass(frozen=True, slots=True)
class Join:
    """Two pages, one after the other: joined, or with a gap between, and why.

    `missing` counts the pages that are not held, where numbers tell it.
    """

    gap: bool
    why: str
    missing: int | None
    confidence: float


@dataclass(slots=True)
class Chain:
    """The pages of one document in order; `joins[i]` stands between page i and i + 1."""

    pages: list[Exposed]
    joins: list[Join] = field(default_factory=list)
    strength: float = 0.0
    why: str = ""
    head_gap: Join | None = None
    """Pages missing before the first that is held."""


def is_proved(join: Join) -> bool:
    """Whether a catchword, page numbers, a divided word or an editor shows that pages follow.

    A sentence that seems to go on shows nothing: one page may be missing between two sentences
    that read smoothly.
    """
    return join.why == WHY or any(word in join.why for word in ("taken up", "pages ", "divided"))


def number_of(page: Exposed) -> int | None:
    """The printed number; the first page of a document that bears none counts as its page 1."""
    if page.number is not None:
        return page.number
    return 1 if page.first_page.start >= 1.5 else None


def ending_of(page: Exposed) -> str:
    """Last text of a page, of the capture whose foot is read."""
    return page.last_page.ending


def opening_of(page: Exposed) -> str:
    """First text of a page, of the capture whose head is read."""
    return page.first_page.opening


def alike(one: str, other: str) -> bool:
    """Whether two classifications are one, a misread letter allowed."""
    near = abs(len(one) - len(other)) <= 1
    return one == other or (near and fuzz.ratio(one, other) >= 75)


def unlike(host: Chain, chain: Chain) -> bool:
    """Whether no page of a document is numbered as those of another chain are."""
    own = {page.first_page.number_style for page in chain.pages} - {""}
    styles = {page.first_page.number_style for page in host.pages} - {""}
    return bool(own and styles) and not any(styles_alike(a, b) for a in own for b in styles)


def marked_otherwise(host: Chain, chain: Chain) -> bool:
    """Whether the pages of one of two chains are classified, and those of the other not so."""
    own, other = (
        {page.first_page.marking for page in one.pages if page.first_page.marking}
        for one in (host, chain)
    )
    if not own or not other:
        return bool(own) != bool(other)
    return not any(alike(one, two) for one in own for two in other)
