"""The certificate of a comparison as files: text, JSON, TEI, and where they can be made HTML, PDF.

Certificates bear no date here: a page of an edition says what holds whenever it is read.
"""

from __future__ import annotations

from herewith.formats.certificates import certificate_html, certificate_tei, certificate_text
from herewith.formats.printing import pdf_of
from herewith.model.findings import Comparison
from herewith.model.records import dumps
from herewith.site.addresses import Route, page_address, parse
from herewith.site.index import EditionIndex

__all__ = ["certificate_file", "certificate_files", "certified", "is_certificate"]

FOLDER = "certificate/"
"""Where certificates stand, each named as the page of its comparison is in its folder."""

PAGES = "comparison/"

FORMS = {
    ".html": ("HTML", "text/html; charset=utf-8"),
    ".txt": ("Text", "text/plain; charset=utf-8"),
    ".json": ("JSON", "application/json; charset=utf-8"),
    ".xml": ("TEI", "application/tei+xml; charset=utf-8"),
    ".pdf": ("PDF", "application/pdf"),
}
"""Forms of a certificate: what they are called, and their media types."""


def is_certificate(path: str) -> bool:
    """Whether a path is that of a certificate, in any form."""
    return path.startswith(FOLDER) and path.endswith(tuple(FORMS))


def certified(path: str) -> tuple[Route | None, str]:
    """The comparison of which a path is a certificate, and the form of it."""
    stem, dot, form = path.removeprefix(FOLDER).rpartition(".")
    return parse(PAGES + stem), dot + form


def certificate_files(index: EditionIndex, comparison: str) -> tuple[tuple[str, str], ...]:
    """Names and addresses of the forms in which a certificate is published."""
    stem = page_address(Route("comparison", comparison), "").removeprefix(PAGES)
    forms = index.publication.certificates
    return tuple((FORMS[one][0], f"{FOLDER}{stem}{one}") for one in forms)


def certificate_file(index: EditionIndex, made: Comparison, form: str) -> tuple[str, bytes] | None:
    """Media type and bytes of a certificate; `None` for a form in which it is not published.

    Raises:
        UsageError: for PDF, where the printer cannot be used.
    """
    if form not in index.publication.certificates:
        return None
    media = FORMS[form][1]
    if form == ".xml":
        return media, certificate_tei([made])
    if form == ".json":
        return media, (dumps(made) + "\n").encode("utf-8", "replace")
    if form == ".txt":
        return media, certificate_text([made]).encode("utf-8", "replace")
    page = certificate_html([made])
    return media, pdf_of(page) if form == ".pdf" else page.encode("utf-8", "replace")
