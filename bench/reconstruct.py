"""Quality of reconstruction: documents of printed volumes damaged in known ways, then scored.

    python -m bench.reconstruct [FOLDER_OF_TEI] [--documents 528] [--seed 7] [--damage-seed 7]
                                [--strength medium] [--title "English, other settings"]

Prints a table for each strength of damage, in English, in English with other settings than those
the rules were written with, and in Russian. Nothing is written.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path

from tests.damage import LIGHT, STRENGTHS, WORD, Clean, Damage, Key, Truth, damaged

from bench.material import VOLUMES, absent
from bench.streams import english_documents, russian_documents
from herewith.formats.reading import read_bytes
from herewith.model.document import Document, Reconstruction
from herewith.stages.reconstruct import reconstruct

FAR = 200
"""Characters apart from which a word that stands twice was captured twice."""

NEAR = 0.2
"""Share of the true size by which an estimate may be off."""

PAGE = frozenset(
    ("catchword", "running_head", "page_number", "stamp", "letterhead", "address_block", "seal")
)


COUNTS = ("documents", "right", "ordered", "glued", "glued_silent")


@dataclass
class Tally:
    """Counts over many streams."""

    documents: int = 0
    right: int = 0
    ordered: int = 0
    starts: list[int] = field(default_factory=lambda: [0, 0, 0])
    twins: list[int] = field(default_factory=lambda: [0, 0, 0])
    gaps: list[int] = field(default_factory=lambda: [0, 0, 0])
    sizes: list[int] = field(default_factory=lambda: [0, 0])
    ranges: list[int] = field(default_factory=lambda: [0, 0])
    """Sizes that lie in the range that is stated, and ranges stated."""
    best: float = 0.0
    """Sizes that could be told within a fifth if the spread of the pages were known."""
    furniture: list[int] = field(default_factory=lambda: [0, 0, 0])
    glued: int = 0
    glued_silent: int = 0
    unshown: list[int] = field(default_factory=lambda: [0, 0])
    """Joins marked as not shown, and those of them over which a page is lost."""
    chars: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """The counts of another, added to these."""
        for key in (*COUNTS, "chars", "seconds", "best"):
            setattr(self, key, getattr(self, key) + getattr(other, key))
        for key in ("starts", "twins", "gaps", "sizes", "ranges", "furniture", "unshown"):
            pairs = zip(getattr(self, key), getattr(other, key), strict=True)
            setattr(self, key, [one + two for one, two in pairs])
        self.wrong += other.wrong

    def lines(self) -> Iterator[str]:
        """The figures, one a line."""
        yield f"documents            {self.documents}"
        yield f"whole and right      {self.right / max(1, self.documents):.3f}"
        yield f"pages in order       {self.ordered / max(1, self.documents):.3f}"
        for name in ("starts", "twins", "gaps", "furniture"):
            right, said, held = getattr(self, name)
            yield f"{name:<20} P {right / max(1, said):.3f}  R {right / max(1, held):.3f}  of {held}"
        sized = max(1, self.sizes[1])
        yield f"gap size within 20 % {self.sizes[0] / sized:.3f}  at best {self.best / sized:.3f}"
        yield f"gap size in range    {self.ranges[0] / max(1, self.ranges[1]):.3f}"
        yield f"glued across a gap   {self.glued} ({self.glued_silent} of them without a trace)"
        said, lost = self.unshown
        yield f"joins not shown      {said} stated, {lost} of them over a gap"
        yield f"megabytes a second   {self.chars / max(0.001, self.seconds) / 1e6:.2f}"


def score(truth: Truth, found: Reconstruction, tally: Tally, name: str = "") -> None:
    """Add one stream to the counts."""
    sequences = [_words(document, truth) for document in found.documents]
    texts = [_text(document, truth) for document in found.documents]
    forms = _forms(truth)
    for n, held in truth.held.items():
        tally.documents += 1
        right = any(_same(own, held, forms) for own in texts)
        tally.right += right
        tally.ordered += any(_ordered(keys, n) for keys in sequences)
        if not right:
            tally.wrong.append(f"{name}#{n}")
    _starts(truth, sequences, tally)
    _twins(truth, found, tally)
    _gaps(truth, found, sequences, tally)
    _furniture(truth, found, tally)


def _words(document: Document, truth: Truth) -> list[Key | None]:
    out: list[Key | None] = []
    for passage in document.passages:
        for m in WORD.finditer(truth.text, passage.start, passage.end):
            out.append(truth.keys.get(m.start()))
    return out


def _text(document: Document, truth: Truth) -> list[tuple[Key | None, str]]:
    """The words that read, with their identities; the halves of a divided word are one."""
    out: list[tuple[Key | None, str]] = []
    for passage in document.passages:
        for m in WORD.finditer(truth.text, passage.start, passage.end):
            key = truth.keys.get(m.start())
            if key is None or not out or out[-1][0] != key:
                out.append((key, m[0].casefold()))
    return out


def _forms(truth: Truth) -> dict[Key, set[str]]:
    """How each word is written wherever it was captured."""
    out: dict[Key, set[str]] = {}
    for m in WORD.finditer(truth.text):
        key = truth.keys.get(m.start())
        if key is not None:
            out.setdefault(key, set()).add(m[0].casefold())
    return out


def _same(
    own: Sequence[tuple[Key | None, str]], held: Sequence[Key], forms: dict[Key, set[str]]
) -> bool:
    """Whether a text is the document, word for word: the very word, or one written like it."""
    return len(own) == len(held) and all(
        key == true or word in forms[true] for (key, word), true in zip(own, held, strict=True)
    )


def _ordered(keys: Sequence[Key | None], n: int) -> bool:
    own = [key[1] for key in keys if key is not None and key[0] == n]
    most = len(own) > 0.5 * sum(key is not None for key in keys)
    return most and own == sorted(own)


def _starts(truth: Truth, sequences: Sequence[Sequence[Key | None]], tally: Tally) -> None:
    firsts = {key: n for n, held in truth.held.items() for key in held[:15]}
    matched: set[int] = set()
    for keys in sequences:
        tally.starts[1] += 1
        first = next((key for key in keys if key is not None), None)
        if first in firsts and firsts[first] not in matched:
            matched.add(firsts[first])
    tally.starts[0] += len(matched)
    tally.starts[2] += len(truth.held)


def _twins(truth: Truth, found: Reconstruction, tally: Tally) -> None:
    """Words: of all that stand twice, how many are duplicates, on whichever side."""
    places: dict[Key, list[int]] = {}
    for at, key in truth.keys.items():
        places.setdefault(key, []).append(at)
    twice = {key for key, at in places.items() if at[-1] - at[0] > FAR}
    said = {
        truth.keys.get(m.start())
        for twin in found.duplicates
        for m in WORD.finditer(truth.text, *twin.other)
    }
    tally.twins[0] += len(said & twice)
    tally.twins[1] += len(said)
    tally.twins[2] += len(twice)


def _gaps(
    truth: Truth,
    found: Reconstruction,
    sequences: Sequence[Sequence[Key | None]],
    tally: Tally,
) -> None:
    inner = {(a, b): lost for a, b, lost in truth.gaps if a is not None and b is not None}
    edges = {a for a, b, _ in truth.gaps if b is None} | {b for a, b, _ in truth.gaps if a is None}
    matched = set()
    for gap in found.gaps:
        tally.gaps[1] += 1
        left = _near(truth, gap.after, last=True)
        right = _near(truth, gap.before, last=False)
        for (a, b), lost in inner.items():
            if left == a or right == b:
                matched.add((a, b))
                if gap.estimate_words is not None:
                    tally.sizes[0] += abs(gap.estimate_words - lost) <= NEAR * lost
                    tally.sizes[1] += 1
                if gap.range_words is not None:
                    low, high = gap.range_words
                    tally.ranges[0] += low <= lost <= high
                    tally.ranges[1] += 1
                break
        else:
            tally.gaps[0] += left in edges or right in edges
            tally.gaps[2] += left in edges or right in edges
    tally.gaps[0] += len(matched)
    tally.gaps[2] += len(inner)
    said = {gap.document for gap in found.gaps}
    for document, keys in zip(found.documents, sequences, strict=True):
        own = [key for key in keys if key is not None]
        doubted = _doubted(truth, document)
        tally.unshown[0] += len(doubted)
        for a, b in pairwise(own):
            if (a, b) in inner and (a, b) not in matched:
                tally.glued += 1
                tally.unshown[1] += b in doubted
                tally.glued_silent += b not in doubted and document.id not in said


def _doubted(truth: Truth, document: Document) -> list[Key | None]:
    """First words of the pages that a document says nothing shows to follow the one before."""
    places = dict(document.attributes).get("not_shown_to_follow", "").split()
    return [_near(truth, (int(at), int(at) + FAR), last=False) for at in places]


def _near(truth: Truth, span: tuple[int, int] | None, *, last: bool) -> Key | None:
    if span is None:
        return None
    keys = [truth.keys.get(m.start()) for m in WORD.finditer(truth.text, *span)]
    own = [key for key in keys if key is not None]
    return (own[-1] if last else own[0]) if own else None


def _furniture(truth: Truth, found: Reconstruction, tally: Tally) -> None:
    said = {
        m.start()
        for piece in found.furniture
        if piece.kind in PAGE
        for m in WORD.finditer(truth.text, piece.start, piece.end)
    }
    swallowed = {
        m.start() for twin in found.duplicates for m in WORD.finditer(truth.text, *twin.other)
    }
    tally.furniture[0] += len(said & truth.furniture)
    tally.furniture[1] += len(said)
    tally.furniture[2] += len(truth.furniture - swallowed)


@dataclass(frozen=True)
class Job:
    """Some documents that make one stream, and how they are damaged."""

    name: str
    documents: tuple[Clean, ...]
    damage: Damage
    seed: int


def jobs(documents: Sequence[Clean], damage: Damage, seed: int, *, other: bool) -> Iterator[Job]:
    """The documents a few to a stream, each stream with a look of its own.

    Args:
        documents: to damage.
        damage: how strongly.
        seed: of all chance.
        other: the settings that the rules were not written with: more documents to a stream,
            running heads, uneven pages, worn furniture, pages parted by an empty line only.
    """
    n = 0
    while n < len(documents):
        chance = random.Random(seed * 100_003 + n)
        look = replace(
            damage,
            numbers_at_foot=chance.random() < 0.3,
            feeds=chance.random() < 0.8,
            wrap=chance.choice([0, 60, 72]),
        )
        size = damage.per_file
        if other:
            size = chance.randint(1, 6)
            look = replace(
                look,
                feeds=chance.random() < 0.5,
                parted=chance.choice([0, 1, 2, 3]),
                page_words=chance.choice([(150, 220), (260, 320), (330, 450)]),
                numbers=0.85,
                numbers_at_foot=chance.random() < 0.5,
                running=0.3,
                worn=True,
                letterheads=0.5,
                classified=0.6,
            )
        yield Job(str(n), tuple(documents[n : n + size]), look, seed * 1009 + n)
        n += size


def work(job: Job) -> Tally:
    """Damage the documents of a stream and score what comes back."""
    tally = Tally()
    truth = damaged(job.documents, job.damage, job.seed)
    if not truth.text.strip():
        return tally  # Every page was lost.
    begin = time.process_time()
    delivered = read_bytes(truth.text.encode(), shown="stream", source_id="stream")
    found = reconstruct(delivered)
    tally.seconds += time.process_time() - begin
    tally.chars += len(truth.text)
    score(truth, found, tally, job.name)
    tally.best = tally.sizes[1] * ceiling(*job.damage.page_words)
    return tally


def ceiling(low: int, high: int) -> float:
    """The share of pages of so many words, evenly spread, that one figure can be near at best.

    >>> ceiling(260, 320), round(ceiling(220, 360), 3)
    (1.0, 0.858)
    """
    sizes = range(low, high + 1)
    near = (sum(abs(guess - size) <= NEAR * size for size in sizes) for guess in sizes)
    return max(near) / len(sizes)


def measure(streams: Iterable[Job], workers: int) -> Tally:
    """All streams scored, over several processes."""
    whole = Tally()
    with Pool(workers) as pool:
        for tally in pool.imap(work, streams, chunksize=4):
            whole.add(tally)
    return whole


def speed(documents: Sequence[Clean]) -> str:
    """Megabytes a second of one long clean stream, on one core, the second time it is read."""
    truth = damaged(documents, replace(LIGHT, per_file=len(documents)), 1)
    data = truth.text.encode()
    for _ in range(2):
        begin = time.process_time()
        reconstruct(read_bytes(data, shown="stream", source_id="stream"))
        seconds = time.process_time() - begin
    return f"one stream of {len(data) / 1e6:.1f} MB: {len(data) / 1e6 / seconds:.2f} MB a second"


def main(arguments: Sequence[str] = ()) -> None:
    """Print the tables for three strengths of damage, two settings and two languages."""
    if absent():
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=VOLUMES)
    parser.add_argument("--documents", type=int, default=528)
    parser.add_argument("--seed", type=int, default=7, help="of the choice of documents")
    parser.add_argument("--damage-seed", type=int, help="of the damage; else that of the documents")
    parser.add_argument("--title", help="only the table of this title")
    parser.add_argument("--strength", choices=list(STRENGTHS))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--wrong", action="store_true", help="name the documents that are wrong")
    asked = parser.parse_args(arguments)
    english = english_documents(asked.folder, asked.documents, asked.seed, asked.workers)
    russian = russian_documents(max(3, asked.documents // 4), asked.seed)
    seed = asked.seed if asked.damage_seed is None else asked.damage_seed
    for title, documents, other in (
        ("English", english, False),
        ("English, other settings", english, True),
        ("Russian", russian, False),
    ):
        for name, damage in STRENGTHS.items():
            if asked.strength not in (None, name) or asked.title not in (None, title):
                continue
            tally = measure(jobs(documents, damage, seed, other=other), asked.workers)
            print(f"{title}: {name} damage")
            for line in tally.lines():
                print(f"  {line}")
            if asked.wrong:
                print("  wrong:", " ".join(tally.wrong))
    print(speed(english[:150]))


if __name__ == "__main__":
    main(sys.argv[1:])
