"""TEI of several generations: every document of a volume is one, however it is encoded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from herewith.formats.reading import read, read_bytes
from herewith.model.document import Reconstruction
from herewith.stages.reconstruct import reconstruct

CALENDAR = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:v="http://volume.example/ns">
<text><body>
<div type="document" n="1" xml:id="d1">
 <head>1. Telegram from Sarn, May 3, 1911. Buoys in the
   strait. 2 pp.<note n="1" type="source">Archive, box 4.</note></head>
 <v:page-count>2</v:page-count><v:file id="0170" path="3/0.tif"/>
</div>
<div type="document" n="2" xml:id="d2"><head>2. Letter</head><p>Dear Mr. Hall</p></div>
<div type="document" n="3" xml:id="d2"><head>3. Note</head><p>We thank you.</p></div>
</body></text></TEI>"""


def reconstructed(text: str) -> Reconstruction:
    return reconstruct(read_bytes(text.encode(), shown="box/volume.xml", source_id="volume"))


def test_a_document_of_which_only_the_heading_is_printed_is_a_document() -> None:
    found = reconstructed(CALENDAR)
    first = found.documents[0]
    assert first.id == "volume#d1"
    assert first.text == "1. Telegram from Sarn, May 3, 1911. Buoys in the strait. 2 pp."
    assert first.heading == first.text
    assert ("only", "heading") in first.attributes
    assert [p.role for p in first.passages] == ["heading"]
    source = "Archive, box 4."
    assert any(CALENDAR[n.start : n.end].find(source) >= 0 for n in first.notes)


def test_every_character_of_it_is_in_one_place() -> None:
    found = reconstructed(CALENDAR)
    pieces = [(p.start, p.end) for d in found.documents for p in d.passages]
    pieces += [(f.start, f.end) for f in found.furniture]
    assert sorted(pieces)[0][0] == 0
    assert sum(end - start for start, end in pieces) == len(CALENDAR)
    assert all(a[1] <= b[0] for a, b in zip(sorted(pieces), sorted(pieces)[1:], strict=False))


def test_the_second_of_two_documents_of_one_id_gets_a_stated_other() -> None:
    found = reconstructed(CALENDAR)
    second, third = found.documents[1:]
    assert second.id == "volume#d2"
    assert third.id.startswith("volume#d2-")
    assert [p.code for p in found.problems] == ["R124", "R126"]
    problem = found.problems[1]
    assert str(third.id) in problem.message
    assert problem.place.line == CALENDAR[: CALENDAR.index("3. Note")].count("\n") + 1
    assert reconstructed(CALENDAR).documents[2].id == third.id


@pytest.mark.material
@pytest.mark.parametrize(
    "volume", ["frus1961-63v10-12mSupp", "frus1952-54v12p2", "frus1917-72PubDip"]
)
def test_every_document_of_a_printed_volume_is_found(material: Path, volume: str) -> None:
    delivered = read(material / "frus" / f"{volume}.xml")
    names = re.findall(r'<div[^>]*type="document"[^>]*xml:id="([^"]+)"', delivered.text)
    names += re.findall(r'<div[^>]*xml:id="([^"]+)"[^>]*type="document"', delivered.text)
    found = {dict(d.attributes).get("xml:id") for d in reconstruct(delivered).documents}
    assert names
    assert set(names) <= found
