"""Language packs for comparing texts: cue words and concepts, as data.

A pack is two files of a language's folder. `cues.txt` lists the words that carry negation,
quantity, obligation, condition and the like; `concepts.txt` lists the words for the concepts of
`concepts.txt` beside it. Words under one concept are synonyms for the purpose of comparing, and
concepts are shared by all languages, so that they are also the glossary. `lexicon.txt` holds further
words of English and Russian, concept and words of both on one line.

Kinds of cues:
    `neg` negation · `quant` quantifier · `modal` and `commit` the two ladders of commitment ·
    `cond` condition · `cause` reason and contrast · `conj` and/or · `pron` person · `aux`
    auxiliaries of tense · `approx` · `idiom` phrases whose words do not mean what they say ·
    `month` names and those of them that are also common words (`shymonth`) · `func` and
    `title` words that carry nothing of substance · `sign` words that a single rule asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import combinations, product

from rapidfuzz.distance import Levenshtein

from herewith.languages.lemmas import lemma, plain

__all__ = [
    "LANGUAGES",
    "Concept",
    "Entry",
    "Pack",
    "akin",
    "concepts",
    "misread_name",
    "pack",
    "rendering",
    "restating",
    "signs",
    "split_words",
    "wordings",
]

LANGUAGES = {"en": "english", "ru": "russian", "fr": "french"}
"""Languages that have a pack, and its folder."""


THESAURUS = frozenset({"en"})
"""Languages whose pack has a thesaurus beside it (`languages.thesaurus`)."""

WHEN = "when"
"""The kind of cue under which the lexicon lists times and repetitions (yesterday, daily, twice)."""

EXACT = frozenset({"cond", "cause", "neg", "modal", "conj", "pron", "aux"})
"""Kinds of cues whose English words have one form."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Something letters speak of: its name, its kind, and the names of its opposites.

    `day` is the month and day of a feast that has one, else `(0, 0)`.
    """

    name: str
    kind: str
    opposites: frozenset[str]
    day: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of a pack: `kind` and `value` of a cue, or `concept` and its name.

    `keys` has, for each word, its folded form and its lemma; a word of a text fits if its own
    form or lemma is among them. An entry in capitals (`UN`) fits capitals only, an `exact` one its
    written forms only.
    """

    kind: str
    value: str
    keys: tuple[frozenset[str], ...]
    capitals: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack of one language: entries by each key of their first word, longest first.

    `digest` identifies the data, for certificates.
    """

    language: str
    entries: Mapping[str, tuple[Entry, ...]]
    digest: str


def split_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase of a pack, as the tokenizer cuts them.

    >>> split_words("u.s. government"), split_words("d'accord")
    (('u.s.', 'government'), ("d'", 'accord'))
    """
    out: list[str] = []
    for word in phrase.replace("cannot", "can not").split():
        head, mark, tail = word.partition("'")
        if mark and tail and len(head) <= 2:
            out += [head + mark, tail]
        else:
            out.append(word)
    return tuple(out)


@cache
def concepts() -> Mapping[str, Concept]:
    """All concepts by name, in the order of the file."""
    out: dict[str, Concept] = {}
    for line in (*_lines("concepts.txt"), *(head for head, _ in _lexicon())):
        name, kind, *rest = line.split()
        if kind == WHEN:
            continue
        opposites = frozenset(word[1:] for word in rest if word.startswith("!"))
        months = [word[1:].split("-") for word in rest if word.startswith("=")]
        day = (int(months[0][0]), int(months[0][1])) if months else (0, 0)
        out[name] = Concept(name, kind, opposites, day)
    return out


@cache
def _kin() -> Mapping[str, frozenset[str]]:
    """For each concept the others that letters put for it without saying anything else.

    Listed, or of one word: what some word may stand for are not two things, unless opposites.
    """
    out: dict[str, frozenset[str]] = {}
    table = concepts()
    groups = [frozenset(line.split()) for line in _lines("akin.txt")]
    for name in sorted(LANGUAGES):
        meanings: dict[str, set[str]] = {}
        for concept, phrase in _words(name):
            meanings.setdefault(phrase, set()).add(concept)
        groups += [
            frozenset(pair)
            for group in meanings.values()
            for pair in combinations(sorted(group), 2)
        ]
    for group in groups:
        if any(table[name].opposites & group for name in group):
            continue
        for name in group:
            out[name] = out.get(name, frozenset()) | group
    return out


def _words(language: str) -> Iterator[tuple[str, str]]:
    """Concepts and the words and phrases that a language has for them."""
    for line in _lines(f"{LANGUAGES[language]}/concepts.txt"):
        head, _, phrases = line.partition(" | ")
        yield from ((head.strip(), phrase) for phrase in phrases.split(", "))
    for head, columns in _lexicon():
        name, kind, *_ = head.split()
        if kind != WHEN and language in columns:
            yield from ((name, phrase) for phrase in columns[language].split(", "))


def akin(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of concepts share one, or hold two that are put for one another.

    >>> akin(frozenset({"settle"}), frozenset({"finish"})), akin(frozenset({"sink"}), frozenset({"tow"}))
    (True, False)
    """
    return bool(a & b) or any(_kin().get(name, frozenset()) & b for name in a)


@cache
def pack(language: str | None) -> Pack | None:
    """The pack of a language (ISO 639-1), or `None` where there is none."""
    if language not in LANGUAGES:
        return None
    folder = LANGUAGES[language]
    found: dict[str, list[Entry]] = {}
    for entry in _entries(folder, language):
        for key in sorted(entry.keys[0]):
            found.setdefault(key, []).append(entry)
    ordered = {
        key: tuple(sorted(entries, key=lambda entry: -len(entry.keys)))
        for key, entries in found.items()
    }
    text = "\n".join(
        _read(name)
        for name in (
            f"{folder}/cues.txt",
            f"{folder}/concepts.txt",
            "concepts.txt",
            "lexicon.txt",
            "akin.txt",
            *((f"{folder}/thesaurus.txt",) if language in THESAURUS else ()),
        )
    )
    return Pack(language, ordered, sha256(text.encode()).hexdigest()[:12])


@cache
def wordings(language: str) -> Mapping[str, tuple[str, ...]]:
    """For each concept the words and phrases that a language has for it, in the order of the files.

    >>> wordings("en")["havana"]
    ('havana',)
    """
    out: dict[str, list[str]] = {}
    for concept, phrase in _words(language):
        out.setdefault(concept, []).append(phrase)
    return {concept: tuple(found) for concept, found in out.items()}


def misread_name(word: str, named: frozenset[str], language: str | None) -> bool:
    """Whether a word is one letter away from a word that a pack has for some concepts.

    >>> misread_name("гавань", frozenset({"havana"}), "ru")
    True
    """
    if language not in LANGUAGES or len(word) < SPELT:
        return False
    known = (phrase for concept, phrase in _words(language) if concept in named)
    return any(Levenshtein.distance(word, plain(one), score_cutoff=1) == 1 for one in known)


SPELT = 5
"""Letters of a word from which on one wrong letter can be told."""


@cache
def signs(language: str | None, name: str) -> frozenset[str]:
    """Words and phrases that a pack lists under a `sign`, folded; none where there is no pack.

    >>> "alone" in signs("en", "restriction")
    True
    """
    held = pack(language)
    found: set[str] = set()
    for entries in held.entries.values() if held else ():
        for entry in entries:
            if entry.kind == "sign" and entry.value == name:
                found |= {" ".join(words) for words in product(*entry.keys)}
    return frozenset(found)


def rendering(kind: str, value: str, language: str | None) -> str:
    """The first word or phrase that a pack lists for a cue or (kind `concept`) a concept.

    >>> rendering("concept", "quarantine", "ru"), rendering("commit", "undertake", "en")
    ('карантин', 'undertake')
    """
    return _first(language).get((kind, value), "")


@cache
def _first(language: str | None) -> Mapping[tuple[str, str], str]:
    folder = LANGUAGES.get(language or "")
    out: dict[tuple[str, str], str] = {}
    if folder is None:
        return out
    for line in _lines(f"{folder}/cues.txt"):
        head, _, phrases = line.partition(" | ")
        kind, value = head.split()
        out.setdefault((kind, value), phrases.split(", ")[0])
    for line in _lines(f"{folder}/concepts.txt"):
        head, _, phrases = line.partition(" | ")
        out.setdefault(("concept", head.strip()), phrases.split(", ")[0])
    for head, columns in _lexicon():
        name, kind, *_ = head.split()
        if language in columns:
            first = columns[str(language)].split(", ")[0]
            out.setdefault((kind, name) if kind == WHEN else ("concept", name), first)
    return out


@cache
def restating(language: str | None) -> tuple[str, ...]:
    """Phrases by which a letter gives what the other has said; none for other languages.

    >>> "you agree" in restating("en"), restating("xx")
    (True, ())
    """
    if language not in RESTATED:
        return ()
    return tuple(_lines(f"{LANGUAGES[language]}/restated.txt"))


RESTATED = frozenset({"en", "ru"})
"""Languages that have a list of such phrases."""


def _entries(folder: str, language: str) -> Iterator[Entry]:
    """Cues first, then concepts, each phrase an entry."""
    for line in _lines(f"{folder}/cues.txt"):
        head, _, phrases = line.partition(" | ")
        kind, value = head.split()
        for phrase in phrases.split(", "):
            exact = (kind in EXACT and language == "en") or (kind, language) == ("cond", "fr")
            yield Entry(kind, value, _keys(phrase, language, exact=exact), exact=exact)
    for line in _lines(f"{folder}/concepts.txt"):
        head, _, phrases = line.partition(" | ")
        name = head.strip()
        for phrase in phrases.split(", "):
            yield Entry("concept", name, _keys(phrase, language), phrase.isupper())
    for head, columns in _lexicon():
        name, kind, *_ = head.split()
        for phrase in columns[language].split(", ") if language in columns else ():
            as_cue = (WHEN, name) if kind == WHEN else ("concept", name)
            yield Entry(*as_cue, _keys(phrase, language))


def _lexicon() -> Iterator[tuple[str, Mapping[str, str]]]:
    """The lines of the lexicon: name, kind and opposites of a concept, and its words by language."""
    for line in _lines("lexicon.txt"):
        head, english, russian = line.split(" | ")
        yield head, {"en": english, "ru": russian}


def _keys(phrase: str, language: str, *, exact: bool = False) -> tuple[frozenset[str], ...]:
    """For each word of a phrase, the forms under which it may be met.

    In English the little words of `EXACT` kinds are met in their own form only: `providing` and
    `assuming` are not always conditions. Russian ones are inflected.
    """
    if exact:
        return tuple(frozenset((plain(word),)) for word in split_words(phrase))
    return tuple(
        frozenset((plain(word), plain(lemma(word, language)))) for word in split_words(phrase)
    )


def _lines(name: str) -> Iterator[str]:
    """Lines of a data file that are not empty and no remarks."""
    for line in _read(name).splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@cache
def _read(name: str) -> str:
    return (files("herewith.languages") / name).read_text("utf-8")
