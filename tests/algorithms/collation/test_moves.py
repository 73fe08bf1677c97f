"""Where a move begins and ends, when its words were changed as well."""

from __future__ import annotations

import pytest

from herewith.algorithms.collation import WitnessText, collate

HEAD = "The envoy has told the Council of what was seen in the port on Monday."
MIDDLE = "Nothing has been heard since then from the two captains who were sent south."
TAIL = "We remain at the disposal of the Regent for whatever he may wish to ask."
BLOCK = "seven grey launches crossed the bar before dawn under a foreign flag"


def moved(block: str) -> list[str]:
    """The words of the one move, in A and in B, where B has the block elsewhere."""
    a = WitnessText("A", f"{HEAD} {BLOCK} ; {MIDDLE} {TAIL}")
    b = WitnessText("B", f"{HEAD} {MIDDLE} {block} ; {TAIL}")
    found = collate([a, b])
    (move,) = found.moves
    out = []
    for siglum in "AB":
        witness = found.graph.sigla.index(siglum)
        for low, high in ((move.low, move.high), (move.other_low, move.other_high)):
            cells = found.graph.table[low:high, witness]
            out += [" ".join(found.graph.tokens[witness].texts[n] for n in cells if n >= 0)]
    return [text.removesuffix(" ;") for text in out if text]


@pytest.mark.parametrize(
    "changed",
    [
        BLOCK,
        BLOCK.replace("grey", "of the grey"),
        BLOCK.replace("seven grey", "eight grey"),
        BLOCK.replace("foreign", "friendly"),
        BLOCK.replace("a foreign flag", "the flag"),
        BLOCK.replace("bar before", "before"),
    ],
)
def test_a_move_reaches_to_its_ends_across_changed_words(changed: str) -> None:
    assert moved(changed) == [BLOCK, changed]


def test_words_added_beside_a_move_are_no_part_of_it() -> None:
    text = f"{BLOCK} as the keeper of the light told us"
    a, b = moved(text)
    assert (a, b.startswith(BLOCK)) == (BLOCK, True)
    assert "keeper" not in b
