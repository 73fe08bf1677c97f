"""Checks files that belong to no project: reads and reconstructs them, and keeps the problems."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from herewith.errors import Problem
from herewith.formats.reading import deliveries
from herewith.stages.reconstruct import reconstruct

__all__ = ["check_files"]


def check_files(paths: Iterable[Path]) -> list[Problem]:
    """The problems of files, and of all files of folders.

    Raises:
        UsageError: if a path does not exist.
    """
    found: list[Problem] = []
    for one in deliveries(paths):
        if isinstance(one, Problem):
            found.append(one)
        else:
            found.extend(one.problems)
            found.extend(reconstruct(one).problems)
    return found
