"""Why something is said: evidence, maker, rule, reason, and the editors' decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from herewith.model.collation import Item
from herewith.model.decision import Decision, current
from herewith.model.edition import Edition
from herewith.model.provenance import Activity, Statement
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import PART, Explanations, in_words, statement_anchor
from herewith.site.index import EditionIndex
from herewith.site.pages import ActivityRow, DecisionRow, ExplainPage, StatementCard
from herewith.site.parts import Ref
from herewith.site.views.texts import Texts

__all__ = ["activity_row", "explain_page"]


def explain_page(index: EditionIndex, route: Route) -> ExplainPage | None:
    """Everything said about one subject."""
    statements = list(index.explained(route.key))
    parts = max(1, -(-len(statements) // PART))
    if not statements or route.part > parts:
        return None
    texts = Texts(index, Explanations(index))
    decisions = index.edition.decisions()
    in_force = current(decisions)
    first = (route.part - 1) * PART
    return ExplainPage(
        route.key,
        _about(index, route.key),
        len(statements),
        route.part,
        tuple(page_address(Route("explain", route.key, "", n + 1)) for n in range(parts)),
        tuple(
            _card(index, texts, statement, decisions, in_force)
            for name in statements[first : first + PART]
            if (statement := index.edition.statement(name))
        ),
    )


def _about(index: EditionIndex, subject: str) -> Ref | None:
    """The page that shows the subject."""
    edition = index.edition
    item = edition.item(subject)
    if item is not None:
        return Ref(item.title, page_address(Route("letter", item.id)))
    for kind, known in (
        ("document", edition.document),
        ("comparison", edition.comparison),
        ("facing", edition.bitext),
        ("collation", edition.collation),
    ):
        found = known(subject)
        if found is not None:
            if kind == "facing" and found.verdict == "not_a_translation":  # type: ignore[union-attr]
                return None
            name = edition.item_of(subject) if kind == "document" else _item_of(edition, found)
            address = page_address(Route(kind, subject))
            if kind == "document":
                address = index.reading(subject)
            return Ref(name.title if name else subject, address)
    if subject in index.sources:
        return Ref(index.sources[subject].path, page_address(Route("source", subject)))
    return None


def _item_of(edition: Edition, found: object) -> Item | None:
    """The item that a comparison, bitext or collation is about."""
    item = getattr(found, "item", None)
    return edition.item(item) if item else None


def _card(
    index: EditionIndex,
    texts: Texts,
    statement: Statement,
    decisions: Sequence[Decision],
    in_force: Mapping[str, Decision],
) -> StatementCard:
    activity = index.edition.activity(statement.stage)
    now = in_force.get(statement.id)
    ours = {d.id for d in decisions if d.target == statement.id}
    return StatementCard(
        statement.id,
        statement_anchor(statement.id),
        statement.property,
        in_words(statement.value),
        in_words(statement.original_value),
        statement.status,
        statement.certainty,
        statement.because,
        statement.rule,
        activity_row(activity) if activity else None,
        statement.stage,
        statement.language,
        texts.evidence(statement.evidence, statement.language),
        tuple(
            DecisionRow(
                d.id,
                d.judgement,
                in_words(d.value),
                d.by,
                d.on,
                d.because,
                str(d.place) if d.place else "",
                now is not None and d.id == now.id,
            )
            for d in decisions
            if d.target == statement.id or (d.judgement == "undo" and d.target in ours)
        ),
    )


def activity_row(activity: Activity) -> ActivityRow:
    """A stage as it ran, for a page."""
    return ActivityRow(
        activity.stage, activity.version, activity.settings_digest, activity.inputs_digest
    )
