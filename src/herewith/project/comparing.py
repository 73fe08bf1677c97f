"""Comparison of whole witnesses named on the command line, or of a project's items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from herewith.algorithms.collation import collate
from herewith.algorithms.nearest import nearest
from herewith.algorithms.substance.adjudication import Original
from herewith.algorithms.substance.certificate import state_of
from herewith.algorithms.substance.comparison import (
    Testimony,
    certified,
    of_bitext,
    of_collation,
)
from herewith.algorithms.substance.judging import Judge, judged
from herewith.algorithms.substance.syntax import Parser
from herewith.errors import Problem, UsageError
from herewith.formats.certificates import certificate_html, certificate_tei, certificate_text
from herewith.formats.judges import open_judge
from herewith.formats.printing import pdf_of
from herewith.languages.identify import identify_language
from herewith.languages.syntax import open_syntax
from herewith.model.bitext import Bitext
from herewith.model.collation import Collation, CollationId, Coverage
from herewith.model.document import Document
from herewith.model.edition import Edition
from herewith.model.findings import Comparison, Finding, NotHeld, Side, SideReport
from herewith.model.records import dumps, encode, short_digest
from herewith.project.places import place_of
from herewith.project.witnesses import opened
from herewith.stages.align import align_halves, half, make_bitext
from herewith.stages.collation_record import record
from herewith.stages.testimony import witness_text

__all__ = ["FORMS", "ComparedFiles", "Pair", "compare_files", "compare_items"]

Pair = tuple[Comparison, Document, Document]

FORMS = (".html", ".json", ".pdf", ".txt", ".xml")
"""Endings of files that a certificate can be written to; `.xml` is a TEI note."""

ALIKE = 0.75
"""From this share of agreeing words on, two texts in one language are copies of one translation
and not two translations."""


@dataclass(frozen=True, slots=True)
class ComparedFiles:
    """Comparisons with the documents that each is about."""

    comparisons: tuple[Pair, ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The JSON document of the contract; further comparisons stand in `comparisons`."""
        if not self.comparisons:
            return {"comparisons": []}
        first = _json(*self.comparisons[0])
        if len(self.comparisons) > 1:
            first["comparisons"] = [_json(*one) for one in self.comparisons]
        return first

    def as_text(self, *, date: str = "") -> str:
        """The certificates in words, with the findings that matter."""
        return certificate_text([made for made, _, _ in self.comparisons], date=date).rstrip()

    def write(self, path: Path, *, date: str = "") -> None:
        """Write the certificates in the form that the file's ending names.

        Raises:
            UsageError: for another ending, a file that cannot be written, or PDF without its extra.
        """
        made = [one for one, _, _ in self.comparisons]
        form = path.suffix.lower()
        if form not in FORMS:
            raise UsageError(f"a certificate is written as {', '.join(FORMS)}, not {path.name}")
        if form == ".json":
            data = (dumps({"date": date or None, **self.as_json()}) + "\n").encode()
        elif form == ".xml":
            data = certificate_tei(made, date=date)
        elif form == ".txt":
            data = certificate_text(made, date=date).encode()
        else:
            page = certificate_html(made, date=date)
            data = pdf_of(page) if form == ".pdf" else page.encode()
        try:
            path.write_bytes(data)
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error}") from error


def compare_files(
    specs: Sequence[str],
    *,
    languages: Sequence[str | None] = (),
    judge: str | None = None,
    syntax: str | None = None,
) -> ComparedFiles:
    """Open witnesses and compare the first with every other.

    Witnesses in one language are collated together, so that each finding says what the others
    read; where two of them render a third in another language, that one is called upon.

    Args:
        specs: `FILE` or `FILE#id`, two or more.
        languages: ISO 639-1 for each spec where it is known; else what the document says.
        judge: a plug-in that looks at the findings, `NAME` or `NAME:MODEL`.
        syntax: a parser that tells what governs what, `natasha` or `natasha:FOLDER`.

    Raises:
        UsageError: fewer than two witnesses, no such file, judge or parser.
        DataError: a file that cannot be read.
    """
    if len(specs) < 2:
        raise UsageError("comparison needs two or more witnesses, or --pairs FILE")
    problems: list[Problem] = []
    documents = []
    for n, spec in enumerate(specs):
        document, found = opened(spec)
        problems += [problem for problem in found if problem not in problems]
        documents.append(_with_language(document, languages[n] if n < len(languages) else None))
    parser = open_syntax(syntax) if syntax is not None else None
    made = tuple(_Bench(documents, _short(specs), parser).all())
    if parser is not None:
        made = tuple((_named(one, f"syntax:{parser.fingerprint}"), a, b) for one, a, b in made)
    if judge is not None:
        plug_in = open_judge(judge)
        made = tuple((_judged(one, plug_in, a, b), a, b) for one, a, b in made)
    return ComparedFiles(made, tuple(problems))


def _short(specs: Sequence[str]) -> tuple[str, ...]:
    """How a certificate calls the witnesses: without the folders, where that tells them apart."""
    names = tuple(
        spec[: spec.find("#")].rpartition("/")[2] + spec[spec.find("#") :]
        if "#" in spec
        else spec.rpartition("/")[2]
        for spec in specs
    )
    return names if len(set(names)) == len(names) else tuple(specs)


def compare_items(edition: Edition, items: Sequence[str] = ()) -> ComparedFiles:
    """The comparisons that a project's run has made of some items, or of all.

    Raises:
        UsageError: if there is no such item; with the nearest ids.
    """
    known = {str(item.id): item for item in edition.items()}
    for item in items:
        if item not in known:
            near = ", ".join(nearest(item, list(known)))
            raise UsageError(f'there is no item "{item}"' + (f". Nearest: {near}" if near else ""))
    pairs = []
    for item in items or tuple(known):
        for made in edition.comparisons(known[item].id):
            a, b = (edition.document(str(side.document)) for side in (made.a, made.b))
            if a is not None and b is not None:
                pairs.append((made, a, b))
    return ComparedFiles(tuple(pairs), ())


def _judged(made: Comparison, judge: Judge, a: Document, b: Document) -> Comparison:
    """A comparison after a judge has seen its findings; the certificate names the judge."""
    found = judged(made.findings, judge, a.text, b.text, (a.language, b.language))
    done = certified(str(made.id), made.item, made.basis, made.a, made.b, found)
    return _named(replace(done, packs=made.packs), f"judge:{judge.fingerprint}")


def _named(made: Comparison, helper: str) -> Comparison:
    """A comparison whose certificate names what helped to make it."""
    packs = (*made.packs, helper)
    return replace(made, packs=packs, state=state_of(made.a, made.b, made.findings, packs))


def _with_language(document: Document, given: str | None) -> Document:
    known = given or document.language or identify_language(document.text).language
    return replace(document, language=known)


class _Bench:
    """The witnesses of one call; alignments and collations are made once."""

    def __init__(
        self, documents: Sequence[Document], labels: Sequence[str], parser: Parser | None
    ) -> None:
        self.documents, self.labels, self.parser = documents, labels, parser
        self.bitexts: dict[tuple[int, int], Bitext] = {}
        self.collations: dict[str | None, Collation] = {}

    def all(self) -> Iterator[Pair]:
        """The first with every other, then those that stand beside it in one other language."""
        for n in range(1, len(self.documents)):
            yield self.compared(0, n), self.documents[0], self.documents[n]
        first = self.documents[0].language
        seen: dict[str | None, int] = {}
        for n in range(1, len(self.documents)):
            language = self.documents[n].language
            if language == first:
                continue
            if language in seen:
                base = seen[language]
                yield self.compared(base, n), self.documents[base], self.documents[n]
            seen.setdefault(language, n)

    def compared(self, m: int, n: int) -> Comparison:
        """The comparison of two witnesses."""
        a, b = self.documents[m], self.documents[n]
        name = "comparison-" + short_digest(a.text, b.text)
        first, second = self._testimony(m), self._testimony(n)
        if a.language != b.language:
            return of_bitext(self.bitext(m, n), first, second, name=name, parser=self.parser)
        sigla = _siglum(m), _siglum(n)
        alone = self._collation([m, n], name.replace("comparison", "collation"))
        group = [k for k, d in enumerate(self.documents) if d.language == a.language]
        made = alone if len(group) == 2 else self.collation(a.language, group)
        coverage = dict(alone.coverage)
        original = self._original(m, n)
        return of_collation(
            made, sigla, first, second, name=name, coverage=coverage, original=original,
            translated=original is not None and not _copies(alone, coverage, sigla),
        )  # fmt: skip

    def bitext(self, m: int, n: int) -> Bitext:
        """The alignment of two witnesses in two languages."""
        if (m, n) not in self.bitexts:
            left, right = (
                half(d, language=d.language) for d in (self.documents[m], self.documents[n])
            )
            self.bitexts[m, n] = make_bitext(left, right, align_halves(left, right))
        return self.bitexts[m, n]

    def collation(self, language: str | None, group: Sequence[int]) -> Collation:
        """The collation of all witnesses in one language."""
        if language not in self.collations:
            name = "collation-" + short_digest(*(self.documents[k].text for k in group))
            self.collations[language] = self._collation(group, name)
        return self.collations[language]

    def _collation(self, group: Sequence[int], name: str) -> Collation:
        texts = [witness_text(self.documents[k], _siglum(k)) for k in group]
        language = self.documents[group[0]].language
        found = collate(texts, base=_siglum(group[0]), language=language)
        return record(found, CollationId(name), language=language)

    def _original(self, m: int, n: int) -> Original | None:
        """A witness in another language that both render; the first there is."""
        for k, document in enumerate(self.documents):
            if document.language in (None, self.documents[m].language):
                continue
            both = self.bitext(k, m), self.bitext(k, n)
            if all(bitext.verdict in ("aligned", "partly") for bitext in both):
                return Original(document, _siglum(k), *both, (_siglum(m), _siglum(n)))
        return None

    def _testimony(self, n: int) -> Testimony:
        return self.documents[n], 0, len(self.documents[n].text), self.labels[n]


def _siglum(n: int) -> str:
    """A, B, C … for the witnesses in the order in which they were named."""
    return chr(ord("A") + n) if n < 26 else f"W{n + 1}"


def _copies(made: Collation, coverage: Mapping[str, Coverage], sigla: tuple[str, str]) -> bool:
    """Whether two texts agree in so many words that they are one translation."""
    compared = max(coverage[siglum].compared for siglum in sigla)
    return made.lemma_agreements >= ALIKE * max(1, compared)


def _json(made: Comparison, a: Document, b: Document) -> dict[str, Any]:
    """A comparison with source offsets, as the contract writes it."""
    return {
        "id": made.id,
        "verdict": made.verdict,
        "statement": made.statement,
        "coverage": {"a": _coverage(made.a, a), "b": _coverage(made.b, b)},
        "counts": made.counts(),
        "findings": [_finding(found, a, b) for found in made.findings],
        "digests": {"a": made.a.digest, "b": made.b.digest},
        "packs": made.packs,
        "state": made.state,
        "signature": made.signature,
    }


def _coverage(side: SideReport, document: Document) -> dict[str, Any]:
    return {
        "label": side.label,
        "language": side.language,
        "words": side.words,
        "compared": side.compared,
        "not_held": [_gap(gap, document) for gap in side.not_held],
    }


def _gap(gap: NotHeld, document: Document) -> dict[str, Any]:
    at = place_of(document, gap.at, gap.at)
    return {"at": at[0], "words": gap.words, "why": gap.why}


def _finding(found: Finding, a: Document, b: Document) -> dict[str, Any]:
    out: dict[str, Any] = encode(found)
    out["a"] = _side(found.a, a)
    out["b"] = _side(found.b, b)
    return out


def _side(side: Side, document: Document) -> dict[str, Any]:
    start, end = place_of(document, side.start, side.end)
    return {"text": side.text, "start": start, "end": end}
