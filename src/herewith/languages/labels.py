"""Labels that stand before the fields of a memorandum, telegram or record of conversation."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["label_of"]

LANGUAGES = ("english", "russian")


def label_of(line: str) -> tuple[str, int] | None:
    """The field that a line labels and the offset of what stands behind the label.

    >>> label_of("SUBJECT: Berlin"), label_of("Subject matter of the talks")
    (('subject', 9), None)
    >>> label_of("MEMORANDUM FOR THE PRESIDENT"), label_of("TO")
    (('to', 15), ('to', 2))
    """
    match = _pattern().match(line)
    if match is None:
        return None
    name = match.lastgroup or ""
    return name.split("_")[0], match.end()


@cache
def _pattern() -> re.Pattern[str]:
    strong: dict[str, list[str]] = {}
    colon: dict[str, list[str]] = {}
    for language in LANGUAGES:
        path = files("herewith.languages") / language / "labels.toml"
        table = tomllib.loads(path.read_text("utf-8"))
        for name, words in table["strong"].items():
            strong.setdefault(name, []).extend(words)
        for name, words in table["colon"].items():
            colon.setdefault(name, []).extend(words)
    parts = []
    for number, (name, words) in enumerate(strong.items()):
        parts.append(
            rf"(?P<{name}_s{number}>(?:{_either(words)})\s*(?:[:;.]-?\s*|$|\s(?=[^a-zа-я]{{2}}|[A-Z][a-z]+\.?\s[A-Z])|\t))"
        )
    for number, (name, words) in enumerate(colon.items()):
        parts.append(rf"(?P<{name}_c{number}>(?i:{_either(words)})\s*:\s*)")
    return re.compile(r"[\s|*_#>]*(?:" + "|".join(parts) + ")")


def _either(words: list[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
