"""Streams of page images in a project: said in a statement, undone by a decision, shown by page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.formats.making import picture
from tests.project.helpers import run_without_ocr

from herewith.project.project import Project


def opened(root: Path) -> Project:
    (root / "box" / "minutes").mkdir(parents=True)
    for n in (1, 2, 10):
        picture([f"Page {n}"]).resize((60, 40)).save(root / "box" / "minutes" / f"page{n}.png")
    return run_without_ocr(root)


def test_editors_take_a_stream_apart_and_put_it_together_again(tmp_path: Path) -> None:
    project = opened(tmp_path)
    (stream,) = project.edition().sources()
    assert stream.path == "minutes/page[n].png"
    names = [f"minutes/page{n}.png" for n in (1, 2, 10)]
    assert [file.path for file in stream.files] == names
    target = f"{stream.id}/stream"
    decision = project.decide(
        target, "reject", by="EB", because="three papers", on=date(1990, 1, 2)
    )
    project.run()
    edition = project.edition()
    assert [source.path for source in edition.sources()] == sorted(names)
    statement = edition.statement(target)
    assert statement is not None
    assert (statement.status, statement.value) == ("rejected", names)
    project.undo(decision.id, by="EB", on=date(1990, 1, 3))
    project.run()
    assert [source.path for source in project.edition().sources()] == [stream.path]


def test_every_page_of_a_stream_shows_its_own_image(tmp_path: Path) -> None:
    project = opened(tmp_path)
    edition = project.edition()
    (stream,) = edition.sources()
    shown = [edition.image_bytes(stream.id, n) for n in (1, 2, 3)]
    delivered = [(tmp_path / "box" / "minutes" / f"page{n}.png").read_bytes() for n in (1, 2, 10)]
    assert shown == delivered
    noted = (tmp_path / "edition" / "work" / "files.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in noted] == [
        "minutes/page1.png",
        "minutes/page10.png",
        "minutes/page2.png",
    ]


def test_a_page_more_leaves_the_stream_its_id(tmp_path: Path) -> None:
    project = opened(tmp_path)
    (before,) = project.edition().sources()
    picture(["Page 11"]).resize((60, 40)).save(tmp_path / "box" / "minutes" / "page11.png")
    project.run()
    (after,) = project.edition().sources()
    assert (after.id, len(after.files)) == (before.id, 4)
