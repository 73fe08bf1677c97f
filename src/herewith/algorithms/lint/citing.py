"""Citations of volumes in running text: which volume the words before a link name.

Read from the link backwards: between a volume's name and what is cited from it only numbers, words
for documents, notes and pages, and a few joiners may stand. Whatever else stands there ends the
citation, so that "printed in vol. V. See also Document 12" names no volume for Document 12.

Blind spot:
    A volume that is named by its title alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from herewith.languages.citations import CitationWords

__all__ = [
    "Cited",
    "VolumeName",
    "cited_before",
    "cited_behind",
    "cited_within",
    "is_citation",
    "number_of",
    "volumes_in",
]

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_YEARS = r"(?:1[5-9]|20)\d\d(?:\s?[–/-]\s?(?:(?:1[5-9]|20)\d\d|\d\d))?"
_NUMBER = r"(?:[IVXLC]+\b|[ivxl]+\b|E\s?[–-]\s?\d+|\d{1,2}\b)"


@dataclass(frozen=True, slots=True)
class VolumeName:
    """A volume as it is cited: years as written, number and part in figures; any may be empty."""

    years: str = ""
    number: str = ""
    part: str = ""
    supplement: bool = False

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last year, if years are given.

        >>> VolumeName("1961–63").span
        (1961, 1963)
        """
        found = re.match(r"(\d{4})(?:\D+(\d{2,4}))?", self.years)
        if not found:
            return None
        first = int(found[1])
        last = int(found[2]) if found[2] else first
        return first, last if last > 100 else first // 100 * 100 + last


@dataclass(frozen=True, slots=True)
class Cited:
    """The volume that governs a link. `words` are those that say so; `same` is "ibid." alone."""

    volume: VolumeName
    words: str
    same: bool = False
    part_only: bool = False


def number_of(written: str) -> str:
    """A volume's number in figures; `e4` for the series E–4; empty if it is none.

    >>> number_of("XXIV"), number_of("v"), number_of("08"), number_of("E–4")
    ('24', '5', '8', 'e4')
    """
    bare = re.sub(r"[\s–-]", "", written).lower()
    if re.fullmatch(r"e?\d+", bare):
        return bare if bare.startswith("e") else str(int(bare))
    values = [_ROMAN.get(c, 0) for c in bare]
    if not values or not all(values):
        return ""
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return str(total)


@cache
def _patterns(words: CitationWords) -> tuple[re.Pattern[str], ...]:
    joiners = "|".join(words.between)
    noun = rf"{words.document}|{words.note}|{words.page}"
    title = (
        rf"(?:,\s(?!(?:{noun})|{words.part}\b)[A-Z][\w’'.–-]*"
        rf"(?:[ ,]+(?!(?:{noun}))(?:[A-Z][\w’'.–-]*|of|the|and|in|\d{{4}}(?:[–-]\d{{2,4}})?))*)?"
    )
    volume = (
        rf"(?:(?P<series>{words.series}),?\s*)?(?:(?P<same>\b{words.same}),?\s*)?"
        rf"(?:(?P<years>{_YEARS}),?\s*)?"
        rf"\b(?:{words.volume})\s*(?P<number>{_NUMBER})(?:/[IVXLC]+)*"
        rf"(?:,?\s*{words.part}\s*(?P<part>\d+|[IVX]+)\b)?{title}"
        rf"(?:,?\s*(?P<supplement>{words.supplement}))?"
    )
    chain = rf"(?:[\s,(–-]|\b\d+[a-z]?\b|(?:{noun})(?=\W)|\b(?:{joiners})\b)*"
    return (
        re.compile(rf"{volume}(?P<chain>{chain})$"),
        re.compile(rf"\b(?:{words.same}),?\s*(?P<chain>{chain})$"),
        re.compile(rf"(?:^|[\s(])(?P<part>{words.part}\s+(?P<n>\d|[IVX]+)),(?P<chain>{chain})$"),
        re.compile(volume),
        re.compile(
            rf"\s*(?:,|\(|\b(?:{words.inside})\b)?\s*(?:{words.inside})?\s*{volume}"
            rf"(?!,?\s*(?:{noun}|\d))(?P<chain>)"
        ),
        re.compile(rf"(?:{words.document})\s*\d+[a-z]?.*\b(?:{'|'.join(words.between[:2])})\s*$"),
    )


def _name(found: re.Match[str]) -> VolumeName:
    return VolumeName(
        found["years"] or "",
        number_of(found["number"]),
        number_of(found["part"] or ""),
        bool(found["supplement"]),
    )


def cited_before(before: str, own_words: str, words: CitationWords) -> Cited | None:
    """The volume that the words before a link name for it; `None` if they name none.

    Args:
        before: the text of the sentence (or more) up to the link.
        own_words: the words of the link itself.
        words: of the language.

    >>> from herewith.languages.citations import citation_words
    >>> en = citation_words("en")
    >>> cited_before("For text, see vol. XI, Documents 58 and ", "59", en).volume.number
    '11'
    >>> cited_before("It is in vol. XI, Document 58. See also ", "Document 59", en) is None
    True
    """
    full, same, part, _, _, second = _patterns(words)
    tail = before[-260:]
    for n, pattern in enumerate((full, same, part)):
        found = pattern.search(tail)
        if found is None:
            continue
        repeated = re.match(rf"\s*(?:{words.document})", own_words)
        if repeated and second.search(found["chain"]):
            return None
        if n == 0:
            return Cited(_name(found), found.group().strip(" ,("))
        if n == 1:
            return Cited(VolumeName(), found.group().strip(" ,("), same=True)
        return Cited(VolumeName(part=number_of(found["n"])), found["part"], part_only=True)
    return None


def cited_behind(after: str, words: CitationWords) -> Cited | None:
    """The volume named right behind a link ("Document 5, vol. XI."); `None` if none is."""
    found = _patterns(words)[4].match(after[:160])
    return Cited(_name(found), found.group().strip(" ,(")) if found else None


def cited_within(own_words: str, words: CitationWords) -> Cited | None:
    """The volume that the words of a link name themselves; `None` if they name none or several."""
    found = list(_patterns(words)[3].finditer(own_words))
    return Cited(_name(found[0]), found[0].group()) if len(found) == 1 else None


def is_citation(own_words: str, words: CitationWords) -> bool:
    """Whether a link's words begin as a citation does: a number, a document, a note, a page.

    >>> from herewith.languages.citations import citation_words
    >>> [is_citation(said, citation_words("en")) for said in ("Document 5", "5", "that letter")]
    [True, True, False]
    """
    noun = rf"(?:[Ss]ee\s+)?(?:{words.document}|{words.note}|{words.page})(?=\W)"
    return bool(re.match(rf"\W*(?:\d|{noun})", own_words))


def volumes_in(text: str, words: CitationWords) -> tuple[tuple[int, VolumeName], ...]:
    """All volumes named in a text, with their places."""
    return tuple((m.start(), _name(m)) for m in _patterns(words)[3].finditer(text))
