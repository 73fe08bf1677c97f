"""What mentions mean, as cases in both languages (`tests/cases/references`).

A case names the language of the text that mentions, its day, kind, sender and addressee; then the
papers held, in the same order; then the text; then the words of each mention with its status. A
paper may have `no=` its number, `side=` department or post, and `carries=FROM:TO` for a letter that
it carries within itself. A text that announces a letter carries it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.case_files import blocks

from herewith.algorithms.references.candidates import Index
from herewith.algorithms.references.carried import Carried, find_carried
from herewith.algorithms.references.names import word_keys
from herewith.algorithms.references.papers import Paper
from herewith.algorithms.references.reading import find_mentions

CASES = Path(__file__).parents[1] / "cases" / "references"


def cases() -> Iterator[tuple[str, str, str, str]]:
    for path in sorted(CASES.glob("*.md")):
        for one, two, three, four in blocks(path, 4):
            yield "\n".join(one), "\n".join(two), "\n".join(three), "\n".join(four)


def card(
    name: str, order: int, day: str, kind: str, sender: str, addressee: str, *more: str
) -> Paper:
    extra = dict(part.split("=") for part in more)
    inside = extra.get("carries", "").split(":")
    language = "ru" if sender[0] > "z" else "en"
    known = datetime.date.fromisoformat(day)
    parties = word_keys(sender, language), word_keys(addressee, language)
    return Paper(
        id=name,
        source="box",
        order=order,
        language=language,
        day=known,
        days=(known,),
        kind=kind,
        sender=parties[0],
        addressee=parties[1],
        head=parties[0] | parties[1],
        place=frozenset(),
        opening=frozenset(),
        numbers=frozenset({("", extra["no"])} if "no" in extra else ()),
        sender_side=extra.get("side", ""),
        carried=Carried(0, word_keys(inside[0], language), word_keys(inside[1], language))
        if len(inside) == 2
        else None,
        title=f"{kind} from {sender} to {addressee}",
        named=(sender, addressee),
    )


@pytest.mark.parametrize(
    ("held", "text", "expected"), [pytest.param(h, t, e, id=n) for n, h, t, e in cases()]
)
def test_a_mention_means_what_is_expected(held: str, text: str, expected: str) -> None:
    first, *rest = held.splitlines()
    language, *own = first.split()
    writer = card("own", 50, *own)
    writer = replace(writer, carried=find_carried(text, language, {}))
    assert writer.language == language or language == "en"
    others = [card(row.split()[0], n * 3, *row.split()[1:]) for n, row in enumerate(rest)]
    found = find_mentions(text, writer, Index([writer, *others]))
    said = [
        f"{text[one.start : one.end]} | {one.resolution.status} {one.resolution.target or ''}".strip()
        for one in found
    ]
    wanted = expected.splitlines()
    assert len(wanted) == len(said), said
    for line, real in zip(wanted, said, strict=True):
        words, _, status = line.partition(" | ")
        assert words in real.partition(" | ")[0]
        assert status == real.partition(" | ")[2]
