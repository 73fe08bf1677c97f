"""Words of one meaning within one language, as data: `<language>/thesaurus.txt`.

The concepts of `cues` are shared by all languages and stand for what rules ask for. A thesaurus is
larger and plainer: groups of words and phrases that texts in one language put for each other. It
tells what is the same, what is near (two words that a third joins) and what is another thing.

Blind spot:
    Words are looked up alone: `bill` is an invoice and a draft law wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from herewith.languages.cues import LANGUAGES, THESAURUS
from herewith.languages.lemmas import plain

__all__ = ["LONGEST", "Relation", "contrary", "groups", "kinds", "relation"]

LONGEST = 6
"""Words of the longest phrases that are looked up."""

Relation = Literal["same", "near", "other", ""]
"""What two words are to each other; empty if one is not in the thesaurus."""


@dataclass(frozen=True, slots=True)
class _Thesaurus:
    """The numbers of the groups of each word, the kind and the words of each group, and contraries."""

    of: Mapping[str, frozenset[int]]
    kind: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    against: Mapping[str, frozenset[str]]


@cache
def _thesaurus(language: str | None) -> _Thesaurus | None:
    if language not in THESAURUS:
        return None
    of: dict[str, set[int]] = {}
    kind: list[str] = []
    words: list[frozenset[str]] = []
    against: dict[str, set[str]] = {}
    for name, group in _read(language):
        if name == "contrary":
            left, right = (_split(half) for half in group.split(" <> "))
            for one, other in ((left, right), (right, left)):
                for word in one:
                    against.setdefault(word, set()).update(other)
            continue
        for word in _split(group):
            of.setdefault(word, set()).add(len(words))
        kind.append(name)
        words.append(_split(group))
    return _Thesaurus(
        {w: frozenset(n) for w, n in of.items()}, tuple(kind), tuple(words),
        {w: frozenset(n) for w, n in against.items()},
    )  # fmt: skip


def _read(language: str) -> Iterator[tuple[str, str]]:
    """The kind and the text of each group of a language's file."""
    folder = files("herewith.languages") / LANGUAGES[language]
    for line in (folder / "thesaurus.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, rest = line.partition(" | ")
            yield from ((name, group) for group in rest.split(" ; "))


def _split(group: str) -> frozenset[str]:
    return frozenset(plain(word.strip()) for word in group.split(","))


def contrary(a: tuple[str, ...], b: tuple[str, ...], language: str | None) -> bool:
    """Whether two words, each in some spellings, are contraries.

    >>> contrary(("latter",), ("former",), "en"), contrary(("latter",), ("late",), "en")
    (True, False)
    """
    book = _thesaurus(language)
    if book is None:
        return False
    return any(not book.against.get(word, frozenset()).isdisjoint(b) for word in a)


def groups(phrases: tuple[str, ...], language: str | None) -> frozenset[int]:
    """The numbers of all groups that hold one of some spellings of a word or phrase.

    >>> bool(groups(("hold up",), "en") & groups(("delayed", "delay"), "en"))
    True
    """
    book = _thesaurus(language)
    if book is None:
        return frozenset()
    return frozenset(n for phrase in phrases for n in book.of.get(phrase, ()))


def kinds(found: frozenset[int], language: str | None) -> frozenset[str]:
    """The kinds of some groups: `act`, `thing`, `mild`, `shade`."""
    book = _thesaurus(language)
    return frozenset(book.kind[n] for n in found) if book else frozenset()


def relation(a: frozenset[int], b: frozenset[int], language: str | None) -> Relation:
    """What the words of some groups are to those of others.

    >>> def of(word):
    ...     return groups((word,), "en")
    >>> [relation(of("send"), of(word), "en") for word in ("dispatch", "convey", "borrow", "zymurgy")]
    ['same', 'near', 'other', '']
    """
    if not a or not b:
        return ""
    if a & b:
        return "same"
    return "near" if _joined(a, language) & b else "other"


@lru_cache(maxsize=20_000)
def _joined(found: frozenset[int], language: str | None) -> frozenset[int]:
    """The groups of all words of some groups."""
    book = _thesaurus(language)
    if book is None:
        return frozenset()
    return frozenset(m for n in found for word in book.words[n] for m in book.of[word])
