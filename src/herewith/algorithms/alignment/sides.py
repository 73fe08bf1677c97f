"""One side of an alignment, counted: sentences as numbers that the other modules compute with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from herewith.algorithms.alignment.tokens import tokenize, width

__all__ = ["Floats", "Ints", "Text", "read"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of `n` sentences with a vocabulary of `size` tokens.

    `flat[offsets[i]:offsets[i + 1]]` are the token numbers of sentence `i`; `chance[t]` is the
    smoothed relative frequency of token `t`; `lengths` are in characters (see `tokens.width`) and
    `cumulated[i]` is the length of all sentences before `i`. `forms[t]` are the words seen for a
    token, the commonest first.
    """

    sentences: tuple[str, ...]
    vocabulary: tuple[str, ...]
    index: dict[str, int]
    flat: Ints
    offsets: Ints
    counts: Floats
    chance: Floats
    lengths: Floats
    cumulated: Floats
    forms: tuple[tuple[str, ...], ...]

    @property
    def n(self) -> int:
        """Number of sentences."""
        return len(self.sentences)

    @property
    def size(self) -> int:
        """Number of different tokens."""
        return len(self.vocabulary)

    def tokens(self, sentence: int) -> Ints:
        """Token numbers of one sentence."""
        return self.flat[self.offsets[sentence] : self.offsets[sentence + 1]]

    def span(self, first: int, last: int) -> Ints:
        """Token numbers of sentences `first` to `last`, the last left out."""
        return self.flat[self.offsets[first] : self.offsets[last]]


def read(sentences: Sequence[str]) -> Text:
    """Count a sequence of sentences.

    >>> text = read(["One two.", "Two."])
    >>> text.vocabulary, text.flat.tolist(), text.offsets.tolist()
    (('one', 'two'), [0, 1, 1], [0, 2, 3])
    """
    index: dict[str, int] = {}
    forms: list[Counter[str]] = []
    flat: list[int] = []
    offsets = [0]
    for sentence in sentences:
        for token, form in tokenize(sentence):
            number = index.setdefault(token, len(index))
            if number == len(forms):
                forms.append(Counter())
            forms[number][form] += 1
            flat.append(number)
        offsets.append(len(flat))
    counts = np.bincount(np.asarray(flat, dtype=np.int64), minlength=len(index)).astype(float)
    lengths = np.array([width(sentence) for sentence in sentences], dtype=float)
    return Text(
        sentences=tuple(sentences),
        vocabulary=tuple(index),
        index=index,
        flat=np.asarray(flat, dtype=np.int64),
        offsets=np.asarray(offsets, dtype=np.int64),
        counts=counts,
        chance=(counts + 0.5) / (counts.sum() + 0.5 * max(1, len(index))),
        lengths=lengths,
        cumulated=np.concatenate([[0.0], np.cumsum(lengths)]),
        forms=tuple(
            tuple(sorted(counter, key=lambda form: (-counter[form], form))) for counter in forms
        ),
    )
