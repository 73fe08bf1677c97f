"""Sentence encoders as plug-ins: opened by name and path, never downloaded.

`NAME:MODEL` names an encoder and what it is to load. Three are built in: `onnx:FOLDER` (a
`model.onnx` with its `tokenizer.json`), `sentence-transformers:FOLDER`, and `command:PROGRAM`
(reads a JSON list of sentences, writes a JSON list of vectors). Others come from the entry point
group `herewith.encoders`: a function from MODEL to an encoder.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from herewith.algorithms.alignment import Encoder
from herewith.errors import DataError, UsageError

__all__ = ["GROUP", "Kept", "open_encoder"]

Rows = npt.NDArray[np.float32]

GROUP = "herewith.encoders"
BATCH = 32
MAX_TOKENS = 256
"""Longer sentences are cut by the model's tokenizer."""
TIMEOUT = 600
"""Seconds that a command may take for one call."""


def open_encoder(spec: str, *, keep: Path | None = None) -> Encoder:
    """Open an encoder.

    Args:
        spec: `NAME:MODEL`.
        keep: a folder in which vectors are kept by sentence and fingerprint.

    Raises:
        UsageError: an unknown name, a model that is not there, a library that is not installed.
    """
    name, mark, model = spec.partition(":")
    if not mark or not model:
        raise UsageError(f"an encoder is NAME:MODEL, as in onnx:models/small; {spec!r} is not")
    opener = BUILT_IN.get(name) or _plug_in(name)
    encoder = opener(model)
    return Kept(encoder, keep) if keep is not None else encoder


def _plug_in(name: str) -> Callable[[str], Encoder]:
    found = [point for point in entry_points(group=GROUP) if point.name == name]
    if not found:
        known = sorted({*BUILT_IN, *(point.name for point in entry_points(group=GROUP))})
        raise UsageError(f"there is no encoder {name!r}; known are {', '.join(known)}")
    opener: Callable[[str], Encoder] = found[0].load()
    return opener


def _unit(rows: Rows) -> Rows:
    """Rows scaled to length 1."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Rows = (rows / np.maximum(norms, 1e-9)).astype(np.float32)
    return scaled


def _folder(model: str) -> Path:
    path = Path(model)
    if not path.is_dir():
        raise UsageError(f"there is no folder {model}; encoders are never downloaded")
    return path


def _fingerprint(kind: str, folder: Path) -> str:
    """Digest of every file of a model, so that vectors of another model are never reused."""
    total = sha256(kind.encode())
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(file.relative_to(folder).as_posix().encode())
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                total.update(block)
    return f"{kind}-{total.hexdigest()[:16]}"


class OnnxEncoder:
    """A transformer in ONNX form; its token vectors are averaged where it gives no sentence one."""

    def __init__(self, model: str) -> None:
        folder = _folder(model)
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise UsageError("ONNX encoders need: pip install 'herewith[neural]'") from error
        file = next(
            (f for f in (folder / "model.onnx", folder / "onnx/model.onnx") if f.is_file()), None
        )
        if file is None or not (folder / "tokenizer.json").is_file():
            raise UsageError(f"{model} needs model.onnx and tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            file.as_posix(), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer: Any = Tokenizer.from_file((folder / "tokenizer.json").as_posix())
        self._tokenizer.enable_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._inputs = {one.name for one in self._session.get_inputs()}
        self.fingerprint = _fingerprint("onnx", folder)

    def encode(self, sentences: Sequence[str]) -> Rows:
        """One row of unit length for each sentence."""
        order = sorted(range(len(sentences)), key=lambda k: len(sentences[k]))
        rows: list[Rows] = [np.zeros(0, dtype=np.float32)] * len(sentences)
        for begin in range(0, len(order), BATCH):
            part = order[begin : begin + BATCH]
            for number, row in zip(part, self._batch([sentences[k] for k in part]), strict=True):
                rows[number] = row
        return _unit(np.stack(rows)) if rows else np.zeros((0, 1), dtype=np.float32)

    def _batch(self, sentences: list[str]) -> Rows:
        encoded = self._tokenizer.encode_batch(sentences)
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        out: Rows = np.asarray(
            self._session.run(None, {k: v for k, v in given.items() if k in self._inputs})[0]
        )
        if out.ndim == 3:
            weights = mask[:, :, None].astype(np.float32)
            out = (out * weights).sum(axis=1) / np.maximum(1.0, weights.sum(axis=1))
        return out


class TransformersEncoder:
    """A folder as sentence-transformers keeps them."""

    def __init__(self, model: str) -> None:
        folder = _folder(model)
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise UsageError("this encoder needs: pip install sentence-transformers") from error
        # without this file the library would make up a model around whatever it finds
        if not (folder / "modules.json").is_file():
            raise UsageError(f"{model} holds no sentence-transformers model (no modules.json)")
        self._model: Any = SentenceTransformer(
            folder.as_posix(), device="cpu", local_files_only=True
        )
        self.fingerprint = _fingerprint("sentence-transformers", folder)

    def encode(self, sentences: Sequence[str]) -> Rows:
        """One row of unit length for each sentence."""
        rows = self._model.encode(list(sentences), batch_size=BATCH, show_progress_bar=False)
        return _unit(np.asarray(rows, dtype=np.float32))


class CommandEncoder:
    """A program of the user's: a JSON list of sentences in, a JSON list of vectors out."""

    def __init__(self, model: str) -> None:
        self._words = shlex.split(model)
        self.fingerprint = f"command-{sha256(model.encode()).hexdigest()[:16]}"

    def encode(self, sentences: Sequence[str]) -> Rows:
        """One row of unit length for each sentence."""
        try:
            done = subprocess.run(
                self._words,
                input=json.dumps(list(sentences), ensure_ascii=False).encode(),
                capture_output=True,
                timeout=TIMEOUT,
                check=True,
            )
            rows = np.asarray(json.loads(done.stdout), dtype=np.float32)
        except (OSError, subprocess.SubprocessError) as error:
            raise UsageError(f"the encoder {self._words[0]} failed: {error}") from error
        except (ValueError, TypeError) as error:
            raise DataError(
                f"the encoder {self._words[0]} did not write vectors: {error}"
            ) from error
        if rows.ndim != 2 or len(rows) != len(sentences):
            raise DataError(
                f"the encoder {self._words[0]} wrote {rows.shape} for {len(sentences)} sentences"
            )
        return _unit(rows)


BUILT_IN: Mapping[str, Callable[[str], Encoder]] = {
    "onnx": OnnxEncoder,
    "sentence-transformers": TransformersEncoder,
    "command": CommandEncoder,
}


class Kept:
    """An encoder that keeps its vectors in a folder and asks only for sentences not yet there."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self.fingerprint = encoder.fingerprint
        self._file = folder / f"{encoder.fingerprint}.npz"

    def encode(self, sentences: Sequence[str]) -> Rows:
        """One row for each sentence, from the folder where it is there."""
        names = [sha256(s.encode("utf-8", "surrogatepass")).hexdigest() for s in sentences]
        known = self._read()
        wanted = {name: s for name, s in zip(names, sentences, strict=True) if name not in known}
        if wanted:
            rows = self._encoder.encode(list(wanted.values()))
            known.update(zip(wanted, rows, strict=True))
            self._write(known)
        return np.stack([known[name] for name in names]).astype(np.float32)

    def _read(self) -> dict[str, Rows]:
        if not self._file.is_file():
            return {}
        try:
            with np.load(self._file, allow_pickle=False) as held:
                return dict(zip(held["names"].tolist(), held["rows"], strict=True))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return {}  # a damaged file is made anew: nothing in it is anyone's work

    def _write(self, known: Mapping[str, Rows]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        names = sorted(known)
        part = self._file.with_suffix(".part.npz")
        np.savez(part, names=np.array(names), rows=np.stack([known[name] for name in names]))
        part.replace(self._file)
