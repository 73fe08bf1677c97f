"""Several decisions appended at once, and editors who disagree."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.decisions import append, append_all, read_decisions
from herewith.errors import UsageError
from herewith.model.decision import Decision, disagreements


def draft(target: str, judgement: str = "accept", by: str = "EB") -> Decision:
    return Decision("", target, judgement, None, by, "1990-01-31", "seen")  # type: ignore[arg-type]


def test_several_decisions_are_written_in_their_order_each_with_its_id(tmp_path: Path) -> None:
    append(tmp_path, "decisions.toml", lambda _: draft("a"))
    done = append_all(tmp_path, "decisions.toml", lambda _: [draft("b"), draft("b"), draft("c")])
    read = read_decisions(tmp_path)
    assert [d.target for d in read.decisions] == ["a", "b", "b", "c"]
    assert [d.id for d in read.decisions[1:]] == [d.id for d in done]
    assert len({d.id for d in read.decisions}) == 4, "the same word said twice has two ids"
    assert read.problems == ()


def test_nothing_to_append_leaves_no_file(tmp_path: Path) -> None:
    assert append_all(tmp_path, "decisions.toml", lambda _: []) == ()
    assert list(tmp_path.iterdir()) == []


def test_of_several_decisions_either_all_are_written_or_none(tmp_path: Path) -> None:
    append(tmp_path, "decisions.toml", lambda _: draft("a"))
    before = (tmp_path / "decisions.toml").read_bytes()
    with pytest.raises(UsageError):
        append_all(tmp_path, "decisions.toml", lambda _: [draft("b"), draft("half \ud800")])
    assert (tmp_path / "decisions.toml").read_bytes() == before


def test_who_agrees_again_no_longer_disagrees() -> None:
    words = [draft("a"), draft("a", "reject", "MK"), draft("a", "accept", "MK")]
    named = [Decision(f"d-{n}", *_rest(word)) for n, word in enumerate(words)]
    assert disagreements(named[:2])["a"] == tuple(named[:2])
    assert disagreements(named) == {}


def test_the_word_in_force_stands_last_among_those_that_differ() -> None:
    words = [draft("a"), draft("a", "reject", "MK"), draft("a", "unsure")]
    named = [Decision(f"d-{n}", *_rest(word)) for n, word in enumerate(words)]
    assert [d.id for d in disagreements(named)["a"]] == ["d-1", "d-2"]


def _rest(word: Decision) -> tuple[str, object, object, str, str, str]:
    return word.target, word.judgement, word.value, word.by, word.on, word.because
