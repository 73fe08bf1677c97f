"""Why something is said: evidence, maker, rule, reason, and the editors' decisions."""

from __future__ import annotations

from herewith.model.collation import Item
from herewith.model.edition import Edition
from herewith.model.provenance import Activity
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import PART, Explanations
from herewith.site.index import EditionIndex
from herewith.site.pages import ActivityRow, ExplainPage
from herewith.site.parts import Ref
from herewith.site.views.said import Sayings
from herewith.site.views.texts import Texts

__all__ = ["activity_row", "explain_page"]


def explain_page(index: EditionIndex, route: Route) -> ExplainPage | None:
    """Everything said about one subject that no page of its own shows."""
    if index.explains(route.key):
        return None
    statements = list(index.explained(route.key))
    parts = max(1, -(-len(statements) // PART))
    if not statements or route.part > parts:
        return None
    texts = Texts(index, Explanations(index))
    first = (route.part - 1) * PART
    return ExplainPage(
        route.key,
        _about(index, route.key),
        len(statements),
        route.part,
        tuple(page_address(Route("explain", route.key, "", n + 1)) for n in range(parts)),
        Sayings(texts, page_address(route), "").these(statements[first : first + PART]),
    )


def _about(index: EditionIndex, subject: str) -> Ref | None:
    """The page that shows the subject."""
    edition = index.edition
    for kind, known in (
        ("comparison", edition.comparison),
        ("facing", edition.bitext),
        ("collation", edition.collation),
    ):
        found = known(subject)
        if found is not None:
            if kind == "facing" and found.verdict == "not_a_translation":  # type: ignore[union-attr]
                return None
            name = _item_of(edition, found)
            return Ref(name.title if name else subject, page_address(Route(kind, subject)))
    return None


def _item_of(edition: Edition, found: object) -> Item | None:
    """The item that a comparison, bitext or collation is about."""
    item = getattr(found, "item", None)
    return edition.item(item) if item else None


def activity_row(activity: Activity) -> ActivityRow:
    """A stage as it ran, for a page."""
    return ActivityRow(
        activity.stage, activity.version, activity.settings_digest, activity.inputs_digest
    )
