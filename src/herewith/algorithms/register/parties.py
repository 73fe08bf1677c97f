"""Everyone a paper names as its own: who sent, signed and received it, through whom, with copies to whom."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from herewith.algorithms.register.address_blocks import read_address_block
from herewith.algorithms.register.addressees import read_addressee, read_copies, read_salutation
from herewith.algorithms.register.kinds import MEETING, note_verbale
from herewith.algorithms.register.naming import names_in
from herewith.algorithms.register.office_holders import AMERICAN, by_office
from herewith.algorithms.register.page import Found, Page
from herewith.algorithms.register.people import Authorities
from herewith.algorithms.register.published import (
    BROADCAST,
    ESSAY,
    read_byline,
    read_signed_closing,
    read_title_parties,
)
from herewith.algorithms.register.signatures import (
    DATE_LINE,
    Signature,
    is_of_a_house,
    read_closing,
    read_signature,
    read_signed_for,
)
from herewith.algorithms.register.superiors import by_superior
from herewith.algorithms.register.telegraph import by_officer, by_station, read_posts
from herewith.languages.titles import classify, in_nominative
from herewith.model.register import Party

__all__ = ["Parties", "read_parties", "resolved"]

PRESIDENT = re.compile(
    r"^(?:THE|Mr\.?)?\s*PRESIDENT\b(?! OF (?!THE UNITED STATES|THE U\.?S\.?))", re.I
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
CABLED = frozenset(["telegram", "airgram"])
UNSENT_TO = frozenset(["memorandum for the record", "memorandum of conversation", "minutes"])
"""Kinds that go to nobody, whatever stands behind "Memorandum for"."""

Found_ = tuple[Found[Party], ...]


@dataclass(frozen=True, slots=True)
class Parties:
    """Everyone a paper names as its own."""

    sender: Found_ = ()
    addressee: Found_ = ()
    copies: Found_ = ()
    via: Found_ = ()
    signed_by: Found[Party] | None = None
    signed_for: Found[Party] | None = None
    salutation: Found[str] | None = None
    closing: Found[str] | None = None


def read_parties(
    page: Page, kind: str, date: datetime.date | None, authorities: Authorities
) -> Parties:
    """Everyone, as far as the page itself names them, with their authority records."""
    salutation, closing = read_salutation(page), read_closing(page)
    # A closing in a telegram is that of a text it carries.
    signature = read_signature(page, kind, None if kind in CABLED else closing, authorities)
    if signature.signed is None and kind in (*SIGNED_KINDS, *PUBLISHED_KINDS):
        found = next(read_signed_closing(page), None)
        signature = Signature(found, found)
    signed_for = read_signed_for(page, signature.signed)
    senders = _labelled(page, "from", kind, authorities) or tuple(by_station(page, kind))
    senders = by_officer(senders, signature.signed, date, authorities)
    if not senders and _is_signed(page, kind, closing, signature, authorities):
        senders = _signers(signature, signed_for)
    addressees = () if kind in UNSENT_TO else _labelled(page, "to", kind, authorities)
    if kind == "note verbale" and (note := note_verbale(page)):
        senders, addressees = _note(note, "sender"), _note(note, "addressee")
    if not addressees and kind in (*ADDRESSED_KINDS, "memorandum"):
        addressees = read_addressee(page, salutation, signature.signed, date, authorities) or tuple(
            read_address_block(page.foot)
        )
    if not addressees and kind in (*ADDRESSED_KINDS, "memorandum") and date is not None:
        addressees = tuple(by_office(page, salutation, signature.signed, date, authorities))
    if not addressees and kind == "memorandum" and not salutation and date is not None and senders:
        addressees = tuple(by_superior(page, signature.signed, date, authorities))
    if kind in PUBLISHED_KINDS:
        titled = read_title_parties(page, authorities, date)
        senders, addressees = senders or titled[0], addressees or titled[1]
    if not senders and kind == ESSAY:
        senders = tuple(read_byline(page))
    copied = _labelled(page, "copies", kind, authorities) + tuple(read_copies(page))
    copies = tuple({one.start: one for one in reversed(copied)}.values())[::-1]
    via = _labelled(page, "via", kind, authorities)
    if kind in UNSENT_TO and senders:
        signature, senders = Signature(signature.signed or senders[0], None), ()
    american = authorities.home == "US" or bool(
        AMERICAN.search(page.letterhead + "\n" + page.text[:1200])
    )

    def known(parties: Iterable[Found[Party] | None]) -> Found_:
        given = (one for one in parties if one is not None)
        return resolved(given, date, authorities, american=american)

    return Parties(
        known(senders),
        known(addressees),
        known(copies),
        known(via),
        next(iter(known((signature.signed,))), None),
        next(iter(known((signed_for,))), None),
        salutation,
        closing,
    )


def _is_signed(
    page: Page,
    kind: str,
    closing: Found[str] | None,
    signature: Signature,
    authorities: Authorities,
) -> bool:
    """Whether the name at the end is that of who sends the paper."""
    if kind in NOT_SENT or MEETING.search(page.text[:3000]):
        return False
    if (
        (closing and kind)
        or kind in PUBLISHED_KINDS
        or kind in ("letter", "message", "note verbale", "foreword")
    ):
        return True
    if kind == "memorandum":
        return _is_addressed(page, signature, authorities)
    return not kind and _has_foot_date(page, signature.signed)


def _is_addressed(page: Page, signature: Signature, authorities: Authorities) -> bool:
    """Whether a signed memorandum goes to somebody, and is no record for the files.

    It does if it names an addressee or stands under a letterhead. A bare body must speak like a
    memorandum and not tell who said what; who signed must be known, for clerks sign for their
    chiefs, and drafters sign papers that go to nobody. Where the project has no list of people, a
    labelled head is enough.
    """
    if page.values("to") or page.letterhead:
        return True
    sender = signature.sender
    labelled = bool(page.labelled) and not authorities.has_own_people
    if sender is None or not (labelled or _is_known(sender, authorities)):
        return False
    text = QUOTED.sub("", page.text)
    if not YOU.search(text) and any(SUBJECT_TOLD.search(s.text) for s in page.values("subject")):
        return False
    told = len(TELLING.findall(text)) * 1000 / max(1, len(text.split()))
    return told < (TOLD_TO_YOU if YOU.search(text) else TOLD)


def _is_known(sender: Found[Party], authorities: Authorities) -> bool:
    return bool(sender.value.person) or authorities.person(sender.value.name) is not None


QUOTED = re.compile(r"“[^”]{0,2000}”")
YOU = re.compile(r"\b(?:you|your)\b", re.I)
SUBJECT_TOLD = re.compile(
    r"\b(?:meeting|conversation|talk|discussion|lunch(?:eon)?|views|briefing)s?\b", re.I
)
"""The subject of a record, where it does not speak to a reader."""
TELLING = re.compile(
    r"\b(?:said|asked|replied|stated|remarked|told (?:me|him)|called me|reported that|agreed that|attended"
    r"|were present|met with|meeting with)\b"
)
"""Words of a record of what was said."""
TOLD, TOLD_TO_YOU = 2.5, 5.0
"""So many of them in a thousand words make a record; more where the reader is spoken to."""


def _signers(signature: Signature, signed_for: Found[Party] | None) -> Found_:
    """The sender that a signature shows: an office it was made for, else who signed.

    "For the Joint Chiefs of Staff" and "for the Secretary of State" make the body or the office a
    sender beside the hand; "for the Ambassador" nobody, for it does not say of which house.
    """
    if (
        signed_for is not None
        and signed_for.value.kind != "body"
        and not is_of_a_house(signed_for.value)
    ):
        return ()
    return tuple(one for one in (signed_for, signature.sender) if one is not None)


def _note(note: re.Match[str], side: str) -> Found_:
    """A party of a note verbale's opening formula."""
    name = re.sub(r"^[“„«\"\s]+|\s+(?:and|и)$", "", note[side]).strip()
    kind = "office" if classify(name).kind == "office" else "body"
    party = Party(name, kind, normal=in_nominative(name))  # type: ignore[arg-type]
    start = note.start(side) + note[side].index(name)
    return (Found(party, start, start + len(name), "note_formula", 0.95),)


def _labelled(page: Page, label: str, kind: str, authorities: Authorities) -> Found_:
    """The parties in the lines of a label."""
    if kind in CABLED:
        return read_posts(page, label, authorities)
    return tuple(names_in(page.values(label), label))


def _has_foot_date(page: Page, signed: Found[Party] | None) -> bool:
    """Whether a date stands alone behind the signature: so letters and forewords end."""
    return signed is not None and any(
        line.start > signed.end and DATE_LINE.match(line.text) for line in page.foot
    )


def resolved(
    parties: Iterable[Found[Party]],
    date: datetime.date | None,
    authorities: Authorities,
    *,
    american: bool = False,
) -> tuple[Found[Party], ...]:
    """Parties with the authority records that fit them: a person by name, an office by its holder
    that day."""
    return tuple(_resolved(party, date, authorities, american=american) for party in parties)


def _resolved(
    found: Found[Party], date: datetime.date | None, authorities: Authorities, *, american: bool
) -> Found[Party]:
    """The party with its authority records: a person by name, an office by its holder that day."""
    party = found.value
    if party.person:
        return _with_office(found, date, authorities)
    if party.kind == "person":
        known = authorities.person(party.name, date) or (
            authorities.person(party.normal, date) if party.normal else None
        )
        if known is None:
            return found
        value = replace(party, person=known[0], normal=known[1])
        return _with_office(replace(found, value=value), date, authorities)
    if party.kind == "office":
        return _held(found, date, authorities, american=american)
    return found


def _held(
    found: Found[Party], date: datetime.date | None, authorities: Authorities, *, american: bool
) -> Found[Party]:
    """An office with who held it that day; in an undated paper with the only one known to have."""
    party = found.value
    country = "US" if american else ""
    name = "president" if PRESIDENT.match(party.name) else HONOURED.sub("", party.name)
    if american and re.fullmatch(r"(?:the\s+)?secretary", name, re.I):
        name = "secretary of state"
    asked = [(name, country)]
    if american:
        asked += [(f"{name} of the United States", country), (name, "")]
    if date is None:
        holder = next(filter(None, (authorities.only_holder(*one) for one in asked)), None)
        reason = f"nobody else in the list of people held the office of {name}"
    else:
        found_on = (authorities.holder(n, date, state) for n, state in asked)
        holder = next(filter(None, found_on), None)
        holder = holder or authorities.envoy(party.name, date)
        reason = f"{holder.name} held the office on {date.isoformat()}" if holder else ""
    if holder is None:
        return found
    value = replace(party, office=holder.office, person=holder.person, normal=holder.name)
    return replace(found, value=value, because=reason)


HONOURED = re.compile(
    r"^(?:(?:his|her)\s+excellency\s+)?(?:the\s+)?(?:hon(?:ou?rable|\.)\s+)?(?:the\s+)?", re.I
)
"""Forms of address before an office."""


def _with_office(
    found: Found[Party], date: datetime.date | None, authorities: Authorities
) -> Found[Party]:
    """A known person with the office held that day, where one is known."""
    offices = authorities.holds(found.value.person, date) if date else ()
    return replace(found, value=replace(found.value, office=" ".join(offices[:1])))
