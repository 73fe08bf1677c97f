"""The invented box of the small project, and ways to look at what a run left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.project.small_stages import small

from herewith.project import Project, RunReport, create, open_project

BOX = {
    "from-the-capital.txt": (
        "march-11: Mr. Chairman, our ships will wait outside the strait.\n"
        "march-13: We have received no answer to our letter.\n"
    ),
    "from-the-coast.txt": "march-17: Господин Президент, наши корабли не войдут в пролив.\n",
}


@dataclass(frozen=True)
class Small:
    root: Path
    box: Path

    def open(self, **flags: object) -> Project:
        given = {key.replace("_", "."): value for key, value in flags.items()}
        return open_project(self.root, stages=small(), flags=given)

    def run(self, **flags: object) -> RunReport:
        return self.open(**flags).run()

    def worked(self, report: RunReport) -> dict[str, int]:
        return {stage.name: stage.done for stage in report.stages}

    def records(self) -> dict[str, bytes]:
        """Every file of work/ that must be the same bytes whenever the box is the same."""
        work = self.root / "work"
        return {
            str(path.relative_to(work)): path.read_bytes() for path in sorted(work.rglob("*.jsonl"))
        }

    def settings(self, text: str) -> None:
        path = self.root / "herewith.toml"
        path.write_text(path.read_text("utf-8") + text, "utf-8")


def run_without_ocr(root: Path) -> Project:
    """A project `edition` over the folder `box` beside it, run without recognition of images."""
    create(root / "edition", [root / "box"])
    settings = root / "edition" / "herewith.toml"
    settings.write_text(settings.read_text() + "\n[stage.read]\nocr = false\n")
    project = open_project(root / "edition")
    project.run()
    return project
