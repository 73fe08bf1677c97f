"""The edition as EPUB 3: one chapter a letter, texts facing each other told one under the other.

Source:
    EPUB 3.3 (W3C, 2023), EPUB Accessibility 1.1, DPUB-ARIA 1.0. Our own small writer: a ZIP
    whose first member is `mimetype`, a package document, a navigation document and chapters.

Bytes depend on the content alone: members have one fixed date, the identifier is a digest.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from herewith.formats.printed.letter import Letter, Text
from herewith.formats.printed.pieces import head, lang, tail, words
from herewith.formats.tei_edition.elements import ncname
from herewith.model.records import digest

__all__ = ["Book", "chapter_name", "write_epub"]

MIMETYPE = "application/epub+zip"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
STYLE = """body { line-height: 1.4; margin: 0 5% }
h1 { font-size: 1.4em; line-height: 1.2 } h2 { font-size: 1.15em } h3 { font-size: 1em }
dl.facts { font-size: .9em } dl.facts dt { font-weight: bold } dl.facts dd { margin: 0 0 .3em 1em }
.certificate { border-left: .25em solid; padding-left: .7em }
.pair { margin: 0 0 1em } .pair p { margin: 0 0 .3em; text-indent: 0 }
.pair p.other { padding-left: 1em; border-left: 1px solid }
.dateline, .signed, .signature, .closer { text-align: right }
.gap, .page, .orphan { font-size: .85em } .citation, .note, .variants { font-size: .9em }
del { text-decoration: line-through } ins { text-decoration: underline }
td, th { text-align: left; vertical-align: top; padding: .2em .6em .2em 0 }
"""
SUMMARY = (
    "Text with headings, lists and notes that are linked both ways; the language of every text is "
    "marked; originals and translations follow each other sentence by sentence; no images."
)


@dataclass(frozen=True, slots=True)
class Book:
    """What a book is made of. `modified` is an ISO day, `attested` rows of papers not held."""

    title: str
    letters: Sequence[Letter]
    attested: Sequence[tuple[str, str, str]]
    languages: Sequence[str]
    modified: str
    publisher: str = ""


def chapter_name(item: str) -> str:
    """The file of a letter's chapter.

    >>> chapter_name("1962-10-27-khrushchev-kennedy")
    'letter-1962-10-27-khrushchev-kennedy.xhtml'
    """
    return f"letter-{ncname(item).removeprefix('n-')}.xhtml"


def write_epub(book: Book, progress: Callable[[int, int], None] = lambda *_: None) -> bytes:
    """The book as the bytes of an EPUB file: equal books give equal bytes."""
    files: dict[str, str] = {}
    for n, letter in enumerate(book.letters, start=1):
        files[chapter_name(letter.id)] = _chapter(letter)
        progress(n, len(book.letters))
    if book.attested:
        files["attested.xhtml"] = _attested(book)
    files["nav.xhtml"] = _navigation(book)
    files["title.xhtml"] = _title(book)
    identifier = UUID(hex=digest([book.title, sorted(files.items())])[:32])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", CONTAINER)
        _put(archive, "OEBPS/content.opf", _package(book, str(identifier), tuple(files)))
        _put(archive, "OEBPS/style.css", STYLE)
        for name in sorted(files):
            _put(archive, f"OEBPS/{name}", files[name])
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = how
    info.external_attr = 0o644 << 16
    archive.writestr(info, text.encode("utf-8", "replace"))


def _page(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="en" xml:lang="en"><head><title>{words(title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def _chapter(letter: Letter) -> str:
    body = [
        f'<section epub:type="chapter" role="doc-chapter" aria-labelledby="{words(letter.id)}">'
    ]
    body += head(letter)
    for text in letter.texts:
        body += _text(text)
    body += tail(letter)
    body.append("</section>")
    return _page(letter.title, "\n".join(body))


def _text(text: Text) -> Iterator[str]:
    if not text.pairs:
        yield f"<h2>{words(text.heading)}</h2>"
        yield f"<div{lang(text.language)}>{text.html}</div>"
        return
    yield f"<h2>{words(text.heading)}, and {words(text.other_heading)}</h2>"
    for pair in text.pairs:
        yield '<div class="pair">'
        if pair.source:
            yield f"<p{lang(text.language)}>{pair.source}</p>"
        if pair.target:
            yield f'<p class="other"{lang(text.other_language)}>{pair.target}</p>'
        if not (pair.source and pair.target):
            yield '<p class="orphan">[on one side only]</p>'
        yield "</div>"


def _title(book: Book) -> str:
    count = f"{len(book.letters)} letters and papers"
    body = (
        f'<section epub:type="titlepage"><h1>{words(book.title)}</h1><p>{count}</p>'
        f"<p>{words(book.publisher)}</p></section>"
    )
    return _page(book.title, body)


def _navigation(book: Book) -> str:
    lines = ['<nav epub:type="toc" role="doc-toc" id="toc"><h1>Contents</h1><ol>']
    for letter in book.letters:
        when = f"{letter.date}: " if letter.date else ""
        lines.append(
            f'<li><a href="{chapter_name(letter.id)}">{words(when + letter.title)}</a></li>'
        )
    if book.attested:
        lines.append('<li><a href="attested.xhtml">Known of and not held</a></li>')
    if not book.letters and not book.attested:
        lines.append('<li><a href="title.xhtml">Title</a></li>')
    lines.append("</ol></nav>")
    lines.append(
        '<nav epub:type="landmarks" hidden="hidden"><h2>Landmarks</h2><ol>'
        '<li><a epub:type="titlepage" href="title.xhtml">Title</a></li>'
        '<li><a epub:type="toc" href="#toc">Contents</a></li></ol></nav>'
    )
    return _page(f"Contents of {book.title}", "\n".join(lines))


def _attested(book: Book) -> str:
    rows = "".join(
        f"<tr><td>{words(date)}</td><td>{words(what)}</td><td>{words(state)}</td></tr>"
        for date, what, state in book.attested
    )
    body = (
        "<section><h1>Known of and not held</h1><table><thead><tr>"
        '<th scope="col">Date</th><th scope="col">What</th><th scope="col">State</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )
    return _page("Known of and not held", body)


def _package(book: Book, identifier: str, files: Sequence[str]) -> str:
    features = ("structuralNavigation", "tableOfContents", "readingOrder", "unlocked")
    meta = [
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>',
        f"<dc:title>{words(book.title) or 'Edition'}</dc:title>",
        *(f"<dc:language>{words(name)}</dc:language>" for name in (book.languages or ("en",))),
        f"<dc:publisher>{words(book.publisher)}</dc:publisher>" if book.publisher else "",
        f'<meta property="dcterms:modified">{book.modified}T00:00:00Z</meta>',
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessModeSufficient">textual</meta>',
        *(f'<meta property="schema:accessibilityFeature">{f}</meta>' for f in features),
        '<meta property="schema:accessibilityHazard">none</meta>',
        f'<meta property="schema:accessibilitySummary">{SUMMARY}</meta>',
    ]
    spine = ["title.xhtml", "nav.xhtml", *(chapter_name(letter.id) for letter in book.letters)]
    spine += ["attested.xhtml"] if "attested.xhtml" in files else []
    ids = {name: f"f{n}" for n, name in enumerate(sorted(files))}
    listed = [
        f'<item id="{ids[name]}" href="{name}" media-type="application/xhtml+xml"'
        + (' properties="nav"/>' if name == "nav.xhtml" else "/>")
        for name in sorted(files)
    ]
    listed.append('<item id="css" href="style.css" media-type="text/css"/>')
    refs = "".join(f'<itemref idref="{ids[name]}"/>' for name in spine)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        'xml:lang="en" prefix="schema: http://schema.org/">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "\n".join(filter(None, meta))
        + f"\n</metadata><manifest>{''.join(listed)}</manifest><spine>{refs}</spine></package>\n"
    )
