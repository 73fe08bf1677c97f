"""The stages of a run, in order, by where they are found. A stage that is not there is not named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module

from herewith.model.protocols import Stage

__all__ = ["STAGES", "defaults_of", "pipeline"]

STAGES: tuple[str, ...] = (
    "herewith.stages.read:Read",
    "herewith.stages.reconstruct:Reconstruct",
    "herewith.stages.register:Register",
    "herewith.stages.share:Share",
    "herewith.stages.group:Group",
    "herewith.stages.collate:Collate",
    "herewith.stages.align:Align",
    "herewith.stages.compare:Compare",
    "herewith.stages.link:Link",
)
"""`module:class` of every stage; each consumes what earlier ones produce."""


def pipeline() -> tuple[Stage, ...]:
    """The stages themselves."""
    found: list[Stage] = []
    for name in STAGES:
        module, _, attribute = name.partition(":")
        found.append(getattr(import_module(module), attribute)())
    return tuple(found)


def defaults_of(stages: Sequence[Stage]) -> dict[str, Mapping[str, object]]:
    """For every stage its settings with their defaults: its attribute `defaults`, if it has one."""
    return {stage.name: dict(getattr(stage, "defaults", {})) for stage in stages}
