"""Publishing a project after a run: only what the run changed is made again."""

from __future__ import annotations

from pathlib import Path

from herewith.project import open_project
from herewith.project.create import create
from herewith.site.freeze import Frozen, freeze

LETTER = """Kestport, {day} March 1951

Dear Mr. {to}:

Thank you for your letter of {cited} March. The harbour is {state} to the pilots of both coasts.

Sincerely,

{sender}
"""


def written(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def published(root: Path, name: str, *, remembering: bool) -> Frozen:
    project = open_project(root / "edition")
    project.run()
    memory = project.folder.pages if remembering else None
    return freeze(project.opener(), root / name, memory=memory)


def test_a_changed_letter_is_published_as_if_everything_were_made(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    people = ("Anna Arden", "Boris Berov", "Carl Calder", "Dora Dorin")
    for n, sender in enumerate(people):
        to = people[n - 1].split()[1]
        words = LETTER.format(day=n + 5, to=to, cited=n + 4, state="open", sender=sender)
        (box / f"letter-{n}.txt").write_text(words)
    create(tmp_path / "edition", [box])
    first = published(tmp_path, "site", remembering=True)
    assert published(tmp_path, "site", remembering=True).made == 0
    changed = box / "letter-2.txt"
    changed.write_text(changed.read_text().replace("open", "closed"))
    second = published(tmp_path, "site", remembering=True)
    published(tmp_path, "whole", remembering=False)
    assert written(tmp_path / "site") == written(tmp_path / "whole")
    assert 0 < second.written <= second.made < first.files
