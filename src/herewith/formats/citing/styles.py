"""Citations for people: Chicago, the style of Foreign Relations, and GOST R 7.0.5.

Source:
    The Chicago Manual of Style, 17th edition, 14.111 (letters in published collections);
    the citations that the Foreign Relations of the United States series gives for itself;
    GOST R 7.0.5–2008, "Библиографическая ссылка", section 10 (electronic resources).

Departure:
    Names are as the edition knows them and are never declined: GOST's wording is Russian only
    where every name is held in Russian, and has the addressee after the word «адресат».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from herewith.formats.citing.cited import SENT, Cited, Name
from herewith.formats.citing.dates import date_in_words, numeric_day
from herewith.languages.citing import citing_words

__all__ = ["Styled", "chicago", "chicago_bibliography", "foreign_relations", "gost"]

LETTERS = ("letter", "message", "")
"""Kinds that Chicago does not name: a letter from one to another is what it is taken for."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A citation in pieces: `(words, whether they are in italics)`."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(words for words, _ in self.pieces)


def chicago(it: Cited) -> Styled:
    """A note: `A to B, October 27, 1962, in Title, version 3, address.`"""
    date = date_in_words(it.date, "en")
    named = [it.kind] if it.senders and it.kind not in LETTERS else []
    head = ", ".join([_between(it), *named, *_form(it), date])
    return _ended([(f"{head}, in ", False), *_whole(it)])


def chicago_bibliography(it: Cited) -> Styled:
    """An entry of a bibliography, under the family name of the first sender."""
    date = date_in_words(it.date, "en")
    if not it.senders:
        head = f"{it.title}. {_first_up(', '.join([*_form(it), date]))}."
    else:
        kind = _first_up(it.kind or "document")
        to = f" to {_listed(it.addressees)}" if it.addressees else ""
        head = f"{_inverted(it.senders)} {kind}{to}, {', '.join([*_form(it), date])}."
    return _ended([(f"{head} In ", False), *_whole(it, divider=". ")])


def foreign_relations(it: Cited) -> Styled:
    """The heading of the paper in quotation marks, place and date, then the edition."""
    place = [it.place] if it.place else []
    told = ", ".join([*_form(it), *place, date_in_words(it.date, "en")])
    return _ended([(f"“{_heading(it)},” {told}, ", False), *_whole(it)])


def gost(it: Cited) -> Styled:
    """A reference by GOST: in Russian where all names are held so, else in the edition's words."""
    names = (*it.senders, *it.addressees)
    russian = bool(it.senders) and all(name.russian for name in names)
    language = "ru" if russian else "en"
    words, local = citing_words("ru").patterns, citing_words(language)
    author = _gost_author(it.senders, russian=russian)
    head = _gost_title(it, language) if it.senders else it.title
    role = [local.roles.get(it.form, it.form)] if it.form else []
    told = ", ".join([head, *role, date_in_words(it.date, language)])
    if it.senders and not (russian or it.senders[0].family):
        author += "."  # a body as author is a heading of its own
    whole = f"{author} {told} // {it.edition} {words['electronic']}."
    if it.version:
        whole += f" {words['version'].format(version=it.version)}."
    if it.address:
        read = words["accessed"].format(date=numeric_day(it.accessed)) if it.accessed else ""
        whole += f" URL: {it.address}" + (f" ({read})." if read else ".")
    return Styled(((whole.strip(), False),))


def _gost_author(names: Sequence[Name], *, russian: bool) -> str:
    """Family name and initials of the first three authors; GOST leaves the others out."""
    out = []
    for name in names[:3]:
        family, given = name.family, name.given
        if russian:
            family, _, given = name.russian.partition(", ")
        out.append(f"{family} {_initials(given)}".strip() if family else _headed(name.shown))
    return ", ".join(out)


def _gost_title(it: Cited, language: str) -> str:
    words = citing_words(language)
    kind = words.kinds.get(it.kind, it.kind if language == "en" else "")
    kind = _first_up(kind or words.patterns["paper"])
    if not it.addressees:
        return kind
    if language == "ru":
        listed = ", ".join(_gost_author([name], russian=True) for name in it.addressees)
        return f"{kind} : {words.patterns['addressee'].format(names=listed)}"
    return f"{kind} {words.patterns['addressee'].format(names=_listed(it.addressees))}"


def _initials(given: str) -> str:
    """
    >>> _initials("Stepan I."), _initials("Эдриан У.")
    ('S. I.', 'Э. У.')
    """
    parts = [p for word in given.replace(".", ". ").split() for p in word.split("-") if p]
    return " ".join(f"{part[0]}." for part in parts if part[0].isalpha())


def _between(it: Cited) -> str:
    """Who to whom; the title where no sender is known."""
    if not it.senders:
        return it.title
    to = f" to {_listed(it.addressees)}" if it.addressees else ""
    return f"{_listed(it.senders)}{to}"


def _heading(it: Cited) -> str:
    """The paper as a volume of Foreign Relations heads it: `Letter From A to B`."""
    if not it.senders:
        return it.title
    small = ("of", "for", "the", "to")
    words = (it.kind or "document").split()
    kind = " ".join(w if w in small else _first_up(w) for w in words)
    to = f" to {_listed(it.addressees)}" if it.addressees else ""
    return f"{kind} {'From' if it.kind in SENT else 'by'} {_listed(it.senders)}{to}"


def _form(it: Cited) -> list[str]:
    return [citing_words("en").roles.get(it.form, it.form)] if it.form else []


def _whole(it: Cited, *, divider: str = ", ") -> list[tuple[str, bool]]:
    """The edition, its version, where it is and when it was read."""
    out = [(it.edition, True)]
    words = citing_words("en").patterns
    more = []
    if it.version:
        version = words["version"].format(version=it.version)
        more.append(_first_up(version) if divider == ". " else version)
    if it.accessed:
        read = words["accessed"].format(date=date_in_words(it.accessed, "en"))
        more.append(_first_up(read) if divider == ". " else read)
    if it.address:
        more.append(it.address)
    if more:
        out.append((divider + divider.join(more), False))
    return out


def _headed(name: str) -> str:
    """A name at the head of an entry, without its article."""
    return _first_up(re.sub(r"^the ", "", name))


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


def _ended(pieces: list[tuple[str, bool]]) -> Styled:
    """With one full stop at the end."""
    if not "".join(words for words, _ in pieces).endswith("."):
        pieces = [*pieces, (".", False)]
    return Styled(tuple(piece for piece in pieces if piece[0]))


def _listed(names: Sequence[Name]) -> str:
    """Names as English lists them."""
    shown = [name.shown for name in names]
    if len(shown) < 3:
        return " and ".join(shown)
    return f"{', '.join(shown[:-1])}, and {shown[-1]}"


def _inverted(names: Sequence[Name]) -> str:
    """The first name with the family name in front, the others as they are; one full stop."""
    first = names[0]
    head = (
        f"{first.family}, {first.given}" if first.family and first.given else _headed(first.shown)
    )
    if len(names) > 1:
        head += f", and {_listed(names[1:])}" if len(names) == 2 else f", {_listed(names[1:])}"
    return head if head.endswith(".") else f"{head}."
