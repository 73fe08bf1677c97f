"""The stage: pairs of an item's witnesses, what they teach each other, and the editors' word."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.algorithms.alignment.test_align import EN, RU

from herewith.engines import engine
from herewith.model.bitext import Bitext, Lexicon
from herewith.model.collation import Item, ItemId, Witness
from herewith.model.decision import Decision
from herewith.model.document import Document, DocumentId, Gap, Passage, Run
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome
from herewith.model.records import decode, dumps, encode
from herewith.model.text import SourceId
from herewith.site.facing import DOUBTFUL
from herewith.stages.align import Align

NOTHING = Context({}, {}, {})


def document(name: str, text: str, language: str, gaps: tuple[Gap, ...] = ()) -> Document:
    source, size = SourceId(name), len(text)
    return Document(
        DocumentId(name), None, language, (1,), (Passage(source, 5, 5 + size, "body"),), text,
        (Run(0, size, source, 5, 5 + size),), not gaps, gaps=gaps,
    )  # fmt: skip


def item(*witnesses: tuple[str, str, str]) -> Item:
    return Item(
        ItemId("letter"), "letter", "", "", (), (),
        tuple(Witness(n.upper(), DocumentId(n), role, lang) for n, role, lang in witnesses),
    )  # fmt: skip


RUSSIAN = document("ru", "\n\n".join(RU), "ru")
ENGLISH = document("en", "\n\n".join(EN), "en")
PAIR = item(("ru", "copy", "ru"), ("en", "print", "en"))


def run(context: Context, *records: object) -> tuple[Unit, Outcome]:
    stage = Align()
    kinds = {Item: [], Document: []}  # type: ignore[var-annotated]
    for record in records:
        kinds[type(record)].append(record)
    (unit,) = stage.units(kinds, context)
    return unit, stage.work(unit, context)


def bitext(outcome: Outcome) -> Bitext:
    (found,) = [record for record in outcome.records if isinstance(record, Bitext)]
    return found


def test_a_copy_and_a_print_in_two_languages_make_a_bitext() -> None:
    _, outcome = run(NOTHING, PAIR, RUSSIAN, ENGLISH)
    found = bitext(outcome)
    assert (found.source, found.target, found.verdict) == ("ru", "en", "aligned")
    assert found.coverage.source.aligned_sentences == 20
    assert [record for record in outcome.records if isinstance(record, Lexicon)]
    assert decode(Bitext, encode(found)) == found


def test_every_bead_is_a_statement_with_exact_evidence() -> None:
    _, outcome = run(NOTHING, PAIR, RUSSIAN, ENGLISH)
    beads = [s for s in outcome.statements if s.property == "bead"]
    assert len(beads) == len(bitext(outcome).beads)
    texts = {"ru": RUSSIAN.text, "en": ENGLISH.text}
    for statement in beads:
        for span in statement.evidence:
            assert texts[span.source][span.start - 5 : span.end - 5] == span.quote


def test_an_item_in_one_language_gives_no_work() -> None:
    records = {Item: [item(("en", "print", "en"))], Document: [ENGLISH]}
    assert list(Align().units(records, NOTHING)) == []


def test_a_rejected_bead_is_not_made_again() -> None:
    _, outcome = run(NOTHING, PAIR, RUSSIAN, ENGLISH)
    bead = bitext(outcome).beads[5]
    target = f"{bitext(outcome).id}/bead/{bead.id}"
    said = Decision("d", target, "reject", None, "EB", "1990-01-02", "not the fishermen")
    _, again = run(Context({}, {}, {target: said}), PAIR, RUSSIAN, ENGLISH)
    assert not any(5 in b.source and 5 in b.target for b in bitext(again).beads)


def test_a_rejected_bead_can_still_be_explained() -> None:
    _, outcome = run(NOTHING, PAIR, RUSSIAN, ENGLISH)
    bead = bitext(outcome).beads[5]
    target = f"{bitext(outcome).id}/bead/{bead.id}"
    said = Decision("d", target, "reject", None, "EB", "1990-01-02", "not the fishermen")
    _, again = run(Context({}, {}, {target: said}), PAIR, RUSSIAN, ENGLISH)
    (statement,) = [s for s in again.statements if s.id == target]
    assert statement.status == "rejected"
    assert statement.evidence


def test_an_accepted_bead_is_certain_and_marked() -> None:
    _, outcome = run(NOTHING, PAIR, RUSSIAN, ENGLISH)
    bead = bitext(outcome).beads[5]
    target = f"{bitext(outcome).id}/bead/{bead.id}"
    said = Decision("d", target, "accept", None, "EB", "1990-01-02", "")
    _, again = run(Context({}, {}, {target: said}), PAIR, RUSSIAN, ENGLISH)
    (same,) = [b for b in bitext(again).beads if b.id == bead.id]
    assert (same.status, same.confidence) == ("accepted", 1.0)
    (statement,) = [s for s in again.statements if s.id == target]
    assert statement.status == "accepted"


def test_a_file_of_beads_holds_and_its_faults_are_reported() -> None:
    beads = {"decisions/a.beads": "@ ru en\n= s4 t5\nnonsense\n@ x y\n= s1 t9\n"}
    _, outcome = run(Context({"beads": beads}, {}, {}), PAIR, RUSSIAN, ENGLISH)
    fixed = [b for b in bitext(outcome).beads if b.status == "accepted"]
    assert [(b.source, b.target) for b in fixed] == [((4,), (5,))]
    assert [(p.code, str(p.place)) for p in outcome.problems] == [
        ("A101", "decisions/a.beads:3"),
        ("A109", "decisions/a.beads:5"),
    ]


def test_lines_that_name_no_documents_are_used_where_only_one_pair_can_be_meant() -> None:
    beads = {"decisions/a.beads": "= s4 t5\n"}
    _, outcome = run(Context({"beads": beads}, {}, {}), PAIR, RUSSIAN, ENGLISH)
    assert [b.source for b in bitext(outcome).beads if b.status == "accepted"] == [(4,)]
    second = document("informal", "\n\n".join(EN), "en")
    three = item(("ru", "original", "ru"), ("en", "translation", "en"), ("informal", "print", "en"))
    _, outcome = run(Context({"beads": beads}, {}, {}), three, RUSSIAN, ENGLISH, second)
    assert [(p.code, str(p.place)) for p in outcome.problems] == [("A109", "decisions/a.beads:1")]
    assert "ru en" in outcome.problems[0].hint


def test_an_editors_lexicon_rules_words_in_and_out() -> None:
    lexicons = {"decisions/ru-en.lexicon": "@ en ru\nbread\tхлеба\t0\nбред\n"}
    _, outcome = run(Context({"lexicons": lexicons}, {}, {}), PAIR, RUSSIAN, ENGLISH)
    (bead,) = [b for b in bitext(outcome).beads if 5 in b.source]
    assert not any("bread" in reason for reason in bead.reasons)
    assert [(p.code, str(p.place)) for p in outcome.problems] == [
        ("A108", "decisions/ru-en.lexicon:3")
    ]


def test_orphans_beside_a_page_not_held_say_so() -> None:
    text = "\n\n".join(EN[:6] + EN[14:])
    at = text.index(EN[14])
    gap = Gap("g", DocumentId("en"), SourceId("en"), None, None, at, 2, 90, "page 2 is not held")
    torn = document("en", text, "en", (gap,))
    _, outcome = run(NOTHING, PAIR, RUSSIAN, torn)
    (bead,) = [b for b in bitext(outcome).beads if b.kind == "gap"]
    assert bead.source == tuple(range(6, 14))
    assert "page 2 is not held" in bead.reasons[0]


def test_two_translations_are_held_against_each_other() -> None:
    second = document("informal", "\n\n".join(EN), "en")
    three = item(
        ("ru", "original", "ru"), ("en", "translation", "en"),
        ("informal", "informal_translation", "en"),
    )  # fmt: skip
    _, outcome = run(NOTHING, three, RUSSIAN, ENGLISH, second)
    assert len([r for r in outcome.records if isinstance(r, Bitext)]) == 2
    assert [s for s in outcome.statements if s.property == "triangle"] == []
    # an editor ties the fifth sentence to the wrong one in the second translation
    beads = {"decisions/b.beads": "@ ru informal\n= s4 t6\n"}
    _, outcome = run(Context({"beads": beads}, {}, {}), three, RUSSIAN, ENGLISH, second)
    assert [s.rule for s in outcome.statements if s.property == "triangle"]


def test_a_contradicted_pair_is_doubtful_enough_for_the_page_to_say_why() -> None:
    second = document("informal", "\n\n".join(EN), "en")
    three = item(("ru", "original", "ru"), ("en", "translation", "en"), ("informal", "print", "en"))
    beads = {"decisions/b.beads": "@ ru informal\n= s4 t6\n"}
    _, outcome = run(Context({"beads": beads}, {}, {}), three, RUSSIAN, ENGLISH, second)
    first = next(r for r in outcome.records if isinstance(r, Bitext) and r.target == "en")
    (bead,) = [b for b in first.beads if 4 in b.source]
    assert bead.confidence < DOUBTFUL
    assert bead.reasons[-1].startswith("triangle: t4 of en goes with t4 of informal")


def test_engines_with_one_and_two_workers_make_the_same_records() -> None:
    others = replace(ENGLISH, text=ENGLISH.text.replace("fishermen", "fisher men"))
    units: list[Unit] = []
    for english in (ENGLISH, others):
        records: dict[type, list[object]] = {Item: [PAIR], Document: [RUSSIAN, english]}
        units += Align().units(records, NOTHING)
    made = []
    for name, workers in (("local", 1), ("pool", 1), ("pool", 2)):
        running = engine(name, workers=workers)
        try:
            outcomes = running.each(partial(Align().work, context=NOTHING), units)
            made.append(dumps([[encode(r) for r in o.records] for o in outcomes]))
        finally:
            running.close()
    assert made[0] == made[1] == made[2]
    assert made[0].count('"beads"') == 2


def test_a_sentence_keeps_its_id_when_another_paragraph_is_read_anew() -> None:
    other = replace(ENGLISH, text=ENGLISH.text.replace("fishermen", "fisher men"))
    _, first = run(NOTHING, PAIR, RUSSIAN, ENGLISH)
    _, second = run(NOTHING, PAIR, RUSSIAN, other)
    before = [s.id for s in bitext(first).target_sentences]
    after = [s.id for s in bitext(second).target_sentences]
    assert [a == b for a, b in zip(before, after, strict=True)].count(False) == 1
