"""The Russian parser of natasha, where the extra `ner` is installed: never required.

natasha's package holds its models (embeddings and syntax), so that nothing is downloaded; they
are read with navec and slovnet, and natasha itself is not imported. Another folder of models with
the same names may be given.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from herewith.errors import UsageError

__all__ = ["Arc", "RussianSyntax", "open_syntax"]

WORDS = "navec_news_v1_1B_250K_300d_100q.tar"
MODEL = "slovnet_syntax_news_v1.tar"
EXTRA = 'install the extra "ner" (pip install "herewith[ner]")'


class Arc(NamedTuple):
    """The number of the word that governs a word (-1 for the root), and the relation.

    Relations are those of Universal Dependencies: `nsubj`, `obj`, `obl`, `nummod` …
    """

    head: int
    relation: str


class RussianSyntax:
    """Dependencies of Russian sentences; `fingerprint` names the models by their content."""

    language = "ru"

    def __init__(self, parser: Any, fingerprint: str) -> None:
        self._parser = parser
        self.fingerprint = fingerprint

    def parse(self, sentence: Sequence[str]) -> tuple[Arc, ...]:
        """One arc for each word or mark, in order."""
        numbers: dict[str, int] = {}
        tokens = self._parser(list(sentence)).tokens
        for n, token in enumerate(tokens):
            numbers[token.id] = n
        return tuple(Arc(numbers.get(t.head_id, -1), str(t.rel)) for t in tokens)


def open_syntax(spec: str) -> RussianSyntax:
    """Open the parser that `natasha` or `natasha:FOLDER` names.

    Raises:
        UsageError: for another name, without the extra, or if a model is not in the folder.
    """
    name, _, folder = spec.partition(":")
    if name != "natasha":
        raise UsageError(f"there is no syntax {name!r}; known is: natasha")
    if find_spec("slovnet") is None or find_spec("navec") is None:
        raise UsageError(f"the parser of natasha is not installed; {EXTRA}")
    words, model = _models(Path(folder) if folder else None)
    return _opened(words, model)


def _models(folder: Path | None) -> tuple[Path, Path]:
    """The files of the models: in a folder, or where natasha keeps them."""
    if folder is not None:
        found = folder / WORDS, folder / MODEL
    else:
        spec = find_spec("natasha")
        if spec is None or not spec.submodule_search_locations:
            raise UsageError(f"the models of natasha are not installed; {EXTRA}")
        data = Path(next(iter(spec.submodule_search_locations))) / "data"
        found = data / "emb" / WORDS, data / "model" / MODEL
    for path in found:
        if not path.is_file():
            raise UsageError(f"there is no model {path.name} in {path.parent}")
    return found


@cache
def _opened(words: Path, model: Path) -> RussianSyntax:
    """The parser with its models loaded; untyped libraries, used only here."""
    from navec import Navec  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from slovnet import Syntax  # type: ignore[import-not-found, import-untyped, unused-ignore]

    parser = Syntax.load(str(model))
    parser.navec(Navec.load(str(words)))
    return RussianSyntax(parser, f"natasha-{sha256(model.read_bytes()).hexdigest()[:12]}")
