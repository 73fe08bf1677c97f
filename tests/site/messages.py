"""Every message of the interface, as templates and lists have it."""

from __future__ import annotations

from importlib.resources import files

from herewith.site.labels import LABELS
from herewith.site.rendering import environment


def messages() -> dict[str, str]:
    """Singular and plural (or an empty text) of every message."""
    found: dict[str, str] = {"about %(date)s": ""}
    made = environment()
    for file in sorted(files("herewith.site").joinpath("templates").iterdir(), key=str):
        for _, _, message in made.extract_translations(file.read_text("utf-8")):
            if isinstance(message, tuple):
                found[message[0]] = message[1] or ""
            else:
                found.setdefault(message, "")
    for labels in LABELS.values():
        for words in labels.values():
            found.setdefault(words, "")
    return found
