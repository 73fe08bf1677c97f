"""OCR Markdown: what it marks, as stand-off records; its delimiters are not text.

Understood: `~~struck~~`, `<sup>inserted</sup>` (also `<ins>`, `<u>`), `<del>`, `*hand*` where
the whole line or block is starred, `**strong**`, `# headings`, `[bracket notes]` on a line of
their own, `<br>`, other tags and comments (not text), entities. Nothing is run or fetched.

Blind spot:
    A star or tilde pair inside one line that the page itself bears is taken for markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from herewith.formats.enclosed import Pair, enclosed
from herewith.model.text import Mark, Visible

__all__ = ["is_markdown", "read_markdown"]

_STRONG_SIGNS = tuple(
    (sign, re.compile(pattern, re.MULTILINE | re.IGNORECASE))
    for sign, pattern in (
        ("~~", r"~~\S[^~\n]*~~"),
        ("\n#", r"\n#{1,6}[ \t]+\S"),
        (
            "<",
            r"</?(?:sup|sub|br|del|s|ins|u|b|i|em|strong|table|tr|td|div|span|p)\b[^<>\n]{0,200}>",
        ),
        ("\n*", r"\n\*{1,3}[^\s*][^*\n]*\*{1,3}[ \t]*$"),
        ("  \n", r"(?<=\S) {2,}\n\S"),
        ("![", r"!\[[^\]\n]*\]\([^)\n]*\)"),
    )
)
"""What must stand in a text with such a sign, which is found at once, and the sign itself."""

_INLINE = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|(?P<script><(?P<dead>script|style)\b[^<>]*>.*?</(?P=dead)\s*>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\s[^<>]{0,2000})?/?>)"
    r"|(?P<image>!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\))"
    r"|(?P<struck>~~(?=\S)[^~\n]{1,2000}~~)"
    r"|(?P<heading>^[ \t]{0,3}(?P<level>\#{1,6})[ \t]+(?=\S)[^\n]*)"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,30}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});)"
    r"|(?P<star>(?<![\w*])(?P<stars>\*{1,3})(?=[^\s*])[^*\n]{0,2000}[^\s*](?P=stars)(?![\w*]))"
    r"|(?P<bracket>^[ \t]*\[[^\[\]\n]{1,300}\][ \t]*$)",
    re.MULTILINE | re.DOTALL,
)
_LIVING = re.compile(
    _INLINE.pattern.split("|(?P<tag>", 1)[1].join(
        ("(?P<comment>(?!))|(?P<script>(?!))|(?P<tag>", "")
    ),
    _INLINE.flags,
)
"""The same without comments and scripts."""

_DEAD: tuple[Pair, ...] = (
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<script\b[^<>]*>", re.I), re.compile(r"</script\s*>", re.I)),
    (re.compile(r"<style\b[^<>]*>", re.I), re.compile(r"</style\s*>", re.I)),
)
_UNCLOSED = re.compile(r"<!--|<script\b[^<>]*>|<style\b[^<>]*>", re.IGNORECASE)
_TAG_NAME = re.compile(r"</?\s*([A-Za-z][A-Za-z0-9:-]*)")
_PAIRS = {"sup": "inserted", "ins": "inserted", "del": "struck", "s": "struck", "strike": "struck"}
_ORDINAL = {"st", "nd", "rd", "th", "er", "re", "me", "ième", "de", "do", "ter", "a", "o", "bis"}
_BREAKS = {"br", "p", "div", "tr", "td", "th", "li", "table"}


def is_markdown(text: str) -> bool:
    """Whether a plain text bears at least one sign that only Markdown or HTML writes.

    >>> is_markdown("the ~~old~~ new text"), is_markdown("2 * 3, [s] Smith")
    (True, False)
    """
    text = f"\n{text}"
    return any(sign in text and pattern.search(text) for sign, pattern in _STRONG_SIGNS)


def read_markdown(text: str) -> tuple[tuple[Visible, ...], tuple[Mark, ...]]:
    """Visible stretches and marks of a Markdown text, both in order of their starts."""
    hidden: list[tuple[int, int, str | None]] = []
    marks: list[Mark] = []
    open_tags: dict[str, list[re.Match[str]]] = {}
    for found in _found(text, hidden):
        kind = found.lastgroup
        assert kind is not None
        if kind == "tag":
            _tag(found, open_tags, marks, hidden)
        else:
            _span(found, marks, hidden)
    _inside_spans(text, marks, hidden)
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    return _visible(text, hidden), tuple(marks)


def _found(text: str, hidden: list[tuple[int, int, str | None]]) -> Iterator[re.Match[str]]:
    """Everything the one pattern finds.

    Where comments or scripts are opened and never closed, the pattern would look for their ends
    from each opener: then those that are closed are hidden first, and it sees what is between.
    """
    unclosed = _UNCLOSED.search(text, _last_closer(text))
    if unclosed is None:
        yield from _INLINE.finditer(text)
        return
    at = 0
    for start, end in (*enclosed(text, _DEAD), (len(text), len(text))):
        yield from _LIVING.finditer(text, at, start)
        hidden.append((start, end, None))
        at = end


def _last_closer(text: str) -> int:
    """From where on a comment or a script may be open: behind the first kind's last closer."""
    lasts = []
    for opening, closing in _DEAD:
        last = 0
        for found in closing.finditer(text):
            last = found.end()
        if opening.search(text, last):
            lasts.append(last)
    return min(lasts, default=len(text))


def _group(found: re.Match[str]) -> str:
    """The outermost named alternative that matched."""
    for name in ("comment", "script", "image", "struck", "heading", "entity", "star", "bracket"):
        if found[name] is not None:
            return name
    return "tag"


def _span(
    found: re.Match[str], marks: list[Mark], hidden: list[tuple[int, int, str | None]]
) -> None:
    kind, start, end = _group(found), found.start(), found.end()
    if kind in ("comment", "script", "image"):
        hidden.append((start, end, None))
    elif kind == "struck":
        marks.append(Mark("struck", start, end, start + 2, end - 2))
        hidden += [(start, start + 2, None), (end - 2, end, None)]
    elif kind == "heading":
        inner = start + found[0].index("#") + len(found["level"])
        inner += len(found.string[inner:end]) - len(found.string[inner:end].lstrip())
        stop = start + len(found[0].rstrip().rstrip("#").rstrip())
        stop = max(stop, inner)
        level = (("level", str(len(found["level"]))),)
        marks.append(Mark("heading", start, end, inner, stop, attributes=level))
        hidden += [(start, inner, None), (stop, end, None)]
    elif kind == "entity":
        hidden.append((start, end, html.unescape(found[0])))
    elif kind == "star":
        size = len(found["stars"])
        marks.append(Mark("hand" if size != 2 else "strong", start, end, start + size, end - size))
        hidden += [(start, start + size, None), (end - size, end, None)]
    else:
        left = start + len(found[0]) - len(found[0].lstrip())
        right = start + len(found[0].rstrip())
        marks.append(Mark("bracket", left, right, left + 1, right - 1))


def _tag(
    found: re.Match[str],
    open_tags: dict[str, list[re.Match[str]]],
    marks: list[Mark],
    hidden: list[tuple[int, int, str | None]],
) -> None:
    name_match = _TAG_NAME.match(found[0])
    name = name_match[1].lower() if name_match else ""
    closing = found[0].startswith("</")
    hidden.append((found.start(), found.end(), "\n" if name in _BREAKS and not closing else None))
    if name not in _PAIRS:
        return
    if not closing:
        open_tags.setdefault(name, []).append(found)
    elif open_tags.get(name):
        opened = open_tags[name].pop()
        kind = _PAIRS[name]
        _set_apart(opened, found, kind, hidden)
        marks.append(Mark(kind, opened.start(), found.end(), opened.end(), found.start(), name))


def _set_apart(
    opened: re.Match[str],
    closed: re.Match[str],
    kind: str,
    hidden: list[tuple[int, int, str | None]],
) -> None:
    """Words written in above the line stand apart from the words they touch; `27<sup>th</sup>`
    does not. A slash or caret behind them is the sign of the place, not text."""
    text, inner = opened.string, opened.string[opened.end() : closed.start()]
    if kind != "inserted" or len(inner) < 2 or inner.lower() in _ORDINAL or not inner[0].isalpha():
        return
    if opened.start() and text[opened.start() - 1].isalpha():
        hidden.append((opened.start(), opened.end(), " "))
    if text[closed.end() : closed.end() + 1] in ("/", "^"):
        hidden.append((closed.end(), closed.end() + 1, " "))
    elif text[closed.end() : closed.end() + 1].isalpha():
        hidden.append((closed.start(), closed.end(), " "))


def _inside_spans(text: str, marks: list[Mark], hidden: list[tuple[int, int, str | None]]) -> None:
    """Markup inside headings, struck and starred words, which the one pass steps over."""
    for outer in tuple(marks):
        if outer.kind not in ("heading", "struck", "hand", "strong") or outer.name:
            continue
        for found in _INLINE.finditer(text, outer.inner_start, outer.inner_end):
            kind = _group(found)
            if kind == "tag":
                hidden.append((found.start(), found.end(), None))
            elif kind in ("entity", "struck", "star", "comment", "script", "image"):
                _span(found, marks, hidden)


def _visible(text: str, hidden: list[tuple[int, int, str | None]]) -> tuple[Visible, ...]:
    """The stretches between hidden ones; a replaced stretch is visible with its reading."""
    out: list[Visible] = []
    at = 0
    for start, end, reading in sorted(hidden, key=lambda h: (h[0], h[1], h[2] is None)):
        if start < at:
            continue
        if start > at:
            out.append(Visible(at, start))
        if reading is not None and end > start:
            out.append(Visible(start, end, reading))
        at = end
    if at < len(text):
        out.append(Visible(at, len(text)))
    return tuple(out)
