"""Herewith: from a box of official correspondence to an edition one can read, check and cite."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

__version__ = "0.1.0"

RULES = "1"
"""Version of the rules by which statements are made; printed in every JSON document."""

__all__ = ["RULES", "__version__", "open"]


def open(folder: str | os.PathLike[str]) -> Any:  # noqa: A001  (herewith.open reads well)
    """Open a project folder: a `herewith.project.Project`.

    The return type is not named here because everything below `project` may import this module.

    Raises:
        StoreError: if the folder is not a project, or was made by a newer program.
        DataError: if its settings have faults.
    """
    return import_module("herewith.project").open_project(folder)
