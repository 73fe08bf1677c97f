"""What a word or phrase means for substance: the entries of a pack that fit, and which one counts.

A word may stand in a pack several times (`may` the modal and the month, `left` the verb and the
side). The longest phrase wins; among its meanings a cue comes before a concept, if the words
around it allow it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from herewith.algorithms.substance.french import is_only
from herewith.algorithms.substance.words import Word
from herewith.languages.cues import Entry, Pack, concepts, pack, signs
from herewith.languages.dates import LANGUAGES as DATED
from herewith.languages.dates import date_words
from herewith.languages.lemmas import forms, is_known, lemma, plain

__all__ = ["FIXED", "entries_at", "features", "meaning"]

CUES = (
    "idiom", "when", "neg", "quant", "modal", "commit", "cond", "pron", "aux", "conj", "approx",
    "cause", "title",
)  # fmt: skip
"""Kinds of cues, the most telling first."""

FIXED = frozenset({"place", "body", "office", "feast", "person"})
"""Kinds of concepts whose words are all the same thing: they compare as one value."""


def entries_at(tokens: Sequence[Word], index: int, book: Pack | None) -> tuple[list[Entry], int]:
    """The pack's entries that fit at a word, all of the greatest length, and that length in words."""
    word = tokens[index]
    if book is None:
        return [], 1
    candidates: list[Entry] = list(book.entries.get(word.norm, ()))
    if word.lemma != word.norm:
        candidates += [e for e in book.entries.get(word.lemma, ()) if e not in candidates]
    if not candidates and word.capital and word.norm.endswith("s"):
        return _people(word, book), 1
    if not candidates and word.kind == "word" and not word.capital:
        candidates = list(_misspelt(word.norm, word.lemma, book.language))
    fitting = [(entry, _fits(entry, tokens, index)) for entry in candidates]
    fitting = [(e, n) for e, n in fitting if n < 2 or _phrased(e, tokens, index, n, book.language)]
    length = max((n for _, n in fitting), default=0)
    others = _otherwise(word.norm, word.lemma) if book.language == "ru" and length < 2 else ()
    if not length:
        return list(others), 1
    longest = [entry for entry, n in fitting if n == length]
    longest += [entry for entry in others if entry not in longest]
    written = [entry for entry in longest if word.norm in entry.keys[0]]
    if length == 1 and any(
        entry.kind != "concept" and _allowed(entry.kind, entry.value, tokens, index, 1, "")
        for entry in written
    ):
        return written, length
    return longest, length


LONG = 7
"""Letters from which on a word with one wrong letter can still be told."""


@lru_cache(maxsize=50_000)
def _misspelt(norm: str, base: str, language: str) -> tuple[Entry, ...]:
    """Concepts of the one word of a pack that a word of no dictionary is one letter away from.

    >>> [entry.value for entry in _misspelt("сооружене", "сооружене", "ru")]
    ['build']
    """
    book = pack(language)
    if book is None or len(base) < LONG or is_known(norm, language):
        return ()
    shapes = _shapes(language)
    near = {key for shape in _less(base) for key in shapes.get(shape, ())}
    found = sorted(key for key in near if Levenshtein.distance(key, base, score_cutoff=1) == 1)
    if len(found) != 1:
        return ()
    return tuple(e for e in book.entries[found[0]] if len(e.keys) == 1 and e.kind == "concept")


@cache
def _shapes(language: str) -> Mapping[str, frozenset[str]]:
    """The longer words of a pack by their shapes with one letter less."""
    book = pack(language)
    out: dict[str, set[str]] = {}
    for key in book.entries if book else ():
        if len(key) >= LONG:
            for shape in _less(key):
                out.setdefault(shape, set()).add(key)
    return {shape: frozenset(keys) for shape, keys in out.items()}


def _less(word: str) -> set[str]:
    """A word, and all that is left of it with one letter less."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def _phrased(entry: Entry, tokens: Sequence[Word], index: int, n: int, language: str) -> bool:
    """Whether a phrase is one where it stands; if not, its words are taken one by one."""
    return entry.kind not in CUES or _allowed(entry.kind, entry.value, tokens, index, n, language)


@lru_cache(maxsize=50_000)
def _otherwise(norm: str, base: str) -> tuple[Entry, ...]:
    """Concepts of a Russian form under other analyses than the likeliest («суда»: court, ships)."""
    book = pack("ru")
    if book is None or not norm[:1].isalpha():
        return ()
    found: list[Entry] = []
    for form in forms(norm)[1:5]:
        if form.known and form.lemma != base:
            found += [e for e in book.entries.get(form.lemma, ()) if e.kind == "concept"]
    return tuple(e for e in dict.fromkeys(found) if len(e.keys) == 1 and not e.capitals)


def _people(word: Word, book: Pack) -> list[Entry]:
    """Entries for a plural that no dictionary knows: `Cubans`."""
    return [e for e in book.entries.get(word.norm[:-1], ()) if len(e.keys) == 1 and not e.capitals]


def _fits(entry: Entry, tokens: Sequence[Word], index: int) -> int:
    """How many words an entry covers from a place on; 0 if it does not fit. Commas are passed over."""
    if entry.capitals and not tokens[index].text.strip(".").replace(".", "").isupper():
        return 0
    at = index
    for offset, keys in enumerate(entry.keys):
        if offset and at < len(tokens) and tokens[at].norm == ",":
            at += 1
        if at >= len(tokens):
            return 0
        token = tokens[at]
        if token.norm not in keys and (entry.exact or token.lemma not in keys):
            return 0
        if offset and token.kind == "mark":
            return 0
        at += 1
    return at - index


def meaning(
    entries: Sequence[Entry],
    tokens: Sequence[Word],
    index: int,
    length: int,
    language: str | None,
) -> tuple[str, str, frozenset[str]]:
    """Kind, value and concepts of a word or phrase, from the entries that fit."""
    word = tokens[index]
    meant = _meant(entries, tokens, index, language)
    cues = {e.kind: e.value for e in reversed(entries) if e.kind != "concept"}
    special = _by_place(tokens, index, language)
    if special is not None:
        kind, value, more = special
        return kind, value, more or meant
    for kind in CUES:
        if kind in cues and _allowed(kind, cues[kind], tokens, index, length, language):
            return kind, cues[kind], meant
    if not meant and word.capital and (day := _weekdays(language).get(word.norm)):
        return "weekday", str(day), meant
    if meant:
        table = concepts()
        kinds = sorted(meant, key=lambda name: (table[name].kind not in FIXED, name))
        return table[kinds[0]].kind, kinds[0], meant
    if "func" in cues:
        return "func", "", meant
    if word.kind in ("mark", "design"):
        return word.kind, word.norm, meant
    pointed = index + 1 < len(tokens) and tokens[index + 1].norm == "."
    if word.kind == "abbr" or (
        word.capital
        and (len(word.norm) == 1 or (len(word.norm) == 2 and pointed and language == "ru"))
    ):
        return "initial", word.norm, meant
    if _is_name(word, language):
        return "name", word.lemma, meant
    return "word", word.lemma, meant


def _by_place(
    tokens: Sequence[Word], index: int, language: str | None
) -> tuple[str, str, frozenset[str]] | None:
    """Kind, value and concepts of a word that means something else where it stands."""
    word = tokens[index]
    if language == "fr" and is_only(tokens, index):
        return "quant", "only", frozenset()
    if word.norm == "by" and language == "en" and _timed(tokens, index + 1):
        return "prep", "before", frozenset({"before", "at_most", "within"})
    if word.norm in ("should", "were", "had") and _inverted(tokens, index):
        return "cond", "if", frozenset()
    if word.norm == "should" and _polite(tokens, index):
        return "modal", "would", frozenset()
    return None


def _meant(
    entries: Sequence[Entry], tokens: Sequence[Word], index: int, language: str | None
) -> frozenset[str]:
    """The concepts of the entries that fit; «до сорока часов» is *up to* as well as *before*."""
    found = frozenset(e.value for e in entries if e.kind == "concept")
    if "before" in found and language == "ru" and _counted(tokens, index + 1):
        return found | {"at_most"}
    return found


TIMED = frozenset(["end", "beginning", "middle", "close", "start"])


def _timed(tokens: Sequence[Word], index: int) -> bool:
    """Whether a time follows: `by the end of`, `by 15 May`, `by next spring`."""
    after = [t for t in tokens[index : index + 3] if t.norm not in ("the", "a")]
    if not after:
        return False
    months = date_words("en").months
    day = after[0].kind == "figure" and len(after) > 1 and after[1].norm in months
    year = after[0].kind == "figure" and len(after[0].norm) == 4
    return day or year or after[0].norm in TIMED or after[0].norm in months or after[0].norm in ("next", "noon", "midnight")  # fmt: skip


def _counted(tokens: Sequence[Word], index: int) -> bool:
    """Whether a number stands at a place of a Russian text."""
    if index >= len(tokens):
        return False
    return tokens[index].kind == "figure" or forms(tokens[index].norm)[0].part == "NUMR"


POLITE = frozenset(["like", "appreciate", "prefer", "welcome", "wish"])
PLEASED = frozenset(["grateful", "glad", "happy", "pleased", "obliged", "delighted", "thankful"])


def _polite(tokens: Sequence[Word], index: int) -> bool:
    """Whether `should` is the first person's `would`: I should like, we should be glad."""
    if not index or tokens[index - 1].norm not in ("i", "we") or index + 1 >= len(tokens):
        return False
    after = [t.norm for t in tokens[index + 1 : index + 5]]
    return after[0] in POLITE or (after[0] == "be" and bool(PLEASED & set(after)))


SUBJECTS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "it",
        "they",
        "he",
        "she",
        "we",
        "you",
        "i",
        "any",
        "there",
        "your",
        "our",
        "their",
    ]
)


def _inverted(tokens: Sequence[Word], index: int) -> bool:
    """Whether a verb before its subject is a condition: `Should the talks fail, …`, no question."""
    word = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if (
        after is None
        or not (word.capital and word.first)
        or (word.norm == "were" and after.norm == "the")
    ):
        return False
    if after.norm not in SUBJECTS and not after.capital:
        return False
    end = next((t.norm for t in tokens[index:] if t.kind == "mark" and t.norm in ".?!;"), "")
    return end != "?"


OWNED = frozenset(
    [
        "the",
        "free",
        "good",
        "own",
        "of",
        "his",
        "their",
        "our",
        "your",
        "a",
        "no",
        "my",
        "its",
        "with",
        "iron",
    ]
)
"""Words before `will` as a noun."""

SURE = frozenset(
    ["am", "is", "are", "be", "make", "feel", "was", "were", "quite", "being", "been", "'m", "'re"]
)
"""Words before `certain` that make it a feeling."""

BEING = frozenset(["am", "is", "are", "be", "was", "were", "been", "being", "'m", "'re"])


def _allowed(
    kind: str, value: str, tokens: Sequence[Word], index: int, length: int, language: str | None
) -> bool:
    """Whether a cue is really one here: `the will`, `No. 5`, `I am certain`, `a May day` are not."""
    word = tokens[index]
    before = tokens[index - 1].norm if index else ""
    after = tokens[index + length] if index + length < len(tokens) else None
    if kind == "approx":
        return after is not None and after.kind == "figure"
    if value == "due":
        return before not in signs(language or "en", "aimed") and (
            after is None or after.kind == "word"
        )
    if length > 1 or word.norm == "пока":
        return _told(kind, word.norm, before)
    if word.norm in ("once", "assuming", "supposing"):
        return _opens_condition(word, after)
    if word.norm in ("intended", "meant") and kind == "commit":
        return before not in BEING and after is not None and after.norm == "to"
    if word.norm in ("considering", "seeing"):
        return before not in BEING
    if value == "will" and word.norm == "will":
        return before not in OWNED
    if word.norm == "no":
        return after is None or after.norm != "."
    if word.norm == "certain":
        return before not in SURE
    if word.norm == "may" and word.capital and not word.first:
        return False
    if word.norm == "might":
        return before not in ("the", "military", "with", "of", "and")
    return True


def _opens_condition(word: Word, after: Word | None) -> bool:
    """Whether `once`, `assuming` or `supposing` begins a condition."""
    following = after.norm if after is not None else ""
    if word.norm == "once":
        return following in (*SUBJECTS, "all", "both", "each")
    return word.first or following in ("that", "this")


def _told(kind: str, first: str, before: str) -> bool:
    """Whether a phrase is a cue behind a word: `you will recall`, not `the Government will recall`;
    `subject to`, not `are subject to`."""
    if kind == "idiom" and first == "will":
        return before in REMINDED
    if kind == "cond" and first == "пока":
        return before in CLAUSE_OPENS
    return not (kind == "cond" and first == "subject" and before in (*BEING, "not"))


CLAUSE_OPENS = frozenset(["", ",", ".", ";", "—", "–", "-", "пор", "и", "а", "но", "(", "«"])
"""What stands before «пока» where it opens a clause; elsewhere it is `for now`, «пока не» `not yet`."""

REMINDED = frozenset(["you", ",", "chairman", "president"])
"""Words before `will recall`, where it reminds the reader of something."""


@cache
def _weekdays(language: str | None) -> Mapping[str, int]:
    """Names of the days of the week, without abbreviations."""
    if language not in DATED:
        return {}
    words = date_words(language)
    return {plain(name): day for name, day in words.weekdays.items() if len(name) > 4}


def _is_name(word: Word, language: str | None) -> bool:
    """Whether a word is a proper name that no pack knows."""
    if not word.capital or word.kind != "word":
        return False
    if language == "ru":
        named = {"Surn", "Name", "Patr", "Geox", "Orgn"}
        found = forms(word.norm)
        if any(form.features & named for form in found):
            return True
        return not word.first and not any(form.known for form in found)
    if word.first:
        return not is_known(word.norm, language) and len(word.norm) > 2
    return True


FRENCH_FUTURE = re.compile(r"\w{2,}r(?:ai|as|a|ons|ez|ont)$")


@lru_cache(maxsize=50_000)
def features(norm: str, language: str | None) -> frozenset[str]:
    """Grammar of a word form: of a Russian one its likeliest analysis, of a French one its future.

    `futr?` says that some other analysis is a future («выполним» is also an adjective), `nomn?`
    and `obl?` that a noun may be a subject, or may be none.
    """
    if language == "ru":
        found = forms(norm)
        out = found[0].features | {found[0].part}
        if found[0].part == "ADJS" and any("futr" in form.features for form in found):
            out |= {"futr?"}
        if any("nomn" in form.features for form in found):
            out |= {"nomn?"}
        if any(form.features & {"gent", "datv", "accs", "ablt", "loct"} for form in found):
            out |= {"obl?"}
        return out
    if language == "fr" and FRENCH_FUTURE.match(norm) and lemma(norm, "fr") != norm:
        return frozenset({"futr"})
    return frozenset()
