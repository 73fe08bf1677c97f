"""An edition in memory for the tests of the pages: invented letters of an invented quarrel."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from herewith.errors import Place, Problem, UsageError
from herewith.formats.page_rendering import cross
from herewith.model import (
    Activity,
    Attested,
    Bead,
    Bitext,
    BitextId,
    Candidate,
    Collation,
    Comparison,
    Coverage,
    DatedRole,
    Decision,
    Document,
    DocumentId,
    Duplicate,
    Field,
    Finding,
    Furniture,
    Gap,
    HistoricalDate,
    Hit,
    Item,
    ItemId,
    Lacuna,
    Layer,
    Marking,
    Mention,
    NotHeld,
    Number,
    Outline,
    Page,
    PageImage,
    Party,
    Passage,
    Quotation,
    Reading,
    RegisterEntry,
    Run,
    SearchResult,
    Sentence,
    Side,
    SideReport,
    Source,
    SourceId,
    Span,
    Statement,
    StatementId,
    Variation,
    Witness,
)
from herewith.model.bitext import BitextCoverage, SideCoverage
from herewith.model.collation import CollationId
from herewith.model.findings import ComparisonId
from herewith.model.records import encode, short_digest
from herewith.model.sharing import Blanked, SharedWording


@dataclass
class MemoryEdition:
    """Fulfils `Edition` from lists."""

    title: str
    version: str = ""
    all_items: list[Item] = field(default_factory=list)
    all_documents: list[Document] = field(default_factory=list)
    entries: dict[str, RegisterEntry] = field(default_factory=dict)
    all_collations: list[Collation] = field(default_factory=list)
    all_bitexts: list[Bitext] = field(default_factory=list)
    all_comparisons: list[Comparison] = field(default_factory=list)
    all_mentions: list[Mention] = field(default_factory=list)
    all_quotations: list[Quotation] = field(default_factory=list)
    shared_wording: list[SharedWording] = field(default_factory=list)
    blanks: list[Blanked] = field(default_factory=list)
    all_attested: list[Attested] = field(default_factory=list)
    all_sources: list[Source] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    all_pages: list[Page] = field(default_factory=list)
    images: dict[tuple[str, int], tuple[PageImage, bytes]] = field(default_factory=dict)
    all_furniture: list[Furniture] = field(default_factory=list)
    all_duplicates: list[Duplicate] = field(default_factory=list)
    all_problems: list[Problem] = field(default_factory=list)
    all_statements: list[Statement] = field(default_factory=list)
    all_decisions: list[Decision] = field(default_factory=list)
    authorities: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def state(self) -> str:
        return self.version

    def made(self) -> str:
        return self.version

    def items(self) -> Sequence[Item]:
        return sorted(self.all_items, key=lambda i: (not i.date, i.date, i.id))

    def item(self, item: str) -> Item | None:
        return next((i for i in self.all_items if i.id == item or item in i.aliases), None)

    def item_of(self, document: str) -> Item | None:
        return next(
            (i for i in self.all_items for w in i.witnesses if w.document == document), None
        )

    def documents(self) -> Sequence[Document]:
        return self.all_documents

    def document(self, document: str) -> Document | None:
        return next((d for d in self.all_documents if d.id == document), None)

    def entry(self, document: str) -> RegisterEntry | None:
        return self.entries.get(document)

    def collations(self, item: str) -> Sequence[Collation]:
        return [c for c in self.all_collations if c.item == item]

    def collation(self, collation: str) -> Collation | None:
        return next((c for c in self.all_collations if c.id == collation), None)

    def bitexts(self, item: str) -> Sequence[Bitext]:
        return [b for b in self.all_bitexts if b.item == item]

    def bitext(self, bitext: str) -> Bitext | None:
        return next((b for b in self.all_bitexts if b.id == bitext), None)

    def comparisons(self, item: str) -> Sequence[Comparison]:
        return [c for c in self.all_comparisons if c.item == item]

    def comparison(self, comparison: str) -> Comparison | None:
        return next((c for c in self.all_comparisons if c.id == comparison), None)

    def mentions(self, document: str) -> Sequence[Mention]:
        return [m for m in self.all_mentions if m.document == document]

    def mentioned_by(self, item: str) -> Sequence[Mention]:
        return [m for m in self.all_mentions if m.target == item]

    def quotations(self, document: str) -> Sequence[Quotation]:
        return [q for q in self.all_quotations if q.document == document]

    def quoted_by(self, document: str) -> Sequence[Quotation]:
        return [q for q in self.all_quotations if q.target == document]

    def shared(self, document: str) -> Sequence[SharedWording]:
        return [pair for pair in self.shared_wording if document in (pair.a, pair.b)]

    def all_shared(self) -> Sequence[SharedWording]:
        return self.shared_wording

    def blanked(self) -> Sequence[Blanked]:
        return self.blanks

    def authority(self, table: str) -> Sequence[Mapping[str, str]]:
        return self.authorities.get(table, ())

    def attested(self) -> Sequence[Attested]:
        return self.all_attested

    def sources(self) -> Sequence[Source]:
        return self.all_sources

    def source_text(self, source: str) -> str | None:
        return self.texts.get(source)

    def pages(self, source: SourceId) -> Sequence[Page]:
        return [p for p in self.all_pages if p.source == source]

    def page_image(self, source: SourceId, n: int) -> PageImage | None:
        return self.images[source, n][0] if (source, n) in self.images else None

    def image_bytes(self, source: SourceId, n: int) -> bytes | None:
        return self.images[source, n][1] if (source, n) in self.images else None

    def furniture(self, source: SourceId) -> Sequence[Furniture]:
        return [f for f in self.all_furniture if f.source == source]

    def duplicates(self, source: SourceId) -> Sequence[Duplicate]:
        return [d for d in self.all_duplicates if d.source == source]

    def gaps(self) -> Sequence[Gap]:
        return [g for d in self.all_documents for g in d.gaps]

    def problems(self) -> Sequence[Problem]:
        return self.all_problems

    def statement(self, statement: str) -> Statement | None:
        return next((s for s in self.all_statements if s.id == statement), None)

    def statements_about(self, subject: str) -> Sequence[Statement]:
        return [s for s in self.all_statements if s.subject == subject]

    def outlines(self) -> Sequence[Outline]:
        return [
            Outline(s.id, s.subject, s.property, s.value, s.stage, s.rule, s.certainty, s.status)
            for s in sorted(self.all_statements, key=lambda s: s.id)
        ]

    def activity(self, stage: str) -> Activity | None:
        return Activity(stage, "1", sha256(b"s").hexdigest(), sha256(stage.encode()).hexdigest())

    def decisions(self) -> Sequence[Decision]:
        return self.all_decisions

    def search(self, query: str, *, start: int = 0, size: int = 20) -> SearchResult:
        if query.count('"') % 2:
            raise UsageError("a quotation mark is not closed")
        hits = []
        for document in self.all_documents:
            at = document.text.casefold().find(query.casefold())
            if at >= 0:
                item = self.item_of(document.id)
                low, end = max(0, at - 60), at + len(query)
                snippet = (
                    (document.text[low:at], False),
                    (document.text[at:end], True),
                    (document.text[end : end + 60], False),
                )
                hits.append(
                    Hit(document.id, item.id if item else None, document.language, snippet, 1.0)
                )
        did = f"Looked for the words “{query}” exactly."
        return SearchResult(query, tuple(hits[start : start + size]), len(hits), did)


class Builder:
    """Adds sources, documents and what is said about them to an edition."""

    def __init__(self, title: str) -> None:
        self.edition = MemoryEdition(title)

    def source(self, name: str, path: str, text: str, media_type: str = "text/plain") -> None:
        data = text.encode()
        self.edition.texts[name] = text
        self.edition.all_sources.append(
            Source(
                SourceId(name),
                path,
                sha256(data).hexdigest(),
                media_type,
                "utf-8",
                1.0,
                len(data),
                len(text),
            )
        )

    def document(
        self,
        name: str,
        source: str,
        parts: Sequence[tuple[str, str, int]],
        *,
        language: str,
        kind: str = "letter",
        layers: Sequence[tuple[str, str, bool, str]] = (),
        gap: tuple[str, int, int, str] | None = None,
        silent: Sequence[str] = (),
        notes: Sequence[str] = (),
    ) -> Document:
        """A document from `(role, words of the source, page)`; parts named "+" run on."""
        text = self.edition.texts[source]
        passages: list[Passage] = []
        runs: list[Run] = []
        reading = ""
        cursor = 0
        for role, words, page in parts:
            at = text.index(words, cursor)
            cursor = at + len(words)
            quiet = words in silent
            before = " " if role == "+" else "\n\n"
            passages.append(
                Passage(
                    SourceId(source),
                    at,
                    cursor,
                    "body" if role == "+" else role,
                    page,
                    before=before,
                    silent=quiet,
                )
            )
            if quiet:
                continue
            if reading:
                reading += before
            runs.append(Run(len(reading), len(reading) + len(words), SourceId(source), at, cursor))
            reading += words
        document = Document(
            DocumentId(name),
            kind,
            language,
            tuple(sorted({p for _, _, p in parts})),
            tuple(passages),
            reading,
            tuple(runs),
            gap is None,
            tuple(
                Layer(k, reading.index(w), reading.index(w) + len(w), doubtful, why)  # type: ignore[arg-type]
                for k, w, doubtful, why in layers
            ),
            notes=tuple(self._note(source, name, words) for words in notes),
        )
        if gap:
            before_words, page, estimate, why = gap
            at = reading.index(before_words)
            src = text.index(before_words)
            made = Gap(
                f"{source}/g-{short_digest(before_words)}",
                document.id,
                SourceId(source),
                (max(0, src - 30), src),
                (src, src + 25),
                at,
                page,
                estimate,
                why,
            )
            document = replace(document, gaps=(made,))
            self.say(f"{made.id}/gap", made.id, "gap", page, [(source, src, src + 25)], why)
        self.edition.all_documents.append(document)
        return document

    def _note(self, source: str, document: str, words: str) -> Furniture:
        at = self.edition.texts[source].index(words)
        made = Furniture(
            f"{source}/f-{short_digest(words)}",
            "footnote",
            SourceId(source),
            at,
            at + len(words),
            "a note at the foot of the page",
            DocumentId(document),
            1,
        )
        self.edition.all_furniture.append(made)
        return made

    def furniture(self, source: str, kind: str, words: str, page: int, why: str) -> None:
        at = self.edition.texts[source].index(words)
        name = f"{source}/f-{short_digest(kind, at)}"
        self.edition.all_furniture.append(
            Furniture(name, kind, SourceId(source), at, at + len(words), why, None, page)  # type: ignore[arg-type]
        )
        self.say(f"{name}/furniture", name, "furniture", kind, [(source, at, at + len(words))], why)

    def fill_blanks(self) -> None:
        """Make what stands between the parts furniture: every character is accounted for."""
        for name, text in self.edition.texts.items():
            documents = self.edition.all_documents
            taken = [(p.start, p.end) for d in documents for p in d.passages if p.source == name]
            taken += [(f.start, f.end) for f in self.edition.all_furniture if f.source == name]
            at = 0
            for start, end in [*sorted(taken), (len(text), len(text))]:
                if at < start:
                    blank = f"{name}/f-{at}"
                    self.edition.all_furniture.append(
                        Furniture(blank, "blank", SourceId(name), at, start, "space between parts")
                    )
                at = max(at, end)

    def say(
        self,
        name: str,
        subject: str,
        prop: str,
        value: object,
        places: Sequence[tuple[str, int, int]],
        because: str,
        *,
        status: str = "proposed",
        original: object = None,
        certainty: float = 0.97,
        stage: str = "reconstruct",
    ) -> str:
        spans = tuple(Span(SourceId(s), a, b, self.edition.texts[s][a:b]) for s, a, b in places)
        self.edition.all_statements.append(
            Statement(
                StatementId(name),
                subject,
                prop,
                value,
                spans,
                stage,
                f"{prop}.rule",
                because,
                certainty,
                None,
                status,
                original,
            )  # type: ignore[arg-type]
        )
        return name

    def field(self, document: str, prop: str, value: object, words: str, shown: object = None):
        """A register field read from some words of the document's source."""
        source = self.edition.document(document).source  # type: ignore[union-attr]
        at = self.edition.texts[source].index(words)
        name = f"{document}/{prop}/{short_digest(words)}"
        self.say(
            name,
            document,
            prop,
            encode(value) if shown is None else shown,
            [(source, at, at + len(words))],
            f"the {prop} stands on the page",
            stage="register",
        )
        span = Span(source, at, at + len(words), words)
        return Field(value, (span,), f"{prop}.rule", 0.97, name)

    def bitext(
        self,
        item: str,
        source: Document,
        target: Document,
        pairs: Sequence[tuple[int, int, str, float]],
    ) -> Bitext:
        """A bitext from `(source sentences, target sentences, kind, confidence)`, in order."""
        left, right = sentences(source), sentences(target)
        beads, i, j = [], 0, 0
        name = f"{item}/{source.id}+{target.id}"
        for a, b, kind, confidence in pairs:
            bead = f"{name}/bead/{short_digest(i, j)}"
            beads.append(
                Bead(
                    bead,
                    tuple(range(i, i + a)),
                    tuple(range(j, j + b)),
                    confidence,
                    kind,  # type: ignore[arg-type]
                    ("the same number", "Mirn = Мирн") if confidence > 0.7 else ("only length",),
                )
            )
            spot = [(source.source, *source.place(left[i].start, left[i].end)[1:])] if a else []
            self.say(bead, name, "bead", kind, spot, "length and names agree", stage="align")
            i, j = i + a, j + b
        made = Bitext(
            BitextId(name),
            ItemId(item),
            source.id,
            target.id,
            source.language,
            target.language,
            left,
            right,
            tuple(beads),
            "aligned" if not target.gaps else "partly",
            BitextCoverage(_side(source, left, beads, 0), _side(target, right, beads, 1)),
        )
        assert (i, j) == (len(left), len(right)), (i, j, len(left), len(right))
        self.edition.all_bitexts.append(made)
        return made


def _side(document: Document, all_: Sequence[Sentence], beads: Sequence[Bead], n: int):
    paired = {x for b in beads if b.source and b.target for x in (b.source, b.target)[n]}
    return SideCoverage(
        len(all_),
        sum(len(s.text.split()) for s in all_),
        len(paired),
        sum(len(all_[x].text.split()) for x in paired),
        len(all_) - len(paired),
        tuple(g.why for g in document.gaps),
    )


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Sentences by a rule that is good enough for the texts below."""
    found = re.finditer(r"\S[^\n]*?(?:(?<![A-ZА-Я])(?<!Mr)[.!?]”?(?=\s|$)|(?=\n)|$)", document.text)
    return tuple(
        Sentence(short_digest(m[0], n), n, m.start(), m.end(), m[0]) for n, m in enumerate(found)
    )


def day(iso: str, written: str) -> HistoricalDate:
    date = datetime.date.fromisoformat(iso[:10])
    return HistoricalDate(written, iso, date, date, "day")


RUSSIAN = """Уважаемый господин Президент,

Я получил Ваше послание от 28 апреля и внимательно его изучил. Правительство Торской Республики разделяет Вашу озабоченность положением в Мирнском проливе.

Вы пишете, что наши лоцманы покинули маяк на острове Кест. Это не соответствует действительности. Лоцманы остаются на своих постах и будут оставаться на них до тех пор, пока не будет достигнуто соглашение. Однако мы не можем согласиться с тем, чтобы огни зажигались по усмотрению одной стороны.

Мы готовы возобновить освещение маяка не позднее чем через десять дней со дня получения Вашего ответа, если Ваши сторожевые суда будут отведены за линию буёв. Мы обязуемся не препятствовать проходу рыболовных судов. Число таких судов не должно превышать сорока в сутки.

Что касается комиссии, о которой говорил Ваш посол, то мы согласны на её создание. Она могла бы собраться в Порт-Халдене 20 мая. Прошу Вас не позднее 10 мая сообщить нам имена её членов.

С уважением,

А. Вересов

Город Торск, 3 мая 1957 года"""

ENGLISH = """DEPARTMENT OF STATE
DIVISION OF LANGUAGE SERVICES
LS No. 4127
(TRANSLATION) Russian

Dear Mr. President:

I have received your message of April 28 and have studied it attentively. The Government of the Torsk Republic shares your concern over the situation in the Mirn Strait.

You write that our pilots have left the lighthouse on Kest Island. That is not the case. The pilots remain at their posts and will remain there until agreement has been reached. However, we cannot agree that the lights should be lit at the discretion of one ~~side~~ party.

We are ready to resume the lighting of the lighthouse not later than

- 2 -

twelve days from receipt of your reply, if your patrol vessels are withdrawn beyond the line of buoys. We shall try not to hinder the passage of fishing vessels.

- 4 -

It could meet at Port Halden on May 20.

1 Two words are written over an erasure.

Respectfully,

A. Veresov [initialed]

City of Torsk, May 3, 1957"""

BROADCAST = """TORSK HOME SERVICE in Russian, 4 May 1957, 1900 GMT. Text of the message of Premier Veresov to President Halden.

Mr. President: I have received your message of 28 April and have studied it with attention. The government of the Torsk Republic shares your anxiety about the situation in the Mirn Strait.

You write that our pilots have abandoned the lighthouse on Kest island. That does not correspond to reality. The pilots remain at their posts and will stay there until agreement is reached. But we cannot agree that the lights be lit as one side sees fit.

We are prepared to restore the light not later than ten days after receipt of your answer, if your patrol vessels are moved back behind the line of buoys. We undertake not to impede the passage of fishing vessels. The number of such vessels must not exceed (word indistinct) a day.

As to the commission of which your ambassador spoke, we agree to its creation. It might meet in Port Halden on 20 May. I ask you to let us know the names of its members not later than 10 May.

With respect, A. Veresov."""

ANSWER = """THE PRESIDENT'S HOUSE
Port Halden, May 9, 1957

Dear Mr. Premier:

Your letter of May 3 reached me on the evening of the 5th. I welcome your statement that you are "ready to resume the lighting of the lighthouse" within twelve days. My Government sees in it a basis for agreement.

Our patrol vessels will be withdrawn on May 12 as our Aide-Memoire of May 6 described. I cannot accept a limit on the number of fishing vessels, of which your letter in our translation says nothing.

Sincerely,

Thomas Halden"""

MEMO = """MEMORANDUM FOR THE SECRETARY

Attached is the translation of Premier Veresov's letter of May 3. The translation has been compared with the broadcast version. There are no differences in substance.

Enclosures: 1. Letter of May 3 2. Aide-Memoire of May 6

R. Calloway"""


def invented() -> MemoryEdition:
    """Five papers of May 1957 in six forms."""
    build = Builder("The Mirn Strait Papers, 1957")
    edition = build.edition
    _letter(build)
    _answer(build)
    _memo(build)
    edition.all_attested.append(
        Attested(
            "attested/aide-memoire-1957-05-06",
            "Aide-Mémoire of the Averland Government",
            "1957-05-06",
            ("Government of Averland",),
            ("Government of the Torsk Republic",),
            (
                _span(edition, "answer", "our Aide-Memoire of May 6"),
                _span(edition, "memo", "Aide-Memoire of May 6"),
            ),
            ("answer-1957-05-09", "memo-calloway"),
            "not_attached",
            "Searched in all four delivered files.",
        )
    )
    at = edition.texts["answer"].index("our Aide-Memoire")
    build.say(
        "attested/aide-memoire-1957-05-06/attested",
        "attested/aide-memoire-1957-05-06",
        "attested",
        "Aide-Mémoire of May 6",
        [("answer", at, at + 25)],
        "cited by date and kind; no document of that date is held",
        stage="link",
    )
    build.fill_blanks()
    edition.all_problems += [
        Problem(
            "R204",
            "warning",
            "page 3 of the translation is not held",
            Place("box/translation.md", 19, 1),
            "Look for a sheet that begins “The number of”.",
        ),
        Problem("R001", "note", "guessed the encoding utf-8", Place("box/memo.txt", 1)),
    ]
    edition.all_decisions += [
        Decision(
            "d-1",
            "answer-1957-05-09/kind/x",
            "accept",
            None,
            "E. Marsh",
            "1991-02-03",
            "",
            Place("decisions/register.toml", 4),
        ),
        Decision(
            "d-2",
            "answer-1957-05-09/place",
            "set",
            "Port Halden",
            "E. Marsh",
            "1991-02-04",
            "The letterhead has no place; the dateline has.",
            Place("decisions/register.toml", 9),
        ),
    ]
    return edition


def _span(edition: MemoryEdition, source: str, words: str) -> Span:
    at = edition.texts[source].index(words)
    return Span(SourceId(source), at, at + len(words), words)


def _parts(text: str, roles: str) -> list[tuple[str, str, int]]:
    """Paragraphs of a text with their roles, one letter each: h s b c g d."""
    names = {
        "h": "heading",
        "s": "salutation",
        "b": "body",
        "c": "closing",
        "g": "signature",
        "d": "dateline",
        "+": "+",
        "e": "enclosures",
    }
    parts, page = [], 1
    for role, words in zip(roles, text.split("\n\n"), strict=True):
        if role == "p":
            page = int(re.search(r"\d+", words)[0])  # type: ignore[index]
        elif role != "-":
            parts.append((names[role], words, page))
    return parts


def _letter(build: Builder) -> None:
    edition, item = build.edition, "1957-05-03-veresov-halden"
    build.source("original", "box/original.txt", RUSSIAN)
    build.source("translation", "box/translation.md", ENGLISH, "text/markdown")
    build.source("broadcast", "box/broadcast.txt", BROADCAST)
    russian = build.document(
        "original-1957-05-03",
        "original",
        _parts(RUSSIAN, "sbbbbcgd"),
        language="ru",
        layers=[("inserted", "внимательно", False, "written above the line in the same hand")],
    )
    parts = _parts(ENGLISH, "-sbbbp+pb-cgd")
    spot = next(n for n, p in enumerate(parts) if "~~side~~" in p[1])
    head, _, tail = parts[spot][1].partition("~~side~~ ")
    parts[spot : spot + 1] = [("body", head.rstrip(), 1), ("+", "~~side~~", 1), ("+", tail, 1)]
    english = build.document(
        "translation-1957-05-03",
        "translation",
        parts,
        language="en",
        layers=[
            ("unclear", "reply", False, "the last letters are cut by the margin"),
            ("struck", "shall try", True, "the sentence needs the words struck"),
        ],
        gap=("It could meet", 3, 38, "page 2 ends a paragraph, page 4 begins in another"),
        silent=["~~side~~"],
        notes=["1 Two words are written over an erasure."],
    )
    for words, page in (("- 2 -", 2), ("- 4 -", 4)):
        build.furniture("translation", "page_number", words, page, "a number between dashes")
    build.furniture(
        "translation",
        "letterhead",
        "DEPARTMENT OF STATE\nDIVISION OF LANGUAGE SERVICES\nLS No. 4127\n(TRANSLATION) Russian",
        1,
        "a known letterhead before the salutation",
    )
    said = build.document(
        "broadcast-1957-05-04",
        "broadcast",
        _parts(BROADCAST, "hbbbbc"),
        language="en",
        kind="broadcast",
        layers=[("indistinct", "(word indistinct)", False, "so in the transcript")],
    )
    witness = [
        Witness(
            "A",
            russian.id,
            "original",
            "ru",
            True,
            because="the oldest form",
            statement=f"{item}/witness/a",
        ),
        Witness(
            "B",
            english.id,
            "translation",
            "en",
            statement=f"{item}/witness/b",
            because="names the language it was translated from, and the same date and sender",
        ),
        Witness("C", said.id, "broadcast", "en", because="announces the text of the message"),
    ]
    for w in witness[:2]:
        build.say(w.statement, item, "witness", w.document, [], w.because, stage="group")
    edition.all_items.append(
        Item(
            ItemId(item),
            "letter",
            "Premier Veresov to President Halden",
            "1957-05-03",
            ("A. Veresov",),
            ("President Halden",),
            tuple(witness),
            ("veresov-3-may",),
        )
    )
    facing = build.bitext(
        item,
        russian,
        english,
        [
            (1, 1, "match", 0.99),
            *[(1, 1, "match", 0.97)] * 5,
            (1, 1, "match", 0.55),
            *[(1, 1, "match", 0.93)] * 2,
            (1, 0, "gap", 0.9),
            (1, 0, "gap", 0.9),
            (1, 1, "match", 0.96),
            (1, 0, "omitted", 0.8),
            *[(1, 1, "match", 0.99)] * 3,
        ],
    )
    build.bitext(
        item,
        russian,
        said,
        [
            (0, 1, "added", 0.9),
            (2, 1, "match", 0.9),
            *[(1, 1, "match", 0.95)] * 11,
            (2, 1, "match", 0.8),
            (1, 0, "omitted", 0.9),
        ],
    )
    _compare(build, item, facing, russian, english)
    _collate(build, item, english, said)
    date = day("1957-05-03", "3 мая 1957 года")
    edition.entries[russian.id] = RegisterEntry(
        russian.id,
        SourceId("original"),
        0,
        len(RUSSIAN),
        date=build.field(
            russian.id, "date", DatedRole(date, "written"), "3 мая 1957 года", "1957-05-03"
        ),
        sender=(
            build.field(
                russian.id, "sender", Party("А. Вересов", "person"), "А. Вересов", "А. Вересов"
            ),
        ),
        addressee=(
            build.field(
                russian.id,
                "addressee",
                Party("господин Президент", "office"),
                "господин Президент",
                "Президент",
            ),
        ),
        place=build.field(russian.id, "place", "Торск", "Город Торск"),
    )
    edition.entries[english.id] = RegisterEntry(
        english.id,
        SourceId("translation"),
        0,
        len(ENGLISH),
        date=build.field(
            english.id,
            "date",
            DatedRole(day("1957-05-03", "May 3, 1957"), "written"),
            "May 3, 1957",
            "1957-05-03",
        ),
        numbers=(
            build.field(
                english.id,
                "numbers",
                Number("language_service", "LS No. 4127", "LS 4127"),
                "LS No. 4127",
                "LS 4127",
            ),
        ),
        source_language=build.field(english.id, "source_language", "ru", "Russian"),
    )


def _side_of(document: Document, words: str) -> Side:
    at = document.text.index(words) if words else len(document.text)
    return Side(words, at, at + len(words))


def _compare(build: Builder, item: str, basis: Bitext, a: Document, b: Document) -> None:
    name = f"{item}/{a.id}+{b.id}/comparison"
    rows = [
        (
            "substance",
            "deadline",
            "major",
            "десять дней",
            "twelve days",
            "The original gives ten days, the translation twelve.",
            "quantity.differs",
        ),
        (
            "substance",
            "commitment",
            "critical",
            "Мы обязуемся не препятствовать",
            "We shall try not to hinder",
            "The original undertakes; the translation only promises to try.",
            "commitment.ladder",
        ),
        (
            "undetermined",
            "quantity",
            "none",
            "",
            "reply",
            "The word is cut by the margin.",
            "state.unclear",
        ),
        (
            "nuance",
            "term",
            "none",
            "озабоченность",
            "concern",
            "“Concern” is weaker than “озабоченность” by one step.",
            "term.step",
        ),
        (
            "form",
            "form",
            "none",
            "Уважаемый господин Президент,",
            "Dear Mr. President:",
            "The salutation ends in a colon.",
            "form.punctuation",
        ),
    ]
    findings = []
    for cls, facet, severity, left, right, reason, rule in rows:
        finding = f"{name}/finding/{short_digest(left, right)}"
        sides = _side_of(a, left), _side_of(b, right)
        places = [
            (d.source, *d.place(s.start, s.end)[1:])
            for d, s in zip((a, b), sides, strict=True)
            if s.text
        ]
        build.say(finding, name, "finding", cls, places, reason, stage="substance")
        findings.append(
            Finding(finding, cls, facet, severity, *sides, reason, rule, origin=basis.beads[8].id)
        )  # type: ignore[arg-type]
    build.edition.all_comparisons.append(
        Comparison(
            ComparisonId(name),
            ItemId(item),
            basis.id,
            SideReport(a.id, "A", "ru", 173, 130, (), sha256(a.text.encode()).hexdigest()),
            SideReport(
                b.id,
                "B",
                "en",
                142,
                139,
                (NotHeld(b.gaps[0].at, 38, b.gaps[0].why),),
                sha256(b.text.encode()).hexdigest(),
            ),
            "differences_of_substance",
            "130 of 173 words of A could be compared with B, which lacks page 3. In what was "
            "compared there are two differences of substance: a deadline and the strength of a "
            "commitment.",
            tuple(findings),
            ("english 1", "russian 1"),
        )
    )


def _collate(build: Builder, item: str, b: Document, c: Document) -> None:
    rows = [
        ("twelve days", "ten days", "substance", "number", "major", "B has twelve, C has ten."),
        (
            "attentively",
            "with attention",
            "form",
            "substitution",
            "none",
            "The same in other words.",
        ),
    ]
    variations = []
    for n, (left, right, cls, kind, severity, reason) in enumerate(rows):
        readings = tuple(
            Reading(
                (siglum,), words, ((siglum, d.text.index(words), d.text.index(words) + len(words)),)
            )
            for siglum, d, words in (("B", b, left), ("C", c, right))
        )
        variations.append(
            Variation(f"{item}/variation/{n}", n, readings, cls, kind, severity, reason, lemma=0)  # type: ignore[arg-type]
        )
    build.edition.all_collations.append(
        Collation(
            CollationId(f"{item}/en"),
            ItemId(item),
            "en",
            ("B", "C"),
            "B",
            tuple(variations),
            (),
            (
                ("B", Coverage(142, 128, (Lacuna(b.gaps[0].at, 41, 38, 3, b.gaps[0].why),))),
                ("C", Coverage(176, 128, ())),
            ),
            96,
        )
    )


HALDEN = Party("Thomas Halden", "person", "halden-thomas", "president-of-arden")
TERMS = [
    ("president-of-arden", "quill-ada", "1950-01-20", "1955-01-19"),
    ("president-of-arden", "halden-thomas", "1955-01-20", ""),
]


def _authorities(edition: MemoryEdition) -> None:
    edition.authorities["people"] = [
        {"id": "halden-thomas", "name": "Halden, Thomas"},
        {"id": "quill-ada", "name": "Quill, Ada"},
    ]
    edition.authorities["offices"] = [
        {"id": key, "name": "President of Arden", "holder": who, "from": first, "to": last}
        for key, who, first, last in TERMS
    ]


def _answer(build: Builder) -> None:
    _authorities(build.edition)
    edition, item = build.edition, "1957-05-09-halden-veresov"
    build.source("answer", "box/answer.txt", ANSWER)
    document = build.document(
        "answer-1957-05-09", "answer", _parts(ANSWER, "dsbbcg"), language="en"
    )
    edition.all_items.append(
        Item(
            ItemId(item),
            "letter",
            "President Halden to Premier Veresov",
            "1957-05-09",
            ("Thomas Halden",),
            ("Premier Veresov",),
            (Witness("A", document.id, "original", "en", True),),
        )
    )
    edition.entries[document.id] = RegisterEntry(
        document.id,
        SourceId("answer"),
        0,
        len(ANSWER),
        date=build.field(
            document.id,
            "date",
            DatedRole(day("1957-05-09", "May 9, 1957"), "written"),
            "May 9, 1957",
            "1957-05-09",
        ),
        sender=(build.field(document.id, "sender", HALDEN, "Thomas Halden"),),
        place=Field(
            "Port Halden",
            (_span(edition, "answer", "Port Halden"),),
            "place.rule",
            0.6,
            f"{document.id}/place",
            "set",
            "set by an editor",
        ),
    )
    build.say(
        f"{document.id}/place",
        document.id,
        "place",
        "Port Halden",
        [("answer", *_span_range(ANSWER, "Port Halden"))],
        "the line above the date",
        status="set",
        original="THE PRESIDENT'S HOUSE",
        certainty=0.6,
        stage="register",
    )
    for words, state, target in (
        ("Your letter of May 3", "resolved", "1957-05-03-veresov-halden"),
        ("our Aide-Memoire of May 6", "attested", None),
    ):
        low, high = _span_range(document.text, words)
        name = f"{document.id}/mention/{short_digest(words)}"
        build.say(
            name,
            document.id,
            "mention",
            target,
            [("answer", *_span_range(ANSWER, words))],
            "date and kind agree",
            stage="link",
        )
        edition.all_mentions.append(
            Mention(
                name,
                document.id,
                low,
                high,
                words,
                (_span(edition, "answer", words),),
                "letter",
                "",
                None,
                state,
                ItemId(target) if target else None,  # type: ignore[arg-type]
                (Candidate(ItemId("1957-05-03-veresov-halden"), None, 0.9, ("the date",)),)
                if target
                else (),
                ("the date and the addressee agree",)
                if target
                else ("nothing of this date is held",),
                "mention.date",
            )
        )
    quoted = "ready to resume the lighting of the lighthouse"
    english = edition.document("translation-1957-05-03")
    low, high = _span_range(document.text, quoted)
    start, end = _span_range(english.text, quoted)  # type: ignore[union-attr]
    edition.all_quotations.append(
        Quotation(
            f"{document.id}/quotation/{short_digest(quoted)}",
            document.id,
            low,
            high,
            quoted,
            (_span(edition, "answer", quoted),),
            "1957-05-03",
            ItemId("1957-05-03-veresov-halden"),
            "exact",
            "as_cited",
            DocumentId("translation-1957-05-03"),
            start,
            end,
            (),
            "The words stand so in B.",
            "quotation.exact",
        )
    )


def _span_range(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def _memo(build: Builder) -> None:
    edition = build.edition
    build.source("memo", "box/memo.txt", MEMO)
    document = build.document(
        "memo-calloway", "memo", _parts(MEMO, "hbeg"), language="en", kind="memorandum"
    )
    edition.all_items.append(
        Item(
            ItemId("memo-calloway-secretary"),
            "memorandum",
            "R. Calloway to the Secretary",
            "",
            ("R. Calloway",),
            (),
            (Witness("A", document.id, "original", "en", True),),
        )
    )
    claim = "There are no differences in substance."
    edition.entries[document.id] = RegisterEntry(
        document.id,
        SourceId("memo"),
        0,
        len(MEMO),
        claims=(build.field(document.id, "claims", claim, claim),),
        handling=(
            build.field(
                document.id,
                "handling",
                Marking("handling", "MEMORANDUM FOR THE SECRETARY", "memo"),
                "MEMORANDUM FOR THE SECRETARY",
                "memo",
            ),
        ),
    )
    edition.all_duplicates.append(
        Duplicate(
            "memo/d-1",
            SourceId("memo"),
            _span_range(MEMO, "R. Calloway"),
            (len(MEMO), len(MEMO)),
            "same_page_recaptured",
            (("Attached", "Attacked"),),
            "the same lines, captured again",
        )
    )


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> \u202eevil\u202c "
    + "W" * 4000
    + " \"quoted\" 'single' & &amp; javascript:alert(1) {{ 7*7 }} {% raw %}"
)


def hostile() -> MemoryEdition:
    """An edition in which every text that can be hostile is."""
    build = Builder(f"Edition {HOSTILE}")
    build.source("bad <b>", "box/<script>.txt", HOSTILE, "text/html")
    document = build.document(
        "bad <b>#\"x'/../..", "bad <b>", [("body", HOSTILE, 1)], language="en", kind="<i>letter"
    )
    item = ItemId("a/../<script>&\"'")
    build.edition.all_items.append(
        Item(
            item,
            "<i>letter",
            HOSTILE,
            "<b>",
            (HOSTILE,),
            (HOSTILE,),
            (Witness('"><b>', document.id, "<role>", "en", True, because=HOSTILE),),
        )
    )
    build.field(document.id, "subject", HOSTILE, HOSTILE)
    build.edition.all_problems.append(Problem("R1", "error", HOSTILE, Place("<script>")))
    return build.edition


def pictured(*, hostile: bool = False) -> MemoryEdition:
    """The invented edition with the memorandum scanned: a page with an image, and one without."""
    edition = invented()
    at = next(n for n, source in enumerate(edition.all_sources) if source.id == "memo")
    path = 'memo "x" onerror=alert(1) <b>.pdf' if hostile else "memo.pdf"
    edition.all_sources[at] = replace(
        edition.all_sources[at], path=path, media_type="application/pdf"
    )
    text = edition.texts["memo"]
    middle = text.index("Attached")
    for n, (low, high) in enumerate(((0, middle), (middle, len(text))), 1):
        page = Page(f"memo/page/{n}", SourceId("memo"), n, low, high, "ocr", rotation=90 * (n - 1))
        edition.all_pages.append(page)
    edition.images["memo", 1] = (PageImage("image/png", "png", 900, 1200, True), cross(900, 1200))
    return edition
