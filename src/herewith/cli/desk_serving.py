"""How `serve` opens the editors' desk: who may come in, under which name, with which token.

Tokens, the server's secret and the day are made here, at the edge of the program.
"""

from __future__ import annotations

import datetime
import ipaddress
import secrets
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from herewith.errors import DataError, UsageError

if TYPE_CHECKING:
    from herewith.project import Project
    from herewith.site.editing.guard import Person
    from herewith.site.server import ReadingRoom

__all__ = ["desk_served", "refuse_without_desk"]


def refuse_without_desk(
    by: str, host: str | None, users: Path | None, editors: Sequence[str], readers: Sequence[str]
) -> None:
    """Refuse options that mean nothing without the desk.

    Raises:
        UsageError: if one of them was given.
    """
    for name, given in (
        ("--open", host),
        ("--by", by),
        ("--users", users),
        ("--editor", editors),
        ("--reader", readers),
    ):
        if given:
            raise UsageError(f"{name} needs --desk")


@contextmanager
def desk_served(
    project: Project,
    port: int,
    by: str,
    host: str | None,
    users: Path | None,
    editors: Sequence[str],
    readers: Sequence[str],
) -> Iterator[tuple[ReadingRoom, list[str]]]:
    """The room with its desk, and what to say of how one comes in. Ended with the block.

    Raises:
        UsageError: if options contradict each other, or the host is no name of this machine.
    """
    from herewith.formats.versions import read_versions
    from herewith.project.editing import DeskOffice
    from herewith.site.editing.application import desk_application
    from herewith.site.editing.guard import Guard
    from herewith.site.index import Publication
    from herewith.site.server import HOST, NAMES, ReadingRoom

    people, tokens = _people(by, host, users, editors, readers)
    names = NAMES if host is None else {*NAMES, _own(host)}
    guard = Guard(secrets.token_bytes(32), people, names=names, open_to_all=host is None)
    edition = project.edition()
    office = DeskOffice(project, datetime.date.today)
    try:
        published = Publication.served(read_versions(project.folder.versions))
        application = desk_application(office, guard, published)
        room = ReadingRoom(edition, port=port, host=host or HOST, served=application)
        said = [
            f"{who}: {room.address}desk/enter?token={token}" if who else
            f"The desk: {room.address}desk/enter?token={token}"
            for who, token in tokens
        ]  # fmt: skip
        yield room, said
    finally:
        office.close()


def _people(
    by: str, host: str | None, users: Path | None, editors: Sequence[str], readers: Sequence[str]
) -> tuple[dict[str, Person], list[tuple[str, str]]]:
    """Who may come in, by digest of the token; and the tokens made now, each with its name."""
    from herewith.site.editing.guard import Person, digest_of, is_name, read_people

    for name in (*editors, *readers, *([by] if by else [])):
        if not is_name(name):
            raise UsageError(f'"{name}" is not a name: up to 80 characters on one line')
    if host is None:
        if users or editors or readers:
            raise UsageError("--users, --editor and --reader need --open HOST")
        token = secrets.token_urlsafe(24)
        return {digest_of(token): Person(by, "editor")}, [(by, token)]
    if by:
        raise UsageError(
            "--by is for a desk on this machine only; with --open, write --editor NAME"
        )
    if not (users or editors or readers):
        raise UsageError("--open needs to know who may come in: --users FILE, or --editor NAME")
    try:
        people = dict(read_people(users)) if users else {}
    except DataError as error:
        raise UsageError(str(error)) from error
    tokens = []
    for role, given in (("editor", editors), ("reader", readers)):
        for name in given:
            token = secrets.token_urlsafe(24)
            people[digest_of(token)] = Person(name, "editor" if role == "editor" else "reader")
            tokens.append((f"{name} ({role})", token))
    return people, tokens


def _own(host: str) -> str:
    """A name or address of this machine.

    Raises:
        UsageError: if it is none, or stands for all addresses at once.
    """
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None, socket.AF_INET)}
    except OSError as error:
        raise UsageError(f'--open: "{host}" is not a name or address of this machine') from error
    if any(ipaddress.ip_address(address).is_unspecified for address in found):
        raise UsageError(f"--open: name the address by which others reach this machine, not {host}")
    return host
