"""Where one document was probably encoded as two, or two as one.

Looked for: numbers missing from the row of documents; a paragraph that reads like the heading of
the number missing; a second dateline behind a signature; documents without words; headings that
call a document a part of another; and texts that go on in the middle of a sentence.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from herewith.algorithms.lint.fault import Fault
from herewith.algorithms.lint.volume import Doc, Volume
from herewith.model.text import Mark

__all__ = ["boundary_faults"]

_NUMBERED = re.compile(r"\W*(?:No\.?\s*|№\s*)?\[?(\d+[A-Za-z]?)\]?(?:\.|(?=\s*[A-ZА-ЯЁ]))\s*")
_SENTENCE_END = re.compile(r"[.!?:;…”\"»)\]*—–-]\s*$")
FACSIMILES = ("graphic", "figure", "media", "file", "pdf")
"""Elements that stand for a picture of the text."""

INNER = frozenset({"attachment", "enclosure", "appendix", "floatingText"})


def boundary_faults(volume: Volume) -> Iterator[Fault]:
    """All doubtful boundaries of a volume's documents."""
    documents = volume.documents
    for before, after in itertools.pairwise(documents):
        yield from _row(volume, before, after)
    known = {document.n for document in documents}
    empty = [
        fault
        for n, d in enumerate(documents)
        for fault in _empty(volume, d, documents[n - 1] if n else None)
    ]
    if len(empty) <= max(3, len(documents) // 4):
        yield from empty
    for document in documents:
        yield from _number(volume, document)
        yield from _second(volume, document, known)
        yield from _part(volume, document)


def _row(volume: Volume, before: Doc, after: Doc) -> Iterator[Fault]:
    if not (before.n.isdigit() and after.n.isdigit()):
        return
    step = int(after.n) - int(before.n)
    mark = volume.marks[after.mark]
    if step == 1 or (step <= 0 and mark.parent != volume.marks[before.mark].parent):
        return
    if step > 1:
        lost = before.n and str(int(before.n) + 1)
        message = f"document {after.n} follows document {before.n}"
        hint = f"Is document {lost} within document {before.n}, or lost?"
        yield _fault(volume, mark, "L212", message, hint)
    elif step == 0:
        message = f"two documents in a row have the number {after.n}"
        yield _fault(volume, mark, "L213", message, "Perhaps one document was encoded as two.")
    else:
        message = f"document {after.n} follows document {before.n}"
        yield _fault(volume, mark, "L213", message, "Look at the numbers of both.")


def _number(volume: Volume, document: Doc) -> Iterator[Fault]:
    """A number in the heading that is not the document's."""
    head = _head(volume, document)
    if head is None or not document.n:
        return
    found = _NUMBERED.match(volume.plain(head.inner_start, head.inner_end, notes=False))
    if found and found[1].lower() != document.n.lower() and "." in found.group():
        message = f'the heading has the number {found[1]}, the document n="{document.n}"'
        yield _fault(volume, head, "L213", message, "Look which of the two is right.")


def _head(volume: Volume, document: Doc) -> Mark | None:
    return next(
        (
            volume.marks[n]
            for n in document.parts
            if volume.marks[n].name == "head" and volume.marks[n].parent == document.mark
        ),
        None,
    )


def _second(volume: Volume, document: Doc, known: set[str]) -> Iterator[Fault]:
    """A heading, or a dateline behind a signature, within a document."""
    signed: Mark | None = None
    headed = False
    for n in document.parts:
        mark = volume.marks[n]
        around = {volume.marks[k].name for k in volume.above(n)}
        if around & ({"note", "quote", "list", "table"} | INNER):
            continue
        if mark.name in INNER or (mark.name == "head" and mark.parent != document.mark):
            headed = True
        elif mark.name == "signed":
            signed = mark
        elif mark.name in ("p", "head"):
            said = volume.plain(mark.inner_start, mark.inner_end, notes=False).strip()[:200]
            headed = headed or bool(re.match(volume.words.parts, said))
            found = _NUMBERED.match(said)
            if found is None or mark == _head(volume, document) or found[1] in known:
                continue
            following = document.n.isdigit() and found[1] == str(int(document.n) + 1)
            if following and re.match(volume.words.headings, said[found.end() :]):
                message = f"“{said[:70]}” reads like the heading of another document"
                hint = f"Probably document {found[1]} begins here."
                yield _fault(volume, mark, "L212", message, hint)
                headed = True
        elif mark.name == "dateline" and signed is not None and not headed:
            after = mark.start > signed.end
            closing = {volume.marks[k].name for k in volume.above(n)} & {"closer", "postscript"}
            if after and not closing and _goes_on(volume, document, mark):
                said = volume.plain(mark.inner_start, mark.inner_end, notes=False).strip()
                message = f"a second dateline (“{said[:50]}”) behind a signature"
                hint = "Perhaps another document begins here."
                yield _fault(volume, mark, "L212", message, hint)
                headed = True


def _goes_on(volume: Volume, document: Doc, mark: Mark) -> bool:
    """Whether some text follows a place of a document."""
    end = volume.marks[document.mark].inner_end
    return len(volume.plain(mark.end, end, notes=False).split()) > 25


def _part(volume: Volume, document: Doc) -> Iterator[Fault]:
    head = _head(volume, document)
    if head is None:
        return
    said = volume.plain(head.inner_start, head.inner_end, notes=False).strip()
    rest = said[found.end() :] if (found := _NUMBERED.match(said)) else said
    if re.match(volume.words.parts, rest) and not re.search(volume.words.document, rest):
        message = f"the heading “{rest[:60]}” is one of a part of a document"
        hint = "Perhaps it belongs to the document before."
        yield _fault(volume, head, "L213", message, hint)


def _empty(volume: Volume, document: Doc, before: Doc | None) -> Iterator[Fault]:
    """A document without words, or one that goes on in the middle of a sentence."""
    mark, head = volume.marks[document.mark], _head(volume, document)
    start = head.end if head else mark.inner_start
    texts = [
        volume.marks[n]
        for n in document.parts
        if volume.marks[n].name in ("p", "list", "table", "lg", "ab", "quote")
        and volume.marks[n].start >= start
        and not any(volume.marks[k].name == "note" for k in volume.above(n))
    ]
    bare = volume.plain(start, mark.inner_end).strip()
    media = any(volume.marks[n].name in FACSIMILES for n in document.parts)
    if not texts and head is not None:
        described = any(
            len(volume.plain(volume.marks[n].inner_start, volume.marks[n].inner_end)) > 40
            for n in document.parts
            if volume.marks[n].name == "note"
        )
        if not described and not media and len(bare.split()) < 12:
            message = "a document with a heading and no text"
            hint = "Is its text lost, or is it the heading of the next?"
            yield _fault(volume, mark, "L213", message, hint)
        return
    if not texts or before is None:
        return
    said = volume.plain(texts[0].inner_start, texts[0].inner_end, notes=False).strip()
    dated = any(volume.marks[n].name == "dateline" for n in document.parts)
    if head is None and not dated and said[:1].islower():
        end = volume.plain(
            max(0, volume.marks[before.mark].inner_end - 400),
            volume.marks[before.mark].inner_end,
            notes=False,
        ).strip()
        if not _SENTENCE_END.search(end):
            message = f"begins in the middle of a sentence: “{said[:60]}”"
            hint = f"Probably it belongs to {before.id or 'the document before'}."
            yield _fault(volume, mark, "L213", message, hint)


def _fault(volume: Volume, mark: Mark, code: str, message: str, hint: str) -> Fault:
    end = mark.end if mark.name != "div" else max(mark.inner_start, mark.start + 1)
    record = volume.record_at(mark.start)
    return Fault(code, "warning", mark.start, end, message, hint, record)
