"""Letters within telegrams: who writes to whom in the text that a paper carries.

"Please deliver following message from the President to Chairman …": inside it, "I" is not the
ambassador and "you" not the Department.

Blind spot:
    A carried text without a word before it that announces it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from herewith.algorithms.references.names import word_keys
from herewith.languages.references import ReferenceWords, reference_words

__all__ = ["Carried", "find_carried", "office_holders"]

HEAD = 1600
"""Characters at the head of a text in which a carried text begins."""

_NAMES = r"((?:(?:the|Mr\.|Dr\.)\s+)*(?:[^\W\d_a-zа-яё][\w.’'-]*\s*){1,5})"
_SALUTE = re.compile(
    r"^[“\"\s]*((?i:my\s+)?(?i:dear|esteemed|уважаемый|дорогой)\s[^:\n]{3,60})", re.M
)


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a carried text begins, and the keys of its two parties."""

    start: int
    sender: frozenset[str]
    addressee: frozenset[str]


def find_carried(
    text: str, language: str | None, holders: Mapping[str, frozenset[str]]
) -> Carried | None:
    """The text that a paper announces and carries; `None` if there is none.

    Args:
        text: reading text of the paper.
        language: of the text.
        holders: for an office the keys of the person meant by it, from `office_holders`.

    >>> found = find_carried(
    ...     "412. Please deliver following message from the President to Chairman Vorokhov. "
    ...     "Dear Mr. Chairman: I have", "en", {"president": frozenset({"holis"})})
    >>> sorted(found.sender), sorted(found.addressee)
    (['holis'], ['vorohov'])
    """
    words = reference_words(language)
    head = text[:HEAD]
    lower = head.lower()
    cues = [at for cue in words.carried if (at := lower.find(cue)) >= 0]
    if not cues:
        return None
    start = min(cues)
    dateline = head.find("\n\n")
    announced = head[dateline if 0 <= dateline < min(start, 160) else 0 : start + 200]
    sender = _owner(announced, words, holders) or _named(announced, words.senders, words, holders)
    addressee = _named(announced, words.addressees, words, holders)
    greeted = _SALUTE.search(text, start, start + HEAD)
    if greeted:
        start = greeted.start(1)
        addressee |= _persons(greeted[1], words, holders)
        sender = word_keys(_signature(text, words), language, capital=True) or sender
    if not sender and not addressee:
        return None
    return Carried(start, sender - addressee, addressee)


def office_holders(titles: Iterable[tuple[str, str | None]]) -> dict[str, frozenset[str]]:
    """Whom an office means in a collection, where headings leave no doubt.

    Args:
        titles: pairs of a heading or address and its language.

    Returns:
        For an office in small letters the key of the name that stands behind it in four of five
        headings; offices of several persons are left out.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for title, language in titles:
        words = reference_words(language)
        for office in words.titles:
            for match in re.finditer(rf"\b(?i:{office})\s+((?:[A-ZА-Я][\w’'-]+\s?){{1,3}})", title):
                for key in sorted(word_keys(match[1].split("’")[0].split("'")[0], language))[:2]:
                    counts[office][key] += 1
    out = {}
    for office, found in counts.items():
        (key, n), total = found.most_common(1)[0], sum(found.values())
        if n * 5 >= total * 4:
            out[office] = frozenset({key})
    return out


def _owner(
    said: str, words: ReferenceWords, holders: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Keys of a name or office with 's before a word for a letter."""
    for match in re.finditer(r"((?:[A-Z][\w-]*\s?){1,3})['’]s?\s+(\w+)(?:\s+(\w+))?", said):
        kinds = {words.nouns.get((word or "").lower()) for word in match.groups()[1:]}
        if kinds & {"letter", "message", "note"}:
            return _persons(match[1], words, holders)
    return frozenset()


def _named(
    said: str,
    prepositions: Iterable[str],
    words: ReferenceWords,
    holders: Mapping[str, frozenset[str]],
) -> frozenset[str]:
    """Keys of the first party behind one of some prepositions."""
    pattern = rf"\b(?:{'|'.join(prepositions) or '(?!)'})\s+{_NAMES}"
    for match in re.finditer(pattern, said):
        keys = _persons(match[1], words, holders)
        if keys:
            return keys
    return frozenset()


def _persons(
    said: str, words: ReferenceWords, holders: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Keys of a name; of the holder where only an office stands."""
    keys = word_keys(said, words.language, capital=True)
    if keys:
        return keys
    lower = said.lower()
    offices = [office for office in holders if re.search(rf"\b{office}\b", lower)]
    return holders[max(offices, key=len)] if offices else frozenset()


def _signature(text: str, words: ReferenceWords) -> str:
    """The last short line of a carried text that looks like a name.

    What stands behind the line that ends the carried text is the carrier's.
    """
    tail = text[-600:]
    ends = [at for end in words.carried_ends if (at := tail.lower().rfind(end)) >= 0]
    if ends:
        tail = tail[: min(ends)]
    lines = [line.strip(' .”"').removeprefix("/s/") for line in tail.split("\n") if line.strip()]
    names = [
        ln
        for ln in lines[1:]
        if len(ln) < 40 and re.fullmatch(r"(?:[A-ZА-ЯЁ][\w.’'-]*\s*){2,4}", ln)
    ]
    return names[-1] if ends and names else names[0] if names else ""
