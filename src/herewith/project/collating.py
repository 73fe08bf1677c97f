"""Collation of files named on the command line, without a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from herewith import RULES, __version__
from herewith.algorithms.collation import Collated, WitnessText, collate
from herewith.algorithms.collation.sigla import sigla_for
from herewith.algorithms.substance.variations import judge
from herewith.errors import Place, Problem, UsageError
from herewith.formats.collatex import is_collatex, read_collatex, write_collatex
from herewith.formats.collation_json import as_json
from herewith.formats.collation_tables import write_csv, write_xlsx
from herewith.formats.collation_tei import write_tei
from herewith.formats.footnotes import write_footnotes
from herewith.formats.graphml import write_graphml
from herewith.formats.regularisation import read_rules
from herewith.languages.identify import script_of
from herewith.model.collation import Collation, CollationId
from herewith.model.document import Document, DocumentId
from herewith.model.records import dumps, short_digest
from herewith.project.witnesses import opened
from herewith.stages.collation_record import record
from herewith.stages.revision import with_deletions
from herewith.stages.testimony import witness_text

__all__ = ["CollatedFiles", "collate_files"]


@dataclass(frozen=True, slots=True)
class CollatedFiles:
    """A collation of files: what was found, as a record, and the documents by siglum."""

    found: Collated
    made: Collation
    documents: Mapping[str, Document]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The JSON document of the contract."""
        return as_json(self.found, self.made, self.documents)

    def written(self, form: str, output: Path | None) -> bytes | None:
        """The collation in a format; nothing is returned where it was written to a file.

        Raises:
            UsageError: for a workbook without a file to write to, or a file that cannot be written.
        """
        if form == "xlsx":
            if output is None:
                raise UsageError("a workbook needs a file: add --output NAME.xlsx")
            self._to(output, None)
            return None
        data = self._bytes(form)
        if output is None:
            return data
        self._to(output, data)
        return None

    def _bytes(self, form: str) -> bytes:
        if form == "tei":
            return write_tei(self.found, title=f"Collation of {', '.join(self.made.sigla)}")
        if form == "graphml":
            return write_graphml(self.found)
        if form == "json":
            head = {"herewith": {"version": __version__, "rules": RULES}}
            return (dumps({**head, **self.as_json()}) + "\n").encode()
        writers = {"csv": write_csv, "collatex": write_collatex, "apparatus": write_footnotes}
        return writers[form](self.found).encode("utf-8", "replace")

    def _to(self, output: Path, data: bytes | None) -> None:
        try:
            if data is None:
                write_xlsx(self.found, output)
            else:
                output.write_bytes(data)
        except OSError as error:
            raise UsageError(f"cannot write {output}: {error.strerror}") from error


def collate_files(
    specs: Sequence[str],
    *,
    sigla: str | None = None,
    base: str | None = None,
    language: str | None = None,
    regularisation: Path | None = None,
) -> CollatedFiles:
    """Open witnesses and collate them.

    Args:
        specs: `FILE`, `FILE#id` or `SIGLUM=FILE`; or one CollateX input.
        sigla: sigla in the order of the specs, divided by commas.
        base: siglum of the base text, or `majority`.
        language: ISO 639-1; otherwise what the documents say, if they agree.
        regularisation: a file of rules.

    Raises:
        UsageError: fewer than two witnesses, sigla that do not fit, no such file.
        DataError: a file that cannot be read.
    """
    problems: list[Problem] = []
    rules, faults = _rules(regularisation)
    problems += faults
    ready = _collatex(specs)
    if ready:
        texts = {w.siglum: w for w in ready}
        if len(texts) < len(ready):
            raise UsageError(f"{specs[0]}: a siglum is given twice")
        documents = {w.siglum: _bare(w) for w in ready}
    else:
        read, found_problems = _documents(specs, sigla)
        problems += found_problems
        documents = {siglum: with_deletions(d).document for siglum, d in read.items()}
        texts = {siglum: witness_text(d, siglum) for siglum, d in documents.items()}
    known, doubts = _language(documents, language)
    problems += doubts
    found = collate(tuple(texts.values()), base=base, language=known, rules=rules, judge=judge)
    name = CollationId("collation-" + short_digest(sorted((s, t.text) for s, t in texts.items())))
    made = record(found, name, language=known)
    return CollatedFiles(found, made, documents, tuple(problems))


def _rules(path: Path | None) -> tuple[Any, tuple[Problem, ...]]:
    if path is None:
        return (), ()
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    return read_rules(text, shown=str(path))


def _collatex(specs: Sequence[str]) -> tuple[WitnessText, ...]:
    """The witnesses of a CollateX input, where one is all that was given."""
    if len(specs) != 1 or not specs[0].endswith(".json"):
        return ()
    path = Path(specs[0])
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    return read_collatex(text, shown=str(path)) if is_collatex(text) else ()


def _bare(witness: WitnessText) -> Document:
    """A document for a text that came without a file of its own: offsets are into its content."""
    return Document(DocumentId(witness.siglum), None, None, (), (), witness.text, (), True)


def _documents(
    specs: Sequence[str], sigla: str | None
) -> tuple[dict[str, Document], list[Problem]]:
    if sigla is None:
        names = sigla_for(specs)
        paths = [_path(spec) for spec in specs]
    else:
        names = [name.strip() for name in sigla.split(",")]
        paths = list(specs)
        if len(names) != len(specs) or not all(names):
            raise UsageError(f"--sigla names {len(names)} witnesses, {len(specs)} are given")
        if len(set(names)) < len(names):
            raise UsageError(f"a siglum stands for one witness only: {sigla}")
    if len(specs) < 2:
        raise UsageError(f"collation needs two or more witnesses; only {specs[0]} is given")
    documents, problems = {}, []
    for name, path in zip(names, paths, strict=True):
        documents[name], found = opened(path)
        problems += [problem for problem in found if problem not in problems]
    return documents, problems


def _path(spec: str) -> str:
    siglum, mark, path = spec.partition("=")
    return path if mark and "/" not in siglum and "." not in siglum else spec


def _language(
    documents: Mapping[str, Document], given: str | None
) -> tuple[str | None, tuple[Problem, ...]]:
    """The one language of the witnesses; a problem where they are in several."""
    if given:
        return given, ()
    found = {siglum: d.language for siglum, d in documents.items() if d.language}
    scripts = {script_of(d.text) for d in documents.values()} - {None}
    if len(set(found.values())) < 2 and len(scripts) < 2:
        return next(iter(found.values()), None), ()
    said = ", ".join(f"{siglum} {language}" for siglum, language in sorted(found.items()))
    problem = Problem(
        "C102", "warning", f"the witnesses are not in one language ({said})",
        Place(", ".join(sorted(documents))),
        "Collation compares words; use `herewith align` or `herewith compare` for a translation.",
    )  # fmt: skip
    return None, (problem,)
