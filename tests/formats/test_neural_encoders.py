"""The loader of sentence-transformers folders, with tiny models that the tests make themselves."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from herewith.cli.align import command
from herewith.errors import UsageError
from herewith.formats.encoders import open_encoder

WORDS = ["[UNK]", "[PAD]", "war", "peace", "война", "мир", "ship", "корабль", "answer", "ответ"]
MEANING = [0, 1, 2, 3, 2, 3, 4, 4, 5, 5]
"""Words of one number mean the same: the tiny models give them the same vector."""


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("TRANSFORMERS_OFFLINE", "1")


def tokenizer() -> object:
    from tokenizers import Tokenizer, models, pre_tokenizers

    made = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


def static_model(folder: Path) -> Path:
    """Word vectors that are averaged; words of one meaning have one vector."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    table = np.eye(8, dtype=np.float32)[MEANING]
    SentenceTransformer(
        modules=[StaticEmbedding(tokenizer(), embedding_weights=table)], device="cpu"
    ).save(folder.as_posix())
    return folder


def bert_model(folder: Path) -> Path:
    """A transformer of one layer with fixed weights, and the mean of its token vectors."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(7)
    inner = folder / "inner"
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=32,
    )  # fmt: skip
    BertModel(config).save_pretrained(inner)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(), unk_token="[UNK]", pad_token="[PAD]"
    ).save_pretrained(inner)
    transformer = Transformer(inner.as_posix())
    whole = folder / "whole"
    SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu").save(whole.as_posix())
    return whole


def cosine(rows: Sequence[np.ndarray], a: int, b: int) -> float:
    return float(rows[a] @ rows[b])


@pytest.mark.neural
def test_a_folder_of_word_vectors_is_loaded_and_gives_rows_of_length_one(tmp_path: Path) -> None:
    encoder = open_encoder(f"sentence-transformers:{static_model(tmp_path)}")
    rows = encoder.encode(["war ship", "peace answer", "война корабль"])
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert cosine(rows, 0, 2) > 0.99 > 0.5 > cosine(rows, 0, 1)


@pytest.mark.neural
def test_a_transformer_in_a_folder_gives_the_same_vectors_every_time(tmp_path: Path) -> None:
    spec = f"sentence-transformers:{bert_model(tmp_path)}"
    first, second = open_encoder(spec), open_encoder(spec)
    sentences = ["war and peace", "ответ", "ship"]
    rows = first.encode(sentences)
    assert rows.shape == (3, 16)
    assert first.fingerprint == second.fingerprint
    assert rows.tobytes() == second.encode(sentences).tobytes()
    assert np.allclose(rows[1], first.encode(["ответ"])[0], atol=1e-5)


@pytest.mark.neural
def test_another_model_has_another_fingerprint(tmp_path: Path) -> None:
    one = open_encoder(f"sentence-transformers:{static_model(tmp_path / 'a')}")
    other = open_encoder(f"sentence-transformers:{bert_model(tmp_path / 'b')}")
    assert one.fingerprint != other.fingerprint


@pytest.mark.neural
def test_a_folder_without_a_model_is_misuse_and_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("no model")
    with pytest.raises(UsageError, match="no sentence-transformers model"):
        open_encoder(f"sentence-transformers:{tmp_path}")


@pytest.mark.neural
def test_the_command_line_aligns_with_a_model_from_a_folder(tmp_path: Path) -> None:
    """Words that share no letter and no length are paired, because the model knows them."""
    model = static_model(tmp_path / "model")
    (tmp_path / "a.txt").write_text("war ship\npeace answer\nanswer ship\nwar peace\n")
    (tmp_path / "b.txt").write_text("война корабль\nмир ответ\nответ корабль\nвойна мир\n")
    files = [(tmp_path / name).as_posix() for name in ("a.txt", "b.txt")]
    ask = [*files, "--presegmented", "--encoder", f"sentence-transformers:{model}"]
    result = CliRunner().invoke(command, [*ask, "--json"], catch_exceptions=False)
    beads = json.loads(result.stdout)["beads"]
    assert [(b["source"], b["target"]) for b in beads] == [([k], [k]) for k in range(4)]


def test_without_the_library_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(UsageError, match="pip install sentence-transformers"):
        open_encoder(f"sentence-transformers:{tmp_path}")
