"""The patterns page: one of every component, from text made up for it."""

from __future__ import annotations

from herewith.site.pages import Facing, PatternsPage
from herewith.site.parts import (
    Block,
    Cell,
    Evidence,
    FieldRow,
    FindingCard,
    FindingMark,
    GapBlock,
    MapGap,
    MapMark,
    Minimap,
    Note,
    Paragraph,
    Piece,
    Reading,
    Ref,
    Row,
    Sentence,
    SideCoverage,
    Words,
)

__all__ = ["patterns_page"]

GAP = GapBlock("g-pattern", "page", 3, 380, "the catchword of page 2 does not begin page 4", "")


def patterns_page() -> PatternsPage:
    """The page; it asks nothing of the edition."""
    finding = FindingCard(
        "pattern",
        "f-pattern",
        "substance",
        "quantity",
        "major",
        "не позднее чем через ",
        "десять",
        " дней со дня получения",
        "",
        "not later than ",
        "twelve",
        " days from receipt",
        "",
        "A says ten days, B says twelve.",
        "quantity.differs",
        "proposed",
        Ref("translation"),
        "",
    )
    return PatternsPage(
        _reading(),
        _facing(),
        (finding,),
        (
            FieldRow("date", "1957-05-03", "written", ("3 May 1957",), "proposed", "", ""),
            FieldRow("place", "Port Halden", "", (), "set", "the letterhead of the office", ""),
        ),
        Evidence(
            "pattern",
            "box/pattern.txt",
            "",
            "",
            12,
            340,
            352,
            "Sir, on the ",
            "third of May",
            " your vessels passed",
            "en",
        ),
        Minimap(
            (MapMark("f-pattern", "substance", "quantity", 140, 60, 180, 40),),
            ((520, 610),),
            (MapGap("g-map", "b", 700, 38, "the page is not held", ""),),
        ),
    )


def _reading() -> Reading:
    pieces = (
        Piece("The pilots shall "),
        Piece("not ", ("struck",), True, "the sentence needs the word"),
        Piece("leave "),
        Piece("the inner ", ("inserted",)),
        Piece("roads before "),
        Piece("dawn", ("unclear",), False, "the last letter is cut"),
        Piece("", note=1),
        Piece(", said "),
        Piece("(word indistinct)", ("indistinct",), False, "so in the transcript"),
        Piece("."),
    )
    text = Paragraph("body", True, False, 2, (Sentence("s-pattern", pieces),))
    return Reading(
        "pattern",
        "",
        "B",
        "translation",
        "en",
        None,
        12,
        False,
        (Block(text, None), Block(None, GAP)),
        (Note(1, "Local time.", True, ""),),
    )


def _paragraph(anchor: str, text: str) -> Paragraph:
    return Paragraph("body", True, False, None, (Sentence(anchor, (Piece(text),)),))


def _facing() -> Facing:
    first = Row(
        "b-pattern-1",
        "match",
        Cell((_paragraph("s-p1", "Срок – десять дней."),), "", None),
        Cell((_paragraph("s-p2", "The term is twelve days."),), "", None),
        False,
        (),
        "proposed",
        "",
        (FindingMark("substance", "quantity", "patterns.html"),),
    )
    second = Row(
        "b-pattern-2",
        "match",
        Cell((_paragraph("s-p3", "Маяк будет погашен."),), "", None),
        Cell((_paragraph("s-p4", "There will be no light."),), "", None),
        True,
        ("no number or name in common",),
        "proposed",
        "",
        (),
    )
    third = Row(
        "b-pattern-3",
        "gap",
        Cell((_paragraph("s-p5", "Лоцманы извещены."),), "", None),
        Cell((), "gap", GapBlock("g-pattern-2", "page", 3, 380, GAP.why, "")),
        False,
        (),
        "proposed",
        "",
        (),
    )
    fourth = Row(
        "b-pattern-4",
        "omitted",
        Cell((_paragraph("s-p6", "Прошу ответа."),), "", None),
        Cell((), "no_counterpart", None),
        False,
        (),
        "rejected",
        "",
        (),
    )
    return Facing(
        "pattern",
        "patterns.html",
        "partly",
        SideCoverage("A", "original", "ru", "", Words(10, 6), 4, 2, 2, ()),
        SideCoverage("B", "translation", "en", "", Words(9, 9), 2, 2, 0, (GAP.why,)),
        1,
        (first, second, third, fourth),
    )
