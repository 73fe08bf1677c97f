"""Versions of the site: the digest of a letter, and a version made from the digests of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from herewith.model.collation import Item
from herewith.model.edition import Edition
from herewith.model.records import digest
from herewith.model.version import Version, standing

__all__ = ["FOLDER", "letter_digest", "next_version", "unchanged"]

FOLDER = "v"
"""Folder of the versions in a published site, each whole in a folder of its own."""


def letter_digest(edition: Edition, item: Item) -> str:
    """A digest of all that a letter's pages say of the letter itself.

    Its documents, what the register, the comparisons and the editors say of them; not what other
    letters say of it.
    """
    parts: list[object] = [item]
    for witness in item.witnesses:
        document = edition.document(witness.document)
        parts += [document, edition.entry(witness.document)]
        parts += [*edition.mentions(witness.document), *edition.quotations(witness.document)]
    parts += [*edition.collations(item.id), *edition.bitexts(item.id)]
    parts += edition.comparisons(item.id)
    return digest(parts)


def next_version(
    name: str, on: str, before: Sequence[Version], digests: Mapping[str, str]
) -> Version:
    """The version that these letters make, after the versions before.

    >>> first = next_version("1", "1990-01-31", [], {"a": "x"})
    >>> next_version("2", "1990-02-28", [first], {"a": "y", "b": "z"}).changed
    (('a', 'y'),)
    """
    old = standing(before)
    return Version(
        name,
        on,
        digest(sorted(digests.items())),
        len(digests),
        tuple((letter, one) for letter, one in sorted(digests.items()) if letter not in old),
        tuple(
            (letter, one)
            for letter, one in sorted(digests.items())
            if letter in old and old[letter][0] != one
        ),
        tuple(sorted(old.keys() - digests.keys())),
    )


def unchanged(versions: Sequence[Version], digests: Mapping[str, str]) -> Mapping[str, str]:
    """The version in which each letter last changed, of those that stand as in the last version."""
    old = standing(versions)
    return {
        letter: old[letter][1]
        for letter, one in digests.items()
        if letter in old and old[letter][0] == one
    }
