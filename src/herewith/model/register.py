"""The register: who wrote what to whom, when, where, under which numbers, on what evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from herewith.errors import Problem
from herewith.model.dates import DateRole, HistoricalDate
from herewith.model.document import DocumentId
from herewith.model.text import SourceId, Span

__all__ = [
    "ADDABLE",
    "DatedRole",
    "Enclosure",
    "Field",
    "Marking",
    "Number",
    "Party",
    "RegisterEntry",
    "Status",
]

ADDABLE = (
    *("kind", "date", "dates", "place", "sender", "addressee", "signed_by", "signed_for", "via"),
    *("copies", "annotations", "subject", "language", "source_language", "salutation", "closing"),
    *("numbers", "classification", "handling", "markings", "claims"),
)
"""Fields of a document that an editor may add where nothing was read: `<document>/<field>`."""

Status = Literal["proposed", "accepted", "rejected", "set", "unsure"]
"""What holds of a statement now: `proposed` by the machine, or an editor's word about it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A value with its evidence, the rule that read it, and how sure that rule is (0..1).

    `statement` is the id under which the value can be explained and decided.
    `because` is given where the value was inferred and not read.
    """

    value: T
    evidence: tuple[Span, ...]
    rule: str
    certainty: float
    statement: str = ""
    status: Status = "proposed"
    because: str = ""


@dataclass(frozen=True, slots=True)
class DatedRole:
    """A date and what happened on it."""

    date: HistoricalDate
    role: DateRole


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or addressee: the words on the page, and who or what they name.

    `person`, `office` and `body` are ids of authority records where one fits, else empty.
    `kind` tells a person from an office and an institution (an embassy, a department).
    `normal` is the name in its usual form where the page has another (`Embassy in Iran` for
    `AMEMBASSY TEHRAN`, the holder of an office on that day), else empty.
    """

    name: str
    kind: Literal["person", "office", "body"]
    person: str = ""
    office: str = ""
    body: str = ""
    normal: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number under which the document was registered.

    `kind`: `telegram`, `airgram`, `despatch`, `language_service`, `decimal_file`, `lot_file`,
    `case`, `control`, `document`, `translator`. `normal` is its normal form
    (`611.61/10-2862` for `61161/10-2862`).
    """

    kind: str
    value: str
    normal: str


@dataclass(frozen=True, slots=True)
class Marking:
    """A classification, handling or declassification mark, as it stands and in normal form."""

    kind: Literal[
        "classification",
        "handling",
        "declassification",
        "withholding",
        "deletion",
        "portion",
        "stamp",
        "seal",
    ]
    value: str
    normal: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A paper that a document says it carries.

    `held` is `None` while it is not known whether we hold it; `target` is the document held.
    """

    n: int
    description: str
    held: bool | None
    target: DocumentId | None
    evidence: tuple[Span, ...]
    rule: str
    because: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register says of one document. An unknown field is `None` or empty.

    `date` is the date of writing where known. `start`/`end` are the source offsets of the
    document's first and last character.
    """

    id: DocumentId
    source: SourceId
    start: int
    end: int
    kind: Field[str] | None = None
    date: Field[DatedRole] | None = None
    dates: tuple[Field[DatedRole], ...] = ()
    place: Field[str] | None = None
    sender: tuple[Field[Party], ...] = ()
    addressee: tuple[Field[Party], ...] = ()
    signed_by: Field[Party] | None = None
    copies: tuple[Field[Party], ...] = ()
    subject: Field[str] | None = None
    language: Field[str] | None = None
    source_language: Field[str] | None = None
    numbers: tuple[Field[Number], ...] = ()
    classification: Field[Marking] | None = None
    handling: tuple[Field[Marking], ...] = ()
    markings: tuple[Field[Marking], ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    salutation: Field[str] | None = None
    closing: Field[str] | None = None
    claims: tuple[Field[str], ...] = ()
    """Assertions about other texts: `compared with the broadcast version …`."""
    problems: tuple[Problem, ...] = ()
    via: tuple[Field[Party], ...] = ()
    """Those through whom the paper went."""
    signed_for: Field[Party] | None = None
    """In whose name it was signed, where another hand signed."""
    annotations: tuple[Field[str], ...] = ()
    """What was written on it by hand afterwards."""
