"""What decisions would change, page by page of the reading room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from herewith.site.addresses import Route, page_address
from herewith.site.editing.alternatives import choices
from herewith.site.editing.ports import Change, Preview
from herewith.site.editing.questions import seen
from herewith.site.editing.records import ChangeRow, PreviewPage
from herewith.site.editing.saying import subject_of
from herewith.site.explanations import in_words
from herewith.site.index import EditionIndex
from herewith.site.parts import Ref

__all__ = ["preview_page"]

ROWS = 200
"""Pages listed at most."""

VALUES = 2000
"""Characters of a value that is shown."""


def preview_page(index: EditionIndex, after: EditionIndex | None, preview: Preview) -> PreviewPage:
    """A preview as a page.

    Args:
        index: the edition as it is.
        after: the edition as it would be, if that is worked out.
        preview: what was asked, and what was found.
    """
    word = preview.words[0]
    statement = index.edition.statement(word.target)
    value = in_words(word.value)
    if isinstance(word.value, str) and word.value in choices("class"):
        value = word.value
    statements = sum(change.kind == "Statement" for change in preview.changes)
    return PreviewPage(
        preview.id,
        after is not None,
        preview.failed,
        word.judgement,
        word.target,
        word.because,
        "",
        value[:VALUES],
        len(preview.words),
        _rows(index, after, preview.changes) if after is not None else (),
        len(preview.changes) - statements,
        statements,
        preview.problems,
        seen(statement) if statement else "",
    )


def _rows(
    index: EditionIndex, after: EditionIndex, changes: tuple[Change, ...]
) -> tuple[ChangeRow, ...]:
    """The pages that would change, those of letters first."""
    found: dict[str, tuple[Ref, Counter[str]]] = {}
    for change in changes:
        make = PAGES.get(change.kind)
        if make is None:
            continue
        page = make(index if change.how == "gone" else after, change.id)
        if page is not None and page.address:
            found.setdefault(page.address, (page, Counter()))[1][change.kind] += 1
    gone = {
        page.address
        for change in changes
        if change.how == "gone"
        and change.kind in WHOLE
        and (page := PAGES[change.kind](index, change.id))
    }
    new = {
        page.address
        for change in changes
        if change.how == "new"
        and change.kind in WHOLE
        and (page := PAGES[change.kind](after, change.id))
    }
    rows = []
    for address, (page, kinds) in sorted(found.items(), key=_letters_first):
        how = "gone" if address in gone else "new" if address in new else "changed"
        rows.append(ChangeRow(page, how, tuple(sorted(kinds.items())), how != "new"))
    return tuple(rows[:ROWS])


def _letters_first(entry: tuple[str, tuple[Ref, Counter[str]]]) -> tuple[bool, str]:
    return not entry[0].startswith("letter/"), entry[0]


def _letter(index: EditionIndex, key: str) -> Ref | None:
    item = index.edition.item(key)
    return Ref(item.title, page_address(Route("letter", item.id))) if item else None


def _document(index: EditionIndex, key: str) -> Ref | None:
    if key not in index.facts:
        return None
    item = index.edition.item_of(key)
    return Ref(item.title if item else key, index.reading(key))


def _within(index: EditionIndex, key: str) -> Ref:
    return subject_of(index, key)


def _of(kind: str) -> Callable[[EditionIndex, str], Ref | None]:
    def page(index: EditionIndex, key: str) -> Ref | None:
        return Ref(subject_of(index, key).text, page_address(Route(kind, key)))

    return page


def _attested(_index: EditionIndex, key: str) -> Ref | None:
    return Ref(key, "attested.html")


PAGES: Mapping[str, Callable[[EditionIndex, str], Ref | None]] = {
    "Item": _letter,
    "Document": _document,
    "RegisterEntry": _document,
    "Collation": _of("collation"),
    "Bitext": _of("facing"),
    "Comparison": _of("comparison"),
    "Mention": _within,
    "Quotation": _within,
    "Attested": _attested,
    "Furniture": _within,
    "Duplicate": _within,
    "Gap": _within,
}
"""By kind of record, the page on which it is read."""

WHOLE = frozenset(("Item", "Document", "Collation", "Bitext", "Comparison"))
"""Kinds whose records have a page of their own."""
