"""Numbers of papers in running text, with the words that make them one.

"Embtel 1041", "your telegrams 12 and 14", "Tel Aviv's 754", "NSC 5412/2", "telegram 72 [27]".
A number is a paper's if a word before it says so; a list goes on where nothing but separators,
days and the word "repeated" stand between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from herewith.algorithms.date_phrases import FoundDate
from herewith.languages.lemmas import lemma
from herewith.languages.references import ReferenceWords

__all__ = [
    "CORRECTED",
    "NO_HEAD",
    "Head",
    "Run",
    "noun_of",
    "number_key",
    "numbered_runs",
    "without_codes",
]

_RUN = re.compile(
    r"(?:(?<![\w–-])(?P<code>[A-Z][A-Za-z/]{0,11})[–-])?"
    r"(?<![\d.,:/$£])(?<!\d[–-])(?P<first>\d{1,6}(?:[–/-]\d{1,4})*)(?:[A-Z]\b)?"
    r"(?P<rest>(?:(?:\s*[,;]\s*(?:and\s+)?|\s+(?:and|&|through|и)\s+|\s*[–-]\s*)\d{1,6}\b)*)"
    r"(?!\w|[.,:]\d|[%°])"
)
_CODED = re.compile(r"\b[A-Z]{2,}[A-Za-z/]*[ –-]\d{1,4}[–/-]\d[\d–/-]*")
_LISTED = re.compile(
    r"(?:[\s,;&/]|and|through|\[\d+\]|\b(?:repeated|rptd|info|of|dated|to|sent|the)\b|и)*"
    r"(?:[A-Z][a-z]+)?(?:[\s,;&/]|and)*"
)
_TOKEN = re.compile(r"[^\W\d_](?:[\w.’'&/-]*\w)?\.?|№|#")
_FIGURES = re.compile(r"\d{1,6}(?:[–/-]\d{1,4})*")
_COPIED = re.compile(r"\b(?:repeated|rptd|rpt|info|information|sent)\b", re.IGNORECASE)
_CLOSED = re.compile(
    r"\s*(?:[.,;:)\]\0]|$|(?:and|of|re|para\w*|dated|repeated|rptd|to|from|which|was|и|от)\b)"
)
CORRECTED = re.compile(r"\s*\[\s*(\d{1,6})(?:st|nd|rd|th)?\s*\]")
"""An editor's correction right behind a number or day."""

_NUMBER_WORDS = frozenset({"no", "nos", "number", "numbers", "nr", "№", "#", "num"})
_AIRGRAMS = frozenset({"A", "G"})
"""Single letters before a dash that are a series of papers; others are names of things."""


def number_key(written: str) -> str:
    """A number in its normal form: no leading zeros, one kind of dash.

    >>> number_key("0626"), number_key("812–66")
    ('626', '812-66')
    """
    return written.replace("–", "-").lstrip("0") or "0"


@dataclass(frozen=True, slots=True)
class Head:
    """The words before a number that make it a paper's number.

    `named` says that a word for a paper, or an abbreviation of one, is among them, `toward` that
    the paper went to the place. `title` are the initials of a title such as "National Security
    Action Memorandum No.", in small letters.
    """

    kind: str
    owner: str
    side: str
    place: str
    start: int
    named: bool = False
    toward: bool = False
    title: str = ""


def _head(before: str, code: str, words: ReferenceWords) -> Head | None:
    """What stands before a number; `None` if nothing says that it is a paper's number.

    Offsets are into `before`.
    """
    if code and not (code.isupper() and len(code) > 1) and code not in _AIRGRAMS:
        return None
    found = Head("", "", "", code, len(before))
    told = bool(code)
    short: Head | None = None
    edge = len(before)
    for token in reversed(list(_TOKEN.finditer(before))[-6:]):
        word = token.group()
        gap = before[token.end() : edge]
        if gap.strip(" \t\u00a0[]") or (told and word.endswith(".") and len(word) > 5):
            break
        if short is None and found.place and word.lower() in words.relation["toward"]:
            short, edge = found, token.start()
            found = replace(found, toward=True)
            continue
        more = _read_word(found, word, words, told)
        if more is None:
            break
        told = told or more is not found
        edge = token.start()
        found = replace(more, start=edge)
    if short is not None and not (found.named or found.owner or found.side):
        found = short
    if not told:
        return None
    owner = found.owner if found.owner != "ref" else ""
    titled = _TITLED.search(before) if found.named else None
    initials = "".join(word[0] for word in titled[1].split()).lower() if titled else ""
    return replace(found, kind=found.kind or _usual(found), owner=owner, title=initials)


_TITLED = re.compile(r"((?:[A-ZА-ЯЁ][a-zа-яё]+\s+){2,5})(?:N[oO]s?\.?\s*|№\s*)?$")
"""A title of several words right before a number."""


def _usual(head: Head) -> str:
    """The kind of a numbered paper that no word names: a telegram, unless a code stands there."""
    coded = head.place.isupper() and len(head.place) > 1 and not (head.owner or head.side)
    return "" if coded else "telegram"


def _read_word(found: Head, word: str, words: ReferenceWords, told: bool) -> Head | None:
    """The head with one more word before it; the same head for "No."; `None` if it ends here."""
    bare = re.sub(r"['’]s?$", "", word.rstrip("."))
    lower = bare.lower()
    if (lower in words.not_places and not told) or re.fullmatch(r"[A-Za-z]\.", word):
        return None
    if lower in words.months:
        return None
    if lower in _NUMBER_WORDS:
        return found
    if lower in words.cables:
        whose = words.cables[lower]
        kind = found.kind or "telegram"
        if whose in ("department", "post"):
            return replace(found, side=whose, kind=kind, named=True)
        return replace(found, owner=whose, kind=kind, named=True)
    if noun := noun_of(lower, words):
        return replace(found, kind=found.kind or noun, named=noun in _NUMBERED or found.named)
    if lower in words.owners:
        return replace(found, owner=words.owners[lower])
    if lower in words.department_words or word.lower() in words.department_words:
        return replace(found, side="department")
    if lower in words.post_words:
        return replace(found, side="post")
    if bare[0].isupper() and lower not in words.not_places and found.place.count(" ") < 1:
        return replace(found, place=f"{bare} {found.place}".strip())
    return None


_NUMBERED = frozenset(
    {
        "telegram",
        "airgram",
        "despatch",
        "memorandum",
        "note",
        "letter",
        "message",
        "instruction",
        "estimate",
    }
)
"""Kinds of papers that carry numbers."""

NO_HEAD = Head("", "", "", "", 0)


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers in a row under one head: `values` are (start, end, number in its normal form).

    `start` is where the head begins, `end` where the run (and a correction) ends. `copied`
    marks numbers of copies of the paper before; `sure` that more than a name introduces it.
    """

    start: int
    end: int
    head: Head
    values: tuple[tuple[int, int, str], ...]
    copied: bool
    corrected: bool
    sure: bool


def numbered_runs(
    text: str, dates: Sequence[FoundDate], words: ReferenceWords, *, offset: int = 0
) -> tuple[Run, ...]:
    """All numbers of papers in a text, in order of place.

    Args:
        text: running text.
        dates: its dates, whose figures are no numbers.
        words: of the language.
        offset: what the places of the dates are ahead of those in `text`.
    """
    hidden = text
    for date in without_codes(text, dates, offset=offset):
        a, b = max(0, date.start - offset), date.end - offset
        hidden = hidden[:a] + "\0" * (b - a) + hidden[b:]
    out: list[Run] = []
    head: Head | None = None
    head_end = 0
    copying = False
    for run in _RUN.finditer(hidden):
        between = hidden[head_end : run.start()]
        bare = between.replace("\0", "")
        found = _head(text[max(0, run.start() - 60) : run.start()], run["code"] or "", words)
        if found is not None:
            found = replace(found, start=found.start + max(0, run.start() - 60))
        listed = head is not None and len(between) < 60
        following = head is not None and (copying or _may_be_copied(head))
        copied = listed and (bool(_COPIED.search(bare)) or (following and _is_next(found, bare)))
        copying = copied
        if found is None and listed and _LISTED.fullmatch(bare):
            found = head
        if found is None or _is_measure(hidden, run.end(), words):
            continue
        head, head_end = (head if copied and head else found), run.end()
        mended = CORRECTED.match(text, run.end())
        values = [(run.start("first"), run.end("first"), number_key(run["first"]))]
        for more in _FIGURES.finditer(text, run.start("rest"), run.end("rest")):
            values.append((more.start(), more.end(), number_key(more.group())))
        if mended:
            values.append((mended.start(1), mended.end(1), number_key(mended[1])))
        out.append(
            Run(
                start=min(found.start, run.start()),
                end=mended.end() if mended else run.end(),
                head=found,
                values=tuple(values),
                copied=copied,
                corrected=bool(mended),
                sure=_is_sure(found, hidden, mended.end() if mended else run.end()),
            )
        )
    return tuple(out)


def without_codes(text: str, dates: Sequence[FoundDate], *, offset: int = 0) -> list[FoundDate]:
    """Dates that are not the figures of a code such as SNIE 11-10-67."""
    coded = [(offset + m.start(), offset + m.end()) for m in _CODED.finditer(text)]
    return [d for d in dates if not any(a <= d.start < b or a < d.end <= b for a, b in coded)]


def _may_be_copied(head: Head) -> bool:
    """Whether a list of bare places behind a paper are its copies: "Deptel 766, Bangkok 1717"."""
    return bool(head.side or head.toward or head.owner) and (head.named or head.toward)


def _is_next(head: Head | None, between: str) -> bool:
    """Whether a number goes on a list of copies: "repeated Paris 473, London 221"."""
    if head is None or head.named or head.owner or head.side or not head.place:
        return False
    return between.strip(" ,;/\n").split() == head.place.split()


def _is_sure(head: Head, text: str, end: int) -> bool:
    """Whether a number is a paper's beyond doubt: "your 1127," but not "your 1127 men"."""
    if head.named:
        return True
    return bool(head.owner or head.side) and bool(_CLOSED.match(text, end))


def _is_measure(text: str, end: int, words: ReferenceWords) -> bool:
    """Whether a unit of measure follows, so that the number counts things."""
    following = re.match(r"\s+([^\W\d_]+)", text[end : end + 24])
    if following is None:
        return False
    word = following[1].lower()
    return word in words.not_units or lemma(word, words.language) in words.not_units


def noun_of(word: str, words: ReferenceWords) -> str:
    """The kind of paper a word names, in any of its forms; empty if none."""
    return words.nouns.get(word) or words.nouns.get(lemma(word, words.language), "")
