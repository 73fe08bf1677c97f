"""Is a quotation verbatim, and where does it stand?

Method:
    The sources are an index of shared wording (`algorithms.reuse`), asked for the runs of three
    words of a quotation. These vote for sources and places; at the best places its words are
    aligned with the source's by edit distance, segment by segment where dots or brackets show an elision. What the alignment
    leaves over decides: nothing (`exact` or `normalised`), only elided words (`elided`), some
    words (`altered`), most words (`paraphrase`), or no place at all (`not_found`).

    Small differences that a scanner makes (one letter, and the result is no word) are
    `normalised` and reported; a difference of one letter that makes another word is `altered`.

Blind spot:
    A quotation of fewer than three words is looked for only in sources it is said to come from.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from rapidfuzz.distance import Levenshtein

from herewith.algorithms.reuse.index import index_of, part_of
from herewith.algorithms.reuse.quoting import Quoting
from herewith.algorithms.reuse.words import cut_words
from herewith.algorithms.wording import plain_words
from herewith.languages.lemmas import has_lemmas, is_known

__all__ = ["Source", "Verbatim", "Verdict", "Verifier"]

Verbatim = Literal["exact", "normalised", "elided", "altered", "paraphrase", "not_found"]

ALTERED = 0.6
"""Words of the quotation that must stand in the source, in order, to call it altered."""

PARAPHRASE = 0.4
"""Words of the quotation that must stand together in the source to call it a paraphrase."""

UNCITED = 0.75
"""Words that must stand, in order, in a source that the author did not cite."""

BEYOND_CHANCE = 8.0
"""How far, in nats, words that agree must be from standing in an uncited source by chance."""

PLACES = 12
"""Places at which a quotation is aligned."""

KEPT = 64
"""Sources whose words are kept at hand."""

NEAR = 8
"""Words by which votes for one place may be apart."""

LONGEST_ELISION = 400
"""Words that dots may stand for."""

_ELISION = re.compile(r"(?:\.[ \u00a0]?){3,}|…|(?:\*[ \u00a0]?){3}")
_BRACKET = re.compile(r"\[([^\]]*)\]")

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may be quoted, under a key."""

    key: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a quotation stands to the place that fits it best.

    `start`/`end` are offsets into the source's text; `share` (0..1) is the part of the quoted
    words that stand there; `differences` are pairs (quoted, source), elided words under an empty
    quoted side only where the quotation shows no elision.
    """

    verbatim: Verbatim
    key: str | None
    start: int
    end: int
    share: float
    differences: tuple[tuple[str, str], ...]


NOT_FOUND = Verdict("not_found", None, 0, 0, 0.0, ())


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text with the hashes of its words and where they stand."""

    text: str
    words: list[int]
    starts: list[int]
    ends: list[int]

    def said(self, first: int, last: int) -> str:
        """Words from one number to before another, folded, for people."""
        if first >= last:
            return ""
        return " ".join(plain_words(self.text[self.starts[first] : self.ends[last - 1]]))


class Verifier:
    """An index over sources that answers where quoted words stand.

    Raises:
        ValueError: if two sources have one key.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        keys = [source.key for source in self.sources]
        self.index = index_of([part_of(keys, [source.text for source in self.sources])])
        self._number = {key: n for n, key in enumerate(self.index.names)}
        self._given = [0] * len(keys)
        for n, key in enumerate(keys):
            self._given[self._number[key]] = n
        self._asked = Quoting(self.index)
        self._near: dict[int, _Cut] = {}

    def verify(
        self, quoted: str, *, cited: Sequence[str] = (), leave_out: Collection[str] = ()
    ) -> Verdict:
        """The verdict on a quotation.

        Args:
            quoted: the words between the marks.
            cited: keys of the sources it is said to come from; they are looked through whole
                and win against others that fit as well.
            leave_out: keys of sources that do not count: the quoting text itself.
        """
        segments = _segments(quoted)
        if not segments:
            return NOT_FOUND
        barred = {self._number[key] for key in leave_out if key in self._number}
        claimed = {self._number[key] for key in cited if key in self._number} - barred
        best: tuple[tuple[int, float, int, int], Verdict] | None = None
        for number, at in self._places(segments, claimed, barred):
            verdict = self._judge(quoted, segments, number, at)
            if number not in claimed and not self._is_telling(verdict, segments):
                continue
            given = self._given[number]
            order = (_RANK[verdict.verbatim], verdict.share, int(number in claimed), -given)
            if best is None or order > best[0]:
                best = order, verdict
        return best[1] if best else NOT_FOUND

    def _is_telling(self, verdict: Verdict, segments: Sequence[_Cut]) -> bool:
        """Whether the words that agree can hardly stand there by chance.

        The chance of a run of words is the product of their frequencies; times all places of the
        sources it is how often it is expected. Asked only of places that are not cited.
        """
        if verdict.key is None or verdict.verbatim in ("exact", "normalised"):
            return verdict.key is not None
        if verdict.verbatim == "paraphrase" or verdict.share < UNCITED:
            return False
        source = self._cut(self._number[verdict.key])
        first = bisect_left(source.starts, verdict.start)
        stands = Counter(source.words[first : bisect_left(source.starts, verdict.end)])
        agreed = stands & Counter(word for segment in segments for word in segment.words)
        total = math.log(max(1, len(self.index.words)))
        told = sum(
            times * (total - math.log(max(1, self._asked.frequency(word))))
            for word, times in agreed.items()
        )
        return told - total >= BEYOND_CHANCE

    def _places(
        self, segments: Sequence[_Cut], claimed: set[int], barred: set[int]
    ) -> list[tuple[int, int]]:
        """Sources and word numbers at which the quotation may begin, the likeliest first."""
        votes = self._asked.votes(
            [np.array(segment.words, dtype=np.uint64) for segment in segments],
            near=NEAR,
            most=50 * PLACES,
        )
        for number in claimed:
            for start, count in self._by_words(segments[0], number).items():
                votes[number, start] += count
        allowed = [item for item in votes.items() if item[0][0] not in barred]
        likely = sorted(allowed, key=lambda vote: (-vote[1], self._given[vote[0][0]], vote[0][1]))
        return [place for place, _ in likely[:PLACES]]

    def _by_words(self, segment: _Cut, number: int) -> dict[int, int]:
        """Places of one source where many single words of a segment stand in line."""
        here = self.index.words[self.index.begins[number] : self.index.ends[number]]
        votes: Counter[int] = Counter()
        for n, word in enumerate(segment.words):
            for at in np.flatnonzero(here == np.uint64(word)).tolist():
                votes[(at - n) // NEAR * NEAR] += 1
        least = max(1, len(segment.words) // 3)
        likely = sorted((-count, start) for start, count in votes.items() if count >= least)
        return {start: -count for count, start in likely[:6]}

    def _cut(self, number: int) -> _Cut:
        """The words of a source with their places; those of the last ones asked for are kept."""
        found = self._near.pop(number, None)
        if found is None:
            found = _cut(self.sources[self._given[number]].text)
            if len(self._near) >= KEPT:
                del self._near[next(iter(self._near))]
        self._near[number] = found
        return found

    def _judge(self, quoted: str, segments: Sequence[_Cut], number: int, at: int) -> Verdict:
        """Align the segments with one source near a place and name the result."""
        tokens = self._cut(number).words
        windows: list[Window] = []
        low = max(0, at - NEAR)
        for n, segment in enumerate(segments):
            reach = 24 if n == 0 else LONGEST_ELISION
            window = _fit(segment.words, tokens, low, low + len(segment.words) + reach)
            if window is None:
                return NOT_FOUND
            windows.append(window)
            low = window[1]
        return self._named(quoted, segments, number, windows)

    def _named(
        self, quoted: str, segments: Sequence[_Cut], number: int, windows: Sequence[Window]
    ) -> Verdict:
        source, stands = self.sources[self._given[number]], self._cut(number)
        start, end = stands.starts[windows[0][0]], stands.ends[windows[-1][1] - 1]
        differences: list[tuple[str, str]] = []
        kept = 0
        for segment, window in zip(segments, windows, strict=True):
            same, different = _differences(segment, stands, window)
            kept += same
            differences += different
        total = sum(len(segment.words) for segment in segments)
        grave = [pair for pair in differences if not _slight(*pair, source.language)]
        share = kept / total
        if len(segments) > 1 and not grave:
            name: Verbatim = "elided"
        elif not grave:
            same_text = _plain(quoted) in _plain(source.text[start : end + 1])
            name = "exact" if same_text and not differences else "normalised"
        elif share >= ALTERED or (total - kept <= 1 and total >= 3):
            name = "altered"
        elif share >= PARAPHRASE and total >= 5:
            name = "paraphrase"
        else:
            return NOT_FOUND
        return Verdict(name, source.key, start, end, round(share, 3), tuple(differences))


_RANK = {"exact": 5, "normalised": 4, "elided": 4, "altered": 3, "paraphrase": 2, "not_found": 0}


def _cut(text: str) -> _Cut:
    cut = cut_words([text])
    return _Cut(text, cut.hashes.tolist(), cut.starts.tolist(), cut.ends.tolist())


def _segments(quoted: str) -> list[_Cut]:
    """Words of a quotation, cut where it shows an elision.

    One letter in brackets is a changed capital and is read; longer brackets are the quoting
    author's own words and are taken for an elision.
    """
    plain = _BRACKET.sub(lambda m: m.group(1) if len(m.group(1)) <= 1 else " … ", quoted)
    parts = (_cut(part) for part in _ELISION.split(plain))
    return [part for part in parts if part.words]


def _fit(segment: Sequence[int], tokens: Sequence[int], low: int, high: int) -> Window | None:
    """The stretch of `tokens[low:high]` that a segment renders best; `None` if nothing fits."""
    stretch = tokens[low:high]
    size = len(segment)
    for n in range(len(stretch) - size + 1):
        if stretch[n] == segment[0] and list(stretch[n : n + size]) == list(segment):
            return low + n, low + n + size
    matched = [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in Levenshtein.opcodes(segment, stretch, score_hint=size)
        if op.tag == "equal"
    ]
    matched = _dense(matched, size)
    if not matched:
        return None
    first, last = matched[0], matched[-1]
    a = max(0, first[1] - first[0])
    b = min(len(stretch), last[1] + last[2] + size - (last[0] + last[2]))
    return _trimmed(segment, stretch, a, b, low) if b > a else None


def _trimmed(
    segment: Sequence[int], stretch: Sequence[int], a: int, b: int, low: int
) -> Window | None:
    """The part of `stretch[a:b]` nearest to the segment; of equals the longest, then the first."""
    slack = max(2, b - a - len(segment) + 1)
    options = [
        (Levenshtein.distance(segment, stretch[x:y]), x - y, x, y)
        for x in range(a, min(a + slack, b))
        for y in range(max(x + 1, b - slack), b + 1)
    ]
    _, _, x, y = min(options)
    return low + x, low + y


def _dense(matched: list[tuple[int, int, int]], size: int) -> list[tuple[int, int, int]]:
    """The run of matches that holds most words with no hole longer than the segment's half."""
    best: list[tuple[int, int, int]] = []
    run: list[tuple[int, int, int]] = []
    for match in matched:
        if run and match[1] - (run[-1][1] + run[-1][2]) > max(4, size // 2):
            best = max(best, run, key=_held)
            run = []
        run.append(match)
    best = max(best, run, key=_held)
    return best if _held(best) * 3 >= size else []


def _held(run: Sequence[tuple[int, int, int]]) -> int:
    return sum(length for _, _, length in run)


def _differences(quoted: _Cut, source: _Cut, window: Window) -> tuple[int, list[tuple[str, str]]]:
    """How many words are the same, and pairs (quoted words, words of the source) that differ.

    Neighbours that differ are taken together.
    """
    low, high = window
    kept = 0
    ranges: list[tuple[int, int, int, int]] = []
    joined = False
    for op in Levenshtein.opcodes(quoted.words, source.words[low:high]):
        if op.tag == "equal":
            kept += op.src_end - op.src_start
            joined = False
            continue
        first, stands = ranges.pop()[::2] if joined else (op.src_start, op.dest_start)
        ranges.append((first, op.src_end, stands, op.dest_end))
        joined = True
    return kept, [(quoted.said(a, b), source.said(low + c, low + d)) for a, b, c, d in ranges]


def _slight(quoted: str, stands: str, language: str | None) -> bool:
    """Whether a difference is one of division, or a misread letter that makes no word."""
    if quoted.replace(" ", "") == stands.replace(" ", ""):
        return True
    if not has_lemmas(language) or any(c.isdigit() for c in quoted + stands):
        return False
    if min(len(quoted), len(stands)) < 5 or Levenshtein.distance(quoted, stands) != 1:
        return False
    return not is_known(quoted, language) or not is_known(stands, language)


def _plain(text: str) -> str:
    """Text with white space folded, the punctuation before a closing mark left out."""
    return " ".join(text.split()).rstrip(".,;:!?")
