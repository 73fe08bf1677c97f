"""The rules of the linter, as cases: encoded text in, faults out (`tests/cases/lint`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.case_files import blocks

from herewith.algorithms.lint import lint, open_volume
from herewith.formats.reading import read_bytes

CASES = Path(__file__).parents[2] / "cases" / "lint"

HEADER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="straits1958-60v06"{}><teiHeader><fileDesc>'
    "<titleStmt><title>Straits Papers, 1958–1960, Volume VI</title></titleStmt></fileDesc>"
    "</teiHeader>\n<text><body>\n"
)


def cases() -> Iterator[tuple[str, str, str]]:
    for path in sorted(CASES.glob("*.md")):
        for title, given, expected in blocks(path, 3):
            yield "\n".join(title), "\n".join(given), "\n".join(expected)


@pytest.mark.parametrize(("given", "expected"), [pytest.param(g, e, id=t) for t, g, e in cases()])
def test_the_linter_says_what_is_expected(given: str, expected: str) -> None:
    language = ' xml:lang="ru"' if 'xml:lang="ru"' in given else ""
    text = f"{HEADER.format(language)}{given}\n</body></text></TEI>\n"
    volume = open_volume(read_bytes(text.encode(), shown="case.xml", source_id="case"))
    said = [
        f"{fault.code} {volume.line(fault.start)} | {fault.hint} | "
        + (fault.change.text if fault.change else "")
        for fault in lint(volume)
    ]
    assert [line.rstrip() for line in expected.splitlines() if line.strip()] == [
        line.rstrip() for line in said
    ]


def test_there_are_cases_for_every_code() -> None:
    documented = {f"L2{n:02d}" for n in range(1, 15)}
    assert documented <= {line[:4] for _, _, e in cases() for line in e.splitlines()}
