"""What a paper says it is about: its subject line."""

from __future__ import annotations

import re

from herewith.algorithms.register.page import Found, Page
from herewith.languages.titles import salutation_of

__all__ = ["read_subject"]

ABOUT = re.compile(r"^(?:О|Об|Обо|По\s+вопросу|К\s+вопросу)\s+[а-яё«][^.!?]{5,160}$")
"""The line over the salutation that says, in Russian papers, what they are about."""


def read_subject(page: Page) -> Found[str] | None:
    """The labelled subject, its lines joined; in a Russian letter the line "О …" at its head."""
    lines = page.values("subject")
    if not lines:
        return _about(page)
    value = " ".join(line.text for line in lines).strip()
    if len(value) < 3 or len(value) > 400:
        return None
    return Found(value, lines[0].start, lines[-1].end, "labelled_subject", 0.95)


def _about(page: Page) -> Found[str] | None:
    """A short line that begins with "О" and stands alone before the text."""
    if page.language != "ru":
        return None
    for line in page.lines[: min(page.body_from + 1, 20)]:
        if line.is_long or salutation_of(line.text):
            return None
        if ABOUT.match(line.text) and page.follows_blank(line):
            return Found(line.text, line.start, line.end, "subject_line", 0.85)
    return None
