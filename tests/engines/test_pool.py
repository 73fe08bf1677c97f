"""What only the process pool can get wrong: processes that die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from herewith.engines import PoolEngine
from herewith.errors import EngineError


def end_abruptly(n: int) -> int:
    if n == 3:
        os._exit(9)
    return n


def test_a_worker_that_dies_is_an_error_with_the_item_and_the_pool_recovers() -> None:
    pool = PoolEngine(1)
    try:
        with pytest.raises(EngineError, match="worker process ended unexpectedly"):
            list(pool.each(end_abruptly, [1, 2, 3, 4]))
        assert list(pool.each(end_abruptly, [5])) == [5]
    finally:
        pool.close()


def test_workers_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, time\n"
        "from herewith.engines import PoolEngine\n"
        "def pid(n):\n"
        "    time.sleep(0.05)\n"
        "    return os.getpid()\n"
        "if __name__ == '__main__':\n"
        "    pool = PoolEngine(2)\n"
        "    print(*sorted(set(pool.each(pid, range(12)))), flush=True)\n"
        "    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        workers = [int(word) for word in parent.stdout.readline().split()]
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert workers
    deadline = time.monotonic() + 60
    while any(map(_lives, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in workers if _lives(pid)] == []


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
