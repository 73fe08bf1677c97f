"""An editor at the desk: what is asked, what is written, what changes, and what never does."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from herewith.project import open_project
from herewith.site.editing.acting import NO_REASON
from herewith.site.editing.kinds import QUEUES
from herewith.site.editing.rendering import question_link
from tests.site.editing.helpers import DAY, Seat, until


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def test_every_page_of_the_desk_stands_in_both_languages(seat: Seat) -> None:
    paths = ["", "conflicts", "orphans", "decisions"]
    paths += [f"queue/{name}?state={state}" for name in QUEUES for state in ("open", "all")]
    paths += [
        "about?page=letter/1959-03-11-broadcast-transcript-vorokhov-hollis.html",
        "about?page=nothing",
    ]
    for locale in ("en", "ru"):
        for path in paths:
            answer = seat.client.get(f"/desk/{locale}/{path}")
            assert answer.status_code == 200, path
            assert f'<html lang="{locale}"' in answer.text


def test_every_question_shows_what_is_stated_its_evidence_and_its_rule(seat: Seat) -> None:
    edition = seat.project.edition()
    for name, questions in seat.queues().queues.items():
        for question in questions[:25]:
            answer = seat.client.get(question_link("en", question.outline.id))
            assert answer.status_code == 200
            page = unescape(answer.text)
            statement = edition.statement(question.outline.id)
            assert statement is not None
            assert f"<code>{statement.rule}</code>" in page
            for span in statement.evidence[:1]:
                word = span.quote.split()[0].strip("*_~#>[]")
                assert word in page, (name, question.outline.id)


def test_a_queue_is_sorted_by_consequence_and_doubt(seat: Seat) -> None:
    for questions in seat.queues().queues.values():
        scores = [question.score for question in questions]
        assert scores == sorted(scores, reverse=True)
    doubts = {q.outline.certainty: q.doubt for q in seat.queues().queues["findings"]}
    assert doubts[0.5] == 1.0
    substance = [q for q in seat.queues().queues["findings"] if q.outline.value["class"] == "form"]  # type: ignore[call-overload,index]
    assert max(q.consequence for q in substance) < 2


def test_accepting_is_written_down_with_who_when_and_why(seat: Seat) -> None:
    target = seat.first("findings")
    answer = seat.send("decide", seat.form(target), judgement="accept", because=" seen in\nboth ")
    assert answer.status_code == 303
    done = seat.decisions()[-1]
    assert (done.target, done.judgement, done.by) == (target, "accept", "EB")
    assert (done.on, done.because) == (DAY.isoformat(), "seen in both")
    following = seat.client.get(answer.headers["location"])
    assert done.id in following.text
    assert question_link("en", target) not in answer.headers["location"]
    seat.settle()
    assert seat.project.edition().statement(target).status == "accepted"  # type: ignore[union-attr]


def test_without_a_reason_the_desk_says_that_none_was_given(seat: Seat) -> None:
    seat.send("decide", seat.form(seat.first("links")), judgement="unsure")
    assert seat.decisions()[-1].because == NO_REASON
    desk = seat.queues()
    assert desk.progress("links").unsure == 1
    assert seat.decisions()[-1].target not in [q.outline.id for q in desk.open("links")]


def test_the_readers_page_follows_a_decision_without_a_restart(seat: Seat) -> None:
    target = seat.first("register", lambda o: o.property == "place")
    document = target.rpartition("/")[0]
    item = seat.project.edition().item_of(document)
    assert item is not None
    page = f"/en/letter/{item.id}.html"
    assert "Port Imaginary" not in seat.client.get(page).text
    seat.send("decide", seat.form(target), judgement="set", value="Port Imaginary")
    seat.settle()
    assert "Port Imaginary" in seat.client.get(page).text
    stranger = seat.browser()
    assert "status-set" in stranger.get(page).text
    done = seat.decisions()[-1]
    form = {"mark": seat.form(target)["mark"], "decision": done.id}
    answer = seat.send("undo", form)
    assert question_link("en", target) in answer.headers["location"]
    seat.settle()
    shown = seat.client.get(page).text
    assert "Port Imaginary" in shown, "a decision taken back is told where it was"
    assert "Port Imaginary" not in re.sub(r'<li class="past">.*?</li>', "", shown)
    assert [d.judgement for d in seat.decisions()] == ["set", "undo"], "nothing is erased"


def test_undoing_twice_is_refused_in_words(seat: Seat) -> None:
    form = seat.form(seat.first("links"))
    seat.send("decide", form, judgement="accept")
    undo = {"mark": form["mark"], "decision": seat.decisions()[-1].id}
    assert seat.send("undo", undo).status_code == 303
    again = seat.send("undo", undo)
    assert again.status_code == 400
    assert "taken back already" in again.text
    assert seat.send("undo", {**undo, "decision": "d-00000000"}).status_code == 400
    assert len(seat.decisions()) == 2


def test_alternatives_of_a_reference_are_its_candidates_with_reasons(seat: Seat) -> None:
    edition = seat.project.edition()
    mention = next(
        m for d in edition.documents() for m in edition.mentions(d.id) if len(m.candidates) > 1
    )
    target = f"{mention.id}/target"
    page = unescape(seat.client.get(question_link("en", target)).text)
    for candidate in mention.candidates:
        item = edition.item(candidate.item)
        assert item is not None
        assert item.title in page
        assert "; ".join(candidate.because) in page
    other = next(c for c in mention.candidates if c.item != mention.target)
    seat.send("decide", seat.form(target), judgement="set", choice=json.dumps(other.item))
    assert seat.decisions()[-1].value == other.item
    seat.settle()
    found = {m.id: m for m in seat.project.edition().mentions(mention.document)}
    assert (found[mention.id].target, found[mention.id].status) == (other.item, "set")


def test_a_pair_of_sentences_can_be_set_to_a_neighbouring_one(seat: Seat) -> None:
    target = seat.first("beads", lambda o: o.value["kind"] == "match")
    page = seat.client.get(question_link("en", target)).text
    choice = unescape(re.findall(r'name="choice" id="choice-1" value="([^"]*)"', page)[0])
    answer = seat.send("decide", seat.form(target), judgement="set", choice=choice)
    assert answer.status_code == 303
    value = seat.decisions()[-1].value
    assert isinstance(value, dict)
    assert set(value) == {"source", "target"}


VALUES: tuple[tuple[str, str, str, str, object], ...] = (
    ("register", "date", "value", "1959-03~", "1959-03~"),
    ("register", "sender", "value", "A. N. Other", "A. N. Other"),
    ("register", "kind", "value", "memorandum", "memorandum"),
    ("register", "language", "value", "fr", "fr"),
    ("documents", "furniture", "value", "seal", "seal"),
    ("documents", "gap", "words", "120", {"estimate_words": 120}),
    ("findings", "finding", "value", "nuance", "nuance"),
    ("variations", "variation", "value", "form", "form"),
    ("groups", "item", "value", "1959-03-14-hollis-vorokhov", "1959-03-14-hollis-vorokhov"),
)
"""Queue, property, field of the form, what is typed, and the value that is written."""


def test_every_kind_of_value_that_is_set_is_heeded_by_its_stage(seat: Seat) -> None:
    targets = []
    for queue, prop, field, typed, kept in VALUES:
        target = seat.first(queue, lambda o, prop=prop: o.property == prop)  # type: ignore[misc]
        answer = seat.send("decide", seat.form(target), judgement="set", **{field: typed})
        assert answer.status_code == 303, answer.text
        assert seat.decisions()[-1].value == kept
        targets.append(target)
    seat.settle()
    edition = seat.project.edition()
    assert not {problem.code for problem in edition.problems()} & {"P304", "N111"}
    shown = [statement for target in targets if (statement := edition.statement(target))]
    assert len(shown) >= len(VALUES) - 2, "what rests on a text in French may be gone"
    assert {statement.status for statement in shown} == {"set"}


@pytest.mark.parametrize(
    ("queue", "prop", "form", "words"),
    [
        ("register", "date", {"value": "yesterday"}, "not a date"),
        ("register", "date", {"value": "1959-02-30"}, "not a date"),
        ("register", "kind", {"value": "poem"}, "not in the list"),
        ("documents", "gap", {"page": "three"}, "not a number"),
        ("documents", "gap", {}, "Choose another value"),
        (
            "groups",
            "item",
            {"value": "1959-03-11-broadcast-transcript-vorokhov-holis"},
            "1959-03-11-broadcast-transcript-vorokhov-hollis",
        ),
        ("links", "target", {"choice": '"no-such-letter"'}, "no longer offered"),
        ("links", "target", {}, "Choose another value"),
        ("documents", "boundary", {"value": "x"}, "Choose another value"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_and_what_was_typed_is_kept(
    seat: Seat, queue: str, prop: str, form: dict[str, str], words: str
) -> None:
    target = seat.first(queue, lambda o: o.property == prop)
    typed = {**seat.form(target), **form, "because": "a long thought"}
    answer = seat.send("decide", typed, judgement="set")
    assert answer.status_code in (400, 409)
    assert words in answer.text
    if prop != "boundary":
        assert "a long thought</textarea>" in answer.text
    assert seat.decisions() == ()


def test_what_makes_no_sense_is_refused(seat: Seat) -> None:
    form = seat.form(seat.first("links"))
    for changed in (
        {"judgement": "obliterate"},
        {"judgement": ""},
        {"judgement": "accept", "id": "no/such/statement"},
        {"judgement": "accept", "because": "x" * 5000},
        {"judgement": "undo"},
    ):
        assert seat.send("decide", {**form, **changed}).status_code in (400, 404)
    assert seat.decisions() == ()


def test_unknown_addresses_are_answered_with_a_way_on(seat: Seat) -> None:
    for path, status in (
        ("/desk/en/nothing", 404),
        ("/desk/fr/", 404),
        ("/desk/en/queue/nothing", 404),
        ("/desk/en/queue/links?state=odd", 400),
        ("/desk/en/queue/links?part=99", 404),
        ("/desk/en/queue/links?part=x", 400),
        ("/desk/en/question/no/such/thing", 404),
        ("/desk/en/question/%00~", 404),
        ("/desk/en/preview/none", 404),
        ("/desk/as-if/none/en/index.html", 404),
        ("/desk/en/rule/certificates?rule=certificate", 404),
        ("/desk/en/rule/names?rule=nothing", 404),
        ("/desk/en/rule/names?rule=name&least=much", 400),
        ("/desk/en/decisions?part=0", 404),
        ("/desk/assets/secret", 404),
    ):
        answer = seat.client.get(path)
        assert answer.status_code == status, path
        assert 'href="/desk/en/"' in answer.text, path


def test_a_statement_that_has_changed_since_it_was_read_is_not_decided(seat: Seat) -> None:
    target = seat.first("register", lambda o: o.property == "place")
    old = seat.form(target)
    other = seat.browser("token-of-the-editor-MK")
    seat.send("decide", seat.form(target, other), other, judgement="set", value="Elsewhere")
    seat.settle()
    answer = seat.send("decide", old, judgement="accept", because="it is right")
    assert answer.status_code == 409
    assert "it is right</textarea>" in answer.text
    assert len(seat.decisions()) == 1


def test_two_editors_who_disagree_are_both_kept_and_the_place_is_flagged(seat: Seat) -> None:
    target = seat.first("findings")
    other = seat.browser("token-of-the-editor-MK")
    mine, theirs = seat.form(target), seat.form(target, other)
    seat.send("decide", mine, judgement="accept", because="as the page says")
    assert seat.send("decide", theirs, other, judgement="reject").status_code == 303
    assert [(d.by, d.judgement) for d in seat.decisions()] == [("EB", "accept"), ("MK", "reject")]
    flagged = seat.client.get("/desk/en/conflicts").text
    assert "EB" in flagged
    assert "MK" in flagged
    assert target in unescape(flagged)
    assert "Editors disagree here" in seat.client.get(question_link("en", target)).text
    assert "1 disagreement of editors" in seat.client.get("/desk/en/").text
    seat.settle()
    assert any(p.code == "D115" for p in open_project(seat.folder).check())
    undo = {"mark": theirs["mark"], "decision": seat.decisions()[-1].id}
    seat.send("undo", undo, other)
    assert seat.queues().conflicts == {}
    assert "Nobody disagrees" in seat.client.get("/desk/en/conflicts").text


def test_an_editor_who_changes_his_mind_does_not_disagree_with_himself(seat: Seat) -> None:
    target = seat.first("findings")
    for judgement in ("accept", "reject"):
        seat.send("decide", seat.form(target), judgement=judgement)
    other = seat.browser("token-of-the-editor-MK")
    seat.send("decide", seat.form(target, other), other, judgement="reject")
    assert seat.queues().conflicts == {}
    assert not any(p.code == "D115" for p in open_project(seat.folder).check())


def test_orphaned_decisions_are_shown_and_kept(seat: Seat) -> None:
    (seat.folder / "decisions" / "old.toml").write_text(
        '[[decision]]\ntarget = "01-office-file#gone/date"\njudgement = "accept"\n'
        'by = "EB"\non = 1980-01-01\nbecause = "<b>once</b>"\n'
        '[[decision]]\ntarget = "01-office-file@1/start"\njudgement = "accept"\n'
        'by = "EB"\non = 1980-01-01\nbecause = "there it is"\n'
        '[[decision]]\ntarget = "01-office-file@99999/start"\njudgement = "accept"\n'
        'by = "EB"\non = 1980-01-01\nbecause = "no such line"\n',
        "utf-8",
    )
    page = seat.client.get("/desk/en/orphans").text
    assert "01-office-file#gone/date" in page
    assert "01-office-file@99999/start" in page
    assert "01-office-file@1/start" not in page, "a place that is there is no orphan"
    assert "<b>once</b>" not in page
    assert "2 orphaned decisions" in seat.client.get("/desk/en/").text
    assert len(seat.decisions()) == 3


def test_a_rule_is_accepted_as_a_whole_only_where_it_is_so_sure(seat: Seat) -> None:
    rule = seat.queues().rules("names")[0]
    address = f"/desk/en/rule/names?rule={rule.rule}"
    nothing = seat.client.get(f"{address}&least=100").text
    assert "0 open questions are touched" in nothing
    page = seat.client.get(f"{address}&least=90").text
    form = {
        name: hidden(page.partition("/bulk")[2], name)
        for name in ("mark", "queue", "rule", "judgement", "least", "seen")
    }
    touched = [q.outline.id for q in seat.queues().of_rule("names", rule.rule, 0.9)]
    stale = seat.send("bulk", {**form, "seen": "0"})
    assert (stale.status_code, seat.decisions()) == (409, ())
    answer = seat.send("bulk", form, because="all of them looked at")
    assert answer.status_code == 303
    assert sorted(d.target for d in seat.decisions()) == sorted(touched)
    assert all(rule.rule in d.because and "looked at" in d.because for d in seat.decisions())
    assert seat.send("bulk", form).status_code == 409, "a second time nothing is left"


def test_nothing_is_accepted_wholesale_without_a_named_rule(seat: Seat) -> None:
    mark = seat.form(seat.first("names"))["mark"]
    for form in (
        {"queue": "names", "judgement": "accept"},
        {"queue": "certificates", "rule": "certificate", "judgement": "accept"},
        {"queue": "names", "rule": "name", "judgement": "set"},
        {"queue": "all", "rule": "name", "judgement": "accept"},
    ):
        assert seat.send("bulk", {"mark": mark, "least": "0", **form}).status_code == 400
    assert seat.decisions() == ()


def test_a_preview_shows_the_readers_pages_as_they_would_be_and_writes_nothing(
    seat: Seat,
) -> None:
    before = {p: p.read_bytes() for p in seat.folder.rglob("*") if is_kept(p)}
    target = seat.first("register", lambda o: o.property == "place")
    form = seat.form(target)
    answer = seat.send("look", form, judgement="set", value="Port Imaginary")
    address = answer.headers["location"]
    until(lambda: "Pages that change" in seat.client.get(address).text)
    page = seat.client.get(address).text
    links = re.findall(r'class="as-if" href="([^"]*)"', page)
    assert any("Port Imaginary" in seat.client.get(link).text for link in links)
    as_if = seat.client.get(links[0])
    assert "Preview: nothing is written" in as_if.text
    assert as_if.headers["content-security-policy"].startswith("default-src 'self'")
    now = "/" + links[0].split("/", 4)[4]
    assert "Port Imaginary" not in seat.client.get(now).text
    after = {p: p.read_bytes() for p in seat.folder.rglob("*") if is_kept(p)}
    assert after == before
    assert seat.decisions() == ()


def is_kept(path: Path) -> bool:
    """Files that may not change; what SQLite keeps beside its database is its own affair."""
    return path.is_file() and not path.name.endswith(("-wal", "-shm"))


def test_a_preview_of_a_rule_tells_how_many_statements_it_is_about(seat: Seat) -> None:
    rule = seat.queues().rules("names")[0]
    page = seat.client.get(f"/desk/en/rule/names?rule={rule.rule}").text.partition("/bulk")[2]
    names = ("mark", "queue", "rule", "judgement", "least", "seen")
    answer = seat.send("look", {name: hidden(page, name) for name in names})
    until(lambda: "Pages that change" in seat.client.get(answer.headers["location"]).text)
    text = seat.client.get(answer.headers["location"]).text
    assert f"if {rule.open} statements were:" in text
    assert seat.decisions() == ()


def test_what_a_preview_promises_a_run_keeps(seat: Seat) -> None:
    target = seat.first("links", lambda o: o.value is not None)
    answer = seat.send("look", seat.form(target), judgement="reject")
    until(lambda: "Pages that change" in seat.client.get(answer.headers["location"]).text)
    preview = seat.office.previewed(answer.headers["location"].rpartition("/")[2])
    assert preview is not None
    assert preview.edition is not None
    promised = {c.id: preview.edition.statement(c.id) for c in preview.changes if c.how != "gone"}
    seat.send("decide", seat.form(target), judgement="reject")
    seat.settle()
    edition = seat.project.edition()
    found = {key: edition.statement(key) for key in promised}
    assert {k: s and (s.value, s.status) for k, s in found.items()} == {
        k: s and (s.value, s.status) for k, s in promised.items()
    }


def test_a_damaged_database_is_reported_and_made_again(seat: Seat) -> None:
    target = seat.first("links")
    assert seat.client.get("/en/index.html").status_code == 200
    damaged = seat.folder / "work" / "edition.sqlite"
    size = damaged.stat().st_size
    with damaged.open("r+b") as file:
        file.write(b"\0" * size)
    answers = [seat.client.get(p) for p in ("/en/holdings.html", question_link("en", target))]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "it was made again" in seat.client.get("/desk/en/").text


def test_a_database_and_its_records_damaged_alike_are_said_to_be_so(seat: Seat) -> None:
    damaged = seat.folder / "work" / "edition.sqlite"
    with damaged.open("r+b") as file:
        file.write(b"\0" * damaged.stat().st_size)
    for path in (seat.folder / "work" / "records").glob("*.jsonl"):
        path.write_bytes(b"{")
    answer = seat.client.get("/desk/en/queue/links")
    assert answer.status_code == 503
    assert "cannot be read" in answer.text
    assert "Traceback" not in answer.text


def test_a_run_that_fails_is_told_on_every_page(seat: Seat) -> None:
    log = seat.folder / "log"
    target = seat.first("links")
    form = seat.form(target)
    (seat.folder / "work" / "statements").rename(seat.folder / "work" / "other")
    (seat.folder / "work" / "statements").write_text("in the way", "utf-8")
    seat.send("decide", form, judgement="accept")
    with pytest.raises(AssertionError):
        seat.settle()
    assert seat.office.run_state().failed
    assert "The last run failed" in seat.client.get("/desk/en/").text
    assert len(seat.decisions()) == 1, "the decision is kept all the same"
    assert log.is_dir()


def test_the_way_from_a_readers_page_to_its_questions_and_back(seat: Seat) -> None:
    page = "/en/letter/1959-03-11-broadcast-transcript-vorokhov-hollis.html"
    assert "/desk/" not in seat.browser().get(page).text, "strangers see no desk"
    strip = seat.client.get(page).text
    about = unescape(re.findall(r'href="(/desk/en/about[^"]*)"', strip)[0])
    found = seat.client.get(about).text
    assert "/desk/en/question/" in found
    assert f'href="{page}"' in found


def test_what_papers_are_to_each_other_is_asked_and_can_be_set(seat: Seat) -> None:
    target = seat.first("sharing", lambda o: o.property == "shared")
    edition = seat.project.edition()
    statement = edition.statement(target)
    assert statement is not None
    pair = next(one for one in edition.shared(statement.subject) if one.id == target)
    page = unescape(seat.client.get(question_link("en", target)).text)
    assert "Are these papers this to each other?" in page
    for document in (pair.a, pair.b):
        held = edition.document(document)
        assert held is not None
        best = max(pair.passages, key=lambda passage: passage.words)
        start = best.a_start if document == pair.a else best.b_start
        assert held.text[start : start + 20] in page
    other = "reissue" if pair.kind != "reissue" else "draft"
    seat.send("decide", seat.form(target), judgement="set", value=other)
    assert seat.decisions()[-1].value == other
    assert seat.send("decide", seat.form(target), judgement="set", value="twins").status_code == 400
    seat.settle()
    found = {one.id: one for one in seat.project.edition().shared(statement.subject)}
    assert (found[target].kind, found[target].status) == (other, "set")


def test_a_number_and_a_mark_are_set_by_their_words_and_keep_their_kind(seat: Seat) -> None:
    target = seat.first("register", lambda o: o.property == "numbers")
    own = seat.project.edition().statement(target)
    assert own is not None
    seat.send("decide", seat.form(target), judgement="set", value="9999")
    kind = own.value["kind"]  # type: ignore[index]
    assert seat.decisions()[-1].value == {"kind": kind, "value": "9999", "normal": "9999"}
    seat.settle()
    assert seat.project.edition().statement(target).value["value"] == "9999"  # type: ignore[union-attr,index]


def test_an_enclosure_is_found_among_the_papers_held(seat: Seat) -> None:
    target = seat.first("register", lambda o: o.property == "enclosures")
    document = seat.project.edition().documents()[0].id
    seat.send("decide", seat.form(target), judgement="set", value=document)
    assert seat.decisions()[-1].value == {"held": True, "target": document}
    seat.settle()
    value = seat.project.edition().statement(target).value  # type: ignore[union-attr]
    assert (value["held"], value["target"]) == (True, document)  # type: ignore[index]
    refused = seat.send("decide", seat.form(target), judgement="set", value="no-such-paper")
    assert refused.status_code == 400
    assert "There is no such document" in refused.text


def test_asking_for_a_paper_is_written_down_at_the_desk(seat: Seat) -> None:
    target = seat.first("attested", lambda o: o.property == "request")
    seat.send("decide", seat.form(target), judgement="set", value="requested")
    seat.settle()
    assert seat.project.edition().statement(target).value == "requested"  # type: ignore[union-attr]
