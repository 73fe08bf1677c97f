"""Quotations: where they are marked, what they claim, and whether the source says so."""

from herewith.algorithms.quotations.marked import Marked, find_marked
from herewith.algorithms.quotations.verify import Source, Verdict, Verifier

__all__ = ["Marked", "Source", "Verdict", "Verifier", "find_marked"]
