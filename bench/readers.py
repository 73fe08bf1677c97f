"""Speed and memory of the readers: files of every format, and files of any size.

    python -m bench.readers [--text 16] [--pages 2000] [--keep FOLDER]

Makes its own files, but for the TEI. Text and TEI stand beside each other with their speed, a
small and a large one of each. A text of so many megabytes and a PDF of so many pages are read and
reconstructed by the command line itself in a process of its own, whose memory is measured; each
is done at a quarter of its size too: memory must be the same. `--text 1024 --pages 50000` are the
sizes that the project promises.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.formats.making import docx, pdf
from tests.invented_words import SYLLABLES

from bench.material import VOLUMES
from herewith.formats.reading import read
from herewith.stages.reconstruct import reconstruct

LETTER_WORDS = 260
COMMAND = "import sys; from herewith.cli.main import main; sys.exit(main())"


def words(rng: random.Random, count: int) -> str:
    """Words nobody has seen, in lines as a typist writes them."""
    out: list[str] = []
    width = 0
    for _ in range(count):
        word = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4)))
        sign = rng.choice(("", "", "", "", "", "", "", ",", "."))
        if width + len(word) > 66:
            out.append("\n")
            width = 0
        elif out:
            out.append(" ")
        out.append(word + sign)
        width += len(word) + 2
    return "".join(out)


def letters(rng: random.Random) -> Iterator[str]:
    """Letters of two pages, one after the other, for ever."""
    n = 0
    while True:
        n += 1
        half = LETTER_WORDS // 2
        head = f"MINISTRY OF EXTERNAL AFFAIRS\n\nMay {n % 28 + 1}, 1911\n\nDear Mr. Hall:\n\n"
        yield f"{head}{words(rng, half)}\n\f{words(rng, half)}.\n\nSincerely,\n\nP. Orlin\n\f"


def big_text(path: Path, megabytes: int) -> None:
    """A text of so many megabytes."""
    rng = random.Random(7)
    stream = letters(rng)
    with path.open("w", encoding="utf-8") as out:
        size = 0
        while size < megabytes << 20:
            size += out.write(next(stream))


def big_pdf(path: Path, pages: int) -> None:
    """A PDF of so many pages of text."""
    rng = random.Random(7)
    stream = letters(rng)
    found: list[list[str]] = []
    while len(found) < pages:
        found += [page.split("\n") for page in next(stream).rstrip("\f").split("\f")]
    pdf(path, found[:pages])


def run(path: Path) -> tuple[float, float, int]:
    """Seconds of the clock and of the processor, and megabytes, that `reconstruct` took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "reconstruct", str(path), "--json"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, processor, usage.ru_maxrss >> 10


def formats(folder: Path) -> Iterator[str]:
    """One line for every format that is read in this process or in one child."""
    rng = random.Random(7)
    text = "".join(next(letters(rng)) for _ in range(250))
    for name in ("utf-8", "utf-16", "cp1252"):
        path = folder / f"{name}.txt"
        path.write_bytes(text.encode(name))
        yield _line(f"text, {name}", path)
    volume = next(iter(sorted(VOLUMES.glob("*.xml"))), None) if VOLUMES.is_dir() else None
    if volume is not None:
        yield _line("TEI", volume)
    docx(folder / "letter.docx")
    yield _line("Word, one letter", folder / "letter.docx")
    big_pdf(folder / "letters.pdf", 400)
    yield _line("PDF, 400 pages", folder / "letters.pdf")


def speeds(folder: Path, megabytes: int) -> Iterator[str]:
    """Megabytes a second of the processor for text and TEI, a small and a large one of each.

    Each is read and reconstructed twice in this process; the second time counts, when the tables
    of the languages are loaded. The large text is one source here, not divided into parts.
    """
    small, large = folder / "small.txt", folder / "large.txt"
    big_text(small, 1)
    big_text(large, megabytes)
    volumes = sorted(VOLUMES.glob("*.xml"), key=lambda path: path.stat().st_size)
    rows = [("text", small, large)]
    if volumes:
        rows.append(("TEI", volumes[0], volumes[-1]))
    else:
        yield "TEI: not run, the volumes are not here"
    for name, *paths in rows:
        yield f"{name:<6}" + "   ".join(_speed(path) for path in paths)
    small.unlink()
    large.unlink()


def _speed(path: Path) -> str:
    size = path.stat().st_size / 1e6
    seconds = 0.0
    for _ in range(2):
        begin = time.process_time()
        reconstruct(read(path))
        seconds = time.process_time() - begin
    return f"{size:6.1f} MB: {size / seconds:5.2f} MB a second"


def _line(name: str, path: Path) -> str:
    start = time.perf_counter()
    delivered = read(path)
    middle = time.perf_counter()
    reconstruct(delivered)
    end = time.perf_counter()
    size = path.stat().st_size / 1e6
    chars = delivered.source.chars / 1e6
    return (
        f"{name:<22} {size:7.2f} MB  read {middle - start:6.2f} s ({size / (middle - start):6.1f} MB/s)"
        f"  read and reconstructed {end - start:6.2f} s ({chars / (end - start):5.2f} M characters/s)"
    )


def main(arguments: list[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=int, default=16, help="megabytes of the large text")
    parser.add_argument("--pages", type=int, default=2000, help="pages of the large PDF")
    parser.add_argument("--keep", type=Path, help="folder for the files made")
    options = parser.parse_args(arguments if arguments is not None else [])
    with tempfile.TemporaryDirectory(prefix="herewith-bench-") as temporary:
        folder = options.keep or Path(temporary)
        for line in (*formats(folder), *speeds(folder, options.text)):
            print(line, flush=True)
        for share in (4, 1):
            path = folder / f"text-{share}.txt"
            big_text(path, options.text // share)
            clock, processor, memory = run(path)
            rate = options.text / share / processor
            print(
                f"text of {options.text // share} MB: {clock:.0f} s, {rate:.2f} MB/s of the "
                f"processor, {memory} MB of memory at most",
                flush=True,
            )
            path.unlink()
        for share in (4, 1):
            path = folder / f"pages-{share}.pdf"
            big_pdf(path, options.pages // share)
            clock, processor, memory = run(path)
            print(
                f"PDF of {options.pages // share} pages: {clock:.0f} s, "
                f"{options.pages / share / processor:.0f} pages/s of the processor, "
                f"{memory} MB of memory at most",
                flush=True,
            )
            path.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
