"""Witnesses named on the command line: `FILE`, the whole file, or `FILE#id`, one document of it."""

from __future__ import annotations

import os
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from herewith.algorithms.reconstruct.rejoin import rejoined
from herewith.errors import DataError, Problem, UsageError
from herewith.formats.reading import read
from herewith.languages.identify import identify_language
from herewith.model.document import Document, DocumentId, Gap, Layer, Passage, Reconstruction, Run
from herewith.stages.reconstruct import reconstruct

__all__ = ["open_witness", "opened", "whole"]

JOINT = "\n\n"
"""What divides the documents of a file that is opened as one witness."""


def open_witness(spec: str | os.PathLike[str]) -> Document:
    """One document for `FILE` or `FILE#id`.

    Args:
        spec: a path; or a path, `#`, and an xml:id, a document id, or its part behind `#`.

    Raises:
        UsageError: no such file, or no such document in it; the nearest ids are named.
        DataError: the file cannot be read or holds no text.
    """
    return opened(spec)[0]


def opened(spec: str | os.PathLike[str]) -> tuple[Document, tuple[Problem, ...]]:
    """As `open_witness`, with the problems of the file."""
    path, name = _split(str(spec))
    delivered = read(path)
    found = reconstruct(delivered)
    document = _capture(found, name, delivered.text) if name else whole(found)
    document = document or _named(found, name, path)
    return document, found.problems


def whole(found: Reconstruction) -> Document:
    """All documents of a source joined in order, as one witness; gaps are kept.

    Raises:
        DataError: if the source holds no document.
    """
    documents = rejoined(found.documents)
    if not documents:
        raise DataError(f"{found.source.path}: holds no text", found.problems)
    if len(documents) == 1:
        return documents[0]
    parts: list[str] = []
    runs: list[Run] = []
    layers: list[Layer] = []
    at = 0
    gaps = []
    for document in documents:
        if parts:
            parts.append(JOINT)
            at += len(JOINT)
        parts.append(document.text)
        runs += [replace(run, start=run.start + at, end=run.end + at) for run in document.runs]
        layers += [replace(la, start=la.start + at, end=la.end + at) for la in document.layers]
        gaps += [replace(gap, at=gap.at + at) for gap in document.gaps]
        at += len(document.text)
    languages = {document.language for document in documents}
    return Document(
        id=DocumentId(str(found.source.id)),
        kind=None,
        language=languages.pop() if len(languages) == 1 else None,
        pages=tuple(dict.fromkeys(page for d in documents for page in d.pages)),
        passages=tuple(passage for d in documents for passage in d.passages),
        text="".join(parts),
        runs=tuple(runs),
        complete=all(document.complete for document in documents),
        layers=tuple(layers),
        gaps=tuple(gaps),
        notes=tuple(note for d in documents for note in d.notes),
    )


def _split(spec: str) -> tuple[Path, str]:
    """Path and document name; a file whose own name has a `#` wins."""
    if Path(spec).exists() or "#" not in spec:
        return Path(spec), ""
    path, _, name = spec.rpartition("#")
    places = [place for place, char in enumerate(spec) if char == "#"]
    if whole := [place for place in places if Path(spec[:place]).is_file()]:
        # A document's id may be given whole, with the `#` it has itself; a longer file name wins.
        path, name = spec[: whole[-1]], spec[whole[-1] + 1 :]
    if not name:
        raise UsageError(f"no document is named behind # in {spec}")
    return Path(path), name


KEPT = ".kept"
"""Behind the id of a duplicate: the capture that was kept, and not the other."""

BESIDE = 3
"""Characters between a capture and the artefact behind it."""

CUT = "one capture of a page holds no more"


def _capture(found: Reconstruction, name: str, text: str) -> Document | None:
    """One capture of a page that was captured again, as it was delivered; else nothing.

    What was put aside as an artefact behind it belongs to it. Before and behind it is a gap.
    """
    for duplicate in found.duplicates:
        own = (duplicate.id, duplicate.id.rpartition("/")[2])
        if name.removesuffix(KEPT) in own:
            start, end = duplicate.kept if name.endswith(KEPT) else duplicate.other
            for part in sorted(found.furniture, key=lambda f: f.start):
                if part.kind == "artefact" and end <= part.start <= end + BESIDE:
                    end = part.end
            known = DocumentId(f"{found.source.id}#{name}")
            gaps = tuple(
                Gap(f"{known}/{at}", known, duplicate.source, None, None, at, None, None, CUT)
                for at in (0, end - start)
            )
            return Document(
                id=known,
                kind=None,
                language=identify_language(text[start:end]).language,
                pages=(),
                passages=(Passage(duplicate.source, start, end, "body"),),
                text=text[start:end],
                runs=(Run(0, end - start, duplicate.source, start, end),),
                complete=False,
                gaps=gaps,
            )
    return None


def _named(found: Reconstruction, name: str, path: Path) -> Document:
    """A document as it was delivered, with any letter it carries; or a carried letter by its id."""
    for document in (*rejoined(found.documents), *found.documents):
        own = str(document.id)
        if (
            name in (own, own.partition("#")[2], own.rpartition("#")[2])
            or ("xml:id", name) in document.attributes
        ):
            return document
    names = [str(document.id).partition("#")[2] for document in found.documents]
    near = get_close_matches(name, names, n=3) or names[:3]
    hint = f"; nearest: {', '.join(near)}" if near else ""
    raise UsageError(f"{path} has no document {name}{hint}")
