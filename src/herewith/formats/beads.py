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
DECIDED = ("accepted", "set", "rejected")
HINT = "Write for example `= s3 t2+t3`, `! s9 t8`, `- s62 omitted`."


@dataclass(frozen=True, slots=True)
class Judged:
    """One line: what it says of which names, and its place.

    `bead` is the id of the machine's bead that the line came from; while the names still are that
    bead's, nobody has said anything. `texts` are the words of both sides where the file holds
    them: an editor may have moved a sentence and left the names as they were.
    """

    says: Literal["together", "apart", "alone"]
    names: tuple[str, ...]
    why: str
    place: Place
    documents: tuple[str, str] | None = None
    bead: str = ""
    texts: tuple[str, str] | None = None


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
    """Turn names into sentence numbers; what no sentence is called or says is reported."""
    sides = (_Side(source), _Side(target))
    anchors: list[Anchor] = []
    problems: list[Problem] = []
    for line in lines:
        numbers: tuple[list[int], list[int]] = ([], [])
        lost = [name for name in line.names if not _named(name, sides, numbers)]
        if lost and line.texts is None:
            message = f"no sentence is called {', '.join(lost)} any more; the line is not used"
            hint = "The sentence was read anew with other words; look it up and write its new id."
            problems.append(Problem("A103", "warning", message, line.place, hint))
            continue
        nameless = bool(lost) or not line.names
        if line.texts is not None and (nameless or _is_the_machines(line, numbers, sides)):
            found = [sides[k].saying(line.texts[k], numbers[k]) for k in (0, 1)]
            if found[0] is None or found[1] is None:
                words = " ".join(line.texts[found[0] is not None].split())
                message = f"no whole sentences say “{words[:60]}”; the line is not used"
                hint = "Move sentences as wholes, and leave their words as they are."
                problems.append(Problem("A107", "warning", message, line.place, hint))
                continue
            numbers = (found[0], found[1])
        if not numbers[0] and not numbers[1]:
            continue
        if _is_the_machines(line, numbers, sides):
            continue
        says = line.says
        if says != "apart":
            says = "together" if numbers[0] and numbers[1] else "alone"
        anchors.append(
            Anchor(
                says,
                tuple(sorted(numbers[0])),
                tuple(sorted(numbers[1])),
                line.why,
                str(line.place),
            )
        )
    return anchors, problems


class _Side:
    """The sentences of one side, by id and by what they say."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.ids = [sentence.id for sentence in sentences]
        self.by_id = {sentence.id: sentence.n for sentence in sentences}
        self.words = [_plain(sentence.text) for sentence in sentences]

    def saying(self, text: str, near: Sequence[int]) -> list[int] | None:
        """The run of sentences that says this, the nearest one; `None` if there is none."""
        wanted = _plain(text)
        if not wanted:
            return []
        if wanted == " ".join(self.words[n] for n in near if n < len(self.words)):
            return list(near)
        found = [
            run
            for first, words in enumerate(self.words)
            if words and wanted.startswith(words)
            for run in [self._run(first, wanted)]
            if run
        ]
        where = near[0] if near else 0
        return min(found, key=lambda run: abs(run[0] - where), default=None)

    def _run(self, first: int, wanted: str) -> list[int]:
        said, run = self.words[first], [first]
        while len(said) < len(wanted) and run[-1] + 1 < len(self.words):
            run.append(run[-1] + 1)
            said = f"{said} {self.words[run[-1]]}".strip()
        return run if said == wanted else []


def _plain(text: str) -> str:
    """Words alone: white space and characters that files cannot hold do not count."""
    return " ".join("".join(c if c >= " " else " " for c in text).split())


def _named(name: str, sides: tuple[_Side, _Side], numbers: tuple[list[int], list[int]]) -> bool:
    """Note the number of a name; whether there is one."""
    match = NAME.fullmatch(name)
    if match is None:
        return False
    side = "st".index(match["side"])
    number = int(match["number"]) if match["number"] else sides[side].by_id.get(match["id"])
    if number is None:
        return False
    numbers[side].append(number)
    return True


def _is_the_machines(
    line: Judged, numbers: tuple[list[int], list[int]], sides: tuple[_Side, _Side]
) -> bool:
    """Whether a line still holds the sentences that the machine's bead was made of."""
    if not line.bead:
        return False
    ids = [
        [side.ids[n] for n in mine if n < len(side.ids)]
        for side, mine in zip(sides, numbers, strict=True)
    ]
    return line.bead == bead_id(*ids)


def write_beads(bitext: Bitext) -> str:
    """A bitext as a file of beads, to be corrected.

    What an editor said stands as it was said. The machine's own beads are remarks, each with its
    kind and confidence: take away the mark `#` and the line holds.
    """
    out = [f"@ {bitext.source} {bitext.target}"]
    for bead in bitext.beads:
        names = "+".join(f"s~{bitext.source_sentences[i].id}" for i in bead.source)
        others = "+".join(f"t~{bitext.target_sentences[j].id}" for j in bead.target)
        sign = "=" if names and others else "-"
        if bead.status == "rejected" and sign == "=":
            sign = "!"
        line = " ".join(filter(None, (sign, names, others, bead.kind, str(bead.confidence))))
        out.append(line if bead.status in DECIDED else f"# {line}")
    return "\n".join(out) + "\n"
