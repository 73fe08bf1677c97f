"""Words of two languages that are known to render each other, before a text is read.

Two tables are plain data: `words.tsv`, the commonest words of several languages (forms of one
meaning in a row), and `<language>/glossary.tsv`, terms of diplomacy with their English renderings.
An editor's own terms come from the project's authorities and are simply added.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib import resources

__all__ = ["GLOSSARIES", "Pair", "glossary", "lexicon_digest"]

Pair = tuple[str, str, float]
"""A term, its rendering, and how much it is to be believed (0..1)."""

GLOSSARIES = {("ru", "en"): "russian/glossary.tsv"}
"""Pairs of languages that have a glossary of terms."""


@cache
def glossary(source_language: str | None, target_language: str | None) -> tuple[Pair, ...]:
    """All pairs known for two languages; none where a language is unknown or has no table.

    >>> ("мир", "peace", 1.0) in glossary("ru", "en")
    True
    >>> ("peace", "мир", 1.0) in glossary("en", "ru")
    True
    """
    if not source_language or not target_language:
        return ()
    pairs = dict.fromkeys(_words(source_language, target_language))
    for (left, right), name in GLOSSARIES.items():
        if (left, right) == (source_language, target_language):
            pairs.update(dict.fromkeys(_terms(name)))
        elif (right, left) == (source_language, target_language):
            pairs.update(dict.fromkeys((b, a, belief) for a, b, belief in _terms(name)))
    return tuple(pairs)


@cache
def lexicon_digest() -> str:
    """What identifies all tables of words and terms, for certificates.

    >>> len(lexicon_digest())
    12
    """
    names = ("words.tsv", *sorted(GLOSSARIES.values()))
    texts = [(resources.files("herewith.languages") / name).read_text("utf-8") for name in names]
    return sha256("\n".join(texts).encode()).hexdigest()[:12]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (resources.files("herewith.languages") / name).read_text("utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter="\t")


def _words(source: str, target: str) -> Iterator[Pair]:
    for row in _rows("words.tsv"):
        if source not in row or target not in row:
            return
        value = row["value"].split()
        for left in (*row[source].split(), *value):
            for right in (*row[target].split(), *value):
                yield left, right, 1.0


def _terms(name: str) -> Iterator[Pair]:
    for row in _rows(name):
        left, right = row.values()
        for rendering in right.split(";"):
            yield left, rendering.strip(), 1.0
