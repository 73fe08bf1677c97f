"""Where one document ends and the next begins, told by the cues of their heads and tails.

A small machine walks over the blocks: a document has a head (letterhead, form, numbers, date,
addressee, subject, salutation), a body, and a tail (closing, signature, date, enclosures,
copies). A cluster of head cues in a body, or anything of weight behind a tail, begins a new one.

Blind spot:
    A document without head and tail between two others of its language is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType

from herewith.algorithms.reconstruct.cues import (
    BODY_WORDS,
    HEAD_CUES,
    STRENGTH,
    cue_of,
    in_capitals,
)
from herewith.algorithms.reconstruct.furniture import is_date_line
from herewith.algorithms.reconstruct.lines import Block, ends_open, ends_sentence, starts_small
from herewith.algorithms.reconstruct.rulings import WHY
from herewith.languages.identify import identify, reads_as, script_of
from herewith.languages.layout import layout

__all__ = ["RULED", "Start", "find_starts"]


RULED = 9.0
"""Strength of a start that an editor has set."""

LONGEST_OFFICE = 40
"""Words of a name with its offices at most."""

POSTSCRIPT_WORDS = 60
"""Words of a text without a head behind a signature, from which it is another document."""

SAMPLE = 700
"""Characters of a block by which its language is told."""

INSIDE, AT_BREAK, AFTER_TAIL = 3.0, 2.0, 0.5
INSIDE_PAGE = 4.0
"""Strength that a cluster needs inside a page's text, at the top of a page, and after a tail."""


@dataclass(slots=True)
class Start:
    """A block at which a document begins: how strongly, and why."""

    block: int
    strength: float
    why: str


@dataclass(slots=True)
class _State:
    """What has been seen of the document being walked over."""

    zone: str = "head"
    quoting: bool = False
    """Inside a text that another document carries (BEGIN TEXT … END TEXT)."""
    dated: bool = False
    note: bool = False
    list_open: bool = False
    body_words: int = 0
    seen: set[str] = field(default_factory=set)
    dated_at: int | None = None
    """Block (by its place in the walk) at which the tail was dated or its lists ended."""
    language: str | None = None
    script: str | None = None


def find_starts(
    blocks: Sequence[Block],
    breaks: frozenset[int],
    *,
    paged: bool = False,
    ruled: Mapping[int, bool] = MappingProxyType({}),
) -> list[Start]:
    """Blocks at which documents begin, in order; sets every block's `cue` and `role`.

    Args:
        blocks: the text blocks in the order in which they were captured, furniture left out.
        breaks: numbers (`Block.n`) of the blocks that stand at the top of a page.
        paged: whether form feeds or page furniture show where pages begin; then documents begin
            there too, unless a head is very plain or the language changes.
        ruled: numbers of blocks of which an editor has decided whether a document begins there.
    """
    for block in blocks:
        block.cue = cue_of(block)
    out: list[Start] = []
    state = _State()
    previous: Block | None = None
    for index, block in enumerate(blocks):
        start = None if previous is None else _start(blocks, index, state, breaks)
        if previous is None:
            start = Start(block.n, _cluster(blocks, index, breaks), "the source begins here")
        if block.n in ruled and previous is not None:
            start = Start(block.n, RULED, WHY) if ruled[block.n] else None
        elif start is not None and paged and previous is not None and block.n not in breaks:
            closed = state.zone == "tail" or block.cue == "printed"
            other = state.script is not None and _other_script(block, state)
            start = start if other or (start.strength >= INSIDE_PAGE and closed) else None
        if start is not None:
            if state.zone == "tail" and previous is not None and block.n not in ruled:
                index_of_title = _title_above(blocks, index, state)
                if index_of_title is not None:
                    start = _retitled(blocks, index_of_title, index, start)
            out.append(start)
            state = _State()
        _step(block, state, blocks[index + 1] if index + 1 < len(blocks) else None)
        if state.zone == "tail" and (_has_date(block) or block.cue in ("enclosures", "copies")):
            state.dated_at = index
        previous = block
    return out


def _title_above(blocks: Sequence[Block], index: int, state: _State) -> int | None:
    """The title (and byline) between a dated tail and a text, if there is one."""
    if state.dated_at is None:
        return None
    at = index
    while at - 1 > state.dated_at and blocks[at - 1].cue in ("caption", "heading", "name"):
        at -= 1
    while at < index and (blocks[at].cue == "name" or blocks[at].text[:1] in ("(", "[")):
        at += 1
    return at if at < index and blocks[at].cue in ("caption", "heading") else None


def _retitled(blocks: Sequence[Block], title: int, index: int, start: Start) -> Start:
    blocks[title].role = "heading"
    for block in blocks[title + 1 : index]:
        block.role = "other"
    return Start(
        blocks[title].n, max(2.0, start.strength), "a title behind the dated end of another"
    )


def _cluster(blocks: Sequence[Block], index: int, breaks: Set[int]) -> float:
    """Strength of the different head cues that stand together from here on, on one page."""
    seen: set[str] = set()
    for n, block in enumerate(blocks[index : index + 8]):
        if n and block.n in breaks:
            break
        if block.cue not in HEAD_CUES:
            if block.words >= BODY_WORDS or not block.short:
                break
            continue
        seen.add(block.cue)
        if block.cue in ("salutation", "note"):
            break
    return sum(STRENGTH[cue] for cue in seen)


def _start(blocks: Sequence[Block], index: int, state: _State, breaks: Set[int]) -> Start | None:
    """Whether a document begins at a block, given what came before."""
    block, before = blocks[index], blocks[index - 1]
    at_break = block.n in breaks
    if state.quoting:
        return None
    if starts_small(block.text) and not block.lines[0].heading:
        return None
    changed = _other_language(block, state)
    begins = STRENGTH.get(block.cue, 0.0) >= 1.0
    cluster = _cluster(blocks, index, breaks) if begins else 0.0
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    placed = at_break and block.cue == "dateline"
    if (
        block.cue in ("date", "dateline")
        and not placed
        and before.cue == "name"
        and _ends_there(following)
    ):
        return None
    if state.zone == "tail":
        if not at_break and not changed and _belongs(before, block, following, cluster):
            return None
        heads = placed or (at_break and not _ends_there(following))
        return _after_tail(block, state, cluster, changed, heads=heads)
    if state.zone == "head" and not changed:
        if block.cue in ("printed", "note") and block.cue in state.seen:
            return Start(block.n, cluster, f"a second {block.cue}")
        fresh = not state.seen & HEAD_CUES and ends_sentence(before.text)
        if at_break and fresh and cluster >= AT_BREAK:
            return Start(block.n, cluster, f"the head of a document ({block.cue})")
        return None
    if changed and not ends_open(before.text):
        return Start(block.n, max(2.0, cluster), f"the language changes to {changed}")
    return _inside(block, before, following, state, cluster, at_break=at_break)


def _inside(
    block: Block,
    before: Block,
    following: Block | None,
    state: _State,
    cluster: float,
    *,
    at_break: bool,
) -> Start | None:
    """Whether head cues inside a body are strong enough to begin another document."""
    if state.note and not state.dated and block.cue in ("dateline", "date"):
        return None
    if cluster <= 0 or (ends_open(before.text) and before.words >= BODY_WORDS and not at_break):
        return None
    ended = 1.0 if before.cue == "name" and before.words <= 6 else 0.0
    if block.cue == "letterhead" and ends_sentence(before.text) and before.words >= BODY_WORDS:
        ended += 0.5
    if block.cue == "dateline" and following is not None and _is_body(following):
        ended += 1.0
    if cluster + ended >= (AT_BREAK if at_break else INSIDE):
        return Start(block.n, cluster, f"the head of a document ({block.cue})")
    return None


def _ends_there(following: Block | None) -> bool:
    """Whether a date under a name ends a document: nothing of a text stands beneath it."""
    if following is None:
        return True
    return STRENGTH.get(following.cue, 0.0) >= STRENGTH["form"] and following.cue != "salutation"


def _belongs(before: Block, block: Block, following: Block | None, cluster: float) -> bool:
    """Whether a block without a head goes on with the tail above it, on the same page.

    The office under a name may be long; and a short text with nothing behind it is a postscript.
    """
    if cluster >= AFTER_TAIL:
        return False
    ended = ends_sentence(block.text)
    if block.short and not ended and len(block.lines) > 1 and before.cue in ("closing", "signed"):
        return block.words <= LONGEST_OFFICE
    alone = following is None or not _is_body(following)
    return alone and block.words < POSTSCRIPT_WORDS and following is None


def _is_body(block: Block) -> bool:
    return block.words >= BODY_WORDS and block.cue == ""


def _after_tail(
    block: Block, state: _State, cluster: float, changed: str | None, *, heads: bool
) -> Start | None:
    """Whether a document begins behind the tail of another.

    A date may be that of the signature, unless it `heads` a page with a text beneath it.
    """
    if block.cue in ("date", "dateline") and not state.dated and not heads:
        return None
    if (
        state.list_open
        and (block.words < 40 or re.match(r"\W*\d{1,2}[.)]", block.text))
        and cluster < 2
    ):
        return None
    if block.cue == "caption" and block.words <= 8 and cluster < 1 and "name" in state.seen:
        # An office under a name, unless a text follows; the next block will decide.
        return None
    if cluster >= AFTER_TAIL and block.cue not in ("date", "address", "caption"):
        return Start(block.n, cluster, f"behind a signature: the head of a document ({block.cue})")
    if block.cue in (
        "closing",
        "signed",
        "name",
        "enclosures",
        "copies",
        "postscript",
        "date",
        "address",
    ):
        return None
    if block.words >= BODY_WORDS or changed:
        return Start(block.n, 1.0, "a text begins behind the end of another")
    return None


def _other_script(block: Block, state: _State) -> bool:
    script = script_of(block.text[:SAMPLE])
    return script is not None and script != state.script


def _other_language(block: Block, state: _State) -> str | None:
    """The language of a block, if it is surely not that of the document so far."""
    if block.words < 8 or state.script is None:
        return None
    sample = block.text[:SAMPLE]
    script = script_of(sample)
    if script is not None and script != state.script and _share(sample, script) > 0.8:
        return script if block.words < 20 else (identify(sample) or script)
    if block.words < 30 or state.language is None or reads_as(sample, state.language):
        return None
    language = identify(block.text[:SAMPLE])
    return language if language is not None and language != state.language else None


def _share(text: str, script: str) -> float:
    letters = [char for char in text if char.isalpha()]
    own = [char for char in letters if script_of(char) == script]
    return len(own) / max(1, len(letters))


def _step(block: Block, state: _State, following: Block | None) -> None:
    """Let a block change the state, and give it its role."""
    cue = block.cue
    state.seen.add(cue)
    state.note = state.note or cue == "note"
    long = block.words >= BODY_WORDS and cue not in NEVER_BODY
    if long and block.words >= 20 and state.script is None and ends_sentence(block.text):
        state.script, state.language = script_of(block.text[:SAMPLE]), identify(block.text[:SAMPLE])
    if _carried(block, state):
        return
    if state.zone == "tail":
        _in_tail(block, state)
    elif cue in ("closing", "signed"):
        state.zone, block.role = "tail", "closing" if cue == "closing" else "signature"
    elif state.note and cue in ("date", "dateline") and state.zone == "body":
        state.zone, state.dated, block.role = "tail", True, "dateline"
    elif long and cue not in ("label", "enclosures", "copies"):
        state.dated = state.dated or cue in ("date", "dateline")
        state.body_words += block.words
        greeting = cue == "salutation" and block.words < 15
        state.zone, block.role = "body", "salutation" if greeting else "body"
    elif state.zone == "head":
        state.dated = state.dated or cue in ("date", "dateline")
        block.role = HEAD_ROLES.get(cue, "body" if long else "other")
    else:
        _in_body(block, state, following)


def _carried(block: Block, state: _State) -> bool:
    """Texts that a document carries between marks: they are part of it, whatever they look like."""
    tables = layout()
    if block.words <= 4 and tables.text_ends.fullmatch(block.text):
        state.quoting, state.zone, block.role = False, "body", "other"
    elif block.words <= 4 and tables.text_begins.fullmatch(block.text):
        state.quoting, block.role = True, "other"
    elif state.quoting:
        block.role = QUOTED_ROLES.get(block.cue, "body")
    else:
        return False
    return True


def _in_body(block: Block, state: _State, following: Block | None) -> None:
    """Short blocks between the paragraphs: headings, addresses, or the beginning of the tail."""
    block.role = BODY_ROLES.get(block.cue, "body")
    if block.cue in ("enclosures", "copies") and block.words <= 30:
        state.zone, state.list_open = "tail", True
    signs = block.cue == "name" and state.body_words >= 20 and _signature_like(block, following)
    if signs:
        state.zone, block.role = "tail", "signature"
        state.dated = state.dated or _has_date(block)


NEVER_BODY = frozenset(("printed", "letterhead", "form", "address", "name", "dateline", "date"))

HEAD_ROLES = {
    "letterhead": "heading",
    "printed": "heading",
    "form": "heading",
    "title": "heading",
    "heading": "heading",
    "translation": "heading",
    "caption": "other",
    "name": "address",
    "dateline": "dateline",
    "date": "dateline",
    "salutation": "salutation",
    "label": "subject",
    "address": "address",
    "note": "body",
    "copies": "address",
}
QUOTED_ROLES = {
    "salutation": "salutation",
    "closing": "closing",
    "signed": "signature",
    "date": "dateline",
    "dateline": "dateline",
}
BODY_ROLES = {
    "heading": "heading",
    "caption": "heading",
    "copies": "enclosures",
    "enclosures": "enclosures",
    "address": "address",
    "date": "dateline",
    "dateline": "dateline",
}


def _signature_like(block: Block, following: Block | None) -> bool:
    """A name with an office or a date beneath it, or with the end of the document behind it."""
    if block.lines[0].hand and following is not None and following.cue == "name":
        return True
    if len(block.lines) >= 2 and (_has_date(block) or in_capitals(block.lines[0].text)):
        return True
    return following is None or following.cue in ("enclosures", "copies", "signed", "closing")


def _has_date(block: Block) -> bool:
    return any(is_date_line(line.text) for line in block.lines)


def _in_tail(block: Block, state: _State) -> None:
    cue = block.cue
    if cue in ("enclosures", "copies"):
        state.list_open, block.role = True, "enclosures"
    elif cue in ("date", "dateline"):
        state.dated, block.role = True, "dateline"
    elif cue == "address":
        block.role = "address"
    elif state.list_open:
        block.role = "enclosures"
    elif cue == "postscript":
        block.role = "body"
    else:
        block.role = "signature" if cue in ("name", "signed", "caption") else "closing"
        state.dated = state.dated or _has_date(block)
