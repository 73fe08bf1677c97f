"""The language a translation was made from, as its cover or translator's block says."""

from __future__ import annotations

import re

from herewith.algorithms.register.page import Found, Page
from herewith.algorithms.register.published import BROADCAST_LINE

__all__ = ["read_source_language"]

NAMES = {
    "russian": "ru", "english": "en", "french": "fr", "german": "de", "spanish": "es",
    "italian": "it", "portuguese": "pt", "chinese": "zh", "japanese": "ja", "arabic": "ar",
    "polish": "pl", "czech": "cs", "ukrainian": "uk", "turkish": "tr", "persian": "fa",
    "hungarian": "hu", "romanian": "ro", "korean": "ko", "vietnamese": "vi", "dutch": "nl",
    "русского": "ru", "английского": "en", "французского": "fr", "немецкого": "de",
    "испанского": "es", "китайского": "zh", "польского": "pl",
}  # fmt: skip
FROM = re.compile(
    r"\b(?:translat(?:ed|ion)\s+(?:made\s+)?from\s+(?:the\s+)?|перевод\s+с\s+)(?P<language>\w+)",
    re.I,
)
BLOCK = re.compile(r"translation|language services|\b[TR]-\d+|перевод", re.I)


def read_source_language(page: Page) -> Found[str] | None:
    """ISO 639-1 of the original, from "translated from the X" or a name under a translator's code."""
    for line in page.lines[:25]:
        if line.is_long:
            break
        heard = BROADCAST_LINE.match(line.text)
        if heard and (code := NAMES.get(heard["language"].lower())):
            return _found(line.start, heard, code, "language_of_broadcast")
        if (match := FROM.search(line.text)) and (code := NAMES.get(match["language"].lower())):
            return _found(line.start, match, code, "translated_from")
        name = re.fullmatch(r"\(?(?P<language>\w+)\)?\.?", line.text)
        code = NAMES.get(name["language"].lower()) if name else None
        if name and code and any(BLOCK.search(other.text) for other in page.lines[: line.n]):
            return _found(line.start, name, code, "language_under_translation")
    return None


def _found(start: int, match: re.Match[str], code: str, rule: str) -> Found[str]:
    return Found(code, start + match.start("language"), start + match.end("language"), rule, 0.95)
