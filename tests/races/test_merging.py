"""Two merges of one pair, the other way round, registering under both names and cancelling, all at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from campaign.core.actor import NOBODY, SYSTEM, acting_as
from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import CampaignError
from campaign.people.duplicates import undoing
from campaign.people.duplicates.merging import merge
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services import cancel_ticket, load_shipped, register
from tests.factories import a_registration, a_stop, an_event
from tests.people.conftest import a_wish
from tests.people.duplicates.pairs import a_wish_for, merged
from tests.races.test_stock_waits import one_then_other, slowly

ONE, OTHER = ("Сейтова Әлия", "+77010000001"), ("Сейтова Алия М.", "+77010000002")


def by_form(event_id: int, who: tuple[str, str], key: str) -> str:
    with acting_as(NOBODY):
        return register(event_id, a_wish(who[0], phone=who[1], organisation=""), key).ticket


def at_once(app: Flask, acts: list[Callable[[], object]]) -> list[bool]:
    """Which of them were done; the others were refused with a sentence."""
    together = Barrier(len(acts))

    def one(act: Callable[[], object]) -> bool:
        with app.app_context(), acting_as(SYSTEM):
            try:
                together.wait()
                act()
            except CampaignError:
                return False
            finally:
                db.session.remove()
            return True

    db.session.remove()
    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_nobody_stands_twice_whoever_is_faster(either_app):
    with unit_of_work() as session:
        load_shipped(session)
    stop = a_stop()
    event, another = an_event(stop, capacity=3), an_event(stop)
    event_id, another_id = event.id, another.id
    tickets = [by_form(event_id, who, who[1]) for who in (ONE, OTHER, ("Ахметов Данияр", "+77010000003"))]
    by_form(event_id, ("Омаров Галым", "+77010000004"), "waits")
    first, second = db.session.scalars(select(Person.id).order_by(Person.id).limit(2)).all()
    here, there = a_wish_for(first, second), a_wish_for(second, first)
    done = at_once(
        either_app,
        [
            lambda: merge(here, "here"),
            lambda: merge(there, "there"),
            lambda: merge(here, "again"),
            lambda: by_form(another_id, ONE, "one"),
            lambda: by_form(another_id, OTHER, "other"),
            lambda: cancel_ticket(tickets[2]),
        ],
    )
    gone = [person for person in db.session.scalars(select(Person)) if person.merged_into_id]
    assert len(gone) == sum(done[:3]) <= 1
    standing = (Registration.state != RegistrationState.CANCELLED, Registration.person_id == Person.id)
    twice = select(Registration.event_id).join(Person, standing[1]).where(standing[0])
    alive = func.coalesce(Person.merged_into_id, Person.id)
    assert db.session.execute(twice.group_by(Registration.event_id, alive).having(func.count() > 1)).all() == []
    wrong = {finding.name for finding in recount() if not finding.ok}
    assert not wrong & {"places", "waiting_list", "minors", "duplicates"}


def test_a_merge_that_two_take_back_at_once_is_taken_back_once(postgres_app, monkeypatch):
    event = an_event()
    people = [a_registration(event, name).person_id for name in ("Сейтова Әлия", "Сейтова Алия")]
    db.session.commit()
    take_back = partial(undoing.undo, merged(*people))
    slowly(monkeypatch, undoing, "_ensure_untouched")
    assert one_then_other(postgres_app, take_back, take_back) == ["done", "done"]
