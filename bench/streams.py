"""Documents to damage: English ones of printed volumes, Russian ones of Russian prose.

Russian letters are few, so most are made: a stretch of Russian narrative as the body, a head and
a tail as a chancery writes them. What is scored is pages, order and furniture, not the sense.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from tests.damage import Clean

from bench.material import BOXES, GOLD
from herewith.errors import Problem
from herewith.formats.reading import deliveries, read
from herewith.stages.reconstruct import reconstruct

__all__ = ["english_documents", "russian_documents"]

SHORTEST, LONGEST = 150, 4000
"""Words of a document that is damaged."""

SAMPLE = Path(__file__).resolve().parents[1] / "src" / "herewith" / "sample" / "box"

MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "сентября", "октября", "ноября")
PLACES = ("Москва", "Порт-Эллери", "Сарн", "г. Вереслава")
GREETINGS = (
    "Уважаемый господин Президент",
    "Уважаемый господин Председатель!",
    "Господин Министр!",
    "Дорогой господин Посол,",
)
CLOSINGS = ("С уважением", "С глубоким уважением", "Искренне Ваш", "С наилучшими пожеланиями")
NAMES = ("П. Орлин", "А. Холм", "В. КАРЕЛИН", "Н.С.Сомов")
FORMS = ("ЗАПИСЬ БЕСЕДЫ", "ПАМЯТНАЯ ЗАПИСКА", "ДОКЛАДНАЯ ЗАПИСКА", "ТЕЛЕГРАММА")


def english_documents(folder: Path, count: int, seed: int, workers: int) -> list[Clean]:
    """Documents of the volumes in a folder, evenly many of each."""
    paths = sorted(folder.glob("*.xml"))
    chance = random.Random(seed)
    out: list[Clean] = []
    take = partial(_of_volume, most=-(-count // max(1, len(paths))), seed=seed)
    with Pool(workers) as pool:
        for found in pool.imap(take, paths):
            out += found
    chance.shuffle(out)
    return out[:count]


def _of_volume(path: Path, *, most: int, seed: int) -> list[Clean]:
    fitting = [
        Clean(str(document.id), tuple(document.text.split("\n\n")))
        for document in reconstruct(read(path)).documents
        if document.language == "en" and SHORTEST <= len(document.text.split()) <= LONGEST
    ]
    return random.Random(f"{path.stem} {seed}").sample(fitting, min(len(fitting), most))


def russian_documents(count: int, seed: int) -> list[Clean]:
    """Russian letters and memoranda: those of the boxes, and made ones."""
    chance = random.Random(seed)
    out = list(_of_boxes())
    cursor = 0
    verses = [line for name in ("ruth.ru", "esther.ru") for line in _lines(GOLD / "align" / name)]
    while verses and len(out) < count:
        # One behind the other, so that no two documents of a stream share words.
        size = chance.randint(6, 60)
        taken = [verses[(cursor + n) % len(verses)] for n in range(size)]
        cursor += size
        out.append(_made(len(out), taken, chance))
    return out[:count]


def _of_boxes() -> Iterator[Clean]:
    for found in deliveries([path for path in (SAMPLE, BOXES) if path.exists()]):
        if isinstance(found, Problem):
            continue
        for document in reconstruct(found).documents:
            if document.language == "ru" and len(document.text.split()) >= SHORTEST:
                paragraphs = tuple(" ".join(p.split()) for p in document.text.split("\n\n"))
                yield Clean(str(document.id), paragraphs, "ru")


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _made(n: int, verses: Sequence[str], chance: random.Random) -> Clean:
    """A letter or a memorandum whose body is a stretch of narrative."""
    body: list[str] = []
    rest = list(verses)
    while rest:
        step = chance.randint(2, 5)
        body.append(" ".join(rest[:step]))
        rest = rest[step:]
    day = f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.randint(1948, 1979)}"
    dated = f"{chance.choice(PLACES)}, {day} {chance.choice(['г.', 'года'])}"
    if chance.random() < 0.3:
        head = [chance.choice(FORMS), dated]
        tail = [chance.choice(NAMES)]
    else:
        head = [chance.choice(GREETINGS)]
        tail = [chance.choice(CLOSINGS), chance.choice(NAMES), dated]
    return Clean(f"made-{n}", (*head, *body, *tail), "ru")
