"""Where the shared material lies: beside the checkout. It is never copied into the project."""

from __future__ import annotations

from pathlib import Path

__all__ = ["BOXES", "GOLD", "MATERIAL", "VOLUMES", "absent"]

MATERIAL = Path(__file__).resolve().parents[2] / "shared"
GOLD = MATERIAL / "gold"
VOLUMES = MATERIAL / "frus"
BOXES = MATERIAL / "boxes"


def absent() -> bool:
    """Whether the material is not there; says so aloud."""
    if not MATERIAL.is_dir():
        print("NOT RUN: the shared material is not beside the checkout")
    return not MATERIAL.is_dir()
