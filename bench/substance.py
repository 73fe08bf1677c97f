"""Substance: a table by type on the annotator's pairs, and planted differences.

    python -m bench.substance

The pairs and the volume are shared material beside the checkout; without them nothing is run.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench import material
from bench.mutations import mutations
from herewith.algorithms.substance.pairs import compare_pair
from herewith.languages.sentences import split
from herewith.project.witnesses import open_witness
from herewith.stages.align import align_halves, half, make_bitext

SHARED = material.MATERIAL
VOLUME = SHARED / "frus" / "frus1961-63v06.xml"
STEP = 12
"""Every so many sentences of the volume are changed."""


def gold() -> None:
    """Precision and recall of substance against not, by pair of languages and by type."""
    rows: Counter[tuple[str, str, str]] = Counter()
    sums: Counter[tuple[str, bool, bool]] = Counter()
    passed: list[str] = []
    start, count = time.perf_counter(), 0
    for line in (SHARED / "gold" / "substance-dev.jsonl").read_text("utf-8").splitlines():
        pair = json.loads(line)
        first = "en" if pair["lang"] == "en-en" else "ru"
        said = compare_pair(pair["a"], pair["b"], first, "en").cls
        count += 1
        rows[pair["lang"], pair["type"], f"{pair['label']}→{said}"] += 1
        sums[pair["lang"], pair["label"] == "substance", said == "substance"] += 1
        if pair["label"] == "substance" and said in ("none", "form"):
            passed.append(pair["id"])
    for (lang, kind, said), n in sorted(rows.items()):
        print(f"{lang}  {kind:22} {said:24} {n:3}")
    for lang in sorted({key[0] for key in sums}):
        hit, false, missed = (
            sums[lang, x, y] for x, y in ((True, True), (False, True), (True, False))
        )
        print(
            f"{lang}  precision {hit / max(1, hit + false):.3f}  recall {hit / max(1, hit + missed):.3f}"
        )
    print(f"substance passed as none or form: {passed or 'none'}")
    print(f"{count / (time.perf_counter() - start):.0f} pairs a second, packs loaded on the way")


def planted() -> None:
    """Single changes in sentences of a volume of letters."""
    table: dict[str, Counter[str]] = {}
    for sentence in list(_sentences())[::STEP]:
        for mutation in mutations(sentence):
            found = compare_pair(sentence, mutation.text, "en", "en").findings
            weighty = [f for f in found if f.cls not in ("none", "form")]
            _count(table, mutation.kind, weighty)
    _show(table, "one language")


def planted_across() -> None:
    """The same on the English side of a Russian letter and its translation."""
    box = SHARED / "boxes" / "cuba-1962" / "002_915aa0a0ed784724.txt"
    letter = open_witness(f"{box}#{_letter(box)}")
    left, right = half(letter), half(open_witness(f"{VOLUME}#d68"), language="en")
    bitext = make_bitext(left, right, align_halves(left, right))
    table: dict[str, Counter[str]] = {}
    for bead in bitext.beads:
        if bead.kind != "match":
            continue
        a = " ".join(bitext.source_sentences[n].text for n in bead.source)
        b = " ".join(bitext.target_sentences[n].text for n in bead.target)
        known = {f.id.split("-")[0] + f.b.text for f in compare_pair(a, b, "ru", "en").findings}
        for mutation in mutations(b):
            found = compare_pair(a, mutation.text, "ru", "en").findings
            new = [f for f in found if f.id.split("-")[0] + f.b.text not in known]
            _count(table, mutation.kind, new)
    _show(table, "English side of a translation from Russian")


def _letter(box: Path) -> str:
    from herewith.formats.reading import read
    from herewith.stages.reconstruct import reconstruct

    letters = [d for d in reconstruct(read(box)).documents if d.language == "ru"]
    return str(max(letters, key=lambda d: len(d.text)).id).partition("#")[2]


def _sentences() -> Iterator[str]:
    """Sentences of all documents of the volume, long enough to be changed."""
    from herewith.formats.reading import read
    from herewith.stages.reconstruct import reconstruct

    for document in reconstruct(read(VOLUME)).documents:
        for start, end in split(document.text, "en"):
            text = re.sub(r"\s+", " ", document.text[start:end]).strip()
            if len(text) > 80:
                yield text


def _count(table: dict[str, Counter[str]], kind: str, found: list[object]) -> None:
    row = table.setdefault(kind, Counter())
    row["planted"] += 1
    row["found"] += bool(found)
    row["substance"] += any(getattr(f, "cls", "") == "substance" for f in found)
    row["more"] += len(found) > 1


def _show(table: dict[str, Counter[str]], title: str) -> None:
    print(f"planted differences, {title}")
    total: Counter[str] = Counter()
    for kind, row in sorted(table.items()):
        total += row
        _line(kind, row)
    _line("all", total)


def _line(kind: str, row: Counter[str]) -> None:
    n = max(1, row["planted"])
    print(
        f"  {kind:12} planted {n:5}  found {row['found'] / n:.3f}"
        f"  as substance {row['substance'] / n:.3f}  with more than one finding {row['more']}"
    )


def main() -> None:
    """All tables."""
    if material.absent():
        return
    gold()
    planted()
    planted_across()


if __name__ == "__main__":
    main()
