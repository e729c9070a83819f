"""The columns of the demo: Temirtau's of twenty cars and buses is ready, Karaganda's was held. Invented people and plates."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from campaign.motorcades.schemas import CarRole, Driver, VehicleKind
from campaign.motorcades.services import add_cars, keep_facts
from campaign.motorcades.wishes import CarWish, FactsWish, VehicleWish
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_event

_CAR, _MINIBUS, _BUS, _TRUCK = VehicleKind.CAR, VehicleKind.MINIBUS, VehicleKind.BUS, VehicleKind.TRUCK
_IN, _COACH = CarRole.PARTICIPANT, CarRole.BUS
_WAY, _COLLEGE = "Общественный фонд «Таза жол»", "Политехнический колледж"
# kind, plate, make, colour, owner, organisation, seats, role, block, decoration, driver
_Line = tuple[VehicleKind, str, str, str, str, str, int, CarRole, str, str, str]
_TEMIRTAU: Final[Sequence[_Line]] = (
    (_CAR, "412 AKM 09", "Škoda Octavia", "белая", "", _WAY, 4, CarRole.LEAD, "головной", "флаг", "Исабеков Серік Жанатұлы"),
    (_CAR, "087 BCA 09", "Toyota Camry", "чёрная", "", "Акимат города", 3, CarRole.STAFF, "головной", "символ эстафеты",
     "Байжанов Ерлан Қайратұлы"),
    (_MINIBUS, "355 AB 09", "ГАЗель Next", "белая", "", "Дворец культуры", 2, CarRole.LOUDSPEAKER, "головной", "две колонки",
     "Кожевников Роман Игоревич"),
    (_CAR, "902 AM 09", "УАЗ Патриот", "зелёная", "", "Городская телестудия", 4, CarRole.MEDIA, "головной", "",
     "Петерс Эдуард Андреевич"),
    (_CAR, "218 EHT 09", "Hyundai Accent", "серая", "частная", "", 4, _IN, "легковые", "флажок", "Абенов Данияр Маратұлы"),
    (_CAR, "M 604 KXA", "Лада Гранта", "синяя", "частная", "", 4, _IN, "легковые", "флажок", "Филатов Егор Николаевич"),
    (_CAR, "540 OPA 09", "Kia Rio", "красная", "частная", "", 4, _IN, "легковые", "флажок", "Түлегенова Айман Мұратқызы"),
    (_CAR, "126 TYM 09", "Chevrolet Nexia", "белая", "частная", "", 4, _IN, "легковые", "флажок", "Өтегенов Рустам Болатұлы"),
    (_CAR, "731 KMA 09", "Renault Logan", "серая", "частная", "", 4, _IN, "легковые", "флажок", "Дорошенко Павел Сергеевич"),
    (_CAR, "064 PTX 09", "Toyota Corolla", "белая", "частная", "", 4, _IN, "легковые", "флажок", "Сәрсенбаева Әсел Ерланқызы"),
    (_CAR, "M 218 BAT", "ВАЗ-2114", "вишнёвая", "частная", "", 4, _IN, "легковые", "флажок", "Щербаков Илья Олегович"),
    (_CAR, "389 EKC 09", "Hyundai Solaris", "бежевая", "частная", "", 4, _IN, "легковые", "флажок", "Қасымов Асқар Нұрланұлы"),
    (_BUS, "771 CK 09", "ПАЗ-3205", "жёлтая", "", _COLLEGE, 23, _COACH, "автобусы", "баннер", "Рүстемов Иса Ерланұлы"),
    (_BUS, "772 CK 09", "ПАЗ-3205", "жёлтая", "", _COLLEGE, 23, _COACH, "автобусы", "баннер", "Зайцев Кирилл Андреевич"),
    (_BUS, "140 TM 09", "Hyundai County", "белая", "", "Индустриальный университет", 24, _COACH, "автобусы", "баннер",
     "Мүсірепов Самат Әліұлы"),
    (_MINIBUS, "615 HP 09", "Ford Transit", "синяя", "", "Лицей № 20", 13, _COACH, "автобусы", "флаг", "Егоров Денис Юрьевич"),
    (_MINIBUS, "616 HP 09", "Mercedes Sprinter", "белая", "", "Молодёжный ресурсный центр", 16, _COACH, "автобусы", "флаг",
     "Ысқақов Мұрат Тұрсынұлы"),
    (_MINIBUS, "033 HB 09", "Ford Transit", "белая", "", "Станция скорой помощи", 0, CarRole.MEDICAL, "замыкающий", "",
     "Рахметова Шолпан Ғабитқызы"),
    (_TRUCK, "648 CA 09", "ГАЗ-3309", "оранжевая", "", "Автохозяйство акимата", 0, CarRole.TECHNICAL, "замыкающий",
     "трос, провода", "Литвиненко Геннадий Артёмович"),
    (_CAR, "277 BKE 09", "Renault Duster", "коричневая", "", _WAY, 3, CarRole.TAIL, "замыкающий", "флаг", ""),
)  # fmt: skip
_KARAGANDA: Final[Sequence[_Line]] = (
    (_CAR, "301 ACT 09", "Škoda Superb", "синяя", "", _WAY, 4, CarRole.LEAD, "", "флаг", "Оспанов Бауыржан Серікұлы"),
    (_CAR, "302 BOH 09", "Kia Cerato", "белая", "частная", "", 4, _IN, "", "флажок", "Волкова Анна Викторовна"),
    (_CAR, "M 417 EHA", "ВАЗ-21099", "зелёная", "частная", "", 4, _IN, "", "флажок", "Морозов Артём Игоревич"),
    (_BUS, "820 KA 09", "ЛиАЗ-5256", "белая", "", "Медициналық колледж", 23, _COACH, "", "баннер", "Шәріпов Қайрат Өмірбекұлы"),
    (_CAR, "303 TAX 09", "Лада Веста", "серая", "частная", "", 4, _IN, "", "флажок", "Нұрпейісов Темірлан Қайратұлы"),
    (_CAR, "304 MEX 09", "УАЗ Патриот", "белая", "", _WAY, 4, CarRole.TAIL, "", "флаг", "Никитин Павел Сергеевич"),
)  # fmt: skip
_RELIEF: Final = ("771 CK 09", Driver("Бекмұхамбетов Нұрлан Серікұлы", "+77000000390"))


def line_up(session: Session, karaganda: Stop, temirtau: Stop) -> None:
    """Temirtau's column, of which one car still lacks a driver; and Karaganda's (how it was marked: `demo_road`)."""
    ahead, held = first_event(session, temirtau, "motorcade"), first_event(session, karaganda, "motorcade")
    head = Driver("Исабеков Серік Жанатұлы", "+77000000300")
    keep_facts(ahead.id, FactsWish(9400, 40, 15, "рация, канал 4", "2 патрульные машины", head), 0)
    add_cars(ahead.id, _wishes(_TEMIRTAU, 300))
    head = Driver("Оспанов Бауыржан Серікұлы", "+77000000330")
    keep_facts(held.id, FactsWish(7200, 40, 15, "рация, канал 2", "1 патрульная машина", head), 0)
    add_cars(held.id, _wishes(_KARAGANDA, 330))


def _wishes(lines: Sequence[_Line], phones: int) -> list[CarWish]:
    return [_wish(line, f"+77000000{phones + place:03}") for place, line in enumerate(lines)]


def _wish(line: _Line, phone: str) -> CarWish:
    kind, plate, make, colour, owner, organisation, seats, role, block, decoration, driver = line
    vehicle = VehicleWish(kind, plate, "", make, colour, owner, organisation, seats)
    wish = CarWish(
        vehicle, block=block, role=role, decoration=decoration, driver=Driver(driver, phone if driver else "")
    )  # fmt: skip
    return replace(wish, second_driver=_RELIEF[1]) if plate == _RELIEF[0] else wish
