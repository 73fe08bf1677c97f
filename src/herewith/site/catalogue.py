"""Message catalogues: gettext `.po` files read as they are, plural rules of CLDR.

Source:
    GNU gettext manual, "The Format of PO Files"; Unicode CLDR 44, plural rules for `en`, `ru`
    (cardinal numbers, integers only: we count letters, words and gaps, never fractions).

Departure:
    Catalogues are read at start, not compiled: there is no build step and nothing to forget.
    Contexts (`msgctxt`) are not used and are refused.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from herewith.errors import DataError

__all__ = ["LOCALES", "Catalogue", "catalogue", "parse_po", "plural_form"]

LOCALES = ("en", "ru")
"""Languages of the interface; the first is the one in which messages are written."""


def plural_form(locale: str, n: int) -> int:
    """Number of the plural form for `n` things.

    >>> [plural_form("en", n) for n in (0, 1, 2)]
    [1, 0, 1]
    >>> [plural_form("ru", n) for n in (1, 2, 5, 11, 21, 22, 111, 112)]
    [0, 1, 2, 2, 0, 1, 2, 2]
    """
    if locale == "ru":
        if n % 10 == 1 and n % 100 != 11:
            return 0
        return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2
    return 0 if n == 1 else 1


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Messages of one language; one without translation is shown as it was written."""

    locale: str
    messages: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def gettext(self, message: str) -> str:
        """A message in the language."""
        found = self.messages.get(message, ())
        return found[0] if found and found[0] else message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """A message that counts, in the form for `n`."""
        form = plural_form(self.locale, n)
        found = self.messages.get(singular, ())
        if len(found) > form and found[form]:
            return found[form]
        return singular if n == 1 else plural


@cache
def catalogue(locale: str) -> Catalogue:
    """The catalogue of a language of the interface, as shipped; messages are written in English."""
    if locale == LOCALES[0]:
        return Catalogue(locale)
    text = files("herewith.site").joinpath("locales", f"{locale}.po").read_text("utf-8")
    return Catalogue(locale, parse_po(text))


def parse_po(text: str) -> dict[str, tuple[str, ...]]:
    """Messages of a `.po` file by their singular; the header and fuzzy messages are left out.

    Raises:
        DataError: if the file is not well formed or gives a message twice.

    >>> parse_po('msgid "Letter"\\nmsgstr "Письмо"\\n')
    {'Letter': ('Письмо',)}
    """
    messages: dict[str, tuple[str, ...]] = {}
    for entry in _entries(text.splitlines()):
        name = entry.get("msgid", "")
        if not name:
            continue
        forms = [entry["msgstr"]] if "msgstr" in entry else []
        while f"msgstr[{len(forms)}]" in entry:
            forms.append(entry[f"msgstr[{len(forms)}]"])
        if name in messages:
            raise DataError(f"message given twice: {name!r}")
        messages[name] = tuple(forms)
    return messages


def _entries(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    entry: dict[str, str] = {}
    key = ""
    fuzzy = False
    for number, raw in enumerate([*lines, ""], 1):
        line = raw.strip()
        if not line or (line.startswith("#") and "msgid" in entry):
            if entry and not fuzzy:
                yield entry
            if entry or not line:
                entry, fuzzy = {}, False
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif line.startswith('"'):
            if not key:
                raise DataError(f"line {number}: text without a keyword")
            entry[key] += _string(line, number)
        elif line:
            key, _, rest = line.partition(" ")
            if key not in ("msgid", "msgid_plural", "msgstr") and not key.startswith("msgstr["):
                raise DataError(f"line {number}: unknown keyword {key!r}")
            entry[key] = _string(rest.strip(), number)


def _string(literal: str, number: int) -> str:
    """The text of a quoted string: PO escapes are those of C, which Python shares."""
    try:
        value = ast.literal_eval(literal)
    except (SyntaxError, ValueError) as error:
        raise DataError(f"line {number}: not a quoted string") from error
    if not isinstance(value, str):
        raise DataError(f"line {number}: not a quoted string")
    return value
