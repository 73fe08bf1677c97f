"""Where things lie in a project folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["FORMAT", "Folder", "record_file"]

FORMAT = 1
"""Format number of project folders that this program writes; it refuses newer ones."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths of a project folder. Only `work`, `site` and `exports` can be thrown away."""

    root: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.root / "herewith.toml"

    @property
    def box(self) -> Path:
        """Where delivered files lie if they were copied into the project."""
        return self.root / "box"

    @property
    def decisions(self) -> Path:
        """The editors' decisions files."""
        return self.root / "decisions"

    @property
    def authorities(self) -> Path:
        """The editors' authority files."""
        return self.root / "authorities"

    @property
    def log(self) -> Path:
        """The log folder: what happened, and ids that were given."""
        return self.root / "log"

    @property
    def events(self) -> Path:
        """The registry log."""
        return self.log / "events.jsonl"

    @property
    def ids(self) -> Path:
        """Ids given once and kept."""
        return self.log / "ids.jsonl"

    @property
    def versions(self) -> Path:
        """The versions that were published, one line each."""
        return self.log / "versions.jsonl"

    @property
    def work(self) -> Path:
        """Everything that a run can make again."""
        return self.root / "work"

    @property
    def records(self) -> Path:
        """Records as JSON Lines, one file for each kind."""
        return self.work / "records"

    @property
    def statements(self) -> Path:
        """Statements as JSON Lines, one file for each stage."""
        return self.work / "statements"

    @property
    def lexicons(self) -> Path:
        """What the box taught of words, one file for every two languages."""
        return self.work / "lexicons"

    @property
    def problems(self) -> Path:
        """The problems of the last run."""
        return self.work / "problems.jsonl"

    @property
    def activities(self) -> Path:
        """The stages of the last run with their digests."""
        return self.work / "activities.jsonl"

    @property
    def edition(self) -> Path:
        """The database that answers questions; made from the JSON Lines."""
        return self.work / "edition.sqlite"

    @property
    def pages(self) -> Path:
        """What the last publication made its pages from, so that the next makes only what changed."""
        return self.work / "pages.json"

    @property
    def cache(self) -> Path:
        """Outcomes of units of work by digest; speeds up the next run and resumes this one."""
        return self.work / "cache.sqlite"

    @property
    def unpacked(self) -> Path:
        """Members of the box's archives, one folder for each archive, named by its digest."""
        return self.work / "unpacked"

    @property
    def files(self) -> Path:
        """Where the files of the boxes lie on this machine, for those who show their pages."""
        return self.work / "files.jsonl"

    @property
    def images(self) -> Path:
        """Images of pages that were drawn, one folder for each file, named by its digest."""
        return self.work / "images"

    @property
    def last_run(self) -> Path:
        """What the last complete run was made from, and what it counted."""
        return self.work / "run.json"

    @property
    def failures(self) -> Path:
        """Faults of the program itself in the last run, in full."""
        return self.work / "failures.log"

    @property
    def run_lock(self) -> Path:
        """Held while a run is at work."""
        return self.work / ".lock"

    @property
    def site(self) -> Path:
        """The frozen reading room."""
        return self.root / "site"

    @property
    def exports(self) -> Path:
        """What was exported."""
        return self.root / "exports"


def record_file(kind: str) -> str:
    """The file name of a kind of record.

    >>> record_file("RegisterEntry")
    'register_entry.jsonl'
    """
    words = "".join(f"_{c.lower()}" if c.isupper() else c for c in kind).lstrip("_")
    return f"{words}.jsonl"
