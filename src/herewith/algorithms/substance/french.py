"""What French needs beside its tables: «ne … que», which is `only` in two words far apart."""

from __future__ import annotations

from collections.abc import Sequence

from herewith.algorithms.substance.words import Word

__all__ = ["is_only"]

REACH = 7
"""Words between «ne» and «que»."""

NE = frozenset({"ne", "n'"})
QUE = frozenset({"que", "qu'"})
DENYING = frozenset({"pas", "point", "jamais", "rien", "plus", "aucun", "aucune", "personne", "ni"})
"""Words with which «ne» denies."""


SAYING = frozenset(
    ["accepter", "admettre", "croire", "dire", "penser", "permettre", "tolerer", "supposer",
     "exclure", "garantir", "affirmer", "oublier", "nier", "demander", "exiger", "savoir"]
)  # fmt: skip
"""Verbs whose «que» opens a clause: «nous ne pouvons accepter que …»."""


def is_only(tokens: Sequence[Word], index: int) -> bool:
    """Whether a «que» restricts: «nous ne voulons que la paix».

    >>> from herewith.algorithms.substance.words import words
    >>> [is_only(words(text, "fr"), 3) for text in ("Nous ne voulons que la paix", "Je crois bien que non")]
    [True, False]
    """
    if tokens[index].norm not in QUE:
        return False
    before = tokens[max(0, index - REACH) : index]
    stop = max((n for n, word in enumerate(before) if word.kind == "mark"), default=-1)
    clause = [word.norm for word in before[stop + 1 :]]
    if index and tokens[index - 1].norm in SAYING:
        return False
    return bool(NE & set(clause)) and not DENYING & set(clause)
