"""Page records: what each page says, before any wording. Documented in `docs/site.md`.

A view makes one of these from the edition; a template shows it; its JSON twin is its encoding.
Lists are in the order in which they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from herewith.site.collection_pages import (
    ContradictionsPage,
    PairRow,
    ReleasesPage,
    SharedPage,
    SharingPage,
)
from herewith.site.parts import (
    Choice,
    CitationBlock,
    ComparisonCard,
    Evidence,
    Facet,
    FieldRow,
    FindingCard,
    Form,
    GapBlock,
    MentionRow,
    Minimap,
    Picture,
    QuotationRow,
    Reading,
    Ref,
    Row,
    Said,
    SideCoverage,
    Words,
)
from herewith.site.quotation_pages import QuotationsPage
from herewith.site.search_pages import SearchPage

__all__ = [
    "PAGES",
    "AboutPage",
    "Account",
    "ActivityRow",
    "AttestedPage",
    "AttestedRow",
    "ClaimRow",
    "CollationPage",
    "ComparisonPage",
    "CompletenessPage",
    "DocumentPage",
    "DuplicateRow",
    "ExchangeDay",
    "ExchangeEntry",
    "ExchangePage",
    "ExchangeRow",
    "ExchangesPage",
    "ExplainPage",
    "Extent",
    "Facing",
    "FacingPage",
    "FurnitureRow",
    "GapRow",
    "HolderRow",
    "HoldingsPage",
    "Lacks",
    "Leaf",
    "LeafLines",
    "LetterPage",
    "MissingPage",
    "Moment",
    "NamePage",
    "NameRow",
    "OfficePage",
    "PageRow",
    "PatternsPage",
    "PeoplePage",
    "ProblemRow",
    "ReadingRow",
    "ReferenceLink",
    "ReferenceNode",
    "ReferencesPage",
    "RegisterPage",
    "RegisterRow",
    "SearchPage",
    "SourcePage",
    "SourceRow",
    "StretchRow",
    "VariationCard",
    "VersionRow",
    "VersionsPage",
    "WitnessCoverage",
]


@dataclass(frozen=True, slots=True)
class Lacks:
    """What the edition does not have: counts, each with a page of its own."""

    gaps: int
    gap_words: int
    incomplete: int
    attested: int
    undated: int
    problems: int


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One letter in the register. `date` is EDTF; `roles` and `languages` are of its witnesses."""

    item: str
    address: str
    title: str
    date: str
    kind: str | None
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    languages: tuple[str, ...]
    roles: tuple[str, ...]
    complete: bool
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The register, home of the edition: letters as rows, sorted by a column, one facet at a time.

    `facet` and `value` name the facet that is on, or are empty. `shown` counts the letters of
    the facet, of which this page shows part `part` of `parts`.
    """

    title: str
    sort: str
    facet: str
    value: str
    sorts: tuple[Choice, ...]
    facets: tuple[Facet, ...]
    everything: str
    total: int
    shown: int
    part: int
    parts: tuple[str, ...]
    rows: tuple[RegisterRow, ...]
    lacks: Lacks


@dataclass(frozen=True, slots=True)
class Facing:
    """Two witnesses side by side, one row for each bead."""

    bitext: str
    address: str
    verdict: str
    source: SideCoverage
    target: SideCoverage
    doubtful: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter with every form in which it is held.

    `facing` is the first bitext (the base with its fullest translation), `facings` the addresses
    of all. `readings` are the forms that `facing` does not show; where they are too long for one
    page they are left to the pages of their documents (`elsewhere`). `statements` are those about
    the letter, and about a document that is read here, that no field shows.
    """

    item: str
    title: str
    kind: str | None
    date: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    aliases: tuple[str, ...]
    forms: tuple[Form, ...]
    comparisons: tuple[ComparisonCard, ...]
    facing: Facing | None
    facings: tuple[Ref, ...]
    notes: tuple[Reading, ...]
    readings: tuple[Reading, ...]
    elsewhere: tuple[Ref, ...]
    collations: tuple[Ref, ...]
    fields: tuple[tuple[str, tuple[FieldRow, ...]], ...]
    mentions: tuple[MentionRow, ...]
    mentioned_by: tuple[MentionRow, ...]
    quotations: tuple[QuotationRow, ...]
    quoted_by: tuple[QuotationRow, ...]
    exchanges: tuple[Ref, ...]
    shared: tuple[PairRow, ...]
    earlier: Ref | None
    later: Ref | None
    statements: tuple[Said, ...]
    citation: CitationBlock


@dataclass(frozen=True, slots=True)
class FacingPage:
    """A bitext of a letter on a page of its own."""

    item: Ref
    facing: Facing
    notes: tuple[Reading, ...]
    facings: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One document alone: its text, its register entry, and the letter it testifies to."""

    document: str
    item: Ref | None
    siglum: str
    role: str
    source: Ref
    pages: tuple[int, ...]
    attributes: tuple[tuple[str, str], ...]
    reading: Reading
    fields: tuple[FieldRow, ...]
    mentions: tuple[MentionRow, ...]
    quotations: tuple[QuotationRow, ...]
    quoted_by: tuple[QuotationRow, ...]
    statements: tuple[Said, ...]
    citation: CitationBlock | None


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """A comparison of two witnesses: coverage, verdict, findings of substance, then the rest.

    `statement` is the certificate as the comparison made it. `findings` come by class
    (`substance`, `undetermined`, `nuance`, `form`, `none`) and within it in reading order.
    `certificates` are names and addresses of its files.
    """

    comparison: str
    item: Ref | None
    a: SideCoverage
    b: SideCoverage
    verdict: str
    statement: str
    counts: tuple[tuple[str, int], ...]
    findings: tuple[FindingCard, ...]
    basis: Ref
    packs: tuple[str, ...]
    digests: tuple[str, str]
    explain: str
    state: str = ""
    signature: str = ""
    signed: str = ""
    claims: tuple[Ref, ...] = ()
    map: Minimap | None = None
    certificates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WitnessCoverage:
    """How much of a witness took part in a collation, and its gaps as `(words, page, why)`."""

    siglum: str
    role: str
    language: str | None
    address: str
    words: Words
    lacunae: tuple[tuple[int | None, int | None, str], ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One reading of a variation: who has it, what it is, and a page where it stands."""

    sigla: tuple[str, ...]
    text: str
    state: str
    lemma: bool
    address: str


@dataclass(frozen=True, slots=True)
class VariationCard:
    """A place where witnesses differ, with the words of the base around it."""

    id: str
    anchor: str
    cls: str
    kind: str
    severity: str
    before: str
    after: str
    readings: tuple[ReadingRow, ...]
    reason: str
    status: str
    explain: str


@dataclass(frozen=True, slots=True)
class CollationPage:
    """The apparatus of a letter's witnesses in one language, form folded."""

    collation: str
    item: Ref | None
    language: str | None
    base: str
    agreements: int
    coverage: tuple[WitnessCoverage, ...]
    variations: tuple[VariationCard, ...]
    moves: tuple[VariationCard, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Where the characters of a source went. `nowhere` is 0 unless something is wrong."""

    documents: int
    furniture: int
    duplicates: int
    nowhere: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One delivered file and what became of it."""

    source: str
    address: str
    path: str
    media_type: str
    encoding: str | None
    encoding_certainty: float
    sha256: str
    bytes: int
    chars: int
    lines: int
    pages: tuple[int, ...]
    account: Account
    documents: tuple[Ref, ...]
    furniture: tuple[tuple[str, int], ...]
    duplicates: int
    gaps: int
    states: tuple[tuple[str, int], ...] = ()
    """Of a source whose format has pages: how many pages are in each state."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of a source whose format has pages, whether or not it could be read.

    `where` says what became of its characters: pairs of `document`, a kind of furniture,
    `duplicate` or `nowhere`, and how many. `image` names where the page can be seen.
    """

    n: int
    anchor: str
    label: str
    state: str
    why: str
    confidence: float | None
    rotation: int
    languages: str
    image: str
    lines: int
    where: tuple[tuple[str, int], ...]
    documents: tuple[Ref, ...]
    explain: str


@dataclass(frozen=True, slots=True)
class LeafLines:
    """Following lines of a page that went to one place: `kind` and `document` as in `StretchRow`."""

    first: int
    last: int
    text: str
    kind: str
    document: Ref | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with its image, if there is one, and its lines.

    `rotation` is by how many degrees clockwise the image must be turned to be upright; `turned` by
    how many the image that is shown was turned.
    """

    n: int
    label: str
    state: str
    rotation: int
    turned: int
    picture: Picture | None
    lines: tuple[LeafLines, ...]


@dataclass(frozen=True, slots=True)
class StretchRow:
    """Following lines of a source that went to one place; `page` where its format has pages.

    `kind` is `document`, a kind of furniture, `duplicate` or `nowhere`.
    """

    first: int
    last: int
    page: int | None
    kind: str
    document: Ref | None


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap, the document that has it, and the words on either side of it."""

    document: Ref
    gap: GapBlock
    after: str
    before: str
    language: str | None


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem of the last run, with the page of its file where we have one."""

    code: str
    severity: str
    message: str
    place: str
    hint: str
    address: str


@dataclass(frozen=True, slots=True)
class HoldingsPage:
    """Every delivered file accounted for, every gap, every problem."""

    sources: tuple[SourceRow, ...]
    gaps: tuple[GapRow, ...]
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class FurnitureRow:
    """A stretch that belongs to the page and not to the text, with the statement that says so."""

    id: str
    anchor: str
    kind: str
    page: int | None
    line: int
    start: int
    end: int
    quote: str
    why: str
    said: Said | None


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """A stretch that repeats another, and how the two differ."""

    id: str
    anchor: str
    relation: str
    kept: Evidence
    other: Evidence
    differences: tuple[tuple[str, str], ...]
    why: str
    explain: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One delivered file: its documents, pages, furniture, duplicates, gaps and problems.

    `stretches` account for every line, `sheets` for every page, `statements` for everything said
    that no row shows; `leaves` show the pages where any has an image. Long lists are given part by part, everything else on the first part; blank
    space and markup are only counted (in `source.furniture`) and not listed.
    `furniture_total` counts what is listed.
    """

    source: SourceRow
    gaps: tuple[GapRow, ...]
    duplicates: tuple[DuplicateRow, ...]
    furniture_total: int
    furniture: tuple[FurnitureRow, ...]
    part: int
    parts: tuple[str, ...]
    problems: tuple[ProblemRow, ...]
    sheets: tuple[PageRow, ...] = ()
    stretches: tuple[StretchRow, ...] = ()
    statements: tuple[Said, ...] = ()
    leaves: tuple[Leaf, ...] = ()


@dataclass(frozen=True, slots=True)
class AttestedRow:
    """A letter known only from others, with the words that attest it."""

    id: str
    anchor: str
    description: str
    date: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    status: str
    attested_status: str
    searched: str
    rule: str
    request: str
    evidence: tuple[Evidence, ...]
    attested_by: tuple[Ref, ...]
    explain: str
    statements: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class AttestedPage:
    """Everything attested and not held, part by part; `total` counts all."""

    rows: tuple[AttestedRow, ...]
    total: int = 0
    part: int = 1
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameRow:
    """One place of the register where a name stands: as what, in which words, and why."""

    item: Ref
    side: str
    value: str
    quotes: tuple[str, ...]
    status: str
    because: str
    explain: str


@dataclass(frozen=True, slots=True)
class NamePage:
    """One person or place. `kind` is `person` or `place`.

    `told` are the texts that name them, those of this part of the page.
    """

    kind: str
    key: str
    name: str
    offices: tuple[str, ...]
    total: int
    rows: tuple[NameRow, ...]
    namesakes: tuple[NameRow, ...]
    told_total: int
    told: tuple[NameRow, ...]
    part: int
    parts: tuple[str, ...]
    posts: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """All people, offices and places that are named, and the names that the register leaves open.

    The first part has the former; `open` are the names of this part, `open_total` counts all.
    """

    people: tuple[Choice, ...]
    places: tuple[Choice, ...]
    open: tuple[NameRow, ...]
    offices: tuple[Choice, ...] = ()
    open_total: int = 0
    part: int = 1
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A holder of an office: his term as EDTF where a list has it, and his papers in it.

    `address` leads to his page, or is empty where the register does not name him. `sent` counts
    what he sent or signed in the office, `received` what he received.
    """

    name: str
    address: str
    first: str
    last: str
    sent: int
    received: int


@dataclass(frozen=True, slots=True)
class OfficePage:
    """One office of the register: its holders and their terms, and the papers that name it."""

    key: str
    name: str
    holders: tuple[HolderRow, ...]
    total: int
    rows: tuple[NameRow, ...]
    part: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of completeness: who makes it in what words, what is held, and the verdict."""

    where: Ref
    anchor: str
    words: str
    language: str | None
    claim: str
    count: int | None
    held: int
    attested: int
    verdict: str
    because: str
    status: str
    explain: str


@dataclass(frozen=True, slots=True)
class Extent:
    """The days that a delivered file spans, and what lies before, after and outside of it.

    Letters are counted once, whatever their number of witnesses. `outside` are held in other
    files and of the same days.
    """

    source: Ref
    letters: int
    first: str
    last: str
    before: int
    after: int
    outside: int
    attested: int


@dataclass(frozen=True, slots=True)
class AroundRow:
    """A paper that lies around a delivered file and is not in it.

    `side` is `before` or `after` its days, `outside` (of its days, in other files only) or
    `attested` (of its days, and not held).
    """

    file: Ref
    side: str
    paper: Ref


@dataclass(frozen=True, slots=True)
class CompletenessPage:
    """What the papers claim of their completeness, and how far each delivered file reaches.

    `around` are the papers around the files, those of this part of the page; where these would be
    very many, only of the files that claim something. `around_count` counts them all.
    """

    claims: tuple[ClaimRow, ...]
    extents: tuple[Extent, ...]
    around: tuple[AroundRow, ...]
    around_count: int
    part: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceNode:
    """A letter in the drawing: its lane (who wrote it) and its row (its place in time), from 0."""

    letter: Ref
    sender: str
    lane: int
    row: int


@dataclass(frozen=True, slots=True)
class ReferenceLink:
    """From one letter to another. `kind`: `answers`, `mentions`, `quotes` or `crosses`.

    `from_row`, `from_lane`, `to_row` and `to_lane` are the ends in the drawing, -1 where an end
    is on another part of the page. Letters that cross have no words that link them.
    """

    kind: str
    source: Ref
    target: Ref
    words: str
    language: str | None
    because: tuple[str, ...]
    explain: str
    from_row: int
    from_lane: int
    to_row: int
    to_lane: int


@dataclass(frozen=True, slots=True)
class ReferencesPage:
    """Who answers, mentions and quotes what: a drawing of the letters in time, and lists.

    Letters that neither link nor are linked are left out and counted in `alone`.
    """

    lanes: tuple[str, ...]
    nodes: tuple[ReferenceNode, ...]
    links: tuple[ReferenceLink, ...]
    counts: tuple[tuple[str, int], ...]
    alone: int
    part: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """An exchange in the list of all: who, how many papers, from when to when."""

    address: str
    names: tuple[str, str]
    held: int
    attested: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class ExchangesPage:
    """All pairs of correspondents who exchanged two papers or more, the longest first."""

    rows: tuple[ExchangeRow, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to a letter: it was written, received or broadcast.

    `date` is EDTF as the register has it; `local` are the times shown by the clocks of both
    ends, empty where a zone or the hour is not known. `point` and `words` are places in the
    drawing, from its top: of the point on the lane, and of what is written beside it.
    """

    kind: str
    date: str
    local: tuple[str, str]
    side: int
    point: int
    words: int


@dataclass(frozen=True, slots=True)
class ExchangeEntry:
    """A letter of an exchange, held or attested; `side` (0 or 1) is the end that wrote it.

    `answers` and `crosses` name other letters of the exchange; `carried` is the telegram that
    carries it. `status` says of an attested letter in what way it is not held.
    """

    anchor: str
    letter: Ref
    side: int
    kind: str | None
    held: bool
    status: str
    roles: tuple[str, ...]
    moments: tuple[Moment, ...]
    answers: tuple[Ref, ...]
    crosses: tuple[Ref, ...]
    carried: Ref | None


@dataclass(frozen=True, slots=True)
class ExchangeDay:
    """A day in the drawing. `hours` are `(place, local time at one end, at the other)`.

    `skipped` counts the days without letters before it.
    """

    date: str
    top: int
    height: int
    skipped: int
    hours: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class ExchangePage:
    """The letters between two correspondents in time: a drawing, and the same as a table.

    `ends` are the two correspondents, `seats` the places from which they mostly write and `zones`
    the names of their local times, empty where they are not known. `undated` have no day and
    stand beneath.
    """

    ends: tuple[Ref, Ref]
    seats: tuple[str, str]
    zones: tuple[str, str]
    held: int
    attested: int
    first: str
    last: str
    height: int
    days: tuple[ExchangeDay, ...]
    entries: tuple[ExchangeEntry, ...]
    undated: tuple[ExchangeEntry, ...]
    part: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A stage as it ran."""

    stage: str
    version: str
    settings_digest: str
    inputs_digest: str


@dataclass(frozen=True, slots=True)
class ExplainPage:
    """Everything said about one subject, statement by statement, part by part."""

    subject: str
    about: Ref | None
    total: int
    part: int
    parts: tuple[str, ...]
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What this edition is, how it was made, and what it does not do.

    `limits` are keys of sentences in the template; `counts` name what the edition holds.
    """

    title: str
    version: str
    rules: str
    counts: tuple[tuple[str, int], ...]
    activities: tuple[ActivityRow, ...]
    decisions: int
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version: its name, day and digest, and the letters that were new, changed or gone.

    `folder` is the folder of the published site in which it stands whole.
    """

    name: str
    on: str
    digest: str
    letters: int
    folder: str
    added: tuple[Ref, ...]
    changed: tuple[Ref, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """Every version that was published, the latest first, with what had changed."""

    rows: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class PatternsPage:
    """One of every component, made of invented text, for those who work on the pages."""

    reading: Reading
    facing: Facing
    findings: tuple[FindingCard, ...]
    fields: tuple[FieldRow, ...]
    evidence: Evidence
    map: Minimap


@dataclass(frozen=True, slots=True)
class MissingPage:
    """Nothing stands at this address, or the question cannot be answered: a way on.

    `code` is 400 or 404, `message` says in plain words what was wrong, if we can say.
    """

    code: int
    message: str
    near: tuple[Ref, ...]


PAGES: dict[str, type] = {
    "register": RegisterPage,
    "letter": LetterPage,
    "facing": FacingPage,
    "document": DocumentPage,
    "comparison": ComparisonPage,
    "collation": CollationPage,
    "holdings": HoldingsPage,
    "source": SourcePage,
    "attested": AttestedPage,
    "completeness": CompletenessPage,
    "references": ReferencesPage,
    "exchanges": ExchangesPage,
    "exchange": ExchangePage,
    "people": PeoplePage,
    "person": NamePage,
    "place": NamePage,
    "office": OfficePage,
    "search": SearchPage,
    "shared": SharedPage,
    "sharing": SharingPage,
    "contradictions": ContradictionsPage,
    "releases": ReleasesPage,
    "quotations": QuotationsPage,
    "explain": ExplainPage,
    "about": AboutPage,
    "versions": VersionsPage,
    "patterns": PatternsPage,
    "404": MissingPage,
}
"""Kind of route, and the record its page shows."""
