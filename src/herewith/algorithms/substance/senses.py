"""What a word or phrase means for substance: which of the entries of a pack that fit counts.

A word may stand in a pack several times (`may` the modal and the month, `left` the verb and the
side). The longest phrase wins; among its meanings a cue comes before a concept, if the words
around it allow it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from herewith.algorithms.substance.cue_places import CUES, allowed, timed
from herewith.algorithms.substance.french import is_only
from herewith.algorithms.substance.inversions import conditional, polite
from herewith.algorithms.substance.words import Word
from herewith.languages.cues import Entry, concepts
from herewith.languages.dates import LANGUAGES as DATED
from herewith.languages.dates import date_words
from herewith.languages.lemmas import forms, is_known, lemma, plain

__all__ = ["FIXED", "features", "meaning"]

FIXED = frozenset({"place", "body", "office", "feast", "person"})
"""Kinds of concepts whose words are all the same thing: they compare as one value."""


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
        if kind in cues and allowed(kind, cues[kind], tokens, index, length, language):
            return kind, cues[kind], meant
    days = _weekdays(language)
    if (day := days.get(word.norm) or days.get(word.lemma)) and _is_weekday(
        tokens, index, language
    ):
        return "weekday", str(day), frozenset()
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
    if word.norm == "by" and language == "en" and timed(tokens, index + 1):
        return "prep", "before", frozenset({"before", "at_most", "within"})
    if conditional(tokens, index):
        return "cond", "if", frozenset()
    if word.norm == "should" and polite(tokens, index):
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


def _counted(tokens: Sequence[Word], index: int) -> bool:
    """Whether a number stands at a place of a Russian text."""
    if index >= len(tokens):
        return False
    return tokens[index].kind == "figure" or forms(tokens[index].norm)[0].part == "NUMR"


def _is_weekday(tokens: Sequence[Word], index: int, language: str | None) -> bool:
    """Whether a word is the day of the week: in Russian it is written small («среда» is also milieu)."""
    if language != "ru":
        return tokens[index].capital or language == "fr"
    before = tokens[index - 1].norm if index else ""
    return tokens[index].norm not in MILIEU or before in DAY_LEADS


MILIEU = frozenset(["среда", "среды", "среде", "среду", "средой", "среду"])
DAY_LEADS = frozenset(["в", "во", "на", "к", "до", "с", "со", "эту", "прошлую", "минувшую", "следующую", "ближайшую", "будущую"])  # fmt: skip


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
