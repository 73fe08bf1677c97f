"""Numbers under which a document was registered: telegram, despatch, file, language service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herewith.algorithms.register.page import Found, Line, Page
from herewith.languages.posts import country_of
from herewith.model.register import Number

__all__ = ["decimal_file_date", "normal_decimal", "read_numbers"]

PREFIXES = r"(?:Delga|Gadel|Secto|Tosec|Dulte|Tedul|Polto|Topol|Colun|Usun|Telac|Martel|Telmar|Dulte|Unmis|Gada|Repto|Torep|Ecato|Toeca|Musto|Tomus|Circular|Circ|Airgram|Deptel|Embtel|Hakto|Tohak|Sipto|Tosip|Caeto|Actel|Telact|Goom|Usgoc|Excon|Busec|Cedto|Todis|Depto|Todep|Cosec|Nato|Polad|CA|A|CG|MA|OTP|TOAID|AIDTO|ICATO|USITO|Infotel)"
TELEGRAM = re.compile(
    rf"^(?P<n>(?:(?P<prefix>{PREFIXES}|(?!NSC|PPS|NIE|SNIE|RG|UN)[A-Z]{{2,5}}(?= \d))[ –-]{{0,3}})?(?:No\.\s*)?(?P<digits>\d{{1,6}}[A-Z]?))\.\s*(?P<rest>.*)$"
)
HEADER = re.compile(
    r"^(?:TELEGRAM\s+)?(?P<station>[A-Z][A-Z. ]{2,18}?)\s?(?P<digits>\d{2,6})(?:\s*\(?SECTION.*|\s*\d{6}Z.*|\s+\d{6,}Z?.*)?$"
)
NUMBERED = re.compile(
    r"^(?:TELEGRAM|CABLE|AIRGRAM|DESPATCH|DISPATCH)?\s*(?:NO|№|Number)\.?\s*:?\s*(?P<digits>[A-Z]?-?\d{1,6})\s*[.,]?$",
    re.I,
)
LIST_NUMBER = re.compile(r"^(?:No\.\s*)?(\d{1,2})$")
OPENING = re.compile(
    r"(?:For\s[A-Z]|Re(?:f|s)?(?:erence)?\b|(?:Emb|Dept?|ur|our|my)[a-z]*tel|Subj|Eyes\s|Personal|From\s[A-Z]|Following)",
    re.I,
)
"""How a telegram opens behind its number."""
LS = re.compile(r"\bL\.?\s?S\.?\s*(?:N[O0o]\.?|№)\s*(?P<n>\d[\d-]*)")
TRANSLATOR = re.compile(r"^(?P<n>[TR]-\d{1,4}(?:\s?/\s?[A-Z]{1,2}-\d{1,4})?)\s*$")
DECIMAL = re.compile(
    r"(?<![\w.])(?P<class>\d{3}[A-Z]?\.\d{2,4}[A-Z]?|\d{5,6}[A-Z]?|\d{3}\.[A-Z\d]{1,6})"
    r"(?:[-–][A-Z]{2,8})?\s?/\s?(?P<m>\d{1,2})[-–—](?P<d>\d{1,2})(?P<y>\d{2})(?!\d)"
)
LOT = re.compile(r"\bLot(?:\s+File)?\s+(?P<n>\d{2}\s?D\s?\d{1,4}|[A-Z]{1,3}-\d{2,4})")
CASE = re.compile(r"\b(?:MDR\s+)?Case\s+(?:No\.?\s*)?(?P<n>[A-Z]{0,4}\s?\d{2,}[-/]\d+)\b")
CONTROL = re.compile(r"^(?:Control(?:\s+No)?|CN)\.?\s*:?\s*(?P<n>\d{2,6})\s*$", re.I)
RUSSIAN = re.compile(r"^(?:Исх\.?|Вх\.?)?\s*№\s*(?P<n>\d{1,5}(?:[/-][\w-]{1,12})?)\s*$", re.I)
DESPATCH = re.compile(r"^(?:No\.|№)\s*(?P<n>\d{1,5})(?:\s*\.)?$")


def read_numbers(page: Page) -> tuple[Found[Number], ...]:
    """All registry numbers on the page, each once, in the order in which they stand."""
    found = [*_telegram(page), *_others(page)]
    unique: dict[tuple[str, str], Found[Number]] = {}
    for number in sorted(found, key=lambda f: f.start):
        unique.setdefault((number.value.kind, number.value.normal), number)
    return tuple(unique.values())


def _telegram(page: Page) -> Iterator[Found[Number]]:
    """The number that begins a telegram's text, or stands in its header."""
    for line in page.lines[: min(page.body_from + 1, 12)]:
        if match := HEADER.match(line.text):
            station = match["station"].strip(" .")
            if country_of(station) or station in ("STATE", "DEPTEL", "USUN", "SECSTATE", "USNATO"):
                digits = match["digits"].lstrip("0")
                yield _number(
                    line,
                    match.start("station"),
                    match.end("digits"),
                    "telegram",
                    digits,
                    "telegram_header",
                )
                return
    lines = page.lines[:9]
    for line in lines:
        match = TELEGRAM.match(line.text)
        if match and _opens_telegram(page, line, match):
            normal = " ".join(filter(None, (match["prefix"], match["digits"])))
            yield _number(
                line, match.start("n"), match.end("n"), "telegram", normal, "telegram_opening"
            )
            return
        if line.is_long:
            return


def _opens_telegram(page: Page, line: Line, match: re.Match[str]) -> bool:
    """Whether a number at the head of a paragraph is a telegram's and not a list's.

    A prefix (Delga, Secto) or more than two digits are enough; a small number must open the
    text, stand alone, and have no second paragraph numbered after it.
    """
    digits = int(re.sub(r"\D", "", match["digits"]))
    if not match["rest"] and digits < 20:
        return False
    if match["prefix"]:
        return True
    if re.fullmatch(r"\d{6}Z", match["digits"]) or re.match(r"\d(?!\.\s)", match["rest"]):
        return False
    if re.match(r"1\.\s", match["rest"]):
        return True
    follow = re.compile(rf"^(?:{digits + 1}[.)]|\({digits + 1}\))(?:\s|$)")
    if any(follow.match(other.text) for other in page.lines[line.n + 1 : line.n + 40]):
        return False
    if digits >= 100:
        return True
    return digits > 9 or bool(OPENING.match(match["rest"]))


def _others(page: Page) -> Iterator[Found[Number]]:
    near = {line.n: line for line in (*page.lines[:40], *page.foot)}
    for line in near.values():
        if line.is_long:
            continue
        text = line.text
        if match := LS.search(text):
            yield _number(
                line, *match.span(), "language_service", match["n"], "language_service_number"
            )
        if match := TRANSLATOR.match(text):
            yield _number(
                line, *match.span("n"), "translator", match["n"].replace(" ", ""), "translator_code"
            )
        if match := CONTROL.match(text):
            yield _number(line, *match.span("n"), "control", match["n"], "control_number")
        if match := RUSSIAN.match(text):
            yield _number(line, *match.span("n"), "document", match["n"], "russian_registry_number")
        if (match := DESPATCH.match(text)) and line.n < 12:
            yield _number(line, *match.span("n"), "despatch", match["n"], "number_alone")
        for match in DECIMAL.finditer(text):
            normal = normal_decimal(match.group())
            yield _number(line, *match.span(), "decimal_file", normal, "decimal_file")
        for match in LOT.finditer(text):
            yield _number(
                line, *match.span("n"), "lot_file", " ".join(match["n"].split()), "lot_file"
            )
        for match in CASE.finditer(text):
            yield _number(line, *match.span("n"), "case", match["n"], "case_number")


def normal_decimal(written: str) -> str:
    """A decimal file number with its point restored and plain hyphens.

    >>> normal_decimal("61161/10–2862")
    '611.61/10-2862'
    """
    plain = re.sub(r"\s", "", written).replace("–", "-").replace("—", "-")
    if re.match(r"\d{5}", plain) and "." not in plain.split("/")[0]:
        plain = plain[:3] + "." + plain[3:]
    return plain


def decimal_file_date(normal: str) -> tuple[int, int, int] | None:
    """Month, day and two-figure year that end a decimal file number, else `None`.

    >>> decimal_file_date("611.61/10-2862")
    (10, 28, 62)
    """
    match = DECIMAL.search(normal)
    return (int(match["m"]), int(match["d"]), int(match["y"])) if match else None


def _number(line: Line, start: int, end: int, kind: str, normal: str, rule: str) -> Found[Number]:
    value = Number(kind, line.text[start:end], normal)
    return Found(value, line.start + start, line.start + end, rule, 0.95)
