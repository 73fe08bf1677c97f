"""One golden case for each rule of reconstruction, as an archivist would state it.

A case is a title, a stream (`<page>` stands for a form feed) and what must hold of it, each closed
by a line with a single dot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.case_files import blocks

from herewith.algorithms.reconstruct.suspects import suspects
from herewith.formats.reading import read_bytes
from herewith.model.document import Reconstruction
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct

CASES = Path(__file__).parents[1] / "cases" / "reconstruct"


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    wanted: tuple[str, ...]


def cases() -> list[Case]:
    out: list[Case] = []
    for path in sorted(CASES.glob("*.md")):
        for title, text, wanted in blocks(path, 3):
            stream = "\n".join(text).replace("\n<page>\n", "\n\n\f") + "\n"
            out.append(Case(title[0], stream, tuple(wanted)))
    return out


def flat(text: str) -> str:
    return " ".join(text.split())


@dataclass
class Stream:
    delivered: Delivered
    found: Reconstruction

    def text(self, start: int, end: int) -> str:
        return flat(self.delivered.text[start:end])

    def reading(self) -> str:
        return " ¶ ".join(flat(document.text) for document in self.found.documents)


def number(count: Callable[[Stream], int]) -> Callable[[Stream, str], bool]:
    return lambda stream, wanted: count(stream) == int(wanted)


def furniture(stream: Stream, wanted: str) -> bool:
    kind, _, words = wanted.partition(": ")
    pieces = [f for f in stream.found.furniture if f.kind == kind]
    return any(stream.text(f.start, f.end).startswith(flat(words)) for f in pieces)


def gap(stream: Stream, wanted: str) -> bool:
    page, _, words = wanted.partition(": ")
    after, _, before = words.partition(" | ")
    for one in stream.found.gaps:
        left = stream.text(*one.after) if one.after else "-"
        right = stream.text(*one.before) if one.before else "-"
        if left.endswith(after) and right.startswith(before):
            return page == "-" or one.page == int(page)
    return False


def starts(stream: Stream, wanted: str) -> bool:
    return any(flat(d.text).startswith(wanted) for d in stream.found.documents)


def doubtful(stream: Stream, wanted: str) -> bool:
    said = [
        document.text[layer.start : layer.end]
        for document in stream.found.documents
        for layer in document.layers
        if layer.doubtful
    ]
    return flat(" ".join(said)).startswith(wanted)


def suspect(stream: Stream, wanted: str) -> bool:
    kind, _, words = wanted.partition(": ")
    text, _, suggestion = words.partition(" | ")
    return any(
        one.kind == kind
        and text in flat(one.text)
        and (not suggestion or suggestion in one.suggestions)
        for one in suspects(stream.delivered, stream.found)
    )


CHECKS: dict[str, Callable[[Stream, str], bool]] = {
    "documents ": number(lambda s: len(s.found.documents)),
    "gaps ": number(lambda s: len(s.found.gaps)),
    "duplicates ": number(lambda s: len(s.found.duplicates)),
    "pages ": lambda s, wanted: (
        [n for d in s.found.documents for n in d.pages] == [int(n) for n in wanted.split()]
    ),
    "furniture ": furniture,
    "gap ": gap,
    "starts: ": starts,
    "reads: ": lambda s, wanted: wanted in s.reading(),
    "not: ": lambda s, wanted: wanted not in s.reading(),
    "doubtful: ": doubtful,
    "suspect ": suspect,
}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_a_stream_comes_out_as_an_archivist_would_have_it(case: Case) -> None:
    delivered = read_bytes(case.text.encode(), shown="box.md", source_id="box")
    stream = Stream(delivered, reconstruct(delivered))
    assert case.wanted
    for line in case.wanted:
        name = next(name for name in CHECKS if line.startswith(name))
        shown = f"{stream.reading()}\n{stream.found.furniture}\n{stream.found.gaps}"
        assert CHECKS[name](stream, line.removeprefix(name)), f"{line}\n{shown}"
