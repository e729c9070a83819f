"""Stays join without gaps, handovers keep off the days to skip, and a better plan is found where there is one."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.core import calendar
from campaign.relay.dates import (
    Conflict,
    ConflictKind,
    DatesError,
    HandoverChoice,
    Severity,
    SkipRule,
    Stay,
    better_plan,
    find_conflicts,
    handover_choices,
    plan_stays,
)
from tests.relay.chains import is_chain

UNITS = tuple(f"u{number}" for number in range(1, 19))
LAST_DAY = date(2018, 12, 9)


def test_a_stay_includes_both_its_days_and_the_next_begins_on_the_day_of_handover():
    stays = plan_stays(UNITS, date(2018, 4, 2), 14, LAST_DAY)
    assert (stays[0].arrives, stays[0].departs, stays[0].days) == (date(2018, 4, 2), date(2018, 4, 15), 14)
    assert stays[1].arrives == date(2018, 4, 15)
    assert stays[-1].departs == date(2018, 11, 22)
    assert [stay.position for stay in stays] == list(range(1, 19))
    assert is_chain(stays)


def test_a_single_unit_may_stay_longer():
    one, two, three = plan_stays(["a", "b", "c"], date(2018, 4, 2), 3, LAST_DAY, stays={"b": 10})
    assert (one.days, two.days, three.days) == (3, 10, 3)
    assert three.departs == date(2018, 4, 15)


def test_a_stay_of_one_day_takes_and_gives_on_the_same_day():
    stays = plan_stays(["a", "b"], date(2018, 4, 2), 1, LAST_DAY)
    assert {stay.arrives for stay in stays} == {stay.departs for stay in stays} == {date(2018, 4, 2)}


def test_on_a_skipped_day_the_handover_moves_on_and_the_stay_grows():
    skip = SkipRule(weekends=True, holidays=True)
    one, two = plan_stays(["a", "b"], date(2018, 4, 26), 3, LAST_DAY, skip)
    # 28 April 2018 was a Saturday made a working day; 29 April a Sunday, 30 April and 1 May days off.
    assert one == Stay("a", 1, date(2018, 4, 26), date(2018, 4, 28))
    assert two == Stay(
        "b", 2, date(2018, 4, 28), date(2018, 5, 2), moved_from=date(2018, 4, 30), moved_because=ConflictKind.HOLIDAY
    )
    assert two.days == 5


def test_given_days_are_skipped_like_holidays():
    skip = SkipRule(days=frozenset({date(2018, 4, 4), date(2018, 4, 5)}))
    (stay,) = plan_stays(["a"], date(2018, 4, 2), 3, LAST_DAY, skip)
    assert stay.departs == date(2018, 4, 6)
    assert stay.moved_because is ConflictKind.SKIPPED_DAY


def test_without_a_rule_the_same_days_are_conflicts():
    stays = plan_stays(UNITS, date(2018, 3, 26), 12, LAST_DAY)
    assert [(c.kind, c.position, c.date) for c in find_conflicts(stays, LAST_DAY)] == [
        (ConflictKind.HOLIDAY, 4, date(2018, 5, 9)),
        (ConflictKind.WEEKEND, 5, date(2018, 5, 20)),
        (ConflictKind.WEEKEND, 10, date(2018, 7, 14)),
        (ConflictKind.WEEKEND, 12, date(2018, 8, 5)),
        (ConflictKind.WEEKEND, 17, date(2018, 9, 29)),
    ]
    assert [c.hard for c in find_conflicts(stays, LAST_DAY)] == [True, False, False, False, False]


def test_a_stay_past_the_last_day_is_a_hard_conflict_of_its_stop():
    stays = plan_stays(["a", "b"], date(2018, 12, 3), 5, date(2018, 12, 9))
    assert find_conflicts(stays, date(2018, 12, 9)) == (
        Conflict(ConflictKind.PAST_LAST_DAY, 2, date(2018, 12, 11), Severity.HARD),
    )


def test_days_changed_by_hand_show_gaps_overlaps_and_stays_that_run_backwards():
    stays = [
        Stay("a", 1, date(2018, 4, 2), date(2018, 4, 4)),
        Stay("b", 2, date(2018, 4, 6), date(2018, 4, 10)),
        Stay("c", 3, date(2018, 4, 9), date(2018, 4, 6)),
    ]
    assert [(conflict.kind, conflict.position) for conflict in find_conflicts(stays)] == [
        (ConflictKind.GAP, 2),
        (ConflictKind.OVERLAP, 3),
        (ConflictKind.BACKWARDS, 3),
    ]
    assert not is_chain(stays)


def test_the_two_nearest_working_days_are_offered_instead_of_a_holiday():
    # 5 May 2018 was a worked Saturday.
    stay = plan_stays(UNITS, date(2018, 3, 26), 12, LAST_DAY)[3]
    assert handover_choices(stay) == (
        HandoverChoice(date(2018, 5, 5), 8),
        HandoverChoice(date(2018, 5, 10), 13),
    )


def test_a_handover_is_never_offered_before_the_arrival():
    stay = Stay("a", 1, date(2018, 5, 9), date(2018, 5, 9))
    assert handover_choices(stay) == (HandoverChoice(date(2018, 5, 10), 2),)
    assert handover_choices(Stay("a", 1, date.max, date.max)) == ()


def test_twelve_days_first_and_fifteen_later_put_all_handovers_on_fridays():
    better = better_plan(UNITS, date(2018, 3, 26), 12, LAST_DAY)
    assert better is not None
    assert (better.first_stay, better.stay_days, better.ends) == (12, 15, date(2018, 11, 30))
    assert better.conflicts == ()
    assert {stay.departs.weekday() for stay in better.stays} == {4}


def test_a_plan_without_conflicts_needs_no_better_one():
    assert better_plan(UNITS, date(2018, 3, 26), 15, LAST_DAY, stays={"u1": 12}) is None
    assert better_plan((), date(2018, 3, 26), 15, LAST_DAY) is None


def test_a_plan_that_runs_past_the_last_day_is_shortened_to_fit():
    better = better_plan(UNITS, date(2018, 3, 26), 30, LAST_DAY)
    assert better is not None
    assert better.ends <= LAST_DAY
    assert not any(conflict.hard for conflict in better.conflicts)


def test_a_better_plan_leaves_the_stays_alone_that_were_given():
    better = better_plan(UNITS, date(2018, 3, 26), 12, LAST_DAY, stays={"u1": 10, "u7": 20})
    assert better is not None
    assert (better.first_stay, better.stays[0].days, better.stays[6].days) == (10, 10, 20)


@pytest.mark.parametrize(
    ("wish", "code", "position"),
    [
        ({"stay_days": 0}, "stay_too_short", 1),
        ({"stay_days": -3}, "stay_too_short", 1),
        ({"stays": {"b": 0}}, "stay_too_short", 2),
        ({"stays": {"nowhere": 5}}, "unknown_unit", 0),
        ({"until": date(2018, 4, 1)}, "last_day_before_start", 0),
        ({"stay_days": 4_000_000}, "out_of_calendar", 1),
        ({"stay_days": 10**30}, "out_of_calendar", 1),
        ({"start": date(9999, 12, 30), "until": date.max}, "out_of_calendar", 1),
    ],
)
def test_a_plan_without_dates_is_refused_with_a_code(wish: dict, code: str, position: int):
    arguments = {"start": date(2018, 4, 2), "stay_days": 14, "until": LAST_DAY, **wish}
    with pytest.raises(DatesError) as refusal:
        plan_stays(["a", "b"], **arguments)
    assert (refusal.value.code, refusal.value.position) == (code, position)


def test_when_every_day_is_to_be_skipped_there_is_no_day_for_a_handover():
    days = frozenset(date(2018, 4, 1) + timedelta(days=step) for step in range(300))
    with pytest.raises(DatesError, match="no_day_for_handover"):
        plan_stays(["a"], date(2018, 4, 2), 14, LAST_DAY, SkipRule(days=days))


@settings(max_examples=200, deadline=None)
@given(
    start=st.dates(date(2018, 1, 1), date(2027, 12, 31)),
    lengths=st.lists(st.integers(1, 31), min_size=1, max_size=20),
    weekends=st.booleans(),
    holidays=st.booleans(),
)
def test_whatever_is_wished_the_chain_holds_and_no_handover_falls_on_a_skipped_day(
    start: date, lengths: list[int], weekends: bool, holidays: bool
):
    units = [str(number) for number in range(len(lengths))]
    skip = SkipRule(weekends=weekends, holidays=holidays)
    stays = plan_stays(units, start, 5, date.max, skip, dict(zip(units, lengths, strict=True)))
    assert is_chain(stays)
    for stay, length in zip(stays, lengths, strict=True):
        assert stay.days >= length
        assert (stay.moved_from is not None) == (stay.days > length)
        assert not (weekends and calendar.is_weekend(stay.departs))
        assert not (holidays and calendar.is_holiday(stay.departs))
    if weekends and holidays:
        assert find_conflicts(stays, date.max, skip) == ()
