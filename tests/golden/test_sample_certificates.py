"""The certificates of the built-in sample, word for word: a change of them is read as a diff.

Written again with `UPDATE_GOLDEN=1`. What does not belong to a certificate's judgement is masked:
versions and states, which change with every word added to a pack; nuances and form, which change
with every better collation; and the counts of words.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from herewith.project import open_project
from herewith.project.comparing import compare_items
from herewith.project.demo import make_demo

GOLDEN = Path(__file__).parent / "sample" / "certificates.txt"
MASKS = (
    (re.compile(r"(?m)^(Rules, lexicon and packs): .*$"), r"\1: …"),
    (re.compile(r"(?m)^(State): .*$"), r"\1: …"),
    (re.compile(r"SHA-256 [0-9a-f]+"), "SHA-256 …"),
    (re.compile(r"(?ms)^(?:nuance|none) \(.*?\n\n"), ""),
    (re.compile(r"\b(nuance|form|none) \d+"), r"\1 …"),
    (re.compile(r"\b\d+ (nuances? of|differences? of form)"), r"… \1"),
    (re.compile(r"(?m)^(Differences of form): .*\n\n"), ""),
    (re.compile(r"\b[\d,]+ (words|of them|places? two|misreadings?)"), r"… \1"),
    (re.compile(r" Of \d+ witnesses [^.;]*(?:; [^.;]*)*\."), ""),
)


def masked(text: str) -> str:
    for pattern, instead in MASKS:
        text = pattern.sub(instead, text)
    return text


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("certificates") / "demo"
    make_demo(folder)
    project = open_project(folder)
    project.run()
    return masked(compare_items(project.edition()).as_text(date="1990-01-31")) + "\n"


def test_the_certificates_of_the_sample_are_as_they_were_read(certificates: str) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(certificates, encoding="utf-8")
    assert certificates == GOLDEN.read_text("utf-8")


def test_every_certificate_says_what_it_lacks_before_what_it_finds(certificates: str) -> None:
    for certificate in certificates.split("\n----\n"):
        if "Not held" in certificate and "difference" in certificate:
            assert certificate.index("Not held") < certificate.index("difference")


def test_the_sentence_of_the_old_memoranda_stands_only_on_clear_certificates(
    certificates: str,
) -> None:
    for certificate in certificates.split("\n----\n"):
        if "no differences of substance were noted" in certificate:
            assert "Verdict: No difference of substance." in certificate
            assert "substance (" not in certificate
            assert "undetermined (" not in certificate
