"""Work on hostile bytes in a process of its own, with limits of time, memory and output.

A library written in C may crash on a damaged file, or fill the memory. Here it does so in a child
that is thrown away: the parent sees an `IsolationError` that says what happened, and goes on. What
the child hands back is JSON, never pickled objects, so that a child taken over by a file cannot
run anything in its parent.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Literal

__all__ = ["DEFAULT", "IsolationError", "Limits", "call", "run_program"]

Kind = Literal["crash", "memory", "time", "output", "missing", "refused"]

BOOT = "import sys, json; sys.path[:] = json.loads(sys.argv[1])\nfrom herewith.formats.isolated_child import main; main()"
EXECUTE = """
import os, sys
seconds, memory, output = (int(n) for n in sys.argv[1:4])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
except (ImportError, ValueError):
    pass
os.execvp(sys.argv[4], sys.argv[4:])
"""
"""Sets the limits, then becomes the program: no thread of ours is copied into it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: seconds (of the clock, and of the processor), bytes of memory, and
    bytes of each file that it writes, its answer among them."""

    seconds: int = 120
    memory: int = 2 << 30
    output: int = 512 << 20


DEFAULT = Limits()
GRACE = 5.0
"""Seconds that the parent waits beyond the child's own limit."""


class IsolationError(Exception):
    """A child did not do its work; `kind` says how it ended, the message says it in words."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def call(task: str, arguments: Mapping[str, object], limits: Limits = DEFAULT) -> Any:
    """Run `module:function` with keyword arguments in a child, and return its JSON answer.

    Raises:
        IsolationError: if the child crashed, ran out of memory or time, or refused.
    """
    request = {
        "task": task,
        "arguments": dict(arguments),
        "seconds": limits.seconds,
        "memory": limits.memory,
        "output": limits.output,
    }
    command = [sys.executable, "-X", "utf8", "-c", BOOT, json.dumps(sys.path)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as talk:
        code = _finished(command, json.dumps(request).encode(), out, talk, limits.seconds)
        answer = _answer(out, limits.output)
        if code == 0 and answer is not None and "answer" in answer:
            return answer["answer"]
        if answer is not None and "kind" in answer:
            raise IsolationError(answer["kind"], str(answer["message"]))
        raise _ended(code, _tail(talk))


def run_program(
    command: Sequence[str], limits: Limits = DEFAULT, environment: Mapping[str, str] | None = None
) -> tuple[int, bytes, str]:
    """Run a program under limits: its exit code, what it printed, and the end of its talk.

    Raises:
        IsolationError: if it crashed, ran out of memory or time, or printed too much.
    """
    bounds = [str(limits.seconds), str(limits.memory), str(limits.output)]
    wrapped = [sys.executable, "-I", "-S", "-c", EXECUTE, *bounds, *command]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as talk:
        code = _finished(wrapped, b"", out, talk, limits.seconds, environment)
        if code < 0:
            raise _ended(code, _tail(talk))
        out.seek(0)
        return code, out.read(limits.output), _tail(talk)


def _finished(
    command: Sequence[str],
    request: bytes,
    out: IO[bytes],
    talk: IO[bytes],
    seconds: float,
    environment: Mapping[str, str] | None = None,
) -> int:
    """Exit code of a command; it and everything it started is killed when its time is up."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=out,
        stderr=talk,
        start_new_session=True,
        env=None if environment is None else {**os.environ, **environment},
    )
    try:
        process.communicate(request, timeout=seconds + GRACE)
    except subprocess.TimeoutExpired as error:
        raise IsolationError("time", f"took longer than {seconds:.0f} seconds") from error
    finally:
        if process.poll() is None:
            _kill(process)
    return process.returncode


def _kill(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()


def _answer(out: IO[bytes], limit: int) -> dict[str, Any] | None:
    out.seek(0)
    try:
        found = json.loads(out.read(limit))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _tail(talk: IO[bytes]) -> str:
    """The last line of what a child said about itself."""
    size = talk.seek(0, 2)
    talk.seek(max(0, size - 2000))
    lines = talk.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else ""


def _ended(code: int, talk: str) -> IsolationError:
    """What an exit code says."""
    if code == -signal.SIGXCPU:
        return IsolationError("time", "took too much time of the processor")
    if code == -signal.SIGXFSZ:
        return IsolationError("output", "its answer is larger than allowed")
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = str(-code)
        return IsolationError("crash", f"the reading process crashed ({name})")
    said = f": {talk}" if talk else ""
    return IsolationError("crash", f"the reading process ended with code {code}{said}")
