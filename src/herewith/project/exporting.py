"""Writes an edition in other forms, and says what a form cannot carry.

Every form is a function from an `Export` to the files it wrote; what it says of missing things is
collected in `said`, for people to read. `docs/formats.md` has the table of what goes where.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from herewith.decisions.authorities import read_authorities
from herewith.errors import UsageError
from herewith.formats.certificates import certificate_html
from herewith.formats.cmif import CmifHead, write_cmif
from herewith.formats.edition_lines import KINDS, More, tables, write_jsonl
from herewith.formats.edition_parquet import write_parquet
from herewith.formats.edition_tables import write_csv
from herewith.formats.epub import Book, chapter_name, write_epub
from herewith.formats.printed.letter import Letter, letter_of
from herewith.formats.printed.pages import book_html, letter_html
from herewith.formats.printed.pieces import attested_rows
from herewith.formats.printing import pdf_of
from herewith.formats.tei_edition.around import Around
from herewith.formats.tei_edition.elements import ncname
from herewith.formats.tei_edition.writing import file_name, tei_of
from herewith.model.bitext import Lexicon
from herewith.model.collation import Item
from herewith.model.findings import Comparison
from herewith.model.records import decode
from herewith.project.bagging import write_project_bag
from herewith.project.explain import unknown
from herewith.project.runner import Progress, quietly
from herewith.project.settings import Settings
from herewith.project.workbooks import write_workbook
from herewith.store import Folder, SqliteEdition, record_file
from herewith.store.lines import read_lines

__all__ = ["FORMS", "Export", "Wish", "export"]

SUBSETS = ("tei", "epub", "pdf")
"""Forms that can be made of some items only."""


NO_DAY = "1970-01-01"
"""Where a format asks for a day and nothing gives one; the clock is not asked."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: names of items (or of comparisons, for PDF), and what headers say.

    `on` is the ISO day that the file bears; empty where the form can do without.
    """

    names: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    licence: str = ""
    on: str = ""
    with_box: bool = True


@dataclass(slots=True)
class Export:
    """One export under way: where from, where to, and what it says."""

    folder: Folder
    settings: Settings
    edition: SqliteEdition
    stages: Sequence[str]
    target: Path
    wish: Wish
    progress: Progress = quietly
    said: list[str] = field(default_factory=list)

    def items(self) -> list[Item]:
        """The items asked for, in their order in the edition; all where none is named.

        Raises:
            UsageError: if there is no such item.
        """
        if not self.wish.names:
            return list(self.edition.items())
        wanted = set()
        for name in self.wish.names:
            item = self.edition.item(name) or self.edition.item_of(name)
            if item is None:
                raise unknown(self.edition, name)
            wanted.add(item.id)
        return [item for item in self.edition.items() if item.id in wanted]

    def authorities(self) -> Mapping[str, tuple[Mapping[str, str], ...]]:
        """Rows of the editors' authority files; faults of the files are said."""
        rows, problems = read_authorities(self.folder.authorities)
        self.said += [str(problem) for problem in problems]
        return rows

    def more(self) -> More:
        """Records that only this project can list."""
        edition = self.edition
        made = (edition.activity(stage) for stage in self.stages)
        return {
            "statements": [s for name in edition.statement_ids() if (s := edition.statement(name))],
            "activities": [activity for activity in made if activity is not None],
            "lexicons": [
                decode(Lexicon, data)
                for _, data in read_lines(self.folder.records / record_file(Lexicon.__name__))
            ],
        }

    def write(self, name: str, data: bytes) -> Path:
        """Write one file of the export."""
        path = self.target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def letters(self, address: Callable[[str], str]) -> list[Letter]:
        """The items asked for as letters to print; ids begin with the item's place in the book."""
        items, out, around = self.items(), [], Around(self.edition)
        for n, item in enumerate(items, start=1):
            prefix = f"i{n}-" if len(items) > 1 else ""
            out.append(letter_of(self.edition, item, prefix=prefix, address=address, around=around))
            self.progress("letters", n, len(items))
        return out

    def changed(self) -> str:
        """The day of the content: as asked, else of the last decision, else one that is none."""
        days = [decision.on for decision in self.edition.decisions() if _is_day(decision.on)]
        if not (self.wish.on or days):
            self.said.append(f"no --on and no decision: the file is dated {NO_DAY}")
        return self.wish.on or max(days, default=NO_DAY)


def export(form: str, work: Export) -> list[Path]:
    """Write an edition in a form.

    Raises:
        UsageError: if there is no such form or item, or an extra is missing.
        OSError: if something cannot be written.
    """
    if form not in FORMS:
        raise UsageError(f'there is no export "{form}"; there are {", ".join(FORMS)}')
    if work.wish.names and form not in SUBSETS:
        raise UsageError(
            f"{form} is of the whole edition; items are named for {', '.join(SUBSETS)}"
        )
    return FORMS[form](work)


def _jsonl(work: Export) -> list[Path]:
    return write_jsonl(work.edition, work.target, work.more())


def _csv(work: Export) -> list[Path]:
    work.said.append(
        "csv: tables for people; evidence, offsets and statements are in jsonl and parquet"
    )
    return write_csv(work.edition, work.target)


def _xlsx(work: Export) -> list[Path]:
    data, said = write_workbook(work.edition, work.authorities())
    work.said += said
    work.said.append("xlsx: offsets, layers and statements are in jsonl and parquet")
    return [work.write("edition.xlsx", data)]


def _parquet(work: Export) -> list[Path]:
    written = []
    for n, (name, records) in enumerate(tables(work.edition, work.more()), start=1):
        data, lost = write_parquet(KINDS[name], records)
        if lost:
            work.said.append(f"{name}: {lost} letter(s) are no Unicode and are shown as “?”")
        written.append(work.write(f"{name}.parquet", data))
        work.progress("parquet", n, len(KINDS))
    return written


def _tei(work: Export) -> list[Path]:
    rows, items, around = work.authorities(), work.items(), Around(work.edition)
    written = []
    for n, item in enumerate(items, start=1):
        text = tei_of(work.edition, item, rows, around)
        lost = text.count("\ufffd")
        if lost:
            work.said.append(f"{item.id}: {lost} letter(s) that XML cannot hold, shown as U+FFFD")
        written.append(work.write(file_name(item.id), text.encode("utf-8", "replace")))
        work.progress("tei", n, len(items))
    own = work.target == work.folder.exports / "tei" and not work.wish.names
    if own:  # files of items that are no more
        for path in set(work.target.glob("*.xml")) - set(written):
            path.unlink()
    loose = [d for d in work.edition.documents() if work.edition.item_of(d.id) is None]
    if loose:
        work.said.append(f"tei: {len(loose)} document(s) belong to no item and are not written")
    if work.edition.attested():
        work.said.append(
            "tei: papers attested and not held, duplicates, problems and statements are in jsonl"
        )
    _without_shared(work, "tei")
    return written


def _without_shared(work: Export, form: str) -> None:
    """Say that a form leaves out what documents share and what they withhold, if they do."""
    shared, blanked = len(work.edition.all_shared()), len(work.edition.blanked())
    if shared or blanked:
        work.said.append(
            f"{form}: {shared} pair(s) of documents that share wording and {blanked} place(s) "
            "withheld are not in it; they are in csv, xlsx, jsonl and parquet"
        )


def _cmif(work: Export) -> list[Path]:
    wish = work.wish
    if not wish.url:
        work.said.append("cmif: no --url; the file has no address for the edition and its letters")
    head = CmifHead(
        wish.editors or tuple(sorted({d.by for d in work.edition.decisions()})),
        wish.publisher or work.edition.title,
        wish.url or "cmif.xml",
        work.changed(),
        *((wish.licence,) if wish.licence else ()),
    )
    if not wish.licence:
        work.said.append(f"cmif: no --licence; {head.licence} is written, which CMIF asks for")
    data, left = write_cmif(work.edition, head, work.authorities())
    if left:
        work.said.append(f"cmif: no correspondence and not in it: {', '.join(left)}")
    if work.edition.attested():
        work.said.append("cmif: letters attested and not held are not in it")
    _without_shared(work, "cmif")
    return [work.write("cmif.xml", data)]


def _epub(work: Export) -> list[Path]:
    items = work.items()
    names = {file_name(item.id): chapter_name(item.id) for item in items}
    letters = work.letters(lambda name: names.get(name, ""))
    languages = sorted(
        {t for one in letters for x in one.texts for t in (x.language, x.other_language) if t}
    )
    book = Book(
        work.edition.title,
        letters,
        () if work.wish.names else attested_rows(work.edition),
        tuple(languages),
        work.changed(),
        work.wish.publisher,
    )
    work.said.append("epub: the differences of form are counted, not listed; see tei or jsonl")
    _without_shared(work, "epub")
    return [work.write("edition.epub", write_epub(book))]


def _pdf(work: Export) -> list[Path]:
    """The whole edition, or one file for every item and certificate named."""
    work.said.append("pdf: the differences of form are counted, not listed; see tei or jsonl")
    _without_shared(work, "pdf")
    edition = work.edition
    if not work.wish.names:
        names = {file_name(item.id): f"#{item.id}" for item in work.items()}
        letters = work.letters(lambda name: names.get(name, ""))
        html = book_html(edition.title, letters, attested_rows(edition), work.wish.publisher)
        work.progress("pages", 0, 1)
        return [work.write("edition.pdf", pdf_of(html))]
    written = []
    for n, name in enumerate(work.wish.names, start=1):
        comparison: Comparison | None = edition.comparison(name)
        if comparison is not None:
            html = certificate_html([comparison], date=work.wish.on)
            file = f"certificate-{ncname(name)}.pdf"
        else:
            item = edition.item(name) or edition.item_of(name)
            if item is None:
                raise unknown(edition, name)
            html = letter_html(letter_of(edition, item))
            file = f"{file_name(item.id).removesuffix('.xml')}.pdf"
        written.append(work.write(file, pdf_of(html)))
        work.progress("pdf", n, len(work.wish.names))
    return written


def _bagit(work: Export) -> list[Path]:
    info = _bag_info(work)
    files, said = write_project_bag(
        work.folder,
        work.settings,
        work.target,
        tuple(info),
        with_box=work.wish.with_box,
        progress=lambda done, total: work.progress("bagit", done, total),
    )
    work.said += said
    return files


def _bag_info(work: Export) -> Iterator[tuple[str, str]]:
    from herewith import __version__

    if work.wish.publisher:
        yield "Source-Organization", work.wish.publisher
    for name in work.wish.editors:
        yield "Contact-Name", name
    yield "External-Description", f"Edition: {work.edition.title}"
    if work.wish.on:
        yield "Bagging-Date", work.wish.on
    else:
        work.said.append("bagit: no --on; the bag bears no date")
    yield "Bag-Software-Agent", f"Herewith {__version__}"


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


FORMS: Mapping[str, Callable[[Export], list[Path]]] = {
    "tei": _tei,
    "cmif": _cmif,
    "csv": _csv,
    "xlsx": _xlsx,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "epub": _epub,
    "pdf": _pdf,
    "bagit": _bagit,
}
"""Forms of export and what writes them."""
