"""Our columns and what they are usually called in Kazakh, Russian and English tables."""

from collections.abc import Mapping
from typing import Final

from campaign.people.imports.schemas import COLUMNS, NAME_PARTS, Reading
from campaign.sheets.reading import Head, RawTable, find_head

USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "full_name": (
        "ФИО", "Ф. И. О.", "Фамилия имя отчество", "Фамилия, имя", "Имя и фамилия", "Полное имя", "ФИО участника", "Участник",
        "Тегі, аты", "Тегі, аты, әкесінің аты", "Аты-жөні", "Аты-жөні, тегі", "Қатысушының аты-жөні", "ТАӘ", "Т.А.Ә.",
        "Name", "Full name", "Surname and name", "Surname, name, patronymic", "Participant",
    ),
    "surname": ("Фамилия", "Тегі", "Surname", "Last name", "Family name"),
    "given_name": ("Имя", "Аты", "Есімі", "First name", "Given name"),
    "patronymic": ("Отчество", "Әкесінің аты", "Patronymic", "Middle name"),
    "phone": (
        "Телефон", "Тел.", "Номер телефона", "Телефон номер", "Контактный телефон", "Мобильный телефон", "Сотовый",
        "Сотовый телефон", "Моб.", "Контакты", "Контактные данные", "Контактный номер",
        "Байланыс нөмірі", "Телефон нөмірі", "Ұялы телефон", "Ұялы телефоны",
        "Байланыс телефоны", "Байланыс", "Phone number", "Telephone", "Mobile", "Mobile phone", "Contact",
    ),
    "organisation": (
        "Организация", "Место работы", "Место учёбы", "Место работы, учёбы", "Место учёбы, работы", "Место работы или учёбы",
        "Школа", "Учебное заведение", "Предприятие", "Учреждение", "Наименование организации", "Название организации", "Откуда",
        "Ұйым", "Ұйымы", "Мекеме", "Жұмыс орны", "Оқу орны", "Жұмыс, оқу орны", "Оқу, жұмыс орны", "Мектеп",
        "Organization", "Company", "School", "Place of work", "Place of study or work",
    ),
    "role": (
        "Роль", "Роль на мероприятии", "Обязанность", "Рөлі", "Рөл", "Іс-шарадағы рөлі", "Міндеті", "Role",
    ),
    "birth_year": (
        "Год рождения", "Дата рождения", "Год рожд.", "Г.р.", "Г. рожд.", "Дата рожд.", "Д.р.", "День рождения",
        "Туған жылы", "Туған күні", "Туған жылы, айы, күні", "Туылған жылы", "Туылған күні", "Year of birth", "Date of birth",
        "Birth date", "Birthday", "Born",
    ),
    "email": (
        "Эл. почта", "Электронная почта", "Почта", "E-mail", "Адрес электронной почты", "Эл. адрес", "Электронный адрес",
        "Электрондық пошта", "Эл. пошта", "Пошта", "Электрондық мекенжай", "Mail", "E-mail address",
    ),
    "language": (
        "Язык", "Язык общения", "Язык сообщений", "Тілі", "Тіл", "Хабарлама тілі", "Lang", "Language of messages",
    ),
    "note": (
        "Примечание", "Примечания", "Прим.", "Комментарий", "Заметка", "Отметка", "Дополнительно", "Ескертпе", "Ескерту",
        "Қосымша", "Notes", "Remark", "Comment",
    ),
    "minor": (
        "Несовершеннолетний", "Несовершеннолетняя", "Несовершеннолетние", "До 18 лет", "Младше 18", "Моложе 18",
        "Кәмелетке толмаған", "Кәмелет жасына толмаған", "18 жасқа толмаған", "Underage", "Under 18",
    ),
}  # fmt: skip


_OTHERS: Final = ("родител", "опекун", "представител", "ата-ана", "қамқоршы", "parent", "guardian")


def guess(table: RawTable) -> Reading | None:
    """Where the people stand in the table; None when no row looks like its head. A parent's name or phone is not theirs."""
    head = find_head(table, USUAL)
    if head is None:
        return None
    cells = table.row(head.row)
    own = {name: at for name, at in head.columns.items() if not any(word in cells[at].casefold() for word in _OTHERS)}
    return Reading(table.sheet, head.row, _settled(own))


def _settled(found: dict[str, int]) -> dict[str, int]:
    """Surname, name and patronymic are joined; one of them alone, or beside a full name, is none of three columns."""
    columns: dict[str, int] = {name: found[name] for name in COLUMNS if name in found}
    parts: dict[str, int] = {name: found[name] for name in NAME_PARTS if name in found}
    if "full_name" in columns or not parts:
        return columns
    alone = len(parts) == 1 and next(iter(parts)) != "patronymic"
    return {"full_name": next(iter(parts.values())), **columns} if alone else {**parts, **columns}


def name_places(reading: Reading) -> tuple[int, ...]:
    """The columns that make up the name, in the order in which they are joined; none when nobody said which."""
    if "full_name" in reading.columns:
        return (reading.columns["full_name"],)
    return tuple(reading.columns[name] for name in NAME_PARTS if name in reading.columns)


def head_of(reading: Reading) -> Head:
    """The same as the table kit wants it, under the names that errors have: a joined name is marked where it begins."""
    columns = {name: place for name, place in reading.columns.items() if name in COLUMNS}
    places = name_places(reading)
    return Head(reading.head_row, {**columns, "full_name": places[0]} if places else columns)
