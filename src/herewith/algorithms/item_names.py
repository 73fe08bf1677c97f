"""Names of items: readable ids and titles from what the register knows.

An id says day, sender and addressee (`1962-10-27-khrushchev-kennedy`); where the register is
silent it says what kind of paper it is and how it begins. It depends on the documents alone, so
that the same letter is called the same in every project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from herewith.languages.romanize import romanize
from herewith.model.document import Document
from herewith.model.records import short_digest
from herewith.model.register import Field, Party, RegisterEntry

__all__ = ["Facts", "describe", "item_id", "slug"]

Witnessed = tuple[Document, RegisterEntry | None]

LONGEST = 24
"""Characters of one part of an id."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an item's witnesses say together: kind, title, EDTF date, parties."""

    kind: str | None
    title: str
    date: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]


def slug(text: str) -> str:
    """Lower-case Latin letters and digits, parts divided by hyphens.

    >>> slug("Н. С. Хрущёв"), slug("Mr. O'Neill, Esq.")
    ('n-s-khrushchev', 'mr-o-neill-esq')
    """
    return re.sub(r"[^a-z0-9]+", "-", romanize(text).lower()).strip("-")


def item_id(witnessed: Sequence[Witnessed]) -> str:
    """The readable id of an item from its witnesses, in any order."""
    facts = describe(witnessed)
    day = re.sub(r"[^0-9-]", "", facts.date.split("/")[0].split("T")[0]) or "undated"
    parties = [_surname(names[0]) for names in (facts.sender, facts.addressee) if names]
    if parties:
        kind = [] if facts.kind in ("letter", "message", None) else [slug(facts.kind)]
        return "-".join([day, *kind, *[slug(p)[:LONGEST].strip("-") for p in parties]])
    opening = min(document.heading or document.text for document, _ in witnessed)
    begins = slug(" ".join(opening.split()[:4]))[:LONGEST].strip("-")
    kind_word = slug(facts.kind or "document")
    return f"{day}-{kind_word}-{begins or short_digest(opening, size=4)}"


def describe(witnessed: Sequence[Witnessed]) -> Facts:
    """Facts of an item; where witnesses differ, the surest register field speaks.

    Ties go to Latin script, then to the first in order of the words themselves.
    """
    entries = [entry for _, entry in witnessed if entry is not None]
    kind = _surest(e.kind for e in entries)
    dates = [e.date for e in entries if e.date and e.date.status != "rejected"]
    date = min(dates, key=lambda f: (-f.certainty, f.value.date.edtf)) if dates else None
    sender = _parties(e.sender for e in entries)
    addressee = _parties(e.addressee for e in entries)
    edtf = date.value.date.edtf if date else ""
    subject = _surest(e.subject for e in entries)
    title = _title(kind, sender, addressee, subject, witnessed)
    return Facts(kind, title, edtf, sender, addressee)


def _surest(fields: Iterable[Field[str] | None]) -> str | None:
    given = [f for f in fields if f is not None and f.status != "rejected"]
    return min(given, key=lambda f: (-f.certainty, f.value)).value if given else None


def _parties(sides: Iterable[tuple[Field[Party], ...]]) -> tuple[str, ...]:
    """Names of the parties from the witness that knows them best."""
    known = [tuple(f for f in side if f.status != "rejected") for side in sides]
    best = max(
        (side for side in known if side),
        key=lambda side: (
            any(f.value.person for f in side),
            all(f.value.name.isascii() for f in side),
            sum(f.certainty for f in side) / len(side),
            [f.value.name for f in side],
        ),
        default=(),
    )
    return tuple(_called(f.value) for f in best)


def _called(party: Party) -> str:
    """The name of a party: as authority files have it, first names first, or as it stands."""
    family, comma, given = party.normal.partition(", ")
    return f"{given} {family}" if party.person and comma and given else party.name


def _surname(name: str) -> str:
    """The word by which a person is known, or the name of an office or body as it is.

    >>> _surname("J. T. Rogers"), _surname("William H. Brubeck, Jr.")
    ('Rogers', 'Brubeck')
    """
    plain = re.sub(r",.*$|\b(?:Jr|Sr|Esq|II|III)\.?$", "", name).strip()
    parts = [w for w in re.split(r"[\s.]+", plain) if len(w) > 1]
    return parts[-1] if parts and len(parts) <= 4 else plain


def _title(
    kind: str | None,
    sender: Sequence[str],
    addressee: Sequence[str],
    subject: str | None,
    witnessed: Sequence[Witnessed],
) -> str:
    """A plain English title made of the parts that are known."""
    words = [(kind or "document").replace("_", " ").capitalize()]
    if sender:
        words.append(f"from {' and '.join(sender)}")
    if addressee:
        words.append(f"to {' and '.join(addressee)}")
    if len(words) > 1:
        return " ".join(words)
    headings = sorted(document.heading for document, _ in witnessed if document.heading)
    if headings:
        return re.sub(r"^\d+\.\s*", "", headings[0])
    if subject:
        return f"{words[0]}: {subject}"
    opening = min(document.text for document, _ in witnessed).split()
    return f"{words[0]}: “{' '.join(opening[:8])} …”"
