"""Halls and panels for tests. Nobody on them exists: names, courts, cases and verdicts are invented."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from campaign.accounts.models import User
from campaign.accounts.queries import actor_of
from campaign.core import clock, settings
from campaign.core.actor import SYSTEM, Actor, Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.i18n import Translated
from campaign.exhibition import queries, services
from campaign.exhibition.blocks import Number
from campaign.exhibition.schemas import NewExhibition, NewPanel, NewPerson, PanelKind, PanelRow, PanelSize, PictureRight, Way
from campaign.relay.models import Relay, Stop
from campaign.territory.models import Region
from tests.factories import a_stop, a_user

TODAY = date(2018, 4, 5)  # the campaign's day in tests
_keys = count(1)

POSTER = NewPanel(
    PanelSize.A3, Way.PORTRAIT, Translated("Пара алма", "Не бери", "Take no bribe"),
    Translated("Бәріміз көріп тұрмыз", "Все видят"), (), Translated(), None,
)  # fmt: skip
FACTS = replace(
    POSTER, title=Translated("Сандар", "Цифры"), blocks=(Number("18", Translated("қала мен аудан", "городов и районов")),),
    source=Translated("Науқан есебі", "Отчёт кампании"), source_checked_on=date(2018, 4, 1),
)  # fmt: skip
ABOUT = replace(POSTER, title=Translated("Параның бағасы", "Цена взятки"), lead=Translated())
INVENTED = NewPerson(
    name="Вымышлов Тест Примерович", post=Translated("бөлім басшысы", "начальник отдела"), court="Учебный суд № 0",
    case_number="1-000/2017", article="ст. 366, ч. 2", sentence=Translated("айыппұл", "штраф"),
    story=Translated("Пара алған", "Получил взятку за справку"),
    source="Учебный банк приговоров", verdict_on=date(2017, 10, 2), in_force_on=date(2017, 11, 2), checked_on=date(2018, 4, 2),
    spent_on=date(2019, 11, 2), picture=PictureRight.NO_PICTURE,
)  # fmt: skip


@dataclass(frozen=True)
class Hall:
    """An exhibition, whose it is, and people who may do something with it."""

    id: int
    stop: Stop
    campaign_id: int
    author: Actor
    approvers: tuple[Actor, Actor]
    national: Actor


def run_the_clock() -> None:
    """Let the database know what campaign time it is, as a real one does."""
    with unit_of_work() as session:
        settings.start_clock(session, clock.DEMO_START)


def an_actor(role: Role, **where: Any) -> Actor:
    user: User = a_user(role, **where)
    return actor_of(user)


def a_hall(stop: Stop | None = None, *, persons: bool = True) -> Hall:
    """An exhibition of a stop, with panels about persons switched on."""
    stop = stop or a_stop()
    region, relay = db.session.get_one(Region, stop.region_id), db.session.get_one(Relay, stop.relay_id)
    national = an_actor(Role.NATIONAL)
    hall = Hall(
        an_exhibition(stop.id), stop, relay.campaign_id, an_actor(Role.STOP, stop=stop),
        (an_actor(Role.REGION, region=region), an_actor(Role.REGION, region=region)), national,
    )  # fmt: skip
    if persons:
        with acting_as(national):
            services.turn(hall.campaign_id, True, "Решение штаба", 0)
    return hall


def an_exhibition(stop_id: int, title: str = "Выставка в фойе") -> int:
    new = NewExhibition(Translated(title, title), Translated("Фойе", "Фойе"), date(2018, 4, 6), date(2018, 4, 11))
    with acting_as(SYSTEM):
        return services.add_exhibition(stop_id, new, f"hall-{next(_keys)}")


def a_panel(hall: Hall, kind: PanelKind = PanelKind.POSTER, new: NewPanel = POSTER, person: NewPerson | None = None) -> int:
    with acting_as(hall.author):
        return services.add_panel(hall.id, kind, new, person, f"panel-{next(_keys)}")


def a_panel_about_somebody(hall: Hall, *, approved: int = 2, panel: NewPanel = ABOUT, **changed: Any) -> int:
    """One that may be printed, unless something of it is `changed`."""
    panel_id = a_panel(hall, PanelKind.PERSON, panel, replace(INVENTED, **changed))
    for actor in hall.approvers[:approved]:
        approve(panel_id, actor)
    return panel_id


def approve(panel_id: int, actor: Actor, version: int = 1) -> int:
    with acting_as(actor):
        return services.approve(panel_id, version)


def a_panel_in_every_state(stop_id: int, word: str) -> dict[str, int | str]:
    """The ids by the names of the addresses' parameters: a panel about somebody, approved, printed and to be taken down."""
    run_the_clock()
    hall = a_hall(db.session.get_one(Stop, stop_id))
    panel_id = a_panel_about_somebody(hall, court=word, panel=replace(ABOUT, lead=Translated(ru=word)))
    with acting_as(hall.author):
        services.note_print(panel_id, 1)
        services.ask_takedown(panel_id, word)
    row = seen(panel_id)
    return {
        "exhibition_id": hall.id, "panel_id": panel_id, "panel_kind": "poster", "approval_id": row.approvals[0].id,
        "takedown_id": row.takedowns[0].id,
    }  # fmt: skip


def seen(panel_id: int) -> PanelRow:
    with acting_as(SYSTEM):
        return queries.panel_row(panel_id)
