"""Rows for tests. Each takes only what the test is about; the rest is dull on purpose. Invented people only."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TypeVar

from campaign.accounts.models import RoleGrant, User, UserSession
from campaign.accounts.schemas import Strength
from campaign.core import clock, crypto, text
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.models import Event, EventKind, EventRole, Place
from campaign.events.schemas import EventState
from campaign.people.models import Organisation, Person, Registration
from campaign.people.schemas import RegistrationState, Source
from campaign.relay.models import Campaign, Relay, Stop
from campaign.territory.models import Region, RegionPeriod, Unit, UnitPeriod
from campaign.territory.schemas import UnitKind

_next = count(1)
Row = TypeVar("Row")
ZONE = "Asia/Almaty"
NOON = datetime(2018, 4, 6, 6, 0, tzinfo=UTC)  # on the wall of Temirtau in 2018


def kept(row: Row) -> Row:
    db.session.add(row)
    db.session.commit()
    return row


def words(ru: str, kk: str = "", en: str = "") -> Translated:
    return Translated(kk=kk, ru=ru, en=en)


def a_region(code: str | None = None, name: str = "Карагандинская область") -> Region:
    region = kept(Region(code=code or f"KZ-T{next(_next)}", plate_code="", time_zone=ZONE, centre_code=""))
    kept(RegionPeriod(region_id=region.id, code=region.code, name=words(name), valid_from=None, valid_to=None))
    return region


def a_unit(region: Region | None = None, name: str = "Темиртау", kk: str = "Теміртау", **more: object) -> Unit:
    region = region or a_region()
    unit = kept(
        Unit(
            code=f"unit-{next(_next)}", kind=UnitKind.CITY, name=words(name, kk), centre=words(""), lat=50.05, lon=72.95,
            time_zone=ZONE, **more,
        )
    )  # fmt: skip
    kept(UnitPeriod(unit_id=unit.id, region_id=region.id, valid_from=None, valid_to=None))
    return unit


def a_campaign() -> Campaign:
    return kept(
        Campaign(
            name=words("«Адал жол – Честный путь»", "«Адал жол – Честный путь»"), slogans=[], starts_on=date(2018, 3, 1),
            ends_on=date(2018, 12, 9), hotline="1424", default_language="kk", made_at=clock.now(),
        )
    )  # fmt: skip


def a_relay(region: Region | None = None, campaign: Campaign | None = None) -> Relay:
    region = region or a_region()
    campaign = campaign or a_campaign()
    return kept(
        Relay(
            campaign_id=campaign.id, region_id=region.id, as_of=date(2018, 4, 1), starts_on=date(2018, 4, 2),
            ends_on=date(2018, 11, 30), last_day=date(2018, 12, 9), kilometres=30.0, made_at=clock.now(),
        )
    )  # fmt: skip


def a_stop(
    relay: Relay | None = None,
    unit: Unit | None = None,
    arrives: date = date(2018, 4, 6),
    departs: date = date(2018, 4, 11),
) -> Stop:
    relay = relay or a_relay()
    unit = unit or a_unit(db.session.get(Region, relay.region_id))
    return kept(
        Stop(
            relay_id=relay.id, region_id=relay.region_id, unit_id=unit.id, position=next(_next), arrives_on=arrives,
            departs_on=departs, time_zone=ZONE,
        )
    )  # fmt: skip


def an_event_kind(code: str = "rally") -> EventKind:
    found = db.session.query(EventKind).filter_by(code=code).one_or_none()
    return found or kept(EventKind(code=code, name=words("Митинг", "Митинг", "Rally"), shipped=True))


def a_place(stop: Stop, name: str = "Площадь перед акиматом") -> Place:
    return kept(
        Place(
            region_id=stop.region_id,
            unit_id=stop.unit_id,
            name=words(name),
            address="пр. Мира, 1",
            capacity=600,
        )
    )


def an_event(
    stop: Stop | None = None,
    *,
    title: str = "Митинг на площади",
    capacity: int | None = None,
    state: EventState = EventState.OPEN,
    starts: datetime = NOON,
) -> Event:
    stop = stop or a_stop()
    return kept(
        Event(
            uid=crypto.new_uid(), stop_id=stop.id, region_id=stop.region_id, kind_id=an_event_kind().id,
            title=words(title, title), description=words(""), starts_at=starts, ends_at=starts + timedelta(hours=1),
            time_zone=ZONE, capacity=capacity, state=state,
        )
    )  # fmt: skip


def a_role(event: Event, name: str = "вручает мыло", capacity: int | None = None) -> EventRole:
    return kept(EventRole(event_id=event.id, position=next(_next), name=words(name, name), capacity=capacity))


def an_organisation(region_id: int, name: str = "Лицей № 20") -> Organisation:
    organisation = Organisation(region_id=region_id)
    organisation.rename(name)
    return kept(organisation)


def a_phone() -> str:
    return f"+7700{next(_next):07d}"


def a_person(region_id: int, full_name: str = "Әлия Сейтова", phone: str | None = None) -> Person:
    person = Person(uid=crypto.new_uid(), region_id=region_id, language="kk", made_at=clock.now())
    person.rename(full_name)
    person.phone = a_phone() if phone is None else phone
    return kept(person)


def a_registration(
    event: Event, full_name: str = "Әлия Сейтова", *, state: RegistrationState = RegistrationState.CONFIRMED
) -> Registration:
    person = a_person(event.region_id, full_name)
    registration = Registration(
        uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, person_id=person.id,
        state=state, source=Source.STAFF, queue_number=next(_next), code=crypto.new_code(),
        token_hash=crypto.token_hash(crypto.new_token()), sort_kk=text.sort_key(full_name, "kk"),
        sort_ru=text.sort_key(full_name, "ru"), made_at=clock.now(),
    )  # fmt: skip
    if state is RegistrationState.CONFIRMED:
        event.taken += 1
    return kept(registration)


def a_user(role: Role | None = None, *, region: Region | None = None, stop: Stop | None = None, name: str = "") -> User:
    number = next(_next)
    user = kept(
        User(
            uid=crypto.new_uid(), email=f"u{number}@example.org", email_key=f"u{number}@example.org",
            name=name or f"Сотрудник {number}", language="ru", made_at=clock.now(),
        )
    )  # fmt: skip
    if role is not None:
        stop_id = stop.id if stop is not None and role is Role.STOP else None
        region_id = region.id if region is not None and role is Role.REGION else None
        kept(RoleGrant(user_id=user.id, role=role, region_id=region_id, stop_id=stop_id))
    return user


def a_session_of(user: User, strength: Strength = Strength.STRONG) -> str:
    """A browser in which somebody has just shown both factors, or less; the token for its cookie."""
    token = crypto.new_token()
    at = clock.now()
    kept(
        UserSession(
            user_id=user.id,
            token_hash=crypto.token_hash(token),
            made_at=at,
            seen_at=at,
            expires_at=at + timedelta(hours=8),
            strength=strength,
            fresh_at=at if strength is Strength.STRONG else None,
        )
    )
    return token
