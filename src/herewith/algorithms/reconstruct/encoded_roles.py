"""What the elements of a TEI file are to a document: its text in a role, furniture, layers."""

from __future__ import annotations

from typing import get_args

from herewith.algorithms.reconstruct.layers import LayerKind
from herewith.model.document import FurnitureKind

__all__ = ["CLOSE_LINES", "FORME", "KINDS", "LAYERS", "LIST_ROLES", "ROLES"]

ROLES = {
    "p": "body",
    "ab": "body",
    "quote": "body",
    "postscript": "body",
    "head": "heading",
    "dateline": "dateline",
    "salute": "salutation",
    "signed": "signature",
    "closer": "closing",
    "byline": "signature",
    "opener": "other",
    "address": "address",
    "addrLine": "address",
    "list": "list",
    "item": "list",
    "label": "list",
    "table": "list",
    "row": "list",
    "cell": "list",
    "lg": "verse",
    "l": "verse",
    "div": "body",
    "trailer": "other",
    "epigraph": "other",
    "argument": "other",
    "figure": "other",
    "sp": "body",
    "speaker": "body",
}
"""Block elements and the role of the text directly in them."""

LIST_ROLES = {"subject": "subject", "references": "reference", "to": "address", "from": "address"}
CLOSE_LINES = frozenset(("item", "cell", "label", "l", "addrLine", "row", "signed", "speaker"))
"""Blocks that follow the one before on the next line, not after an empty one."""

FORME = {
    "catch": "catchword",
    "pageNum": "page_number",
    "pagenum": "page_number",
    "header": "running_head",
    "head": "running_head",
    "footer": "running_head",
    "letterhead": "letterhead",
}
KINDS = frozenset(get_args(FurnitureKind)) - {"markup", "blank", "duplicate"}
"""What `fw` may be called besides."""

LAYERS: dict[str, LayerKind] = {"del": "struck", "add": "inserted", "unclear": "unclear"}
