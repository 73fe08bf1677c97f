"""The whole way over the built-in sample, held against its author's answer key.

The floors are what the program reached when they were written; a change may raise them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.model.edition import Edition
from herewith.model.findings import Comparison
from herewith.project import open_project
from herewith.project.demo import make_demo
from tests.golden.scoring import Sample, Score

FLOORS = {
    "documents": (1.0, 1.0),
    "furniture characters": (0.90, 0.70),
    "duplicates": (1.0, 1.0),
    "missing pages": (1.0, 1.0),
    "register kind": (0.95, 0.95),
    "register date": (0.85, 1.0),
    "register place": (0.95, 0.95),
    "register sender": (0.95, 0.95),
    "register addressee": (0.80, 0.70),
    "register numbers": (1.0, 1.0),
    "register source_language": (1.0, 1.0),
    "witness pairs": (1.0, 1.0),
    "substance found": (1.0, 0.95),
    "verdicts": (0.80, 0.80),
    "quotations": (1.0, 0.90),
    "references resolved": (0.95, 0.50),
}
"""Precision and recall below which a part may not fall."""

ORIGINAL, TRANSLATION, PRINT = "original-11-march", "translation-11-march", "print-11-march"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "project"
    make_demo(folder)
    open_project(folder).run()
    return folder


@pytest.fixture(scope="module")
def sample(folder: Path) -> Sample:
    return Sample(open_project(folder).edition())


@pytest.fixture(scope="module")
def scores(sample: Sample) -> dict[str, Score]:
    return {score.part: score for score in sample.scores()}


@pytest.mark.parametrize("part", FLOORS)
def test_no_part_falls_below_its_floor(scores: dict[str, Score], part: str) -> None:
    score, (precision, recall) = scores[part], FLOORS[part]
    assert score.precision >= precision, score.extras
    assert score.recall >= recall, score.misses


def test_sentences_of_held_texts_are_paired_as_the_author_pairs_them(
    scores: dict[str, Score],
) -> None:
    beads = [s for part, s in scores.items() if part.startswith("beads") and s.said]
    assert len(beads) >= 4
    assert all(score.recall >= 0.95 and score.precision >= 0.95 for score in beads)


def compared(sample: Sample, a: str, b: str) -> Comparison:
    found = sample._comparison(a, b)
    assert found is not None
    return found


def test_the_three_lapses_of_the_official_translation_are_found(sample: Sample) -> None:
    found = compared(sample, ORIGINAL, TRANSLATION)
    assert found.verdict == "incomplete"
    assert {f.facet for f in found.findings if f.cls == "substance"} >= {
        "quantity",
        "commitment",
        "content",
    }


def test_what_is_missing_is_said_before_the_verdict(sample: Sample) -> None:
    statement = compared(sample, ORIGINAL, TRANSLATION).statement
    assert statement.index("Not held") < statement.index("difference")
    assert "no differences of substance were noted" not in statement


def test_only_the_clean_pair_is_cleared(sample: Sample, folder: Path) -> None:
    clean = compared(sample, "original-17-march", "translation-17-march")
    assert clean.verdict == "no_difference_of_substance"
    assert "no differences of substance were noted" in clean.statement
    others = [
        c
        for item in sample.edition.items()
        for c in sample.edition.comparisons(item.id)
        if c.id != clean.id and c.a.language != c.b.language
    ]
    assert others
    assert all("no differences of substance were noted" not in c.statement for c in others)


def test_the_letter_of_march_3_is_attested_and_not_held(sample: Sample) -> None:
    dates = [paper.date for paper in sample.edition.attested()]
    assert "1959-03-03" in dates


def test_every_statement_can_be_explained(folder: Path) -> None:
    project = open_project(folder)
    edition: Edition = project.edition()
    asked = 0
    for item in edition.items():
        for witness in item.witnesses:
            for statement in edition.statements_about(str(witness.document)):
                explained = project.explain(str(statement.id))
                assert explained
                assert statement.rule
                assert statement.because
                asked += 1
    assert asked > 100


def test_evidence_quotes_what_really_stands_there(sample: Sample) -> None:
    edition = sample.edition
    checked = 0
    for document in edition.documents():
        for statement in edition.statements_about(str(document.id)):
            for span in statement.evidence:
                text = edition.source_text(str(span.source)) or ""
                if span.end - span.start == len(span.quote):
                    assert text[span.start : span.end] == span.quote, statement.id
                    checked += 1
    assert checked > 100
