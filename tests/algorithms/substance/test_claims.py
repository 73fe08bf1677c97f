"""Sentences of cover memoranda that claim a comparison, and the two forms that they name."""

from __future__ import annotations

import pytest

from herewith.algorithms.substance.claims import claims
from herewith.model.edition import Edition
from herewith.project import open_project
from herewith.project.demo import make_demo


@pytest.mark.parametrize(
    ("paper", "roles"),
    [
        ("It has been checked against the signed original by the official translation desk.", {"translation", "original"}),
        ("The unofficial translation was compared with the text as broadcast.", {"informal_translation", "broadcast"}),
        ("Официальный перевод сверен с подлинником.", {"translation", "original"}),
        ("The printed text has been collated with the\noriginal.", {"print", "original"}),
    ],
)  # fmt: skip
def test_a_claim_names_two_forms(paper: str, roles: set[str]) -> None:
    (found,) = claims(f"Sir: {paper} I am, etc.")
    assert found.roles == roles


@pytest.mark.parametrize(
    "paper",
    [
        "The two ministers compared notes with their experts.",
        "The translation will be sent tomorrow. The broadcast was heard by all.",
        "The translation has been compared with care.",
    ],
)
def test_what_names_no_two_forms_is_no_claim(paper: str) -> None:
    assert list(claims(paper)) == []


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("claims") / "demo"
    make_demo(folder)
    project = open_project(folder)
    project.run()
    return project.edition()


def test_the_memorandum_of_the_sample_is_linked_to_our_certificate_of_the_same_pair(
    edition: Edition,
) -> None:
    (statement,) = [
        s
        for made in edition.all_comparisons()
        for s in edition.statements_about(made.id)
        if s.property == "claimed"
    ]
    made = edition.comparison(statement.subject)
    assert made is not None
    assert {made.a.label, made.b.label} == {"T, translation", "B, broadcast"}
    assert isinstance(statement.value, dict)
    assert "found no discrepancies of substance" in str(statement.value["claim"])
    assert made.verdict != "no_difference_of_substance"
    memo = edition.document(str(statement.value["by"]))
    assert memo is not None
    assert memo.kind == "memorandum"
