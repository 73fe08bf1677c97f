"""What pages are made of: links, texts cut for reading, fields, findings. Data, no wording.

Every record here is part of a page record (`herewith.site.pages`) and so of its JSON twin.
An `address` is relative to the edition, without language; an empty one means: nothing to open.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Block",
    "Cell",
    "Choice",
    "CitationBlock",
    "ComparisonCard",
    "DecisionRow",
    "Evidence",
    "Facet",
    "FieldRow",
    "FindingCard",
    "FindingMark",
    "Form",
    "GapBlock",
    "MapGap",
    "MapMark",
    "MentionRow",
    "Minimap",
    "Note",
    "Paragraph",
    "Picture",
    "Piece",
    "PlaceAt",
    "QuotationRow",
    "Reading",
    "Ref",
    "Row",
    "Said",
    "Sentence",
    "SideCoverage",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Ref:
    """A text with the page it opens. `language` is that of the text, `date` that of the letter."""

    text: str
    address: str = ""
    language: str | None = None
    date: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet or one column to sort by: how many letters, and whether it is on."""

    value: str
    address: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet (`language`, `kind`, `sender` …); `more` counts those not offered."""

    name: str
    choices: tuple[Choice, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a reading text in one state.

    `layers` are the kinds of the layers over them (`struck`, `inserted`, `hand`, `unclear`,
    `indistinct`, `withheld`), `doubtful` says that a layer is not obeyed, `why` gives the
    reasons of the layers. `link` is `mention`, `quotation` or empty, `address` what it opens.
    `note` is the number of a footnote called after the piece, or 0.
    """

    text: str
    layers: tuple[str, ...] = ()
    doubtful: bool = False
    why: str = ""
    link: str = ""
    address: str = ""
    note: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a whole paragraph where nothing has cut it. `anchor` is its lasting address."""

    anchor: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a part of one: `opens` says whether its beginning is here.

    `lines` says that line ends in it are the writer's and not the typist's.
    `page` is the page that begins with it, if one does.
    """

    role: str
    opens: bool
    lines: bool
    page: int | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class GapBlock:
    """Text that is not held: `kind` is `page`, `words`, `withheld` or `end`."""

    anchor: str
    kind: str
    page: int | None
    words: int | None
    why: str
    explain: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a gap, in reading order; exactly one of the two is given."""

    paragraph: Paragraph | None
    gap: GapBlock | None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of the delivered page: its number here, its words, and where it is called."""

    number: int
    text: str
    called: bool
    why: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The image of a page: its address from the site's root, its size in dots where it is known.

    `page` is the page's number in the file, `label` its own number, `source` the path of the file.
    """

    page: int
    label: str
    address: str
    width: int | None
    height: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One text for reading: all of a document, or the part that testifies to an item.

    `pictures` are the images of the pages on which it stands, where there are any.
    """

    document: str
    address: str
    siglum: str
    role: str
    language: str | None
    heading: str | None
    words: int
    complete: bool
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One form in which a letter is held: a witness, with what it is and why it stands here."""

    siglum: str
    role: str
    language: str | None
    base: bool
    document: str
    address: str
    source: Ref
    pages: tuple[int, ...]
    attributes: tuple[tuple[str, str], ...]
    words: int
    complete: bool
    gaps: int
    partial: bool
    because: str
    status: str
    explain: str
    claims: tuple[Ref, ...]
    """What the paper itself says about other texts, each with its explanation."""
    everything: str
    """Where everything said about its document is listed."""


@dataclass(frozen=True, slots=True)
class Words:
    """Coverage as two counts of words: `held` all of them, `counted` those that took part."""

    held: int
    counted: int


@dataclass(frozen=True, slots=True)
class SideCoverage:
    """One side of a facing text: which witness, and how much of it has a counterpart."""

    siglum: str
    role: str
    language: str | None
    address: str
    words: Words
    sentences: int
    aligned_sentences: int
    orphans: int
    not_held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row. `absent` says why it is empty.

    `absent` is empty where there is text, else `no_counterpart`, `gap` (the text is not held
    here) or `gap_continued`; `gap` is given in the row where a gap begins.
    """

    paragraphs: tuple[Paragraph, ...]
    absent: str
    gap: GapBlock | None


@dataclass(frozen=True, slots=True)
class FindingMark:
    """A finding that touches a row, in short."""

    cls: str
    facet: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One bead as a row: both sides, how sure the pairing is, and what was found here.

    `kind` is that of the bead (`match`, `omitted`, `added`, `gap`, `moved`, `furniture`), or
    `unpaired` for sentences in no bead. `doubtful` pairings are shown as such, with `reasons`;
    so are sentences without counterpart if other versions have it otherwise (`contradicted`).
    """

    anchor: str
    kind: str
    source: Cell
    target: Cell
    doubtful: bool
    reasons: tuple[str, ...]
    status: str
    explain: str
    findings: tuple[FindingMark, ...]
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a delivered file: line from 1, half-open code points, and the words around.

    `address` opens the page of the file, `reading` the document at that place, if one has it.
    """

    source: str
    path: str
    address: str
    reading: str
    line: int | None
    start: int
    end: int
    before: str
    quote: str
    after: str
    language: str | None
    page: int | None = None
    """Page of the file, from 1, where its format has pages."""


@dataclass(frozen=True, slots=True)
class CitationBlock:
    """How a letter, or one form of it, is cited; pieces are `(words, whether in italics)`.

    `version` is the version in which the letter last changed, empty for a working copy. `files`
    are pairs of a format and an address. `meta` and `json_ld` say the same to machines; the JSON
    twin leaves them out.
    """

    chicago: tuple[tuple[str, bool], ...]
    bibliography: tuple[tuple[str, bool], ...]
    frus: tuple[tuple[str, bool], ...]
    gost: tuple[tuple[str, bool], ...]
    version: str
    files: tuple[tuple[str, str], ...]
    meta: tuple[tuple[str, str], ...]
    json_ld: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """An editor's word on a statement. `current` says whether it is in force."""

    id: str
    judgement: str
    value: str
    by: str
    on: str
    because: str
    place: str
    current: bool


@dataclass(frozen=True, slots=True)
class PlaceAt:
    """Where evidence stands: line and page from 1, half-open code points, and where it is read.

    `path` and `address` name the file where it is not that of the document on this page.
    """

    path: str
    address: str
    page: int | None
    line: int | None
    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement where it is shown: its reason, maker, rule and evidence, and what editors say.

    `value` and `quotes` are left out where the row that has the statement shows them.
    """

    anchor: str
    id: str
    property: str
    value: str
    original_value: str
    status: str
    certainty: float
    because: str
    rule: str
    stage: str
    quotes: tuple[str, ...]
    places: tuple[PlaceAt, ...]
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of the register: its value, how it was read, and where it is explained.

    `page` is the page of the person or place it names, or empty. `said` is the statement where
    this page is the one that explains it; else `explain` is where it is explained.
    """

    name: str
    value: str
    detail: str
    quotes: tuple[str, ...]
    status: str
    because: str
    explain: str
    page: str = ""
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class ComparisonCard:
    """A comparison in short: verdict, coverage of both sides, and counts by class."""

    address: str
    verdict: str
    a: SideCoverage
    b: SideCoverage
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FindingCard:
    """A finding with both stretches, a few words of context around them, and its reason."""

    id: str
    anchor: str
    cls: str
    facet: str
    severity: str
    a_before: str
    a: str
    a_after: str
    a_address: str
    b_before: str
    b: str
    b_after: str
    b_address: str
    reason: str
    rule: str
    status: str
    origin: Ref
    explain: str
    cause: str = ""
    gloss: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True)
class MapMark:
    """A finding on both bars: thousandths at which it begins, and how many it takes."""

    anchor: str
    cls: str
    facet: str
    a_at: int
    a_size: int
    b_at: int
    b_size: int


@dataclass(frozen=True, slots=True)
class MapGap:
    """A stretch that was not compared. `side` is `a` or `b`; `address` is where it is read."""

    anchor: str
    side: str
    at: int
    words: int | None
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class Minimap:
    """Both texts as bars. `ticks` are the places of form and those found the same, on each bar."""

    marks: tuple[MapMark, ...]
    ticks: tuple[tuple[int, int], ...]
    gaps: tuple[MapGap, ...]


@dataclass(frozen=True, slots=True)
class MentionRow:
    """Words that point to another item, with those around them, and what they were found to mean."""

    anchor: str
    before: str
    text: str
    after: str
    language: str | None
    at: Ref
    status: str
    target: Ref | None
    candidates: tuple[Ref, ...]
    because: tuple[str, ...]
    explain: str
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """Quoted words: verbatim or not, and whether they stand where it is said."""

    text: str
    language: str | None
    at: Ref
    verbatim: str
    place: str
    target: Ref | None
    differences: tuple[tuple[str, str], ...]
    reason: str
    explain: str
    said: Said | None = None
