"""Every field of the four archival papers of the real box, as a person read them by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.model.register import RegisterEntry
from herewith.project.registering import make_authorities, register_files, rows_of

pytestmark = pytest.mark.material

FILE, VOLUME = "002_915aa0a0ed784724", "frus1961-63v06"


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory, material: Path) -> list[RegisterEntry]:
    folder = tmp_path_factory.mktemp("authorities")
    volume = material / "frus" / f"{VOLUME}.xml"
    make_authorities([volume], folder, replace=True)
    rows, problems = rows_of(folder)
    assert not problems
    found = register_files([material / "boxes" / "cuba-1962", volume], rows, {})
    entries = [one for one in found if isinstance(one, RegisterEntry) and one.source == FILE]
    assert len(entries) == 4
    return entries


def told(entry: RegisterEntry) -> dict[str, object]:
    """The fields of an entry in short; what is not known is left out."""
    out: dict[str, object] = {
        "kind": entry.kind.value if entry.kind else None,
        "dates": [(f.value.date.edtf, f.value.role) for f in entry.dates],
        "place": entry.place.value if entry.place else None,
        "sender": [f.value.name for f in entry.sender],
        "addressee": [f.value.person or f.value.normal for f in entry.addressee],
        "signed_by": entry.signed_by.value.name if entry.signed_by else None,
        "signed_for": entry.signed_for.value.name if entry.signed_for else None,
        "copies": [f.value.name for f in entry.copies],
        "language": entry.language.value if entry.language else None,
        "source_language": entry.source_language.value if entry.source_language else None,
        "numbers": [(f.value.kind, f.value.normal) for f in entry.numbers],
        "classification": entry.classification.value.normal if entry.classification else None,
        "marks": sorted({f.value.kind for f in entry.markings}),
        "enclosures": [e.held for e in entry.enclosures],
        "salutation": entry.salutation.value if entry.salutation else None,
        "closing": entry.closing.value if entry.closing else None,
        "claims": len(entry.claims),
    }
    return {name: value for name, value in out.items() if value}


def test_the_cover_memorandum(entries: list[RegisterEntry]) -> None:
    entry = entries[0]
    assert told(entry) == {
        "kind": "memorandum",
        "dates": [("1962-11-08", "written"), ("1962-11-14", "annotated")],
        "place": "Washington",
        "sender": ["William H. Brubeck"],
        "addressee": ["bundy-mcgeorge"],
        "signed_by": "J. T. ROGERS",
        "signed_for": "William H. Brubeck",
        "language": "en",
        "enclosures": [False, True],
        "claims": 1,
    }
    assert entry.subject is not None
    assert entry.subject.value.endswith("dated October 27, 1962.")
    assert "is of 1962-10-28, not 1962-10-27" in entry.enclosures[0].because


def test_the_official_translation(entries: list[RegisterEntry]) -> None:
    assert told(entries[1]) == {
        "kind": "letter",
        "dates": [("1962-10-27", "written")],
        "sender": ["N. Khrushchev"],
        "addressee": ["kennedy-john-f"],
        "signed_by": "N. Khrushchev",
        "copies": ["U Thant"],
        "language": "en",
        "source_language": "ru",
        "numbers": [("language_service", "46236"), ("translator", "T-24/T-24")],
        "marks": ["declassification", "seal", "stamp"],
        "salutation": "Dear Mr. President",
        "closing": "Respectfully yours",
    }


def test_the_note_verbale_with_the_letter_it_carries(entries: list[RegisterEntry]) -> None:
    entry = entries[2]
    assert told(entry) == {
        "kind": "note verbale",
        "dates": [("1962-10-28", "written"), ("1963-08-09", "filed")],
        "place": "Москва",
        "sender": [entry.sender[0].value.name],
        "addressee": ["Посольство Соединенных Штатов Америки в СССР"],
        "language": "ru",
        "numbers": [("decimal_file", "611.61/10-2862")],
        "marks": ["stamp"],
        "enclosures": [True],
    }
    assert entry.sender[0].value.name.startswith("Министерство Иностранных Дел")
    assert entry.enclosures[0].target == entries[3].id


def test_the_russian_letter(entries: list[RegisterEntry]) -> None:
    assert told(entries[3]) == {
        "kind": "letter",
        "dates": [("1962-10-28", "written")],
        "sender": ["Н. ХРУШЕВ"],
        "addressee": ["kennedy-john-f"],
        "signed_by": "Н. ХРУШЕВ",
        "language": "ru",
        "salutation": "Уважаемый господин Президент",
        "closing": "С уважением к Вам",
    }


def test_an_absent_marking_is_not_unclassified(entries: list[RegisterEntry]) -> None:
    assert all(entry.classification is None for entry in entries)
