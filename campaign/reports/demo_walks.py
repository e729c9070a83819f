"""The office walks of the demo: the akimat of Temirtau with 120 doors and four teams, a small building in Karaganda.

Departments and leaders are invented; nobody's name stands at a door.
"""

from typing import Final

from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_of_each_kind
from campaign.walks import services as walks
from campaign.walks.buildings import services as register
from campaign.walks.buildings.schemas import NewBuilding, RoomWish
from campaign.walks.layout import parts_of
from campaign.walks.queries import walk_of
from campaign.walks.schemas import TeamWish, WalkWish

DEPARTMENTS: Final = tuple(
    Translated(kk=kk, ru=ru)
    for kk, ru in (
        ("Азаматтарды қабылдау бөлімі", "Отдел приёма граждан"),
        ("Кеңсе", "Канцелярия"),
        ("Жұмыспен қамту және әлеуметтік бағдарламалар бөлімі", "Отдел занятости и социальных программ"),
        ("Тұрғын үй-коммуналдық шаруашылық бөлімі", "Отдел жилищно-коммунального хозяйства"),
        ("Экономика және бюджеттік жоспарлау бөлімі", "Отдел экономики и бюджетного планирования"),
        ("Қаржы бөлімі", "Отдел финансов"),
        ("Мемлекеттік сатып алу бөлімі", "Отдел государственных закупок"),
        ("Жер қатынастары бөлімі", "Отдел земельных отношений"),
        ("Сәулет және қала құрылысы бөлімі", "Отдел архитектуры и градостроительства"),
        ("Құрылыс бөлімі", "Отдел строительства"),
        ("Білім бөлімі", "Отдел образования"),
        ("Мәдениет және тілдерді дамыту бөлімі", "Отдел культуры и развития языков"),
        ("Ішкі саясат бөлімі", "Отдел внутренней политики"),
        ("Дене шынықтыру және спорт бөлімі", "Отдел физической культуры и спорта"),
        ("Кәсіпкерлік және ауыл шаруашылығы бөлімі", "Отдел предпринимательства и сельского хозяйства"),
        ("Заң бөлімі", "Юридический отдел"),
        ("Персоналды басқару бөлімі", "Отдел управления персоналом"),
        ("Цифрландыру бөлімі", "Отдел цифровизации"),
        ("Мұрағат", "Архив"),
        ("Ішкі бақылау бөлімі", "Отдел внутреннего контроля"),
    )
)
HEAD: Final = Translated(kk="бөлім басшысы", ru="руководитель отдела")
SPECIALISTS: Final = Translated(kk="мамандар", ru="специалисты")
ROOMS_A_DEPARTMENT: Final = 6
LEADERS: Final = (
    ("Айдос Серік", "+77000000131"), ("Виктория Пак", "+77000000132"), ("Әсель Жұмабек", "+77000000133"),
    ("Тимур Ахметов", "+77000000134"),
)  # fmt: skip
RULES: Final = (
    "Есік қағыңыз, өзіңізді таныстырыңыз. Бас тартса, алғыс айтып, әрі қарай жүріңіз.\n"
    "Постучите и представьтесь. При отказе поблагодарите и идите дальше: отказаться можно, и это нормально."
)


def prepare_the_walks(session: Session, karaganda: Stop, temirtau: Stop) -> None:
    """Both buildings with their doors; four teams for Temirtau with all who registered, two for Karaganda."""
    hall = _building(temirtau, Translated(kk="Теміртау қаласының әкімдігі", ru="Акимат города Темиртау"), "пр. Республики, 32")
    _rooms(hall, {floor: 24 for floor in range(1, 6)})
    _teams(first_of_each_kind(session, temirtau.id)["office_walk"], hall, 4)
    house = _building(karaganda, Translated(kk="Қазыбек би ауданы әкімінің аппараты", ru="Аппарат акима района им. Казыбек би"),
                      "ул. Ерубаева, 44")  # fmt: skip
    _rooms(house, {1: 7, 2: 9})
    _teams(first_of_each_kind(session, karaganda.id)["office_walk"], house, 2)


def _building(stop: Stop, name: Translated, address: str) -> int:
    return register.create_building(NewBuilding(stop.unit_id, name, address, name), f"demo-building-{stop.unit_id}")


def _rooms(building_id: int, floors: dict[int, int]) -> None:
    wishes: list[RoomWish] = []
    for floor, rooms in floors.items():
        for number in range(1, rooms + 1):
            at = len(wishes)
            department = DEPARTMENTS[at // ROOMS_A_DEPARTMENT % len(DEPARTMENTS)]
            position = HEAD if at % ROOMS_A_DEPARTMENT == 0 else SPECIALISTS
            wishes.append(RoomWish(at + 1, f"{floor}{number:02}", department, position))
    register.add_rooms(building_id, wishes, None, f"demo-rooms-{building_id}")


def _teams(event_id: int, building_id: int, count: int) -> None:
    walks.choose_building(event_id, building_id)
    walks.split_evenly(event_id, count)
    walk = walk_of(event_id)
    for team, (leader, phone) in zip(walk.teams, LEADERS, strict=False):
        walks.write_team(team.id, TeamWish(team.number, "", leader, phone), parts_of(team), team.version)
    walks.write_walk(event_id, WalkWish(RULES, ""), walk.version)
    walks.share_out(event_id)
