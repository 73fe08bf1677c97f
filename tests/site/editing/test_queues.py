"""How questions are sorted and counted, and how they are renewed while others go on reading."""

from __future__ import annotations

from math import isclose, log10

import pytest

from herewith.model.decision import Decision
from herewith.model.provenance import Outline
from herewith.site.editing import bench
from herewith.site.editing.kinds import QUEUES, kind_of
from herewith.site.editing.queues import LEAST, Asked, Desk, asked_of
from tests.site.editing.helpers import Seat, until
from tests.site.editions import invented


def outline(name: str, certainty: float, **changes: object) -> Outline:
    given = {
        "subject": "a-letter",
        "property": "date",
        "value": "1957-05-03",
        "stage": "register",
        "rule": "dateline",
        "status": "proposed",
        **changes,
    }
    return Outline(id=name, certainty=certainty, **given)  # type: ignore[arg-type]


class Stated:
    """An edition of which only the statements are asked."""

    def __init__(self, *outlines: Outline) -> None:
        self._outlines = outlines

    def outlines(self) -> tuple[Outline, ...]:
        return self._outlines


def asked(*outlines: Outline) -> Asked:
    return asked_of(Stated(*outlines))  # type: ignore[arg-type]


def test_doubt_is_greatest_where_right_and_wrong_are_as_likely() -> None:
    made = asked(*(outline(f"a/{n}", n / 10) for n in range(11)))
    order = [q.outline.certainty for q in made.queues["register"]]
    assert order[0] == 0.5
    assert set(order[1:3]) == {0.4, 0.6}
    assert {q.doubt for q in made.queues["register"][-2:]} == {LEAST}


def test_consequence_grows_with_what_rests_on_the_same_paper() -> None:
    one = outline("a-letter/date", 0.9)
    others = [outline(f"a-letter/mention-{n}/target", 0.9, stage="link", subject=f"a-letter/mention-{n}", property="target") for n in range(9)]  # fmt: skip
    alone, busy = asked(one), asked(one, *others)
    assert isclose(alone.by_id[one.id].consequence, 7)
    assert isclose(busy.by_id[one.id].consequence, 7 * (1 + log10(10)))


def test_a_difference_of_form_comes_after_one_of_substance() -> None:
    made = asked(
        outline("f", 0.5, stage="compare", property="finding", value={"class": "form"}),
        outline("s", 0.5, stage="compare", property="finding", value={"class": "substance"}),
    )
    assert [q.outline.id for q in made.queues["findings"]] == ["s", "f"]


def test_nothing_is_asked_where_a_decision_has_no_effect() -> None:
    for stage, prop in (("read", "encoding"), ("align", "verdict"), ("collate", "coverage")):
        assert kind_of(outline("x", 0.5, stage=stage, property=prop)) is None
    assert kind_of(outline("x", 1.0, rule="editor")) is None, "editors do not question themselves"


def test_a_statement_stands_in_one_queue_at_most() -> None:
    made = asked_of(invented())
    ids = [q.outline.id for name in QUEUES for q in made.queues[name]]
    assert len(ids) == len(set(ids)) == len(made.by_id)


def word(target: str, judgement: str, by: str = "EB", name: str = "") -> Decision:
    return Decision(name or f"d-{target}", target, judgement, None, by, "1990-01-31", "")  # type: ignore[arg-type]


def test_progress_counts_what_is_decided_and_what_was_left_unsure() -> None:
    made = asked(*(outline(f"a/{n}", 0.9) for n in range(4)))
    words = [word("a/0", "accept"), word("a/1", "unsure"), word("gone", "accept")]
    desk = Desk(made, words, lambda _: True)
    progress = desk.progress("register")
    assert (progress.total, progress.decided, progress.unsure, progress.open) == (4, 1, 1, 2)
    assert [q.outline.id for q in desk.open("register")] == ["a/2", "a/3"]
    assert [d.target for d in desk.orphans] == ["gone"]


def test_a_decision_taken_back_opens_the_question_again() -> None:
    made = asked(outline("a/0", 0.9))
    undo = Decision("d-2", "d-1", "undo", None, "EB", "1990-01-31", "")
    desk = Desk(made, [word("a/0", "accept", name="d-1"), undo], lambda _: True)
    assert [q.outline.id for q in desk.open("register")] == ["a/0"]
    assert desk.orphans == ()


def test_questions_of_a_large_edition_are_renewed_beside_the_old_ones(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "LARGE", 0)
    made = bench.Bench(seat.office)
    index, desk = made.now()
    target = seat.first("names")
    seat.send("decide", seat.form(target), judgement="reject")
    assert desk.state(desk.by_id[target]) == "open"
    same, later = made.now()
    assert same is index
    assert later.state(later.by_id[target]) == "decided", "a word counts before any run"
    seat.settle()
    assert made.now()[0] is index, "the old ones serve on"
    until(lambda: made.now()[0] is not index)
    _, newest = made.now()
    assert newest.by_id[target].outline.status == "rejected"
