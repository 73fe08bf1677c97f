"""Conservation: every delivered character is given out exactly once, whatever is delivered.

On any bytes, any stream, any encoded file, and under any decisions of editors.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from herewith.algorithms.reconstruct.rulings import Rulings
from herewith.errors import DataError
from herewith.formats.reading import read_bytes
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct

PARAGRAPHS = (
    "Dear Mr. Holm:",
    "The lamps will be paid for in equal parts by both offices, and each of them keeps a list of "
    "the hours at which they were lit and of the oil that was burnt in the winter.",
    "the hours at which they were lit and of the oil that was burnt in the winter by both",
    "Мы внимательно изучили предложения, которые содержатся в Вашем письме, и готовы принять их.",
    "Sincerely,",
    "P. Orlin",
    "March 3, 1959",
    "SECRET",
    "- 2 -",
    "3.",
    "lit and",
    "DECLASSIFIED",
    "## A HEAD",
    "~~struck~~ and *hand*",
    "\f",
    "",
)
STREAMS = st.lists(st.sampled_from(PARAGRAPHS), max_size=16).map("\n\n".join)

ELEMENTS = (
    "<p>The lamps are lit.</p>",
    '<pb n="7"/>',
    "<note n='1'>By night.</note>",
    "<head>1. Letter</head>",
    "<div type='document' xml:id='d1'><p>One.</p></div>",
    "<floatingText><body><p>Within.</p></body></floatingText>",
    "<fw type='catch'>lit</fw>",
    "<opener><dateline>Port, <date when='1959-03-03'>March 3</date></dateline></opener>",
    "text &amp; text",
    "<list><item>1</item></list>",
    "<del>no</del><add>yes</add><gap reason='lost'/>",
)
ENCODED = st.lists(st.sampled_from(ELEMENTS), max_size=10).map(
    lambda parts: (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
        f"<div type='document'>{''.join(parts)}</div></body></text></TEI>"
    )
)


def check(delivered: Delivered, rulings: Any = None) -> None:
    found = reconstruct(delivered, rulings) if rulings is not None else reconstruct(delivered)
    counts = [0] * len(delivered.text)
    stretches = [(p.start, p.end) for d in found.documents for p in d.passages]
    stretches += [(f.start, f.end) for f in found.furniture]
    stretches += [twin.other for twin in found.duplicates]
    for start, end in stretches:
        assert 0 <= start < end <= len(counts)
        for at in range(start, end):
            counts[at] += 1
    assert counts == [1] * len(counts)
    for document in found.documents:
        for run in document.runs:
            assert 0 <= run.start < run.end <= len(document.text)


def read_if_possible(data: bytes) -> Delivered | None:
    try:
        return read_bytes(data, shown="x", source_id="x")
    except DataError:
        return None  # Refused with its problems; see the tests of reading.


@given(st.binary(max_size=400))
def test_nothing_is_lost_of_any_bytes(data: bytes) -> None:
    delivered = read_if_possible(data)
    if delivered is not None:
        check(delivered)


@given(st.binary(max_size=60), STREAMS)
def test_nothing_is_lost_of_a_stream_with_any_bytes_in_it(data: bytes, text: str) -> None:
    half = len(text) // 2
    delivered = read_if_possible(text[:half].encode() + data + text[half:].encode())
    if delivered is not None:
        check(delivered)


@given(ENCODED)
def test_nothing_is_lost_of_an_encoded_file(text: str) -> None:
    delivered = read_if_possible(text.encode())
    if delivered is not None:
        check(delivered)


PLACES = st.integers(0, 10_000)


@st.composite
def rulings(draw: st.DrawFn, text: str) -> Rulings:
    """Any decisions about places of a text, however little sense they make."""

    def offset() -> int:
        return draw(PLACES) % max(1, len(text))

    def stretch() -> tuple[int, int]:
        start = offset()
        return start, min(len(text), start + 1 + draw(st.integers(0, 60)))

    return Rulings(
        starts=frozenset(offset() for _ in range(draw(st.integers(0, 2)))),
        goes_on=frozenset(offset() for _ in range(draw(st.integers(0, 2)))),
        pages=frozenset(offset() for _ in range(draw(st.integers(0, 1)))),
        no_pages=frozenset(offset() for _ in range(draw(st.integers(0, 1)))),
        furniture=tuple((*stretch(), "stamp") for _ in range(draw(st.integers(0, 2)))),
        text=tuple(stretch() for _ in range(draw(st.integers(0, 2)))),
        readings=tuple((*stretch(), "read so") for _ in range(draw(st.integers(0, 1)))),
        same_page=tuple((offset(), offset()) for _ in range(draw(st.integers(0, 1)))),
        own_page=tuple(offset() for _ in range(draw(st.integers(0, 1)))),
        follows=tuple((offset(), offset()) for _ in range(draw(st.integers(0, 2)))),
        gaps=tuple((offset(), None, 9) for _ in range(draw(st.integers(0, 1)))),
        duplicates=tuple((stretch(), stretch()) for _ in range(draw(st.integers(0, 1)))),
    )


@given(st.data(), st.one_of(STREAMS, ENCODED))
def test_nothing_is_lost_whatever_editors_decide(data: st.DataObject, text: str) -> None:
    delivered = read_if_possible(text.encode())
    if delivered is not None and delivered.text:
        check(delivered, data.draw(rulings(delivered.text)))
