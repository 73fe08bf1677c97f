"""Numbers under which a document was registered: telegram, despatch, file, language service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herewith.algorithms.register.page import Found, Line, Page
from herewith.languages.posts import country_of
from herewith.model.register import Number

__all__ = ["decimal_file_date", "normal_decimal", "read_numbers", "read_source_numbers"]

PREFIXES = r"(?:Delga|Gadel|Secto|Tosec|Dulte|Tedul|Polto|Topol|Colun|Usun|Telac|Martel|Telmar|Dulte|Unmis|Gada|Repto|Torep|Ecato|Toeca|Musto|Tomus|Circular|Circ|Airgram|Deptel|Embtel|Hakto|Tohak|Sipto|Tosip|Caeto|Actel|Telact|Goom|Usgoc|Excon|Busec|Cedto|Todis|Depto|Todep|Cosec|Nato|Polad|CA|A|CG|MA|OTP|TOAID|AIDTO|ICATO|USITO|Infotel)"
TELEGRAM = re.compile(
    rf"^(?P<n>(?:(?P<prefix>{PREFIXES}|(?!NSC|PPS|NIE|SNIE|RG|UN)[A-Z]{{2,5}}(?= \d))[ –-]{{0,3}})?(?:No\.\s*)?(?P<digits>\d{{1,6}}[A-Z]?))\.\s*(?P<rest>.*)$"
)
AIRGRAMS = ("A", "CA", "Airgram")
HEADER = re.compile(
    r"^(?:TELEGRAM\s+)?(?P<station>[A-Z][A-Z. ]{2,18}?)\s?(?P<digits>\d{2,6})(?:\s*\(?SECTION.*|\s*\d{6}Z.*|\s+\d{6,}Z?.*)?$"
)
TELEGRAM_LINE = re.compile(r"\b(?:TELEGRAM|CABLE)\b")
CABLE = re.compile(r"^(?:ШИФР)?ТЕЛЕГРАММА\W{1,3}(?:№\s*)?(?P<n>\d{1,6})\b", re.I)
"""The heading of a Russian telegram with its number."""
NUMBERED = re.compile(r"^N[oO]\s?[.:]{0,2}\s*(?P<n>\d{1,5})(?=\s*$|,\s+[A-Z][a-z]+\.?\s+\d)")
"""The number of a telegram in a line of its form, alone or before the date."""
REPEATED = re.compile(
    r"\bSENT\s+(?:TO\s+)?(?:THE\s+)?(?P<first>[A-Z][A-Za-z. ]{2,30}?)\s+(?P<n>\d{1,5})\s*[;,]\s*(?:AND\s+)?(?:REPEATED|RPTD)\s+"
    r"(?:(?:FOR\s+)?INFO(?:RMATION)?\s+)?(?:TO\s+)?(?P<others>[A-Z][^;.\n]{2,160})",
    re.I,
)
"""Under which numbers a telegram went to its addressees."""
POSTED = re.compile(r"[^\W\d_][\w. ]*?\s(?P<n>\d{1,5})(?!\d)")
REPORT = re.compile(
    r"^(?:DAILY|WEEKLY|MONTHLY|SPECIAL)\s+(?:REPORT|BULLETIN|SUMMARY|DIGEST)\W{1,3}(?:NO\.?|№)\s*(?P<n>\d{1,5})\b",
    re.I,
)
OPENING = re.compile(
    r"(?:For\s[A-Z]|Re(?:f|s)?(?:erence)?\b|(?:Emb|Dept?|ur|our|my)[a-z]*tel|Subj|Eyes\s|Personal|From\s[A-Z]|Following)",
    re.I,
)
"""How a telegram opens behind its number."""
DIGIT = re.compile(r"\d")
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
    found = [*_telegram(page), *_in_form(page), *_others(page)]
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
            kind = "airgram" if match["prefix"] in AIRGRAMS else "telegram"
            yield _number(line, match.start("n"), match.end("n"), kind, normal, "telegram_opening")
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


def _in_form(page: Page) -> Iterator[Found[Number]]:
    """The number in the form of a telegram, and those under which it was repeated."""
    head = page.lines[:20]
    for line in head[:6]:
        if match := CABLE.match(line.text):
            yield _number(line, *match.span("n"), "telegram", match["n"], "telegram_heading")
    if any(TELEGRAM_LINE.search(line.text) for line in head[:4] if len(line.text) < 50):
        for line in head:
            if match := NUMBERED.match(line.text):
                yield _number(line, *match.span("n"), "telegram", match["n"], "telegram_form")
                break
    for line in head:
        if match := REPEATED.search(line.text):
            yield _number(line, *match.span("n"), "telegram", match["n"], "telegram_repeated")
            for post in POSTED.finditer(line.text, match.start("others"), match.end("others")):
                yield _number(line, *post.span("n"), "telegram", post["n"], "telegram_repeated")


def _others(page: Page) -> Iterator[Found[Number]]:
    near = {line.n: line for line in (*page.lines[:40], *page.foot)}
    for line in near.values():
        if line.is_long or not DIGIT.search(line.text):
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
        if (match := REPORT.match(text)) and line.n < 4:
            yield _number(line, *match.span("n"), "document", match["n"], "report_number")
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


def read_source_numbers(note: str) -> tuple[Found[Number], ...]:
    """The file number, and that of the language service, in an editor's source note.

    Only the place named first is where the paper itself lies; what follows are other copies.

    >>> [f.value.normal for f in read_source_numbers("Source: Archive, 611.61/3–159. Secret.")]
    ['611.61/3-159']
    """
    if "ource:" not in note[:200]:
        return ()
    found = []
    first = re.search(r"(?<!\bNo)\.\s+[A-Z]", note[note.index("ource:") :])
    end = note.index("ource:") + first.start() + 1 if first else len(note)
    line = Line(0, 0, len(note), note)
    if match := DECIMAL.search(note, 0, end):
        normal = normal_decimal(match.group())
        found.append(_number(line, *match.span(), "decimal_file", normal, "source_note"))
    own = list(LS.finditer(note))
    if len(own) == 1 and PRINTED.search(note[: own[0].start()]):
        found.append(_number(line, *own[0].span(), "language_service", own[0]["n"], "source_note"))
    return tuple(found)


PRINTED = re.compile(
    r"\b(?:text|translation)\s+(?:is\s+)?printed\s+here\b[^.]*$|\b(?:source|printed)\s+text\s+is\b[^.]*$"
    r"|\bprinted\s+from\s+(?:the|an?)\b[^.]*$",
    re.I,
)
"""How an editor says which text is printed."""


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
