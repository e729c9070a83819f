"""Text as people type it, made fit to keep, to find and to sort (SPEC P7, DOMAIN 3.6)."""

import re
import unicodedata
from functools import lru_cache
from typing import Any, Final

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
# Lines of these alone are clean but for their spaces: printable, one code point a letter, none that joins another.
_PLAIN: Final = re.compile("[ -~А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі«»№–—’]*")

KAZAKH: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
RUSSIAN: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
# Where a Kazakh letter stands in a list sorted for a Russian reader: beside the letter it looks like.
_BESIDE: Final = dict(zip("әғқңөұүһі", "агкноуухи", strict=True))

# One Latin skeleton for the ways one name is written: Kazakh, Russian and Latin letters. For finding, never for showing.
_SPELLED: Final = (
    "a a b v g g d e e zh z i i k k l m n n o o p r s t u u u f h h ts ch sh sh i i e iu ia"
)  # fmt: skip
_SKELETON: Final = dict(zip("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюя", _SPELLED.split(), strict=True)) | {
    "ъ": "", "ь": "", "ı": "i", "ə": "a", "ğ": "g", "ñ": "n", "ş": "sh", "ç": "ch",
}  # fmt: skip
_LATIN_PAIRS: Final = (
    ("shch", "sh"), ("kh", "h"), ("gh", "g"), ("zh", "zh"), ("ye", "e"), ("yo", "e"), ("x", "ks"),
    ("q", "k"), ("w", "u"), ("y", "i"), ("j", "zh"),
)  # fmt: skip


def clean_line(raw: str) -> str:
    """One line of text: NFC, no control, bidi-override or private characters, single spaces, trimmed.

    >>> clean_line("  Айгүл\\u00a0 Мұрат\\u202eқызы\\x00 ")
    'Айгүл Мұрат қызы'
    """
    if _PLAIN.fullmatch(raw):
        return " ".join(raw.split())
    visible = (char if unicodedata.category(char) not in _INVISIBLE else " " for char in unicodedata.normalize("NFC", raw))
    return " ".join("".join(visible).split())


def clean_text(raw: str) -> str:
    """Several lines of text, each cleaned; no more than one empty line in a row, none at the ends."""
    lines = [clean_line(line) for line in raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def fold(text: str) -> str:
    """The same key for spellings a person would call the same, for search and duplicates.

    Case, ё and е, Kazakh letters typed as Russian or Latin ones, accents, hyphens and punctuation make no difference.

    >>> fold("Қуаныш Өтеғалиев") == fold("Куаныш Отегалиев") == fold("Kuanysh Otegaliev")
    True
    """
    return fold_line(clean_line(text))


def fold_line(line: str) -> str:
    """The same of a line that is clean already."""
    return " ".join(filter(None, map(_fold_word, line.split(" "))))


@lru_cache(maxsize=20_000)
def _fold_word(word: str) -> str:
    """One word of a clean line; letters act on one another within their word only, and names are made of few words."""
    spelled = "".join(_SKELETON.get(char, char) for char in word.casefold())
    plain = "".join(char for char in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(char))
    for pair, short in _LATIN_PAIRS:
        plain = plain.replace(pair, short)
    words = "".join(char if char.isalnum() else " " if char.isspace() or char == "-" else "" for char in plain)
    return " ".join(words.replace("ii", "i").split())


@lru_cache(maxsize=1)
def fold_tables() -> dict[str, Any]:
    """What `fold` goes by, for its twin on phones (`static/checkin/fold.js`); a test holds the two equal.

    `cases`: letters that fold otherwise than they are lowered (not Cherokee), `letters`: to their spelling, `pairs`: in order.
    """
    letters = (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    cases = {char: folded for char in letters if (folded := char.casefold()) != char.lower() and not _is_cherokee(char)}
    return {"cases": cases, "letters": _SKELETON, "pairs": _LATIN_PAIRS}


def _is_cherokee(char: str) -> bool:
    return "\u13a0" <= char <= "\u13ff" or "\uab70" <= char <= "\uabbf"


def _table(order: str) -> dict[str, str]:
    """Letters to one printable ASCII character each, in this order, after space, digits and Latin letters."""
    return {letter: chr(0x30 + place) for place, letter in enumerate("0123456789" + LATIN + order)}


_TABLES: Final = {"kk": _table(KAZAKH), "ru": _table(RUSSIAN)}


def sort_key(text: str, code: str) -> str:
    """A key whose byte order is the alphabet of the reader's language; at most 240 characters.

    In kk the Kazakh alphabet; in ru (and en) the Russian one, in which Ә stands beside А, Қ beside К and so on. Letters
    that differ only so are told apart at the end of the key, so that the order is always the same.

    >>> sorted(["Яна", "Ғани", "Галым", "Әлия", "Азамат"], key=lambda name: sort_key(name, "kk"))
    ['Азамат', 'Әлия', 'Галым', 'Ғани', 'Яна']
    """
    words = clean_line(text).split(" ")
    return _kazakh_key(words) if code == "kk" else _russian_key(words)


def sort_keys(line: str) -> tuple[str, str]:
    """The keys in kk and in ru of a line that is clean already."""
    words = line.split(" ")
    return _kazakh_key(words), _russian_key(words)


def _kazakh_key(words: list[str]) -> str:
    return " ".join(map(_in_kazakh, words))[:240]


def _russian_key(words: list[str]) -> str:
    main, rest = zip(*map(_in_russian, words), strict=True)
    if "1" in "".join(rest):
        return f"{' '.join(main)[:180]} {'0'.join(rest)[:59]}".rstrip("0 ")
    return " ".join(main)[:240]


def initial(text: str, code: str) -> str:
    """The letter under which a name stands in the reader's alphabet, as `sort_key` orders it; empty for what is no letter.

    >>> initial("Әлия", "kk"), initial("Әлия", "ru"), initial("№ 5", "kk")
    ('Ә', 'А', '')
    """
    first = clean_line(text)[:1].casefold()
    letter = first if code == "kk" else _BESIDE.get(first, first)
    return letter.upper() if letter in _TABLES["kk" if code == "kk" else "ru"] and letter.isalpha() else ""


@lru_cache(maxsize=20_000)
def _in_kazakh(word: str) -> str:
    table = _TABLES["kk"]
    return "".join(table.get(char, " " if char == " " else "~") for char in word.casefold().replace("-", " "))


@lru_cache(maxsize=20_000)
def _in_russian(word: str) -> tuple[str, str]:
    """The word in the Russian alphabet, and which of its letters only stand beside theirs."""
    table, lowered = _TABLES["ru"], word.casefold().replace("-", " ")
    main = "".join(table.get(_BESIDE.get(char, char), " " if char == " " else "~") for char in lowered)
    return main, "".join("1" if char in _BESIDE else "0" for char in lowered)
