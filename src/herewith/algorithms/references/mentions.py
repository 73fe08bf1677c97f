"""Read what a mention says: kind, numbers, dates, whose paper it is, who is named.

A mention is read from its end backwards, since English and Russian put what tells most (number,
date) last. How far a number or date stands from the end is kept: the farther, the less it counts.

Blind spot:
    A mention whose date stands in another sentence is read without it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from herewith.algorithms.date_phrases import FoundDate
from herewith.algorithms.references.names import word_keys
from herewith.algorithms.references.numbers import (
    CORRECTED,
    NO_HEAD,
    Head,
    noun_of,
    number_key,
    numbered_runs,
    without_codes,
)
from herewith.languages.lemmas import lemma
from herewith.languages.references import ReferenceWords, reference_words

__all__ = ["Mentioned", "Near", "Numbered", "read_mention"]

REACH = 190
"""Characters before the end of a mention that are read."""

NUMBER_REACH, DATE_REACH, NOUN_REACH = 60, 95, 115
"""How far before the end a number, a date, and a noun or owner may stand."""

AFTER = 28
"""Characters behind a mention in which its date may follow, where it has none itself."""

_TOKEN = re.compile(r"[^\W\d_](?:[\w.’'&/-]*\w)?\.?|№|#")
_STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?][”»\"]?\s+(?=[^\W\d_a-zа-яё])|\n\s*\n")
_ALSO = re.compile(
    r"(?:\s+to\s+[A-Z]\w+(?:\s[A-Z]\w+)?)?\s*[,(]?\s*(?:and\s+)?(?:repeated|rptd|rpt|info|\((?=\d))",
    re.IGNORECASE,
)
_AHEAD_NUMBER = re.compile(r"(?<![\d/–-])(\d{2,5})(?![\d/–-])")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that a mention cites: its series (small letters) or nothing, and its distance."""

    series: str
    value: str
    distance: int
    last: bool
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """A day that a mention gives: possible days, the likeliest first, and its distance.

    `apart` is set where another paper's noun stands between the day and the end, `handed` where
    the words before it say that the paper was delivered or received on it.
    """

    days: tuple[datetime.date, ...]
    distance: int
    sure_year: bool
    written: str
    apart: bool = False
    handed: bool = False


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a mention says. Offsets are into the text it stands in.

    `owner` is `mine`, `yours`, `theirs` or empty; `side` is whose cable it is (`department`,
    `post`); `series` keys of the place or name before a number; `senders`/`addressees` keys of
    names behind "from" and "to"; `names` keys of all names near; `around` telling words of the
    sentence. `relation` is `before`, `after` or empty.
    """

    start: int
    end: int
    text: str
    kind: str
    owner: str
    side: str
    numbers: tuple[Numbered, ...]
    dates: tuple[Near, ...]
    series: frozenset[str]
    senders: frozenset[str]
    addressees: frozenset[str]
    names: frozenset[str]
    around: frozenset[str]
    relation: str
    received: bool
    attached: bool
    ordinal: int = 0
    """1 for "your first letter", 2 for "your second letter", and so on; 0 if none is said."""
    copies: tuple[str, ...] = ()
    """Numbers under which the paper went to others: "repeated Paris 18"."""
    toward: bool = False
    """Whether `series` is the place to which the paper went, not whose it is."""

    @property
    def is_explicit(self) -> bool:
        """Whether it gives a number or a date."""
        return bool(self.numbers or self.dates)


def read_mention(
    text: str,
    end: int,
    dates: Sequence[FoundDate],
    language: str | None,
    *,
    written: datetime.date | None,
    named_from: int | None = None,
) -> Mentioned:
    """What the words before an offset say of a paper.

    Args:
        text: the text that mentions.
        end: where the words of the mention end.
        dates: dates of the text, in order of place.
        language: ISO 639-1.
        written: the day of the text, from which missing years are counted back.
        named_from: where the mention begins, if that is known.
    """
    words = reference_words(language)
    low = max(0, end - REACH, text.rfind("\n\n", 0, end) + 1)
    said = text[low:end]
    inner = low if named_from is None else max(low, named_from)
    own = text[inner:end]
    near = [d for d in dates if inner <= d.start and d.end <= end]
    near = without_codes(own, near, offset=inner)
    numbers, copies, head, first = _numbers(own, inner, near, words)
    copies += _copies(text, end, dates, numbers)
    given = _dates(text, end, dates, near, written, words, inner)
    noun, noun_at = _noun(own, words)
    whose = head.owner
    if not numbers:
        whose = _owner(own, noun_at, words) or _said_behind(text, end, words)
    named = said[max(0, len(said) - NOUN_REACH) :]
    behind = own[noun_at:] if noun_at >= 0 else said[-60:]
    wrote = _wrote(text, end, words)
    ordinal = _ordinal(own[max(0, noun_at - 24) : noun_at] if noun_at >= 0 else "", words)
    return Mentioned(
        start=inner + min(first, noun_at if noun_at >= 0 else first),
        end=end,
        text=said,
        kind=head.kind or noun,
        owner=whose,
        side=head.side,
        toward=head.toward,
        numbers=numbers,
        copies=copies,
        dates=given,
        series=word_keys(head.place, words.language) | frozenset({head.place.lower()} - {""}),
        senders=_behind(behind, words.senders, language) | _genitive(named, language) | wrote[0],
        addressees=_behind(behind, words.addressees, language) | wrote[1],
        names=word_keys(named, language, capital=True),
        around=word_keys(said, language),
        relation=_relation(said[-70:].lower(), words),
        received=any(cue in said.lower() for cue in words.verbs["received"]),
        attached=any(
            re.search(rf"\b{cue}\b", said[-60:].lower()) for cue in sorted(words.enclosure)
        ),
        ordinal=ordinal,
    )


def _numbers(
    said: str, low: int, dates: Sequence[FoundDate], words: ReferenceWords
) -> tuple[tuple[Numbered, ...], tuple[str, ...], Head, int]:
    """Numbers near the end, those of copies, the words before the last, and where these begin."""
    out: list[Numbered] = []
    copies: list[str] = []
    last, first = NO_HEAD, len(said)
    for run in numbered_runs(said, dates, words, offset=low):
        distance = len(said) - run.end
        if run.copied and out:
            out = [replace(n, distance=distance) if n.last else n for n in out]
            copies += [value for _, _, value in run.values]
            continue
        last, first = run.head, min(first, run.start)
        copies = []
        out = [replace(n, last=False) for n in out]
        series = last.title or last.place.lower()
        final = len(run.values) - 1
        out += [
            Numbered(series, value, distance, n == final, run.corrected and n == final)
            for n, (_, _, value) in enumerate(run.values)
        ]
    out = sorted((n for n in out if n.distance <= NUMBER_REACH), key=lambda n: n.distance)
    if not out:
        return (), (), NO_HEAD, len(said)
    return tuple(out), tuple(copies), last, first


def _copies(
    text: str, end: int, dates: Sequence[FoundDate], numbers: Sequence[Numbered]
) -> tuple[str, ...]:
    """Numbers of copies right behind a mention: "Deptel 4308 to Saigon (repeated Paris 3507)"."""
    behind = text[end : end + AFTER + 20]
    if not numbers or numbers[0].distance > 12 or not _ALSO.match(behind):
        return ()
    stop = min([m.start() for m in _STOP.finditer(behind)] + [len(behind)])
    busy = [(d.start - end, d.end - end) for d in dates]
    found = [
        m[1]
        for m in _AHEAD_NUMBER.finditer(behind, 0, stop)
        if not any(a <= m.start() < b for a, b in busy)
    ]
    return tuple(number_key(value) for value in found[:2])


def _noun(said: str, words: ReferenceWords) -> tuple[str, int]:
    """The last noun for a paper and where it begins; nothing and -1 if there is none."""
    tail = max(0, len(said) - NOUN_REACH)
    best = ("", -1)
    for token in _TOKEN.finditer(said, tail):
        noun = noun_of(token.group().rstrip(".").lower(), words)
        if noun:
            best = (noun, token.start())
    for phrase, kind in words.nouns.items():
        if " " in phrase and (place := said.lower().rfind(phrase)) >= max(tail, best[1] - 24):
            best = (kind, place)
    return best


def _owner(said: str, noun_at: int, words: ReferenceWords) -> str:
    """Whose paper: the possessive nearest before the noun, else who wrote or said."""
    tail = max(0, len(said) - NOUN_REACH)
    stop = noun_at if noun_at >= 0 else len(said)
    found = ""
    for token in _TOKEN.finditer(said, tail, stop):
        bare = token.group().lower()
        whose = words.owners.get(bare) or words.owners.get(lemma(bare, words.language), "")
        if whose and stop - token.end() < 45:
            found = whose
    if found:
        return found
    lower = said[tail:].lower()
    spoken = {
        kind: max((lower.rfind(v) for v in words.verbs[kind]), default=-1)
        for kind in ("mine", "yours")
    }
    kind = max(spoken, key=lambda k: spoken[k])
    return kind if spoken[kind] >= 0 else ""


def _said_behind(text: str, end: int, words: ReferenceWords) -> str:
    """Who wrote, where that is said right behind a mention: "On May 3 I wrote you"."""
    behind = text[end : end + AFTER].lower().lstrip(" ,")
    for kind in ("mine", "yours"):
        if any(behind.startswith(verb) for verb in words.verbs[kind]):
            return kind
    return ""


def _dates(
    text: str,
    end: int,
    dates: Sequence[FoundDate],
    near: Sequence[FoundDate],
    written: datetime.date | None,
    words: ReferenceWords,
    low: int,
) -> tuple[Near, ...]:
    """Days near the end, the nearest first."""
    out: list[Near] = []
    for date in near:
        if end - date.end <= DATE_REACH and date.date.precision in ("day", "minute"):
            apart = any(
                noun_of(token.group().rstrip(".").lower(), words)
                for token in _TOKEN.finditer(text, date.end + 8, end)
            ) or ";" in text[date.end : end].rstrip("; ")
            handed = _handed(text, date, low, words)
            out += [replace(n, apart=apart, handed=handed) for n in _near(text, date, end, written)]
    said = text[low:end].lower()
    for phrase, shift in words.days.items():
        found = said.rfind(phrase)
        if _STOP.search(text, low + max(0, found), end):
            continue
        if found >= 0 and written and end - low - found <= DATE_REACH:
            day = written + datetime.timedelta(days=shift)
            out.append(Near((day,), len(said) - found - len(phrase), True, phrase))
    if not out:
        behind = [d for d in dates if end <= d.start and d.end <= end + AFTER]
        for date in behind[:1]:
            between = text[end : date.start]
            if "." not in between and date.date.precision in ("day", "minute"):
                out += _near(text, date, end, written)
    return tuple(sorted(out, key=lambda n: n.distance))


def _handed(text: str, date: FoundDate, low: int, words: ReferenceWords) -> bool:
    """Whether the words before a day say that something was delivered or received on it."""
    before = text[max(low, date.start - 70) : date.start].lower()
    stop = max((m.end() for m in _STOP.finditer(before)), default=0)
    spoken = max((before.rfind(word, stop) for word in words.verbs["handed"]), default=-1)
    if spoken < 0:
        return False
    nouns = [
        m.start()
        for m in _TOKEN.finditer(before, spoken)
        if noun_of(m.group().rstrip(".").lower(), words)
    ]
    return not nouns


def _near(text: str, date: FoundDate, end: int, written: datetime.date | None) -> list[Near]:
    """The days a date may mean: a year left out is counted back from the day of the text."""
    day = date.date.earliest
    options = [day]
    open_year = date.date.inferred.startswith("year") or date.date.edtf.startswith("XXXX")
    if date.date.edtf.startswith("XXXX"):
        options = []
    if open_year and written:
        month, number = int(date.date.edtf[5:7]), int(date.date.edtf[8:10])
        options = [
            made
            for year in (written.year, written.year - 1, written.year + 1)
            if (made := _day(year, month, number)) is not None
        ]
        past = [d for d in options if d <= written + datetime.timedelta(days=12)]
        options = [*sorted(past, reverse=True), *[d for d in options if d not in past]][:2]
    options += [
        alternative.earliest
        for alternative in date.alternatives
        if alternative.earliest not in options
    ]
    correction = CORRECTED.match(text, date.end)
    if correction:
        moved = [_day(d.year, d.month, int(correction[1])) for d in options]
        options = [d for d in moved[:1] if d is not None] + options
    if not options:
        return []
    return [Near(tuple(options), abs(end - date.end), not open_year, text[date.start : date.end])]


def _day(year: int, month: int, number: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


def _behind(said: str, prepositions: Sequence[str], language: str | None) -> frozenset[str]:
    """Keys of names that stand behind one of some prepositions."""
    if not prepositions:
        return frozenset()
    pattern = (
        rf"\b(?:{'|'.join(prepositions)})\s+(?:the\s+)?((?:[^\W\d_a-zа-я][\w.’'-]+\s*){{1,4}})"
    )
    return frozenset().union(*(word_keys(m[1], language) for m in re.finditer(pattern, said)))


_NAME = r"((?:[^\W\d_a-zа-яё][\w.’'-]+\s*){1,4})"


def _wrote(text: str, end: int, words: ReferenceWords) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of who wrote to whom, where that follows: "which Chairman … addressed to the …"."""
    behind = text[end : end + 110]
    stop = min([m.start() for m in _STOP.finditer(behind)] + [len(behind)])
    which = "|".join(words.relation["which"])
    wrote = "|".join(words.relation["wrote"])
    found = re.match(rf",?\s+(?:{which})\s+{_NAME}(?:\w+\s+)?(?:{wrote})\b", behind[:stop])
    if found is None:
        return frozenset(), frozenset()
    to = "|".join(words.addressees) or "(?!)"
    whom = re.match(rf"\s+(?:{to})\s+(?:the\s+)?{_NAME}", behind[found.end() : stop])
    return (
        word_keys(found[1], words.language),
        word_keys(whom[1], words.language) if whom else frozenset(),
    )


def _ordinal(before: str, words: ReferenceWords) -> int:
    """Which of several letters: the ordinal right before the noun."""
    for token in reversed(list(_TOKEN.finditer(before))):
        word = token.group().lower()
        found = words.ordinals.get(word) or words.ordinals.get(lemma(word, words.language), 0)
        if found:
            return found
    return 0


def _genitive(said: str, language: str | None) -> frozenset[str]:
    """Keys of names with 's, whose papers they may be."""
    found = re.findall(r"\b([A-Z][\w-]+)['’]s?\b", said)
    return frozenset().union(*(word_keys(name, language) for name in found))


def _relation(said: str, words: ReferenceWords) -> str:
    """Whether the paper is said to come right before or after."""
    places = {
        kind: max((said.rfind(f"{word} ") for word in words.relation[kind]), default=-1)
        for kind in ("before", "after")
    }
    best = max(places, key=lambda k: places[k])
    return best if places[best] >= 0 else ""
