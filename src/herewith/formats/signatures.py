"""What a file is by its first bytes, where no reader here understands it."""

from __future__ import annotations

__all__ = ["SIGNATURES", "named"]

AS_FILE = "Name the file itself, not its bytes."

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", AS_FILE),
    (b"PK\x03\x04", "a ZIP archive or office document", AS_FILE),
    (b"\x89PNG", "a PNG image", AS_FILE),
    (b"\xff\xd8\xff", "a JPEG image", AS_FILE),
    (b"GIF8", "a GIF image", AS_FILE),
    (b"II*\x00", "a TIFF image", AS_FILE),
    (b"MM\x00*", "a TIFF image", AS_FILE),
    (b"\x1f\x8b", "a gzip file", AS_FILE),
    (b"BZh", "a bzip2 file", AS_FILE),
    (b"\xfd7zXZ", "an xz file", AS_FILE),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Pack it as ZIP or TAR."),
    (b"Rar!", "a RAR archive", "Pack it as ZIP or TAR."),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "Pack it as ZIP or TAR."),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted office document", "Save it as DOCX or PDF."),
    (b"{\\rtf", "an RTF document", "Save it as DOCX or plain text."),
    (b"%!PS", "a PostScript file", "Convert it to PDF."),
    (b"AT&TFORM", "a DjVu file", "Convert it to PDF."),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90", "a program", ""),
    (b"SQLite format 3\x00", "a database", ""),
    (b"ID3", "a sound file", ""),
    (b"OggS", "a sound file", ""),
)
"""First bytes, what they say, and what to do."""

OFFICE = {
    "xlsx": "an Excel workbook",
    "pptx": "a PowerPoint file",
    "odt": "an OpenDocument file",
    "epub": "an EPUB book",
}


def named(head: bytes) -> tuple[str, str] | None:
    """What the first bytes name, and what to do; `None` if they name nothing.

    >>> named(b"Rar!xx")
    ('a RAR archive', 'Pack it as ZIP or TAR.')
    """
    for signature, name, hint in SIGNATURES:
        if head.startswith(signature):
            return name, hint
    return None
