"""A project as a bag for an archive: what was delivered, what editors wrote, what was made of it.

Left out is what a run makes again without loss of anything said: databases, the cache, unpacked
archives, the site, and earlier bags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from herewith.formats.bagit import verify
from herewith.formats.bagit_writing import write_bag
from herewith.project.settings import Settings
from herewith.store import Folder

__all__ = ["write_project_bag"]

WORK = ("records", "statements", "lexicons")
FILES = ("problems.jsonl", "activities.jsonl", "run.json")


def write_project_bag(
    folder: Folder,
    settings: Settings,
    target: Path,
    info: Sequence[tuple[str, str]],
    *,
    with_box: bool,
    progress: Callable[[int, int], None],
) -> tuple[list[Path], list[str]]:
    """Write the bag and verify it with our own reader of bags.

    Args:
        with_box: whether delivered files are in the bag, or only their digests.

    Returns:
        The files written, and in words what is not in the bag or not as it should be.

    Raises:
        UsageError: if the target holds something that is no bag.
    """
    said: list[str] = []
    payload: dict[str, Path | bytes] = {"herewith.toml": folder.settings}
    for part in (folder.decisions, folder.authorities, folder.log):
        payload |= {f"{part.name}/{name}": path for name, path in _below(part)}
    for name in WORK:
        payload |= {f"work/{name}/{n}": path for n, path in _below(folder.work / name)}
    payload |= {f"work/{n}": folder.work / n for n in FILES if (folder.work / n).is_file()}
    for name, path in _below(folder.exports):
        if not path.is_relative_to(target) and not name.startswith("bagit/"):
            payload[f"exports/{name}"] = path
    listed = []
    for name, path in _delivered(folder, settings, target, said):
        if with_box:
            payload[f"box/{name}"] = path
        else:
            listed.append(f"{_digest(path)}  {name}\n")
    if not with_box:
        payload["box-manifest-sha256.txt"] = "".join(listed).encode("utf-8", "surrogatepass")
        said.append(f"bagit: the {len(listed)} delivered file(s) are listed by digest, not copied")
    files = write_bag(target, payload, info, progress)
    shown = {path.relative_to(target).as_posix(): path for path in files}
    said += [str(problem) for problem in verify("", shown).problems]
    return files, said


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    """All files below a folder with their paths in it, locks and half-written files left out."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts):
            yield path.relative_to(folder).as_posix(), path


def _delivered(
    folder: Folder, settings: Settings, target: Path, said: list[str]
) -> Iterator[tuple[str, Path]]:
    """The files of all boxes; those of further boxes below the name of their box."""
    for n, box in enumerate(settings.boxes):
        base = folder.root / box.path
        before = f"{box.name}/" if n else ""
        if base.is_file():
            yield f"{before}{base.name}", base
        elif base.is_dir():
            root = folder.root.resolve()
            around = not base.resolve().is_relative_to(root)
            for name, path in _below(base):
                own = around and path.resolve().is_relative_to(root)
                if not own and not path.is_relative_to(target):
                    yield f"{before}{name}", path
        else:
            said.append(f"bagit: the box {box.path} is not there; its files are not in the bag")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        running = sha256()
        while block := file.read(1 << 20):
            running.update(block)
    return running.hexdigest()
