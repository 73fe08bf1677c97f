"""Witnesses as they are named on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.errors import UsageError
from herewith.formats.reading import read
from herewith.project.witnesses import open_witness
from herewith.sample import folder
from herewith.stages.reconstruct import reconstruct

PATH = folder() / "box" / "01-office-file.md"


def test_a_document_is_named_by_its_whole_id_or_by_what_stands_behind_its_sign() -> None:
    for document in reconstruct(read(PATH)).documents:
        behind = document.id.partition("#")[2]
        assert behind
        assert open_witness(f"{PATH}#{behind}").id == document.id
        assert open_witness(f"{PATH}#{document.id}").id == document.id


def test_a_file_whose_name_has_the_sign_is_found_before_a_document(tmp_path: Path) -> None:
    odd = tmp_path / "note#3.md"
    odd.write_bytes(PATH.read_bytes())
    behind = reconstruct(read(odd)).documents[0].id.rpartition("#")[2]
    assert open_witness(f"{odd}#{behind}").text == open_witness(f"{PATH}#{behind}").text


def test_a_document_that_is_not_there_is_misuse() -> None:
    with pytest.raises(UsageError, match="nobody"):
        open_witness(f"{PATH}#nobody")
    with pytest.raises(UsageError, match="no such file"):
        open_witness("nowhere.md#letter")
