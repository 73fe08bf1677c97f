"""A mess generator: clean documents in, a scan stream out, with everything that is true about it.

Pages are cut as a typist cuts them, dressed with letterheads, numbers, classifications and
catchwords, then dropped, swapped, blanked, interleaved and captured again with a cut head or
foot. Every word of the stream keeps the identity of the word it was made from, so that whatever
reconstruction returns can be scored word by word.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

LETTERHEADS = {
    "en": [
        "DEPARTMENT OF STATE\nWASHINGTON",
        "EMBASSY OF THE REPUBLIC OF CALMERE",
        "MINISTRY OF EXTERNAL AFFAIRS\nPORT ELLERY",
        "THE WHITE HOUSE\nWASHINGTON",
    ],
    "ru": [
        "МИНИСТЕРСТВО ИНОСТРАННЫХ ДЕЛ\nСССР",
        "ПОСОЛЬСТВО ВЕРЕСЛАВСКОЙ РЕСПУБЛИКИ",
        "СОВЕТ МИНИСТРОВ\nКАЛЬМЕРСКОЙ РЕСПУБЛИКИ",
    ],
}
CLASSES = {
    "en": ["SECRET", "CONFIDENTIAL", "TOP SECRET", "LIMITED OFFICIAL USE", "SECRET/EXDIS"],
    "ru": ["СЕКРЕТНО", "СОВ. СЕКРЕТНО", "ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ"],
}
STAMPS = {
    "en": ["DECLASSIFIED", "RECEIVED OCT 28 1962", "611.61/10-2862", "FILE COPY", "DECLASSIFIED\nAuthority NND 8814\nBy RJ Date 4/7/89"],
    "ru": ["ПОЛУЧЕНО 3 МАР 1959", "РАССЕКРЕЧЕНО", "ВХ. № 417"],
}  # fmt: skip
NUMBERS = {
    "en": ["- {} -", "{}", "Page {}", "-{}-", "{}.", "[{}]", "p. {}"],
    "ru": ["- {} -", "{}", "стр. {}", "-{}-", "{}.", "Лист {}", "[{}]"],
}
HEADS = {
    "en": ["Conversation with the Foreign Minister", "Annual Review of the Strait", "From Port Ellery, No. 417"],
    "ru": ["Запись беседы с министром", "О положении в проливе", "К письму № 417"],
}  # fmt: skip
INVENTED = {
    "en": [
        "the",
        "matter",
        "was",
        "then",
        "again",
        "put",
        "before",
        "them",
        "as",
        "of",
        "late",
        "with",
        "some",
        "regard",
        "to",
        "what",
        "had",
        "been",
    ],
    "ru": [
        "как",
        "это",
        "было",
        "уже",
        "ранее",
        "при",
        "том",
        "же",
        "самом",
        "деле",
        "и",
        "потому",
        "о",
        "нем",
        "не",
    ],
}
CONFUSIONS = {
    "en": [("rn", "m"), ("m", "rn"), ("e", "c"), ("l", "1"), ("o", "0"), ("h", "b"), ("cl", "d"), ("i", "l"), ("u", "n"), ("t", "f")],
    "ru": [("н", "и"), ("и", "н"), ("е", "с"), ("о", "0"), ("п", "л"), ("ш", "щ"), ("в", "з"), ("ц", "п"), ("т", "г"), ("ы", "ьт"), ("м", "ш"), ("з", "3"), ("а", "a"), ("р", "p")],
}  # fmt: skip

Key = tuple[int, int]
"""A word of the truth: number of the document, number of the word (with halves as quarters)."""


@dataclass(frozen=True)
class Clean:
    """A document before the damage: its paragraphs, in a language."""

    name: str
    paragraphs: tuple[str, ...]
    language: str = "en"


@dataclass(frozen=True)
class Damage:
    """How much of what is done: probabilities, and the look of the stream."""

    per_file: int = 3
    page_words: tuple[int, int] = (220, 360)
    wrap: int = 72
    feeds: bool = True
    parted: int = 1
    """Empty lines between pages, beyond that between paragraphs, where no form feed stands."""
    running: float = 0.0
    """Documents that bear a running head on every page but the first."""
    worn: bool = False
    """Whether the furniture is misread as the text is."""
    catchwords: float = 0.0
    numbers: float = 1.0
    numbers_at_foot: bool = False
    classified: float = 0.3
    letterheads: float = 0.7
    stamps: float = 0.2
    hyphens: float = 0.0
    noise: float = 0.0
    recaptured: float = 0.0
    dropped: float = 0.0
    swapped: float = 0.0
    blanked: float = 0.0
    interleaved: float = 0.0


LIGHT = Damage(
    catchwords=0.3, hyphens=0.1, noise=0.002, recaptured=0.03, dropped=0.02, swapped=0.01
)
MEDIUM = Damage(
    catchwords=0.6,
    hyphens=0.3,
    noise=0.01,
    recaptured=0.1,
    dropped=0.06,
    swapped=0.05,
    blanked=0.02,
    interleaved=0.03,
    stamps=0.4,
    classified=0.5,
)
HEAVY = replace(
    MEDIUM, noise=0.025, recaptured=0.2, dropped=0.12, swapped=0.1, blanked=0.05, interleaved=0.1
)
STRENGTHS = {"light": LIGHT, "medium": MEDIUM, "heavy": HEAVY}


@dataclass
class Truth:
    """What is true of a stream: identities of its words, by the offset at which each starts."""

    text: str
    keys: dict[int, Key] = field(default_factory=dict)
    furniture: set[int] = field(default_factory=set)
    invented: set[int] = field(default_factory=set)
    repeated: set[int] = field(default_factory=set)
    """Words of later captures that an earlier capture holds too."""
    held: dict[int, list[Key]] = field(default_factory=dict)
    """For each document its words that stand anywhere in the stream, in order."""
    gaps: list[tuple[Key | None, Key | None, int]] = field(default_factory=list)
    """Last key before, first key behind, words lost."""
    recaptures: int = 0


@dataclass
class _Page:
    document: int
    number: int
    last: bool
    paragraphs: list[list[tuple[Key, str]]]
    opens: bool = True
    """The first paragraph begins on this page."""

    def words(self) -> list[Key]:
        return [key for paragraph in self.paragraphs for key, _ in paragraph]


@dataclass
class _Capture:
    page: _Page
    paragraphs: list[list[tuple[Key | None, str]]]
    head: bool = True
    foot: bool = True
    blank: bool = False
    repeat: bool = False


def damaged(documents: Sequence[Clean], damage: Damage, seed: int) -> Truth:
    """One stream made of some documents."""
    chance = random.Random(seed)
    pages = [_paginate(n, d, damage, chance) for n, d in enumerate(documents)]
    captures = _disorder(pages, documents, damage, chance)
    truth = _typed(captures, pages, documents, damage, chance)
    _complete(truth, pages)
    return truth


def _paginate(n: int, document: Clean, damage: Damage, chance: random.Random) -> list[_Page]:
    out: list[_Page] = []
    page = _Page(n, 1, False, [])
    left = chance.randint(*damage.page_words)
    serial = 0
    for paragraph in document.paragraphs:
        tokens = paragraph.split()
        while tokens:
            take = tokens[:left] if len(tokens) > left else tokens
            if len(tokens) > left and left < 6:
                take = []
            page.paragraphs.append([((n, serial + i), word) for i, word in enumerate(take)])
            if not take:
                page.paragraphs.pop()
            serial += len(take)
            left -= len(take)
            tokens = tokens[len(take) :]
            if tokens or left < 6:
                out.append(page)
                page = _Page(n, len(out) + 1, False, [], opens=not tokens)
                left = chance.randint(*damage.page_words)
    if page.paragraphs:
        out.append(page)
    out[-1].last = True
    return out


def _disorder(
    pages: Sequence[Sequence[_Page]],
    documents: Sequence[Clean],
    damage: Damage,
    chance: random.Random,
) -> list[_Capture]:
    streams: list[list[_Capture]] = []
    for document, own in zip(documents, pages, strict=True):
        stream: list[_Capture] = []
        for page in own:
            if len(own) > 1 and chance.random() < damage.dropped:
                continue
            whole = [[(key, word) for key, word in p] for p in page.paragraphs]
            capture = _Capture(page, whole)  # type: ignore[arg-type]
            if len(own) > 1 and chance.random() < damage.blanked:
                capture = _Capture(page, [], blank=True)
                stream.append(capture)
                continue
            if chance.random() < damage.recaptured and len(page.words()) > 80:
                stream += _twice(page, document.language, chance)
            else:
                stream.append(capture)
        for i in range(len(stream) - 1):
            if chance.random() < damage.swapped:
                stream[i], stream[i + 1] = stream[i + 1], stream[i]
        streams.append(stream)
    out: list[_Capture] = []
    while streams:
        first = streams.pop(0)
        if (
            streams
            and len(first) > 2
            and len(streams[0]) > 1
            and chance.random() < damage.interleaved
        ):
            second = streams.pop(0)
            at = chance.randint(1, len(first) - 1)
            first = (
                first[:at]
                + second[:1]
                + first[at : at + 1]
                + second[1:2]
                + first[at + 1 :]
                + second[2:]
            )
        out += first
    return out


def _twice(page: _Page, language: str, chance: random.Random) -> list[_Capture]:
    """Two captures: the foot of the first cut and rewritten, the head of the second cut."""
    flat = [(key, word) for paragraph in page.paragraphs for key, word in paragraph]
    style = chance.choice(["foot-head", "foot-head", "foot-whole", "whole-head", "whole-whole"])
    first: list[tuple[Key | None, str]] = list(flat)
    head_cut, foot_cut = 0, 0
    if style.startswith("foot"):
        foot_cut = chance.randint(2, max(3, len(flat) // 5))
        first = list(flat[:-foot_cut])
        first += [(None, chance.choice(INVENTED[language])) for _ in range(chance.randint(1, 6))]
    if style.endswith("head"):
        head_cut = chance.randint(8, len(flat) // 3)
    return [
        _Capture(page, _regroup(page, first), foot=not foot_cut),
        _Capture(page, _regroup(page, list(flat[head_cut:])), head=not head_cut, repeat=True),
    ]


def _regroup(page: _Page, flat: list[tuple[Key | None, str]]) -> list[list[tuple[Key | None, str]]]:
    """Words back in their paragraphs; invented ones go on in the last."""
    starts = {paragraph[0][0] for paragraph in page.paragraphs}
    out: list[list[tuple[Key | None, str]]] = []
    for key, word in flat:
        if not out or key in starts:
            out.append([])
        out[-1].append((key, word))
    return out


class _Typist:
    """Writes the stream and notes what each word is."""

    def __init__(self, truth: Truth, damage: Damage, chance: random.Random) -> None:
        self.truth, self.damage, self.chance = truth, damage, chance
        self.parts: list[str] = []
        self.length = 0
        self.seen: set[Key] = set()

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def furniture(self, text: str, language: str) -> None:
        if self.damage.worn:
            rate = self.damage.noise
            worn = [_noisy(word, language, rate, self.chance) for word in text.split(" ")]
            text = " ".join(worn)
        for line in text.split("\n"):
            self.truth.furniture |= {self.length + m.start() for m in WORD.finditer(line)}
            self.write(f"{line}\n")
        self.write("\n")

    def paragraph(
        self, words: Sequence[tuple[Key | None, str]], language: str, repeat: bool
    ) -> None:
        column = 0
        fresh: set[Key] = set()
        for i, (key, word) in enumerate(words):
            word = _noisy(word, language, self.damage.noise, self.chance)
            if i:
                column = self._space(column, len(word))
            cut = self._cut(word, column)
            for part in (word[:cut], word[cut:]) if cut else (word,):
                self._note(part, key, repeat, fresh)
                self.write(f"{part}-\n" if cut and part == word[:cut] else part)
            column = len(word) - cut if cut else column + len(word)
        self.seen |= fresh
        self.write("\n\n")

    def _space(self, column: int, size: int) -> int:
        wide = self.damage.wrap and column + 1 + size > self.damage.wrap
        hyphen = self.chance.random() < self.damage.hyphens and size > 7
        if wide and not (hyphen and column < self.damage.wrap - 4):
            self.write("\n")
            return 0
        self.write(" ")
        return column + 1

    def _cut(self, word: str, column: int) -> int:
        """Where a word that does not fit is divided, or 0."""
        if not self.damage.wrap or column + len(word) <= self.damage.wrap or not word.isalpha():
            return 0
        return max(3, len(word) // 2) if len(word) > 7 else 0

    def _note(self, part: str, key: Key | None, repeat: bool, fresh: set[Key]) -> None:
        for found in WORD.finditer(part):
            at = self.length + found.start()
            if key is None:
                self.truth.invented.add(at)
            else:
                self.truth.keys[at] = key
                if repeat and key in self.seen:
                    self.truth.repeated.add(at)
                fresh.add(key)


def _noisy(word: str, language: str, rate: float, chance: random.Random) -> str:
    if not rate or chance.random() > rate * len(word):
        return word
    for old, new in chance.sample(CONFUSIONS[language], k=len(CONFUSIONS[language])):
        if old in word:
            return word.replace(old, new, 1)
    return word


def _typed(
    captures: Sequence[_Capture],
    pages: Sequence[Sequence[_Page]],
    documents: Sequence[Clean],
    damage: Damage,
    chance: random.Random,
) -> Truth:
    truth = Truth("")
    typist = _Typist(truth, damage, chance)
    looks = [_Look.of(document, damage, chance) for document in documents]
    for n, capture in enumerate(captures):
        page = capture.page
        look, language = looks[page.document], documents[page.document].language
        if n:
            typist.write("\f" if damage.feeds else "\n" * damage.parted)
        if capture.head:
            for text in look.head(page):
                typist.furniture(text, language)
        for paragraph in capture.paragraphs:
            typist.paragraph(paragraph, language, capture.repeat)
        truth.recaptures += capture.repeat
        if capture.foot:
            following = pages[page.document][page.number :]
            for text in look.foot(page, following[0] if following else None, capture.blank):
                typist.furniture(text, language)
    truth.text = "".join(typist.parts)
    return truth


@dataclass
class _Look:
    """What the pages of one document bear."""

    letterhead: str
    number: str
    at_foot: bool
    marking: str
    stamp: str
    running: str
    catchwords: bool

    @staticmethod
    def of(document: Clean, damage: Damage, chance: random.Random) -> _Look:
        language = document.language

        def maybe(rate: float, choices: Sequence[str]) -> str:
            chosen = chance.choice(choices)
            return chosen if chance.random() < rate else ""

        return _Look(
            maybe(damage.letterheads, LETTERHEADS[language]),
            maybe(damage.numbers, NUMBERS[language]),
            damage.numbers_at_foot,
            maybe(damage.classified, CLASSES[language]),
            maybe(damage.stamps, STAMPS[language]),
            maybe(damage.running, HEADS[language]),
            chance.random() < damage.catchwords,
        )

    def head(self, page: _Page) -> Iterator[str]:
        if self.marking:
            yield self.marking
        if page.number == 1 and self.letterhead:
            yield self.letterhead
        if page.number > 1 and self.running:
            yield self.running
        if page.number > 1 and self.number and not self.at_foot:
            yield self.number.format(page.number)

    def foot(self, page: _Page, following: _Page | None, blank: bool) -> Iterator[str]:
        if self.catchwords and following is not None and not blank:
            yield following.paragraphs[0][0][1]
        if self.number and self.at_foot:
            yield self.number.format(page.number)
        if page.number == 1 and self.stamp and not blank:
            yield self.stamp
        if self.marking:
            yield self.marking


def _complete(truth: Truth, pages: Sequence[Sequence[_Page]]) -> None:
    """What of each document is held, and where something is missing."""
    keys = set(truth.keys.values())
    for own in pages:
        before: Key | None = None
        lost = 0
        held: list[Key] = []
        for page in own:
            words = page.words()
            kept = [key for key in words if key in keys]
            if len(kept) < 0.5 * len(words):
                lost += len(words)
                continue
            if lost:
                truth.gaps.append((before, kept[0], lost))
                lost = 0
            held += kept
            before = kept[-1]
        if lost and before is not None:
            truth.gaps.append((before, None, lost))
        if held:
            truth.held[own[0].document] = held
