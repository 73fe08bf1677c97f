"""The index that lets the frozen site search by itself: scripts in shards, one per first letter.

A page opened from a disk may load scripts that lie beside it but no data files, so the index is
made of scripts. `index.js` lists the documents; `words-<shard>.js` gives for every word form of
that shard the documents that have it and how often. The search finds forms that begin with the
words asked for: no stems, and it says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from herewith.site.index import EditionIndex

__all__ = ["index_script", "shard_of", "shard_script", "shards", "words_of"]

_WORD = re.compile(r"\w+", re.UNICODE)

MARKS = str.maketrans({"ё": "е", "Ё": "е"})


def words_of(text: str) -> list[str]:
    """Word forms as the index keeps them: lower case, `ё` as `е`.

    >>> words_of("Всё 2-й Note")
    ['все', '2', 'й', 'note']
    """
    return _WORD.findall(text.casefold().translate(MARKS))


def shard_of(word: str) -> str:
    """Name of the shard that has a word: the code point of its first character, in hexadecimal.

    >>> shard_of("note"), shard_of("нота")
    ('6e', '43d')
    """
    return f"{ord(word[0]):x}"


def index_script(index: EditionIndex) -> str:
    """The list of documents and of shards, as a script."""
    data = {"documents": _built(index)[1], "shards": shards(index)}
    return f"globalThis.herewithIndex={_literal(data)};\n"


def shards(index: EditionIndex) -> list[str]:
    """Names of the shards, in order."""
    return sorted(_built(index)[0])


def shard_script(index: EditionIndex, shard: str) -> str:
    """The words of one shard, as a script; empty if there is no such shard."""
    words = _built(index)[0].get(shard)
    if words is None:
        return ""
    return (
        "(globalThis.herewithWords??={})"
        f"[{_literal(shard)}]={_literal(dict(sorted(words.items())))};\n"
    )


Shards = Mapping[str, Mapping[str, list[int]]]


def _built(index: EditionIndex) -> tuple[Shards, list[list[str]]]:
    """Postings by shard and word as `[document, count, …]`, and the documents."""
    return index.once("static search", lambda: _build(index))


def _build(index: EditionIndex) -> tuple[Shards, list[list[str]]]:
    postings: dict[str, dict[str, list[int]]] = {}
    documents: list[list[str]] = []
    for document in index.edition.documents():
        item, witness = index.witness(document.id)
        if item is None and not document.text:
            continue
        number = len(documents)
        documents.append(
            [
                index.reading(document.id),
                item.title if item else document.id,
                item.date if item else "",
                document.language or "",
                witness.role if witness else "",
                item.id if item else "",
            ]
        )
        counts: dict[str, int] = {}
        for word in words_of(document.text):
            counts[word] = counts.get(word, 0) + 1
        for word, count in counts.items():
            postings.setdefault(shard_of(word), {}).setdefault(word, []).extend((number, count))
    return postings, documents


def _literal(data: object) -> str:
    """JSON that is also a script: no end tag, no line separator can end it early."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
