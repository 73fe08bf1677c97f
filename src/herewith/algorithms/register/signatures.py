"""Who signed, and in whose name: the name under the closing, or the last name of the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from herewith.algorithms.register.kinds import main_end
from herewith.algorithms.register.naming import SKIP, party_of
from herewith.algorithms.register.page import Found, Line, Page
from herewith.algorithms.register.people import Authorities
from herewith.languages.titles import classify, closing_of, is_person_like, without_title
from herewith.model.register import Party

__all__ = ["DATE_LINE", "Signature", "read_closing", "read_signature", "read_signed_for"]

SIGNED = re.compile(
    r"^\[?(?:s|signed|подписано|подпись)[.:]?\]\s*|^/?s?/s?/?\s*(?=[A-ZА-Я])|^s\]\s*", re.I
)
DATE_LINE = re.compile(r"^(?=.*\b(?:1[5-9]|20)\d\d\b).{0,32}$")
STATE = re.compile(
    r"(?:\S+\s+){0,5}(?:Republic|Kingdom|Union|Federation|States|Республика|Республики|Федерация|Федерации|Союз|Королевство)(?:\s+(?:of\s+)?\S+){0,4}",
    re.I,
)
"""A state's name, as it stands under the office of who signed."""
FOR = re.compile(r"^\[?(?:For|FOR|За)\s+(?P<who>(?:the\s+|THE\s+)?[A-ZА-ЯЁ].{4,60}?)\s*:?\]?$")
ALONE = re.compile(
    r"^(?:the\s+)?(?:ambassador|chargé(?: d[’']affaires)?(?: a\.?\s?i\.?)?|minister|secretary|director|chief|chairman)$",
    re.I,
)
"""An office that is nobody's without its house."""
INITIALS = re.compile(r"(?:(?:Mc|Mac)?[A-Z]\.?\s?){3,4}|(?:McG|MacG)\.\s?[A-Z]\.?")
FIRST = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,}")
GLUED = re.compile(
    r"^(?P<name>(?:[A-ZÀ-Þ][\w’'.-]*\s+){1,4}?[A-ZÀ-Þ][\w’'-]+(?:,?\s(?:Jr|Sr|II|III)\.?)?),?\s+(?P<office>(?:[A-Z][a-z]+|U\.).{3,90})$"
)
"""A name and the signer's office or rank in one line."""
COPIES = re.compile(r"^\W*(?:distribution|cc|bcc|copies to|copy to|copy:)\b\W*", re.I)


@dataclass(frozen=True, slots=True)
class Signature:
    """The hand that signed and the name it stands for; often the same."""

    signed: Found[Party] | None = None
    sender: Found[Party] | None = None


def read_closing(page: Page) -> Found[str] | None:
    """The closing formula before the attachments."""
    first = max(page.body_from, 2)
    for line in page.lines[first : main_end(page)]:
        if len(line.text) < 60 and closing_of(line.text):
            return Found(line.text.rstrip(" ,"), line.start, line.end, "closing", 0.95)
    return None


def read_signature(
    page: Page, kind: str, closing: Found[str] | None, authorities: Authorities
) -> Signature:
    """Who signed. Two names over one office are a signature and the typed name it stands for."""
    end = _end(page)
    if closing is not None and not _is_addressed_below(page, end, closing):
        lines = [line for line in page.lines[:end] if line.start > closing.end][:4]
        rule, certainty = "signature_under_closing", 0.96
    else:
        lines = _last_names(page.lines[:end])
        rule, certainty = "signature_at_end", 0.85
    names = _names(lines, kind, begins=closing is not None)
    if not names:
        return _by_initials(lines, authorities)
    signed, sender = (
        party_of(name, SIGNED.sub("", name.text), "person", rule, certainty)
        for name in (names[0], names[-1])
    )
    return Signature(signed, sender)


def read_signed_for(page: Page, signed: Found[Party] | None) -> Found[Party] | None:
    """ "For the Joint Chiefs of Staff:" over a signature: in whose name it was signed."""
    if signed is None:
        return None
    for line in page.lines[-16:]:
        match = FOR.match(line.text)
        if match and 0 < signed.start - line.end < 120:
            named = classify(match["who"])
            kind = "body" if named.kind in ("", "body") else "office"
            begin, end = line.start + match.start("who"), line.start + match.end("who")
            return Found(Party(match["who"], kind), begin, end, "signed_for", 0.95)  # type: ignore[arg-type]
    return None


def is_of_a_house(party: Party) -> bool:
    """Whether an office says of which house it is: "the Ambassador" alone does not."""
    return not ALONE.match(party.name)


def _end(page: Page) -> int:
    """Index of the line where the paper itself ends: attachments, copies, a second letter begin."""
    end = main_end(page)
    for line in page.lines[max(page.body_from + 2, 6) : end]:
        if COPIES.match(line.text) and not line.is_long:
            return line.n
    return end


def _is_addressed_below(page: Page, end: int, closing: Found[str]) -> bool:
    """Whether the addressee's block stands between the closing and the signature."""
    below = [line for line in page.lines[:end] if line.start > closing.end][:2]
    return any(ADDRESSED.match(line.text) for line in below)


ADDRESSED = re.compile(r"(?:His|Her) (?:Excellency|Majesty)\b|(?:The )?Honou?rable\b", re.I)


def _names(lines: list[Line], kind: str, *, begins: bool) -> list[Line]:
    """At most two names that follow each other."""
    names: list[Line] = []
    for line in lines:
        text = SIGNED.sub("", line.text).strip(" []*_/")
        if not names and SKIP.match(line.text):
            continue
        own = _own_name(line, kind)
        if len(names) < 2 and own is not None:
            names.append(own)
            if own is not line:
                break  # his office stands beside him; who follows is another
        elif names or line.is_long or not (begins or is_person_like(without_title(text))):
            break
    return names


def _own_name(line: Line, kind: str) -> Line | None:
    """The part of a line that is a full name, without the office behind it."""
    text = SIGNED.sub("", line.text).strip(" []*_/")
    plain = without_title(text)
    if is_person_like(plain) and (kind == "telegram" or _is_full(plain)):
        return line
    match = GLUED.match(text) if len(text) < 120 else None
    if match and _is_full(match["name"]) and is_person_like(without_title(match["name"])):
        first = match["office"].split()[0]
        if classify(first).kind == "office" or RANK.match(match["office"]):
            begin = line.start + line.text.index(match["name"])
            return Line(line.n, begin, begin + len(match["name"]), match["name"])
    return None


MARK = re.compile(r"(?!I{2,3}$|IV$)[A-Z]{2,4}")
RANK = re.compile(
    r"(?:(?:Lt|Lieutenant|Maj|Major|Brig|Brigadier|Vice|Rear|Gen|Col|Adm)\.?\s?)*(?:General|Colonel|Admiral|Captain|Major|Commander|Gen|Col|Adm|Capt)\b",
    re.I,
)


def _is_full(name: str) -> bool:
    """Whether a name has more than one part and its last part is no initial."""
    parts = name.replace(",", " ").split()
    if parts and MARK.fullmatch(parts[-1]) and not name.isupper():
        return False  # somebody else's initials behind the name
    return (len(parts) > 1 and len(parts[-1].strip(".")) > 2) or len(parts) > 2


def _last_names(lines: tuple[Line, ...]) -> list[Line]:
    """The last lines that may hold a signature: short ones behind the last paragraph."""
    tail: list[Line] = []
    for line in reversed(lines[-9:]):
        if line.is_long or line.n < 2 or ADDRESSED.match(line.text):
            break
        if (
            SKIP.match(line.text)
            or DATE_LINE.match(line.text)
            or classify(line.text).kind in ("office", "body")
            or STATE.fullmatch(line.text)
        ) and _own_name(line, "") is None:
            if tail:
                break
            continue
        plain = without_title(line.text.strip(" []*_/"))
        if not (is_person_like(plain) or INITIALS.fullmatch(plain) or _own_name(line, "")):
            break
        tail.insert(0, line)
    return tail


def _by_initials(lines: list[Line], authorities: Authorities) -> Signature:
    """Three initials that are those of one person of the list."""
    for line in lines[:2]:
        text = SIGNED.sub("", line.text).strip(" []*_/")
        known, what = None, "initials"
        if INITIALS.fullmatch(text):
            known = authorities.initialled(text)
        elif FIRST.fullmatch(text):
            called, what = authorities.called(text), "name"
            known = called[0] if len(called) == 1 else None
        if known is not None:
            found = party_of(line, text, "person", f"signed_with_{what}", 0.85)
            because = f"nobody else in the list of people has the {what} {text}"
            value = replace(found.value, person=known[0], normal=known[1])
            found = replace(found, value=value, because=because)
            return Signature(found, found)
    return Signature()
