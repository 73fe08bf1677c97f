"""Documents of plain text and OCR Markdown: the rules brought together.

Lines → blocks → pages (`stream`) → captures of one page → chains of pages → drafts (`drafting`) →
documents (`writing`). Each rule tags blocks or cuts words; this module only calls them in order,
so that every character lies in exactly one passage, furniture or duplicate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from herewith.algorithms.reconstruct.chains import Chain
from herewith.algorithms.reconstruct.endings import unknown, unsaid_catchwords
from herewith.algorithms.reconstruct.exposures import Exposed, expose
from herewith.algorithms.reconstruct.lines import (
    Block,
)
from herewith.algorithms.reconstruct.order import Weighed, chain_pages
from herewith.algorithms.reconstruct.pages import Page
from herewith.algorithms.reconstruct.rulings import NO_RULINGS, WHY, Rulings
from herewith.algorithms.reconstruct.sizes import Sizes
from herewith.algorithms.reconstruct.writing import Writing
from herewith.model.document import (
    Document,
    Furniture,
    Reconstruction,
)
from herewith.model.text import Delivered

__all__ = ["reconstruct_plain", "reconstruct_with_strengths"]

ATTACHED = frozenset(
    ("stamp", "letterhead", "address_block", "seal", "hand", "footnote", "running_head")
)
"""Furniture that a reader of the document will want to know of."""


def reconstruct_plain(delivered: Delivered, rulings: Rulings = NO_RULINGS) -> Reconstruction:
    """Cut a stream into documents; works on any text, empty ones too.

    Args:
        delivered: the source.
        rulings: what editors have decided about it; obeyed above every rule.
    """
    return _Assembly(delivered, rulings).run()


def reconstruct_with_strengths(
    delivered: Delivered,
) -> tuple[Reconstruction, Mapping[str, float]]:
    """The same, and how strongly each document's head says that it begins there, by its id."""
    assembly = _Assembly(delivered, NO_RULINGS)
    return assembly.run(), assembly.strengths


class _Assembly(Writing):
    """One source on its way from blocks to records."""

    strengths: Mapping[str, float] = MappingProxyType({})
    """How strongly a document begins where it does, by its id."""

    def run(self) -> Reconstruction:
        pages = self._pages()
        known = None if self.known is unknown else self.known
        held = bool(pages)
        both = self.rulings.same_page if held else ()
        same = [(self._page_at(pages, one), self._page_at(pages, other)) for one, other in both]
        own = self.rulings.own_page if held else ()
        apart = frozenset(self._page_at(pages, at) for at in own)
        exposed = expose(pages, self.words, known, same=same, apart=apart)
        chains = self._chains(exposed, self._ruled_order(pages))
        self.sizes = Sizes(chains)
        drafts = [self._draft(chain) for chain in chains]
        owner: dict[int, int] = {}
        for n, draft in enumerate(drafts):
            for page in (p for exposed in draft.chain.pages for p in exposed.pages):
                owner.setdefault(page.n, n)
        for draft in drafts:
            self._place(draft)
        ids = self._finish(drafts)
        self.strengths = {
            str(document.id): draft.chain.strength
            for draft, document in zip(drafts, ids, strict=True)
            if document is not None
        }
        self._loose(pages, owner, ids)
        self._rest()
        return self._reconstruction(ids)

    def _chains(self, exposed: Sequence[Exposed], ruled: Mapping[int, int]) -> list[Chain]:
        """The pages in order; again where words were given back that are no catchwords."""
        weighed: Weighed = {}
        starts = [(page, page.first_page.start) for page in exposed if page.clips]
        chains = chain_pages(exposed, ruled, weighed)
        changed = unsaid_catchwords(chains, self.known)
        if not changed:
            return chains
        changed |= {page.pages[0].n for page, begun in starts if page.first_page.start != begun}
        held = {both: found for both, found in weighed.items() if changed.isdisjoint(both)}
        return chain_pages(exposed, ruled, held)

    def _loose(
        self, pages: Sequence[Page], owner: dict[int, int], ids: Sequence[Document | None]
    ) -> None:
        """Blocks tagged as furniture, each with the document on whose page it stands."""
        for page in pages:
            document = ids[owner[page.n]] if page.n in owner else None
            for block in page.blocks:
                if block.tag == "duplicate":
                    self._ruled_duplicate(block)
                elif block.tag is not None:
                    name = document.id if document else None
                    self._furnish(
                        block.tag,
                        block.start,
                        block.end,
                        block.why,
                        name,
                        page.number,
                        block.confidence,
                    )

    def _ruled_duplicate(self, block: Block) -> None:
        """A block that an editor says repeats another stretch."""
        start, end = self._free(block.start, block.end)
        kept = next(k for (s, e), k in self.rulings.duplicates if s <= block.start < e)
        if end > start:
            self.duplicates.append(self.maker.duplicate(kept, (start, end), (), WHY, 1.0))
            self.taken.add(start, end)

    def _rest(self) -> None:
        """Whatever no rule has placed: space, markup, and (said so) anything else."""
        for start, end in self.taken.free(0, len(self.text)):
            if not self.text[start:end].strip():
                kind, why = "blank", "space before or between the texts"
            elif not self.composer.visible_text(start, end):
                kind, why = "markup", "markup without text"
            else:
                kind, why = "artefact", "characters at the edge of a repeated capture"
            self._furnish(kind, start, end, why, None, None, 0.6 if kind == "artefact" else 1.0)

    def _reconstruction(self, ids: Sequence[Document | None]) -> Reconstruction:
        self.furniture.sort(key=lambda f: (f.start, f.end))
        documents = []
        attached: dict[str | None, list[Furniture]] = defaultdict(list)
        for piece in self.furniture:
            if piece.kind in ATTACHED:
                attached[piece.document].append(piece)
        for document in ids:
            if document is not None:
                documents.append(replace(document, notes=tuple(attached[document.id])))
                documents += self.carried.get(str(document.id), ())
        return Reconstruction(
            self.delivered.source,
            tuple(documents),
            tuple(self.furniture),
            tuple(sorted(self.duplicates, key=lambda d: d.other)),
            tuple(self.gaps),
            self.delivered.problems,
        )
