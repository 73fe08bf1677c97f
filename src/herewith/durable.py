"""Writing files so that a kill at any moment loses nothing that was there before.

Three ways: replace a whole file at once, append whole lines under a lock, and hold a lock for as
long as a process lives. Locks are advisory locks of the operating system (`flock`), so they end
with the process that held them, however it ended.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from herewith.errors import BusyError, StoreError, UsageError

__all__ = ["append", "held", "locked_folder", "replace"]


def replace(path: Path, data: bytes) -> None:
    """Write a file whole: a reader sees the old bytes or the new ones, never a mixture.

    Raises:
        StoreError: if the folder cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error


def append(path: Path, text: str) -> None:
    """Append text to a file and wait until it is on disk. The caller holds the folder's lock.

    A file that does not end in a line end (an earlier write was interrupted, or an editor left
    it so) gets one first, so that what is appended always starts on a line of its own.

    Raises:
        StoreError: if the file cannot be written.
        UsageError: if the text holds what is not a character (half of a surrogate pair).
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(
            f"not text: {text[error.start : error.end]!r} cannot be written"
        ) from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = not path.exists()
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            size = os.fstat(descriptor).st_size
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                text = "\n" + text
            _write_all(descriptor, text.encode("utf-8"))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if new:
            _sync_folder(path.parent)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Wait for, and hold, the lock of a folder: one writer of its files at a time.

    Raises:
        StoreError: if the folder cannot be made or opened.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise StoreError(f"cannot open {folder}: {error.strerror or error}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def held(path: Path, busy: str) -> Iterator[None]:
    """Hold a lock file without waiting.

    Raises:
        BusyError: with the message `busy` if another process holds it.
        StoreError: if the file cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError(busy) from error
        yield
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _sync_folder(folder: Path) -> None:
    """Make a rename or a new name in a folder lasting."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
