"""Collation: speed, growth, and rightness, beside CollateX, difflib and GNU diff.

    python -m bench collate            all figures
    python -m bench.collate --quick    without the long texts

CollateX (Python, GPL) is not a part of the program; without it its lines are left out, loudly.
`make bench` installs it in a folder of its own (`requirements/peers.txt`).

Texts are invented (`collation_noise`); the short cases are those of the tests.
"""

from __future__ import annotations

import argparse
import difflib
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

from tests.algorithms.collation.case_files import Case, cases

from bench.collation_noise import Copy, base_text, copy_of
from bench.memory import peak
from herewith.algorithms.collation import Collated, WitnessText, collate
from herewith.algorithms.collation.tokens import fold, normalise, tokenise

try:
    import collatex
except ImportError:
    collatex = None

Table = list[list[tuple[int, int] | None]]
"""For each column, for each witness, a half-open range of its tokens or None."""


TRIALS = 60
"""Texts with a move, for each length of it."""

PEER_WORDS = 600
"""Words of the text on which CollateX is timed; a whole letter takes it minutes."""


def seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """CPU seconds of this process, the least of some runs."""
    best = math.inf
    for _ in range(times):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def memory(words: int, count: int) -> str:
    """Peak memory (MB) of a process that makes the texts and collates them once."""
    command = [sys.executable, "-m", "bench.collate", "--memory", str(words), str(count)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def texts_of(copies: list[Copy]) -> list[WitnessText]:
    return [WitnessText(chr(65 + n), copy.text) for n, copy in enumerate(copies)]


def copies_of(words: int, count: int, noise: float, *, seed: int = 1) -> list[Copy]:
    """A base and noisy copies, the first of which has one move and one omission."""
    base = base_text(words, seed)
    out = [Copy(base, list(range(len(base))))]
    for n in range(1, count):
        size = min(400, words // 20) if n == 1 else 0
        out.append(copy_of(base, noise, seed * 100 + n, move=size, omit=size * 3 // 4))
    return out


def pairs(found: Collated, copies: list[Copy]) -> tuple[float, float]:
    """Precision and recall of the pairs of tokens put into one column, the moved block apart."""
    graph = found.graph
    number = {siglum: n for n, siglum in enumerate(graph.sigla)}
    right = wrong = lost = 0
    for a, b in combinations(range(len(copies)), 2):
        moved = {n for c in (copies[a], copies[b]) if c.origin for n in range(*c.origin)}
        one, two = copies[a].origins, copies[b].origins
        at = {origin: n for n, origin in enumerate(one) if origin is not None}
        truth = {
            (at[origin], n)
            for n, origin in enumerate(two)
            if origin is not None and origin in at and origin not in moved
        }
        cells = graph.table[:, [number[chr(65 + a)], number[chr(65 + b)]]]
        got = {
            (x, y)
            for x, y in cells[(cells >= 0).all(1)].tolist()
            if one[x] is not None and two[y] is not None and one[x] not in moved
        }
        right += len(got & truth)
        wrong += len(got - truth)
        lost += len(truth - got)
    return right / (right + wrong), right / (right + lost)


def long_texts() -> Iterator[tuple[str, ...]]:
    """Speed, memory and rightness on texts of a hundred thousand words."""
    for words, count, target in ((100_000, 2, "≤ .4 s"), (100_000, 10, "≤ 3 s, ≤ 400 MB")):
        copies = copies_of(words, count, 0.02)
        texts = texts_of(copies)
        took = seconds(lambda texts=texts: collate(texts), times=2)
        found = collate(texts)
        precision, recall = pairs(found, copies)
        yield (
            f"{words:,} words × {count}, 2 % noise, a move and an omission",
            f"{took:.2f} s, {memory(words, count)} MB in a process of its own",
            f"P {precision:.5f} R {recall:.5f}, moves {len(found.moves)}",
            f"{target}, .9995/.9995",
        )


def growth() -> Iterator[tuple[str, ...]]:
    """How time grows with length: the exponent between neighbouring sizes."""
    sizes = (1_000, 10_000, 100_000, 1_000_000)
    took = []
    for size in sizes:
        texts = texts_of(copies_of(size, 2, 0.02))
        took.append(seconds(lambda texts=texts: collate(texts), times=1 if size > 99_999 else 3))
    whole = math.log(took[-1] / took[0]) / math.log(sizes[-1] / sizes[0])
    last = math.log(took[-1] / took[-2]) / math.log(10)
    shown = ", ".join(f"{size:,}: {t:.3f} s" for size, t in zip(sizes, took, strict=True))
    yield ("growth, words: CPU", shown, f"n^{whole:.2f} in all, n^{last:.2f} at the end", "≤ n^1.1")


def moves() -> Iterator[tuple[str, ...]]:
    """How often a planted move comes back as one unit, with 5 % noise."""
    for size in (12, 25, 50, 120, 400):
        whole = 0
        for seed in range(TRIALS):
            base = base_text(4_000, seed)
            copy = copy_of(base, 0.05, seed + 100, move=size)
            found = collate([WitnessText("A", " ".join(base)), WitnessText("B", copy.text)])
            whole += _one_unit(found, copy)
        yield (
            f"a move of {size} words, 5 % noise",
            f"{whole}/{TRIALS} as one unit, {100 * whole / TRIALS:.0f} %",
            "",
            "≥ 95 %",
        )


def _one_unit(found: Collated, copy: Copy) -> bool:
    """Whether there is one move, and it covers nine tenths of the planted one on both sides."""
    if len(found.moves) != 1 or copy.origin is None or copy.moved is None:
        return False
    graph, move = found.graph, found.moves[0]
    sides = ((move.low, move.high), (move.other_low, move.other_high))
    for first, second in (sides, sides[::-1]):
        held = []
        for siglum, (low, high), (start, end) in (
            ("A", first, copy.origin),
            ("B", second, copy.moved),
        ):
            cells = graph.table[low:high, graph.sigla.index(siglum)]
            cells = cells[cells >= 0]
            inside = min(int(cells[-1]) + 1, end) - max(int(cells[0]), start) if len(cells) else 0
            outer = max(int(cells[-1]) + 1, end) - min(int(cells[0]), start) if len(cells) else 1
            held.append(inside / outer)
        if min(held) >= 0.85:
            return True
    return False


def letter() -> Iterator[tuple[str, ...]]:
    """One letter in three witnesses, beside the other programs on the same tokens."""
    copies = copies_of(2_600, 3, 0.02)
    texts = texts_of(copies)
    ours = seconds(lambda: collate(texts), times=5)
    yield ("a letter of 2,600 words × 3", f"{ours * 1000:.0f} ms", "", "≤ 50 ms in process")
    two = texts[:2]
    base = seconds(lambda: collate(two), times=5)
    a, b = (tokenise(text).texts for text in two)
    took = seconds(lambda: difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes())
    yield ("the same × 2: ours", f"{base * 1000:.0f} ms", "", "")
    yield ("the same × 2: difflib", f"{took * 1000:.0f} ms", f"{took / base:.1f} times ours", "")
    if shutil.which("diff"):
        took = _gnu_diff(a, b)
        yield (
            "the same × 2: GNU diff, a word a line",
            f"{took * 1000:.0f} ms",
            f"{took / base:.1f} times ours",
            "finds no moves, joins, near words",
        )
    if collatex:
        copies = copies_of(PEER_WORDS, 2, 0.02)
        two = texts_of(copies)
        base = seconds(lambda: collate(two), times=5)
        a, b = (tokenise(text).texts for text in two)
        took = seconds(lambda: _collatex({"A": a, "B": b}, near=False))
        yield (
            f"{PEER_WORDS} words × 2: ours and CollateX",
            f"{base * 1000:.0f} ms and {took:.1f} s",
            f"{took / base:.0f} times ours",
            "",
        )


def _gnu_diff(a: list[str], b: list[str]) -> float:
    """CPU seconds of GNU diff on two lists of words."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in "ab"]
        for path, words in zip(files, (a, b), strict=True):
            path.write_text("\n".join(words) + "\n", "utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(["diff", "-d", *map(str, files)], check=False, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _collatex(witnesses: dict[str, list[str]], *, near: bool) -> Table:
    """The table of CollateX for ready tokens with our norms."""
    tokens = {
        s: [{"t": t, "n": normalise(fold(t)), "i": n} for n, t in enumerate(words)]
        for s, words in witnesses.items()
    }
    data = {"witnesses": [{"id": s, "tokens": listed} for s, listed in tokens.items()]}
    table = collatex.collate(data, output="table", segmentation=False, near_match=near)
    columns: Table = []
    order = [row.header for row in table.rows]
    for column in table.columns:
        row: list[tuple[int, int] | None] = []
        for siglum in witnesses:
            held = column.tokens_per_witness.get(siglum) if siglum in order else None
            row.append((held[0].token_data["i"], held[-1].token_data["i"] + 1) if held else None)
        columns.append(row)
    return columns


def _ours(found: Collated, sigla: list[str]) -> Table:
    graph = found.graph
    order = [graph.sigla.index(s) for s in sigla]
    rows = graph.table[:, order].tolist()
    return [[(n, n + 1) if n >= 0 else None for n in row] for row in rows]


def fits(table: Table, case: Case, lengths: list[int]) -> bool:
    """Whether columns of a table can be put together to give the wanted cells, none lost."""
    wanted: list[list[int]] = []
    for row in case.rows:
        wanted.append([n for n, cell in enumerate(row) for _ in cell])
    seen = [0] * len(lengths)
    for column in table:
        cells = {wanted[w][n] for w, held in enumerate(column) if held for n in range(*held)}
        if len(cells) > 1:
            return False
        for w, held in enumerate(column):
            if held:
                seen[w] += held[1] - held[0]
    if seen != lengths:
        return False
    return _agreements_kept(table, case, wanted)


def _agreements_kept(table: Table, case: Case, wanted: list[list[int]]) -> bool:
    """Whether every cell in which all agree is aligned word for word."""
    width = len(case.rows[0])
    same = {
        n for n in range(width) if len({tuple(c.casefold() for c in r[n]) for r in case.rows}) == 1
    }
    for column in table:
        held = [w for w, cell in enumerate(column) if cell]
        cell = column[held[0]]
        if cell and wanted[held[0]][cell[0]] in same and len(held) < len(case.rows):
            return False
    return True


def short_cases() -> Iterator[tuple[str, ...]]:
    """The cases of the tests: can the columns be put together to what an editor wants?"""
    listed = cases()
    ours = exact = order = 0
    theirs = {False: 0, True: 0}
    stable = {False: 0, True: 0}
    failed: list[str] = []
    for case in listed:
        witnesses = [WitnessText(s, text) for s, text in case.witnesses.items()]
        tokens = {w.siglum: tokenise(w).texts for w in witnesses}
        lengths = [len(words) for words in tokens.values()]
        found = collate(witnesses)
        table = _ours(found, list(tokens))
        good = fits(table, case, lengths)
        ours += good
        failed += [] if good else [case.title]
        exact += _exact(found, case)
        order += _ours(collate(witnesses[::-1]), list(tokens)) == table
        if collatex:
            for near in (False, True):
                there, back = _tried(tokens, near)
                theirs[near] += there is not None and fits(there, case, lengths)
                stable[near] += there is not None and there == back
    total = len(listed)
    yield (
        f"{total} short cases: Herewith",
        f"{ours}/{total} aligned as wanted",
        f"{exact}/{total} also cut into the units wanted",
        f"{order}/{total} the same in reversed naming order",
    )
    for near in (False, True):
        if collatex:
            yield (
                f"{total} short cases: CollateX{', near matching' * near}",
                f"{theirs[near]}/{total} aligned as wanted",
                "",
                f"{stable[near]}/{total} the same in reversed naming order",
            )
    for title in failed:
        yield ("not as wanted (Herewith)", title, "", "")


def _tried(tokens: dict[str, list[str]], near: bool) -> tuple[Table | None, Table | None]:
    """CollateX's table and the one with the witnesses named in reverse; None where it fails."""
    back = dict(reversed(tokens.items()))
    try:
        return _collatex(tokens, near=near), [row[::-1] for row in _collatex(back, near=near)]
    except Exception:  # whatever it raises on a case is a failed case
        return None, None


def _exact(found: Collated, case: Case) -> bool:
    graph = found.graph
    for siglum, wanted in zip(case.witnesses, case.rows, strict=True):
        w = graph.sigla.index(siglum)
        got = []
        for stretch in found.cut.stretches:
            cells = graph.table[stretch.low : stretch.high, w]
            got.append(tuple(graph.vocabulary.forms[graph.forms[w][n]] for n in cells[cells >= 0]))
        if tuple(got) != wanted:
            return False
    return True


def main(*, quick: bool = False) -> None:
    """Print the table; `quick` leaves out the long texts."""
    if collatex is None:
        print("NOTE: collatex is not installed: its lines are LEFT OUT (see bench/collate.py)\n")
    print("| what | figure | beside | wanted |\n| --- | --- | --- | --- |")
    parts = [] if quick else [long_texts(), growth()]
    for part in [*parts, moves(), letter(), short_cases()]:
        for row in part:
            print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--memory", nargs=2, type=int, metavar=("WORDS", "WITNESSES"))
    asked = parser.parse_args()
    if asked.memory:
        collate(texts_of(copies_of(*asked.memory, 0.02)))
        print(peak())
    else:
        main(quick=asked.quick)
