"""Settings of a project: `herewith.toml`, read once into frozen records.

Each value comes from the last of: default, file, environment (`HEREWITH_RUN_WORKERS=4`), flag.
An unknown key is an error, with the nearest name; all faults of a file are reported at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from herewith.algorithms.nearest import did_you_mean
from herewith.errors import DataError, Place, Problem, StoreError, UsageError
from herewith.project.toml_lines import lines_of_keys, syntax_problem
from herewith.store import FORMAT

__all__ = ["BoxPath", "Effective", "Settings", "read_settings"]

FILE = "herewith.toml"
PREFIX = "HEREWITH_"
NOT_SETTINGS = ("HEREWITH_TRACEBACK",)
"""Variables of the command line that say nothing about a project."""

TOP_KEYS = ("format", "title", "box", "run", "stage")
RUN_DEFAULTS: Mapping[str, object] = {"engine": "local", "workers": 2}
BOX_KEYS = ("path", "name")


@dataclass(frozen=True, slots=True)
class BoxPath:
    """A folder or file of delivered material; `path` as written, relative to the project."""

    path: str
    name: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Effective:
    """One setting as it holds, and where it came from."""

    key: str
    value: object
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a project. `stages` holds the table of every stage, defaults filled in."""

    title: str
    boxes: tuple[BoxPath, ...]
    engine: str
    workers: int
    stages: Mapping[str, Mapping[str, object]]
    effective: tuple[Effective, ...] = field(default=(), compare=False)


def read_settings(
    root: Path,
    defaults: Mapping[str, Mapping[str, object]],
    *,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
) -> Settings:
    """The settings of a project folder.

    Args:
        root: the project folder.
        defaults: for every stage its settings with their defaults.
        environment: variables; those that begin with `HEREWITH_` are read.
        flags: values given on the command line, by key (`run.engine`).

    Raises:
        StoreError: if the folder is not a project, or was made by a newer program.
        DataError: if the file has faults; carries all of them with their lines.
        UsageError: if the environment or a flag has a fault.
    """
    try:
        text = (root / FILE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        message = f"{root} is not a project folder (it has no {FILE}); make one: herewith new"
        raise StoreError(message) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"cannot read {root / FILE}: {error}") from error
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = syntax_problem("P101", error, FILE, text)
        raise DataError(str(problem), (problem,)) from error
    _check_format(data, root)
    lines = lines_of_keys(text)
    problems = tuple(_faults(data, lines, defaults))
    if problems:
        raise DataError(f"{root / FILE} has {len(problems)} faults", problems)
    found = {key: (value, _origin(key, lines)) for key, value in _flat(data)}
    found |= _environment(environment or {}, defaults)
    found |= {key: (value, "command line") for key, value in (flags or {}).items()}
    return _settings(root, data, lines, defaults, found)


def _check_format(data: Mapping[str, object], root: Path) -> None:
    number = data.get("format", FORMAT)
    if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
        raise StoreError(
            f"{root} has format {number} and was made by a newer Herewith; "
            f"this one reads formats up to {FORMAT}"
        )


def _faults(
    data: Mapping[str, Any],
    lines: Mapping[str, int],
    defaults: Mapping[str, Mapping[str, object]],
) -> Iterator[Problem]:
    """Everything wrong with the file."""
    for key, value in data.items():
        if key not in TOP_KEYS:
            yield _unknown(key, TOP_KEYS, lines.get(key))
        elif key == "box":
            yield from _box_faults(value, lines)
        elif key in ("run", "stage") and not isinstance(value, dict):
            message = f'"{key}" must be a table [{key}]'
            yield Problem("P103", "error", message, Place(FILE, lines.get(key)))
        elif key == "run":
            yield from _table_faults("run", value, RUN_DEFAULTS, lines)
        elif key == "stage":
            for name, table in value.items():
                if name not in defaults:
                    yield _unknown(
                        f"stage.{name}",
                        [f"stage.{n}" for n in defaults],
                        lines.get(f"stage.{name}"),
                    )
                elif not isinstance(table, dict):
                    place = Place(FILE, lines.get(f"stage.{name}"))
                    message = f'"stage.{name}" must be a table'
                    yield Problem("P103", "error", message, place)
                else:
                    yield from _table_faults(f"stage.{name}", table, defaults[name], lines)
        else:
            yield from _type_fault(key, value, "" if key == "title" else FORMAT, lines.get(key))
            if key == "format" and isinstance(value, int) and value < 1:
                message = f'"format" must be a number from 1 to {FORMAT}'
                yield Problem("P103", "error", message, Place(FILE, lines.get(key)))


def _box_faults(boxes: object, lines: Mapping[str, int]) -> Iterator[Problem]:
    if not isinstance(boxes, list) or not all(isinstance(box, dict) for box in boxes):
        message = '"box" must be written as [[box]] with a path'
        yield Problem("P103", "error", message, Place(FILE, lines.get("box")))
        return
    names: set[str] = set()
    for n, box in enumerate(boxes):
        line = lines.get(f"box.{n}")
        for key, value in box.items():
            at = lines.get(f"box.{n}.{key}", line)
            if key not in BOX_KEYS:
                yield _unknown(key, BOX_KEYS, at)
            else:
                yield from _type_fault(key, value, "", at)
        if not box.get("path"):
            message = 'the box has no "path"'
            yield Problem("P104", "error", message, Place(FILE, line), 'Write path = "…".')
        name = str(box.get("name", ""))
        if name and name in names:
            message = f'two boxes have the name "{name}"'
            yield Problem("P104", "error", message, Place(FILE, line), "Give one another name.")
        names.add(name)


def _table_faults(
    table: str,
    values: Mapping[str, object],
    defaults: Mapping[str, object],
    lines: Mapping[str, int],
) -> Iterator[Problem]:
    for key, value in values.items():
        name = f"{table}.{key}"
        if key not in defaults:
            yield _unknown(name, [f"{table}.{known}" for known in defaults], lines.get(name))
        else:
            yield from _type_fault(name, value, defaults[key], lines.get(name))


def _type_fault(key: str, value: object, default: object, line: int | None) -> Iterator[Problem]:
    wrong = _wrong_type(value, default)
    if wrong:
        message = f'"{key}" must be {wrong}, not {value!r}'
        yield Problem("P103", "error", message, Place(FILE, line))


def _wrong_type(value: object, default: object) -> str:
    """What a value should be, if it is not of the kind of its default; a default of `None` fits."""
    if default is None:
        return ""
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else "true or false"
    if isinstance(default, int):
        good = isinstance(value, int) and not isinstance(value, bool)
        return "" if good else "a whole number"
    if isinstance(default, float):
        good = isinstance(value, (int, float)) and not isinstance(value, bool)
        return "" if good else "a number"
    if isinstance(default, str):
        return "" if isinstance(value, str) else "a text in quotation marks"
    if isinstance(default, Mapping):
        return "" if isinstance(value, Mapping) else "a table"
    return "" if isinstance(value, (list, tuple)) else "a list"


def _unknown(key: str, known: Sequence[str], line: int | None) -> Problem:
    hint = did_you_mean(key, known)
    return Problem("P102", "error", f'"{key}" is not a setting', Place(FILE, line), hint)


def _flat(data: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Settings of the file by dotted key, the boxes apart."""
    if "title" in data:
        yield "title", data["title"]
    for key, value in data.get("run", {}).items():
        yield f"run.{key}", value
    for name, table in data.get("stage", {}).items():
        for key, value in table.items():
            yield f"stage.{name}.{key}", value


def _origin(key: str, lines: Mapping[str, int]) -> str:
    """File and line of a key, or of the inline table that holds it."""
    while key not in lines and "." in key:
        key = key.rpartition(".")[0]
    return f"{FILE}:{lines[key]}" if key in lines else FILE


def _environment(
    environment: Mapping[str, str], defaults: Mapping[str, Mapping[str, object]]
) -> dict[str, tuple[object, str]]:
    known: dict[str, tuple[str, object]] = {f"{PREFIX}TITLE": ("title", "")}
    for key, default in RUN_DEFAULTS.items():
        known[f"{PREFIX}RUN_{key.upper()}"] = (f"run.{key}", default)
    for name, table in defaults.items():
        for key, default in table.items():
            variable = f"{PREFIX}STAGE_{name}_{key}".upper()
            known[variable] = (f"stage.{name}.{key}", default)
    found: dict[str, tuple[object, str]] = {}
    for variable in sorted(environment):
        if not variable.startswith(PREFIX) or variable in NOT_SETTINGS:
            continue
        if variable not in known:
            hint = did_you_mean(variable, known)
            raise UsageError(f"the environment sets {variable}, which is not a setting. {hint}")
        key, default = known[variable]
        value = _from_text(environment[variable], default)
        wrong = _wrong_type(value, default)
        if wrong:
            raise UsageError(f"the environment variable {variable} must be {wrong}")
        found[key] = (value, f"environment {variable}")
    return found


def _from_text(text: str, default: object) -> object:
    """A variable's text as the kind of value that its default is."""
    if isinstance(default, str):
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        return text


def _settings(
    root: Path,
    data: Mapping[str, Any],
    lines: Mapping[str, int],
    defaults: Mapping[str, Mapping[str, object]],
    found: Mapping[str, tuple[object, str]],
) -> Settings:
    effective: list[Effective] = []

    def value(key: str, default: object) -> Any:
        chosen, origin = found.get(key, (default, "default"))
        effective.append(Effective(key, chosen, origin))
        return chosen

    title = value("title", root.resolve().name)
    engine = value("run.engine", RUN_DEFAULTS["engine"])
    workers = value("run.workers", RUN_DEFAULTS["workers"])
    stages = {
        name: {key: value(f"stage.{name}.{key}", default) for key, default in table.items()}
        for name, table in defaults.items()
    }
    boxes = tuple(_boxes(data, lines))
    for box in boxes:
        origin = f"{FILE}:{box.line}" if box.line else "default"
        effective.append(Effective(f"box {box.name}", box.path, origin))
    return Settings(title, boxes, engine, workers, stages, tuple(effective))


def _boxes(data: Mapping[str, Any], lines: Mapping[str, int]) -> Iterator[BoxPath]:
    """The boxes, each with a name of its own; without any, the project's own `box` folder."""
    given = data.get("box") or [{"path": "box", "name": "box"}]
    taken = {str(box["name"]) for box in given if box.get("name")}
    for n, box in enumerate(given):
        name = str(box.get("name") or "")
        if not name:
            stem = Path(str(box["path"])).name or "box"
            name, n_same = stem, 1
            while name in taken:
                n_same += 1
                name = f"{stem}-{n_same}"
            taken.add(name)
        yield BoxPath(str(box["path"]), name, lines.get(f"box.{n}"))
