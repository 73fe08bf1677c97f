"""A publication after a change makes the pages that show it, and no others."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from herewith.errors import DataError
from herewith.model.decision import Decision
from herewith.site.freeze import Frozen, freeze
from herewith.site.index import EditionIndex, Publication
from herewith.site.memory import Memory
from herewith.site.noting import Notebook, noting
from tests.site.editions import MemoryEdition

Change = Callable[[MemoryEdition], None]


def written(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def again(edition: MemoryEdition, root: Path) -> Frozen:
    """Published over what stands there, with the memory of it."""
    return freeze(lambda: edition, root / "site", memory=root / "memory.json")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, edition: MemoryEdition) -> Path:
    root = tmp_path_factory.mktemp("published")
    again(edition, root)
    return root


def test_a_publication_without_changes_makes_nothing(
    published: Path, edition: MemoryEdition
) -> None:
    memory = (published / "memory.json").read_bytes()
    made = again(edition, published)
    assert (made.made, made.written, made.removed) == (0, 0, 0)
    assert made.files == len(written(published / "site")) - 1
    assert (published / "memory.json").read_bytes() == memory


def title(edition: MemoryEdition) -> None:
    edition.all_items[0] = replace(edition.all_items[0], title="A letter of another title")


def reason(edition: MemoryEdition) -> None:
    one = edition.all_statements[len(edition.all_statements) // 2]
    at = edition.all_statements.index(one)
    edition.all_statements[at] = replace(one, because="For another reason.")


def decided(edition: MemoryEdition) -> None:
    about = edition.all_statements[3].id
    edition.all_decisions.append(
        Decision("d-99", about, "unsure", None, "An editor", "1990-01-31", "Not clear.")
    )


def fewer_mentions(edition: MemoryEdition) -> None:
    edition.all_mentions = edition.all_mentions[:-1]


def nothing_attested(edition: MemoryEdition) -> None:
    edition.all_attested = edition.all_attested[1:]


def later(edition: MemoryEdition) -> None:
    """A letter moves in the register."""
    edition.all_items[-1] = replace(edition.all_items[-1], date="1958-01-01")


def language(edition: MemoryEdition) -> None:
    edition.all_documents[1] = replace(edition.all_documents[1], complete=False, language="fr")


def renamed_file(edition: MemoryEdition) -> None:
    edition.all_sources[0] = replace(edition.all_sources[0], path="moved/elsewhere.txt")


def finding(edition: MemoryEdition) -> None:
    edition.all_comparisons[0] = replace(edition.all_comparisons[0], verdict="undetermined")


def other_words(edition: MemoryEdition) -> None:
    """A file reads otherwise at its end."""
    name = edition.all_sources[0].id
    edition.texts[name] = f"{edition.texts[name][:-1]}\N{BLACK CIRCLE}"


CHANGES = [
    *(title, reason, decided, fewer_mentions, nothing_attested, later, language),
    *(renamed_file, finding),
]


def test_after_changes_one_upon_another_nothing_stale_remains(
    tmp_path: Path, edition: MemoryEdition
) -> None:
    now = copy.deepcopy(edition)
    again(now, tmp_path)
    for n, change in enumerate(CHANGES):
        now = copy.deepcopy(now)
        change(now)
        try:
            whole = freeze(partial(copy.copy, now), tmp_path / f"whole-{n}")
        except DataError as error:
            pytest.fail(f"{change.__name__}: {error}")
        made = again(now, tmp_path)
        assert written(tmp_path / f"whole-{n}") == written(tmp_path / "site"), change.__name__
        assert 0 < made.written <= made.made < whole.files, change.__name__


def test_letters_of_a_file_stand_when_words_elsewhere_in_it_change(
    tmp_path: Path, edition: MemoryEdition
) -> None:
    again(edition, tmp_path)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "site" / "letter").iterdir()}
    now = copy.deepcopy(edition)
    other_words(now)
    made = again(now, tmp_path)
    assert 0 < made.made < 10
    assert before == {p: p.stat().st_mtime_ns for p in (tmp_path / "site" / "letter").iterdir()}


def test_a_file_that_is_gone_is_made_again(tmp_path: Path, edition: MemoryEdition) -> None:
    again(edition, tmp_path)
    before = written(tmp_path / "site")
    (tmp_path / "site" / "ru" / "about.html").unlink()
    assert again(edition, tmp_path).written == 1
    assert written(tmp_path / "site") == before


def test_another_way_of_publishing_makes_everything_anew(
    tmp_path: Path, edition: MemoryEdition
) -> None:
    first = again(edition, tmp_path)
    second = freeze(
        lambda: edition,
        tmp_path / "site",
        memory=tmp_path / "memory.json",
        publication=Publication(url="https://letters.example"),
    )
    assert second.made == first.files


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"key": 1}'])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "memory.json"
    path.write_text(damage)
    assert Memory.read(path, {}, Publication()) == Memory()


def test_a_kept_answer_is_noted_for_whoever_uses_it(edition: MemoryEdition) -> None:
    index = EditionIndex(edition)
    letter = str(edition.all_items[0].id)
    for _ in range(2):
        with index.notebook.noting() as asked:
            index.once("all", lambda: tuple(index.edition.gaps()))
            index.statements(letter)
            assert index.facts.get("nothing") is None
        assert asked >= {("gaps",), ("statements_about", letter), ("=facts", "nothing")}
        assert ("documents",) not in asked


def test_what_is_asked_within_is_not_noted_outside(edition: MemoryEdition) -> None:
    notebook = Notebook()
    noted = noting(edition, notebook)
    with notebook.noting() as outer:
        assert noted.title == edition.title
        with notebook.noting() as inner:
            noted.item("x")
    assert (outer, inner) == ({("title",)}, {("item", "x")})


def test_every_question_with_digests_is_one_of_the_edition() -> None:
    from herewith.model.edition import DigestedEdition
    from herewith.store.edition import LINKED, SINGLE, SqliteEdition

    assert issubclass(SqliteEdition, DigestedEdition)
    for question in (*LINKED, *SINGLE):
        assert callable(getattr(SqliteEdition, question))
