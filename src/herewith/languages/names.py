"""A key for names that survives transliteration, and the question whether two names agree.

Khrushchev, Khrushchov, Хрущёв and Chruschtschow are one spelling of a sound written by four
habits. `skeleton` writes a word down in one alphabet of sounds: hushing sounds, the kinds of `e`
and the soft sign fall together, vowels otherwise stay, so that Ball, Bell and Bill stay apart.
Russian case endings are taken off where the ending itself shows the case (Хрущеву, Громыко).

Blind spot:
    English names written in Russian by ear (Раск for Rusk, Эйзенхауэр) have another skeleton;
    authority files hold both spellings. Chinese and Arabic spelling systems are not equated.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["same_name", "skeleton", "skeletons", "split_name"]

CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфыэіѣўґ",
        "abvgdeziiklmnoprstufieieug",
        strict=True,
    )
) | {
    "ё": "e", "ж": "Z", "х": "h", "ц": "ts", "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ь": "",
    "ю": "iu", "я": "ia", "ѳ": "f", "ѵ": "i", "є": "e", "ї": "i",
}  # fmt: skip
"""Cyrillic letters as sounds; capitals are hushing sounds (`S` ш щ, `Z` ж, `C` ч, `J` дж)."""

HACEKS = {"š": "sh", "č": "ch", "ž": "zh", "ć": "ch", "ś": "sh", "ż": "zh", "ź": "zh", "ř": "rzh"}
LETTERS = {
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
}

SOUNDS: tuple[tuple[str, str], ...] = (
    (r"schtsch|shtch|shch|chtch|stch|szcz|shsh|schch", "S"),
    (r"tsch|tch|cz|tsh", "C"),
    (r"ch(?=[rlt])", "h"),
    (r"sch|sh|sz", "S"),
    (r"zh", "Z"),
    (r"kh", "h"),
    (r"dzh|dsch|dj", "J"),
    (r"dZ|dS", "J"),
    (r"ch", "C"),
    (r"ph", "f"),
    (r"(?<=.{3})th|th(?=.{3})", "t"),
    (r"(?<=[aeiouy])h(?=[nrlm])", ""),
    (r"x", "ks"),
    (r"ck|q(?=u)|q", "k"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"gu(?=[ei])", "g"),
    (r"tz", "ts"),
    (r"w", "v"),
    (r"ff$", "v"),
)
"""Latin spellings as sounds, longest first."""

SLAVIC = re.compile(
    r"(?:[oe](?:v|w|ff)a?|[iy]n|[iy]ne|sk(?:y|i|ii|iy|ij|yi|aya|aja|aia)|nko|nka|vi(?:ch|c|ć|cz|tch|tsch)"
    r"|(?:tsch|kow?a|jan|yan))$"
)
GERMAN = re.compile(
    r"tsch|schtsch|sch.*(?:ow|ew)$|[^aeiou](?:ow|ew|jew|jow|owitsch|ewitsch|owskij?|ewskij?)$|ij$"
)

CASES = (
    (re.compile(r"(?<=[цс]к)(?:ий|ого|ому|им|ом|ая|ую|ой|ие|их|ими|ою)$"), "ий"),
    (re.compile(r"(?<=[оеё]в)(?:а|у|ым|е|ой|ы|ых|ыми|ою)$"), ""),
    (re.compile(r"(?<=[^аеёиоуыэюя][иы]н)(?:а|у|ым|е|ой|ы|ых|ыми|ою)$"), ""),
    (re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ]{2})(?:ом|ем|у|ами|ах)$"), ""),
    (re.compile(r"(?<=[аеёиоуыэюя][бвгджзклмнпрстфхцчшщ])(?:ом|ем|ами|ах)$"), ""),
    (re.compile(r"(?<=[аеиоуы])(?:я|ю|ем|ям|ями|ях)$"), "й"),
)
"""Endings that show a case of their own accord, and what the nominative has."""

PARTICLES = frozenset(
    [
        "de",
        "von",
        "van",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "du",
        "la",
        "le",
        "ten",
        "ter",
        "zu",
        "of",
        "u",
        "mc",
        "st",
        "saint",
        "bin",
        "ibn",
        "al",
        "el",
        "ben",
        "дe",
        "де",
        "фон",
        "ван",
        "дер",
    ]
)


def skeleton(word: str) -> str:
    """The sound key of one word of a name; equal for spellings of the same name.

    Args:
        word: one word in Latin or Cyrillic letters, with or without accents.

    Returns:
        Letters `a-z` and `S Z C J` for hushing sounds; empty if the word has no letter.

    >>> {skeleton(w) for w in ("Khrushchev", "Khrushchov", "Хрущёв", "Chruschtschow", "Хрущеву")}
    {'hruSev'}
    >>> skeleton("Ball") == skeleton("Bell")
    False
    """
    keys = skeletons(word)
    return keys[0] if keys else ""


@lru_cache(maxsize=65536)
def skeletons(word: str) -> tuple[str, ...]:
    """All keys a word may stand for, the likeliest first: a Russian case ending may be none.

    >>> skeletons("Кубе")
    ('kube', 'kub', 'kuba')
    """
    letters = _letters(word)
    if not letters:
        return ()
    if not _is_cyrillic(letters):
        return (_latin(letters),)
    return tuple(dict.fromkeys(_cyrillic(form) for form in _nominatives(letters)))


def same_name(first: str, second: str) -> bool:
    """Whether two names may be the same man's: surnames agree and given names do not differ.

    A missing given name agrees with any, an initial with any name it begins. Faisal II is not
    Faisal, nor is Douglas MacArthur II the general. Titles must have been taken off (`languages.titles.without_title`).

    >>> same_name("Khrushchev, Nikita S.", "Н. С. Хрущев")
    True
    >>> same_name("Robert Kennedy", "John F. Kennedy")
    False
    """
    one, two = split_name(first), split_name(second)
    if _numeral(first) != _numeral(second):
        return False
    if min(len("".join(one[0])), len("".join(two[0]))) < 2 or not _surnames_agree(one[0], two[0]):
        return False
    return all(_given_agree(a, b) for a, b in zip(one[1], two[1], strict=False))


NUMERAL = re.compile(r"(?<=[\s,])(?:II|III|IV|VI|VII|VIII|XII|XXIII)(?=$|[\s,.])")
"""A numeral behind a name that tells it from a father's or a forerunner's."""


def _numeral(name: str) -> str:
    found = NUMERAL.search(name)
    return found.group() if found else ""


def split_name(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Surname words and given names of a name in any usual order.

    >>> split_name("Khrushchev, Nikita S.")
    (('Khrushchev',), ('Nikita', 'S'))
    >>> split_name("Charles de Gaulle")
    (('de', 'Gaulle'), ('Charles',))
    """
    name = re.sub(r",?\s+(?:Jr|Sr|II|III|IV|VI|VII|VIII|XII|XXIII|Esq)\b\.?", "", name.strip())
    if "," in name:
        before, _, after = name.partition(",")
        return _words(before), _words(after)
    words = _words(name)
    if not words:
        return (), ()
    if len(words[0]) > 1 and len(words) > 1 and all(len(word) == 1 for word in words[1:]):
        return words[:1], words[1:]
    first = len(words) - 1
    while first > 0 and words[first - 1].lower() in PARTICLES:
        if words[first - 1][0].isupper() and len(words) > 2:
            break  # Le Van Dong, Tran Van Tuyen: names that only look like particles
        first -= 1
    return words[first:], words[:first]


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W\d_](?:[^\W\d_]|['’`‘-](?=[^\W\d_]))*", name))


def _surnames_agree(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether surnames agree word by word; particles may be left out by one side."""
    one = [word for word in first if word.lower() not in PARTICLES] or list(first)
    two = [word for word in second if word.lower() not in PARTICLES] or list(second)
    if len(one) != len(two):
        return False
    return all(_sound_alike(a, b) for a, b in zip(one, two, strict=True))


def _sound_alike(first: str, second: str) -> bool:
    """Whether two words share a key; outside Slavic names Khanh is not Hanh."""
    if not set(skeletons(first)) & set(skeletons(second)):
        return False
    one, two = first.lower(), second.lower()
    if not (one.isascii() and two.isascii()) or SLAVIC.search(one) or SLAVIC.search(two):
        return True
    return one.startswith("kh") == two.startswith("kh") or one[0] == two[0]


def _given_agree(first: str, second: str) -> bool:
    if len(first) == 1 or len(second) == 1:
        return bool({key[:1] for key in skeletons(first)} & {key[:1] for key in skeletons(second)})
    return bool(set(skeletons(first)) & set(skeletons(second)))


def _letters(word: str) -> str:
    """Lower case, accents off (but those that make a sound), only letters."""
    lower = word.lower()
    if not lower.isascii():
        lower = "".join(HACEKS.get(char) or LETTERS.get(char) or char for char in lower)
        if not _is_cyrillic(lower):
            lower = lower.replace("ö", "oe").replace("ü", "ue").replace("ä", "ae")
            lower = unicodedata.normalize("NFD", lower)
    return "".join(char for char in lower if char.isalpha())


def _is_cyrillic(word: str) -> bool:
    return any("\u0400" <= char <= "\u04ff" for char in word)


def _nominatives(word: str) -> tuple[str, ...]:
    """What the nominative of a Russian word may be, the likeliest first."""
    for pattern, ending in CASES:
        stripped = pattern.sub(ending, word)
        if stripped != word and len(stripped) > 2:
            return (stripped, word)
    bare = re.sub(r"(?<=[бвгджзйклмнпрстфхцчшщ])(?:а|у|е|ы|и|ой|ою)$", "", word)
    if bare == word or len(bare) < 3:
        return (word,)
    return (word, bare, bare + "а")


def _cyrillic(word: str) -> str:
    word = re.sub(r"(?<=[бвгджзклмнпрстфхцчшщ])ь(?=[еёюяио])", "", word)
    return _finish("".join(CYRILLIC.get(char, char) for char in word), slavic=True)


def _latin(word: str) -> str:
    slavic = bool(SLAVIC.search(word))
    if GERMAN.search(word):
        slavic = True
        word = re.sub(r"(?<!s)ch", "kh", word)
        word = re.sub(r"(?<!t)z(?!h)", "ts", word)
        word = re.sub(r"(?<=t)skh", "sch", word)
    word = re.sub(r"(?<=[aeiou])j(?=[bdgklmnprstv])|^j(?=ou.*[oe]v$)", "zh", word)
    word = re.sub(r"(?<=[^aeiouq])ou(?=[^aeiou])", "u", word) if slavic else word
    word = re.sub(r"(?<=[a-z]{4})ine$", "in", word)
    for spelling, sound in SOUNDS:
        word = re.sub(spelling, sound, word)
    word = re.sub(r"(?<=[^aeiouy])(?:oe|ue|ae)(?=[^aeiouy])", lambda m: m.group()[0], word)
    word = re.sub(r"(?<=.)j|j(?=[eau])" if slavic else r"(?<=.)j", "y", word)
    word = word.replace("j", "J")
    word = re.sub(r"(?<=[^aeiou])yo|(?<=[^aeiou])ye|^ye|(?<=[aeiou])ye", "e", word)
    return _finish(word.replace("y", "i"), slavic=slavic)


def _finish(word: str, *, slavic: bool) -> str:
    """What both alphabets share: doubled consonants, endings, hushing sounds before `ov`."""
    if slavic:
        word = word.replace("Z", "S")
        word = re.sub(r"(?<=[SC])o(?=v$)", "e", word)
    word = re.sub(r"SC", "S", word)
    word = word.replace("dS", "J").replace("dZ", "J").replace("z", "s")
    word = re.sub(r"([^aeiou])\1+", r"\1", word)
    return re.sub(r"i+", "i", word)
