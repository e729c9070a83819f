"""Words that no panel may have: numbers like an IIN everywhere, suspects, and of a person relatives and addresses (SPEC X2).

Kazakh and Russian add endings, so words are known by how they begin. A finding is refused with what was found, never mended.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.exhibition.schemas import NewPerson, PanelKind


class Wrong(StrEnum):
    """What was found: an IIN, somebody only suspected, a relative, an address, a convict on a panel of another kind."""

    IIN = "iin"
    SUSPECT = "suspect"
    RELATIVE = "relative"
    ADDRESS = "address"
    NAMED = "named"


@dataclass(frozen=True)
class Found:
    wrong: Wrong
    words: str


_TWELVE: Final = re.compile(r"(?<!\d)\d(?:[  \-]?\d){11}(?!\d)")
_WEIGHTS: Final = (tuple(range(1, 12)), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))


def _stems(*stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})\w*", re.IGNORECASE)


_SUSPECT: Final = _stems(
    "подозрева", "подозрени", "обвиняем", "подсудим", "күдікт", "айыпталуш", "сотталушы", "suspect", "accused", "defendant"
)  # fmt: skip
_RELATIVE: Final = re.compile(
    r"(?<!\w)(?:(?:супруг|родственник|родственниц|родствен|сестр|брат(?:а|у|ом|ья|ьев)?(?!\w)|мать(?!\w)|матер(?:и|ью)(?!\w)"
    r"|отец(?!\w)|отц(?:а|у|ом)(?!\w)|жен(?:а|ы|е|у|ой)(?!\w)|муж(?:а|у|ем|ья)?(?!\w)|сын(?:а|у|ом|овья|овей)?(?!\w)"
    r"|доч(?:ь|ери|ерью|ерей)(?!\w)|семь(?:я|и|е|ю|ёй|ей)(?!\w)|тесть|тёщ|тещ|свекр|зят(?:ь|я|ю|ем)(?!\w)"
    r"|жұбай|әйелі|күйеуі|туыс|отбас|балал(?:ары|арын|арының)|баласы|ағасы|інісі|әпкесі|сіңлісі|қарындасы|анасы|әкесі"
    r"|relative|wife|husband|daughter|brother|sister|mother|father)\w*|(?:his|her) (?:son|family))",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"(?<!\w)(?:(?:ул|кв|пр|мкр)\.\s?\S+|(?:улиц|проспект|микрорайон|квартир|прожива|домашн\w* адрес|адрес|көшес|пәтер"
    r"|тұратын|тұрады|тұрғылықты|мекенжай|мөлтек ауд|street|apartment|lives (?:at|in)|address)\w*)",
    re.IGNORECASE,
)
_PATRONYMIC: Final = re.compile(
    r"(?<!\w)[А-ЯЁӘҒҚҢӨҰҮІҺ]\w+(?:ович|евич|ьич|овна|евна|ична|инична|ұлы|қызы|улы|кызы)(?:а|у|ем|ом|ы|е|ой|у)?(?!\w)"
)
_INITIALS: Final = re.compile(
    r"(?<!\w)(?:[А-ЯЁӘҒҚҢӨҰҮІҺ]\.\s?){1,2}[А-ЯЁӘҒҚҢӨҰҮІҺ]\w{2,}|[А-ЯЁӘҒҚҢӨҰҮІҺ]\w{2,}\s(?:[А-ЯЁӘҒҚҢӨҰҮІҺ]\.\s?){1,2}"
)
_CONVICTED: Final = _stems(
    "осужд", "осуд", "приговор", "взяточник", "сотталған", "сотталды", "үкім шығар", "парақор", "convicted", "sentenced"
)


def has_iin(text: str) -> str:
    """The number that may be an IIN, or nothing.

    Twelve digits in one piece always; with gaps between them only where the check digit and the date of birth fit, so that a
    sum of money is not taken for one.

    >>> has_iin("750101300123"), has_iin("120 000 000 000 теңге"), has_iin("№ 1-123/2018")
    ('750101300123', '', '')
    """
    for match in _TWELVE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if digits == match[0] or _fits(digits):
            return match[0]
    return ""


def _fits(digits: str) -> bool:
    month, day, century = int(digits[2:4]), int(digits[4:6]), int(digits[6])
    if not (1 <= month <= 12 and 1 <= day <= 31 and century <= 6):
        return False
    for weights in _WEIGHTS:
        control = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11
        if control < 10:
            return control == int(digits[11])
    return False


def found_in(text: str, kind: PanelKind) -> Iterator[Found]:
    """What a text of a panel of this kind may not have.

    >>> [one.wrong.value for one in found_in("Подозреваемый А. Б. Сериков", PanelKind.FACTS)]
    ['suspect']
    """
    if number := has_iin(text):
        yield Found(Wrong.IIN, number)
    name = _PATRONYMIC.search(text) or _INITIALS.search(text)
    if (match := _SUSPECT.search(text)) and (kind is not PanelKind.LAW or name):
        yield Found(Wrong.SUSPECT, match[0])
    if kind is PanelKind.PERSON:
        for wrong, pattern in ((Wrong.RELATIVE, _RELATIVE), (Wrong.ADDRESS, _ADDRESS)):
            if match := pattern.search(text):
                yield Found(wrong, match[0])
    elif name and _CONVICTED.search(text):
        yield Found(Wrong.NAMED, name[0].strip())


def found_in_texts(texts: Iterable[Translated], kind: PanelKind) -> tuple[Found, ...]:
    """The same for texts in several languages, each kind of finding once."""
    first: dict[Wrong, Found] = {}
    for text in texts:
        for words in text.as_dict().values():
            for found in found_in(words, kind):
                first.setdefault(found.wrong, found)
    return tuple(first.values())


def found_in_sources(texts: Iterable[str]) -> tuple[Found, ...]:
    """Courts, cases and sources have names and addresses of their own: only an IIN is looked for."""
    return tuple(Found(Wrong.IIN, number) for text in texts if (number := has_iin(text)))[:1]


def words_of_person(person: NewPerson) -> tuple[Translated, ...]:
    """What was written about the person in free words."""
    return (Translated(person.name, person.name, person.name), person.post, person.sentence, person.story)


def names_the_person(person_name: str, texts: Iterable[Translated]) -> str:
    """The word of the person's name that stands in one of the texts, which are not sealed; or nothing."""
    names: list[str] = re.findall(r"\w{4,}", person_name.casefold())
    for text in texts:
        for words in text.as_dict().values():
            said = re.findall(r"\w+", words.casefold())
            for name in names:
                if any(word.startswith(name) for word in said):
                    return name
    return ""
