"""`herewith explain`: why a statement stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from herewith.cli.options import in_project
from herewith.cli.output import emit

if TYPE_CHECKING:
    from herewith.project import Explanation


@click.command(name="explain")
@click.argument("key", metavar="ID")
@in_project
def command(key: str, folder: Path, as_json: bool) -> None:
    """Show evidence, maker, rule, reason and decisions of the statement ID.

    If ID is a document, item or other subject, all statements about it are shown.

    \b
    Example:
      herewith explain letter-of-march-11/date --project straits
    """
    from herewith.cli.opening import notices, opened

    project = opened(folder, as_json=as_json)
    found = project.explain(key)
    notices(project)
    if as_json:
        emit({"id": key, "statements": found})
        return
    click.echo("\n\n".join(_shown(one) for one in found))


def _shown(one: Explanation) -> str:
    """One statement for people."""
    said = one.statement
    lines = [
        said.id,
        f"  {said.property} of {said.subject}: {json.dumps(said.value, ensure_ascii=False)}",
        f"  status {said.status}, certainty {said.certainty:.2f}",
        f"  rule {said.rule}, because {said.because or '(no reason given)'}",
    ]
    if said.original_value is not None:
        found = json.dumps(said.original_value, ensure_ascii=False)
        lines.append(f"  the program had found {found}")
    if one.activity is not None:
        made = one.activity
        lines.append(
            f"  made by stage {made.stage}, version {made.version},"
            f" settings {made.settings_digest[:12]}, inputs {made.inputs_digest[:12]}"
        )
    for place in one.evidence:
        lines.append(
            f"  {place.path}:{place.line}:{place.column}"
            f" ({_page(place.page)}characters {place.start}–{place.end})"
        )
        before, after = _flat(place.before), _flat(place.after)
        lines.append(f"    …{before}[{_flat(place.quote)}]{after}…")
        if not place.holds:
            lines.append("    The delivered text does not read so.")
    for state in one.decisions:
        decision = state.decision
        what = f"{decision.judgement}"
        if decision.judgement == "set":
            what += f" {json.dumps(decision.value, ensure_ascii=False)}"
        note = state.state.replace("_", " ")
        if state.undone_by:
            note += f" by {state.undone_by}"
        lines.append(
            f"  decision {decision.id}: {what}, {decision.by}, {decision.on}:"
            f" {decision.because} ({note})"
        )
    return "\n".join(lines)


def _flat(text: str) -> str:
    return text.replace("\r", "").replace("\n", "⏎")


def _page(page: int | None) -> str:
    return "" if page is None else f"page {page}, "
