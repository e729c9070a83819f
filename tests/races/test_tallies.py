"""Figures are corrected while counters are recounted, on both databases; and two mutants that lose a change for good."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

from flask import Flask
from sqlalchemy import delete, select, text, update

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.checks import recount as check
from campaign.core.db import db, unit_of_work
from campaign.events.figures.models import Figure
from campaign.events.figures.queries import figures_of_stop
from campaign.events.figures.schemas import Gathered, Stage
from campaign.reports.tallies import services
from campaign.reports.tallies.models import TallyMark
from campaign.reports.tallies.queries import tallies_of
from tests.factories import a_relay, a_stop
from tests.reports.tallies.rows import a_figure, a_held

WAIT = 10  # seconds, for a thread that is not expected to wait at all
ONE_MARK_IS_ENOUGH = """
CREATE OR REPLACE FUNCTION tally_figures() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO tally_marks (stop_id) SELECT DISTINCT a.stop_id FROM added a
   WHERE NOT EXISTS (SELECT 1 FROM tally_marks m WHERE m.stop_id = a.stop_id);
  RETURN NULL; END $$
"""


def beside(app: Flask, act: Callable[[], object]) -> object:
    """Do this in a thread of its own, as another process would."""

    def alone() -> object:
        with app.app_context(), acting_as(SYSTEM):
            try:
                return act()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result(WAIT)


def corrected(figure_id: int, value: int) -> None:
    with unit_of_work() as session:
        session.execute(update(Figure).where(Figure.id == figure_id).values(value=value))


def shown(stop_id: int) -> int:
    return tallies_of([stop_id], ["participants"])[stop_id]["participants", Stage.FACT].headline.value


def corrected_meanwhile(app: Flask, monkeypatch, stop_id: int, figure_id: int) -> None:
    """Recount a stop; its figure is corrected after its rows were read and before the recount is kept."""
    done = Signal()

    def read_then_wait(number: int) -> Gathered:
        found = figures_of_stop(number)
        if not done.is_set():
            done.set()
            beside(app, lambda: corrected(figure_id, 999))
        return found

    monkeypatch.setattr(services, "figures_of_stop", read_then_wait)
    services.recount(stop_id)


def a_marked_figure() -> tuple[int, int]:
    stop = a_stop()
    figure = a_figure(a_held(stop), 100)
    return stop.id, figure.id


def test_a_figure_that_is_corrected_during_the_recount_is_counted_by_the_next(postgres_app, monkeypatch):
    stop_id, figure_id = a_marked_figure()
    corrected_meanwhile(postgres_app, monkeypatch, stop_id, figure_id)
    assert shown(stop_id) == 999, "its mark is still there, so the page reckons from the rows"
    assert services.sweep() == 1
    assert (shown(stop_id), services.sweep(), check(["tallies"])[0].ok) == (999, 0, True)


def test_a_trigger_that_is_content_with_a_mark_that_is_there_loses_the_change(postgres_app, monkeypatch):
    stop_id, figure_id = a_marked_figure()
    db.session.execute(text(ONE_MARK_IS_ENOUGH))
    db.session.commit()
    corrected_meanwhile(postgres_app, monkeypatch, stop_id, figure_id)
    assert (shown(stop_id), services.sweep(), check(["tallies"])[0].ok) == (100, 0, False)


def test_a_recount_that_takes_the_marks_away_last_loses_the_change(postgres_app):
    stop_id, figure_id = a_marked_figure()
    with unit_of_work() as session:
        services._write(session, stop_id, figures_of_stop(stop_id).events[0].region_id)
        beside(postgres_app, lambda: corrected(figure_id, 999))
        session.execute(delete(TallyMark).where(TallyMark.stop_id == stop_id))
    assert (shown(stop_id), services.sweep(), check(["tallies"])[0].ok) == (100, 0, False)


def test_many_correct_figures_while_two_recount(either_app):
    relay = a_relay()
    stops = [a_stop(relay) for _ in range(2)]
    figures = [a_figure(a_held(stop), 1).id for stop in stops for _ in range(3)]
    numbers = [stop.id for stop in stops]
    db.session.remove()

    def work(number: int) -> None:
        with either_app.app_context(), acting_as(SYSTEM):
            try:
                for turn in range(1, 7):
                    if number < len(figures):
                        corrected(figures[number], 10 * turn + number)
                    else:
                        services.sweep()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(figures) + 2) as pool:
        list(pool.map(work, range(len(figures) + 2)))
    assert [shown(number) for number in numbers] == [62, 65], "right before the last recount"
    services.sweep()
    assert not db.session.scalars(select(TallyMark.id)).all()
    assert ([shown(number) for number in numbers], check(["tallies"])[0].ok) == ([62, 65], True)
