"""Amounts and totals: nobody is counted twice, and no sum tells more than was said."""

from dataclasses import replace
from datetime import date

import pytest

from campaign.core.i18n import Translated
from campaign.events.figures.amounts import Amount, Qualifier, Sum, add
from campaign.events.figures.schemas import (
    AudienceFigure,
    Counts,
    EventFigures,
    FigureRow,
    Gathered,
    MeasureRow,
    Source,
    Stage,
    Unit,
)
from campaign.events.figures.totals import parts_of, total_of
from campaign.events.schemas import EventState

PEOPLE = MeasureRow(1, "participants", Translated(ru="Участники"), Unit.PEOPLE)
STUDENTS = MeasureRow(2, "students", Translated(ru="Студенты"), Unit.PEOPLE, parent="participants")
CARS = MeasureRow(3, "vehicles", Translated(ru="Машины"), Unit.VEHICLES)
DAY = date(2018, 4, 6)


def said(measure: MeasureRow, value: int, qualifier: Qualifier = Qualifier.EXACT, source: Source = Source.COUNTED) -> FigureRow:
    return FigureRow(measure, Stage.FACT, Amount(value, qualifier), source)


def event(number: int, *figures: FigureRow, stop: int = 1, audience: str = "2018-04-06") -> EventFigures:
    return EventFigures(
        number, stop, 1, Translated(ru="Темиртау"), "rally", Translated(ru="Митинг"), DAY, EventState.HELD, audience, figures
    )  # fmt: skip


def gathered(*events: EventFigures, whole: tuple[AudienceFigure, ...] = ()) -> Gathered:
    return Gathered(events, whole, {row.code: row for row in (PEOPLE, STUDENTS, CARS)})


@pytest.mark.parametrize(
    ("amount", "bounds"),
    [
        (Amount(97), (97, 97)),
        (Amount(400, Qualifier.ABOUT), (360, 440)),
        (Amount(60, Qualifier.MORE_THAN), (61, None)),
        (Amount(100, Qualifier.SEVERAL), (200, 999)),
    ],
)
def test_an_amount_knows_what_is_meant(amount: Amount, bounds: tuple[int, int | None]):
    assert (amount.low, amount.high) == bounds


def test_a_sum_tells_how_much_of_it_is_estimated():
    assert add([Amount(100), Amount(400, Qualifier.ABOUT), Amount(100, Qualifier.SEVERAL)]) == Sum(700, 3, 2, at_least=True)


def test_the_same_people_at_four_events_of_a_day_count_once():
    """Temirtau on 6 April 2018: a hundred students inside of several hundred."""
    rally = event(1, said(PEOPLE, 100, Qualifier.SEVERAL, Source.TOLD))
    march = event(2, said(PEOPLE, 100), said(STUDENTS, 100))
    total = total_of(PEOPLE, gathered(rally, march, event(3), event(4)))
    assert total.people == Sum(200, 1, 1, at_least=True)
    assert total.times == Sum(300, 2, 1, at_least=True)
    assert [(part.event.event_id, part.is_counted) for part in total.parts if part.event] == [(1, True), (2, False)]
    assert [one.event_id for one in total.missing] == [3, 4]


def test_other_people_are_added_and_an_audience_may_be_counted_as_a_whole():
    events = (event(1, said(PEOPLE, 60)), event(2, said(PEOPLE, 40)), event(3, said(PEOPLE, 25), audience="school"))
    assert total_of(PEOPLE, gathered(*events)).people == Sum(85, 2, 0, at_least=True)
    whole = AudienceFigure(1, "2018-04-06", said(PEOPLE, 80))
    total = total_of(PEOPLE, gathered(*events, whole=(whole,)))
    assert (total.people, total.times) == (Sum(105, 2), Sum(125, 3))
    part_of_it = gathered(*events, whole=(whole,)).where(lambda one: one.event_id != 2)
    assert total_of(PEOPLE, part_of_it).people == Sum(85, 2)


def test_what_people_said_stands_before_what_rows_say_and_the_surer_source_first():
    both = event(
        1,
        replace(said(PEOPLE, 231, source=Source.SIGNED_IN), derived=True),
        said(PEOPLE, 400, Qualifier.ABOUT, Source.ESTIMATED),
    )
    assert both.said("participants")[0].amount == Amount(400, Qualifier.ABOUT)
    assert total_of(PEOPLE, gathered(both)).people == Sum(400, 1, 1)


def test_participations_count_nobody():
    row = replace(said(PEOPLE, 900), counts=Counts.PARTICIPATIONS)
    total = total_of(PEOPLE, gathered(event(1, row), event(2, said(PEOPLE, 50), stop=2)))
    assert (total.people, total.times) == (Sum(50, 1), Sum(950, 2))


def test_what_is_no_people_is_added_and_parts_are_known():
    events = gathered(event(1, said(CARS, 20)), event(2, said(CARS, 12)), event(3, said(PEOPLE, 9), said(STUDENTS, 5)))
    total = total_of(CARS, events)
    assert (total.headline, total.people) == (Sum(32, 2), None)
    assert parts_of(PEOPLE, events) == {"students": Sum(5, 1)}
