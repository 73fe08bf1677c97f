"""Find the words of a text that point to another paper.

Six forms are found, each a rule: a numbered paper ("Embtel 1041", "your 1127", "SNIE 11-10"), a
paper with its day ("your letter of March 6", "письмо от 6 марта с.г.", "the March 6 letter"), a
paper with its owner ("your letter"), a saying with its day ("I wrote to you on March 6"), a paper
with its sender ("Vorokhov's letter"), and one that was mentioned just before ("the same letter").

Blind spot:
    A paper that is named by neither number, day nor owner ("the note delivered by him").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from herewith.algorithms.date_phrases import FoundDate
from herewith.algorithms.references.numbers import Run, numbered_runs
from herewith.languages.lemmas import lemma
from herewith.languages.references import ReferenceWords, reference_words

__all__ = ["Place", "detect"]

BETWEEN_NOUN_AND_DATE = 48
"""Characters that may stand between a noun and the day that goes with it."""

BETWEEN_PARTIES = 90
"""The same where names of parties stand between: "letter from … to …, dated"."""

BETWEEN_OWNER_AND_NOUN = 32
"""Characters that may stand between "your" and the noun."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'-](?=[^\W\d_]))*")
_JOINED = re.compile(r"(?:[^.;:!?()—]|(?<=\b[A-ZА-ЯЁ])\.|(?<=\b[A-ZА-ЯЁ][a-zа-яё])\.|(?<=г-н)\.)*")
_ATTACHED = re.compile(
    r"(?:,\s+(?:с\s+)?котор\w+|,?\s*(?:which\s+)?(?:was\s+|is\s+)?"
    r"(?:(?:made|sent|delivered|issued|transmitted|handed|written|came|arrived|followed|went)\s+)?"
    r"(?:of|dated|от|made|sent|delivered|addressed|on|за|№|no\.?))?"
    r"[\s,(]*(?:the|last|this|your|my)?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Words that point to a paper: half-open offsets, and the rule that found them."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Noun:
    start: int
    end: int
    kind: str
    owner: int | None
    """Where the possessive begins that goes with it."""


def detect(
    text: str,
    dates: Sequence[FoundDate],
    language: str | None,
    *,
    numbers: Collection[str] = (),
    series: Collection[str] = (),
    skip: int = 0,
) -> tuple[Place, ...]:
    """All places of a text that point to another paper, in order, none overlapping.

    Args:
        text: reading text.
        dates: its dates, in order of place.
        language: ISO 639-1.
        numbers: numbers of papers held; a number that only a capitalised word introduces is a
            mention if it is one of them.
        series: names of the series of numbers held, in small letters.
        skip: characters at the head that are the paper's own heading.
    """
    words = reference_words(language)
    days = [d for d in dates if d.date.precision in ("day", "minute")]
    found = list(_numbered(text, days, words, numbers, series))
    nouns = _nouns(text, words)
    found += _dated(text, days, nouns, words)
    found += _owned(text, nouns, words)
    found += _said(text, days, words)
    found += _named(text, nouns, words)
    found += _same(text, nouns, words)
    return _without_overlap([place for place in found if place.start >= skip])


def _numbered(
    text: str,
    days: Sequence[FoundDate],
    words: ReferenceWords,
    numbers: Collection[str],
    series: Collection[str],
) -> list[Place]:
    """Numbered papers; a list of numbers is as many mentions as it has numbers."""
    out: list[Place] = []
    for run in numbered_runs(text, days, words):
        if run.copied:
            continue
        for n, (start, end, value) in enumerate(run.values):
            known = value in numbers and len(value) > 1 and _may_be_series(run, series)
            if run.sure or known:
                begin = start if n else run.start
                out.append(Place(begin, _with_date(text, end, days), "numbered"))
    return out


def _may_be_series(run: Run, series: Collection[str]) -> bool:
    """Whether the word before a number may name its series: no numeral, no unknown code."""
    place = run.head.place
    if "." in place:
        return True
    if re.fullmatch(r"[IVXLC]+", place):
        return False
    return not (place.isupper() and len(place) < 4) or place.lower() in series


def _with_date(text: str, end: int, days: Sequence[FoundDate]) -> int:
    """The end of a mention, the day that follows right behind it included."""
    at = bisect_left(days, end, key=lambda d: d.start)
    if at < len(days) and days[at].start - end <= 12:
        between = text[end : days[at].start]
        if re.fullmatch(r",?\s*(?:(?:of|dated|от)\s+)?", between):
            return days[at].end
    return end


def _nouns(text: str, words: ReferenceWords) -> list[_Noun]:
    """Words for papers, each with the possessive right before it."""
    out: list[_Noun] = []
    owner: int | None = None
    owner_end = 0
    for token in _WORD.finditer(text):
        kind = _read(token.group(), words.language)
        if not kind:
            continue
        if kind == _OWNER:
            owner, owner_end = token.start(), token.end()
            continue
        near = owner is not None and token.start() - owner_end <= BETWEEN_OWNER_AND_NOUN
        own = (
            owner
            if near and _JOINED.fullmatch(text, owner_end, token.start()) is not None
            else None
        )
        out.append(_Noun(token.start(), token.end(), kind, own))
        owner = None
    return out


_OWNER = "-"


@lru_cache(maxsize=200_000)
def _read(word: str, language: str) -> str:
    """What a word is to a mention: `-` a possessive, the kind of a noun for papers, or nothing."""
    words = reference_words(language)
    lower = word.lower()
    form = lemma(lower, language)
    if (words.owners.get(lower) or words.owners.get(form)) in ("mine", "yours"):
        return _OWNER
    if language == "en" and lower.endswith("ed"):
        return ""  # replied, noted, cabled: what somebody did
    return words.nouns.get(lower) or words.nouns.get(form, "")


def _dated(
    text: str, days: Sequence[FoundDate], nouns: Sequence[_Noun], words: ReferenceWords
) -> list[Place]:
    """A paper with its day behind or before it."""
    out: list[Place] = []
    starts = [noun.start for noun in nouns]
    for day in days:
        at = bisect_left(starts, day.start)
        before = nouns[at - 1] if at else None
        if before is not None and day.start - before.end <= BETWEEN_PARTIES:
            between = text[before.end : day.start]
            direct = len(between) <= BETWEEN_NOUN_AND_DATE and bool(_ATTACHED.fullmatch(between))
            addressed = before.owner is not None or before.kind in words.strong
            addressed = addressed or bool(_CLAUSE.match(between))
            if direct or (addressed and _names_parties(between)):
                start = before.owner if before.owner is not None else before.start
                out.append(Place(start, day.end, "dated"))
                continue
        behind = nouns[at] if at < len(nouns) else None
        if behind is not None and behind.kind in words.strong:
            between = text[day.end : behind.start]
            if re.fullmatch(r"[ \u00a0]+(?:[a-zа-я-]+[ \u00a0])?", between):
                out.append(Place(day.start, behind.end, "dated"))
    return out


def _names_parties(between: str) -> bool:
    """Whether only names, and words that lead to them, stand between a noun and its day."""
    if not _JOINED.fullmatch(between):
        return False
    small = [w for w in _WORD.findall(between) if w[0].islower()]
    return all(w in _LEADING for w in small) and bool(_LED.search(between))


_LED = re.compile(r"\b(?:of|dated|от|(?:made|sent|wrote|addressed|delivered|issued)\s+on)\s*$")
_CLAUSE = re.compile(r",?\s+(?:which|that)\s")
_LEADING = frozenset(
    [
        "which",
        "that",
        "made",
        "sent",
        "wrote",
        "addressed",
        "delivered",
        "issued",
        "on",
        "of",
        "from",
        "to",
        "the",
        "dated",
        "by",
        "for",
        "in",
        "and",
        "от",
        "к",
        "из",
        "на",
        "имя",
        "г-на",
        "г-ну",
        "президента",
        "президенту",
    ]
)


_CLOSING = re.compile(r"(?:yours|ours|mine)\b", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:letters|messages|notes|replies|answers|responses|telegrams|cables|memos)$"
)
_OWN_ANSWER = re.compile(r"our\b.*\b(?:reply|answer|response)$", re.IGNORECASE | re.DOTALL)
_IN_ANSWER = re.compile(r"\bin\s+(?:reply|answer|response)$", re.IGNORECASE)


def _owned(text: str, nouns: Sequence[_Noun], words: ReferenceWords) -> list[Place]:
    """A paper with its owner only: one, and not what somebody says "in reply"."""
    out = []
    for noun in nouns:
        if noun.owner is None or noun.kind not in words.strong:
            continue
        said = text[noun.owner : noun.end]
        if not (
            _CLOSING.match(said)
            or _MANY.search(said.lower())
            or _OWN_ANSWER.match(said)
            or _IN_ANSWER.search(said)
        ):
            out.append(Place(noun.owner, noun.end, "owned"))
    return out


def _named(text: str, nouns: Sequence[_Noun], words: ReferenceWords) -> list[Place]:
    """A paper with the name of who wrote it only: "Vorokhov's letter", "a letter from Vorokhov"."""
    out = []
    for noun in nouns:
        if noun.owner is not None or noun.kind not in words.strong:
            continue
        before = _GENITIVE.search(text, max(0, noun.start - 50), noun.start)
        behind = _FROM_NAME[words.language].match(text, noun.end)
        if before is not None:
            out.append(Place(before.start(), noun.end, "named"))
        elif behind is not None:
            out.append(Place(noun.start, behind.end(), "named"))
    return out


_GENITIVE = re.compile(r"(?:[A-Z][\w.-]*\s+){0,2}[A-Z][\w-]+['’]s?\s+(?:[a-z]+\s+)?$")
_FROM_NAME = {
    "en": re.compile(r"\s+from\s+(?:the\s+)?(?:[A-Z][\w’'-]+\s?){1,3}(?<=\w)"),
    "ru": re.compile(r"\s+от\s+(?:[А-ЯЁ][\w-]+\s?){1,3}(?<=\w)"),
}


def _same(text: str, nouns: Sequence[_Noun], words: ReferenceWords) -> list[Place]:
    """A paper that was mentioned just before: "the same letter"."""
    cue = "|".join(re.escape(one) for one in words.relation["same"])
    before = re.compile(rf"(?<!\w)(?:{cue})\s+$", re.IGNORECASE)
    out = []
    for noun in nouns:
        found = before.search(text, max(0, noun.start - 12), noun.start)
        if found is not None and noun.kind in words.strong:
            out.append(Place(found.start(), noun.end, "same"))
    return out


def _said(text: str, days: Sequence[FoundDate], words: ReferenceWords) -> list[Place]:
    """ "I wrote to you on March 6": a saying with its day."""
    out: list[Place] = []
    for day in days:
        low = max(0, day.start - SAID_BEFORE)
        for match in _saying(words.language).finditer(text, low, day.start):
            between = text[match.end() : day.start]
            if _SAID_TO.fullmatch(between):
                out.append(Place(match.start(), day.end, "said"))
    return out


SAID_BEFORE = 60
"""Characters before a day in which a saying begins."""

_SAID_TO = re.compile(
    r"(?:\s+(?i:to|you|me|us|on|by|вам|мне|нам|writing)|\s+(?:[A-Z][a-z]*\.?|[А-ЯЁ][а-яё]*\.?)){0,6},?"
    r"(?:\s+on)?\s+"
)


@cache
def _saying(language: str) -> re.Pattern[str]:
    """Any of the words by which a language says that somebody wrote."""
    verbs = reference_words(language).verbs
    said = {*verbs["mine"], *verbs["yours"], *verbs["theirs"]}
    cues = sorted(said, key=lambda cue: (-len(cue), cue))
    spaced = (r"\s+".join(re.escape(word) for word in cue.split()) for cue in cues)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})\b", re.IGNORECASE)


def _without_overlap(found: Sequence[Place]) -> tuple[Place, ...]:
    """The longest of overlapping places."""
    chosen: list[Place] = []
    rank = {"numbered": 0, "dated": 1, "said": 2, "owned": 3, "same": 4, "named": 5}
    for place in sorted(found, key=lambda p: (rank[p.rule], p.start - p.end, p.start)):
        n = bisect_left(chosen, place.start, key=lambda p: p.start)
        after = n == len(chosen) or chosen[n].start >= place.end
        if after and (n == 0 or chosen[n - 1].end <= place.start):
            chosen.insert(n, place)
    return tuple(chosen)
