"""Numbers in sentences: the form of the words after them, of the verbs before them, and endings after figures."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from campaign.core.languages import own
from campaign.core.nouns import NOUNS, Noun, Russian

Number: TypeAlias = int | Decimal
NBSP: Final = "\u00a0"


def number_sign(language: str) -> str:
    """What stands before the number of a paper or a thing: № in Kazakh and Russian, where English says No."""
    return "No." if own(language) == "en" else "№"


class Case(StrEnum):
    """Cases of a counted noun. Russian has no ablative: it says the genitive there. English has none."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    LOCATIVE = "locative"
    ABLATIVE = "ablative"
    INSTRUMENTAL = "instrumental"


@dataclass(frozen=True, slots=True)
class Verb:
    """What happened to so many: Russian masculine, feminine, neuter and plural; the Kazakh form; English one and many.

    `passive`: Russian says the neuter with many (роздано 5 листовок), else the plural (приняли участие 5 человек).
    """

    ru: tuple[str, str, str, str]
    kk: str
    en: tuple[str, str]
    passive: bool = True


TOOK_PART: Final = Verb(
    ("принял участие", "приняла участие", "приняло участие", "приняли участие"),
    "қатысты", ("took part", "took part"), passive=False,
)  # fmt: skip
WAS_HELD: Final = Verb(("проведён", "проведена", "проведено", "проведены"), "өткізілді", ("was held", "were held"))
WAS_GIVEN: Final = Verb(("роздан", "роздана", "роздано", "розданы"), "таратылды", ("was given out", "were given out"))
WAS_PUBLISHED: Final = Verb(("вышел", "вышла", "вышло", "вышли"), "шықты", ("appeared", "appeared"))

# What is heard last when a number is read in Kazakh, by which its ending goes.
_UNITS: Final = ("нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS: Final = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_POWERS: Final = ((1000, "жүз"), (10**6, "мың"), (10**9, "миллион"))
# «Several»: of tens, hundreds, thousands, tens of thousands.
_SEVERAL: Final = {
    10: ("несколько десятков", "бірнеше ондаған", "dozens of"),
    100: ("несколько сотен", "бірнеше жүз", "several hundred"),
    1000: ("несколько тысяч", "бірнеше мың", "several thousand"),
    10_000: ("несколько десятков тысяч", "бірнеше ондаған мың", "tens of thousands of"),
}
_FRONT: Final = "әеөүіэ"
_BACK: Final = "аоұыяёю"
_HARD: Final = "кқпстфхцчшщһбвгд"
_OWNED: Final = (
    "облысы",
    "ауданы",
    "қаласы",
    "ауылы",
    "кенті",
    "округі",
    "әкімдігі",
    "басқармасы",
    "департаменті",
    "агенттігі",
)


def grouped(number: Number, code: str) -> str:
    """The figures of a number: `1 834`, `2,4`; `1,834`, `2.4` in English.

    >>> grouped(1001, "ru"), grouped(Decimal("2.40"), "kk"), grouped(1001, "en")
    ('1\\xa0001', '2,4', '1,001')
    """
    plain = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain if code == "en" else plain.replace(",", NBSP).replace(".", ",")


def counted(number: Number, noun: Noun, code: str, case: Case = Case.NOMINATIVE) -> str:
    """So many of it: `21 человек`, `21 адам`, `5 көлікпен`, `in 21 places` without its preposition.

    >>> counted(21, NOUNS["people"], "ru"), counted(5, NOUNS["vehicles"], "kk", Case.INSTRUMENTAL)
    ('21\\xa0человек', '5\\xa0көлікпен')
    """
    return f"{grouped(number, code)}{NBSP}{word_after(number, noun, code, case)}"


def about(number: Number, noun: Noun, code: str) -> str:
    """`около 400 человек`, `400-ге жуық адам`, `about 400 people`."""
    code = own(code)
    if code == "kk":
        return f"{kazakh_figures(number, Case.DATIVE)} жуық {noun.kk}"
    return f"{'около' if code == 'ru' else 'about'} {counted(number, noun, code, Case.GENITIVE)}"


def more_than(number: Number, noun: Noun, code: str) -> str:
    """`более 60 студентов`, `60-тан астам студент`, `more than 60 students`."""
    code = own(code)
    if code == "kk":
        return f"{kazakh_figures(number, Case.ABLATIVE)} астам {noun.kk}"
    return f"{'более' if code == 'ru' else 'more than'} {counted(number, noun, code, Case.GENITIVE)}"


def at_least(number: Number, noun: Noun, code: str) -> str:
    """`не менее 400 человек`, `кемінде 400 адам`, `at least 400 people`."""
    code = own(code)
    if code == "ru":
        return f"не менее {counted(number, noun, code, Case.GENITIVE)}"
    return f"{'кемінде' if code == 'kk' else 'at least'} {counted(number, noun, code)}"


def several(order: int, noun: Noun, code: str) -> str:
    """`несколько сотен человек` for the order 100; 10, 1000 and 10 000 likewise. Raises KeyError for another order."""
    (ru, kk, en), code = _SEVERAL[order], own(code)
    if code == "ru":
        return f"{ru} {noun.ru.of_many}"
    return f"{kk} {noun.kk}" if code == "kk" else f"{en} {noun.en[1]}"


_SAID: Final = {"exact": counted, "about": about, "more_than": more_than, "at_least": at_least}


def said(number: Number, qualifier: str, noun: Noun, code: str) -> str:
    """The number as exactly as it was meant: exact, about, more_than, at_least or several (then it is the order)."""
    if qualifier == "several":
        return several(int(number), noun, code)
    return _SAID[qualifier](number, noun, code)


def agreeing(verb: Verb, number: Number, noun: Noun, code: str, qualifier: str = "exact") -> str:
    """The form of the verb that goes with `said(number, qualifier, noun, code)`.

    >>> agreeing(TOOK_PART, 21, NOUNS["people"], "ru"), agreeing(TOOK_PART, 22, NOUNS["people"], "ru")
    ('принял участие', 'приняли участие')
    """
    code = own(code)
    if code == "kk":
        return verb.kk
    if code == "en":
        return verb.en[0 if number == 1 and qualifier == "exact" else 1]
    male, female, neuter, many = verb.ru
    if qualifier != "exact" or (isinstance(number, Decimal) and number % 1):
        return neuter
    if _ends_in_one(number):
        return {"m": male, "f": female}.get(noun.gender, neuter)
    return neuter if verb.passive else many


def word_after(number: Number, noun: Noun, code: str, case: Case = Case.NOMINATIVE) -> str:
    """The noun alone, in the form that stands after the number."""
    code = own(code)
    if code == "kk":
        return kazakh(noun.kk, case)
    if code == "en":
        return noun.en[0 if number == 1 else 1]
    return _russian(number, noun.ru, case)


def _russian(number: Number, noun: Russian, case: Case) -> str:
    if number % 1:
        return noun.of_one
    if _ends_in_one(number):
        return _of_one(noun, case)
    match case:
        case Case.NOMINATIVE | Case.ACCUSATIVE:
            return (noun.few or noun.of_one) if _is_few(number) else noun.of_many
        case Case.DATIVE:
            return noun.to_many
        case Case.INSTRUMENTAL:
            return noun.with_many
        case Case.LOCATIVE:
            return noun.at_many
        case _:
            return noun.of_many


def _of_one(noun: Russian, case: Case) -> str:
    forms = {
        Case.NOMINATIVE: noun.one, Case.DATIVE: noun.to_one, Case.ACCUSATIVE: noun.sees_one,
        Case.INSTRUMENTAL: noun.with_one, Case.LOCATIVE: noun.at_one,
    }  # fmt: skip
    return forms.get(case, noun.of_one)


def _ends_in_one(number: Number) -> bool:
    return number % 10 == 1 and number % 100 != 11


def _is_few(number: Number) -> bool:
    return 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14


def kazakh_figures(number: Number, case: Case) -> str:
    """A number in figures with the ending of a case: `21-ден`, `1 000-ға`.

    >>> kazakh_figures(6, Case.DATIVE), kazakh_figures(10, Case.ABLATIVE), kazakh_figures(80, Case.ABLATIVE)
    ('6-ға', '10-нан', '80-нен')
    """
    word = _heard(number)
    ending = kazakh(word, case).removeprefix(word)
    return f"{grouped(number, 'kk')}-{ending}" if ending else grouped(number, "kk")


def kazakh_share(number: int) -> str:
    """So many of a greater number, in figures: `17-сі`, `5-еуі` (18 орынның 17-сі)."""
    word = _heard(number)
    if 1 <= number <= 7:
        return f"{number}-{'ауы' if word == 'алты' else 'еуі'}"
    vowel = "і" if _is_front(word) else "ы"
    return f"{grouped(number, 'kk')}-{'с' if word[-1] in 'аыіеә' else ''}{vowel}"


def _heard(number: Number) -> str:
    """The last word of the number when it is read aloud in Kazakh."""
    if isinstance(number, Decimal):
        text = f"{number.normalize():f}"
        return _heard(int(text.partition(".")[2] or text))
    if number % 10 or number == 0:
        return _UNITS[number % 10]
    if number % 100:
        return _TENS[number % 100 // 10]
    return next((word for power, word in _POWERS if number % power), "миллиард")


def kazakh(words: str, case: Case) -> str:
    """Words with the ending of a case on the last of them, by vowel harmony and the last sound.

    Names of places and offices that end in a possessive («ауданы», «қаласы») take the endings of such words.

    >>> kazakh("көлік", Case.INSTRUMENTAL), kazakh("Абай ауданы", Case.LOCATIVE), kazakh("Теміртау", Case.DATIVE)
    ('көлікпен', 'Абай ауданында', 'Теміртауға')
    """
    if not words or case is Case.NOMINATIVE:
        return words
    last = words.casefold()
    ending = _possessive_ending(case) if last.endswith(_OWNED) else _ending(last[-1], case)
    return words + (ending if case is Case.INSTRUMENTAL else _in_harmony(ending, last))


def _ending(sound: str, case: Case) -> str:
    """The ending after this sound, with back vowels."""
    hard = sound in _HARD
    nasal = sound in "мнң"
    vowel = sound in _FRONT + _BACK + "и"
    match case:
        case Case.GENITIVE:
            return "тың" if hard else "ның" if vowel or nasal else "дың"
        case Case.DATIVE:
            return "қа" if hard else "ға"
        case Case.ACCUSATIVE:
            return "ты" if hard else "ны" if vowel else "ды"
        case Case.LOCATIVE:
            return "та" if hard else "да"
        case Case.ABLATIVE:
            return "тан" if hard else "нан" if nasal else "дан"
        case _:
            return "пен" if hard else "бен" if sound in "жз" else "мен"


def _possessive_ending(case: Case) -> str:
    return {
        Case.GENITIVE: "ның", Case.DATIVE: "на", Case.ACCUSATIVE: "н", Case.LOCATIVE: "нда", Case.ABLATIVE: "нан",
        Case.INSTRUMENTAL: "мен",
    }[case]  # fmt: skip


def _in_harmony(ending: str, word: str) -> str:
    return ending.translate(str.maketrans("аықғ", "еікг")) if _is_front(word) else ending


def _is_front(word: str) -> bool:
    """Whether the last vowel that decides is a front one; a word of none but «и» and «у» is."""
    if word.endswith(("ь", "аев")):
        return word.endswith("ь")  # «Тоқаевтың», whatever its last letter but one
    return next((sound in _FRONT for sound in reversed(word) if sound in _FRONT + _BACK), True)


__all__ = [
    "NOUNS", "TOOK_PART", "WAS_GIVEN", "WAS_HELD", "WAS_PUBLISHED", "Case", "Noun", "Number", "Verb", "about", "agreeing",
    "at_least", "counted", "grouped", "kazakh", "kazakh_figures", "kazakh_share", "more_than", "said", "several", "word_after",
]  # fmt: skip
