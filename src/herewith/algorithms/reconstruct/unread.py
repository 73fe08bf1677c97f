"""Pages that could not be read leave a gap in the document that goes on behind them.

The reader marks where such a page stands (`unread`). Text before and behind it in one document
does not follow on: the gap is stated there. Between two documents it is stated of the one before
if that breaks off inside a sentence, and of the one behind if that begins inside one; of neither,
if neither does. The page itself is listed with the source in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from herewith.algorithms.reconstruct.furnish import Maker
from herewith.algorithms.reconstruct.lines import ends_open, starts_small
from herewith.model.document import Document, Gap, Reconstruction, Run
from herewith.model.text import Delivered, Mark

__all__ = ["with_unread_pages"]

LAST_WORDS = 5


def with_unread_pages(found: Reconstruction, delivered: Delivered) -> Reconstruction:
    """The reconstruction with a gap for every unread page inside a document, or at its edge."""
    marks = [mark for mark in delivered.marks if mark.kind == "unread"]
    if not marks:
        return found
    maker = Maker(delivered.source.id, delivered.text)
    usual = _usual_words(delivered)
    own: dict[str, list[Gap]] = {}
    for mark in marks:
        for document, at in _places(found.documents, mark.start):
            gap = maker.gap(_gap(document, at, delivered, mark, usual))
            own.setdefault(str(document.id), []).append(gap)
    documents = tuple(
        replace(
            document,
            gaps=tuple(sorted((*document.gaps, *gaps), key=lambda gap: gap.at)),
            complete=False,
        )
        if (gaps := own.get(str(document.id)))
        else document
        for document in found.documents
    )
    added = [gap for gaps in own.values() for gap in gaps]
    return replace(found, documents=documents, gaps=(*found.gaps, *added))


def _places(documents: Sequence[Document], offset: int) -> Iterator[tuple[Document, int]]:
    """The documents that lack the page at an offset, each with the run that follows the page."""
    before: tuple[int, Document] | None = None
    behind: tuple[int, Document] | None = None
    for document in documents:
        runs = document.runs
        if not runs:
            continue
        at = next((n for n, run in enumerate(runs) if run.source_start >= offset), len(runs))
        if 0 < at < len(runs):
            if all(run.source_end <= offset for run in runs[:at]):
                yield document, at
            return  # else its pages are not in the order of capture: where it belongs is unknown
        if at == len(runs):
            end = max(run.source_end for run in runs)
            before = max(before or (end, document), (end, document), key=lambda pair: pair[0])
        else:
            start = min(run.source_start for run in runs)
            behind = min(behind or (start, document), (start, document), key=lambda pair: pair[0])
    if before is not None and ends_open(before[1].text) and not _is_closed(before[1]):
        yield before[1], len(before[1].runs)
    if behind is not None and starts_small(behind[1].text):
        yield behind[1], 0


def _is_closed(document: Document) -> bool:
    """Whether a document ends as one does: with a signature, a closing or what is enclosed."""
    return document.passages[-1].role in ("signature", "closing", "enclosures", "address")


def _gap(
    document: Document, behind: int, delivered: Delivered, mark: Mark, usual: int | None
) -> Gap:
    """The gap that an unread page leaves in a document, before one of its runs."""
    runs = document.runs
    left = runs[behind - 1] if behind else None
    right = runs[behind] if behind < len(runs) else None
    page = int(mark.name) if mark.name.isdigit() else None
    return Gap(
        "",
        document.id,
        delivered.source.id,
        _last_words(delivered, left) if left else None,
        _first_words(delivered, right) if right else None,
        left.end if left else 0,
        page,
        usual,
        f"page {mark.name} of the source could not be read: {mark.get('why')}",
    )


def _last_words(delivered: Delivered, run: Run) -> tuple[int, int]:
    text, end = delivered.text, run.source_end
    words = text[max(run.source_start, end - 200) : end].split()[-LAST_WORDS:]
    start = end
    for word in reversed(words):
        start = text.rfind(word, run.source_start, start)
    return max(run.source_start, start), end


def _first_words(delivered: Delivered, run: Run) -> tuple[int, int]:
    text, stop = delivered.text, run.source_start
    for word in text[stop : min(run.source_end, stop + 200)].split()[:LAST_WORDS]:
        stop = text.find(word, stop) + len(word)
    return run.source_start, stop


def _usual_words(delivered: Delivered) -> int | None:
    """Words of a page of this source, of those that could be read."""
    counts = [
        len(delivered.text[page.start : page.end].split())
        for page in delivered.pages
        if page.state in ("text", "ocr") and page.end > page.start
    ]
    return int(median(counts)) if counts else None
