"""The lexicon of a box as a file that editors read and correct: tab-separated, a rendering a line.

    @ ru en
    # word	rendering	probability	seen	example
    оружи	weapo	0.82	14	оружие = weapons

Words are stems (`algorithms.alignment.tokens`); an editor may write whole words. A probability of
0 says that the one never renders the other. What stands behind the third column is for people.
"""

from __future__ import annotations

from collections.abc import Iterable

from herewith.errors import Place, Problem
from herewith.model.bitext import Lexicon, LexiconEntry
from herewith.model.records import short_digest

__all__ = ["read_lexicons", "terms_of", "write_lexicon"]

COLUMNS = ("word", "rendering", "probability", "seen", "example")
HINT = (
    "Write word, rendering and a probability from 0 to 1, divided by tabs, below a line `@ ru en`."
)


def write_lexicon(lexicon: Lexicon) -> str:
    """A lexicon as a file, the words in order."""
    lines = [f"@ {lexicon.source_language} {lexicon.target_language}", "# " + "\t".join(COLUMNS)]
    lines += [
        "\t".join((e.source, e.target, str(e.probability), str(e.seen), e.example))
        for e in lexicon.entries
    ]
    return "\n".join(lines) + "\n"


def read_lexicons(text: str, *, shown: str) -> tuple[list[Lexicon], list[Problem]]:
    """Read a file of lexicons; lines that cannot be understood are reported, all at once.

    >>> lexicons, problems = read_lexicons("@ ru en\\nмир\\tpeace\\t1\\nмир\\n", shown="x")
    >>> lexicons[0].entries[0].target, str(problems[0].place)
    ('peace', 'x:3')
    """
    problems: list[Problem] = []
    held: dict[tuple[str, str], list[LexiconEntry]] = {}
    languages: tuple[str, str] | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "@" and len(words) == 3:
            languages = (words[1], words[2])
            held.setdefault(languages, [])
            continue
        entry = _entry(line)
        if entry is None or languages is None:
            what = (
                "stands before any line `@ ru en`" if entry else "is not a word and its rendering"
            )
            message = f"“{line.strip()[:40]}” {what}"
            problems.append(Problem("A108", "error", message, Place(shown, number), HINT))
        else:
            held[languages].append(entry)
    return [
        Lexicon(f"lexicon-{a}-{b}-{short_digest((a, b), entries)}", a, b, tuple(entries))
        for (a, b), entries in held.items()
    ], problems


def terms_of(
    lexicons: Iterable[Lexicon], source: str | None, target: str | None
) -> list[tuple[str, str, float]]:
    """Word, rendering and belief, for two languages in whichever order a lexicon has them."""
    out: list[tuple[str, str, float]] = []
    for lexicon in lexicons:
        entries = [(e.source, e.target, e.probability) for e in lexicon.entries]
        if (source, target) == (lexicon.source_language, lexicon.target_language):
            out += entries
        elif (target, source) == (lexicon.source_language, lexicon.target_language):
            out += [(b, a, belief) for a, b, belief in entries]
    return out


def _entry(line: str) -> LexiconEntry | None:
    cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
    if len(cells) < 3 or not cells[0] or not cells[1]:
        return None
    try:
        probability = float(cells[2].replace(",", "."))
    except ValueError:
        return None
    if not 0 <= probability <= 1:
        return None
    seen = int(cells[3]) if len(cells) > 3 and cells[3].isdecimal() else 0
    return LexiconEntry(cells[0], cells[1], probability, seen, cells[4] if len(cells) > 4 else "")
