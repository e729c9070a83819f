"""When a term is over its people are erased, the others stay, and every figure is what it was."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from campaign.core import erasures, prints
from campaign.core.actor import Role, acting_as
from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Refused
from campaign.people.models import Person, Registration
from campaign.people.privacy import lists, services
from campaign.people.privacy.models import RetentionRun
from campaign.people.privacy.schemas import ERASED
from campaign.people.privacy.services import retention
from campaign.people.privacy.sought import Few, Many
from campaign.relay.models import Stop
from tests.exhibition.halls import an_actor
from tests.factories import a_registration, a_user, an_event
from tests.people.privacy.canaries import NAME, NOTE, left, name_canary, papers_of
from tests.people.privacy.test_erasing import sums

AFTER = date(2100, 1, 1)


def test_after_the_term_none_of_the_canaries_is_anywhere_and_figures_are_unchanged(either_app, figure):
    event = an_event()
    registration = a_registration(event, NAME)
    later = a_registration(an_event(), "Другой Человек")
    with unit_of_work() as session:
        services.load_shipped(session)
    db.session.get_one(type(event), later.event_id).day = event.day + timedelta(days=400)
    db.session.commit()
    name_canary(registration)
    papers_of(registration)
    before, last = sums(), date(event.day.year, 12, 31)
    assert services.due(last) == ()
    assert sum(len(group.person_ids) for group in services.due(last + timedelta(days=1))) == 1
    assert services.run(last + timedelta(days=1), lambda _line: None) == 1
    assert list(left(Path(either_app.config["DATA_DIR"]))) == []
    assert {**sums(), "retention_runs": 0} == before
    assert db.session.get_one(Person, later.person_id).full_name == "Другой Человек"
    assert services.run(last + timedelta(days=1), lambda _line: None) == 0
    assert db.session.scalar(select(func.sum(RetentionRun.total))) == 1
    figure("0 left, every sum equal")


def test_a_coordinator_of_a_stop_does_not_let_terms_run(app):
    registration = a_registration(an_event(), NAME)
    with unit_of_work() as session:
        services.load_shipped(session)
    stop = db.session.get_one(Registration, registration.id).stop_id
    actor = an_actor(Role.NATIONAL)
    with acting_as(actor):
        assert services.due(date(2100, 1, 1))
    with acting_as(an_actor(Role.AUDITOR)), pytest.raises(Refused):
        services.run(date(2100, 1, 1), lambda _line: None)
    assert stop


def test_the_organizer_looks_first_and_then_erases(app, reader):
    registration = a_registration(an_event(), NAME)
    person = name_canary(registration)
    reader.sign_in(a_user(Role.NATIONAL))
    page = reader.visit(f"/staff/registrations/{registration.id}/erase", language="ru")
    assert [words in page.get_text() for words in (NAME, "Отменить это нельзя")] == [True, True]
    reader.visit(f"/staff/registrations/{registration.id}")
    reader.visit(reader.page.find("a", string="Look at what would be erased")["href"])
    reader.send({}, form="main form[method=post]", expect=303)
    assert "The person was erased." in reader.follow().get_text()
    db.session.expire_all()
    assert db.session.get_one(Person, person.id).full_name == ERASED
    reader.sign_in(a_user(Role.AUDITOR))
    reader.visit(f"/staff/registrations/{registration.id}/erase", expect=403)


def test_a_batch_takes_everybodys_words_and_leaves_those_of_others(either_app):
    """Names that somebody else bears and numbers of a family stay where they may be theirs, as when one is erased alone."""
    event = an_event()
    mine, second = a_registration(event, NAME), a_registration(event, "Сейтова Айгүл Бақытқызы")
    name_canary(mine)
    stays = a_registration(later := an_event(db.session.get_one(Stop, event.stop_id)), "Сейтова Айгүл Бақытқызы")
    third = a_registration(event, "Әбілқасым Нұрлан")
    later.day = event.day + timedelta(days=400)
    event.responsible = "Әбілқасым Нұрлан, 8 747 999 88 77"
    later.responsible = "Сейтова Айгүл Бақытқызы"
    db.session.commit()
    with unit_of_work() as session:
        services.load_shipped(session)
        rows = [
            {"code": one.code, "name": name, "note": NOTE}
            for one, name in ((mine, NAME), (second, "Сейтова Айгүл Бақытқызы"), (stays, "Сейтова Айгүл Бақытқызы"))
        ]
        number = prints.freeze(
            session, kind="roster", subject_id=event.id, region_id=event.region_id, stop_id=event.stop_id, language="ru",
            rows=3, content={"rows": rows},
        ).number  # fmt: skip
    day = date(event.day.year + 1, 1, 1)
    assert services.run(day, lambda _line: None) == 3
    db.session.expire_all()
    assert (event.responsible, later.responsible) == (f"{ERASED}, {ERASED}", "Сейтова Айгүл Бақытқызы")
    told = prints.sheet_of(number).content()["rows"]
    assert [(row["name"], row["note"]) for row in told] == [
        (ERASED, ERASED), (ERASED, NOTE), ("Сейтова Айгүл Бақытқызы", NOTE)
    ]  # fmt: skip
    people = [db.session.get_one(Person, one.person_id).full_name for one in (mine, second, third, stays)]
    assert people == [ERASED] * 3 + ["Сейтова Айгүл Бақытқызы"]


def test_broken_off_between_two_batches_the_next_run_goes_on(either_app, monkeypatch):
    event = an_event()
    for number in range(5):
        a_registration(event, f"Сейтов Канат {number}")
    with unit_of_work() as session:
        services.load_shipped(session)
    monkeypatch.setattr(retention, "BATCH", 2)

    def killed(_line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.run(AFTER, killed)
    assert db.session.scalar(select(func.count(Person.id)).where(Person.full_name == ERASED)) == 2
    assert services.run(AFTER, lambda _line: None) == 3
    assert db.session.scalars(select(RetentionRun.total).order_by(RetentionRun.id)).all() == [2, 3]
    assert len(list(lists.read_list(erasures.own_list()))) == 5
    assert [one.ok for one in recount(["audit"])] == [True]


def test_words_of_many_are_found_as_those_of_one():
    words = ["Сейтов Канат", "Сейтов Канатбек", "+77010000001", "абв", "Ан Ли", "сейтов"]
    for said in ("", "абв", "Ан Ли, Сейтов Канатбек", "тел. +77010000001; Сейтов Канат и Сейтов Ка", "xабвx", "сейт"):
        assert Many(words).without(said) == Few(words).without(said)
