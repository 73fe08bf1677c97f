"""Delivered words without the markup of their file: for display and for search."""

from __future__ import annotations

import re

__all__ = ["MARKED_UP", "TAG", "plain"]

MARKED_UP = ("application/xml", "application/tei+xml")
"""Media types of sources whose decoded text is XML; of Word and OCR files it is what they say."""

TAG = re.compile(r"<[^<>]*>")
"""A tag of XML, whole."""


def plain(quote: str, media_type: str) -> str:
    """Delivered words for display in running text: XML tags and repeated white space left out.

    >>> plain("<note n='1'>Not  <hi>printed</hi>.</note>", "application/tei+xml")
    'Not printed.'
    >>> plain("a < b, c > d", "text/plain")
    'a < b, c > d'
    """
    if media_type in MARKED_UP:
        quote = TAG.sub("", quote)
        for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
            quote = quote.replace(entity, char)
    return " ".join(quote.split())
