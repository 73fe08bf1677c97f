"""Writes BagIt bags: payload, manifests in SHA-256 and SHA-512, and what the bag says of itself.

Source:
    J. Kunze et al., "The BagIt File Packaging Format (V1.0)", RFC 8493, 2018.

Bytes depend on the payload and on what the caller says alone; the day is the caller's.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

from herewith.errors import UsageError

__all__ = ["ALGORITHMS", "write_bag"]

ALGORITHMS: Mapping[str, Callable[[], Any]] = {"sha256": sha256, "sha512": sha512}
BLOCK = 1 << 20


def write_bag(
    folder: Path,
    payload: Mapping[str, Path | bytes],
    info: Iterable[tuple[str, str]],
    progress: Callable[[int, int], None] = lambda *_: None,
) -> list[Path]:
    """Write a bag into a new or empty folder; a bag that stands there is replaced.

    Args:
        payload: files or their bytes, by their path below `data/`.
        info: lines of `bag-info.txt`; `Payload-Oxum` is added.

    Returns:
        All files written, in order of their paths.

    Raises:
        UsageError: if the folder holds something that is no bag.
    """
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "bagit.txt").is_file():
            raise UsageError(f"{folder} is not empty and holds no bag; name another folder")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    digests: dict[str, dict[str, str]] = {name: {} for name in ALGORITHMS}
    octets = 0
    for n, name in enumerate(sorted(payload), start=1):
        path = f"data/{name}"
        octets += _copy(payload[name], folder / path, path, digests)
        progress(n, len(payload))
    (folder / "data").mkdir(exist_ok=True)
    told = [*info, ("Payload-Oxum", f"{octets}.{len(payload)}")]
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{key}: {' '.join(value.split())}\n" for key, value in told),
    }
    for algorithm in ALGORITHMS:
        tags[f"manifest-{algorithm}.txt"] = _manifest(digests[algorithm])
    for name, text in tags.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    for algorithm, make in ALGORITHMS.items():
        own = {name: make((folder / name).read_bytes()).hexdigest() for name in tags}  # type: ignore[call-arg]
        text = _manifest(own)
        (folder / f"tagmanifest-{algorithm}.txt").write_text(text, "utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _copy(source: Path | bytes, target: Path, path: str, digests: dict[str, dict[str, str]]) -> int:
    """Copy a file and take its digests on the way; its bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    running = {name: make() for name, make in ALGORITHMS.items()}
    size = 0
    with target.open("wb") as out:
        if isinstance(source, bytes):
            out.write(source)
            size = len(source)
            for one in running.values():
                one.update(source)
        else:
            with source.open("rb") as data:
                while block := data.read(BLOCK):
                    out.write(block)
                    size += len(block)
                    for one in running.values():
                        one.update(block)
    for name, one in running.items():
        digests[name][path] = one.hexdigest()
    return size


def _manifest(digests: Mapping[str, str]) -> str:
    """Lines of a manifest; signs that would end a line are percent-encoded."""
    lines = []
    for path in sorted(digests):
        shown = path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
        lines.append(f"{digests[path]}  {shown}\n")
    return "".join(lines)
