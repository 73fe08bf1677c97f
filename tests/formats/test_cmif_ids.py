"""The register as CMIF: whoever and whatever has an id in the authority files has it in the file."""

from __future__ import annotations

from lxml import etree
from tests.site.editions import invented

from herewith.formats.cmif import CmifHead, write_cmif

TEI = "{http://www.tei-c.org/ns/1.0}"
HEAD = CmifHead(("E. Ditor",), "Invented Press", "https://edition.example.org", "2001-01-01")
PEOPLE = (
    {"id": "halden-thomas", "name": "Halden, Thomas", "viaf": "12345"},
    {"id": "quill-ada", "name": "Quill, Ada", "viaf": ""},
)
PLACES = (
    {"id": "halden", "name": "Halden Harbour", "variants": "Port Halden", "geonames": "6789"},
    {"id": "torsk", "name": "Torsk", "geonames": ""},
)


def sent() -> list[tuple[str, str]]:
    """Names and references of who sent the answer of 9 May, and from where."""
    data, _ = write_cmif(invented(), HEAD, {"people": PEOPLE, "places": PLACES})
    (letter,) = (
        desc
        for desc in etree.fromstring(data).iter(f"{TEI}correspDesc")
        if desc.get("key") == "1957-05-09-halden-veresov"
    )
    action = letter.find(f"{TEI}correspAction[@type='sent']")
    assert action is not None
    found = [*action.iter(f"{TEI}persName"), *action.iter(f"{TEI}placeName")]
    return [(element.text or "", element.get("ref", "")) for element in found]


def test_a_sender_and_a_place_have_the_ids_of_their_authority_rows() -> None:
    assert sent() == [
        ("Thomas Halden", "https://viaf.org/viaf/12345"),
        ("Port Halden", "https://www.geonames.org/6789"),
    ]


def test_a_name_that_is_nobodys_in_the_register_has_no_id() -> None:
    data, _ = write_cmif(invented(), HEAD, {"people": PEOPLE, "places": PLACES})
    names = etree.fromstring(data).iter(f"{TEI}persName")
    assert {e.get("ref") for e in names if e.text == "Premier Veresov"} == {None}
