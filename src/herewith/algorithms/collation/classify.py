"""What changed, formally: a first careful class for each variation.

The order of the tests is the point: what may be of substance is looked for before any likeness
of letters, because "now" and "not", "2" and "3" are one letter apart. Form is said only where it
can be shown; everything else is left as nuance or substance for closer comparison to settle.

Blind spot:
    No meaning is read here. A changed name, condition or tense is `nuance` or `substance` by
    size alone; a finer judgement is given to `collate` as its `classify`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from herewith.algorithms.collation.likeness import LIKE, likeness
from herewith.algorithms.collation.tokens import is_word
from herewith.languages.names import skeleton
from herewith.languages.numerals import find_numbers
from herewith.languages.telling import calendar_words, negations
from herewith.model.collation import Class, SeverityOf

__all__ = ["Judged", "ReadingView", "UnitView", "classify", "kind_of"]

SUBSTANTIAL = 4
"""From so many words on an omission or addition is taken for one of substance."""


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A reading as it is judged: its sigla, text, forms, norms and state."""

    sigla: tuple[str, ...]
    text: str
    forms: tuple[str, ...]
    norms: tuple[str, ...]
    state: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The norms that are words."""
        return tuple([n for n in self.norms if is_word(n)])


@dataclass(frozen=True, slots=True)
class UnitView:
    """A variation as it is judged. `base` is the index of the base's reading.

    `before` and `after` are the words around it in the base. `at_gap` says that a witness has a
    declared gap directly beside it, `moved` that its words stand elsewhere in another witness,
    `regularised` that the editors' rules make the readings equal. `outside` names the formal parts
    (head, date, signature) in which all its words stand, where witnesses lack or exchange them.
    """

    readings: tuple[ReadingView, ...]
    base: int
    language: str | None = None
    before: str = ""
    after: str = ""
    at_gap: bool = False
    moved: bool = False
    reordered: bool = False
    regularised: str = ""
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Class, kind, severity, reason in words, and the name of the rule."""

    cls: Class
    kind: str
    severity: SeverityOf
    reason: str
    rule: str


def classify(view: UnitView) -> Judged:
    """Judge one variation.

    >>> def unit(*texts):
    ...     return UnitView(tuple(ReadingView((s,), t, tuple(t.split()), tuple(t.lower().split()))
    ...                     for s, t in zip("AB", texts)), 0, "en")
    >>> [classify(unit(*p)).cls for p in (("now", "not"), ("Joy", "joy"), ("two", "three"))]
    ['substance', 'form', 'substance']
    """
    plain = [r for r in view.readings if r.state in ("", "inserted")]
    states = sorted({r.state for r in view.readings} - {"", "inserted"})
    if view.regularised:
        reason = f"the editors' rules make the readings equal: {view.regularised}"
        return Judged("none", kind_of(view.readings, view), "none", reason, "regularised")
    if states:
        return _by_state(view, states)
    if len(plain) > 1 and not _distinct(plain):
        return Judged("form", "inserted", "minor", "the same words, inserted by hand", "inserted")
    kind = kind_of(plain, view)
    if view.outside:
        reason = f"stands outside the body of the text: {', '.join(view.outside)}"
        return Judged("form", kind, "none", reason, "outside-the-body")
    judged = (
        _substance_first(plain, kind, view.language) or _form(plain, kind) or _size(plain, kind)
    )
    if view.moved:
        return Judged(
            "nuance", "order", "minor", "the words stand elsewhere in another witness", "moved"
        )
    if view.at_gap and judged.cls != "form":
        reason = "stands at the edge of a declared gap and may be an artefact of the capture"
        return Judged("undetermined", kind, "minor", reason, "edge-of-gap")
    return judged


def _by_state(view: UnitView, states: Sequence[str]) -> Judged:
    """The page itself is in doubt: no judgement, but what is in doubt."""
    words = {
        "struck": "struck out",
        "rewritten": "the word before it was rewritten",
        "doubtful": "struck out over words that seem needed",
        "unclear": "hard to read",
        "indistinct": "said to be indistinct",
        "withheld": "withheld",
    }
    said = []
    for reading in view.readings:
        if reading.state in words:
            said.append(f"“{reading.text}” is {words[reading.state]} in {', '.join(reading.sigla)}")
    return Judged("undetermined", states[0], "minor", "; ".join(said), f"state-{states[0]}")


def _distinct(readings: Sequence[ReadingView]) -> bool:
    return len({r.forms for r in readings}) > 1


def kind_of(readings: Sequence[ReadingView], view: UnitView) -> str:
    """What changed, formally, seen from the base's reading."""
    if not _distinct(readings):
        return "state"
    listed = [r.words for r in readings]
    words = set(listed)
    if len(words) == 1:
        return _kind_of_form(readings)
    base = view.readings[view.base]
    if any(not r.norms for r in readings):
        return "addition" if not base.norms else "omission"
    if len({"".join(w) for w in words}) == 1:
        return "division"
    if view.reordered or (len(listed[0]) > 1 and len({tuple(sorted(w)) for w in words}) == 1):
        return "order"
    if all(len(w) == 1 for w in listed):
        alike = [w[0] for w in listed]
        if not _alike(alike):
            return "substitution"
        return "spelling" if _same_spelling(alike) else "word form"
    return _more_or_less(base, readings)


def _kind_of_form(readings: Sequence[ReadingView]) -> str:
    """What changed where the words are the same."""
    spelt = {tuple([f for f in r.forms if is_word(f)]) for r in readings}
    if len(spelt) == 1:
        return "punctuation"
    lower = {tuple(f.casefold() for f in s) for s in spelt}
    if len(lower) == 1:
        return "case"
    hyphenless = {tuple(f.replace("-", "") for f in s) for s in lower}
    return "hyphenation" if len(hyphenless) == 1 else "spelling"


def _more_or_less(base: ReadingView, readings: Sequence[ReadingView]) -> str:
    """Whether the other readings hold all words of the base and more, or only some of them."""
    others = [r.words for r in readings if r is not base]
    if others and all(_holds(other, base.words) for other in others):
        return "addition"
    if others and all(_holds(base.words, other) for other in others):
        return "omission"
    return "substitution"


def _holds(more: Sequence[str], fewer: Sequence[str]) -> bool:
    """Whether all of some words, and others, are among more words."""
    if len(more) <= len(fewer):
        return False
    counts = Counter(more)
    counts.subtract(fewer)
    return min(counts.values()) >= 0


def _alike(words: Sequence[str]) -> bool:
    return all(likeness(words[0], other) >= LIKE for other in words[1:])


def _substance_first(
    readings: Sequence[ReadingView], kind: str, language: str | None
) -> Judged | None:
    """Numbers, negation, days and months: a change of these is of substance."""
    if kind in ("punctuation", "case", "hyphenation", "division"):
        figures = {"".join(re.findall(r"\d", r.text)) for r in readings}
        if len(figures) == 1:
            return None
    found = [_numbers(r.text, language) for r in readings]
    if any(f != found[0] for f in found[1:]):
        said = _listed(_figures(f) for f in found)
        if all(f == max(found, key=len) for f in found if f):
            reason = f"a number stands in some readings only: {said}"
            return Judged("substance", kind, "major", reason, "number-missing")
        return Judged("substance", kind, "major", f"a number differs: {said}", "number-differs")
    folded = [[form.casefold() for form in r.forms] for r in readings]
    negation, calendar = negations(language), calendar_words(language)
    negated = [negation.among(f) for f in folded]
    if len({bool(n) for n in negated}) > 1:
        reason = f"a negation stands in some readings only: {_listed(filter(None, negated))}"
        return Judged("substance", kind, "critical", reason, "negation-differs")
    dated = [calendar.among(f) for f in folded]
    if any(d != dated[0] for d in dated[1:]):
        reason = f"a day or month differs: {_listed(dated)}"
        return Judged("substance", kind, "major", reason, "calendar-differs")
    return None


@lru_cache(maxsize=65536)
def _numbers(text: str, language: str | None) -> tuple[object, ...]:
    found = find_numbers(text, language or "en")
    return tuple((n.low, n.high) for n in found if not n.shy)


def _figures(numbers: tuple[object, ...]) -> str:
    parts = [n if isinstance(n, tuple) else (n, n) for n in numbers]
    return ", ".join(str(low) if low == high else f"{low} to {high}" for low, high in parts)


def _listed(values: Iterable[str]) -> str:
    return " / ".join(value or "—" for value in values)


FORM = {
    "punctuation": "only punctuation differs",
    "case": "only capital letters differ",
    "hyphenation": "only hyphens differ",
    "division": "the same letters, divided otherwise",
    "spelling": "one word in two spellings",
}


def _form(readings: Sequence[ReadingView], kind: str) -> Judged | None:
    """What can be shown to be form."""
    if kind == "punctuation" and len({"?" in r.forms for r in readings}) > 1:
        return Judged("nuance", kind, "minor", "a question in some readings only", "question-mark")
    if kind in FORM:
        return Judged("form", kind, "minor", FORM[kind], f"form-{kind}")
    if all(_named(r) for r in readings) and len({_sounds(r) for r in readings}) == 1:
        return Judged("form", "spelling", "minor", "one name in two spellings", "form-name")
    return None


def _named(reading: ReadingView) -> bool:
    """Whether a reading is one capitalised word or more, and nothing else."""
    words = [f for f in reading.forms if any(map(str.isalpha, f))]
    return bool(words) and all(f[0].isupper() and len(f) > 3 for f in words)


def _sounds(reading: ReadingView) -> tuple[str, ...]:
    return tuple(skeleton(f) for f in reading.forms if any(map(str.isalpha, f)))


HABITS: tuple[tuple[str, str], ...] = (
    (r"our(?=$|s$|ed$|ing$|able$|ite|ably$|ful|hood|less|er)", "or"),
    (r"is(?=e$|es$|ed$|ing$|ation)", "iz"),
    (r"ys(?=e$|es$|ed$|ing$)", "yz"),
    (r"tre(?=$|s$)", "ter"),
    (r"ence(?=$|s$)", "ense"),
    (r"ogue(?=$|s$)", "og"),
    (r"amme(?=$|s$)", "am"),
    (r"ae|oe", "e"),
    (r"(?<=[aeiou])ll(?=ed$|ing$|er$|ers$)", "l"),
    (r"(?<=[aeiou])pp(?=ed$|ing$)", "p"),
    (r"dgement", "dgment"),
    (r"wards$", "ward"),
    (r"que(?=$|s$)", "ck"),
    (r"ph", "f"),
    (r"^grey", "gray"),
    (r"^enquir", "inquir"),
    (r"^despatch", "dispatch"),
    (r"^shew", "show"),
    (r"^plough", "plow"),
    (r"xion(?=$|s$)", "ction"),
)
"""Spelling habits of English that leave the word the same."""


def _same_spelling(words: Sequence[str]) -> bool:
    """Whether words are one word by known habits of spelling."""
    return len({_respelt(word) for word in words}) == 1


@cache
def _respelt(word: str) -> str:
    for habit, instead in HABITS:
        word = re.sub(habit, instead, word)
    return word


def _size(readings: Sequence[ReadingView], kind: str) -> Judged:
    """What cannot be shown to be form: by kind and size."""
    if kind == "order":
        return Judged("nuance", kind, "minor", "the same words in another order", "order")
    if kind == "word form":
        return Judged(
            "nuance", kind, "minor", "one word in two forms, or two like words", "word-form"
        )
    counts = [len(r.words) for r in readings]
    more = max(counts) - min(counts)
    if kind in ("omission", "addition"):
        reason = f"{more} word{'s' * (more != 1)} in some readings only"
        if more >= SUBSTANTIAL:
            return Judged("substance", kind, "major", reason, f"{kind}-of-a-phrase")
        return Judged("nuance", kind, "minor", reason, f"{kind}-of-a-word")
    if max(counts) >= SUBSTANTIAL:
        return Judged("substance", kind, "minor", "a phrase is worded otherwise", "phrase-differs")
    return Judged("nuance", kind, "minor", "another word", "word-differs")
