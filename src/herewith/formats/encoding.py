"""Which encoding a file's bytes are in, and how sure that is.

In order: a byte order mark; strict UTF-8; UTF-16 told by where its zero bytes stand; an XML
declaration; the old encodings of the languages we hold, by their letters; then
`charset-normalizer`, whose best guess is the less certain the more others are as good. Of a short
text nothing is certain. The
choice is recorded with the source, so that an editor can see and correct it.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herewith.errors import Place, Problem
from herewith.formats.old_encodings import CANDIDATES, fitting

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

__all__ = ["Choice", "Decoded", "choose", "decode", "decode_as", "looks_binary"]

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNMARKED = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""What stands behind a mark, read without it."""

"""Byte order marks; the four-byte ones first, since UTF-32 LE begins as UTF-16 LE does."""

SAMPLE = 60_000
"""Bytes shown to the statistical detector."""

SHORT = 600
"""Bytes above 127; of fewer the statistical detector is not to be trusted."""

LETTERS = 12_000
"""Bytes of lines with letters above 127 that are read in every language; more tell no more."""

SAME_CHAOS, SAME_COHERENCE, STEEP = 0.02, 0.03, 20.0
"""Guesses of the detector that are as good as its best, and how fast the others fall off."""

HALF_SURE = 100
"""So many bytes above 127 make its guess half sure."""

MAX_BAD_SHARE = 0.002
"""A file is taken for damaged UTF-8 if at most this share of its characters is undecodable."""

_ASCII = bytes(range(128))
_CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file with its encoding (Python's name), a probability, and problems."""

    text: str
    encoding: str
    certainty: float
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The encoding of a file whose beginning was seen; `mark` bytes of byte order mark precede."""

    encoding: str
    certainty: float
    mark: int


def choose(sample: bytes) -> Choice:
    """The encoding of a file too large to be decoded at once, from its first megabytes.

    >>> choose("note".encode("utf-8-sig")), choose("nota".encode("utf-16-le"))
    (Choice(encoding='utf-8', certainty=1.0, mark=3), Choice(encoding='utf-16-le', certainty=0.97, mark=0))
    """
    for mark, name in UNMARKED.items():
        if sample.startswith(mark) and not (len(mark) == 2 and sample[2:4] == b"\0\0"):
            return Choice(name, 1.0, len(mark))
    try:
        # The last character may be cut.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
        if not _wide(sample[:SAMPLE]):
            return Choice("utf-8", 1.0, 0)
    except UnicodeDecodeError:
        pass
    found = decode(sample, shown="")
    return Choice(found.encoding, found.certainty, 0)


def looks_binary(data: bytes) -> bool:
    """Whether bytes without a byte order mark cannot be text: too many control characters.

    >>> looks_binary(b"a letter"), looks_binary(bytes(range(32)) * 4)
    (False, True)
    """
    sample = data[:SAMPLE]
    if not sample or any(data.startswith(mark) for mark, _ in MARKS) or _wide(sample):
        return False
    return len(_CONTROLS.findall(sample)) > max(2, len(sample) * 0.01)


def decode(data: bytes, *, shown: str, xml: bool = False) -> Decoded:
    """Decode bytes, never failing: what could not be decoded is replaced and reported.

    Args:
        data: the whole file.
        shown: path for problems.
        xml: whether an XML declaration may name the encoding.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return _forced(data, name, 1.0, shown)
    if wide := _wide(data[:SAMPLE]):
        return _forced(data, wide, 0.97, shown)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError:
        pass
    if xml and (declared := _declared(data)):
        return _forced(data, declared, 0.95, shown)
    loose = data.decode("utf-8", "replace")
    if loose.count("�") <= max(1, len(loose) * MAX_BAD_SHARE) and _has_multibyte(loose):
        return _forced(data, "utf-8", 0.9, shown)
    return _guessed(data, shown)


def decode_as(data: bytes, encoding: str, certainty: float, *, shown: str) -> Decoded:
    """Decode a part of a file in the encoding that was found for the whole."""
    return _forced(data, encoding, certainty, shown)


def _has_multibyte(text: str) -> bool:
    """Whether real multi-byte UTF-8 sequences were found beside the bad ones."""
    return any(char > "\x7f" and char != "�" for char in text)


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the zero bytes stand.

    In UTF-16 the upper bytes of a text are two or three values, zero (spaces, line ends) among
    them, and hardly any lower byte is zero; in UTF-32 the upper half of every four is zero.

    >>> _wide("Получено 3 мая".encode("utf-16-be")), _wide("Dear Sir".encode("utf-32-le"))
    ('utf-16-be', 'utf-32-le')
    """
    if len(sample) >= 8:
        lanes = [sample[n::4][: len(sample) // 4] for n in range(4)]
        zeros = [lane.count(0) / len(lane) for lane in lanes]
        for order, name in (((3, 2, 0), "utf-32-le"), ((0, 1, 3), "utf-32-be")):
            top, upper, low = order
            if zeros[top] > 0.99 and zeros[upper] > 0.9 and zeros[low] < 0.02:
                return name
    if len(sample) < 4:
        return None
    even, odd = sample[0::2], sample[1::2]
    for high, low_bytes, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        common = sum(count for _, count in Counter(high).most_common(3))
        few = 0 in high and common > 0.9 * len(high) and len(set(high)) <= 1 + len(high) // 4
        if few and low_bytes.count(0) < 0.02 * len(low_bytes):
            return name
    return None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.match(data.lstrip()[:300])
    if not found:
        return None
    name = found[1].decode("ascii")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _guessed(data: bytes, shown: str) -> Decoded:
    """An old encoding: by the letters of the languages we hold, else by statistics."""
    from charset_normalizer import from_bytes

    sample = _dense_sample(data)
    high = len(sample.translate(None, _ASCII))
    fit = fitting(sample[:LETTERS])
    if fit is not None and (high < SHORT or _fits(data, fit.encoding)):
        return _forced(data, fit.encoding, fit.certainty, shown)
    found = _likely(list(from_bytes(sample)))
    if found is None:
        return _forced(data, "latin-1", 0.1, shown)
    encoding, certainty = found
    if high < SHORT:
        certainty = certainty * high / (high + HALF_SURE)
    return _forced(data, encoding, round(max(0.05, min(0.99, certainty)), 3), shown)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _likely(matches: Sequence[CharsetMatch]) -> tuple[str, float] | None:
    """The detector's best guess, and how far it stands above others that read differently.

    Equal guesses are decided by how often an encoding is met; each makes the other less certain.
    """
    if not matches:
        return None
    least = min(match.chaos for match in matches)
    close = [match for match in matches if match.chaos <= least + SAME_CHAOS]
    most = max(match.coherence for match in close)
    usual = {name.replace("-", "_"): n for n, (name, _) in enumerate(CANDIDATES)}
    best = min(
        (match for match in close if match.coherence >= most - SAME_COHERENCE),
        key=lambda match: (usual.get(match.encoding, len(usual)), match.encoding),
    )
    text = str(best)
    rivals = sum(
        math.exp(min(0.0, match.coherence - most) * STEEP)
        for match in close
        if match is not best and str(match) != text
    )
    return best.encoding, (1.0 - best.chaos) / (1.0 + rivals)


def _dense_sample(data: bytes) -> bytes:
    """The lines with bytes above 127, up to the sample's size: only they tell encodings apart."""
    if len(data) <= SAMPLE:
        return data
    lines: list[bytes] = []
    size = 0
    for line in data[: SAMPLE * 50].splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:SAMPLE])
            size += len(lines[-1])
            if size >= SAMPLE:
                break
    return b"".join(lines)[:SAMPLE] or data[:SAMPLE]


def _forced(data: bytes, encoding: str, certainty: float, shown: str) -> Decoded:
    try:
        return Decoded(
            data.decode(encoding), encoding, certainty, _doubt(encoding, certainty, shown)
        )
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        line = data.count(b"\n", 0, error.start) + 1
        count = max(1, text.count("�"))
        problem = Problem(
            "R105",
            "warning",
            f"{count} place(s) cannot be decoded as {encoding}; they are shown as U+FFFD",
            Place(shown, line=line),
            "Convert the file to UTF-8 from its true encoding.",
        )
        return Decoded(text, encoding, round(min(certainty, 0.9), 3), (problem,))


def _doubt(encoding: str, certainty: float, shown: str) -> tuple[Problem, ...]:
    if certainty >= 0.8:
        return ()
    return (
        Problem(
            "R106",
            "warning",
            f"the encoding is uncertain; read as {encoding} (certainty {certainty:.2f})",
            Place(shown),
            "Convert the file to UTF-8 if letters look wrong.",
        ),
    )
