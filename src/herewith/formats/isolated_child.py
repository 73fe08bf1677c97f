"""The other side of `isolated`: sets its own limits, does one task, writes one JSON answer."""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib import import_module
from typing import Any

from herewith.errors import DataError
from herewith.model.records import encode

__all__ = ["main"]


def main() -> None:
    """Read the request from standard input, do it, and answer on standard output."""
    request = json.loads(sys.stdin.buffer.read())
    _limit(int(request["seconds"]), int(request["memory"]), int(request["output"]))
    out = os.dup(1)
    os.dup2(2, 1)  # what a library prints is not an answer
    try:
        answer = {"answer": encode(_work(request["task"], request["arguments"]))}
    except MemoryError:
        answer = {"kind": "memory", "message": "needs more memory than allowed"}
    except ModuleNotFoundError as error:
        answer = {"kind": "missing", "message": error.name or str(error)}
    except DataError as error:
        answer = {"kind": "refused", "message": str(error)}
    try:
        _write(out, answer)
    except OSError:
        os.ftruncate(out, 0)
        os.lseek(out, 0, os.SEEK_SET)
        _write(out, {"kind": "output", "message": "its answer is larger than allowed"})
    os._exit(0)  # without the clean-up of libraries, which may crash too


def _write(out: int, answer: dict[str, Any]) -> None:
    left = memoryview(json.dumps(answer, ensure_ascii=True).encode("ascii"))
    while left:
        left = left[os.write(out, left) :]


def _work(task: str, arguments: dict[str, Any]) -> object:
    module, _, function = task.partition(":")
    return getattr(import_module(module), function)(**arguments)


def _limit(seconds: int, memory: int, output: int) -> None:
    """Limits of this process; the alarm ends it even if its parent is gone."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds + 10)
    try:
        import resource
    except ImportError:
        return  # a system without them: the parent's clock is the only limit
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
