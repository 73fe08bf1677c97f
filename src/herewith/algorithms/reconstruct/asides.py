"""Blocks in the text of a document that are not its text, told by what stands around them.

A note that interrupts a sentence, an address block at the foot of a page, a heading made up
from the line beneath it, the letterhead above the first line, notes at the foot of a page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set

from rapidfuzz import fuzz

from herewith.algorithms.reconstruct.lines import Block, ends_full, ends_open, starts_small
from herewith.languages.layout import layout

__all__ = ["LONGEST_NOTE", "find_asides", "interrupts", "is_running_title"]

LONGEST_NOTE = 160
"""Words in a note that interrupts a sentence at most."""

MOST_BLOCKS = 3
"""Blocks such a note has at most."""

NOTE_WHY = "a complete note stands inside a sentence that goes on behind it"
RUNNING_WHY = "a title with a page number stands inside a sentence that goes on behind it"
_RUNNING = re.compile(r"(?:[A-ZА-ЯЁ][^.!?]{2,70}\s\d{1,4}|\d{1,4}\s+[A-ZА-ЯЁ][^.!?]{2,70})")
_LISTED = re.compile(r"\W{0,2}(?:[^\W\d_]|[ivx]{1,4}|\d{1,2})[.)]\s")
_ADDRESSEE = re.compile(r"(?:[A-ZА-ЯЁÀ-Þ][\w'’.-]*\.?\s?){2,4},\s[A-ZА-ЯЁÀ-Þ][^.:;!?\d]{4,80}")
"""A name, a comma and an office."""
_SERIAL = re.compile(r"[A-Z][A-Z ]{3,40}\s(?:No|NO|Nr|N)[.°º]?\s?\d{1,5}(?:\s+[A-Z][A-Z ,]{2,40})?")
"""A publication and its number: "DAILY REPORT No. 7"."""
_WORD = re.compile(r"[^\W_]+")
_NOTE_MARK = re.compile(r"(?:\*{1,3}|†|‡|[¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,2}[)/]|\[\d{1,2}\])\s*[A-ZА-ЯЁ\"“«]")


def find_asides(blocks: Sequence[Block], cut: Set[int] = frozenset()) -> None:
    """Tag the blocks of a document, in reading order, that are not its text.

    Args:
        blocks: of one document.
        cut: numbers of blocks of which only a part is read, or that stand beside such a cut.
    """
    _letterheads(blocks)
    _invented_headings(blocks)
    _addresses(blocks)
    _placed_addresses(blocks)
    _hands_over_names(blocks)
    _interruptions([block for block in blocks if block.tag is None], cut)


def interrupts(before: Block, between: Sequence[Block], behind: Block) -> bool:
    """Whether blocks stand inside a sentence: it breaks off before them and goes on behind."""
    if not (_breaks_off(before) and starts_small(behind.text)):
        return False
    if not between or sum(block.words for block in between) > LONGEST_NOTE:
        return False
    notes = [block for block in between if not is_running_title(block)]
    return all(
        not starts_small(block.text)
        and not _LISTED.match(block.text)
        and ends_full(block.text)
        and block.words >= 4
        for block in notes
    )


def _breaks_off(before: Block) -> bool:
    """Whether a sentence breaks off at the end of a block."""
    if before.words < 8 or not ends_open(before.text):
        return False
    # A table or a list ends otherwise, and no sentence.
    return before.text[-1].isalpha() or before.text[-1] in ",-–—"


def is_running_title(block: Block) -> bool:
    """Whether a block is a short title with a page number, as printed at the head of a page.

    >>> from herewith.algorithms.reconstruct.lines import Block
    >>> is_running_title(Block(0, 0, 9, [], "The Long Strait 121", 4))
    True
    """
    return block.words <= 9 and _RUNNING.fullmatch(block.text) is not None


def _interruptions(blocks: Sequence[Block], cut: Set[int]) -> None:
    for index, before in enumerate(blocks):
        if not _breaks_off(before):
            continue
        for size in range(1, MOST_BLOCKS + 1):
            if index + size + 1 >= len(blocks):
                break
            between, behind = blocks[index + 1 : index + 1 + size], blocks[index + 1 + size]
            if cut.isdisjoint(b.n for b in (before, *between, behind)) and interrupts(
                before, between, behind
            ):
                for block in between:
                    title = is_running_title(block)
                    block.tag, block.confidence = "running_head" if title else "footnote", 0.9
                    block.why = RUNNING_WHY if title else NOTE_WHY
                behind.continues = True
                break


def _addresses(blocks: Sequence[Block]) -> None:
    """An address with the text going on behind it stands at the foot of a page."""
    body_seen = False
    for index, block in enumerate(blocks):
        if block.tag is None and block.words >= 12 and block.cue == "":
            body_seen = True
        if (
            block.cue != "address"
            or block.tag is not None
            or not body_seen
            or block.role != "address"
        ):
            continue
        rest = [b for b in blocks[index + 1 : index + 5] if b.tag is None]
        goes_on = any(b.words >= 12 and b.cue == "" for b in rest[:3])
        if goes_on and (len(block.lines) >= 2 or block.words <= 12):
            block.tag, block.confidence = "address_block", 0.9
            block.why = "an address inside the text: the foot of the first page"


def _placed_addresses(blocks: Sequence[Block]) -> None:
    """An address under the signature, or a name with its office right above the salutation."""
    signed = greeted = body = False
    for index, block in enumerate(blocks):
        body = body or (block.role == "body" and block.words >= 12)
        signed = signed or block.role in ("signature", "closing")
        signed = signed or (body and block.role == "dateline")
        greeted = greeted or block.role == "salutation" or block.words >= 30
        if block.tag is not None:
            continue
        foot = signed and block.cue == "address" and block.role == "address"
        head = not greeted and _ADDRESSEE.fullmatch(block.text) is not None
        if head:
            behind = [b for b in blocks[index + 1 : index + 3] if b.tag is None]
            head = any(b.role == "salutation" for b in behind) and block.cue in ("name", "caption")
        if foot or head:
            block.tag, block.confidence = "address_block", 0.85
            where = "under the signature" if foot else "above the salutation"
            block.why = f"an address {where}"


def _hands_over_names(blocks: Sequence[Block]) -> None:
    """A name in hand right above the typed name is the hand that signed."""
    for block, behind in itertools.pairwise(blocks):
        hand = all(line.hand for line in block.lines)
        touching = block.lines[-1].n + 1 == behind.lines[0].n
        if hand and touching and block.tag is None and block.words <= 5:
            named = behind.cue == "name" and not behind.lines[0].hand
            if named and block.role in ("signature", "closing"):
                block.tag, block.confidence = "hand", 0.9
                block.why = "a name in hand above the typed name"


def _invented_headings(blocks: Sequence[Block]) -> None:
    """A heading whose words are those of the next line: a reader's program made it up."""
    for block, behind in itertools.pairwise(blocks):
        if not block.lines[0].heading or block.tag is not None or block.words > 12:
            continue
        words = [word.casefold() for word in _WORD.findall(block.text)]
        line = [word.casefold() for word in _WORD.findall(behind.text[:200])][: len(words) + 12]
        if words and all(any(fuzz.ratio(word, other) >= 85 for other in line) for word in words):
            block.tag, block.confidence = "artefact", 0.9
            block.why = "a heading made up of words from the line beneath it"


def _goes_under(above: Block, block: Block, squeezed: str) -> bool:
    """Whether a block goes on with the letterhead above it: its next line, or its seat."""
    if _SERIAL.fullmatch(block.text):
        return True
    if block.text.upper() != block.text or block.cue not in ("name", "caption", "letterhead"):
        return squeezed in layout().letterhead_places
    touching = above.lines[-1].n + 1 == block.lines[0].n
    if any(c.isdigit() for c in block.text):
        return False
    if touching:
        return block.words <= 8
    # An office on one line has its seat beneath it; one on two lines names its seat itself.
    office = block.cue == "letterhead" or layout().organ.search(block.text) is not None
    seat = len(above.lines) == 1 or squeezed in layout().letterhead_places
    return block.words <= 3 and (office or seat)


def _letterheads(blocks: Sequence[Block]) -> None:
    """The printed head of the paper: an office in capitals above everything else."""
    dated = False
    for index, block in enumerate(blocks[:5]):
        if block.tag is not None:
            continue
        dated = dated or block.cue in ("date", "dateline", "label", "salutation")
        if dated:
            break  # What stands beneath the date is the paper's own heading.
        squeezed = "".join(char for char in block.text.casefold() if char.isalnum())
        under = (
            index > 0
            and blocks[index - 1].tag == "letterhead"
            and _goes_under(blocks[index - 1], block, squeezed)
        )
        if (block.cue == "letterhead" and block.words <= 24) or under:
            block.tag, block.confidence = "letterhead", 0.9
            block.why = "an office in capitals above the head of a document"
        elif block.cue not in ("form", "translation", "caption", "date", "dateline", "label"):
            break
