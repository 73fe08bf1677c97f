"""The strip at the foot of a reading-room page: the way to the desk, or what a preview is."""

from __future__ import annotations

from herewith.site.addresses import parse
from herewith.site.editing.rendering import desk_link
from herewith.site.rendering import rendered

__all__ = ["preview_strip", "reader_strip", "strip"]

END = b"</body>"


def strip(body: bytes, foot: str) -> bytes:
    """A page with a strip before its end; what is no page is left as it is."""
    head, found, tail = body.rpartition(END)
    return head + foot.encode("utf-8", "replace") + found + tail if found else body


def reader_strip(locale: str, address: str) -> str:
    """For editors and readers who have signed in: the desk, and the questions about this page."""
    known = parse(address.removesuffix(".html")) is not None
    about = desk_link(locale, "about", page=address) if known else ""
    return _made(locale, "reader", desk_link(locale, ""), about)


def preview_strip(locale: str, preview: str, path: str) -> str:
    """On a page as decisions that are not written would make it."""
    return _made(locale, "preview", desk_link(locale, f"preview/{preview}"), f"/{path}")


def _made(locale: str, what: str, desk: str, other: str) -> str:
    context = {"locale": locale, "what": what, "desk": desk, "other": other}
    return rendered("desk_strip.html", context, locale)
