"""Projects that the tests of exports share: the built-in sample, and the real box where it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from herewith.decisions.authorities import read_authorities
from herewith.formats.edition_lines import More
from herewith.model.collation import Item
from herewith.model.document import Document, DocumentId
from herewith.project import Project, create, open_project
from herewith.project.demo import make_demo
from herewith.store import SqliteEdition

VOLUME = "frus1961-63v06"


@dataclass(frozen=True)
class Held:
    """A project that was run, and what tests ask of it."""

    project: Project

    @property
    def edition(self) -> SqliteEdition:
        return self.project.edition()

    @property
    def authorities(self) -> dict[str, tuple[object, ...]]:
        return dict(read_authorities(self.project.folder.authorities)[0])

    def documents(self, item: Item) -> list[Document]:
        """The documents of an item's witnesses, each once, in the order of the witnesses."""
        names: dict[DocumentId, None] = dict.fromkeys(w.document for w in item.witnesses)
        return [d for name in names if (d := self.edition.document(name)) is not None]

    def more(self) -> More:
        edition = self.edition
        return {"statements": [edition.statement(name) for name in edition.statement_ids()]}


def sample_project(folder: Path) -> Held:
    make_demo(folder)
    open_project(folder).run()
    project = open_project(folder)
    statement = next(s for s in project.edition().statement_ids() if s.endswith("/place"))
    from datetime import date

    project.decide(statement, "accept", by="E. Brook", on=date(1990, 1, 31), because="the seal")
    project.run()
    return Held(open_project(folder))


def real_project(folder: Path, material: Path) -> Held:
    create(folder, [material / "boxes" / "cuba-1962", material / "frus" / f"{VOLUME}.xml"])
    open_project(folder).run()
    return Held(open_project(folder))
