"""Short hard cases from the literature of collation, with the answer an editor would want."""

from __future__ import annotations

import pytest
from tests.algorithms.collation.case_files import Case, cases

from herewith.algorithms.collation import Collated, WitnessText, collate

ALL = cases()


def cells_of(found: Collated, siglum: str) -> tuple[tuple[str, ...], ...]:
    graph = found.graph
    witness = graph.sigla.index(siglum)
    forms = graph.forms[witness]
    out = []
    for stretch in found.cut.stretches:
        held = graph.table[stretch.low : stretch.high, witness]
        out.append(tuple(graph.vocabulary.forms[forms[n]] for n in held[held >= 0]))
    return tuple(out)


def test_there_are_a_hundred_and_seventy_cases_or_more() -> None:
    assert len(ALL) >= 170
    assert len({case.title for case in ALL}) == len(ALL)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_the_collation_is_the_one_an_editor_would_want(case: Case) -> None:
    found = collate([WitnessText(siglum, text) for siglum, text in case.witnesses.items()])
    assert case.rows == tuple(cells_of(found, siglum) for siglum in case.witnesses)
