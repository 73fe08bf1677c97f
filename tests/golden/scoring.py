"""Score an edition of the built-in sample against the author's answer key.

Every score is a pair of counts, right and wrong, against what the key holds; `misses` and `extras`
name what was missed and what was said too much, for reading.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from herewith.algorithms.item_names import slug
from herewith.model.document import Document
from herewith.model.edition import Edition
from herewith.model.findings import Comparison
from herewith.model.register import Party
from herewith.model.text import Span

KEY = Path(__file__).parent / "sample" / "key.json"

Range = tuple[str, int, int]


@dataclass
class Score:
    """Counts of one part: `held` in the key, `said` by the program, `right` of them."""

    part: str
    held: int = 0
    said: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.held if self.held else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    def __str__(self) -> str:
        return f"{self.part:<22} P {self.precision:.3f}  R {self.recall:.3f}  of {self.held}"


class Sample:
    """The key beside an edition: labels of the key matched to documents of the program."""

    def __init__(self, edition: Edition) -> None:
        self.key: dict[str, Any] = json.loads(KEY.read_text("utf-8"))
        self.edition = edition
        self.path_of = {str(s.id): Path(s.path).name for s in edition.sources()}
        self.documents = dict(self._matched())
        self.labels = {str(d.id): label for label, d in self.documents.items()}

    def scores(self) -> list[Score]:
        """All scores, in the order of the stages."""
        return [
            self.boundaries(),
            self.furniture(),
            self.duplicates(),
            self.gaps(),
            *self.register(),
            self.items(),
            *self.beads(),
            *self.findings(),
            self.references(),
            self.quotations(),
        ]

    def _matched(self) -> Iterator[tuple[str, Document]]:
        for known in self.key["documents"]:
            wanted = {*range(known["start"], known["end"])}
            for inner in self.key["documents"]:
                if inner.get("within") == known["label"]:
                    wanted -= {*range(inner["start"], inner["end"])}
            best, most = None, 0.5
            for document in self.edition.documents():
                if self.path_of[str(document.source)] != known["source"]:
                    continue
                own = {i for p in document.passages for i in range(p.start, p.end)}
                share = len(own & wanted) / max(1, len(own | wanted))
                if share > most:
                    best, most = document, share
            if best is not None:
                yield known["label"], best

    def boundaries(self) -> Score:
        known = self.key["documents"]
        score = Score("documents", len(known), len(self.edition.documents()), len(self.documents))
        score.misses = [d["label"] for d in known if d["label"] not in self.documents]
        score.extras = [
            f"{d.id}: {d.text[:50]!r}"
            for d in self.edition.documents()
            if str(d.id) not in self.labels
        ]
        return score

    def furniture(self) -> Score:
        """Characters that are no white space, outside the encoded file."""
        held, said = set(), set()
        for piece in self.key["furniture"]:
            held |= set(_places(_ranges(piece["spans"])))
        for source in self.edition.sources():
            for piece in self.edition.furniture(source.id):
                if piece.kind not in ("blank", "markup", "duplicate"):
                    said |= set(_places([(self.path_of[source.id], piece.start, piece.end)]))
        texts = {
            self.path_of[s.id]: self.edition.source_text(s.id) or "" for s in self.edition.sources()
        }
        plain = {k for k, text in texts.items() if not text.lstrip().startswith("<")}
        held = {p for p in held if p[0] in plain and not texts[p[0]][p[1]].isspace()}
        said = {p for p in said if p[0] in plain and not texts[p[0]][p[1]].isspace()}
        score = Score("furniture characters", len(held), len(said), len(held & said))
        score.misses = _stretches(held - said, texts)
        score.extras = _stretches(said - held, texts)
        return score

    def duplicates(self) -> Score:
        found = [
            {(self.path_of[s.id], *d.kept), (self.path_of[s.id], *d.other)}
            for s in self.edition.sources()
            for d in self.edition.duplicates(s.id)
        ]
        score = Score("duplicates", len(self.key["duplicates"]), len(found))
        for known in self.key["duplicates"]:
            ranges = [_ranges(known[side]["spans"])[0] for side in ("kept", "other")]
            hit = any(all(any(_near(r, f) for f in pair) for r in ranges) for pair in found)
            score.right += hit
            if not hit:
                score.misses.append(f"{known['doc']} page {known['page']}")
        return score

    def gaps(self) -> Score:
        pages = [g for g in self.edition.gaps() if g.kind == "page"]
        score = Score("missing pages", len(self.key["gaps"]), len(pages))
        for known in self.key["gaps"]:
            for gap in pages:
                size = gap.estimate_words or 0
                same = self.labels.get(str(gap.document)) == known["doc"]
                if same and abs(size - known["estimate_words"]) <= known["estimate_words"] * 0.35:
                    score.right += 1
                    break
            else:
                score.misses.append(
                    f"{known['doc']}: {[(g.page, g.estimate_words) for g in pages]}"
                )
        return score

    def register(self) -> list[Score]:
        names = ("kind", "date", "place", "sender", "addressee", "numbers", "source_language")
        scores = {name: Score(f"register {name}") for name in names}
        for known in self.key["register"]:
            document = self.documents.get(known["doc"])
            entry = self.edition.entry(document.id) if document else None
            if document is None or entry is None:
                continue
            written = [
                d["normal"][:10] for d in known.get("dates", ()) if d["role"] in ("written", "sent")
            ]
            answers = {
                "kind": [known["kind"]] if known.get("kind") else [],
                "date": written[:1],
                "place": _normals(known.get("place")),
                "sender": _normals(known.get("senders")),
                "addressee": _normals(known.get("addressees")),
                "numbers": _normals(known.get("numbers")),
                "source_language": _normals(known.get("source_language")),
            }
            said = {
                "kind": [entry.kind.value] if entry.kind else [],
                "date": [entry.date.value.date.edtf[:10]] if entry.date else [],
                "place": [entry.place.value] if entry.place else [],
                "sender": [_party(f.value, answers["sender"]) for f in entry.sender],
                "addressee": [_party(f.value, answers["addressee"]) for f in entry.addressee],
                "numbers": [f.value.normal for f in entry.numbers],
                "source_language": [entry.source_language.value] if entry.source_language else [],
            }
            for name, score in scores.items():
                _compare(score, known["doc"], answers[name], said[name])
        return list(scores.values())

    def items(self) -> Score:
        held = set()
        for item in self.key["items"]:
            names = [w["document"] for w in item["witnesses"]]
            held |= {frozenset((a, b)) for a in names for b in names if a < b}
        said = set()
        for item in self.edition.items():
            names = [self.labels.get(str(w.document), str(w.document)) for w in item.witnesses]
            said |= {frozenset((a, b)) for a in names for b in names if a < b}
        score = Score("witness pairs", len(held), len(said), len(held & said))
        score.misses = [" + ".join(sorted(p)) for p in held - said]
        score.extras = [" + ".join(sorted(p)) for p in said - held]
        return score

    def beads(self) -> list[Score]:
        texts = {t["doc"]: t["sentences"] for t in self.key["texts"]}
        out = []
        for known in self.key["bitexts"]:
            score = Score(
                f"beads {known['source'][:4]}{known['source'][8:]}–{known['target'][:11]}"
            )
            held = {
                (tuple(b["source"]), tuple(b["target"]))
                for b in known["beads"]
                if b["source"] and b["target"]
            }
            score.held = len(held)
            for bitext in self._bitexts(known["source"], known["target"]):
                source = self.documents[known["source"]]
                target = self.documents[known["target"]]
                left = self._named(bitext.source_sentences, source, texts[known["source"]])
                right = self._named(bitext.target_sentences, target, texts[known["target"]])
                said = {
                    (_ids(b.source, left), _ids(b.target, right))
                    for b in bitext.beads
                    if b.kind == "match"
                }
                said = {bead for bead in said if bead[0] and bead[1]}
                score.said, score.right = len(said), len(held & said)
                score.misses = [str(b) for b in sorted(held - said)]
                score.extras = [str(b) for b in sorted(said - held)]
            out.append(score)
        return out

    def _bitexts(self, source: str, target: str) -> Iterator[Any]:
        for item in self.edition.items():
            for bitext in self.edition.bitexts(item.id):
                ends = (self.labels.get(str(bitext.source)), self.labels.get(str(bitext.target)))
                if ends == (source, target):
                    yield bitext

    def _named(
        self, sentences: Iterable[Any], document: Document, known: list[dict[str, Any]]
    ) -> dict[int, list[str]]:
        """Key ids of the sentences that each of the program's sentences overlaps most."""
        out: dict[int, list[str]] = {}
        for sentence in sentences:
            own = set(_places(self._located(document, sentence.start, sentence.end)))
            out[sentence.n] = [
                k["id"]
                for k in known
                if len(own & set(_places(_ranges(k["spans"])))) * 2
                > min(len(own), len(set(_places(_ranges(k["spans"])))))
            ]
        return out

    def _located(self, document: Document, start: int, end: int) -> list[Range]:
        found = document.locate(start, end)
        return [(self.path_of[str(source)], low, high) for source, low, high in found]

    def findings(self) -> list[Score]:
        substance = Score("substance found")
        alarms = Score("false alarms (P)")
        verdicts = Score("verdicts")
        for known in self.key["comparisons"]:
            verdicts.held += 1
            comparison = self._comparison(known["a"], known["b"])
            held = [d for d in known["differences"] if d["class"] == "substance"]
            substance.held += len(held)
            if comparison is None:
                substance.misses.append(f"{known['a']} – {known['b']}: not compared")
                verdicts.misses.append(f"{known['a']} – {known['b']}: not compared")
                continue
            verdicts.said += 1
            if comparison.verdict == known["verdict"]:
                verdicts.right += 1
            else:
                verdicts.misses.append(
                    f"{known['a']} – {known['b']}: {comparison.verdict}, not {known['verdict']}"
                )
            self._substance(known, comparison, held, substance, alarms)
        return [substance, alarms, verdicts]

    def _substance(
        self,
        known: dict[str, Any],
        comparison: Comparison,
        held: list[dict[str, Any]],
        substance: Score,
        alarms: Score,
    ) -> None:
        pair = f"{known['a']} – {known['b']}"
        said = [f for f in comparison.findings if f.cls == "substance"]
        where = [self._finding_places(comparison, f) for f in said]
        for difference in held:
            places = _difference_places(difference)
            hit = any(places & at for at in where)
            substance.right += hit
            if not hit:
                substance.misses.append(f"{pair}: {difference['facet']}")
        substance.said += len(held)
        open_places = [_difference_places(d) for d in known["differences"] if d["class"] != "form"]
        for finding, at in zip(said, where, strict=True):
            alarms.said += 1
            alarms.held += 1
            good = any(at & places for places in open_places)
            alarms.right += good
            if not good:
                alarms.extras.append(
                    f"{pair}: {finding.facet} {finding.a.text!r} / {finding.b.text!r}"
                )

    def _comparison(self, a: str, b: str) -> Comparison | None:
        for item in self.edition.items():
            for comparison in self.edition.comparisons(item.id):
                ends = {
                    self.labels.get(str(side.document)) for side in (comparison.a, comparison.b)
                }
                if ends == {a, b}:
                    return comparison
        return None

    def _finding_places(self, comparison: Comparison, finding: Any) -> set[tuple[str, int]]:
        out: set[tuple[str, int]] = set()
        for report, side in ((comparison.a, finding.a), (comparison.b, finding.b)):
            document = self.edition.document(str(report.document))
            if document is not None and side.end > side.start:
                out |= set(_places(self._located(document, side.start, side.end)))
        return out

    def references(self) -> Score:
        targets = {i["label"]: [w["document"] for w in i["witnesses"]] for i in self.key["items"]}
        score = Score("references resolved")
        mentions = [m for d in self.edition.documents() for m in self.edition.mentions(d.id)]
        said = [m for m in mentions if m.mention_status == "resolved" and m.target]
        for known in self.key["references"]:
            wanted = set(targets.get(known.get("target") or "", ()))
            if not wanted or known.get("optional"):
                continue
            score.held += 1
            places = set(_places(_ranges(known["spans"])))
            for mention in said:
                own = {p for s in mention.evidence for p in _places([self._span(s)])}
                if own & places:
                    item = self.edition.item(str(mention.target))
                    names = (
                        {self.labels.get(str(w.document)) for w in item.witnesses}
                        if item
                        else set()
                    )
                    score.said += 1
                    score.right += bool(names & wanted)
                    if not names & wanted:
                        score.extras.append(f"{known['spans'][0].get('quote')} -> {mention.target}")
                    break
            else:
                score.misses.append(str(known["spans"][0].get("quote")))
        return score

    def quotations(self) -> Score:
        score = Score("quotations")
        said = [q for d in self.edition.documents() for q in self.edition.quotations(d.id)]
        for known in self.key["quotations"]:
            if not known.get("target"):
                continue
            score.held += 1
            places = set(_places(_ranges(known["spans"])))
            for quotation in said:
                own = {p for s in quotation.evidence for p in _places([self._span(s)])}
                if own & places:
                    score.said += 1
                    good = (quotation.verbatim, quotation.place) == (
                        known["verbatim"],
                        known["place"],
                    )
                    score.right += good
                    if not good:
                        score.extras.append(
                            f"{quotation.text[:40]!r}: {quotation.verbatim}, {quotation.place};"
                            f" not {known['verbatim']}, {known['place']}"
                        )
                    break
            else:
                score.misses.append(str(known["spans"][0].get("quote"))[:60])
        return score

    def _span(self, span: Span) -> Range:
        return self.path_of[str(span.source)], span.start, span.end


def _ranges(spans: Iterable[dict[str, Any]]) -> list[Range]:
    return [(s["source"], s["start"], s["end"]) for s in spans]


def _places(ranges: Iterable[Range]) -> Iterator[tuple[str, int]]:
    for source, start, end in ranges:
        for at in range(start, end):
            yield source, at


def _near(a: Range, b: Range) -> bool:
    """Whether two stretches share four fifths of the longer."""
    shared = min(a[2], b[2]) - max(a[1], b[1])
    return a[0] == b[0] and shared >= 0.8 * max(a[2] - a[1], b[2] - b[1])


def _ids(numbers: Iterable[int], names: dict[int, list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for n in numbers for name in names[n]))


def _normals(answer: Any) -> list[str]:
    rows = answer if isinstance(answer, list) else [answer] if answer else []
    return [row["normal"] for row in rows if "normal" in row]


def _party(party: Party, held: list[str]) -> str:
    """The one of a party's names that the key uses: person, office, body, usual form, words."""
    names = [party.person, party.office, party.body]
    names += [party.normal, party.name] if not any(names) else []
    names = [name for name in names if name]
    wanted = {slug(value) for value in held}
    return next((name for name in names if slug(name) in wanted), names[0])


def _difference_places(difference: dict[str, Any]) -> set[tuple[str, int]]:
    out: set[tuple[str, int]] = set()
    for side in ("a", "b"):
        given = difference.get(side) or {}
        out |= set(_places(_ranges(given.get("spans", ()))))
    return out


def _compare(score: Score, where: str, held: list[str], said: list[str]) -> None:
    held, said = [slug(v) for v in held], [slug(v) for v in said]
    score.held += len(held)
    score.said += len(said)
    score.right += len(set(held) & set(said))
    score.misses += [f"{where}: {value}" for value in held if value not in said]
    score.extras += [f"{where}: {value}" for value in said if value not in held]


def _stretches(places: set[tuple[str, int]], texts: dict[str, str]) -> list[str]:
    out: list[list[Any]] = []
    for source, at in sorted(places):
        if out and out[-1][0] == source and at - out[-1][2] <= 2:
            out[-1][2] = at + 1
        else:
            out.append([source, at, at + 1])
    return [f"{source}: {texts[source][a:b][:60]!r}" for source, a, b in out]
