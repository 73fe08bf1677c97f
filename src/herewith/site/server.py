"""The reading room on this machine: the router behind Starlette and uvicorn.

One thread answers: an edition is read by the thread that opened it, and a page takes a few
milliseconds. Only this machine can reach it, and only under its own names: a page of another
site that resolves its name to 127.0.0.1 is refused.
"""

from __future__ import annotations

import socket
from urllib.parse import parse_qsl, quote, unquote

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response as HttpResponse
from starlette.routing import Route as HttpRoute

from herewith.errors import UsageError
from herewith.model.edition import Edition
from herewith.site.index import EditionIndex
from herewith.site.router import Router

__all__ = ["HEADERS", "PORT", "ReadingRoom", "application"]

PORT = 8462
"""Port asked for first."""

TRIED = 50
"""Ports tried in a row before giving up."""

HOST = "127.0.0.1"
NAMES = frozenset((HOST, "localhost"))

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}
"""Sent with every answer."""


def application(edition: Edition) -> Starlette:
    """The pages of an edition as an ASGI application."""
    router = Router(EditionIndex(edition))

    async def answer(request: Request) -> HttpResponse:
        name = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
        if name not in NAMES:
            return HttpResponse("This server answers to its own name only.\n", 421, HEADERS)
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
        made = router.respond(_with_index(path), query)
        headers = {**HEADERS, "content-type": made.media_type}
        if made.location:
            headers["location"] = quote(made.location, safe="/~.,+-_")
        return HttpResponse(made.body, made.status, headers)

    return Starlette(routes=[HttpRoute("/{path:path}", answer, methods=["GET", "HEAD"])])


def _with_index(path: str) -> str:
    """A folder's address is that of its first page."""
    return f"{path}index.html" if path.endswith("/") else path


class ReadingRoom:
    """A server bound to an address of this machine, not yet answering.

    Args:
        edition: what to show.
        port: the port to ask for; if it is taken, the next free one is used. 0 takes any.

    Raises:
        UsageError: if no port can be had.
    """

    def __init__(self, edition: Edition, *, port: int = PORT) -> None:
        self._socket = _bound(port)
        self.port: int = self._socket.getsockname()[1]
        self.address = f"http://{HOST}:{self.port}/"
        self._server = uvicorn.Server(
            uvicorn.Config(
                application(edition),
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


def _bound(port: int) -> socket.socket:
    last = min(port + TRIED, 65536) if port else 1
    for number in range(port, last):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, number))
            listener.listen(128)
        except OSError:
            listener.close()
        else:
            return listener
    raise UsageError(f"no free port from {port} to {last - 1} on {HOST}")
