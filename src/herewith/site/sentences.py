"""Sentences that the program wrote when it worked, worded in a language of the interface.

Reasons, problems and statements are kept in English, as the stage wrote them: they are part of
the record and are the same for everyone who asks. Where a page shows one, it is read back by the
patterns of a catalogue (`locales/sentences.<language>.po`) and worded anew:

    msgid "{n} words stand in both"
    msgstr "{n} {n|слово стоит|слова стоят|слов стоят} в обоих"

`{name}` stands for any words, `{n}` and names that begin with `n_` for a number; in a translation
`{n|…|…|…}` chooses by the plural rules of CLDR. What stands in a place is worded too if it is a
sentence of the catalogue itself, and is left as it is if not: names, ids and quotations of
documents. Sentences joined by "; ", by full stops or in a list are worded one by one.

Blind spot:
    A sentence that no pattern fits is shown in English, and marked as English. A test lists them
    for the sample edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from herewith.site.catalogue import LOCALES, parse_po, plural_form

__all__ = ["Part", "Pattern", "patterns", "worded"]

Part = tuple[str, bool]
"""Words, and whether they are in the language asked for; the others are in English."""

PLACE = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")
NUMBER = r"-?[0-9][0-9.,\u00a0]*"
ENDS = re.compile(r"(?<=[.?!:])(?<![A-ZА-Я]\.) (?=[A-ZА-Я“«\"0-9])|(?<=;) ")
"""Where one sentence ends and the next begins."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with places, as it is recognised and as it is worded."""

    message: str
    translation: str
    form: re.Pattern[str]
    head: str


@cache
def patterns(locale: str) -> tuple[Pattern, ...]:
    """The patterns of a language: those with more words of their own are tried first."""
    if locale == LOCALES[0]:
        return ()
    text = files("herewith.site").joinpath("locales", f"sentences.{locale}.po").read_text("utf-8")
    made = [_pattern(message, forms[0]) for message, forms in parse_po(text).items()]
    return tuple(sorted(made, key=lambda one: (-len(PLACE.sub("", one.message)), one.message)))


def _pattern(message: str, translation: str) -> Pattern:
    out, at = [], 0
    seen: set[str] = set()
    for place in PLACE.finditer(message):
        out.append(re.escape(message[at : place.start()]))
        name = place[1]
        kind = NUMBER if name == "n" or name.startswith("n_") else ".+?"
        out.append(f"(?P={name})" if name in seen else f"(?P<{name}>{kind})")
        seen.add(name)
        at = place.end()
    out.append(re.escape(message[at:]))
    head = message.partition("{")[0]
    return Pattern(message, translation, re.compile("".join(out), re.DOTALL), head)


def worded(text: str, locale: str) -> tuple[Part, ...]:
    """A sentence the program wrote, in a language of the interface.

    >>> worded("the next page begins with these words", "ru")
    (('следующая страница начинается с этих слов', True),)
    >>> worded("words of an editor", "ru")
    (('words of an editor', False),)
    """
    if locale == LOCALES[0] or not text:
        return ((text, True),)
    return _worded(text, locale)


@lru_cache(1 << 14)
def _worded(text: str, locale: str) -> tuple[Part, ...]:
    whole = _whole(text, locale)
    if whole is not None:
        return ((whole, True),)
    pieces = _pieces(text)
    if len(pieces) == 1:
        return ((text, False),)
    return tuple(_joined(_apart(pieces, locale)))


def _apart(pieces: Sequence[str], locale: str) -> Iterator[Part]:
    """Sentences one after another; as many as a pattern fits are taken together."""
    at = 0
    while at < len(pieces):
        for end in range(len(pieces), at, -1):
            text = " ".join(pieces[at:end])
            bare = text.removesuffix(";") if end < len(pieces) else text
            found = _whole(bare, locale)
            if found is not None:
                yield found + text[len(bare) :], True
                at = end
                break
        else:
            yield pieces[at], False
            at += 1


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Neighbours in one language as one."""
    held: list[str] = []
    state = True
    for words, ours in parts:
        if held and ours != state:
            yield " ".join(held) + " ", state
            held = []
        held.append(words)
        state = ours
    yield " ".join(held), state


def _pieces(text: str) -> list[str]:
    """Sentences of a text; what stands in quotation marks is not divided."""
    out, start, depth = [], 0, 0
    ends = {match.start(): match.end() for match in ENDS.finditer(text)}
    for at, char in enumerate(text):
        depth = max(0, depth + (char in "“«") - (char in "”»"))
        if at in ends and not depth:
            out.append(text[start:at])
            start = ends[at]
    return [*out, text[start:]]


@lru_cache(1 << 14)
def _whole(text: str, locale: str) -> str | None:
    """A text that one pattern fits, worded; `None` if none does."""
    for pattern in patterns(locale):
        if not text.startswith(pattern.head):
            continue
        found = pattern.form.fullmatch(text)
        if found is not None:
            return _filled(pattern.translation, found.groupdict(), locale)
    return None


def _filled(translation: str, values: dict[str, str], locale: str) -> str:
    def put(place: re.Match[str]) -> str:
        value = values[place[1]]
        if place[2] is None:
            return "".join(words for words, _ in worded(value, locale))
        digits = re.sub(r"[^0-9]", "", value.partition(".")[0])
        return place[2].split("|")[plural_form(locale, int(digits or 0))]

    return PLACE.sub(put, translation)
