"""Images of pages that lie in one folder and are counted: the pages of one source.

`page1.png, page2.png, … page10.png` are one stream, in the order of their numbers; each image stays
a delivered file with its own digest (`Source.files`). Images are counted if their names differ only
in the number at the end. Not a stream: a single image, one with several pages, names that end in
years, and a number that stands twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from herewith.errors import DataError
from herewith.formats.extract import Extract, Fault
from herewith.formats.image_headers import picture
from herewith.formats.images import image_of, read_image
from herewith.formats.options import Options
from herewith.model.text import Mark, Page

__all__ = ["ENDINGS", "Stream", "joined", "read_stream", "streams"]

ENDINGS = frozenset(
    (
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".webp",
        ".gif",
        ".bmp",
        ".jp2",
        ".pgm",
        ".pbm",
        ".ppm",
    )
)
"""How files of images are called; what they are is told by their content."""

YEARS = range(1500, 2100)

_COUNTED = re.compile(r"(?P<stem>.*?)(?P<number>\d{1,9})", re.DOTALL)
_SCAN = re.compile(
    r"(?:.*[\W_])?(?:p|page|pg|scan|img|image|dsc|dscn|photo|f|fol|folio|sheet|seite|s|bl|blatt|"
    r"стр|страница|лист|л|скан|фото|vue|feuillet|pag|pagina)[\W_]*",
    re.IGNORECASE | re.DOTALL,
)
"""Stems that say that what follows is the number of a page or of a picture, never a year."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Images that are the pages of one source: its path as shown, and theirs, in order.

    The path stays as it is when a page is added, and with it the id of the source.
    """

    shown: str
    images: tuple[str, ...]

    @property
    def name(self) -> str:
        """A name for the source: that of its folder and what its images are called."""
        path = PurePosixPath(self.shown)
        parts = (path.parent.name, path.name.partition("[")[0].strip(" ._-([#"))
        return "-".join(part for part in parts if part) or "pages"


def streams(shown: Iterable[str]) -> list[Stream]:
    """The streams among some paths as shown; nothing is opened.

    >>> streams(["a/p2.png", "a/p10.png", "a/p1.png", "a/map.png"])
    [Stream(shown='a/p[n].png', images=('a/p1.png', 'a/p2.png', 'a/p10.png'))]
    """
    groups: dict[tuple[str, str, str], list[tuple[int, str]]] = defaultdict(list)
    for name in shown:
        path = PurePosixPath(name)
        found = _COUNTED.fullmatch(path.stem)
        if found is None or path.suffix.casefold() not in ENDINGS:
            continue
        number = int(found["number"])
        if number in YEARS and len(found["number"]) == 4 and not _SCAN.fullmatch(found["stem"]):
            continue
        groups[str(path.parent), found["stem"], path.suffix].append((number, name))
    out: list[Stream] = []
    for (folder, stem, suffix), images in sorted(groups.items()):
        images.sort()
        numbers = [number for number, _ in images]
        if len(images) > 1 and len(set(numbers)) == len(numbers):
            path = PurePosixPath(folder) / f"{stem}[n]{suffix}"
            out.append(Stream(str(path), tuple(name for _, name in images)))
    return out


def joined(files: Mapping[str, Path]) -> list[Stream]:
    """The streams among the files of a box: every one of their files is an image of one page."""
    return [
        stream for stream in streams(files) if all(_one_page(files[name]) for name in stream.images)
    ]


def _one_page(path: Path) -> bool:
    try:
        with path.open("rb") as handle:
            claims = picture(handle)
    except OSError:
        return False
    return claims is not None and len(claims.sizes) == 1 and not claims.fault


def read_stream(
    images: Sequence[tuple[Path, str]], *, options: Options, refused: Callable[[DataError], None]
) -> Extract:
    """Read the images of a stream one after the other.

    Args:
        images: path and path as shown of each, in order.
        options: how images are read.
        refused: told of images that cannot be read; their pages are listed as not read.
    """
    parts: list[str] = []
    marks: list[Mark] = []
    pages: list[Page] = []
    faults: dict[tuple[str, str], Fault] = {}
    made_by = ""
    at = 0
    for n, (path, shown) in enumerate(images, start=1):
        if parts:
            parts.append("\f")
            at += 1
        found = _read(path, shown, options, refused)
        made_by = made_by or found.made_by
        parts.append(found.text)
        marks += [_moved(mark, at, n) for mark in found.marks]
        name = PurePosixPath(shown).name
        for page in found.pages:
            own = replace(page, n=n, start=page.start + at, end=page.end + at, image=name)
            pages.append(own)
        for fault in found.faults:
            key = (fault.code, fault.message if fault.page is None else str(n))
            faults.setdefault(key, replace(fault, page=None if fault.page is None else n))
        at += len(found.text)
    return Extract("".join(parts), tuple(marks), tuple(pages), tuple(faults.values()), made_by)


def _read(
    path: Path, shown: str, options: Options, refused: Callable[[DataError], None]
) -> Extract:
    try:
        claims = image_of(path)
        if claims is not None:
            return read_image(path, shown=shown, options=options, claims=claims)
        why = "no longer an image"
    except DataError as error:
        refused(error)
        why = str(error)
    lost = Mark("unread", 0, 0, 0, 0, "1", (("why", why),))
    return Extract("", (lost,), (Page("", "", 1, 0, 0, "unread", why),), ())  # type: ignore[arg-type]


def _moved(mark: Mark, by: int, page: int) -> Mark:
    """A mark of one page as one of the stream's."""
    attributes = tuple((key, str(page) if key == "page" else held) for key, held in mark.attributes)
    return replace(
        mark,
        start=mark.start + by,
        end=mark.end + by,
        inner_start=mark.inner_start + by,
        inner_end=mark.inner_end + by,
        name=str(page) if mark.kind == "unread" else mark.name,
        attributes=attributes,
    )
