"""What a block looks like by its words: part of the head of a document, or of its tail."""

from __future__ import annotations

import re

from herewith.algorithms.reconstruct.furniture import is_date_line
from herewith.algorithms.reconstruct.lines import Block, ends_sentence, starts_small
from herewith.languages.layout import layout

__all__ = ["BODY_WORDS", "HEAD_CUES", "STRENGTH", "cue_of", "in_capitals"]

BODY_WORDS = 12
"""A block of at least so many words can be a paragraph of a body."""

NOTE_WORDS = 8
"""Words of a note's first paragraph at least."""

SHORT_LINE = 45
"""Characters of a line that may be a label or a form above a text."""

LISTED_WORDS = 60
"""Words of a list of enclosures or copies at most."""

STRENGTH = {
    "letterhead": 2.5,
    "printed": 3.0,
    "form": 2.0,
    "title": 2.0,
    "annex": 1.0,
    "note": 2.5,
    "dateline": 2.0,
    "date": 1.0,
    "salutation": 2.0,
    "label": 1.5,
    "address": 1.0,
    "translation": 1.5,
    "heading": 1.0,
    "caption": 0.5,
}
"""How strongly a cue says that a document's head stands here."""

HEAD_CUES = frozenset(STRENGTH)

_NAME = re.compile(
    r"(?:(?:[A-ZА-ЯЁÀ-Þ][\w'’.-]*|de|von|van|der|du|della|I{1,3}|Jr\.?|Sr\.?),?\s*){1,6}"
)

_EMBEDDED_SALUTATION = re.compile(
    r"(?:my\s+)?(?:dear|sir|sirs|gentlemen|excellency|уважаем\w+|дорог\w+|monsieur|sehr\s+geehrt\w+|estimad\w)\b[^.!?\n]{0,60}[:!]",
    re.IGNORECASE,
)

_INITIAL = re.compile(r"[^\W\d_]\.\s*[^\W\d_]")
"""A name's initial, which might be read as a label of one letter."""

_POSTSCRIPT = re.compile(r"(?:P\.?\s?S\.?|Постскриптум|П\.?С\.?)\b")


def cue_of(block: Block) -> str:
    """The cue a block gives by its words: of a head (`HEAD_CUES`), of a tail, or none.

    Tail cues are `closing`, `signed`, `name`, `enclosures`, `copies`, `postscript`.
    """
    if block.tag is not None:
        return ""
    tables, text, first = layout(), block.text, block.lines[0].text
    if block.words > LISTED_WORDS and len(first) > SHORT_LINE:
        return _long_cue(block)
    short = block.short
    if short and len(block.lines) <= 2 and is_date_line(first) and not tables.closing.match(first):
        place = tables.date.search(first)
        # A date that is misread is known for one by the place before it.
        return "dateline" if place is None or place.start() > 2 else "date"
    if tables.printed_heading.match(text) and block.words <= 60 and not ends_sentence(text):
        return "printed"
    if _opens_note(block):
        return "note"
    found = _short_cue(block, first) if short or block.words <= 18 else ""
    if found:
        return found
    if tables.enclosed.match(text) and block.words <= LISTED_WORDS:
        return "enclosures"
    if _POSTSCRIPT.match(text):
        return "postscript"
    embedded = _EMBEDDED_SALUTATION.match(text.lstrip('"“«'))
    if embedded or (tables.salutation.match(text) and in_capitals(" ".join(text.split()[:3]))):
        return "salutation"
    if tables.closing.match(text) and block.words <= 40:
        return "closing"
    return ""


def _long_cue(block: Block) -> str:
    """The cues that a long paragraph can give: the first of a note, a postscript, a greeting."""
    tables, text = layout(), block.text
    if _opens_note(block):
        return "note"
    if _POSTSCRIPT.match(text):
        return "postscript"
    embedded = _EMBEDDED_SALUTATION.match(text[:100].lstrip('"“«'))
    if embedded or (in_capitals(" ".join(text[:80].split()[:3])) and tables.salutation.match(text)):
        return "salutation"
    return ""


def _opens_note(block: Block) -> bool:
    """Whether a block begins as a note verbale does."""
    tables, text = layout(), block.text
    return (
        block.words >= NOTE_WORDS
        and tables.letterhead.match(text.removeprefix("The ").removeprefix("the ")) is not None
        and tables.note_opening.search(text[:220]) is not None
    )


def _short_cue(block: Block, first: str) -> str:
    """Cues that only short blocks can give."""
    tables, text = layout(), block.text
    bare = first.removeprefix("THE ").removeprefix("The ")
    if tables.translation.fullmatch(first):
        return "translation"
    if block.words <= 2 and _squeezed(text) in tables.titles:
        return "title"
    if block.words <= 4 and tables.annex.fullmatch(text):
        return "annex"
    if _is_letterhead(block, first) or (bare != first and _is_letterhead(block, bare)):
        return "letterhead"
    if block.words <= 14 and tables.signed.match(text):
        return "signed"
    if _is_form(first):
        return "form"
    return _listing_cue(block, first) or _name_or_caption(block)


def _listing_cue(block: Block, first: str) -> str:
    """Cues of the short blocks that name, list, greet or address, but the names themselves."""
    tables = layout()
    if tables.enclosures.match(first):
        return "enclosures"
    if block.words <= 30 and tables.copies.match(first):
        return "copies"
    if tables.label.match(first) and not _INITIAL.match(first):
        return "label"
    if tables.closing.match(first) and len(first.split()) <= 9:
        return "closing"
    if _is_salutation(block, first):
        return "salutation"
    if _is_address(block, first):
        return "address"
    return "heading" if block.lines[0].heading else ""


def _squeezed(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _is_form(first: str) -> bool:
    form = layout().form.match(first)
    return form is not None and (in_capitals(form[0]) or form.end() >= len(first.rstrip(" :.")))


def _is_salutation(block: Block, first: str) -> bool:
    short = block.words <= 12 and len(first.split()) <= 10 and not block.text.endswith(".")
    return short and layout().salutation.match(first) is not None


def _is_address(block: Block, first: str) -> bool:
    ended = ends_sentence(block.text.rstrip("."))
    return block.words <= 30 and not ended and layout().address.match(first) is not None


def _is_letterhead(block: Block, first: str) -> bool:
    """An office in capitals on a line of its own, with at most its parts and its seat beneath."""
    if len(first.split()) > 9 or first.endswith((".", ":", ";", ",")) or not in_capitals(first):
        return False
    if block.words > 24 or len(block.lines) > 5:
        return False
    named = layout().letterhead.match(first) is not None
    return named or (len(first.split()) >= 3 and layout().organ.search(first) is not None)


def _name_or_caption(block: Block) -> str:
    text = block.text
    first = block.lines[0].text
    names = (
        _NAME.fullmatch(first) is not None
        and len(first.split()) <= 6
        and not first.endswith((":", ","))
    )
    if names and block.words <= 24:
        return "name"
    if block.words <= 14 and not ends_sentence(text) and not starts_small(text):
        return "caption"
    return ""


def in_capitals(text: str) -> bool:
    """Whether a text has letters and all of them are capitals."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and all(char.isupper() for char in letters)
