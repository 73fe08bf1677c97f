"""What of the program itself may change an outcome: its rules, its code, and its libraries.

A stage's version says that its rules changed. A change that forgot to raise it, or another
version of a dictionary, must still not be answered from the cache; so the bytes of the packages
that stages use, and the versions of the libraries they use, take part in every digest.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import herewith

__all__ = ["fingerprint"]

PACKAGES = ("algorithms", "formats", "languages", "model", "stages")
LIBRARIES = (
    "charset-normalizer",
    "lxml",
    "numpy",
    "pymorphy3",
    "pymorphy3-dicts-ru",
    "rapidfuzz",
    "razdel",
    "simplemma",
)


@cache
def fingerprint() -> str:
    """SHA-256 (hex) of code, data and library versions that outcomes depend on."""
    root = Path(herewith.__file__).parent
    total = sha256(f"{herewith.__version__} {herewith.RULES}".encode())
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(path.relative_to(root).as_posix().encode())
                total.update(sha256(path.read_bytes()).digest())
    for library in LIBRARIES:
        total.update(f"{library} {_version(library)}".encode())
    return total.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
