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
    ("ONLY COPY", r"экз(?:емпляр)?\.?\s*(?:единственный|№\s*\d+)"),
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
    if page.has_any("declassified]", "declassified", "withheld", "excised", "denied", "(b)", "(c)"):
        found += _withheld(page)
    return tuple(sorted(found, key=lambda f: f.start))


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
