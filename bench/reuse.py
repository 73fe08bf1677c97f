"""Speed and memory of the index of a collection, and what it finds.

    python -m bench.reuse [FOLDER_OF_TEI] [--copies N] [--letters N] [--peer]

The texts of the volumes are read once and kept as JSON Lines in a temporary folder; every
measurement is a process of its own, so that memory is its own. `--copies 3` repeats the texts with
seeded noise (every 25th word changed, another 40 words at the end); `--letters 100000` makes
synthetic letters. `passim`, if it is installed, is run on six volumes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.material import VOLUMES, absent
from herewith.algorithms.reconstruct.rejoin import rejoined
from herewith.formats.reading import read
from herewith.stages.reconstruct import reconstruct

VOCABULARY = 20_000

SENTENCE = re.compile(r"(?<!\w)[A-Z][^.!?\n“”\"\[\]…]{40,300}[.!?]")
"""A sentence that can be quoted as it stands."""


def texts_of(folder: Path) -> Iterator[dict[str, str]]:
    """The documents of all volumes of a folder."""
    for path in sorted(folder.glob("*.xml")):
        for document in rejoined(reconstruct(read(path)).documents):
            row = {"id": str(document.id), "text": document.text}
            yield {**row, "heading": document.heading or ""}


def noisy(rows: Sequence[dict[str, str]], copies: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """The rows, and further copies of them in which every 25th word is another."""
    yield from rows
    for copy in range(1, copies):
        chance = random.Random(seed + copy)
        for row in rows:
            words = row["text"].split()
            for n in range(chance.randrange(25), len(words), 25):
                words[n] = f"word{chance.randrange(VOCABULARY)}"
            words += [f"word{chance.randrange(VOCABULARY)}" for _ in range(40)]
            yield {**row, "id": f"copy{copy}-{row['id']}", "text": " ".join(words)}


def letters(count: int, seed: int = 3) -> Iterator[dict[str, str]]:
    """Synthetic letters of about 250 words, one in ten of which repeats part of an earlier one."""
    chance = random.Random(seed)
    common = [f"word{n}" for n in range(VOCABULARY)]
    weights = [1 / (n + 3) for n in range(VOCABULARY)]
    recent: list[list[str]] = []
    for n in range(count):
        words = chance.choices(common, weights, k=chance.randrange(150, 350))
        if recent and chance.random() < 0.1:
            other = chance.choice(recent)
            words[50:50] = other[20 : 20 + chance.randrange(20, 100)]
        recent = [*recent[-500:], words]
        yield {"id": f"letter{n:07}", "text": " ".join(words), "heading": ""}


def write(path: Path, rows: Iterator[dict[str, str]]) -> int:
    """Write rows as JSON Lines; how many there were."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def measured(path: Path) -> None:
    """In a process of its own: index and pairs of a file of texts; one line of figures."""
    from herewith.algorithms.reuse.index import index_of, part_of, shared_wording

    start, names, parts, held = time.perf_counter(), [], [], []
    texts: list[str] = []
    size = characters = 0
    reading = 0.0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            begin = time.perf_counter()
            row = json.loads(line)
            reading += time.perf_counter() - begin
            held.append(row["id"])
            texts.append(row["text"])
            size += len(row["text"])
            if size > 4_000_000:
                parts.append(part_of(held, texts))
                names += held
                characters += size
                held, texts, size = [], [], 0
    parts.append(part_of(held, texts))
    names += held
    characters += size
    indexed = time.perf_counter()
    index = index_of(parts)
    del parts
    found = shared_wording(index)
    passages = pairs = 0
    for one in found.shared:
        pairs += 1
        passages += len(one.passages)
    done = time.perf_counter()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "documents": len(names),
        "characters": characters,
        "words": len(index.words),
        "fingerprints": len(index.prints),
        "pairs": pairs,
        "passages": passages,
        "formulas": len(found.formulas),
        "seconds": round(done - start, 2),
        "of them reading JSON": round(reading, 2),
        "index": round(indexed - start - reading, 2),
        "join and passages": round(done - indexed, 2),
        "CPU seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "megabytes": usage.ru_maxrss // 1024,
    }
    print(json.dumps(figures))


def asked(path: Path) -> None:
    """In a process of its own: sentences of a file of texts, whole and with one word changed."""
    from herewith.algorithms.quotations import Source, Verifier

    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    before = time.process_time()
    verifier = Verifier(Source(row["id"], row["text"], "en") for row in rows)
    indexed = time.process_time() - before
    chance = random.Random(9)
    quoted: list[tuple[str, tuple[str, ...]]] = []
    for row in chance.sample(rows, min(700, len(rows))):
        sentences = SENTENCE.findall(row["text"])
        if sentences:
            words = chance.choice(sentences).split()
            quoted.append((" ".join(words), ("exact", "normalised", "elided")))
            words[chance.randrange(len(words))] = "zzz"
            quoted.append((" ".join(words), ("altered",)))
    before = time.process_time()
    right = sum(verifier.verify(said).verbatim in verdicts for said, verdicts in quoted)
    figures = {
        "quotations": len(quoted),
        "right": round(right / len(quoted), 4),
        "milliseconds each": round((time.process_time() - before) / len(quoted) * 1000, 1),
        "index CPU seconds": round(indexed, 2),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(figures))


def run(path: Path, what: str = "--measure") -> dict[str, float]:
    """Measure a file in a process of its own."""
    command = [sys.executable, "-m", "bench.reuse", what, str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(answer.stdout)
    print("  " + ", ".join(f"{name} {value:,}" for name, value in found.items()), flush=True)
    return found


def growth(few: dict[str, float], many: dict[str, float]) -> str:
    """The exponent with which CPU time grows from one measurement to another."""
    ratio = math.log(many["documents"] / few["documents"])
    return f"growth n^{math.log(many['CPU seconds'] / few['CPU seconds']) / ratio:.2f}"


def peer(rows: Sequence[dict[str, str]], folder: Path) -> None:
    """`passim` in pairwise mode on six volumes, if it is there."""
    program = shutil.which("passim")
    if program is None:
        said = "not installed (D. Smith's program; the package of that name on PyPI is another)"
        print(f"passim: NOT RUN: {said}")
        return
    volumes = sorted({row["id"].partition("#")[0] for row in rows})[:6]
    chosen = [row for row in rows if row["id"].partition("#")[0] in volumes]
    path = folder / "passim.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for row in chosen:
            series = row["id"].partition("#")[0]
            out.write(json.dumps({"id": row["id"], "series": series, "text": row["text"]}) + "\n")
    start = time.perf_counter()
    command = [program, "--pairwise", str(path), str(folder / "passim-out")]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    took = time.perf_counter() - start
    if answer.returncode:
        last = (answer.stderr.strip().splitlines() or ["nothing"])[-1]
        print(f"passim: NOT RUN: it ended with {answer.returncode}: {last[:200]}")
        return
    small = folder / "six.jsonl"
    write(small, iter(chosen))
    print(f"six volumes, {len(chosen)} documents: passim {took:.1f} s; this program:")
    own = run(small)
    print(f"  {took / own['seconds']:.0f} times as fast")


def kinds(path: Path) -> None:
    """The whole verb on ready texts: how many pairs of each kind, and how long."""
    command = [sys.executable, "-m", "herewith", "reuse", "--texts", str(path), "--json"]
    start = time.perf_counter()
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    took = time.perf_counter() - start
    found = Counter(json.loads(line)["kind"] for line in answer.stdout.splitlines())
    print(f"  {took:.1f} s with kinds: " + ", ".join(f"{k} {n}" for k, n in found.most_common()))


def main(arguments: Sequence[str] = ()) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=VOLUMES)
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--letters", type=int, default=100_000)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        measured(options.measure)
        return
    if options.ask:
        asked(options.ask)
        return
    if options.folder == VOLUMES and absent():
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        rows = list(texts_of(options.folder))
        one = folder / "one.jsonl"
        write(one, iter(rows))
        print("the volumes, once")
        first = run(one)
        kinds(one)
        if options.copies > 1:
            print(f"the volumes, {options.copies} times, with noise")
            many = folder / "many.jsonl"
            write(many, noisy(rows, options.copies))
            last = run(many)
            run(many, "--ask")
            print(f"  {growth(first, last)} (every paper has copies now, and had none before)")
        if options.letters:
            path = folder / "letters.jsonl"
            print(f"{options.letters // 10:,} and {options.letters:,} synthetic letters")
            write(path, letters(options.letters // 10))
            few = run(path)
            write(path, letters(options.letters))
            cost = run(path)
            print(f"  {growth(few, cost)}")
            unit = cost["CPU seconds"] / cost["documents"]
            memory = cost["megabytes"] / cost["documents"]
            print(
                f"  planned from this: 1,000,000 letters {unit * 1e6 / 60:.1f} minutes of one core, "
                f"{memory * 1e3:.1f} GB in memory (or by duckdb, within its bound)"
            )
        peer(rows, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
