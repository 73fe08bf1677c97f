"""TEI P5 and other XML: elements with exact offsets into the decoded text.

`expat` decides whether a file is well formed and refuses entity declarations; one regular
expression then cuts the decoded text into tags and text, so that every offset is a code point
of what was delivered. Nothing outside the file is ever opened.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from herewith.algorithms.line_numbers import LineNumbers
from herewith.errors import Place, Problem
from herewith.formats.enclosed import Pair, enclosed
from herewith.model.text import Mark, Visible

__all__ = ["Parsed", "is_xml", "parse"]

_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<!\[CDATA\[(?P<cdata>.*?)\]\]>"
    r"|<\?.*?\?>"
    r"|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>"
    r"|<(?P<close>/?)(?P<name>[^\s/><!?\"'=]+)"
    r"(?P<rest>[^>\"'<]*(?:\"[^\"]*\"[^>\"'<]*|'[^']*'[^>\"'<]*)*)>",
    re.DOTALL,
)
_TAG = re.compile(r"</?[^\s/><!?\"'=]+[^>\"'<]*(?:\"[^\"]*\"[^>\"'<]*|'[^']*'[^>\"'<]*)*>")
_HIDDEN: tuple[Pair, ...] = (
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<!DOCTYPE[^\[>]{0,2000}>"), re.compile("")),
    (re.compile(r"<!DOCTYPE[^\[>]{0,2000}\["), re.compile(r"\]\s*>")),
)
_ATTRIBUTE = re.compile(r"([^\s=\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ENTITY = re.compile(r"&(#x?[0-9A-Fa-f]+|[A-Za-z_:][\w.:-]*);")
_XML_START = re.compile(r"\s*(?:<\?xml\b|<!--|<!DOCTYPE\b|<\?|<[A-Za-z_][\w.:-]*[\s>/])")
_PREDEFINED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class _HostileError(Exception):
    """An entity declaration was met."""


class Parsed(NamedTuple):
    """What of an XML text is visible, its elements, its root's local name, and problems.

    An element with a namespace prefix has it as the attribute `xml:prefix`. `sound` is false where the text is not well formed or declares entities: then there are no
    marks, and the visible stretches are what stands between anything that looks like a tag.
    """

    visible: tuple[Visible, ...]
    marks: tuple[Mark, ...]
    root: str
    sound: bool
    problems: tuple[Problem, ...]


def is_xml(head: str) -> bool:
    """Whether a text's beginning is that of an XML file."""
    return head.startswith("<") and _XML_START.match(head) is not None


def parse(text: str, *, shown: str) -> Parsed:
    """Cut an XML text into visible stretches and element marks, in document order."""
    trouble = _check(text, shown)
    visible: list[Visible] = []
    if trouble:
        lines = LineNumbers(text)
        at = 0
        for start, end in _taglike(text):
            _text(text, at, start, visible, [], shown, lines)
            at = end
        _text(text, at, len(text), visible, [], shown, lines)
        return Parsed(tuple(visible), (), "", False, (trouble,))
    problems: list[Problem] = []
    marks = _elements(text, visible, problems, shown)
    problems += _repeated_ids(text, marks, shown)
    return Parsed(tuple(visible), tuple(marks), marks[0].name, True, tuple(problems))


def _taglike(text: str) -> Iterator[tuple[int, int]]:
    """Of a text that is no sound XML, whatever looks like a tag, comment or declaration."""
    at = 0
    for start, end in (*enclosed(text, _HIDDEN), (len(text), len(text))):
        for found in _TAG.finditer(text, at, start):
            yield found.span()
        yield start, end
        at = end


def _check(text: str, shown: str) -> Problem | None:
    """The reason why expat would not have this text, or nothing."""
    parser = expat.ParserCreate("utf-8")

    def refuse(*_: object) -> None:
        raise _HostileError

    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = lambda *_: 0
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except _HostileError:
        return Problem(
            "R122",
            "error",
            "the file declares entities, which are refused; it is read as plain text",
            Place(shown, line=parser.CurrentLineNumber),
            "Write the characters themselves and remove the declarations.",
        )
    except (expat.ExpatError, ValueError) as error:
        line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
        return Problem(
            "R121",
            "error",
            f"not well-formed XML ({expat.ErrorString(getattr(error, 'code', 0)) or error})"
            "; it is read as plain text",
            Place(shown, line=line, column=None if column is None else column + 1),
            "Correct the file at this place.",
        )
    return None


def _elements(text: str, visible: list[Visible], problems: list[Problem], shown: str) -> list[Mark]:
    """Marks of all elements; fills the visible stretches."""
    drafts: list[list[object]] = []
    stack: list[int] = []
    lines = LineNumbers(text)
    at = 0
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if start > at and stack:
            _text(text, at, start, visible, problems, shown, lines)
        at = end
        if found["cdata"] is not None:
            if found["cdata"]:
                visible.append(Visible(start + 9, end - 3))
            continue
        name = found["name"]
        if name is None:
            continue
        if found["close"]:
            draft = drafts[stack.pop()]
            draft[1], draft[3] = end, start
            continue
        rest = found["rest"]
        empty = rest.endswith("/")
        prefix, _, local = name.rpartition(":")
        attributes = _attributes(rest)
        if prefix:
            attributes = (*attributes, ("xml:prefix", prefix))
        drafts.append([start, end, end, end, local, attributes, stack[-1] if stack else None])
        if not empty:
            stack.append(len(drafts) - 1)
        elif local in ("lb", "cb") and not found["rest"].count('break="no"'):
            visible.append(Visible(start, end, "\n"))
    return [Mark("element", d[0], d[1], d[2], d[3], d[4], d[5], d[6]) for d in drafts]  # type: ignore[arg-type]


def _attributes(rest: str) -> tuple[tuple[str, str], ...]:
    if "=" not in rest:
        return ()
    return tuple(
        (name, html.unescape(value) if "&" in value else value)
        for name, double, single in _ATTRIBUTE.findall(rest)
        for value in (double or single,)
    )


def _text(
    text: str,
    start: int,
    end: int,
    visible: list[Visible],
    problems: list[Problem],
    shown: str,
    lines: LineNumbers,
) -> None:
    """Visible stretches of character data, entities read as what they stand for."""
    if start >= end:
        return
    at = start
    if text.find("&", start, end) >= 0:
        for found in _ENTITY.finditer(text, start, end):
            reading = _reading(found[1])
            if reading is None:
                problems.append(_unknown_entity(found, shown, lines))
                continue
            if found.start() > at:
                visible.append(Visible(at, found.start()))
            visible.append(Visible(found.start(), found.end(), reading))
            at = found.end()
    if at < end:
        visible.append(Visible(at, end))


def _reading(name: str) -> str | None:
    if not name.startswith("#"):
        return _PREDEFINED.get(name)
    try:
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return chr(code) if code and not 0xD800 <= code < 0xE000 else None
    except (ValueError, OverflowError):
        return None


def _unknown_entity(found: re.Match[str], shown: str, lines: LineNumbers) -> Problem:
    return Problem(
        "R123",
        "warning",
        f"the entity {found[0]} is not declared in the file; it stands as written",
        Place(shown, line=lines.of(found.start())),
    )


def _repeated_ids(text: str, marks: list[Mark], shown: str) -> list[Problem]:
    seen: dict[str, Mark] = {}
    out: list[Problem] = []
    lines = LineNumbers(text)
    for mark in marks:
        name = mark.get("xml:id")
        if not name:
            continue
        if name in seen:
            line, first = lines.of(mark.start), lines.of(seen[name].start)
            out.append(
                Problem(
                    "R124",
                    "warning",
                    f'xml:id "{name}" on <{mark.name}> stands already on line {first}',
                    Place(shown, line=line, record=name),
                    "Give one of them another xml:id.",
                )
            )
        else:
            seen[name] = mark
    return out
