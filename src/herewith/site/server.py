"""The reading room on this machine: the router behind Starlette and uvicorn.

One thread answers: a page takes a few milliseconds, and those asked for again are kept until a
run or a decision changes the edition. Only this machine can reach it, and only under its own names: a page of another
site that resolves its name to 127.0.0.1 is refused.
"""

from __future__ import annotations

import socket
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from hashlib import sha256
from urllib.parse import parse_qsl, quote, unquote

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response as HttpResponse
from starlette.routing import Route as HttpRoute
from starlette.types import ASGIApp

from herewith.errors import StoreError, UsageError
from herewith.formats.certificates import STYLE
from herewith.model.edition import Edition
from herewith.site.index import EditionIndex, Publication
from herewith.site.router import Response, Router

__all__ = [
    "HEADERS",
    "HOST",
    "NAMES",
    "PORT",
    "Pages",
    "ReadingRoom",
    "answered",
    "application",
    "named_otherwise",
]

PORT = 8462
"""Port asked for first."""

TRIED = 50
"""Ports tried in a row before giving up."""

HOST = "127.0.0.1"
NAMES = frozenset((HOST, "localhost"))

STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
"""Certificates are whole by themselves: their one style sheet is allowed by its digest."""

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        f"object-src 'none'; style-src 'self' 'sha256-{STYLE_HASH}'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}
"""Sent with every answer."""


KEPT = 64 * 1024 * 1024
"""Bytes of pages kept for the next reader."""


class Pages:
    """Answers for addresses, of the edition as it is now.

    Pages are kept while the edition stands still; after a run or a decision everything is made
    anew. An edition that turns out to be damaged is opened anew by `mended`, if that is given, and
    asked again.
    """

    def __init__(
        self,
        edition: Edition,
        mended: Callable[[], Edition] | None = None,
        publication: Publication | None = None,
    ) -> None:
        self.edition = edition
        self.publication = publication or Publication.served()
        self._mended = mended
        self._state: str | None = None
        self._router = Router(EditionIndex(edition, self.publication))
        self._kept: OrderedDict[tuple[str, tuple[tuple[str, str], ...]], Response] = OrderedDict()
        self.kept_bytes = 0

    def answer(self, path: str, query: Mapping[str, str]) -> Response:
        """What stands at a path.

        Raises:
            StoreError: if the edition is damaged and cannot be made again.
        """
        try:
            return self._answer(path, query)
        except StoreError:
            if self._mended is None:
                raise
            self.edition = self._mended()
            self._state = None
            return self._answer(path, query)

    def _answer(self, path: str, query: Mapping[str, str]) -> Response:
        state = self.edition.state()
        if state != self._state:
            self._state = state
            self._router = Router(EditionIndex(self.edition, self.publication))
            self._kept.clear()
            self.kept_bytes = 0
        key = path, tuple(sorted(query.items()))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = self._router.respond(path, query)
        if made.status == 200:
            self._kept[key] = made
            self.kept_bytes += len(made.body)
            while self.kept_bytes > KEPT:
                self.kept_bytes -= len(self._kept.popitem(last=False)[1].body)
        return made


def application(
    edition: Edition,
    mended: Callable[[], Edition] | None = None,
    publication: Publication | None = None,
) -> Starlette:
    """The pages of an edition as an ASGI application; `mended` as in `Pages`."""
    pages = Pages(edition, mended, publication)

    async def answer(request: Request) -> HttpResponse:
        try:
            return named_otherwise(request, NAMES) or answered(pages, request)
        except StoreError as error:
            return HttpResponse(f"The edition cannot be read: {error}\n", 503, HEADERS)

    return Starlette(routes=[HttpRoute("/{path:path}", answer, methods=["GET", "HEAD"])])


def named_otherwise(request: Request, names: Collection[str]) -> HttpResponse | None:
    """The refusal of a request that calls this server by a name not its own; `None` if it does not.

    A page of another site whose name leads to this machine is refused so.
    """
    host = request.headers.get("host", "")
    if (host.rpartition(":")[0] or host) in names:
        return None
    return HttpResponse("This server answers to its own name only.\n", 421, HEADERS)


def answered(pages: Pages, request: Request, path: str | None = None) -> HttpResponse:
    """What stands at the path of a request, or at another path of the site."""
    if path is None:
        path = unquote(request.scope["raw_path"].decode("ascii", "replace")).lstrip("/")
    try:
        pairs = parse_qsl(
            request.url.query, keep_blank_values=True, errors="strict", max_num_fields=10
        )
    except ValueError:
        pairs = [("", "")]
    query = dict(pairs)
    if len(query) < len(pairs):
        query[""] = ""
    made = pages.answer(_with_index(path), query)
    headers = {**HEADERS, "content-type": made.media_type}
    if made.location:
        headers["location"] = quote(made.location, safe="/~.,+-_")
    return HttpResponse(made.body, made.status, headers)


def _with_index(path: str) -> str:
    """A folder's address is that of its first page."""
    return f"{path}index.html" if path.endswith("/") else path


class ReadingRoom:
    """A server bound to an address of this machine, not yet answering.

    Args:
        edition: what to show.
        port: the port to ask for; if it is taken, the next free one is used. 0 takes any.
        host: the name or address of this machine under which it can be reached.
        served: what answers instead of the pages alone, the editor's desk for instance.
        mended: opens the edition anew after a damaged one was made again.

    Raises:
        UsageError: if no port can be had.
    """

    def __init__(
        self,
        edition: Edition,
        *,
        port: int = PORT,
        host: str = HOST,
        served: ASGIApp | None = None,
        mended: Callable[[], Edition] | None = None,
        publication: Publication | None = None,
    ) -> None:
        self._socket = _bound(port, host)
        self.port: int = self._socket.getsockname()[1]
        self.address = f"http://{host}:{self.port}/"
        self._server = uvicorn.Server(
            uvicorn.Config(
                served or application(edition, mended, publication),
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=2,
            )
        )

    def run(self) -> None:
        """Answer until interrupted (Ctrl-C) or closed; returns when the port is free again."""
        try:
            self._server.run(sockets=[self._socket])
        except KeyboardInterrupt:
            pass
        finally:
            self._socket.close()

    def close(self) -> None:
        """Make `run` return soon; may be called from another thread."""
        self._server.should_exit = True

    @property
    def started(self) -> bool:
        """Whether it answers already."""
        return self._server.started


def _bound(port: int, host: str) -> socket.socket:
    last = min(port + TRIED, 65536) if port else 1
    for number in range(port, last):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen(128)
        except OSError:
            listener.close()
        else:
            return listener
    raise UsageError(f"no free port from {port} to {last - 1} on {host}")
