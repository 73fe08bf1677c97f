"""What two papers that share wording are to each other, and on what evidence.

The rules are asked in the order of `RULES`; the first that applies names the kind. They look at
containment each way, at where the shared wording stands and what stands before it, and at what
the heads of the papers say. Nothing is concluded from likeness alone: of two papers of different
days one is a later state or a successor, however alike they are.

    same_document             two printings or copies of one paper
    copy_to_another_addressee one paper, sent to several
    reissue                   one text, issued again under another number or on another day
    successive_paper          a later paper worked up from an earlier one
    draft                     one is, by its own word, a draft of the other
    extract                   a printing that leaves out a part of the other
    relay                     a paper that carries the other's text within its own
    quoted_passage            some words of one (or of a third) stand in the other
    formula                   set phrases, lists and remarks of editors
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from herewith.algorithms.releases.blanks import Blank, blanks
from herewith.algorithms.reuse.heads import Head, agree
from herewith.languages.releases import release_words
from herewith.model.sharing import Kind, SharedPassage

__all__ = ["Paired", "Paper", "kind_of"]

WHOLE = 0.75
"""Containment on both sides above which two papers have one text."""

ALIKE = 0.9
"""Containment on both sides above which a text was issued again and not worked over."""

MOST = 0.6
"""Containment of one side above which most of it stands in the other."""

HALF = 0.5
"""Containment on both sides from which letters of one day can be two wordings of one."""

UNSAID = 10
"""Words for a blank that does not say how much is missing."""

REWORKED = 0.2
"""Containment on both sides above which one paper was made from the other."""

FORMULA_TEXTS = 6
"""Texts in which wording may stand before it is a set phrase, if it is no longer than …"""

FORMULA_WORDS = 100

LIST_WORDS = 250
"""Words of a list of names, at most."""

BEFORE = 240
"""Characters before a passage in which it may be announced."""

DRAFTED = 60
"""Days between two drafts of one paper; drafts further apart are of two papers."""

ENTRY = 60
"""Words of an entry in a list of papers: heading and where the paper lies, and no text."""

HEADED = 100
"""Characters before a passage in which it may be called a draft."""

DELIVERY = 3
"""Days by which the dates of one paper may differ: written, sent, received."""

LIST = 0.7
"""Share of words (of four letters or more) with a capital or figures that makes a list."""

LONGEST_REMARK = 900
"""Characters of a remark in brackets."""

BEGINNING = 100
"""Characters before which a passage stands at the beginning of a text."""

PARTS = 0.45
"""Share of the shorter paper that must stand in one passage before it can be said to be carried."""

_TITLE_NUMBER = re.compile(r"^\W*(?:No\.\s*)?\d{0,4}[a-z]?\.?\s+", re.IGNORECASE)
_MEETING = re.compile(r"\d(?:st|nd|rd|th)\b|\d{1,2}[:.]\d\d\b|№\s*\d|\d-[а-я]")
"""What tells one meeting from another on the same day: its number or its hour."""

_REMARK = re.compile(rf"\[[^\[\]]{{20,{LONGEST_REMARK}}}\]")
_QUOTES = '“”"«»„‟'
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Paper:
    """One side of a pair: its text, how many words it has, what its head says, and its file."""

    text: str
    language: str | None
    words: int
    head: Head
    source: str = ""


@dataclass(frozen=True, slots=True)
class Paired:
    """The kind of a pair, the rule that named it, and the reasons, for people."""

    kind: Kind
    rule: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A pair as the rules see it: `small` is contained in `large` at least as much as vice versa."""

    small: Paper
    large: Paper
    of_small: float
    of_large: float
    passages: tuple[SharedPassage, ...]
    small_blanks: tuple[Blank, ...]

    @property
    def of_held(self) -> float:
        """Share of the longer that stands in the shorter, without what the shorter withholds.

        A printing from which much was taken out is no other paper for that.
        """
        withheld = [blank for blank in self.small_blanks if blank.kind == "withheld"]
        missing = sum(blank.words or UNSAID for blank in withheld)
        shared = self.of_large * self.large.words
        return min(1.0, shared / max(shared, 1.0, self.large.words - missing))

    @property
    def longest(self) -> int:
        """Words of the longest passage."""
        return max(passage.words for passage in self.passages)

    @property
    def shares(self) -> str:
        """Containment in words."""
        return (
            f"{self.of_small:.0%} of the shorter and {self.of_large:.0%} of the longer are shared"
        )


def kind_of(
    a: Paper, b: Paper, passages: Sequence[SharedPassage], contained: tuple[float, float]
) -> Paired:
    """The kind of a pair.

    Args:
        a: one paper.
        b: the other; exchanging them changes nothing.
        passages: all shared passages, one or more.
        contained: shares of the words of `a` and `b` that stand in the other.
    """
    first = (contained[0], -a.words, a.text) >= (contained[1], -b.words, b.text)
    small, large = (a, b) if first else (b, a)
    of_small, of_large = contained if first else contained[::-1]
    turned = tuple(passages) if first else tuple(p.mirrored() for p in passages)
    remarks = blanks(small.text, small.language, dots=True)
    pair = _Pair(small, large, of_small, of_large, turned, remarks)
    for rule in RULES:
        found = rule(pair)
        if found is not None:
            return found
    raise AssertionError("the last rule names every pair")


def _parts(pair: _Pair) -> Paired | None:
    """Two printings of different parts of one record: one heading, one day, one beginning."""
    one, other = pair.small.head, pair.large.head
    first = min(pair.passages, key=lambda p: p.a_start)
    titles = [_TITLE_NUMBER.sub("", title).lower() for title in (one.title, other.title)]
    if not titles[0] or titles[0] != titles[1] or not one.same_day(other):
        return None
    if one.subject and other.subject and one.subject != other.subject:
        return None
    told = bool(one.subject and other.subject) or not _formulaic(pair, first)
    other_file = pair.small.source != pair.large.source and told
    at_start = max(first.a_start, first.b_start) <= BEGINNING
    if not ((_MEETING.search(titles[0]) or other_file) and at_start and one.kind in _RECORDS):
        return None
    if first.words < BEGINNING // 3 or pair.of_small >= MOST:
        return None
    said = "of one day, under one heading, with one beginning: different parts are printed"
    return Paired("extract", "parts_of_one", (said, pair.shares))


_RECORDS = frozenset(
    ("minutes", "memorandum of conversation", "memorandum for the record", "memorandum", "report",
     "national intelligence estimate")
)  # fmt: skip


def _formula(pair: _Pair) -> Paired | None:
    """Only set phrases, lists, and remarks in brackets."""
    reasons = [_formulaic(pair, passage) for passage in pair.passages]
    shared = sum(passage.words for passage in pair.passages)
    entries = max(pair.small.words, pair.large.words) <= ENTRY and 2 * shared <= ENTRY
    if entries and pair.of_large < ALIKE:
        reasons = ["both are entries of a list, without the text of a paper"]
    if not all(reasons):
        return None
    return Paired("formula", "formula", tuple(dict.fromkeys(r for r in reasons if r)))


def _formulaic(pair: _Pair, passage: SharedPassage) -> str:
    """Why a passage says nothing about the two papers; empty if it may."""
    words = pair.small.text[passage.a_start : passage.a_end]
    if passage.texts >= FORMULA_TEXTS and passage.words <= FORMULA_WORDS:
        return f"the wording stands in {passage.texts} documents"
    if _bracketed(pair.small.text, passage.a_start, passage.a_end):
        return "the shared words are an editor's, in brackets"
    found = [word for word in _WORD.findall(words) if len(word) > 3 or word[0].isdigit()]
    named = sum(word[0].isupper() or word[0].isdigit() for word in found)
    if named >= LIST * len(found) and passage.words <= LIST_WORDS:
        return "the shared words are a list of names or titles"
    return ""


def _bracketed(text: str, start: int, end: int) -> bool:
    """Whether most of a stretch stands in square brackets."""
    low, high = max(0, start - LONGEST_REMARK), min(len(text), end + LONGEST_REMARK)
    inside = sum(
        max(0, min(end, low + match.end()) - max(start, low + match.start()))
        for match in _REMARK.finditer(text[low:high])
    )
    return inside >= 0.6 * (end - start)


def _note(pair: _Pair) -> Paired | None:
    """An editor's note quotes papers; it is not one."""
    notes = (pair.small.head.is_note, pair.large.head.is_note)
    if not any(notes) or (all(notes) and pair.of_large >= ALIKE):
        return None
    said = "both are editors' notes" if all(notes) else "one of the two is an editor's note"
    return Paired("quoted_passage", "editors_note", (said, pair.shares))


def _draft(pair: _Pair) -> Paired | None:
    """One calls itself a draft, and enough of one stands in the other."""
    most = pair.of_small >= HALF
    first, last = _longest_in_both(pair)
    drafts = (
        pair.small.head.draft or (most and _drafted(pair.small, first)),
        pair.large.head.draft or (most and _drafted(pair.large, last)),
    )
    close = most or (len(pair.passages) > 1 and pair.of_small >= REWORKED)
    apart = pair.small.head.days_before(pair.large.head)
    longest = 365 if pair.of_small >= MOST and not all(drafts) else DRAFTED
    if not any(drafts) or not close or (apart is not None and abs(apart) > longest):
        return None
    as_it_is = pair.of_small >= ALIKE and _carried(pair)
    if as_it_is and pair.small.head.draft and not pair.large.head.draft:
        return None
    if all(drafts) and pair.of_large >= ALIKE and pair.small.head.same_day(pair.large.head):
        return None
    said = "both call themselves drafts" if all(drafts) else "one of them calls itself a draft"
    return Paired("draft", "draft", (said, pair.shares))


def _longest_in_both(pair: _Pair) -> tuple[int, int]:
    """Where the longest passage begins in both."""
    longest = max(pair.passages, key=lambda p: p.words)
    return longest.a_start, longest.b_start


def _drafted(paper: Paper, at: int) -> bool:
    """Whether the words just before a passage say that a draft follows."""
    before = paper.text[max(0, at - HEADED) : at]
    words = {word.lower() for word in _WORD.findall(before)}
    return bool(words & release_words(paper.language).draft)


def _whole(pair: _Pair) -> Paired | None:
    """Both have one text: the heads tell whether it is one paper."""
    if pair.of_large < WHOLE and (pair.of_held < WHOLE or pair.of_small < MOST):
        return None
    one, other = pair.small.head, pair.large.head
    same_day = one.same_day(other)
    apart = one.days_before(other)
    near = same_day is not False or (abs(apart or 0) <= DELIVERY and pair.of_held >= ALIKE)
    numbered = _other_number(one, other)
    others = agree(one.addressee, other.addressee) is False and not _exchanged(one, other)
    if near and others and not one.numbers & other.numbers:
        said = "the addressees differ and the dates do not"
        return Paired("copy_to_another_addressee", "addressee", (said, pair.shares))
    if near and not (numbered and same_day is False):
        dated = "of one day" if same_day else "of days that agree as far as they are known"
        if same_day is False:
            dated = f"dated {abs(apart or 0)} days apart, as sent and as received"
        return Paired("same_document", "one_text", (pair.shares, dated))
    reason = f"the dates are {abs(apart or 0)} days apart"
    if pair.of_large >= ALIKE:
        said = f"the numbers differ: {numbered}" if numbered else "the text is hardly changed"
        return Paired("reissue", "other_number" if numbered else "other_day", (reason, said))
    return Paired("successive_paper", "later_state", (reason, pair.shares))


def _reworded(pair: _Pair) -> Paired | None:
    """Half and more of each stands in the other, of one day and one kind: another translation."""
    one, other = pair.small.head, pair.large.head
    letters = one.kind in _SPOKEN and other.kind in _SPOKEN
    if pair.of_large < HALF or not letters or not one.same_day(other):
        return None
    if agree(one.sender, other.sender) is not True:
        return None
    said = "of one day and from one sender, worded otherwise in part"
    return Paired("same_document", "reworded", (said, pair.shares))


_SPOKEN = frozenset(("letter", "message", "note", "note verbale", "telegram", "aide-mémoire",
                     "broadcast transcript", "press release"))  # fmt: skip


def _exchanged(one: Head, other: Head) -> bool:
    """Whether a paper's parties are named from two sides: who passed it on, and for whom it is."""
    return bool(agree(one.sender, other.addressee)) or bool(agree(one.addressee, other.sender))


def _other_number(one: Head, other: Head) -> str:
    """Numbers of one kind that differ, for people; empty if none do."""
    for kind in sorted({k for k, _ in one.numbers} & {k for k, _ in other.numbers}):
        mine = {n for k, n in one.numbers if k == kind}
        theirs = {n for k, n in other.numbers if k == kind}
        if not mine & theirs:
            return f"{kind} {', '.join(sorted(mine))} and {', '.join(sorted(theirs))}"
    return ""


def _extract(pair: _Pair) -> Paired | None:
    """One leaves out what the other has: the same occasion, or remarks where text is left out."""
    if pair.of_small < MOST:
        return None
    one, other = pair.small.head, pair.large.head
    left_out = [b for b in pair.small_blanks if b.kind == "omitted"]
    if len(pair.passages) > 6 and not one.same_day(other):
        return None
    same_day = one.same_day(other)
    shown = f"{len(left_out)} places say that text is left out" if left_out else ""
    if same_day and (_same_paper(one, other) or (left_out and not _carried(pair))):
        why = ("of one day, from and to the same", pair.shares, shown)
        return Paired("extract", "one_paper", tuple(reason for reason in why if reason))
    known = agree(one.sender, other.sender) or agree(one.addressee, other.addressee)
    if same_day is None and known and _same_paper(one, other):
        why = ("from and to the same as far as is known", pair.shares, shown)
        return Paired("extract", "one_paper", tuple(reason for reason in why if reason))
    if one.extract and same_day is not False:
        return Paired("extract", "own_word", ("it calls itself an extract", pair.shares))
    return None


def _same_paper(one: Head, other: Head) -> bool:
    """Whether two heads can be those of one paper."""
    if agree(one.sender, other.sender) is False or agree(one.addressee, other.addressee) is False:
        return False
    return not one.kind or not other.kind or one.kind == other.kind or _akin(one.kind, other.kind)


_AKIN = (
    frozenset(("letter", "message", "note", "note verbale", "telegram", "aide-mémoire")),
    frozenset(("memorandum", "paper", "report", "memorandum of conversation", "minutes",
               "memorandum for the record")),
    frozenset(("national intelligence estimate", "report", "paper")),
)  # fmt: skip
"""Kinds that editors use for one paper."""


def _akin(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _AKIN)


def _relay(pair: _Pair) -> Paired | None:
    """The longer carries the shorter: announced, all of it, in one place, and not earlier."""
    if pair.of_small < MOST or not _carried(pair):
        return None
    apart = pair.small.head.days_before(pair.large.head)
    if apart is not None and not -DELIVERY <= apart <= 60:
        return None
    said = (
        "the words before the passage announce a text"
        if _announced(pair)
        else (
            f"a {pair.large.head.kind or 'paper'} holds the whole {pair.small.head.kind or 'text'}"
        )
    )
    return Paired("relay", "carried", (said, pair.shares))


def _carried(pair: _Pair) -> bool:
    """Whether nearly all of the shorter stands together within the longer, which says more."""
    if pair.of_large >= WHOLE or pair.of_small < WHOLE:
        return False
    if pair.longest < PARTS * pair.small.words:
        return False
    start = min(passage.b_start for passage in pair.passages)
    end = max(passage.b_end for passage in pair.passages)
    together = end - start <= 1.6 * len(pair.small.text)
    if not together:
        together = pair.longest >= WHOLE * pair.small.words
    wrapping = pair.large.head.kind in _WRAPPING and pair.small.head.kind in _CARRIED
    return together and (wrapping or _announced(pair))


_WRAPPING = frozenset(
    ("telegram", "airgram", "despatch", "memorandum", "memorandum of conversation", "letter", "minutes",
     "memorandum for the record")
)  # fmt: skip
_CARRIED = frozenset(
    (
        "letter",
        "message",
        "note",
        "note verbale",
        "aide-mémoire",
        "paper",
        "press release",
        "report",
    )
)


def _announced(pair: _Pair) -> bool:
    """Whether the words before the longest passage in the longer text announce a text."""
    return _announces(pair.large, _longest_in_both(pair)[1])


def _announces(paper: Paper, at: int) -> bool:
    before = paper.text[max(0, at - BEFORE) : at]
    words = {word.lower() for word in _WORD.findall(before)}
    return bool(words & release_words(paper.language).announcing)


def _successive(pair: _Pair) -> Paired | None:
    """A later paper worked up from an earlier one: several passages in the order of both."""
    one, other = pair.small.head, pair.large.head
    apart = one.days_before(other)
    different = one.same_day(other) is False
    akin = bool(one.kind) and (one.kind == other.kind or _akin(one.kind, other.kind))
    told = different or bool(one.kind and other.kind)
    much = len(pair.passages) >= 3 or pair.of_large >= 2 * REWORKED
    if pair.of_large >= REWORKED and told and much:
        dated = f"{abs(apart)} days apart" if apart else "of days that are not told apart"
        return Paired("successive_paper", "worked_over", (pair.shares, dated))
    if pair.of_small >= MOST and different and akin and one.kind not in _CARRIED_ONLY:
        return Paired(
            "successive_paper", "taken_over", (pair.shares, f"{abs(apart or 0)} days apart")
        )
    if _cited(pair) >= HALF:
        return None
    if len(pair.passages) >= 4 and different and akin and pair.of_small >= REWORKED:
        return Paired(
            "successive_paper", "parts_taken_over", (pair.shares, f"{abs(apart or 0)} days apart")
        )
    return None


_CARRIED_ONLY = frozenset(("letter", "message", "note", "note verbale", "telegram"))
"""Kinds whose wording comes again because it is quoted, not because it is worked over."""


def _contained(pair: _Pair) -> Paired | None:
    """Nearly all of one stands in the other, which can be its extract or carry it."""
    if pair.of_small < MOST:
        return None
    if pair.small.head.same_day(pair.large.head):
        return Paired("extract", "same_day", ("of one day", pair.shares))
    return None


def _cited(pair: _Pair) -> float:
    """Share of the shared words before which quotation marks stand in one of both."""
    cited = sum(
        passage.words
        for passage in pair.passages
        if _in_quotes(pair.small, passage.a_start) or _in_quotes(pair.large, passage.b_start)
    )
    return cited / sum(passage.words for passage in pair.passages)


def _in_quotes(paper: Paper, start: int) -> bool:
    return bool(set(paper.text[max(0, start - 3) : start + 1]) & set(_QUOTES))


def _quoted(pair: _Pair) -> Paired | None:
    """What is left: wording of one, or of a third paper, in the other."""
    for passage in sorted(pair.passages, key=lambda p: (-p.words, p.a_start)):
        for paper, start in ((pair.small, passage.a_start), (pair.large, passage.b_start)):
            if _in_quotes(paper, start):
                return Paired("quoted_passage", "quotation_marks", ("quotation marks", pair.shares))
            if _announces(paper, start):
                return Paired("quoted_passage", "announced", ("announced as a text", pair.shares))
    return Paired("quoted_passage", "shared_words", (pair.shares,))


RULES: tuple[Callable[[_Pair], Paired | None], ...] = (
    _parts,
    _formula,
    _note,
    _draft,
    _whole,
    _extract,
    _reworded,
    _relay,
    _successive,
    _contained,
    _quoted,
)
