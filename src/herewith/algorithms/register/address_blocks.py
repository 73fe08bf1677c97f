"""The block of lines that names the addressee: form of address, name, office.

It stands at the foot of a letter, or, in Russian letters, at the foot of the first page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from herewith.algorithms.register.page import Found, Line
from herewith.languages.titles import is_person_like, without_title
from herewith.model.register import Party

__all__ = ["read_address_block"]

ALONE = re.compile(
    r"(?:(?:to\s+)?(?:his|her)\s+excellency|(?:to\s+)?the\s+hon(?:ou?rable|\.)?|его\s+превосходительству"
    r"|е[её]\s+превосходительству|господину|госпоже|товарищу)\W*",
    re.I,
)
"""A form of address that fills the line over the name."""
TITLED = re.compile(
    r"(?:(?:his|her)\s+excellency|the\s+hon(?:ou?rable|\.)|его\s+превосходительству|господину|госпоже"
    r"|г-ну|г-же|товарищу|тов\.)\s+(?=[A-ZÀ-ÞА-ЯЁ])",
    re.I,
)
"""A form of address before the name."""


def read_address_block(lines: Sequence[Line]) -> Iterator[Found[Party]]:
    """The person of the first address block among some lines; a name alone is no block.

    >>> block = (Line(0, 0, 14, "His Excellency"), Line(1, 15, 28, "Adrian Reed,"))
    >>> [found.value.name for found in read_address_block(block)]
    ['Adrian Reed']
    """
    for before, line in zip((None, *lines), lines, strict=False):
        titled = TITLED.match(line.text)
        if titled is None and (before is None or not ALONE.fullmatch(before.text)):
            continue
        begin = titled.end() if titled else 0
        name = line.text[begin:].split(",")[0].strip()
        plain = without_title(name)
        if len(re.findall(r"[^\W\d_]+", plain)) > 1 and is_person_like(plain):
            start = line.start + line.text.index(name, begin)
            party = Party(name, "person", normal=plain)
            yield Found(party, start, start + len(name), "address_block", 0.9)
            return
