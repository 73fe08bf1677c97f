"""How data is worded in a language of the interface: labels, numbers, dates, direction."""

from __future__ import annotations

import re

from herewith.site.catalogue import LOCALES, Catalogue, catalogue
from herewith.site.labels import LABELS

__all__ = ["RIGHT_TO_LEFT", "Wording"]

RIGHT_TO_LEFT = frozenset(("ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))

NO_BREAK = "\u00a0"

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
MONTHS_ALONE = {
    "en": MONTHS["en"],
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
}

VALUES = (
    *("kind", "role", "bead", "alignment", "verdict", "pair", "release", "furniture", "detail"),
    *("attested", "verbatim", "record", "change", "status", "layer", "request", "key"),
)
"""Lists in which a value that stands alone is looked up."""

_DATE = re.compile(
    r"^(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2})(?::[0-9]{2})?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
    r"(?P<doubt>[?~%]*)$"
)


class Wording:
    """The wording of one language of the interface."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.catalogue: Catalogue = catalogue(locale)

    def gettext(self, message: str) -> str:
        """A message."""
        return self.catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """A message that counts."""
        return self.catalogue.ngettext(singular, plural, n)

    def label(self, value: str | None, group: str) -> str:
        """The words for a value of a closed list; empty for none.

        >>> Wording("en").label("differences_of_substance", "verdict")
        'Differences of substance'
        >>> Wording("en").label("aide_memoire", "kind")
        'aide memoire'
        """
        if not value:
            return ""
        known = LABELS[group].get(value)
        return self.gettext(known) if known else value.replace("_", " ")

    def value(self, said: str) -> str:
        """The value of a statement (see `in_words`) with its keys and closed lists worded.

        >>> Wording("ru").value("kind: place; name: Skerra"), Wording("en").value("same_document")
        ('вид: место; имя: Skerra', 'same_document')
        """
        if self.locale == LOCALES[0]:
            return said
        return "; ".join(self._part(part) for part in said.split("; "))

    def _part(self, part: str) -> str:
        key, colon, value = part.partition(": ")
        if colon and key in LABELS["key"]:
            return f"{self.label(key, 'key')}: {self._one(value, key)}"
        return self._one(part, "")

    def _one(self, value: str, key: str) -> str:
        """A value of a closed list, or what stands there; `key` is looked through first."""
        if value in LABELS.get(key, ()):
            return self.label(value, key)
        if not value.isascii() or not value.replace("_", "").islower():
            return value
        known = next((group for group in VALUES if value in LABELS[group]), "")
        return self.label(value, known) if known else value

    def number(self, n: int) -> str:
        """A whole number with its thousands apart.

        >>> Wording("en").number(12345), Wording("ru").number(1234)
        ('12,345', '1234')
        """
        if self.locale == "ru":
            return f"{n:,}".replace(",", NO_BREAK) if abs(n) >= 10_000 else str(n)
        return f"{n:,}"

    def percent(self, part: float, whole: float) -> str:
        """A share in whole per cent; never 100 unless it is all, never 0 unless it is nothing.

        >>> Wording("en").percent(999, 1000), Wording("ru").percent(1, 1000)
        ('99%', '1\\xa0%')
        """
        if whole <= 0:
            return "–"
        share = round(100 * part / whole)
        if part < whole:
            share = min(share, 99)
        if part > 0:
            share = max(share, 1)
        return f"{share}{NO_BREAK}%" if self.locale == "ru" else f"{share}%"

    def date(self, edtf: str) -> str:
        """An EDTF date as people write it; what is not understood is shown as it is.

        >>> Wording("en").date("1957-05-03"), Wording("ru").date("1957-05-03")
        ('3\\xa0May 1957', '3\\xa0мая 1957')
        >>> Wording("en").date("1957-05?"), Wording("ru").date("1957-05/1957-06-02")
        ('May\\xa01957 (?)', 'май\\xa01957 – 2\\xa0июня 1957')
        """
        if "/" in edtf:
            first, _, last = edtf.partition("/")
            ends = [self.date(x) if x not in ("", "..") else "…" for x in (first, last)]
            return f"{ends[0]} – {ends[1]}"
        match = _DATE.match(edtf)
        if match is None or "X" in edtf:
            return edtf
        shown = self._day(match["year"], match["month"], match["day"])
        if not shown:
            return edtf
        if match["time"]:
            zone = match["zone"] or ""
            shown += f", {match['time']}" + (" UTC" if zone == "Z" else f" {zone}" if zone else "")
        if "?" in match["doubt"] or "%" in match["doubt"]:
            shown += " (?)"
        if "~" in match["doubt"] or "%" in match["doubt"]:
            shown = self.gettext("about %(date)s") % {"date": shown}
        return shown

    def clock(self, local: str) -> str:
        """A local time (`YYYY-MM-DDTHH:MM`) with its day in short.

        >>> Wording("en").clock("1962-10-27T10:18")
        '27\xa0Oct 10:18'
        """
        month = MONTHS[self.locale].split()[int(local[5:7]) - 1][:3]
        return f"{int(local[8:10])}{NO_BREAK}{month} {local[11:]}"

    def _day(self, year: str, month: str | None, day: str | None) -> str:
        if month is None:
            return year
        if not 1 <= int(month) <= 12:
            return ""
        names = (MONTHS if day else MONTHS_ALONE)[self.locale].split()
        words = [*([str(int(day))] if day else []), names[int(month) - 1], year]
        return NO_BREAK.join(words[:2]) + (" " + words[2] if len(words) == 3 else "")

    def direction(self, language: str | None) -> str:
        """Writing direction of a language: `ltr`, `rtl`, or `auto` where it is not known."""
        if not language:
            return "auto"
        return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
