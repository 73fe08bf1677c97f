"""The register with a project's own lists: offices by their day, namesakes, seats, carried letters."""

from __future__ import annotations

import pytest

from herewith.algorithms.register.page import Page
from herewith.algorithms.register.people import Authorities
from herewith.algorithms.register.reading import Draft, read_entry
from herewith.languages.titles import classify, is_person_like
from herewith.model.document import Document, DocumentId, Passage, Run
from herewith.model.protocols import Context, Unit
from herewith.model.register import RegisterEntry
from herewith.model.text import SourceId
from herewith.stages.register import Register

ROWS = {
    "people": (
        {"id": "reed-adam", "name": "Reed, Adam W.", "name_ru": "Рид, Адам У."},
        {"id": "reed-paul", "name": "Reed, Paul", "variants": "Captain Reed"},
        {"id": "orlov-viktor", "name": "Orlov, Viktor S.", "name_ru": "Орлов, Виктор С."},
        {"id": "dane-ruth", "name": "Dane, Ruth"},
        {"id": "holm-nils", "name": "Holm, Nils"},
    ),
    "offices": tuple(
        {"id": one, "name": name, "state": state, "holder": who, "from": "1955", "to": "1960"}
        for one, name, state, who in (
            ("arden-president", "President of the Republic of Arden", "Arden", "reed-adam"),
            ("arden-minister", "Minister of Marine", "Arden", "dane-ruth"),
            ("krai-chairman", "Chairman of the Council of Ministers", "Kraina", "orlov-viktor"),
            ("bank-chairman", "Chairman of the River Bank", "River Bank", "holm-nils"),
        )
    ),
    "places": (
        {"id": "port-alden", "name": "Port Alden", "name_ru": "Порт-Алден", "kind": "capital"},
        {"id": "arden", "name": "Republic of Arden", "kind": "state"},
    ),
}
LISTS = Authorities(ROWS)
BODY = "I have read your letter of the third with attention and shall answer every point of it in its turn, as far as I can."


def read(text: str, **more: str) -> Draft:
    return read_entry(Page(text, "en", **more), LISTS)


def letter(salutation: str, signer: str, day: str = "March 8, 1958", body: str = BODY) -> Draft:
    return read(f"{day}\n\n{salutation}:\n\n{body}\n\nSincerely,\n\n{signer}")


def people(draft: Draft) -> list[str]:
    return [found.value.person for found in draft.parties.addressee]


def test_the_office_on_the_day_tells_which_of_two_namesakes_is_meant() -> None:
    draft = read(
        f"March 8, 1958\n\n{BODY}\n", heading="4. Letter From President Reed to Viktor Orlov"
    )
    assert draft.heading is not None
    assert [f.value.person for f in draft.heading.sender] == ["reed-adam"]


def test_a_namesake_is_known_by_the_title_that_the_list_gives_him() -> None:
    draft = read("March 8, 1958\n\nMEMORANDUM FOR CAPTAIN REED\n\nSubject: Tides\n\n" + BODY)
    assert people(draft) == ["reed-paul"]


def test_namesakes_without_a_title_that_decides_stay_open() -> None:
    assert people(
        read(f"March 8, 1958\n\nMEMORANDUM FOR MR. REED\n\nSubject: Tides\n\n{BODY}")
    ) == [""]


@pytest.mark.parametrize(
    ("salutation", "signer", "day", "expected"),
    [
        ("Dear Mr. President", "Viktor Orlov", "March 8, 1958", ["reed-adam"]),
        ("Dear Mr. President", "Viktor Orlov", "March 8, 1971", []),
        ("Dear Mr. President", "Ruth Dane", "March 8, 1958", []),
        ("Dear Mr. President", "Somebody Else", "March 8, 1958", []),
        ("Dear Mr. Chairman", "Adam Reed", "March 8, 1958", []),
    ],
)
def test_mr_president_is_the_one_holder_in_another_state_than_a_known_head(
    salutation: str, signer: str, day: str, expected: list[str]
) -> None:
    assert people(letter(salutation, signer, day)) == expected


def test_the_last_line_of_an_address_block_is_not_a_name() -> None:
    draft = read_entry(
        Page(
            "Уважаемый господин Президент!\n\nПолучил Ваше письмо и прочитал его с большим вниманием,"
            " о чем и сообщаю Вам без промедления.\n\nС уважением\n\nВ. ОРЛОВ\n\n8 марта 1958 года\n\n"
            "Его Превосходительству\nАдаму У.Риду,\nПрезиденту Соединенных Областей\nАрдена",
            "ru",
        ),
        LISTS,
    )
    assert [f.value.name for f in draft.parties.addressee] == ["Адаму У.Риду"]
    assert people(draft) == ["reed-adam"]


def test_a_broadcast_names_its_language_its_report_and_the_letter_it_reads() -> None:
    draft = read(
        "DAILY REPORT No. 31 KRAINA\n\nTEXT OF ORLOV LETTER TO PRESIDENT REED\n\n"
        f"Krainsk Home Service in Russian, 1700 GMT, 8 March 1958 -- L\n\n(Text) {BODY}\n\n"
        "Respectfully, V. Orlov. 7 March 1958."
    )
    assert draft.kind is not None
    assert draft.kind.value == "broadcast transcript"
    assert draft.source_language is not None
    assert draft.source_language.value == "ru"
    assert draft.place is None
    assert [f.value.person for f in draft.parties.sender] == ["orlov-viktor"]
    assert people(draft) == ["reed-adam"]
    assert [(f.value.kind, f.value.normal) for f in draft.numbers] == [("document", "31")]


def test_a_title_with_a_byline_over_running_text_is_an_essay() -> None:
    draft = read("Seven Miles of Water\n\nRuth Dane\n\n" + "\n\n".join([BODY] * 16))
    assert draft.kind is not None
    assert draft.kind.value == "essay"
    assert [f.value.person for f in draft.parties.sender] == ["dane-ruth"]
    assert read("Seven Miles of Water\n\nRuth Dane\n\n" + BODY).kind != draft.kind


def test_a_telegram_comes_from_the_officer_who_signed_for_a_city_and_bears_all_its_numbers() -> (
    None
):
    draft = read(
        "INCOMING TELEGRAM\n\nControl: 8734\nRec'd: March 9, 1958\n1:05 a.m.\n\nFROM: Port Alden\n\n"
        "TO: Secretary for Water\n\nNO: 512, March 8, 11:40 p.m.\n\n"
        f"SENT DEPARTMENT 512; REPEATED INFORMATION RIVER SQUADRON 61.\n\n1. {BODY}\n\nDANE"
    )
    assert draft.date is not None
    assert draft.date.value.date.edtf == "1958-03-08T23:40"
    assert draft.place is not None
    assert draft.place.value == "Port Alden"
    assert [f.value.person for f in draft.parties.sender] == ["dane-ruth"]
    assert [f.value.normal for f in draft.numbers] == ["8734", "512", "61"]


def test_a_number_in_the_list_of_enclosures_is_the_enclosures() -> None:
    draft = read(
        f"March 8, 1958\n\nMEMORANDUM FOR MR. HOLM\n\n{BODY}\n\nRuth Dane\n\nEnclosures:\n\n"
        "1. Original.\n2. Official translation\n(L.S. No. 4711)."
    )
    assert draft.numbers == ()
    assert len(draft.enclosures) == 2


def test_a_state_is_no_signer_and_no_seat() -> None:
    assert not is_person_like("Крайнская Федеративная Республика")
    assert LISTS.is_seat("PORT ALDEN")
    assert not LISTS.is_seat("REPUBLIC OF ARDEN")
    assert classify("Keeper of the Public Records").kind == "office"


def document(name: str, text: str, start: int, **attributes: str) -> Document:
    source = SourceId("box")
    return Document(
        id=DocumentId(name),
        kind=None,
        language="en",
        pages=(),
        passages=(Passage(source, start, start + len(text), "body", flow=False),),
        text=text,
        runs=(Run(0, len(text), source, start, start + len(text)),),
        complete=True,
        attributes=tuple(attributes.items()),
    )


def test_the_day_of_its_telegram_tells_who_is_addressed_in_a_carried_letter() -> None:
    head = "OUTGOING TELEGRAM\n\n081705Z MAR 58\n\nFROM: PORT ALDEN\nTO: EMBASSY KRAINSK\n\n1. Deliver letter."
    telegram = document("t", f"{head}\n\nDANE", 0, carries="letter", carries_at=str(len(head)))
    carried = document(
        "letter",
        f"“Dear Mr. Chairman:\n\n“{BODY} Kraina has nothing to fear.\n\n“Sincerely, Adam W. Reed.”",
        500,
        carried_by="t",
    )
    rows = {**ROWS, "offices": ROWS["offices"][:-1]}
    context = Context({}, rows, {})
    outcome = Register().work(Unit("box", (carried, telegram)), context)
    entries = {str(e.id): e for e in outcome.records if isinstance(e, RegisterEntry)}
    entry = entries["letter"]
    assert list(entries) == ["letter", "t"]
    assert entry.kind is not None
    assert entry.kind.value == "letter"
    assert [f.value.person for f in entry.sender] == ["reed-adam"]
    assert entry.date is not None
    assert entry.date.value.date.edtf == "1958-03-08"
    assert [f.value.person for f in entry.addressee] == ["orlov-viktor"]
