"""The desk and the reading room behind one server: who is let in, and what stands where.

Every request is checked for the name it calls the server by. The reading room is answered as
without a desk. A form changes something only if it comes from a page of ours, from an editor.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl, unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as HttpRoute

from herewith.errors import HerewithError, StoreError, UsageError
from herewith.site.assets import asset
from herewith.site.catalogue import LOCALES
from herewith.site.editing.acting import RefusedError
from herewith.site.editing.guard import Guard, Person, is_name
from herewith.site.editing.ports import Office
from herewith.site.editing.rendering import desk_link
from herewith.site.editing.room import Room, html, moved, plain
from herewith.site.index import Publication
from herewith.site.server import answered, named_otherwise

__all__ = ["desk_application"]

LARGEST = 64 * 1024
"""Bytes of a form, at most."""

FIELDS = 40
"""Fields of a form, at most."""

ASSETS = {"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8"}

Answer = Callable[[Request, Room], Awaitable[Response]]


def desk_application(
    office: Office, guard: Guard, publication: Publication | None = None
) -> Starlette:
    """The reading room with its editors' desk as an ASGI application."""
    room = Room(office, guard, publication)

    def checked(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            refusal = named_otherwise(request, guard.names)
            return refusal or await _whole(answer, request, room)

        return respond

    show: list[tuple[str, Callable[[Room, Request, Person, str], Response]]] = [
        ("", Room.home),
        ("queue/{name}", Room.queue),
        ("question/{id:path}", Room.question),
        ("rule/{name}", Room.rule),
        ("conflicts", Room.conflicts),
        ("orphans", Room.orphans),
        ("decisions", Room.log),
        ("about", Room.about),
        ("preview/{id}", Room.preview),
    ]
    act: list[tuple[str, Callable[[Room, Mapping[str, str], Person, str], Response]]] = [
        ("decide", Room.decide),
        ("add", Room.add),
        ("undo", Room.undo),
        ("bulk", Room.bulk),
        ("look", Room.look),
        ("run", Room.run),
    ]
    routes = [
        HttpRoute("/desk/assets/{name}", checked(_asset), methods=["GET"]),
        HttpRoute("/desk/enter", checked(_enter), methods=["GET", "POST"]),
        HttpRoute("/desk/leave", checked(_leave), methods=["POST"]),
        HttpRoute("/desk", checked(_to_the_desk), methods=["GET"]),
        HttpRoute("/desk/", checked(_to_the_desk), methods=["GET"]),
        HttpRoute("/desk/as-if/{id}/{path:path}", checked(_as_if), methods=["GET"]),
    ]
    for path, view in show:
        routes.append(
            HttpRoute(f"/desk/{{locale}}/{path}", checked(_showing(view)), methods=["GET"])
        )
    for path, deed in act:
        routes.append(
            HttpRoute(f"/desk/{{locale}}/{path}", checked(_acting(deed)), methods=["POST"])
        )
    routes.append(HttpRoute("/desk/{path:path}", checked(_nowhere), methods=["GET"]))
    routes.append(HttpRoute("/{path:path}", checked(_reading), methods=["GET", "HEAD"]))
    return Starlette(routes=routes)


async def _whole(answer: Answer, request: Request, room: Room) -> Response:
    """An answer; if the database turns out to be damaged, it is made again, and asked again."""
    try:
        try:
            return await answer(request, room)
        except StoreError:
            room.mend()
            return await answer(request, room)
    except RefusedError as refusal:
        return room.refusal(request, refusal)
    except UsageError as error:
        return room.refusal(request, RefusedError(400, "misuse", str(error)))
    except HerewithError as error:
        return plain(f"The edition cannot be read: {error}\n", 503)


def _locale(request: Request) -> str:
    locale = str(request.path_params.get("locale", ""))
    if locale not in LOCALES:
        raise RefusedError(404, "no_page")
    return locale


def _showing(view: Callable[[Room, Request, Person, str], Response]) -> Answer:
    async def answer(request: Request, room: Room) -> Response:
        person = room.guard.signed_in(request)
        if person is None:
            return moved("/desk/enter")
        return view(room, request, person, _locale(request))

    return answer


def _acting(deed: Callable[[Room, Mapping[str, str], Person, str], Response]) -> Answer:
    async def answer(request: Request, room: Room) -> Response:
        if not room.guard.is_ours(request):
            raise RefusedError(403, "not_ours")
        person = room.guard.signed_in(request)
        if person is None:
            raise RefusedError(403, "not_signed_in")
        form = await _form(request)
        if not room.guard.is_marked(person, form.get("mark", "")):
            raise RefusedError(403, "not_ours")
        if person.role != "editor":
            raise RefusedError(403, "readers_only_read")
        return deed(room, form, person, _locale(request))

    return answer


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form, each once.

    Raises:
        RefusedError: 400, 413 or 415 if it is no form of ours.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise RefusedError(415, "malformed")
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > LARGEST:
            raise RefusedError(413, "too_long")
    try:
        pairs = parse_qsl(
            data.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(data),
            errors="strict",
            max_num_fields=FIELDS,
        )
    except ValueError as error:
        raise RefusedError(400, "malformed") from error
    form = dict(pairs)
    if len(form) < len(pairs):
        raise RefusedError(400, "malformed")
    return form


async def _asset(request: Request, _room: Room) -> Response:
    name = request.path_params["name"]
    if name not in ASSETS:
        raise RefusedError(404, "no_page")
    return html(asset(name), media_type=ASSETS[name])


async def _to_the_desk(request: Request, room: Room) -> Response:
    signed_in = room.guard.signed_in(request) is not None
    return moved(desk_link(LOCALES[0], "") if signed_in else "/desk/enter")


async def _nowhere(_request: Request, _room: Room) -> Response:
    raise RefusedError(404, "no_page")


async def _enter(request: Request, room: Room) -> Response:
    """Sign in with a token, given in the address or in a form; the address is left at once."""
    if request.method == "POST":
        if not room.guard.is_ours(request):
            raise RefusedError(403, "not_ours")
        given = await _form(request)
    else:
        given = {"token": request.query_params.get("token", "")}
    token, name = given.get("token", ""), " ".join(given.get("name", "").split())
    if not token:
        return room.door(request, "", "")
    person = room.guard.known(token)
    if person is None:
        return room.door(request, "", "wrong_token")
    if not person.name:
        if request.method == "GET":
            return room.door(request, token, "")
        if not is_name(name):
            return room.door(request, token, "no_name")
        person = Person(name, person.role)
    answer = moved(desk_link(LOCALES[0], ""))
    answer.set_cookie(
        room.guard.cookie_name(request),
        room.guard.cookie(person),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return answer


async def _leave(request: Request, room: Room) -> Response:
    if not room.guard.is_ours(request):
        raise RefusedError(403, "not_ours")
    answer = moved("/desk/enter")
    answer.delete_cookie(room.guard.cookie_name(request), path="/")
    return answer


async def _as_if(request: Request, room: Room) -> Response:
    """A page of the reading room as decisions that are not written would make it."""
    if room.guard.signed_in(request) is None:
        return moved("/desk/enter")
    start = f"/desk/as-if/{request.path_params['id']}/"
    path = unquote(request.scope["raw_path"].decode("ascii", "replace")).removeprefix(start)
    return room.as_if(request, request.path_params["id"], path)


async def _reading(request: Request, room: Room) -> Response:
    """The reading room; those who have signed in find the way to the desk on every page."""
    person = room.guard.signed_in(request)
    if person is None and not room.guard.open_to_all:
        return moved("/desk/enter")
    answer = answered(room.pages, request)
    return room.with_strip(request, answer) if person is not None else answer
