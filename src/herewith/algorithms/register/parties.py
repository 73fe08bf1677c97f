"""Who wrote, signed, and is addressed: labels, telegraphic addresses, address block, signature."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from herewith.algorithms.register.address_blocks import read_address_block
from herewith.algorithms.register.kinds import MEETING, NOTE_VERBALE, main_end
from herewith.algorithms.register.numbers import HEADER
from herewith.algorithms.register.office_holders import AMERICAN, by_office
from herewith.algorithms.register.page import Found, Line, Page
from herewith.algorithms.register.people import Authorities
from herewith.algorithms.register.published import (
    BROADCAST,
    ESSAY,
    read_byline,
    read_signed_closing,
    read_title_parties,
)
from herewith.languages.posts import country_of, post_name
from herewith.languages.titles import (
    classify,
    closing_of,
    in_nominative,
    is_person_like,
    salutation_of,
    without_title,
)
from herewith.model.register import Party

__all__ = ["Parties", "read_parties", "read_station", "resolved"]

COPY = re.compile(
    r"^(?:copy|copies)\s+(?:to|for)\s+(?P<who>.{3,90})$|^копия\s*:?\s+(?P<кому>.{3,90})$", re.I
)
SKIP = re.compile(
    r"^(?:\W*|GP-?\d.*|G-\d|cc\b.*|\d+\s*[-–]\s.*|(?:dis)?approved?\b.*|other|attachments?.*|enclosures?.*|atchs?.*|[\d/]+"
    r"|\[?(?:signed|s|initialed)\]?|/s/|end\s+(?:message|text|summary)|declassified|note by.*|#\w*|bt|nnnn|decontrol.*|unquote|tab\w? .*)\.?$",
    re.I,
)
PRESIDENT = re.compile(
    r"^(?:THE|Mr\.?)?\s*PRESIDENT\b(?! OF (?!THE UNITED STATES|THE U\.?S\.?))", re.I
)
SPLIT = re.compile(r"\s*(?:;|\sand\s(?=(?:Mr|Dr|the|The|General|Ambassador|Secretary)\b))\s*")


@dataclass(frozen=True, slots=True)
class Parties:
    """Everyone a paper names as its own."""

    sender: tuple[Found[Party], ...] = ()
    addressee: tuple[Found[Party], ...] = ()
    copies: tuple[Found[Party], ...] = ()
    signed_by: Found[Party] | None = None
    salutation: Found[str] | None = None
    closing: Found[str] | None = None


def read_parties(
    page: Page, kind: str, date: datetime.date | None, authorities: Authorities
) -> Parties:
    """Sender, addressee, copies and signer, as far as the page itself names them."""
    salutation, closing = _salutation(page), _closing(page)
    cabled = kind in ("telegram", "airgram")  # a closing in it is that of a text it carries
    signed, sender = _signature(page, kind, None if cabled else closing)
    if signed is None and kind in (*SIGNED_KINDS, *PUBLISHED_KINDS):
        signed = sender = next(read_signed_closing(page), None)
    senders = _labelled(page, "from", kind, authorities) or tuple(_by_station(page, kind))
    senders = _by_officer(senders, signed, date, authorities)
    recorded = bool(MEETING.search(page.text[:1500]))
    if (
        not senders
        and not recorded
        and kind not in NOT_SENT
        and (
            closing
            or kind in (*SIGNED_KINDS, *PUBLISHED_KINDS)
            or (not kind and _has_foot_date(page, signed))
        )
    ):
        senders = tuple(_for_a_body(page, signed)) or ((sender,) if sender else ())
    addressees = _labelled(page, "to", kind, authorities)
    if kind == "note verbale" and (note := NOTE_VERBALE.search(page.text[:600])):
        senders, addressees = _note(note, "sender"), _note(note, "addressee")
    if not addressees and kind in ADDRESSED_KINDS:
        addressees = _addressee(page, salutation) or tuple(read_address_block(page.foot))
    if not addressees and kind in (*ADDRESSED_KINDS, "memorandum") and date is not None:
        addressees = tuple(by_office(page, salutation, signed, date, authorities))
    if kind in PUBLISHED_KINDS:
        titled = read_title_parties(page, authorities, date)
        senders, addressees = senders or titled[0], addressees or titled[1]
    if not senders and kind == ESSAY:
        senders = tuple(read_byline(page))
    copies = _labelled(page, "copies", kind, authorities) + tuple(_copies(page))
    american = bool(AMERICAN.search(page.letterhead + "\n" + page.text[:1200]))

    def known(parties: Iterable[Found[Party]]) -> tuple[Found[Party], ...]:
        return tuple(_resolved(party, date, authorities, american=american) for party in parties)

    return Parties(
        known(senders),
        known(addressees),
        known(copies),
        next(iter(known((signed,))), None) if signed else None,
        salutation,
        closing,
    )


NOT_SENT = frozenset(
    [
        "memorandum of conversation",
        "memorandum for the record",
        "editorial note",
        "minutes",
        "report",
        *("despatch", "telegram", "airgram", "national intelligence estimate", "translation cover"),
    ]
)
"""Kinds whose last name is not that of a sender: an officer, an author, a note-taker."""
SIGNED_KINDS = frozenset(["letter", "memorandum", "message", "note verbale", "foreword"])
ADDRESSED_KINDS = frozenset(["letter", "message", "translation cover", "note verbale"])
PUBLISHED_KINDS = frozenset([BROADCAST, "press release"])
SIGNED = re.compile(
    r"^\[?(?:s|signed|подписано|подпись)[.:]?\]\s*|^/?s?/s?/?\s*(?=[A-ZА-Я])|^s\]\s*", re.I
)
DATE_LINE = re.compile(r"^(?=.*\b(?:1[5-9]|20)\d\d\b).{0,32}$")
STATE = re.compile(
    r"(?:\S+\s+){0,5}(?:Republic|Kingdom|Union|Federation|States|Республика|Республики|Федерация|Федерации|Союз|Королевство)(?:\s+(?:of\s+)?\S+){0,4}",
    re.I,
)
"""A state's name, as it stands under the office of who signed."""
FOR_BODY = re.compile(r"^\[?For\s+(?P<who>the\s+[A-Z].{4,60}?)\s*:?\]?$")


def _note(note: re.Match[str], side: str) -> tuple[Found[Party], ...]:
    """A party of a note verbale's opening formula."""
    party = Party(note[side].strip(), "body", normal=in_nominative(note[side].strip()))
    start = note.start(side) + note[side].index(party.name)
    return (Found(party, start, start + len(party.name), "note_formula", 0.95),)


def _for_a_body(page: Page, signed: Found[Party] | None) -> Iterator[Found[Party]]:
    """ "For the Joint Chiefs of Staff:" over a signature: the body is the sender."""
    if signed is None:
        return
    for line in page.lines[-16:]:
        match = FOR_BODY.match(line.text)
        if match and 0 < signed.start - line.end < 120:
            begin, end = line.start + match.start("who"), line.start + match.end("who")
            yield Found(Party(match["who"], "body"), begin, end, "signed_for", 0.95)
            return


def _by_station(page: Page, kind: str) -> Iterator[Found[Party]]:
    """A telegram's station before its number names its sender."""
    if kind not in ("telegram", "airgram"):
        return
    for line in page.lines[:12]:
        match = HEADER.match(line.text)
        if match is None:
            continue
        station = match["station"].strip(" .")
        normal = "Department of State" if station == "STATE" else post_name(f"AMEMBASSY {station}")
        if station == "STATE" or country_of(station):
            begin = line.start + match.start("station")
            party = Party(station, "body", normal=normal)
            yield Found(party, begin, begin + len(station), "telegram_station", 0.9)
            return
    for line in page.lines[:6]:
        if match := OUTGOING.match(line.text):
            begin = line.start + match.start("who")
            yield Found(
                Party(match["who"], "body", normal="Department of State"),
                begin,
                begin + len(match["who"]),
                "outgoing_letterhead",
                0.85,
            )
            return


STATION = "telegraphic_station"
OUTGOING = re.compile(r"^(?:OUTGOING\s+)?\W*(?P<who>DEPARTMENT OF STATE)\W+TELEGRAM\b.{0,12}$")


def resolved(
    parties: Iterable[Found[Party]],
    date: datetime.date | None,
    authorities: Authorities,
    *,
    american: bool = False,
) -> tuple[Found[Party], ...]:
    """Parties with the authority records that fit them."""
    return tuple(_resolved(party, date, authorities, american=american) for party in parties)


def _labelled(
    page: Page, label: str, kind: str, authorities: Authorities
) -> tuple[Found[Party], ...]:
    """The parties in the lines of a label."""
    lines = page.values(label)
    if kind in ("telegram", "airgram"):
        return tuple(_posts(lines, label, authorities))
    return tuple(_named(lines, label))


def _posts(lines: tuple[Line, ...], label: str, authorities: Authorities) -> Iterator[Found[Party]]:
    """Telegraphic addresses: AMEMBASSY TEHRAN, SECSTATE WASHDC 8351; a city alone is a station."""
    for line in lines:
        if SKIP.match(line.text) or re.search(r"\d{6}Z", line.text):
            continue
        normal = post_name(line.text)
        named = classify(line.text)
        if normal:
            yield _party(line, line.text, "body", f"telegraphic_{label}", 0.95, normal)
        elif _is_station(line.text, authorities):
            country = country_of(line.text)
            normal = f"the Embassy in {country}" if country and label == "from" else ""
            yield _party(line, line.text, "body", STATION, 0.8, normal)
        elif named.kind in ("body", "person", "office"):
            yield _party(line, line.text, named.kind, f"telegraphic_{label}", 0.8)
        elif label == "from":
            return


def _is_station(text: str, authorities: Authorities) -> bool:
    """Whether a telegraphic address is a city, or ends in one that the list of places knows."""
    return bool(_city(text, authorities))


def _city(text: str, authorities: Authorities) -> str:
    """The city that a telegraphic address is, or ends in; empty if it names none."""
    plain = text.strip(" .:")
    words = plain.split()
    ends = (" ".join(words[n:]) for n in range(len(words)))
    return plain if country_of(plain) else next((e for e in ends if authorities.is_seat(e)), "")


def read_station(page: Page, authorities: Authorities) -> Found[str] | None:
    """The city from which a telegram comes, by its line FROM."""
    for line in page.values("from")[:1]:
        if city := _city(line.text, authorities):
            begin = line.start + line.text.rindex(city)
            return Found(city, begin, begin + len(city), "telegraphic_station", 0.85)
    return None


def _by_officer(
    senders: tuple[Found[Party], ...],
    signed: Found[Party] | None,
    date: datetime.date | None,
    authorities: Authorities,
) -> tuple[Found[Party], ...]:
    """Who signed for a station that names only its city, where the list has his office."""
    if signed is None or date is None or [s.rule for s in senders] != [STATION]:
        return senders
    known = authorities.person(signed.value.name, date)
    if known is None or not authorities.holds(known[0], date):
        return senders
    because = f"signed the telegram of {senders[0].value.name}"
    return (replace(signed, rule="signature_of_station", because=because),)


def _named(lines: tuple[Line, ...], label: str) -> Iterator[Found[Party]]:
    """Persons, offices and bodies of a label's lines; an office under a person is his."""
    waiting: Found[Party] | None = None
    for line in lines:
        for begin, end in _parts(line.text):
            text = line.text[begin:end]
            if symbol := re.match(r"[A-Z/]{1,5}\s*[-–—]+\s*(?=[A-Z])", text):
                begin, text = begin + symbol.end(), text[symbol.end() :]
            head = text.split(",")[0] if classify(text).kind != "person" else text
            named = classify(head)
            if named.kind == "" and classify(text).kind:
                named = classify(text)
            if SKIP.match(text) or not named.kind:
                if waiting is None and not named.kind:
                    return
                continue
            if waiting is not None and _belongs(waiting.value, named.kind, text):
                continue
            if waiting is not None:
                yield waiting
            piece = Line(line.n, line.start + begin, line.start + end, text)
            normal = without_title(head) if named.kind == "person" else ""
            waiting = _party(piece, text, named.kind, f"labelled_{label}", 0.95, normal)
    if waiting is not None:
        yield waiting


def _belongs(before: Party, kind: str, text: str) -> bool:
    """Whether a line goes on about the party before it: his office, his house, his room."""
    if kind == "body":
        return True
    return before.kind == "person" and kind == "office" and not re.match(r"the\s", text, re.I)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a line that names several: divided by semicolons or "and"."""
    start = 0
    for match in SPLIT.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _party(
    line: Line, text: str, kind: str, rule: str, certainty: float, normal: str = ""
) -> Found[Party]:
    if kind not in ("person", "office", "body"):
        raise ValueError(kind)
    name = text.strip(" |*_[]()")
    begin = line.start + max(0, line.text.find(name))
    party = Party(name, kind, normal=normal or (without_title(name) if kind == "person" else ""))  # type: ignore[arg-type]
    return Found(party, begin, begin + len(name), rule, certainty)


def _salutation(page: Page) -> Found[str] | None:
    for line in page.lines[: min(page.body_from + 2, 30)]:
        match = salutation_of(line.text)
        if (
            match
            and (match["mark"] or len(line.text) < 60)
            and (match["who"] or len(line.text) < 40)
        ):
            text = match.group().rstrip(" :,!;—")
            return Found(
                text,
                line.start + match.start(),
                line.start + match.start() + len(text),
                "salutation",
                0.95,
            )
    return None


def _closing(page: Page) -> Found[str] | None:
    end = main_end(page)
    first = max(page.body_from, 2)
    for line in page.lines[first:end]:
        if len(line.text) < 60 and closing_of(line.text):
            return Found(line.text.rstrip(" ,"), line.start, line.end, "closing", 0.95)
    return None


def _signature(
    page: Page, kind: str, closing: Found[str] | None
) -> tuple[Found[Party] | None, Found[Party] | None]:
    """Who signed, and in whose name: the name under the closing, or the last name of the paper.

    Two names over one office are a signature and the typed name it stands for.
    """
    end = main_end(page)
    if closing is not None:
        lines = [line for line in page.lines[:end] if line.start > closing.end][:4]
        rule, certainty = "signature_under_closing", 0.96
    else:
        lines = _last_names(page.lines[:end])
        rule, certainty = "signature_at_end", 0.85
    names: list[Line] = []
    for line in lines:
        text = SIGNED.sub("", line.text).strip(" []*_/")
        if not names and SKIP.match(line.text):
            continue
        if (
            len(names) < 2
            and is_person_like(without_title(text))
            and (kind == "telegram" or _is_full(text))
        ):
            names.append(line)
        elif names or line.is_long:
            break
        elif closing is None:
            return None, None
    if not names:
        return None, None
    signed, sender = (
        _party(name, SIGNED.sub("", name.text), "person", rule, certainty)
        for name in (names[0], names[-1])
    )
    return signed, sender


def _is_full(name: str) -> bool:
    """Whether a name has more than one part and its last part is no initial."""
    parts = name.replace(",", " ").split()
    return (len(parts) > 1 and len(parts[-1].strip(".")) > 2) or len(parts) > 2


def _has_foot_date(page: Page, signed: Found[Party] | None) -> bool:
    """Whether a date stands alone behind the signature: so letters and forewords end."""
    return signed is not None and any(
        line.start > signed.end and DATE_LINE.match(line.text) for line in page.foot
    )


def _last_names(lines: tuple[Line, ...]) -> list[Line]:
    """The last lines that may hold a signature: short ones behind the last paragraph."""
    tail: list[Line] = []
    for line in reversed(lines[-9:]):
        if line.is_long or line.n < 2:
            break
        if (
            SKIP.match(line.text)
            or DATE_LINE.match(line.text)
            or classify(line.text).kind in ("office", "body")
            or STATE.fullmatch(line.text)
        ):
            if tail:
                break
            continue
        if not is_person_like(without_title(line.text.strip(" []*_/"))):
            break
        tail.insert(0, line)
    return tail


def _addressee(page: Page, salutation: Found[str] | None) -> tuple[Found[Party], ...]:
    """The name over the salutation, else the surname in it."""
    limit = salutation.start if salutation else 0
    block = [line for line in page.lines[:20] if line.end <= limit]
    for position, line in enumerate(block):
        if re.search(r"\d{4}", line.text) or line.is_long or COPY.match(line.text):
            continue
        text = line.text
        if re.fullmatch(r"(?:the\s+)?hon(?:ou?rable)?\.?,?", text, re.I) and position + 1 < len(
            block
        ):
            line = block[position + 1]
            text = line.text
        head = text.split(",")[0]
        titled = re.match(
            r"(?:The\s+)?(?:Hon\w*|His Excellency|Dr|Mr|Mrs|г-ну|Господину|Его Превосходительству)\b",
            text,
            re.I,
        )
        named = classify(head)
        if named.kind == "person" and (
            titled
            or "esq" in text.lower()
            or ("," in text and classify(text.split(",", 1)[1]).kind == "office")
        ):
            return (_party(line, head, "person", "address_block", 0.95),)
        if titled and (
            found := re.match(
                r"((?:The\s+)?Hon\w*\.?\s+(?:[A-Z][\w.’'-]+\s+){1,3}[A-Z][\w’'-]+)\s+(?=(?:Under|Deputy|Assistant|Acting)?\s?(?:Secretary|Director|Ambassador|Chairman|Administrator))",
                text,
            )
        ):
            return (_party(line, found[1], "person", "address_block", 0.9),)
    if salutation is None:
        return ()
    who = salutation_of(salutation.value)
    name = who["who"].strip() if who else ""
    plain = without_title(name)
    if plain and plain != name and is_person_like(plain):
        line = Line(0, salutation.start, salutation.end, salutation.value)
        return (_party(line, name, "person", "salutation_name", 0.9),)
    return ()


def _copies(page: Page) -> Iterator[Found[Party]]:
    for line in (*page.lines[:20], *page.foot):
        match = COPY.match(line.text)
        if match is None:
            continue
        who = match["who"] or match["кому"]
        named = classify(who.split(",")[0])
        if named.kind:
            begin = line.text.index(who)
            if named.kind == "person":
                who = who.split(",")[0]
            piece = Line(line.n, line.start + begin, line.start + begin + len(who), who)
            yield _party(piece, who, named.kind, "copy_line", 0.9)


def _resolved(
    found: Found[Party], date: datetime.date | None, authorities: Authorities, *, american: bool
) -> Found[Party]:
    """The party with its authority records: a person by name, an office by its holder that day."""
    party = found.value
    if party.kind == "person":
        known = authorities.person(party.name, date) or (
            authorities.person(party.normal, date) if party.normal else None
        )
        if known is None:
            return found
        offices = authorities.holds(known[0], date) if date else ()
        value = replace(party, person=known[0], normal=known[1], office=" ".join(offices[:1]))
        return replace(found, value=value)
    if party.kind == "office" and date is not None:
        country = "US" if american else ""
        name = "president" if PRESIDENT.match(party.name) else party.name
        if american and re.fullmatch(r"(?:the\s+)?secretary", name, re.I):
            name = "secretary of state"
        holder = authorities.holder(name, date, country)
        if holder is not None:
            value = replace(party, office=holder.office, person=holder.person, normal=holder.name)
            reason = f"{holder.name} held the office on {date.isoformat()}"
            return replace(found, value=value, because=reason)
    return found
