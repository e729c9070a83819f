"""Which values do not go together: the doubtful rows of the press, and each check beside what is no doubt."""

from dataclasses import replace
from datetime import date

import pytest

from campaign.core.i18n import Translated, use_language
from campaign.events.figures.plausibility import words
from campaign.events.figures.plausibility.judge import applying, doubts, doubts_of
from campaign.events.figures.plausibility.schemas import Around, Check, Doubt, Story
from campaign.events.figures.schemas import AudienceFigure, EventFigures, Source
from campaign.events.figures.totals import total_of
from campaign.events.press.schemas import Format
from tests.events.figures.plausibility.cases import (
    ABOUT,
    AROUND,
    DAY,
    FACT,
    MORE,
    PLAN,
    SEVERAL,
    event,
    gathered,
    measures,
    part,
    reported,
    rules,
    said,
    says,
)


def found(of: EventFigures, around: Around = AROUND) -> list[Doubt]:
    return list(doubts_of(of, around, rules()))


def checks(of: EventFigures, around: Around = AROUND) -> set[Check]:
    return {doubt.check for doubt in found(of, around)}


def told(doubt: Doubt) -> tuple[str, str]:
    with use_language("en"):
        return words.side(doubt.first).replace("\u00a0", " "), words.side(doubt.second).replace("\u00a0", " ")


def test_sixty_students_do_not_fill_twenty_buses_with_four_in_each(app):
    says("C02", "более 60", "20 автобусов по 4")
    students = said("students", 60, MORE)
    (doubt,) = found(event(students, said("buses", 20), kind="motorcade"))
    assert doubt.rule.code == "people_per_bus"
    assert told(doubt) == ("Students: > 60", "Buses: 20; with at least 4 in each there are 80")


def test_seventy_five_are_still_more_than_sixty(app):
    says("C02", "60 < 20 x 4")
    assert checks(event(said("students", 60, MORE), said("buses", 18), kind="motorcade")) == set()
    assert checks(event(said("students", 80), said("buses", 20), kind="motorcade")) == set()


def test_a_hundred_students_are_inside_several_hundred_people():
    """One stop, one day, the same people at linked events: no doubt, and no sum of 100 and several hundred."""
    says("A06", "несколько сотен человек")
    says("A07", "100 студентов")
    rally = event(said("participants", 100, SEVERAL), said("students", 100), number=1)
    walk = event(said("participants", 100), kind="office_walk", number=2)
    both = gathered(rally, walk)
    assert list(doubts(both, {1: AROUND, 2: AROUND}, rules())) == []
    people = total_of(measures()["participants"], both).people
    assert people is not None
    assert (people.value, people.at_least, people.parts) == (200, True, 1)


def test_two_thousand_four_hundred_kilometres_are_metres(app):
    says("C06", "2400", "2400 m")
    (doubt,) = found(event(said("distance_km", 24_000), kind="sport"))
    assert doubt.check is Check.DISTANCE
    assert told(doubt) == ("Distance, km: 2,400", "500 km in one day at most")
    with use_language("en"):
        assert words.remedy(doubt).endswith("In metres it would be 2.4 km.")


def test_two_thousand_four_hundred_metres_are_no_doubt():
    assert checks(event(said("distance_km", 24), kind="sport")) == set()


@pytest.mark.parametrize("case", ["A01", "A02"])
def test_twenty_cars_for_twenty_years_are_a_plan(case):
    says(case, "20 автомобил" if case == "A01" else "20 машин")
    assert {"A01": "PLAN", "A02": "symbolic"}[case] in reported(case)["caution"]
    cars = event(said("vehicles", 20), said("vehicles", 20, stage=PLAN), kind="motorcade")
    assert [(doubt.check, doubt.first.row, doubt.second.row) for doubt in found(cars)] == [
        (Check.AS_PLANNED, said("vehicles", 20), said("vehicles", 20, stage=PLAN))
    ]
    counted = event(
        said("vehicles", 20, source=Source.COUNTED), said("vehicles", 20, stage=PLAN), kind="motorcade"
    )  # fmt: skip
    assert checks(counted) == set()


def test_a_plan_alone_is_no_fact():
    only_planned = event(said("vehicles", 20, stage=PLAN), kind="motorcade")
    total = total_of(measures()["vehicles"], gathered(only_planned), FACT)
    assert (total.is_empty, total.missing) == (True, (only_planned,))


def test_thirty_boats_are_twenty_nine_when_they_are_listed(app):
    """The parade of boats: 30 in the headline, 20 + 2 + 6 + 1 below it."""
    kinds = [said(part(f"boats_{place}", "boats", place), count) for place, count in enumerate((20, 2, 6, 1))]
    (doubt,) = found(event(said("boats", 30), *kinds, kind="motorcade"))
    assert doubt.check is Check.PARTS_UNDER
    assert told(doubt)[1].endswith("boats_3 1: 29 in all")
    assert checks(event(said("boats", 29), *kinds, kind="motorcade")) == set()
    assert checks(event(said("boats", 300), *kinds, kind="motorcade")) == set()  # only some of them are listed


def test_students_alone_may_be_more_than_everybody():
    assert checks(event(said("participants", 90), said("students", 100))) == {Check.PARTS_OVER}
    assert checks(event(said("participants", 90, ABOUT), said("students", 99))) == set()
    parts = (said("students", 60), said("pupils", 50))
    assert checks(event(said("participants", 100), *parts)) == {Check.PARTS_OVER}
    assert checks(event(said("participants", 100), said("students", 60), said("youth", 90))) == set()  # the young overlap


def test_a_square_holds_what_it_holds(app):
    here = replace(AROUND, place_capacity=300, place_name=Translated(ru="Площадь"), capacity=400)
    (doubt,) = found(event(said("participants", 350)), here)
    assert (doubt.check, told(doubt)[1]) == (Check.PLACE, "Площадь holds 300")
    assert checks(event(said("participants", 100, SEVERAL)), here) == set()
    assert checks(event(said("participants", 481)), here) == {Check.PLACE, Check.ROOM}


def test_a_fact_comes_after_its_day_and_an_event_lies_in_its_stay():
    assert checks(event(said("participants", 50)), replace(AROUND, today=date(2018, 4, 5))) == {Check.EARLY}
    assert checks(event(said("participants", 50), day=date(2018, 4, 21))) == {Check.STAY}


def test_plan_and_fact_may_differ_but_not_by_half():
    def of(fact: int) -> set[Check]:
        return checks(event(said("participants", fact), said("participants", 100, stage=PLAN)))

    assert (of(49), of(50), of(200), of(201)) == ({Check.FAR_FROM_PLAN}, set(), set(), {Check.FAR_FROM_PLAN})


def test_what_is_told_is_laid_beside_the_rows():
    rows = said("participants", 80, source=Source.SIGNED_IN, derived=True)
    assert checks(event(said("participants", 79), rows)) == {Check.UNDER_ROWS}
    assert checks(event(said("participants", 80), rows)) == set()
    assert checks(event(said("participants", 100, SEVERAL), rows)) == set()
    assert checks(event(said("participants", 321), rows)) == {Check.OVER_ROWS}
    column = said("vehicles", 20, source=Source.COUNTED, derived=True)
    assert checks(event(said("vehicles", 25), column, kind="motorcade")) == {Check.OVER_ROWS}


def test_two_sources_of_one_event():
    police, organiser = said("participants", 300, source=Source.COUNTED), said("participants", 500, source=Source.TOLD)
    (doubt,) = found(event(police, organiser))
    assert (doubt.check, doubt.first.row, doubt.second.row) == (Check.SOURCES, police, organiser)
    assert checks(event(police, said("participants", 300, ABOUT, source=Source.TOLD))) == set()


def test_a_speed_is_told_only_where_the_distance_is_no_doubt():
    assert checks(event(said("distance_km", 1000), kind="motorcade")) == {Check.SPEED}
    assert checks(event(said("distance_km", 900), kind="motorcade")) == set()
    assert checks(event(said("distance_km", 60_000), kind="motorcade")) == {Check.DISTANCE}


def story(number: int, day: date = DAY, outlet: int | None = 1, first: int = 1, format: Format = Format.ARTICLE) -> Story:
    return Story(number, outlet, "Темиртау ТВ", f"https://example.kz/{number}", day, format, frozenset({1, 2}), first)


def test_one_event_under_three_addresses_is_told_once(app):
    stories = tuple(story(number) for number in (1, 2, 3))
    here = replace(AROUND, stories=stories)
    both = gathered(event(number=1), event(number=2))
    (doubt,) = doubts(both, {1: here, 2: here}, rules())
    assert doubt.check is Check.SAME_STORY
    assert told(doubt)[0].startswith("3 addresses: https://example.kz/1, ")
    others = (story(1), story(2, outlet=2), story(3, day=date(2018, 4, 7)))
    assert checks(event(), replace(AROUND, stories=others)) == set()


def test_a_story_of_the_first_of_october_about_the_fifth():
    early = replace(AROUND, stories=(story(1, day=date(2018, 4, 1)),))
    assert checks(event(), early) == {Check.PUBLISHED}
    announced = replace(AROUND, stories=(story(1, day=date(2018, 4, 1), format=Format.ANNOUNCEMENT),))
    assert checks(event(), announced) == set()


def test_the_number_for_all_against_the_numbers_of_each(app):
    events = (event(said("participants", 100), number=1), event(said("participants", 80), number=2))

    def of(value: int) -> set[Check]:
        whole = AudienceFigure(1, DAY.isoformat(), said("participants", value))
        return {one.check for one in doubts(gathered(*events, audiences=(whole,)), {1: AROUND, 2: AROUND}, rules())}

    assert (of(99), of(100), of(180), of(181)) == ({Check.HEADLINE}, set(), set(), {Check.HEADLINE})


def test_a_rule_for_a_kind_stands_in_the_place_of_the_one_for_all():
    (general,) = (rule for rule in rules() if rule.code == "distance_of_a_day")
    own = replace(general, id=99, code="own", wish=replace(general.wish, kinds=("sport",), most=50))
    run = event(said("distance_km", 600), kind="sport")
    assert [rule.code for rule in applying([general, own], run)] == ["own"]
    assert [rule.code for rule in applying([general, own], event(kind="motorcade"))] == ["distance_of_a_day"]
    ended = replace(own, wish=replace(own.wish, valid_to=date(2018, 4, 5)))
    assert [rule.code for rule in applying([general, ended], run)] == ["distance_of_a_day"]


def test_a_doubt_is_another_when_a_value_is():
    one, same, other = (
        found(event(said("distance_km", value, by_whom=who), kind="sport"))[0]
        for value, who in ((24_000, ""), (24_000, "Нурланов"), (25_000, ""))
    )
    assert one.mark == same.mark != other.mark


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_both_values_of_every_check_are_said_in_words(app, language):
    here = replace(AROUND, place_capacity=10, capacity=10, stories=(story(1), story(2), story(3, day=date(2018, 3, 1))))
    rows = said("participants", 900, source=Source.SIGNED_IN, derived=True)
    of = event(
        said("participants", 50), said("participants", 900, stage=PLAN), said("students", 60), rows,
        said("participants", 500, source=Source.COUNTED, by_whom="Нурланов", method="по рядам"),
        said("vehicles", 901), said("vehicles", 901, stage=PLAN), said("distance_km", 24_000), day=date(2018, 6, 1),
        kind="motorcade",
    )  # fmt: skip
    here = replace(here, today=date(2018, 5, 1))
    with use_language(language):
        for doubt in found(of, here):
            said_words = (words.side(doubt.first), words.side(doubt.second), words.heading(doubt), words.remedy(doubt))
            assert all(said_words)
            assert words.side(doubt.first) != words.side(doubt.second) or doubt.check in {Check.UNDER_ROWS, Check.SOURCES}
