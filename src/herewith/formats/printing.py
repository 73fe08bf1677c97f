"""HTML pages as PDF, by WeasyPrint (the extra `pdf`), which this module alone imports."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from herewith.errors import UsageError

__all__ = ["can_print", "pdf_of"]


def can_print() -> bool:
    """Whether the extra is installed. Without the system's Pango library `pdf_of` still refuses."""
    return find_spec("weasyprint") is not None


def pdf_of(html: str) -> bytes:
    """A page of HTML as a PDF with tags, for printing and filing; the same page gives the same bytes.

    Raises:
        UsageError: without the extra, or without the system's Pango library.
    """
    try:
        printer = import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise UsageError(
            "PDF needs the extra: pip install 'herewith[pdf]' and the Pango library"
        ) from error
    page = printer.HTML(string=html)
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"herewith"))
