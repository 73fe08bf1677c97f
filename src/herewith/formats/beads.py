"""The editors' file of beads: one line for what belongs together, apart, or alone.

    @ letter-ru volume#d68          the two documents, if the file serves several pairs
    = s3 t2+t3                      sentence 3 of the original is sentences 2 and 3 of the other
    ! s9 t8                         these do not render each other
    - s62 omitted                   no counterpart; the rest of the line is a remark
    # a remark

A sentence is named by its number (from 0, as in `--json` and in ladders) or by its lasting id,
`s~1a2b3c4d`. What stands behind the names is the editor's reason and is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from herewith.algorithms.alignment import Anchor, bead_id
from herewith.errors import Place, Problem
from herewith.model.bitext import Bitext, Sentence

__all__ = ["Judged", "read_beads", "resolve", "write_beads"]

SAYS: dict[str, Literal["together", "apart", "alone"]] = {
    "=": "together",
    "!": "apart",
    "-": "alone",
}
NAME = re.compile(r"(?P<side>[st])(?:(?P<number>\d+)|~(?P<id>[0-9a-f]{8}))")
HINT = "Write for example `= s3 t2+t3`, `! s9 t8`, `- s62 omitted`."


@dataclass(frozen=True, slots=True)
class Judged:
    """One line: what it says of which names, and its place.

    `bead` is the id of the machine's bead that the line came from; while the names still are that
    bead's, nobody has said anything.
    """

    says: Literal["together", "apart", "alone"]
    names: tuple[str, ...]
    why: str
    place: Place
    documents: tuple[str, str] | None = None
    bead: str = ""


def read_beads(text: str, *, shown: str) -> tuple[list[Judged], list[Problem]]:
    """Read a file of beads; lines that cannot be understood are reported, all at once.

    >>> lines, problems = read_beads("= s3 t2+t3 same list\\n? s1", shown="b.txt")
    >>> lines[0].names, lines[0].why, str(problems[0].place)
    (('s3', 't2', 't3'), 'same list', 'b.txt:2')
    """
    lines: list[Judged] = []
    problems: list[Problem] = []
    documents: tuple[str, str] | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        place = Place(shown, number)
        if words[0] == "@" and len(words) == 3:
            documents = (words[1], words[2])
            continue
        judged = _judged(words, place, documents)
        if isinstance(judged, str):
            problems.append(Problem("A101", "error", judged, place, HINT))
        else:
            lines.append(judged)
    return lines, problems


def _judged(words: Sequence[str], place: Place, documents: tuple[str, str] | None) -> Judged | str:
    sign = SAYS.get(words[0])
    if sign is None:
        return f"“{words[0]}” is none of =, !, - and @"
    names: list[str] = []
    rest = list(words[1:])
    while rest and all(NAME.fullmatch(name) for name in rest[0].split("+")):
        names += rest.pop(0).split("+")
    sides = {name[0] for name in names}
    if not names:
        return f"“{' '.join(words)}” names no sentence"
    if sign != "alone" and sides != {"s", "t"}:
        return f"“{words[0]}” needs a sentence of each side (s… and t…)"
    if sign == "alone" and len(sides) != 1:
        return "“-” takes sentences of one side only"
    return Judged(sign, tuple(names), " ".join(rest), place, documents)


def resolve(
    lines: Iterable[Judged], source: Sequence[Sentence], target: Sequence[Sentence]
) -> tuple[list[Anchor], list[Problem]]:
    """Turn names into sentence numbers; ids that no sentence has any more are reported."""
    by_id = {"s": {s.id: s.n for s in source}, "t": {t.id: t.n for t in target}}
    anchors: list[Anchor] = []
    problems: list[Problem] = []
    for line in lines:
        numbers: dict[str, list[int]] = {"s": [], "t": []}
        lost = []
        for name in line.names:
            match = NAME.fullmatch(name)
            if match is None:
                continue
            side = match["side"]
            number = int(match["number"]) if match["number"] else by_id[side].get(match["id"])
            if number is None:
                lost.append(name)
            else:
                numbers[side].append(number)
        if lost:
            message = f"no sentence is called {', '.join(lost)} any more; the line is not used"
            hint = "The sentence was read anew with other words; look it up and write its new id."
            problems.append(Problem("A103", "warning", message, line.place, hint))
            continue
        if line.bead and line.bead == bead_id(
            [source[i].id for i in numbers["s"] if i < len(source)],
            [target[j].id for j in numbers["t"] if j < len(target)],
        ):
            continue
        anchors.append(
            Anchor(
                line.says,
                tuple(sorted(numbers["s"])),
                tuple(sorted(numbers["t"])),
                line.why,
                str(line.place),
            )
        )
    return anchors, problems


def write_beads(bitext: Bitext) -> str:
    """A bitext as a file of beads, to be corrected; every line ends with its confidence."""
    out = [f"@ {bitext.source} {bitext.target}"]
    for bead in bitext.beads:
        names = [f"s~{bitext.source_sentences[i].id}" for i in bead.source]
        others = [f"t~{bitext.target_sentences[j].id}" for j in bead.target]
        if names and others:
            out.append(f"= {'+'.join(names)} {'+'.join(others)} {bead.kind} {bead.confidence}")
        elif names or others:
            out.append(f"- {'+'.join(names or others)} {bead.kind} {bead.confidence}")
    return "\n".join(out) + "\n"
