"""Editors' files that are neither decisions nor authorities, and the stage each is handed on to.

`decisions/regularisation.toml` (what counts as an equal reading) goes to `collate`,
`decisions/*.beads` (what belongs together in a bitext) and `decisions/*.lexicon` (which words
render which) to `align`. A stage finds them among its settings, under `regularisation`, `beads`
and `lexicons`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from herewith.errors import Place, Problem
from herewith.formats.regularisation import tables

__all__ = ["handed_on"]

RULES = "regularisation.toml"


def handed_on(folder: Path) -> tuple[dict[str, Mapping[str, object]], tuple[Problem, ...]]:
    """What to add to the settings of which stage, and what is wrong with the files as such.

    Args:
        folder: the project's `decisions` folder.
    """
    problems: list[Problem] = []
    out: dict[str, Mapping[str, object]] = {}
    rules = folder / RULES
    if rules.exists():
        text = _text(rules, problems)
        if text is not None:
            found, faults = tables(text, shown=_shown(rules))
            problems.extend(faults)
            out["collate"] = {"regularisation": list(found)}
    for_align = {
        name: texts
        for name, suffix in (("beads", "beads"), ("lexicons", "lexicon"))
        if (texts := _texts(folder, suffix, problems))
    }
    if for_align:
        out["align"] = for_align
    return out, tuple(problems)


def _texts(folder: Path, suffix: str, problems: list[Problem]) -> dict[str, object]:
    """The texts of all files of a suffix, by shown name."""
    found: dict[str, object] = {}
    for path in sorted(folder.glob(f"*.{suffix}")) if folder.is_dir() else ():
        text = _text(path, problems)
        if text is not None:
            found[_shown(path)] = text
    return found


def _text(path: Path, problems: list[Problem]) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        problems.append(Problem("D101", "error", message, Place(_shown(path))))
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start}); none of it can be read"
        hint = "Save the file as UTF-8."
        problems.append(Problem("D102", "error", message, Place(_shown(path)), hint))
    return None


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
