"""The reading room: what freezing costs, and how fast it answers many readers at once.

The edition is made from a published volume (or from the built-in sample where it is absent), or
with `python -m bench.site --letters 1000` from so many invented letters. Freezing is measured in this process, per
document and per page, and again when nothing has changed; serving by readers on loopback who ask for one page after another, each
page once cold and then again as readers do.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.invented_words import SYLLABLES

from bench.material import VOLUMES
from herewith.model.document import Document
from herewith.project import Project, open_project
from herewith.project.create import create
from herewith.project.demo import make_demo
from herewith.site.catalogue import LOCALES
from herewith.site.freeze import freeze
from herewith.site.index import EditionIndex
from herewith.site.router import Router
from herewith.site.server import ReadingRoom

VOLUME = "frus1961-63v06.xml"
READERS = 50
ASKED = 40
"""Pages each reader asks for."""

IN_A_FILE = 100
TOWNS = ("Torsk", "Mirn", "Port Halden", "Kestport", "Averland", "Calmere")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "October")
GIVEN = "Anna Boris Carl Dora Emil Fred Greta Hans Ida Jan Karl Lena Max Nora Otto Paul"
FAMILIES = (
    "Arden Berov Calder Dorin Ellery Fenwick Garrick Halden Istrin Jarrow Kestrel Lugin Marsh "
    "Norrin Orlin Prentice"
)
PEOPLE = [f"{given} {family}" for given in GIVEN.split() for family in FAMILIES.split()]
LETTERS_EACH = 50
"""Letters for each of the people, but for the first sixteen, who write whatever there is."""
VOCABULARY = (
    "the of and to in government letter proposal harbour pilots lighthouse strait vessels "
    "agreement commission days number question matter position answer message regarding our your "
    "would should cannot accept withdraw inspection fishing fleet coast line treaty article "
    "paragraph delegation meeting ambassador reply note since under between before after"
)


def _words() -> list[str]:
    """Words that letters are made of: letters in a few dozen words look like versions of one."""
    chance = random.Random(23)
    made = {"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(4000)}
    return VOCABULARY.split() * 12 + sorted(made)


WORDS = _words()


def main(arguments: list[str] | None = None) -> None:
    """Make an edition, freeze it, serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=0, help="invented letters, not a volume")
    letters = parser.parse_args(arguments if arguments is not None else []).letters
    with tempfile.TemporaryDirectory() as folder:
        project = _invented(Path(folder), letters) if letters else _project(Path(folder))
        _freezing(project, Path(folder) / "site")
        _searching(project)
        _serving(project, Path(folder) / "site")


def _project(folder: Path) -> Project:
    root = folder / "edition"
    if (VOLUMES / VOLUME).is_file():
        create(root, [VOLUMES / VOLUME])
    else:
        print("The volumes are not beside the checkout: measured on the built-in sample.")
        make_demo(root)
    project = open_project(root)
    project.run()
    return project


def _invented(folder: Path, letters: int) -> Project:
    """An edition of invented letters, a hundred in a file."""
    chance = random.Random(11)
    box = folder / "box"
    box.mkdir()
    for first in range(0, letters, IN_A_FILE):
        last = min(letters, first + IN_A_FILE)
        people = PEOPLE[: max(16, letters // LETTERS_EACH)]
        made = [_letter(chance, n / letters, people) for n in range(first, last)]
        (box / f"letters-{first:06}.txt").write_text("\f".join(made), "utf-8")
    create(folder / "edition", [box])
    project = open_project(folder / "edition")
    project.run()
    return project


def _letter(chance: random.Random, share: float, people: list[str]) -> str:
    sender, addressee = chance.sample(people, 2)
    day = f"{chance.choice(MONTHS)} {chance.randint(1, 28)}"
    cited = f"{chance.choice(MONTHS)} {chance.randint(1, 28)}"
    body = "\n\n".join(
        " ".join(_sentence(chance) for _ in range(chance.randint(3, 6)))
        for _ in range(chance.randint(4, 7))
    )
    return (
        f"{chance.choice(TOWNS)}, {day}, {1950 + int(10 * share)}\n\n"
        f"Dear Mr. {addressee.split()[1]}:\n\nThank you for your letter of {cited}. {body}\n\n"
        f"Sincerely,\n\n{sender}\n"
    )


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(8, 22))).capitalize() + "."


def _freezing(project: Project, folder: Path) -> None:
    documents = project.edition().count(Document)
    start, cpu = time.perf_counter(), time.process_time()
    made = freeze(project.opener(), folder, memory=project.folder.pages)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - start
    print(f"frozen: {documents} documents, {made.pages} pages, {made.files} files")
    print(
        f"  {wall:.1f} s, {1000 * cpu / documents:.1f} ms CPU and "
        f"{made.bytes / documents / 1000:.0f} kB a document, {1000 * cpu / made.files:.2f} ms a file"
    )
    print(
        f"  10,000 such documents: {10_000 * cpu / documents / 2:.0f} s on two cores (asked 60), "
        f"{10_000 * made.bytes / documents / 1e6:.0f} MB (asked 500)"
    )

    start, cpu = time.perf_counter(), time.process_time()
    again = freeze(project.opener(), folder, memory=project.folder.pages)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - start
    print(
        f"  again, without changes: {again.made} files made, {wall:.1f} s, "
        f"{1000 * cpu / documents:.2f} ms CPU a document"
    )


def _searching(project: Project) -> None:
    """The search page for words, phrases and beginnings, by one reader."""
    router = Router(EditionIndex(project.edition()))
    chance = random.Random(3)
    asked = [" ".join(chance.sample(WORDS, 2)) for _ in range(60)]
    asked += [f'"{words}"' for words in asked[:20]] + [f"{word[:4]}*" for word in WORDS[-20:]]
    times = []
    for words in asked:
        start = time.perf_counter()
        router.respond(f"{LOCALES[0]}/search.html", {"q": words})
        times.append(1000 * (time.perf_counter() - start))
    times.sort()
    at = [times[int(len(times) * share)] for share in (0.5, 0.95)]
    print(f"search: {len(times)} queries, p50 {at[0]:.1f} ms, p95 {at[1]:.1f} ms (asked 30)")


def _serving(project: Project, frozen: Path) -> None:
    paths = [f"/{p.relative_to(frozen).as_posix()}" for p in sorted(frozen.rglob("*.html"))]
    paths = [path for path in paths if path.isascii() and "/404" not in path]
    room = ReadingRoom(project.edition(), port=0)
    thread = threading.Thread(target=room.run)
    thread.start()
    try:
        for name, readers in (("cold, one reader", 1), ("warm, 50 readers", READERS)):
            times = sorted(asyncio.run(_readers(room.port, paths, readers)))
            at = [1000 * times[int(len(times) * share)] for share in (0.5, 0.95, 0.99)]
            print(
                f"served ({name}): {len(times)} pages, "
                f"p50 {at[0]:.1f} ms, p95 {at[1]:.1f} ms, p99 {at[2]:.1f} ms (asked p95 50)"
            )
    finally:
        room.close()
        thread.join()


async def _readers(port: int, paths: list[str], readers: int) -> list[float]:
    if readers == 1:
        return await _reader(port, paths)
    chance = random.Random(5)
    walks = [[chance.choice(paths) for _ in range(ASKED)] for _ in range(readers)]
    done = await asyncio.gather(*(_reader(port, walk, pause=0.2) for walk in walks))
    return [seconds for times in done for seconds in times]


async def _reader(port: int, paths: list[str], pause: float = 0.0) -> list[float]:
    """One reader: asks, reads to the end, thinks for a moment."""
    times = []
    chance = random.Random(len(paths))
    for path in paths:
        if pause:
            await asyncio.sleep(chance.uniform(0, 2 * pause))
        start = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        answer = await reader.read()
        writer.close()
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{path}: {answer[:40]!r}")
        times.append(time.perf_counter() - start)
    return times


if __name__ == "__main__":
    main(sys.argv[1:])
