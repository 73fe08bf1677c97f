"""Sentence alignment: strict and lax F1, confidence, damage, verdicts, speed.

    python -m bench.align            all figures
    python -m bench.align --quick    without the long texts
    python -m bench.align --longest  with 50,000 sentences, and two files of 10 MB

Gale–Church runs in the same process; long texts are aligned in processes of their own
(`bench.bitext_speed`). How F1 is counted: `bench.bitexts`.
"""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise

from bench import material
from bench.bitext_damage import removed, repeated
from bench.bitext_speed import files, speed
from bench.bitexts import GOLD, READ, SETS, VERSES, Set, counts, f1, load, pooled, shapes, share
from herewith.algorithms.alignment import Alignment, align, gale_church
from herewith.algorithms.alignment.tokens import width
from herewith.languages.glossary import glossary

PUBLISHED = """\
published, Text+Berg test part, strict / lax (not run here):
  Gale–Church .675 / .789 · hunalign .765 / .881 · Bleualign with machine translation .809 / .950
  vecalign .902 / .986 · Bertalign .936 / .989 (the last two with neural encoders)"""
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


def quality(sets: list[Set]) -> None:
    print(f"{'set':8} {'ours':>13}  {'Gale–Church':>13}  {'>=.9 right':>10}  both ways  in gold")
    held = {}
    judged: list[tuple[str, float, bool]] = []
    for one in sets:
        found = align(one.source, one.target, glossary=glossary(*one.languages))
        turned = one.turned
        back = align(turned.source, turned.target, glossary=glossary(*turned.languages))
        plain = gale_church.align([width(s) for s in one.source], [width(s) for s in one.target])
        beads = [(x.source, x.target) for x in found.beads if x.kind == "match"]
        returned = {(x.target, x.source) for x in back.beads if x.kind == "match"}
        mine = rightness(one, found)
        judged += mine + rightness(turned, back)
        sure = [right for _, confidence, right in mine if confidence >= 0.9]
        links = [(i, j) for left, right in beads for i in left for j in right]
        ours, theirs = f1(one.gold, shapes(found)), f1(one.gold, list(plain))
        held[one.name] = counts(one.gold, shapes(found))
        print(
            f"{one.name:8} {ours[0]:.3f} / {ours[1]:.3f}  {theirs[0]:.3f} / {theirs[1]:.3f}  "
            f"{share(sum(sure), len(sure)):>10}  "
            f"{share(len(set(beads) & returned), len(beads)):>9}  "
            f"{share(sum(link in one.links for link in links), len(links)):>7}"
        )
        if one.name in READ:
            inside = sum(link in one.links or link in READ[one.name] for link in links)
            print(f"{'':8} as read, where the editions number verses differently: ", end="")
            print(f"{share(inside, len(links))} of {len(links)} links inside the right verse")
    strict, lax = pooled([held["es_1"], held["n_1"]])
    print(f"English–Icelandic pooled: {strict:.3f} / {lax:.3f}")
    print(PUBLISHED)
    reliability(judged)


def rightness(one: Set, found: Alignment) -> list[tuple[str, float, bool]]:
    """For every bead with two sides: its set, its confidence, and whether it is right."""
    known, links = set(one.gold), one.links
    out = []
    for bead in found.beads:
        if bead.kind == "match":
            if one.name in VERSES:
                right = all((i, j) in links for i in bead.source for j in bead.target)
            else:
                right = (bead.source, bead.target) in known
            out.append((one.name, bead.confidence, right))
    return out


def reliability(judged: list[tuple[str, float, bool]]) -> None:
    """How often beads of a confidence are right; both directions of every set."""
    print("\nreliability: beads by confidence, and how many of them are right")
    print(f"{'set':8}" + "".join(f"{f'{low:.2f}+':>14}" for low in BINS[:-1]))
    names = list(dict.fromkeys(name for name, _, _ in judged))
    for name in [*names, "all"]:
        row = f"{name:8}"
        for low, high in pairwise(BINS):
            inside = [r for n, c, r in judged if low <= c < high and name in (n, "all")]
            row += f"{len(inside):>6} {share(sum(inside), len(inside)):>7}"
        print(row)


def verdicts(sets: dict[str, Set]) -> None:
    print("\ntexts that have nothing to do with each other: verdict, gain, highest confidence")
    for left, right in (
        (sets["ruth"], sets["es_1"].turned),
        (sets["ruth"], sets["esther"]),
        (sets["dev"], sets["es_1"].turned),
    ):
        source, target = left.source[:60], right.target[:60]
        languages = (left.languages[0], right.languages[1])
        found = align(source, target, glossary=glossary(*languages))
        most = max((x.confidence for x in found.beads if x.source and x.target), default=0.0)
        print(
            f"{left.name:7} {right.name:7} {found.verdict:18} {found.quality.gain:6.2f} {most:.2f}"
        )


def letters() -> None:
    """A Russian letter against English letters of the same week: one of them renders it."""
    from herewith.project.aligning import align_files

    box = material.BOXES / "cuba-1962/002_915aa0a0ed784724.txt"
    volume = material.VOLUMES / "frus1961-63v06.xml"
    if not box.is_file() or not volume.is_file():
        print("NOT RUN: the letters are not beside the checkout")
        return
    print("\nthe Russian letter of 28 October against letters of the same days")
    for number in (60, 63, 65, 66, 67, 68, 69, 70, 71):
        done = align_files(
            f"{box}#uvazhaemyy-gospodin-prezident-poluchil-54f7", f"{volume}#d{number}"
        )
        beads = [x for x in done.bitext.beads if x.source and x.target]
        most = max((x.confidence for x in beads), default=0.0)
        print(
            f"d{number}  {done.bitext.verdict:18} {done.found.quality.gain:6.2f}  highest {most:.2f}"
        )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave out the long texts")
    parser.add_argument(
        "--longest", action="store_true", help="50,000 sentences and two files of 10 MB too"
    )
    chosen = parser.parse_args(arguments or [])
    if not chosen.quick:
        speed([6_500, 13_000, *([50_000] if chosen.longest else [])])
    if chosen.longest:
        files(10)
    if not GOLD.is_dir():
        print("NOT RUN: the gold is not beside the checkout")
        return
    sets = {name: load(name, a, b) for name, a, b in SETS}
    print()
    quality(list(sets.values()))
    removed(list(sets.values()), (8, 20))
    repeated([sets["dev"], sets["es_1"], sets["n_1"], sets["ruth"]], (3, 8, 20))
    verdicts(sets)
    letters()


if __name__ == "__main__":
    main(sys.argv[1:])
