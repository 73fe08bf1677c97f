"""The language of the search box, and what it means to the full-text index.

    query       = either { "OR" either }
    either      = part { [ "AND" ] part }
    part        = [ "NOT" | "-" ] ( word | word"*" | "phrase" | "(" query ")" )

Words are looked for by their dictionary form, `word*` by the beginning as written. Operators are
written in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from herewith.errors import UsageError
from herewith.store.words import stems_of, words

__all__ = ["Understood", "understand"]

TOKEN = re.compile(r"""\s+|(?P<open>\()|(?P<close>\))|"(?P<phrase>[^"]*)"|(?P<word>[^\s()"]+)""")
MAX_QUERY = 1000
MAX_DEPTH = 20
MAX_PHRASES = 16
"""So many combinations of dictionary forms are tried for one phrase."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A query for the index (FTS5), and in words what it looks for."""

    expression: str
    did: str


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


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
    yield _Token("word", word)


class _Parser:
    """Recursive descent over tokens; every method returns what it has understood."""

    def __init__(self, tokens: list[_Token], languages: frozenset[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._languages = languages

    def left(self) -> bool:
        """Whether tokens are left."""
        return self._at < len(self._tokens)

    def alternatives(self, depth: int) -> Understood:
        """Parts divided by OR."""
        if depth > MAX_DEPTH:
            raise UsageError("the query has too many parentheses within each other")
        found = [self._all_of(depth)]
        while self._take("OR"):
            found.append(self._all_of(depth))
        if len(found) == 1:
            return found[0]
        return Understood(
            f"({' OR '.join(one.expression for one in found)})",
            " or ".join(one.did for one in found),
        )

    def _all_of(self, depth: int) -> Understood:
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
            (unwanted if negative else wanted).append(self._part(depth))
        if not wanted:
            if unwanted:
                raise UsageError("a query that only excludes finds nothing: add a word to look for")
            raise UsageError(self._expected())
        expression = " AND ".join(one.expression for one in wanted)
        did = " and ".join(one.did for one in wanted)
        for one in unwanted:
            expression = f"({expression}) NOT {one.expression}"
            did += f", without {one.did}"
        return Understood(f"({expression})", did)

    def _part(self, depth: int) -> Understood:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "(":
            inner = self.alternatives(depth + 1)
            if not self._take(")"):
                raise UsageError('the query has a "(" that is not closed')
            return Understood(inner.expression, f"({inner.did})")
        if token.kind == "phrase":
            return self._phrase(token.text, token.text)
        if token.text.endswith("*"):
            return self._beginning(token.text)
        return self._phrase(token.text, token.text)

    def _phrase(self, text: str, shown: str) -> Understood:
        """Words that stand side by side, by their dictionary forms."""
        found = [word.form for word in words(text)]
        if not found:
            raise UsageError(f'"{shown}" has no letter or digit to look for')
        stems = [stems_of(form, self._languages) for form in found]
        phrases = [" ".join(one) for one in islice(product(*stems), MAX_PHRASES)]
        either = " OR ".join(f'"{phrase}"' for phrase in phrases)
        did = f"{stems[0][0]} (any form)" if len(found) == 1 else f'"{" ".join(found)}"'
        return Understood(f"{{stems heading}} : ({either})", did)

    def _beginning(self, text: str) -> Understood:
        found = [word.form for word in words(text)]
        if not found:
            raise UsageError(f'"{text}" has no letter or digit to look for')
        return Understood(f'forms : ("{" ".join(found)}" *)', f"{' '.join(found)}… (any ending)")

    def _begins_part(self) -> bool:
        return self.left() and self._tokens[self._at].kind in ("(", "phrase", "word")

    def _take(self, kind: str) -> bool:
        if self.left() and self._tokens[self._at].kind == kind:
            self._at += 1
            return True
        return False

    def _expected(self) -> str:
        if not self.left():
            return "the query ends where a word should follow"
        return f'the query has "{self._tokens[self._at].text}" where a word should stand'
