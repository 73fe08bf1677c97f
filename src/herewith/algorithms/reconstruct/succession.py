"""Whether one page follows another: a catchword taken up, page numbers, a divided word, a sentence.

Nothing is joined because it reads smoothly: what speaks against a join outweighs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from herewith.algorithms.reconstruct.catchwords import opens_sentences, same_words, very_words
from herewith.algorithms.reconstruct.chains import alike, ending_of, number_of, opening_of
from herewith.algorithms.reconstruct.exposures import Exposed
from herewith.algorithms.reconstruct.lines import Block, ends_full, ends_open, starts_small
from herewith.algorithms.reconstruct.numbers import styles_alike
from herewith.algorithms.reconstruct.pages import Page
from herewith.languages.layout import layout

__all__ = ["OUT_OF_ORDER", "SURE", "Evidence", "goes_on", "maybe_caught", "weigh"]

SURE = 4.0
"""Evidence from which a successor is taken out of the order of capture."""

INSIDE = "the page begins inside a sentence that the page before has ended"
"""Why a page cannot follow the one before it."""

ENDED = "the page before ends a document and bears no number"
INSIDE_ENDED = "the page begins inside a sentence, and the page before ends a document"

OUT_OF_ORDER = frozenset((INSIDE, ENDED, INSIDE_ENDED))
"""What speaks against a join where pages may just have changed places."""

AROUND = 3
"""Pages from a page within which a small word at its foot shows which page follows it."""

SHORT = 3
"""Letters of a word at most with which many pages begin."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one page following another (`score`, above `SURE` surely), and against."""

    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    missing: int | None = None
    proved: bool = False
    """A catchword, a divided word or a sentence that goes on joins the pages."""


def weigh(p: Exposed, q: Exposed, distance: int, *, crossed: bool = False) -> Evidence:
    """Evidence that page q follows page p in one document."""
    last, first = p.last_page, q.first_page
    reasons: list[str] = []
    against: list[str] = []
    ending, opening = ending_of(p), opening_of(q)
    score = _caught(p, opening, distance, reasons, against)
    taken_up = last.catchword is not None and bool(reasons)
    counted, missing = _counted(p, q, reasons, against, crossed=crossed)
    caught = last.catchword.text if last.catchword is not None else ""
    if missing == 1 and taken_up and distance == 1 and _is_word_of_its_own(caught, opening):
        # A number is misread more often than another page begins with the very word.
        against.clear()
        missing = None
    score += counted
    over = last.ended and last.catchword is None
    if over and p.number is None and not taken_up:
        against.append(ENDED)
    elif taken_up or (p.number is not None and reasons and not against):
        # The catchword or the numbers show it; what the sentence seems to say counts for nothing.
        score += max(0.0, _sentence(ending, opening, reasons, []))
    elif not over:
        score += _sentence(ending, opening, reasons, against)
    elif starts_small(opening) and not reasons:
        against.append(INSIDE_ENDED)
    score += _looks_alike(last, first) - (
        1.5 if distance != 1 and _half_marked(last, first) else 0.0
    )
    against += _looks_otherwise(p, q, distance, reasons)
    if over and not reasons:
        score -= 3.0
        if last.number is None and first.number is not None:
            against.append(ENDED)
    if distance == 1:
        score += 1.5
    else:
        score -= min(3.0, 0.3 * abs(distance - 1))
    if first.start:
        if first.start >= 1.5 or not score >= SURE:
            against.append("a document begins here")
        else:
            score -= 0.3 * first.start
    proved = any(not why.startswith("pages ") for why in reasons)
    return Evidence(score, tuple(reasons), tuple(against), missing, proved)


def _is_word_of_its_own(caught: str, opening: str) -> bool:
    """Whether a page begins with the very words of a catchword, and few pages begin so.

    One page in twenty begins with "the" or "to"; behind a lost page such a word proves nothing.
    """
    letters = sum(char.isalnum() for char in caught)
    return letters > SHORT and very_words(caught, opening) and not opens_sentences(caught)


def _is_common(page: Page) -> bool:
    """Whether a page's catchword is a word with which many pages begin."""
    return page.catchword is not None and opens_sentences(page.catchword.text)


def _caught(
    p: Exposed, opening: str, distance: int, reasons: list[str], against: list[str]
) -> float:
    """What the catchword of a page, or a word that may be one, says of the page behind."""
    caught = p.last_page.catchword
    if caught is not None:
        if same_words(caught.text, opening):
            reasons.append(f"the catchword “{caught.text}” is taken up")
            if distance == 1 or not _is_common(p.last_page):
                return 8.0
            return 6.0 if abs(distance) <= AROUND else 3.0
        against.append(f"the catchword “{caught.text}” is not taken up")
        return 0.0
    word = maybe_caught(p)
    if word is not None and same_words(word.text, opening):
        reasons.append(f"the word “{word.text}” at the foot is taken up")
        return 6.0
    return 0.0


def maybe_caught(page: Exposed) -> Block | None:
    """The last line of a page, if it is a word or two that may be a catchword."""
    body = page.last_page.body
    if page.last_page.catchword is not None or len(body) < 2 or body[-1].fixed:
        return None
    last = body[-1]
    brief = last.words <= 2 and len(last.lines) == 1 and any(c.isalpha() for c in last.text)
    return last if brief else None


def _counted(
    p: Exposed, q: Exposed, reasons: list[str], against: list[str], *, crossed: bool
) -> tuple[float, int | None]:
    """What the numbers of two pages say, and how many pages they say are missing.

    A first page that bears no number counts as page 1; where another document's head was
    captured between, that alone proves nothing.
    """
    before, behind = number_of(p), number_of(q)
    if before is None or behind is None:
        return 0.0, None
    if behind == before + 1:
        if (
            crossed
            and p.number is None
            and not reasons
            and not goes_on(ending_of(p), opening_of(q))
        ):
            against.append("nothing but its number speaks for the page before")
            return 0.0, None
        reasons.append(f"pages {before} and {behind}")
        return 5.0, None
    if behind > before + 1:
        against.append(f"page {before} is followed by page {behind}")
        return 0.0, behind - before - 1
    against.append(f"page {before} cannot be followed by page {behind}")
    return 0.0, None


def _looks_alike(last: Page, first: Page) -> float:
    """Pages of one document bear the same marking, and numbers written in one way."""
    score = 0.0
    if last.marking and first.marking:
        score += 0.5 if alike(last.marking, first.marking) else -2.0
    elif last.marking or first.marking:
        score -= 1.5
    if last.number_style and first.number_style:
        score += 0.5 if styles_alike(last.number_style, first.number_style) else -2.0
    return score


def _looks_otherwise(
    p: Exposed, q: Exposed, distance: int, reasons: Sequence[str]
) -> Iterator[str]:
    """What the classifications and the ways of numbering say against two pages following."""
    last, first = p.last_page, q.first_page
    taken_up = any("taken up" in why for why in reasons)
    if taken_up and distance != 1 and _half_marked(last, first) and _is_common(last):
        yield "only one of the pages is classified, and many begin with that word"
    if (not taken_up or _is_common(last)) and _bears_otherwise(last, first):
        yield "the pages are numbered or classified in different ways"
    if not taken_up and p.number is None and reasons and first.marking and not last.marking:
        yield "only the later page is classified, and the one before bears no number"


def _half_marked(last: Page, first: Page) -> bool:
    """Whether one of two pages is classified and the other is not."""
    return bool(last.marking) != bool(first.marking)


def _bears_otherwise(last: Page, first: Page) -> bool:
    """Whether two pages bear different classifications, or numbers written in different ways."""
    marked = bool(last.marking and first.marking) and not alike(last.marking, first.marking)
    styles = bool(last.number_style and first.number_style)
    return marked or (styles and not styles_alike(last.number_style, first.number_style))


def goes_on(ending: str, opening: str) -> bool:
    """Whether a sentence breaks off and goes on."""
    return ends_open(ending) and starts_small(opening)


def _sentence(ending: str, opening: str, reasons: list[str], against: list[str]) -> float:
    """What the words at the break say for and against a join."""
    small = starts_small(opening)
    if ending.rstrip().endswith(("-", "‐", "¬")) and ending.rstrip()[-2:-1].isalpha():
        if small:
            reasons.append("a word is divided over the break")
            return 2.0
        return -0.5
    if ends_open(ending):
        if _ungrammatical(ending, opening):
            against.append("no sentence goes on so")
            return -3.0
        if small:
            reasons.append("the sentence goes on")
            return 1.0
        last = ending.rsplit(None, 1)[-1].casefold() if ending.split() else ""
        return 0.5 if last in layout().dangling else 0.0
    if small and ends_full(ending):
        against.append(INSIDE)
        return -3.0
    return 0.3


def _ungrammatical(ending: str, opening: str) -> bool:
    """Whether an article or a preposition is followed by a word that cannot stand behind one."""
    last, first = ending.rsplit(None, 1)[-1:], opening.split(None, 1)[:1]
    if not last or not first or not ends_open(ending):
        return False
    stripped = first[0].strip(',;:"“”«»()')
    return last[0].casefold() in layout().governing and stripped in layout().ungoverned
