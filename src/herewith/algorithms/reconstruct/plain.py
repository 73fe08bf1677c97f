"""Documents of plain text and OCR Markdown: first version, one document a file."""

from __future__ import annotations

import re

from herewith.algorithms.reconstruct.compose import Composer
from herewith.algorithms.reconstruct.furnish import Maker, text_digest
from herewith.algorithms.reconstruct.layers import spoken_layers
from herewith.languages.identify import identify
from herewith.model.document import Document, DocumentId, Furniture, Passage, Reconstruction
from herewith.model.text import Delivered

__all__ = ["reconstruct_plain"]

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*(?:\n[ \t\r\f]*)*")


def reconstruct_plain(delivered: Delivered) -> Reconstruction:
    """Cut a text into paragraphs; every character is in a passage or in blank furniture."""
    source, text = delivered.source.id, delivered.text
    maker, composer = Maker(source, text), Composer(source, text, delivered.visible)
    passages: list[Passage] = []
    furniture: list[Furniture] = []
    at = 0
    for found in _PARAGRAPH.finditer(text):
        if found.start() > at:
            furniture.append(maker.furniture("blank", at, found.start(), "space before the text"))
        at = found.end()
        if composer.visible_text(found.start(), at):
            passages.append(Passage(source, found.start(), at, "body", None))
        else:
            furniture.append(maker.furniture("markup", found.start(), at, "markup only"))
    if at < len(text):
        furniture.append(maker.furniture("blank", at, len(text), "space behind the text"))
    documents: tuple[Document, ...] = ()
    if passages:
        composed = composer.compose(passages)
        words = "-".join(re.findall(r"\w+", composed.text.lower())[:5])
        documents = (
            Document(
                id=DocumentId(f"{source}#{words}-{text_digest(composed.text, size=4)}"),
                kind=None,
                language=identify(composed.text),
                pages=(),
                passages=tuple(passages),
                text=composed.text,
                runs=composed.runs,
                complete=True,
                layers=tuple(spoken_layers(composed.text)),
            ),
        )
    return Reconstruction(delivered.source, documents, tuple(furniture), (), (), delivered.problems)
