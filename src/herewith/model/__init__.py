"""Frozen records, and the protocols that others fulfil. No input, no output.

Import records from their modules (`herewith.model.document`) or from here.
"""

from herewith.model.bitext import Bead, Bitext, BitextId, Lexicon, LexiconEntry, Sentence
from herewith.model.collation import (
    Collation,
    Coverage,
    Item,
    ItemId,
    Lacuna,
    Move,
    Reading,
    Token,
    Variation,
    Witness,
)
from herewith.model.dates import HistoricalDate
from herewith.model.decision import Decision
from herewith.model.document import (
    Document,
    DocumentId,
    Duplicate,
    Furniture,
    Gap,
    Layer,
    Passage,
    Reconstruction,
    Run,
)
from herewith.model.edition import Edition, Hit, SearchResult
from herewith.model.findings import Comparison, Finding, NotHeld, Side, SideReport
from herewith.model.links import Attested, Candidate, Mention, Quotation
from herewith.model.protocols import Context, Engine, Reader, Stage, Unit
from herewith.model.provenance import Activity, Outcome, Outline, Statement, StatementId
from herewith.model.register import (
    DatedRole,
    Enclosure,
    Field,
    Marking,
    Number,
    Party,
    RegisterEntry,
    Status,
)
from herewith.model.text import Delivered, Mark, Page, Part, Source, SourceId, Span, Visible

__all__ = [
    "Activity",
    "Attested",
    "Bead",
    "Bitext",
    "BitextId",
    "Candidate",
    "Collation",
    "Comparison",
    "Context",
    "Coverage",
    "DatedRole",
    "Decision",
    "Delivered",
    "Document",
    "DocumentId",
    "Duplicate",
    "Edition",
    "Enclosure",
    "Engine",
    "Field",
    "Finding",
    "Furniture",
    "Gap",
    "HistoricalDate",
    "Hit",
    "Item",
    "ItemId",
    "Lacuna",
    "Layer",
    "Lexicon",
    "LexiconEntry",
    "Mark",
    "Marking",
    "Mention",
    "Move",
    "NotHeld",
    "Number",
    "Outcome",
    "Outline",
    "Page",
    "Part",
    "Party",
    "Passage",
    "Quotation",
    "Reader",
    "Reading",
    "Reconstruction",
    "RegisterEntry",
    "Run",
    "SearchResult",
    "Sentence",
    "Side",
    "SideReport",
    "Source",
    "SourceId",
    "Span",
    "Stage",
    "Statement",
    "StatementId",
    "Status",
    "Token",
    "Unit",
    "Variation",
    "Visible",
    "Witness",
]
