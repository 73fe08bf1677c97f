"""A collation as TEI P5, by the method of parallel segmentation.

Source:
    TEI P5 Guidelines, chapter 13 "Critical Apparatus" (`app`, `lem`, `rdg`, `listWit`) and
    chapter 12 for `del`, `add`, `unclear` and `gap`.

Where a witness has a declared gap and another has words, the `app` holds the words and a `gap`
for the witness that lacks them: a gap is not an omission.
"""

from __future__ import annotations

import re

from lxml import etree

from herewith import __version__
from herewith.algorithms.collation.collate import Collated, span_of
from herewith.algorithms.collation.readings import Held
from herewith.algorithms.collation.stretches import Stretch
from herewith.algorithms.collation.witness import WitnessText

__all__ = ["plain", "write_tei"]

TEI = "http://www.tei-c.org/ns/1.0"
WRAPPED = {
    "struck": "del",
    "rewritten": "del",
    "doubtful": "del",
    "inserted": "add",
}
"""States and the element that says them."""


def write_tei(found: Collated, *, title: str = "Collation") -> bytes:
    """The collation as a TEI document; reading one witness's readings gives its tokens."""
    graph = found.graph
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
    _header(root, found, title)
    body = _sub(_sub(_sub(root, "text"), "body"), "ab")
    names = xml_names(graph.sigla)
    units = iter(found.units)
    for stretch in found.cut.stretches:
        if stretch.kind == "agreement":
            _append(body, _agreed(found, stretch))
        else:
            app = _sub(body, "app")
            if stretch.kind == "variation":
                unit = next(units)
                app.set("type", unit.judged.cls)
                app.set("subtype", unit.judged.kind.replace(" ", "_"))
                for n, held in enumerate(unit.readings):
                    _reading(app, found, held, "rdg" if n else "lem", names)
            else:
                _alone(app, found, stretch, names)
        _append(body, " ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def xml_names(sigla: tuple[str, ...]) -> list[str]:
    """An xml:id for each siglum: its letters and digits, and no two alike.

    >>> xml_names(("A", "1962 copy", "Ж"))
    ['A', 'w-1962-copy', 'Ж']
    """
    out: list[str] = []
    for siglum in sigla:
        name = re.sub(r"[^\w.-]+", "-", siglum).strip("-") or "w"
        name = name if name[0].isalpha() else f"w-{name}"
        while name in out:
            name += "-"
        out.append(name)
    return out


def plain(text: str) -> str:
    """Text that XML can hold; other characters are shown as U+FFFD."""
    return re.sub(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def _sub(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{TEI}}}{name}", attributes)


def _append(parent: etree._Element, text: str) -> None:
    """Text after the last child, or at the beginning."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + plain(text)
    else:
        parent.text = (parent.text or "") + plain(text)


def _header(root: etree._Element, found: Collated, title: str) -> None:
    header = _sub(root, "teiHeader")
    file = _sub(header, "fileDesc")
    _sub(_sub(file, "titleStmt"), "title").text = plain(title)
    _sub(_sub(file, "publicationStmt"), "p").text = f"Made with Herewith {__version__}."
    listed = _sub(_sub(file, "sourceDesc"), "listWit")
    graph = found.graph
    for siglum, name in sorted(zip(graph.sigla, xml_names(graph.sigla), strict=True)):
        element = _sub(listed, "witness")
        element.set("{http://www.w3.org/XML/1998/namespace}id", name)
        element.text = plain(siglum)
    described = _sub(header, "encodingDesc")
    _sub(described, "variantEncoding", method="parallel-segmentation", location="internal")


def _agreed(found: Collated, stretch: Stretch) -> str:
    cells = found.graph.table[stretch.low : stretch.high, :]
    witness = found.base if cells[0, found.base] >= 0 else int((cells[0] >= 0).argmax())
    place = (int(cells[0, witness]), int(cells[-1, witness]) + 1)
    start, end = span_of(found.graph, witness, place)
    return found.graph.witnesses[witness].text[start:end]


def _reading(app: etree._Element, found: Collated, held: Held, name: str, names: list[str]) -> None:
    graph = found.graph
    who = sorted(held.witnesses, key=lambda w: graph.sigla[w])
    element = _sub(app, name, wit=" ".join(f"#{names[w]}" for w in who))
    start, end = span_of(graph, who[0], held.places[held.witnesses.index(who[0])])
    text = graph.witnesses[who[0]].text[start:end]
    if held.state in ("indistinct", "withheld"):
        element.set("type", held.state)
        _sub(element, "gap", reason=held.state)
        _sub(element, "note").text = plain(text)
        return
    if held.state:
        element.set("type", held.state)
    if held.state == "unclear":
        _unclear(element, graph.witnesses[who[0]], start, end)
        return
    if held.state in WRAPPED:
        element = _sub(element, WRAPPED[held.state])
    element.text = plain(text)


def _unclear(element: etree._Element, witness: WitnessText, start: int, end: int) -> None:
    """A reading with its uncertain letters, and only these, as `unclear`."""
    at = start
    for low, high in witness.uncertain(start, end):
        _append(element, witness.text[at:low])
        _sub(element, "unclear").text = plain(witness.text[low:high])
        at = high
    _append(element, witness.text[at:end])


def _alone(app: etree._Element, found: Collated, stretch: Stretch, names: list[str]) -> None:
    """Text of one witness opposite the gaps of the others."""
    graph = found.graph
    cells = graph.table[stretch.low : stretch.high]
    witness = int((cells[0] >= 0).argmax())
    app.set("type", "gap")
    element = _sub(app, "lem", wit=f"#{names[witness]}")
    start, end = span_of(graph, witness, (int(cells[0, witness]), int(cells[-1, witness]) + 1))
    element.text = plain(graph.witnesses[witness].text[start:end])
    others = sorted((graph.sigla[w], names[w]) for w in range(len(names)) if w != witness)
    lacking = _sub(app, "rdg", wit=" ".join(f"#{name}" for _, name in others))
    _sub(lacking, "gap", reason="not-held")
