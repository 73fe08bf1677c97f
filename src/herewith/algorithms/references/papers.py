"""What a mention can be compared with: each document as a card of dates, parties and numbers.

The register entry speaks first; where it is silent the document's own heading and first lines
do. Editors' notes and the links of an encoded volume are not looked at: they are what others
concluded, not what the document says.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.references.carried import Carried, find_carried, office_holders
from herewith.algorithms.references.dating import own_dates
from herewith.algorithms.references.names import side, word_keys
from herewith.algorithms.references.numbers import number_key, numbered_runs
from herewith.languages.references import ReferenceWords, reference_words
from herewith.model.document import Document
from herewith.model.register import Party, RegisterEntry

__all__ = ["Paper", "paper", "papers"]

OPENING = 900
"""Characters at the head of a text that say what it is about."""

AROUND = datetime.timedelta(days=14)
"""Longest time between two papers for which one without date between them is taken to be of it."""

HEAD_LINES = 14
"""Lines at the head of a text in which a paper's own number may stand."""

_ORDINAL = re.compile(r"^\s*(?:No\.?\s*|№\s*)?\[?\d+\]?[a-z]?(?:\.|(?=\s*[A-ZА-Я]))\s*")
_LEADING = re.compile(r"^\W*(?:No\.?:?\s*|Nr\.?\s*|№\s*|NO:\s*)?(\d{1,7})(?=[.,]\s)")
_LABELLED = re.compile(r"^\W*(?:N[oO][.:]|Nr\.|№|NO\.?:?)\s*(\d{1,7})\b")
_SERIES = re.compile(
    r"(?:^|(?<=\. )|(?<=\s))(?:[A-Z]{3,8}[–-])?([A-Z][A-Za-z]{0,12}(?:/[A-Z]+)?)[ –-]{1,2}"
    r"(\d{1,6}(?:[–/-]\d{1,4})*(?:/\d{1,2})?)[A-Z]?(?!\w|[.,:]\d)(?=[.,;:)]|\s+(?i:from|for|to)\b|\s*$)"
)
_IN_HEADING = re.compile(
    r"^(?:[\w-]+ )?(?:Telegram|Airgram|Despatch|Memorandum|Cable)\s+((?:[A-Z]+[–-])?\d[\d–/-]*)"
)
_TITLED = re.compile(r"^((?:[^\W\d_]+\s+){1,5})N[oO]\.\s*(\d{1,6}(?:[–/-]\d{1,4})*)\b")
_SALUTE = re.compile(r"^\W*(?:my\s+)?(?:dear|esteemed|уважаем\w+|дорог\w+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as a mention may mean it.

    `order` counts within its source. `day` is the first of its dates. `sender`, `addressee`,
    `head`, `place` and `opening` are sets of word keys (`names.word_keys`); `sender_side` tells
    a ministry from its post. `numbers` are pairs of a series in small letters (or nothing) and
    a number as `number_key` gives it. `told` are days named at the head of the text
    itself; `told_numbers` are numbers of papers that an editorial note tells of.
    `around` are the days of the dated papers before and after an undated one.
    """

    id: str
    source: str
    order: int
    language: str | None
    day: datetime.date | None
    days: tuple[datetime.date, ...]
    kind: str
    sender: frozenset[str]
    addressee: frozenset[str]
    head: frozenset[str]
    place: frozenset[str]
    opening: frozenset[str]
    numbers: frozenset[tuple[str, str]]
    told: frozenset[datetime.date] = frozenset()
    told_numbers: frozenset[str] = frozenset()
    around: tuple[datetime.date, datetime.date] | None = None
    sender_side: str = ""
    carried: Carried | None = None
    title: str = ""
    people: frozenset[str] = frozenset()
    """Keys of the names at the head of the text: participants, subjects, places."""
    named: tuple[str, str] = field(default=("", ""))
    """Sender and addressee in words, for descriptions."""

    @property
    def station(self) -> frozenset[str]:
        """Keys of both parties."""
        return self.sender | self.addressee

    @property
    def parties(self) -> frozenset[str]:
        """Keys of both parties, and of those of a carried text."""
        return self.senders | self.addressees

    @property
    def senders(self) -> frozenset[str]:
        """Keys of the sender and of the sender of a carried text."""
        return self.sender | self.carried.sender if self.carried else self.sender

    @property
    def addressees(self) -> frozenset[str]:
        """Keys of the addressee and of the addressee of a carried text."""
        return self.addressee | self.carried.addressee if self.carried else self.addressee


def papers(
    documents: Iterable[Document], entries: Mapping[str, RegisterEntry] | None = None
) -> tuple[Paper, ...]:
    """The cards of all documents of a collection, in their order.

    Args:
        documents: in order of source and place.
        entries: register entries by document id, as far as there are any.
    """
    documents = tuple(documents)
    divided = {value for d in documents for key, value in d.attributes if key == "carried_by"}
    holders = office_holders((d.heading or "", d.language) for d in documents)
    counts: Counter[str] = Counter()
    out = []
    for document in documents:
        entry = (entries or {}).get(str(document.id))
        made = paper(document, counts[document.source], entry, holders)
        if str(document.id) in divided:
            made = replace(made, carried=None)
        out.append(made)
        counts[document.source] += 1
    return _placed_between(out)


def _placed_between(cards: list[Paper]) -> tuple[Paper, ...]:
    """Undated papers with the days between which they stand, where a source is in order of days."""
    before: dict[str, datetime.date] = {}
    after: dict[str, datetime.date] = {}
    low: list[datetime.date | None] = []
    for one in cards:
        low.append(before.get(one.source))
        if one.day:
            before[one.source] = one.day
    out: list[Paper] = []
    for one, first in zip(reversed(cards), reversed(low), strict=True):
        last = after.get(one.source)
        near = first and last and datetime.timedelta(0) <= last - first <= AROUND
        if one.day:
            after[one.source] = one.day
        elif near and first and last:
            one = replace(one, around=(first, last))
        out.append(one)
    return tuple(reversed(out))


def paper(
    document: Document,
    order: int,
    entry: RegisterEntry | None = None,
    holders: Mapping[str, frozenset[str]] | None = None,
) -> Paper:
    """The card of a document; `holders` as from `carried.office_holders`."""
    words = reference_words(document.language)
    title = _ORDINAL.sub("", " ".join((document.heading or "").split()))
    sent, received = _parties(title, words)
    sender, addressee = sent, received
    if entry is not None:
        sender = (
            _said(entry.sender) or (_said((entry.signed_by,)) if entry.signed_by else "") or sent
        )
        addressee = _said(entry.addressee) or received
    kind = _kind(title, document, entry, words)
    days = tuple(d.earliest for d in own_dates(document, entry) if d.precision in ("day", "minute"))
    told = find_dates(
        document.text if kind == "editorial" else document.text[:OPENING],
        document.language,
        context_date=days[0] if days else None,
    )
    stated = dict(document.attributes)
    wrote = _surnames(entry.sender) if entry else ""
    read = _surnames(entry.addressee) if entry else ""
    language = document.language
    place = document.text.split("\n", 1)[0][:90] if document.roles("dateline") else ""
    return Paper(
        id=str(document.id),
        source=str(document.source),
        order=order,
        language=language,
        day=days[0] if days else None,
        days=days,
        kind=kind,
        sender=word_keys(f"{sender} {wrote} {stated.get('head:from', '')} {sent}", language),
        addressee=word_keys(f"{addressee} {read} {stated.get('head:to', '')} {received}", language),
        head=word_keys(f"{title} {sender} {addressee}", language),
        place=word_keys(_placed(entry) or place, language),
        opening=word_keys(document.text[:OPENING], language),
        people=word_keys(document.text[:OPENING], language, capital=True),
        numbers=frozenset(_numbers(title, document, entry, kind)),
        told=frozenset(
            d.date.earliest for d in told if d.is_known and d.date.precision in ("day", "minute")
        )
        - frozenset(days),
        told_numbers=_told(document, kind, words),
        sender_side=side(sender, words),
        carried=find_carried(document.text, language, holders or {}) if kind in _CABLES else None,
        title=title or " ".join(document.text[:70].split()),
        named=(sender, addressee),
    )


def _told(document: Document, kind: str, words: ReferenceWords) -> frozenset[str]:
    """Numbers of the papers that an editorial note reports."""
    if kind != "editorial":
        return frozenset()
    dates = find_dates(document.text, document.language)
    runs = numbered_runs(document.text, dates, words)
    return frozenset(v for run in runs if run.sure for _, _, v in run.values if len(v) > 2)


def _said(fields: Iterable[object]) -> str:
    """The names of the parties that no editor rejected."""
    names = []
    for one in fields:
        value = getattr(one, "value", None)
        if isinstance(value, Party) and getattr(one, "status", "") != "rejected":
            names.append(value.name)
    return ", ".join(names)


def _surnames(fields: Iterable[object]) -> str:
    """Surnames of the persons whom authority files know, in their normal form.

    A name in an oblique case or another alphabet is thus known by the same key everywhere.
    """
    found = []
    for one in fields:
        value = getattr(one, "value", None)
        if isinstance(value, Party) and value.person and value.normal:
            found.append(value.normal.partition(",")[0])
    return " ".join(found)


def _placed(entry: RegisterEntry | None) -> str:
    return entry.place.value if entry and entry.place and entry.place.status != "rejected" else ""


def _parties(title: str, words: ReferenceWords) -> tuple[str, str]:
    """Sender and addressee of a heading "Telegram From A to B", or two empty strings."""
    if not words.heading_to:
        return "", ""
    start = re.search(rf"\b(?i:{'|'.join(words.heading_from)})\s+(?=\S)", title)
    rest = title[start.end() :] if start else title
    cut = _divide(rest, words)
    if cut is None:
        return (rest, "") if start else ("", "")
    return rest[: cut[0]], rest[cut[1] :]


def _divide(rest: str, words: ReferenceWords) -> tuple[int, int] | None:
    """Where "to" stands between two parties: behind a bracket, else behind no office."""
    places = list(re.finditer(rf"\s+{words.heading_to}\s+", rest))
    behind = [m for m in places if rest[: m.start()].endswith((")", "]"))]
    free = [
        m
        for m in places
        if re.split(r"[\s-]", rest[: m.start()].lower())[-1] not in words.heading_bound
    ]
    chosen = (behind or free or places)[:1]
    return chosen[0].span() if chosen else None


def _kind(
    title: str, document: Document, entry: RegisterEntry | None, words: ReferenceWords
) -> str:
    """The kind of a paper, in the words of the table `nouns`; empty if nothing tells."""
    said = [title.lower()]
    if entry and entry.kind and entry.kind.status != "rejected":
        said.insert(0, entry.kind.value.lower().replace("_", " "))
    for text in said:
        fitting = [head for head in words.heads if text.startswith(head)]
        if fitting:
            return words.heads[max(fitting, key=len)]
    lines = [line for line in document.text[:OPENING].split("\n") if line.strip()]
    if any(_SALUTE.match(line) for line in lines[:8]):
        return "letter"
    timed = any(key == "when" and "T" in value for key, value in document.attributes)
    if any(_LEADING.match(line) for line in lines[1:8]) and (timed or not title):
        return "telegram"
    for line in lines[:8]:
        fitting = [head for head in words.heads if line.strip().lower().startswith(head)]
        if fitting:
            return words.heads[max(fitting, key=len)]
    return ""


def _numbers(
    title: str, document: Document, entry: RegisterEntry | None, kind: str
) -> Iterable[tuple[str, str]]:
    """A paper's own numbers: from the register, its heading and its first lines."""
    if entry is not None:
        for one in entry.numbers:
            if one.status != "rejected" and one.value.kind in _NUMBERED:
                yield "", number_key(re.sub(r"^\D+|(?<=\d)[A-Z]$", "", one.value.normal))
    heading = _IN_HEADING.match(title)
    if heading:
        code = re.match(r"(?:([A-Z]+)-)?(.+)", heading[1].replace("–", "-"))
        if code:
            yield (code[1] or "").lower(), number_key(code[2])
    if titled := _TITLED.match(title):
        yield (
            "".join(word[0] for word in titled[1].split() if word[0].isupper()).lower(),
            (number_key(titled[2])),
        )
    words = reference_words(document.language)
    not_own = {*words.cables, *words.owners, *words.not_places, *words.months}
    not_own |= {noun for noun, kind in words.nouns.items() if kind != "estimate"}
    lines = [line.strip() for line in document.text[:1500].split("\n") if line.strip()]
    numbered = False
    for n, line in enumerate(lines[:HEAD_LINES]):
        leading = _LEADING.match(line) if kind in _CABLES and not numbered else None
        leading = leading or _LABELLED.match(line)
        if leading:
            numbered = True
            yield "", number_key(leading[1])
            line = line[leading.end() : leading.end() + 30].strip(" .")
            found = _SERIES.match(line)
            if found and found[1].lower() not in not_own:
                yield found[1].lower(), number_key(found[2])
            continue
        if (n and len(line) < 60) or kind in _CABLES:
            found = _SERIES.match(line)
            if found and found[1].lower() not in not_own:
                yield found[1].lower(), number_key(found[2])
                numbered = numbered or kind in _CABLES


_NUMBERED = ("telegram", "airgram", "despatch", "language_service", "document", "control")
_CABLES = ("telegram", "airgram", "despatch", "instruction", "message")
