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
