"""Is a quotation verbatim, and where does it stand?

Method:
    Word trigrams of the sources are kept in one sorted array. The trigrams of a quotation vote
    for sources and places; at the best places its words are aligned with the source's by edit
    distance, segment by segment where dots or brackets show an elision. What the alignment
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
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from herewith.algorithms.wording import Wording, hashed, words
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

COMMON = 2000
"""Places of a trigram beyond which it tells nothing."""

FORWARD = 1 << 20
"""Added to the number of a word, which may lie before the first one."""

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


class Verifier:
    """An index over sources that answers where quoted words stand."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        self.wording = Wording([source.text for source in self.sources])
        self._number = {source.key: n for n, source in enumerate(self.sources)}
        self._frequency = self.wording.frequencies()
        grams, owner, place = self.wording.runs(3)
        order = np.argsort(grams, kind="stable")
        self._grams, self._owner, self._place = grams[order], owner[order], place[order]

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
            order = (_RANK[verdict.verbatim], verdict.share, int(number in claimed), -number)
            if best is None or order > best[0]:
                best = order, verdict
        return best[1] if best else NOT_FOUND

    def _is_telling(self, verdict: Verdict, segments: Sequence[list[str]]) -> bool:
        """Whether the words that agree can hardly stand there by chance.

        The chance of a run of words is the product of their frequencies; times all places of the
        sources it is how often it is expected. Asked only of places that are not cited.
        """
        if verdict.key is None or verdict.verbatim in ("exact", "normalised"):
            return verdict.key is not None
        if verdict.verbatim == "paraphrase" or verdict.share < UNCITED:
            return False
        source = self.sources[self._number[verdict.key]]
        stands = Counter(w for w, _, _ in words(source.text[verdict.start : verdict.end]))
        agreed = stands & Counter(word for segment in segments for word in segment)
        total = float(self._frequency.sum())
        told = sum(
            n * -math.log(self._frequency[self.wording.number(word) or 0] / total)
            for word, n in agreed.items()
        )
        return told - math.log(total) >= BEYOND_CHANCE

    def _places(
        self, segments: Sequence[list[str]], claimed: set[int], barred: set[int]
    ) -> list[tuple[int, int]]:
        """Sources and word numbers at which the quotation may begin, the likeliest first."""
        votes = self._votes(segments)
        for number in claimed:
            for start, count in self._by_words(segments, number).items():
                votes[number, start] += count
        allowed = [item for item in votes.items() if item[0][0] not in barred]
        likely = sorted(allowed, key=lambda item: (-item[1], item[0]))
        return [place for place, _ in likely[:PLACES]]

    def _votes(self, segments: Sequence[list[str]]) -> Counter[tuple[int, int]]:
        """How many trigrams of a quotation stand in line near a place of a source."""
        sources: list[NDArray[np.int64]] = []
        starts: list[NDArray[np.int64]] = []
        offset = 0
        for segment in segments:
            known = [self.wording.number(word) for word in segment]
            row = np.array([-1 if one is None else one for one in known], dtype=np.int32)
            for n, gram in enumerate(hashed(row, 3)):
                low = int(np.searchsorted(self._grams, gram, side="left"))
                high = int(np.searchsorted(self._grams, gram, side="right"))
                if (row[n : n + 3] >= 0).all() and high - low <= COMMON:
                    sources.append(self._owner[low:high].astype(np.int64))
                    starts.append((self._place[low:high].astype(np.int64) - n - offset) // 8 * 8)
            offset += len(segment)
        if not sources:
            return Counter()
        keys = (np.concatenate(sources) << 32) | (np.concatenate(starts) + FORWARD)
        found, counts = np.unique(keys, return_counts=True)
        best = np.argsort(-counts, kind="stable")[: 50 * PLACES]
        return Counter(
            {
                (int(found[i]) >> 32, (int(found[i]) & 0xFFFFFFFF) - FORWARD): int(counts[i])
                for i in best
            }
        )

    def _by_words(self, segments: Sequence[list[str]], number: int) -> dict[int, int]:
        """Places of one source where many single words of the first segment stand in line."""
        ids = self.wording.rows[number]
        votes: Counter[int] = Counter()
        for n, word in enumerate(segments[0]):
            known = self.wording.number(word)
            if known is not None:
                for at in np.flatnonzero(ids == known).tolist():
                    votes[(at - n) // 8 * 8] += 1
        least = max(1, len(segments[0]) // 3)
        likely = sorted((-count, start) for start, count in votes.items() if count >= least)
        return {start: -count for count, start in likely[:6]}

    def _judge(self, quoted: str, segments: Sequence[list[str]], number: int, at: int) -> Verdict:
        """Align the segments with one source near a place and name the result."""
        tokens = self.wording.plain(number)
        windows: list[Window] = []
        low = max(0, at - 8)
        for n, segment in enumerate(segments):
            reach = 24 if n == 0 else LONGEST_ELISION
            window = _fit(segment, tokens, low, low + len(segment) + reach)
            if window is None:
                return NOT_FOUND
            windows.append(window)
            low = window[1]
        return self._named(quoted, segments, number, windows)

    def _named(
        self, quoted: str, segments: Sequence[list[str]], number: int, windows: Sequence[Window]
    ) -> Verdict:
        source, places = self.sources[number], self.wording.words(number)
        start, end = places[windows[0][0]][1], places[windows[-1][1] - 1][2]
        differences: list[tuple[str, str]] = []
        kept = 0
        for segment, (a, b) in zip(segments, windows, strict=True):
            stands = [word for word, _, _ in places[a:b]]
            kept += sum(
                op.src_end - op.src_start
                for op in Levenshtein.opcodes(segment, stands)
                if op.tag == "equal"
            )
            differences += _differences(segment, stands)
        total = sum(len(segment) for segment in segments)
        grave = [pair for pair in differences if not _slight(*pair, source.language)]
        share = kept / total
        if len(segments) > 1 and not grave:
            name: Verbatim = "elided"
        elif not grave:
            same = _plain(quoted) in _plain(source.text[start : end + 1])
            name = "exact" if same and not differences else "normalised"
        elif share >= ALTERED or (total - kept <= 1 and total >= 3):
            name = "altered"
        elif share >= PARAPHRASE and total >= 5:
            name = "paraphrase"
        else:
            return NOT_FOUND
        return Verdict(name, source.key, start, end, round(share, 3), tuple(differences))


_RANK = {"exact": 5, "normalised": 4, "elided": 4, "altered": 3, "paraphrase": 2, "not_found": 0}


def _segments(quoted: str) -> list[list[str]]:
    """Words of a quotation, cut where it shows an elision.

    One letter in brackets is a changed capital and is read; longer brackets are the quoting
    author's own words and are taken for an elision.
    """
    plain = _BRACKET.sub(lambda m: m.group(1) if len(m.group(1)) <= 1 else " … ", quoted)
    parts = ([w for w, _, _ in words(part)] for part in _ELISION.split(plain))
    return [part for part in parts if part]


def _fit(segment: Sequence[str], tokens: Sequence[str], low: int, high: int) -> Window | None:
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
    segment: Sequence[str], stretch: Sequence[str], a: int, b: int, low: int
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


def _differences(quoted: Sequence[str], stands: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs (quoted words, words of the source) where both differ, neighbours taken together."""
    out: list[tuple[str, str]] = []
    joined = False
    for op in Levenshtein.opcodes(quoted, stands):
        if op.tag == "equal":
            joined = False
            continue
        said = quoted[op.src_start : op.src_end]
        real = stands[op.dest_start : op.dest_end]
        if joined:
            before = out.pop()
            said, real = [*before[0].split(), *said], [*before[1].split(), *real]
        out.append((" ".join(said), " ".join(real)))
        joined = True
    return out


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
