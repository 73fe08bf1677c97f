"""What speaks for and against a candidate: named features with values, the reasons of a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from herewith.algorithms.references.candidates import HANDED, Index
from herewith.algorithms.references.mentions import Mentioned, Near
from herewith.algorithms.references.papers import Paper
from herewith.languages.references import reference_words

__all__ = ["REASONS", "features", "in_words", "none_features", "vetoed"]

REASONS = {
    "number": "the number cited",
    "number_in_list": "one of the numbers cited",
    "number_copied": "the number cited for a copy",
    "number_told": "tells of the number cited",
    "handed": "of the days before the delivery cited",
    "series": "the series cited",
    "direction": "sent by the side named",
    "same_line": "exchanged between the same two parties",
    "seat": "sent from the place named",
    "date": "the date cited",
    "date_next": "a day off the date cited",
    "date_around": "between papers of the days around the date cited",
    "date_farther": "a date farther off in the sentence",
    "kind": "the kind named",
    "akin": "a kind akin to the one named",
    "owner": "written by the one meant",
    "ordinal": "the one counted",
    "to_owner": "addressed to the one meant",
    "from": "from the one named",
    "to": "to the one named",
    "names": "names of the sentence",
    "present": "names it opens with",
    "topic": "words of the sentence",
    "previous": "right before this document",
    "next": "right after this document",
    "latest": "the latest paper of the other side",
    "carries": "carries a message within itself",
}
"""Features that speak for a candidate, in words."""


def features(mentioned: Mentioned, own: Paper, other: Paper, index: Index) -> dict[str, float]:
    """Named values (mostly 0 or 1) of a candidate for a mention.

    Args:
        mentioned: what the mention says.
        own: the paper that mentions.
        other: the candidate.
        index: the collection, for rarity of words and seats of parties.
    """
    out: dict[str, float] = {}
    _by_number(out, mentioned, own, other, index)
    _by_date(out, mentioned, own, other)
    _by_kind(out, mentioned, own, other)
    _by_party(out, mentioned, own, other)
    _by_time(out, mentioned, own, other)
    _by_words(out, mentioned, other, index)
    return out


def none_features(mentioned: Mentioned, own: Paper) -> dict[str, float]:
    """Named values for the possibility that the paper meant is not held."""
    out = {"none": 1.0}
    out["none_number"] = float(bool(mentioned.numbers))
    out["none_date"] = float(bool(mentioned.dates))
    out["none_both"] = float(bool(mentioned.numbers and mentioned.dates))
    out["none_bare"] = float(not mentioned.is_explicit and not mentioned.kind)
    out["none_owner"] = float(bool(mentioned.owner))
    out["none_attached"] = float(mentioned.attached)
    out["none_received"] = float(mentioned.received)
    out["none_undated"] = float(own.day is None)
    return out


def _by_number(
    out: dict[str, float], mentioned: Mentioned, own: Paper, other: Paper, index: Index
) -> None:
    if not mentioned.numbers:
        return
    values = {value for _, value in other.numbers}
    hits = [n for n in mentioned.numbers if n.value in values]
    if any(n.corrected for n in mentioned.numbers):
        hits = [n for n in hits if n.corrected] or hits
        out["number_uncorrected"] = float(bool(hits) and not hits[0].corrected)
    if not hits and values & set(mentioned.copies):
        out["number_copied"] = 1.0
        _direction(out, mentioned, own, other, index)
        return
    if not hits:
        out["number_missed"] = 1.0
        told = {n.value for n in mentioned.numbers if n.last} & other.told_numbers
        out["number_told"] = float(bool(told))
        if other.numbers:
            out["number_other"] = 1.0
        return
    best = max(hits, key=lambda n: (n.last, -n.distance))
    out["number" if best.last else "number_in_list"] = 1.0
    if len(best.value) >= 3 or "-" in best.value:
        out["number_long"] = 1.0
    named = {s for s, value in other.numbers if value == best.value and s}
    if best.series and (best.series in named):
        out["series"] = 1.0
    elif named and not mentioned.series & index.seat(other.place | other.sender):
        out["series_other"] = 1.0
    _direction(out, mentioned, own, other, index)
    if best.series in index.series and best.series not in named and "seat" not in out:
        apart = named or best.series in index.usual
        out["series_apart" if apart else "series_unnamed"] = 1.0


def _direction(
    out: dict[str, float], mentioned: Mentioned, own: Paper, other: Paper, index: Index
) -> None:
    """Whether a candidate with the number was sent by the side that the mention names."""
    if mentioned.side and other.sender_side:
        out["direction" if mentioned.side == other.sender_side else "direction_other"] = 1.0
    goal = mentioned.series if mentioned.toward else mentioned.addressees
    if goal and other.addressee:
        there = goal | index.seat(goal)
        out["line" if there & other.addressee else "line_other"] = 1.0
    elif mentioned.side and not mentioned.series and own.sender_side and own.station:
        theirs = other.sender if mentioned.side == "post" else other.addressee
        if theirs:
            out["line" if theirs & own.station else "line_other"] = 1.0
    if mentioned.owner == "mine" and own.sender_side and own.sender_side == other.sender_side:
        same = own.sender_side == "department" or bool(own.sender & other.sender)
        out["direction" if same else "direction_other"] = 1.0
    elif mentioned.owner == "mine" and (own.sender or own.place):
        same = bool(own.sender & other.sender) or bool(own.place & other.place)
        out["direction" if same else "direction_other"] = 1.0
    if mentioned.owner == "yours" and own.addressee and other.sender:
        same = bool(own.addressee & (other.sender | other.place)) or (
            bool(own.sender & other.addressee) and other.sender_side != own.sender_side
        )
        out["direction" if same else "direction_other"] = 1.0
    if mentioned.series and "series" not in out and not mentioned.toward:
        same = bool(mentioned.series & (other.place | other.sender | index.seat(other.place)))
        meant = bool(index.seat(mentioned.series) & other.sender)
        out["seat" if same or meant else "seat_other"] = 1.0
    if own.station & other.station:
        out["same_line"] = 1.0
    elif own.station and other.station:
        out["other_line"] = 1.0


def _by_date(out: dict[str, float], mentioned: Mentioned, own: Paper, other: Paper) -> None:
    if not mentioned.dates:
        return
    if any(day in other.told for near in mentioned.dates[:1] for day in near.days):
        told = mentioned.kind in _EVENTS or other.kind == "editorial"
        out["date_told" if told else "date_named"] = 1.0
        after = _after(mentioned.dates[0], other) if other.days else 0
        out["told_soon"] = float(told and 0 < after <= 3)
        out["editorial_told"] = float(other.kind == "editorial")
    if not other.days:
        out["undated"] = 1.0
        if other.around:
            low, high = other.around
            fits = any(low <= day <= high for near in mentioned.dates[:1] for day in near.days[:1])
            out["date_around" if fits else "date_not_around"] = 1.0
        return
    gaps = [(_gap(near, other), n) for n, near in enumerate(mentioned.dates)]
    gap, n = min(gaps)
    near = mentioned.dates[n]
    if gap == 0:
        out["date"] = 1.0
        _told_by_author(out, mentioned, own, other)
        out["event"] = float(mentioned.kind in _EVENTS[1:3] and other.kind in _EVENTS[1:3])
        _with_doubts(out, near, n, other)
    elif near.handed and 0 < (near.days[0] - other.days[0]).days <= HANDED:
        out["handed"] = 1.0 - (near.days[0] - other.days[0]).days / (HANDED + 1)
    elif gap == 1:
        out["date_next"] = 1.0
        if min(other.days) > max(near.days[:1]):
            out["day_after"] = 1.0
            out["event_after"] = float(mentioned.kind in _EVENTS)
    elif not near.apart or not mentioned.numbers:
        out["date_other"] = 1.0


def _told_by_author(out: dict[str, float], mentioned: Mentioned, own: Paper, other: Paper) -> None:
    """Whether somebody outside the exchange (an essay, a foreword) tells of a paper by its day."""
    if own.addressee or (own.day and other.days and abs((own.day - other.days[0]).days) < OUTSIDE):
        return
    out["essay_day"] = 1.0
    out["essay_letter"] = float(mentioned.kind == "message" and other.kind == "letter")


OUTSIDE = 365
"""Days between an essay and the papers it writes of."""

_EVENTS = ("", "conversation", "meeting", "statement")
"""What is told of in a paper of the day after."""


def _with_doubts(out: dict[str, float], near: Near, n: int, other: Paper) -> None:
    """How far a day that agrees goes with the mention: the n-th nearest of the sentence."""
    if n:
        out["date_farther"] = 1.0
    if near.distance > 40:
        out["date_distant"] = 1.0
    if near.apart:
        out["date_apart"] = 1.0
    if near.sure_year:
        out["date_year"] = 1.0
    if near.days and near.days[0] not in other.days:
        out["date_alternative"] = 1.0


def _after(near: Near, other: Paper) -> int:
    """Days from the day cited to a paper's."""
    return (other.days[0] - near.days[0]).days


def _gap(near: Near, other: Paper) -> int:
    return min(abs((a - b).days) for a in near.days for b in other.days)


def _by_kind(out: dict[str, float], mentioned: Mentioned, own: Paper, other: Paper) -> None:
    if other.kind == "editorial":
        out["editorial"] = 1.0
    if not mentioned.kind:
        return
    akin = reference_words(own.language).akin.get(mentioned.kind, frozenset())
    if mentioned.kind == other.kind:
        out["kind"] = 1.0
    elif not other.kind:
        out["kind_unknown"] = 1.0
    elif other.kind in akin or (other.carried and mentioned.kind in ("letter", "message", "note")):
        out["akin"] = 1.0
    else:
        out["kind_other"] = 1.0
    if other.carried and mentioned.kind in ("letter", "message", "note"):
        out["carries"] = 1.0


def _by_party(out: dict[str, float], mentioned: Mentioned, own: Paper, other: Paper) -> None:
    _by_owner(out, mentioned, own, other)
    _by_named(out, mentioned, other)
    shared = mentioned.names & other.head
    if shared:
        out["names"] = min(2.0, float(len(shared)))
    elif mentioned.names and not mentioned.numbers:
        out["names_other"] = 1.0
    if out.get("owner_other"):
        out.pop("carries", None)
    if "date" in out and not {"owner", "to_owner", "from", "to", "names"} & out.keys():
        out["date_alone"] = 1.0
    if own.station and other.station and not own.station & other.station:
        out["strangers"] = 1.0
    if own.sender & other.sender and own.addressee & other.addressee:
        out["same_way"] = 1.0
    elif own.sender & other.addressee and own.addressee & other.sender:
        out["other_way"] = 1.0


def _by_owner(out: dict[str, float], mentioned: Mentioned, own: Paper, other: Paper) -> None:
    """Whether "my" and "your" fit the parties of a candidate."""
    if mentioned.owner not in ("mine", "yours") or mentioned.numbers:
        return
    me, you = _voice(mentioned, own)
    whose, others = (me, you) if mentioned.owner == "mine" else (you, me)
    if whose and other.senders:
        out["owner" if whose & other.senders else "owner_other"] = 1.0
    if others and other.addressees:
        out["to_owner" if others & other.addressees else "to_other"] = 1.0
    if "owner" in out and "to_owner" in out:
        out["both_owners"] = 1.0


def _by_named(out: dict[str, float], mentioned: Mentioned, other: Paper) -> None:
    """Whether names behind "from" and "to" fit the parties of a candidate."""
    if mentioned.senders and other.sender:
        if mentioned.senders & other.senders:
            out["from"] = 1.0
        elif mentioned.senders & other.head:
            out["from_somewhere"] = 1.0
        elif not mentioned.numbers:
            out["from_other"] = 1.0
    if mentioned.addressees and other.addressee:
        if mentioned.addressees & other.addressees:
            out["to"] = 1.0
        elif not mentioned.numbers:
            out["to_named_other"] = 1.0


def _voice(mentioned: Mentioned, own: Paper) -> tuple[frozenset[str], frozenset[str]]:
    """Who says "I" and who is "you" where a mention stands."""
    if own.carried and mentioned.start >= own.carried.start:
        return own.carried.sender or own.sender, own.carried.addressee or own.addressee
    return own.sender, own.addressee


def _by_time(out: dict[str, float], mentioned: Mentioned, own: Paper, other: Paper) -> None:
    if own.source != other.source:
        out["elsewhere"] = 1.0
    else:
        step = own.order - other.order
        if step == 1:
            out["previous"] = 1.0
        elif step == -1:
            out["next"] = 1.0
        elif 1 < step <= 4:
            out["shortly_before"] = 1.0
        if mentioned.relation == "before" and step == 1:
            out["said_previous"] = 1.0
        if mentioned.relation == "after" and step == -1:
            out["said_next"] = 1.0
    _by_lag(out, mentioned, own, other)


def _by_lag(out: dict[str, float], mentioned: Mentioned, own: Paper, other: Paper) -> None:
    """How long before or after the text a candidate was written."""
    if own.day is None or other.day is None or out.get("essay_day"):
        out["time_unknown"] = 1.0
        return
    lag = (own.day - other.day).days
    if lag < -1:
        out["future"] = 1.0
        out["number_future"] = float(bool(mentioned.numbers))
    elif lag < 0:
        out["tomorrow"] = 1.0
    else:
        out["recent"] = max(0.0, 1.0 - lag / 60)
        if "series" not in out:
            out["old"] = float(lag > 75)
            out["very_old"] = float(lag > 400)
        if mentioned.received and not mentioned.dates and lag <= 40:
            out["fresh"] = 1.0 - lag / 40
        if mentioned.numbers and lag > 75 and not {"date", "series"} & out.keys():
            out["number_old"] = 1.0


def _by_words(out: dict[str, float], mentioned: Mentioned, other: Paper, index: Index) -> None:
    weights = index.weight
    named = sum(weights.get(key, 0.0) for key in mentioned.names & other.people)
    if named:
        out["present"] = min(2.0, named / 5)
    shared = mentioned.around & (other.opening | other.head)
    total = sum(weights.get(key, 0.0) for key in mentioned.around)
    if total:
        out["topic"] = min(1.0, sum(weights.get(key, 0.0) for key in shared) / max(total, 12.0) * 2)


VETOES = (
    ("number", "number_future"),
    ("number", "series_apart"),
    ("number", "direction_other"),
    ("number", "number_uncorrected"),
    ("date", "owner_other"),
    ("date", "ordinal_other"),
    ("date", "kind_other"),
    ("date", "date_farther"),
    ("date", "date_apart"),
    ("date", "date_distant"),
    ("date", "date_alternative"),
    ("date_told", "date_other"),
    ("date_told", "undated"),
)
"""Pairs of features that, found together, forbid a link without a person's word."""


def vetoed(values: Mapping[str, float]) -> tuple[str, ...]:
    """What forbids to call a candidate resolved: names of features that speak against it.

    A link needs a number or a date that agrees; a number outweighs doubts about the date. A letter
    within a telegram may be of the day before or after, if both parties agree. An editor's note
    that tells of the number, or of the day and stands among papers of it, stands for the paper. “Your letter” alone is the latest one of the
    other side, “Vorokhov's letter” the latest one of his, if nothing else is said of it.
    """
    if values.get("number"):
        return tuple(b for a, b in VETOES if a == "number" and values.get(b))
    if values.get("number_copied"):
        return ("direction_other",) if values.get("direction_other") else ()
    told = values.get("date_told") and values.get("date_around") and values.get("editorial")
    if values.get("number_told") or told:
        return ()
    if not values.get("date"):
        if values.get("latest") and (values.get("both_owners") or values.get("from")):
            return ("ordinal_other",) if values.get("ordinal_other") else ()
        carried = values.get("carries") and values.get("both_owners") and values.get("date_next")
        return () if carried else ("no_anchor",)
    return tuple(b for a, b in VETOES if a != "number" and values.get(a) and values.get(b))


def in_words(values: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The features that speak for a candidate, as phrases."""
    return tuple(REASONS[name] for name, value in values if value and name in REASONS)
