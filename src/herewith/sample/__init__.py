"""The built-in sample collection: an invented crisis over an invented strait.

Two invented states, Calmere (which writes English) and Vereslavia (which
writes Russian), quarrel in February and March 1959 over the island of Skerra.
Every word was written for this sample; the people, places, ships, treaties and
file numbers do not exist. `docs/sample.md` tells the story and says which
trouble of real archives stands in which file.

Shape of the folder: `box/` holds the delivered files (plain text, Markdown as
OCR programs write it, TEI P5), `authorities/` the editors' lists of people,
offices, places and terms.
"""

from importlib import resources
from pathlib import Path

__all__ = ["folder"]


def folder() -> Path:
    """Return the folder that holds `box/` and `authorities/` of the sample.

    Returns:
        A folder on disk; its files are package data and must not be written to.

    Blind spot:
        A package imported from inside a ZIP file has no folder on disk; the
        path returned then does not exist.

    >>> sorted(entry.name for entry in folder().iterdir() if entry.suffix == "")
    ['authorities', 'box']
    """
    return Path(str(resources.files(__name__)))
