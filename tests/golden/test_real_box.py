"""The way from a box of real letters to an edition, on the real box and a real volume."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.model.collation import Item
from herewith.model.edition import Edition
from herewith.project import create, open_project

pytestmark = pytest.mark.material

OPENING, FILE = "000_7fe96260dea5ffca", "002_915aa0a0ed784724"
VOLUME = "frus1961-63v06"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory, material: Path) -> Edition:
    folder = tmp_path_factory.mktemp("real") / "project"
    boxes = [material / "boxes" / "cuba-1962", material / "frus" / f"{VOLUME}.xml"]
    create(folder, boxes)
    project = open_project(folder)
    project.run()
    return project.edition()


def of_source(edition: Edition, source: str) -> list[str]:
    return [str(d.id) for d in edition.documents() if d.source == source]


def item_of(edition: Edition, document: str) -> Item:
    item = edition.item_of(document)
    assert item is not None
    return item


def test_the_two_text_files_are_nine_documents(edition: Edition) -> None:
    assert len(of_source(edition, OPENING)) == 5
    assert len(of_source(edition, FILE)) == 4


def test_the_archival_translation_and_the_print_of_27_october_are_one_item(
    edition: Edition,
) -> None:
    translation = of_source(edition, FILE)[1]
    item = item_of(edition, f"{VOLUME}#d66")
    assert translation in [str(w.document) for w in item.witnesses]


def test_the_russian_letter_of_28_october_goes_with_its_own_print_and_not_with_the_other_letter(
    edition: Edition,
) -> None:
    russian = of_source(edition, FILE)[3]
    item = item_of(edition, russian)
    assert {str(w.document) for w in item.witnesses} == {russian, f"{VOLUME}#d68"}
    assert item.id != item_of(edition, f"{VOLUME}#d66").id


def test_the_russian_text_is_aligned_with_the_print_sentence_by_sentence(edition: Edition) -> None:
    item = item_of(edition, f"{VOLUME}#d68")
    (bitext,) = edition.bitexts(item.id)
    sure = [bead for bead in bitext.beads if bead.kind == "match" and bead.confidence > 0.5]
    assert bitext.verdict == "aligned"
    assert len(sure) >= 0.9 * len(bitext.source_sentences)


def test_the_omitted_request_of_28_october_is_an_omission(edition: Edition) -> None:
    item = item_of(edition, f"{VOLUME}#d68")
    (bitext,) = edition.bitexts(item.id)
    omitted = [b for b in bitext.beads if b.kind == "omitted"]
    texts = [bitext.source_sentences[n].text for b in omitted for n in b.source]
    assert any("просил правильно это оценить" in text for text in texts)


def test_the_certificate_of_27_october_says_first_what_is_not_held(edition: Edition) -> None:
    item = item_of(edition, f"{VOLUME}#d66")
    (comparison,) = edition.comparisons(item.id)
    assert comparison.verdict == "incomplete"
    assert comparison.statement.startswith("Not held")
    assert comparison.counts()["substance"] == 0
    missing = comparison.b.words - comparison.b.compared
    assert 0.2 < missing / comparison.b.words < 0.3


def test_the_memorandum_s_first_enclosure_is_not_the_letter_filed_beside_it(
    edition: Edition,
) -> None:
    entry = edition.entry(of_source(edition, FILE)[0])
    assert entry is not None
    first, second = entry.enclosures
    assert (first.held, second.held) == (False, True)
    assert second.target == of_source(edition, FILE)[1]


def test_no_character_of_a_delivered_file_is_lost(edition: Edition) -> None:
    for source in edition.sources():
        text = edition.source_text(source.id) or ""
        seen = bytearray(len(text))
        pieces = [
            (p.start, p.end)
            for d in edition.documents()
            for p in d.passages
            if p.source == source.id
        ]
        pieces += [(f.start, f.end) for f in edition.furniture(source.id)]
        pieces += [d.other for d in edition.duplicates(source.id)]
        for start, end in pieces:
            for at in range(start, end):
                seen[at] += 1
        wrong = [at for at, times in enumerate(seen) if times != 1]
        assert wrong == []
