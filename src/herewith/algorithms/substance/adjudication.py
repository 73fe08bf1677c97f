"""The original is called upon where two translations of it read differently.

Each reading is set against the passage of the original that its sentence renders, with the rules
for a text and its translation. Where one reading contradicts the original and the other does not,
the original supports the other. Where neither does, two independent translators were free: what
they read differently is a nuance at most, for each agrees with the original. Nothing is lowered
where the original has a figure or a name that only one of them renders.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from herewith.algorithms.substance import across
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import match, side
from herewith.model.bitext import Bead, Bitext
from herewith.model.document import Document
from herewith.model.findings import Finding

__all__ = ["Original", "adjudicated"]

SURE = 0.5
"""Beads below this confidence do not testify."""

NEAR = 120
"""Characters between the place of missing words as a comparison with the original puts it, and as
a comparison of the translations does."""

GRAVE = frozenset({"substance", "nuance"})

NAMED = frozenset(
    {"term", "party", "place", "body", "office", "num", "date", "design", "name", "person", "weekday"}
)  # fmt: skip
"""Kinds of units that name a thing: what names none of the original's is no freedom."""


@dataclass(frozen=True, slots=True)
class Original:
    """The original, its siglum, and its alignment with each of two translations."""

    document: Document
    siglum: str
    a: Bitext
    b: Bitext
    sigla: tuple[str, str] = ("the first text", "the second text")


@dataclass(frozen=True, slots=True)
class _Testimony:
    """What a translation's passage renders: its text and place, the original's text, the drafts.

    `unpaired` are the stretches of the translation that name something no rule finds in the
    original.
    """

    text: str
    start: int
    original: str
    drafts: tuple[Draft, ...]
    pairs: tuple[tuple[int, int, str], ...]
    unpaired: tuple[tuple[int, int], ...]

    def within(self, span: tuple[int, int]) -> tuple[int, int]:
        """A stretch of the translation in offsets of the passage."""
        return span[0] - self.start, span[1] - self.start


def adjudicated(
    found: Finding, original: Original, a: Document, b: Document, *, translated: bool = True
) -> Finding:
    """A finding between two translations with what the original says to it.

    Args:
        found: a finding; offsets into the two translations.
        original: the original with both alignments.
        a: the first translation.
        b: the second.
        translated: whether the two are independent translations, so that words which both render
            the original are freedom. Two copies of one translation have no such freedom.
    """
    if found.cls not in GRAVE:
        return found
    spans = (found.a.start, found.a.end), (found.b.start, found.b.end)
    if (one := _passage(found, original)) is not None:
        return one
    first = _testimony(original.a, original.document, a, spans[0])
    second = _testimony(original.b, original.document, b, spans[1])
    if first is None or second is None:
        return found
    against = [
        _against(testimony, span, found)
        for testimony, span in ((first, spans[0]), (second, spans[1]))
    ]
    if against[0] != against[1]:
        return _supported(found, original, (first, second), first_stands=against[1])
    if against[0]:
        note = f"The original ({original.siglum}) bears out neither reading."
        return _with(found, note)
    if not translated or _names_another(first, spans[0]) or _names_another(second, spans[1]):
        return found
    note = f"Both render the original ({original.siglum}), which differs from neither of them here."
    if found.cls != "substance":
        return replace(found, cause="translation", settled=note)
    return replace(_with(found, note), cls="nuance", severity="minor", cause="translation")


def _passage(found: Finding, original: Original) -> Finding | None:
    """A sentence that only one translation has: whether the original has it."""
    first, second = original.sigla
    turns = (
        (found.a, found.b, original.a, original.b, first, second),
        (found.b, found.a, original.b, original.a, second, first),
    )
    for stands, lacks, mine, theirs, siglum, other in turns:
        if not stands.text.strip() or lacks.text.strip():
            continue
        beads = list(_beads(mine, (stands.start, stands.end)))
        if beads and all(bead.kind == "added" for bead in beads):
            note = f"The original ({original.siglum}) has no such passage: it supports {other}."
            return _with(found, note)
        rendered = {n for bead in beads for n in bead.source}
        left = [b for b in theirs.beads if b.kind == "omitted" and rendered & set(b.source)]
        if left:
            said = " ".join(mine.source_sentences[n].text for b in left for n in b.source)
            note = f"The original ({original.siglum}) has “{_short(said)}”: it supports {siglum}."
            return _with(found, note)
    return None


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 90 else f"{plain[:60]} … {plain[-20:]}"


def _with(found: Finding, note: str) -> Finding:
    return replace(found, settled=note, reason=f"{found.reason} {note}")


def _testimony(
    bitext: Bitext, original: Document, translation: Document, span: tuple[int, int]
) -> _Testimony | None:
    """The passage that a stretch of a translation stands in, set against the original."""
    beads = list(_beads(bitext, span))
    if not beads or any(bead.kind not in ("match", "moved", "added") for bead in beads):
        return None
    if any(b.confidence < SURE and b.status not in ("accepted", "set") for b in beads):
        return None
    target = [bitext.target_sentences[n] for bead in beads for n in bead.target]
    source = [bitext.source_sentences[n] for bead in beads for n in bead.source]
    if not target or not source:
        return None
    start, end = min(s.start for s in target), max(s.end for s in target)
    text = translation.text[start:end]
    said = original.text[min(s.start for s in source) : max(s.end for s in source)]
    drafts = across.compare(said, text, bitext.source_language, bitext.target_language)
    mine, theirs = side(said, bitext.source_language), side(text, bitext.target_language)
    found = match(mine, theirs)
    pairs = tuple(
        (theirs.units[j].start, theirs.units[j].end, mine.units[i].text)
        for i, j in sorted(found.pairs.items())
        if j >= 0
    )
    unpaired = tuple(
        (u.start, u.end)
        for j, u in enumerate(theirs.units)
        if j not in found.back and u.kind in NAMED
    )
    return _Testimony(text, start, said, drafts, pairs, unpaired)


def _beads(bitext: Bitext, span: tuple[int, int]) -> Iterator[Bead]:
    """Beads whose translation overlaps a stretch, or holds an empty one."""
    for bead in bitext.beads:
        if bead.status == "rejected":
            continue
        for n in bead.target:
            sentence = bitext.target_sentences[n]
            inside = span[0] == span[1] and sentence.start <= span[0] <= sentence.end
            if inside or (sentence.start < span[1] and span[0] < sentence.end):
                yield bead
                break


def _against(testimony: _Testimony, span: tuple[int, int], found: Finding) -> bool:
    """Whether the original contradicts a reading, or the reading lacks what the original has."""
    low, high = testimony.within(span)
    for draft in testimony.drafts:
        if draft.cls != "substance":
            continue
        touches = draft.b[0] < high and low < draft.b[1]
        bare = low == high or found.facet == "content"
        lacks = bare and draft.b[0] == draft.b[1] and abs(draft.b[0] - low) <= NEAR
        if touches or lacks:
            return True
    return False


def _names_another(testimony: _Testimony, span: tuple[int, int]) -> bool:
    """Whether a reading names a thing that no rule finds in the original."""
    low, high = testimony.within(span)
    return any(start < high and low < end for start, end in testimony.unpaired)


def _supported(
    found: Finding,
    original: Original,
    testimonies: tuple[_Testimony, _Testimony],
    *,
    first_stands: bool,
) -> Finding:
    """The finding with the sentence that says which reading the original bears out."""
    good, bad = testimonies if first_stands else reversed(testimonies)
    stands = found.a if first_stands else found.b
    has = _offended(bad, found) or _rendered(good, (stands.start, stands.end))
    siglum = original.sigla[0 if first_stands else 1]
    reading = " ".join(stands.text.split())
    supports = f"“{reading}” ({siglum})" if reading else f"{siglum}, which lacks these words"
    if has:
        return _with(
            found, f"The original ({original.siglum}) has “{has}”: it supports {supports}."
        )
    return _with(found, f"The original ({original.siglum}) supports {supports}.")


def _offended(testimony: _Testimony, found: Finding) -> str:
    """The original's words against which a reading offends, if the rules point at some."""
    grave = [d for d in testimony.drafts if d.cls == "substance" and d.a[0] < d.a[1]]
    same = [d for d in grave if d.facet == found.facet] or grave
    return " ".join(testimony.original[slice(*same[0].a)].split()) if same else ""


def _rendered(testimony: _Testimony, span: tuple[int, int]) -> str:
    """The original's words that a reading renders, as far as its units were paired."""
    low, high = testimony.within(span)
    return " … ".join(word for start, end, word in testimony.pairs if start < high and low < end)
