"""The solver against the best of all answers on small columns, its sentences' facts, and the size that has to be quick."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.motorcades.seats.solver.schemas import Bay, Cost, Rider, Task, Trouble, Why
from campaign.motorcades.seats.solver.solve import solve
from tests.motorcades.seats.brute import Judge
from tests.motorcades.seats.crowd import a_column

GONE = 99


@st.composite
def small_tasks(draw):
    """At most six people, three cars, two groups, pins that fit, chaperones, somebody at the wheel, and a car that is gone."""
    room = {100 + number: draw(st.integers(0, 4)) for number in range(draw(st.integers(1, 3)))}
    bays, riders = tuple(Bay(number, seats) for number, seats in room.items()), []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        drives = draw(st.sampled_from([None] * 9 + list(room)))
        minor = drives is None and draw(st.booleans()) and draw(st.booleans())
        pin = draw(st.sampled_from([None] * 9 + [bay for bay, free in room.items() if free])) if drives is None else None
        if pin is not None:
            room[pin] -= 1
        adults = [rider.id for rider in riders if not rider.minor]
        chaperone = draw(st.sampled_from([None, *adults])) if minor else None
        sits = draw(st.sampled_from([None, None, GONE, *room])) if drives is None else None
        riders.append(Rider(number, draw(st.sampled_from([None, 1, 1, 2])), minor, chaperone, pin, sits, drives))
    return Task(tuple(draw(st.permutations(riders))), bays, draw(st.booleans()))


@given(small_tasks())
@settings(max_examples=150, deadline=None)
def test_nothing_better_exists_on_small_columns(task):
    answer, judge = solve(task), Judge(task)
    assert judge.cost(answer.seats) == answer.cost == judge.cheapest()
    assert answer.proven


@given(small_tasks())
@settings(max_examples=100, deadline=None)
def test_an_answer_cut_short_still_keeps_the_promises(task):
    assert Judge(task).cost(solve(task, most_steps=0).seats) is not None


def test_a_thousand_people_sit_together_in_sixty_cars():
    task = a_column(1)
    answer = solve(task)
    assert (len(task.riders), len(task.bays), sum(rider.minor for rider in task.riders)) == (1000, 60, 50)
    assert len({rider.group for rider in task.riders} - {None}) == 80
    assert sum(rider.pin is not None for rider in task.riders) == 30
    assert Judge(task).cost(answer.seats) == answer.cost == Cost()
    assert answer.proven


def test_a_car_that_fails_to_come_moves_only_its_own_people_when_others_have_room():
    task = a_column(1, slack=80)
    answer = solve(task)
    lost = task.bays[7].id
    left = Task(
        tuple(
            replace(rider, sits=answer.seats[rider.id], pin=None if rider.pin == lost else rider.pin) for rider in task.riders
        ),
        tuple(bay for bay in task.bays if bay.id != lost),
        steady=True,
    )
    again = solve(left)
    assert Judge(left).cost(again.seats) == again.cost == Cost()
    changed = {rider.id for rider in task.riders if again.seats[rider.id] != answer.seats[rider.id]}
    assert changed == {number for number, bay in answer.seats.items() if bay == lost}


def people(count: int, start: int = 1, **facts) -> list[Rider]:
    return [Rider(number, **facts) for number in range(start, start + count)]


@pytest.mark.parametrize(
    ("riders", "bays", "troubles"),
    [
        (people(5), [Bay(1, 3)], [Trouble(Why.SEATS_MISSING, count=2, most=3)]),
        (people(5, group=7), [Bay(1, 3), Bay(2, 4)], [Trouble(Why.TOO_LARGE, group=7, count=5, most=4)]),
        (
            [Rider(1, 7, pin=1), Rider(2, 7, pin=2)], [Bay(1, 3), Bay(2, 4)],
            [Trouble(Why.PINNED_APART, group=7, count=2)],
        ),
        (
            [*people(3, group=7), Rider(4, pin=1), Rider(5, pin=1), Rider(6, 7, pin=1)], [Bay(1, 4), Bay(2, 6)],
            [Trouble(Why.PIN_LEAVES_NO_ROOM, group=7, bay=1, count=2, most=4)],
        ),
        (
            [*people(4, group=7), Rider(5, pin=1)], [Bay(1, 4), Bay(2, 3)],
            [Trouble(Why.PINS_IN_THE_WAY, group=7, bay=1, count=1, most=4)],
        ),
        (
            [*people(3, group=7), *people(3, 4, group=8), *people(2, 7, group=9)], [Bay(1, 4), Bay(2, 4)],
            [Trouble(Why.CROWDED, group=9, count=1, most=2)],
        ),
        ([Rider(1, minor=True)], [Bay(1, 1)], [Trouble(Why.NOBODY_WITH, rider=1)]),
        (
            [Rider(1), Rider(2, minor=True, chaperone=1)], [Bay(1, 1), Bay(2, 1)],
            [Trouble(Why.NO_SEAT_BESIDE, rider=2, bay=1, count=1)],
        ),
        (
            [Rider(1, pin=1), Rider(2, minor=True, chaperone=1, pin=2)], [Bay(1, 1), Bay(2, 1)],
            [Trouble(Why.PINNED_ALONE, rider=2, bay=2)],
        ),
        ([Rider(1, pin=1), Rider(2, pin=1)], [Bay(1, 1), Bay(2, 1)], [Trouble(Why.PIN_FULL, rider=2, bay=1, most=1)]),
        ([Rider(1, pin=9)], [Bay(1, 1)], [Trouble(Why.PIN_GONE, rider=1, bay=9)]),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_told_with_what_is_missing(riders, bays, troubles):
    assert list(solve(Task(tuple(riders), tuple(bays))).troubles) == troubles


def test_a_child_sits_with_the_driver_who_is_their_chaperone():
    task = Task((Rider(1, drives=2), Rider(2, minor=True, chaperone=1)), (Bay(1, 4), Bay(2, 1)))
    assert solve(task).seats == {2: 2}
