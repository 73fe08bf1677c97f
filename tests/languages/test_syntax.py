"""The parser of natasha: its models come with it, another folder may be named, nothing is fetched."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from herewith.errors import UsageError
from herewith.languages.syntax import open_syntax

INSTALLED = all(find_spec(name) for name in ("natasha", "navec", "slovnet"))


def test_subject_and_object_are_told_or_the_extra_is_named() -> None:
    if not INSTALLED:
        with pytest.raises(UsageError, match="ner"):
            open_syntax("natasha")
        return
    parser = open_syntax("natasha")
    arcs = parser.parse(["Египет", "поддержал", "Йемен", "."])
    assert [arc.relation for arc in arcs] == ["nsubj", "root", "obj", "punct"]
    assert [arc.head for arc in arcs] == [1, -1, 1, 1]
    assert parser.fingerprint.startswith("natasha-")


def test_another_parser_is_not_known() -> None:
    with pytest.raises(UsageError, match="known is: natasha"):
        open_syntax("parsey")


def test_a_folder_without_models_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no model" if INSTALLED else "ner"):
        open_syntax(f"natasha:{tmp_path}")
