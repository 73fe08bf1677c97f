"""Build `key.json`, the answer key of the built-in sample, from quoted words.

The answers in `answers/*.toml` were written by the author of the sample, by
reading, as quotations. This script only looks up where the quoted words stand
and writes their offsets; it decides nothing. README.md explains the notation.

Usage: `python tests/golden/sample/build_key.py` rewrites `key.json`.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BOX = HERE.parents[2] / "src" / "herewith" / "sample" / "box"
KEY = HERE / "key.json"

PIECES = " || "  # one passage interrupted by something else
SPAN = " … "  # first words … last words; the box itself has no such character
MEANT = re.compile(r"^(.*?)\{(.*)\}(.*)$")  # context {the words meant} context
XML_MARKUP = r"(?:<note\b(?:(?!</note>).)*</note>|<[^>]*>)"


class AnswerError(Exception):
    """Quoted words that do not stand in the box exactly once where they are looked for."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where quoted words are looked for: part of a source, with a name for messages."""

    name: str
    source: str
    text: str
    start: int
    end: int


def build() -> dict[str, Any]:
    """Return the whole key with offsets.

    Raises:
        AnswerError: a quotation is missing, or stands in several places and no `n` says which.
    """
    answers = _read_answers()
    regions: dict[str, Region] = {}
    for source in answers["sources"]:
        text = (BOX / source["path"]).read_bytes().decode(source["encoding"])
        regions[source["path"]] = Region(source["path"], source["path"], text, 0, len(text))
        source["length"] = len(text)
    for document in answers["documents"]:
        whole = regions[document.get("within", document["source"])]
        extent = _locate(document.pop("extent"), whole, document.pop("n", None))[0]
        document.update(start=extent["start"], end=extent["end"])
        regions[document["label"]] = Region(
            document["label"], whole.source, whole.text, extent["start"], extent["end"]
        )
    for bitext in answers["bitexts"]:
        _spell_out(bitext)
    return {name: _resolve(part, regions, None) for name, part in answers.items()}


def render(key: Mapping[str, Any]) -> str:
    """Return the key as the text of `key.json`."""
    return json.dumps(key, ensure_ascii=False, indent=1) + "\n"


def _read_answers() -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for path in sorted((HERE / "answers").glob("*.toml")):
        for name, part in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in answers:
                raise AnswerError(f"{path.name}: [{name}] is already in another file")
            answers[name] = part
    return answers


def _spell_out(bitext: dict[str, Any]) -> None:
    """Write `one_to_one = ["r", "i", 32]` as the beads r1-i1 … r32-i32."""
    if "one_to_one" in bitext:
        source, target, count = bitext.pop("one_to_one")
        numbers = range(1, count + 1)
        bitext["beads"] = [
            {"source": [f"{source}{n}"], "target": [f"{target}{n}"]} for n in numbers
        ]


def _resolve(value: Any, regions: Mapping[str, Region], region: Region | None) -> Any:
    """Replace every `q` (words) below `value` by `spans` (offsets)."""
    if isinstance(value, list):
        return [_resolve(entry, regions, region) for entry in value]
    if not isinstance(value, dict):
        return value
    if "doc" in value:
        region = regions[value["doc"]]
    kept = {
        name: _resolve(entry, regions, region)
        for name, entry in value.items()
        if name not in {"q", "n", "sentences"} or (name == "n" and "q" not in value)
    }
    if "q" in value:
        assert region is not None, f"no document named for {value['q']!r}"
        kept["spans"] = _locate(value["q"], region, value.get("n"))
    if "sentences" in value:
        assert region is not None, "sentences without a document"
        kept["sentences"] = list(_sentences(value["sentences"], value["prefix"], region))
    return kept


def _sentences(entries: list[Any], prefix: str, region: Region) -> Iterator[dict[str, Any]]:
    for number, entry in enumerate(entries, start=1):
        words, n = (entry["q"], entry.get("n")) if isinstance(entry, dict) else (entry, None)
        yield {"id": f"{prefix}{number}", "spans": _locate(words, region, n)}


def _locate(words: str, region: Region, n: int | None) -> list[dict[str, Any]]:
    """Find the pieces of a quotation, one after the other, inside a region.

    Args:
        words: pieces parted by ` || `; a piece is the full wording, `first … last`, or
            `context {words meant} context`.
        region: where to look.
        n: which occurrence of the first piece, counted from 1; `None` demands a single one.
    """
    spans = []
    place = region.start
    for piece in words.split(PIECES):
        first, _, last = piece.partition(SPAN)
        start, end = _find(first, region, place, n)
        span: dict[str, Any] = {"source": region.source, "start": start, "end": end}
        if last:
            last_start, span["end"] = _find(last, region, end, 1)
            span["first"] = region.text[start:end]
            span["last"] = region.text[last_start : span["end"]]
        else:
            span["quote"] = region.text[start:end]
        spans.append(span)
        place, n = span["end"], 1
    return spans


def _find(words: str, region: Region, place: int, n: int | None) -> tuple[int, int]:
    markup = region.source.endswith(".xml")
    before, meant, after = found.groups() if (found := MEANT.match(words)) else ("", words, "")
    parts = [_pattern(part, markup=markup) for part in (before, meant, after)]
    glue = f"{XML_MARKUP}*" if markup else ""
    pattern = re.compile("{0}{3}({1}){3}{2}".format(*parts, glue), re.DOTALL)
    spans = [match.span(1) for match in pattern.finditer(region.text, place, region.end)]
    if not spans or (n is None and len(spans) > 1) or (n is not None and len(spans) < n):
        raise AnswerError(f"{region.name}: {words!r} stands there {len(spans)} times, wanted {n}")
    return spans[(n or 1) - 1]


def _pattern(words: str, *, markup: bool) -> str:
    """Match the words whatever the line ends, and whatever tags and notes stand between."""
    inside, between = (f"{XML_MARKUP}*", rf"(?:\s|{XML_MARKUP})+") if markup else ("", r"\s+")
    escaped = (
        inside.join(re.escape(part) for part in re.findall(r"\w+|[^\w\s]", word))
        for word in words.split()
    )
    edges = (between if words[:1] == " " else "", between if words[-1:] == " " else "")
    return edges[0] + between.join(escaped) + edges[1]


if __name__ == "__main__":
    try:
        KEY.write_text(render(build()), encoding="utf-8")
    except AnswerError as error:
        sys.exit(str(error))
