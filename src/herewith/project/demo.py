"""A project made from the built-in sample."""

from __future__ import annotations

import shutil
from pathlib import Path

from herewith import sample
from herewith.project.create import create

__all__ = ["TITLE", "make_demo"]

TITLE = "The Sarn letters, February and March 1959"


def make_demo(folder: Path) -> bool:
    """Make a project of the built-in sample, with its authority files, unless it is there.

    Returns:
        Whether the project was made now. One that is there is left as it is, so that decisions
        taken in it are kept.

    Raises:
        UsageError: if the folder holds something else.
    """
    if (folder / "herewith.toml").exists():
        return False
    create(folder, [sample.folder() / "box"], title=TITLE, copy=True)
    for file in sorted((sample.folder() / "authorities").glob("*.csv")):
        shutil.copyfile(file, folder / "authorities" / file.name)
    return True
