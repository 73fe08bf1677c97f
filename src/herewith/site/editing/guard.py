"""Who may do what at the desk: tokens, a signed cookie, roles, and where a form may come from.

Nothing is kept in memory: the cookie carries name and role and is signed with a key that lives as
long as the server. A form is accepted only from a page of this server (the `Origin` of the
request), with the cookie, and with a second signature that only our own pages carry.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from starlette.requests import Request

from herewith.errors import DataError, Place, Problem

__all__ = ["ROLES", "SHORTEST", "Guard", "Person", "Role", "digest_of", "is_name", "read_people"]

Role = Literal["reader", "editor"]
ROLES: tuple[Role, ...] = ("reader", "editor")

SHORTEST = 16
"""Characters of a token, at least."""

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who has signed in. An editor decides under this name; a reader sees no forms."""

    name: str
    role: Role


class Guard:
    """Lets people in and refuses what does not come from them.

    Args:
        key: the server's secret.
        people: from the SHA-256 of a token (hex) to whose it is; a person without a name is
            asked for one.
        names: host names under which the server answers.
        open_to_all: whether the reading room can be read without signing in.
    """

    def __init__(
        self,
        key: bytes,
        people: Mapping[str, Person],
        *,
        names: Collection[str],
        open_to_all: bool,
    ) -> None:
        self._key = key
        self._people = dict(people)
        self.names = frozenset(names)
        self.open_to_all = open_to_all

    def known(self, token: str) -> Person | None:
        """Whose token this is."""
        given = digest_of(token)
        found = None
        for known, person in self._people.items():  # all of them: time tells nothing
            if hmac.compare_digest(known, given):
                found = person
        return found

    def cookie(self, person: Person) -> str:
        """The value of the cookie of a person."""
        said = base64.urlsafe_b64encode(f"{person.role}:{person.name}".encode()).decode("ascii")
        return f"{said}.{self._signed('cookie', said)}"

    def cookie_name(self, request: Request) -> str:
        """The name of the cookie; cookies do not know ports, so the name does."""
        return f"herewith_desk_{request.url.port or 80}"

    def signed_in(self, request: Request) -> Person | None:
        """Who sends a request; `None` if nobody has signed in."""
        said, _, signature = request.cookies.get(self.cookie_name(request), "").partition(".")
        if not said or not hmac.compare_digest(signature, self._signed("cookie", said)):
            return None
        try:
            role, _, name = base64.urlsafe_b64decode(said).decode().partition(":")
        except (ValueError, binascii.Error):
            return None
        return Person(name, role) if role in ROLES and name else None

    def mark(self, person: Person) -> str:
        """What a form of ours carries, so that no other page can send it for this person."""
        return self._signed("form", self.cookie(person))

    def is_ours(self, request: Request) -> bool:
        """Whether a request was sent by a page of this very server, by its `Origin`."""
        origin = urlsplit(request.headers.get("origin", ""))
        return origin.scheme in ("http", "https") and origin.netloc == request.headers.get("host")

    def is_marked(self, person: Person, mark: str) -> bool:
        """Whether a form carries the mark of our pages for this person."""
        return hmac.compare_digest(self.mark(person).encode(), mark.encode("utf-8", "replace"))

    def _signed(self, purpose: str, text: str) -> str:
        return hmac.new(self._key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


def digest_of(token: str) -> str:
    """The SHA-256 of a token, as it is kept."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def is_name(name: str) -> bool:
    """Whether someone can decide under this name: words on one line, not too many."""
    return bool(name.strip()) and name == " ".join(name.split()) and len(name) <= LONGEST_NAME


def read_people(path: Path) -> dict[str, Person]:
    """People and their tokens from a TOML file.

    Each is a table `[[person]]` with `name`, `role` (`reader` or `editor`) and `token_sha256`, or
    `token` in plain.

    Raises:
        DataError: if the file has faults; carries all of them.
    """
    problems: list[Problem] = []
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        problem = Problem("D301", "error", f"cannot be read: {error}", Place(path.name))
        raise DataError(f"{path} cannot be read: {error}", (problem,)) from error
    people: dict[str, Person] = {}
    tables: Any = data.get("person")
    if not isinstance(tables, list) or not tables:
        problems.append(_fault(path, 0, "names nobody: write a table [[person]] for each"))
        tables = []
    for n, table in enumerate(tables, start=1):
        if fault := _fault_in(table, people):
            problems.append(_fault(path, n, fault))
            continue
        digest = str(table.get("token_sha256") or digest_of(str(table.get("token")))).lower()
        people[digest] = Person(str(table["name"]), cast("Role", table["role"]))
    if problems:
        raise DataError(f"{path}: {problems[0].message}", tuple(problems))
    return people


def _fault(path: Path, n: int, message: str) -> Problem:
    where = f"person {n}: " if n else ""
    return Problem("D302", "error", f"{where}{message}", Place(path.name))


KEYS: Sequence[str] = ("name", "role", "token", "token_sha256")


def _fault_in(table: Any, people: Mapping[str, Person]) -> str:
    """What is wrong with a person's table, in words; empty if nothing is."""
    if not isinstance(table, dict) or set(table) - set(KEYS):
        return f"has other keys than {', '.join(KEYS)}"
    if not isinstance(table.get("name"), str) or not is_name(table["name"]):
        return f"needs a name of at most {LONGEST_NAME} characters on one line"
    if table.get("role") not in ROLES:
        return f'"{table.get("role")}" is no role; there are {", ".join(ROLES)}'
    token, digest = table.get("token"), table.get("token_sha256")
    if (token is None) == (digest is None):
        return "needs a token, or its token_sha256"
    if token is not None and (not isinstance(token, str) or len(token) < SHORTEST):
        return f"the token has fewer than {SHORTEST} characters"
    if digest is not None and not _is_sha256(digest):
        return "token_sha256 is not 64 hexadecimal figures"
    key = str(digest or digest_of(str(token))).lower()
    return f"has the token of {people[key].name}" if key in people else ""


def _is_sha256(text: object) -> bool:
    figures = frozenset("0123456789abcdefABCDEF")
    return isinstance(text, str) and len(text) == 64 and set(text) <= figures
