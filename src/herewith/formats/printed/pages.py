"""The printed edition: HTML that a formatter of paged media makes into a PDF with tags.

A letter with a translation has facing pages: the original on the left-hand page, the translation
on the right, the same passages on both. What goes on a spread is reckoned from the lengths of the
passages (`PAGE` characters), short enough that no page runs over; passages are numbered in the
margin, so that a reader finds one on the other page at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from herewith.formats.printed.letter import Letter, Pair, Text
from herewith.formats.printed.pieces import head, lang, tail, words

__all__ = ["PAGE", "book_html", "letter_html"]

PAGE = 2300
"""Characters of the longer side that go on one page of a spread."""

STYLE = """
@page { size: 170mm 240mm; margin: 20mm 20mm 22mm 22mm;
  @bottom-center { content: counter(page); font: 9pt 'DejaVu Serif', serif } }
@page :left { margin: 20mm 22mm 22mm 20mm }
@page letter:left { @top-left { content: string(edition); font: 8pt 'DejaVu Serif', serif } }
@page letter:right { @top-right { content: string(letter); font: 8pt 'DejaVu Serif', serif } }
@page spread:left { @top-left { content: string(left); font: 8pt 'DejaVu Serif', serif } }
@page spread:right { @top-right { content: string(right); font: 8pt 'DejaVu Serif', serif } }
@page :first { @bottom-center { content: none } }
html { font: 9.5pt/1.45 'DejaVu Serif', 'Noto Serif', serif; hyphens: auto }
body { margin: 0 }
h1, h2, h3 { font-weight: bold; line-height: 1.25; hyphens: none; break-after: avoid }
h1 { font-size: 17pt; margin: 0 0 6mm } h2 { font-size: 11.5pt; margin: 6mm 0 2mm } h3 { font-size: 10pt }
.titlepage h1 { font-size: 24pt; margin-top: 55mm } .titlepage { string-set: edition attr(data-title) }
.contents { break-before: right } .contents ol { list-style: none; padding: 0; margin: 0 }
.contents a { color: inherit; text-decoration: none }
.contents a::after { content: leader('.') target-counter(attr(href), page) }
article { page: letter; break-before: page; string-set: letter attr(data-title) }
dl.facts { margin: 0 0 5mm; font-size: 8.5pt } dl.facts dt { font-weight: bold; float: left; clear: left; width: 24mm }
dl.facts dd { margin: 0 0 1mm 26mm }
.certificate { border-left: .8mm solid #333; padding-left: 3mm; margin: 0 0 4mm }
p { margin: 0 0 2.2mm; orphans: 2; widows: 2; overflow-wrap: anywhere }
.dateline, .signed, .signature, .closer { text-align: right }
.spread { page: spread; break-inside: auto }
.spread.source { break-before: left; string-set: left attr(data-side) }
.spread.target { break-before: right; string-set: right attr(data-side) }
.spread p { padding-left: 9mm; text-indent: -9mm } .spread p .n { display: inline-block; width: 9mm; text-indent: 0; font-size: 7pt; color: #555 }
.after { break-before: page; page: letter }
sup { line-height: 0; font-size: .7em } sup a, .note a { color: inherit; text-decoration: none }
a { color: #123a6b } del { text-decoration: line-through } ins { text-decoration: underline }
.gap, .page, .orphan { font-size: .85em; color: #444 } .page { margin-right: 1mm }
.notes, .variants, .citation { font-size: 8.5pt } .variants ul { padding-left: 5mm }
table { border-collapse: collapse; width: 100%; font-size: 8.5pt } td, th { text-align: left; vertical-align: top; padding: 1mm 2mm 1mm 0; border-bottom: .2mm solid #999 }
"""


def letter_html(letter: Letter) -> str:
    """One letter as a document of its own."""
    return _document(letter.title, "".join(_letter(letter)))


def book_html(
    title: str,
    letters: Sequence[Letter],
    attested: Sequence[tuple[str, str, str]],
    publisher: str = "",
) -> str:
    """The whole edition: title page, contents, every letter, and what is not held."""
    parts = [
        f'<section class="titlepage" data-title="{words(title)}"><h1>{words(title)}</h1>'
        f"<p>{len(letters)} letters and papers</p><p>{words(publisher)}</p></section>"
    ]
    rows = "".join(
        f'<li><a href="#{words(letter.id)}">{words(letter.date)}: {words(letter.title)}</a></li>'
        for letter in letters
    )
    parts.append(f'<section class="contents"><h1>Contents</h1><ol>{rows}</ol></section>')
    for letter in letters:
        parts += _letter(letter)
    if attested:
        told = "".join(
            f"<tr><td>{words(date)}</td><td>{words(what)}</td><td>{words(state)}</td></tr>"
            for date, what, state in attested
        )
        parts.append(
            '<article data-title="Known of and not held"><h1>Known of and not held</h1><table>'
            '<thead><tr><th scope="col">Date</th><th scope="col">What</th>'
            f'<th scope="col">State</th></tr></thead><tbody>{told}</tbody></table></article>'
        )
    return _document(title, "\n".join(parts))


def _document(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{words(title)}</title><style>{STYLE}</style></head>\n"
        f"<body>\n{body}\n</body></html>\n"
    )


def _letter(letter: Letter) -> Iterator[str]:
    yield f'<article data-title="{words(letter.title)}">'
    yield from head(letter)
    facing = False
    for text in letter.texts:
        if text.pairs:
            facing = True
            yield from _facing(text)
        else:
            yield f'<div class="{"after" if facing else "text"}">'
            yield f"<h2>{words(text.heading)}</h2>"
            yield f"<div{lang(text.language)}>{text.html}</div></div>"
            facing = False
    yield '<div class="after">' if facing else "<div>"
    yield from tail(letter)
    yield "</div></article>"


def _facing(text: Text) -> Iterator[str]:
    for number, spread in enumerate(_spreads(text.pairs)):
        for side, heading, language in (
            ("source", text.heading, text.language),
            ("target", text.other_heading, text.other_language),
        ):
            yield f'<div class="spread {side}" data-side="{words(heading)}">'
            if number == 0:
                yield f"<h2>{words(heading)}</h2>"
            for pair in spread:
                told = pair.source if side == "source" else pair.target
                n = f'<span class="n">{pair.number}</span>'
                if told:
                    yield f"<p{lang(language)}>{n}{told}</p>"
                else:
                    yield f'<p class="orphan">{n}[{escape(_why(pair))}]</p>'
            yield "</div>"


def _why(pair: Pair) -> str:
    """What stands in place of a passage that one side does not have."""
    return {
        "gap": "not held",
        "omitted": "not in the translation",
        "added": "not in the original",
    }.get(pair.kind, "nothing here")


def _spreads(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Passages that go on one spread: as many as both pages hold."""
    spread: list[Pair] = []
    room = [0, 0]
    for pair in pairs:
        sizes = [max(size, 40) + 60 for size in pair.sizes]
        if spread and max(a + b for a, b in zip(room, sizes, strict=True)) > PAGE:
            yield spread
            spread, room = [], [0, 0]
        spread.append(pair)
        room = [a + b for a, b in zip(room, sizes, strict=True)]
    if spread:
        yield spread
