"""Certificates of comparison as one page: text, HTML and a TEI note.

A certificate says first what each side holds and how much was compared, then what may be said,
then what was found, which decisions were taken, and with which rules, lexicon and packs. The date
is given by whoever asks for it; without one it bears none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from lxml import etree

from herewith.model.findings import Comparison, Finding, SideReport

__all__ = ["STYLE", "certificate_html", "certificate_tei", "certificate_text"]

TITLE = "Certificate of comparison"
LISTED = ("substance", "undetermined", "nuance")
"""Classes whose findings a reader needs; form and settled places are folded away."""

FOLDED = ("form", "none")
NAMES = {
    "substance": "Differences of substance",
    "undetermined": "Places that cannot be judged",
    "nuance": "Nuances of wording",
    "form": "Differences of form",
    "none": "Settled or newly released",
}
VERDICTS = {
    "no_difference_of_substance": "No difference of substance",
    "differences_of_substance": "Differences of substance",
    "incomplete": "Incomplete",
    "undetermined": "Undetermined",
}
TEI = "http://www.tei-c.org/ns/1.0"


def certificate_text(made: Sequence[Comparison], *, date: str = "") -> str:
    """The certificates of some comparisons in words, one after another."""
    return "\n\n----\n\n".join("\n\n".join(_blocks(one, date)) for one in made) + "\n"


def _blocks(made: Comparison, date: str) -> Iterator[str]:
    yield f"{TITLE.upper()}: {made.a.label} – {made.b.label}"
    yield made.statement
    counts = ", ".join(f"{name} {n}" for name, n in made.counts().items() if n)
    yield f"Verdict: {VERDICTS[made.verdict]}. Findings: {counts or 'none'}."
    for name in (*LISTED, "none"):
        for finding in _of(made, name):
            yield "\n".join(_lines(finding))
    forms = len(_of(made, "form"))
    if forms:
        yield f"{NAMES['form']}: {forms}, not listed here."
    yield "\n".join(f"{key}: {value}" for key, value in _foot(made, date))


def _lines(finding: Finding) -> Iterator[str]:
    grave = f", {finding.severity}" if finding.severity != "none" else ""
    status = "" if finding.status == "proposed" else f" [{finding.status}]"
    yield f"{finding.cls} ({finding.facet.replace('_', ' ')}{grave}){status}: {finding.reason}"
    if finding.gloss:
        yield f"  {finding.gloss}"
    if finding.cause:
        yield f"  probably by {finding.cause}"


def _of(made: Comparison, name: str) -> list[Finding]:
    return [finding for finding in made.findings if finding.cls == name]


def _foot(made: Comparison, date: str) -> Iterator[tuple[str, str]]:
    """What the certificate rests on, as pairs of a name and a value."""
    for side, name in ((made.a, "First text"), (made.b, "Second text")):
        yield name, f"{side.label}, {side.language or 'language unknown'}, SHA-256 {side.digest}"
    yield "Rules, lexicon and packs", ", ".join(made.packs)
    yield "Rests on", made.basis
    yield "State", made.state
    decided = [f for f in made.findings if f.status != "proposed"]
    yield "Decisions taken", str(len(decided)) if decided else "none"
    yield "Signature", made.signed or "not signed"
    if date:
        yield "Date", date


STYLE = """
@page { size: A4; margin: 18mm }
body { font: 16px/1.45 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 1.6rem } h3 { font-size: 1rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #bbb }
.statement { border-left: 4px solid #333; padding: .4rem .9rem } .finding { margin: .8rem 0; padding: .5rem .8rem; border: 1px solid #999 }
.readings { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem; margin: 0 } .readings dd, .readings dt { margin: 0 }
.small { font-size: .85rem; overflow-wrap: anywhere } article { break-after: page }
"""


def certificate_html(made: Sequence[Comparison], *, date: str = "") -> str:
    """The certificates of some comparisons as one page that needs nothing beside it."""
    body = "\n".join("".join(_article(one, date)) for one in made)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{TITLE}</title><style>{STYLE}</style></head>\n<body><main>\n{body}\n</main></body></html>\n"
    )


def _article(made: Comparison, date: str) -> Iterator[str]:
    yield f"<article><h1>{TITLE}</h1>"
    yield f"<p><strong>{escape(made.a.label)}</strong> – <strong>{escape(made.b.label)}</strong></p>"
    yield "<h2>What was compared</h2>"
    yield from _coverage(made)
    yield f"<h2>What may be said: {VERDICTS[made.verdict]}</h2>"
    yield f'<p class="statement">{escape(made.statement)}</p>'
    yield "<h2>Findings</h2><ul>"
    yield "".join(f"<li>{NAMES[n]}: {len(_of(made, n))}</li>" for n in (*LISTED, *FOLDED))
    yield "</ul>"
    for name in LISTED:
        found = _of(made, name)
        if found:
            yield f"<h3>{NAMES[name]}</h3>" + "".join(_card(made, f) for f in found)
    for name in FOLDED:
        found = _of(made, name)
        if found:
            yield f"<details><summary>{NAMES[name]} ({len(found)})</summary>"
            yield "".join(_card(made, f) for f in found) + "</details>"
    yield '<h2>What it rests on</h2><table class="small"><tbody>'
    for key, value in _foot(made, date):
        yield f'<tr><th scope="row">{key}</th><td>{escape(value)}</td></tr>'
    yield "</tbody></table></article>"


def _coverage(made: Comparison) -> Iterator[str]:
    yield '<table><thead><tr><th scope="col">Text</th><th scope="col">Words</th><th scope="col">Compared</th><th scope="col">Not held</th></tr></thead><tbody>'
    for side in (made.a, made.b):
        lacking = "<br>".join(escape(line) for line in _lacking(side)) or "nothing known"
        yield (
            f'<tr><th scope="row">{escape(side.label)}</th><td>{side.words:,}</td>'
            f"<td>{side.compared:,}</td><td>{lacking}</td></tr>"
        )
    yield "</tbody></table>"


def _lacking(side: SideReport) -> Iterator[str]:
    for gap in side.not_held:
        size = f"about {gap.words:,} words" if gap.words else "a passage of unknown length"
        yield f"{size}: {gap.why}"


def _card(made: Comparison, finding: Finding) -> str:
    def lang(side: SideReport) -> str:
        return f' lang="{escape(side.language)}"' if side.language else ""

    readings = "".join(
        f"<div><dt>{escape(side.label)}</dt><dd{lang(side)}>{escape(words.text.strip()) or '<em>nothing</em>'}</dd></div>"
        for side, words in ((made.a, finding.a), (made.b, finding.b))
    )
    more = [
        f"{finding.gloss}." if finding.gloss else "",
        f"Probably by {finding.cause}." if finding.cause else "",
    ]
    more += [
        f"Status: {finding.status}." if finding.status != "proposed" else "",
        f"Rule: {finding.rule}.",
    ]
    told = " ".join(escape(line) for line in more if line)
    return (
        f'<section class="finding"><p>{escape(finding.reason)} <strong>{finding.facet.replace("_", " ")}'
        f"{', ' + finding.severity if finding.severity != 'none' else ''}</strong></p>"
        f'<dl class="readings">{readings}</dl><p class="small">{told}</p></section>'
    )


def certificate_tei(made: Sequence[Comparison], *, date: str = "") -> bytes:
    """The certificates as TEI notes in one `noteGrp`, to be put into a `sourceDesc` or `back`."""
    root = etree.Element(f"{{{TEI}}}noteGrp", nsmap={None: TEI})
    for one in made:
        note = etree.SubElement(root, f"{{{TEI}}}note", type="certificate", resp="#machine")
        note.set("subtype", one.verdict)
        _paragraph(note, one.statement)
        found = [f for name in LISTED for f in _of(one, name)]
        if found:
            listed = etree.SubElement(
                note, f"{{{TEI}}}list", type=VERDICTS[one.verdict].replace(" ", "_")
            )
            for finding in found:
                item = etree.SubElement(listed, f"{{{TEI}}}item", ana=f"#{finding.cls}")
                item.text = f"{finding.facet.replace('_', ' ')}: {finding.reason}"
        for key, value in _foot(one, ""):
            _paragraph(note, f"{key}: {value}")
        if date:
            paragraph = _paragraph(note, "Date: ")
            etree.SubElement(paragraph, f"{{{TEI}}}date", when=date).text = date
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _paragraph(parent: etree._Element, text: str) -> etree._Element:
    paragraph = etree.SubElement(parent, f"{{{TEI}}}p")
    paragraph.text = _printable(text)
    return paragraph


def _printable(text: str) -> str:
    """A text without characters that XML forbids."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")
