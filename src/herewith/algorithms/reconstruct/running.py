"""Running heads: a short line that returns from page to page, or a title that stands in the way.

A line returns if it is written at the head (or the foot) of three pages or more. A title that
returns nowhere is one all the same where the sentence, or the catchword, of the page before goes
on right beneath it, or where it stands between a page number and the edge of the page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from herewith.algorithms.reconstruct.catchwords import CATCH_WORDS, same_words
from herewith.algorithms.reconstruct.furniture import Sign, is_date_line, page_number
from herewith.algorithms.reconstruct.lines import (
    FAR,
    Line,
    ends_full,
    ends_open,
    ends_sentence,
    starts_small,
)
from herewith.languages.layout import layout

__all__ = ["running_heads"]

LIKENESS = 82
"""Likeness (0..100) of two running heads of one stream."""

PAGES = 3
"""Pages on which a line must return; a single plain word on two more."""

TWICE = 2
"""Pages on which a title of several words must stand at least."""

LONGEST, MOST_WORDS = 70, 10
USUAL_MOST = 200
"""Most frequent lines with which the others are compared."""

TITLE_WORDS, PROSE_WORDS = 3, 6
"""Words of a title at least that returns nowhere, and of the line of prose beneath it."""

REACH = 8
"""Lines above and beneath a line in which its nearest text is looked for."""

HEAD, FOOT = "^", "$"
"""Edges of a page."""

LONG_WORD = 5
"""Letters of a single word at least that returns from page to page; shorter ones are catchwords."""

WIDE = 2
"""Empty lines that part two pages, where no form feed does."""


_PLAIN = re.compile(r"[^\W\d_][^\W_]+[,;:.]?")
"""A word of a sentence, as a small letter begins it; figures in it are misread."""


def running_heads(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """Mark the running heads among the lines of a stream."""
    _returning(lines, signs)
    _in_the_way(lines, signs)
    _twice_broken(lines, signs)


def _returning(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    groups: dict[str, list[Line]] = defaultdict(list)
    for line, side in _edge_lines(lines, signs):
        if line.count == 1 and line.text.islower() and line.text.isalpha():
            continue  # A word of the text, or a catchword.
        if line.count == 1 and len(line.text) <= LONG_WORD and page_number(line.text) is None:
            continue
        if is_date_line(line.text) or _is_formula(line.text):
            continue
        groups[side + re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))].append(line)
    likened = _likened(groups).items()
    for key, group in ((key, near) for key, own in likened for near in _near(own)):
        if key[0] == HEAD and all(_heads_a_letter(lines, line) for line in group):
            continue
        if key[0] == FOOT and not _under_broken_text(lines, signs, group):
            continue
        plain = all(line.count == 1 and line.text.isalpha() for line in group)
        if all(_is_office(line.text) for line in group) and _on_first_pages(lines, signs, group):
            continue
        few = len(group) < PAGES + (2 if plain and not group[0].text.isupper() else 0)
        twice = key[0] != FOOT and len(group) == TWICE
        if few and not (twice and _returns_once(lines, group)):
            continue
        why = f"the line returns at the edge of {len(group)} pages"
        for line in group:
            signs[line.n] = Sign("running_head", "running", why, True, 0.95)
            if page_number(line.text) is not None and any(c.isdigit() for c in line.text):
                signs[line.n] = Sign("page_number", "number", why, True, 0.97)


def _is_formula(text: str) -> bool:
    """Whether a line greets, closes or names what follows, as every letter of one hand does."""
    tables = layout()
    return any(formula.match(text) for formula in (tables.salutation, tables.closing, tables.label))


def _is_office(text: str) -> bool:
    """Whether a line is an office or its seat, as letterheads name them."""
    tables = layout()
    squeezed = "".join(char for char in text.casefold() if char.isalnum())
    return squeezed in tables.letterhead_places or tables.letterhead.match(text) is not None


def _on_first_pages(
    lines: Sequence[Line], signs: Sequence[Sign | None], group: Sequence[Line]
) -> bool:
    """Whether no sentence goes on beneath any of some lines: they head papers, not pages."""
    for line in group:
        texts = (t for t in lines[line.n + 1 : line.n + 1 + REACH] if t.text and not signs[t.n])
        below = next((t for t in texts if not _is_office(t.text)), None)
        if below is not None and starts_small(below.text):
            return False
    return True


def _heads_a_letter(lines: Sequence[Line], line: Line) -> bool:
    """Whether a date or a greeting stands right beneath a line: it is written on letter paper."""
    return any(
        is_date_line(other.text) or layout().salutation.match(other.text)
        for other in _beneath(lines, line)
    )


def _twice_broken(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """Titles that stand twice, between other texts each time, once at least in a broken sentence.

    They need no edge of a page to be known by; a heading inside a page that was captured twice
    has the same text around it.
    """
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.text or signs[line.n] is not None or line.count < TITLE_WORDS:
            continue
        if _titled(lines, line) and not _heads_a_paper(line.text):
            groups[" ".join(line.text.casefold().split())].append(line)
    for group in (near for own in _likened(groups).values() for near in _near(own)):
        if len(group) < TWICE:
            continue
        around = [(_above(lines, signs, line), _beneath(lines, line)) for line in group]
        broken = sum(
            above is not None and above.count >= PROSE_WORDS and ends_open(above.text)
            for above, _ in around
        )
        firsts = {below[0].text[:20].casefold() for _, below in around if below}
        if broken and 2 * broken >= len(group) and len(firsts) == len(group):
            why = f"the title stands {len(group)} times, inside broken sentences"
            for line in group:
                signs[line.n] = Sign("running_head", "running", why, True, 0.8)


def _above(lines: Sequence[Line], signs: Sequence[Sign | None], line: Line) -> Line | None:
    """The nearest line of text right above a line."""
    near = reversed(lines[max(0, line.n - REACH) : line.n])
    return next((other for other in near if other.text and signs[other.n] is None), None)


def _under_broken_text(
    lines: Sequence[Line], signs: Sequence[Sign | None], group: Sequence[Line]
) -> bool:
    """Whether lines at feet stand under text that breaks off, half of them at least.

    A signature returns too, where one man signs several papers; it stands under a finished text.
    """
    broken = 0
    for line in group:
        above = _above(lines, signs, line)
        broken += above is not None and above.count >= PROSE_WORDS and ends_open(above.text)
    return 2 * broken >= len(group)


def _returns_once(lines: Sequence[Line], group: Sequence[Line]) -> bool:
    """Whether a line on two pages is their title: in small letters, no form, greeting or date,
    and once at least over the middle of a sentence.
    """
    tables = layout()
    if not any(_over_a_sentence(line, below) for line in group for below in _beneath(lines, line)):
        return False
    return all(
        line.count >= TITLE_WORDS
        and _titled(lines, line)
        and not line.text.isupper()
        and line.text.rstrip()[-1] not in ",:;-"
        and not is_date_line(line.text)
        and not tables.salutation.match(line.text)
        and not tables.closing.match(line.text)
        for line in group
    )


def _beneath(lines: Sequence[Line], line: Line) -> list[Line]:
    """The next two lines of text beneath a line (a page number may be the first)."""
    return [other for other in lines[line.n + 1 : line.n + 1 + REACH] if other.text][:2]


def _likened(groups: dict[str, list[Line]]) -> dict[str, list[Line]]:
    """The groups, those of misread lines put to the frequent line that they are like."""
    usual = [key for key, own in Counter({k: len(v) for k, v in groups.items()}).most_common(
        USUAL_MOST) if own > 1 and len(key) >= 9]  # fmt: skip
    out: dict[str, list[Line]] = {key: list(groups[key]) for key in usual}
    for key, own in groups.items():
        if key in out:
            continue
        near = [other for other in usual if other[0] == key[0]] if len(key) >= 9 else []
        best = process.extractOne(key, near, scorer=fuzz.ratio, score_cutoff=LIKENESS)
        out.setdefault(best[0] if best else key, []).extend(own)
    return out


def _near(group: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that are alike, those apart that stand far from each other.

    What returns a hundred pages further on is the common wording of two papers, no running head.
    """
    near: list[Line] = []
    for line in sorted(group, key=lambda line: line.n):
        if near and line.start - near[-1].start > FAR:
            yield near
            near = []
        near.append(line)
    yield near


def _edge_lines(lines: Sequence[Line], signs: Sequence[Sign | None]) -> Iterator[tuple[Line, str]]:
    """Short lines near the edges of pages that nothing else explains, each with its edge.

    Without form feeds the edges are where furniture or wide space stands.
    """
    fed = [line.n for line in lines if line.feed]
    if 0 < len(fed) < PAGES:
        return
    yield from _near_feeds(lines, signs, fed) if fed else _near_furniture(lines, signs)


def _near_feeds(
    lines: Sequence[Line], signs: Sequence[Sign | None], fed: Sequence[int]
) -> Iterator[tuple[Line, str]]:
    out: dict[int, tuple[Line, str]] = {}
    for at in [*fed, len(lines)]:
        for direction in (-1, 1):
            seen, n = 0, at if direction > 0 else at - 1
            while 0 <= n < len(lines) and seen < 2:
                line = lines[n]
                if line.text and signs[n] is None:
                    seen += 1
                    if not _brief(line):
                        break
                    out[n] = (line, HEAD if direction > 0 else FOOT)
                n += direction
                if direction > 0 and 0 <= n < len(lines) and lines[n].feed:
                    break
    for n in sorted(out):
        yield out[n]


def _near_furniture(
    lines: Sequence[Line], signs: Sequence[Sign | None]
) -> Iterator[tuple[Line, str]]:
    texts = [line for line in lines if line.text]
    for index, line in enumerate(texts):
        if signs[line.n] is not None or not _brief(line) or not _apart(lines, line):
            continue
        above = texts[index - 1] if index else None
        below = texts[index + 1] if index + 1 < len(texts) else None
        if above is None or line.n - above.n > WIDE or signs[above.n] is not None:
            yield line, HEAD
        elif below is not None and (below.n - line.n > WIDE or signs[below.n] is not None):
            yield line, FOOT


def _in_the_way(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """Titles at the top of a page, beneath which the page before goes on."""
    texts = [line for line in lines if line.text]
    last: Line | None = None  # The last line of text of the page before.
    above: Line | None = None  # The line of text above that.
    fresh = False
    for index, line in enumerate(texts):
        before = texts[index - 1] if index else None
        parted = before is not None and (
            line.feed or line.n - before.n > WIDE or signs[before.n] is not None
        )
        fresh = fresh or parted
        if signs[line.n] is not None:
            continue
        word = last is not None and last.count <= CATCH_WORDS  # It may be a catchword.
        titled = (fresh or word or index == 0) and _titled(lines, line)
        titled = titled and not (word and last is not None and same_words(last.text, line.text))
        below = caught = None
        if titled:
            below = next((t for t in texts[index + 1 : index + 4] if signs[t.n] is None), None)
            caught = (
                word
                and last is not None
                and below is not None
                and same_words(last.text, below.text)
            )
        if titled and (fresh or caught or index == 0):
            held = last is not None and below is not None and _goes_on(above, last, line, below)
            held = held or (below is not None and _over_a_sentence(line, below))
            if held or _beside_number(texts, index, signs):
                why = "a title at the head of a page, beneath which the text goes on"
                signs[line.n] = Sign("running_head", "running", why, True, 0.85)
                continue
        fresh = False
        above, last = last, line


def _beside_number(texts: Sequence[Line], index: int, signs: Sequence[Sign | None]) -> bool:
    """Whether a line stands between the edge of a page, or furniture, and a page number."""
    line = texts[index]
    if index + 1 >= len(texts) or texts[index + 1].feed:
        return False
    below = signs[texts[index + 1].n]
    number = page_number(texts[index + 1].text) or 0
    if below is None or below.name != "number" or number < 2:
        return False
    if line.feed or index == 0:
        return True
    above = signs[texts[index - 1].n]
    return (above is not None and above.name == "classification") or (
        line.n - texts[index - 1].n > WIDE and texts[index + 1].n - line.n <= WIDE
    )


def _goes_on(above: Line | None, last: Line, title: Line, below: Line) -> bool:
    """Whether the text of the page before goes on beneath a title."""
    if last.count <= CATCH_WORDS and same_words(last.text, below.text):
        return not same_words(last.text, title.text)
    caught = above is not None and last.count <= 2 and ends_open(above.text)
    broken = above.text if caught and above is not None else last.text
    if len(broken) <= 12 or ends_full(broken) or is_date_line(broken):
        return False
    if _heads_a_paper(title.text):
        return False
    if ends_open(broken) and starts_small(below.text):
        return True
    return _broken_off(broken, title, below)


def _broken_off(broken: str, title: Line, below: Line) -> bool:
    """Whether the page before breaks off so plainly that no head of a paper can follow it."""
    words, tables = broken.split(), layout()
    if below.count < PROSE_WORDS or title.count < TITLE_WORDS or _heads_a_paper(title.text):
        return False
    if _heads_a_paper(below.text) or len(words) < PROSE_WORDS:
        return False
    if below.text.isupper():
        return broken.isupper() and not title.text.isupper()
    suspended = words[-1].casefold() in tables.dangling or words[-1][-1] in ":;"
    return not title.text.isupper() and (words[-1].islower() or suspended)


def _heads_a_paper(text: str) -> bool:
    """Whether a line is a date, a greeting, a form's name, a label, an office, a printed title."""
    tables = layout()
    heads = (
        tables.salutation,
        tables.closing,
        tables.form,
        tables.label,
        tables.letterhead,
        tables.printed_heading,
        tables.enclosures,
        tables.copies,
        tables.address,
    )
    return is_date_line(text) or any(head.match(text) for head in heads)


def _over_a_sentence(title: Line, below: Line) -> bool:
    """Whether a title at the top of a page stands over the middle of a sentence.

    The head of a letter does too where its greeting ends in a comma; that ends a sentence here.
    """
    tables, words = layout(), below.text.split()
    if tables.salutation.match(title.text) or tables.closing.match(title.text):
        return False
    if title.text.rstrip()[-1] in ",:;-" or is_date_line(title.text) or title.count < TITLE_WORDS:
        return False
    prose = len(words) >= PROSE_WORDS or ends_full(below.text)
    prose = prose and _PLAIN.fullmatch(words[0]) is not None
    return prose and starts_small(below.text)


def _titled(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line can be a title: short, apart, begun with a capital, without an end."""
    fits = line.count >= 2 and line.text[:1].isupper() and _brief(line) and not line.heading
    fits = fits and _apart(lines, line) and not ends_sentence(line.text)
    return fits and not is_date_line(line.text)


def _brief(line: Line) -> bool:
    return 2 < len(line.text) <= LONGEST and line.count <= MOST_WORDS


def _apart(lines: Sequence[Line], line: Line) -> bool:
    """Whether the lines above and below are empty, or end the page."""
    before = lines[line.n - 1].text if line.n and not line.feed else ""
    behind = lines[line.n + 1] if line.n + 1 < len(lines) else None
    return not before and (behind is None or not behind.text or behind.feed)
