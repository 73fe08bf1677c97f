"""A page that was captured twice: each capture can be called as a witness by itself."""

from __future__ import annotations

from herewith.formats.reading import read
from herewith.project.collating import collate_files
from herewith.project.witnesses import open_witness
from herewith.sample import folder
from herewith.stages.reconstruct import reconstruct

PATH = folder() / "box" / "01-office-file.md"


def test_both_captures_of_a_page_are_opened_as_they_were_delivered() -> None:
    text = read(PATH).text
    found = reconstruct(read(PATH)).duplicates
    assert found
    for duplicate in found:
        name = duplicate.id.rpartition("/")[2]
        kept, other = open_witness(f"{PATH}#{name}.kept"), open_witness(f"{PATH}#{name}")
        assert kept.text.startswith(text[slice(*duplicate.kept)])
        assert other.text.startswith(text[slice(*duplicate.other)])
        assert text[slice(*other.place(0, 4)[1:])] == other.text[:4]


def test_the_captures_differ_where_reconstruction_says_they_do() -> None:
    for duplicate in reconstruct(read(PATH)).duplicates:
        name = duplicate.id.rpartition("/")[2]
        made = collate_files([f"A={PATH}#{name}.kept", f"B={PATH}#{name}"], base="A").made
        said = {(kept, other) for kept, other in duplicate.differences}
        found = {tuple(r.text for r in v.readings) for v in made.variations}
        assert said <= found
