"""A paper as delivered: the telegram with the letter that it carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith import sample
from herewith.algorithms.reconstruct.rejoin import rejoined
from herewith.formats.reading import read
from herewith.project.witnesses import open_witness
from herewith.stages.reconstruct import reconstruct

VOLUME = sample.folder() / "box" / "05-sarn-volume.xml"
TELEGRAMS = sample.folder() / "box" / "04-telegrams-and-monitoring.txt"


@pytest.mark.parametrize("path", [VOLUME, TELEGRAMS], ids=["tei", "text"])
def test_a_carrier_has_its_letter_back_in_its_place_and_every_run_leads_to_its_words(
    path: Path,
) -> None:
    delivered = read(path)
    apart = reconstruct(delivered).documents
    together = rejoined(apart)
    carried = [d for d in apart if any(key == "carried_by" for key, _ in d.attributes)]
    assert carried
    assert len(together) == len(apart) - len(carried)
    for letter in carried:
        home = next(d for d in together if letter.text in d.text)
        ends = [run.end for run in home.runs]
        assert ends == sorted(ends)
        for run in home.runs:
            if run.end - run.start == run.source_end - run.source_start:
                words = delivered.text[run.source_start : run.source_end]
                assert home.text[run.start : run.end].split() == words.split()


def test_a_paper_named_by_its_xml_id_is_the_whole_paper() -> None:
    document = open_witness(f"{VOLUME}#d5")
    assert "Dear Mr. Chairman" in document.text
    letter = open_witness(f"{VOLUME}#d5-letter")
    assert letter.text in document.text
    assert len(letter.text) < len(document.text)
