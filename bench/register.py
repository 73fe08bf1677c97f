"""Register fields against editors' encoding of printed volumes, where the gold is at hand.

    python -m bench.register [GOLD-FOLDER] [--errors FIELD] [--people AUTHORITY-FOLDER]

Prints precision, recall and F1 of each field for documents that keep their letterheads and for
bare bodies, with the editor's dateline taken out of the text, and the speed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bench.material import GOLD, absent
from herewith.algorithms.register import Draft, Page, read_entry
from herewith.algorithms.register.headings import read_heading
from herewith.algorithms.register.people import Authorities
from herewith.formats.authorities import built_in_offices, built_in_people, read_folder

LETTERHEADS = re.compile(r"\dve\d")
STOP = frozenset(
    [
        "the",
        "of",
        "to",
        "in",
        "at",
        "for",
        "mr",
        "mrs",
        "dr",
        "general",
        "ambassador",
        "president",
        "secretary",
        "chairman",
        "assistant",
        "deputy",
        "under",
        "acting",
        "minister",
        "prime",
        "embassy",
        "and",
        "s",
    ]
)
COARSE = {
    "circular telegram": "telegram",
    "information memorandum": "memorandum",
    "action memorandum": "memorandum",
    "briefing memorandum": "memorandum",
    "memorandum for record": "memorandum",
    "memorandum for the record": "memorandum",
}
FIVE = ("telegram", "memorandum", "memorandum of conversation", "letter", "editorial note")


class Score:
    """Counts of one field."""

    def __init__(self) -> None:
        self.right = self.given = self.gold = 0
        self.errors: list[str] = []

    def add(self, given: bool, gold: bool, right: bool, note: str) -> None:
        self.given += given
        self.gold += gold
        self.right += right
        if (given or gold) and not right:
            self.errors.append(note)

    def row(self) -> str:
        precision = self.right / self.given if self.given else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return (
            f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
            f"   gold {self.gold:5d}  given {self.given:5d}  right {self.right:5d}"
        )


def plain(text: str) -> list[str]:
    text = unicodedata.normalize("NFKD", text).lower()
    return re.sub(r"[^a-z0-9 ]+", " ", text).split()


def names_match(given: str, gold: list[dict[str, str]]) -> bool:
    """Whether the surname of a person, or all telling words of a body, are in what was given."""
    words = set(plain(given))
    for party in gold:
        tokens = plain(party["text"])
        telling = [t for t in tokens if t not in STOP] or tokens
        if party["kind"] == "person":
            if telling and telling[-1] in words:
                return True
        elif set(telling) <= words:
            return True
    return False


def parties(found: tuple) -> str:
    return " ; ".join(
        f"{f.value.name} {f.value.normal} {f.value.office.replace(chr(45), chr(32))}" for f in found
    )


def without_datelines(text: str, datelines: list[str]) -> str:
    drop = {re.sub(r"\s+", " ", line).strip() for line in datelines}
    kept = [x for x in text.split("\n") if re.sub(r"\s+", " ", x.strip()) not in drop]
    return "\n".join(kept)


def measure(gold: dict, draft: Draft, scores: dict[str, Score]) -> None:
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
    score("place", place, places, " ".join(plain(place)) in places)
    for name, found, truth in (
        ("sender", draft.parties.sender, gold["from"]),
        ("addressee", draft.parties.addressee, gold["to"]),
    ):
        value = parties(found)
        truth_text = [t["text"] for t in truth]
        score(name, value, truth_text, names_match(value, truth))
        if gold["type"] in (
            "letter",
            "memorandum",
            "message",
            "information memorandum",
            "action memorandum",
        ):
            score(f"{name} (letters, memoranda)", value, truth_text, names_match(value, truth))
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


def measure_heading(gold: dict, text: dict, scores: dict[str, Score]) -> None:
    heading = read_heading(text["head"])

    def score(name: str, given: object, truth: object, right: bool) -> None:
        note = f"{gold['id']} given {given!r} gold {truth!r} head {text['head']!r}"
        scores[f"heading: {name}"].add(bool(given), bool(truth), bool(right), note)

    if gold["from"] or gold["to"]:
        for name, found, truth in (
            ("sender", heading.sender, gold["from"]),
            ("addressee", heading.addressee, gold["to"]),
        ):
            value = parties(found)
            score(name, value, [t["text"] for t in truth], names_match(value, truth))
    coarse = COARSE.get(gold["type"], gold["type"])
    if coarse in FIVE:
        kind = heading.kind.value if heading.kind else ""
        score("kind", kind, coarse, COARSE.get(kind, kind) == coarse)


def main(arguments: Sequence[str] = ()) -> None:
    """Print precision, recall and F1 of every field."""
    if absent():
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--errors", default="")
    parser.add_argument("--limit", type=int, default=30)
    parser.add_argument("--people", type=Path)
    parser.add_argument("--half", choices=("odd", "even"))
    options = parser.parse_args(arguments)
    file = options.folder / "register-dev.jsonl"
    if not file.is_file():
        sys.exit(f"no gold at {file}")
    gold = {g["id"]: g for g in map(json.loads, file.open(encoding="utf-8"))}
    texts = [
        json.loads(line)
        for line in (options.folder / "register-text-dev.jsonl").open(encoding="utf-8")
    ]
    rows = read_folder(options.people)[0] if options.people else {}
    rows = {
        **rows,
        "offices": (*rows.get("offices", ()), *built_in_offices()),
        "people": (*rows.get("people", ()), *built_in_people()),
    }
    authorities = Authorities(rows)
    scores: dict[str, Score] = defaultdict(Score)
    seconds, size = 0.0, 0
    for text in texts:
        truth = gold[text["id"]]
        if {"no-body", "microfiche-calendar-only"} & set(truth["flags"]):
            continue
        body = without_datelines(text["text"], truth["dateline"])
        begin = time.process_time()
        draft = read_entry(Page(text["text"], "en"), authorities)
        seconds += time.process_time() - begin
        size += len(text["text"].encode())
        undated = read_entry(Page(body, "en"), authorities)
        measure(truth, draft, scores)
        day = undated.date.value.date.earliest.isoformat() if undated.date else ""
        days = [(d.get("when") or "")[:10] for d in truth["dates"]]
        if LETTERHEADS.search(truth["id"]):
            note = f"{truth['id']} [{truth['type']}] given {day!r} gold {days}"
            scores["letterheads: date, no dateline"].add(
                bool(day), any(days), day in days and bool(day), note
            )
        measure_heading(truth, text, scores)
    for name in sorted(scores):
        print(f"{name:48} {scores[name].row()}")
    print(f"{size / 1e6:.1f} MB in {seconds:.1f} s: {size / 1e6 / seconds:.2f} MB/s")
    for note in scores[options.errors].errors[: options.limit] if options.errors else ():
        print("  ", note)


if __name__ == "__main__":
    main(sys.argv[1:])
