"""Citations and their files, and versions that do not change any more."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from herewith.errors import StoreError, UsageError
from herewith.formats.versions import append_version, read_versions
from herewith.site.freeze import freeze
from herewith.site.index import EditionIndex, Publication
from herewith.site.router import Router
from tests.site.editions import MemoryEdition
from tests.site.test_freeze import links
from tests.site.test_pages import LETTER, page, words

ANSWER = "1957-05-09-halden-veresov"


def changed(edition: MemoryEdition, title: str) -> MemoryEdition:
    """The edition with another title of one letter."""
    made = MemoryEdition(**{f.name: getattr(edition, f.name) for f in fields(edition)})
    made.all_items = [
        replace(item, title=title) if item.id == ANSWER else item for item in edition.all_items
    ]
    return made


def test_a_letter_is_cited_in_three_styles_and_for_programs(router: Router) -> None:
    shown = page(router, f"en/letter/{LETTER}.html")
    said = words(shown.xpath("//section[@class='cite']")[0])
    assert all(style in said for style in ("Chicago", "FRUS", "ГОСТ", "May 3, 1957"))
    names = shown.xpath("//meta[starts-with(@name, 'citation_')]/@name")
    assert {"citation_title", "citation_author", "citation_publication_date"} <= set(names)
    data = json.loads(shown.xpath("//script[@type='application/ld+json']")[0].text)
    assert data["@context"] == "https://schema.org"
    assert data["identifier"] == LETTER


def test_the_files_of_a_citation_are_what_programs_read(router: Router) -> None:
    ris = router.respond(f"letter/{LETTER}.ris")
    assert ris.body.decode().startswith("TY  - ")
    csl = json.loads(router.respond(f"letter/{LETTER}.csl.json").body)
    assert csl[0]["id"] == LETTER
    assert router.respond("letter/no.ris").status == 404
    assert router.respond(f"letter/{LETTER}.xml").status == 404


def test_the_server_has_every_letter_as_tei(edition: MemoryEdition) -> None:
    served = Router(EditionIndex(edition, Publication(tei=True)))
    made = served.respond(f"letter/{LETTER}.xml")
    assert made.status == 200
    assert made.media_type.startswith("application/tei+xml")
    assert b"<TEI" in made.body
    assert f"{LETTER}.xml" in str(served.respond(f"en/letter/{LETTER}.html").body)


def test_a_version_stays_as_it_was_when_a_letter_changes(
    tmp_path: Path, edition: MemoryEdition
) -> None:
    folder = tmp_path / "site"
    first = freeze(lambda: edition, folder, version=("1.0", "1990-01-31")).version
    assert first is not None
    assert len(first.added) == first.letters == len(edition.items())
    kept = folder / "v/1.0/en/letter" / f"{ANSWER}.html"
    before = kept.read_bytes()
    other = changed(edition, "Halden answers")
    published = Publication((first,))
    second = freeze(
        lambda: other, folder, publication=published, version=("1.1", "1990-02-28")
    ).version
    assert second is not None
    assert [letter for letter, _ in second.changed] == [ANSWER]
    assert (second.added, second.removed) == ((), ())
    assert kept.read_bytes() == before
    assert b"Halden answers" in (folder / "en/letter" / f"{ANSWER}.html").read_bytes()
    assert b"Halden answers" in (folder / "v/1.1/en/letter" / f"{ANSWER}.html").read_bytes()


def test_the_page_of_versions_leads_to_each_and_says_what_changed(
    tmp_path: Path, edition: MemoryEdition
) -> None:
    folder = tmp_path / "site"
    first = freeze(lambda: edition, folder, version=("1.0", "1990-01-31")).version
    assert first
    other = changed(edition, "Halden answers")
    freeze(lambda: other, folder, publication=Publication((first,)), version=("1.1", "1990-02-28"))
    pages = (
        "en/versions.html",
        "ru/versions.html",
        "v/1.1/en/versions.html",
        "v/1.0/ru/versions.html",
    )
    for path in pages:
        for target, _ in links(path, (folder / path).read_bytes()):
            assert (folder / target).is_file(), (path, target)
    said = (folder / "en/versions.html").read_text("utf-8")
    assert said.index("Version 1.1") < said.index("Halden answers") < said.index("Version 1.0")


def test_a_citation_names_the_version_in_which_the_letter_last_changed(
    tmp_path: Path, edition: MemoryEdition
) -> None:
    first = freeze(lambda: edition, tmp_path / "a", version=("1.0", "1990-01-31")).version
    assert first
    other = changed(edition, "Halden answers")
    router = Router(EditionIndex(other, Publication((first,))))
    assert "since version 1.0" in words(page(router, f"en/letter/{LETTER}.html"))
    assert "since version" not in words(page(router, f"en/letter/{ANSWER}.html"))


def test_a_name_is_given_once_and_may_name_a_folder(tmp_path: Path, edition: MemoryEdition) -> None:
    first = freeze(lambda: edition, tmp_path / "a", version=("1.0", "1990-01-31")).version
    assert first
    with pytest.raises(UsageError, match="already"):
        freeze(
            lambda: edition,
            tmp_path / "b",
            publication=Publication((first,)),
            version=("1.0", "1990-02-01"),
        )
    with pytest.raises(UsageError, match="cannot name"):
        freeze(lambda: edition, tmp_path / "c", version=("../up", "1990-02-01"))


def test_the_list_of_versions_is_appended_to_and_damage_is_named(tmp_path: Path) -> None:
    edition = MemoryEdition("Empty")
    made = freeze(lambda: edition, tmp_path / "site", version=("1", "1990-01-31")).version
    assert made
    path = tmp_path / "versions.jsonl"
    assert read_versions(path) == ()
    append_version(path, made)
    append_version(path, replace(made, name="2"))
    assert [one.name for one in read_versions(path)] == ["1", "2"]
    path.write_text("{\n")
    with pytest.raises(StoreError, match=r"versions\.jsonl:1"):
        read_versions(path)
