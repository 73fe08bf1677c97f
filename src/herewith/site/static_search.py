"""The index that lets the frozen site search by itself: scripts of a few dozen kilobytes each.

A page opened from a disk may load scripts that lie beside it but no data files, so the index is
made of scripts. `index.js` says with which word every list of words begins; `words-<n>.js` has
words in alphabetical order: of a dictionary form the documents that have it in any form, in their
text or beside it, of another form the dictionary forms it may be of; `<field>:<word>` has the
documents that have the dictionary form in a field (`herewith.algorithms.search_fields`).
`documents-<n>.js` says what the documents are. A search loads one list for each word asked for, and
the documents that it shows; `index.js` says which documents are of one letter.

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

from herewith.algorithms.marked_up import plain
from herewith.algorithms.search_fields import (
    Placed,
    Stretch,
    of_collation,
    of_document,
    of_entry,
)
from herewith.languages.lemmas import fold, lemma
from herewith.model.document import Document
from herewith.site.addresses import Route, page_address
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
    back: Sequence[int]
    """How far before each document the first one of its letter stands; 0 for the first itself."""


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
        count = len(built.documents)
        data = {
            "first": first,
            "documents": count,
            "block": BLOCK,
            "back": built.back,
        }
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
    words = _Words()
    documents: list[list[str]] = []
    back: list[int] = []
    first: dict[str, int] = {}
    variants = _Variants(index)
    for document in index.edition.documents():
        item, witness = index.witness(document.id)
        if item is None and not document.text:
            continue
        number = len(documents)
        words.add(number, "", document.text, document.language)
        for one in _beside(index, document, variants):
            words.add(number, one.field, one.text, one.language or document.language)
        back.append(number - first.setdefault(item.id, number) if item else 0)
        documents.append(
            [
                index.reading(document.id),
                item.title if item else document.id,
                item.date if item else "",
                document.language or "",
                witness.role if witness else "",
                witness.siglum if witness else "",
                page_address(Route("letter", item.id)) if item else "",
            ]
        )
    return _Index(tuple(_lists(words.posted())), documents, back)


class _Variants:
    """The variants of each document; those of one letter are kept until another is asked for."""

    def __init__(self, index: EditionIndex) -> None:
        self._index = index
        self._known: tuple[str, dict[str, list[Stretch]]] = ("", {})

    def of(self, document: str) -> Sequence[Stretch]:
        """What the witnesses of its letter read otherwise, where this document reads so."""
        item = self._index.edition.item_of(document)
        if item is None:
            return ()
        if self._known[0] != item.id:
            found: dict[str, list[Stretch]] = {}
            for collation in self._index.edition.collations(item.id):
                for name, one in of_collation(collation, item):
                    found.setdefault(name, []).append(one)
            self._known = item.id, found
        return self._known[1].get(document, ())


def _beside(index: EditionIndex, document: Document, variants: _Variants) -> Iterator[Stretch]:
    """What a document can be found by beside its text."""
    for one in of_document(document):
        yield _read(index, one) if isinstance(one, Placed) else one
    entry = index.edition.entry(document.id)
    yield from of_entry(entry) if entry else ()
    yield from variants.of(document.id)


def _read(index: EditionIndex, one: Placed) -> Stretch:
    source = index.files.get(one.source)
    words = index.words(one.source, one.start, one.end)
    return Stretch(one.field, one.language, plain(words, source.media_type if source else ""))


class _Words:
    """Which documents have which words, gathered document by document."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}
        self._stems: dict[str, set[str]] = {}

    def add(self, document: int, field: str, text: str, language: str | None) -> None:
        """Take in words of a document's text, or of a field beside it."""
        for form, times in Counter(words_of(text)).items():
            stem = _stem(form, language)
            self._count(stem, document, times)
            if field:
                self._count(f"{field}:{stem}", document, times)
            if stem != form:
                self._stems.setdefault(form, set()).add(stem)

    def _count(self, key: str, document: int, times: int) -> None:
        posting = self._counts.setdefault(key, {})
        posting[document] = posting.get(document, 0) + times

    def posted(self) -> Mapping[str, Posting]:
        """Every word in alphabetical order with its dictionary forms and documents."""
        return {
            word: [
                *sorted(self._stems.get(word, ())),
                *_steps(tuple(self._counts.get(word, {}).items())),
            ]
            for word in sorted(self._counts.keys() | self._stems.keys())
        }


@lru_cache(1 << 16)
def _stem(form: str, language: str | None) -> str:
    if form.isdigit():
        return form
    return fold(lemma(form, language)) or form


def _steps(places: Sequence[tuple[int, int]]) -> list[int]:
    """Documents in order, each as the step from the one before, with its count."""
    out: list[int] = []
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
