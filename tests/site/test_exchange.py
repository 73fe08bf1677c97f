"""The page of an exchange: lanes, hours of both ends, crossings, and what is not held."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

from herewith.model.collation import Item, ItemId, Witness
from herewith.model.dates import DateRole
from herewith.model.links import Attested
from herewith.model.register import DatedRole, Party, RegisterEntry
from herewith.model.text import SourceId
from herewith.site.index import EditionIndex
from herewith.site.router import Router
from herewith.site.timeline import Mark, laid_out
from tests.site.editions import Builder, MemoryEdition, day
from tests.site.test_pages import page, words

PEOPLE = {
    "west": ("Ann Brook", "brook-ann", "Washington"),
    "east": ("Oleg Dorin", "dorin-oleg", "Moscow"),
}


def letter(
    build: Builder, side: str, written: str, received: str = "", *, role: str = "original"
) -> str:
    """A letter from one side to the other, as the register knows it."""
    name = f"{written[:10]}-{side}-{len(build.edition.all_items)}"
    build.source(name, f"box/{name}.txt", f"A letter, number {len(build.edition.all_items)}.")
    text = build.edition.texts[name]
    document = build.document(f"{name}-{role}", name, [("body", text, 1)], language="en")
    here, there = PEOPLE[side], PEOPLE["east" if side == "west" else "west"]
    build.edition.all_items.append(
        Item(
            ItemId(name),
            "letter",
            f"Letter {name}",
            written,
            (here[0],),
            (there[0],),
            (Witness("A", document.id, role, "en", True),),
        )
    )

    def dated(date: str, what: DateRole) -> Any:
        return build.field(document.id, "dates", DatedRole(day(date, date), what), "letter")

    build.edition.entries[document.id] = RegisterEntry(
        document.id,
        SourceId(name),
        0,
        len(text),
        date=dated(written, "written"),
        dates=(dated(received, "received"),) if received else (),
        sender=(build.field(document.id, "sender", Party(here[0], "person", here[1]), "letter"),),
        place=build.field(document.id, "place", here[2], "letter"),
    )
    return name


def edition() -> MemoryEdition:
    build = Builder("An exchange")
    letter(build, "west", "1962-10-27T10:18", "1962-10-27T20:00")
    letter(build, "east", "1962-10-27T18:00", "1962-10-28T09:30")
    letter(build, "west", "1962-11-02", role="broadcast")
    build.edition.all_attested.append(
        Attested(
            "attested-1962-10-30",
            "Letter of October 30",
            "1962-10-30",
            ("Oleg Dorin",),
            ("Ann Brook",),
            (),
            (),
            "not_found",
            "",
        )
    )
    return build.edition


ADDRESS = "exchange/brook-ann+dorin-oleg"


def twin(made: MemoryEdition, address: str = ADDRESS) -> Any:
    return json.loads(Router(EditionIndex(made)).respond(f"{address}.json").body)


def test_letters_stand_in_the_lane_of_their_writer_with_what_is_not_held() -> None:
    found = twin(edition())
    assert [end["text"] for end in found["ends"]] == ["Ann Brook", "Oleg Dorin"]
    assert [(e["side"], e.get("held", False)) for e in found["entries"]] == [
        (0, True),
        (1, True),
        (1, False),
        (0, True),
    ]
    assert (found["held"], found["attested"]) == (3, 1)


def test_a_dense_day_has_hours_by_the_clocks_of_both_ends() -> None:
    found = twin(edition())
    assert found["zones"] == ["America/New_York", "Europe/Moscow"]
    first = found["entries"][0]["moments"]
    assert first[0]["local"] == ["1962-10-27T10:18", "1962-10-27T17:18"]
    assert first[1]["local"][1] == "1962-10-27T20:00"
    dense, quiet = found["days"][0], found["days"][-1]
    assert len(dense["hours"]) > 1
    assert "hours" not in quiet


def test_a_letter_written_while_another_is_on_its_way_crosses_it() -> None:
    first, second, *others = twin(edition())["entries"]
    assert [ref["text"] for ref in first["crosses"]] == [second["letter"]["text"]]
    assert [ref["text"] for ref in second["crosses"]] == [first["letter"]["text"]]
    assert not [other for other in others if "crosses" in other]


def test_a_place_without_known_clocks_gets_no_scale_of_hours() -> None:
    made = edition()
    for name, entry in made.entries.items():
        assert entry.place
        made.entries[name] = replace(entry, place=replace(entry.place, value="Torsk"))
    found = twin(made)
    assert found["zones"] == ["", ""]
    assert {moment["local"][0] for e in found["entries"] for moment in e["moments"]} == {""}
    assert not [day for day in found["days"] if "hours" in day]


def test_the_table_says_what_the_drawing_says_in_both_languages() -> None:
    router = Router(EditionIndex(edition()))
    for locale, said in (("en", ("received", "broadcast", "crosses")), ("ru", ("Переписки",))):
        shown = page(router, f"{locale}/{ADDRESS}.html")
        rows = shown.xpath("//table[contains(@class, 'letters')]/tbody/tr")
        boxes = shown.xpath("//*[local-name()='rect']")
        assert len(rows) == len(boxes) == 4
        assert all(word in words(shown) for word in said)
        assert len(shown.xpath("//*[local-name()='rect'][contains(@class, 'lost')]")) == 1


def test_a_letter_leads_to_its_exchange_and_the_list_names_it() -> None:
    router = Router(EditionIndex(edition()))
    shown = page(router, "en/letter/1962-10-27-west-0.html")
    assert shown.xpath("//a[contains(@href, 'exchange/brook-ann+dorin-oleg.html#e-')]")
    assert page(router, "en/exchanges.html").xpath("//a[contains(@href, 'brook-ann+dorin-oleg')]")


def test_a_long_exchange_is_cut_in_parts_and_no_day_is_cut() -> None:
    build = Builder("A long exchange")
    start = datetime.date(1960, 1, 1)
    for n in range(150):
        on = start + datetime.timedelta(days=n // 3)
        letter(build, "west" if n % 2 else "east", on.isoformat())
    first = twin(build.edition)
    assert len(first["parts"]) == 3
    whole = [twin(build.edition, a.removesuffix(".html"))["entries"] for a in first["parts"]]
    assert sum(len(entries) for entries in whole) == 150
    days = [{e["moments"][0]["date"] for e in entries} for entries in whole]
    assert not days[0] & days[1]
    assert not days[1] & days[2]


def test_words_in_one_lane_never_lie_upon_each_other() -> None:
    on = datetime.date(1962, 10, 27)
    marks = [Mark(on, 600 + n, n % 2, n % 3 == 0) for n in range(20)]
    places, _, height = laid_out(marks)
    for lane in (0, 1):
        own = sorted(
            (place.words, 46 if mark.large else 22)
            for place, mark in zip(places, marks, strict=True)
            if mark.lane == lane
        )
        for (low, size), (high, other) in pairwise(own):
            assert high - low >= (size + other) // 2 - 1
    assert max(place.words for place in places) < height
