"""Our columns and what they are usually called in Kazakh, Russian and English tables of vehicles."""

from collections.abc import Mapping
from typing import Final, TypeVar

from campaign.core.i18n import LANGUAGES, Words, _l, use_language
from campaign.core.text import fold
from campaign.motorcades.schemas import CarRole, VehicleKind
from campaign.motorcades.words import KINDS, ROLES
from campaign.sheets.mapping import Reading
from campaign.sheets.reading import Head, RawTable, find_head

WORDS: Final[Mapping[str, Words]] = {
    "plate": _l("Plate"),
    "kind": _l("Kind of vehicle"),
    "name": _l("Name"),
    "make": _l("Make and model"),
    "model": _l("Model"),
    "colour": _l("Colour"),
    "seats": _l("Seats for passengers"),
    "driver": _l("Driver"),
    "phone": _l("Driver's phone"),
    "second_driver": _l("Second driver"),
    "second_phone": _l("Second driver's phone"),
    "owner": _l("Owner"),
    "organisation": _l("Organisation"),
    "role": _l("What it does"),
    "block": _l("Block"),
    "decoration": _l("Decoration"),
}
Kind = TypeVar("Kind")
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "plate": (
        "Гос. номер", "Госномер", "Гос номер", "Гос. № ", "Номер машины", "Номер авто", "Номер автомобиля", "Рег. номер",
        "Государственный номер", "Номерной знак", "Гос. рег. номер", "Регистрационный номер", "ГРНЗ", "Номер ТС",
        "Мемлекеттік нөмір", "Мемлекеттік нөмірі", "Мем. нөмір", "Мем. нөмірі", "Көлік нөмірі", "Нөмірі", "Тіркеу нөмірі",
        "МТНБ", "Plate", "Plate number", "Licence plate", "License plate", "Registration number",
    ),
    "kind": ("Вид", "Вид ТС", "Тип", "Тип ТС", "Вид транспорта", "Көлік түрі", "Түрі", "Kind", "Type", "Kind of vehicle"),
    "name": ("Название", "Название судна", "Имя судна", "Атауы", "Кеме атауы", "Vessel"),
    "make": (
        "Марка", "Марка и модель", "Марка, модель", "Марка/модель", "Автомобиль", "Машина", "Авто", "Марка автомобиля",
        "Марка машины", "Транспорт", "Транспортное средство", "ТС", "Көлік", "Көлігі", "Маркасы", "Маркасы, моделі",
        "Маркасы мен моделі", "Автокөлік", "Make", "Make and model", "Vehicle", "Car",
    ),
    "model": ("Модель", "Моделі", "Model"),
    "colour": ("Цвет", "Цвет машины", "Цвет автомобиля", "Түсі", "Көлік түсі", "Colour", "Color"),
    "seats": (
        "Мест", "Места", "Кол-во мест", "Количество мест", "Число мест", "Мест для пассажиров", "Посадочных мест",
        "Вместимость", "Орын", "Орын саны", "Орындар саны", "Орны", "Жолаушы орны", "Seats", "Number of seats", "Capacity",
    ),
    "driver": (
        "Водитель", "ФИО водителя", "Ф. И. О. водителя", "Водитель, ФИО", "Имя водителя", "Жүргізуші", "Жүргізушісі",
        "Жүргізушінің аты-жөні", "Жүргізуші, аты-жөні", "Driver", "Driver's name", "Driver name",
    ),
    "phone": (
        "Телефон", "Тел.", "Телефон водителя", "Номер телефона", "Контактный телефон", "Мобильный телефон", "Сотовый",
        "Контакты", "Жүргізуші телефоны", "Телефоны", "Телефон нөмірі", "Байланыс телефоны", "Байланыс", "Phone",
        "Driver's phone", "Telephone", "Mobile", "Contact",
    ),
    "second_driver": (
        "Второй водитель", "Сменный водитель", "Запасной водитель", "Екінші жүргізуші", "Ауыспалы жүргізуші", "Second driver",
    ),
    "second_phone": (
        "Телефон второго водителя", "Телефон сменного водителя", "Екінші жүргізушінің телефоны", "Second driver's phone",
    ),
    "owner": (
        "Владелец", "Собственник", "Владелец машины", "Владелец ТС", "Чья машина", "Иесі", "Көлік иесі", "Owner",
    ),
    "organisation": (
        "Организация", "Учреждение", "Предприятие", "Автоклуб", "Клуб", "Ұйым", "Ұйымы", "Мекеме", "Organization", "Club",
    ),
    "role": ("Роль", "Роль в колонне", "Назначение", "Задача", "Рөлі", "Рөл", "Колоннадағы міндеті", "Міндеті", "Role"),
    "block": ("Блок", "Группа", "Топ", "Тобы", "Block", "Group"),
    "decoration": (
        "Оформление", "Украшение", "Флаг, баннер", "Безендіру", "Безендірілуі", "Әшекейі", "Безендіруі", "Decoration",
    ),
}  # fmt: skip
_ALSO_ROLES: Final[Mapping[CarRole, tuple[str, ...]]] = {
    CarRole.LEAD: ("головная машина", "головной", "лидер", "ведущая", "бастаушы", "lead"),
    CarRole.STAFF: ("штаб", "штабная", "staff"),
    CarRole.LOUDSPEAKER: ("звук", "громкоговоритель", "озвучивание", "дыбыс"),
    CarRole.MEDIA: ("пресса", "сми", "бақ", "media", "press"),
    CarRole.MEDICAL: ("медпомощь", "медицинская", "скорая", "медик", "жедел жәрдем", "medical"),
    CarRole.TECHNICAL: ("техпомощь", "тех. помощь", "техничка", "эвакуатор", "техкөмек", "technical"),
    CarRole.TAIL: ("замыкающая", "замыкающий", "соңғы", "tail"),
    CarRole.PARTICIPANT: ("участник", "участница", "қатысушы", ""),
    CarRole.BUS: ("автобус", "bus"),
}
_ALSO_KINDS: Final[Mapping[VehicleKind, tuple[str, ...]]] = {
    VehicleKind.CAR: ("легковая", "легковой", "легковой автомобиль", "легковушка", "внедорожник", "жеңіл көлік", "авто"),
    VehicleKind.MINIBUS: ("микроавтобус", "газель", "шағын автобус"),
    VehicleKind.BUS: ("автобус",),
    VehicleKind.TRUCK: ("грузовик", "грузовая", "грузовой", "жүк көлігі"),
    VehicleKind.MOTORCYCLE: ("мотоцикл",),
    VehicleKind.BICYCLE: ("велосипед",),
    VehicleKind.BOAT: ("катер", "лодка", "яхта", "кеме", "қайық"),
}


def guess(table: RawTable) -> Reading | None:
    """Where the vehicles stand in the table; None when no row looks like its head."""
    head = find_head(table, USUAL)
    return Reading(table.sheet, head.row, dict(head.columns)) if head else None


def is_enough(reading: Reading | None) -> bool:
    """Whether a vehicle can be told from another by these columns."""
    return reading is not None and bool({"plate", "name"} & set(reading.columns))


def head_of(reading: Reading) -> Head:
    """The same as the table kit wants it."""
    return Head(reading.head_row, reading.columns)


def role_words() -> dict[str, CarRole]:
    """By folded word of any language, what it does."""
    return _by_word(ROLES, _ALSO_ROLES)


def kind_words() -> dict[str, VehicleKind]:
    """By folded word of any language, what it is."""
    return _by_word(KINDS, _ALSO_KINDS)


def _by_word(words: Mapping[Kind, Words], also: Mapping[Kind, tuple[str, ...]]) -> dict[str, Kind]:
    found = {fold(word): kind for kind, others in also.items() for word in others}
    for code in LANGUAGES:
        with use_language(code):
            found |= {fold(str(said)): kind for kind, said in words.items()}
    return found
