"""Citations: the words of three styles, and what programs are given."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.site.editions import MemoryEdition, hostile, invented

from herewith.errors import UsageError
from herewith.formats.citations import cite, of
from herewith.formats.citing.cited import Cited, Name, cited
from herewith.formats.citing.dates import date_in_words

ADA = Name("Ada M. Thorne", "Thorne", "Ada M.", "Торн, Ада М.", ("https://viaf.org/viaf/12",))
ORLO = Name("Pavel Orlo", "Orlo", "Pavel", "Орло, Павел")
HOUSE = Name("the Department of Ferries")
LETTER = Cited(
    "1961-04-30-thorne-orlo",
    "letter",
    "Letter from Ada M. Thorne to Pavel Orlo",
    "1961-04-30",
    "Quay",
    "en",
    (ADA,),
    (ORLO,),
    "The ferry papers",
    address="https://ferry.example/1961-04-30-thorne-orlo.html",
    version="3",
    accessed="1990-01-31",
)
PLACE = "https://ferry.example/1961-04-30-thorne-orlo.html"


def without(**changes: object) -> Cited:
    return replace(LETTER, **changes)  # type: ignore[arg-type]


def test_chicago_names_writer_addressee_day_edition_version_and_address() -> None:
    made = cite(LETTER).chicago
    wanted = "Ada M. Thorne to Pavel Orlo, April 30, 1961, in The ferry papers, version 3, "
    assert made.plain == f"{wanted}accessed January 31, 1990, {PLACE}."


def test_the_title_of_the_edition_is_in_italics_and_nothing_else() -> None:
    made = cite(LETTER)
    for style in (made.chicago, made.chicago_bibliography, made.frus):
        assert [words for words, italic in style.pieces if italic] == ["The ferry papers"]


def test_a_bibliography_puts_the_family_name_first() -> None:
    made = cite(without(version="", accessed="", address=""))
    wanted = "Thorne, Ada M. Letter to Pavel Orlo, April 30, 1961. In The ferry papers."
    assert made.chicago_bibliography.plain == wanted


def test_chicago_names_the_kind_of_what_is_no_letter_and_the_form_of_one_witness() -> None:
    made = cite(without(kind="telegram", form="translation", version="", accessed="", address=""))
    wanted = "Ada M. Thorne to Pavel Orlo, telegram, translation, April 30, 1961, in"
    assert made.chicago.plain == f"{wanted} The ferry papers."


def test_foreign_relations_puts_the_heading_in_quotation_marks() -> None:
    made = cite(without(kind="memorandum of conversation", version="", accessed="", address=""))
    assert made.frus.plain.startswith(
        "“Memorandum of Conversation by Ada M. Thorne to Pavel Orlo,”"
    )
    letter = cite(without(version="", accessed="", address="")).frus.plain
    wanted = "“Letter From Ada M. Thorne to Pavel Orlo,” Quay, April 30, 1961, The ferry papers."
    assert letter == wanted


def test_gost_is_russian_where_every_name_is_held_in_russian() -> None:
    wanted = (
        "Торн А. М. Письмо : адресат Орло П., 30 апреля 1961 г. // The ferry papers "
        f"[Электронный ресурс]. Версия 3. URL: {PLACE} (дата обращения: 31.01.1990)."
    )
    assert cite(LETTER).gost.plain == wanted


def test_gost_keeps_the_words_of_the_edition_where_a_name_is_not_held_in_russian() -> None:
    made = cite(without(senders=(HOUSE,), version="", address="")).gost.plain
    wanted = "Department of Ferries. Letter to Pavel Orlo, April 30, 1961 // The ferry papers"
    assert made == f"{wanted} [Электронный ресурс]."


def test_nothing_is_invented_where_writer_and_day_are_unknown() -> None:
    made = cite(without(senders=(), addressees=(), title="Note", date="", version="", address=""))
    assert made.chicago.plain.startswith("Note, n.d., in The ferry papers")
    assert "PY  -" not in made.ris
    assert "issued" not in json.loads(made.csl)[0]
    assert "citation_publication_date" not in dict(made.meta)


@pytest.mark.parametrize(
    ("edtf", "english", "russian"),
    [
        ("1961", "1961", "1961 г."),
        ("1961-04?", "April 1961?", "апрель 1961 г. (?)"),
        ("1961-04-28/1961-05-02", "April 28–May 2, 1961", "28 апреля – 2 мая 1961 г."),
        ("1961-12-31/1962-01-01", "December 31, 1961 – January 1, 1962", None),
        ("../1961-04", "before April 1961", "до апреля 1961 г."),
        ("[1961-03-04,1961-04-03]", "March 4, 1961 or April 3, 1961", None),
        ("1961-04~", "ca. April 1961", "около апреля 1961 г."),
        ("XXXX-04-01", "n.d.", "б. д."),
        ("about then", "about then", "about then"),
    ],
)
def test_dates_are_written_as_references_write_them(
    edtf: str, english: str, russian: str | None
) -> None:
    assert date_in_words(edtf, "en") == english
    assert russian is None or date_in_words(edtf, "ru") == russian


def test_ris_has_every_name_and_ends_its_record() -> None:
    lines = cite(LETTER).ris.split("\r\n")
    assert lines[0] == "TY  - PCOMM"
    assert "AU  - Thorne, Ada M." in lines
    assert "A2  - Orlo, Pavel" in lines
    assert "DA  - 1961/04/30/" in lines
    assert lines[-2:] == ["ER  - ", ""]


def test_csl_tells_persons_from_bodies_and_days_from_about() -> None:
    made = json.loads(cite(without(senders=(HOUSE,), date="1961-04~")).csl)[0]
    assert made["author"] == [{"literal": "the Department of Ferries"}]
    assert made["recipient"] == [{"family": "Orlo", "given": "Pavel"}]
    assert made["issued"] == {"date-parts": [[1961, 4]], "circa": True}


def test_data_in_a_page_cannot_end_its_script() -> None:
    made = cite(without(title="</script><script>alert(1)</script> & so on")).json_ld
    assert "<" not in made
    assert json.loads(made)["name"].startswith("</script>")


def test_people_are_identified_by_their_ids_of_the_world_outside() -> None:
    sender = json.loads(cite(LETTER).json_ld)["sender"][0]
    assert sender["sameAs"] == "https://viaf.org/viaf/12"
    assert sender["@type"] == "Person"


@pytest.mark.parametrize("make", [invented, hostile])
def test_every_item_of_an_edition_can_be_cited_in_every_form(
    make: Callable[[], MemoryEdition],
) -> None:
    edition = make()
    for item in edition.items():
        made = of(edition, item, address="https://x.example/a", version="1")
        for style in (made.chicago, made.chicago_bibliography, made.frus, made.gost):
            assert " ".join(edition.title.split()) in style.plain
            assert "https://x.example/a" in style.plain
            assert "  " not in style.plain
            assert "None" not in style.plain
        assert json.loads(made.csl)[0]["id"] == item.id


def test_one_form_of_a_letter_is_cited_as_such_and_a_stranger_is_refused() -> None:
    edition = invented()
    item = next(item for item in edition.items() if len(item.witnesses) > 1)
    witness = item.witnesses[0]
    assert cited(edition, item, document=witness.document).form == witness.role
    with pytest.raises(UsageError, match="no witness"):
        of(edition, item, document="somewhere-else")
