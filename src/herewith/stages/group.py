"""Group documents into items: which texts testify to one letter, and in which role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from herewith.algorithms.grouping import Card, Link, group, links
from herewith.algorithms.item_names import describe, item_id
from herewith.algorithms.witness_roles import Said, roles, siglum_letters
from herewith.model.collation import Item, ItemId, Witness
from herewith.model.decision import Decision, status_of
from herewith.model.document import Document
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.records import short_digest
from herewith.model.register import RegisterEntry, Status
from herewith.model.sharing import SharedWording
from herewith.model.text import Span

__all__ = ["Group"]

HEAD = 240
"""Characters at the head of a text in which it may say what it is."""


@dataclass(frozen=True, slots=True)
class Group:
    """The stage `group`: from documents and register entries to items with witnesses."""

    name: str = "group"
    version: str = "2"
    consumes: tuple[type, ...] = (Document, RegisterEntry, SharedWording)
    produces: tuple[type, ...] = (Item,)

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        """One unit: every document may belong with every other."""
        del context
        documents = records.get(Document, ())
        if documents:
            yield Unit("box", tuple(r for kind in self.consumes for r in records.get(kind, ())))

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Link, group and name; move what editors moved; give roles and sigla."""
        documents = {str(r.id): r for r in unit.records if isinstance(r, Document)}
        entries = {str(r.id): r for r in unit.records if isinstance(r, RegisterEntry)}
        shared = [r for r in unit.records if isinstance(r, SharedWording)]
        cards = [_card(d, entries.get(key)) for key, d in documents.items()]
        found = links(cards, shared)
        members = _named(group(documents, found), documents, entries, context)
        moved = _moved(members, documents, entries, context)
        carried = {link.carried: link for link in found if link.carried}
        found_in = {key: name for name, keys in members.items() for key in keys}
        items: list[Item] = []
        statements: list[Statement] = []
        for name in sorted(moved):
            keys = moved[name]
            aliases = _aliases(name, keys, context)
            item = _item(name, keys, aliases, documents, entries, found, carried)
            item, said = _stated(item, found_in, documents, context.decisions)
            items.append(item)
            statements += said
        return Outcome(tuple(items), tuple(sorted(statements, key=lambda s: s.id)))


def _card(document: Document, entry: RegisterEntry | None) -> Card:
    """What grouping needs of a document; fields that editors rejected are left out."""
    if entry is None:
        return Card(document.id, document.language, document.kind, None, (), (), (), document.text)
    date = entry.date if entry.date and entry.date.status != "rejected" else None
    return Card(
        id=document.id,
        language=document.language,
        kind=entry.kind.value if entry.kind else document.kind,
        date=date.value.date if date else None,
        other_dates=tuple(f.value.date for f in entry.dates if f.status != "rejected"),
        sender=tuple(f.value for f in entry.sender if f.status != "rejected"),
        addressee=tuple(f.value for f in entry.addressee if f.status != "rejected"),
        text=document.text,
        incomplete=bool(document.gaps) or not document.complete,
        printed_in=document.source if _is_printed(document) else "",
        telegrams=frozenset(f.value.normal for f in entry.numbers if f.value.kind == "telegram"),
    )


def _is_printed(document: Document) -> bool:
    """Whether a document stands in a published volume: its format gave it an xml:id."""
    return any(key == "xml:id" for key, _ in document.attributes)


def _minted(context: Context) -> Mapping[str, str]:
    """Item ids given in earlier runs, by document."""
    minted = context.settings.get("minted", {})
    return minted if isinstance(minted, Mapping) else {}


def _named(
    groups: Sequence[tuple[str, ...]],
    documents: Mapping[str, Document],
    entries: Mapping[str, RegisterEntry],
    context: Context,
) -> dict[str, tuple[str, ...]]:
    """Item ids of the groups: one minted before, or one made from the register.

    Two items that would have one name are told apart by a digest of their text.
    """
    minted = _minted(context)
    proposed = {}
    for keys in groups:
        before = [minted[key] for key in keys if key in minted]
        own = [(documents[key], entries.get(key)) for key in keys]
        proposed[keys] = before[0] if before else item_id(own)
    out: dict[str, tuple[str, ...]] = {}
    for keys, name in sorted(proposed.items()):
        kept = sum(other == name for other in proposed.values()) == 1 or any(
            minted.get(key) == name for key in keys
        )
        unique = name if kept and name not in out else f"{name}-{_text_digest(keys, documents)}"
        out[unique] = keys
    return out


def _text_digest(keys: Sequence[str], documents: Mapping[str, Document]) -> str:
    return short_digest([documents[key].text for key in keys], size=4)


def _moved(
    members: Mapping[str, tuple[str, ...]],
    documents: Mapping[str, Document],
    entries: Mapping[str, RegisterEntry],
    context: Context,
) -> dict[str, tuple[str, ...]]:
    """Membership after the editors' word on `<document>/item`.

    A rejected membership makes the document an item of its own; a set one moves it.
    """
    out = {name: list(keys) for name, keys in members.items()}
    for name, keys in members.items():
        for key in keys:
            decision = context.decisions.get(f"{key}/item")
            if decision is None or decision.judgement not in ("reject", "set"):
                continue
            if decision.judgement == "reject" and len(keys) == 1:
                continue
            out[name].remove(key)
            if decision.judgement == "set":
                target = str(decision.value)
            else:
                target = item_id([(documents[key], entries.get(key))])
                if target in out:
                    target = f"{target}-{_text_digest([key], documents)}"
            out.setdefault(target, []).append(key)
    return {name: tuple(sorted(keys)) for name, keys in out.items() if keys}


def _aliases(name: str, keys: Sequence[str], context: Context) -> tuple[str, ...]:
    """Other ids under which the members were known before."""
    minted = _minted(context)
    return tuple(sorted({minted[key] for key in keys if key in minted} - {name}))


def _item(
    name: str,
    keys: Sequence[str],
    aliases: tuple[str, ...],
    documents: Mapping[str, Document],
    entries: Mapping[str, RegisterEntry],
    found: Sequence[Link],
    carried: Mapping[str, Link],
) -> Item:
    """An item with roles, sigla and the reason why each witness is here."""
    given = roles(
        {key: _said(documents[key], entries.get(key), _carrier(key, documents)) for key in keys}
    )
    sigla = siglum_letters([(key, given[key].name) for key in keys])
    witnesses = []
    for key in sorted(keys, key=lambda k: sigla[k]):
        link = _best(key, keys, found)
        why = link.because if link else "the only text we hold"
        witnesses.append(
            Witness(
                siglum=sigla[key],
                document=documents[key].id,
                role=given[key].name,
                language=documents[key].language,
                because=f"{why}; {given[key].because}",
                rule=f"{link.rule if link else 'alone'}+{given[key].rule}",
                certainty=link.certainty if link else 1.0,
                statement=f"{key}/item",
            )
        )
    for key in keys:
        witnesses += _relays(key, keys, documents, carried)
    own = [(documents[key], entries.get(key)) for key in keys]
    facts = describe(own)
    return Item(
        id=ItemId(name),
        kind=facts.kind,
        title=facts.title,
        date=facts.date,
        sender=facts.sender,
        addressee=facts.addressee,
        witnesses=_based(witnesses),
        aliases=aliases,
    )


def _carrier(key: str, documents: Mapping[str, Document]) -> Document | None:
    """The document that carries another, as reconstruction found it."""
    stated = dict(documents[key].attributes)
    return documents.get(stated.get("carried_by", ""))


def _said(document: Document, entry: RegisterEntry | None, carrier: Document | None) -> Said:
    """What a document says of itself, and its carrier of it, for the roles."""
    announced = _announced(document, carrier) if carrier else ""
    head = " ".join((announced, document.heading or "", document.text[:HEAD]))
    outside = entry.markings if entry else ()
    return Said(
        language=document.language,
        head=" ".join((head, *(m.value.value for m in outside))),
        kind=entry.kind.value if entry and entry.kind else document.kind,
        source_language=(entry.source_language.value if entry and entry.source_language else None),
        printed=_is_printed(document) or (carrier is not None and _is_printed(carrier)),
        indistinct=any(layer.kind == "indistinct" for layer in document.layers),
        carried=carrier is not None,
    )


def _announced(document: Document, carrier: Document) -> str:
    """The carrier's words right before the letter that it carries."""
    start = document.passages[0].start
    before = [r.end for r in carrier.runs if r.source_end <= start and r.source == document.source]
    end = max(before, default=0)
    return carrier.text[max(0, end - HEAD) : end]


def _best(key: str, keys: Sequence[str], found: Sequence[Link]) -> Link | None:
    """The surest link that ties a document to its companions."""
    own = [ln for ln in found if key in (ln.a, ln.b) and ln.a in keys and ln.b in keys]
    return max(own, key=lambda ln: (ln.certainty, ln.a, ln.b), default=None)


def _relays(
    key: str,
    keys: Sequence[str],
    documents: Mapping[str, Document],
    carried: Mapping[str, Link],
) -> list[Witness]:
    """The part of another document that carries this one, as a witness of its own.

    Grouping links the carrier to what it carries without making them one item.
    """
    link = carried.get(key)
    if link is None or link.span is None:
        return []
    carrier = link.b if link.a == key else link.a
    if carrier in keys:
        return []
    return [
        Witness(
            siglum="R",
            document=documents[carrier].id,
            role="relay",
            language=documents[carrier].language,
            start=link.span[0],
            end=link.span[1],
            because=link.because,
            rule=link.rule,
            certainty=link.certainty,
            statement=f"{key}/carried_by",
        )
    ]


def _based(witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    """Mark the base of each language: the original, else a translation, else a print."""
    order = ("original", "translation", "print", "copy", "informal_translation")
    best: dict[str | None, tuple[int, int]] = {}
    for n, witness in enumerate(witnesses):
        rank = order.index(witness.role) if witness.role in order else len(order)
        best[witness.language] = min(best.get(witness.language, (rank, n)), (rank, n))
    return tuple(replace(w, base=best[w.language][1] == n) for n, w in enumerate(witnesses))


def _stated(
    item: Item,
    found_in: Mapping[str, str],
    documents: Mapping[str, Document],
    decisions: Mapping[str, Decision],
) -> tuple[Item, list[Statement]]:
    """The item with the editors' word on each witness, and a statement for each.

    `found_in` names the item of each document before editors moved any.
    """
    witnesses, statements = [], []
    for witness in item.witnesses:
        decision = decisions.get(witness.statement)
        machine = found_in.get(witness.document, item.id)
        status: Status = status_of(decision)
        because = witness.because
        if decision and decision.judgement in ("set", "reject"):
            because = f"{decision.by}: {decision.because or 'no reason given'}"
        witnesses.append(replace(witness, status=status, because=because))
        statements.append(
            Statement(
                id=StatementId(witness.statement),
                subject=str(witness.document),
                property=witness.statement.rpartition("/")[2],
                value=item.id,
                evidence=_opening(documents[witness.document], witness.start),
                stage="group",
                rule=witness.rule,
                because=because,
                certainty=witness.certainty,
                language=witness.language,
                status=status,
                original_value=machine if machine != item.id else None,
            )
        )
    return replace(item, witnesses=tuple(witnesses)), statements


def _opening(document: Document, start: int) -> tuple[Span, ...]:
    """The first words of a testimony, as evidence of what was grouped."""
    found = document.locate(start, min(start + 60, len(document.text)))
    if not found:
        return ()
    source, low, high = found[0]
    return (Span(source, low, high, document.text[start : start + 60]),)
