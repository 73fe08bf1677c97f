"""Links measured: mentions against editors' footnotes, and planted misquotations.

    python -m bench.links            plant misquotations; resolve the gold's mentions as delivered
    python -m bench.links --fit      fit the weights, by volumes left out, and print them
    python -m bench.links --lint     what the linter finds in every volume, by code
    python -m bench.links --speed    all volumes on one process and on two; time of a quotation

The gold has one editor's footnote a line: `vol`, `doc`, `kind` (`direct` and `supra` name a document
in `targets`; `not_found` and `not_printed` say that it is not held), `anchor`, `fn` (the target is
a footnote of that document, not the document). The volumes are a folder of
`<vol>.xml`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.material import GOLD, VOLUMES, absent
from bench.memory import peak
from herewith.algorithms.quotations import Source, Verifier, find_borrowings, find_marked
from herewith.algorithms.references.features import none_features, vetoed
from herewith.algorithms.references.papers import Paper
from herewith.algorithms.references.reading import Found, at_anchor
from herewith.algorithms.references.resolving import RESOLVED, weighed, weights
from herewith.project.checking import check_files
from herewith.project.opened import Collection, open_documents
from herewith.project.referring import references

FOLDS = 4

BY_HAND = ("latest", "ordinal", "ordinal_other", "essay_day", "essay_letter")
"""Features whose weights are set by hand: the footnotes say nothing of them."""


@dataclass
class Case:
    """A mention with its candidates, their features, and the right answer."""

    volume: str
    kind: str
    form: str
    gold: str | None
    ids: list[str]
    values: list[dict[str, float]]
    found: Found
    held: Collection
    own: Paper


def cases(gold: Path, volumes: Path) -> Iterator[Case]:
    by_volume: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        by_volume[row["vol"]].append(row)
    for volume, rows in sorted(by_volume.items()):
        if not (volumes / f"{volume}.xml").exists():
            continue
        held = Collection(open_documents([volumes / f"{volume}.xml"]))
        for row in rows:
            case = _case(volume, row, held)
            if case is not None:
                yield case


def _case(volume: str, row: dict[str, Any], held: Collection) -> Case | None:
    kind, target = _expected(volume, row)
    key = held.named(f"{volume}#{row['doc']}")
    if kind == "skip" or key is None:
        return None
    own = held.index.papers[key]
    barred = held.belongs.fellows.get(key, frozenset())
    found = at_anchor(
        held.documents[key].text,
        row["anchor"],
        own,
        held.index,
        belongs=held.belongs,
        barred=barred,
    )
    said = found.mentioned
    near, values = weighed(said, own, held.index, belongs=held.belongs, barred=barred)
    return Case(
        volume=volume,
        kind=kind,
        form="number" if said.numbers else "date" if said.dates else "other",
        gold=held.named(target) if target else None,
        ids=[p.id for p in near],
        values=[*values, none_features(said, own)],
        found=found,
        held=held,
        own=own,
    )


def _expected(volume: str, row: dict[str, Any]) -> tuple[str, str | None]:
    targets = set(row["targets"])
    if row["kind"] in ("direct", "supra"):
        (target,) = targets if len(targets) == 1 else ("",)
        if not target.startswith(f"{volume}#"):
            return "skip", None
        return ("note" if row["fn"] else "held"), target
    return ("absent" if row["kind"] in ("not_found", "not_printed") else "skip"), None


def score(name: str, rows: list[tuple[Case, str | None, float, bool]]) -> None:
    """Print top-1, precision, coverage, and wrong links of papers not held."""
    held = [r for r in rows if r[0].kind == "held"]
    absent = [r for r in rows if r[0].kind == "absent"]
    sure = [r for r in held if r[3]]
    right = sum(case.gold == top for case, top, _, _ in sure)
    print(
        f"{name:28s} n={len(held):5d} top-1 {_share(sum(c.gold == t for c, t, _, _ in held), len(held))}"
        f"  resolved: precision {_share(right, len(sure))} coverage {_share(len(sure), len(held))}"
        f"  not held n={len(absent)} wrongly linked {_share(sum(r[3] for r in absent), len(absent))}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "  -  "


def report(rows: list[tuple[Case, str | None, float, bool]]) -> None:
    explicit = [r for r in rows if r[0].form != "other"]
    score("all", rows)
    score("explicit", explicit)
    for form in ("number", "date", "other"):
        score(f"  {form}", [r for r in rows if r[0].form == form])
    for volume in sorted({r[0].volume for r in rows}):
        score(f"  explicit {volume}", [r for r in explicit if r[0].volume == volume])


def delivered(found: list[Case]) -> None:
    rows = []
    for case in found:
        answer = case.found.resolution
        top = answer.choices[0].paper if answer.choices else None
        if top is not None and case.gold is not None and top != case.gold:
            own = case.held.belongs.own
            top = case.gold if own.get(top, top) == own.get(case.gold, case.gold) else top
        chance = answer.choices[0].probability if answer.choices else 0.0
        rows.append((case, top, chance, answer.status == "resolved"))
    report(rows)


def fitted(found: list[Case]) -> None:
    names = sorted({name for case in found for row in case.values for name in row})
    column = {name: n for n, name in enumerate(names)}
    tables = [_table(case, column) for case in found]
    answers = [_answer(case) for case in found]
    volumes = sorted({case.volume for case in found})
    rows = []
    for fold in range(FOLDS):
        out = set(volumes[fold::FOLDS])
        train = [n for n, c in enumerate(found) if c.volume not in out and answers[n] is not None]
        learnt = fit([tables[n] for n in train], [answers[n] for n in train])
        for n, case in enumerate(found):
            if case.volume in out:
                rows.append(_decided(case, tables[n] @ learnt))
    report(rows)
    train = [n for n in range(len(found)) if answers[n] is not None]
    final = fit([tables[n] for n in train], [answers[n] for n in train])
    print("\n[weights]")
    for name, value in zip(names, final, strict=True):
        if name not in BY_HAND:
            print(f"{name} = {value:.2f}")


def _answer(case: Case) -> int | None:
    if case.kind != "held":
        return len(case.ids)
    return case.ids.index(case.gold) if case.gold in case.ids else None


def _decided(case: Case, scores: Any) -> tuple[Case, str | None, float, bool]:
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    if not case.ids:
        return case, None, 0.0, False
    best = int(np.argmax(chances[:-1]))
    sure = chances[best] >= RESOLVED and not vetoed(case.values[best])
    return case, case.ids[best], float(chances[best]), bool(sure)


def _table(case: Case, column: dict[str, int]) -> Any:
    table = np.zeros((len(case.values), len(column)))
    for n, row in enumerate(case.values):
        for name, value in row.items():
            table[n, column[name]] = value
    return table


def fit(tables: list[Any], answers: list[Any], *, penalty: float = 0.1, steps: int = 400) -> Any:
    """Weights of a conditional logit by limited-memory BFGS."""
    rows = np.concatenate(tables)
    starts = np.cumsum([0, *(len(t) for t in tables)])[:-1]
    chosen = np.array(answers) + starts
    owner = np.repeat(np.arange(len(tables)), [len(t) for t in tables])

    def loss(w: Any) -> tuple[float, Any]:
        scores = rows @ w
        top = np.maximum.reduceat(scores, starts)
        weight = np.exp(scores - top[owner])
        total = np.add.reduceat(weight, starts)
        value = -(scores[chosen] - top - np.log(total)).sum() + penalty / 2 * (w @ w)
        slope = rows.T @ (weight / total[owner]) - rows[chosen].sum(0) + penalty * w
        return float(value), slope

    w = np.zeros(rows.shape[1])
    value, slope = loss(w)
    memory: list[tuple[Any, Any, float]] = []
    for _ in range(steps):
        step = _direction(slope, memory)
        size = 1.0
        while True:
            new_value, new_slope = loss(w + size * step)
            if new_value <= value + 1e-4 * size * (slope @ step) or size < 1e-10:
                break
            size /= 2
        moved, changed = size * step, new_slope - slope
        if moved @ changed > 1e-10:
            memory = [*memory, (moved, changed, 1 / (moved @ changed))][-12:]
        done = abs(value - new_value) < 1e-6 * abs(value)
        w, value, slope = w + moved, new_value, new_slope
        if done:
            break
    return w


def _direction(slope: Any, memory: list[tuple[Any, Any, float]]) -> Any:
    q = slope.copy()
    alphas = []
    for moved, changed, rho in reversed(memory):
        alphas.append(rho * (moved @ q))
        q -= alphas[-1] * changed
    if memory:
        moved, changed, _ = memory[-1]
        q *= (moved @ changed) / (changed @ changed)
    else:
        q /= max(1.0, float(np.linalg.norm(q)))
    for (moved, changed, rho), alpha in zip(memory, reversed(alphas), strict=True):
        q += moved * (alpha - rho * (changed @ q))
    return -q


def planted(paths: list[Path], *, count: int = 1000, seed: int = 7) -> None:
    """Change, drop, move or negate one word of real sentences; leave as many as they are."""
    rng = random.Random(seed)
    opened = open_documents(paths)
    verifier = Verifier(Source(str(d.id), d.text, d.language) for d in opened.documents)
    sentences = [
        (str(d.id), s.strip())
        for d in opened.documents
        for s in re.findall(r"(?<!\w)[A-Z][^.!?\n“”\"\[\]…]{40,300}[.!?]", d.text)
    ]
    chosen = rng.sample(sentences, min(count, len(sentences)))
    vocabulary = sorted({w for _, s in chosen for w in re.findall(r"[a-z]{4,}", s)})
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    began = time.perf_counter()
    for key, sentence in chosen:
        for cited in ([], [key]):
            label = "cited" if cited else "uncited"
            verdict = verifier.verify(sentence, cited=cited).verbatim
            tally[f"{label} unchanged"][0] += verdict in ("exact", "normalised", "elided")
            tally[f"{label} unchanged"][1] += 1
            how, changed = _damage(sentence, vocabulary, rng)
            verdict = verifier.verify(changed, cited=cited).verbatim
            tally[f"{label} {how}"][0] += verdict not in ("exact", "normalised", "elided")
            tally[f"{label} {how}"][1] += 1
    for label, (right, total) in sorted(tally.items()):
        print(f"{label:20s} n={total:5d} right {right / total:.4f}")
    print(f"{len(chosen)} sentences, {time.perf_counter() - began:.1f} s")


def _damage(sentence: str, vocabulary: list[str], rng: random.Random) -> tuple[str, str]:
    words = sentence.split()
    at = rng.randrange(1, len(words) - 1)
    how = rng.choice(("changed", "dropped", "moved", "negated"))
    if how == "changed":
        words[at] = rng.choice([w for w in vocabulary if w != words[at].lower().strip(",;:")])
    elif how == "dropped":
        del words[at]
    elif how == "moved":
        word = words.pop(at)
        others = [n for n in range(1, len(words)) if abs(n - at) > 1] or [0]
        words.insert(rng.choice(others), word)
    else:
        words.insert(at, "not")
    return how, " ".join(words)


def lint_all(volumes: Path) -> None:
    """What the linter finds in each volume, by code, and how long it takes."""
    total: Counter[str] = Counter()
    began = time.process_time()
    for one in check_files(sorted(volumes.glob("*.xml"))):
        total.update(one.counts)
        print(f"{Path(one.path).stem:28s} " + "  ".join(f"{k} {n}" for k, n in one.counts.items()))
    print(f"{'all':28s} " + "  ".join(f"{code} {n}" for code, n in sorted(total.items())))
    print(f"{time.process_time() - began:.1f} s")


def cpu() -> float:
    """Processor seconds of this process and of those it started and ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def speed(volumes: Path) -> None:
    """The references of all volumes on one process and on two, and the time of a quotation."""
    paths = sorted(volumes.glob("*.xml"))
    walls = []
    for workers in (2, 1):
        began, spent = time.perf_counter(), cpu()
        done = references(paths, workers=workers)
        walls.append(time.perf_counter() - began)
        spent = cpu() - spent
        documents = len({row["document"] for row in done.mentions})
        print(
            f"references, {workers} process(es): {walls[-1]:.1f} s, {spent:.1f} s CPU; "
            f"{len(done.mentions)} mentions in {documents} documents, {len(done.attested)} papers not held"
        )
    print(f"one process / two: {walls[1] / walls[0]:.2f}; peak {peak()} MB")
    opened = open_documents(paths, workers=2)
    began = time.perf_counter()
    verifier = Verifier(Source(str(d.id), d.text, d.language) for d in opened.documents)
    print(f"{len(opened.documents)} documents indexed in {time.perf_counter() - began:.1f} s")
    quoted = [(str(d.id), m.text) for d in opened.documents for m in find_marked(d.text)]
    chosen = quoted[:: max(1, len(quoted) // 1000)]
    began = time.perf_counter()
    for key, text in chosen:
        verifier.verify(text, leave_out=[key])
    each = (time.perf_counter() - began) / len(chosen) * 1000
    print(f"{each:.1f} ms a quotation ({len(chosen)} of {len(quoted)})")
    began = time.perf_counter()
    shared = find_borrowings(verifier.sources, verifier.index)
    print(f"{len(shared)} unmarked borrowings in {time.perf_counter() - began:.1f} s")


def main(arguments: Sequence[str] = ()) -> None:
    """References against the editors' footnotes, and planted misquotations."""
    if absent():
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, default=GOLD / "references-dev.jsonl")
    parser.add_argument("--volumes", type=Path, default=VOLUMES)
    parser.add_argument("--lint", action="store_true", help="lint every volume, and nothing else")
    parser.add_argument("--speed", action="store_true", help="time all volumes, and nothing else")
    parser.add_argument("--fit", action="store_true", help="fit the weights anew, by volume")
    asked = parser.parse_args(arguments)
    if asked.lint:
        lint_all(asked.volumes)
        return
    if asked.speed:
        speed(asked.volumes)
        return
    planted([asked.volumes / "frus1961-63v06.xml"])
    found = list(cases(asked.gold, asked.volumes))
    if asked.fit:
        fitted(found)
    else:
        print(f"{len(weights())} weights")
        delivered(found)


if __name__ == "__main__":
    main(sys.argv[1:])
