"""The bitexts of a project out to a sheet for editors, and a corrected sheet back.

What an editor changed or marked becomes a line of `decisions/aligned.beads`, with his name, the
day and the reason: a hard anchor of the next run, by the lasting ids of the sentences. What he
left as it was says nothing. Lines that contradict each other, or what other files of beads say,
are problems with their place and are not written; nothing is written while a fault is an error.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from herewith.algorithms.alignment import Anchor
from herewith.algorithms.alignment.fixed import settle
from herewith.durable import append, locked_folder, replace
from herewith.errors import Place, Problem, UsageError
from herewith.formats.beads import Judged, read_beads, resolve, write_beads
from herewith.formats.bitext_reading import read_corrections
from herewith.formats.bitexts import (
    write_jsonl,
    write_ladder,
    write_tei,
    write_tmx,
    write_tsv,
    write_workbook,
)
from herewith.model.bitext import Bitext, Sentence
from herewith.model.edition import Edition
from herewith.project.handed_on import handed_on
from herewith.project.project import Project
from herewith.stages.align import conflict_problem

__all__ = ["read_bitext", "write_bitext"]

FILE = "aligned.beads"
WRITERS: Mapping[str, Callable[[Bitext], str]] = {
    ".tsv": write_tsv,
    ".jsonl": write_jsonl,
    ".tmx": write_tmx,
    ".xml": write_tei,
    ".ladder": write_ladder,
    ".beads": write_beads,
}
NUMBERED = (".xlsx", ".tsv", ".jsonl", ".ladder")
"""Sheets that name sentences by number, every sentence once."""
SIGNS = {"together": "=", "apart": "!", "alone": "-"}


def write_bitext(project: Project, name: str | None, path: Path) -> tuple[Bitext, int]:
    """Write one bitext of a project's last run, to be corrected; how many beads it has.

    Args:
        project: a project that has been run.
        name: id of the bitext or of its item; may be left out where there is one bitext only.
        path: the format is told by its suffix.

    Raises:
        UsageError: no such bitext, no such format, or a file that cannot be written;
            StoreError if the project was never run.
    """
    chosen = _named(_bitexts(project.edition()), name)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        try:
            write_workbook(chosen, path)
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
    elif suffix in WRITERS:
        replace(path, WRITERS[suffix](chosen).encode("utf-8"))
    else:
        formats = ", ".join(sorted([*WRITERS, ".xlsx"]))
        raise UsageError(f"“{path.name}” does not say its format; end it in one of {formats}")
    return chosen, len(chosen.beads)


def read_bitext(
    project: Project,
    name: str | None,
    path: Path,
    *,
    by: str,
    on: datetime.date,
    because: str,
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Lines for all that an editor corrected in a sheet, appended to `decisions/aligned.beads`.

    Raises:
        UsageError: if the sheet cannot be opened, belongs to no bitext, or `by` is empty.
    """
    if not by.strip():
        raise UsageError("a correction needs --by")
    judged, faults = read_corrections(path)
    bitexts = _bitexts(project.edition())
    bitext = _named(bitexts, name) if name or len(bitexts) == 1 else _meant(bitexts, judged, path)
    problems = [*faults, *_out_of_date(judged, bitext, path)]
    sides = (bitext.source_sentences, bitext.target_sentences)
    folder = project.folder.decisions
    with locked_folder(folder):
        held = _held(folder, bitext)
        wanted, unclear = resolve(_of(judged, bitext), *sides)
        said = {(a.says, a.source, a.target) for a in held}
        new = [a for a in wanted if (a.says, a.source, a.target) not in said]
        conflicts = [
            conflict
            for conflict in settle([*held, *new], len(sides[0]), len(sides[1])).conflicts
            if conflict.anchor in new
        ]
        problems += [*unclear, *map(conflict_problem, conflicts)]
        refused = [conflict.anchor for conflict in conflicts]
        signed = " ".join(f"{by}, {on.isoformat()}: {because}".split())
        lines = tuple(_line(anchor, sides, signed) for anchor in new if anchor not in refused)
        if any(problem.severity == "error" for problem in problems):
            return (), tuple(problems)
        if lines:
            head = f"@ {bitext.source} {bitext.target}"
            append(folder / FILE, "".join(f"{line}\n" for line in (head, *lines)))
    return lines, tuple(problems)


def _bitexts(edition: Edition) -> list[Bitext]:
    return [bitext for item in edition.items() for bitext in edition.bitexts(item.id)]


def _named(bitexts: Sequence[Bitext], name: str | None) -> Bitext:
    found = [b for b in bitexts if name is None or name in (b.id, b.item, b.target)]
    if len(found) == 1:
        return found[0]
    if not found:
        what = f"no bitext is called “{name}”" if name else "this project has no bitext"
        raise UsageError(f"{what}; herewith run makes them")
    names = ", ".join(str(bitext.id) for bitext in found[:5])
    raise UsageError(f"there are {len(found)} bitexts; name one of them: {names}")


def _meant(bitexts: Sequence[Bitext], judged: Sequence[Judged], path: Path) -> Bitext:
    """The bitext whose beads, sentences or documents a sheet names; the one with the most."""
    counts = []
    for bitext in bitexts:
        beads = {bead.id for bead in bitext.beads}
        names = {f"s~{s.id}" for s in bitext.source_sentences}
        names |= {f"t~{t.id}" for t in bitext.target_sentences}
        counts.append(
            sum(
                (line.bead in beads or line.documents == (bitext.source, bitext.target))
                + len(names.intersection(line.names))  # one original may have many translations
                for line in judged
            )
        )
    most = max(counts, default=0)
    if counts.count(most) != 1 or not most:
        raise UsageError(f"{path.name} does not show of which bitext it is; name it")
    return bitexts[counts.index(most)]


def _of(judged: Sequence[Judged], bitext: Bitext) -> Iterator[Judged]:
    """Lines about this bitext; a file of beads may hold those of others."""
    for line in judged:
        if line.documents in (None, (str(bitext.source), str(bitext.target))):
            yield line


def _out_of_date(judged: Sequence[Judged], bitext: Bitext, path: Path) -> list[Problem]:
    """A sheet that numbers other sentences than there are now was written from another text."""
    if path.suffix.lower() not in NUMBERED:
        return []
    for letter, now in (("s", bitext.source_sentences), ("t", bitext.target_sentences)):
        numbers = [int(n[1:]) for line in judged for n in line.names if n[0] == letter]
        if numbers and max(numbers) != len(now) - 1:
            message = (
                f"the sheet ends with {letter}{max(numbers)}, the text with {letter}{len(now) - 1}"
            )
            hint = "The text was cut anew since the sheet was written: write it and correct again."
            return [Problem("A110", "error", message, Place(path.as_posix()), hint)]
    return []


def _held(folder: Path, bitext: Bitext) -> list[Anchor]:
    """What the files of beads in the decisions folder say of this bitext already."""
    settings, _ = handed_on(folder)
    files = settings.get("align", {}).get("beads", {})
    lines: list[Judged] = []
    for shown, text in sorted(files.items()) if isinstance(files, Mapping) else ():
        found, _ = read_beads(str(text), shown=str(shown))
        lines += [line for line in _of(found, bitext) if line.documents or _is_of(line, bitext)]
    anchors, _ = resolve(lines, bitext.source_sentences, bitext.target_sentences)
    return anchors


def _is_of(line: Judged, bitext: Bitext) -> bool:
    """Whether all names of a line are lasting ids of this bitext's sentences."""
    names = {f"s~{s.id}" for s in bitext.source_sentences}
    names |= {f"t~{t.id}" for t in bitext.target_sentences}
    return names.issuperset(line.names)


def _line(anchor: Anchor, sides: tuple[Sequence[Sentence], Sequence[Sentence]], signed: str) -> str:
    """An anchor as a line of a file of beads, signed by the editor."""
    names = [
        "+".join(f"{letter}~{side[n].id}" for n in numbers)
        for letter, side, numbers in zip("st", sides, (anchor.source, anchor.target), strict=True)
        if numbers
    ]
    return " ".join([SIGNS[anchor.says], *names, signed])
