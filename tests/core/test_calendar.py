"""Working days follow the law and the decrees on moved days, and every day off has a name in three languages."""

from datetime import date, timedelta

import pytest

from campaign.core.calendar import (
    NAMES,
    day_off_name,
    holiday_name,
    is_day_off,
    is_holiday,
    is_weekend,
    next_working_day,
    previous_working_day,
    working_days_after,
    working_days_before,
    working_days_between,
)


def month_and_day(year: int) -> set[tuple[int, int]]:
    day, found = date(year, 1, 1), set()
    while day.year == year:
        if is_holiday(day):
            found.add((day.month, day.day))
        day += timedelta(days=1)
    return found


def test_the_days_off_of_2018_with_the_moved_ones():
    always = {(1, 1), (1, 2), (1, 7), (3, 8), (3, 21), (3, 22), (3, 23), (5, 1), (5, 7), (5, 9), (7, 6), (8, 30)}
    late = {(12, 1), (12, 3), (12, 16), (12, 17), (12, 18)}
    moved = {(3, 9), (4, 30), (5, 8), (8, 31), (12, 31)}
    kurban_ait = {(8, 21)}
    assert month_and_day(2018) == always | late | moved | kurban_ait


@pytest.mark.parametrize("day", [(3, 3), (4, 28), (5, 5), (8, 25), (12, 29)])
def test_the_saturdays_of_2018_that_were_worked_are_working_days(day: tuple[int, int]):
    saturday = date(2018, *day)
    assert saturday.weekday() == 5
    assert not is_weekend(saturday)
    assert not is_day_off(saturday)
    assert day_off_name(saturday, "ru") is None


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 5, 8), "Выходной день вместо 04.05.2024"),
        (date(2024, 3, 25), "Наурыз мейрамы (перенос выходного)"),
        (date(2025, 1, 3), "Выходной день вместо 05.01.2025"),
        (date(2025, 10, 27), "День Республики (перенос выходного)"),
        (date(2026, 5, 11), "День Победы (перенос выходного)"),
        (date(2026, 5, 27), "Курбан айт (предварительно)"),
        (date(2027, 1, 4), "Новый год (перенос выходного)"),
    ],
)
def test_moved_days_of_later_years_are_named(day: date, name: str):
    assert is_day_off(day)
    assert holiday_name(day, "ru") == name


def test_a_sunday_that_was_made_a_working_day_is_one():
    assert not is_day_off(date(2025, 1, 5))


def test_a_holiday_has_its_name_in_three_languages():
    victory = date(2018, 5, 9)
    assert [holiday_name(victory, code) for code in ("kk", "ru", "en")] == ["Жеңіс күні", "День Победы", "Victory Day"]
    moved = date(2018, 8, 31)
    assert [holiday_name(moved, code) for code in ("kk", "ru", "en")] == [
        "25.08.2018 орнына берілген демалыс күні",
        "Выходной день вместо 25.08.2018",
        "Day off instead of 25.08.2018",
    ]


@pytest.mark.parametrize("year", range(2016, 2031))
def test_no_holiday_is_left_without_a_russian_and_a_kazakh_name(year: int):
    names = [holiday_name(date(year, *day), "ru") for day in month_and_day(year)]
    assert names
    for day in month_and_day(year):
        for language in ("kk", "ru"):
            name = holiday_name(date(year, *day), language) or ""
            assert not set(name.lower()) & set("abcdefghijklmnopqrstuvwxyz"), (year, day, name)


def test_every_name_is_in_all_languages():
    assert all(set(names) == {"kk", "ru", "en"} for names in NAMES.values())


def test_a_weekend_is_named_by_its_weekday_and_a_working_day_has_no_name():
    assert day_off_name(date(2018, 4, 7), "kk") == "сенбі"
    assert day_off_name(date(2018, 4, 8), "en") == "Sunday"
    assert day_off_name(date(2018, 5, 9), "ru") == "День Победы"
    assert holiday_name(date(2018, 4, 7), "ru") is None
    assert day_off_name(date(2018, 4, 9), "ru") is None


def test_working_days_are_counted_over_the_long_weekend_of_may():
    # 4 May 2018 was a Friday, 5 May a worked Saturday, 6–9 May days off.
    assert next_working_day(date(2018, 5, 4)) == date(2018, 5, 5)
    assert next_working_day(date(2018, 5, 5)) == date(2018, 5, 10)
    assert previous_working_day(date(2018, 5, 10)) == date(2018, 5, 5)
    assert working_days_before(date(2018, 5, 14), 4) == date(2018, 5, 4)
    assert working_days_after(date(2018, 5, 4), 3) == date(2018, 5, 11)
    assert working_days_between(date(2018, 5, 4), date(2018, 5, 11)) == 3
    assert working_days_between(date(2018, 5, 11), date(2018, 5, 4)) == 0


def test_nought_working_days_is_the_day_itself_or_the_nearest_worked_one():
    assert working_days_before(date(2018, 5, 10), 0) == date(2018, 5, 10)
    assert working_days_before(date(2018, 5, 9), 0) == date(2018, 5, 5)
    assert working_days_after(date(2018, 5, 9), 0) == date(2018, 5, 10)


@pytest.mark.parametrize("count", [working_days_before, working_days_after])
def test_a_negative_number_of_working_days_is_refused(count):
    with pytest.raises(ValueError, match="not negative"):
        count(date(2018, 5, 10), -1)
