"""Adds a decision at the end of a decisions file; what stands there before is not touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from herewith.decisions.files import OTHER_FILES, read_decisions
from herewith.decisions.identity import decision_id
from herewith.durable import append as append_text
from herewith.durable import locked_folder
from herewith.errors import UsageError
from herewith.model.decision import Decision

__all__ = ["append", "append_all", "written"]


def append(
    folder: Path,
    file: str,
    make: Callable[[tuple[Decision, ...]], Decision],
) -> Decision:
    """Append one decision to a file of the decisions folder, under the folder's lock.

    Args:
        folder: the project's `decisions` folder.
        file: name of the file, `decisions.toml` for instance; made if it is not there.
        make: from all decisions written so far to the new one. It is called while the lock is
            held, so what it sees cannot change before the new decision is written; its id is
            given here.

    Raises:
        UsageError: if the name is not that of a TOML file in the folder; whatever `make` raises.
        StoreError: if the file cannot be written.
    """
    return append_all(folder, file, lambda so_far: [make(so_far)])[0]


def append_all(
    folder: Path,
    file: str,
    make: Callable[[tuple[Decision, ...]], Iterable[Decision]],
) -> tuple[Decision, ...]:
    """Append several decisions at once; either all are written or none. See `append`."""
    if Path(file).name != file or not file.endswith(".toml") or file.startswith("."):
        raise UsageError(f'"{file}" is not the name of a decisions file: write NAME.toml')
    if file in OTHER_FILES:
        raise UsageError(f"decisions/{file} holds rules, not decisions; choose another file")
    with locked_folder(folder):
        so_far = read_decisions(folder).decisions
        taken = {decision.id for decision in so_far}
        made = []
        for draft in make(so_far):
            name = decision_id(draft, taken)
            taken.add(name)
            made.append(replace(draft, id=name, place=None))
        path = folder / file
        text = "\n".join(written(decision) for decision in made)
        if made:
            append_text(path, f"\n{text}" if path.exists() and path.stat().st_size else text)
    return tuple(made)


def written(decision: Decision) -> str:
    """A decision as a TOML table.

    >>> print(written(Decision("d-1", "a/place", "set", "Sarn", "EB", "1990-01-02", "")), end="")
    [[decision]]
    id = "d-1"
    target = "a/place"
    judgement = "set"
    value = "Sarn"
    by = "EB"
    on = "1990-01-02"
    because = ""
    """
    lines = [
        "[[decision]]",
        f"id = {_string(decision.id)}",
        f"target = {_string(decision.target)}",
        f"judgement = {_string(decision.judgement)}",
    ]
    if decision.judgement == "set" or decision.value is not None:
        lines.append(_value(decision.value))
    lines += [
        f"by = {_string(decision.by)}",
        f"on = {_string(decision.on)}",
        f"because = {_string(decision.because)}",
    ]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    """A text or a list of texts as TOML; all other JSON data (TOML has no null) as JSON."""
    if isinstance(value, str):
        return f"value = {_string(value)}"
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return f"value = [{', '.join(_string(item) for item in value)}]"
    return f"value_json = {_string(json.dumps(value, ensure_ascii=False, sort_keys=True))}"


def _string(text: str) -> str:
    """A basic TOML string: JSON's escapes are TOML's, but for the control character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
