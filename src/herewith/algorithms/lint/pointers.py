"""Links of an edition: into the wrong volume, to nothing, or to another document than they say.

A link to "#d59" behind the words "vol. XI, Document 59" opens document 59 of the volume it stands
in. What the words mean is taken from `citing`; where they leave a doubt nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from herewith.algorithms.lint.citing import (
    Cited,
    VolumeName,
    cited_before,
    cited_behind,
    cited_within,
    is_citation,
    volumes_in,
)
from herewith.algorithms.lint.fault import Change, Fault
from herewith.algorithms.lint.volume import Volume
from herewith.errors import Severity
from herewith.model.text import Mark

__all__ = ["pointer_faults"]

_ATTRIBUTE = r"\b{}\s*=\s*([\"'])(.*?)\1"
_OUTSIDE = re.compile(r"([^#]+?)(?:\.xml)?(?:#(.*))?")
_VOLUME_ID = re.compile(r"([a-z]+)(\d{4}(?:-\d{2,4})?)v(e?\d{2})(?:p(\d))?")
_SERIES_ID = re.compile(r"([a-z]+)(\d{4}(?:-\d{2})?)\D?.*")
_BARE_NUMBER = re.compile(r"[IVXLC]+\W*")
_LOCAL = re.compile(r"#d(\d+[A-Za-z]?)(?:fn(\d+))?")
_APART = frozenset({"index", "toc"})

REACH = 6000
"""Characters before a note in which the volume of an "ibid." is looked for."""

POINTING = {"ref": "target", "ptr": "target", "gloss": "target", "persName": "corresp"}
"""Elements that point, and the attribute that holds the target."""


def pointer_faults(volume: Volume, others: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    """All faults of the links of a volume, in order of place.

    Args:
        volume: the edition.
        others: ids of further volumes at hand, by the volume's name.
    """
    apart = _stretches_apart(volume)
    bare: list[Mark] = []
    for n, mark in volume.named(*POINTING, "note", "signed"):
        key = POINTING.get(mark.name) or ("target" if mark.get("target") else "corresp")
        stated = dict(mark.attributes)
        if key not in stated:
            if mark.name in ("ref", "ptr") and not ({"cRef", "corresp"} & stated.keys()):
                bare.append(mark)
            continue
        target = stated[key].strip()
        if target.strip("#") == "":
            said = volume.plain(mark.inner_start, mark.inner_end).strip()
            yield _at(
                volume,
                mark,
                "L203",
                "warning",
                f'{key}="{stated[key]}" points to nothing: “{said[:60]}”',
                "Give the id that is meant, or take the link out.",
            )
            continue
        wrong = None
        inside = any(a <= mark.start < b for a, b in apart)
        if mark.name == "ref" and not inside:
            wrong = _wrong_volume(volume, n, mark, target)
        yield from [wrong] if wrong else _elsewhere(volume, n, mark, key, target, others, inside)
    if bare:
        said = volume.plain(bare[0].inner_start, bare[0].inner_end).strip()[:60]
        message = f"{len(bare)} link(s) without a target; the first is “{said}”"
        yield _at(volume, bare[0], "L203", "note", message, "")


def _elsewhere(
    volume: Volume,
    n: int,
    mark: Mark,
    key: str,
    target: str,
    others: Mapping[str, Collection[str]],
    apart: bool,
) -> Iterator[Fault]:
    """Faults of a link that stays in its volume, or leaves it as its words say."""
    for one in target.split():
        if one.startswith("#"):
            if one[1:] not in volume.ids:
                yield _dangling(volume, mark, key, target, one[1:])
            elif mark.name == "ref" and not apart:
                other = _other_document(volume, n, mark, one)
                if other:
                    yield other
        elif not re.match(r"[a-z][a-z0-9+.-]*:", one):
            found = _OUTSIDE.fullmatch(one)
            name = found[1].rpartition("/")[2] if found else ""
            if found and found[2] and name in others and found[2] not in others[name]:
                message = f"{key}=“{one}” points to nothing in {name}"
                yield _at(volume, mark, "L202", "warning", message, "")


def _stretches_apart(volume: Volume) -> list[tuple[int, int]]:
    """Indexes and tables of contents, where numbers are pages and not documents."""
    return [
        (m.start, m.end)
        for _, m in volume.named("div")
        if m.get("type") in _APART or m.get("xml:id") in _APART
    ]


def _wrong_volume(volume: Volume, n: int, mark: Mark, target: str) -> Fault | None:
    """A link that stays in, or goes to, another volume than its words name."""
    block = volume.block(n)
    if block is None:
        return None
    inner = volume.plain(mark.inner_start, mark.inner_end).strip()
    if _BARE_NUMBER.fullmatch(inner):
        return None
    keep = block.name == "note"
    before = volume.plain(block.inner_start, mark.start, notes=keep)
    cited = cited_within(inner, volume.words)
    if cited is None and not is_citation(inner, volume.words):
        return None
    if cited is None:
        cited = cited_before(before, inner, volume.words)
    if cited is None:
        after = volume.plain(mark.end, block.inner_end, notes=keep)
        cited = cited_behind(after, volume.words)
    if cited is None:
        return None
    if cited.same:
        return _same_as(volume, block, before, mark, target, inner, cited)
    meant = _completed(volume, block, before, cited)
    if meant is None or _is_own(volume, meant):
        return None
    nearby = f"{before[-12:]}{cited.words}"
    sure = bool(meant.years) or not re.search(rf"\b(?:{volume.words.same})", nearby)
    wanted = _id_of(volume, meant) if sure and not meant.supplement else ""
    there = _there(target)
    if there is not None and not _differs(wanted, there):
        return None
    return _wrong(volume, mark, target, cited.words, wanted)


def _wrong(volume: Volume, mark: Mark, target: str, said: str, wanted: str) -> Fault:
    """The fault, with the target that is probably meant."""
    local = target.partition("#")[2]
    place = _there(target) or f"this volume ({volume.name})"
    message = f"“{' '.join(said.split())}” is cited, but target=“{target}” points into {place}"
    footnote = re.fullmatch(r"(.+)fn\d+", local)
    if footnote and footnote[1] == volume.record_at(mark.start):
        local = ""  # a note of the document that cites is none of the volume cited
    mended = f"{wanted}#{local}" if wanted and local else wanted
    hint = f'Probably target="{mended}".' if mended else "Name the volume in the target."
    change = _change(volume, mark, "target", mended) if mended else None
    if local.startswith(("pg_", "in")):
        change = None
    return _at(volume, mark, "L201", "warning", message, hint, change)


def _there(target: str) -> str | None:
    """The volume that a target names; `None` for a target in the same file."""
    found = _OUTSIDE.fullmatch(target)
    return found[1].rpartition("/")[2] if found and not target.startswith("#") else None


def _completed(volume: Volume, block: Mark, before: str, cited: Cited) -> VolumeName | None:
    """The volume cited, with the years that an earlier citation or this volume gives it."""
    meant = cited.volume
    if cited.part_only:
        if not volume.own.part or not volume.own.number:
            return None
        return replace(volume.own, part=meant.part)
    if meant.years:
        return meant
    if re.search(rf"\b(?:{volume.words.same})", cited.words):
        earlier = [v for _, v in volumes_in(before[: before.rfind(cited.words)], volume.words)]
        earlier = earlier or _before_block(volume, block)
        years = next((v.years for v in reversed(earlier) if v.years), "")
        return replace(meant, years=years) if years else meant
    return meant


def _before_block(volume: Volume, block: Mark) -> list[VolumeName]:
    """Volumes named shortly before a note, within its document or section."""
    start = max(
        (m.start for _, m in volume.named("div") if m.start <= block.start < m.end),
        default=0,
    )
    start = max(start, block.start - REACH)
    return [v for _, v in volumes_in(volume.plain(start, block.start), volume.words)]


def _same_as(
    volume: Volume,
    block: Mark,
    before: str,
    mark: Mark,
    target: str,
    inner: str,
    cited: Cited,
) -> Fault | None:
    """ "Ibid., Document 12": never this volume. A note or page alone may be of a document here."""
    if _there(target) is not None or not target.startswith("#d"):
        return None
    chain = f"{cited.words} {inner}"
    if not re.search(rf"(?:{volume.words.document})\s*\d", chain):
        return None
    ahead = before[: before.rfind(cited.words)] if cited.words in before else before
    named = [v for _, v in volumes_in(ahead, volume.words)]
    earlier = named or _before_block(volume, block)
    wanted = ""
    if earlier and not _is_own(volume, earlier[-1]) and not earlier[-1].supplement:
        wanted = _id_of(volume, earlier[-1])
    elif earlier and _is_own(volume, earlier[-1]):
        return None
    if not earlier:
        return None
    found = _wrong(volume, mark, target, cited.words, wanted)
    return found if named else replace(found, change=None)


def _is_own(volume: Volume, meant: VolumeName) -> bool:
    """Whether a citation may mean the volume in which it stands."""
    own = volume.own
    if not own.number:
        return _id_of(volume, meant) == volume.name
    years = meant.span is None or own.span is None or meant.span == own.span
    part = not meant.part or not own.part or meant.part == own.part
    return years and part and meant.number == own.number and not meant.supplement


def _id_of(volume: Volume, meant: VolumeName) -> str:
    """The id of another volume of the same series, made as this volume's own id is made."""
    own = _SERIES_ID.fullmatch(volume.name)
    if own is None or not meant.number:
        return ""
    span, years = meant.span, own[2]
    ours = volume.own.span
    if span is not None and not (ours and ours[0] <= span[0] and span[1] <= ours[1]):
        years = str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1] % 100:02d}"
    number = meant.number
    number = f"e{int(number[1:]):02d}" if number.startswith("e") else f"{int(number):02d}"
    return f"{own[1]}{years}v{number}" + (f"p{meant.part}" if meant.part else "")


def _differs(wanted: str, there: str) -> bool:
    """Whether a link surely leads to another volume than the words name."""
    a, b = _VOLUME_ID.fullmatch(wanted), _VOLUME_ID.fullmatch(there)
    if a is None or b is None:
        return False
    return a[3] != b[3] or bool(a[4] and b[4] and a[4] != b[4])


def _dangling(volume: Volume, mark: Mark, key: str, target: str, wanted: str) -> Fault:
    said = volume.plain(mark.inner_start, mark.inner_end).strip()
    message = f'{key}="{target}" points to no xml:id of this file: “{said[:60]}”'
    hint, change = "", None
    near = _like(volume, wanted, said)
    if near:
        hint = f'Perhaps "#{near}".'
    return _at(volume, mark, "L202", "warning", message, hint, change)


def _like(volume: Volume, wanted: str, said: str) -> str:
    """An id that the words of a dangling link spell out."""
    number = re.search(rf"(?:{volume.words.document})\s*(\d+)", said)
    if number and f"d{number[1]}" in volume.ids:
        return f"d{number[1]}"
    page = re.fullmatch(r"\d+", said)
    if page and wanted.startswith(("pg_", "in")) and f"pg_{said}" in volume.ids:
        return f"pg_{said}"
    folded = [own for own in volume.ids if own.lower() == wanted.lower()]
    return folded[0] if len(folded) == 1 else ""


def _other_document(volume: Volume, n: int, mark: Mark, target: str) -> Fault | None:
    """A link whose words name another document, or another note of it, than its target."""
    found = _LOCAL.fullmatch(target)
    if found is None:
        return None
    inner = volume.plain(mark.inner_start, mark.inner_end).strip()
    numbers = re.findall(rf"(?:{volume.words.document})\s*(\d+[A-Za-z]?)\b", inner)
    said = numbers[0] if len(numbers) == 1 else ""
    if not said and re.fullmatch(r"\d+", inner) and not found[2]:
        block = volume.block(n)
        ahead = volume.plain(block.inner_start, mark.start)[-80:] if block else ""
        if re.search(rf"(?:{volume.words.document})\s*[\d\s,–-]*(?:\w+\s)?$", ahead):
            said = inner
    if not said or said.lower() == found[1].lower():
        return None
    if f"d{said}" not in volume.ids or _is_range(said, found[1], inner):
        return None
    mended = f"#d{said}" + (f"fn{found[2]}" if found[2] else "")
    known = mended[1:] in volume.ids
    message = f"“{inner}” points to {target}"
    hint = f'Probably target="{mended}".' if known else f"Document {said} has no such note."
    change = _change(volume, mark, "target", mended) if known else None
    return _at(volume, mark, "L204", "warning", message, hint, change)


def _is_range(said: str, given: str, inner: str) -> bool:
    """Whether the target is the other end of a range named in the link."""
    return bool(re.search(rf"{said}\s*[–-]\s*{given}\b|\b{given}\s*[–-]\s*{said}\b", inner))


def _change(volume: Volume, mark: Mark, key: str, value: str) -> Change | None:
    """The replacement of an attribute's value in the start tag of an element."""
    tag_end = mark.inner_start if mark.inner_start > mark.start else mark.end
    tag = volume.text[mark.start : tag_end]
    found = re.search(_ATTRIBUTE.format(re.escape(key)), tag, re.DOTALL)
    if found is None:
        return None
    return Change(mark.start + found.start(2), mark.start + found.end(2), value)


def _at(
    volume: Volume,
    mark: Mark,
    code: str,
    severity: Severity,
    message: str,
    hint: str,
    change: Change | None = None,
) -> Fault:
    record = volume.record_at(mark.start)
    return Fault(code, severity, mark.start, mark.end, message, hint, record, change)
