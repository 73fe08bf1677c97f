"""Quotations: where they are marked, what they claim, and whether the source says so."""

from herewith.algorithms.quotations.borrowed import Borrowing, find_borrowings
from herewith.algorithms.quotations.checking import Checked, check
from herewith.algorithms.quotations.cited import Claim, claim, fits, is_term
from herewith.algorithms.quotations.marked import Marked, find_marked
from herewith.algorithms.quotations.verify import Source, Verbatim, Verdict, Verifier

__all__ = [
    "Borrowing",
    "Checked",
    "Claim",
    "Marked",
    "Source",
    "Verbatim",
    "Verdict",
    "Verifier",
    "check",
    "claim",
    "find_borrowings",
    "find_marked",
    "fits",
    "is_term",
]
