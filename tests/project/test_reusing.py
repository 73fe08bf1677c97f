"""`herewith reuse`: kinds of pairs, lines, and what holds whatever the order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.algorithms.reuse.test_asking import ONE, OTHER
from tests.case_files import blocks

from herewith.errors import DataError, UsageError
from herewith.model.sharing import KINDS
from herewith.project.reusing import Options, collect, formula_lines, loose, pair_line, reuse

CASES = Path(__file__).parents[1] / "cases" / "reuse" / "kinds.md"


def cases() -> list[tuple[str, list[str], list[str], str]]:
    """Title, the two papers (heading first), and their kind."""

    return [(title[0], one, other, kind[0]) for title, one, other, kind in blocks(CASES, 4)]


def texts_file(folder: Path, papers: dict[str, list[str]]) -> Path:
    path = folder / "texts.jsonl"
    rows = [
        {"id": name, "heading": lines[0], "text": "\n\n".join(lines[1:])}
        for name, lines in papers.items()
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def lines(path: Path, **options: Any) -> list[dict[str, Any]]:
    found = reuse(collect((), texts=path), Options(**options))
    return [*(pair_line(pair, compared=True) for pair in found.pairs), *formula_lines(found)]


@pytest.mark.parametrize(
    ("one", "other", "kind"), [case[1:] for case in cases()], ids=[case[0] for case in cases()]
)
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned"])
def test_kind_of_pair(
    one: list[str], other: list[str], kind: str, turned: bool, tmp_path: Path
) -> None:
    first, second = (other, one) if turned else (one, other)
    found = lines(texts_file(tmp_path, {"box#a": first, "volume#b": second}))
    assert [(line["a"], line["b"], line["kind"]) for line in found] == [("box#a", "volume#b", kind)]
    assert found[0]["because"]


def test_the_cases_show_every_kind() -> None:
    assert {case[3] for case in cases()} == set(KINDS)


def test_offsets_lead_to_the_same_words_on_both_sides(tmp_path: Path) -> None:
    _, one, other, _ = cases()[6]
    found = lines(texts_file(tmp_path, {"a": one, "b": other}))
    (passage,) = found[0]["passages"]
    texts = {"a": "\n\n".join(one[1:]), "b": "\n\n".join(other[1:])}
    words = [texts[side][slice(*passage[side])] for side in ("a", "b")]
    assert words[0] == words[1]
    assert words[0].startswith("I have ordered")
    assert words[0].endswith("he was forced")
    assert passage["words"] == len(words[0].split())


def test_offsets_of_a_file_lead_into_its_source(tmp_path: Path) -> None:
    body = (
        "We shall answer before the <hi>convoy</hi> sails &amp; not after it, and we shall send the "
        "answer by the hand of the harbour master, who knows the road."
    )
    for name in ("one", "two"):
        (tmp_path / f"{name}.xml").write_text(
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
            f'<div type="document" xml:id="d1"><head>{name}</head><p>{body}</p></div>'
            "</body></text></TEI>",
            "utf-8",
        )
    found = reuse(collect([tmp_path]), Options())
    (line,) = [pair_line(pair) for pair in found.pairs]
    assert (line["a"], line["b"]) == ("one#d1", "two#d1")
    for side, name in (("a", "one"), ("b", "two")):
        source = (tmp_path / f"{name}.xml").read_text("utf-8")
        words = source[slice(*line["passages"][0][side])]
        assert words == body[:-1]


def test_a_missing_not_is_told_by_the_program_itself(tmp_path: Path) -> None:
    text = (
        "We wish to state plainly that the ships of the northern squadron have{} been ordered to "
        "stop vessels under a neutral flag, and that no order of the kind will be given."
    )
    papers = {
        n: ["Letter From A to B, May 4, 1961", text.format(w)]
        for n, w in (("a", ""), ("b", " not"))
    }
    (line,) = lines(texts_file(tmp_path, papers))
    assert line["kind"] == "same_document"
    assert [(d["class"], d["facet"], d["b"]["text"]) for d in line["differences"]] == [
        ("substance", "polarity", "not")
    ]
    (found,) = line["differences"]
    assert text.format(" not")[found["b"]["start"] : found["b"]["end"]] == "not"


def test_formulas_are_told_with_two_papers_and_a_count(tmp_path: Path) -> None:
    words = (
        "The Minister presents his compliments and has the honour to inform the Embassy that the "
        "matter has been brought to the knowledge of the competent authorities"
    )
    papers = {f"n{k}": [f"Note {k}", words] for k in range(5)}
    found = lines(texts_file(tmp_path, papers), most_texts=4)
    assert {line["kind"] for line in found} == {"formula"}
    assert {(line["a"], line["b"]) for line in found} == {("n0", "n1")}
    assert all("5 documents" in line["because"][0] for line in found)
    assert all(line["text"] in words for line in found)


def test_the_order_of_the_texts_changes_nothing(tmp_path: Path) -> None:
    papers = {f"p{n}#{side}": text for n, case in enumerate(cases()) for side, text in
              (("a", case[1]), ("b", case[2]))}  # fmt: skip
    (tmp_path / "turned").mkdir()
    turned = dict(reversed(papers.items()))
    assert lines(texts_file(tmp_path, papers)) == lines(texts_file(tmp_path / "turned", turned))


def test_two_texts_of_one_name_are_misuse(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id":"a","text":"one"}\n{"id":"a","text":"two"}', "utf-8")
    with pytest.raises(UsageError, match="two documents are called a"):
        collect((), texts=path)


def test_a_line_that_is_no_text_is_a_problem_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id":"a","text":"one"}\n{"id":"b"}\n', "utf-8")
    (problem,) = collect((), texts=path).problems
    assert (problem.code, problem.place.line) == ("V101", 2)


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nothing there could be read"):
        collect([tmp_path])


def test_a_list_of_those_present_is_no_loose_pair_and_another_translation_is(
    tmp_path: Path,
) -> None:
    present = (
        "Present: Aldous Brandt, Cyril Dorn, Edmund Farrel, Gustav Hallam, Ivo Jessop, Karl Lomax, "
        "Magnus Norcott, Osric Pell, Quentin Rusk, Silas Thorne, Ulric Vance, Walter Yardley."
    )
    harvest = "The harvest was spoken of, then barley, then the price of seed in the inland towns."
    bridges = "Nothing was decided about bridges; engineers want steel, and the ferry stays."
    lists = {
        "a": ["First", f"{present} {harvest}"],
        "b": ["Second", f"{present.replace(', ', '; ')} {bridges}"],
    }
    fillers = {
        f"f{n}": [f"Note {n}", f"Nothing of note {n} was said about parcel {n}."] for n in range(9)
    }
    for papers, expected in (
        (lists, []),
        ({"a": ["First", ONE], "b": ["Second", OTHER]}, [("a", "b")]),
    ):
        collection = collect((), texts=texts_file(tmp_path, {**papers, **fillers}))
        assert [(pair.a.name, pair.b.name) for pair in loose(collection, ())] == expected
