"""People and places in running text: linked by the lists with office and day, or left alone."""

from __future__ import annotations

import datetime

import pytest

from herewith.algorithms.references.naming import find_names
from herewith.algorithms.register.people import Authorities
from herewith.formats.reading import read_bytes
from herewith.model.protocols import Context, Unit
from herewith.stages.link import Link
from herewith.stages.reconstruct import reconstruct

LISTS = Authorities(
    {
        "people": (
            {"id": "holis-a", "name": "Holis, Adam", "variants": ""},
            {"id": "holis-b", "name": "Holis, Bram", "variants": ""},
            {
                "id": "vorokhov",
                "name": "Vorokhov, Ilya",
                "name_ru": "Ворохов, Илья",
                "variants": "",
            },
        ),
        "offices": (
            {"id": "o1", "name": "President", "holder": "holis-a", "from": "1957", "to": "1961"},
            {
                "id": "o2",
                "name": "Attorney General",
                "holder": "holis-b",
                "from": "1957",
                "to": "1961",
            },
            {"id": "o3", "name": "President", "holder": "holis-b", "from": "1962", "to": "1965"},
        ),
        "places": ({"id": "sarn", "name": "Sarn", "variants": "", "kind": "port"},),
    }
)
DAY = datetime.date(1959, 3, 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Chairman Vorokhov.", ["vorokhov"]),
        ("He met President Holis at Sarn.", ["holis-a", "sarn"]),
        ("Attorney General Holis's answer.", ["holis-b"]),
        ("He met Holis.", []),
        ("The Adam Holis Library is in Sarn.", ["sarn"]),
        ("The Holis Administration and Fort Vorokhov.", []),
        ("Yesterday Ilya Vorokhov wrote. The President did not.", ["vorokhov", "holis-a"]),
        ("Somebody called Smith.", []),
    ],
)
def test_names_are_linked_where_one_can_be_meant(text: str, expected: list[str]) -> None:
    assert [one.id for one in find_names(text, "en", LISTS, DAY)] == expected


def test_an_office_means_who_held_it_on_the_day() -> None:
    (later,) = find_names("The President wrote.", "en", LISTS, datetime.date(1963, 1, 1))
    assert later.id == "holis-b"
    assert not find_names("The President wrote.", "en", LISTS, None)


def test_a_russian_name_is_linked_in_any_case() -> None:
    (found,) = find_names("Письмо Ворохова получено.", "ru", LISTS, DAY)
    assert found.id == "vorokhov"


TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Straits, 1959
</title></titleStmt></fileDesc></teiHeader><text><front><div><list type="names">
<item><persName xml:id="p_HA">Holis, Adam</persName>, President of the Republic</item>
<item><persName xml:id="p_HB">Holis, Bram</persName>, Attorney General</item></list></div></front><body>
<div type="document" xml:id="d1" n="1"><head>1. Memorandum</head><p>The answer of President
<persName corresp="#p_HB">Holis</persName> to <persName corresp="#p_HA">Adam Holis</persName> was
long and it was read by all who were there on that day.</p></div></body></text></TEI>"""


def test_an_editions_own_links_are_kept_and_doubted_where_they_contradict() -> None:
    delivered = read_bytes(TEI.encode(), shown="straits.xml", source_id="straits")
    found = reconstruct(delivered)
    done = Link().work(Unit("box", (*found.documents, delivered)), Context({}, {}, {}))
    told = {
        str(s.value["id"]): s
        for s in done.statements
        if s.property == "names" and isinstance(s.value, dict)
    }
    assert set(told) == {"p_HA", "p_HB"}
    assert "Probably Holis, Adam" in told["p_HB"].because
    assert told["p_HA"].rule == "edition_link"
    assert told["p_HB"].evidence[0].quote == "Holis"
