"""Versions of an edition: what was published under a name, and what had changed since the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Version", "standing"]


@dataclass(frozen=True, slots=True)
class Version:
    """A publication under a name that lasts.

    `on` is the day, given by whoever publishes. `digest` is the SHA-256 (hex) of the digests of
    all letters. `added` and `changed` are pairs of a letter's id and its digest.
    """

    name: str
    on: str
    digest: str
    letters: int
    added: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]


def standing(versions: Iterable[Version]) -> Mapping[str, tuple[str, str]]:
    """Of every letter of the last version: its digest, and the version in which it last changed.

    >>> first = Version("1", "1990-01-31", "…", 2, (("a", "x"), ("b", "y")), (), ())
    >>> second = Version("2", "1990-02-28", "…", 1, (), (("a", "z"),), ("b",))
    >>> standing([first, second])
    {'a': ('z', '2')}
    """
    found: dict[str, tuple[str, str]] = {}
    for version in versions:
        for letter, digest in (*version.added, *version.changed):
            found[letter] = (digest, version.name)
        for letter in version.removed:
            found.pop(letter, None)
    return found
