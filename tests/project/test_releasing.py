"""`herewith releases`: what is withheld here and open there, and what only looks like it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from herewith.project.releasing import releases
from herewith.project.reusing import Options, collect, sources_of

FULL = (
    "Sarnhaven, May 4, 1961. The Minister received me alone. He said that Captain Orlo of the "
    "northern squadron had been told to mine the fairway on the night of the ninth, and that he "
    "had refused. The Minister asked that this be kept from the press until the Council met. He "
    "added that two battalions would be moved to the islands before the end of the month, whatever "
    "the Council decided, and that the guns were there already. I promised to report at once."
)
TITLE = "12. Telegram From the Embassy in Sarn to the Department of State, May 4, 1961"


def found(folder: Path, **papers: tuple[str, str] | str) -> dict[str, Any]:
    """The answer for some papers, each a text under the common title or `(title, text)`."""
    path = folder / "texts.jsonl"
    rows = []
    for name, given in papers.items():
        title, text = given if isinstance(given, tuple) else (TITLE, given)
        rows.append({"id": f"{name}#d1", "heading": title, "text": text})
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return releases(collect((), texts=path), Options()).as_json()


def without(words: str, remark: str) -> str:
    assert words in FULL
    return FULL.replace(words, remark)


def test_what_one_printing_withholds_and_another_prints_is_opened_with_its_place(
    tmp_path: Path,
) -> None:
    words = "Captain Orlo of the northern squadron"
    closed = without(words, "[less than 1 line not declassified]")
    answer = found(tmp_path, first=closed, second=FULL)
    (place,) = answer["opened"]
    assert place["document"] == "first#d1"
    assert closed[place["start"] : place["end"]] == "[less than 1 line not declassified]"
    assert place["opened"]["text"] == words
    assert place["opened"]["document"] == "second#d1"
    assert FULL[place["opened"]["start"] : place["opened"]["end"]] == words
    assert answer["nowhere_opened"] == []


def test_two_printings_that_withhold_different_things_give_one_whole_text(tmp_path: Path) -> None:
    one = without("Captain Orlo of the northern squadron", "[less than 1 line not declassified]")
    two = without("two battalions would be moved to the islands", "██████████ ██████████████████")
    answer = found(tmp_path, first=one, second=two)
    (made,) = answer["composites"]
    assert made["text"] == FULL
    assert made["still_withheld"] == []
    texts = {"first#d1": one, "second#d1": two}
    at = 0
    for segment in made["segments"]:
        assert segment["start"] == at
        at = segment["end"]
        assert texts[segment["document"]][slice(*segment["source"])] == FULL[segment["start"] : at]
    assert at == len(FULL)


def test_what_is_withheld_in_every_printing_is_told_as_nowhere_open(tmp_path: Path) -> None:
    closed = without("Captain Orlo of the northern squadron", "[name not declassified]")
    answer = found(tmp_path, first=closed, second=closed.replace("the press", "all the press"))
    assert answer["opened"] == []
    assert len(answer["nowhere_opened"]) == 2
    statement = answer["nowhere_opened"][0]["statement"]
    assert "2 documents searched" in statement
    assert "withheld there too" in statement


def test_what_an_editor_left_out_was_not_withheld(tmp_path: Path) -> None:
    words = (
        "He added that two battalions would be moved to the islands before the end of the month, "
    )
    cut = without(words, "[Here follows discussion of other subjects.] ")
    answer = found(tmp_path, first=cut, second=FULL)
    assert answer["opened"] == []
    (place,) = answer["left_out"]
    assert place["considered"][0]["verdict"] == "left_out"
    assert answer["composites"][0]["text"] == FULL


def test_words_of_a_later_paper_are_not_the_words_withheld(tmp_path: Path) -> None:
    form = (
        "It is directed that the stock of mines held at the northern depot shall not exceed {} at "
        "any time in the coming year, that the Master of Ordnance shall report its state in March "
        "and in September, and that no mine shall leave the depot without the consent of the Council."
    )
    answer = found(
        tmp_path,
        old=("31. Directive No. 31, January 9, 1960", form.format("[number not declassified]")),
        new=("44. Directive No. 44, January 12, 1961", form.format("four hundred")),
    )
    assert answer["opened"] == []
    (place,) = answer["other_state"]
    assert place["opened"]["text"] == "four hundred"


def test_a_common_word_beside_a_blank_is_the_one_beside_its_neighbour(
    tmp_path: Path,
) -> None:
    opened = FULL.replace(
        "He added that two battalions",
        "He said that boats were built for the fishers and the guards and the pilots, and that they",
    )
    shut = opened.replace("the fishers and the guards and", "[1 line not declassified]")
    (place,) = found(tmp_path, first=shut, second=opened)["opened"]
    assert place["opened"]["text"] == "the fishers and the guards and"


def test_a_place_that_a_worked_over_paper_brings_again_is_sought_beside_the_same_words(
    tmp_path: Path,
) -> None:
    first = (
        "The depots of the north were counted in the spring and the stock of mines was found to be "
        "in order, save for the fuses, which the Master of Ordnance will have made anew by autumn."
    )
    secret = (
        "Nine hundred mines would be left after a raid on both depots in one night, and of these "
        "four hundred would want new fuses before a tug could take them out, so that the northern "
        "fairway alone could be closed in the first week."
    )
    behind = "How much these mines could close depends on the tugs and on the pilots that are left."
    filler = (
        "How much of the harbour can be held depends on the guns of the mole, and these could be "
        "left to the militia if the pilots who know the town are with them. The Council has asked "
        "for a report on the guns, on the boats and on the men, and it wants to know on whom one "
        "depends, how much is left, and who could be sent. A second report on the pilots that are "
        "left, and on how much these could do, depends on the tugs; it will be asked for when the "
        "first is in. The Board has nothing to say of the militia, which is not its own, and will "
        "say nothing of the mole either, which it would rather see left as it is and not built on. "
    )
    last = (
        "The Board recommends that three tugs be bought in the south before the ice comes, that "
        "their crews be hired among the herring fishers for the winter at the wages of the guard "
        "ships, that the two old tugs be kept for the harbour, and that no pilot be taken from the "
        "roads without the consent of the Master of Pilots and of the harbour office."
    )
    old = f"{first} {secret} {behind} {filler}{last}"
    new = f"{first} [4 lines not declassified] {behind} {last}"
    answer = found(
        tmp_path,
        old=("31. Report by the Ordnance Board, January 9, 1960", old),
        new=("44. Report by the Ordnance Board, July 12, 1960", new),
    )
    (place,) = answer["other_state"]
    assert place["opened"]["text"] == secret.rstrip(".")
    assert place["opened"]["verdict"] == "other_state"


def test_words_that_cannot_be_as_many_as_are_missing_do_not_open(tmp_path: Path) -> None:
    closed = without("Captain Orlo", "[name not declassified]")
    longer = FULL.replace(
        "Captain Orlo",
        "the officer who had commanded the guard ship in the spring and who was known to "
        "the whole town for the way in which he had dealt with the riot at the customs house",
    )
    answer = found(tmp_path, first=closed, second=longer)
    assert answer["opened"] == []
    assert answer["nowhere_opened"][0]["considered"][0]["verdict"] == "does_not_fit"


def test_a_note_that_quotes_much_opens_what_a_volume_withholds(tmp_path: Path) -> None:
    closed = without("Captain Orlo of the northern squadron", "[less than 1 line not declassified]")
    quoted = FULL[FULL.index("The Minister received") : FULL.index("The Minister asked")]
    note = (
        "Editorial Note",
        f"The Ambassador reported on May 4: “{quoted.strip()}” No answer is known.",
    )
    answer = found(tmp_path, volume=closed, note=note)
    (place,) = answer["opened"]
    assert place["opened"]["text"] == "Captain Orlo of the northern squadron"
    assert place["opened"]["pair"] == "quoted_passage"


def test_a_release_that_is_proposed_raises_an_alarm_for_what_is_public(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "volume.txt").write_text(FULL, "utf-8")
    closed = without("two battalions would be moved to the islands", "[1 line not declassified]")
    closed = closed.replace("I promised to report at once", "[text not declassified]")
    (tmp_path / "proposed.txt").write_text(closed, "utf-8")
    paths = [tmp_path / "public", tmp_path / "proposed.txt"]
    collection = collect(paths)
    sources = sources_of([tmp_path / "proposed.txt"], collection)
    assert sources == {"proposed"}
    answer = releases(collection, Options(), proposed=sources).as_json()
    texts = [alarm["opened"]["text"] for alarm in answer["alarms"]]
    assert "two battalions would be moved to the islands" in texts
    assert releases(collection, Options()).as_json()["alarms"] == []


def test_russian_remarks_are_understood(tmp_path: Path) -> None:
    text = (
        "Министр принял меня один на один. Он сказал, что капитану {} было приказано заминировать "
        "фарватер в ночь на девятое и что тот отказался. Министр просил не сообщать об этом печати "
        "до заседания Совета, которое назначено на понедельник."
    )
    title = "Телеграмма посольства в Сарне, 4 мая 1961 г."
    answer = found(
        tmp_path,
        a=(title, text.format("[имя не рассекречено]")),
        b=(title, text.format("Орло")),
    )
    (place,) = answer["opened"]
    assert place["opened"]["text"] == "Орло"
    assert place["estimate_words"] == 2
