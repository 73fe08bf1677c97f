"""The versions of a project: `versions.jsonl`, one line for each publication under a name."""

from __future__ import annotations

import json
from pathlib import Path

from herewith.errors import DataError, StoreError
from herewith.model.records import decode, dumps
from herewith.model.version import Version

__all__ = ["append_version", "read_versions"]


def read_versions(path: Path) -> tuple[Version, ...]:
    """The versions of a project, in order; none if nothing was published under a name.

    Raises:
        StoreError: if the file cannot be read or was damaged.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot read {path}: {error}") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(decode(Version, json.loads(line)))
        except (ValueError, DataError) as error:
            raise StoreError(f"{path}:{number}: this line was damaged: {error}") from error
    return tuple(found)


def append_version(path: Path, version: Version) -> None:
    """Write a version behind the others; what stands there is not touched.

    Raises:
        StoreError: if the file cannot be written.
    """
    try:
        with path.open("a", encoding="utf-8") as out:
            out.write(dumps(version) + "\n")
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error
