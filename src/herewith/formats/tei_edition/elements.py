"""Elements of TEI with text that XML can hold, and records as feature structures.

Source:
    TEI P5 Guidelines, chapter 18 "Feature Structures": `fs`, `f`, `string`, `numeric`, `binary`,
    `symbol`, `vColl`. Whatever of a record has no element of its own is said with them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from herewith.errors import DataError
from herewith.formats.collation_tei import plain

__all__ = [
    "ID",
    "LANG",
    "TEI",
    "Element",
    "append",
    "data_of",
    "features",
    "local",
    "ncname",
    "sub",
]

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
ID, LANG, SPACE = f"{{{XML}}}id", f"{{{XML}}}lang", f"{{{XML}}}space"

Element = Any
"""An element of lxml, whose types are not known."""

_COMPACT = frozenset(("runs", "passages"))
"""Features whose values are long lists of numbers: one string of JSON each."""


def sub(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new last child; empty attributes are left out, `xml_id` and `xml_lang` are XML's own."""
    made = etree.SubElement(parent, f"{{{TEI}}}{tag}")
    own = {"xml_id": ID, "xml_lang": LANG, "xml_space": SPACE}
    for name, value in attributes.items():
        if value:
            made.set(own.get(name, name.rstrip("_")), plain(value))
    if text:
        made.text = plain(text)
    return made


def append(parent: Element, text: str) -> None:
    """Text after the last child, or at the beginning."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + plain(text)
    else:
        parent.text = (parent.text or "") + plain(text)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def ncname(text: str) -> str:
    """A name that XML takes for an id.

    >>> ncname("box/01#d 5"), ncname("1962")
    ('box-01-d-5', 'n-1962')
    """
    name = re.sub(r"[^\w.-]+", "-", text).strip("-") or "n"
    return name if name[0].isalpha() or name[0] == "_" else f"n-{name}"


def features(parent: Element, kind: str, data: Mapping[str, Any], **attributes: str) -> Element:
    """A feature structure that says what plain JSON data says."""
    made = sub(parent, "fs", type=kind, **attributes)
    for name, value in data.items():
        feature = sub(made, "f", name=name)
        if name in _COMPACT:
            sub(feature, "string", json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        else:
            _value(feature, value)
    return made


def _value(parent: Element, value: Any) -> None:
    if value is None:
        sub(parent, "symbol", value="null")
    elif isinstance(value, bool):
        sub(parent, "binary", value="true" if value else "false")
    elif isinstance(value, int | float):
        sub(parent, "numeric", value=json.dumps(value))
    elif isinstance(value, str):
        sub(parent, "string", value)
    elif isinstance(value, Mapping):
        features(parent, "record", value)
    else:
        listed = sub(parent, "vColl", org="list")
        for item in value:
            if isinstance(item, list | tuple):  # a collection may not stand in a collection
                _value(sub(sub(listed, "fs", type="list"), "f", name="items"), item)
            else:
                _value(listed, item)


def data_of(element: Element) -> dict[str, Any]:
    """The plain JSON data that a feature structure says.

    Raises:
        DataError: if it says something that `features` does not write.
    """
    out: dict[str, Any] = {}
    for feature in element:
        name = feature.get("name")
        if local(feature) != "f" or not name or len(feature) != 1:
            raise DataError(f"a feature structure on line {element.sourceline} is none of ours")
        value = _read(feature[0])
        out[name] = json.loads(value) if name in _COMPACT else value
    return out


def _read(element: Element) -> Any:
    name = local(element)
    if name == "symbol":
        return None
    if name == "binary":
        return element.get("value") == "true"
    if name == "numeric":
        return json.loads(element.get("value"))
    if name == "string":
        return element.text or ""
    if name == "fs":
        return data_of(element)["items"] if element.get("type") == "list" else data_of(element)
    if name == "vColl":
        return [_read(item) for item in element]
    raise DataError(f"<{name}> on line {element.sourceline} is no value of a feature")
