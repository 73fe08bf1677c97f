"""Fields of the register: the case files, in which each field is read as a registrar reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.case_files import blocks

from herewith.algorithms.register import Draft, Page, read_entry
from herewith.algorithms.register.people import Authorities

CASES = Path(__file__).parents[1] / "cases" / "register"


@dataclass(frozen=True)
class Case:
    title: str
    language: str
    text: str
    wanted: Mapping[str, str]


def cases() -> list[Case]:
    out = []
    for path in sorted(CASES.glob("*.md")):
        for title, given, wanted in blocks(path, 3):
            pairs = [[part.strip() for part in row.split("|")] for row in wanted]
            values = {row[0]: row[1] for row in pairs}
            out.append(Case(title[0], given[0], "\n".join(given[1:]), values))
    return out


def told(draft: Draft) -> dict[str, str]:
    """Every field of a draft as text; several values are divided by semicolons."""
    parties = draft.parties
    one = {
        "kind": draft.kind,
        "place": draft.place,
        "subject": draft.subject,
        "source_language": draft.source_language,
        "salutation": parties.salutation,
        "closing": parties.closing,
    }
    out = {name: found.value if found else "" for name, found in one.items()}
    out["date"] = draft.date.value.date.edtf if draft.date else ""
    out["classification"] = draft.classification.value.normal if draft.classification else ""
    for name in ("signed_by", "signed_for"):
        found = getattr(parties, name)
        out[name] = found.value.name if found else ""
    for name in ("sender", "addressee", "via", "copies"):
        named = [f.value for f in getattr(parties, name)]
        plain = name in ("via", "addressee")
        out[name] = "; ".join(
            p.normal if plain and p.kind != "body" and p.normal else p.name for p in named
        )
        if name == "addressee" and named and named[0].kind == "body" and named[0].normal[:1] == "П":
            out[name] = named[0].normal
    out["numbers"] = "; ".join(f"{f.value.kind} {f.value.normal}" for f in draft.numbers)
    out["handling"] = "; ".join(f.value.normal for f in draft.handling)
    out["markings"] = "; ".join(f"{f.value.kind} {f.value.normal}" for f in draft.markings)
    out["enclosures"] = "; ".join(f.value.description for f in draft.enclosures)
    out["dates"] = "; ".join(f"{f.value.date.edtf} {f.value.role}" for f in draft.dates)
    return out


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_fields_are_read_as_a_registrar_reads_them(case: Case) -> None:
    found = told(read_entry(Page(case.text, case.language), Authorities({})))
    assert case.wanted == {name: found[name] for name in case.wanted}
