"""The questions of an edition and its index, kept from one run to the next.

Of a large edition they take seconds to make. Then the old ones serve on while a thread makes the
new ones over a connection of its own, so that nobody waits; what editors have said meanwhile
counts at once, since it is looked up apart.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from herewith.errors import StoreError
from herewith.site.editing.ports import Office
from herewith.site.editing.queues import Asked, Desk, asked_of
from herewith.site.index import EditionIndex

__all__ = ["LARGE", "Bench"]

LARGE = 20_000
"""Questions from which new ones are made beside the old ones."""


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made, and of which run."""

    run: str
    index: EditionIndex
    asked: Asked


class Bench:
    """Gives index and desk as they are now."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._made: _Made | None = None
        self._making: threading.Thread | None = None
        self._state = ""
        self._desk: Desk | None = None

    def now(self) -> tuple[EditionIndex, Desk]:
        """The index and the questions, with all decisions that are in the files.

        Raises:
            StoreError: if the edition is damaged.
        """
        edition = self._office.edition()
        run = edition.made()
        made = self._made
        if made is None or (made.run != run and len(made.asked.by_id) < LARGE):
            made = self._made = _Made(run, EditionIndex(edition), asked_of(edition))
        elif made.run != run and (self._making is None or not self._making.is_alive()):
            self._making = threading.Thread(target=self._make, args=(run,), daemon=True)
            self._making.start()
        state = f"{made.run}:{edition.state()}"
        if self._desk is None or state != self._state:
            self._desk = Desk(made.asked, edition.decisions(), self._office.lost)
            self._state = state
        return made.index, self._desk

    def forget(self) -> None:
        """Make everything anew at the next question."""
        self._made = self._desk = None

    def _make(self, run: str) -> None:
        try:
            edition = self._office.apart()
            index = EditionIndex(edition)
            _ = index.facts, index.alone
            self._made = _Made(run, index, asked_of(edition))
        except StoreError:
            return  # the next question meets the same damage, and has it mended
