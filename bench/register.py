"""Register fields against editors' encoding of printed volumes, where the material is at hand.

    python -m bench.register [GOLD-FOLDER] [--errors FIELD] [--limit N] [--part tune|check] [--volumes]

Without options both parts are measured, on the gold file and on whole volumes. Prints precision, recall and F1 of each field for documents that keep their letterheads and for
bare bodies, with the volume's own people as authority, and the speed. Rules are written with the
volumes of the part `tune` open; those of `check` are looked at through their figures only.
`--volumes` scores sender and addressee on every document of the volumes, not on the gold file.

Beside each field stand the figures asked of it, and `MISSED` where one is not reached; then its
first errors, for reading.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.editors import authorities_of, documents_of, part_of, volumes
from bench.material import GOLD, absent
from bench.register_judging import (
    COARSE,
    CONVERSED,
    FIVE,
    LETTERHEADS,
    LETTERS,
    Score,
    is_judged,
    is_open,
    names_match,
    parties,
    plain,
)
from herewith.algorithms.register import Draft, Page, read_entry
from herewith.algorithms.register.headings import Heading
from herewith.algorithms.register.people import Authorities


def without_datelines(text: str, datelines: list[str]) -> str:
    drop = {re.sub(r"\s+", " ", line).strip() for line in datelines}
    kept = [x for x in text.split("\n") if re.sub(r"\s+", " ", x.strip()) not in drop]
    return "\n".join(kept)


def measure(gold: dict[str, Any], draft: Draft, scores: dict[str, Score]) -> None:
    group = "letterheads" if LETTERHEADS.search(gold["id"]) else "bare"
    key = gold["id"]

    def score(name: str, given: object, truth: object, right: bool) -> None:
        note = f"{key} [{gold['type']}] given {given!r} gold {truth!r}"
        for where in (group, "all"):
            scores[f"{where}: {name}"].add(bool(given), bool(truth), bool(right), note)

    days = [
        (d.get("when") or d.get("from") or d.get("notBefore") or "")[:10] for d in gold["dates"]
    ]
    days = [day for day in days if len(day) == 10]
    given = draft.date.value.date.earliest.isoformat() if draft.date else ""
    if draft.date and draft.date.value.date.precision in ("month", "year"):
        given = ""
    score("date", given, days, given in days)
    place = draft.place.value if draft.place else ""
    places = [" ".join(plain(p)) for p in gold["places"]]
    if places or not gold["dateline"]:  # a dateline with the date alone denies no place
        score("place", place, places, " ".join(plain(place)) in places)
    for name, found, truth in (
        ("sender", draft.parties.sender, gold["from"]),
        ("addressee", draft.parties.addressee, gold["to"]),
    ):
        if not is_judged(gold, "from" if name == "sender" else "to") or is_open(found, truth):
            continue
        value = parties(found)
        truth_text = [t["text"] for t in truth]
        right = names_match(found, truth)
        score(name, value, truth_text, right)
        if gold["type"] in LETTERS:
            score(f"{name} (letters, memoranda)", value, truth_text, right)
    if group == "letterheads":
        subject = draft.subject.value if draft.subject else ""
        right = any(" ".join(plain(subject)) == " ".join(plain(s)) for s in gold["subject"])
        score("subject", subject, gold["subject"][:1], right)
    marked = gold["classification_src"] in ("body line", "opener")
    level = draft.classification.value.normal if draft.classification else ""
    score(
        "classification",
        level,
        gold["classification"] if marked else "",
        level == gold["classification"],
    )
    if gold["tel_src"] != "head":
        number = next((n.value.normal for n in draft.numbers if n.value.kind == "telegram"), "")
        same = plain(number) == plain((gold["tel_no"] or "").replace("No.", ""))
        score("telegram number", number, gold["tel_no"], bool(number) and same)
    coarse = COARSE.get(gold["type"], gold["type"])
    if coarse in FIVE:
        kind = draft.kind.value if draft.kind else ""
        kind = COARSE.get(kind, kind)
        score("kind", kind, coarse, kind == coarse)
    withheld = sum(m.value.kind == "withholding" for m in draft.markings)
    score(
        "withholding",
        withheld,
        "redaction-statement" in gold["flags"],
        withheld > 0 and "redaction-statement" in gold["flags"],
    )


def measure_heading(gold: dict[str, Any], text: dict[str, str], scores: dict[str, Score]) -> None:
    draft = read_entry(Page(text["text"], "en", heading=text["head"]), Authorities({}))
    heading = draft.heading or Heading()

    def score(name: str, given: object, truth: object, right: bool) -> None:
        note = f"{gold['id']} given {given!r} gold {truth!r} head {text['head']!r}"
        scores[f"heading: {name}"].add(bool(given), bool(truth), bool(right), note)

    if gold["from"] or gold["to"]:
        for name, found, truth in (
            ("sender", heading.sender, gold["from"]),
            ("addressee", heading.addressee, gold["to"]),
        ):
            if not is_judged(gold, "from" if name == "sender" else "to"):
                continue
            value = parties(found)
            right = names_match(found, truth)
            if CONVERSED.search(gold["head"]):
                name = "speakers of a conversation, encoded as from and to"
            score(name, value, [t["text"] for t in truth], right)
    coarse = COARSE.get(gold["type"], gold["type"])
    if coarse in FIVE:
        kind = draft.kind.value if draft.kind else ""
        score("kind", kind, coarse, COARSE.get(kind, kind) == coarse)


def measure_parties(gold: dict[str, Any], draft: Draft, scores: dict[str, Score]) -> None:
    """Sender and addressee of a document of a whole volume."""
    group = "letterheads" if LETTERHEADS.search(gold["id"]) else "bare"
    for name, found, truth in (
        ("sender", draft.parties.sender, gold["from"]),
        ("addressee", draft.parties.addressee, gold["to"]),
    ):
        if not is_judged(gold, "from" if name == "sender" else "to"):
            continue
        if is_open(found, truth):
            scores[f"{group}: {name}, a person for an office (open)"].add(True, True, False, "")
            continue
        value, right = parties(found), names_match(found, truth)
        names = [one["text"] for one in truth]
        note = f"{gold['id']} [{gold['type']}] given {value!r} gold {names!r} head {gold['head']!r}"
        scores[f"{group}: {name}"].add(bool(value), bool(truth), right, note)
        if gold["type"] in LETTERS:
            scores[f"{group}: {name} (letters, memoranda)"].add(
                bool(value), bool(truth), right, note
            )


def on_volumes(part: str | None) -> tuple[dict[str, Score], float, int]:
    """Scores of sender and addressee on every document of the volumes of a part."""
    scores: dict[str, Score] = defaultdict(Score)
    seconds, size = 0.0, 0
    for volume in volumes():
        if part and part_of(volume) != part:
            continue
        authorities = authorities_of(volume)
        for gold, text in documents_of(volume):
            if len(text["text"]) < 60:
                continue
            begin = time.process_time()
            draft = read_entry(Page(text["text"], "en"), authorities)
            seconds += time.process_time() - begin
            size += len(text["text"].encode())
            measure_parties(gold, draft, scores)
    return scores, seconds, size


def on_gold(folder: Path, part: str | None) -> tuple[dict[str, Score], float, int]:
    """Scores of every field on the gold file."""
    file = folder / "register-dev.jsonl"
    if not file.is_file():
        sys.exit(f"no gold at {file}")
    gold = {g["id"]: g for g in map(json.loads, file.open(encoding="utf-8"))}
    scores: dict[str, Score] = defaultdict(Score)
    seconds, size = 0.0, 0
    for line in (folder / "register-text-dev.jsonl").open(encoding="utf-8"):
        text = json.loads(line)
        truth, volume = gold[text["id"]], text["id"].split("/")[0]
        if {"no-body", "microfiche-calendar-only"} & set(truth["flags"]):
            continue
        if part and part_of(volume) != part:
            continue
        authorities = authorities_of(volume)
        body = without_datelines(text["text"], truth["dateline"])
        begin = time.process_time()
        draft = read_entry(Page(text["text"], "en"), authorities)
        seconds += time.process_time() - begin
        size += len(text["text"].encode())
        measure(truth, draft, scores)
        if LETTERHEADS.search(truth["id"]):
            undated = read_entry(Page(body, "en"), authorities)
            day = undated.date.value.date.earliest.isoformat() if undated.date else ""
            days = [(d.get("when") or "")[:10] for d in truth["dates"]]
            note = f"{truth['id']} [{truth['type']}] given {day!r} gold {days}"
            scores["letterheads: date, no dateline"].add(
                bool(day), any(days), day in days and bool(day), note
            )
        measure_heading(truth, text, scores)
    return scores, seconds, size


ASKED: dict[str, dict[str, float]] = {
    "letterheads: date": {"P": 0.95, "F1": 0.88},
    "letterheads: sender": {"P": 0.95, "F1": 0.75},
    "letterheads: addressee": {"P": 0.95, "F1": 0.75},
    "letterheads: subject": {"P": 0.95, "F1": 0.85},
    "letterheads: classification": {"P": 0.95, "F1": 0.90},
    "bare: sender": {"P": 0.95},
    "bare: addressee": {"P": 0.95},
    "bare: sender (letters, memoranda)": {"P": 0.95, "R": 0.35},
    "bare: addressee (letters, memoranda)": {"P": 0.95, "R": 0.15},
    "bare: date": {"P": 0.95},
    "bare: place": {"P": 0.95},
    "bare: classification": {"P": 0.95},
    "bare: telegram number": {"P": 0.95},
    "all: telegram number": {"F1": 0.96},
    "all: kind": {"F1": 0.90},
    "all: withholding": {"F1": 0.98},
    "heading: sender": {"P": 0.98, "R": 0.98},
    "heading: addressee": {"P": 0.98, "R": 0.98},
    "heading: kind": {"P": 0.98, "R": 0.98},
}
"""The figures asked of the register; a field that is not here was asked nothing."""


def show(scores: dict[str, Score], wanted: str, limit: int) -> None:
    """The table with what is asked, and the first errors of the fields wanted."""
    for name in sorted(scores):
        print(f"{name:48} {scores[name].row()}  {verdict(name, scores[name])}".rstrip())
    for name in sorted(scores):
        if (wanted and name != wanted) or not scores[name].errors or name.startswith("all:"):
            continue
        print(f"errors of {name}:")
        wrong_first = sorted(scores[name].errors, key=lambda note: note.startswith("none"))
        for note in wrong_first[:limit]:
            print("  ", note[:300])


def verdict(name: str, score: Score) -> str:
    """What is asked of a field, and whether it is reached."""
    asked = ASKED.get(name, {})
    if not asked or not score.gold:
        return ""
    missed = [key for key, figure in asked.items() if round(score.figure(key), 3) < figure]
    wanted = ", ".join(f"{key} >= {figure:.2f}" for key, figure in asked.items())
    return f"asked {wanted}: {'MISSED ' + ', '.join(missed) if missed else 'reached'}"


def measured(folder: Path, part: str | None, *, whole: bool, wanted: str, limit: int) -> None:
    """Measure one part and show it."""
    print(f"-- {part or 'all'}: {'whole volumes' if whole else 'gold file'} --")
    scores, seconds, size = on_volumes(part) if whole else on_gold(folder, part)
    show(scores, wanted, limit)
    print(f"{size / 1e6:.1f} MB in {seconds:.1f} s: {size / 1e6 / seconds:.2f} MB/s")


def main(arguments: Sequence[str] = ()) -> None:
    """Print precision, recall and F1 of every field."""
    if absent():
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--errors", default="")
    parser.add_argument("--limit", type=int, default=3)
    parser.add_argument("--part", choices=("tune", "check"))
    parser.add_argument("--volumes", action="store_true")
    options = parser.parse_args(arguments)
    asked = {"wanted": options.errors, "limit": options.limit}
    if options.part or options.volumes:
        measured(options.folder, options.part, whole=options.volumes, **asked)
        return
    for part in ("tune", "check"):
        for whole in (False, True):
            measured(options.folder, part, whole=whole, **asked)


if __name__ == "__main__":
    main(sys.argv[1:])
