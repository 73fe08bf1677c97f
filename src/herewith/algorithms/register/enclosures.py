"""Papers that a document says it carries, and what it claims of other texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from herewith.algorithms.register.page import Found, Line, Page

__all__ = ["Carried", "read_claims", "read_enclosures"]

LIST_HEAD = re.compile(
    r"^\W*(?:enclosures?|attachments?|atchs?|encls?\.?|приложени[ея]|anlagen?|annexes?|anexos?)\b\s*(?:\(\d+\))?\s*[:.—-]?\s*(?P<rest>.*)$",
    re.I,
)
ITEM = re.compile(r"^\(?(?P<n>\d{1,2})[.)]\s+(?P<what>.+)$")
INLINE = re.compile(r"(?:^|\s)\(?(?P<n>[1-9])[.)]\s+")
AS_STATED = re.compile(r"^\W*(?:as\s+stated|a/s|as\s+above|по\s+тексту|упомянутое)\W*$", re.I)
HEREWITH = re.compile(
    r"\b(?:forwarded|transmitted|enclosed|attached|submitted)\s+(?:here\s?with\s+)?(?:is|are|you\s+will\s+find|please\s+find)\s+(?P<what>(?:[^.]|(?:(?<=\b[A-ZА-ЯЁ])|(?<=\bДж))\.){8,200})\."
    r"|\bI\s+(?:(?:am\s+)?enclos(?:e|ing)|attach(?=\s+(?:a|an|the|herewith|copies|my|our)\s(?!greatest|utmost|most))|transmit(?:\s+herewith)?|forward\s+herewith)\s+(?P<what2>(?:[^.]|(?:(?<=\b[A-ZА-ЯЁ])|(?<=\bДж))\.){8,200})\."
    r"|\b(?:при\s+этом\s+)?(?:прилага(?:ется|ю|ем|ются)|препровожда(?:ется|ю|ем)|препроводить|переслать|направить)\s+(?:при\s+этом\s+)?(?P<what3>(?:[^.]|(?:(?<=\b[A-ZА-ЯЁ])|(?<=\bДж))\.){8,200})\.",
    re.I,
)
CLAIM = re.compile(
    r"\b(?:(?:has|have)\s+been\s+(?:compared|checked|collated|verified)\s+(?:with|against)"
    r"|was\s+compared\s+with|certified\s+(?:to\s+be\s+)?(?:a\s+)?true\s+(?:copy|translation)"
    r"|(?:no|without)\s+(?:substantive\s+)?differences?\s+(?:in|of)\s+substance"
    r"|сверен[оаы]?\s+с|верно\s*:|с\s+подлинным\s+верно)",
    re.I,
)


CLAIMING = (
    *("compared", "checked", "collated", "verified", "true copy", "true translation"),
    *("difference", "сверен", "верно", "с подлинным"),
)
FORWARDING = (
    *("forward", "transmit", "enclos", "attach", "submitted"),
    *("прилага", "препровожда", "препроводить", "переслать", "направить"),
)
"""Words without which there is no claim, or nothing is forwarded; asked first, for speed."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A paper that goes with the document: its number in the list, and how it is described."""

    n: int
    description: str


def read_enclosures(page: Page) -> tuple[Found[Carried], ...]:
    """The list of enclosures; where there is none, what the text says it forwards."""
    listed = tuple(_listed(page))
    return listed or tuple(_announced(page))


def read_claims(page: Page) -> tuple[Found[str], ...]:
    """Sentences that claim a comparison or a true copy."""
    text, found, end = page.text, [], 0
    if not page.has_any(*CLAIMING):
        return ()
    for match in CLAIM.finditer(text):
        if match.start() < end:
            continue
        start = max(text.rfind(mark, 0, match.start()) for mark in ("\n", ". ", "! ", "? ")) + 1
        stops = [at for mark in (". ", ".\n", "\n\n") if (at := text.find(mark, match.end())) >= 0]
        end = min(stops, default=len(text.rstrip()) - 1) + 1
        start += len(text[start:end]) - len(text[start:end].lstrip())
        value = " ".join(text[start:end].split())
        found.append(Found(value, start, end, "comparison_claim", 0.9))
    return tuple(found)


def _listed(page: Page) -> Iterator[Found[Carried]]:
    for line in page.lines[max(0, page.body_from - 1) :] if page.body_from else page.lines:
        match = None if line.is_long and ":" not in line.text[:16] else LIST_HEAD.match(line.text)
        if match is None or (
            not match["rest"]
            and not line.text.rstrip().endswith(":")
            and not _items_follow(page, line)
        ):
            continue
        if match["rest"] and not re.match(r"\W*\w+\s*(?:\(\d+\))?\s*[:.—-]", line.text):
            continue
        found = tuple(_items(page, line, match))
        if found:
            yield from found
            return


def _items_follow(page: Page, line: Line) -> bool:
    following = page.lines[line.n + 1 : line.n + 2]
    return bool(following and ITEM.match(following[0].text))


def _items(page: Page, line: Line, head: re.Match[str]) -> Iterator[Found[Carried]]:
    """The items of a list of enclosures, whose lines may be wrapped, or stand in one line."""
    rest = head["rest"].strip()
    if rest and (marks := list(INLINE.finditer(rest))):
        begin = line.start + line.text.index(rest)
        ends = [mark.start() for mark in marks[1:]] + [len(rest)]
        for mark, end in zip(marks, ends, strict=True):
            what = rest[mark.end() : end].strip()
            yield Found(
                Carried(int(mark["n"]), what),
                begin + mark.end(),
                begin + mark.end() + len(what),
                "enclosure_list",
                0.95,
            )
        return
    if rest:
        begin = line.start + line.text.index(rest)
        yield Found(
            Carried(1, rest),
            begin,
            line.end,
            "enclosure_line",
            0.85 if AS_STATED.match(rest) else 0.9,
        )
        return
    current: tuple[int, int, int] | None = None
    parts: list[str] = []
    for following in page.lines[line.n + 1 : line.n + 30]:
        item = ITEM.match(following.text)
        if item is None and (current is None or following.is_long or page.follows_blank(following)):
            break
        if item is not None:
            if current is not None:
                yield _listed_item(current, parts)
            current, parts = (
                (int(item["n"]), following.start + item.start("what"), following.end),
                [item["what"]],
            )
        elif current is not None:
            current, parts = (current[0], current[1], following.end), [*parts, following.text]
    if current is not None:
        yield _listed_item(current, parts)


def _listed_item(current: tuple[int, int, int], parts: list[str]) -> Found[Carried]:
    n, start, end = current
    return Found(Carried(n, " ".join(parts)), start, end, "enclosure_list", 0.95)


def _announced(page: Page) -> Iterator[Found[Carried]]:
    if not page.has_any(*FORWARDING):
        return
    for n, match in enumerate(HEREWITH.finditer(page.text[:6000]), start=1):
        group = next(name for name in ("what", "what2", "what3") if match[name])
        yield Found(
            Carried(n, " ".join(match[group].split())), *match.span(group), "announced_in_text", 0.7
        )
