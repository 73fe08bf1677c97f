"""Alignment of an original and its translation, sentence by sentence. Start at `align`."""

from herewith.algorithms.alignment.align import Alignment, align
from herewith.algorithms.alignment.encoding import Encoder
from herewith.algorithms.alignment.fixed import Anchor, Conflict
from herewith.algorithms.alignment.identity import bead_id, sentence_ids
from herewith.algorithms.alignment.learning import learn as learn_lexicon

__all__ = [
    "Alignment",
    "Anchor",
    "Conflict",
    "Encoder",
    "align",
    "bead_id",
    "learn_lexicon",
    "sentence_ids",
]
