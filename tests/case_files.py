"""Case files: blocks of lines, each closed by a line with a single dot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def blocks(path: Path, size: int) -> Iterator[tuple[list[str], ...]]:
    """The cases of a file: `size` blocks each, a block as its lines.

    Raises:
        ValueError: if the file does not end with a dot, or its last case is not whole.
    """
    found: list[list[str]] = [[]]
    for line in path.read_text("utf-8").splitlines():
        if line == ".":
            found.append([])
        else:
            found[-1].append(line)
    if found.pop():
        raise ValueError(f"{path.name} does not end with a line with a single dot")
    yield from zip(*[iter(found)] * size, strict=True)
