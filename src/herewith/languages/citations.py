"""How editions in a language cite volumes and documents: its table `<language>/citations.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from herewith.languages.references import LANGUAGES

__all__ = ["CitationWords", "citation_words"]


@dataclass(frozen=True, slots=True)
class CitationWords:
    """The table of one language. Single words are regular expressions without groups.

    `between` are expressions that may stand between a volume and what is cited from it;
    `headings` the first words of a document's heading, `parts` those of a part of a document;
    `titles` stand before names; `office_ends` end the name of an office in a list of persons.
    """

    volume: str
    part: str
    document: str
    note: str
    page: str
    same: str
    series: str
    supplement: str
    before: str
    after: str
    inside: str
    between: tuple[str, ...]
    months: tuple[str, ...]
    headings: str
    parts: str
    titles: tuple[str, ...]
    office_ends: frozenset[str]
    later: frozenset[str]


@cache
def citation_words(language: str | None) -> CitationWords:
    """The table of a language; that of English for a language without one.

    >>> citation_words("en").months[9], citation_words("ru").months[9]
    ('October', 'октября')
    """
    folder = LANGUAGES.get(language or "en", LANGUAGES["en"])
    path = files("herewith.languages") / folder / "citations.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    lists = {"between": tuple, "months": tuple, "titles": tuple}
    sets = {"office_ends": frozenset, "later": frozenset}
    made = {key: {**lists, **sets}.get(key, str)(value) for key, value in data.items()}
    return CitationWords(**made)
