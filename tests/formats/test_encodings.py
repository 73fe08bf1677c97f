"""Encodings, from a line to a volume: the right one, or a stated doubt."""

from __future__ import annotations

import pytest

from herewith.formats.encoding import choose
from herewith.formats.reading import read_bytes

TEXTS = {
    "ru": "Уважаемый господин Президент! Получил Ваше письмо от третьего мая и благодарю за него. ",
    "uk": "Шановний пане Посол! Маю честь повідомити, що уряд розглянув Вашу ноту ґрунтовно. ",
    "bg": "Уважаеми господин министре, имам честта да Ви съобщя, че правителството прие това. ",
    "de": "Sehr geehrter Herr Botschafter, ich bestätige Ihre Note über die Schiffe im Süden. ",
    "fr": "Monsieur l'Ambassadeur, j'ai l'honneur d'accuser réception de la note du 3 février. ",
    "es": "Señor Embajador: Tengo el honor de acusar recibo de su nota sobre los niños. ¿Cuándo? ",
    "pl": "Szanowny Panie Ambasadorze, potwierdzam odbiór noty z dnia piątego maja o żegludze. ",
    "cs": "Vážený pane velvyslanče, mám čest potvrdit příjem Vaší nóty ze dne pátého května. ",
    "en": "Dear Mr. Hall: I thank you for your letter of “May 3” – the buoys are laid – in full. ",
}
OLD = {
    "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
    "uk": ("cp1251", "koi8-u", "mac-cyrillic"),
    "bg": ("cp1251", "cp866", "mac-cyrillic"),
    "de": ("latin-1", "cp1250", "cp850", "mac-roman"),
    "fr": ("latin-1", "cp1252", "cp850", "mac-roman"),
    "es": ("latin-1", "cp1252", "cp850"),
    "pl": ("cp1250", "iso8859-2", "cp852"),
    "cs": ("cp1250", "iso8859-2", "cp852"),
    "en": ("cp1252", "mac-roman"),
}
WIDE = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
)


@pytest.mark.parametrize("times", [1, 8, 60])
@pytest.mark.parametrize(
    ("language", "encoding"), [(lang, name) for lang, names in OLD.items() for name in names]
)
def test_old_encodings_are_told_by_their_letters(language: str, encoding: str, times: int) -> None:
    text = TEXTS[language] * times
    delivered = read_bytes(text.encode(encoding), shown="x", source_id="x")
    assert delivered.text == text
    if times > 1 and language != "en":
        assert delivered.source.encoding_certainty > 0.8


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("language", ["ru", "fr", "pl", "en"])
def test_unicode_is_told_with_or_without_a_mark(language: str, encoding: str) -> None:
    text = TEXTS[language]
    delivered = read_bytes(text.encode(encoding), shown="x", source_id="x")
    assert delivered.text == text
    assert delivered.source.encoding_certainty >= 0.95
    assert delivered.problems == ()


@pytest.mark.parametrize("times", [1, 60])
@pytest.mark.parametrize("encoding", ["cp1250", "cp852"])
def test_a_language_that_is_not_held_gives_a_doubt_and_no_sure_mistake(
    encoding: str, times: int
) -> None:
    text = "Tisztelt Nagykövet Úr! Megerősítem jegyzékének átvételét, őszintén és időben. " * times
    delivered = read_bytes(text.encode(encoding), shown="x", source_id="x")
    assert delivered.text == text or [p.code for p in delivered.problems] == ["R106"]


@pytest.mark.parametrize("encoding", [*WIDE, "cp1251"])
def test_of_a_large_file_the_beginning_tells_the_encoding(encoding: str) -> None:
    data = (TEXTS["ru"] * 50).encode(encoding)
    choice = choose(data[: len(data) // 2 + 1])
    assert data[choice.mark :].decode(choice.encoding) == TEXTS["ru"] * 50


def test_an_ascii_text_is_not_taken_for_a_wide_one() -> None:
    assert read_bytes(b"a" * 7 + b"\n", shown="x", source_id="x").source.encoding == "utf-8"
