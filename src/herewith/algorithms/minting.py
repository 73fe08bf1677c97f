"""Keeping ids that were given once, when what they were given to has changed a little.

An id is a name for a set of members (the documents that are witnesses of an item). The next run
may derive another name for the same set (a date was corrected), may put two sets together or
divide one. A set keeps the id that most of its members bore before; where two sets were put
together the other id becomes an alias; where one was divided the larger part keeps the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from herewith.model.provenance import MintedId
from herewith.model.records import short_digest

__all__ = ["keep_ids"]


def keep_ids(
    derived: Mapping[str, Sequence[str]], minted: Iterable[MintedId]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The id to bear, and the aliases, of every set that a run derived.

    Args:
        derived: from the id just derived to its members.
        minted: ids of one kind given before, the oldest first.

    Returns:
        From the derived id to `(id, aliases)`; ids are unique, and none is an alias of another.

    >>> before = [MintedId("1962-10-26-letter", "item", ("a", "b"))]
    >>> keep_ids({"1962-10-27-letter": ["a", "b", "c"]}, before)
    {'1962-10-27-letter': ('1962-10-26-letter', ())}
    """
    known = list(minted)
    claims = sorted(
        (-shared, order, name)
        for name, members in derived.items()
        for order, entry in enumerate(known)
        if (shared := len(set(members) & set(entry.of)))
    )
    ids: dict[str, str] = {}
    given: set[int] = set()
    for _, order, name in claims:
        if name not in ids and order not in given:
            ids[name] = known[order].id
            given.add(order)
    also: dict[str, list[str]] = {name: [] for name in derived}
    for _, order, name in claims:
        entry = known[order]
        if ids.get(name) == entry.id:
            also[name].extend(entry.aliases)
        elif order not in given:
            given.add(order)
            also[name].extend((entry.id, *entry.aliases))
    taken = {name for entry in known for name in (entry.id, *entry.aliases)}
    for name in sorted(derived):
        if name not in ids:
            free = name not in taken
            ids[name] = name if free else f"{name}-{short_digest(sorted(derived[name]), size=6)}"
            taken.add(ids[name])
    final = set(ids.values())
    return {
        name: (ids[name], tuple(dict.fromkeys(a for a in also[name] if a not in final)))
        for name in derived
    }
