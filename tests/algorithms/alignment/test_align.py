"""Alignment of invented texts: the laws, and the damage that letters suffer."""

from __future__ import annotations

import subprocess
import sys
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from herewith.algorithms.alignment import Alignment, Anchor, align, gale_church, learn_lexicon
from herewith.algorithms.alignment.corridor import everything, through
from herewith.algorithms.alignment.lattice import best_path, chances
from herewith.algorithms.alignment.scores import IMPOSSIBLE, SHAPES
from herewith.languages.glossary import glossary

EN = (
    "We have received your message of 3 March.",
    "The Government of Vesk thanks you for it.",
    "Our ships will remain in the strait until 15 April.",
    "We cannot accept the demand that the harbour of Sarn be closed.",
    "Is it not clear that such a step would lead to war?",
    "The fishermen of both countries want peace and bread.",
    "We propose that two commissions meet in Geneva.",
    "Each commission should have five members and one secretary.",
    "They would report to both Governments within 20 days.",
    "If your Government agrees, we shall withdraw the patrol boats.",
    "This is our answer to your three questions.",
    "The lighthouse on the island of Orm must not be touched.",
    "It was built in 1887 and serves all nations.",
    "We ask you to give orders to the commander of the base.",
    "The weather in the strait is bad and an accident is possible.",
    "Let us not allow a storm to decide about war and peace.",
    "I am ready to send my deputy to Geneva at any time.",
    "The newspapers write much that is not true.",
    "We trust your word more than the newspapers.",
    "I hope for a quick reply.",
)
RU = (
    "Мы получили Ваше послание от 3 марта.",
    "Правительство Веска благодарит Вас за него.",
    "Наши корабли останутся в проливе до 15 апреля.",
    "Мы не можем принять требование о закрытии порта Сарн.",
    "Разве не ясно, что такой шаг привел бы к войне?",
    "Рыбаки обеих стран хотят мира и хлеба.",
    "Мы предлагаем, чтобы две комиссии встретились в Женеве.",
    "Каждая комиссия должна иметь пять членов и одного секретаря.",
    "Они доложили бы обоим правительствам в течение 20 дней.",
    "Если Ваше правительство согласится, мы отведем патрульные катера.",
    "Таков наш ответ на Ваши три вопроса.",
    "Маяк на острове Орм не должен быть тронут.",
    "Он был построен в 1887 году и служит всем народам.",
    "Мы просим Вас дать указания командующему базой.",
    "Погода в проливе плохая, и возможна авария.",
    "Не позволим же шторму решать вопрос о войне и мире.",
    "Я готов в любое время направить в Женеву моего заместителя.",
    "Газеты пишут много неправды.",
    "Мы доверяем Вашему слову больше, чем газетам.",
    "Надеюсь на скорый ответ.",
)
OTHER = (
    "The harvest of plums was poor this year.",
    "My aunt keeps four geese and a very old dog.",
    "In the evening she reads aloud from a cookery book.",
    "Nobody knows why the clock in the kitchen stopped.",
    "We painted the fence green and the gate white.",
    "The postman came twice with parcels from the tailor.",
    "A button was missing and the sleeves were too long.",
    "On the piano lies a violin without strings.",
    "The neighbours are learning to dance.",
    "Tomorrow we shall bake bread with caraway.",
    "The cat prefers milk to cream.",
    "There is dust on the mirror.",
)
WORDS = glossary("ru", "en")


def shapes(found: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in found.beads]


def test_a_letter_and_its_translation_are_paired_sentence_by_sentence() -> None:
    found = align(RU, EN, glossary=WORDS)
    assert shapes(found) == [((n,), (n,)) for n in range(20)]
    assert found.verdict == "aligned"
    assert found.beads[0].reasons[0] == "numbers: 3"


def test_a_text_with_itself_is_all_one_to_one() -> None:
    assert shapes(align(EN, EN)) == [((n,), (n,)) for n in range(20)]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_too_few_sentences_are_never_said_to_be_no_translation(count: int) -> None:
    itself = align(RU[:count], RU[:count])
    assert [(b.source, b.target) for b in itself.beads] == [((k,), (k,)) for k in range(count)]
    for found in (itself, align(RU[:count], EN[-count:])):
        assert found.verdict in ("unreliable", "partly")
    assert align(RU[:1], EN[-1:]).because.startswith("only 1 sentence on the shorter side")


def test_both_directions_find_the_same_beads() -> None:
    there = set(shapes(align(RU, EN, glossary=WORDS)))
    back = shapes(align(EN, RU, glossary=glossary("en", "ru")))
    assert there == {(source, target) for target, source in back}


def test_eight_missing_sentences_are_one_gap() -> None:
    found = align(RU, EN[:6] + EN[14:], glossary=WORDS)
    gaps = [bead for bead in found.beads if bead.kind == "gap"]
    assert [bead.source for bead in gaps] == [tuple(range(6, 14))]
    assert shapes(found)[-1] == ((19,), (11,))


def test_a_page_filed_twice_is_a_repetition_and_shifts_nothing() -> None:
    found = align(RU[:12] + RU[6:12] + RU[12:], EN, glossary=WORDS)
    repeated = [bead for bead in found.beads if bead.kind == "repeated"]
    assert len(repeated) == 1
    assert len(repeated[0].source) == 6
    assert shapes(found)[-8:] == [((n + 6,), (n,)) for n in range(12, 20)]


def test_a_block_that_was_moved_is_reported_as_moved() -> None:
    found = align(RU[:2] + RU[11:13] + RU[2:11] + RU[13:], EN, glossary=WORDS)
    moved = {(bead.source, bead.target) for bead in found.beads if bead.kind == "moved"}
    assert moved == {((2,), (11,)), ((3,), (12,))}


def test_texts_that_have_nothing_in_common_are_no_translation() -> None:
    found = align(RU, OTHER, glossary=WORDS)
    assert found.verdict in ("unreliable", "not_a_translation")
    assert max(bead.confidence for bead in found.beads if bead.source and bead.target) < 0.5


def test_furniture_is_paired_by_role_and_not_by_place() -> None:
    source = ("Уважаемый господин Президент!", *RU, "3 марта 1959 года")
    target = ("Vesk, March 3, 1959", "Dear Mr. President:", *EN)
    roles = ["salutation", *["body"] * 20, "dateline"]
    others = ["dateline", "salutation", *["body"] * 20]
    found = align(source, target, glossary=WORDS, source_roles=roles, target_roles=others)
    furniture = {(b.source, b.target) for b in found.beads if b.kind == "furniture"}
    assert furniture == {((21,), (0,)), ((0,), (1,))}


def test_an_editors_bead_holds_and_moves_the_rest() -> None:
    anchor = Anchor("together", (4,), (5,), "the question", "beads.txt:1")
    found = align(RU, EN, glossary=WORDS, anchors=[anchor])
    fixed = [bead for bead in found.beads if bead.status == "accepted"]
    assert [(bead.source, bead.target) for bead in fixed] == [((4,), (5,))]
    for bead in found.beads:
        for s in bead.source:
            for t in bead.target:
                assert (s < 4) == (t < 5) or (s, t) == (4, 5)


def test_sentences_an_editor_has_parted_are_never_in_one_bead() -> None:
    found = align(RU, EN, glossary=WORDS, anchors=[Anchor("apart", (9,), (9,))])
    assert not any(9 in bead.source and 9 in bead.target for bead in found.beads)


def test_editors_who_contradict_each_other_are_told_so() -> None:
    anchors = [
        Anchor("together", (1,), (1,)),
        Anchor("alone", (1,), ()),
        Anchor("alone", (99,), ()),
    ]
    found = align(RU, EN, glossary=WORDS, anchors=anchors)
    assert [conflict.message for conflict in found.conflicts] == [
        "s1 is already fixed by another line",
        "there is no s99; the last is s19",
    ]


def test_a_lexicon_learnt_from_beads_holds_words_of_both_texts() -> None:
    beads = align(RU * 2, EN * 2, glossary=WORDS).beads
    lexicon = learn_lexicon([(RU * 2, EN * 2, beads)], source_language="ru", target_language="en")
    assert ("мы", "we") in {(entry.source, entry.target) for entry in lexicon.entries}


class StandIn:
    """An encoder that knows the answers: the same vector for a sentence and its rendering."""

    fingerprint = "stand-in"

    def encode(self, sentences: list[str]) -> np.ndarray:
        rows = np.zeros((len(sentences), 20), dtype=np.float32)
        for row, sentence in enumerate(sentences):
            words = RU if sentence in RU else EN
            rows[row, words.index(sentence)] = 1.0
        return rows


def test_an_encoder_is_one_more_piece_of_evidence() -> None:
    bare = align(RU, EN)
    aided = align(RU, EN, encoder=StandIn())
    assert shapes(aided) == [((n,), (n,)) for n in range(20)]
    assert aided.quality.gain > bare.quality.gain


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ((), ()),
        ((), EN),
        (RU, ()),
        (("",), ("", "")),
        (RU[:1], EN[:1]),
        (RU[:1], EN * 25),
        (("\0", "\0\0 a"), ("\ufeff",)),
        (("שלום לך.", "מה שלומך היום?"), EN[:2]),
        (("我们同意。", "你说什么？", "好！"), EN[:3]),
    ],
)
def test_whatever_comes_every_sentence_is_in_exactly_one_bead(
    source: tuple[str, ...], target: tuple[str, ...]
) -> None:
    found = align(source, target)
    assert sorted(chain(*(bead.source for bead in found.beads))) == list(range(len(source)))
    assert sorted(chain(*(bead.target for bead in found.beads))) == list(range(len(target)))


sentence = st.lists(
    st.sampled_from(["war", "peace", "ships", "3", "Sarn", "why?", "война", "мир.", "", "\0"]),
    max_size=6,
).map(" ".join)


@given(st.lists(sentence, max_size=9), st.lists(sentence, max_size=9))
def test_beads_cover_both_texts_once(source: list[str], target: list[str]) -> None:
    found = align(source, target)
    assert sorted(chain(*(bead.source for bead in found.beads))) == list(range(len(source)))
    assert sorted(chain(*(bead.target for bead in found.beads))) == list(range(len(target)))
    assert all(0 <= bead.confidence <= 1 for bead in found.beads)


def test_the_hash_seed_changes_nothing() -> None:
    code = (
        "from tests.algorithms.alignment.test_align import *;"
        "from herewith.model.records import digest;"
        "print(digest(align(RU, EN[:6] + EN[9:], glossary=WORDS).beads))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(made) == 1


def _all_paths(n: int, m: int, score: dict[tuple[int, int, int], float]) -> dict[tuple, float]:
    """Weights of all paths through a small square, each gap opened once; plain and slow."""
    from herewith.algorithms.alignment.lattice import GAP_EXTEND, GAP_OPEN

    done: dict[tuple, float] = {}

    def walk(i: int, j: int, state: str, path: tuple, weight: float) -> None:
        if (i, j) == (n, m):
            done[path] = weight
        for number, (a, b) in enumerate(SHAPES):
            if i + a <= n and j + b <= m:
                step = (i, i + a, j, j + b)
                walk(i + a, j + b, "M", (*path, step), weight + score[number, i + a, j + b])
        if i < n and state != "Y":
            cost = GAP_EXTEND if state == "X" else GAP_OPEN
            walk(i + 1, j, "X", (*path, (i, i + 1, j, j)), weight + cost)
        if j < m:
            cost = GAP_EXTEND if state == "Y" else GAP_OPEN
            walk(i, j + 1, "Y", (*path, (i, i, j, j + 1)), weight + cost)

    walk(0, 0, "M", (), 0.0)
    return done


def _weight(path: tuple, score: dict[tuple[int, int, int], float]) -> float:
    """Weight of one path; in a place where both sides have a gap their order does not matter."""
    from herewith.algorithms.alignment.lattice import GAP_EXTEND, GAP_OPEN

    total, before = 0.0, "M"
    for first, last, begin, end in path:
        state = "X" if begin == end else "Y" if first == last else "M"
        if state == "M":
            total += score[SHAPES.index((last - first, end - begin)), last, end]
        else:
            total += GAP_EXTEND if state == before else GAP_OPEN
        before = state
    return total


@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 10_000))
def test_the_lattice_agrees_with_a_walk_over_all_paths(n: int, m: int, seed: int) -> None:
    corridor = everything(n, m)
    scores = np.full((len(SHAPES), corridor.cells), IMPOSSIBLE, dtype=np.float32)
    plain: dict[tuple[int, int, int], float] = {}
    values = np.random.default_rng(seed).normal(0, 4, size=(len(SHAPES), n + 1, m + 1))
    for number, (a, b) in enumerate(SHAPES):
        for i in range(a, n + 1):
            for j in range(b, m + 1):
                scores[number, corridor.cell(i, j)] = values[number, i, j]
                plain[number, i, j] = float(np.float32(values[number, i, j]))
    paths = _all_paths(n, m, plain)
    best = best_path(corridor, scores)
    assert _weight(best, plain) == pytest.approx(max(paths.values()), abs=1e-3)
    whole = sum(np.exp(weight) for weight in paths.values())
    for step, chance in zip(best, chances(corridor, scores, best), strict=True):
        if step[0] < step[1] and step[2] < step[3]:
            mine = sum(np.exp(w) for path, w in paths.items() if step in path) / whole
            assert chance == pytest.approx(mine, abs=1e-4)


def test_a_fence_is_on_every_path() -> None:
    corridor = through(6, 6, [], 0, [(3, 2)])
    assert corridor.low[3] == corridor.high[3] == 2
    crossing = corridor.crosses(np.array([4]), np.array([4]), 2, 2)
    assert crossing.tolist() == [True]


@given(st.lists(st.integers(1, 200), max_size=8), st.lists(st.integers(1, 200), max_size=8))
def test_gale_church_puts_every_sentence_in_exactly_one_bead(
    source: list[int], target: list[int]
) -> None:
    beads = gale_church.align(source, target)
    assert list(chain(*(left for left, _ in beads))) == list(range(len(source)))
    assert list(chain(*(right for _, right in beads))) == list(range(len(target)))
