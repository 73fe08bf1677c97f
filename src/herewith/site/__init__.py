"""The reading room: page records, templates, server and freezer.

It sees only the `Edition` protocol. `ReadingRoom(edition)` serves it, `freeze(opener, folder)`
writes it as files; both ask one `Router`.
"""

from herewith.site.router import Response, Router

__all__ = ["Response", "Router"]
