"""`herewith register` and `herewith authorities` as people and programs call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from herewith.cli.authorities import command as authorities
from herewith.cli.register import command as register
from herewith.errors import UsageError

LETTER = "March 3, 1958\n\nDear Mr. Winslow:\n\nThe buoys were laid on Monday and the pilots have been told of it.\n\nSincerely yours,\n\nMarcus D. Fenwick\n"
VOLUME = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>V</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><front><div xml:id="persons"><list>
<item><hi rend="strong"><persName xml:id="p_FMD1">Fenwick, Marcus D.</persName>,</hi> Secretary for External
 Affairs, January 1957–June 1960; thereafter a private citizen</item>
<item><hi rend="strong"><persName xml:id="p_OV1">Orlov, Vasily P.</persName>,</hi> Chairman &amp; Marshal</item>
</list><list><item><hi><term xml:id="t_ISC">ISC</term>,</hi> International Straits Commission</item></list></div></front>
<body><div type="document" xml:id="d1" n="1"><head>1. Letter</head><p>Written at <placeName>Port Alden</placeName>.</p></div></body></text></TEI>
"""


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_ready_texts_are_answered_in_their_order_with_offsets_into_each(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    rows = [
        {"id": "b", "text": LETTER},
        {"id": "a", "text": "We may march."},
        {"id": "c", "text": ""},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    result = CliRunner().invoke(register, ["--texts", str(file), "--json"])
    assert result.exit_code == 0, result.output
    found = lines(result)
    assert [line["id"] for line in found] == ["b", "a", "c"]
    letter = found[0]
    date = letter["date"]
    assert isinstance(date, dict)
    start, end = date["evidence"]
    assert LETTER[start:end] == date["written"] == "March 3, 1958"
    assert [(p["value"], p["normal"]) for p in letter["addressee"]] == [("Mr. Winslow", "Winslow")]  # type: ignore[attr-defined]
    assert found[1]["date"] is None
    assert found[1]["sender"] == []


def test_a_line_that_is_no_text_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": "a"}\nnot json\n[1]\n{"id": "b", "text": "March 3, 1958"}\n', "utf-8")
    result = CliRunner().invoke(register, ["--texts", str(file), "--json"])
    assert result.exit_code == 1
    assert [line["id"] for line in lines(result)] == ["b"]
    assert result.stderr.count("N121") == 3


def test_files_are_registered_document_by_document(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    result = CliRunner().invoke(register, [str(tmp_path), "--json"])
    assert result.exit_code == 0, result.output
    (line,) = lines(result)
    assert line["kind"]["value"] == "letter"  # type: ignore[index]
    assert [party["value"] for party in line["sender"]] == ["Marcus D. Fenwick"]  # type: ignore[attr-defined]


def test_files_and_ready_texts_together_are_misuse() -> None:
    with pytest.raises(UsageError):
        CliRunner().invoke(register, [], catch_exceptions=False)


def test_a_volume_gives_its_own_people_offices_places_and_terms(tmp_path: Path) -> None:
    (tmp_path / "v.xml").write_text(VOLUME, "utf-8")
    arguments = ["--from", str(tmp_path / "v.xml"), "--to", str(tmp_path / "out"), "--json"]
    result = CliRunner().invoke(authorities, arguments)
    assert result.exit_code == 0, result.output
    people = (tmp_path / "out" / "people.csv").read_text("utf-8")
    assert 'fenwick-marcus-d,"Fenwick, Marcus D."' in people
    assert "Chairman & Marshal" in people
    offices = (tmp_path / "out" / "offices.csv").read_text("utf-8")
    assert "Secretary for External Affairs" in offices
    assert "fenwick-marcus-d,1957-01,1960-06" in offices
    assert "Port Alden" in (tmp_path / "out" / "places.csv").read_text("utf-8")
    assert "International Straits Commission" in (tmp_path / "out" / "terms.csv").read_text("utf-8")


def test_authority_files_that_are_there_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "v.xml").write_text(VOLUME, "utf-8")
    (tmp_path / "people.csv").write_text("id,name\nmine,Mine\n", "utf-8")
    arguments = ["--from", str(tmp_path / "v.xml"), "--to", str(tmp_path)]
    with pytest.raises(UsageError):
        CliRunner().invoke(authorities, arguments, catch_exceptions=False)
    assert (tmp_path / "people.csv").read_text("utf-8") == "id,name\nmine,Mine\n"


def test_the_people_of_a_folder_resolve_names_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "v.xml").write_text(VOLUME, "utf-8")
    out = tmp_path / "out"
    CliRunner().invoke(authorities, ["--from", str(tmp_path / "v.xml"), "--to", str(out)])
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    arguments = [str(tmp_path / "letter.txt"), "--authorities", str(out), "--json"]
    (line,) = lines(CliRunner().invoke(register, arguments))
    assert [party["person"] for party in line["sender"]] == ["fenwick-marcus-d"]  # type: ignore[attr-defined]
