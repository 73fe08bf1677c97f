"""Alignment of files named on the command line, without a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from herewith import RULES, __version__
from herewith.algorithms.alignment import Alignment, Anchor, Encoder
from herewith.errors import Place, Problem, UsageError
from herewith.formats.beads import resolve
from herewith.formats.bitext_reading import read_corrections
from herewith.formats.bitexts import WRITERS, as_json, write_workbook
from herewith.formats.encoders import open_encoder
from herewith.formats.lexicons import read_lexicons, terms_of, write_lexicon
from herewith.formats.reading import read
from herewith.languages.identify import identify_language
from herewith.model.bitext import Bitext
from herewith.model.document import Document, DocumentId, Run
from herewith.model.records import dumps
from herewith.project.witnesses import opened
from herewith.stages.align import conflict_problem
from herewith.stages.bitexts import lexicons, make_bitext
from herewith.stages.halves import Half, align_halves, half, lines_of
from herewith.stages.triangles import Leg, Triangle, doubted, round_triangles

__all__ = ["AlignedFiles", "AlignedVersions", "align_files", "align_versions"]

MOST_SENTENCES = 120_000
"""Sentences of both texts together that are aligned; twice 50,000 take some minutes."""
MOST_WORK = 3_000_000_000
"""Characters compared, over all pairs of sentences that are looked at (`CELLS`, `CELLS_A_ROW`)."""
CELLS, CELLS_A_ROW = 1_500_000, 60


@dataclass(frozen=True, slots=True)
class AlignedFiles:
    """The bitext of two files, with what can be said about it."""

    bitext: Bitext
    found: Alignment
    halves: tuple[Half, Half]
    problems: tuple[Problem, ...]

    @property
    def source(self) -> Document:
        """The original."""
        return self.halves[0].document

    @property
    def target(self) -> Document:
        """The translation."""
        return self.halves[1].document

    def as_json(self) -> dict[str, Any]:
        """The JSON document of the contract: offsets are source offsets."""
        return as_json(self.bitext, self.source, self.target, because=self.found.because)

    def written(self, form: str, output: Path | None) -> str | None:
        """The bitext in a format; `None` where it was written to the file `output`.

        Raises:
            UsageError: a workbook without a file, or a file that cannot be written.
        """
        try:
            if form == "xlsx":
                if output is None:
                    raise UsageError("a workbook needs a file: add --output NAME.xlsx")
                write_workbook(self.bitext, output)
                return None
            text = self._text(form)
            if output is None:
                return text
            output.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(f"cannot write {output}: {error.strerror}") from error
        return None

    def _text(self, form: str) -> str:
        if form == "json":
            head = {"herewith": {"version": __version__, "rules": RULES}}
            return dumps({**head, **self.as_json()}) + "\n"
        if form == "lexicon":
            return "".join(write_lexicon(one) for one in lexicons([self.bitext]).values())
        return WRITERS[form](self.bitext)


def align_files(
    source: str,
    target: str,
    *,
    presegmented: bool = False,
    source_language: str | None = None,
    target_language: str | None = None,
    beads: Path | None = None,
    lexicon: Path | None = None,
    encoder: str | None = None,
) -> AlignedFiles:
    """Open two witnesses and align them.

    Args:
        source: `FILE` or `FILE#id` of the original.
        target: the same of the translation.
        presegmented: every line of the files is a sentence.
        source_language: ISO 639-1; guessed when left out.
        target_language: ISO 639-1; guessed when left out.
        beads: an editors' file of beads, or a corrected bitext (`formats.bitext_reading`).
        lexicon: a file of words and their renderings (`formats.lexicons`).
        encoder: name of an encoder and its model, see `formats.encoders`.

    Raises:
        UsageError: no such file, an encoder that cannot be opened, or texts too long.
        DataError: a file that cannot be read.
    """
    problems: list[Problem] = []
    opening = _presegmented if presegmented else _opened
    left, right = (
        opening(source, source_language, problems),
        opening(target, target_language, problems),
    )
    _refuse_too_much(left, right)
    problems += _doubts(left, source) + _doubts(right, target)
    anchors = _anchors(beads, left, right, problems) if beads is not None else []
    terms = _terms(lexicon, left, right, problems) if lexicon is not None else []
    plug_in: Encoder | None = open_encoder(encoder) if encoder else None
    found = align_halves(left, right, anchors=anchors, terms=terms, encoder=plug_in)
    made = make_bitext(left, right, found)
    taught = lexicons([made]) if anchors else {}
    for learnt in taught.values():  # at most one: what the editor's beads teach helps the rest
        found = align_halves(
            left, right, anchors=anchors, terms=terms, lexicon=learnt, encoder=plug_in
        )
        made = make_bitext(left, right, found)
    problems += [conflict_problem(conflict) for conflict in found.conflicts]
    return AlignedFiles(made, found, (left, right), tuple(problems))


@dataclass(frozen=True, slots=True)
class AlignedVersions:
    """An original aligned with several versions, and where these disagree among themselves."""

    pairs: tuple[AlignedFiles, ...]
    triangles: tuple[Triangle, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Those of all pairs, each once."""
        return tuple(dict.fromkeys(problem for pair in self.pairs for problem in pair.problems))

    def as_json(self) -> dict[str, Any]:
        """The JSON document of the first pair, with the `others` and the `triangles` beside."""
        first, *others = [pair.as_json() | {"target": pair.bitext.target} for pair in self.pairs]
        return {
            **first,
            "others": others,
            "triangles": [
                {
                    "source": one.found.source,
                    "first": {"target": one.first.bitext.target, "sentences": one.found.first},
                    "second": {"target": one.second.bitext.target, "sentences": one.found.second},
                    "instead": one.found.instead,
                    "because": one.because,
                }
                for one in self.triangles
            ],
        }

    def as_text(self) -> str:
        """All pairs for reading, and what they disagree on."""
        parts = [f"== {pair.bitext.target}\n{WRITERS['text'](pair.bitext)}" for pair in self.pairs]
        lines = [f"s{one.found.source}: {one.because}" for one in self.triangles]
        return "\n".join([*parts, "== where the versions disagree", *(lines or ["nowhere"])]) + "\n"


def align_versions(
    source: str,
    targets: Sequence[str],
    *,
    presegmented: bool = False,
    source_language: str | None = None,
    target_language: str | None = None,
    beads: Path | None = None,
    lexicon: Path | None = None,
    encoder: str | None = None,
) -> AlignedVersions:
    """Align one original with several versions, and go round the triangles. As `align_files`."""
    pairs = [
        align_files(
            source,
            target,
            presegmented=presegmented,
            source_language=source_language,
            target_language=target_language,
            beads=beads,
            lexicon=lexicon,
            encoder=encoder,
        )
        for target in targets
    ]
    around = tuple(round_triangles([Leg(*pair.halves, pair.bitext) for pair in pairs]))
    return AlignedVersions(
        tuple(replace(pair, bitext=doubted(pair.bitext, around)) for pair in pairs), around
    )


def _anchors(path: Path, left: Half, right: Half, problems: list[Problem]) -> list[Anchor]:
    """What a file of beads says of these two texts."""
    lines, faults = read_corrections(path)
    ids = (str(left.document.id), str(right.document.id))
    named = {line.documents for line in lines if line.documents is not None}
    if ids in named or len(named) > 1:
        lines = [line for line in lines if line.documents in (None, ids)]
    if len(named) > 1 and ids not in named:
        message = f"no part of this file is about {ids[0]} and {ids[1]}"
        hint = f"Write above the lines meant: @ {ids[0]} {ids[1]}"
        problems.append(Problem("A109", "warning", message, Place(path.as_posix()), hint))
    anchors, more = resolve(lines, left.sentences, right.sentences)
    problems += [*faults, *more]
    return anchors


def _terms(
    path: Path, left: Half, right: Half, problems: list[Problem]
) -> list[tuple[str, str, float]]:
    """What a file of words says of these two languages."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    held, faults = read_lexicons(text, shown=path.as_posix())
    problems += faults
    return terms_of(held, left.language, right.language)


def _opened(spec: str, language: str | None, problems: list[Problem]) -> Half:
    document, faults = opened(spec)
    problems += [problem for problem in faults if problem not in problems]
    return half(document, language=language)


def _presegmented(spec: str, language: str | None, problems: list[Problem]) -> Half:
    delivered = read(Path(spec))
    problems += delivered.problems
    text = delivered.text
    size = len(text)
    document = Document(
        DocumentId(str(delivered.source.id)), None, language, (), (), text,
        (Run(0, size, delivered.source.id, 0, size),) if size else (), True,
    )  # fmt: skip
    known = language or identify_language(text).language
    return Half(document, known, lines_of(text), ())


def _refuse_too_much(left: Half, right: Half) -> None:
    """Refuse texts that would take time and memory without bound."""
    n, m = len(left.sentences), len(right.sentences)
    cells = min(n * m, max(CELLS, CELLS_A_ROW * min(n, m)))
    characters = [sum(len(s.text) for s in side.sentences) for side in (left, right)]
    work = cells * (characters[0] // max(1, n) + characters[1] // max(1, m))
    if n + m > MOST_SENTENCES or work > MOST_WORK:
        raise UsageError(
            f"these texts are too long to be aligned at once: {n:,} sentences of "
            f"{characters[0]:,} characters and {m:,} of {characters[1]:,}; "
            "align document by document (FILE#id), or cut the files where both begin a chapter"
        )


def _doubts(side: Half, spec: str) -> list[Problem]:
    """What is worth saying about a side before it is aligned."""
    place = Place(spec)
    if not any(char.isalnum() for s in side.sentences for char in s.text):
        message = "there is no sentence to align"
        return [Problem("A104", "error", message, place, "Is it the right file, and is it text?")]
    if side.language is None:
        hint = "Name it with --source-lang or --target-lang; glossaries are not used without it."
        return [Problem("A105", "note", "the language was not recognised", place, hint)]
    return []
