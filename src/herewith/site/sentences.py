"""Sentences that the program wrote when it worked, worded in a language of the interface.

Reasons, problems and statements are kept in English, as the stage wrote them: they are part of
the record and are the same for everyone who asks. Where a page shows one, it is read back by the
patterns of a catalogue (`locales/sentences.<language>.po`) and worded anew:

    msgid "{n} words stand in both"
    msgstr "{n} {n|слово стоит|слова стоят|слов стоят} в обоих"

`{name}` stands for any words, `{n}` and names that begin with `n_` for a number; in a translation
`{n|…|…|…}` chooses by the plural rules of CLDR. What stands in a place is worded too if it is a
sentence of the catalogue itself, and is left as it is if not: names and ids. What stands in
quotation marks, or in a place called `as_is`, is always left as it is. Sentences joined by "; ", by full stops or in a list are worded one by one.

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
ENDS = re.compile(r"(?:(?<=[.?!])|(?<=[.?!][”)])|(?<=;)) (?=\S)")
"""Where one sentence may end and the next begin."""

INITIAL = re.compile(r"\b(?:[A-ZА-ЯЁ]|Mr|Mrs|Dr|Jr|St|No|г)\.$")
"""What a name may have before a space: no sentence ends there."""

SWALLOWED = re.compile(r"”[.;,:)] |”[.;]? [a-z(“]")
"""Where a quotation closes and a sentence goes on: more than one was taken for a quotation."""

AS_IS = "as_is"
"""The name of a place whose words are never a sentence of the catalogue."""

QUOTES = {"“": "”", "«": "»"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with places, as it is recognised and as it is worded.

    `core` are the longest words of its own, `quoted` the places that stand in quotation marks.
    """

    message: str
    translation: str
    form: re.Pattern[str]
    core: str
    quoted: frozenset[str]


@cache
def patterns(locale: str) -> tuple[Pattern, ...]:
    """The patterns of a language: those with more words of their own are tried first."""
    if locale == LOCALES[0]:
        return ()
    text = files("herewith.site").joinpath("locales", f"sentences.{locale}.po").read_text("utf-8")
    made = [_pattern(message, forms[0]) for message, forms in parse_po(text).items()]
    return tuple(sorted(made, key=lambda one: (-len(PLACE.sub("", one.message)), one.message)))


def _pattern(message: str, translation: str) -> Pattern:
    out, at, own = [], 0, [""]
    seen: set[str] = set()
    quoted = {AS_IS}
    for place in PLACE.finditer(message):
        own.append(message[at : place.start()])
        out.append(re.escape(own[-1]))
        name = place[1]
        kind = NUMBER if name == "n" or name.startswith("n_") else ".+?"
        out.append(f"(?P={name})" if name in seen else f"(?P<{name}>{kind})")
        seen.add(name)
        if own[-1].endswith(("“", '"')):
            quoted.add(name)
        at = place.end()
    own.append(message[at:])
    out.append(re.escape(own[-1]))
    form = re.compile("".join(out), re.DOTALL)
    return Pattern(message, translation, form, max(own, key=len), frozenset(quoted))


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
    fitting = tuple(one for one in patterns(locale) if one.core in text)
    pieces = _pieces(text)
    return tuple(_joined(_apart(pieces, fitting, locale)))


def _apart(pieces: Sequence[str], fitting: Sequence[Pattern], locale: str) -> Iterator[Part]:
    """Sentences one after another; as many as a pattern fits are taken together."""
    at = 0
    while at < len(pieces):
        for end in range(len(pieces), at, -1):
            text = " ".join(pieces[at:end])
            bare = text.removesuffix(";") if end < len(pieces) else text
            found = _whole(bare, fitting, locale)
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
    """Sentences of a text; what stands in quotation marks or parentheses is not divided."""
    ends = {match.start(): match.end() for match in ENDS.finditer(text)}
    out, start, depth = [], 0, 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in "“«(") - (char in "”»)"))
        if at in ends and not depth:
            out.append(text[start:at])
            start = ends[at]
    return [*out, text[start:]]


def _whole(text: str, fitting: Sequence[Pattern], locale: str) -> str | None:
    """A text that one pattern fits, worded; `None` if none does."""
    for pattern in fitting:
        if pattern.core not in text:
            continue
        found = pattern.form.fullmatch(text)
        if found is not None:
            made = _filled(pattern, found.groupdict(), locale)
            if made is not None:
                return made
    return None


def _filled(pattern: Pattern, values: dict[str, str], locale: str) -> str | None:
    """A translation with its places filled; `None` if a place would swallow other sentences."""
    filled: dict[str, str] = {}
    for name, value in values.items():
        if SWALLOWED.search(value) and not _closed(value):
            return None
        several = any(not INITIAL.search(piece) for piece in _pieces(value)[:-1])
        if name in pattern.quoted:
            if several and name == AS_IS:
                return None
            filled[name] = value
            continue
        parts = worded(value, locale)
        if several and not all(ours for _, ours in parts):
            return None
        filled[name] = "".join(words for words, _ in parts)

    def put(place: re.Match[str]) -> str:
        if place[2] is None:
            return filled[place[1]]
        digits = re.sub(r"[^0-9]", "", values[place[1]].partition(".")[0])
        return place[2].split("|")[plural_form(locale, int(digits or 0))]

    return PLACE.sub(put, pattern.translation)


def _closed(value: str) -> bool:
    """Whether no quotation mark closes in a text that it has not opened."""
    depth = 0
    for char in value:
        depth += (char in QUOTES) - (char in QUOTES.values())
        if depth < 0:
            return False
    return depth == 0
