"""What a publication remembers of the pages it made, so that the next makes only what changed.

Of every address its files, the addresses they lead to, and the questions that were asked of the
edition while they were made (`herewith.site.noting`); of every question a digest of its answer.
A page stands if every answer behind it is the same, and so is the program.

A memory that cannot be read, or is of another program, another folder or another way of
publishing, is no memory: everything is made. It is written anew whenever something was made.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from herewith import RULES, __version__
from herewith.model.records import digest
from herewith.site.index import EditionIndex, Publication
from herewith.site.noting import Question

__all__ = ["Kept", "Memory", "answers"]

FORMAT = 1

T = TypeVar("T")

Ask = Callable[[Sequence[Question]], Sequence[str]]
"""Gives digests of the answers to questions."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An address as it was made: files as `(path, size, digest)`, where they lead, what was asked."""

    files: tuple[tuple[str, int, str], ...]
    links: tuple[str, ...]
    asked: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of the pages by address, and the digest of the answer to every question."""

    kept: Mapping[str, Kept] = field(default_factory=dict)
    answers: Mapping[Question, str] = field(default_factory=dict)

    @staticmethod
    def read(path: Path, files: Mapping[str, str], published: Publication) -> Memory:
        """The memory of the publication that wrote these files; empty if this is not it."""
        try:
            data = json.loads(path.read_text("utf-8"))
            if data["key"] != _key(files, published):
                return Memory()
            questions = [tuple(question) for question in data["questions"]]
            links = data["links"]
            kept = {
                address: Kept(
                    tuple((str(file), int(size), files[file]) for file, size in made),
                    tuple(links[n] for n in led),
                    tuple(questions[n] for n in asked),
                )
                for address, made, led, asked in data["kept"]
            }
            return Memory(kept, dict(zip(questions, data["answers"], strict=True)))
        except (OSError, ValueError, TypeError, LookupError):
            return Memory()  # a memory saves work; nothing is lost without it

    def write(self, path: Path, files: Mapping[str, str], published: Publication) -> None:
        """Write the memory of a publication that wrote these files."""
        questions = {question: n for n, question in enumerate(sorted(self.answers))}
        links = {link: n for n, link in enumerate(_each_once(k.links for k in self.kept.values()))}
        data = {
            "key": _key(files, published),
            "questions": list(questions),
            "answers": [self.answers[question] for question in questions],
            "links": list(links),
            "kept": [
                (
                    address,
                    [(file, size) for file, size, _ in one.files],
                    [links[link] for link in one.links],
                    [questions[question] for question in one.asked],
                )
                for address, one in sorted(self.kept.items())
            ],
        }
        text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
        beside = path.with_name(f"{path.name}.new")
        beside.write_text(text, "utf-8")
        beside.replace(path)

    def standing(self, ask: Ask) -> Mapping[str, Kept]:
        """The addresses of which nothing has changed that they were made from."""
        questions = sorted(self.answers)
        now = dict(zip(questions, ask(questions), strict=True))
        other = {question for question in questions if now[question] != self.answers[question]}
        return {address: one for address, one in self.kept.items() if other.isdisjoint(one.asked)}

    def of(self, kept: Mapping[str, Kept], ask: Ask) -> Memory:
        """The memory of these addresses; what pages that stand were made from is known."""
        same = {a for a, one in kept.items() if self.kept.get(a) is one}
        known = {q: self.answers[q] for a in same for q in kept[a].asked}
        asked = _each_once(one.asked for address, one in kept.items() if address not in same)
        new = sorted(question for question in asked if question not in known)
        return Memory(kept, {**known, **dict(zip(new, ask(new), strict=True))})


def answers(index: EditionIndex, questions: Iterable[Question]) -> Sequence[str]:
    """Digests of the answers to questions now."""
    return [index.digest(question) for question in questions]


def _each_once(lists: Iterable[Iterable[T]]) -> dict[T, None]:
    return dict.fromkeys(one for some in lists for one in some)


def _key(files: Mapping[str, str], published: Publication) -> str:
    """A digest of what all pages depend on: the program, how it publishes, and what it wrote."""
    return digest([FORMAT, _program(), published, sorted(files.items())])


@cache
def _program() -> str:
    """A digest of the program: its own files, and what it draws pages with."""
    import herewith

    root = Path(herewith.__file__).parent
    found = blake2b(f"{__version__} {RULES} {sys.version} {version('jinja2')}".encode())
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(str(path.relative_to(root)).encode())
            found.update(path.read_bytes())
    return found.hexdigest()
