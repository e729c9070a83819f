"""Saying figures: once, by whoever runs the stop, never over somebody else's head, and never a fact of tomorrow."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign.core.actor import acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid, KeyReused, NotFound, Refused, Stale
from campaign.core.i18n import Translated
from campaign.events.figures import queries, services
from campaign.events.figures.amounts import Amount, Qualifier, Sum
from campaign.events.figures.checks import figures
from campaign.events.figures.models import Figure
from campaign.events.figures.schemas import Counts, Entry, NewMeasure, Placing, Source, Stage, Unit
from campaign.events.figures.totals import total_of
from campaign.events.schemas import EventState
from campaign.events.services.telling import judge_for
from tests.events.figures.said import HELD_ON, a_figure, a_held_event, measured, said
from tests.events.test_planning import coordinator_of, organizer_of
from tests.factories import a_relay, a_stop, an_event

LONG = "о" * 10_000


def complaints(error) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.problems]


def only() -> Figure:
    db.session.expire_all()
    return db.session.scalars(select(Figure)).one()


def people(stop) -> Sum | None:
    return total_of(queries.measures()["participants"], queries.figures_of_stop(stop.id)).people


@pytest.fixture
def stop(app):
    measured()
    return a_stop()


def test_a_figure_is_said_once_corrected_and_taken_back_with_a_trail(either_app):
    measured()
    event = a_held_event()
    with acting_as(organizer_of(event.region_id)):
        entry = Entry(said(400, qualifier=Qualifier.ABOUT, source=Source.ESTIMATED), name="participants")
        assert services.say(event.id, [entry], "key") == services.say(event.id, [entry], "key") == 1
        with pytest.raises(KeyReused):
            services.say(event.id, [replace(entry, statement=said(7))], "key")
        row = only()
        seen = replace(entry, figure_id=row.id, version=row.version)
        assert services.say(event.id, [seen], "again") == 0  # as it was seen: nothing is written
        assert services.say(event.id, [replace(seen, statement=said(380))], "corrected") == 1
        assert (only().amount, only().source, only().version) == (Amount(380), Source.COUNTED, 2)
        services.take_back(row.id, 2)
    assert db.session.scalars(select(Figure)).all() == []
    trail = db.session.scalars(select(AuditEntry).where(AuditEntry.thing == "figures_of_event").order_by(AuditEntry.id)).all()
    assert [(one.act, one.before.get("value"), one.after.get("value")) for one in trail] == [
        ("figure.said", None, 400), ("figure.corrected", 400, 380), ("figure.taken_back", 380, None),
    ]  # fmt: skip
    assert "Бекова" not in repr([vars(one) for one in trail])


def test_who_was_slower_is_told_what_stands_there_now(stop):
    event = a_held_event(stop)
    a_figure(event, 300)
    row = only()
    seen = Entry(said(320), row.id, row.version, "participants")
    services.say(event.id, [seen], "quick")
    with pytest.raises(Stale, match="320"):
        services.say(event.id, [replace(seen, statement=said(350))], "slow")
    services.take_back(row.id, 2)
    with pytest.raises(Stale):
        services.say(event.id, [replace(seen, version=2)], "late")


def test_the_same_source_is_corrected_and_others_are_kept_beside(stop):
    event = a_held_event(stop)
    a_figure(event, 300)
    with pytest.raises(Invalid) as error:
        a_figure(event, 310)
    assert complaints(error) == [("participants", "taken")]
    a_figure(event, 500, source=Source.TOLD)
    a_figure(event, 900, counts=Counts.PARTICIPATIONS)
    (figures,) = queries.figures_of_stop(stop.id).events
    assert [row.amount.value for row in figures.said("participants")] == [300, 900, 500]
    assert people(stop) == Sum(300, 1)


WRONG = (
    (said(5, "no such"), "", "unknown"),
    (said(-1), "", "out_of_range"),
    (said(10**13), "", "out_of_range"),
    (said(300, qualifier=Qualifier.SEVERAL, source=Source.TOLD), "", "no_order"),
    (said(400, qualifier=Qualifier.ABOUT), "-source", "not_exact"),
    (said(400, source=Source.REGISTERED), "-source", "no_fact"),
    (said(400, source=Source.ESTIMATED, method=""), "-method", "missing"),
    (said(400, source=Source.ESTIMATED, by_whom=""), "-by_whom", "missing"),
    (said(20, "vehicles", counts=Counts.PARTICIPATIONS), "-counts", "no_people"),
    (said(400, note=LONG), "-note", "too_long"),
    (said(400, source=Source.ESTIMATED, by_whom=LONG), "-by_whom", "too_long"),
)


def test_what_cannot_be_is_not_kept_and_nothing_of_the_page_is(stop):
    event = a_held_event(stop)
    for statement, field, code in WRONG:
        with pytest.raises(Invalid) as error:
            services.say(event.id, [Entry(said(20, "vehicles"), name="v"), Entry(statement, name="x")], f"key {code}{field}")
        assert complaints(error) == [(f"x{field}", code)]
    assert db.session.scalars(select(Figure)).all() == []


def test_of_tomorrow_only_a_plan_is_said_and_a_plan_is_exact(stop):
    event = an_event(stop, starts=HELD_ON + timedelta(days=3))
    with pytest.raises(Invalid) as error:
        a_figure(event, 20, "vehicles")
    assert complaints(error) == [("vehicles", "too_early")]
    a_figure(event, 20, "vehicles", stage=Stage.PLAN, source=Source.TOLD)
    assert only().source is Source.COUNTED
    with pytest.raises(Invalid):
        a_figure(event, 25, "vehicles", stage=Stage.PLAN)
    event.state = EventState.CANCELLED
    db.session.commit()
    with pytest.raises(Conflict):
        a_figure(event, 400)


def test_only_those_who_run_the_stop_say_its_figures(stop):
    event, other = a_held_event(stop), a_stop(a_relay())
    with acting_as(coordinator_of(stop)):
        assert a_figure(event, 300) == 1
        with pytest.raises(Refused):
            services.add_measure(NewMeasure(Translated(ru="Шары"), Unit.PIECES), "key")
    figure = only().id
    with acting_as(coordinator_of(other)):
        for act in (
            lambda: a_figure(event, 1, "vehicles"),
            lambda: services.take_back(figure, 1),
            lambda: services.place(stop.id, [], "k"),
            lambda: services.adopt(event.id, "participants", Stage.FACT, 3, "k"),
            lambda: services.say_of_audience(stop.id, "2018-04-04", Entry(said(3)), "k"),
        ):
            with pytest.raises(NotFound):
                act()
        with pytest.raises(NotFound):
            services.place(other.id, [Placing(event.id, "x", "")], "key")


def test_one_audience_counts_once_until_somebody_says_otherwise(stop):
    """Temirtau, 6 April 2018: four events of one day, a hundred students inside of several hundred."""
    rally, march, show = (a_held_event(stop, title) for title in ("Митинг", "Марш", "Выставка"))
    a_figure(rally, 100, qualifier=Qualifier.SEVERAL, source=Source.TOLD)
    a_figure(march, 100)
    assert people(stop) == Sum(200, 1, 1, at_least=True)
    assert services.place(stop.id, [Placing(march.id, "КГИУ", ""), Placing(rally.id, "", "")], "key") == 1
    assert people(stop) == Sum(300, 2, 1, at_least=True)
    with pytest.raises(Stale):
        services.place(stop.id, [Placing(march.id, "", "another")], "stale")
    assert services.place(stop.id, [Placing(march.id, "", "КГИУ")], "back") == 1
    assert services.say_of_audience(stop.id, "2018-04-04", Entry(said(420), name="x"), "whole")
    assert people(stop) == Sum(420, 1)
    assert total_of(queries.measures()["participants"], queries.figures_of_stop(stop.id)).missing == ()
    assert queries.held_without_figures([rally.id, march.id, show.id]) == frozenset()  # of the show nobody is asked apart
    row = queries.figures_of_stop(stop.id).audiences[0].row
    with pytest.raises(Stale):
        services.say_of_audience(stop.id, "2018-04-04", Entry(said(430), name="x"), "another")
    with pytest.raises(Stale):
        services.say_of_audience(stop.id, "2018-04-30", Entry(said(430), name="x"), "no such day")
    with pytest.raises(Invalid) as error:
        services.say_of_audience(stop.id, "2018-04-04", Entry(said(4, "vehicles"), name="x"), "cars")
    assert complaints(error) == [("x", "no_people")]
    assert services.say_of_audience(stop.id, "2018-04-04", Entry(None, row.id, row.version), "none")
    assert people(stop) == Sum(200, 1, 1, at_least=True)
    assert queries.held_without_figures([rally.id, march.id, show.id]) == {show.id}  # it lowers nothing, it is asked for


def test_people_counted_together_stay_so_when_one_of_their_events_goes_to_another_day(stop):
    rally, march = (a_held_event(stop, title) for title in ("Митинг", "Марш"))
    a_figure(rally, 100)
    services.say_of_audience(stop.id, "2018-04-04", Entry(said(420), name="x"), "whole")
    for event in (rally, march):  # each in turn, until nobody is left on that day
        with unit_of_work() as session:
            judge_for(session, event, event.day + timedelta(days=1))
            event.move(event.starts_at + timedelta(days=1), event.ends_at + timedelta(days=1))
        assert people(stop) == Sum(420, 1)
    assert figures(db.session()).wrong == ()
    assert services.place(stop.id, [Placing(rally.id, "", "2018-04-04")], "apart") == 1
    assert people(stop) == Sum(520, 2)


def test_measures_are_added_changed_and_put_aside_and_what_was_told_stays(stop):
    kites = NewMeasure(Translated(ru="Воздушные шары"), Unit.PIECES, kinds=())
    with acting_as(organizer_of(stop.region_id)):
        code = services.add_measure(kites, "key")
        assert services.add_measure(kites, "key") == code
        for wrong, field in (
            (replace(kites, name=Translated()), "name_ru"),
            (replace(kites, name=Translated(ru="участники")), "name_ru"),
            (replace(kites, name=Translated(kk=LONG)), "name_kk"),
            (replace(kites, name=Translated(ru="Ленты"), parent="participants"), "parent"),
            (replace(kites, name=Translated(ru="Ленты"), kinds=("no such",)), "kinds"),
            (replace(kites, name=Translated(ru="Ленты"), decimals=9), "decimals"),
        ):
            with pytest.raises(Invalid) as error:
                services.add_measure(wrong, field)
            assert [name for name, _code in complaints(error)] == [field]
        event = a_held_event(stop)
        a_figure(event, 30, code)
        measure = queries.measures()[code]
        for act in (lambda: services.change_measure(measure.id, kites, 1), lambda: services.retire(measure.id)):
            with pytest.raises(Refused):
                act()
    services.change_measure(measure.id, replace(kites, name=Translated(ru="Шары", kk="Шарлар")), 1)
    services.retire(measure.id)
    assert code not in queries.measures()
    assert [row.measure.name.ru for row in queries.figures_of_stop(stop.id).events[0].figures] == ["Шары"]
    with pytest.raises(Invalid):
        a_figure(event, 31, code, source=Source.TOLD)
    services.bring_back(measure.id)
    assert queries.measures()[code].name.kk == "Шарлар"


def test_the_recount_finds_figures_that_stand_in_no_total(stop):
    event = a_held_event(stop)
    a_figure(event, 300)
    services.say_of_audience(stop.id, "2018-04-04", Entry(said(420), name="x"), "whole")
    assert figures(db.session()).wrong == ()
    event.move(event.starts_at + timedelta(days=1), event.ends_at + timedelta(days=1))
    elsewhere = a_stop()
    event.stop_id, event.region_id = elsewhere.id, elsewhere.region_id
    db.session.commit()
    assert [wrong.message.split()[0] for wrong in figures(db.session()).wrong] == ["stands", "is"]
