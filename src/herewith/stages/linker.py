"""What the parts of the stage `link` share: the box, and what was found in it so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from herewith.algorithms.references.attesting import Lead
from herewith.algorithms.references.belonging import Belonging
from herewith.algorithms.references.candidates import Index
from herewith.errors import Problem
from herewith.model.decision import Decision
from herewith.model.document import Document
from herewith.model.links import Mention
from herewith.model.provenance import Statement
from herewith.model.text import Delivered, Span

__all__ = ["Linker"]


@dataclass
class Linker:
    """Collects the links of a box: what is known to all documents, and what was found so far."""

    index: Index
    belongs: Belonging
    items: set[str]
    sources: Mapping[str, Delivered]
    decisions: Mapping[str, Decision]
    mentions: list[Mention] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    met: dict[str, list[Lead]] = field(default_factory=dict)
    """Leads to papers that are held, by item: what was known of them before they came."""
    rules: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def spans(self, document: Document, start: int, end: int) -> tuple[Span, ...]:
        """Source spans of a stretch of reading text, with what is delivered there."""
        out = []
        for source, low, high in document.locate(start, end):
            delivered = self.sources.get(str(source))
            quote = delivered.text[low:high] if delivered else document.text[start:end]
            out.append(Span(source, low, high, quote))
        return tuple(out)
