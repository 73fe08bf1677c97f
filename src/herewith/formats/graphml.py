"""The variant graph as GraphML: one node for each word in its column, one edge for each step.

Source:
    The GraphML file format, http://graphml.graphdrawing.org/ (the address is the namespace).
"""

from __future__ import annotations

from lxml import etree

from herewith.algorithms.collation.collate import Collated
from herewith.formats.collation_tei import plain

__all__ = ["write_graphml"]

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
KEYS = (
    ("text", "node", "string"),
    ("rank", "node", "int"),
    ("sigla", "node", "string"),
    ("witnesses", "edge", "string"),
)


def write_graphml(found: Collated) -> bytes:
    """The graph; `rank` is the column, from 1; words with one norm in a column are one node."""
    graph = found.graph
    root = etree.Element(f"{{{NAMESPACE}}}graphml", nsmap={None: NAMESPACE})
    for name, domain, kind in KEYS:
        attributes = {"id": name, "for": domain, "attr.name": name, "attr.type": kind}
        etree.SubElement(root, f"{{{NAMESPACE}}}key", attributes)
    body = etree.SubElement(root, f"{{{NAMESPACE}}}graph", id="collation", edgedefault="directed")
    names: dict[tuple[int, int], str] = {}
    last = len(graph.table)
    nodes: dict[str, tuple[str, int, list[str]]] = {"start": ("", 0, []), "end": ("", last + 1, [])}
    for column, row in enumerate(graph.table.tolist()):
        for witness, n in enumerate(row):
            if n >= 0:
                key = (column, int(graph.norms[witness][n]))
                name = names.setdefault(key, f"n{len(names)}")
                node = nodes.setdefault(name, (graph.tokens[witness].texts[n], column + 1, []))
                node[2].append(graph.sigla[witness])
    for name, (text, rank, sigla) in nodes.items():
        element = etree.SubElement(body, f"{{{NAMESPACE}}}node", id=name)
        for key_name, value in (
            ("text", plain(text)),
            ("rank", str(rank)),
            ("sigla", " ".join(sorted(sigla))),
        ):
            etree.SubElement(element, f"{{{NAMESPACE}}}data", key=key_name).text = value
    steps: dict[tuple[str, str], list[str]] = {}
    for here, there, witness in graph.edges():
        ends = (_node(found, names, here, witness), _node(found, names, there, witness))
        steps.setdefault(ends, []).append(graph.sigla[witness])
    for (source, target), sigla in sorted(steps.items()):
        element = etree.SubElement(body, f"{{{NAMESPACE}}}edge", source=source, target=target)
        etree.SubElement(element, f"{{{NAMESPACE}}}data", key="witnesses").text = " ".join(
            sorted(sigla)
        )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _node(found: Collated, names: dict[tuple[int, int], str], column: int, witness: int) -> str:
    graph = found.graph
    if column < 0:
        return "start"
    if column == len(graph.table):
        return "end"
    return names[column, int(graph.norms[witness][graph.table[column, witness]])]
