"""A later change of a kit is offered to the stops that have it: taken over, kept where a hand was, or left for good."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from campaign.accounts.devices import services as devices
from campaign.accounts.devices.queries import device_row
from campaign.accounts.devices.schemas import DevicePurpose, NewDevice
from campaign.core import clock
from campaign.core.actor import acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, NotFound, Refused, Stale
from campaign.core.mail.outbox import Message
from campaign.events import queries as events
from campaign.events import services as planning
from campaign.events.checklists import queries as checklists
from campaign.events.checklists.schemas import TaskAnchor, TaskState
from campaign.events.checklists.services import settle_task
from campaign.events.kits import services
from campaign.events.kits.comparing import compare, digest, stops_that_may_differ
from campaign.events.kits.schemas import Basis, Change, Formula, Measures, RoleOfKit, TaskOfKit
from campaign.events.models import Event
from campaign.events.schemas import EventState, NewEvent, RoleWish
from campaign.people.models import Person
from campaign.relay.models import Stop
from tests.events.kits.makers import MARSHAL, a_kit, an_event_wish, event_of, save, version_of
from tests.events.test_planning import auditor, coordinator_of
from tests.factories import a_registration, a_relay, a_stop, words

JUNE = {"arrives": date(2018, 6, 4), "departs": date(2018, 6, 10)}


def a_stop_with(code: str, relay=None) -> Stop:
    stop = a_stop(relay, **JUNE)
    planning.apply_kit(stop.id, code)
    return stop


def change(code: str, title: str, **changes: object) -> None:
    save(code, event_of(code, title).id, an_event_wish(title=words(title), **changes))


def offered(stop_ids: list[int]) -> list[tuple[str, Change]]:
    return [(row.title.ru, row.change) for stay in compare(stop_ids) for row in stay.differences]


def take(stop_ids: list[int], chosen=None):
    return services.take_over(stop_ids, digest(compare(stop_ids)), chosen)


def by_title(stop_id: int) -> dict[str, Event]:
    found = db.session.scalars(select(Event).where(Event.stop_id == stop_id), execution_options={"populate_existing": True})
    return {event.title.ru: event for event in found}


def by_hand(event: Event, **changes: object) -> None:
    row = events.event_row(event.id)
    wish = NewEvent(
        stop_id=row.stop_id, kind=row.kind, title=row.title, description=row.description, day=row.day,
        starts=row.starts_on_wall.time(), ends=row.ends_on_wall.time(), place_id=None, place_note=row.place_note,
        capacity=row.capacity, responsible=row.responsible, responsible_phone="",
        roles=tuple(RoleWish(role.name, role.capacity, role.id) for role in row.roles),
    )  # fmt: skip
    planning.edit_event(event.id, replace(wish, **changes), row.version)  # type: ignore[arg-type]


def test_a_change_of_the_kit_is_taken_over_and_what_a_hand_changed_is_kept(either_app):
    """The story: one event changed by hand, one only given a place, one new, one taken out, and the tasks."""
    a_kit("own", "Митинг", "Шествие", "Лекция")
    services.save_task(
        "own", None, TaskOfKit(words("Звук"), event_of("own", "Митинг").id, TaskAnchor.EVENT, -1), version_of("own")
    )
    stop = a_stop_with("own")
    assert stops_that_may_differ() == []
    by_hand(by_title(stop.id)["Шествие"], capacity=50)
    by_hand(by_title(stop.id)["Митинг"], place_note="у фонтана", responsible="Рахимов М.")
    assert [event.edited for event in by_title(stop.id).values()] == [False, True, False]
    change("own", "Митинг", starts=time(12), measures=Measures(participants=600))
    change("own", "Шествие", minutes=90)
    save("own", None, an_event_wish(title=words("Квест"), starts=time(15)))
    services.remove_event("own", event_of("own", "Лекция").id, version_of("own"))
    before = {title: event.version for title, event in by_title(stop.id).items()}
    assert stops_that_may_differ() == [stop.id]
    assert offered([stop.id]) == [
        ("Лекция", Change.REMOVED), ("Митинг", Change.CHANGED), ("Шествие", Change.KEPT), ("Квест", Change.ADDED),
    ]  # fmt: skip
    (stay,) = compare([stop.id])
    assert [(str(field.field), field.old, field.new) for field in stay.differences[1].fields] == [
        ("When", "4\u00a0Jun, 10:00–11:00", "4\u00a0Jun, 12:00–13:00"), ("Places for people", "300", "600"),
        ("Roles", "распорядитель 20", "распорядитель 40"),
    ]  # fmt: skip
    assert {title: event.version for title, event in by_title(stop.id).items()} == before, "looking changes nothing"
    assert take([stop.id]).removed == 1
    rows = by_title(stop.id)
    assert sorted(rows) == ["Квест", "Митинг", "Шествие"]
    rally, march = events.event_row(rows["Митинг"].id), rows["Шествие"]
    assert (rally.starts_on_wall.hour, rally.capacity, rally.roles[0].capacity, rally.place_note) == (12, 600, 40, "у фонтана")
    assert (march.capacity, march.edited, march.version) == (50, True, before["Шествие"])
    assert rows["Квест"].state is EventState.DRAFT
    assert stops_that_may_differ() == [], "what is kept is named once"
    assert [step.act for step in events.history_of(rows["Митинг"].id)] == ["event.edited", "event.from_kit"]
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.thing == "stop")).all()
    assert acts == ["kit.applied", "kit.taken_over"]


def test_what_is_declined_stays_declined_until_the_kit_changes_again(app):
    a_kit("own", "Митинг", "Шествие")
    stop = a_stop_with("own")
    change("own", "Митинг", minutes=30)
    change("own", "Шествие", minutes=30)
    first = (stop.id, f"event-{event_of('own', 'Митинг').id}")
    assert services.decline([stop.id], digest(compare([stop.id])), {first}) == 1
    assert offered([stop.id]) == [("Шествие", Change.CHANGED)]
    take([stop.id])
    assert stops_that_may_differ() == []
    change("own", "Митинг", minutes=40)
    assert offered(stops_that_may_differ()) == [("Митинг", Change.CHANGED)]


def test_only_what_is_chosen_is_taken_over(app):
    a_kit("own", "Митинг", "Шествие")
    stop = a_stop_with("own")
    for title in ("Митинг", "Шествие"):
        change("own", title, minutes=30)
    taken = take([stop.id], {(stop.id, f"event-{event_of('own', 'Шествие').id}")})
    assert (taken.changed, taken.stops) == (1, 1)
    assert offered([stop.id]) == [("Митинг", Change.CHANGED)]
    with pytest.raises(Invalid, match="Nothing is chosen"):
        take([stop.id], {(stop.id, "event-99")})


def test_people_of_an_announced_event_are_told_of_its_new_hour(app):
    a_kit("own", "Митинг", "Шествие")
    stop = a_stop_with("own")
    planning.open_stop(stop.id)
    rally = by_title(stop.id)["Митинг"]
    registration = a_registration(rally)
    give_address(registration.person_id)
    change("own", "Митинг", starts=time(12))
    change("own", "Шествие", description=words("Иначе"))
    (stay,) = compare([stop.id])
    assert [row.people for row in stay.differences] == [1, 0]
    take([stop.id])
    assert len(db.session.scalars(select(Message.id)).all()) == 1


def give_address(person_id: int) -> None:
    person = db.session.get(Person, person_id)
    person.email = "a@example.org"
    db.session.commit()


def test_fewer_places_than_are_taken_are_not_taken_over(app):
    a_kit("own", "Митинг")
    stop = a_stop_with("own")
    planning.open_stop(stop.id)
    for _turn in range(3):
        a_registration(by_title(stop.id)["Митинг"])
    change("own", "Митинг", measures=Measures(participants=2), roles=())
    (stay,) = compare([stop.id])
    assert [(row.change, row.note) for row in stay.differences] == [
        (Change.BLOCKED, "3 places are taken already, so there cannot be fewer.")
    ]
    with pytest.raises(Invalid):
        take([stop.id])
    assert by_title(stop.id)["Митинг"].capacity == 300


def test_roles_follow_by_name_and_then_by_place(app):
    a_kit("own")
    photographer, medic = RoleOfKit(words("фотограф"), Formula(amount=3)), RoleOfKit(words("медик"), Formula(amount=2))
    save("own", None, an_event_wish(roles=(MARSHAL, photographer)))
    stop = a_stop_with("own")
    ids = {role.name.ru: role.id for role in events.events_of_stop(stop.id)[0].roles}
    change("own", "Митинг", roles=(medic, replace(MARSHAL, formula=Formula(Basis.PARTICIPANTS, 1, 10)), photographer))
    take([stop.id])
    roles = events.events_of_stop(stop.id)[0].roles
    assert [(role.name.ru, role.capacity) for role in roles] == [("медик", 2), ("распорядитель", 30), ("фотограф", 3)]
    assert ids == {role.name.ru: role.id for role in roles if role.name.ru != "медик"}


def test_tasks_differ_too_and_done_ones_are_left(app):
    a_kit("own", "Митинг")
    ids = [
        services.save_task("own", None, TaskOfKit(words(title), None, TaskAnchor.ARRIVAL, -3), version_of("own"))
        for title in ("Звук", "Сцена", "Вода")
    ]
    stop = a_stop_with("own")
    done = checklists.tasks_of_stop(stop.id)[2]
    settle_task(done.id, TaskState.DONE, done.version)
    for task_id, title in zip(ids, ("Звук!", "Сцена", "Вода!"), strict=True):
        services.save_task("own", task_id, TaskOfKit(words(title), None, TaskAnchor.ARRIVAL, -2), version_of("own"))
    services.remove_task("own", ids[1], version_of("own"))
    services.save_task("own", None, TaskOfKit(words("Поздно"), None, TaskAnchor.ARRIVAL, -300), version_of("own"))
    services.save_task("own", None, TaskOfKit(words("Акт"), None, TaskAnchor.DEPARTURE, 1), version_of("own"))
    assert offered([stop.id]) == [("Звук", Change.CHANGED), ("Сцена", Change.REMOVED), ("Акт", Change.ADDED)]
    take([stop.id])
    rows = [(row.title.ru, row.days_from_arrival) for row in checklists.tasks_of_stop(stop.id)]
    assert rows == [("Вода", -3), ("Звук!", -2), ("Акт", 7)]


def test_an_announced_event_that_leaves_the_kit_is_called_off(app):
    a_kit("own", "Митинг", "Шествие")
    stop = a_stop_with("own")
    planning.open_stop(stop.id)
    services.remove_event("own", event_of("own", "Митинг").id, version_of("own"))
    take([stop.id])
    assert by_title(stop.id)["Митинг"].state is EventState.CANCELLED
    assert stops_that_may_differ() == [stop.id]
    assert offered([stop.id]) == [], "what was called off is not offered again"


def test_links_to_a_draft_that_leaves_the_kit_open_nothing_any_more(app):
    stop = a_stop_with(a_kit("own", "Шествие"))
    gone = by_title(stop.id)["Шествие"]
    wish = NewDevice(
        DevicePurpose.COLUMN, gone.region_id, gone.stop_id, gone.id, "Телефон", clock.campaign_now() + timedelta(9)
    )
    device_id = devices.give(wish, "key")
    services.remove_event("own", event_of("own", "Шествие").id, version_of("own"))
    take([stop.id])
    db.session.expire_all()
    assert (by_title(stop.id), device_row(device_id).withdrawn_at is None) == ({}, False), "SQLite may give its number again"


def test_what_is_over_is_left_alone(app):
    a_kit("own", "Митинг")
    stop = a_stop(arrives=date(2018, 4, 2), departs=date(2018, 4, 4))
    planning.apply_kit(stop.id, "own")
    change("own", "Митинг", minutes=30)
    save("own", None, an_event_wish(title=words("Квест")))
    assert offered([stop.id]) == []


def test_a_page_that_has_grown_old_changes_nothing(either_app):
    a_kit("own", "Митинг")
    stop = a_stop_with("own")
    change("own", "Митинг", minutes=30)
    seen = digest(compare([stop.id]))
    change("own", "Митинг", minutes=45)
    with pytest.raises(Stale):
        services.take_over([stop.id], seen)
    seen = digest(compare([stop.id]))
    by_hand(by_title(stop.id)["Митинг"], capacity=10)
    with pytest.raises(Stale):
        services.decline([stop.id], seen)
    assert by_title(stop.id)["Митинг"].capacity == 10


@pytest.mark.parametrize("count", [1, 18])
def test_a_whole_relay_is_taken_over_with_the_same_few_statements(either_app, statements_of, count):
    a_kit("own", "Митинг", "Шествие")
    relay = a_relay()
    ids = [a_stop_with("own", relay).id for _turn in range(count)]
    change("own", "Митинг", starts=time(12), roles=(MARSHAL, RoleOfKit(words("медик"), Formula(amount=2))))
    save("own", None, an_event_wish(title=words("Квест"), starts=time(15)))
    services.save_task("own", None, TaskOfKit(words("Акт"), None, TaskAnchor.DEPARTURE, 1), version_of("own"))
    relay_id = relay.id
    with unit_of_work() as session, statements_of(session) as seen:
        found = stops_that_may_differ(relay_id)
        taken = services.take_over(found, digest(compare(found)))
    assert (found, taken.changed, taken.added, taken.stops) == (ids, count, 2 * count, count)
    several_on_sqlite = count > 1 and db.engine.dialect.name == "sqlite"  # there several notes are numbered by a statement
    assert len(seen) == 32 + several_on_sqlite  # one asks whether other machines listen


def test_who_may_take_over(app):
    a_kit("own", "Митинг")
    stop, other = a_stop_with("own"), a_stop_with("own")
    change("own", "Митинг", minutes=30)
    seen = digest(compare([stop.id]))
    with acting_as(auditor()), pytest.raises(Refused):
        services.take_over([stop.id], seen)
    with acting_as(coordinator_of(other)):
        assert stops_that_may_differ() == [other.id]
        with pytest.raises((NotFound, Stale)):
            services.take_over([stop.id], seen)
    with acting_as(coordinator_of(stop)):
        assert services.take_over([stop.id], seen).stops == 1


def test_a_slip_makes_no_difference(app):
    a_kit("own", "Митинг")
    stop = a_stop_with("own")
    event = by_title(stop.id)["Митинг"]
    stop.arrives_on += timedelta(days=1)
    event.move(event.starts_at + timedelta(days=1), event.ends_at + timedelta(days=1))
    db.session.commit()
    assert offered([stop.id]) == []
