"""The stylesheet, the script and the sign of the site, as they are sent."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

__all__ = ["MEDIA_TYPES", "asset", "compact"]

MEDIA_TYPES = {
    "herewith.css": "text/css; charset=utf-8",
    "drawing.css": "text/css; charset=utf-8",
    "print.css": "text/css; charset=utf-8",
    "herewith.js": "text/javascript; charset=utf-8",
    "herewith.svg": "image/svg+xml",
}


@cache
def asset(name: str) -> bytes:
    """Bytes of a file of `MEDIA_TYPES`; the stylesheet is sent without comments and spare space."""
    data = files("herewith.site").joinpath("static", name).read_bytes()
    return compact(data.decode()).encode() if name.endswith(".css") else data


def compact(css: str) -> str:
    """A stylesheet without comments and white space that means nothing.

    Blind spot:
        Strings in our stylesheet hold no braces, semicolons, commas or angles; others' might.

    >>> compact("a { color: red; /* why */ }  b, i > u { margin: 0 }")
    'a{color:red}b,i>u{margin:0}'
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css).replace(";}", "}")
    return re.sub(r"(?<=[a-z-]): ", ":", css).strip()
