"""What kind of paper it is: by its own heading words first, then by how it is built."""

from __future__ import annotations

import re

from herewith.algorithms.register.numbers import DESPATCH
from herewith.algorithms.register.page import Found, Line, Page
from herewith.algorithms.register.published import BROADCAST_LINE, read_published_kind
from herewith.languages.titles import closing_of, is_person_like, salutation_of
from herewith.model.register import DatedRole, Number

__all__ = ["MEETING", "main_end", "note_verbale", "read_kind"]

TITLES = (
    ("memorandum of conversation", r"(?:memorandum\s+of\s+(?:a\s+|telephone\s+)*conversations?|memcon|record\s+of\s+(?:a\s+)?conversation|запись\s+беседы|minutes\s+of\s+(?:a\s+)?conversation)\b.*"),
    ("memorandum for the record", r"memorandum\s+for\s+(?:the\s+)?(?:record|files?)\b.*"),
    ("note verbale", r"(?:note\s+verbale|вербальная\s+нота|verbalnote)\b.*"),
    ("aide-mémoire", r"(?:aide[- ]m[ée]moire|памятная\s+записка)\b.*"),
    ("circular", r"(?:circular\s+(?:telegram|instruction|letter)|циркуляр\w*)\b.*"),
    ("airgram", r"(?:department\s+of\s+state\W+)?(?:(?:CA|A)[-–]\d{1,5}\W+)?airgram\b.*"),
    ("telegram", r"(?:incoming|outgoing)?\W*telegram\W+department of state\b.{0,50}|(?:(?:incoming|outgoing|priority)?\s*telegram|шифртелеграмма|телеграмма|cable|cablegram)\b.{0,30}"),
    ("translation cover", r"\(?\s*(?:official\s+|unofficial\s+|informal\s+)?translation\s*\)?|перевод\b.{0,30}"),
    ("press release", r"(?:press\s+release|for\s+(?:the\s+)?(?:immediate\s+)?(?:press|release)|communiqu[ée]|пресс-релиз|коммюнике|сообщение\s+тасс)\b.*"),
    ("broadcast transcript", r"(?:text\s+of\s+(?:the\s+)?broadcast|radio\s+broadcast|broadcast\s+(?:text|transcript)|monitored\s+broadcast).*"),
    ("despatch", r"(?:despatch|dispatch|foreign\s+service\s+despatch)\b.{0,20}"),
    ("foreword", r"(?:foreword|preface|предисловие|vorwort|avant-propos|prólogo|от\s+редакции)"),
    ("editorial note", r"\[?editorial\s+note\]?"),
    ("national intelligence estimate", r"(?:special\s+)?national\s+intelligence\s+estimate\b.*"),
    ("report", r"(?:progress\s+|interim\s+|intelligence\s+)?report\b.{0,60}|доклад\b.{0,60}|research\s+study\b.*|intelligence\s+(?:note|memorandum)\b.*"),
    ("minutes", r"(?:summary\s+)?minutes\b.{0,60}|протокол\b.{0,60}"),
    ("memorandum", r"(?:(?:action|information|briefing|office|inter-?office)\s+)?memorandum(?:\s+(?:for|to|from)\b.*)?|служебная\s+записка\b.*|докладная\s+записка\b.*"),
    ("message", r"(?:oral\s+|personal\s+|verbal\s+)?(?:message|note|statement)(?:\s+(?:to|from)\b.{0,60})?|послание\b.{0,60}"),
    ("letter", r"letter\s+(?:to|from)\b.{0,80}"),
)  # fmt: skip
TITLE_LINES = tuple((kind, re.compile(rf"\W*(?:{pattern})\W*", re.I)) for kind, pattern in TITLES)
TELEGRAPHIC = re.compile(
    r"\b(?:[A-Z]?[a-z]*(?:Deptel|Embtel|deptel|embtel|reftel|Reftel|urtel|Urtel|ourtel|Contel|Legtel|mytel|Mytel)s?|DEPTEL|EMBTEL|REFTEL|SEPTEL|URTEL|septel|FYI|Amb|FonMin|FonOff|PriMin|GOI|GVN|USG|Emb|Dept|SYG|ReEmbtel|ReDeptel|re(?:f)?tels?|Wld|wld|shld|cld|Shld|rptd|Rptd|Fol|fol|dept|Reurtel|reurtel)\b"
)
ATTACHED = re.compile(
    r"^\W*(?:\[?(?:attachments?|enclosures?|annex(?:es)?|tab|appendix|sub-?enclosure|приложени[ея])\b(?:\s+(?:[A-Z]|\d{1,2}|[IVX]+))?\W*\]?|enclosures?\s*:.*|attachments?\s*:.*)$",
    re.I,
)
CONVERSATION = re.compile(
    r"\b(?:called (?:on me|at his|this|today|at my)|I (?:told|asked|replied|said|informed)|(?:he|she|the \w+) (?:said|replied|asked|stated|thought|added)|(?:the )?(?:Ambassador|Secretary|Minister|President|Chairman) (?:said|replied|asked|stated|remarked|observed|added|thought))\b",
    re.I,
)
MEETING = re.compile(
    r"\b(?:Present at the|were present at the|were present:|summary of (?:the )?discussion at the"
    r"|(?:listing|list of) the participants at the|meeting (?:of [^.\n]{1,60} )?was called to order)\b"
)
NARRATIVE = re.compile(
    r"\b(?:Foreign Relations|Department of State Bulletin|Public Papers|[Ii]bid\.|Central Files|the text of|For text|For documentation|for text|see Document|Documents? \d+|printed|volume [IVXL]+|pp?\. \d+)\b"
)


NOTE_VERBALE = re.compile(
    r"(?P<sender>[^.\n]{4,160}?)\s+(?P<form>presents\s+(?:its|his|her)\s+compliments\s+to|свидетельствует\s+сво[её]\s+уважение)"
    r"\s+(?P<addressee>[^,.\n]{4,160}?)(?=,|\.|\n|\s+and\s+(?:has|refers|with|in)\b|\s+и\s+(?:имеет|настоящим|сообщает|ссылаясь)\b)"
)
"""The formula that opens a note verbale, between who sends and who receives it."""


def note_verbale(page: Page) -> re.Match[str] | None:
    """The formula of a note verbale, where it opens the text; further on it is another paper's."""
    opening = page.lower[:1200]
    if "compliments" not in opening and "свидетельствует" not in opening:
        return None
    match = NOTE_VERBALE.search(page.text[:1200])
    first = page.lines[page.body_from] if page.body_from < len(page.lines) else None
    return match if match and first and match.start("form") < first.end else None


def main_end(page: Page) -> int:
    """Index of the line at which attachments begin; the number of lines if there are none."""
    for line in page.lines[3:]:
        if len(line.text) < 60 and ATTACHED.match(line.text) and line.n > page.body_from:
            return line.n
    return len(page.lines)


def read_kind(
    page: Page, numbers: tuple[Found[Number], ...], dates: tuple[Found[DatedRole], ...]
) -> Found[str] | None:
    """The kind of the paper, or nothing where its build does not tell."""
    values = {line.n for field in page.labelled for line in field.values if line.n != field.line}
    for line in page.lines[: min(page.body_from + 1, 16)]:
        if line.is_long:
            break
        if line.n in values:
            continue
        for kind, pattern in TITLE_LINES:
            if pattern.fullmatch(line.text) and not (kind in ("message", "report") and line.n > 5):
                if kind == "translation cover" and (letter := _letter(page)):
                    return letter
                return _refined(page, Found(kind, line.start, line.end, "title_line", 0.95))
    return _by_build(page, numbers, dates)


def _refined(page: Page, found: Found[str]) -> Found[str]:
    """A bare word "memorandum" over a record of a conversation is one."""
    if found.value != "memorandum":
        return found
    if page.values("participants"):
        return Found("memorandum of conversation", found.start, found.end, "participants", 0.9)
    for line in page.values("to")[:1]:
        if RECORD.fullmatch(line.text):
            return Found("memorandum for the record", line.start, line.end, "title_line", 0.95)
    for line in page.lines[: min(page.body_from + 1, 16)]:
        if line.start > found.end and FOR_RECORD.fullmatch(line.text):
            return Found("memorandum for the record", line.start, line.end, "title_line", 0.95)
    return found


RECORD = re.compile(r"\W*(?:the\s+)?(?:record|files?)\W*", re.I)
FOR_RECORD = re.compile(r"\W*memorandum\s+for\s+(?:the\s+)?(?:record|files?)\W*", re.I)
"""For whom a memorandum is that is kept and not sent, under a bare word "Memorandum"."""


def _by_build(
    page: Page, numbers: tuple[Found[Number], ...], dates: tuple[Found[DatedRole], ...]
) -> Found[str] | None:
    labels = {field.label for field in page.labelled}
    if note := note_verbale(page):
        return Found("note verbale", note.start("form"), note.end("form"), "note_formula", 0.97)
    opening = next((n for n in numbers if n.value.kind == "telegram"), None)
    if any(d.rule == "date_time_group" for d in dates) or (
        {"from", "to"} <= labels and _telegram_label(page)
    ):
        where = dates[0] if dates else None
        return Found(
            "telegram",
            where.start if where else 0,
            where.end if where else 0,
            "telegram_header",
            0.95,
        )
    if any(BROADCAST_LINE.match(line.text) for line in page.lines[: page.body_from][:8]):
        return read_published_kind(page, dates)
    if numbered := _numbered(page):
        return numbered
    if opening is not None:
        return Found("telegram", opening.start, opening.end, "telegram_number", 0.95)
    if "participants" in labels:
        line = next(page.lines[f.line] for f in page.labelled if f.label == "participants")
        return Found("memorandum of conversation", line.start, line.end, "participants", 0.85)
    if found := _letter(page):
        return found
    if labels & {"subject", "to", "from"} == {"subject"} and _is_conversation(page):
        line = next(page.lines[f.line] for f in page.labelled if f.label == "subject")
        return Found("memorandum of conversation", line.start, line.end, "reported_speech", 0.7)
    if "to" not in labels and (despatch := _despatch(page, numbers)):
        return despatch
    if {"subject", "to", "from"} & labels:
        line = next(
            page.lines[f.line] for f in page.labelled if f.label in ("subject", "to", "from")
        )
        return Found("memorandum", line.start, line.end, "memorandum_labels", 0.85)
    return read_published_kind(page, dates) or _by_words(page, dates)


def _numbered(page: Page) -> Found[str] | None:
    """A despatch or an airgram by its number alone in a line of the head."""
    for line in page.lines[: min(page.body_from, 8)]:
        if POUCHED.fullmatch(line.text):
            return Found("despatch", line.start, line.end, "despatch_number", 0.85)
        if AIRGRAM.fullmatch(line.text):
            return Found("airgram", line.start, line.end, "airgram_number", 0.9)
    return None


POUCHED = re.compile(r"\W*[A-Z]{2,5}-[A-Z]-\d{1,5}\W*")
"""The number of a despatch between a headquarters and its stations."""
AIRGRAM = re.compile(r"\W*(?:CA|A|CERP)[-–]\d{1,5}\W*")
"""The number of an airgram, alone in its line."""


def _despatch(page: Page, numbers: tuple[Found[Number], ...]) -> Found[str] | None:
    """A number alone over a subject, signed by an officer of an embassy: a despatch."""
    number = next((n for n in numbers if n.value.kind == "despatch"), None)
    if number is not None and number.start < 400:
        return Found("despatch", number.start, number.end, "number_over_subject", 0.8)
    for line in page.lines[-6:]:
        if match := OF_EMBASSY.search(line.text):
            return Found("despatch", line.start + match.start(), line.end, "signed_at_post", 0.75)
    return None


OF_EMBASSY = re.compile(
    r"^(?:.{0,60}\b)?(?:Counselor|First Secretary|Second Secretary|Third Secretary|Deputy Chief of Mission|Attaché) (?:of|at the) (?:the )?(?:American )?(?:Embassy|Legation)\b.{0,40}$"
    r"|^\[?For the (?:Ambassador|Chargé|Minister)\b.{0,30}:?\]?$",
    re.I,
)
"""The office of who signs for a post."""


def _telegram_label(page: Page) -> bool:
    return bool(re.search(r"^\W*(?:FM|INFO)\b", page.text[:1500], re.M))


def _letter(page: Page) -> Found[str] | None:
    """A salutation at the head of a line makes a letter; so does a closing formula near the end."""
    for line in page.lines[: min(page.body_from + 2, 30)]:
        match = salutation_of(line.text)
        if (
            match
            and (match["who"] or match["mark"])
            and match["mark"] in (":", ",", "!", "—", ";", "")
            and _is_address(match, line.text)
        ):
            if BARE.match(line.text) and not any(closing_of(one.text) for one in page.lines[-14:]):
                return Found("memorandum", line.start, line.end, "salutation_without_closing", 0.75)
            if number := _number_over(page, line):
                return Found("despatch", number.start, number.end, "number_over_sir", 0.85)
            return Found("letter", line.start, line.start + match.end(), "salutation", 0.95)
    for line in page.lines[-14:]:
        if not line.is_long and closing_of(line.text) and line.n and not SUBMITTED.match(line.text):
            return Found("letter", line.start, line.end, "closing", 0.8)
    return None


SUBMITTED = re.compile(r"\W*respectfully\s+submitted\b", re.I)
"""How a report or minutes end; without a salutation they are no letter."""
SIR = re.compile(r"\W*sirs?\s*[:,—]", re.I)


def _number_over(page: Page, salutation: Line) -> Line | None:
    """The number alone over "Sir": so a post writes to its ministry, and a ministry to its post.

    Such despatches are signed by whoever had charge that day, for the head of the post.
    """
    if not SIR.match(salutation.text):
        return None
    above = page.lines[max(0, salutation.n - 4) : salutation.n]
    return next((line for line in above if DESPATCH.match(line.text)), None)


BARE = re.compile(r"\W*(?:Mr|Madam)\.?\s+(?:President|Secretary|Chairman|Vice President)\W*$", re.I)
"""How a memorandum to one's own chief begins: no "Dear", and no formula at its end."""


def _is_address(match: re.Match[str], text: str) -> bool:
    """Whether a salutation ends in its mark or fills the line."""
    return bool(match["mark"]) or len(text) < 60


def _by_words(page: Page, dates: tuple[Found[DatedRole], ...]) -> Found[str] | None:
    """Telegraphic words; conversation; narrative of editors without a date of its own."""
    text = page.text[:6000]
    where = (page.lines[0].start, page.lines[0].end) if page.lines else (0, 0)
    dated = any(d.value.role == "written" for d in dates)
    telegraphic = len(TELEGRAPHIC.findall(text))
    if dated and telegraphic >= 2:
        return Found("telegram", *where, "telegraphic_words", 0.8)
    if MEETING.search(text[:1500]):
        return Found("memorandum", *where, "discussion_at_meeting", 0.75)
    if not dated and page.lines and NARRATIVE.search(text):
        return Found("editorial note", *where, "editors_narrative", 0.8)
    if dated and _is_conversation(page):
        return Found("memorandum of conversation", *where, "reported_speech", 0.7)
    if not dated and page.lines and any(line.is_long for line in page.lines[:2]):
        return Found("editorial note", *where, "narrative_without_date", 0.6)
    return _by_signature(page, dates)


def _by_signature(page: Page, dates: tuple[Found[DatedRole], ...]) -> Found[str] | None:
    """A dated paper without label or salutation: signed by surname and dated to the hour it is a
    telegram, signed in full a memorandum."""
    last = page.lines[-1] if page.lines else None
    written = next((d for d in dates if d.value.role == "written"), None)
    if last is None or written is None or last.is_long or not is_person_like(last.text):
        return None
    if len(last.text.split()) == 1 and written.value.date.precision == "minute":
        return Found("telegram", last.start, last.end, "surname_and_hour", 0.7)
    if len(last.text.split()) > 1 and written.value.date.precision == "day":
        return Found("memorandum", last.start, last.end, "signed_without_salutation", 0.6)
    return None


def _is_conversation(page: Page) -> bool:
    return len(CONVERSATION.findall(page.text[:6000])) >= 4
