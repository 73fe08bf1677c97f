"""A document with both states of its revised places: what was written first, and what was left.

The reading text leaves out an undoubted deletion (`Passage.silent`), and has struck letters of a
word beside those that were put in for them. A collation wants both states as words: the word that
was struck or rewritten, as a struck word, and behind it the word that was left standing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from herewith.model.document import Document, Layer, Passage, Run
from herewith.model.text import Span

__all__ = ["REWRITTEN", "Revised", "with_deletions"]

REWRITTEN = "the word before some of its letters were struck or put in"
"""Why of a layer over a word that was not struck as a whole."""

STRUCK = "struck, and not read any more"


@dataclass(frozen=True, slots=True)
class _Place:
    """Longer text `[start, end)` is reading text `[low, high)`, or was put in at `low`."""

    start: int
    end: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Revised:
    """A document with its deletions in its text, and the way back to the reading text."""

    document: Document
    places: tuple[_Place, ...] = ()

    def back(self, at: int) -> int:
        """The offset in the reading text of an offset in the longer text."""
        if not self.places:
            return at
        place = self.places[max(0, bisect_left(self.places, at, key=lambda p: p.end))]
        return min(place.low + at - place.start, place.high)

    def forth(self, at: int, *, ends: bool = False) -> int:
        """The offset in the longer text: behind a deletion that stands there, or before it if
        something `ends` there.
        """
        held = [p for p in self.places if p.low < p.high]
        if not held:
            return at
        if ends:
            n = bisect_left(held, at, key=lambda p: p.low) - 1
            return min(held[n].end, held[n].start + at - held[n].low) if n >= 0 else 0
        n = bisect_right(held, at, key=lambda p: p.high)
        if n == len(held):
            return held[-1].end
        return held[n].start + max(0, at - held[n].low)


@dataclass(frozen=True, slots=True)
class _Edit:
    """A revised place of the reading text: `[low, high)` becomes the words of two states.

    Parts are stretches of the reading text, or what was deleted.
    """

    low: int
    high: int
    earlier: tuple[tuple[int, int] | Span, ...]
    standing: tuple[tuple[int, int], ...]
    why: str


def with_deletions(document: Document) -> Revised:
    """The document with each undoubted deletion, and each word as it was before it was rewritten.

    Returns:
        The document itself where nothing was revised. In the other case its text, runs, layers and
        gaps, with a layer `struck` for each earlier state; passages are as they were.
    """
    edits = sorted(_edits(document), key=lambda e: (e.low, e.high))
    if not edits:
        return Revised(document)
    made = _Composed(document)
    at = 0
    for edit in edits:
        made.copy(at, edit.low)
        made.revise(edit)
        at = edit.high
    made.copy(at, len(document.text))
    return made.done(edits)


@dataclass(slots=True)
class _Composed:
    """The longer text as it grows."""

    of: Document
    text: str = ""
    runs: list[Run] = field(default_factory=list)
    layers: list[Layer] = field(default_factory=list)
    places: list[_Place] = field(default_factory=list)

    def copy(self, low: int, high: int) -> None:
        """Reading text as it stands."""
        if low < high:
            start = len(self.text)
            self._take(low, high)
            self.places.append(_Place(start, len(self.text), low, high))

    def revise(self, edit: _Edit) -> None:
        """The earlier state as struck words, then what was left standing."""
        start = len(self.text)
        if self.text and not self.text[-1].isspace():
            self.text += " "
        first = len(self.text)
        for part in edit.earlier:
            if isinstance(part, Span):
                end = len(self.text) + len(part.quote)
                self.runs.append(Run(len(self.text), end, part.source, part.start, part.end))
                self.text += part.quote
            else:
                self._take(*part)
        self.layers.append(Layer("struck", first, len(self.text), False, edit.why))
        following = self.of.text[edit.low : edit.low + 1] if edit.low == edit.high else "x"
        if following and not following.isspace():
            self.text += " "
        self.places.append(_Place(start, len(self.text), edit.low, edit.low))
        for low, high in edit.standing:
            self.copy(low, high)

    def _take(self, low: int, high: int) -> None:
        """Letters of the reading text with their runs."""
        shift = len(self.text) - low
        for run in self.of.runs:
            if run.start >= high or run.end <= low:
                continue
            exact = run.end - run.start == run.source_end - run.source_start
            a, b = max(low, run.start), min(high, run.end)
            begin = run.source_start + a - run.start if exact else run.source_start
            stop = begin + b - a if exact else run.source_end
            self.runs.append(Run(a + shift, b + shift, run.source, begin, stop))
        self.text += self.of.text[low:high]

    def done(self, edits: Sequence[_Edit]) -> Revised:
        """The longer document with its layers and gaps."""
        out = Revised(self.of, tuple(self.places))
        dropped = {(la.start, la.end) for la in self.of.layers if _dropped(la, edits)}
        layers = self.layers + [
            replace(la, start=start, end=end)
            for la in self.of.layers
            for start, end in [(out.forth(la.start), out.forth(la.end, ends=True))]
            if start < end and not (la.kind == "struck" and (la.start, la.end) in dropped)
        ]
        longer = replace(
            self.of,
            text=self.text,
            runs=tuple(sorted(self.runs, key=lambda run: (run.start, run.end))),
            layers=tuple(sorted(layers, key=lambda la: (la.start, la.end, la.kind))),
            gaps=tuple(replace(gap, at=out.forth(gap.at, ends=True)) for gap in self.of.gaps),
        )
        return replace(out, document=longer)


def _dropped(layer: Layer, edits: Sequence[_Edit]) -> bool:
    """Whether the struck letters of a layer stand in an earlier state, and nowhere else."""
    return any(edit.low <= layer.start and layer.end <= edit.high for edit in edits)


def _edits(document: Document) -> Iterator[_Edit]:
    """The revised places: words rewritten in part, and deletions that touch no word."""
    text = document.text
    inner: dict[tuple[int, int], list[tuple[int, Span]]] = {
        word: []
        for layer in document.layers
        if layer.kind in ("struck", "inserted") and not layer.doubtful
        for word in _words_cut(text, layer.start, layer.end)
    }
    for at, span, passage in _deletions(document):
        word = _touched(document, at, passage) if span.quote.isalnum() else None
        if word is None:
            yield _Edit(at, at, (span,), (), STRUCK)
        else:
            inner.setdefault(word, []).append((at, span))
    for word, deleted in inner.items():
        edit = _rewritten(document, word, deleted)
        if edit is not None:
            yield edit
        else:
            yield from (_Edit(at, at, (span,), (), STRUCK) for at, span in deleted)


def _rewritten(
    document: Document, word: tuple[int, int], deleted: Sequence[tuple[int, Span]]
) -> _Edit | None:
    """Both states of a word of which letters were struck or put in; `None` if it has but one."""
    low, high = word
    kinds = [""] * (high - low)
    for layer in document.layers:
        if layer.kind in ("struck", "inserted") and not layer.doubtful:
            for n in range(max(low, layer.start), min(high, layer.end)):
                kinds[n - low] = layer.kind
    edges = sorted({low, high, *(at for at, _ in deleted)})
    edges += [n + low for n in range(1, high - low) if kinds[n] != kinds[n - 1]]
    edges = sorted(set(edges))
    earlier: list[tuple[int, int] | Span] = []
    standing: list[tuple[int, int]] = []
    for start, end in zip(edges, [*edges[1:], high], strict=True):
        earlier += [span for at, span in deleted if at == start]
        if start == end:
            continue
        if kinds[start - low] != "inserted":
            earlier.append((start, end))
        if kinds[start - low] != "struck":
            standing.append((start, end))
    if not earlier or not standing:
        return None
    kept = any(not kind for kind in kinds)
    return _Edit(low, high, tuple(earlier), tuple(standing), REWRITTEN if kept else STRUCK)


def _words_cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Words that a stretch covers in part, none twice."""
    found = {_word_at(text, at) for at in (start, end - 1) if start < end}
    for word in sorted(w for w in found if w):
        if word[0] < start or word[1] > end:
            yield word


def _word_at(text: str, at: int) -> tuple[int, int] | None:
    """The word that has a letter at an offset."""
    if not (0 <= at < len(text) and text[at].isalnum()):
        return None
    low, high = at, at + 1
    while low and (text[low - 1].isalnum() or (_inner(text, low - 1))):
        low -= 1
    while high < len(text) and (text[high].isalnum() or _inner(text, high)):
        high += 1
    return low, high


def _inner(text: str, at: int) -> bool:
    """Whether a hyphen or apostrophe stands between letters."""
    within = text[at] in "-'’" and 0 < at < len(text) - 1
    return within and text[at - 1].isalnum() and text[at + 1].isalnum()


def _touched(document: Document, at: int, passage: Passage) -> tuple[int, int] | None:
    """The word that deleted letters were part of: on the page nothing stands between them."""
    text = document.text
    left, right = _word_at(text, at - 1), _word_at(text, at)
    if left is not None and left == right:
        return left
    for run in document.runs:
        exact = run.end - run.start == run.source_end - run.source_start
        if not exact or run.source != passage.source:
            continue
        here = run.source_start + at - run.start
        if left and run.start < at <= run.end and here == passage.start:
            return left
        if right and run.start <= at < run.end and here == passage.end:
            return right
    return None


def _deletions(document: Document) -> Iterator[tuple[int, Span, Passage]]:
    """Each deletion with the place in the reading text where it stood, in order."""
    for n, passage in enumerate(document.passages):
        if passage.deleted is not None and passage.deleted.quote.strip():
            yield _end_of(document, n), passage.deleted, passage


def _end_of(document: Document, number: int) -> int:
    """Where the reading text of the passages before one of them ends."""
    for passage in reversed(document.passages[:number]):
        ends = [run.end for run in document.runs if _of(run, passage)]
        if ends and not passage.silent:
            return max(ends)
    return 0


def _of(run: Run, passage: Passage) -> bool:
    return run.source == passage.source and passage.start <= run.source_start < passage.end
