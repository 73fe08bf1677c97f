"""Every command of the tutorial runs, in order, in an empty folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from herewith.cli.main import herewith

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"

SAID = {
    "reconstruct": ("page 3", "tranquility"),
    "register": ("1959-03-13", "Vorokhoff"),
    "compare": ("March 26", "ready", "struck"),
    "quotes": ("altered", "elided"),
    "explain": ("05-sarn-volume.xml:", "dateline"),
}
"""Words that the output of a verb must have for the tutorial to be true."""


def test_every_command_of_the_tutorial_does_what_the_tutorial_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^    \$ herewith (.+)$", TUTORIAL.read_text("utf-8"), re.M)
    assert len(commands) >= 10
    last = ""
    for command in commands:
        words = shlex.split(command)
        done = CliRunner().invoke(herewith, words, catch_exceptions=False)
        assert done.exit_code in (0, 1), f"{command}: {done.output}"
        for said in SAID.get(words[0], ()):
            assert said in done.output, f"{command} does not say {said}"
        last = done.output if words[0] == "explain" else last
    assert "accepted" in last
    assert "agrees with the original" in last
    assert (tmp_path / "sarn-pages" / "index.html").is_file()
