"""A paper divided: the letters that it carries, and what remains of it.

What letters there are is found by `carried`; here the passages of the paper are given to them,
cut where a letter begins or ends inside one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from herewith.algorithms.reconstruct.carried import OPENING_QUOTES, Letter
from herewith.algorithms.reconstruct.compose import Composed
from herewith.algorithms.reconstruct.furniture import is_date_line
from herewith.languages.layout import layout
from herewith.model.document import Passage

__all__ = ["Part", "parted"]


@dataclass(frozen=True, slots=True)
class Part:
    """Passages of one of the texts that a paper was divided into.

    `letter` is the letter they are, or `None` for what remains of the telegram; `indexes` are
    the indexes of the passages from which they come.
    """

    letter: Letter | None
    passages: tuple[Passage, ...]
    indexes: tuple[int, ...]


def parted(
    passages: Sequence[Passage], composed: Composed, letters: Sequence[Letter]
) -> list[Part]:
    """The passages of a paper shared out: what remains of it first, then each letter.

    Every character of the passages is in exactly one part; a passage in which a letter begins or
    ends is cut there.
    """
    cuts = sorted({at for le in letters for at in (le.start, _next(composed.text, le.end))})
    shares: dict[int, tuple[list[Passage], list[int]]] = {}
    for index, passage in enumerate(passages):
        low = _next(composed.text, composed.starts[index])
        high = _next(composed.text, composed.starts[index + 1])
        for at, piece in _pieces(passage, composed, low, high, cuts):
            whose = next(
                (n for n, le in enumerate(letters) if le.start <= at < max(le.end, le.start + 1)),
                -1,
            )
            letter = letters[whose] if whose >= 0 else None
            own, indexes = shares.setdefault(whose, ([], []))
            if indexes and indexes[-1] != index - 1 and piece.before in ("", " "):
                piece = replace(piece, before="\n\n")
            own.append(_roled(piece, at, letter, composed.text))
            indexes.append(index)
    return [
        Part(letters[n] if n >= 0 else None, tuple(own), tuple(indexes))
        for n, (own, indexes) in sorted(shares.items())
    ]


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _pieces(
    passage: Passage, composed: Composed, low: int, high: int, cuts: Sequence[int]
) -> Iterator[tuple[int, Passage]]:
    """A passage, cut where letters begin and end inside it, each piece with its reading offset."""
    start, at, before = passage.start, low, passage.before
    if not passage.silent:
        for cut in cuts:
            if not low < cut < high:
                continue
            place = _source(composed, cut)
            if start < place < passage.end:
                yield at, replace(passage, start=start, end=place, before=before)
                start, at, before = place, cut, "\n\n"
    yield at, replace(passage, start=start, before=before)


def _source(composed: Composed, offset: int) -> int:
    run = next(run for run in composed.runs if run.start <= offset < run.end)
    even = run.end - run.start == run.source_end - run.source_start
    return run.source_start + (offset - run.start if even else 0)


def _roled(piece: Passage, at: int, letter: Letter | None, text: str) -> Passage:
    """A letter's own salutation, closing and date, by where they stand in it."""
    if letter is None or piece.silent or piece.role not in ("body", "other"):
        return piece
    if letter.greeting is not None and letter.greeting[0] <= at < letter.greeting[1]:
        return replace(piece, role="salutation")
    if letter.closing is None or at < letter.closing:
        return piece
    line = text[at : letter.end].partition("\n")[0]
    if is_date_line(line.strip(' .”"»')):
        return replace(piece, role="dateline")
    closes = layout().closing.match(line.lstrip(OPENING_QUOTES + " ")) is not None
    return replace(piece, role="closing" if closes else "signature")
