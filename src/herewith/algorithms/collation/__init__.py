"""Collation: any number of witnesses of one text, compared word by word.

The way through the package: `tokens` cuts each witness into words and marks, `guide` chooses the
order of merging, `anchors` and `partial_order` place a witness in the variant graph (`graph`),
`settle` is the second pass, `moves` finds words that stand elsewhere, `units` cuts the graph into
variations of the right size, `classify` says formally what changed, and `collate` joins all this.
"""

from herewith.algorithms.collation.classify import Judged, UnitView, classify
from herewith.algorithms.collation.collate import Collated, collate
from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.witness import Missing, State, WitnessText

__all__ = [
    "Collated",
    "Judged",
    "Missing",
    "State",
    "UnitView",
    "VariantGraph",
    "WitnessText",
    "classify",
    "collate",
]
