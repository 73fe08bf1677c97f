"""Check every marked quotation of a text: is it verbatim, and does it stand where it is cited?

These are two questions with two answers. Terms, titles and words held at a distance stand
between the same marks and are left alone, each with the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from herewith.algorithms.date_phrases import FoundDate
from herewith.algorithms.quotations.cited import Claim, claim, fits, is_term
from herewith.algorithms.quotations.marked import Marked, find_marked
from herewith.algorithms.quotations.verify import Verdict, Verifier
from herewith.model.dates import HistoricalDate

__all__ = ["Checked", "check"]

Where = Literal["as_cited", "elsewhere", "unknown"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation with its claim and both answers.

    `cited_date` is EDTF, with the year of the sources where the claim gives none; `cited` are
    the keys of the sources that the claim may mean. `left_alone` is the reason why the words
    are no quotation, or empty.
    """

    marked: Marked
    claim: Claim
    cited_date: str
    cited: tuple[str, ...]
    verdict: Verdict
    place: Where
    left_alone: str
    reason: str


def check(
    text: str,
    dates: Sequence[FoundDate],
    verifier: Verifier,
    written: Mapping[str, Sequence[HistoricalDate]],
    *,
    leave_out: Collection[str] = (),
) -> tuple[Checked, ...]:
    """All marked quotations of a text, in order of place.

    Args:
        text: the text that quotes.
        dates: its dates, in order of place.
        verifier: the sources.
        written: for each source the dates under which it may be cited.
        leave_out: keys of sources that do not count (the quoting text, its other witnesses).
    """
    return tuple(_check(text, m, dates, verifier, written, leave_out) for m in find_marked(text))


def _check(
    text: str,
    marked: Marked,
    dates: Sequence[FoundDate],
    verifier: Verifier,
    written: Mapping[str, Sequence[HistoricalDate]],
    leave_out: Collection[str],
) -> Checked:
    said = claim(text, marked, dates)
    cited = {
        key: next(d for d in own if any(fits(c, d) for c in said.dates))
        for key, own in written.items()
        if key not in leave_out and any(fits(c, d) for c in said.dates for d in own)
    }
    verdict = verifier.verify(marked.text, cited=tuple(cited), leave_out=leave_out)
    held = verdict.verbatim != "not_found"
    term = is_term(marked.text, found=held, claimed=bool(said.dates))
    date = _cited_date(said, cited, verdict)
    place, reason = _place(said, cited, verdict, date)
    return Checked(marked, said, date, tuple(cited), verdict, place, term, reason)


def _place(
    said: Claim, cited: Mapping[str, HistoricalDate], verdict: Verdict, date: str
) -> tuple[Where, str]:
    """Whether the words stand where the author says, and why we think so."""
    if verdict.key is None:
        return "unknown", "the words stand in no source held"
    if verdict.key in cited:
        return "as_cited", f"the source is dated {cited[verdict.key].edtf}, as cited"
    if not said.dates:
        return "unknown", "no date is given beside the quotation"
    if said.loose:
        return "unknown", "the only date near it is that of an earlier sentence"
    return "elsewhere", f"cited is {date}; the words stand in a source of another date"


def _cited_date(said: Claim, cited: Mapping[str, HistoricalDate], verdict: Verdict) -> str:
    """The date that is claimed, as EDTF; empty if none is.

    Where the words bear out one of several dates it is that one. A year that the author leaves
    out is taken from the sources if all that fit have the same.
    """
    if not said.dates or (said.loose and verdict.key not in cited):
        return ""
    true = cited.get(verdict.key or "")
    chosen = next((d for d in said.dates if true and fits(d, true)), said.dates[-1])
    if not chosen.edtf.startswith("XXXX-"):
        return chosen.edtf
    fitting = (true,) if true else cited.values()
    days = {date.edtf[:10] for date in fitting if fits(chosen, date)}
    return days.pop() if len(days) == 1 else chosen.edtf
