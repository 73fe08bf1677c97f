"""Register fields against editors' encoding of printed volumes, where the material is at hand.

    python -m bench.register [GOLD-FOLDER] [--errors FIELD] [--part tune|check] [--volumes]

Prints precision, recall and F1 of each field for documents that keep their letterheads and for
bare bodies, with the volume's own people as authority, and the speed. Rules are written with the
volumes of the part `tune` open; those of `check` are looked at through their figures only.
`--volumes` scores sender and addressee on every document of the volumes, not on the gold file.

A party is right where the surname is the surname, given names do not contradict it, and nobody
is named beside it whom the editors do not name; a body where every word of it was given, its sort
(embassy, department) included.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.editors import authorities_of, documents_of, part_of, volumes
from bench.material import GOLD, absent
from herewith.algorithms.register import Draft, Found, Page, read_entry
from herewith.algorithms.register.headings import Heading
from herewith.algorithms.register.people import Authorities
from herewith.languages.short_names import short_names
from herewith.languages.titles import is_office
from herewith.model.register import Party

LETTERHEADS = re.compile(r"\dve\d")
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "dr",
        "sir",
        "lord",
        "general",
        "ambassador",
        "president",
        "secretary",
        "chairman",
        "prime",
        "minister",
        "foreign",
        "under",
        "deputy",
        "assistant",
        "acting",
        "premier",
        "marshal",
        "admiral",
        "senator",
        "jr",
        "sr",
        "ii",
        "iii",
        "his",
        "her",
        "majesty",
        "excellency",
    ]
)
ONE = {"embassies": "embassy", "consulates": "consulate", "missions": "mission"}
"""Words that a heading has in the plural before a list of which one name is encoded."""
SMALL = frozenset(["the", "of", "to", "in", "at", "for", "and", "s"])
LETTERS = frozenset(
    ["letter", "memorandum", "message", "information memorandum", "action memorandum"]
)
COARSE = {
    "circular telegram": "telegram",
    "information memorandum": "memorandum",
    "action memorandum": "memorandum",
    "briefing memorandum": "memorandum",
    "memorandum for record": "memorandum",
    "memorandum for the record": "memorandum",
}
NUMBERED = re.compile(r"\bMemorandum (?:No\. )?\d|\b(?:NSC|PPS) \d|\bNo\. \d+$")
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
            self.errors.append(("WRONG " if given else "none  ") + note)

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
    text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9 ]+", " ", text.replace("’s", "").replace("'s", "")).split()


def split(name: str) -> tuple[list[str], list[str]]:
    """Surname and given names of a person as written in one of the usual orders."""
    before, comma, after = name.partition(",")
    telling = [word for word in plain(before) if word not in TITLES | SMALL] or plain(before)
    if comma and plain(after) and not TITLES & set(plain(after)[:1]):
        return telling, plain(after)
    return telling[-1:], telling[:-1]


def same(given: Party, gold: dict[str, str]) -> bool:
    """Whether a party is the one that the editors name."""
    if gold["kind"] != "person":
        words = set(plain(f"{given.name} {given.normal} {given.office.replace('-', ' ')}"))
        return {ONE.get(word, word) for word in plain(gold["text"])} - SMALL <= words
    family, first = split(gold["text"].split(" of the ")[0])
    for name in filter(None, (given.normal, given.name)):
        surname, own = split(name)
        one, two = "".join(own[:1]), "".join(first[:1])
        shorter = min(len(one), len(two))
        agree = one[: min(shorter, 1)] == two[: min(shorter, 1)]
        if family[-1:] == surname[-1:] and (agree or one in short_names(two)):
            return True
    return set(family + first) <= set(plain(f"{given.name} {given.normal}"))


def names_match(found: Iterable[Found[Party]], gold: Sequence[dict[str, str]]) -> bool:
    """Whether all that was given is right, or all that the editors name was given."""
    given = [one.value for one in found]
    known = [any(same(party, one) for one in gold) for party in given]
    reached = [any(same(party, one) for party in given) for one in gold]
    return any(known) and (all(known) or all(reached))


def is_judged(gold: dict, side: str) -> bool:
    """Whether the heading can tell a right party from a wrong one.

    "National Security Action Memorandum No. 75" names neither who signed it nor to whom it goes,
    "Memorandum From the Deputy Secretary of Defense" not for whom it is, and in "From the Joint
    Chiefs of Staff to …" nobody encoded the body.
    """
    if gold[side] or NUMBERED.search(gold["head"]):
        return bool(gold[side])
    if side == "to" and gold["from"]:
        return False
    return (
        re.search(r"\b[Ff]rom\b|\b[Bb]y\b" if side == "from" else r"\b[Tt]o\b", gold["head"])
        is None
    )


def is_open(found: Sequence[Found[Party]], gold: Sequence[dict[str, str]]) -> bool:
    """Whether a person was given where the editors name an office and no holder.

    Who was "the Acting Secretary of State" that day the heading does not say.
    """
    offices = all(one["kind"] != "person" and is_office(one["text"]) for one in gold)
    persons = any(one.value.kind == "person" for one in found)
    return bool(gold) and offices and persons and not names_match(found, gold)


def parties(found: Iterable[Found[Party]]) -> str:
    return " ; ".join(
        f"{f.value.name} | {f.value.normal} | {f.value.office} [{f.rule}]" for f in found
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


def measure_heading(gold: dict, text: dict, scores: dict[str, Score]) -> None:
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
            value = parties(found)
            score(name, value, [t["text"] for t in truth], names_match(found, truth))
    coarse = COARSE.get(gold["type"], gold["type"])
    if coarse in FIVE:
        kind = draft.kind.value if draft.kind else ""
        score("kind", kind, coarse, COARSE.get(kind, kind) == coarse)


def measure_parties(gold: dict, draft: Draft, scores: dict[str, Score]) -> None:
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


def main(arguments: Sequence[str] = ()) -> None:
    """Print precision, recall and F1 of every field."""
    if absent():
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--errors", default="")
    parser.add_argument("--limit", type=int, default=30)
    parser.add_argument("--part", choices=("tune", "check"))
    parser.add_argument("--volumes", action="store_true")
    options = parser.parse_args(arguments)
    scores, seconds, size = (
        on_volumes(options.part) if options.volumes else on_gold(options.folder, options.part)
    )
    for name in sorted(scores):
        print(f"{name:48} {scores[name].row()}")
    print(f"{size / 1e6:.1f} MB in {seconds:.1f} s: {size / 1e6 / seconds:.2f} MB/s")
    for note in scores[options.errors].errors[: options.limit] if options.errors else ():
        print("  ", note)


if __name__ == "__main__":
    main(sys.argv[1:])
