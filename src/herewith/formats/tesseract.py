"""Text of page images by the `tesseract` program, which reads the image file itself.

For every page the orientation and script come first; the script chooses the models, of those that
are installed; then the page is read. Of a page whose words the program itself hardly believes
nothing is taken over: it is "unreadable". The program runs under limits (see `isolated`).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from herewith.formats.extract import Box, Sheets
from herewith.formats.isolated import IsolationError, Limits, run_program
from herewith.model.text import PageState

__all__ = ["FLOOR", "INSTALL", "Recognised", "Tesseract", "installed", "put_page", "recognise"]

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-rus"

FLOOR = 0.55
"""Mean confidence (0..1, of the characters) below which a page is unreadable.

Fitted by `bench.ocr` on worn pages of known text: pages of which half the words are wrong mostly
stay below it, and none that can be used does (see docs/formats.md).
"""

DOUBTFUL = 0.8
"""Confidence below which a page is read again with the models at hand: on a worn page the script
may have been mistaken, and a model of another script is surer than it should be."""

LIMITS = Limits(seconds=300, memory=3 << 30, output=64 << 20)

SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "Cyrillic": ("rus", "ukr", "bel", "bul", "eng"),
    "Latin": ("eng", "fra", "deu", "spa"),
    "Fraktur": ("deu_frak", "frk", "deu"),
    "Greek": ("ell", "eng"),
    "Arabic": ("ara", "fas"),
    "Hebrew": ("heb",),
    "Han": ("chi_sim", "chi_tra"),
    "Japanese": ("jpn",),
    "Korean": ("kor",),
}
"""Models by script, in order; only those that are installed are used."""

NEEDED: Mapping[str, str] = {script: names[0] for script, names in SCRIPTS.items()}

SURE_SCRIPT = 1.0
"""Confidence of the script below which every model at hand is tried, not the script's only."""

_FIELD = re.compile(r"^([A-Za-z ]+): *(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program: its path, its version, and the models that are installed."""

    path: str
    version: str
    models: tuple[str, ...]


@dataclass(slots=True)
class Line:
    """One recognised line."""

    text: str
    box: Box
    confidence: float
    block: tuple[int, int]


@dataclass(slots=True)
class Recognised:
    """What came of one page image."""

    state: PageState
    why: str = ""
    lines: list[Line] = field(default_factory=list)
    confidence: float | None = None
    rotation: int = 0
    script: str = ""
    models: str = ""
    lacks: str = ""
    """The model that the script would need and that is not installed."""


def installed() -> Tesseract | None:
    """The program, if it is on the path and says what it can read."""
    path = shutil.which("tesseract")
    return None if path is None else _asked(path)


@cache
def _asked(path: str) -> Tesseract | None:
    try:
        _, said, talk = run_program([path, "--list-langs"], Limits(seconds=20))
        code, version, other = run_program([path, "--version"], Limits(seconds=20))
    except IsolationError:
        return None
    if code != 0:
        return None
    names = [line.strip() for line in (said.decode("utf-8", "replace") or talk).splitlines()[1:]]
    first = (version.decode("utf-8", "replace") or other).split("\n", 1)[0].strip()
    return Tesseract(path, first, tuple(sorted(name for name in names if name)))


def recognise(
    program: Tesseract,
    image: str,
    *,
    page: int | None = None,
    dpi: int | None = None,
    languages: Sequence[str] = (),
    floor: float = FLOOR,
) -> Recognised:
    """Read one page image.

    Args:
        program: see `installed`.
        image: path of the image file.
        page: which page of the file, from 0, where it has several.
        dpi: its resolution, where the file does not say.
        languages: models to use whatever the script; those of the script if empty.
        floor: see `FLOOR`.
    """
    settings = [] if page is None else ["-c", f"tessedit_page_number={page}"]
    settings += [] if dpi is None else ["--dpi", str(dpi)]
    try:
        found = _oriented(program, image, settings)
        models = _models(program, found, languages)
        if not models:
            return _no_model(found)
        read = _read(program, image, found, models, settings)
        every = _at_hand(program)
        if not languages and read.state == "ocr" and set(every) - set(models) and _doubted(read):
            other = _read(program, image, replace(found, script="", lacks=""), every, settings)
            read = max(read, other, key=lambda one: one.confidence or 0.0)
    except IsolationError as error:
        return Recognised("unread", f"tesseract failed: {error}")
    return _judged(read, floor) if read.state == "ocr" else read


def _read(
    program: Tesseract,
    image: str,
    oriented: Recognised,
    models: Sequence[str],
    settings: Sequence[str],
) -> Recognised:
    """The lines of a page image by some models, with their mean confidence."""
    mode = "1" if oriented.rotation and "osd" in program.models else "3"
    wanted = "+".join(models)
    tail = ["-l", wanted, "--psm", mode, *settings, "tsv"]
    code, table, talk = _run(program, [image, "-", *tail])
    if code != 0:
        return Recognised("unread", f"tesseract cannot read the image: {talk or code}")
    found = replace(oriented, models=wanted, lines=list(_lines(table.decode("utf-8", "replace"))))
    size = sum(len(line.text) for line in found.lines)
    if size:
        found.confidence = sum(line.confidence * len(line.text) for line in found.lines) / size
    return found


def _doubted(read: Recognised) -> bool:
    """Whether a page's script may have been mistaken: the models of it are not sure of the words."""
    return read.confidence is None or read.confidence < DOUBTFUL


def put_page(found: Recognised, n: int, sheets: Sheets, **page: object) -> None:
    """Write a recognised page; an unreadable one without any of its guesses."""
    sheets.page(
        n,
        state=found.state,
        why=found.why,
        confidence=found.confidence,
        rotation=found.rotation,
        script=found.script,
        languages=found.models,
        **page,  # type: ignore[arg-type]
    )
    if found.lacks:
        sheets.fault(
            "R163",
            "warning",
            f"the script is {found.script}, for which the model {found.lacks} is not installed",
            f"apt-get install tesseract-ocr-{found.lacks.replace('_', '-')}",
        )
    if found.state == "unreadable":
        sheets.fault("R162", "warning", f"unreadable: {found.why}", "Capture it again, or type it.")
    elif found.state == "unread":
        sheets.fault("R161", "warning", f"not read: {found.why}", "Look at the image.")
    block: tuple[int, int] | None = None
    for line in found.lines if found.state == "ocr" else ():
        if block is not None and line.block != block:
            sheets.blank()
        block = line.block
        sheets.line(line.text, box=line.box, confidence=line.confidence)


def _run(program: Tesseract, arguments: Sequence[str]) -> tuple[int, bytes, str]:
    return run_program([program.path, *arguments], LIMITS, {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"})


def _oriented(program: Tesseract, image: str, settings: Sequence[str]) -> Recognised:
    """Orientation and script; upright and unknown where there is too little on the page."""
    found = Recognised("ocr")
    if "osd" not in program.models:
        return found
    arguments = [image, "-", "--psm", "0", "-l", "osd", *settings]
    code, table, _ = _run(program, arguments)
    if code != 0:
        return found
    said = dict(_FIELD.findall(table.decode("utf-8", "replace")))
    found.rotation = int(said.get("Rotate", "0")) % 360
    if float(said.get("Script confidence", "0")) >= SURE_SCRIPT:
        found.script = said.get("Script", "")
    return found


def _models(program: Tesseract, found: Recognised, languages: Sequence[str]) -> tuple[str, ...]:
    """The models to use: those asked for, those of the script, else those at hand."""
    if languages:
        return tuple(name for name in languages if name in program.models)
    wanted = SCRIPTS.get(found.script, ())
    held = tuple(name for name in wanted if name in program.models)
    if found.script in NEEDED and NEEDED[found.script] not in held and found.script != "Latin":
        found.lacks = NEEDED[found.script]
        if not [name for name in held if name != "eng"]:
            return ()
    if held:
        return held
    if found.script and found.script not in SCRIPTS:
        found.lacks = found.script.lower()
        return ()
    return _at_hand(program)


def _at_hand(program: Tesseract) -> tuple[str, ...]:
    """The models that are tried where the script is not known."""
    return tuple(name for name in ("eng", "rus") if name in program.models)


def _no_model(found: Recognised) -> Recognised:
    found.state, found.why = "unread", f"no model for the script {found.script or 'of the page'}"
    return found


def _lines(table: str) -> list[Line]:
    """Lines of tesseract's table of words."""
    out: dict[tuple[str, ...], list[tuple[str, Box, float]]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (float(cell) for cell in cells[6:10])
        word = (cells[11].strip(), (left, top, left + width, top + height), float(cells[10]))
        out.setdefault(tuple(cells[1:5]), []).append(word)
    lines: list[Line] = []
    for (_, block, paragraph, _), words in out.items():
        boxes = [box for _, box, _ in words]
        box = (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        text = " ".join(word for word, _, _ in words)
        lines.append(Line(text, box, _mean(words), (int(block), int(paragraph))))
    return lines


def _mean(words: Sequence[tuple[str, Box, float]]) -> float:
    """Mean confidence of the characters, in 0..1."""
    size = sum(len(word) for word, _, _ in words)
    return sum(len(word) * max(0.0, sure) for word, _, sure in words) / (100 * max(1, size))


def _judged(found: Recognised, floor: float) -> Recognised:
    mean = found.confidence
    if mean is None:
        found.state, found.why = "blank", "no words were found on the image"
        return found
    found.confidence = round(mean, 3)
    if mean < floor:
        found.state = "unreadable"
        found.why = f"confidence {mean:.2f} of the recognition is below {floor:.2f}"
        found.lines = []
    return found
