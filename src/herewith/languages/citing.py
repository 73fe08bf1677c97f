"""The words of citations in one language, from its table `<language>/citing.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["CitingWords", "citing_words"]

FOLDERS = {"en": "english", "ru": "russian"}


@dataclass(frozen=True, slots=True)
class CitingWords:
    """The table of one language; `patterns` are format strings, named as in the file."""

    language: str
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    kinds: Mapping[str, str]
    roles: Mapping[str, str]
    patterns: Mapping[str, str]


@cache
def citing_words(language: str) -> CitingWords:
    """The table of a language.

    Raises:
        KeyError: if there is no table for it; there are `en` and `ru`.

    >>> citing_words("ru").kinds["note verbale"]
    'вербальная нота'
    """
    path = files("herewith.languages") / FOLDERS[language] / "citing.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    patterns = {name: value for name, value in data.items() if isinstance(value, str)}
    return CitingWords(
        language,
        tuple(data["months"]),
        tuple(data["months_alone"]),
        data["kinds"],
        data["roles"],
        patterns,
    )
