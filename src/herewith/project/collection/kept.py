"""An index in a folder: each file once, under the digest of its bytes.

A new box is read against what is kept; old files are not read again, nor need they be there. What
an interrupted run has indexed is kept too. Each file gives two: its papers as JSON Lines, and the
arrays of the index (`.npz`, never pickled); they are written aside and then renamed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from herewith.algorithms.reuse.fingerprints import Fingerprints
from herewith.algorithms.reuse.index import Part
from herewith.errors import StoreError
from herewith.project.collection.texts import Bundle
from herewith.stages.held_texts import HeldText

__all__ = ["FORMAT", "IndexFolder"]

FORMAT = "herewith-reuse-1"
"""Changes with the tokens, the hash, the window, or what is kept of a paper."""

MARK = "FORMAT"


class IndexFolder:
    """A folder of indexed files.

    Args:
        path: the folder; made if it is not there.

    Raises:
        StoreError: if it holds something else, or an index of another format.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        mark = path / MARK
        if mark.is_file():
            found = mark.read_text("utf-8").strip()
            if found != FORMAT:
                raise StoreError(
                    f"{path} is an index of format {found}; this program makes {FORMAT}"
                )
            return
        if path.is_dir() and any(path.iterdir()):
            raise StoreError(f"{path} is not an index, and not empty")
        path.mkdir(parents=True, exist_ok=True)
        mark.write_text(FORMAT + "\n", "utf-8")

    def digests(self) -> list[str]:
        """The digests of the files that are kept, in order."""
        return sorted(
            one.stem for one in self.path.glob("*.npz") if one.with_suffix(".jsonl").is_file()
        )

    def keep(self, bundle: Bundle) -> None:
        """Keep what one file gave."""
        rows = [json.dumps({"path": bundle.path})]
        rows += [json.dumps(_row(text), ensure_ascii=False) for text in bundle.texts]
        base = self.path / bundle.digest
        draft = base.with_suffix(".draft")
        draft.write_text("\n".join(rows) + "\n", "utf-8", errors="surrogatepass")
        draft.replace(base.with_suffix(".jsonl"))
        prints = bundle.part.prints
        with draft.open("wb") as out:
            np.savez(
                out,
                bounds=bundle.part.bounds,
                words=bundle.part.words,
                hashes=prints.hashes,
                texts=prints.texts,
                places=prints.places,
            )
        draft.replace(base.with_suffix(".npz"))

    def bundles(self) -> Iterator[Bundle]:
        """Everything that is kept, file by file.

        Raises:
            StoreError: if a file of the index is damaged.
        """
        for digest in self.digests():
            yield self._bundle(digest)

    def _bundle(self, digest: str) -> Bundle:
        base = self.path / digest
        try:
            text = base.with_suffix(".jsonl").read_text("utf-8", errors="surrogatepass")
            first, *rows = (json.loads(line) for line in text.split("\n") if line)
            texts = tuple(_text(row) for row in rows)
            with np.load(base.with_suffix(".npz"), allow_pickle=False) as held:
                prints = Fingerprints(held["hashes"], held["texts"], held["places"])
                names = tuple(one.name for one in texts)
                part = Part(names, held["bounds"], held["words"], prints)
        except (OSError, ValueError, KeyError, TypeError, BadZipFile) as error:
            said = f"{base}.* of the index is damaged ({error}); remove it and read its file again"
            raise StoreError(said) from error
        if len(part.bounds) != len(names) + 1:
            raise StoreError(f"{base}.* of the index do not belong together; remove them")
        return Bundle(str(first["path"]), digest, texts, part)


def _row(text: HeldText) -> dict[str, Any]:
    return {
        "name": text.name,
        "source": text.source,
        "language": text.language,
        "heading": text.heading,
        "kind": text.kind,
        "when": text.when,
        "gaps": text.gaps,
        "runs": text.runs.tolist(),
        "text": text.text,
    }


def _text(row: dict[str, Any]) -> HeldText:
    return HeldText(
        name=row["name"],
        source=row["source"],
        language=row["language"],
        heading=row["heading"],
        kind=row["kind"],
        when=tuple((key, value) for key, value in row["when"]),
        text=row["text"],
        runs=np.array(row["runs"], dtype=np.int64).reshape(-1, 4),
        gaps=tuple((at, words) for at, words in row["gaps"]),
    )
