"""The frozen site: complete, linked, the same as served, and written with care."""

from __future__ import annotations

import gzip
import posixpath
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html as parser

from herewith.errors import DataError, UsageError
from herewith.site.explanations import Explanations
from herewith.site.freeze import MANIFEST, freeze, walk
from herewith.site.index import EditionIndex
from herewith.site.router import Router
from tests.site.editions import MemoryEdition, hostile

KB = 1000


def links(path: str, body: bytes) -> list[tuple[str, str]]:
    """Path and fragment of everything a page refers to."""
    out = []
    for _, attribute, link, _ in parser.fromstring(body.decode()).iterlinks():
        if attribute in ("href", "src", "action", "data-index", "data-pages"):
            assert "://" not in link, f"{path} refers to another site: {link}"
            target, _, fragment = link.partition("#")
            target = unquote(target.partition("?")[0])
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            out.append((path if not target else joined, unquote(fragment)))
    return out


def test_every_link_resolves_to_a_file_and_every_fragment_to_an_element(
    files: dict[str, bytes],
) -> None:
    anchors = {
        path: set(parser.fromstring(body.decode()).xpath("//@id"))
        for path, body in files.items()
        if path.endswith(".html")
    }
    for path in anchors:
        base = "404.html" if path.endswith("/404.html") else path
        for target, fragment in links(path, files[path]):
            if base == "404.html" and target.startswith("/"):
                target = target.lstrip("/")
            assert target in files, f"{path} -> {target}"
            if fragment and target.endswith(".html"):
                assert fragment in anchors[target], f"{path} -> {target}#{fragment}"


def test_an_element_id_stands_once_on_a_page(files: dict[str, bytes]) -> None:
    for path, body in files.items():
        if path.endswith(".html"):
            ids = parser.fromstring(body.decode()).xpath("//@id")
            assert len(ids) == len(set(ids)), path


def test_the_frozen_pages_are_the_served_pages(files: dict[str, bytes], router: Router) -> None:
    for path, body in files.items():
        assert router.respond(path).body == body


def test_every_letter_document_comparison_and_source_has_its_pages(
    files: dict[str, bytes], edition: MemoryEdition
) -> None:
    for locale in ("en", "ru"):
        for item in edition.items():
            assert f"{locale}/letter/{item.id}.html" in files
        for document in edition.documents():
            page = EditionIndex(edition).reading(document.id)
            assert f"{locale}/{page}" in files
            assert document.text.split()[-1] in files[f"{locale}/{page}"].decode()
        for statement in edition.all_statements:
            address = Explanations(EditionIndex(edition)).of(statement)
            assert f"{locale}/{address.partition('#')[0]}" in files


def test_every_page_has_its_json_twin(files: dict[str, bytes]) -> None:
    pages = [p for p in files if p.startswith("en/") and not p.endswith("404.html")]
    for path in pages:
        assert path.removeprefix("en/").removesuffix(".html") + ".json" in files


def test_publishing_twice_writes_nothing_and_the_same(
    tmp_path: Path, edition: MemoryEdition
) -> None:
    first = freeze(lambda: edition, tmp_path / "site")
    before = {p: p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()}
    second = freeze(lambda: edition, tmp_path / "site")
    after = {p: p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()}
    assert first.written == first.files
    assert (second.written, second.removed) == (0, 0)
    assert before == after


def test_a_letter_that_is_gone_takes_its_page_with_it_and_nothing_else(
    tmp_path: Path, edition: MemoryEdition
) -> None:
    folder = tmp_path / "site"
    freeze(lambda: edition, folder)
    (folder / "en" / "own-notes.txt").write_text("mine")
    smaller = MemoryEdition(edition.title)
    made = freeze(lambda: smaller, folder)
    assert made.removed > 0
    assert not (folder / "en" / "letter" / "memo-calloway-secretary.html").exists()
    assert (folder / "en" / "own-notes.txt").read_text() == "mine"


def test_a_folder_with_files_of_others_is_refused(tmp_path: Path, edition: MemoryEdition) -> None:
    (tmp_path / "thesis.doc").write_text("x")
    with pytest.raises(UsageError, match="has not written"):
        freeze(lambda: edition, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_list_of_files_that_points_outside_deletes_nothing(
    tmp_path: Path, edition: MemoryEdition
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("keep")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MANIFEST).write_text('{"../outside.txt": "x", "/etc/hostname": "x"}')
    freeze(lambda: edition, folder)
    assert outside.read_text() == "keep"


def test_a_broken_list_of_files_is_named(tmp_path: Path, edition: MemoryEdition) -> None:
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(UsageError, match=MANIFEST):
        freeze(lambda: edition, tmp_path)


def test_a_link_that_leads_nowhere_stops_the_publication(edition: MemoryEdition) -> None:
    lost = MemoryEdition("Lost", all_items=edition.all_items, all_mentions=edition.all_mentions)
    lost.all_documents = edition.all_documents
    lost.all_items = [i for i in edition.all_items if i.id.startswith("1957-05-09")]
    with pytest.raises(DataError, match="1957-05-03-veresov-halden"):
        dict(walk(lost))


def test_pages_keep_their_budgets(files: dict[str, bytes]) -> None:
    assert len(files["assets/herewith.css"]) <= 15 * KB
    assert len(gzip.compress(files["assets/herewith.js"])) <= 25 * KB
    for path, body in files.items():
        if "/letter/" in path and path.endswith(".html"):
            assert len(gzip.compress(body)) <= 60 * KB, path


def test_hostile_texts_stay_text() -> None:
    made = dict(walk(hostile()))
    for path, body in made.items():
        assert ".." not in path.split("/")
        if not path.endswith(".html"):
            continue
        page = parser.fromstring(body.decode())
        sources = {s.get("src") for s in page.xpath("//script[not(@type='application/ld+json')]")}
        assert all(src and src.endswith("assets/herewith.js") for src in sources), path
        assert not page.xpath("//img | //iframe | //object | //embed | //b[text()='x']"), path
        for element in page.iter():
            for name in element.attrib:
                assert not name.startswith("on"), path
                assert name != "style", path
        for link in page.xpath("//@href | //@src | //@action"):
            assert not link.strip().lower().startswith(("javascript:", "data:", "//")), path
        assert "49" not in page.xpath("string(//h1)"), "a template ran in a text"


def test_word_lists_of_the_frozen_search_cannot_end_their_script() -> None:
    for path, body in walk(hostile()):
        if path.startswith("assets/search/"):
            assert b"</" not in body
            assert b"<!--" not in body
