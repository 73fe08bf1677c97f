"""Classification, handling and declassification marks, and statements of what is withheld.

"No marking" is not "unclassified": a page without a mark has no classification. A portion mark
`(S)` and words in running text are none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from herewith.algorithms.register.page import Found, Line, Page
from herewith.model.register import Marking

__all__ = ["read_classification", "read_handling", "read_marks", "read_source_note"]

LEVELS = (
    ("TOP SECRET", r"top\s+secret"),
    ("SECRET", r"secret"),
    ("CONFIDENTIAL", r"confidential"),
    ("RESTRICTED", r"restricted"),
    ("LIMITED OFFICIAL USE", r"limited\s+official\s+use"),
    ("OFFICIAL USE ONLY", r"(?:for\s+)?official\s+use\s+only"),
    ("UNCLASSIFIED", r"unclassified"),
    ("MOST SECRET", r"most\s+secret"),
    ("ADMINISTRATIVELY CONFIDENTIAL", r"administratively\s+confidential"),
    ("ОСОБОЙ ВАЖНОСТИ", r"особой\s+важности"),
    ("СТРОГО СЕКРЕТНО", r"строго\s+секретно"),
    ("GEHEIM", r"geheim"),
    ("VERTRAULICH", r"(?:streng\s+)?vertraulich"),
    ("CONFIDENTIEL", r"confidentiel"),
    ("SECRETO", r"(?:muy\s+)?secreto"),
    ("CONFIDENCIAL", r"confidencial"),
    ("СОВЕРШЕННО СЕКРЕТНО", r"(?:совершенно|сов\.)\s+секретно"),
    ("СЕКРЕТНО", r"секретно"),
    ("КОНФИДЕНЦИАЛЬНО", r"конфиденциально"),
    ("ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ", r"для\s+служебного\s+пользования"),
    ("STRENG GEHEIM", r"streng\s+geheim"),
    ("TRÈS SECRET", r"très\s+secret"),
)
CONTROLS = (
    ("EYES ONLY", r"(?:exclusively\s+)?eyes\s+only(?:\s+for\s+[\w. ]+)?"),
    ("SENSITIVE", r"sensitive"),
    ("LIMDIS", r"limdis|limited\s+distribution"),
    ("EXDIS", r"exdis|exclusive\s+distribution"),
    ("NODIS", r"nodis|no\s+distribution(?:\s+outside[\w ]+)?"),
    ("NOFORN", r"noforn|no\s+foreign\s+dissem(?:ination)?"),
    ("CONTROLLED DISSEM", r"controlled\s+dissem(?:ination)?"),
    ("PERSONAL", r"personal"),
    ("STRICTLY PERSONAL", r"strictly\s+(?:personal|confidential)"),
    ("SECURITY INFORMATION", r"security\s+information"),
    ("RESTRICTED DATA", r"restricted\s+data"),
    ("OFFICIAL–INFORMAL", r"official\s*[-–—]\s*informal"),
    ("NIACT", r"niact"),
    ("FLASH", r"flash"),
    ("IMMEDIATE", r"(?:operational\s+)?immediate"),
    ("PRIORITY", r"priority"),
    ("URGENT", r"(?:us\s+)?(?:most\s+)?urgent"),
    ("ROUTINE", r"routine"),
    ("ROGER CHANNEL", r"roger\s+channel"),
    ("LITERALLY EYES ONLY", r"literally\s+eyes\s+only"),
    ("ONLY COPY", r"экз(?:емпляр)?\.?\s*единственный"),
    ("NUMBERED COPY", r"экз(?:емпляр)?\.?\s*№\s*\d+"),
    ("LICHNO", r"лично"),
    ("SROCHNO", r"(?:весьма\s+)?срочно"),
    ("PLAIN", r"plain"),
    ("VERBATIM TEXT", r"verbatim\s+text"),
)
LEVEL = "|".join(f"(?P<l{n}>{pattern})" for n, (_, pattern) in enumerate(LEVELS))
CONTROL = "|".join(pattern for _, pattern in CONTROLS)
SEP = r"[\s,;:/.–—()\[\]\-|*_]*"
MARK_LINE = re.compile(
    rf"^{SEP}(?:(?:{CONTROL}){SEP}(?:and\s+)?)*(?:{LEVEL})(?:{SEP}(?:{CONTROL}|attachment|enclosure|when\s+detached))*{SEP}$",
    re.I,
)
CONTROL_LINE = re.compile(rf"^{SEP}(?:(?:{CONTROL}){SEP}(?:and\s+)?)+$", re.I)
CONTROL_ONE = [
    (name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I)) for name, pattern in CONTROLS
]
DECLASSIFIED = re.compile(
    r"\b(?:DECLASSIFIED|DOWNGRADED|SANITIZED|RELEASED IN (?:FULL|PART)|APPROVED FOR RELEASE|РАССЕКРЕЧЕНО)\b.{0,120}",
    re.I,
)
GROUP = re.compile(r"^G(?:rou)?[pP][-–\s]?[1-4]\b.{0,80}")
WITHHELD = re.compile(
    r"\[(?:(?:[^\[\]]|\[[^\[\]]{0,30}\]){0,600}?\b)?(?:not\s+declassified|withheld|excised|illegible\s+and\s+withheld)\b[^\[\]]{0,120}\]"
    r"|\b(?:PAGE|DOCUMENT|TEXT)\s+(?:DENIED|WITHHELD)\b"
    r"|\b\d\.\d\s?\([a-d]\)(?:\s?\(\d\))?(?=\s*$)",
    re.I,
)
DELETED = re.compile(r"\[(?:[^\[\]]{0,80}\b)?(?:deleted|deletion)\b[^\[\]]{0,80}\]", re.I)
"""Words that somebody took out, without saying by what authority."""
PORTIONS = {
    "TS": "TOP SECRET",
    "S": "SECRET",
    "C": "CONFIDENTIAL",
    "U": "UNCLASSIFIED",
    "LOU": "LIMITED OFFICIAL USE",
}
PORTION = re.compile(
    r"^\W{0,3}(?:\w{1,3}[.)]\s*)?\((?P<level>TS|S|C|U|LOU)(?:/+(?P<control>NF|NOFORN|ND|EX))?\)\s+(?=\S)"
)
LETTERED = re.compile(r"^\W{0,3}\((?:A|B|D|a|b)\)\s")
"""A list lettered (A) (B) (C), whose letters are no portion marks."""
AUTHORITY = re.compile(
    r"\bAuthority[:\s]+(?P<authority>[A-Z][\w .,/()-]{2,60})|(?P<order>\bE\.?\s?O\.?\s?\d{5}\b[^\n]{0,40})",
    re.I,
)
"""By what a paper was opened."""
EXTENT = re.compile(
    r"(?P<n>\d+(?:[ -]\d/\d|/\d)?|\w+)\s+(?P<unit>lines?|pages?|paragraphs?|words?|sentences?|names?)(?:\s+of\s+(?P<what>\w+))?",
    re.I,
)


SOURCE_NOTE = re.compile(
    rf"[.;]\s+(?:Personal and |Strictly )?(?P<level>{LEVEL})(?=\s*[;.,])", re.I
)


def read_classification(page: Page) -> Found[Marking] | None:
    """The level that the page is marked with as a whole, at its head or foot."""
    for line in _mark_lines(page):
        match = MARK_LINE.match(line.text)
        if match is None:
            continue
        normal = next(LEVELS[n][0] for n in range(len(LEVELS)) if match[f"l{n}"])
        group = next(name for name, value in match.groupdict().items() if value)
        start, end = match.span(group)
        written = line.text[start:end]
        value = Marking("classification", written, normal)
        return Found(value, line.start + start, line.start + end, "classification_line", 0.97)
    return None


def read_source_note(note: str) -> Found[Marking] | None:
    """The classification that an editor's source note gives: `Source: … . Secret; Nodis.`

    >>> read_source_note("Source: National Archive, Box 3. Top Secret; Sensitive.").value.normal
    'TOP SECRET'
    """
    if "ource:" not in note[:200]:
        return None
    match = SOURCE_NOTE.search(note)
    if match is None:
        return None
    normal = next(LEVELS[n][0] for n in range(len(LEVELS)) if match[f"l{n}"])
    start, end = match.span("level")
    return Found(Marking("classification", match["level"], normal), start, end, "source_note", 0.95)


def read_handling(page: Page) -> tuple[Found[Marking], ...]:
    """Control words: who may see it, how fast it goes."""
    found: dict[str, Found[Marking]] = {}
    for line in _mark_lines(page):
        if not (MARK_LINE.match(line.text) or CONTROL_LINE.match(line.text)):
            continue
        for name, pattern in CONTROL_ONE:
            if match := pattern.search(line.text):
                value = Marking("handling", match.group(), name)
                start = line.start + match.start()
                found.setdefault(
                    name, Found(value, start, line.start + match.end(), "control_words", 0.9)
                )
    return tuple(found.values())


def read_marks(page: Page) -> tuple[Found[Marking], ...]:
    """Declassification marks, downgrading groups and statements of what is withheld."""
    found: list[Found[Marking]] = []
    near = {line.n: line for line in (*page.lines[:30], *page.foot)}
    for line in near.values():
        if line.is_long:
            continue
        for pattern in (DECLASSIFIED, GROUP):
            match = pattern.search(line.text)
            if match and pattern is DECLASSIFIED and match.start() < 4:
                found += _authorities(page, line)
            if match and (pattern is GROUP or match.start() < 4):
                value = Marking(
                    "declassification", match.group(), match.group().upper().strip(" .")
                )
                found.append(
                    Found(
                        value,
                        line.start + match.start(),
                        line.start + match.end(),
                        "declassification_mark",
                        0.9,
                    )
                )
    found += _portions(page)
    if page.has_any("deleted", "deletion"):
        found += [
            Found(
                Marking("deletion", m.group(), "deleted"), m.start(), m.end(), "deletion_noted", 0.9
            )
            for m in DELETED.finditer(page.text)
        ]
    if page.has_any("declassified]", "declassified", "withheld", "excised", "denied", "(b)", "(c)"):
        found += _withheld(page)
    return tuple(sorted(found, key=lambda f: f.start))


def _authorities(page: Page, mark: Line) -> Iterator[Found[Marking]]:
    """By what authority a declassification mark says that a paper was opened, in its next lines."""
    for line in page.lines[mark.n : mark.n + 4]:
        match = None if line.is_long else AUTHORITY.search(line.text)
        if match is not None:
            group = "authority" if match["authority"] else "order"
            written = match[group].strip(" .,")
            start = line.start + match.start(group)
            value = Marking("declassification", written, f"AUTHORITY: {written}")
            yield Found(value, start, start + len(written), "declassification_authority", 0.85)
            return


def _portions(page: Page) -> Iterator[Found[Marking]]:
    """The levels of single paragraphs, each once: `(S)`, `(C/NF)`; a lettered list has none."""
    lines = [(line, match) for line in page.lines if (match := PORTION.match(line.text))]
    if len(lines) < 2 or any(LETTERED.match(line.text) for line in page.lines):
        return
    seen: set[str] = set()
    for line, match in lines:
        if match["level"] not in seen:
            seen.add(match["level"])
            start = line.start + match.start("level") - 1
            written = f"({line.text[match.start('level') : match.end() - 1].split(')')[0]})"
            value = Marking("portion", written, PORTIONS[match["level"]])
            yield Found(value, start, start + len(written), "portion_mark", 0.85)


def _withheld(page: Page) -> Iterator[Found[Marking]]:
    for match in WITHHELD.finditer(page.text):
        extent = EXTENT.search(match.group())
        normal = "withheld"
        if extent and extent["n"].lower() not in ("text", "the"):
            normal = f"withheld: {extent['n']} {extent['unit']}"
        value = Marking("withholding", match.group(), normal)
        yield Found(value, match.start(), match.end(), "withholding_statement", 0.97)


def _mark_lines(page: Page) -> Iterator[Line]:
    """The short lines of head and foot, where marks of the whole paper stand."""
    for line in page.lines[: min(page.body_from + 1, 25)]:
        if len(line.text) < 90:
            yield line
    for line in page.foot[-6:]:
        if len(line.text) < 60 and line.n >= 25:
            yield line
