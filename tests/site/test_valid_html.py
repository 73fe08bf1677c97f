"""The pages are valid HTML by the checker of the W3C (vnu), and so are hostile texts in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from herewith.site.freeze import freeze
from tests.site.editions import hostile
from tests.site.test_exchange import edition as exchange

pytestmark = pytest.mark.vnu

VNU = Path(sys.prefix) / "validators/node_modules/vnu-jar/build/dist/vnu.jar"


def faults(*folders: Path) -> list[str]:
    """Everything the checker calls an error."""
    command = ["java", "-jar", str(VNU), "--errors-only", "--format", "json", "--skip-non-html"]
    done = subprocess.run([*command, *map(str, folders)], capture_output=True, check=False)
    told = json.loads(done.stderr)["messages"]
    return sorted(
        f"{one['url'].rpartition('/site/')[2]}:{one.get('lastLine')}: {one['message']}"
        for one in told
    )


def test_every_page_is_valid_html(frozen: Path) -> None:
    assert faults(frozen) == []


def test_hostile_texts_leave_the_pages_valid(tmp_path: Path) -> None:
    freeze(hostile, tmp_path / "hostile" / "site")
    freeze(exchange, tmp_path / "exchange" / "site")
    assert faults(tmp_path) == []


def test_the_checker_finds_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><title>x</title><p><b>open", "utf-8")
    assert any("b" in fault for fault in faults(tmp_path))
