"""Imports at the same time as everything else, on both databases; each race with a mutant that loses it."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from campaign.core.actor import NOBODY, SYSTEM, acting_as
from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict
from campaign.events.models import Event
from campaign.people import services
from campaign.people.imports import doing, undoing, writing
from campaign.people.imports import services as imports
from campaign.people.imports.schemas import Options, Upload
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services import places
from tests.factories import an_event
from tests.people.conftest import a_wish

CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING


@pytest.fixture
def crowd_app(either_app: Flask) -> Flask:
    """With the texts that ship."""
    with unit_of_work() as session:
        services.load_shipped(session)
    return either_app


def together(app: Flask, *acts: Callable[[], Any]) -> list[Any]:
    """What each act answered; every one in a thread and on a connection of its own, begun at one moment."""
    ready = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        with app.app_context(), acting_as(SYSTEM):
            try:
                ready.wait()
                return act()
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(len(acts)) as pool:
        return [answer.result() for answer in [pool.submit(one, act) for act in acts]]


def name_of(number: int) -> str:
    return f"Қатысушы {'абвгдежзик'[number // 10]}{'абвгдежзик'[number % 10]}"


def phone_of(number: int) -> str:
    return f"+7700111{number:04d}"


def table(numbers: range, with_phones: bool = True) -> Upload:
    rows = [f"{name_of(number)};{phone_of(number) if with_phones else ''}" for number in numbers]
    return Upload("people.csv", "\n".join(["ФИО;Телефон", *rows]).encode())


def brought(event: int, upload: Upload) -> int:
    """An import that was written; its number."""
    number = imports.bring_in(event, upload, Options()).import_id
    assert number is not None
    return number


def registering(event: int, number: int) -> Callable[[], Any]:
    """Somebody registers by the form with the name and phone that a table may have as well."""
    wish = a_wish(name_of(number), phone=phone_of(number), organisation="")

    def act() -> Any:
        with acting_as(NOBODY):
            return services.register(event, wish, f"key-{number}")

    return act


def on_the_list(event: int) -> Counter[str]:
    here = select(Person.full_name).join(Registration).where(Registration.event_id == event)
    return Counter(db.session.scalars(here.where(Registration.state != RegistrationState.CANCELLED)))


def assert_in_order(event: int) -> None:
    """Every counter is right, and nobody with a place came after somebody who waits."""
    assert [outcome.wrong for outcome in recount(["places", "waiting_list"])] == [(), ()]
    columns = select(Registration.state).where(Registration.event_id == event).order_by(Registration.queue_number)
    line = list(db.session.scalars(columns.where(Registration.state != RegistrationState.CANCELLED)))
    assert line == sorted(line, key=[CONFIRMED, WAITING].index)


def test_whoever_registers_while_the_import_is_taken_back_stays(crowd_app):
    event = an_event(capacity=14).id
    number = brought(event, table(range(20)))
    comers = [registering(event, who) for who in (1, 4, 9, 16, 19, 30, 31)]
    together(crowd_app, lambda: imports.undo(number), *comers)
    assert on_the_list(event) == Counter(map(name_of, (1, 4, 9, 16, 19, 30, 31)))
    assert_in_order(event)


def test_a_taking_back_that_looked_before_loses_whoever_came_meanwhile(crowd_app, monkeypatch):
    """The mutant decides who is the import's before it holds the event."""
    event = an_event(capacity=14).id
    number = brought(event, table(range(20)))
    looked = list(db.session.scalars(select(Registration.id).where(Registration.import_id == number)))
    monkeypatch.setattr(undoing, "_mine", lambda imported: Registration.id.in_(looked))
    together(crowd_app, *[registering(event, who) for who in (1, 4)])
    imports.undo(number)
    assert name_of(1) not in on_the_list(event), "a mutant that keeps everybody tests nothing"


@pytest.mark.parametrize("with_phones", [True, False])
def test_one_table_brought_in_twice_at_once_is_everybody_once(crowd_app, with_phones):
    event, upload = an_event(capacity=25).id, table(range(40), with_phones)
    made = together(crowd_app, *[lambda: imports.bring_in(event, upload, Options())] * 3)
    assert sorted(one.plan.counts.created for one in made) == [0, 0, 40]
    assert sorted(one.plan.counts.matched for one in made) == [0, 40, 40]
    assert on_the_list(event) == Counter(map(name_of, range(40)))
    assert_in_order(event)


def test_without_looking_again_under_the_lock_everybody_is_there_twice(crowd_app, monkeypatch):
    """The mutant plans before it holds the event."""
    event, upload = an_event().id, table(range(40), with_phones=False)
    looked, real = Barrier(2), doing.plan

    def plan_then_hold(session: Any, found: Any, options: Options) -> Any:
        planned = session.info.pop("planned")
        return places.hold(session, event), doing.event_row(event), planned

    def bring() -> Any:
        found = doing.survey(doing.event_to_fill(event), upload, None, Options())
        planned = real(db.session(), found.event, found.judged, Options(), found.ground)
        looked.wait()
        db.session().info["planned"] = planned
        return imports._bring_in(found, upload, Options())

    monkeypatch.setattr(imports, "held_plan", plan_then_hold)
    together(crowd_app, bring, bring)
    assert set(on_the_list(event).values()) == {2}, "a mutant that doubles nobody tests nothing"


def test_an_import_and_the_form_share_the_last_places(crowd_app):
    event = an_event(capacity=30).id
    comers = [registering(event, who) for who in range(45, 60)]
    both = [registering(event, who) for who in range(35, 40)]
    together(crowd_app, lambda: imports.bring_in(event, table(range(40)), Options()), *comers, *both)
    assert on_the_list(event) == Counter(map(name_of, [*range(40), *range(45, 60)]))
    assert db.session.scalar(select(Event.taken)) == 30
    assert_in_order(event)


def test_an_import_that_trusts_an_older_plan_overbooks(crowd_app, monkeypatch):
    """The mutant plans before it holds the event, and looks for places instead of taking them by a guarded act."""
    event, upload = an_event(capacity=10).id, table(range(10))
    found = doing.survey(doing.event_to_fill(event), upload, None, Options())
    planned = doing.planned(db.session(), found, Options())
    together(crowd_app, *[registering(event, who) for who in range(50, 58)])

    def look_then_add(session: Any, event_id: int, role_id: int | None, count: int = 1) -> bool:
        session.execute(update(Event).where(Event.id == event_id).values(taken=Event.capacity))
        return True

    def stale(session: Any, *rest: Any) -> Any:
        return places.hold(session, event), doing.event_row(event), planned

    monkeypatch.setattr(imports, "held_plan", stale)
    with pytest.raises(Conflict):
        imports._bring_in(found, upload, Options())
    monkeypatch.setattr(writing, "take_place", look_then_add)
    imports._bring_in(found, upload, Options())
    confirmed = select(func.count()).where(Registration.event_id == event, Registration.state == CONFIRMED)
    assert db.session.scalar(confirmed) == 18, "a mutant that does not overbook tests nothing"
    assert not recount(["places"])[0].ok
