"""Spark Connect: a server that somebody else started gives the same answer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contracts.test_tables import collection

__all__ = ["collection"]  # the fixture

START = 120
"""Seconds that a server may take to start on a busy machine."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on loopback, started for these tests."""
    pyspark = pytest.importorskip("pyspark")
    home = Path(pyspark.__file__).parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = tmp_path_factory.mktemp("server")
    settings = {
        "spark.connect.grpc.binding.port": str(port),
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
    }
    command = [
        *(str(home / "bin" / "spark-submit"), "--master", "local[2]"),
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *(word for key, value in settings.items() for word in ("--conf", f"{key}={value}")),
        "spark-internal",
    ]
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    with (place / "log").open("wb") as log:
        running = subprocess.Popen(
            command, cwd=place, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _wait(port, running, place / "log")
        yield f"sc://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until:
        if running.poll() is not None:
            break
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    pytest.fail(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


def printed(texts: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """What the command prints. A process of its own: a session of Spark Connect bars others."""
    command = [sys.executable, "-m", "herewith", "reuse", "--texts", str(texts), "--json"]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    return subprocess.run(
        [*command, "--most-texts", "12", *more],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.mark.spark
def test_a_server_of_spark_connect_prints_the_same_bytes(
    collection: Path, server: str, tmp_path: Path
) -> None:
    asked = ("--engine", "spark", "--spark-master", server, "--work", str(tmp_path / "work"))
    expected, found = printed(collection), printed(collection, *asked)
    assert expected.stdout.count("\n") > 20
    assert found.stdout == expected.stdout
    assert "CANNOT_MODIFY" not in found.stderr
