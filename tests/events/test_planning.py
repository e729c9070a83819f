"""Planning events by hand: what is kept, and what is refused with a sentence."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from campaign.core.actor import NOBODY, SYSTEM, Actor, Grant, Role, acting_as, scope_of
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated
from campaign.events import queries, services
from campaign.events.models import Event
from campaign.events.schemas import Anchor, NewEvent, RoleWish
from campaign.events.wall import kit_day, span
from tests.factories import a_place, a_relay, a_role, a_stop, an_event, an_event_kind, words

APRIL_6 = date(2018, 4, 6)


@pytest.fixture
def stop(app):
    an_event_kind()
    return a_stop()


def a_wish(stop, **changes) -> NewEvent:
    wish = NewEvent(
        stop_id=stop.id, kind="rally", title=words("Митинг", "Митинг"), description=words("Все на площадь"), day=APRIL_6,
        starts=time(10), ends=time(11), place_id=None, place_note="у фонтана", capacity=300, responsible="Рахимов М.",
        responsible_phone="+77015550123", roles=(RoleWish(words("вручает мыло"), 40), RoleWish(words("фотограф"))),
    )  # fmt: skip
    return replace(wish, **changes)


def coordinator_of(stop) -> Actor:
    grants = (Grant(Role.STOP, stop.region_id, stop.id, stop.relay_id),)
    return Actor(user_id=1, grants=grants, scope=scope_of(grants))


def organizer_of(region_id: int) -> Actor:
    grants = (Grant(Role.REGION, region_id),)
    return Actor(user_id=2, grants=grants, scope=scope_of(grants))


def auditor() -> Actor:
    grants = (Grant(Role.AUDITOR),)
    return Actor(user_id=3, grants=grants, scope=scope_of(grants))


def complaints(error: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: str(problem.message) for problem in error.value.problems}


def test_an_event_is_kept_as_it_was_typed(stop):
    place = a_place(stop)
    row = queries.event_row(services.create_event(a_wish(stop, place_id=place.id)))
    assert (row.title.ru, row.kind, row.place_name.ru, row.place_note) == ("Митинг", "rally", place.name.ru, "у фонтана")
    assert (row.starts_at, row.ends_at) == (datetime(2018, 4, 6, 4, tzinfo=UTC), datetime(2018, 4, 6, 5, tzinfo=UTC))
    assert (row.responsible_phone, row.state, row.day) == ("+77015550123", "draft", APRIL_6)
    assert [(role.name.ru, role.capacity) for role in row.roles] == [("вручает мыло", 40), ("фотограф", None)]


def test_the_phone_of_the_responsible_is_sealed_in_the_database(stop):
    event_id = services.create_event(a_wish(stop))
    sealed = db.session.scalar(select(Event.responsible_phone_sealed).where(Event.id == event_id))
    assert b"5550123" not in sealed


def test_sending_the_form_twice_is_one_event(stop):
    assert services.create_event(a_wish(stop), "key") == services.create_event(a_wish(stop), "key")
    assert len(queries.events_of_stop(stop.id)) == 1


@pytest.mark.parametrize(
    ("changes", "field", "part"),
    [
        ({"ends": time(9)}, "ends", "ends at 09:00, but begins at 10:00"),
        ({"ends": time(10)}, "ends", "must end later"),
        ({"capacity": 0}, "capacity", "between 1 and"),
        ({"capacity": -1}, "capacity", "between 1 and"),
        ({"capacity": 10**9}, "capacity", "between 1 and"),
        ({"day": date(9999, 12, 31)}, "day", "more than a year away"),
        ({"day": date(1, 1, 1)}, "day", "more than a year away"),
        ({"title": Translated()}, "title_ru", "at least one language"),
        ({"title": Translated(en="x" * 10_000)}, "title_en", "there are 10000"),
        ({"kind": "wedding"}, "kind", "no such kind"),
        ({"place_id": 404}, "place", "no such place"),
        ({"roles": (RoleWish(words("фото"), 0),)}, "roles", "between 1 and"),
        ({"roles": (RoleWish(words("ы" * 100)),)}, "roles", "at most 80"),
        ({"roles": tuple(RoleWish(words(f"роль {n}")) for n in range(41))}, "roles", "At most 40"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(stop, changes, field, part):
    with pytest.raises(Invalid) as error:
        services.create_event(a_wish(stop, **changes))
    assert part in complaints(error)[field]
    assert queries.events_of_stop(stop.id) == ()


def test_everything_that_is_wrong_is_said_at_once(stop):
    with pytest.raises(Invalid) as error:
        services.create_event(a_wish(stop, ends=time(9), capacity=0, kind=""))
    assert set(complaints(error)) == {"ends", "capacity", "kind"}


def test_an_event_outside_the_stay_is_kept_and_marked(stop):
    row = queries.event_row(services.create_event(a_wish(stop, day=date(2018, 5, 1))))
    assert row.is_outside_stay
    assert not queries.event_row(services.create_event(a_wish(stop))).is_outside_stay


def test_more_people_than_the_place_holds_is_kept_and_marked(stop):
    place = a_place(stop)
    row = queries.event_row(services.create_event(a_wish(stop, place_id=place.id, capacity=601)))
    assert row.exceeds_place


def test_editing_changes_what_was_typed_and_keeps_the_roles_people_have(stop):
    event_id = services.create_event(a_wish(stop))
    before = queries.event_row(event_id)
    roles = (RoleWish(words("вручает мыло и салфетки"), 50, before.roles[0].id), RoleWish(words("медик"), 2))
    services.edit_event(event_id, a_wish(stop, starts=time(12), ends=time(13), roles=roles), before.version)
    after = queries.event_row(event_id)
    assert [(role.id == before.roles[0].id, role.name.ru, role.capacity) for role in after.roles] == [
        (True, "вручает мыло и салфетки", 50),
        (False, "медик", 2),
    ]
    assert (after.starts_on_wall.hour, after.version) == (12, before.version + 1)


def test_a_second_editor_is_told_that_somebody_was_faster(stop):
    event_id = services.create_event(a_wish(stop))
    version = queries.event_row(event_id).version
    services.edit_event(event_id, a_wish(stop, roles=()), version)
    with pytest.raises(Stale, match="Somebody has changed"):
        services.edit_event(event_id, a_wish(stop, capacity=5, roles=()), version)
    assert queries.event_row(event_id).capacity == 300


def test_places_that_are_taken_are_not_taken_away(stop):
    event = an_event(stop, capacity=10)
    role = a_role(event, capacity=10)
    event.taken = role.taken = 7
    db.session.commit()
    wish = a_wish(stop, capacity=6, roles=(RoleWish(role.name, 6, role.id),))
    with pytest.raises(Invalid) as error:
        services.edit_event(event.id, wish, 1)
    assert "7 places are taken already" in complaints(error)["capacity"]
    assert "7 people have the role" in complaints(error)["roles"]


def test_a_role_that_somebody_has_is_not_removed(stop):
    event = an_event(stop, capacity=10)
    role = a_role(event)
    role.taken = 1
    db.session.commit()
    with pytest.raises(Invalid) as error:
        services.edit_event(event.id, a_wish(stop, roles=()), 1)
    assert "cannot have fewer" in complaints(error)["roles"]


def test_a_role_of_another_event_cannot_be_taken_over(stop):
    role = a_role(an_event(stop))
    event_id = services.create_event(a_wish(stop))
    with pytest.raises(Invalid) as error:
        services.edit_event(event_id, a_wish(stop, roles=(RoleWish(words("x"), None, role.id),)), 1)
    assert "is gone" in complaints(error)["roles"]


def test_who_runs_the_stop_or_its_region_may_plan_and_nobody_else(stop):
    other = a_stop(a_relay())
    for actor in (coordinator_of(stop), organizer_of(stop.region_id), SYSTEM):
        with acting_as(actor):
            assert services.create_event(a_wish(stop, responsible=f"Рахимов {actor.user_id}"))
    for actor in (coordinator_of(other), organizer_of(other.region_id)):
        with acting_as(actor), pytest.raises(NotFound):
            services.create_event(a_wish(stop))
    for actor in (auditor(), NOBODY):
        with acting_as(actor), pytest.raises(Refused):
            services.create_event(a_wish(stop))


def test_a_foreign_event_does_not_exist_for_an_editor(stop):
    event = an_event(stop)
    with acting_as(coordinator_of(a_stop())), pytest.raises(NotFound):
        services.edit_event(event.id, a_wish(stop), 1)
    with acting_as(auditor()), pytest.raises(Refused):
        services.edit_event(event.id, a_wish(stop), 1)


def test_planning_and_changing_stand_in_the_trail(stop):
    event_id = services.create_event(a_wish(stop))
    services.edit_event(event_id, a_wish(stop, capacity=50, roles=()), 1)
    acts = db.session.execute(select(AuditEntry.act, AuditEntry.after).where(AuditEntry.thing_id == event_id)).all()
    assert [act for act, _after in acts] == ["event.created", "event.edited"]
    assert acts[1].after["capacity"] == 50
    assert [step.act for step in queries.history_of(event_id)] == ["event.created", "event.edited"]


@pytest.mark.parametrize(
    ("day", "hour", "minute", "utc"),
    [
        (date(2018, 4, 6), 10, 0, datetime(2018, 4, 6, 4, 0, tzinfo=UTC)),
        (date(2024, 2, 29), 22, 30, datetime(2024, 2, 29, 16, 30, tzinfo=UTC)),
        (date(2024, 2, 29), 23, 30, datetime(2024, 2, 29, 17, 30, tzinfo=UTC)),  # comes twice: the first
        (date(2024, 3, 1), 10, 0, datetime(2024, 3, 1, 5, 0, tzinfo=UTC)),
    ],
)
def test_the_wall_clock_is_that_of_the_place_on_that_date(day, hour, minute, utc):
    assert span(day, time(hour, minute), time(hour, 59), "Asia/Almaty")[0] == utc


@pytest.mark.parametrize(
    ("anchor", "offset", "expected"),
    [
        ("arrival", 0, 6), ("arrival", 5, 11), ("arrival", 9, 11), ("arrival", -3, 3),
        ("departure", 0, 11), ("departure", -2, 9), ("departure", -30, 6), ("departure", 3, 14),
    ],
)  # fmt: skip
def test_a_kit_s_day_stays_inside_the_stay(anchor, offset, expected):
    assert kit_day(Anchor(anchor), offset, date(2018, 4, 6), date(2018, 4, 11)) == date(2018, 4, expected)


@pytest.mark.parametrize("anchor", ["arrival", "departure"])
@pytest.mark.parametrize("offset", [0, 2, 5])
def test_a_stay_of_one_day_holds_all_days_of_a_kit(anchor, offset):
    day = date(2018, 4, 6)
    assert kit_day(Anchor(anchor), offset if anchor == "arrival" else -offset, day, day) == day
