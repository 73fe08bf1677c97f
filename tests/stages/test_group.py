"""Which documents are witnesses of one item, in which role, under which name."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

import pytest

from herewith.algorithms.witness_roles import Said, roles
from herewith.model.collation import Item
from herewith.model.dates import HistoricalDate
from herewith.model.decision import Decision
from herewith.model.document import Document, DocumentId, Passage, Run
from herewith.model.protocols import Context, Unit
from herewith.model.register import DatedRole, Field, Party, RegisterEntry
from herewith.model.text import SourceId
from herewith.stages.group import Group

LETTER = (
    "Dear Mr. Chairman: I have read your message with care. Three vessels, the Aurora, the Petrel "
    "and the Gannet, have been stopped off Cape Vardan since April 9. My Government cannot accept "
    "this. I ask that they be released within ten days, and that Admiral Tolland and Captain "
    "Zhelin meet in Port Ellery to draw up rules for the passage of the Strait of Sarn. If this is "
    "done, the patrols will be withdrawn. There are 31 seamen on board, and their families wait."
)
RETOLD = (
    "Esteemed Mr. Chairman! Your message was studied attentively. The Aurora, Petrel and Gannet, "
    "three ships, were detained near Cape Vardan from April 9 on, which we do not recognize. We "
    "request their release in ten days and a meeting in Port Ellery between Admiral Tolland and "
    "Captain Zhelin about passage through the Strait of Sarn. The 31 sailors are awaited at home. "
    "On this condition our patrols go away."
)
RUSSIAN = (
    "Уважаемый господин Председатель! Я внимательно прочел Ваше послание. Три судна, «Аурора», "
    "«Петрел» и «Ганнет», задержаны у мыса Вардан с 9 апреля. Мое правительство не может с этим "
    "согласиться. Прошу освободить их в течение 10 дней и поручить адмиралу Толланду и капитану "
    "Желину встретиться в Порт-Эллери. На борту 31 моряк. Пролив Сарн должен быть открыт."
)
OTHER_RUSSIAN = (
    "Уважаемый господин Председатель! Урожай этого года обещает быть хорошим, и министр земледелия "
    "Брусникин предлагает обменяться 500 тоннами семян. Выставка в городе Мирославле откроется "
    "весной, приглашаем делегацию из 12 человек."
)

PRESIDENT = Party("Adrian W. Hollis", "person")
CHAIRMAN = Party("S. Vorokhov", "person")
PREDSEDATEL = Party("С. Ворохов", "person")


def day(text: str) -> HistoricalDate:
    when = datetime.date.fromisoformat(text)
    return HistoricalDate(text, text, when, when, "day")


def document(name: str, text: str, language: str = "en", **more: object) -> Document:
    source = SourceId(name)
    return Document(
        id=DocumentId(name),
        kind=None,
        language=language,
        pages=(1,),
        passages=(Passage(source, 0, len(text), "body"),),
        text=text,
        runs=(Run(0, len(text), source, 0, len(text)),),
        complete=True,
        **more,  # type: ignore[arg-type]
    )


def entry(
    name: str,
    *,
    date: str | None = None,
    sender: Party | None = None,
    addressee: Party | None = None,
    source_language: str | None = None,
) -> RegisterEntry:
    def field(value: object) -> Field:  # type: ignore[type-arg]
        return Field(value, (), "test", 0.9)

    return RegisterEntry(
        id=DocumentId(name),
        source=SourceId(name),
        start=0,
        end=1,
        kind=field("letter"),
        date=field(DatedRole(day(date), "written")) if date else None,
        sender=(field(sender),) if sender else (),
        addressee=(field(addressee),) if addressee else (),
        source_language=field(source_language) if source_language else None,
    )


def grouped(
    *records: object,
    decisions: Mapping[str, Decision] | None = None,
    minted: Mapping[str, str] | None = None,
) -> list[Item]:
    context = Context({"minted": minted or {}}, {}, decisions or {})
    outcome = Group().work(Unit("box", records), context)
    return [record for record in outcome.records if isinstance(record, Item)]


def witnesses(items: list[Item]) -> list[set[str]]:
    return sorted(({str(w.document) for w in item.witnesses} for item in items), key=sorted)


LETTER_TO_CHAIRMAN = {"date": "1959-04-14", "sender": PRESIDENT, "addressee": CHAIRMAN}


def test_two_copies_of_one_wording_are_witnesses_of_one_item() -> None:
    copy = LETTER.replace("read your message", "read the message")
    items = grouped(document("a", LETTER), document("b", copy))
    assert witnesses(items) == [{"a", "b"}]
    assert "%" in items[0].witnesses[0].because


def test_an_original_and_its_translation_meet_by_day_parties_and_content() -> None:
    items = grouped(
        document("english", LETTER),
        document("russian", RUSSIAN, "ru"),
        entry("english", **LETTER_TO_CHAIRMAN, source_language="ru"),
        entry("russian", date="1959-04-14", sender=PRESIDENT, addressee=PREDSEDATEL),
    )
    assert witnesses(items) == [{"english", "russian"}]
    assert {(w.siglum, w.role) for w in items[0].witnesses} == {
        ("T", "translation"),
        ("O", "original"),
    }


def test_two_letters_of_neighbouring_days_are_not_translations_of_one_another() -> None:
    items = grouped(
        document("english", LETTER),
        document("russian", RUSSIAN, "ru"),
        entry("english", **LETTER_TO_CHAIRMAN),
        entry("russian", date="1959-04-15", sender=PRESIDENT, addressee=PREDSEDATEL),
    )
    assert witnesses(items) == [{"english"}, {"russian"}]


def test_two_letters_of_one_day_between_the_same_men_stay_apart_when_their_content_differs() -> (
    None
):
    items = grouped(
        document("english", LETTER),
        document("russian", OTHER_RUSSIAN, "ru"),
        entry("english", **LETTER_TO_CHAIRMAN),
        entry("russian", date="1959-04-14", sender=PRESIDENT, addressee=PREDSEDATEL),
    )
    assert witnesses(items) == [{"english"}, {"russian"}]


def test_two_translations_in_one_language_meet_when_the_register_says_one_letter() -> None:
    items = grouped(
        document("official", LETTER),
        document("embassy", RETOLD),
        entry("official", **LETTER_TO_CHAIRMAN),
        entry("embassy", **LETTER_TO_CHAIRMAN),
    )
    assert witnesses(items) == [{"embassy", "official"}]


@pytest.mark.parametrize(("russian", "count"), [(RUSSIAN, 1), (OTHER_RUSSIAN, 2)])
def test_without_a_date_the_sender_proposes_and_the_sentences_decide(
    russian: str, count: int
) -> None:
    items = grouped(
        document("english", LETTER),
        document("russian", russian, "ru"),
        entry("english", sender=PRESIDENT, addressee=CHAIRMAN),
        entry("russian", sender=PRESIDENT, addressee=PREDSEDATEL),
    )
    assert len(items) == count


def test_with_neither_date_nor_sender_nothing_is_grouped_across_languages() -> None:
    items = grouped(document("english", LETTER), document("russian", RUSSIAN, "ru"))
    assert len(items) == 2


def test_two_versions_of_which_none_is_called_a_translation_are_both_copies() -> None:
    items = grouped(
        document("english", LETTER),
        document("russian", RUSSIAN, "ru"),
        entry("english", **LETTER_TO_CHAIRMAN),
        entry("russian", date="1959-04-14", sender=PRESIDENT, addressee=PREDSEDATEL),
    )
    assert [w.role for w in items[0].witnesses] == ["copy", "copy"]


def test_a_telegram_that_carries_a_letter_testifies_to_it_with_that_part_only() -> None:
    report = (
        "CONFIDENTIAL 704 April 15. For the Secretary from Prentice. Foreign Minister received me "
        "at noon and kept me for forty minutes. Conversation turned first on fisheries, where he "
        "repeated familiar positions at great length and without heat, then on the press. "
    )
    text = report * 3 + LETTER + " " + report.replace("noon", "night") * 3
    items = grouped(document("letter", LETTER), document("telegram", text))
    letter = next(i for i in items if any(w.document == "letter" for w in i.witnesses))
    relay = next(w for w in letter.witnesses if w.role == "relay")
    assert relay.document == "telegram"
    assert text[relay.start : relay.end].startswith("Dear Mr. Chairman")
    assert text[relay.start : relay.end].endswith("families wait")
    assert len(items) == 2


def test_ids_say_day_sender_and_addressee_and_do_not_depend_on_order() -> None:
    records = [document("a", LETTER), entry("a", **LETTER_TO_CHAIRMAN)]
    assert grouped(*records)[0].id == "1959-04-14-hollis-vorokhov"
    assert grouped(*reversed(records)) == grouped(*records)


def test_a_minted_id_is_kept_when_the_register_changes_its_mind() -> None:
    minted = {"a": "1959-04-13-hollis-vorokhov"}
    letter = (document("a", LETTER), entry("a", **LETTER_TO_CHAIRMAN))
    items = grouped(*letter, minted=minted)
    assert items[0].id == "1959-04-13-hollis-vorokhov"


def test_an_editor_takes_a_document_out_of_an_item_and_puts_it_into_another() -> None:
    records = (document("a", LETTER), document("b", LETTER), entry("a", **LETTER_TO_CHAIRMAN))
    out = Decision("1", "b/item", "reject", None, "EB", "1990-01-01", "a forgery")
    assert witnesses(grouped(*records, decisions={"b/item": out})) == [{"a"}, {"b"}]
    put = Decision("2", "b/item", "set", "the-forgery", "EB", "1990-01-01", "")
    items = grouped(*records, decisions={"b/item": put})
    assert {item.id for item in items} == {"1959-04-14-hollis-vorokhov", "the-forgery"}
    moved = next(i for i in items if i.id == "the-forgery").witnesses[0]
    assert (moved.document, moved.status) == ("b", "set")


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("DIVISION OF TONGUES (TRANSLATION)", "translation"),
        ("Unofficial translation made at the Embassy", "informal_translation"),
        ("Text as monitored from Radio Drevlyansk", "broadcast"),
        ("DRAFT", "draft"),
        ("Dear Mr. President", "copy"),
    ],
)
def test_a_document_says_itself_what_it_is(head: str, role: str) -> None:
    said = Said("en", head, "letter", None, printed=False, indistinct=False, carried=False)
    assert roles({"x": said})["x"].name == role


def test_a_letter_that_a_telegram_carries_is_what_the_telegram_calls_it() -> None:
    said = "1127. Unofficial translation made at the Embassy follows:"
    telegram = document("telegram", said)
    carried = replace(
        document("letter", LETTER, attributes=(("carried_by", "telegram"),)),
        passages=(Passage(SourceId("telegram"), len(said), len(said) + len(LETTER), "body"),),
    )
    items = grouped(telegram, carried)
    roles_found = {str(w.document): w.role for item in items for w in item.witnesses}
    assert roles_found["letter"] == "informal_translation"


def test_titles_call_people_as_the_authority_files_do() -> None:
    known = Party("MR. HOLLIS", "person", person="hollis", normal="Hollis, Adrian W.")
    letter = entry("a", date="1959-04-14", sender=known, addressee=CHAIRMAN)
    (item,) = grouped(document("a", LETTER), letter)
    assert item.title == "Letter from Adrian W. Hollis to S. Vorokhov"
