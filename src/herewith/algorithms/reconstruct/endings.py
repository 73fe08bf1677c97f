"""How a page ends: with the tail of a document, or with a word that is only said to be a catchword.

A name alone under a telegram and a catchword that no page takes up look alike. What tells them
apart is the habit of the typist: one who writes catchwords writes them on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from herewith.algorithms.reconstruct.catchwords import opens_sentences, same_words
from herewith.algorithms.reconstruct.chains import Chain, opening_of
from herewith.algorithms.reconstruct.cues import cue_of
from herewith.algorithms.reconstruct.exposures import Exposed
from herewith.algorithms.reconstruct.lines import (
    Block,
    ends_full,
    ends_open,
    ends_sentence,
    starts_small,
)
from herewith.algorithms.reconstruct.pages import Page, dress

__all__ = ["is_ended", "unknown", "unsaid_catchwords"]

OPEN_WORDS = 5
"""Words from which a block without an end is a sentence and no signature."""

FINISHED_WORDS = 5
"""Words of a finished sentence at least, under which a name is a signature."""

TAIL_ROLES = frozenset(("signature", "closing", "enclosures"))


def is_ended(page: Page) -> bool:
    """Whether a page's last text is a tail: by its role, or a name under a finished sentence."""
    if not page.body:
        return False
    last = page.body[-1]
    if last.words == 1 and last.text.endswith(".") and not ends_full(last.text):
        return False  # "Mr.": a title or an initial alone signs nothing.
    broken = last.words >= OPEN_WORDS and ends_open(last.text)
    if broken and (last.cue == "" or (last.cue == "caption" and last.text[-1].islower())):
        return False  # A sentence that breaks off, whatever the block was taken for.
    if last.role in TAIL_ROLES:
        return last.words <= 14
    if last.role == "dateline" and last.words <= 14:
        return any(block.role in ("closing", "signature") for block in page.body[-5:-1])
    before = page.body[-2] if len(page.body) > 1 else None
    finished = before is not None and before.words >= FINISHED_WORDS and ends_sentence(before.text)
    return finished and last.cue == "name" and last.words <= 8


def unsaid_catchwords(chains: Sequence[Chain], known: Callable[[str], bool]) -> frozenset[int]:
    """Give words that no page takes up back to the text, where their document has no catchwords.

    A name that stands in no dictionary signs the last page, whatever the habit is.

    Args:
        chains: the documents as they are found so far.
        known: whether a word stands in the dictionary; with none, no word does.

    Returns:
        The numbers of the first captures of the pages that had one; if there are any, the pages
        must be put in order again.
    """
    changed: set[int] = set()
    for chain in chains:
        used, bare = _habit(chain)
        for exposed, last in _not_taken_up(chain):
            word = exposed.last_page.catchword
            if word is None or word.fixed or not _may_sign(word):
                continue
            named = last and known is not unknown and not known(word.text.casefold())
            if named or ((bare or last) and not (used and used >= bare)):
                _give_back(exposed, word)
                changed.add(exposed.pages[0].n)
    return frozenset(changed)


def _habit(chain: Chain) -> tuple[int, int]:
    """How many pages of a document end with a catchword that is taken up, and how many with none.

    Only pages that others follow are counted.
    """
    used = bare = 0
    for page, join in zip(chain.pages, chain.joins, strict=False):
        if "taken up" in join.why and not join.gap:
            used += 1
        elif page.last_page.catchword is None:
            bare += 1
    return used, bare


def _not_taken_up(chain: Chain) -> Iterator[tuple[Exposed, bool]]:
    """Pages whose catchword no page behind them takes up; and whether they are the last."""
    for n, page in enumerate(chain.pages):
        last, word = n + 1 == len(chain.pages), page.last_page.catchword
        if word is None or not (last or chain.joins[n].gap):
            continue
        if last or not same_words(word.text, opening_of(chain.pages[n + 1])):
            yield page, last


def _may_sign(word: Block) -> bool:
    """Whether a word alone can be text: it begins with no small letter and opens no sentence."""
    if starts_small(word.text) or not word.text.lstrip("[(“\"'")[:1].isalpha():
        return False
    return not opens_sentences(word.text)


def _give_back(exposed: Exposed, word: Block) -> None:
    """A word said to be a catchword is text again, and its page's last."""
    page = exposed.last_page
    word.tag, word.why = None, ""
    word.cue = cue_of(word)
    word.role = "signature" if word.cue == "name" else "body"
    dress(page)
    page.ended = is_ended(page)
    clip = exposed.clips[-1] if exposed.clips else None
    if clip is not None and clip.page is page and clip.last <= word.first:
        exposed.clips[-1] = replace(clip, last=word.last)


def unknown(word: str) -> bool:  # noqa: ARG001 - no dictionary: no word is known
    """The dictionary of a language that has none."""
    return False
