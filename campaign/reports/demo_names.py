"""Names for the demo, put together by chance from common name lists: nobody in particular is meant."""

import random
from typing import Final

_SURNAMES_KK: Final = (
    "Әбдіқадыров Әлімжанов Бекмұхамбетов Дүйсенбаев Еңсебаев Жұмағұлов Жүсіпов Қасымов Қонысбаев Құрманғалиев Мүсірепов "
    "Нұрғалиев Нұрпейісов Оспанов Өмірзақов Рысқұлбеков Сәрсенбаев Сүлейменов Тоқтаров Тұрлыбеков Үсенов Шәріпов Ыбырайымов "
    "Ахметов Ғабитов Есенғұлов Көшербаев Сағынтаев Ысқақов Мыңбаев"
).split()
_SURNAMES_RU: Final = (
    "Иванченко Петренко Сидоров Кузнецов Смирнов Попов Васильев Соколов Новиков Фёдоров Морозов Волков Лебедев Семёнов Егоров "
    "Павлов Козлов Степанов Орлов Макаров Никитин Захаров Зайцев Воробьёв Щербаков Дорошенко Бабенко Герасимов Лихачёв Дроздов"
).split()
_MEN_KK: Final = (
    "Айдос Арман Асқар Бауыржан Ғалым Дәурен Ерлан Қайрат Мұрат Нұрлан Өмірбек Самат Темірлан Ыдырыс Жәнібек".split()
)
_WOMEN_KK: Final = "Әйгерім Әсел Айгүл Гүлнәр Ділназ Жанар Інжу Іңкәр Қарлығаш Мәдина Мөлдір Перизат Сәуле Үміт Шынар".split()
_FATHERS: Final = "Әли Болат Ерлан Қайрат Мұрат Нұрлан Серік Бақытжан Тұрсын Өмірбек".split()
_MEN_RU: Final = (
    ("Артём", "Игоревич"),
    ("Денис", "Юрьевич"),
    ("Илья", "Олегович"),
    ("Кирилл", "Андреевич"),
    ("Павел", "Сергеевич"),
)
_WOMEN_RU: Final = (
    ("Анна", "Викторовна"),
    ("Дарья", "Олеговна"),
    ("Ксения", "Игоревна"),
    ("Марина", "Юрьевна"),
    ("Юлия", "Андреевна"),
)
ORGANISATIONS: Final = (
    "Индустриальный университет", "Политехнический колледж", "Лицей № 20", "Молодёжный ресурсный центр",
    "Общественный фонд «Таза жол»", "Медициналық колледж", "Қалалық кітапхана", "Школа искусств",
)  # fmt: skip


def invented_name(chance: random.Random) -> tuple[str, str]:
    """A full name as in a document, and the language in which its bearer is written to."""
    woman = chance.random() < 0.55
    if chance.random() < 0.6:
        surname = chance.choice(_SURNAMES_KK) + ("а" if woman else "")
        first = chance.choice(_WOMEN_KK if woman else _MEN_KK)
        return f"{surname} {first} {chance.choice(_FATHERS)}{'қызы' if woman else 'ұлы'}", "kk"
    surname = chance.choice(_SURNAMES_RU)
    if woman and not surname.endswith("о"):
        surname += "а"
    first, father = chance.choice(_WOMEN_RU if woman else _MEN_RU)
    return f"{surname} {first} {father}", "ru"
