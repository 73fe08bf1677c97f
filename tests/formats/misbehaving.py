"""Tasks for a child process that go wrong, as a library on a damaged file does."""

from __future__ import annotations

import os
import time


def echo(word: str) -> dict[str, str]:
    return {"word": word}


def abort() -> None:
    os.abort()


def swallow_memory() -> int:
    return len(bytearray(8 << 30))


def swallow_memory_in_steps() -> int:
    held = []
    while True:
        held.append(b"x" * (64 << 20))


def sleep() -> None:
    time.sleep(60)


def spin() -> None:
    while True:
        pass


def chatter() -> str:
    return "x" * (4 << 20)


def print_on_the_answer() -> str:
    os.write(1, b"not JSON")
    return "fine"


def want_a_library() -> None:
    import a_library_that_is_not_there  # type: ignore[import-not-found] # noqa: F401
