"""Long texts: processor time, peak memory and F1 of an alignment in a process of its own.

python -m bench.bitext_speed 6500          so many sentences beside their cipher
python -m bench.bitext_speed --files 10    `herewith align` of two files of so many megabytes
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.bitexts import Shape, f1, shapes
from bench.memory import peak
from herewith.algorithms.alignment import align
from herewith.model.records import short_digest

__all__ = ["files", "long_text", "speed"]


def speed(sizes: list[int]) -> None:
    print("\nspeed: invented texts of so many sentences, each aligned in a process of its own")
    before: tuple[int, float] | None = None
    for size in sizes:
        told = _apart(str(size))
        growth = ""
        if before is not None:
            power = math.log(told["seconds"] / before[1]) / math.log(size / before[0])
            growth = f", growth n^{power:.2f}"
        before = (size, told["seconds"])
        print(
            f"{size:,} × {told['sentences']:,} sentences: {told['seconds']:.1f} s CPU, "
            f"peak {told['megabytes']} MB, F1 {told['strict']:.3f} / {told['lax']:.3f}{growth}",
            flush=True,
        )


def files(megabytes: int) -> None:
    told = _apart("--files", str(megabytes))
    print(
        f"two files of {megabytes} MB, {told['sentences']:,} sentences together: "
        f"{told['said']} after {told['seconds']:.1f} s CPU, peak {told['megabytes']} MB",
        flush=True,
    )


def _apart(*arguments: str) -> dict[str, Any]:
    """What this module says of itself in a new process."""
    command = [sys.executable, "-m", "bench.bitext_speed", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def long_text(size: int) -> tuple[list[str], list[str], list[Shape]]:
    """An invented text and its cipher: merged, split, thinned and torn by hashes of the content."""
    words = [f"{c}{v}{d}" for c in "bdfgklmnprst" for v in "aeiou" for d in "lmnrstvz"]
    source = []
    for k in range(size):
        digits = int(short_digest("sentence", k, size=15), 16)
        length = 6 + digits % 17
        row = []
        for n in range(length):
            row.append(
                words[(digits >> (n * 3)) ** 2 % 9973 % len(words)] + words[(k * 7 + n) % 97]
            )
        source.append(" ".join(row).capitalize() + (f" {k % 311}." if k % 5 == 0 else "."))
    target: list[str] = []
    gold: list[Shape] = []
    k = 0
    while k < size:
        luck = int(short_digest("luck", k), 16) % 100
        cipher = " ".join(
            w[::-1] for n, w in enumerate(source[k].rstrip(".").split()) if (k + n) % 7
        )
        if luck < 2:
            gold.append(((k,), ()))
        elif luck < 8 and k + 1 < size:
            gold.append(((k, k + 1), (len(target),)))
            target.append(f"{cipher} {source[k + 1].rstrip('.')[::-1]}.")
            k += 1
        else:
            gold.append(((k,), (len(target),)))
            target.append(cipher + ".")
        k += 1
    return source, target, gold


def _of_sentences(size: int) -> dict[str, object]:
    source, target, gold = long_text(size)
    begin = time.process_time()
    found = align(source, target)
    spent = time.process_time() - begin
    strict, lax = f1(gold, shapes(found))
    return {
        "sentences": len(target),
        "seconds": spent,
        "megabytes": peak(),
        "strict": strict,
        "lax": lax,
    }


def _of_files(megabytes: int) -> dict[str, object]:
    """Write both files, and align them as the command does."""
    from herewith.errors import UsageError
    from herewith.project.aligning import align_files

    wanted = megabytes * 1_000_000
    source, target, _ = long_text(wanted // 80)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        count = 0
        for name, sentences in (("a.txt", source), ("b.txt", target)):
            kept, size = [], 0
            for sentence in sentences:
                size += len(sentence.encode()) + 1
                if size > wanted:
                    break
                kept.append(sentence)
            count += len(kept)
            paths.append(Path(folder, name))
            paths[-1].write_text("\n".join(kept) + "\n", "utf-8")
        del source, target, sentences, kept
        begin = time.process_time()
        try:
            done = align_files(str(paths[0]), str(paths[1]), presegmented=True)
            said: str = done.bitext.verdict
        except UsageError as error:
            said = f"“{error}”"
    return {
        "sentences": count,
        "said": said,
        "seconds": time.process_time() - begin,
        "megabytes": peak(),
    }


def _measure() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", type=int)
    parser.add_argument("--files", action="store_true", help="megabytes instead of sentences")
    chosen = parser.parse_args()
    json.dump((_of_files if chosen.files else _of_sentences)(chosen.size), sys.stdout)


if __name__ == "__main__":
    _measure()
