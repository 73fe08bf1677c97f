"""Same papers and shared wording over files, folders and projects: what `herewith reuse` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from herewith.algorithms.reuse.index import Index, Part, index_of, shared_wording
from herewith.algorithms.reuse.join import MOST_TEXTS, Formulas
from herewith.algorithms.reuse.kinds import kind_of
from herewith.algorithms.reuse.loose import loose_pairs, telling_words
from herewith.algorithms.reuse.passages import Shared
from herewith.algorithms.reuse.words import cut_words
from herewith.algorithms.wording import words
from herewith.engines.tables import Tables
from herewith.engines.tables.duck import DuckTables
from herewith.engines.tables.spark import SparkTables
from herewith.errors import DataError, Problem, UsageError
from herewith.formats.files import BoxFile
from herewith.model.records import digest
from herewith.model.register import RegisterEntry
from herewith.model.sharing import SharedPassage
from herewith.project.collection.kept import IndexFolder
from herewith.project.collection.steps import STEPS, shared_in_tables
from herewith.project.collection.texts import Bundle, bundles, ready_texts
from herewith.stages.differing import COMPARED, Difference, differences
from herewith.stages.held_texts import HeldText
from herewith.stages.pairing import Pair, Pairing, paired

__all__ = [
    "ENGINES",
    "Collection",
    "Options",
    "Reused",
    "collect",
    "formula_lines",
    "loose",
    "pair_line",
    "reuse",
    "sources_of",
]


ENGINES = ("local", "duckdb", "spark")
"""Where the wording is joined: in memory, out of core in this process, or on Spark."""


MOST_NAMES = 0.75
"""Share of capitalised words among those that two papers say in one order: lists have more."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to look: the cap of formulas, workers, the engine and its folder of tables.

    Without a folder the tables are thrown away; with one an interrupted run goes on in it.
    """

    most_texts: int = MOST_TEXTS
    workers: int = 1
    engine: str = "local"
    spark_master: str = ""
    folder: Path | None = None
    only_new: bool = False
    """Only pairs with a paper that was read now: of an index folder, what the new box adds."""


@dataclass(frozen=True, slots=True)
class Collection:
    """The papers of a collection, indexed."""

    texts: dict[str, HeldText]
    index: Index
    entries: dict[str, RegisterEntry]
    problems: tuple[Problem, ...]
    sources: dict[str, Path]
    """Where each source was read."""

    new: frozenset[str] = frozenset()
    """The papers that were read now and not taken from an index folder."""


@dataclass(frozen=True, slots=True)
class Reused:
    """The pairs in order of their names, the formulas, and the collection."""

    pairs: Iterator[Pair]
    formulas: Formulas
    collection: Collection


def collect(
    paths: Sequence[Path],
    *,
    texts: Path | None = None,
    workers: int = 1,
    index: Path | None = None,
) -> Collection:
    """Read and index everything in some files, folders and projects, or ready texts.

    With an index folder, what it keeps is part of the collection, and what is new is kept in it.

    Raises:
        UsageError: if a path does not exist.
        DataError: if nothing there can be read.
        StoreError: if the folder is no index, or damaged.
    """
    folder = IndexFolder(index) if index is not None else None
    old = folder.digests() if folder is not None else []
    found: Iterable[Bundle | BoxFile | Problem | tuple[Bundle]] = bundles(
        paths, workers=workers, kept=old
    )
    if texts is not None:
        found = ready_texts(texts)
    if folder is not None:
        found = _with_kept(found, folder)
    held: dict[str, HeldText] = {}
    parts: list[Part] = []
    problems: list[Problem] = []
    entries: dict[str, RegisterEntry] = {}
    sources: dict[str, Path] = {}
    new: list[str] = []
    for one in found:
        if isinstance(one, tuple):
            (one,) = one
        elif isinstance(one, Bundle):
            new += [text.name for text in one.texts]
        if isinstance(one, Bundle):
            _no_second(held, one)
            held |= {text.name: text for text in one.texts}
            entries |= {str(entry.id): entry for entry in one.entries}
            parts.append(one.part)
            sources |= {text.source: Path(one.path) for text in one.texts}
            problems += one.problems
        elif isinstance(one, Problem):
            problems.append(one)
    if not held:
        raise DataError("nothing there could be read", tuple(problems))
    told = tuple(dict.fromkeys(problems))
    return Collection(held, index_of(parts), entries, told, sources, frozenset(new))


def _with_kept(
    found: Iterable[Bundle | BoxFile | Problem | tuple[Bundle]], folder: IndexFolder
) -> Iterator[Bundle | BoxFile | Problem | tuple[Bundle]]:
    """What is new, kept as it comes; then what was kept before, each alone in a tuple.

    A file that was kept and has changed since counts as it is now.
    """
    before = folder.digests()
    paths: set[str] = set()
    for one in found:
        if isinstance(one, Bundle) and one.texts:
            if one.digest in before:
                continue
            paths.add(one.path)
            folder.keep(one)
        yield one
    for bundle in folder.bundles():
        if bundle.digest in before and bundle.path not in paths:
            yield (bundle,)


def reuse(collection: Collection, options: Options) -> Reused:
    """What the papers of a collection share."""
    index = collection.index
    if options.engine == "local":
        new = sorted(collection.new) if options.only_new else None
        found = shared_wording(index, most_texts=options.most_texts, new=new)
        shared, formulas = found.shared, found.formulas
    else:
        shared, formulas = _in_tables(collection, options)
        if options.only_new:
            fresh = [name in collection.new for name in index.names]
            shared = (one for one in shared if fresh[one.a] or fresh[one.b])
    pairing = Pairing(collection.texts, collection.entries)
    pairs = paired(shared, index.names, index.sizes(), pairing)
    return Reused(pairs, formulas, collection)


def loose(collection: Collection, known: Iterable[Pair]) -> Iterator[Pair]:
    """Pairs that say the same in other words, without those known already by their wording."""
    found = {(pair.a.name, pair.b.name) for pair in known}
    told = [
        telling_words(name, ((word, start) for word, start, _ in words(text.text)))
        for name, text in sorted(collection.texts.items())
    ]
    sizes = dict(zip(collection.index.names, collection.index.sizes().tolist(), strict=True))
    pairing = Pairing(collection.texts, collection.entries)
    matches = [
        one
        for one in loose_pairs(told)
        if (one.a, one.b) not in found
        and not _are_names([collection.texts[one.a].text[place] for place, _ in one.places])
    ]
    pairing.register(name for one in matches for name in (one.a, one.b))
    for one in matches:
        a, b = pairing.text(one.a), pairing.text(one.b)
        first, last = one.places[0], one.places[-1]
        passage = SharedPassage(
            first[0],
            _word_end(a.text, last[0]),
            first[1],
            _word_end(b.text, last[1]),
            len(one.places),
            1,
            2,
        )
        papers = pairing.paper(one.a, sizes[one.a]), pairing.paper(one.b, sizes[one.b])
        kind = kind_of(*papers, (passage,), (one.of_a, one.of_b))
        said = f"{len(one.places)} of {one.common} telling words stand in one order in both"
        kind = replace(kind, because=(said, *kind.because))
        yield Pair(a, b, (passage,), (one.of_a, one.of_b), kind, "loose")


def _are_names(firsts: Sequence[str]) -> bool:
    """Whether words, by their first letters, are a list of those present and no common content."""
    return sum(letter.isupper() for letter in firsts) > MOST_NAMES * len(firsts)


def _word_end(text: str, start: int) -> int:
    return next((n for n in range(start, len(text)) if not text[n].isalnum()), len(text))


def _in_tables(collection: Collection, options: Options) -> tuple[Iterator[Shared], Formulas]:
    """The same by an engine of tables."""
    names = collection.index.names
    texts = [collection.texts[name].text for name in names]
    key = digest([STEPS, options.most_texts, names, [digest(text) for text in texts]])[:16]
    with ExitStack() as stack:
        folder = options.folder
        if folder is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="herewith-")))
        tables = _tables(folder / f"{options.engine}-{key}", options)
        stack.callback(tables.close)
        shared, formulas, _ = shared_in_tables(tables, texts, most_texts=options.most_texts)
        return iter(list(shared)), formulas


def _tables(folder: Path, options: Options) -> Tables:
    if options.engine == "duckdb":
        return DuckTables(folder, workers=options.workers)
    if options.engine == "spark":
        master = options.spark_master or f"local[{options.workers}]"
        return SparkTables(folder, master=master, partitions=max(8, 2 * options.workers))
    raise UsageError(f'there is no engine "{options.engine}"; there are {", ".join(ENGINES)}')


def pair_line(pair: Pair, *, compared: bool = False) -> dict[str, Any]:
    """One pair as the command line promises it; offsets are into the sources.

    With `compared` also what versions of one paper have different, none of mere form.
    """
    line: dict[str, Any] = {
        "a": pair.a.name,
        "b": pair.b.name,
        "kind": pair.paired.kind,
        "containment": {"a": pair.contained[0], "b": pair.contained[1]},
        "passages": [
            {
                "a": pair.a.place(passage.a_start, passage.a_end),
                "b": pair.b.place(passage.b_start, passage.b_end),
                "words": passage.words,
                "longest": passage.longest,
                "texts": passage.texts,
            }
            for passage in pair.passages
        ],
        "words": pair.words,
        "rule": pair.paired.rule,
        "because": pair.paired.because,
        "level": pair.level,
    }
    if compared and pair.paired.kind in COMPARED:
        line["differences"] = [_difference(pair, one) for one in differences(pair)]
    return line


def _difference(pair: Pair, one: Difference) -> dict[str, Any]:
    sides = {}
    for name, text, span, side in (
        ("a", pair.a, one.a, one.finding.a),
        ("b", pair.b, one.b, one.finding.b),
    ):
        start, end = text.place(*span)
        sides[name] = {"text": side.text, "start": start, "end": end}
    found = one.finding
    return {
        "id": found.id,
        "class": found.cls,
        "facet": found.facet,
        "severity": found.severity,
        **sides,
        "reason": found.reason,
        "rule": found.rule,
    }


def formula_lines(reused: Reused) -> Iterator[dict[str, Any]]:
    """Wording above the cap, each once: two papers that have it, and in how many it stands.

    Fingerprints that overlap in the first paper are one formula. They make no other pairs, so
    they are told here.
    """
    index, formulas = reused.collection.index, reused.formulas
    texts = reused.collection.texts
    for group in _groups(formulas):
        first, second = int(formulas.first_text[group[0]]), int(formulas.second_text[group[0]])
        a, b = texts[index.names[first]], texts[index.names[second]]
        low, high = int(formulas.first_place[group[0]]), int(formulas.first_place[group[-1]])
        beside = int(formulas.second_place[group[0]])
        span_a = _span(a, low, high + 7)
        span_b = _span(b, beside, beside + 7)
        count = int(max(formulas.texts[n] for n in group))
        yield {
            "a": a.name,
            "b": b.name,
            "kind": "formula",
            "containment": {"a": 0.0, "b": 0.0},
            "passages": [
                {
                    "a": a.place(*span_a),
                    "b": b.place(*span_b),
                    "words": high - low + 7,
                    "longest": 7,
                    "texts": count,
                }
            ],
            "words": high - low + 7,
            "rule": "above_the_cap",
            "because": [f"the wording stands in {count} documents, more than make pairs"],
            "level": "exact",
            "text": " ".join(a.text[slice(*span_a)].split()),
        }


def _groups(formulas: Formulas) -> Iterator[list[int]]:
    """Numbers of formulas that stand together in one text."""
    group: list[int] = []
    for n in range(len(formulas)):
        if group and (
            formulas.first_text[n] != formulas.first_text[group[-1]]
            or formulas.first_place[n] > formulas.first_place[group[-1]] + 7
            or formulas.second_text[n] != formulas.second_text[group[-1]]
        ):
            yield group
            group = []
        group.append(n)
    if group:
        yield group


def _span(text: HeldText, first: int, last: int) -> tuple[int, int]:
    """Offsets of the words from `first` to before `last`."""
    words = cut_words([text.text])
    return int(words.starts[first]), int(words.ends[min(last, len(words.ends)) - 1])


def sources_of(paths: Sequence[Path], collection: Collection) -> frozenset[str]:
    """The sources of a collection that were read from some of its files and folders."""
    wanted = [path.resolve() for path in paths]
    return frozenset(
        source
        for source, path in collection.sources.items()
        if any(path.resolve() == own or own in path.resolve().parents for own in wanted)
    )


def _no_second(held: dict[str, HeldText], bundle: Bundle) -> None:
    """A name must mean one paper."""
    own: set[str] = set()
    for text in bundle.texts:
        if text.name in held or text.name in own:
            raise UsageError(f"two documents are called {text.name}")
        own.add(text.name)
