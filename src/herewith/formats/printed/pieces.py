"""Pieces of pages that the book with one column and the printed book share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from herewith.formats.printed.letter import Letter
from herewith.model.edition import Edition

__all__ = ["STATUSES", "attested_rows", "facts", "head", "lang", "tail", "words"]

STATUSES = {
    "not_found": "not found",
    "not_printed": "held elsewhere, not printed",
    "not_attached": "not attached",
    "not_identified": "not identified",
    "never_sent": "never sent",
    "withheld": "withheld",
}


def words(text: str) -> str:
    """Plain text as XHTML."""
    kept = "".join(c if c >= " " and c not in "\ufffe\uffff" else " " for c in text)
    return escape("".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in kept), quote=True)


def lang(language: str) -> str:
    """The attributes that say in which language something is."""
    return f' lang="{words(language)}" xml:lang="{words(language)}"' if language else ""


def facts(letter: Letter) -> str:
    """What the register knows, as a list of terms."""
    rows = "".join(
        f"<dt>{words(name)}</dt><dd>{words(value)}</dd>" for name, value in letter.facts if value
    )
    return f'<dl class="facts">{rows}</dl>' if rows else ""


def head(letter: Letter, level: int = 1) -> Iterator[str]:
    """Title, facts and what the comparisons say."""
    yield f'<h{level} id="{words(letter.id)}">{words(letter.title)}</h{level}>'
    yield facts(letter)
    for statement in letter.certificates:
        yield f'<p class="certificate">{statement}</p>'


def tail(letter: Letter, level: int = 2) -> Iterator[str]:
    """Variants, notes and citation."""
    if letter.variants:
        rows = "".join(f"<li>{line}</li>" for line in letter.variants)
        yield f'<section class="variants"><h{level}>Variants</h{level}><ul>{rows}</ul></section>'
    if letter.notes:
        yield f'<section class="notes"><h{level}>Notes</h{level}>'
        for n, (name, told) in enumerate(letter.notes, start=1):
            yield (
                f'<aside id="{name}" class="note" role="doc-footnote"><p>'
                f'<a href="#{name}-ref" role="doc-backlink" aria-label="back to reference {n}">'
                f"{n}.</a> {words(told)}</p></aside>"
            )
        yield "</section>"
    yield f'<p class="citation">{words(letter.citation)}</p>'


def attested_rows(edition: Edition) -> Sequence[tuple[str, str, str]]:
    """Date, description and state of every paper that is known of and not held."""
    return tuple(
        (a.date, a.description, STATUSES.get(a.attested_status, a.attested_status))
        for a in edition.attested()
        if a.status != "rejected"
    )
