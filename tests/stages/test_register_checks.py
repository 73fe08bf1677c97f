"""Cross-checks of the register: each speaks where values contradict each other, and only there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from herewith.errors import Problem
from herewith.model.decision import Decision
from herewith.model.document import Document, DocumentId, Passage, Run
from herewith.model.protocols import Context, Unit
from herewith.model.register import RegisterEntry
from herewith.model.text import SourceId
from herewith.stages.register import Register

BODY = (
    "All ships of the river squadron have left the harbour and were seen on the open sea at dawn."
)
AUTHORITIES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "people": (
        {"id": "reed-thomas", "name": "Reed, Thomas"},
        {"id": "dane-ruth", "name": "Dane, Ruth"},
    ),
    "offices": (
        {"id": "minister-of-water", "name": "Minister of Water", "holder": "dane-ruth",
         "from": "1958-01-01", "to": "1958-12-31"},
    ),
}  # fmt: skip


def document(name: str, text: str, source: str = "box/file") -> Document:
    key = SourceId(source)
    return Document(
        id=DocumentId(name),
        kind=None,
        language="ru" if "марта" in text else "en",
        pages=(),
        passages=(Passage(key, 0, len(text), "body", flow=False),),
        text=text,
        runs=(Run(0, len(text), key, 0, len(text)),),
        complete=True,
    )


def problems(*texts: str, decisions: Mapping[str, Decision] | None = None) -> list[Problem]:
    """Problems of the first of some texts of one file, in a collection of 1955 to 1960."""
    documents = tuple(document(f"paper-{n}", text) for n, text in enumerate(texts))
    settings = {"first_year": 1955, "last_year": 1960}
    context = Context(settings, AUTHORITIES, decisions or {})
    outcome = Register().work(Unit("box", documents), context)
    entry = next(r for r in outcome.records if isinstance(r, RegisterEntry) and r.id == "paper-0")
    return list(entry.problems)


def letter(
    head: str = "March 3, 1958", *, above: str = "", foot: str = "", name: str = "Mr. Reed"
) -> str:
    return f"{above}{head}\n\nDear {name}:\n\n{BODY}\n\nSincerely yours,\n\nRuth Dane{foot}"


RUSSIAN = (
    "Уважаемый г-н Рид,\n\nВсе корабли речной эскадры вышли из гавани и были видны в открытом море.\n\n"
    "С уважением\n\nР. Дейн\n\n3 марта 1958 года\n\nПомета: {day} марта 1958 года"
)
PAIRS = [
    ("N101", letter(above="611.61/4–1759\n\n"), letter(above="611.61/3–358\n\n")),
    ("N102", letter("Tuesday, March 3, 1958"), letter("Monday, March 3, 1958")),
    ("N102", "г. Торск, вторник, 3 марта 1958 года", "г. Торск, понедельник, 3 марта 1958 года"),
    (
        "N103",
        letter(foot="\n\nReceived March 1, 1958"),
        letter(foot="\n\nReceived March 3, 1958"),
    ),
    ("N104", RUSSIAN.format(day=1), RUSSIAN.format(day=5)),
    ("N105", letter("March 3, 1961"), letter("December 31, 1960")),
    (
        "N107",
        letter(foot="\n\nThe translation has been compared with the text as broadcast."),
        letter(foot="\n\nThe translation will be sent with the text as broadcast."),
    ),
    (
        "N108",
        "MEMORANDUM FOR: Thomas Reed, Minister of Water\n\nDATE: March 3, 1958\n\n" + BODY,
        "MEMORANDUM FOR: Ruth Dane, Minister of Water\n\nDATE: March 3, 1958\n\n" + BODY,
    ),
    (
        "N108",
        "MEMORANDUM FOR: Thomas Reed, Minister of Water\n\nDATE: March 3, 1958\n\n" + BODY,
        "MEMORANDUM FOR: Thomas Reed, Minister of Water\n\nDATE: March 3, 1959\n\n" + BODY,
    ),
    (
        "N109",
        letter(above="SECRET\nSECURITY INFORMATION\n\n"),
        letter(above="SECRET\n\n"),
    ),
    (
        "N109",
        letter(above="SECRET/EXDIS\n\n"),
        letter("March 3, 1962", above="SECRET/EXDIS\n\n"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "wrong", "right"), PAIRS, ids=[f"{code}-{n}" for n, (code, *_) in enumerate(PAIRS)]
)
def test_a_contradiction_is_named_and_its_near_miss_is_not(
    code: str, wrong: str, right: str
) -> None:
    assert code in {problem.code for problem in problems(wrong)}
    assert code not in {problem.code for problem in problems(right)}


MEMO = (
    "March 8, 1958\n\nMEMORANDUM FOR: Mr. Harold T. Winslow\n\nSUBJECT: Letter\n\n"
    f"{BODY}\n\nJulian K. Ames\n\nEnclosure:\n\n1. Letter from Mr. Reed of March 3, 1958."
)


def test_an_enclosure_that_is_there_is_held() -> None:
    assert "N106" not in {p.code for p in problems(MEMO, letter("March 3, 1958"))}


def test_an_enclosure_that_is_nowhere_is_named() -> None:
    found = [p for p in problems(MEMO, "Minutes\n\nMarch 8, 1958\n\n" + BODY) if p.code == "N106"]
    assert len(found) == 1
    assert "is not held" in found[0].message


def test_a_letter_of_another_day_beside_its_memorandum_is_not_the_enclosure_and_why() -> None:
    (found,) = (p for p in problems(MEMO, letter("March 5, 1958")) if p.code == "N106")
    assert "paper-1 is of 1958-03-05, not 1958-03-03" in found.message


def test_every_problem_points_to_the_words_that_show_it() -> None:
    text = letter("Tuesday, March 3, 1958")
    (found,) = (p for p in problems(text) if p.code == "N102")
    assert found.place is not None
    assert text[found.place.start : found.place.end] == "Tuesday, March 3, 1958"


def test_a_date_that_an_editor_rejected_contradicts_nothing() -> None:
    text = letter("Tuesday, March 3, 1958")
    rejected = Decision("a", "paper-0/date", "reject", None, "EB", "2001-01-01", "misread")
    assert "N102" not in {p.code for p in problems(text, decisions={"paper-0/date": rejected})}


def test_a_decision_that_is_no_value_of_its_field_is_named() -> None:
    wrong = Decision("a", "paper-0/date", "set", "1958-13-45", "EB", "2001-01-01", "")
    assert "N111" in {p.code for p in problems(letter(), decisions={"paper-0/date": wrong})}
