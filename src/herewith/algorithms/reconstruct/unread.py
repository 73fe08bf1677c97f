"""Pages that could not be read leave a gap in the document that goes on behind them.

The reader marks where such a page stands (`unread`). Text before and behind it in one document
does not follow on: the gap is stated there. Between two documents it is stated of neither; the
page itself is listed with the source.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from herewith.algorithms.reconstruct.furnish import Maker
from herewith.model.document import Document, Gap, Reconstruction
from herewith.model.text import Delivered, Mark

__all__ = ["with_unread_pages"]

LAST_WORDS = 5


def with_unread_pages(found: Reconstruction, delivered: Delivered) -> Reconstruction:
    """The reconstruction with a gap for every unread page inside a document."""
    marks = [mark for mark in delivered.marks if mark.kind == "unread"]
    if not marks:
        return found
    maker = Maker(delivered.source.id, delivered.text)
    usual = _usual_words(delivered)
    added: list[Gap] = []
    documents: list[Document] = []
    for document in found.documents:
        own = [
            maker.gap(gap)
            for mark in marks
            if (gap := _gap(document, delivered, mark, usual)) is not None
        ]
        added += own
        gaps = tuple(sorted((*document.gaps, *own), key=lambda gap: gap.at))
        complete = document.complete and not own
        documents.append(replace(document, gaps=gaps, complete=complete))
    return replace(found, documents=tuple(documents), gaps=(*found.gaps, *added))


def _gap(document: Document, delivered: Delivered, mark: Mark, usual: int | None) -> Gap | None:
    """The gap that an unread page leaves in a document; `None` if it stands outside of it."""
    runs = document.runs
    behind = next((n for n, run in enumerate(runs) if run.source_start >= mark.start), len(runs))
    if behind in (0, len(runs)):
        return None
    if any(run.source_end > mark.start for run in runs[:behind]):
        return None  # the pages are not in the order of capture: where it belongs is not known
    left, right = runs[behind - 1], runs[behind]
    end = left.source_end
    words = delivered.text[max(left.source_start, end - 200) : end].split()[-LAST_WORDS:]
    start = max(left.source_start, delivered.text.rfind(words[0], 0, end)) if words else end
    ahead = delivered.text[right.source_start : min(right.source_end, right.source_start + 200)]
    following = ahead.split()[:LAST_WORDS]
    stop = right.source_start + (ahead.find(following[-1]) + len(following[-1]) if following else 0)
    page = int(mark.name) if mark.name.isdigit() else None
    return Gap(
        "",
        document.id,
        delivered.source.id,
        (start, end),
        (right.source_start, stop),
        left.end,
        page,
        usual,
        f"page {mark.name} of the source could not be read: {mark.get('why')}",
    )


def _usual_words(delivered: Delivered) -> int | None:
    """Words of a page of this source, of those that could be read."""
    counts = [
        len(delivered.text[page.start : page.end].split())
        for page in delivered.pages
        if page.state in ("text", "ocr") and page.end > page.start
    ]
    return int(median(counts)) if counts else None
