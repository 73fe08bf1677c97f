"""What releases withhold and open over a collection: what `herewith releases` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from herewith.algorithms.releases.blanks import blanks
from herewith.algorithms.releases.composite import Filling, composite
from herewith.errors import Problem
from herewith.model.records import short_digest
from herewith.project.reusing import Collection, Options, reuse
from herewith.stages.held_texts import HeldText
from herewith.stages.withholding import Considered, Withheld, withheld_in

__all__ = ["Released", "releases"]


@dataclass(frozen=True, slots=True)
class Released:
    """The blanks of a collection, its composites, and what to print of them."""

    collection: Collection
    withheld: tuple[Withheld, ...]
    versions: tuple[tuple[str, ...], ...]
    proposed: frozenset[str]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all files."""
        return self.collection.problems

    def alarms(self) -> Iterator[Withheld]:
        """Blanks of the release that is proposed that other papers open."""
        for one in self.withheld:
            if one.text.source in self.proposed and one.status == "opened":
                best = one.considered[0]
                if best.other.source not in self.proposed:
                    yield one

    def as_json(self) -> dict[str, Any]:
        """The object that `herewith releases --json` prints."""
        rows = [(one, _row(one, len(self.collection.texts))) for one in self.withheld]
        by_status: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for one, row in rows:
            by_status[one.status].append(row)
        return {
            "documents": len(self.collection.texts),
            "counts": {status: len(by_status[status]) for status in sorted(by_status)},
            "opened": by_status["opened"],
            "other_state": by_status["other_state"],
            "left_out": [row for row in by_status["left_out"] if row["considered"]],
            "nowhere_opened": by_status["nowhere_opened"],
            "alarms": [_row(one, len(self.collection.texts)) for one in self.alarms()],
            "composites": list(self.composites()),
            "problems": self.problems,
        }

    def composites(self) -> Iterator[dict[str, Any]]:
        """The least-withheld text of every paper of which several printings are held."""
        of_paper: dict[str, list[Withheld]] = defaultdict(list)
        for one in self.withheld:
            of_paper[one.text.name].append(one)
        for names in self.versions:
            if any(of_paper[name] for name in names):
                yield _composite([self.collection.texts[name] for name in names], of_paper)


def releases(collection: Collection, options: Options, *, proposed: Iterable[str] = ()) -> Released:
    """Find what is withheld in a collection and what of it is open.

    Args:
        collection: the papers.
        options: as for `reuse`.
        proposed: sources that are not released yet; what they withhold and others open is alarmed.
    """
    withheld, versions = withheld_in(collection.texts, reuse(collection, options).pairs)
    return Released(collection, withheld, versions, frozenset(proposed))


def _row(one: Withheld, documents: int) -> dict[str, Any]:
    """One blank as it is printed."""
    text, blank = one.text, one.blank
    start, end = text.place(blank.start, blank.end)
    row: dict[str, Any] = {
        "id": f"{text.name}/blank-{short_digest(start, end, text.text[blank.start : blank.end])}",
        "document": text.name,
        "start": start,
        "end": end,
        "text": text.text[blank.start : blank.end],
        "kind": "dots" if blank.shown == "dots" else blank.kind,
        "estimate_words": blank.words,
        "status": one.status,
        "considered": [_considered_row(found) for found in one.considered],
    }
    if one.status in ("opened", "other_state"):
        best = one.considered[0]
        row["opened"] = {
            "text": best.other.text[best.found.start : best.found.end],
            "partly": bool(blanks(best.other.text[best.found.start : best.found.end], None)),
            **_considered_row(best),
        }
    elif one.status == "nowhere_opened":
        others = "no other document shares the words around it"
        if one.considered:
            said = ", ".join(f"{c.other.name}: {c.found.because}" for c in one.considered)
            others = said
        row["statement"] = (
            f"withheld, and nowhere open among {documents} documents searched ({others})"
        )
    return row


def _considered_row(found: Considered) -> dict[str, Any]:
    start, end = found.other.place(found.found.start, found.found.end)
    return {
        "document": found.other.name,
        "start": start,
        "end": end,
        "words": found.found.words,
        "pair": found.kind,
        "verdict": found.verdict,
        "agreeing_words": found.found.agreeing,
        "because": found.found.because,
    }


def _composite(
    texts: Sequence[HeldText], of_paper: Mapping[str, Sequence[Withheld]]
) -> dict[str, Any]:
    """The least-withheld text of some printings of one paper."""
    order = {text.name: n for n, text in enumerate(texts)}
    held = [len(text.text) - _missing(of_paper[text.name]) for text in texts]
    base = max(range(len(texts)), key=lambda n: (held[n], -n))
    sources = list(texts)
    fillings: list[Filling] = []
    for one in of_paper[texts[base].name]:
        best = next((c for c in one.considered if _fills(c, order)), None)
        if best is None:
            continue
        if best.other.name not in order:
            order[best.other.name] = len(sources)
            sources.append(best.other)
        number = order[best.other.name]
        fillings.append(
            Filling(one.blank.start, one.blank.end, number, best.found.start, best.found.end)
        )
    made = composite([text.text for text in sources], base, fillings)
    left = blanks(made.text, texts[base].language)
    return {
        "id": f"composite-{short_digest([t.name for t in texts])}",
        "documents": [text.name for text in texts],
        "base": texts[base].name,
        "text": made.text,
        "segments": [
            {
                "start": segment.start,
                "end": segment.end,
                "document": sources[segment.source].name,
                "source": sources[segment.source].place(segment.from_start, segment.from_end),
            }
            for segment in made.segments
        ],
        "filled": len(fillings),
        "still_withheld": [
            {"start": b.start, "end": b.end, "text": made.text[b.start : b.end]}
            for b in left
            if b.kind == "withheld"
        ],
    }


def _fills(one: Considered, order: Mapping[str, int]) -> bool:
    """Whether what was found may stand in a composite: opened, or left out by an editor here."""
    if one.verdict == "opened":
        return True
    return one.verdict == "left_out" and one.other.name in order and "here" in one.found.because


def _missing(found: Sequence[Withheld]) -> int:
    """Characters that are missing from a paper, about."""
    return sum(6 * (one.blank.words or 20) for one in found if one.blank.shown != "dots")
