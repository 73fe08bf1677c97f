"""The index that lets the frozen site search by itself: scripts of a few dozen kilobytes each.

A page opened from a disk may load scripts that lie beside it but no data files, so the index is
made of scripts. `index.js` says with which word every list of words begins; `words-<n>.js` has
words in alphabetical order: of a dictionary form the documents that have it in any form, of
another form the dictionary forms it may be of; `documents-<n>.js` says what the documents are.
A search loads one list for each word asked for, and the documents that it shows.

English and Russian stand in one list. A word that no document has is taken for the beginning of
words.

Blind spot:
    Phrases are looked for as words, near or far from each other; the page says so.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from herewith.languages.lemmas import fold, lemma
from herewith.site.index import EditionIndex

__all__ = ["script", "scripts", "words_of"]

_WORD = re.compile(r"\w+", re.UNICODE)

LIST = 40_000
"""Characters of one list of words, about."""

BLOCK = 32
"""Documents described in one script."""

COUNTED = 7
"""A word is counted up to so many times in a document."""

Posting = list[str | int]
"""Of one word: dictionary forms, and documents as `8 * step from the one before + count`."""


@dataclass(frozen=True, slots=True)
class _Index:
    """The lists of words, each with its words in order, and the documents."""

    lists: Sequence[Mapping[str, Posting]]
    documents: Sequence[Sequence[str]]


def words_of(text: str) -> list[str]:
    """Words as the index keeps them: lower case, `ё` as `е`.

    >>> words_of("Всё 2-й Note")
    ['все', '2', 'й', 'note']
    """
    return [_folded(word) for word in _WORD.findall(text)]


@lru_cache(1 << 16)
def _folded(word: str) -> str:
    return fold(word) or word.casefold()


def scripts(index: EditionIndex) -> Iterator[str]:
    """Names of all scripts."""
    built = _built(index)
    yield "index.js"
    yield from (f"words-{n}.js" for n in range(len(built.lists)))
    yield from (f"documents-{n}.js" for n in range(-(-len(built.documents) // BLOCK)))


def script(index: EditionIndex, name: str) -> str:
    """One script by its name; empty if there is none of that name."""
    built = _built(index)
    if name == "index.js":
        first = [next(iter(words)) for words in built.lists]
        data = {"first": first, "documents": len(built.documents), "block": BLOCK}
        return f"globalThis.herewithIndex={_literal(data)};\n"
    match = re.fullmatch(r"(words|documents)-(0|[1-9][0-9]{0,8})\.js", name)
    if match is None:
        return ""
    n = int(match[2])
    if match[1] == "words" and n < len(built.lists):
        return f"(globalThis.herewithWords??={{}})[{n}]={_literal(built.lists[n])};\n"
    block = built.documents[n * BLOCK : (n + 1) * BLOCK]
    if match[1] == "documents" and block:
        return f"(globalThis.herewithDocuments??={{}})[{n}]={_literal(block)};\n"
    return ""


def _built(index: EditionIndex) -> _Index:
    return index.once("static search", lambda: _build(index))


def _build(index: EditionIndex) -> _Index:
    postings: dict[str, list[tuple[int, int]]] = {}
    stems: dict[str, set[str]] = {}
    documents: list[list[str]] = []
    for document in index.edition.documents():
        item, witness = index.witness(document.id)
        if item is None and not document.text:
            continue
        counts: dict[str, int] = {}
        for form, times in Counter(words_of(document.text)).items():
            stem = _stem(form, document.language)
            counts[stem] = counts.get(stem, 0) + times
            if stem != form:
                stems.setdefault(form, set()).add(stem)
        for stem, count in counts.items():
            postings.setdefault(stem, []).append((len(documents), count))
        documents.append(
            [
                index.reading(document.id),
                item.title if item else document.id,
                item.date if item else "",
                document.language or "",
                witness.role if witness else "",
            ]
        )
    words: dict[str, Posting] = {
        word: [*sorted(stems.get(word, ())), *_steps(postings.get(word, ()))]
        for word in sorted(postings.keys() | stems.keys())
    }
    return _Index(tuple(_lists(words)), documents)


@lru_cache(1 << 16)
def _stem(form: str, language: str | None) -> str:
    if form.isdigit():
        return form
    return fold(lemma(form, language)) or form


def _steps(places: Sequence[tuple[int, int]]) -> list[int]:
    """Documents in order, each as the step from the one before, with its count."""
    out = []
    before = 0
    for number, count in places:
        out.append(8 * (number - before) + min(count, COUNTED))
        before = number
    return out


def _lists(words: Mapping[str, Posting]) -> Iterator[dict[str, Posting]]:
    """The words in lists of about `LIST` characters."""
    held: dict[str, Posting] = {}
    size = 0
    for word, posting in words.items():
        held[word] = posting
        size += len(word) + sum(len(str(one)) + 1 for one in posting) + 5
        if size >= LIST:
            yield held
            held, size = {}, 0
    if held:
        yield held


def _literal(data: object) -> str:
    """JSON that is also a script: no end tag, no line separator can end it early."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
