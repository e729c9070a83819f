"""Warnings from the database: what they cost, who sees them, and what an answer does."""

import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Invalid, KeyReused, NotFound, Refused, Stale
from campaign.events.figures.models import Figure
from campaign.events.figures.plausibility import queries, services
from campaign.events.figures.plausibility.models import PlausibilityAnswer
from campaign.events.figures.plausibility.schemas import Check, Tally
from campaign.events.figures.queries import figures_of_stop
from campaign.events.figures.schemas import Stage
from campaign.relay.models import Stop
from tests.events.figures.plausibility.rows import a_figure, a_held_event, ship
from tests.factories import a_stop, a_user

WHY = "Считали у въезда на площадь, машин было ровно столько, сколько звали."


@pytest.fixture
def event(app):
    """Twenty cars in fact, twenty by plan, and nobody counted."""
    ship()
    event = a_held_event()
    a_figure(event, "vehicles", 20)
    a_figure(event, "vehicles", 20, stage=Stage.PLAN)
    return event


def the_mark(stop_id: int) -> str:
    (warned,) = queries.warnings_of_stop(stop_id).warnings
    assert warned.doubt.check is Check.AS_PLANNED
    return warned.mark


def the_actor(role: Role, **where: object):
    return actor_with_id(a_user(role, **where).id)


@pytest.mark.parametrize("events", [1, 3])
def test_warnings_ask_four_questions_however_many_events(statements, event, events):
    stop = event.stop_id
    for _more in range(events - 1):
        a_figure(a_held_event(db.session.get_one(Stop, stop)), "distance_km", 24_000)
    gathered = figures_of_stop(stop)
    statements.clear()
    assert len(queries.warnings_of(gathered)) == events
    assert len(statements) == 4


def test_an_answer_is_kept_until_a_value_changes(event):
    mark = the_mark(event.stop_id)
    services.answer(event.stop_id, mark, WHY, "one")
    services.answer(event.stop_id, mark, WHY, "one")
    (warned,) = queries.warnings_of_event(event.id)
    assert warned.answer is not None
    assert (warned.is_open, warned.answer.reason) == (False, WHY)
    assert warned.answer.first.ru == "Машины: 20 (со слов других)"
    assert warned.answer.second.kk.startswith("Көлік, жоспар: 20")
    for figure in db.session.scalars(select(Figure)):
        figure.value = 21
    db.session.commit()
    found = queries.warnings_of_stop(event.stop_id)
    assert (found.tally, [row.mark for row in found.past]) == (Tally(1, 0), [mark])


def test_an_answer_says_why_and_is_given_once(event):
    mark = the_mark(event.stop_id)
    for reason in ("", "да", "ы" * 501):
        with pytest.raises(Invalid):
            services.answer(event.stop_id, mark, reason, f"key-{len(reason)}")
    services.answer(event.stop_id, mark, WHY, "one")
    with pytest.raises(KeyReused):
        services.answer(event.stop_id, mark, "Другие слова", "one")
    with pytest.raises(Stale):
        services.answer(event.stop_id, mark, "Другой человек", "two")
    with pytest.raises(Stale):
        services.answer(event.stop_id, "0" * 32, WHY, "three")
    services.take_back(event.stop_id, mark)
    services.take_back(event.stop_id, mark)
    assert db.session.scalars(select(PlausibilityAnswer)).all() == []
    noted = db.session.scalars(select(AuditEntry.act).where(AuditEntry.act.like("figures.doubt%"))).all()
    assert noted == ["figures.doubt_answered", "figures.doubt_reopened"]


def test_only_who_runs_the_stop_answers_and_others_do_not_see_it(event):
    mark = the_mark(event.stop_id)
    stop = db.session.get_one(Stop, event.stop_id)
    with acting_as(the_actor(Role.STOP, stop=a_stop())), pytest.raises(NotFound):
        services.answer(event.stop_id, mark, WHY, "one")
    with acting_as(the_actor(Role.AUDITOR)):
        assert the_mark(event.stop_id) == mark
        with pytest.raises(Refused):
            services.answer(event.stop_id, mark, WHY, "two")
    with acting_as(the_actor(Role.STOP, stop=stop)):
        services.answer(event.stop_id, mark, WHY, "three")
    assert queries.tallies_of(queries.warnings_of(figures_of_stop(event.stop_id))) == {event.stop_id: Tally(0, 1)}
