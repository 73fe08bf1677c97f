"""ZIP and TAR archives (plain, gzip, bzip2, xz), unpacked safely into a folder.

Members are written under numbers, never under their own names, so that no name can lead anywhere.
Links, devices and encrypted members are left out and named; what expands beyond reason is a bomb
and stops. Runs in a child (see `isolated`), which a hostile archive may take down.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from herewith.errors import DataError
from herewith.formats.extract import Fault
from herewith.formats.old_encodings import fitting

__all__ = ["Bounds", "Member", "Unpacked", "archive_kind", "is_word", "office_kind", "unpack"]

BLOCK = 1 << 20
RATIO_FROM = 16 << 20
"""Expanded bytes from which the ratio of expansion is looked at."""

STREAMS = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"))
CODECS = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}
BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an archive may be: members, bytes of one and of all, and how much it may expand."""

    members: int = 100_000
    member: int = 4 << 30
    total: int = 16 << 30
    ratio: int = 250


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name, cleaned, and the file that its bytes were written to."""

    name: str
    file: str
    bytes: int


@dataclass(slots=True)
class Unpacked:
    """The members that were written, and what is wrong; names of members are in the faults."""

    members: list[Member] = field(default_factory=list)
    faults: list[tuple[str, Fault]] = field(default_factory=list)


class _BombError(Exception):
    """The archive expands beyond reason."""


def archive_kind(path: Path) -> str | None:
    """`zip`, `tar`, `gzip`, `bzip2`, `xz`, or `None`; office documents are not archives here.

    Raises:
        OSError: if the file cannot be read.
    """
    with path.open("rb") as handle:
        head = handle.read(512)
    for signature, name in STREAMS:
        if head.startswith(signature):
            return name
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None if office_kind(path) else "zip"
    return None


def office_kind(path: Path) -> str:
    """What office document a ZIP is by its members: `docx`, `xlsx`, `pptx`, `odt`, `epub` or none.

    >>> office_kind(Path("/nowhere"))
    ''
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                for start, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
                    if any(name.startswith(start) for name in names):
                        return kind
                return "docx" if "_rels/.rels" in names else ""
            if "mimetype" in names:
                declared = archive.read("mimetype")[:100]
                return "epub" if b"epub" in declared else "odt"
    except (*BROKEN, RuntimeError, NotImplementedError):
        return ""
    return ""


def is_word(path: Path) -> bool:
    """Whether a file is a Word document."""
    return office_kind(path) == "docx"


def unpack(path: str, to: str, bounds: Mapping[str, int] | None = None, stem: str = "") -> Unpacked:
    """Write the members of an archive into a folder.

    Args:
        path: the archive.
        to: an empty folder.
        bounds: as `Bounds`, where they are not the usual ones.
        stem: the archive's name, for the one member of a compressed file that is no archive.

    Raises:
        DataError: if nothing of it can be read.
    """
    out = _Out(Path(to), Bounds(**(bounds or {})), Path(path).stat().st_size)
    kind = archive_kind(Path(path))
    try:
        if kind == "zip":
            _zip(path, out)
        elif kind == "tar":
            with Path(path).open("rb") as handle:
                _tar(handle, out)
        elif kind in CODECS:
            _stream(path, kind, out, stem)
        else:
            raise DataError("not an archive that is known here")
    except _BombError as error:
        out.fault("", "R144", "error", f"expands beyond reason ({error}); the rest is not read")
    except BROKEN as error:
        if not out.unpacked.members and not out.unpacked.faults:
            raise DataError(f"damaged: {error}") from error
        out.fault("", "R141", "error", f"damaged ({error}); what stands behind is not read")
    return out.unpacked


class _Out:
    """Where members go, with the bounds on all of them."""

    def __init__(self, folder: Path, bounds: Bounds, size: int) -> None:
        self.folder, self.bounds, self.size = folder, bounds, max(1, size)
        self.unpacked = Unpacked()
        self.total = 0
        self.names: set[str] = set()

    def fault(self, name: str, code: str, severity: Any, message: str, hint: str = "") -> None:
        self.unpacked.faults.append((name, Fault(code, severity, message, None, hint)))

    def named(self, raw: str) -> str | None:
        """A member's name with `/` between its parts; `None`, and a fault, if it leads outside."""
        name = raw.replace("\\", "/")
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or (name[1:2] == ":" and name[:1].isalpha()):
            shown = name.lstrip("/").replace("../", "")[:200] or "member"
            message = f'the member "{raw[:200]}" is named to lead outside; it is not read'
            self.fault(shown, "R142", "error", message, "Pack the archive again.")
            return None
        clean = "/".join(part for part in parts if part not in (".", "/")).replace("\0", "")
        if not clean:
            return None
        if any(part.startswith(".") or part == "__MACOSX" for part in clean.split("/")):
            self.fault(clean, "R111", "note", "hidden, therefore not read")
            return None
        return self._unique(clean)

    def _unique(self, clean: str) -> str:
        name, n = clean, 2
        while name in self.names:
            path = PurePosixPath(clean)
            name = str(path.with_name(f"{path.stem}~{n}{path.suffix}"))
            n += 1
        if name != clean:
            message = f'a second member is named "{clean}"; it is called {name}'
            self.fault(name, "R146", "warning", message)
        self.names.add(name)
        return name

    def write(self, name: str, handle: IO[bytes], packed: int) -> None:
        """Copy a member, stopping where it is too much."""
        if len(self.unpacked.members) >= self.bounds.members:
            raise _BombError(f"more than {self.bounds.members} members")
        file = f"{len(self.unpacked.members):06d}{PurePosixPath(name).suffix[:8]}"
        size = 0
        path = self.folder / file
        try:
            with path.open("wb") as out:
                while block := handle.read(BLOCK):
                    size += len(block)
                    self.total += len(block)
                    self._reasonable(size, packed)
                    out.write(block)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        self.unpacked.members.append(Member(name, file, size))

    def _reasonable(self, size: int, packed: int) -> None:
        bounds = self.bounds
        if size > bounds.member or self.total > bounds.total:
            raise _BombError(f"more than {max(size, self.total) >> 20} MB")
        if size > RATIO_FROM and size > bounds.ratio * max(1, packed):
            raise _BombError(f"one member more than {bounds.ratio} times")
        if self.total > RATIO_FROM and self.total > bounds.ratio * self.size:
            raise _BombError(f"more than {bounds.ratio} times")


def _zip(path: str, out: _Out) -> None:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            if len(out.unpacked.members) >= out.bounds.members:
                raise _BombError(f"more than {out.bounds.members} members")
            name = out.named(_zip_name(info))
            if name is None:
                continue
            if (info.external_attr >> 16) & 0o170000 == 0o120000:
                out.fault(name, "R145", "warning", "a link in an archive; it is not followed")
            elif info.flag_bits & 1:
                hint = "Unpack it with its password."
                out.fault(name, "R143", "error", "encrypted with a password; not read", hint)
            else:
                _zip_member(archive, info, name, out)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, out: _Out) -> None:
    """One member; what is wrong with it alone does not stop the others."""
    try:
        with archive.open(info) as handle:
            out.write(name, handle, info.compress_size)
    except _BombError:
        raise
    except (*BROKEN, NotImplementedError, RuntimeError) as error:
        out.fault(name, "R141", "error", f"damaged in the archive ({error}); it is not read")


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name; what was not marked as UTF-8 may be in any old encoding."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        fit = fitting(raw)
        return fit.text if fit is not None else info.filename


def _tar(handle: IO[bytes], out: _Out) -> None:
    watched = _Watched(handle)
    _tar_members(watched, out)
    if watched.last.strip(b"\0"):
        out.fault("", "R141", "warning", "ends without its end mark; it may be cut")


class _Watched:
    """A stream that remembers the last block read from it: of a whole TAR it is empty."""

    def __init__(self, handle: IO[bytes]) -> None:
        self._handle = handle
        self.last = b""

    def read(self, size: int) -> bytes:
        """The next bytes."""
        block = self._handle.read(size)
        self.last = block[-512:] or self.last
        return block


def _tar_members(handle: Any, out: _Out) -> None:
    with tarfile.open(fileobj=handle, mode="r|", errorlevel=0) as archive:
        for info in archive:
            if info.isdir():
                continue
            if len(out.unpacked.members) >= out.bounds.members:
                raise _BombError(f"more than {out.bounds.members} members")
            name = out.named(info.name)
            if name is None:
                continue
            if info.issym() or info.islnk():
                out.fault(name, "R145", "warning", "a link in an archive; it is not followed")
            elif not info.isfile():
                out.fault(name, "R145", "error", "a device or pipe in an archive; it is not read")
            else:
                member = archive.extractfile(info)
                if member is not None:
                    whole: Any = _Whole(member, info.size)
                    out.write(name, whole, max(info.size, 1))


class _Whole:
    """A member of a TAR that complains if it ends before its stated size."""

    def __init__(self, handle: IO[bytes], size: int) -> None:
        self._handle, self._left = handle, size

    def read(self, size: int) -> bytes:
        """The next bytes."""
        block = self._handle.read(size)
        self._left -= len(block)
        if not block and self._left > 0:
            raise EOFError("the archive breaks off inside a member")
        return block


def _stream(path: str, kind: str, out: _Out, stem: str) -> None:
    """A compressed file: an archive if a TAR is in it, else one member."""
    opener: Any = CODECS[kind]
    with opener(path, "rb") as handle:
        head = handle.read(512)
    with opener(path, "rb") as handle:
        if head[257:262] == b"ustar":
            _tar(handle, out)
            return
        name = out.named(_inner_name(stem or Path(path).name))
        if name is not None:
            out.write(name, handle, out.size)


def _inner_name(name: str) -> str:
    """The name of what a compressed file holds.

    >>> _inner_name("letter.txt.gz"), _inner_name("letter")
    ('letter.txt', 'letter')
    """
    for suffix in (".gz", ".bz2", ".xz"):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)] or "member"
    return name


def members(index: Mapping[str, Any]) -> Iterator[Member]:
    """Members from the JSON of an index."""
    for one in index["members"]:
        yield Member(str(one["name"]), str(one["file"]), int(one["bytes"]))
