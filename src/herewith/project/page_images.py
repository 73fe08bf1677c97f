"""Images of pages, found in the delivered files of a project's boxes.

A run notes where the files lie (`work/files.jsonl`). A page is shown from its own file, or, for
pages of an OCR file, from the image that the file names or that is called like it, if that lies in
the box. A file that is no longer as it was delivered shows nothing. What had to be drawn is kept in
`work/images` and can be thrown away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from herewith.formats.files import BoxFile, file_digest
from herewith.formats.page_images import image_bytes, image_page, pdf_page
from herewith.model.records import dumps
from herewith.model.text import Page, PageImage, Source
from herewith.store import Folder, read_lines, write_lines

__all__ = ["PageImages", "note_files"]

PDF = "application/pdf"

ENDINGS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".gif", ".bmp", ".jp2")
"""How an image is called that has the name of its OCR file."""


def note_files(folder: Folder, files: Iterable[BoxFile]) -> None:
    """Note where the files of the boxes lie; what was drawn of files that are gone is removed.

    Paths are noted from the project's folder, so that it can be moved with its boxes.
    """
    root = folder.root.absolute()
    every = (one for file in files for one in (file.images or (file,)))
    listed = sorted(every, key=lambda file: file.shown)
    write_lines(
        folder.files,
        (
            dumps({"id": file.shown, "path": _noted(file.path, root), "sha256": file.sha256})
            for file in listed
        ),
    )
    wanted = {_drawn(file.sha256) for file in listed}
    for one in folder.images.iterdir() if folder.images.is_dir() else ():
        if one.name not in wanted:
            shutil.rmtree(one, ignore_errors=True)


def _noted(path: str, root: Path) -> str:
    """The way from the project's folder to a file, so that both can be moved together."""
    return PurePosixPath(os.path.relpath(Path(path).absolute(), root)).as_posix()


def _drawn(sha256: str) -> str:
    return sha256[:32]


@dataclass(frozen=True, slots=True)
class _File:
    """A delivered file: where it is, and the digest of its bytes."""

    path: Path
    sha256: str


class PageImages:
    """What can be shown of pages; see `herewith.store.edition.Images`."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._noted: tuple[int, Mapping[str, _File]] = (0, {})
        self._digests: dict[tuple[str, int, int], str] = {}

    def image(self, source: Source, page: Page) -> PageImage | None:
        """What can be shown of a page; `None` where its file is not there as it was delivered."""
        try:
            found = self._found(source, page)
            return found[2] if found else None
        except OSError:
            return None

    def content(self, source: Source, page: Page) -> bytes | None:
        """The image of a page."""
        try:
            found = self._found(source, page)
            if found is None:
                return None
            file, n, image = found
            kept = self.folder.images / _drawn(file.sha256)
            pdf = source.media_type == PDF and _own(source, page)
            return image_bytes(file.path, n, image, kept, pdf=pdf)
        except OSError:
            return None

    def _found(self, source: Source, page: Page) -> tuple[_File, int, PageImage] | None:
        """The file with a page's image, its number there (from 1), and what can be shown of it."""
        files = self._files()
        if _own(source, page):
            file = files.get(source.path)
            if file is None or file.sha256 != source.sha256 or not self._unchanged(file):
                return None
            if source.media_type == PDF:
                image = pdf_page(page.width, page.height, page.rotation)
            else:
                image = image_page(file.path, page.n - 1, page.rotation)
            return (file, page.n, image) if image else None
        for name, alone in _names(source, page):
            file = files.get(name)
            if file is None or not self._unchanged(file):
                continue
            for n in (page.n, 1) if alone else (page.n,):
                image = image_page(file.path, n - 1, page.rotation)
                if image is not None:
                    return file, n, image
        return None

    def _files(self) -> Mapping[str, _File]:
        """The files of the boxes by their paths as shown, as the last run noted them."""
        try:
            stamp = self.folder.files.stat().st_mtime_ns
        except OSError:
            return {}
        if self._noted[0] != stamp:
            root = self.folder.root.absolute()
            found = {
                str(data["id"]): _File(root / str(data["path"]), str(data["sha256"]))
                for _, data in read_lines(self.folder.files)
            }
            self._noted = stamp, found
        return self._noted[1]

    def _unchanged(self, file: _File) -> bool:
        """Whether a file is as it was delivered; its digest is taken once while it looks the same."""
        status = file.path.stat()
        look = (str(file.path), status.st_size, status.st_mtime_ns)
        if look not in self._digests:
            self._digests[look] = file_digest(file.path)
        return self._digests[look] == file.sha256


def _own(source: Source, page: Page) -> bool:
    """Whether a page is seen in the delivered file itself."""
    return page.image == f"{source.path}#page={page.n}"


def _names(source: Source, page: Page) -> Iterator[tuple[str, bool]]:
    """Paths as shown under which the image of a page of an OCR file may lie, likeliest first.

    With each, whether it may hold this one page alone: that an image has the name of the OCR file
    says so of all its pages only.
    """
    path = PurePosixPath(source.path)
    named = PurePosixPath(page.image.replace("\\", "/"))
    if named.name:
        if not named.is_absolute() and ".." not in named.parts:
            yield str(path.parent / named), True
        yield str(path.parent / named.name), True
    for ending in ENDINGS:
        yield str(path.with_suffix(ending)), False
