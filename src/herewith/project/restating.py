"""What one letter restates of another, for letters named on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from herewith.algorithms.substance.restatement import Restatement, Sentence, restatements
from herewith.errors import Problem, UsageError
from herewith.languages.identify import identify_language
from herewith.languages.sentences import split
from herewith.model.document import Document
from herewith.model.records import encode
from herewith.project.places import place_of
from herewith.project.witnesses import opened

__all__ = ["RestatedFiles", "restated_files"]


@dataclass(frozen=True, slots=True)
class RestatedFiles:
    """The restatements that the second letter makes of the first."""

    source: Document
    restating: Document
    found: tuple[Restatement, ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """Every restatement with its source, in source offsets, and what differs."""
        return {"restatements": [self._one(one) for one in self.found]}

    def as_text(self) -> str:
        """The restatements in words."""
        blocks = []
        for one in self.found:
            said = [f"Restated: {_plain(one.restated[2])}", f"Source: {_plain(one.source[2])}"]
            said += [f"{f.cls} ({f.facet}): {f.reason}" for f in one.findings]
            blocks.append("\n".join(said if one.findings else [*said, "No difference was noted."]))
        return "\n\n".join(blocks) or "No restatement with a source was found."

    def _one(self, one: Restatement) -> dict[str, Any]:
        findings = []
        for found in one.findings:
            shown: dict[str, Any] = encode(found)
            for key, words, document in (
                ("a", found.a, self.source),
                ("b", found.b, self.restating),
            ):
                start, end = place_of(document, words.start, words.end)
                shown[key] = {"text": words.text, "start": start, "end": end}
            findings.append(shown)
        return {
            "source": _sentence(self.source, one.source),
            "restated": _sentence(self.restating, one.restated),
            "likeness": one.likeness,
            "findings": findings,
        }


def restated_files(specs: Sequence[str], *, languages: Sequence[str | None] = ()) -> RestatedFiles:
    """Open two letters and set what the second says of the first against the first.

    Raises:
        UsageError: not two letters, or no such file.
        DataError: a file that cannot be read.
    """
    if len(specs) != 2:
        raise UsageError("--restated needs two letters: the one restated, then the one restating")
    documents, problems, known = [], [], []
    for n, spec in enumerate(specs):
        document, found = opened(spec)
        problems += [problem for problem in found if problem not in problems]
        documents.append(document)
        given = languages[n] if n < len(languages) else None
        known.append(given or document.language or identify_language(document.text).language)
    source, restating = documents
    sentences = [_sentences(d, language) for d, language in zip(documents, known, strict=True)]
    return RestatedFiles(
        source, restating, restatements(sentences[0], sentences[1], known[0], known[1]),
        tuple(problems),
    )  # fmt: skip


def _sentences(document: Document, language: str | None) -> list[Sentence]:
    return [(s, e, document.text[s:e]) for s, e in split(document.text, language)]


def _sentence(document: Document, sentence: Sentence) -> dict[str, Any]:
    start, end = place_of(document, sentence[0], sentence[1])
    return {"text": sentence[2], "start": start, "end": end}


def _plain(text: str) -> str:
    return " ".join(text.split())
