"""Every format of a collation holds every witness whole, and says what the collation says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from herewith.algorithms.collation import Collated, Missing, State, WitnessText, collate
from herewith.errors import DataError
from herewith.formats.collatex import is_collatex, read_collatex, write_collatex
from herewith.formats.collation_tables import rows, write_csv, write_xlsx
from herewith.formats.collation_tei import write_tei
from herewith.formats.footnotes import write_footnotes
from herewith.formats.graphml import write_graphml
from herewith.formats.regularisation import read_rules

TEI = "{http://www.tei-c.org/ns/1.0}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"

WORDS = ("the", "strait", "straits", "is", "closed", "open", ",", ".", "<b>&", "a\x01b", "=1+1")
texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
collations = st.lists(texts, min_size=2, max_size=3).map(
    lambda some: collate([WitnessText("ABC"[n], text) for n, text in enumerate(some)])
)


@pytest.fixture
def found() -> Collated:
    revised = WitnessText(
        "B",
        "We note with fear joy the reply of the Regent, and await",
        states=(State("struck", 13, 17), State("inserted", 18, 21)),
        missing=(Missing(56, 9, 2, "page 2 was never captured"),),
    )
    return collate(
        [
            WitnessText(
                "A", "We note with joy the reply of the Regent and await his envoy in port."
            ),
            revised,
            WitnessText(
                "C 2", "We note with joy the answer of the Regent, and await his envoy in port."
            ),
        ],
        base="A",
    )


def test_the_footnotes_have_lemma_bracket_readings_and_sigla(found: Collated) -> None:
    lines = write_footnotes(found).splitlines()
    assert lines[0] == "Base: A. Witnesses: A, B, C 2."
    assert "1 joy] joy (inserted) B; fear (struck) B" in lines
    assert "2 reply] answer C 2" in lines
    assert any(line.startswith("3 Regent] add. , B C 2") for line in lines)


def test_the_footnotes_say_first_what_is_not_held(found: Collated) -> None:
    lines = write_footnotes(found).splitlines()
    assert lines[2].startswith("gap in B: 4 words of others (")
    assert lines[2].endswith("(27% of the text); page 2 was never captured")


def reading_of(app: etree._Element, name: str) -> str:
    """All readings of a witness in an `app`, in document order, gaps and omissions as nothing."""
    return " ".join(
        "".join(reading.itertext())
        for reading in app
        if f"#{name}" in reading.get("wit", "").split()
    )


def read_back(tei: bytes, name: str) -> str:
    body = etree.fromstring(tei).find(f".//{TEI}ab")
    assert body is not None
    parts = [body.text or ""]
    for app in body:
        parts += [reading_of(app, name), app.tail or ""]
    return " ".join(parts)


@given(collations)
def test_every_witness_can_be_read_from_the_tei_document(found: Collated) -> None:
    tei = write_tei(found)
    for number, siglum in enumerate(found.graph.sigla):
        written = "".join(read_back(tei, siglum).split())
        assert written == "".join(found.graph.read(number)).replace("\x01", "\ufffd")


def test_states_and_gaps_are_elements_of_the_tei_document(found: Collated) -> None:
    root = etree.fromstring(write_tei(found))
    assert root.xpath("string(//t:del)", namespaces={"t": TEI[1:-1]}) == "fear"
    assert root.xpath("//t:rdg[t:gap]/@wit", namespaces={"t": TEI[1:-1]}) == []


def test_words_opposite_a_gap_are_a_gap_in_the_tei_document_and_no_omission() -> None:
    part = WitnessText("B", "alpha beta", missing=(Missing(10),))
    found = collate([WitnessText("A", "alpha beta gamma delta"), part])
    root = etree.fromstring(write_tei(found))
    gaps = root.xpath("//t:rdg[t:gap/@reason='not-held']/@wit", namespaces={"t": TEI[1:-1]})
    assert gaps == ["#B"]


@given(collations)
def test_every_witness_can_be_read_from_the_collatex_table(found: Collated) -> None:
    data = json.loads(write_collatex(found))
    assert data["witnesses"] == sorted(found.graph.sigla)
    assert len({len(row) for row in data["table"]}) == 1
    for siglum, row in zip(data["witnesses"], data["table"], strict=True):
        number = found.graph.sigla.index(siglum)
        tokens = [token["t"].strip() for cell in row if cell for token in cell]
        assert tokens == [token.strip() for token in found.graph.read(number)]


@given(collations)
def test_a_collatex_table_is_read_back_as_its_witnesses(found: Collated) -> None:
    read = read_collatex(write_collatex(found), shown="table.json")
    assert collate(read).graph.sigla == tuple(
        w.siglum for w in sorted(read, key=lambda w: (w.content, w.siglum))
    )
    for witness in read:
        number = found.graph.sigla.index(witness.siglum)
        assert "".join(witness.text.split()) == "".join(found.graph.read(number))


def test_a_faulty_collatex_table_is_a_clear_message() -> None:
    text = '{"witnesses": ["A", "B"], "table": [[[{"t": "x"}]], 7]}'
    with pytest.raises(DataError, match="witness 1 has no text"):
        read_collatex(text, shown="table.json")


def test_a_collatex_input_gives_its_witnesses() -> None:
    text = json.dumps(
        {
            "witnesses": [
                {"id": "A", "content": "the gray fox"},
                {"id": "B", "tokens": [{"t": "the "}, {"t": "fox", "n": "fox"}]},
            ]
        }
    )
    assert is_collatex(text)
    assert [(w.siglum, w.text) for w in read_collatex(text, shown="in.json")] == [
        ("A", "the gray fox"),
        ("B", "the fox"),
    ]


def test_every_faulty_witness_of_a_collatex_input_is_named() -> None:
    text = '{"witnesses": [{"id": "A"}, {"content": "x"}, {"id": "C", "content": "y"}]}'
    with pytest.raises(DataError, match=r"in.json: witness 1 .*witness 2") as caught:
        read_collatex(text, shown="in.json")
    assert [problem.place.record for problem in caught.value.problems] == ["witness 1", "witness 2"]


@given(collations)
def test_every_witness_can_be_read_from_the_table(found: Collated) -> None:
    listed = list(rows(found))
    for column, siglum in enumerate(sorted(found.graph.sigla), 6):
        number = found.graph.sigla.index(siglum)
        assert listed[0][column] == siglum
        written = "".join("".join(row[column].split()) for row in listed[1:])
        assert written == "".join("".join(found.graph.read(number)).split())


def test_a_cell_of_the_csv_table_is_never_a_formula() -> None:
    found = collate([WitnessText("A", "x =1+1"), WitnessText("B", "x")])
    cells = [cell for row in csv.reader(io.StringIO(write_csv(found))) for cell in row]
    assert "'=1+1" in cells or "'= 1+1" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_the_workbook_holds_the_table_and_is_the_same_each_time(
    found: Collated, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra `office` is not installed")
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    write_xlsx(found, one)
    write_xlsx(found, two)
    assert one.read_bytes() == two.read_bytes()
    sheet = openpyxl.load_workbook(one).active
    held = [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]
    assert held == list(rows(found))


@given(collations)
def test_every_witness_is_a_path_through_the_graph(found: Collated) -> None:
    root = etree.fromstring(write_graphml(found))
    texts = {
        node.get("id"): node.findtext(f"{GRAPHML}data[@key='text']")
        for node in root.iter(f"{GRAPHML}node")
    }
    for siglum in found.graph.sigla:
        steps = {
            edge.get("source"): edge.get("target")
            for edge in root.iter(f"{GRAPHML}edge")
            if siglum in edge.findtext(f"{GRAPHML}data", "").split()
        }
        here, path = "start", []
        while (here := steps[here]) != "end":
            path.append(texts[here])
        assert len(path) == len(found.graph.read(found.graph.sigla.index(siglum)))


def test_rules_are_read_with_their_scope_and_faults_have_a_line() -> None:
    text = """
[[rule]]
reading = "centre"
regularised = "center"

[[rule]]
reading = "shew"
regularised = "show"
scope = "witness"
witness = "B"

[[rule]]
reading = "x"
regularised = "y"
scope = "elsewhere"
"""
    rules, problems = read_rules(text, shown="r.toml")
    assert [(r.reading, r.scope, r.witness) for r in rules] == [
        ("centre", "everywhere", ""),
        ("shew", "witness", "B"),
    ]
    assert [(p.place.line, p.code) for p in problems] == [(12, "C201")]


def test_a_broken_file_of_rules_is_a_problem_and_no_crash() -> None:
    rules, problems = read_rules("[[rule]\n", shown="r.toml")
    assert rules == ()
    assert "not TOML" in problems[0].message
