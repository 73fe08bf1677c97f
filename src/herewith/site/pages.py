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
from herewith.site.comparison_pages import (
    CollationPage,
    ComparisonPage,
)
from herewith.site.exchange_pages import (
    ExchangePage,
    ExchangesPage,
)
from herewith.site.holding_pages import (
    HoldingsPage,
    SourcePage,
)
from herewith.site.name_pages import NamePage, OfficePage, PeoplePage
from herewith.site.parts import (
    Choice,
    CitationBlock,
    ComparisonCard,
    Evidence,
    Facet,
    FieldRow,
    FindingCard,
    Form,
    MentionRow,
    Minimap,
    QuotationRow,
    Reading,
    Ref,
    Row,
    Said,
    SideCoverage,
)
from herewith.site.quotation_pages import QuotationsPage
from herewith.site.reference_pages import (
    AttestedPage,
    CompletenessPage,
    ReferencesPage,
)
from herewith.site.search_pages import SearchPage

__all__ = [
    "PAGES",
    "AboutPage",
    "ActivityRow",
    "DocumentPage",
    "ExplainPage",
    "Facing",
    "FacingPage",
    "Lacks",
    "LetterPage",
    "MissingPage",
    "PatternsPage",
    "RegisterPage",
    "RegisterRow",
    "VersionRow",
    "VersionsPage",
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
