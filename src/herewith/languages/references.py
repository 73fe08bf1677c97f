"""The words by which a language points to papers, from its table `<language>/references.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from herewith.languages.dates import date_words
from herewith.languages.lemmas import lemma

__all__ = ["LANGUAGES", "ReferenceWords", "reference_words"]

LANGUAGES = {"en": "english", "ru": "russian"}
"""ISO 639-1 codes of the languages that have a table, and its folder."""


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """The table of one language; all words are lower case.

    `nouns` leads from a word for a paper to its kind, `heads` from the first words of a heading.
    `owners` and `cables` lead from a word to whose paper it is (`mine`, `yours`, `theirs`,
    `department`, `post`, `ref`). `days` are words for a day and its distance from the writer's, `months` the names of months.
    `held` leads from a phrase to the status of a paper that is not held. `heading_to` divides
    sender and addressee in a heading, but not behind the offices of `heading_bound`.
    """

    language: str
    nouns: Mapping[str, str]
    strong: frozenset[str]
    heads: Mapping[str, str]
    akin: Mapping[str, frozenset[str]]
    owners: Mapping[str, str]
    cables: Mapping[str, str]
    department_words: frozenset[str]
    post_words: frozenset[str]
    not_places: frozenset[str]
    not_units: frozenset[str]
    verbs: Mapping[str, tuple[str, ...]]
    relation: Mapping[str, tuple[str, ...]]
    days: Mapping[str, int]
    months: frozenset[str]
    ordinals: Mapping[str, int]
    senders: tuple[str, ...]
    addressees: tuple[str, ...]
    generic: frozenset[str]
    department: tuple[str, ...]
    post: tuple[str, ...]
    titles: tuple[str, ...]
    carried: tuple[str, ...]
    carried_ends: tuple[str, ...]
    carried_ordered: tuple[str, ...]
    held: Mapping[str, str]
    enclosure: frozenset[str]
    heading_from: tuple[str, ...]
    heading_to: str
    heading_bound: frozenset[str]
    completeness: Mapping[str, frozenset[str]]
    naming: Mapping[str, frozenset[str]]


@cache
def reference_words(language: str | None) -> ReferenceWords:
    """The table of a language; that of English for a language without one.

    >>> reference_words("en").nouns["memorandum"], reference_words("ru").owners["ваш"]
    ('memorandum', 'yours')
    """
    code = language if language in LANGUAGES else "en"
    path = files("herewith.languages") / LANGUAGES[code] / "references.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    cables, held, generic = data["cables"], data["held"], data["generic"]
    kinds = ("department", "post", "mine", "yours", "ref")
    return ReferenceWords(
        language=code,
        nouns=_turned(data["nouns"]),
        strong=frozenset(data["strong"]["kinds"]),
        heads=data["heads"],
        akin={kind: frozenset(others) for kind, others in data["akin"].items()},
        owners=_turned(data["owners"]),
        cables=_turned({kind: cables[kind] for kind in kinds}),
        department_words=frozenset(cables["department_words"]),
        post_words=frozenset(cables["post_words"]),
        not_places=frozenset(cables["not_places"]),
        not_units=frozenset(cables["not_units"]),
        verbs={kind: tuple(words) for kind, words in data["verbs"].items()},
        relation={kind: tuple(words) for kind, words in data["relation"].items()},
        days=data["days"],
        months=frozenset(date_words(code).months),
        ordinals=data["ordinals"],
        senders=tuple(data["prepositions"]["from"]),
        addressees=tuple(data["prepositions"]["to"]),
        generic=frozenset(lemma(w, code) for w in generic["words"]) | frozenset(generic["words"]),
        department=tuple(generic["department"]),
        post=tuple(generic["post"]),
        titles=tuple(data["titles"]["words"]),
        carried=tuple(data["carried"]["words"]),
        carried_ends=tuple(data["carried"]["ends"]),
        carried_ordered=tuple(data["carried"]["ordered"]),
        held=_turned({kind: words for kind, words in held.items() if kind != "enclosure"}),
        enclosure=frozenset(held["enclosure"]),
        heading_from=tuple(data["heading"]["from"]),
        heading_to=data["heading"]["to"],
        heading_bound=frozenset(data["heading"]["bound"]),
        naming={kind: frozenset(words) for kind, words in data["naming"].items()},
        completeness={kind: frozenset(words) for kind, words in data["completeness"].items()},
    )


def _turned(table: Mapping[str, list[str]]) -> dict[str, str]:
    """From lists of words under their kinds to the kind of each word."""
    return {word: kind for kind, words in table.items() for word in words}
