"""Words of a text with their places: the finest pieces that comparing works on."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from herewith.languages.lemmas import is_known, lemma, plain

__all__ = ["COUNTING", "Word", "divided", "words"]

TOKEN = re.compile(
    r"(?P<design>[^\W\d_]{1,3}[-‑–—]\d{1,3}(?!\d)[^\W\d_]?(?:['’]s|s)?(?!\w))"
    r"|(?P<abbr>(?:[^\W\d_]\.){2,}|[A-ZА-ЯЁ]\.(?=\s?[A-ZА-ЯЁ]))"
    r"|(?P<figure>\d[\d.,/]*\d|\d)(?P<suffix>(?:st|nd|rd|th|-?[йяегох]{1,3})(?!\w))?"
    r"|(?P<word>[^\W\d_]+(?:[\u00ad0-9]+[^\W\d_]+)*(?:(?:[-‑'’]|–(?=[a-zа-яё]))[^\W\d_]+)*['’]?)"
    r"|(?P<mark>[^\w\s])"
)
ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.I)
NOT = re.compile(r"(?:(?P<stem>\w+)(?P<not>n['’]t)|(?P<can>can)(?P<no>not))$", re.I)
MEASURES = {
    "дневн": "день", "суточн": "день", "недельн": "неделя", "месячн": "месяц", "летн": "год",
    "годичн": "год", "часов": "час", "минутн": "минута", "километров": "километр",
    "мильн": "миля", "процентн": "процент", "тонн": "тонна", "метров": "метр",
}  # fmt: skip
"""Stems of Russian adjectives of measure, and the measure: «трехдневный», three days."""

COUNTING = {
    "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8,
    "девяти": 9, "десяти": 10, "двенадцати": 12, "пятнадцати": 15, "двадцати": 20,
    "двадцатипяти": 25, "тридцати": 30, "сорока": 40, "пятидесяти": 50, "шестидесяти": 60,
    "девяноста": 90, "сто": 100,
}  # fmt: skip
"""Numbers as the first part of such adjectives."""

COUNTED = re.compile(
    rf"(?P<number>{'|'.join(sorted(COUNTING, key=len, reverse=True))})-?"
    rf"(?P<unit>(?:{'|'.join(MEASURES)})\w{{2,3}})"
)

SHORT = {"ca": "can", "wo": "will", "sha": "shall"}
CONTRACTED = re.compile(r"(?P<stem>\w+)(?P<tail>['’](?:ll|ve|re|d|m))$", re.I)
SENTENCE_END = frozenset('.!?…:;—\n"“«')


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or mark: as written, folded without accents, its lemma and its place.

    `kind` is `word`, `figure`, `design` (U-2, IL-28), `abbr` or `mark`. `capital` says that it is
    written with a capital, `first` that it stands where any word would be.
    """

    text: str
    norm: str
    lemma: str
    start: int
    end: int
    kind: str
    capital: bool
    first: bool


def words(text: str, language: str | None) -> tuple[Word, ...]:
    """All words, figures and marks of a text in order; white space is left out.

    English contractions are cut (`cannot` gives `can` and `not`), French elisions too.

    >>> [w.norm for w in words("We can't send 42 U-2s.", "en")]
    ['we', 'can', 'not', 'send', '42', 'u-2', '.']
    """
    out: list[Word] = []
    first = True
    for match in TOKEN.finditer(text):
        kind = str(match.lastgroup) if match.lastgroup != "suffix" else "figure"
        if "\n\n" in text[out[-1].end if out else 0 : match.start()]:
            first = True
        for written, start, norm in _pieces(match.group(), match.start(), kind, language):
            out.append(_word(written, start, norm, kind, language, first=first))
        first = match.group() in SENTENCE_END
    return tuple(out)


def divided(tokens: Sequence[Word], ends: Collection[int]) -> tuple[Word, ...]:
    """The words with those cut in two in which a number ends: `twelve-year`, as `12-year` is.

    >>> [w.text for w in divided(words("twelve-year planes", "en"), {6})]
    ['twelve', 'year', 'planes']
    """
    out: list[Word] = []
    for word in tokens:
        cut = next((end for end in ends if word.start < end < word.end), 0)
        if not cut or word.text[cut - word.start] not in "-‑" or word.kind != "word":
            out.append(word)
            continue
        for start, end in ((word.start, cut), (cut + 1, word.end)):
            text = word.text[start - word.start : end - word.start]
            first = word.first and start == word.start
            out.append(
                Word(text, plain(text), plain(text), start, end, "word", word.capital, first)
            )
    return tuple(out)


def _word(
    written: str, start: int, norm: str, kind: str, language: str | None, *, first: bool
) -> Word:
    spelt = written if norm == plain(written) else norm
    base = plain(lemma(spelt.rstrip("'’"), language)) if kind == "word" else norm
    end = start + len(written)
    return Word(written, norm, base, start, end, kind, written[:1].isupper(), first)


def _pieces(
    written: str, start: int, kind: str, language: str | None
) -> tuple[tuple[str, int, str], ...]:
    """A token cut into the words it holds: written form, place and folded form."""
    if kind == "design":
        return ((written, start, _design(written)),)
    if kind == "abbr":
        return ((written, start, plain(written).replace(".", "")),)
    if kind != "word":
        return ((written, start, plain(written)),)
    if language == "en" and (match := NOT.match(written)):
        stem = match["stem"] or match["can"]
        rest = written[len(stem) :]
        norm = SHORT.get(plain(stem), plain(stem))
        return ((stem, start, norm), (rest, start + len(stem), "not"))
    if language == "en" and (match := CONTRACTED.match(written)):
        stem = match["stem"]
        return (
            (stem, start, plain(stem)),
            (written[len(stem) :], start + len(stem), plain(match["tail"])),
        )
    if language == "en" and plain(written) == "fortnight":
        return ((written[:4], start, "fort"), (written[4:], start + 4, "week"))
    if language in PAIRED and (halves := _halved(written, start, language)):
        return halves
    if language == "ru" and (match := COUNTED.fullmatch(plain(written))):
        cut = len(match["number"])
        unit = next(base for stem, base in MEASURES.items() if match["unit"].startswith(stem))
        return ((written[:cut], start, match["number"]), (written[cut:], start + cut, unit))
    if language == "fr" and (match := ELISION.match(written)):
        cut = match.end()
        return (
            (written[:cut], start, plain(written[:cut])),
            (written[cut:], start + cut, plain(written[cut:])),
        )
    return ((written, start, plain(written).rstrip("'")),)


PAIRED = {
    "en": {"anglo": "english", "franco": "french", "sino": "chinese", "russo": "russian",
           "north": "north", "south": "south"},
    "ru": {"англо": "английский", "франко": "французский", "китайско": "китайский",
           "американо": "американский", "германо": "германский", "японо": "японский",
           "итало": "итальянский", "индо": "индийский", "греко": "греческий",
           "ирано": "иранский", "арабо": "арабский", "корейско": "корейский",
           "северо": "северный", "юго": "южный"},
}  # fmt: skip
"""First halves of double adjectives: Anglo-French, «северо-восточный»."""


def _halved(written: str, start: int, language: str) -> tuple[tuple[str, int, str], ...]:
    """A double adjective as two words: `Soviet-American`, `Russian-language`, «советско-китайский»."""
    head, mark, tail = written.partition("-")
    if not mark or "-" in tail or len(tail) < 4 or not tail.isalpha():
        return ()
    first = PAIRED[language].get(plain(head), "")
    if not first and language == "ru" and head.endswith("ко") and is_known(head + "й", "ru"):
        first = plain(head) + "й"
    if (
        not first
        and language == "en"
        and head[:1].isupper()
        and head.endswith(("an", "sh", "ese", "Soviet"))
    ):
        first = plain(head)
    if not first:
        return ()
    return ((head, start, first), (tail, start + len(head) + 1, plain(tail)))


CYRILLIC = dict(zip("абвгдезийклмнопрстуфх", "abvgdeziiklmnoprstufh", strict=True))


def _design(written: str) -> str:
    """A designator in Latin letters: У-2 and U-2, Ил-28 and IL-28's agree."""
    folded = re.sub(r"['’]?s$", "", plain(written)).replace("–", "-").replace("—", "-")
    return "".join(CYRILLIC.get(letter, letter) for letter in folded)
