"""ALTO, PAGE and hOCR: their text in their reading order, with the boxes of its lines."""

from __future__ import annotations

import pytest
from tests.formats.making import ALTO, HOCR, PAGE

from herewith.errors import DataError
from herewith.formats.reading import read_bytes
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct


def delivered(text: str, encoding: str = "utf-8") -> Delivered:
    return read_bytes(text.encode(encoding), shown="box/scan.xml", source_id="scan")


def furniture(source: Delivered) -> dict[str, str]:
    return {source.text[m.start : m.end]: m.name for m in source.marks if m.kind == "furniture"}


@pytest.mark.parametrize("version", [2, 3, 4])
def test_alto_is_read_in_every_version(version: int) -> None:
    source = delivered(ALTO.format(version=version, order="", next=""))
    assert source.text == "TOP SECRET\n\nSincerely,\n\nDear Mr. Hall&Co\nthe prom-\n\n3\n"
    assert furniture(source) == {"TOP SECRET": "running_head", "3": "page_number"}
    (page,) = source.pages
    assert (page.n, page.label, page.image, page.width) == (1, "3", "scan-17.tif", 1000)
    assert page.confidence == pytest.approx(0.89, abs=0.03)
    at = source.text.index("Dear")
    assert source.boxes(at, at + 4) == ((1, "10 100 310 120"),)


@pytest.mark.parametrize(
    ("order", "following"),
    [
        (
            "<ReadingOrder><OrderedGroup ID='g'><ElementRef ID='1' REF='b0'/>"
            "<ElementRef ID='2' REF='b1'/><ElementRef ID='3' REF='b2'/></OrderedGroup>"
            "</ReadingOrder>",
            "",
        ),
        ("", 'IDNEXT="b2"'),
    ],
)
def test_altos_reading_order_is_that_of_its_groups_or_of_its_chain(
    order: str, following: str
) -> None:
    text = delivered(ALTO.format(version=4, order=order, next=following)).text
    assert text.index("Dear") < text.index("Sincerely")


def test_page_is_read_in_its_reading_order() -> None:
    order = """<ReadingOrder><OrderedGroup id="g">
      <RegionRefIndexed index="2" regionRef="r2"/><RegionRefIndexed index="0" regionRef="r3"/>
      <RegionRefIndexed index="1" regionRef="r1"/></OrderedGroup></ReadingOrder>"""
    source = delivered(PAGE.format(order=order))
    assert source.text == "SECRET\n\nDear Mr. Hall:\n\nI thank you\nfor it.\n"
    assert furniture(source) == {"SECRET": "running_head"}
    (struck,) = (m for m in source.marks if m.kind == "struck")
    assert source.text[struck.start : struck.end] == "thank"
    assert source.pages[0].image == "scan-4.jpg"
    assert source.boxes(0, 6) == ((1, "10 10 90 30"),)


def test_without_a_reading_order_page_is_read_as_the_file_has_it() -> None:
    assert delivered(PAGE.format(order="")).text.startswith("I thank you\nfor it.\n\nDear")


def test_hocr_is_read_line_by_line() -> None:
    source = delivered(HOCR)
    assert source.text == "Dear Mr. Hall:\nI never thank you.\n\npage foot\n\f"
    assert furniture(source) == {"page foot": "running_head"}
    first, second = source.pages
    assert (first.image, first.confidence, first.width) == ("scan-9.png", 0.85, 900)
    assert second.state == "blank"
    assert source.boxes(0, 4) == ((1, "10 20 300 40"),)
    (struck,) = (m for m in source.marks if m.kind == "struck")
    assert source.text[struck.start : struck.end].strip() == "never"
    assert source.source.media_type == "text/vnd.hocr+html"


def test_stated_furniture_does_not_read_and_everything_is_accounted_for() -> None:
    source = delivered(HOCR)
    found = reconstruct(source)
    (letter,) = found.documents
    assert "page foot" not in letter.text
    spans = [(p.start, p.end) for d in found.documents for p in d.passages]
    spans += [(f.start, f.end) for f in found.furniture]
    assert sum(end - start for start, end in spans) == len(source.text)


def test_ocr_files_in_old_encodings_are_read() -> None:
    text = PAGE.format(order="").replace("UTF-8", "windows-1251").replace("Dear", "Дорогой")
    assert "Дорогой Mr. Hall:" in delivered(text, "cp1251").text


def test_a_hostile_ocr_file_is_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>'
    text = ALTO.format(version=4, order="", next="").replace("?>", "?>" + bomb, 1)
    for hostile in (text, text.replace("</Layout>", ""), "<alto>" + "<a>" * 2000):
        with pytest.raises(DataError) as caught:
            delivered(hostile)
        assert caught.value.problems[0].code == "R125"
