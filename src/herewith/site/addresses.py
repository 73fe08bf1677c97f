"""Addresses of pages: how an id becomes a path, how a path becomes a route, and back.

An address is relative to the edition and has no language: `letter/1957-05-03-a-b.html#s-1`.
The page in English stands at `en/` + address, the one in Russian at `ru/` + address, and the
page record as JSON at the address itself with `.json`. Paths are the same on the served and on
the frozen site; nothing is looked up to read them, so that an address lasts as long as the id.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

__all__ = [
    "ASSETS",
    "IMAGES",
    "Route",
    "decode_id",
    "encode_id",
    "image_address",
    "page_address",
    "parse",
    "parse_image",
    "relative",
]

ASSETS = "assets"
"""Folder of the stylesheet and the script, beside the folders of the languages."""

IMAGES = "images"
"""Folder of the images of pages, beside the folders of the languages."""

CHUNK = 100
"""Longest path segment we make, in characters: file systems allow 255 bytes."""

_PLAIN = re.compile(r"[^\W_A-Z]|[.,+_-]", re.UNICODE)

_KEYED = (
    "letter",
    "document",
    "facing",
    "collation",
    "comparison",
    "source",
    "explain",
    "person",
    "place",
    "office",
    "exchange",
    "sharing",
)
_SINGLE = (
    *("index", "holdings", "attested", "completeness", "references", "exchanges", "people"),
    *("shared", "contradictions", "releases", "quotations"),
    *("search", "about", "versions", "patterns", "404"),
)


@dataclass(frozen=True, slots=True)
class Route:
    """One page of the edition: its kind, the id it is about, and the part of a long list.

    `kind` is one of `index`, `register`, `letter`, `document`, `facing`, `collation`,
    `comparison`, `holdings`, `source`, `attested`, `completeness`, `references`, `exchanges`,
    `exchange`, `shared`, `sharing`, `contradictions`, `releases`, `quotations`, `people`,
    `person`, `place`, `office`, `search`, `explain`, `about`, `versions`, `patterns`, `404`. For
    `register` the key is
    `<facet>:<value>` or empty, and `sort` names the column.
    `part` counts from 1.
    """

    kind: str
    key: str = ""
    sort: str = ""
    part: int = 1


KEPT = 1 << 14
"""Addresses kept at hand: every page names some, many of them again and again."""


@lru_cache(KEPT)
def encode_id(value: str) -> str:
    """An id as path segments that every file system and address bar keeps apart.

    Letters stay, except that a capital `A` becomes `~a` (file systems that ignore case), and
    other characters become `~0` + hexadecimal + `~`. A slash stays a slash. Long segments are
    cut in chunks that end in `~-`.

    >>> encode_id("1957-05-03-veresov-halden"), encode_id("Box#d66"), encode_id("a/date/12")
    ('1957-05-03-veresov-halden', '~box~023~d66', 'a/date/12')
    """
    return "/".join(_segment(part) for part in value.split("/"))


def _segment(value: str) -> str:
    out = []
    for place, char in enumerate(value):
        if char == "." and place == 0:
            out.append("~02e~")
        elif _PLAIN.match(char):
            out.append(char)
        elif "A" <= char <= "Z":
            out.append("~" + char.lower())
        else:
            out.append(f"~0{ord(char):x}~")
    joined: list[str] = []
    line = ""
    for token in out:
        if len(line) + len(token) > CHUNK:
            joined.append(line + "~-")
            line = ""
        line += token
    return "/".join([*joined, line]) if line or joined else "~~"


def decode_id(path: str) -> str:
    """The id that `encode_id` made a path of.

    Raises:
        ValueError: if the path was not made by `encode_id`.

    >>> decode_id("~box~023~d66")
    'Box#d66'
    """
    joined = path.replace("~-/", "")
    value = "/".join(_unsegment(part) for part in joined.split("/"))
    if encode_id(value) != path:
        raise ValueError(f"not an address of ours: {path!r}")
    return value


def _unsegment(part: str) -> str:
    if part == "~~":
        return ""

    def back(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        return match[2].upper()

    return re.sub(r"~0([0-9a-f]+)~|~([a-z])", back, part)


@lru_cache(KEPT)
def page_address(route: Route, extension: str = ".html") -> str:
    """The address of a route.

    >>> page_address(Route("register", "language:ru", "sender", 2))
    'register/language/ru.by-sender.part-2.html'
    """
    tail = f".by-{route.sort}" if route.sort else ""
    tail += f".part-{route.part}" if route.part > 1 else ""
    if route.kind == "register":
        facet, _, value = route.key.partition(":")
        stem = f"register/{facet}/{encode_id(value)}" if facet else "register/all"
        if stem == "register/all" and not tail:
            stem = "index"
    elif route.kind in _KEYED and route.key:
        stem = f"{route.kind}/{encode_id(route.key)}"
    else:
        stem = route.kind
    return f"{stem}{tail}{extension}"


_TAIL = re.compile(
    r"^(?P<stem>.+?)(?:\.by-(?P<sort>[a-z]+))?(?:\.part-(?P<part>[1-9][0-9]{0,5}))?$"
)


def parse(address: str) -> Route | None:
    """The route of an address without its extension; `None` if no page can stand there.

    >>> parse("letter/1957-05-03-a-b")
    Route(kind='letter', key='1957-05-03-a-b', sort='', part=1)
    >>> parse("letter/") is None
    True
    """
    match = _TAIL.match(address)
    if match is None:
        return None
    sort, part = match["sort"] or "", int(match["part"] or 1)
    kind, _, rest = match["stem"].partition("/")
    route = _route(kind, rest, sort, part)
    if route is None or page_address(route, "") != address:
        return None
    return route


def _route(kind: str, rest: str, sort: str, part: int) -> Route | None:
    if not rest and kind in _SINGLE:
        return Route("register") if kind == "index" else Route(kind, "", sort, part)
    if not rest:
        return None
    try:
        if kind == "register":
            if rest == "all":
                return Route(kind, "", sort, part)
            facet, _, value = rest.partition("/")
            return Route(kind, f"{facet}:{decode_id(value)}", sort, part) if value else None
        if kind in _KEYED:
            return Route(kind, decode_id(rest), sort, part)
    except (ValueError, OverflowError):
        return None
    return None


def image_address(source: str, n: int, ending: str) -> str:
    """The path of the image of a page of a source, from the site's root.

    >>> image_address("Box 1", 3, "png")
    'images/~box~020~1/3.png'
    """
    return f"{IMAGES}/{encode_id(source)}/{n}.{ending}"


_IMAGE_NAME = re.compile(r"([1-9][0-9]{0,6})\.([a-z]{3,4})")


def parse_image(path: str) -> tuple[str, int, str] | None:
    """Source, number of the page and ending of the path of an image; `None` if it is none.

    >>> parse_image("images/~box~020~1/3.png")
    ('Box 1', 3, 'png')
    >>> parse_image("images/a/../3.png") is None
    True
    """
    stem, _, name = path.removeprefix(f"{IMAGES}/").rpartition("/")
    found = _IMAGE_NAME.fullmatch(name)
    try:
        return (decode_id(stem), int(found[1]), found[2]) if found and stem else None
    except (ValueError, OverflowError):
        return None


@lru_cache(KEPT)
def relative(target: str, base: str) -> str:
    """A relative reference from the page at path `base` to `target` (both from the site's root).

    A target may carry a fragment. Characters outside ASCII are percent-encoded.

    >>> relative("en/letter/a.html#s-1", "en/register/all.by-kind.html")
    '../letter/a.html#s-1'
    >>> relative("en/letter/a.html#s-1", "en/letter/a.html")
    '#s-1'
    """
    path, mark, fragment = target.partition("#")
    if path in ("", base):
        name = "" if mark else posixpath.basename(base)
    else:
        name = _from(posixpath.dirname(base), path)
    return quote(name, safe="/~.,+-_") + (mark + quote(fragment, safe="~.,-_") if mark else "")


def _from(folder: str, path: str) -> str:
    """The way from a folder to a path, both from the site's root."""
    here, there = folder.split("/") if folder else [], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]])
