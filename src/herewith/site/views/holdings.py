"""What was delivered, where every character of it went, and what is not held."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from herewith.errors import Problem
from herewith.model.document import Furniture, Gap
from herewith.model.provenance import Statement
from herewith.model.records import short_digest
from herewith.model.text import Page, Source
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import Explanations, in_words
from herewith.site.holding_pages import (
    Account,
    DuplicateRow,
    FurnitureRow,
    GapRow,
    HoldingsPage,
    PageRow,
    ProblemRow,
    SourcePage,
    SourceRow,
    StretchRow,
)
from herewith.site.index import ATTESTED_PART, COUNTED_ONLY, SOURCE_PART, EditionIndex
from herewith.site.parts import Ref, Said
from herewith.site.reading import quoted
from herewith.site.reference_pages import AttestedPage, AttestedRow
from herewith.site.views.leaves import leaf_parts, leaves
from herewith.site.views.said import Sayings
from herewith.site.views.texts import Texts

__all__ = ["attested_page", "holdings_page", "source_page"]

PART = SOURCE_PART


def holdings_page(index: EditionIndex, route: Route) -> HoldingsPage | None:
    """Every source, every gap, every problem."""
    if route.part > 1:
        return None
    texts = Texts(index, Explanations(index))
    return HoldingsPage(
        tuple(_source(index, source) for source in index.sources.values()),
        tuple(_gap(index, texts, gap) for gap in index.edition.gaps()),
        tuple(_problem(index, problem) for problem in index.edition.problems()),
    )


def source_page(index: EditionIndex, route: Route) -> SourcePage | None:
    """One source in full."""
    source = index.sources.get(route.key)
    if source is None:
        return None
    explanations = Explanations(index)
    texts = Texts(index, explanations)
    furniture = index.listed(source.id)
    others = index.source_statements(source.id)
    stretches = index.once(f"stretches {source.id}", lambda: _stretches(index, source))
    listed = -(-max(len(furniture), len(stretches), len(others)) // PART)
    parts = max(1, listed, leaf_parts(index, source))
    if route.part > parts:
        return None
    first = (route.part - 1) * PART
    opening = route.part == 1
    sayings = Sayings(texts, page_address(route), source.id)
    row = _source(index, source)
    return SourcePage(
        row if opening else replace(row, documents=(), pages=()),
        tuple(_gap(index, texts, g) for g in index.edition.gaps() if g.source == source.id)
        if opening
        else (),
        tuple(_duplicates(index, explanations, source)) if opening else (),
        len(furniture),
        tuple(_furniture(index, sayings, f) for f in furniture[first : first + PART]),
        route.part,
        tuple(page_address(Route("source", source.id, "", n + 1)) for n in range(parts)),
        tuple(
            _problem(index, problem)
            for problem in index.edition.problems()
            if opening and _file(index, problem) == source.id
        ),
        _sheets(index, explanations, source) if opening else (),
        stretches[first : first + PART],
        sayings.these(others[first : first + PART]),
        leaves(
            index,
            source,
            route.part,
            _pieces(index, source),
            lambda name: _document(index, name),
        ),
    )


def _duplicates(
    index: EditionIndex, explanations: Explanations, source: Source
) -> Iterator[DuplicateRow]:
    for d in index.edition.duplicates(source.id):
        yield DuplicateRow(
            d.id,
            f"d-{short_digest(d.id)}",
            d.relation,
            explanations.at(source.id, *d.kept),
            explanations.at(source.id, *d.other),
            d.differences,
            d.why,
            explanations.address(d.id, source.id, "duplicate"),
        )


def _furniture(index: EditionIndex, sayings: Sayings, f: Furniture) -> FurnitureRow:
    source = index.files[f.source]
    words = index.words(f.source, f.start, f.end)
    statement = sayings.texts.explanations.find(f.id, f.source, "furniture")
    return FurnitureRow(
        f.id,
        f"u-{short_digest(f.id)}",
        f.kind,
        f.page,
        index.line(f.source, f.start),
        f.start,
        f.end,
        quoted(words, source.media_type),
        f.why,
        sayings.beside(statement) if statement else None,
    )


def _pieces(index: EditionIndex, source: Source) -> list[tuple[int, int, str, str]]:
    """`(start, end, kind, document)` of everything a source was cut into, in order of place."""
    edition = index.edition
    found = [(low, high, "document", name) for low, high, name in index.passages(source.id)]
    found += [(f.start, f.end, f.kind, str(f.document or "")) for f in edition.furniture(source.id)]
    found += [(*d.other, "duplicate", "") for d in edition.duplicates(source.id)]
    return sorted(found)


def _stretches(index: EditionIndex, source: Source) -> tuple[StretchRow, ...]:
    """Every line of a source, following lines of one fate together; blank ones go with others."""
    text = index.text(source.id)
    pages = index.edition.pages(source.id)
    out: list[StretchRow] = []
    at = 0
    for low, high, kind, name in [*_pieces(index, source), (len(text), len(text), "", "")]:
        if low > at and text[at:low].strip():
            out.append(_stretch(index, source, pages, (at, low, "nowhere", "")))
        at = max(at, high)
        if high <= low or kind in COUNTED_ONLY:
            continue
        row = _stretch(index, source, pages, (low, high, kind, name))
        before = out[-1] if out else None
        if before is not None and (before.kind, before.document, before.page) == (
            row.kind,
            row.document,
            row.page,
        ):
            out[-1] = replace(before, last=max(before.last, row.last))
        else:
            out.append(row)
    return tuple(out)


def _stretch(
    index: EditionIndex,
    source: Source,
    pages: Sequence[Page],
    piece: tuple[int, int, str, str],
) -> StretchRow:
    low, high, kind, name = piece
    text = index.text(source.id)[low:high]
    end = low + len(text.rstrip())
    start = low + len(text) - len(text.lstrip())
    page = _page_of(pages, start)
    return StretchRow(
        index.line(source.id, start),
        index.line(source.id, max(start, end - 1)),
        page.n if page else None,
        kind,
        _document(index, name) if kind == "document" else None,
    )


def _page_of(pages: Sequence[Page], offset: int) -> Page | None:
    """The page on which an offset stands; of pages without text that touch, the last."""
    at = bisect_right(pages, offset, key=lambda page: page.start) - 1
    return pages[at] if at >= 0 else None


def _sheets(index: EditionIndex, explanations: Explanations, source: Source) -> tuple[PageRow, ...]:
    """Every page of a source, with what became of its characters."""
    pages = index.edition.pages(source.id)
    if not pages:
        return ()
    pieces = _pieces(index, source)
    text = index.text(source.id)
    first = 0
    out: list[PageRow] = []
    for page in pages:
        while first < len(pieces) and pieces[first][1] <= page.start:
            first += 1
        counts: dict[str, int] = {}
        names: dict[str, None] = {}
        at = first
        while at < len(pieces) and pieces[at][0] < page.end:
            low, high, kind, name = pieces[at]
            size = min(high, page.end) - max(low, page.start)
            at += 1
            if size <= 0 or kind in COUNTED_ONLY:
                continue
            counts[kind] = counts.get(kind, 0) + size
            if kind == "document":
                names[name] = None
        out.append(
            PageRow(
                page.n,
                f"page-{page.n}",
                page.label,
                page.state,
                page.why,
                page.confidence,
                page.rotation,
                page.languages,
                page.image,
                sum(1 for line in text[page.start : page.end].splitlines() if line.strip()),
                tuple(counts.items()),
                tuple(_document(index, name) for name in names),
                explanations.address(page.id),
            )
        )
    return tuple(out)


def _source(index: EditionIndex, source: Source) -> SourceRow:
    return index.once(f"source {source.id}", lambda: _source_row(index, source))


def _source_row(index: EditionIndex, source: Source) -> SourceRow:
    edition = index.edition
    passages = index.passages(source.id)
    furniture = edition.furniture(source.id)
    duplicates = edition.duplicates(source.id)
    documents = tuple(dict.fromkeys(name for _, _, name in passages))
    kinds: dict[str, int] = {}
    for one in furniture:
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    pages = {page for one in furniture if (page := one.page) is not None}
    for name in documents:
        document = edition.document(name)
        if document is not None and document.source == source.id:
            pages.update(document.pages)
    states: dict[str, int] = {}
    for sheet in edition.pages(source.id):
        states[sheet.state] = states.get(sheet.state, 0) + 1
    text = index.text(source.id)
    return SourceRow(
        source.id,
        page_address(Route("source", source.id)),
        source.path,
        source.media_type,
        source.encoding,
        source.encoding_certainty,
        source.sha256,
        source.bytes,
        source.chars,
        text.count("\n") + (not text.endswith("\n") if text else 0),
        tuple(sorted(pages)),
        _account(
            source.chars,
            [(start, end) for start, end, _ in passages],
            [(f.start, f.end) for f in furniture],
            [d.other for d in duplicates],
        ),
        tuple(_document(index, name) for name in documents),
        tuple(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))),
        len(duplicates),
        sum(gap.source == source.id for gap in edition.gaps()),
        tuple(sorted(states.items())),
    )


def _account(
    chars: int,
    passages: list[tuple[int, int]],
    furniture: list[tuple[int, int]],
    duplicates: list[tuple[int, int]],
) -> Account:
    """Characters of each kind, and those in none, each counted once.

    >>> _account(10, [(0, 4)], [(4, 6)], [(6, 9)])
    Account(documents=4, furniture=2, duplicates=3, nowhere=1)
    """
    covered = 0
    end = 0
    for low, high in sorted(passages + furniture + duplicates):
        covered += max(0, high - max(low, end))
        end = max(end, high)
    return Account(
        sum(high - low for low, high in passages),
        sum(high - low for low, high in furniture),
        sum(high - low for low, high in duplicates),
        chars - covered,
    )


def _document(index: EditionIndex, name: str) -> Ref:
    item = index.edition.item_of(name)
    language = index.facts[name].language
    title, date = (item.title, item.date) if item else (name, "")
    return Ref(title, index.reading(name), language, date)


def _gap(index: EditionIndex, texts: Texts, gap: Gap) -> GapRow:
    text = index.text(gap.source)
    block = texts.gap(gap)
    document = index.edition.document(gap.document)
    item = index.edition.item_of(gap.document)
    return GapRow(
        Ref(
            item.title if item else gap.document,
            f"{index.reading(gap.document)}#{block.anchor}" if document else "",
        ),
        block,
        " ".join(text[slice(*gap.after)].split()) if gap.after else "",
        " ".join(text[slice(*gap.before)].split()) if gap.before else "",
        document.language if document else None,
    )


def _problem(index: EditionIndex, problem: Problem) -> ProblemRow:
    source = _file(index, problem)
    return ProblemRow(
        problem.code,
        problem.severity,
        problem.message,
        str(problem.place),
        problem.hint,
        page_address(Route("source", source)) if source else "",
    )


def _file(index: EditionIndex, problem: Problem) -> str:
    """The id of the source that a problem's file is."""
    name = problem.place.file
    for source in index.sources.values():
        if name == source.path or name.endswith("/" + source.path):
            return source.id
    return ""


def attested_page(index: EditionIndex, route: Route) -> AttestedPage | None:
    """Everything that others say existed and that is not held."""
    total = index.attested_total
    parts = max(1, -(-total // ATTESTED_PART))
    if route.part > parts:
        return None
    texts = Texts(index, Explanations(index))
    sayings = Sayings(texts, page_address(route), "")
    return AttestedPage(
        tuple(
            AttestedRow(
                a.id,
                f"a-{short_digest(a.id)}",
                a.description,
                a.date,
                a.sender,
                a.addressee,
                a.status,
                a.attested_status,
                a.searched,
                a.rule,
                a.request,
                texts.evidence(a.evidence, None),
                tuple(ref for name in a.attested_by if (ref := _attester(index, texts, name)).text),
                texts.explanations.address(a.id, a.id, "attested"),
                tuple(
                    _attests(sayings, one)
                    for one in index.edition.statements_about(a.id)
                    if one.value != "not_requested"
                ),
            )
            for a in (index.attested[name] for name in index.attested_on(route.part))
        ),
        total,
        route.part,
        tuple(page_address(Route("attested", "", "", n + 1)) for n in range(parts)),
    )


def _attests(sayings: Sayings, statement: Statement) -> Said:
    """A statement about what is attested: its row has its evidence, and the words of the first."""
    made = sayings.with_field(statement)
    value = "" if statement.property == "attested" else in_words(statement.value)
    return replace(made, value=value, places=())


def _attester(index: EditionIndex, texts: Texts, name: str) -> Ref:
    """What attests: a document, or a mention within one."""
    if name in index.facts:
        return texts.letter_of(name, index.home(name))
    document = name.partition("/")[0]
    if document in index.facts:
        return texts.letter_of(document, index.home(document))
    return texts.item(name) or Ref("")
