"""Who a paper is from and to where no heading says so: by office, by list, by what the text says."""

from __future__ import annotations

import pytest

from herewith.algorithms.register import Draft, Page, read_entry
from herewith.algorithms.register.people import Authorities

BODY = (
    "All ships of the river squadron have left the harbour, and I know of no reason why the "
    "others should not leave it as well before the end of the month of March."
)


def office(key: str, name: str, holder: str, state: str = "US") -> dict[str, str]:
    row = {"id": key, "name": name, "holder": holder, "state": state}
    return row | {"from": "1957-01-01", "to": "1960-12-31"}


PEOPLE = {
    "reed-thomas": "Reed, Thomas",
    "dane-ruth": "Dane, Ruth",
    "ames-julian": "Ames, Julian",
    "haven-piotr": "Haven, Piotr",
    "winslow-harold": "Winslow, Harold",
    "winter-harold": "Winter, Harold",
    "orlov-viktor": "Orlov, Viktor",
    "said-malik": "Malik Said, Omar",
}
OFFICES = [
    office("president-of-the-united-states", "President of the United States", "reed-thomas"),
    office("secretary-of-state", "Secretary of State", "dane-ruth"),
    office("secretary-of-defense", "Secretary of Defense", "winslow-harold"),
    office("special-assistant-to-the-president", "Special Assistant to the President", "ames-julian"),
    office("prime-minister-of-poland", "Prime Minister of Poland", "haven-piotr", "PL"),
    *(office(f"office-{n}", f"Assistant Secretary of State {n}", "dane-ruth") for n in range(10)),
]  # fmt: skip


def listed() -> Authorities:
    people = tuple({"id": key, "name": name} for key, name in PEOPLE.items())
    return Authorities({"people": people, "offices": tuple(OFFICES)})


def read(text: str, authorities: Authorities | None = None) -> Draft:
    return read_entry(Page(text, "en"), authorities or listed())


def addressee(text: str) -> str:
    return "; ".join(f.value.person or f.value.name for f in read(text).parties.addressee)


def sender(text: str) -> str:
    return "; ".join(f.value.person or f.value.name for f in read(text).parties.sender)


def letter(salutation: str, signed: str, place: str = "Washington", body: str = BODY) -> str:
    return f"{place}, March 3, 1958.\n\n{salutation}\n\n{body}\n\nSincerely,\n\n{signed}"


def test_a_list_knows_whose_papers_these_are_by_the_offices_it_names() -> None:
    assert listed().home == "US"
    assert Authorities({"offices": tuple(OFFICES[:5])}).home == ""


def test_a_letter_from_another_state_to_a_president_is_to_the_one_whose_papers_these_are() -> None:
    assert addressee(letter("Dear Mr. President:", "Piotr Haven", "Warsaw")) == "reed-thomas"


def test_it_is_not_to_one_of_whom_it_speaks() -> None:
    text = letter("Dear Mr. President:", "Piotr Haven", "Warsaw", f"{BODY} Mr. Reed agrees.")
    assert addressee(text) == ""


def test_a_namesake_of_the_reader_may_be_spoken_of() -> None:
    people = [{"id": key, "name": name} for key, name in PEOPLE.items()]
    people.append({"id": "reed-paul", "name": "Reed, Paul"})
    authorities = Authorities({"people": tuple(people), "offices": tuple(OFFICES)})
    text = letter("Dear Mr. President:", "Piotr Haven", "Warsaw", f"{BODY} Paul Reed agrees.")
    found = read(text, authorities).parties.addressee
    assert [f.value.person for f in found] == ["reed-thomas"]


def test_an_unsigned_letter_from_abroad_is_to_the_president_at_home() -> None:
    text = f"Warsaw, March 3, 1958.\n\nMy dear Mr. President:\n\n{BODY}"
    assert addressee(text) == "reed-thomas"
    assert addressee(text.replace("Warsaw", "Riverton")) == ""


def test_the_secretaries_of_state_and_of_defense_call_each_other_so() -> None:
    body = f"{BODY} The military forces of both have been told of it."
    assert addressee(letter("Dear Mr. Secretary:", "Ruth Dane", body=body)) == "winslow-harold"
    assert addressee(letter("Dear Mr. Secretary:", "Harold Winslow")) == "dane-ruth"
    assert addressee(letter("Dear Mr. Secretary:", "Ruth Dane")) == ""


def memo(body: str, signed: str) -> str:
    return f"Washington, March 3, 1958.\n\nSUBJECT\n\nThe ships\n\n{body}\n\n{signed}"


def test_a_memorandum_of_the_presidents_assistant_that_speaks_to_you_is_to_the_president() -> None:
    found = read(memo(f"{BODY} You will see them.", "Julian Ames")).parties.addressee
    assert [f.value.person for f in found] == ["reed-thomas"]
    assert 'speaks to "you"' in found[0].because


@pytest.mark.parametrize(
    ("body", "signed"),
    [
        (f"{BODY} You will tell the President.", "Julian Ames"),
        (BODY, "Julian Ames"),
        (f"{BODY} You will see them.", "Ruth Dane"),
        (f"{BODY} I recommend that you see them. I request your report.", "Ruth Dane"),
        (f"{BODY} I recommend that you see them.", "Harold Winslow"),
        (f"{BODY} You will see them.", "Nora Quill"),
    ],
    ids=["of the President", "to nobody", "no request", "an order", "commands", "unknown"],
)
def test_other_memoranda_stay_open(body: str, signed: str) -> None:
    assert addressee(memo(body, signed)) == ""


def test_a_recommendation_of_the_secretary_of_state_is_to_the_president() -> None:
    assert addressee(memo(f"{BODY} I recommend that you see them.", "Ruth Dane")) == "reed-thomas"


def test_of_two_of_one_first_name_the_one_in_office_is_meant() -> None:
    assert addressee(letter("Dear Harold:", "Ruth Dane")) == "winslow-harold"
    spoken = letter("Dear Harold:", "Ruth Dane", body=f"{BODY} Mr. Winslow agrees.")
    assert addressee(spoken) == ""


def test_two_initials_and_the_last_of_three_names_are_one_man() -> None:
    assert sender(letter("Dear Mr. Reed:", "O. M. Said")) == "said-malik"


def test_a_despatch_is_of_the_post_and_not_of_the_officer_who_signed_it() -> None:
    text = f"Warsaw, March 3, 1958.\n\nNo. 1442\n\nSir: {BODY}\n\nRespectfully yours,\n\nRuth Dane"
    draft = read(text)
    assert draft.kind is not None
    assert draft.kind.value == "despatch"
    assert draft.parties.sender == ()
    assert sender(text.replace("No. 1442\n\n", "")) == "dane-ruth"


def test_minutes_that_are_respectfully_submitted_are_no_letter() -> None:
    text = (
        f"March 3, 1958.\n\nThe meeting was called to order. {BODY}\n\n"
        "Respectfully submitted,\n\nRuth Dane"
    )
    assert sender(text) == ""


def test_a_record_of_a_meeting_that_speaks_to_nobody_has_no_sender() -> None:
    text = memo(BODY, "Ruth Dane")
    assert sender(text) == "dane-ruth"
    assert sender(text.replace("The ships", "Meeting on the ships")) == ""


def test_an_author_of_a_record_signed_it_and_sent_it_to_nobody() -> None:
    draft = read(f"MEMORANDUM FOR\nTHE RECORD\nFROM:\nRuth Dane\nSUBJECT:\nThe ships\n{BODY}")
    assert draft.kind is not None
    assert draft.kind.value == "memorandum for the record"
    assert draft.parties.sender == draft.parties.addressee == ()
    assert draft.parties.signed_by is not None
    assert draft.parties.signed_by.value.person == "dane-ruth"


def test_who_signs_beside_the_readers_address_is_not_the_reader() -> None:
    text = letter(
        "Dear Mr. Minister:", "The Honorable\nThe Honorable Piotr Haven\nWarsaw\nRuth Dane"
    )
    assert sender(text) == "dane-ruth"


def test_a_name_with_his_office_beside_it_ends_the_signature() -> None:
    signed = "Ruth M. Dane Major General, U.S. Army\nMajor General Piotr Haven\nMilitary Attaché"
    assert sender(letter("Dear Harold:", signed)) == "dane-ruth"


def test_a_note_verbale_inside_a_despatch_is_not_its_opening() -> None:
    note = "The Embassy of Arden presents its compliments to the Ministry of Water and agrees."
    assert sender(note) == "The Embassy of Arden"
    assert sender(f"{BODY} The note reads as follows, and is to be handed over:\n\n“{note}”") == ""


def test_capitals_in_one_line_are_embassies_and_attention_is_no_address() -> None:
    text = (
        "TELEGRAM\nDepartment of State 12345\nFM\nSECSTATEWASHDC\nTO\nAMEMBSASSY WARSAW\n"
        f"MOSCOW LONDON\nFOR THE AMBASSADOR\nSUBJ:\nSHIPS\n1. {BODY.upper()}\nDANE"
    )
    draft = read(text)
    assert [f.value.normal for f in draft.parties.addressee] == [
        "the Embassy in Poland", "the Embassy in the Soviet Union", "the Embassy in the United Kingdom",
    ]  # fmt: skip
    assert [f.value.normal for f in draft.parties.sender] == ["Department of State"]


def test_an_office_of_an_undated_paper_is_of_the_only_one_who_held_it() -> None:
    text = f"MEMORANDUM FOR: The Secretary of State\n\nSUBJECT: Ships\n\n{BODY}"
    found = read(text).parties.addressee
    assert [f.value.person for f in found] == ["dane-ruth"]
    assert "nobody else" in found[0].because


def test_a_city_alone_over_the_date_is_the_place() -> None:
    authorities = Authorities({"places": ({"id": "port-alden", "name": "Port Alden"},)})
    text = f"PORT ALDEN\n\nMarch 3, 1958\n\nDear Mr. Reed:\n\n{BODY}\n\nSincerely,\n\nRuth Dane"
    place = read(text, authorities).place
    assert place is not None
    assert place.value == "PORT ALDEN"
    assert read(text.replace("PORT ALDEN", "RIVER ALDEN"), authorities).place is None
