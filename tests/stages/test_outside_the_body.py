"""Datelines, heads and signatures that a witness lacks: form, as the structure of the letter says."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from herewith.algorithms.collation import WitnessText, collate
from herewith.algorithms.collation.witness import Part
from herewith.algorithms.substance.variations import judge
from herewith.project.collating import CollatedFiles, collate_files

BODY = (
    "<p>We have read the letter of the Council and shall send our envoy to the port of Sarn.</p>"
    "<p>The three launches which were held there will be released before the end of the week.</p>"
)
HEAD = (
    "<opener><dateline>Sarn, March 11, 1959.</dateline><salute>Dear Mr. Regent:</salute></opener>"
)
FOOT = "<closer><signed>A. Brandt</signed></closer>"
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title>
</titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc>
</teiHeader><text><body><div type="document" xml:id="d1">{}</div></body></text></TEI>"""


def letters(folder: Path, **texts: str) -> CollatedFiles:
    for siglum, text in texts.items():
        (folder / f"{siglum}.xml").write_text(TEI.format(text), "utf-8")
    return collate_files([f"{s}={folder / f'{s}.xml'}#d1" for s in texts], language="en")


def judged(found: CollatedFiles) -> list[tuple[str, str]]:
    return [(v.cls, v.rule) for v in found.made.variations]


def test_a_dateline_and_a_signature_that_one_witness_lacks_are_form(tmp_path: Path) -> None:
    found = letters(tmp_path, A=HEAD + BODY + FOOT, B=BODY)
    assert set(judged(found)) == {("form", "outside-the-body")}
    assert found.made.variations[0].reason.startswith("stands outside the body of the text: ")


def test_a_dateline_opposite_a_salutation_is_form(tmp_path: Path) -> None:
    dateline = HEAD.replace("<salute>Dear Mr. Regent:</salute>", "")
    salutation = HEAD.replace("<dateline>Sarn, March 11, 1959.</dateline>", "")
    found = letters(tmp_path, A=dateline + BODY, B=salutation + BODY)
    assert set(judged(found)) == {("form", "outside-the-body")}


def test_another_date_in_the_dateline_is_of_substance(tmp_path: Path) -> None:
    found = letters(tmp_path, A=HEAD + BODY, B=HEAD.replace("11", "12") + BODY)
    assert [cls for cls, _ in judged(found)] == ["substance"]


def test_another_signature_is_of_substance(tmp_path: Path) -> None:
    found = letters(tmp_path, A=BODY + FOOT, B=BODY + FOOT.replace("A. Brandt", "O. Lindqvist"))
    assert judged(found)
    assert "substance" in [cls for cls, _ in judged(found)]


def test_words_of_the_body_beside_the_head_are_not_drawn_into_it(tmp_path: Path) -> None:
    found = letters(tmp_path, A=HEAD + BODY, B=BODY.replace("We have read", "Nobody has read"))
    rules = [(v.rule, v.readings) for v in found.made.variations]
    inner = [readings for rule, readings in rules if rule != "outside-the-body"]
    assert len(rules) > len(inner) == 1
    assert {r.text for r in inner[0]} == {"We have", "Nobody has"}


def test_a_short_first_line_without_head_is_text(tmp_path: Path) -> None:
    text = "The ships will be turned back by our fleet before any of the talks can begin.\n"
    (tmp_path / "a.txt").write_text(f"We do not agree.\n\n{text}", "utf-8")
    (tmp_path / "b.txt").write_text(text, "utf-8")
    found = collate_files([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert [cls for cls, _ in judged(found)] == ["substance"]


def test_every_word_of_a_head_has_its_place(tmp_path: Path) -> None:
    found = letters(tmp_path, A=HEAD + BODY + FOOT, B=BODY).as_json()
    spans = [
        r["spans"]["A"] for v in found["variations"] for r in v["readings"] if "A" in r["spans"]
    ]
    spans = sorted(spans + [a["spans"]["A"] for a in found["agreements"]])
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(
    ("other", "cls"), [("HELD UNTIL March 12, 1959", "substance"), ("(COPY)", "form")]
)
def test_a_head_with_another_date_opposite_a_dateline_is_no_form(other: str, cls: str) -> None:
    body = "We have read the letter of the Council."
    date = "Sarn, March 11, 1959"
    a = WitnessText("A", f"{date} {body}", outside=(Part("dateline", 0, len(date)),))
    b = WitnessText("B", f"{other} {body}", outside=(Part("heading", 0, len(other)),))
    found = collate([a, b], language="en", judge=judge)
    assert found.units[0].judged.cls == cls
