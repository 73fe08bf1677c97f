"""The case files: title, witnesses, and the answer an editor would want."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.case_files import blocks

CASES = Path(__file__).parents[2] / "cases" / "collation"
EMPTY = "·"


@dataclass(frozen=True)
class Case:
    """A title, the witnesses by siglum, and for each the cells it is cut into."""

    title: str
    witnesses: dict[str, str]
    rows: tuple[tuple[tuple[str, ...], ...], ...]


def cases(folder: Path = CASES) -> list[Case]:
    out = []
    for path in sorted(folder.glob("*.md")):
        for title, given, wanted in blocks(path, 3):
            witnesses = dict(line.split(":", 1) for line in given)
            rows = tuple(_cells(line) for line in wanted)
            if len(rows) != len(witnesses) or len({len(row) for row in rows}) != 1:
                raise ValueError(f"{path.name}: {title[0]}: rows do not fit")
            out.append(Case(title[0], {s: t.strip() for s, t in witnesses.items()}, rows))
    return out


def _cells(line: str) -> tuple[tuple[str, ...], ...]:
    cells = (cell.strip() for cell in line.split("|"))
    return tuple(() if cell == EMPTY else tuple(cell.split()) for cell in cells)
