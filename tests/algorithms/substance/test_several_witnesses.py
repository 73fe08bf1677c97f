"""Three witnesses and more: who reads what, and what the original says to it."""

from __future__ import annotations

from pathlib import Path

from herewith.model.findings import Comparison
from herewith.project.comparing import ComparedFiles, compare_files

ORIGINAL = """Уважаемый господин Председатель!

С радостью получил Ваше письмо от 28 февраля. Мы обязуемся вывезти двенадцать установок в течение
двух недель. Если ваши батареи будут выведены, наши корабли вернутся. Погода в проливе стоит
хорошая, и сельдь пришла рано.

Прошу оказать экипажу всяческую помощь. Мы хотим только мира. Наши представители встретятся в
Бресте 20 марта.

С уважением,

А.Холлис
"""
OFFICIAL = """Dear Mr. Chairman:

It was with joy that I received your letter of February 28. We undertake to remove twelve
installations within two weeks. If your batteries are withdrawn, our ships will return. The weather
in the strait has been fine and the herring is early.

I ask that the crew be given every help. We want nothing but peace. Our representatives will meet
in Brest on March 20.

Sincerely yours,

A. Hollis
"""
FREE = """Dear Mr. Chairman:

I was glad to get your message of 28 February. We pledge ourselves, in the course of fourteen days,
to take away twelve installations. Should your batteries be pulled out, our vessels will come back.
The weather in the strait is good, and the herring came soon.

I request that the crew be given all assistance. We want only peace. Our representatives are to
meet in Brest on the twentieth of March.

Sincerely yours,

A. Hollis
"""


def compared(folder: Path, **texts: str) -> ComparedFiles:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return compare_files([str(folder / f"{name}.txt") for name in texts])


def of(done: ComparedFiles, a: str, b: str) -> Comparison:
    return next(
        made
        for made, _, _ in done.comparisons
        if made.a.label.endswith(f"{a}.txt") and made.b.label.endswith(f"{b}.txt")
    )


def grave(made: Comparison) -> list[tuple[str, str, str]]:
    return [(f.facet, f.a.text, f.b.text) for f in made.findings if f.cls == "substance"]


def test_translations_beside_their_original_are_compared_with_one_another(tmp_path: Path) -> None:
    done = compared(tmp_path, o=ORIGINAL, a=OFFICIAL, b=FREE)
    assert [(m.a.label[-5:], m.b.label[-5:]) for m, _, _ in done.comparisons] == [
        ("o.txt", "a.txt"),
        ("o.txt", "b.txt"),
        ("a.txt", "b.txt"),
    ]


def test_where_both_render_the_original_two_translations_differ_in_nothing_of_substance(
    tmp_path: Path,
) -> None:
    made = of(compared(tmp_path, o=ORIGINAL, a=OFFICIAL, b=FREE), "a", "b")
    assert grave(made) == []


def test_the_original_supports_the_reading_that_renders_it(tmp_path: Path) -> None:
    fear = OFFICIAL.replace("with joy", "with fear").replace("twelve", "twenty")
    made = of(compared(tmp_path, a=OFFICIAL, b=fear, o=ORIGINAL), "a", "b")
    settled = {f.a.text: f.settled for f in made.findings if f.cls == "substance"}
    assert "“радостью”" in settled["joy"]
    assert "supports “joy” (A)" in settled["joy"]
    assert "“двенадцать”" in settled["twelve"]
    assert "The original was called upon to settle 2 places." in made.statement


def test_the_original_tells_which_translation_left_a_request_out(tmp_path: Path) -> None:
    short = OFFICIAL.replace("I ask that the crew be given every help. ", "")
    made = of(compared(tmp_path, a=OFFICIAL, b=short, o=ORIGINAL), "a", "b")
    (found,) = [f for f in made.findings if f.cls == "substance"]
    assert "Прошу оказать экипажу" in found.settled
    assert found.settled.endswith("it supports A.")


def test_a_copy_that_differs_in_a_number_is_never_excused_as_free_translation(
    tmp_path: Path,
) -> None:
    other = OFFICIAL.replace("Brest", "Minsk")
    made = of(compared(tmp_path, a=OFFICIAL, b=other, o=ORIGINAL), "a", "b")
    assert [(facet, b) for facet, _, b in grave(made)] == [("actor", "Minsk")]


def test_the_odd_one_out_of_three_witnesses_is_named(tmp_path: Path) -> None:
    odd = OFFICIAL.replace("twelve", "twenty")
    made = of(compared(tmp_path, a=OFFICIAL, b=odd, c=OFFICIAL), "a", "b")
    (found,) = [f for f in made.findings if f.cls == "substance"]
    assert "Of 3 witnesses 2 (A, C) read “twelve”; B alone reads “twenty”." in found.reason


def test_a_finding_across_languages_is_glossed_for_either_reader(tmp_path: Path) -> None:
    weak = OFFICIAL.replace("undertake", "are ready")
    made = of(compared(tmp_path, o=ORIGINAL, a=weak), "o", "a")
    (found,) = [f for f in made.findings if f.cls == "substance"]
    assert found.gloss == "обязуемся = undertake · ready = готов"
