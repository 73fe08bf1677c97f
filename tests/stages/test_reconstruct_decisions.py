"""What editors decide about a stream is obeyed on the next run, and can be taken back."""

from __future__ import annotations

import datetime
from pathlib import Path

from herewith.formats.reading import read_bytes
from herewith.model.decision import Decision
from herewith.model.document import Document, Duplicate, Furniture, Gap
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome
from herewith.model.text import Delivered
from herewith.project import create, open_project
from herewith.stages.reconstruct import Reconstruct

ONE = (
    "Dear Mr. Holm:\n\nThe buoys have been laid along the northern shoal, and the pilots of both "
    "Governments have been told of their places. I should be glad to know before the ice returns "
    "whether the lights are to be shown through the winter as well.\n\nSincerely,\n\nP. Orlin\n"
)
TWO = (
    "The commission met on the ninth of March in the customs house. It found that the charts of "
    "the strait are older than the breakwater, and that no pilot should be asked to follow them "
    "at night until they have been drawn anew by both offices together.\n"
)
THREE = (
    "The lamps will be paid for in equal parts. Each side keeps a list of the hours at which they "
    "were lit, and the two lists are compared on the first day of every month.\n"
)


def delivered(text: str, form: str = "box.md") -> Delivered:
    return read_bytes(text.encode(), shown=form, source_id="box")


def decide(target: str, judgement: str, value: object = None, name: str = "d-1") -> Decision:
    return Decision(name, target, judgement, value, "EB", "1990-01-02", "seen")  # type: ignore[arg-type]


def work(source: Delivered, *decisions: Decision) -> Outcome:
    stage = Reconstruct()
    context = Context({}, {}, {d.target: d for d in decisions})
    (unit,) = stage.units({Delivered: [source]}, context)
    return stage.work(Unit(unit.key, unit.records), context)


def documents(outcome: Outcome) -> list[Document]:
    return [r for r in outcome.records if isinstance(r, Document)]


def texts(outcome: Outcome) -> list[str]:
    return [" ".join(d.text.split()) for d in documents(outcome)]


def furniture(outcome: Outcome, source: Delivered) -> list[tuple[str, str]]:
    found = [r for r in outcome.records if isinstance(r, Furniture) and r.kind != "blank"]
    return [(f.kind, source.text[f.start : f.end].strip()) for f in found]


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


def covered(outcome: Outcome, size: int) -> bool:
    counts = [0] * size
    for record in outcome.records:
        spans: list[tuple[int, int]] = []
        if isinstance(record, Document):
            spans = [(p.start, p.end) for p in record.passages]
        elif isinstance(record, Furniture):
            spans = [(record.start, record.end)]
        elif isinstance(record, Duplicate):
            spans = [record.other]
        for start, end in spans:
            for n in range(start, end):
                counts[n] += 1
    return counts == [1] * size


def test_split_here_begins_a_document_and_the_first_keeps_its_id() -> None:
    source = delivered(f"{ONE}\n{TWO}\n{THREE}")
    before = documents(work(source))
    after = work(source, decide("box@~The lamps will be paid/start", "accept"))
    assert texts(after)[-1].startswith("The lamps will be paid")
    assert len(documents(after)) == len(before) + 1
    assert [d.id for d in documents(after)][: len(before)] == [d.id for d in before]
    assert covered(after, len(source.text))


def test_a_boundary_that_is_refused_joins_two_documents() -> None:
    source = delivered(f"{ONE}\n\fDear Mr. Hall:\n\n{TWO}\nSincerely,\n\nA. Finch\n")
    first, second = documents(work(source))
    after = work(source, decide(f"{second.id}/boundary", "reject"))
    (joined,) = documents(after)
    assert joined.id == first.id
    assert "customs house" in joined.text
    statement = next(s for s in after.statements if s.id == f"{second.id}/boundary")
    assert statement.status == "rejected"
    assert work(source, decide("box@~Dear Mr. Hall:/start", "reject")).records == after.records


def test_words_inside_a_line_can_be_made_furniture_and_the_sentence_goes_on() -> None:
    source = delivered(TWO.replace("It found", "FILE 77 It found"))
    after = work(source, decide("box@1~FILE 77/furniture", "set", "stamp"))
    assert ("stamp", "FILE 77") in furniture(after, source)
    assert "customs house. It found" in texts(after)[0]
    assert covered(after, len(source.text))


def test_furniture_that_is_refused_is_text_again_and_stays_on_the_next_run() -> None:
    source = delivered(f"{TWO}\nDECLASSIFIED\n\n{THREE}")
    before = work(source)
    (stamp,) = [f for f in before.records if isinstance(f, Furniture) and f.kind == "stamp"]
    decision = decide(f"{stamp.id}/furniture", "reject")
    after = work(source, decision)
    assert "DECLASSIFIED" in texts(after)[0]
    assert [d.id for d in documents(after)] == [d.id for d in documents(before)]
    assert work(source, decision) == after
    assert work(source, decide("box@~DECLASSIFIED/furniture", "reject")).records == after.records


def test_a_heading_that_is_none_does_not_read() -> None:
    source = delivered(f"{TWO}\n## A HEAD OF NOTHING\n\n{THREE}")
    assert "A HEAD OF NOTHING" in texts(work(source))[0]
    after = work(source, decide("box@~A HEAD OF NOTHING/heading", "reject"))
    assert "A HEAD OF NOTHING" not in texts(after)[0]
    assert ("artefact", "## A HEAD OF NOTHING") in furniture(after, source)


def test_a_reading_is_a_layer_over_the_words_and_the_source_stays() -> None:
    source = delivered(TWO)
    after = work(source, decide("box@1~customs house/reading", "set", "harbour office"))
    (document,) = documents(after)
    (layer,) = [layer for layer in document.layers if layer.kind == "emended"]
    assert document.text[layer.start : layer.end] == "harbour office"
    assert layer.delivered == "customs house"
    _, start, end = document.place(layer.start, layer.end)
    assert source.text[start:end] == "customs house"
    other = {"for": "customs house", "read": "harbour office"}
    assert texts(work(source, decide("box@1/reading", "set", other))) == texts(after)


def test_two_captures_can_be_said_to_be_one_page_and_one_to_be_none() -> None:
    again = " ".join(word[::-1] for word in TWO.split())
    source = delivered(f"{TWO}\f{again}\n")
    assert not [r for r in work(source).records if isinstance(r, Duplicate)]
    after = work(source, decide(f"box@~{again.split()[0]}/same_page", "set", "@1"))
    (twin,) = [r for r in after.records if isinstance(r, Duplicate)]
    assert source.text[slice(*twin.other)].strip() == again
    assert covered(after, len(source.text))
    twice = delivered(f"{TWO}\f{TWO}")
    (found,) = [r for r in work(twice).records if isinstance(r, Duplicate)]
    for decision in (
        decide(f"{found.id}/duplicate", "reject"),
        decide("box@2/same_page", "reject"),
    ):
        held = work(twice, decision)
        assert not [r for r in held.records if isinstance(r, Duplicate)]
        assert sum(text.count("customs house") for text in texts(held)) == 2


def test_a_stretch_can_be_said_to_repeat_another() -> None:
    source = delivered(f"{TWO}\n{THREE}\nThe lamps will be paid for in like parts.\n")
    after = work(source, decide("box@~The lamps will be paid for in like/duplicate", "set", "3"))
    (twin,) = [r for r in after.records if isinstance(r, Duplicate)]
    assert source.text[slice(*twin.kept)].startswith("The lamps will be paid for in equal")
    assert "The lamps will be paid for in like" not in texts(after)[0]


def test_pages_come_in_the_order_that_an_editor_says() -> None:
    source = delivered(f"{ONE.partition('Sincerely')[0]}\f{THREE}\f{TWO}")
    after = work(
        source,
        decide("box@~The commission met/follows", "set", "@~Dear Mr. Holm"),
        decide("box@~The lamps will/follows", "set", "@~The commission met", "d-2"),
    )
    text = texts(after)[0]
    assert text.index("The commission met") < text.index("The lamps will be paid")


def test_a_gap_can_be_stated_and_one_can_be_refused() -> None:
    source = delivered(f"{TWO}\n{THREE}")
    size = {"page": 2, "estimate_words": 300}
    after = work(source, decide("box@~The lamps will/gap", "set", size))
    (gap,) = [r for r in after.records if isinstance(r, Gap)]
    assert (gap.page, gap.estimate_words) == (2, 300)
    assert not documents(after)[0].complete
    refused = work(
        source,
        decide("box@~The lamps will/gap", "accept"),
        decide(f"{gap.id}/gap", "reject", None, "d-2"),
    )
    assert not [r for r in refused.records if isinstance(r, Gap)]


def test_of_two_decisions_that_contradict_each_other_one_is_obeyed_and_one_reported() -> None:
    source = delivered(f"{TWO}\n{THREE}")
    after = work(
        source,
        decide("box@3/furniture", "set", "stamp"),
        decide("box@~The lamps will be paid for/heading", "accept", None, "d-2"),
    )
    assert codes(after) == ["R172"]
    assert "The lamps" not in texts(after)[0]


def test_a_place_that_is_no_longer_there_is_a_problem_and_moves_nothing() -> None:
    source = delivered(TWO)
    after = work(source, decide("box@1~the lighthouse/start", "accept"))
    assert codes(after) == ["R171"]
    assert after.records == work(source).records


def test_what_makes_no_sense_is_named() -> None:
    source = delivered(TWO)
    for decision in (
        decide("box@1/furniture", "set", "a smudge"),
        decide("box@1/reading", "set", ""),
        decide("box@1/gap", "set", {"page": "three"}),
        decide("box@1/follows", "set", "@1"),
        decide("box@1/start", "set", 3),
    ):
        assert codes(work(source, decision)) == ["R173"]


TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<div type="document" xml:id="d1"><head>1. Letter</head><p>The buoys are laid.</p>
<p>The lamps are lit.<note n="1">By night.</note></p></div>
<div type="document" xml:id="d2"><p>Another of no weight.</p></div>
</body></text></TEI>
"""


def test_documents_of_an_encoded_file_are_split_joined_and_read_as_decided() -> None:
    source = delivered(TEI, "v.xml")
    split = work(source, decide("box@~The lamps are lit./start", "accept"))
    assert texts(split) == ["The buoys are laid.", "The lamps are lit.", "Another of no weight."]
    joined = work(source, decide("box#d2/boundary", "reject"))
    assert texts(joined) == ["The buoys are laid. The lamps are lit. Another of no weight."]
    note = next(
        f for f in work(source).records if isinstance(f, Furniture) and f.kind == "footnote"
    )
    restored = work(source, decide(f"{note.id}/furniture", "reject"))
    assert "By night." in texts(restored)[0]
    carved = work(source, decide("box@~of no weight/furniture", "set", "stamp"))
    assert texts(carved)[1] == "Another ."
    emended = work(source, decide("box@~no weight/reading", "set", "some weight"))
    assert texts(emended)[1] == "Another of some weight."
    for outcome in (split, joined, restored, carved, emended):
        assert covered(outcome, len(TEI))


def test_a_decision_in_a_project_is_obeyed_survives_and_can_be_undone(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "letters.md").write_text(f"{TWO}\n{THREE}")
    folder = tmp_path / "project"
    create(folder, [box])
    project = open_project(folder)
    project.run()
    held = [str(d.id) for d in project.edition().documents()]
    on = datetime.date(1990, 1, 2)
    done = project.decide(
        "letters@3~The lamps/start", "accept", by="EB", on=on, because="another hand"
    )
    project = open_project(folder)
    report = project.run()
    assert len(list(project.edition().documents())) == 2
    assert not [p for p in report.problems if p.code.startswith("P30")]
    project.undo(done.id, by="EB", on=on)
    project = open_project(folder)
    project.run()
    assert [str(d.id) for d in project.edition().documents()] == held


TWICE = "\n\f".join((TWO, " ".join(word[::-1] for word in TWO.split()) + "\n"))
"""A page, and a capture of it of which nothing can be read."""

STREAMS = {
    "split": f"{TWO}\n{THREE}",
    "joined": f"{ONE}\n\fDear Mr. Hall:\n\n{TWO}\nSincerely,\n\nA. Finch\n",
    "same": TWICE,
    "headed": f"{TWO}\n## A HEAD OF NOTHING\n\n{THREE}",
    "read": TWO,
}
DECIDED: dict[str, tuple[str, str, dict[str, str]]] = {
    "split": ("@3~The lamps will/start", "accept", {}),
    "joined": ("@~Dear Mr. Hall:/start", "reject", {}),
    "same": (f"@~{TWO.split()[0][::-1]}/same_page", "set", {"value": "@1"}),
    "headed": ("@~A HEAD OF NOTHING/heading", "reject", {}),
    "read": ("@1~customs house/reading", "set", {"value": "harbour office"}),
}
"""For each source what an editor decides: split here, join, same page as, not a heading, read X."""


def test_split_join_same_page_no_heading_and_read_are_obeyed_by_a_projects_run_and_taken_back(
    tmp_path: Path,
) -> None:
    box = tmp_path / "box"
    box.mkdir()
    for name, text in STREAMS.items():
        (box / f"{name}.md").write_text(text)
    folder = tmp_path / "project"
    create(folder, [box])

    def held() -> dict[str, list[str]]:
        project = open_project(folder)
        report = project.run()
        assert not [p for p in report.problems if p.code.startswith(("R17", "P30"))]
        out: dict[str, list[str]] = {name: [] for name in STREAMS}
        for document in project.edition().documents():
            name = str(document.id).partition("#")[0]
            out[name].append(" ".join(document.text.split()))
        return out

    before = held()
    on = datetime.date(1990, 1, 2)
    project = open_project(folder)
    given = [
        project.decide(f"{name}{place}", judgement, by="EB", on=on, because="seen", **value)
        for name, (place, judgement, value) in DECIDED.items()
    ]
    after = held()
    assert [len(after[name]) - len(before[name]) for name in ("split", "joined")] == [1, -1]
    assert after["split"][1].startswith("The lamps will be paid")
    assert "customs house" in after["joined"][0]
    assert sum(text.count("esuoh") for text in before["same"]) == 1
    assert sum(text.count("esuoh") for text in after["same"]) == 0
    assert "A HEAD OF NOTHING" in before["headed"][0]
    assert "A HEAD OF NOTHING" not in after["headed"][0]
    assert "met on the ninth of March in the harbour office." in after["read"][0]
    project = open_project(folder)
    for decision in given:
        project.undo(decision.id, by="EB", on=on)
    assert held() == before
