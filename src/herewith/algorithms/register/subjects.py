"""What a paper says it is about: its subject line."""

from __future__ import annotations

from herewith.algorithms.register.page import Found, Page

__all__ = ["read_subject"]


def read_subject(page: Page) -> Found[str] | None:
    """The labelled subject, its lines joined; nothing where there is no label."""
    lines = page.values("subject")
    if not lines:
        return None
    value = " ".join(line.text for line in lines).strip()
    if len(value) < 3 or len(value) > 400:
        return None
    return Found(value, lines[0].start, lines[-1].end, "labelled_subject", 0.95)
