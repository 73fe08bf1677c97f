"""An item of an edition as one TEI P5 document.

Source:
    TEI P5 Guidelines: 2.4.6 `correspDesc`; 12 and 13 (transcription, critical apparatus); 16
    (`standOff`, `linkGrp`); 14 (names). `resp` is `#machine` for what rules proposed, else the
    editor whose decision holds; `cert` is a probability.

What it carries: texts with layers, gaps, furniture and notes; witnesses; the register; apparatus;
bitexts; comparisons; mentions, quotations and names; decisions. What it does not carry is in
`docs/formats.md`: problems of the run, duplicates, furniture of no document, statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from herewith import __version__
from herewith.formats.collation_tei import xml_names
from herewith.formats.correspondents import entries_of, party_of
from herewith.formats.tei_edition.apparatus import (
    anchors_of,
    write_bitext,
    write_collation,
)
from herewith.formats.tei_edition.around import Around
from herewith.formats.tei_edition.body import Named, Page, describe, write_division
from herewith.formats.tei_edition.dates import date_attributes
from herewith.formats.tei_edition.elements import TEI, Element, features, ncname, sub
from herewith.formats.tei_edition.lists import Authorities, write_lists
from herewith.formats.tei_edition.makers import MACHINE, Makers
from herewith.formats.tei_edition.register import NAMES, write_entry
from herewith.model.bitext import Bitext, Sentence
from herewith.model.collation import Collation, Item, Witness
from herewith.model.document import Document, DocumentId
from herewith.model.edition import Edition
from herewith.model.findings import Comparison
from herewith.model.links import Mention
from herewith.model.records import encode
from herewith.model.register import RegisterEntry

__all__ = ["ItemPages", "file_name", "pages_of", "tei_of"]


def file_name(item: str) -> str:
    """The name of an item's file.

    >>> file_name("1962-10-27-khrushchev-kennedy")
    '1962-10-27-khrushchev-kennedy.xml'
    """
    return f"{ncname(item).removeprefix('n-')}.xml"


def tei_of(
    edition: Edition,
    item: Item,
    authorities: Authorities | None = None,
    around: Around | None = None,
) -> str:
    """An item as a TEI document: equal records give equal text.

    Args:
        authorities: rows of `people`, `offices` and `places`, for the lists of names.
        around: what is kept between the items of one edition, where many are written.
    """
    return _Writer(edition, item, authorities or {}, around or Around(edition)).write()


@dataclass(frozen=True, slots=True)
class ItemPages:
    """The witnesses of an item whose documents are held, and the page of each document."""

    witnesses: tuple[Witness, ...]
    pages: tuple[Page, ...]


def pages_of(edition: Edition, item: Item, around: Around | None = None) -> ItemPages:
    """The texts of an item with what stands over them, rejected witnesses left out."""
    writer = _Writer(edition, item, {}, around or Around(edition))
    held = [h for h in writer.held if h.witness.status != "rejected"]
    return ItemPages(tuple(h.witness for h in held), tuple(map(writer.page, held)))


@dataclass(frozen=True, slots=True)
class _Held:
    """A witness, its document and the name of its division."""

    witness: Witness
    document: Document
    key: str


class _Writer:
    def __init__(
        self, edition: Edition, item: Item, authorities: Authorities, around: Around
    ) -> None:
        self.edition, self.item, self.authorities = edition, item, authorities
        self.around = around
        self.held = tuple(_held(edition, item))
        self.collations: Sequence[Collation] = edition.collations(item.id)
        self.bitexts: Sequence[Bitext] = edition.bitexts(item.id)
        self.comparisons: Sequence[Comparison] = edition.comparisons(item.id)
        about = (str(item.id), *(str(h.document.id) for h in self.held))
        self.makers = Makers.of(edition, about)
        self.by_siglum = {h.witness.siglum: h.key for h in self.held}
        self.by_document = {str(h.document.id): h.key for h in self.held}

    def write(self) -> str:
        root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
        header = sub(root, "teiHeader", xml_lang="en")
        stand_off = sub(root, "standOff")
        wanted = self._register(header, stand_off)
        text = sub(root, "text")
        body = sub(text, "body")
        pages = [self.page(h) for h in self.held]
        for page in pages:
            write_division(body, page)
            describe(page, stand_off)
            for mention, _ in page.mentions:
                self._mention(stand_off, mention, page.key)
            for quotation, given in page.quotations:
                features(stand_off, "quotation", encode(quotation), corresp=f"#{given['xml_id']}")
        if not pages:
            sub(sub(body, "div"), "p", "No text of this item is held.")
        wanted |= {named.id for page in pages for named in page.named}
        self._stand_off(stand_off)
        found = write_lists(stand_off, self.authorities, wanted)
        _only_known(root, found)
        return str(etree.tostring(root, encoding="unicode", xml_declaration=False)) + "\n"

    # The header ------------------------------------------------------------------------------

    def _register(self, header: Element, stand_off: Element) -> set[str]:
        """Write the header; the ids of people, offices and places that it names."""
        item = self.item
        file = sub(header, "fileDesc")
        titles = sub(file, "titleStmt")
        sub(titles, "title", item.title or str(item.id))
        sub(titles, "title", self.edition.title, level="s") if self.edition.title else None
        self.makers.respond(titles)
        published = sub(file, "publicationStmt")
        sub(published, "publisher", self.edition.title or "Herewith")
        sub(published, "idno", str(item.id), type="herewith")
        for alias in item.aliases:
            sub(published, "idno", alias, type="former")
        self._sources(sub(file, "sourceDesc"), stand_off)
        described = sub(header, "encodingDesc")
        sub(described, "variantEncoding", method="double-end-point", location="external")
        application = sub(sub(described, "appInfo"), "application", ident="Herewith")
        application.set("version", __version__)
        sub(application, "label", "Herewith")
        profile = sub(header, "profileDesc")
        wanted = self._profile(profile, stand_off)
        self.makers.changes(header)
        return wanted

    def _sources(self, parent: Element, stand_off: Element) -> None:
        if not self.held:
            sub(parent, "p", "No text of this item is held.")
        paths = {s.id: s for s in self.edition.sources()}
        listed = sub(parent, "listWit") if self.held else None
        for held in self.held:
            witness, key = held.witness, held.key
            made = sub(listed, "witness", xml_id=f"w-{key}", n=witness.siglum, corresp=f"#{key}")
            made.set("resp", self.makers.resp(witness.statement))
            if 0 <= witness.certainty <= 1:
                made.set("cert", repr(float(witness.certainty)))
            bibl = sub(made, "bibl", xml_id=f"b-{key}", type=ncname(witness.role))
            source = paths.get(held.document.source)
            sub(bibl, "title", source.path if source else str(held.document.source))
            sub(bibl, "idno", str(held.document.id), type="document")
            if source:
                sub(bibl, "idno", source.sha256, type="sha256")
            entry = self.edition.entry(held.document.id)
            for field in entry.numbers if entry else ():
                if field.status != "rejected":
                    number = field.value
                    sub(bibl, "idno", number.normal or number.value, type=ncname(number.kind))
            if witness.because:
                sub(made, "note", witness.because, type="because")
        # A witness that has no text here (its document is gone) is told as a record alone.
        data = {k: v for k, v in encode(self.item).items() if k not in ("title", "aliases")}
        features(stand_off, "item", data, xml_id="item")

    def _profile(self, profile: Element, stand_off: Element) -> set[str]:
        """The item as an act of correspondence, then what each witness says of it."""
        item, wanted = self.item, set[str]()
        made = sub(profile, "correspDesc", xml_id="correspondence", corresp="#item")
        sent = sub(made, "correspAction", type="sent")
        entries = entries_of(self.edition, item)
        for name in item.sender:
            _named_party(sent, name, entries)
        if item.date:
            _dated(sent, item.date)
        if not len(sent):
            sub(sent, "date", "undated")
        if item.addressee:
            received = sub(made, "correspAction", type="received")
            for name in item.addressee:
                _named_party(received, name, entries)
        if item.kind:
            sub(made, "note", item.kind, type="kind")
        self._context(made)
        languages = sorted({h.document.language for h in self.held if h.document.language})
        for held in self.held:
            entry = self.edition.entry(held.document.id)
            if entry is not None:
                write_entry(profile, stand_off, entry, held.key, self.makers)
                parties = (*entry.sender, *entry.addressee, *entry.via, *entry.copies)
                alone = tuple(f for f in (entry.signed_by, entry.signed_for) if f)
                for field in (*parties, *alone):
                    party = field.value
                    wanted |= {x for x in (party.person, party.office, party.body) if x}
        if languages:
            used = sub(profile, "langUsage")
            for language in languages:
                sub(used, "language", ident=language)
        return wanted

    def _context(self, parent: Element) -> None:
        """What stands before and after it between the same parties, and what speaks of it."""
        before, after = self.around.neighbours(self.item)
        cited = _unique(m.target for h in self.held for m in self._mentions(h) if _sure(m))
        citing = _unique(
            item.id
            for m in self.edition.mentioned_by(self.item.id)
            if _sure(m) and (item := self.edition.item_of(m.document)) is not None
        )
        pairs = [("prev", before), ("next", after)]
        pairs += [("mentions", x) for x in cited] + [("mentioned-by", x) for x in citing]
        known = [(kind, found) for kind, x in pairs if x and (found := self.edition.item(x))]
        if known:
            context = sub(parent, "correspContext")
            for kind, found in known:
                sub(context, "ref", found.title, type=kind, target=file_name(found.id))

    # The texts -------------------------------------------------------------------------------

    def page(self, held: _Held) -> Page:
        """One witness: its document and all that stands over it."""
        document, key = held.document, held.key
        sentences: dict[tuple[int, int], Sentence] = {}
        for bitext in self.bitexts:
            for side, cut in (
                (bitext.source, bitext.source_sentences),
                (bitext.target, bitext.target_sentences),
            ):
                if side == document.id:
                    sentences.update({(s.start, s.end): s for s in cut})
        anchors = set(anchors_of(self.collations).get(held.witness.siglum, ()))
        if held.witness.start or held.witness.end is not None:
            end = held.witness.end
            anchors |= {held.witness.start, len(document.text) if end is None else end}
        mentions = [(m, self._ref(m, key)) for m in self._mentions(held)]
        quotations = [
            (q, {"xml_id": f"{key}.q-{_tail(q.id, q.document)}", "cert": "medium", "resp": MACHINE})
            for q in self.edition.quotations(document.id)
        ]
        furniture = self.around.furniture(document)
        sources = {str(p.source) for p in document.passages} | {str(f.source) for f in furniture}
        texts = {name: self.around.text(name) for name in sorted(sources)}
        return Page(
            key,
            document,
            tuple(sentences.values()),
            mentions,
            quotations,
            tuple(_named(self.edition, document)),
            furniture,
            frozenset(anchors),
            texts,
        )

    def _mentions(self, held: _Held) -> Sequence[Mention]:
        return self.edition.mentions(held.document.id)

    def _ref(self, mention: Mention, key: str) -> dict[str, str]:
        """Attributes of a mention's `ref`: its target only where it is resolved or suggested."""
        name = f"{key}.m-{_tail(mention.id, mention.document)}"
        given = {"xml_id": name, "type": ncname(mention.kind), "subtype": mention.mention_status}
        given["resp"] = self.makers.resp(f"{mention.id}/target")
        if mention.target and mention.status != "rejected":
            given["target"] = file_name(mention.target)
            best = max((c.score for c in mention.candidates if c.item == mention.target), default=0)
            given["cert"] = repr(round(float(best), 4)) if 0 < best <= 1 else "medium"
        return given

    def _mention(self, stand_off: Element, mention: Mention, key: str) -> None:
        name = f"{key}.m-{_tail(mention.id, mention.document)}"
        features(stand_off, "mention", encode(mention), corresp=f"#{name}")

    def _stand_off(self, stand_off: Element) -> None:
        texts = {str(h.document.id): h.document.text for h in self.held}
        for collation in self.collations:
            write_collation(stand_off, collation, self.by_siglum, self.makers)
        for bitext in self.bitexts:
            write_bitext(stand_off, bitext, self.by_document, texts, self.makers)
        for comparison in self.comparisons:
            name = ncname(str(comparison.id))
            note = sub(stand_off, "note", type="certificate", subtype=comparison.verdict)
            note.set("resp", MACHINE)
            sub(note, "p", comparison.statement)
            features(stand_off, "comparison", encode(comparison), xml_id=name)


def _held(edition: Edition, item: Item) -> Iterator[_Held]:
    names = xml_names(tuple(w.siglum for w in item.witnesses))
    seen: set[DocumentId] = set()
    for witness, name in zip(item.witnesses, names, strict=True):
        document = edition.document(witness.document)
        if document is not None and document.id not in seen:
            seen.add(document.id)
            yield _Held(witness, document, f"t-{name}" if len(name) < 3 else name)


def _named_party(parent: Element, name: str, entries: Sequence[RegisterEntry]) -> None:
    """A party of the item itself, with its authority records where the register knows them."""
    party = party_of(name, entries)
    if party is None:
        sub(parent, "name", name)
        return
    ids = [one for one in (party.person, party.office, party.body) if one]
    tag = NAMES[party.kind] if not party.person else "persName"
    sub(parent, tag, name, ref=" ".join(f"#{ncname(one)}" for one in ids))


def _dated(parent: Element, edtf: str) -> None:
    made = sub(parent, "date", edtf, n=edtf)
    for key, value in date_attributes(edtf).items():
        made.set(key, value)


def _sure(mention: Mention) -> bool:
    return mention.mention_status == "resolved" and mention.status != "rejected"


def _unique(names: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _tail(name: str, document: str) -> str:
    """What an id says besides its document's."""
    return ncname(name.removeprefix(f"{document}/"))


def _named(edition: Edition, document: Document) -> Iterator[Named]:
    """People and places that the run found in a document, where its text has them."""
    for statement in edition.statements_about(document.id):
        value = statement.value
        if statement.property != "names" or statement.status == "rejected":
            continue
        if not isinstance(value, dict) or not value.get("id"):
            continue
        for span in statement.evidence:
            for run in document.runs:
                if run.source == span.source and run.source_start <= span.start < run.source_end:
                    start = run.start + min(span.start - run.source_start, run.end - run.start)
                    end = min(start + span.end - span.start, len(document.text))
                    yield Named(start, end, str(value.get("kind", "")), str(value["id"]))
                    break


def _only_known(root: Element, found: set[str]) -> None:
    """Take out `ref`s to people and places that no list of the file has."""
    known = {f"#{ncname(name)}" for name in found}
    for element in root.iter(
        f"{{{TEI}}}persName", f"{{{TEI}}}placeName", f"{{{TEI}}}orgName", f"{{{TEI}}}roleName"
    ):
        if element.get("ref"):
            kept = [ref for ref in element.get("ref").split() if ref in known]
            if kept:
                element.set("ref", " ".join(kept))
            else:
                del element.attrib["ref"]
