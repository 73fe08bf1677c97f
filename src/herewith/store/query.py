"""The language of the search box, and what it means to the full-text index.

    query       = either { "OR" either }
    either      = part { [ "AND" ] part }
    part        = [ "NOT" | "-" ] [ field ":" ] ( word | word"*" | "phrase" | "(" query ")" )

Words are looked for by their dictionary form, `word*` by the beginning as written. Operators are
written in capitals. Without a field, words are looked for in the text and in every field;
`herewith.algorithms.search_fields` names the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from herewith.algorithms.search_fields import ALIASES, FIELDS
from herewith.errors import UsageError
from herewith.model.edition import Asked
from herewith.store.words import stems_of, words

__all__ = ["COLUMNS", "Understood", "in_words", "understand"]

TOKEN = re.compile(r"""\s+|(?P<open>\()|(?P<close>\))|"(?P<phrase>[^"]*)"|(?P<word>[^\s()"]+)""")
FIELDED = re.compile(r"(?P<field>[^\W\d_]+):(?!//)(?P<rest>.*)")
COLUMNS = {name: f"in_{name}" for name in FIELDS}
"""The column of the index that has a field."""

MAX_QUERY = 1000
MAX_DEPTH = 20
MAX_PHRASES = 16
"""So many combinations of dictionary forms are tried for one phrase."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A query for the index (FTS5), and what it looks for."""

    expression: str
    asked: Asked

    @property
    def did(self) -> str:
        """What it looks for, in words."""
        return in_words(self.asked)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def in_words(asked: Asked) -> str:
    """What a search understood, in words.

    >>> in_words(Asked("word", "secret", "marking"))
    'secret (any form) in marking'
    """
    if asked.parts:
        joints = {"all": " and ", "any": " or ", "without": ", without "}
        return joints[asked.how].join(_nested(one, asked.how) for one in asked.parts)
    shown = {"word": "{} (any form)", "beginning": "{}… (any ending)", "phrase": '"{}"'}
    said = shown[asked.how].format(asked.words)
    return f"{said} in {asked.field}" if asked.field else said


def _nested(part: Asked, within: str) -> str:
    """A part in words, in parentheses where it would be misunderstood without them."""
    loose = part.how == "without" or (part.how == "any" and within != "any")
    said = in_words(part)
    return f"({said})" if loose and within != "any" else said


def understand(query: str, languages: frozenset[str]) -> Understood:
    """What a query means.

    Args:
        query: as typed.
        languages: of the texts in the index.

    Raises:
        UsageError: if it cannot be understood, with what is wrong in one line.

    >>> understand('ракетами -"the bases"', frozenset({"en", "ru"})).did
    'ракета (any form), without "the bases"'
    """
    if len(query) > MAX_QUERY:
        raise UsageError(f"the query has {len(query)} characters; at most {MAX_QUERY} can be asked")
    tokens = list(
        _tokens(
            query.replace("“", '"')
            .replace("”", '"')
            .replace("«", '"')
            .replace("»", '"')
            .replace("\x00", " ")
        )
    )
    if not tokens:
        raise UsageError("the query is empty: write a word to look for")
    parser = _Parser(tokens, languages)
    understood = parser.alternatives(0)
    if parser.left():
        raise UsageError('the query has a ")" without a "("')
    return understood


def _tokens(query: str) -> Iterator[_Token]:
    at = 0
    while at < len(query):
        match = TOKEN.match(query, at)
        if match is None:
            raise UsageError("the query has a quotation mark that is not closed")
        at = match.end()
        if match["open"] or match["close"]:
            yield _Token(match[0], match[0])
        elif match["phrase"] is not None:
            yield _Token("phrase", match["phrase"])
        elif match["word"] in ("-", "−") and query[at : at + 1] in ('"', "("):
            yield _Token("NOT", "-")
        elif match["word"]:
            yield from _word_tokens(match["word"])


def _word_tokens(word: str) -> Iterator[_Token]:
    if word in ("AND", "OR", "NOT"):
        yield _Token(word, word)
        return
    if word.strip("-−–—*") == "":
        return  # a dash between words is punctuation
    if word.startswith(("-", "−")):
        yield _Token("NOT", "-")
        word = word[1:]
    fielded = FIELDED.fullmatch(word)
    if fielded is None:
        yield _Token("word", word)
        return
    yield _Token("field", fielded["field"])
    if fielded["rest"]:
        yield _Token("word", fielded["rest"])


class _Parser:
    """Recursive descent over tokens; every method returns what it has understood."""

    def __init__(self, tokens: list[_Token], languages: frozenset[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._languages = languages

    def left(self) -> bool:
        """Whether tokens are left."""
        return self._at < len(self._tokens)

    def alternatives(self, depth: int, field: str = "") -> Understood:
        """Parts divided by OR."""
        if depth > MAX_DEPTH:
            raise UsageError("the query has too many parentheses within each other")
        found = [self._all_of(depth, field)]
        while self._take("OR"):
            found.append(self._all_of(depth, field))
        if len(found) == 1:
            return found[0]
        return Understood(
            f"({' OR '.join(one.expression for one in found)})",
            Asked("any", parts=tuple(one.asked for one in found)),
        )

    def _all_of(self, depth: int, field: str) -> Understood:
        """Parts that must all stand in the text, and parts that must not."""
        wanted: list[Understood] = []
        unwanted: list[Understood] = []
        while True:
            if (wanted or unwanted) and self._take("AND") and not self._begins_part():
                raise UsageError("AND needs a word on either side")
            negative = self._take("NOT")
            if not self._begins_part():
                if negative:
                    raise UsageError('NOT (or "-") needs a word behind it')
                break
            (unwanted if negative else wanted).append(self._part(depth, field))
        if not wanted:
            if unwanted:
                raise UsageError("a query that only excludes finds nothing: add a word to look for")
            raise UsageError(self._expected())
        expression = " AND ".join(one.expression for one in wanted)
        asked = wanted[0].asked
        if len(wanted) > 1:
            asked = Asked("all", parts=tuple(one.asked for one in wanted))
        for one in unwanted:
            expression = f"({expression}) NOT {one.expression}"
        if unwanted:
            asked = Asked("without", parts=(asked, *(one.asked for one in unwanted)))
        return Understood(f"({expression})", asked)

    def _part(self, depth: int, field: str) -> Understood:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "field":
            return self._in_field(token.text, depth, field)
        if token.kind == "(":
            inner = self.alternatives(depth + 1, field)
            if not self._take(")"):
                raise UsageError('the query has a "(" that is not closed')
            return inner
        if token.kind == "word" and token.text.endswith("*"):
            return self._beginning(token.text, field)
        return self._phrase(token.text, field)

    def _in_field(self, name: str, depth: int, outer: str) -> Understood:
        """What stands behind the name of a field and a colon."""
        field = ALIASES.get(name.casefold())
        if field is None:
            known = ", ".join(FIELDS)
            raise UsageError(f'there is no field "{name}" to search in; the fields are {known}')
        if outer:
            raise UsageError(f'the field "{name}" stands within another field')
        if not self._begins_part() or self._tokens[self._at].kind == "field":
            raise UsageError(f'"{name}:" needs a word behind it')
        return self._part(depth, field)

    def _phrase(self, text: str, field: str) -> Understood:
        """Words that stand side by side, by their dictionary forms."""
        found = [word.form for word in words(text)]
        if not found:
            raise UsageError(f'"{text}" has no letter or digit to look for')
        stems = [stems_of(form, self._languages) for form in found]
        phrases = [" ".join(one) for one in islice(product(*stems), MAX_PHRASES)]
        either = " OR ".join(f'"{phrase}"' for phrase in phrases)
        if len(found) == 1:
            asked = Asked("word", stems[0][0], field)
        else:
            asked = Asked("phrase", " ".join(found), field)
        return Understood(f"{{{_columns('stems', field)}}} : ({either})", asked)

    def _beginning(self, text: str, field: str) -> Understood:
        found = [word.form for word in words(text)]
        if not found:
            raise UsageError(f'"{text}" has no letter or digit to look for')
        looked_for = " ".join(found)
        expression = f'{{{_columns("forms", field)}}} : ("{looked_for}" *)'
        return Understood(expression, Asked("beginning", looked_for, field))

    def _begins_part(self) -> bool:
        return self.left() and self._tokens[self._at].kind in ("(", "phrase", "word", "field")

    def _take(self, kind: str) -> bool:
        if self.left() and self._tokens[self._at].kind == kind:
            self._at += 1
            return True
        return False

    def _expected(self) -> str:
        if not self.left():
            return "the query ends where a word should follow"
        return f'the query has "{self._tokens[self._at].text}" where a word should stand'


def _columns(text: str, field: str) -> str:
    """The columns to look in: one field, or the text and every field."""
    return COLUMNS[field] if field else " ".join((text, *COLUMNS.values()))
