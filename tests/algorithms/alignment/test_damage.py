"""Missing pages, pages said twice, refrains, and scripts without spaces."""

from __future__ import annotations

import pytest
from tests.algorithms.alignment.test_align import EN, RU, WORDS, shapes

from herewith.algorithms.alignment import align
from herewith.algorithms.alignment.drafts import Draft
from herewith.algorithms.alignment.estimate import (
    Constraints,
    _ratios,
    _through_path,
)
from herewith.algorithms.alignment.gaps import with_gaps
from herewith.algorithms.alignment.islands import islands
from herewith.algorithms.alignment.orphans import repeated as repeated_at
from herewith.algorithms.alignment.repeats import Block, find
from herewith.algorithms.alignment.sides import read
from herewith.languages.glossary import glossary

BACK = glossary("en", "ru")


@pytest.mark.parametrize("first", [0, 3, 6, 11])
def test_eight_sentences_missing_on_either_side_are_one_gap(first: int) -> None:
    last = first + 8
    for found in (
        align(RU, EN[:first] + EN[last:], glossary=WORDS),
        align(EN, RU[:first] + RU[last:], glossary=BACK),
    ):
        gaps = [bead.source for bead in found.beads if not bead.target]
        assert gaps == [tuple(range(first, last))]
        assert found.verdict == "aligned"


@pytest.mark.parametrize("first", [0, 3, 6])
def test_where_half_a_text_is_missing_the_rest_is_not_joined_to_fill_it(first: int) -> None:
    for source, target in ((RU, EN), (EN, RU)):
        found = align(source, target[:first] + target[first + 10 :])
        assert {(len(b.source), len(b.target)) for b in found.beads if b.target} == {(1, 1)}
        (gap,) = [bead for bead in found.beads if not bead.target]
        assert len(gap.source) == 10


def test_beside_a_wide_gap_of_a_long_text_the_way_is_open_again() -> None:
    before = [(k, k + 1, k, k + 1, 1.0) for k in range(300)]
    behind = [(k, k + 1, k - 100, k - 99, 1.0) for k in range(400, 600)]
    corridor = _through_path(600, 500, before + behind, Constraints())
    assert corridor.low[280] < 250
    assert corridor.high[420] > 345
    assert corridor.low[100] > 75


def test_a_text_that_lacks_a_part_is_begun_from_the_ratio_of_its_sentences_too() -> None:
    whole = read(["Nine words stand here, and they say very little."] * 300)
    part = read(["Nine words stand here, and they say very little."] * 200)
    assert _ratios(whole, part) == pytest.approx([2 / 3, 1.0])
    assert _ratios(whole, whole) == [1.0]


def test_lines_without_words_do_not_cut_a_gap_in_two() -> None:
    source = (*RU[:8], "* * *", *RU[8:])
    found = align(source, EN[:5] + EN[12:], glossary=WORDS)
    (gap,) = [bead for bead in found.beads if bead.kind == "gap"]
    assert gap.source == tuple(range(5, 13))
    assert gap.reasons[0].startswith("7 sentences")


@pytest.mark.parametrize("away", [0, 4])
@pytest.mark.parametrize("first", [2, 9])
def test_a_page_said_twice_is_one_block_and_shifts_nothing(first: int, away: int) -> None:
    page = slice(first, first + 5)
    at = first + 5 + away
    twice = EN[:at] + EN[page] + EN[at:]
    found = align(RU, twice, glossary=WORDS)
    (block,) = [bead for bead in found.beads if bead.kind == "repeated"]
    assert len(block.target) == 5
    assert found.verdict == "aligned"
    rest = [(s, tuple(twice[j] for j in t)) for s, t in shapes(found) if s]
    assert rest == [((n,), (EN[n],)) for n in range(20)]


def test_a_page_photographed_twice_is_known_in_spite_of_misreadings() -> None:
    page = [s.replace("a", "o", 1).replace("th", "tb", 1) for s in EN[6:12]]
    found = align(RU, (*EN[:12], *page, *EN[12:]), glossary=WORDS)
    (block,) = [bead for bead in found.beads if bead.kind == "repeated"]
    assert block.target in (tuple(range(6, 12)), tuple(range(12, 18)))


def test_a_refrain_of_both_texts_stays_where_it_is() -> None:
    source = RU[:8] + RU[2:6] + RU[8:]
    target = EN[:8] + EN[2:6] + EN[8:]
    found = align(source, target, glossary=WORDS)
    assert shapes(found) == [((n,), (n,)) for n in range(24)]


def test_a_sentence_with_other_figures_is_no_repetition() -> None:
    said = "Vessel number {} left the harbour with {} tons of coal on the evening tide."
    sentences = [said.format(3, 40), "We wait.", said.format(3, 40), said.format(4, 90)]
    assert repeated_at(sentences, (2,)) == (0, 0)
    assert repeated_at(sentences, (3,)) is None


def test_blocks_are_found_whole_and_short_ones_are_not_looked_at() -> None:
    assert find([*EN[:9], *EN[4:9], *EN[9:]]) == [Block(4, 9, 5)]
    assert find(["No.", "Yes.", *EN[:5], "No.", "Yes."]) == []


def test_a_lone_bead_in_the_midst_of_a_gap_is_an_island() -> None:
    run = [(k, k + 1, 0, 0) for k in range(3)]
    more = [(k, k + 1, 1, 1) for k in range(4, 7)]
    assert list(islands([*run, (3, 4, 0, 1), *more])) == [(3, 4, 0, 1)]
    assert list(islands([(0, 1, 0, 1), *run])) == []


def test_orphans_outside_the_letter_that_are_headings_are_furniture() -> None:
    drafts = [
        Draft((), (0,), "added", 0.9, ()),
        Draft((0,), (1,), "match", 0.9, ()),
        Draft((), (2,), "added", 0.9, ()),
        Draft((1,), (3,), "match", 0.9, ()),
    ]
    target = ("(TRANSLATION)", "We agree.", "And again.", "We hope.")
    made = with_gaps(
        drafts, ("a", "b"), target, (["body"] * 2, ["heading", "body", "heading", "body"])
    )
    kinds = {d.target: (d.kind, d.reasons) for d in made if not d.source}
    assert kinds[(0,)] == ("furniture", ("the translation’s own heading",))
    assert kinds[(2,)][0] == "added"


def test_editors_orphans_are_never_joined_to_a_gap() -> None:
    drafts = [Draft((k,), (), "omitted", 0.9, ()) for k in range(3)]
    drafts.append(Draft((3,), (), "omitted", 1.0, ("fixed by an editor",), "accepted"))
    made = with_gaps(drafts, ("a", "b", "c", "d"), ())
    assert sorted(d.source for d in made) == [(0, 1, 2), (3,)]


ZH = (
    "我们已于3月3日收到贵国政府的来信。",
    "维斯克政府对此表示感谢。",
    "我国船只将留在海峡直到4月15日。",
    "我们不能接受关闭萨恩港的要求。",
    "这一步骤难道不会导致战争吗？",
    "两国渔民要的是和平与面包。",
    "我们建议两个委员会在日内瓦会晤。",
    "每个委员会应有5名成员和1名秘书。",
    "委员会应在20天内向两国政府报告。",
    "如果贵国政府同意，我们将撤回巡逻艇。",
    "灯塔建于1887年，为各国服务。",
    "海峡天气恶劣，可能发生事故。",
    "希望尽快得到答复。",
)
JA = (
    "我々は3月3日に貴国政府の書簡を受領した。",
    "ヴェスク政府は感謝する。",
    "我が国の船舶は4月15日まで海峡に留まる。",
    "サルン港の閉鎖という要求は受け入れられない。",
    "この措置は戦争を招くのではないか？",
    "両国の漁民は平和とパンを求めている。",
    "我々は二つの委員会がジュネーブで会合することを提案する。",
    "各委員会は5名の委員と1名の秘書から成る。",
    "委員会は20日以内に両国政府に報告する。",
    "貴国政府が同意すれば、巡視艇を撤退させる。",
    "灯台は1887年に建てられ、各国に役立つ。",
    "海峡の天候は悪く、事故が起こり得る。",
    "速やかな回答を希望する。",
)
EN_OF_ZH = (*EN[:10], EN[12], EN[14], EN[19])


def test_chinese_and_japanese_are_aligned_by_their_characters() -> None:
    found = align(ZH, JA)
    assert shapes(found) == [((n,), (n,)) for n in range(13)]
    assert found.verdict == "aligned"


def test_a_missing_page_of_a_japanese_text_is_one_gap() -> None:
    found = align(ZH, JA[:4] + JA[8:])
    assert [b.source for b in found.beads if not b.target] == [(4, 5, 6, 7)]


def test_chinese_is_aligned_with_english_by_lengths_and_figures() -> None:
    found = align(ZH, EN_OF_ZH)
    right = [pair for pair in shapes(found) if pair[0] == pair[1] and len(pair[0]) == 1]
    assert len(right) >= 11
