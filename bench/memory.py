"""Peak memory of a process that measures itself."""

from __future__ import annotations

import resource
from pathlib import Path

__all__ = ["peak"]

STATUS = Path("/proc/self/status")


def peak() -> int:
    """Peak resident memory of this process in MB, since its program was started.

    Read from `VmHWM`: `ru_maxrss` also remembers the process that started this one, which in a
    benchmark is the larger of the two.
    """
    if STATUS.is_file():
        for line in STATUS.read_text("ascii", "replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
