"""Sigla for files: short, unique, and the same in whatever order the files are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from herewith.errors import UsageError

__all__ = ["sigla_for"]

SHORT = 8
"""A file's stem of up to so many characters is its siglum as it is."""


def sigla_for(specs: Sequence[str]) -> list[str]:
    """A siglum for each `FILE`, `FILE#id` or `SIGLUM=FILE`, in the order given.

    A given siglum stands. Others come from the id, else from the file's stem, cut to the first
    words by which it differs from the rest; equal names are told apart by their folders, and one
    file named twice by numbers.

    Raises:
        UsageError: if a siglum is given twice, or is empty.

    >>> sigla_for(["box/letter-draft-1.txt", "M=memo.txt", "vol6.xml#d66", "box/telegram.txt"])
    ['letter', 'M', 'd66', 'telegram']
    >>> sigla_for(["a/letter.txt", "b/letter.txt"])
    ['a-letter', 'b-letter']
    """
    given = [_given(spec) for spec in specs]
    twice = sorted({g for g in given if g is not None and given.count(g) > 1})
    if twice:
        raise UsageError(f"a siglum stands for one witness only: {', '.join(twice)} is given twice")
    taken = {g for g in given if g is not None}
    free = [n for n, g in enumerate(given) if g is None]
    names = _shortest([specs[n] for n in free])
    out = [g or "" for g in given]
    for n in sorted(free, key=lambda n: (names[specs[n]], specs[n])):
        name, count = names[specs[n]], 1
        while name in taken:
            count += 1
            name = f"{names[specs[n]]}-{count}"
        taken.add(name)
        out[n] = name
    return out


def _given(spec: str) -> str | None:
    """The siglum in front of `=`; a path may hold `=` behind a slash."""
    siglum, mark, path = spec.partition("=")
    if not mark or "/" in siglum or "." in siglum:
        return None
    if not siglum.strip() or not path:
        raise UsageError(f"write SIGLUM=FILE, not {spec}")
    return siglum.strip()


def _shortest(specs: Sequence[str]) -> dict[str, str]:
    """For each spec the first of its possible names that no other spec may have."""
    options = {spec: _names(spec) for spec in specs}
    out = {}
    for spec, own in options.items():
        others = {name for other, names in options.items() if other != spec for name in names}
        out[spec] = next((name for name in own if name not in others), own[-1])
    return out


def _names(spec: str) -> list[str]:
    """Possible names of one spec, the best first."""
    path, _, name = spec.partition("#")
    pure = PurePath(path)
    stem = _clean(pure.stem) or "witness"
    whole = [stem, _clean(f"{pure.parent.name}-{stem}"), _clean("-".join([*pure.parts[:-1], stem]))]
    if name:
        tail = _clean(name)
        return [tail, *(f"{part}-{tail}" for part in whole)]
    if len(stem) <= SHORT:
        return whole
    words = stem.split("-")
    return ["-".join(words[: n + 1]) for n in range(len(words))] + whole[1:]


def _clean(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name).strip("-")
