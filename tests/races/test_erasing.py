"""Somebody is registered at the very moment in which their data are erased, on both databases; and mutants."""

from functools import partial
from threading import Event as Signal
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from campaign.core.actor import NOBODY, SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import CampaignError, Crossed
from campaign.events.models import Event
from campaign.people.models import Person, Registration
from campaign.people.privacy.services import erasing
from campaign.people.schemas import RegistrationState, Source
from campaign.people.services import load_shipped, register, registering
from campaign.people.services.newcomers import Newcomer, enter
from tests.factories import a_stop, an_event
from tests.people.conftest import a_wish

NAME, PHONE = "Сейтова Әлия", "+77010000001"
LONG = 20  # seconds after which a signal that never comes fails the test


def by_form(event_id: int, key: str) -> None:
    with acting_as(NOBODY):
        register(event_id, a_wish(NAME, phone=PHONE, organisation=""), key)


@pytest.fixture
def known() -> tuple[int, int]:
    """Somebody who stands at one event; their number, and that of another event."""
    stop = a_stop()
    first, second = an_event(stop).id, an_event(stop).id
    with unit_of_work() as session:
        load_shipped(session)
    by_form(first, "first")
    return db.session.scalars(select(Person.id)).one(), second


def left() -> list[Registration]:
    """What stands under the row of somebody erased, with the order of their name in it."""
    db.session.expire_all()
    asked = select(Registration).join(Person, Person.id == Registration.person_id).where(Person.name_key == "")
    return list(db.session.scalars(asked.where(Registration.sort_ru != "")))


def entered_as_judged(person_id: int, event_id: int) -> None:
    """Enter, as an import does, somebody who was known when the table was judged."""
    somebody = Newcomer(NAME, "", PHONE, 1990, "", "ru", None, None, "", RegistrationState.CONFIRMED, person_id)
    with unit_of_work() as session:
        event = session.get_one(Event, event_id)
        enter(session, event, [somebody], source=Source.STAFF, import_id=None, first_queue_number=1)


def test_whoever_was_judged_before_is_not_entered_after(either_app: Flask, known: tuple[int, int]) -> None:
    person_id, event_id = known
    erasing.erase(person_id)
    with pytest.raises(Crossed):
        entered_as_judged(person_id, event_id)
    assert left() == []


def test_a_word_of_theirs_is_not_written_after(either_app: Flask, known: tuple[int, int]) -> None:
    erasing.erase(known[0])
    with pytest.raises(Crossed), unit_of_work() as session:
        session.scalars(select(Registration)).one().note = "Приду с Әлиёй"


def test_without_the_trigger_the_name_stays(either_app: Flask, known: tuple[int, int]) -> None:
    """The mutant has no trigger."""
    person_id, event_id = known
    erasing.erase(person_id)
    of_table = " ON registrations" if db.engine.dialect.name == "postgresql" else ""
    with unit_of_work() as session:
        session.execute(text(f"DROP TRIGGER erased_registration_added{of_table}"))
    entered_as_judged(person_id, event_id)
    assert left(), "a mutant that keeps no name tests nothing"


class Two:
    """A registration that stops in its middle until the erasure is where it should be, and that erasure."""

    def __init__(self, app: Flask) -> None:
        self.app, self.said = app, dict[str, str]()
        self.is_in_the_middle, self.may_go_on = Signal(), Signal()

    def wait_here(self) -> None:
        self.is_in_the_middle.set()
        assert self.may_go_on.wait(LONG)

    def _run(self, name: str, act: partial[None]) -> None:
        with self.app.app_context(), acting_as(SYSTEM):
            try:
                act()
                self.said[name] = "done"
            except (CampaignError, DBAPIError) as error:
                self.said[name] = getattr(error, "code", repr(error))
            finally:
                db.session.remove()

    def at_once(self, person_id: int, event_id: int, until_erased: float) -> dict[str, str]:
        """Register, and erase in the middle of it; when that is done, or after so many seconds, the registration goes on."""
        db.session.remove()
        registering_ = Thread(target=self._run, args=("registered", partial(by_form, event_id, "second")))
        erasing_ = Thread(target=self._run, args=("erased", partial(erasing.erase, person_id)))
        registering_.start()
        assert self.is_in_the_middle.wait(LONG)
        erasing_.start()
        erasing_.join(until_erased)
        self.may_go_on.set()
        for thread in (registering_, erasing_):
            thread.join()
        return self.said


def test_erased_before_they_are_entered_they_are_told(postgres_app: Flask, known: tuple[int, int], monkeypatch) -> None:
    two, real = Two(postgres_app), registering.known_of

    def known_of(*given, **named):
        found = real(*given, **named)
        two.wait_here()
        return found

    monkeypatch.setattr(registering, "known_of", known_of)
    assert two.at_once(*known, LONG) == {"erased": "done", "registered": "stale"}
    assert left() == []


@pytest.mark.parametrize("holds", [True, False], ids=["held", "mutant"])
def test_entered_before_they_are_erased_they_are_erased_there_too(postgres_app, known, monkeypatch, holds) -> None:
    """The mutant does not hold the person: it looks for their registrations while one of them is still being written."""
    two, real = Two(postgres_app), registering.note

    def note(*given, **named):
        real(*given, **named)
        two.wait_here()

    monkeypatch.setattr(registering, "note", note)
    if not holds:
        monkeypatch.setattr(erasing, "_hold", lambda *_given: None)
        looked = erasing.finding.who_of_each

        def who_of_each(*given):
            found = looked(*given)
            two.may_go_on.set()
            return found

        monkeypatch.setattr(erasing.finding, "who_of_each", who_of_each)
    assert two.at_once(*known, 0.5 if holds else LONG) == {"erased": "done", "registered": "done"}
    assert bool(left()) is not holds, "a mutant that keeps no name tests nothing"
