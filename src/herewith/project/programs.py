"""What is installed that decides how a box is read: pypdfium2, and tesseract with its models.

It takes part in the settings of the stage `read`, so that a program installed later, or another
version of it, reads the box's images and PDF files again. A box without any is not concerned.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from herewith.formats.files import BoxFile
from herewith.formats.images import image_of
from herewith.formats.tesseract import installed

__all__ = ["programs"]


def programs(files: Iterable[BoxFile]) -> dict[str, str]:
    """Names and versions of what reads some of the files; empty if none of them needs any."""
    if not any(file.images or _needs(Path(file.path)) for file in files):
        return {}
    return {"pypdfium2": _library("pypdfium2"), "tesseract": _tesseract()}


def _needs(path: Path) -> bool:
    try:
        with path.open("rb") as handle:
            if b"%PDF-" in handle.read(1024):
                return True
        return image_of(path) is not None
    except OSError:
        return False  # the stage will say so


def _library(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _tesseract() -> str:
    found = installed()
    return "absent" if found is None else f"{found.version}: {' '.join(found.models)}"
