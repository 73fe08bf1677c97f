"""Bitexts go out in every format, are corrected, and come back."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from herewith.algorithms.alignment import bead_id, sentence_ids
from herewith.errors import DataError, UsageError
from herewith.formats.beads import read_beads, resolve, write_beads
from herewith.formats.bitext_reading import read_corrections, read_ladder
from herewith.formats.bitexts import WRITERS, write_workbook
from herewith.formats.encoders import Kept, open_encoder
from herewith.formats.lexicons import read_lexicons, terms_of, write_lexicon
from herewith.model.bitext import (
    Bead,
    Bitext,
    BitextCoverage,
    BitextId,
    Lexicon,
    LexiconEntry,
    Sentence,
    SideCoverage,
)
from herewith.model.document import DocumentId


def side(words: list[str]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(name, n, 0, len(word), word)
        for n, (name, word) in enumerate(zip(sentence_ids(words), words, strict=True))
    )


def made() -> Bitext:
    left = side(["Мы согласны.", "=1+1", "Да & <нет>.", "Конец\0."])
    right = side(["We agree.", "Sum.", "Yes & <no>.", "Also."])

    def bead(s: tuple[int, ...], t: tuple[int, ...], kind: str) -> Bead:
        name = bead_id([left[i].id for i in s], [right[j].id for j in t])
        return Bead(name, s, t, 0.9, kind, ("words",))  # type: ignore[arg-type]  # literal

    beads = (bead((0,), (0,), "match"), bead((1,), (1,), "match"), bead((2,), (2, 3), "match"),
             bead((3,), (), "omitted"))  # fmt: skip
    coverage = SideCoverage(4, 8, 3, 6, 1)
    return Bitext(
        BitextId("b"), None, DocumentId("x"), DocumentId("y"), "ru", "en", left, right, beads,
        "aligned", BitextCoverage(coverage, coverage),
    )  # fmt: skip


SUFFIX = {
    "tsv": ".tsv", "jsonl": ".jsonl", "tmx": ".tmx", "tei": ".xml", "intertext": ".xml",
    "ladder": ".ladder", "beads": ".beads", "xlsx": ".xlsx",
}  # fmt: skip
ONE_SIDED = ("ladder", "tsv", "jsonl", "intertext", "beads", "xlsx")
"""Formats that hold sentences without counterpart; TMX and links of TEI need two sides."""


def accepted() -> Bitext:
    beads = tuple(replace(bead, status="accepted") for bead in made().beads)
    return replace(made(), beads=beads)


def written(bitext: Bitext, form: str, folder: Path) -> Path:
    path = folder / f"b{SUFFIX[form]}"
    if form == "xlsx":
        write_workbook(bitext, path)
    else:
        path.write_text(WRITERS[form](bitext), "utf-8")
    return path


def anchors(bitext: Bitext, path: Path) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    lines, problems = read_corrections(path)
    found, more = resolve(lines, bitext.source_sentences, bitext.target_sentences)
    assert not problems
    assert not more
    return [(anchor.says, anchor.source, anchor.target) for anchor in found]


@pytest.mark.parametrize("form", ["tsv", "jsonl", "tmx", "tei", "intertext", "beads"])
def test_what_nobody_touched_says_nothing(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"b{SUFFIX[form]}"
    path.write_text(WRITERS[form](made()), "utf-8")
    assert anchors(made(), path) == []


@pytest.mark.parametrize("form", sorted(SUFFIX))
def test_what_an_editor_accepted_goes_out_and_comes_back(form: str, tmp_path: Path) -> None:
    found = anchors(made(), written(accepted(), form, tmp_path))
    both = [
        ("together" if b.source and b.target else "alone", b.source, b.target)
        for b in made().beads
        if form in ONE_SIDED or (b.source and b.target)
    ]
    assert found == both


def test_a_sentence_moved_to_another_unit_of_tmx_is_an_editors_word(tmp_path: Path) -> None:
    text = WRITERS["tmx"](made())
    text = text.replace("<seg>Yes &amp; &lt;no&gt;. Also.</seg>", "<seg>Also.</seg>")
    text = text.replace("<seg>Sum.</seg>", "<seg>Sum.  Yes &amp; &lt;no&gt;.</seg>")
    (tmp_path / "b.tmx").write_text(text, "utf-8")
    assert anchors(made(), tmp_path / "b.tmx") == [
        ("together", (1,), (1, 2)),
        ("together", (2,), (3,)),
    ]


def test_a_tmx_of_another_program_is_read_by_its_words(tmp_path: Path) -> None:
    (tmp_path / "b.tmx").write_text(
        '<tmx version="1.4"><header srclang="ru"/><body><tu>'
        '<tuv xml:lang="en"><seg>Sum. <hi>Yes &amp; &lt;no&gt;.</hi></seg></tuv>'
        '<tuv xml:lang="ru"><seg>=1+1</seg></tuv></tu></body></tmx>',
        "utf-8",
    )
    assert anchors(made(), tmp_path / "b.tmx") == [("together", (1,), (1, 2))]


def test_words_that_no_sentence_says_are_reported(tmp_path: Path) -> None:
    text = WRITERS["tmx"](made()).replace("<seg>Sum.</seg>", "<seg>Sums.</seg>")
    (tmp_path / "b.tmx").write_text(text, "utf-8")
    lines, _ = read_corrections(tmp_path / "b.tmx")
    found, problems = resolve(lines, made().source_sentences, made().target_sentences)
    assert found == []
    assert [problem.code for problem in problems] == ["A107"]


def test_a_changed_link_of_tei_is_an_editors_word(tmp_path: Path) -> None:
    text = WRITERS["tei"](made())
    also = made().target_sentences[3].id
    text = text.replace(f" #t-{also}", "", 1)
    (tmp_path / "b.xml").write_text(text, "utf-8")
    assert anchors(made(), tmp_path / "b.xml") == [("together", (2,), (2,))]


def test_a_lexicon_goes_out_and_comes_back() -> None:
    entries = (LexiconEntry("мир", "peace", 0.5, 7, "мира = peace"),)
    lexicon = Lexicon("lexicon-ru-en-x", "ru", "en", entries)
    (again,), problems = read_lexicons(write_lexicon(lexicon), shown="x")
    assert not problems
    assert again.entries == entries
    assert terms_of([again], "en", "ru") == [("peace", "мир", 0.5)]


def test_faults_of_a_lexicon_are_reported_all_at_once() -> None:
    text = "мир\tpeace\t1\n@ ru en\nмир\tpeace\t1,5\n# words\nмир peace 1\nвойна\twar\t0,5\n"
    (lexicon,), problems = read_lexicons(text, shown="x")
    assert [entry.probability for entry in lexicon.entries] == [0.5]
    assert [problem.place.line for problem in problems] == [1, 3, 5]


def test_a_ladder_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "b.ladder"
    path.write_text(WRITERS["ladder"](made()), "utf-8")
    assert path.read_text("utf-8") == "[0]:[0]\n[1]:[1]\n[2]:[2, 3]\n[3]:[]\n"
    assert anchors(made(), path)[2] == ("together", (2,), (2, 3))


def test_a_corrected_table_row_is_an_editors_word(tmp_path: Path) -> None:
    path = tmp_path / "b.tsv"
    text = WRITERS["tsv"](made()).replace("\t2\t2 3\t", "\t2\t2\t")
    path.write_text(text, "utf-8")
    assert anchors(made(), path) == [("together", (2,), (2,))]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("form", ["tsv", "tmx"])
def test_a_corrected_file_may_come_back_in_another_encoding(
    form: str, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / f"b.{form}"
    text = WRITERS[form](made()).replace("proposed", "accepted", 1)
    text = text.replace("encoding='UTF-8'", f"encoding='{encoding.removesuffix('-sig').upper()}'")
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert anchors(made(), path) == [("together", (0,), (0,))]


def test_sentence_numbers_of_json_lines_may_be_lists(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    text = WRITERS["jsonl"](made())
    assert '"target":"2 3"' in text.replace(": ", ":")
    path.write_text(text.replace('"2 3"', "[2]"), "utf-8")
    assert anchors(made(), path) == [("together", (2,), (2,))]


def test_a_corrected_workbook_comes_back(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "b.xlsx"
    write_workbook(made(), path)
    assert anchors(made(), path) == []
    book = openpyxl.load_workbook(path)
    assert book.active["G3"].value == "'=1+1"
    book.active["C4"] = 3
    book.active["F2"] = "accepted"
    book.save(path)
    assert anchors(made(), path) == [("together", (0,), (0,)), ("together", (2,), (3,))]


def test_a_unit_marked_accepted_in_tmx_is_an_editors_word(tmp_path: Path) -> None:
    path = tmp_path / "b.tmx"
    path.write_text(WRITERS["tmx"](made()).replace(">proposed<", ">accepted<", 1), "utf-8")
    assert anchors(made(), path) == [("together", (0,), (0,))]


def test_intertext_names_the_target_first() -> None:
    root = etree.fromstring(WRITERS["intertext"](made()).encode())
    assert [link.get("xtargets") for link in root][2:] == ["1:3 1:4;1:3", ";1:4"]


def test_tei_links_say_how_sure_they_are_and_who_says_so() -> None:
    root = etree.fromstring(WRITERS["tei"](made()).encode())
    links = root.findall(".//{*}link")
    assert [(link.get("cert"), link.get("resp")) for link in links] == [("high", "#machine")] * 3
    ids = {s.get("{http://www.w3.org/XML/1998/namespace}id") for s in root.iter("{*}s")}
    assert {ref[1:] for link in links for ref in link.get("target").split()} <= ids


def test_the_machines_beads_are_remarks_in_a_file_of_beads() -> None:
    text = write_beads(made())
    assert read_beads(text, shown="b") == ([], [])
    lines, problems = read_beads(text.replace("# ", ""), shown="b")
    found, more = resolve(lines, made().source_sentences, made().target_sentences)
    assert not problems
    assert not more
    assert [(a.source, a.target) for a in found] == [(b.source, b.target) for b in made().beads]


def test_faults_of_a_bead_file_are_reported_all_at_once() -> None:
    _, problems = read_beads("? s1\n= s1\n- s1 t1\n= s3 t2+t3 yes\n!\n", shown="b.txt")
    assert [problem.place.line for problem in problems] == [1, 2, 3, 5]


def test_a_sentence_that_is_gone_is_reported() -> None:
    lines, _ = read_beads("= s~00000000 t1", shown="b.txt")
    found, problems = resolve(lines, made().source_sentences, made().target_sentences)
    assert not found
    assert problems[0].code == "A103"


@pytest.mark.parametrize("name", ["b.xlsx", "b.tmx", "b.jsonl", "b.tsv", "b.ladder", "b.txt"])
def test_a_file_that_is_something_else_gives_a_problem(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("bead\tsource\nx\ty\n", "utf-8")
    judged, problems = read_corrections(path)
    assert not judged
    assert problems


@given(st.text(max_size=80))
def test_no_ladder_and_no_bead_file_makes_the_readers_fail(text: str) -> None:
    for reader in (read_ladder, read_beads):
        judged, problems = reader(text, shown="x")
        assert len(judged) + len(problems) <= text.count("\n") + 1


COMMAND = (
    f'{sys.executable} -c "import json,sys; '
    'print(json.dumps([[len(s), 1] for s in json.load(sys.stdin)]))"'
)


def test_a_command_is_an_encoder_and_its_vectors_are_kept(tmp_path: Path) -> None:
    rows = open_encoder(f"command:{COMMAND}", keep=tmp_path).encode(["abc", "d"])
    assert np.allclose(rows[0], np.array([3, 1]) / np.sqrt(10))
    kept = Kept(open_encoder(f"command:{COMMAND}"), tmp_path)
    kept._encoder = None  # type: ignore[assignment]  # to prove that it is not asked again
    assert np.allclose(kept.encode(["d", "abc"])[1], rows[0])


@pytest.mark.parametrize("spec", ["onnx", "onnx:", "nothing:here", "onnx:/no/such/folder"])
def test_an_encoder_that_is_not_there_is_misuse(spec: str) -> None:
    with pytest.raises(UsageError):
        open_encoder(spec)


def test_a_command_that_writes_no_vectors_is_reported() -> None:
    with pytest.raises(DataError):
        open_encoder(f"command:{sys.executable} -c 'print(1)'").encode(["a"])


def test_a_tiny_onnx_model_made_here_is_loaded_and_averaged(tmp_path: Path) -> None:
    onnx = pytest.importorskip(
        "onnx", reason="onnx absent: pip install onnx onnxruntime tokenizers"
    )
    pytest.importorskip("onnxruntime", reason="onnxruntime absent")
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers absent")
    from onnx import TensorProto, helper

    words = {"[UNK]": 0, "[PAD]": 1, "war": 2, "peace": 3}
    table = np.array([[0, 0, 1], [9, 9, 9], [1, 0, 0], [0, 1, 0]], dtype=np.float32)
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["rows"])],
        "tiny",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["b", "t"])],
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["b", "t", 3])],
        [helper.make_tensor("table", TensorProto.FLOAT, table.shape, table.ravel())],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, tmp_path / "model.onnx")
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save((tmp_path / "tokenizer.json").as_posix())
    rows = open_encoder(f"onnx:{tmp_path}").encode(["war peace", "war"])
    assert np.allclose(rows, [[0.5**0.5, 0.5**0.5, 0], [1, 0, 0]], atol=1e-6)
