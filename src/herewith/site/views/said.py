"""Statements where they are shown: reason, maker, rule, evidence, and the editors' decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from herewith.model.decision import current
from herewith.model.provenance import Statement
from herewith.model.text import Span
from herewith.site.explanations import in_words, statement_anchor
from herewith.site.index import EditionIndex, lookup
from herewith.site.parts import DecisionRow, PlaceAt, Said
from herewith.site.reading import quoted
from herewith.site.views.texts import Texts

__all__ = ["Sayings", "decision_rows"]


def decision_rows(index: EditionIndex, statement: str) -> tuple[DecisionRow, ...]:
    """The editors' decisions on a statement, in the order made, those taken back too."""
    return _decided(index).get(statement, ())


@lookup("decisions by statement")
def _decided(index: EditionIndex) -> Mapping[str, tuple[DecisionRow, ...]]:
    decisions = index.edition.decisions()
    in_force = {decision.id for decision in current(decisions).values()}
    target = {d.id: d.target for d in decisions if d.judgement != "undo"}
    found: dict[str, tuple[DecisionRow, ...]] = {}
    for d in decisions:
        about = target.get(d.target, d.target) if d.judgement == "undo" else d.target
        row = DecisionRow(
            d.id,
            d.judgement,
            in_words(d.value),
            d.by,
            d.on,
            d.because,
            str(d.place) if d.place else "",
            d.id in in_force,
        )
        found[about] = (*found.get(about, ()), row)
    return found


class Sayings:
    """Statements of one page: shown with the field they are of, the others in a list.

    Args:
        texts: reads the documents of the page.
        home: address of the page.
        source: the file whose name the page shows, so that evidence need not.
    """

    def __init__(self, texts: Texts, home: str, source: str) -> None:
        self.texts = texts
        self.index = texts.index
        self.home = home
        self.source = source
        self._shown: set[str] = set()

    def with_field(self, statement: Statement) -> Said:
        """A statement whose value and quotes its row shows."""
        self._shown.add(statement.id)
        return self._said(statement, shown=True)

    def beside(self, statement: Statement) -> Said:
        """A statement whose row shows everything but its maker and the editors' decisions."""
        self._shown.add(statement.id)
        made = self._said(statement, shown=True)
        return replace(made, because="", places=())

    def these(self, names: Iterable[str]) -> tuple[Said, ...]:
        """Statements by their ids."""
        found = (self.index.statement(name) for name in names)
        return tuple(self._said(one, shown=False) for one in found if one)

    def others(self, homes: Iterable[str]) -> tuple[Said, ...]:
        """The statements of these subjects that no row of the page has, in their order."""
        return tuple(self._said(one, shown=False) for one in self._left(homes))

    def _left(self, homes: Iterable[str]) -> Iterator[Statement]:
        for home in homes:
            for name in self.index.explained(home):
                statement = self.index.statement(name)
                if statement is not None and name not in self._shown:
                    yield statement

    def _said(self, statement: Statement, *, shown: bool) -> Said:
        return Said(
            statement_anchor(statement.id),
            statement.id,
            statement.property,
            "" if shown else in_words(statement.value),
            in_words(statement.original_value),
            statement.status,
            statement.certainty,
            "" if statement.because == f"read by the rule {statement.rule}" else statement.because,
            statement.rule,
            statement.stage,
            () if shown else tuple(self._quote(span) for span in statement.evidence),
            tuple(self._place(span) for span in statement.evidence),
            decision_rows(self.index, statement.id),
        )

    def _quote(self, span: Span) -> str:
        source = self.index.files.get(span.source)
        return quoted(span.quote, source.media_type if source else "")

    def _place(self, span: Span) -> PlaceAt:
        path, address, sheet, line = self.texts.explanations.place(span)
        reading = self.texts.source_spot(span.source, span.start)
        page, _, fragment = reading.partition("#")
        here = span.source == self.source
        return PlaceAt(
            "" if here else path,
            "" if here else address,
            sheet,
            line,
            span.start,
            span.end,
            f"#{fragment}" if page == self.home else reading,
        )
