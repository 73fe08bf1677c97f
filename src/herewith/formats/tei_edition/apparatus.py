"""Apparatus and bitexts: `listApp` and `linkGrp` that point into the texts, and back.

The method is that of double end points: every `app` says with `from` and `to` where its base has
the place, and every reading has one `ptr` for each witness with the two anchors between which it
stands there. The texts stay whole, and variations may cross sentences as they like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from herewith.formats.tei_edition.elements import (
    ID,
    Element,
    data_of,
    features,
    local,
    ncname,
    sub,
)
from herewith.formats.tei_edition.makers import Makers
from herewith.model.bitext import Bitext, Sentence
from herewith.model.collation import Collation, Reading, Variation
from herewith.model.records import decode, encode

__all__ = ["anchors_of", "read_bitext", "read_collation", "write_bitext", "write_collation"]

ORTHOGRAPHIC = frozenset(("spelling", "punctuation", "case", "division"))
CERTAINTY = {"proposed": "medium", "accepted": "high", "set": "high", "rejected": "low"}


def anchors_of(collations: Sequence[Collation]) -> dict[str, frozenset[int]]:
    """Offsets that an apparatus points to, by siglum."""
    out: dict[str, set[int]] = {}
    for collation in collations:
        readings = [r for variation in collation.variations for r in variation.readings]
        for spans in (*(r.spans for r in readings), *(m.spans for m in collation.moves)):
            for siglum, start, end in spans:
                out.setdefault(siglum, set()).update((start, end))
    return {siglum: frozenset(places) for siglum, places in out.items()}


def write_collation(
    stand_off: Element, collation: Collation, keys: Mapping[str, str], makers: Makers
) -> None:
    """Write an apparatus; `keys` are the `xml:id`s of the texts, by siglum."""
    name = ncname(str(collation.id))
    data = encode(collation)
    rest = {k: v for k, v in data.items() if k != "variations"}
    features(stand_off, "collation", rest, xml_id=name)
    if not collation.variations:
        return
    listed = sub(stand_off, "listApp", corresp=f"#{name}")
    for one in collation.variations:
        _variation(listed, one, collation, keys, makers)


def _variation(
    parent: Element, one: Variation, collation: Collation, keys: Mapping[str, str], makers: Makers
) -> None:
    app = sub(parent, "app", n=str(one.n), type=one.cls, subtype=ncname(one.kind))
    places = {s: (a, b) for reading in one.readings for s, a, b in reading.spans}
    base = collation.base if collation.base in places else next(iter(places), "")
    if base in keys:
        app.set("from", f"#{keys[base]}.{places[base][0]}")
        app.set("to", f"#{keys[base]}.{places[base][1]}")
    rest = {k: v for k, v in encode(one).items() if k not in ("n", "class", "readings")}
    resp = makers.resp(one.id)
    for at, reading in enumerate(one.readings):
        wit = " ".join(f"#w-{keys[s]}" for s in reading.sigla if s in keys)
        lemma = at == 0 and not one.lemma
        made = sub(app, "lem" if lemma else "rdg", reading.text, wit=wit, resp=resp)
        made.set("type", _type(one))
        made.set("cert", CERTAINTY.get(one.status, "unknown"))
        if reading.state:
            made.set("subtype", reading.state)
        for siglum, start, end in reading.spans:
            key = keys.get(siglum, "")
            target = f"#{key}.{start} #{key}.{end}" if key else f"#{ncname(collation.id)}"
            sub(made, "ptr", type="place", n=siglum, target=target)
        if reading.marked:
            sub(made, "note", reading.marked, type="marked")
    sub(app, "note", one.reason, type="reason")
    if any(tuple(s for s, _, _ in r.spans) != r.sigla or not _held(r, keys) for r in one.readings):
        rest["places"] = [[list(r.sigla), [list(span) for span in r.spans]] for r in one.readings]
    features(sub(app, "note", type="judgement"), "variation", rest)


def _held(reading: Reading, keys: Mapping[str, str]) -> bool:
    return all(siglum in keys for siglum in reading.sigla)


def _type(one: Variation) -> str:
    """How TEI's editors call it: substantive, orthographic, accidental, or not to be judged."""
    if one.cls in ("substance", "nuance"):
        return "substantive"
    if one.cls == "undetermined":
        return "undetermined"
    return "orthographic" if one.kind in ORTHOGRAPHIC else "accidental"


def read_collation(about: Element, root: Element) -> Collation:
    """The collation that a feature structure and its `listApp` say."""
    data = data_of(about)
    variations = []
    for listed in root.iter("{*}listApp"):
        if listed.get("corresp") == f"#{about.get(ID)}":
            variations = [_read_variation(app) for app in listed]
    return decode(Collation, {**data, "variations": variations})


def _read_variation(app: Element) -> dict[str, Any]:
    rest = next(data_of(fs) for fs in app.iter("{*}fs"))
    places = rest.pop("places", None)
    readings: list[dict[str, Any]] = []
    for element in (e for e in app if local(e) in ("lem", "rdg")):
        marked = next((e.text or "" for e in element if e.get("type") == "marked"), "")
        if places is not None:
            sigla, spans = places[len(readings)]
        else:
            spans = [_span(e) for e in element if e.get("type") == "place"]
            sigla = [siglum for siglum, _, _ in spans]
        told = {"sigla": sigla, "text": element.text or "", "spans": spans}
        readings.append({**told, "state": element.get("subtype", ""), "marked": marked})
    own = {"n": int(app.get("n")), "class": app.get("type"), "readings": readings}
    return {**rest, **own}


def _span(pointer: Element) -> list[Any]:
    """Siglum and offsets of a pointer to two anchors."""
    start, end = (int(end.rpartition(".")[2]) for end in pointer.get("target").split())
    return [pointer.get("n"), start, end]


def write_bitext(
    stand_off: Element,
    bitext: Bitext,
    keys: Mapping[str, str],
    texts: Mapping[str, str],
    makers: Makers,
) -> None:
    """Write the beads of a bitext; `keys` and `texts` are divisions and texts, by document.

    A bead with sentences on one side only is a `ptr`, as a link needs two ends.
    """
    name = ncname(str(bitext.id))
    data = encode(bitext)
    told = ("beads", "source_sentences", "target_sentences")
    rest = {k: v for k, v in data.items() if k not in told}
    sides = bitext.source, bitext.target
    cut = bitext.source_sentences, bitext.target_sentences
    for side, document, sentences in zip(("source", "target"), sides, cut, strict=True):
        text = texts.get(document, "")
        rest[f"{side}_sentences"] = [
            [s.id, s.n, s.start, s.end, s.role, *_otherwise(s, text)] for s in sentences
        ]
    features(stand_off, "bitext", rest, xml_id=name)
    if not bitext.beads:
        return
    group = sub(stand_off, "linkGrp", type="translation", subtype=bitext.verdict)
    group.set("corresp", f"#{name}")
    group.set("resp", "#machine")
    whole = all(document in keys for document in sides)
    for bead in bitext.beads:
        ends = [
            f"#{keys[document]}.s-{sentences[n].id}"
            for document, sentences, numbers in zip(
                sides, cut, (bead.source, bead.target), strict=True
            )
            for n in numbers
            if document in keys
        ]
        target = " ".join(ends) or f"#{name}"
        made = sub(group, "link" if len(ends) > 1 else "ptr", target=target, type=bead.kind)
        made.set(ID, f"{name}.{ncname(bead.id)}")
        made.set("cert", repr(float(bead.confidence)))
        made.set("resp", makers.resp(f"{bitext.id}/bead/{bead.id}"))
        native = ("kind", "confidence", *(("source", "target") if whole else ()))
        more = {k: v for k, v in encode(bead).items() if k not in native}
        features(stand_off, "bead", more, corresp=f"#{made.get(ID)}")


def _otherwise(one: Sentence, text: str) -> list[str]:
    """The words of a sentence, where they are not those of the reading text."""
    return [] if one.text == _words(text, one.start, one.end) else [one.text]


def _words(text: str, start: int, end: int) -> str:
    """A sentence as one line."""
    return " ".join(text[start:end].split())


def read_bitext(
    about: Element,
    root: Element,
    told: Mapping[str, Element],
    texts: Mapping[str, tuple[str, str]],
) -> Bitext:
    """The bitext that a feature structure and its `linkGrp` say.

    Args:
        told: feature structures by the name of the element they are about.
        texts: `xml:id` of the division and reading text, by document.
    """
    data = data_of(about)
    names: dict[str, tuple[str, int]] = {}
    for side in ("source", "target"):
        key, text = texts.get(data[side], ("", ""))
        cut = data[f"{side}_sentences"]
        names |= {f"#{key}.s-{one[0]}": (side, one[1]) for one in cut}
        data[f"{side}_sentences"] = [
            encode(Sentence(i, n, a, b, words[0] if words else _words(text, a, b), role))
            for i, n, a, b, role, *words in cut
        ]
    beads = []
    for group in root.iter("{*}linkGrp"):
        if group.get("corresp") == f"#{about.get(ID)}":
            for link in group:
                ends = [names[end] for end in link.get("target").split() if end in names]
                own: dict[str, Any] = {"source": [n for s, n in ends if s == "source"]}
                own["target"] = [n for s, n in ends if s == "target"]
                own |= {"kind": link.get("type"), "confidence": float(link.get("cert"))}
                beads.append({**own, **data_of(told[link.get(ID)])})
    return decode(Bitext, {**data, "beads": beads})
