"""Documents of a TEI file once they are cut: their letters, layers, gaps and titles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from herewith.algorithms.reconstruct.carried import Letter, find_letters
from herewith.algorithms.reconstruct.compose import Composed, Composer
from herewith.algorithms.reconstruct.divisions import (
    NOTES,
    kind_of,
    page_number,
    subtree_ends,
)
from herewith.algorithms.reconstruct.furnish import Maker, text_digest
from herewith.algorithms.reconstruct.layers import LayerKind, reading_span, spoken_layers
from herewith.algorithms.reconstruct.parting import Part, parted
from herewith.algorithms.reconstruct.rulings import WHY, Rulings
from herewith.languages.identify import identify
from herewith.model.document import (
    Document,
    DocumentId,
    Furniture,
    Gap,
    Layer,
    Passage,
)
from herewith.model.text import Delivered, Mark

__all__ = ["Draft", "Finishing"]


@dataclass(slots=True)
class Draft:
    """A document being cut: what has been found so far."""

    mark: int
    id: DocumentId
    passages: list[Passage] = field(default_factory=list)
    notes: list[Furniture] = field(default_factory=list)
    layers: list[tuple[LayerKind, int, int, str]] = field(default_factory=list)
    gaps: list[tuple[int, int, Mark]] = field(default_factory=list)
    heading: tuple[int, int] | None = None
    attributes: list[tuple[str, str]] = field(default_factory=list)


class Finishing:
    """What a file, its marks and the editors' rulings make of a document that has been cut."""

    def __init__(self, delivered: Delivered, rulings: Rulings) -> None:
        self.delivered = delivered
        self.rulings = rulings
        self.marks = delivered.marks
        self.text = delivered.text
        self.source = delivered.source.id
        self.maker = Maker(self.source, self.text)
        self.composer = Composer(self.source, self.text, rulings.read(delivered.visible))
        self.ends = subtree_ends(self.marks)
        self.starts = [mark.start for mark in self.marks]
        self.breaks = [m for m in self.marks if m.name == "pb"]
        self.break_starts = [m.start for m in self.breaks]

    def _page(self, offset: int) -> int | None:
        at = bisect_right(self.break_starts, offset) - 1
        return page_number(self.breaks[at]) if at >= 0 else None

    def _all(self, draft: Draft, taken: set[str]) -> list[Document]:
        """The document of a draft, and behind it the letters that it carries."""
        composed = self.composer.compose(draft.passages)
        mark = self.marks[draft.mark]
        title = self._title(draft.heading) if draft.heading else None
        letters = find_letters(
            composed.text, f"{title or ''} {mark.get('subtype')} {mark.get('type')}"
        )
        if not letters:
            return [self._finish(draft, composed)]
        return self._carrying(draft, parted(draft.passages, composed, letters), taken)

    def _carrying(self, draft: Draft, parts: Sequence[Part], taken: set[str]) -> list[Document]:
        """A telegram without the letters it carries, and each letter."""
        rest = next((part for part in parts if part.letter is None), None)
        assert rest is not None, "what announces a letter is no part of it"
        out: list[Document] = []
        outer = replace(draft, passages=list(rest.passages))
        for part in parts:
            if part.letter is None:
                continue
            own = self._letter(outer, part, taken)
            before = [p for p in outer.passages if p.start < own.passages[0].start]
            at = len(self.composer.compose(before).text)
            outer.attributes += [("carries", str(own.id)), ("carries_at", str(at))]
            composed = self.composer.compose(own.passages)
            out.append(self._finish(own, composed, part.letter))
        return [self._finish(outer, self.composer.compose(outer.passages)), *out]

    def _letter(self, outer: Draft, part: Part, taken: set[str]) -> Draft:
        """The draft of a carried letter, with the notes, layers and gaps that stand in it."""
        low, high = part.passages[0].start, part.passages[-1].end
        name = f"{outer.id}-letter"
        if name in taken:
            name = f"{name}-{text_digest(self.text[low:high], size=4)}"
        taken.add(name)
        own = Draft(outer.mark, DocumentId(name), list(part.passages))
        own.notes = [replace(n, document=own.id) for n in outer.notes if low <= n.start < high]
        outer.notes = [note for note in outer.notes if not low <= note.start < high]
        own.gaps = [gap for gap in outer.gaps if low <= gap[0] < high]
        outer.gaps = [gap for gap in outer.gaps if not low <= gap[0] < high]
        own.layers = [la for la in outer.layers if low <= la[1] < high]
        outer.layers = [la for la in outer.layers if not low <= la[1] < high]
        own.attributes = [("carried_by", str(outer.id))]
        # The wire's date stands over the letter too, until the letter's own text says another.
        own.attributes += [(key, value) for key, value in outer.attributes if key == "when"]
        return own

    def _finish(self, draft: Draft, composed: Composed, letter: Letter | None = None) -> Document:
        runs = composed.runs
        layers = [
            Layer(kind, *span, doubtful=False, why=why)
            for kind, start, end, why in draft.layers
            if (span := reading_span(runs, start, end))
        ]
        layers += spoken_layers(composed.text)
        for low, high, _ in self.rulings.readings:
            stood = self.text[low:high]
            if span := reading_span(runs, low, high):
                why = f"{WHY}: delivered is “{stood}”"
                layers.append(Layer("emended", *span, doubtful=False, why=why, delivered=stood))
        gaps = tuple(self._gap(draft, runs, *gap) for gap in draft.gaps)
        mark = self.marks[draft.mark]
        heading = draft.heading
        title = self._title(heading) if heading else None
        pages = tuple(dict.fromkeys(p.page for p in draft.passages if p.page is not None))
        return Document(
            id=draft.id,
            kind=kind_of(mark) if letter is None else "letter",
            language=identify(composed.text) or self._stated_language(draft.mark),
            pages=pages,
            passages=tuple(draft.passages),
            text=composed.text,
            runs=runs,
            complete=not gaps,
            layers=tuple(sorted(layers, key=lambda layer: (layer.start, layer.end, layer.kind))),
            gaps=gaps,
            heading=title,
            heading_span=self.delivered.span(*heading) if heading else None,
            notes=tuple(sorted(draft.notes, key=lambda note: note.start)),
            attributes=tuple(draft.attributes),
        )

    def _title(self, heading: tuple[int, int]) -> str | None:
        parts: list[str] = []
        at = heading[0]
        index = bisect_right(self.starts, at)
        while index < len(self.marks) and self.marks[index].start < heading[1]:
            if self.marks[index].name in NOTES:
                parts.append(self.composer.visible_text(at, self.marks[index].start))
                at = self.marks[index].end
                index = self.ends[index]
            index += 1
        parts.append(self.composer.visible_text(at, heading[1]))
        return " ".join(" ".join(parts).split()) or None

    def _stated_language(self, index: int | None) -> str | None:
        while index is not None:
            stated = self.marks[index].get("xml:lang")
            if stated:
                return stated.split("-")[0].lower()[:2] or None
            index = self.marks[index].parent
        return None

    def _gap(self, draft: Draft, runs: Sequence[object], start: int, end: int, mark: Mark) -> Gap:
        quantity, unit = mark.get("quantity") or mark.get("extent"), mark.get("unit")
        words = int(quantity) if quantity.isdigit() and unit.startswith("word") else None
        reason = mark.get("reason")
        before = [r for r in runs if r.source_end <= start]  # type: ignore[attr-defined]
        behind = [r for r in runs if r.source_start >= end]  # type: ignore[attr-defined]
        after = (before[-1].source_start, before[-1].source_end) if before else None  # type: ignore[attr-defined]
        following = (behind[0].source_start, behind[0].source_end) if behind else None  # type: ignore[attr-defined]
        gap = Gap(
            "",
            draft.id,
            self.source,
            after,
            following,
            before[-1].end if before else 0,  # type: ignore[attr-defined]
            self._page(start),
            words,
            f"the encoding says <gap>{': ' + reason if reason else ''}",
            _missing(reason, unit),
        )
        return self.maker.gap(gap)


def _missing(reason: str, unit: str) -> Literal["page", "words", "withheld", "end"]:
    """What kind of gap an encoding states by its reason or its unit."""
    if reason in ("withheld", "end"):
        return "withheld" if reason == "withheld" else "end"
    return "page" if unit.startswith("page") else "words"
