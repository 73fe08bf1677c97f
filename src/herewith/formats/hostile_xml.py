"""XML from outside as events, by expat: no document type, no entity, nothing fetched.

For formats whose text is taken out of the file (Word, ALTO, PAGE); TEI, of which the offsets into
the file itself matter, is read by `tei`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from herewith.errors import DataError

__all__ = ["MAX_DEPTH", "events", "local"]

MAX_DEPTH = 500
"""Elements within each other; no format here comes near."""


class _RefusedError(Exception):
    """Something was met that no such file has."""


def events(
    data: bytes,
    begin: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Tell of every element and text of UTF-8 data, names without namespace.

    Raises:
        DataError: if the data is not well formed, or declares a document type.
    """
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _RefusedError("its elements are nested too deep")
        begin(local(name), {local(key): value for key, value in attributes.items()})

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(local(name))

    def refuse(*_: object) -> int:
        raise _RefusedError("it declares a document type or entities, which are refused")

    parser.StartElementHandler = start
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
    except _RefusedError as error:
        raise DataError(str(error)) from error
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise DataError(f"not well-formed XML ({reason}, line {error.lineno})") from error


def local(name: str) -> str:
    """A name without its namespace.

    >>> local("http://www.loc.gov/standards/alto/ns-v4# String")
    'String'
    """
    return name.rpartition(" ")[2]
