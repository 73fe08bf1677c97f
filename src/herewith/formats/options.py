"""What a reader may be told: the settings of the stage `read`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from herewith.formats.tesseract import FLOOR

__all__ = ["DEFAULTS", "Options"]

DEFAULTS: Mapping[str, object] = {"ocr": True, "ocr_floor": FLOOR, "ocr_languages": []}
"""The settings with their defaults."""


@dataclass(frozen=True, slots=True)
class Options:
    """Whether images are given to tesseract, the confidence below which a page is unreadable, and
    the models to use whatever the script (none: as the script of each page asks for)."""

    ocr: bool = True
    floor: float = FLOOR
    languages: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> Options:
        """From the table of a stage; what is absent has its default."""
        held = {**DEFAULTS, **settings}
        names = held["ocr_languages"]
        return cls(
            bool(held["ocr"]),
            float(str(held["ocr_floor"])),
            tuple(str(name) for name in names) if isinstance(names, (list, tuple)) else (),
        )
