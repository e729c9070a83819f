"""The demo: Karaganda in spring 2018 as the press told it, with invented people and organisations only.

Karaganda holds the baton from 2 to 6 April, Temirtau from 6 to 11 April with the four events of one day and the quest
of seven teams (`real_cases.csv`, A06–A09); the other places have fourteen days each. Campaign time starts on 5 April 2018 at
09:00 in Karaganda, so that registration is open and the deadlines lie ahead. A second relay, Kostanay, shows that one region
does not see another's. From June a second baton goes through the parts of Karaganda.
"""

import random
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.accounts.schemas import DEMO_DOMAIN, GrantRow
from campaign.accounts.services import make_account
from campaign.core import clock, settings
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict
from campaign.core.i18n import Translated, _l
from campaign.events.models import Event, EventKind, EventRole
from campaign.events.schemas import EventState, NewPlace
from campaign.events.services import change_state, create_place, move_events
from campaign.people.schemas import Register
from campaign.people.services import register
from campaign.relay.models import Campaign, Relay, Stop
from campaign.relay.schemas import PlanWish
from campaign.relay.services import create_season
from campaign.reports.demo_badges import print_the_badges
from campaign.reports.demo_baton import hand_it_on, hand_over_the_baton
from campaign.reports.demo_briefing import brief_the_people
from campaign.reports.demo_checklists import tick_the_checklists
from campaign.reports.demo_columns import line_up
from campaign.reports.demo_counter import give_out
from campaign.reports.demo_districts import plan_districts
from campaign.reports.demo_door import open_the_doors
from campaign.reports.demo_doors import record_the_walks
from campaign.reports.demo_drafts import keep_drafts
from campaign.reports.demo_duplicates import register_somebody_twice
from campaign.reports.demo_exhibition import hang_the_panels
from campaign.reports.demo_figures import say_the_figures
from campaign.reports.demo_groups import bring_groups
from campaign.reports.demo_kits import change_the_kits
from campaign.reports.demo_loads import load_the_cars
from campaign.reports.demo_materials import supply_the_stores
from campaign.reports.demo_minors import bring_children
from campaign.reports.demo_names import ORGANISATIONS, invented_name
from campaign.reports.demo_norms import set_norms
from campaign.reports.demo_offers import bring_cars_from_outside
from campaign.reports.demo_outbox import write_to_some
from campaign.reports.demo_papers import sign_and_plan
from campaign.reports.demo_periods import close_the_first_days
from campaign.reports.demo_permits import file_the_papers, plan_for_bad_weather
from campaign.reports.demo_photos import take_photos
from campaign.reports.demo_press import meet_the_press
from campaign.reports.demo_report import begin_the_report
from campaign.reports.demo_road import look_after_the_columns
from campaign.reports.demo_route import drive_the_routes
from campaign.reports.demo_seats import seat_the_column
from campaign.reports.demo_shifts import plan_shifts
from campaign.reports.demo_walks import prepare_the_walks
from campaign.territory.models import Unit

PASSWORD: Final = "adal-zhol-2018"  # noqa: S105  the demo's, printed on its sign-in page
DOMAIN: Final = DEMO_DOMAIN.removeprefix("@")
KARAGANDA, TEMIRTAU, SARAN = "kar-karaganda", "kar-temirtau", "kar-saran"
SLOGANS: Final = (
    Translated(kk="Адал жол менен басталады", ru="Честный путь начинается с меня", en="The honest way begins with me"),
    Translated(kk="Пара алмаймын және бермеймін", ru="Взяток не беру и не даю", en="I neither take nor give bribes"),
)


@dataclass(frozen=True)
class DemoAccount:
    """Whom the demo lets somebody be."""

    email: str
    name: str
    role: Role


ACCOUNTS: Final = (
    DemoAccount(f"national@{DOMAIN}", "Гүлнар Сейтова", Role.NATIONAL),
    DemoAccount(f"karaganda@{DOMAIN}", "Марат Оспанов", Role.REGION),
    DemoAccount(f"temirtau@{DOMAIN}", "Алия Бекова", Role.STOP),
    DemoAccount(f"kostanay@{DOMAIN}", "Ольга Ким", Role.REGION),
    DemoAccount(f"auditor@{DOMAIN}", "Ерлан Жунусов", Role.AUDITOR),
)
# Who is in charge of the events of a stop, and where its square lies; the column lines up a little way from there.
IN_CHARGE: Final = {
    KARAGANDA: ("Данияр Абенов", "+77000000113", 49.8028, 73.0877),
    TEMIRTAU: ("Алия Бекова", "+77000000114", 50.0540, 72.9590),
}
LINE_UP: Final = (0.008, 0.012)  # degrees from the square
PLACES: Final = {
    "rally": ("Әкімдік алдындағы алаң", "Площадь перед акиматом", "Square in front of the akimat", 600),
    "motorcade": ("Жеңіс саябағы", "Парк Победы", "Victory park", 300),
    "office_walk": ("Әкімдік ғимараты", "Здание акимата", "Akimat building", 200),
    "exhibition": ("Әкімдік фойесі", "Фойе акимата", "Hall of the akimat", 150),
    "lecture": ("Мәдениет үйі", "Дворец культуры", "House of culture", 400),
    "quest": ("Жастар орталығы", "Молодёжный центр", "Youth centre", 120),
    "ceremony": ("Әкімдік алдындағы алаң", "Площадь перед акиматом", "Square in front of the akimat", 600),
}
COMERS: Final = {"rally": 58, "motorcade": 24, "office_walk": 92, "lecture": 17, "quest": 75, "ceremony": 6}
LATE: Final = {"quest": 3}
ROOM: Final = 200  # what an open role weighs against those with a number of places
FRESH: Final = {"populate_existing": True}


def load_demo() -> tuple[DemoAccount, ...]:
    """Fill an upgraded database with the demo, all or nothing; the accounts with which to look at it.

    Raises Conflict when a relay exists already.
    """
    with acting_as(SYSTEM), unit_of_work() as session:
        if session.scalar(select(Relay.id).limit(1)) is not None:
            raise Conflict(_l("This database has a relay already; the demo goes only into an empty one."))
        settings.start_clock(session, clock.DEMO_START)
        regions = _relays(session)
        stops = stops_by_code(session)
        _accounts(session, regions, stops[TEMIRTAU].id)
        for code in (KARAGANDA, TEMIRTAU):
            put_places(session, stops[code], code)
            file_the_papers(session, stops[code])
        plan_for_bad_weather(session, stops[TEMIRTAU])
        hold_what_is_over(session, stops[KARAGANDA])
        hand_over_the_baton(session, stops[KARAGANDA])
        move_events(event_ids(session, stops[TEMIRTAU].id), EventState.OPEN)
        move_events(event_ids(session, stops[SARAN].id)[:2], EventState.APPROVED)
        sign_and_plan(session, stops[KARAGANDA], stops[TEMIRTAU])
        let_people_come(session, stops[TEMIRTAU])
        write_to_some(session, stops[TEMIRTAU].id)
        register_somebody_twice(session, stops[TEMIRTAU])
        plan_districts(session, stops[KARAGANDA])
        keep_drafts()
        brief_the_people(session, stops[TEMIRTAU].id)
        tick_the_checklists(session, stops[TEMIRTAU])
        meet_the_press(session, stops[TEMIRTAU])
        hang_the_panels(session, stops[TEMIRTAU])
        bring_groups(session, stops[TEMIRTAU])
        bring_children(session, stops[TEMIRTAU])
        print_the_badges(session, stops[TEMIRTAU])
        change_the_kits()
        open_the_doors(session, stops[KARAGANDA], stops[TEMIRTAU])
        plan_shifts(session, stops[KARAGANDA], stops[TEMIRTAU])
        go_on_the_road(session, stops[KARAGANDA], stops[TEMIRTAU])
        close_the_first_days(stops[KARAGANDA])
        begin_the_report(stops[KARAGANDA])
    return ACCOUNTS


def go_on_the_road(session: Session, held: Stop, coming: Stop) -> None:
    """What was sent there; the walks and columns of the stop where they were held, and of the one where they lie ahead."""
    supply_the_stores(session, held, coming)
    set_norms(session, coming)
    walk_and_drive(session, held, coming)
    bring_cars_from_outside(session, coming)
    hand_it_on(session, held, coming)
    take_photos(session, held, coming)
    say_the_figures(session, held, coming)


def walk_and_drive(session: Session, held: Stop, coming: Stop) -> None:
    """The walks, the columns and what was given out for them; the stores are supplied already."""
    prepare_the_walks(session, held, coming)
    line_up(session, held, coming)
    seat_the_column(session, coming)
    record_the_walks(session, held, coming)
    drive_the_routes(session, held, coming)
    look_after_the_columns(session, held, coming)
    load_the_cars(session, coming)
    give_out(session, held)


def _relays(session: Session) -> dict[str, int]:
    """Both relays in one campaign; the regions' ids by code."""
    karaganda = PlanWish(
        region_code="KZ-35", as_of=date(2018, 4, 1), start=date(2018, 4, 2), stay_days=14, until=date(2018, 12, 9),
        kit="standard", stays=((KARAGANDA, 5), (TEMIRTAU, 6)), pins=((KARAGANDA, 1), (TEMIRTAU, 2)),
    )  # fmt: skip
    made = create_season(karaganda, "demo-karaganda")
    campaign = session.scalars(select(Campaign)).one()
    campaign.name = Translated(
        kk="«Адал жол – Честный путь»", ru="«Адал жол – Честный путь»", en="“Adal Zhol – The Honest Way”"
    )
    campaign.region_id = None
    campaign.slogans = [slogan.as_dict() for slogan in SLOGANS]
    campaign.hotline, campaign.starts_on, campaign.ends_on = "1424", date(2018, 3, 1), date(2018, 12, 9)
    kostanay = PlanWish(
        region_code="KZ-39", as_of=date(2018, 4, 1), start=date(2018, 4, 9), stay_days=12, until=date(2018, 12, 9),
        kit="standard", first="", last="kus-kostanay",
    )  # fmt: skip
    other = create_season(kostanay, "demo-kostanay", campaign_id=campaign.id)
    rows = session.execute(select(Relay.id, Relay.region_id)).all()
    by_relay = {relay_id: region_id for relay_id, region_id in rows}
    return {"karaganda": by_relay[made.relay_id], "kostanay": by_relay[other.relay_id]}


def stops_by_code(session: Session) -> dict[str, Stop]:
    rows = session.execute(select(Unit.code, Stop).join(Unit, Unit.id == Stop.unit_id))
    return {code: stop for code, stop in rows}


def event_ids(session: Session, stop_id: int) -> list[int]:
    return list(session.scalars(select(Event.id).where(Event.stop_id == stop_id).order_by(Event.starts_at, Event.id)))


def _accounts(session: Session, regions: dict[str, int], stop_id: int) -> None:
    for account in ACCOUNTS:
        region = account.email.split("@")[0]
        grant = GrantRow(
            account.role,
            region_id=regions[region] if account.role is Role.REGION else None,
            stop_id=stop_id if account.role is Role.STOP else None,
        )
        make_account(session, account.email, account.name, grant, password=PASSWORD)


def put_places(session: Session, stop: Stop, code: str) -> None:
    """Places of the town, and the events of the stop put there with somebody in charge."""
    person, phone, lat, lon = IN_CHARGE[code]
    known: dict[str, int] = {}
    for event, kind in session.execute(
        select(Event, EventKind.code).join(EventKind, EventKind.id == Event.kind_id).where(Event.stop_id == stop.id)
    ).all():
        kk, ru, en, capacity = PLACES[kind]
        if ru not in known:
            north, east = LINE_UP if kind == "motorcade" else (0.0, 0.0)
            wish = NewPlace(stop.unit_id, Translated(kk=kk, ru=ru, en=en), "", capacity, lat + north, lon + east)
            known[ru] = create_place(wish)
        event.place_id, event.responsible, event.responsible_phone = known[ru], person, phone


def hold_what_is_over(session: Session, stop: Stop) -> None:
    """What lies before the demo's today is held; the handover of tomorrow is open."""
    move_events(event_ids(session, stop.id), EventState.OPEN)
    for event in session.scalars(select(Event).where(Event.stop_id == stop.id)).all():
        if event.ends_at < clock.campaign_now():
            change_state(event.id, EventState.HELD, "", event.version)


def let_people_come(session: Session, stop: Stop) -> None:
    """Invented people come to the events of Temirtau; the quest is full and has a waiting list."""
    chance = random.Random(2018)  # noqa: S311  the demo is the same everywhere
    number = 0
    rows = session.execute(
        select(Event.id, EventKind.code).join(EventKind, EventKind.id == Event.kind_id).where(Event.stop_id == stop.id)
    ).all()
    for event_id, kind in rows:
        if kind == "quest":  # the jury is named later: the teams take the places
            session.execute(update(Event).where(Event.id == event_id).values(capacity=COMERS[kind]))
        for _turn in range(COMERS.get(kind, 0) + LATE.get(kind, 0)):
            number += 1
            roles = session.scalars(select(EventRole).where(EventRole.event_id == event_id), execution_options=FRESH).all()
            register(event_id, _wish(chance, _role(session, list(roles), chance)), f"demo-{number}")


def _role(session: Session, roles: list[EventRole], chance: random.Random) -> int | None:
    """A role with a free place, the roomier the likelier; None when there is none."""
    weights = [ROOM if role.capacity is None else role.capacity - role.taken for role in roles]
    if not roles or max(weights) <= 0:
        return None
    return chance.choices(roles, weights)[0].id


def _wish(chance: random.Random, role_id: int | None) -> Register:
    name, language = invented_name(chance)
    return Register(
        full_name=name,
        phone=f"+7700{chance.randrange(1_000_000, 9_999_999)}",
        birth_year=chance.randint(1975, 2001),
        organisation=chance.choice(ORGANISATIONS),
        role_id=role_id,
        language=language,
        consent_version=1,
    )
