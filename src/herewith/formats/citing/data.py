"""Citations for programs: RIS, CSL-JSON, `citation_*` meta elements, and schema.org JSON-LD.

Source:
    RIS as reference managers read it (tags of the type PCOMM); Citation Style Language 1.0.2,
    schema of input data; the meta elements of the Google Scholar inclusion guidelines;
    schema.org `Message`, `CreativeWork` and `Collection`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from herewith.formats.citing.cited import SENT, Cited, Name
from herewith.formats.citing.dates import date_in_words, date_parts, first_day, is_doubtful
from herewith.languages.citing import citing_words

__all__ = ["csl", "json_ld", "meta", "ris"]


def ris(it: Cited) -> str:
    """One record of RIS, lines ended as the format wants them."""
    lines = [("TY", "PCOMM" if it.kind in SENT else "GEN")]
    lines += [("AU", _last_first(name)) for name in it.senders]
    lines += [("A2", _last_first(name)) for name in it.addressees]
    lines.append(("TI", _titled(it)))
    parts = date_parts(it.date)
    if parts:
        lines.append(("PY", f"{parts[0][0]:04}"))
        lines.append(("DA", "/".join([*(f"{n:02}" for n in parts[0]), "", "", ""][:4])))
    lines += [("T2", it.edition), ("ET", it.version), ("CY", it.place), ("LA", it.language)]
    lines += [("M3", it.kind), ("ID", it.id), ("UR", it.address)]
    lines += [("N1", note) for note in _notes(it)]
    if it.accessed:
        lines.append(("Y2", it.accessed.replace("-", "/")))
    told = "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value)
    return f"{told}ER  - \r\n"


def csl(it: Cited) -> str:
    """A list of one item as CSL processors read it."""
    made: dict[str, Any] = {
        "id": it.id,
        "type": "personal_communication" if it.kind in SENT else "document",
        "genre": it.kind,
        "title": _titled(it),
        "author": [_csl_name(name) for name in it.senders],
        "recipient": [_csl_name(name) for name in it.addressees],
        "issued": _csl_date(it.date),
        "container-title": it.edition,
        "version": it.version,
        "language": it.language,
        "URL": it.address,
        "accessed": _csl_date(it.accessed),
        "note": " ".join(_notes(it)),
    }
    return json.dumps([{k: v for k, v in made.items() if v}], ensure_ascii=False, indent=1)


def meta(it: Cited) -> tuple[tuple[str, str], ...]:
    """Names and contents of `citation_*` meta elements, in order."""
    out = [("citation_title", _titled(it))]
    out += [("citation_author", _last_first(name)) for name in it.senders]
    day = first_day(it.date)
    out += [
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_inbook_title", it.edition),
        ("citation_language", it.language),
        ("citation_public_url", it.address),
    ]
    return tuple((name, content) for name, content in out if content)


def json_ld(it: Cited) -> str:
    """Schema.org data for a `script` element: nothing in it can end the element."""
    sent = it.kind in SENT
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Message" if sent else "CreativeWork",
        "@id": it.address,
        "identifier": it.id,
        "name": _titled(it),
        "genre": it.kind,
        "dateSent" if sent else "dateCreated": _iso_interval(it.date),
        "sender" if sent else "author": [_party(name) for name in it.senders],
        "recipient" if sent else "": [_party(name) for name in it.addressees],
        "locationCreated": {"@type": "Place", "name": it.place} if it.place else "",
        "inLanguage": it.language,
        "url": it.address,
        "version": it.version,
        "isPartOf": {"@type": "Collection", "name": it.edition},
    }
    kept = {key: value for key, value in made.items() if key and value}
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _titled(it: Cited) -> str:
    role = citing_words("en").roles.get(it.form, it.form)
    return f"{it.title} ({role})" if role else it.title


def _notes(it: Cited) -> Iterator[str]:
    if is_doubtful(it.date) or it.date.startswith("XXXX"):
        yield f"Date: {date_in_words(it.date, 'en')}."
    if it.place:
        yield f"Written at {it.place}."


def _last_first(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.family and name.given else name.shown


def _csl_name(name: Name) -> dict[str, str]:
    if name.family and name.given:
        return {"family": name.family, "given": name.given}
    return {"literal": name.shown}


def _csl_date(edtf: str) -> dict[str, Any]:
    parts = date_parts(edtf)
    if not parts:
        return {}
    made: dict[str, Any] = {"date-parts": parts[:2]}
    if is_doubtful(edtf):
        made["circa"] = True
    return made


def _party(name: Name) -> dict[str, Any]:
    kind = "Person" if name.family else "Thing"
    made: dict[str, Any] = {"@type": kind, "name": name.shown}
    if name.family:
        made |= {"familyName": name.family, "givenName": name.given}
    if name.same_as:
        made["sameAs"] = _one_or_many(name.same_as)
    return made


def _one_or_many(values: Sequence[str]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _iso_interval(edtf: str) -> str:
    """A date or interval as ISO 8601 has it, without marks of doubt."""
    parts = date_parts(edtf)
    shown = ["-".join(f"{n:02}" if at else f"{n:04}" for at, n in enumerate(day)) for day in parts]
    return "/".join(shown[:2])
