"""Sentence alignment: strict and lax F1, damage, verdicts, speed.

    python -m bench.align            all figures
    python -m bench.align --quick    without the long text

F1 is counted as the public scorer of vecalign counts it: precision over all beads of the output,
recall over the beads of the gold that have both sides; a bead is strictly right if it is in the
gold, laxly if it shares a pair of sentences with it. Gale–Church runs in the same process.
Published figures (Text+Berg, test part): hunalign .765/.881, Bleualign .809/.950, vecalign
.902/.986, Bertalign .936/.989 (the last two with neural encoders).
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from bench import material
from herewith.algorithms.alignment import Alignment, align, gale_church
from herewith.algorithms.alignment.tokens import width
from herewith.languages.glossary import glossary
from herewith.model.records import short_digest

GOLD = material.GOLD / "align"
SETS = (
    ("dev", "de", "fr"), ("es_1", "en", "is"), ("n_1", "en", "is"),
    ("ruth", "ru", "en"), ("esther", "ru", "en"),
)  # fmt: skip

Shape = tuple[tuple[int, ...], tuple[int, ...]]


def lines_of(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")[:-1]


def ladder(path: Path) -> list[Shape]:
    out = []
    for line in lines_of(path):
        left, right = line.split(":")[:2]
        out.append((numbers(left), numbers(right)))
    return out


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", text))


def shapes(found: Alignment) -> list[Shape]:
    out: list[Shape] = []
    for bead in found.beads:
        if bead.source and bead.target:
            out.append((bead.source, bead.target))
        else:
            out += [((i,), ()) for i in bead.source] + [((), (j,)) for j in bead.target]
    return out


def counts(gold: Iterable[Shape], found: Iterable[Shape]) -> tuple[int, int, int]:
    """Strictly right, laxly right, all."""
    known, seen = set(gold), set(found)
    links: dict[int, set[int]] = defaultdict(set)
    for left, right in known:
        for i in left:
            links[i].update(right)
    strict = seen & known
    lax = [b for b in seen - known if any(links[i] & set(b[1]) for i in b[0])]
    return len(strict), len(strict) + len(lax), len(seen)


def f1(gold: list[Shape], found: list[Shape]) -> tuple[float, float]:
    both = [b for b in gold if all(b)], [b for b in found if all(b)]
    precise, recalled = counts(gold, found), counts(both[1], both[0])
    out = []
    for k in (0, 1):
        p, r = precise[k] / max(1, precise[2]), recalled[k] / max(1, recalled[2])
        out.append(2 * p * r / max(1e-9, p + r))
    return out[0], out[1]


def quality() -> None:
    print(f"{'set':8} {'ours':>13}  {'Gale–Church':>13}  {'>=.9 right':>10}  both ways  in gold")
    for name, a, b in SETS:
        source, target = lines_of(GOLD / f"{name}.{a}"), lines_of(GOLD / f"{name}.{b}")
        gold = ladder(GOLD / f"{name}.gold")
        found = align(source, target, glossary=glossary(a, b))
        back = align(target, source, glossary=glossary(b, a))
        plain = gale_church.align([width(s) for s in source], [width(s) for s in target])
        beads = [(x.source, x.target) for x in found.beads if x.kind == "match"]
        returned = {(x.target, x.source) for x in back.beads if x.kind == "match"}
        sure = [
            (x.source, x.target) for x in found.beads if x.kind == "match" and x.confidence >= 0.9
        ]
        inside = {(i, j) for left, right in gold for i in left for j in right}
        links = [(i, j) for left, right in beads for i in left for j in right]
        ours, theirs = f1(gold, shapes(found)), f1(gold, list(plain))
        print(
            f"{name:8} {ours[0]:.3f} / {ours[1]:.3f}  {theirs[0]:.3f} / {theirs[1]:.3f}  "
            f"{share(sum(x in set(gold) for x in sure), len(sure)):>10}  "
            f"{share(len(set(beads) & returned), len(beads)):>9}  "
            f"{share(sum(link in inside for link in links), len(links)):>7}"
        )


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def damage() -> None:
    print("\nsentences removed from one side: F1 before and after, orphans in the one gap")
    for name, a, b in (SETS[0], SETS[3]):
        source, target = lines_of(GOLD / f"{name}.{a}"), lines_of(GOLD / f"{name}.{b}")
        gold = ladder(GOLD / f"{name}.gold")
        whole = f1(gold, shapes(align(source, target, glossary=glossary(a, b))))
        for size in (8, 20):
            first = len(target) // 3
            rest = target[:first] + target[first + size :]
            wanted, left = without(gold, first, size)
            found = align(source, rest, glossary=glossary(a, b))
            torn = f1(wanted, shapes(found))
            gaps = [set(x.source) for x in found.beads if x.kind == "gap" and x.source]
            most = max((len(gap & left) for gap in gaps), default=0)
            print(f"{name:8} {size:3}: {whole[0]:.3f} -> {torn[0]:.3f}, {most} of {len(left)}")


def without(gold: list[Shape], first: int, size: int) -> tuple[list[Shape], set[int]]:
    """The gold after some target sentences are gone, and the source sentences left alone."""
    out: list[Shape] = []
    alone: set[int] = set()
    for left, right in gold:
        kept = tuple(j if j < first else j - size for j in right if not first <= j < first + size)
        if right and not kept:
            alone.update(left)
            out += [((i,), ()) for i in left]
        else:
            out.append((left, kept))
    return out, alone


def verdicts() -> None:
    print("\ntexts that have nothing to do with each other: verdict, gain, highest confidence")
    for a, b in (("ruth.ru", "es_1.en"), ("ruth.ru", "esther.en"), ("dev.de", "es_1.en")):
        source, target = lines_of(GOLD / a)[:60], lines_of(GOLD / b)[:60]
        found = align(source, target, glossary=glossary(a[-2:], b[-2:]))
        most = max((x.confidence for x in found.beads if x.source and x.target), default=0.0)
        print(f"{a:9} {b:10} {found.verdict:18} {found.quality.gain:6.2f} {most:.2f}")


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


def speed() -> None:
    source, target, gold = long_text(6500)
    begin = time.process_time()
    found = align(source, target)
    spent = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    strict, lax = f1(gold, shapes(found))
    print(
        f"\n6,500 × {len(target):,} sentences: {spent:.1f} s CPU, peak {peak} MB, F1 {strict:.3f} / {lax:.3f}"
    )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave out the long text")
    chosen = parser.parse_args(arguments or [])
    if GOLD.is_dir():
        quality()
        damage()
        verdicts()
    else:
        print("NOT RUN: the gold is not beside the checkout")
    if not chosen.quick:
        speed()


if __name__ == "__main__":
    main(sys.argv[1:])
