"""The days of a chain after a slip: no gap, no stay without a day, no handover on a skipped day, whatever is wished."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.core import calendar
from campaign.relay.dates import DatesError, SkipRule, Stay
from campaign.relay.slip.reckoning import Change, changed
from campaign.relay.slip.schemas import Following, SlipAct
from tests.relay.chains import is_chain

START = date(2018, 4, 2)  # a Monday
NO_RULE = SkipRule()
ABSORB = Following.ABSORB


def a_chain(*lengths: int, start: date = START) -> tuple[Stay, ...]:
    """Stays of so many days, named a, b, c …; both days count."""
    stays, arrives = [], start
    for number, days in enumerate(lengths, 1):
        stays.append(Stay("abcdefghij"[number - 1], number, arrives, arrives + timedelta(days=days - 1)))
        arrives = stays[-1].departs
    return tuple(stays)


def shown(stays: tuple[Stay, ...]) -> list[str]:
    return [f"{stay.unit} {stay.arrives:%d.%m}–{stay.departs:%d.%m}" for stay in stays]


CHAIN = a_chain(5, 5, 5, 5)  # a 2–6, b 6–10, c 10–14, d 14–18 April


@pytest.mark.parametrize(
    ("change", "days"),
    [
        (Change(SlipAct.MOVE, 1, 3), ["a 02.04–09.04", "b 09.04–13.04", "c 13.04–17.04", "d 17.04–21.04"]),
        (Change(SlipAct.MOVE, 0, -1), ["a 01.04–05.04", "b 05.04–09.04", "c 09.04–13.04", "d 13.04–17.04"]),
        (Change(SlipAct.MOVE, 1, 3, following=ABSORB), ["a 02.04–09.04", "b 09.04–13.04", "c 13.04–14.04", "d 14.04–18.04"]),
        (Change(SlipAct.MOVE, 2, -4, following=ABSORB), ["a 02.04–06.04", "b 06.04–06.04", "c 06.04–10.04", "d 10.04–18.04"]),
        # the next stay cannot take it all up: what is left goes on to the one behind it
        (Change(SlipAct.MOVE, 1, 6, following=ABSORB), ["a 02.04–12.04", "b 12.04–16.04", "c 16.04–16.04", "d 16.04–18.04"]),
        (Change(SlipAct.LENGTH, 1, 2), ["a 02.04–06.04", "b 06.04–12.04", "c 12.04–16.04", "d 16.04–20.04"]),
        (Change(SlipAct.LENGTH, 1, -4), ["a 02.04–06.04", "b 06.04–06.04", "c 06.04–10.04", "d 10.04–14.04"]),
        (Change(SlipAct.LENGTH, 1, 2, following=ABSORB), ["a 02.04–06.04", "b 06.04–12.04", "c 12.04–14.04", "d 14.04–18.04"]),
        (Change(SlipAct.SWAP, 1, other=2), ["a 02.04–06.04", "c 06.04–10.04", "b 10.04–14.04", "d 14.04–18.04"]),
        (Change(SlipAct.SKIP, 1), ["a 02.04–06.04", "c 06.04–10.04", "d 10.04–14.04"]),
        (Change(SlipAct.SKIP, 1, following=ABSORB), ["a 02.04–06.04", "c 06.04–14.04", "d 14.04–18.04"]),
        (Change(SlipAct.SKIP, 0), ["b 02.04–06.04", "c 06.04–10.04", "d 10.04–14.04"]),
        (Change(SlipAct.SKIP, 3), ["a 02.04–06.04", "b 06.04–10.04", "c 10.04–14.04"]),
        (Change(SlipAct.INSERT, 4, 3, unit="x"), [*shown(CHAIN), "x 18.04–20.04"]),
        (Change(SlipAct.INSERT, 0, 1, unit="x"), ["x 02.04–02.04", *shown(CHAIN)]),
        (Change(SlipAct.INSERT, 1, 3, unit="x", following=ABSORB),
         ["a 02.04–06.04", "x 06.04–08.04", "b 08.04–10.04", "c 10.04–14.04", "d 14.04–18.04"]),
    ],
)  # fmt: skip
def test_each_act_gives_a_chain(change, days):
    assert shown(changed(CHAIN, change, NO_RULE)) == days


def test_a_new_handover_goes_to_the_next_working_day_and_no_farther():
    """Moved by a day, b hands over on Wednesday; c on Saturday 14 + 1, which goes to Monday, and d is not drawn along."""
    found = changed(CHAIN, Change(SlipAct.MOVE, 1, 1), SkipRule(weekends=True, holidays=True))
    assert shown(found) == ["a 02.04–09.04", "b 09.04–11.04", "c 11.04–16.04", "d 16.04–19.04"]
    assert [stay.moved_from for stay in found] == [date(2018, 4, 7), None, date(2018, 4, 15), None]


def test_a_handover_that_stays_is_not_moved_off_its_weekend():
    found = changed(CHAIN, Change(SlipAct.LENGTH, 3, 1), SkipRule(weekends=True))
    assert shown(found)[2] == "c 10.04–14.04"  # a Saturday, as it was


@pytest.mark.parametrize(
    ("change", "code", "position"),
    [
        (Change(SlipAct.LENGTH, 1, -5), "stay_too_short", 2),
        (Change(SlipAct.MOVE, 1, -5), "stay_too_short", 1),
        (Change(SlipAct.INSERT, 1, 0, unit="x"), "stay_too_short", 2),
        (Change(SlipAct.MOVE, 1, 3_000_000), "out_of_calendar", 2),
        (Change(SlipAct.MOVE, 0, -3_000_000), "out_of_calendar", 1),
    ],
)
def test_what_has_no_days_is_refused(change, code, position):
    with pytest.raises(DatesError) as error:
        changed(CHAIN, change, NO_RULE)
    assert (error.value.code, error.value.position) == (code, position)


def test_no_day_is_left_for_a_handover():
    every_day = SkipRule(days=frozenset(START + timedelta(days=step) for step in range(200)))
    with pytest.raises(DatesError, match="no_day_for_handover"):
        changed(CHAIN, Change(SlipAct.MOVE, 1, 1), every_day)


@given(
    st.lists(st.integers(1, 20), min_size=1, max_size=7), st.sampled_from(SlipAct), st.integers(0, 6), st.integers(0, 6),
    st.integers(-40, 40), st.sampled_from(Following), st.booleans(), st.booleans(),
)  # fmt: skip
def test_whatever_is_wished_the_chain_has_no_gap(lengths, act, at, other, days, following, weekends, holidays):
    chain, skip = a_chain(*lengths), SkipRule(weekends, holidays)
    at, other = sorted((at % len(chain), other % len(chain)))
    try:
        found = changed(chain, Change(act, at, days, other, "x", following), skip)
    except DatesError:
        return
    before = {stay.unit: stay.departs for stay in chain}
    assert is_chain(found)
    assert [stay.position for stay in found] == list(range(1, len(found) + 1))
    assert all(stay.days >= 1 for stay in found)
    gained = {SlipAct.SKIP: -1, SlipAct.INSERT: 1}.get(act, 0)
    assert len({stay.unit for stay in found}) == len(chain) + gained
    for stay in found:
        if before.get(stay.unit) != stay.departs:
            assert not (weekends and calendar.is_weekend(stay.departs))
            assert not (holidays and calendar.is_holiday(stay.departs))
