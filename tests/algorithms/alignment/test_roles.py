"""Heads and feet of letters: what is paired by its role, and what must not be."""

from __future__ import annotations

from herewith.algorithms.alignment import align
from herewith.algorithms.alignment.roles import pair, strangers

BODY = ["We have received your note.", "Nothing in it is new."]
SAME = ["Мы получили Вашу ноту.", "Ничего нового в ней нет."]


def paired(
    left: dict[str, str], right: dict[str, str]
) -> list[tuple[str, tuple[int, ...], tuple[int, ...], bool]]:
    """Pairs between two feet of letters, given as lines with their roles."""
    found = pair(list(left.values()), list(right.values()), (list(left), list(right)))
    return [(p.role, p.source, p.target, p.confirmed) for p in found]


def test_a_signature_in_the_line_of_the_closing_words_belongs_to_them() -> None:
    apart = {"С уважением": "closing", "С. ВОРОХОВ": "signature"}
    joined = {"Respectfully, S. Vorokhov": "closing"}
    assert paired(apart, joined) == [("closing", (0, 1), (0,), True)]
    assert paired(joined, apart) == [("closing", (0,), (0, 1), True)]


def test_a_mark_of_the_listening_post_is_not_the_signature() -> None:
    apart = {"С уважением": "closing", "С. ВОРОХОВ": "signature"}
    heard = {"Respectfully, S. Vorohov.": "closing", "(Endall)": "signature"}
    assert paired(apart, heard) == [("closing", (0, 1), (0,), True)]


def test_signatures_of_two_men_and_dates_of_two_days_are_paired_in_doubt() -> None:
    one = {"N. Holm": "signature", "May 3, 1959": "dateline"}
    other = {"П. Орлин": "signature", "7 июня 1960 года": "dateline"}
    assert [(p[0], p[3]) for p in paired(one, other)] == [("dateline", False), ("signature", False)]
    found = align(
        [*BODY, *one],
        [*SAME, *other],
        source_roles=["body", "body", *one.values()],
        target_roles=["body", "body", *other.values()],
    )
    doubts = [bead.reasons[-1] for bead in found.beads if bead.kind == "furniture"]
    assert doubts == ["the names differ", "the dates differ"]
    assert all(bead.confidence < 0.5 for bead in found.beads if bead.kind == "furniture")


def test_a_name_written_by_ear_is_the_same_signature() -> None:
    for russian, english in (("Дин Раск", "Dean Rusk"), ("Н. ХРУШЕВ", "N. Khrushchev")):
        (one,) = paired({russian: "signature"}, {english: "signature"})
        assert one[3]


def test_a_salutation_is_never_paired_with_a_label() -> None:
    source = ["Уважаемый господин Президент!", *SAME]
    target = ["TEXT OF THE LETTER TO THE PRESIDENT", *BODY]
    roles = (["salutation", "body", "body"], ["other", "body", "body"])
    assert strangers(*roles) == [(0, 0)]
    found = align(
        source,
        target,
        glossary=[("президент", "president", 1.0)],
        source_roles=roles[0],
        target_roles=roles[1],
    )
    assert not [bead for bead in found.beads if 0 in bead.source and 0 in bead.target]


def test_a_line_of_the_head_is_not_a_sentence_moved_out_of_a_missing_page() -> None:
    body = [f"Ship {k} of the northern line was seen off cape {k * 3}." for k in range(20)]
    lost = "The statement of the Chairman of the Straits Commission Mr. Brandvik was read in May."
    copy_to = "Copy to Mr. Brandvik, Chairman of the Straits Commission"
    source = [*body[:8], lost, *body[8:14], *body[14:]]
    target = [copy_to, *body[:6], *body[14:]]
    roles = (["body"] * len(source), ["address", *["body"] * (len(target) - 1)])
    found = align(source, target, source_roles=roles[0], target_roles=roles[1])
    assert [bead for bead in found.beads if bead.kind == "moved"] == []
    free = align(source, target)
    assert [(b.source, b.target) for b in free.beads if b.kind == "moved"] == [((8,), (0,))]
