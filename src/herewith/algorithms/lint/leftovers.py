"""Leftovers of encodings in a text: what another program made of letters it did not know.

Letters read in the wrong code page ("â€™" for "’"), escapes escaped twice, control characters,
characters of private fonts, invisible ones in the middle of words, and markup written as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from herewith.algorithms.lint.fault import Change, Fault
from herewith.algorithms.lint.volume import Volume

__all__ = ["leftover_faults"]

_MISREAD = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]+"
)
_TWICE = re.compile(r"&amp;(?:amp|lt|gt|quot|apos|nbsp|[a-zA-Z]{3,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_CONTROL = re.compile("[\u0080-\u009f]|&#(?:x[89][0-9a-fA-F]|1[2-5]\\d);")
_LOST = re.compile("\ufffd+")
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
_INVISIBLE = re.compile("(?<=\\w)[\u00ad\u200b\u2060\ufeff]+(?=\\w)")
_MARKUP = re.compile(r"&lt;/?(?:i|b|em|p|br|sup|sub|span|div|font|a)\b[^;&]{0,40}?&gt;")


def leftover_faults(volume: Volume) -> Iterator[Fault]:
    """All leftovers of a volume, those of one place once."""
    text = volume.text
    for found in _MISREAD.finditer(text):
        meant = _reread(found.group())
        if meant is not None:
            message = f"“{found.group()}” was read in the wrong code page"
            yield _fault(volume, found, message, f"Probably “{meant}”.", meant)
    for found in _TWICE.finditer(text):
        once = "&" + found.group()[5:]
        message = f"{found.group()} is escaped twice"
        plain = re.fullmatch(r"&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);", once)
        yield _fault(volume, found, message, f"Probably {once}.", once if plain else None)
    for found in _CONTROL.finditer(text):
        code = _code(found.group())
        message = f"the control character U+{code:04X} stands in the text"
        options = _meant(text, found, code)
        hint = f"Perhaps {' or '.join(f'“{o}”' for o in options)}." if options else "Take it out."
        yield _fault(volume, found, message, hint, options[0] if len(options) == 1 else None)
    for pattern, what in (
        (_LOST, "a letter that could not be decoded (U+FFFD)"),
        (_PRIVATE, "a character of a private font"),
        (_INVISIBLE, "an invisible character within a word"),
        (_MARKUP, "markup written as text"),
    ):
        for found in pattern.finditer(text):
            around = " ".join(text[max(0, found.start() - 15) : found.end() + 15].split())
            sure = "" if pattern is _INVISIBLE else None
            hint = "Take it out." if sure == "" else "Compare the source."
            yield _fault(volume, found, f"{what}: “{around}”", hint, sure)


def _reread(written: str) -> str | None:
    """What a stretch was before it was read in the wrong code page; `None` if it was not."""
    for page in ("cp1252", "latin-1"):
        try:
            meant = written.encode(page).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if len(meant) < len(written) and meant.isprintable():
            return meant
    return None


def _meant(text: str, found: re.Match[str], code: int) -> tuple[str, ...]:
    """The characters that old code pages have for a control; within a word only its own case."""
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    options = {bytes([code]).decode(page, "ignore") for page in ("cp1252", "mac_roman")} - {""}
    if before.islower():
        options = {o for o in options if o.islower() or not (o.isalpha() or after.isalpha())}
    return tuple(sorted(options))


def _code(written: str) -> int:
    if len(written) == 1:
        return ord(written)
    digits = written[2:-1]
    return int(digits[1:], 16) if digits[0] in "xX" else int(digits)


def _fault(
    volume: Volume, found: re.Match[str], message: str, hint: str, meant: str | None
) -> Fault:
    change = Change(found.start(), found.end(), meant) if meant is not None else None
    record = volume.record_at(found.start())
    return Fault("L214", "warning", found.start(), found.end(), message, hint, record, change)
