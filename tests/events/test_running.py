"""Running sheets: rows count from the start of the event, facts are one tap, the wall clock is the place's."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from campaign.core import clock, crypto
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated, use_language
from campaign.events.contingency.models import Contingency
from campaign.events.models import Event
from campaign.events.running import services
from campaign.events.running.paper import running_paper
from campaign.events.running.queries import sheet_of
from campaign.events.running.schemas import RowWish, added, raised, shifted
from campaign.events.running.times import offset_of, wall_of
from campaign.papers.schemas import PrintWish, Signers, SubjectKind
from campaign.papers.services import print_paper
from campaign.pdf.parts import Grid, Head
from campaign.relay.models import Stop
from tests.factories import a_place, a_region, a_relay, a_stop, a_unit, a_user, an_event, kept, words
from tests.papers.papers import acting, pages_of

ALMATY, AQTOBE = "Asia/Almaty", "Asia/Aqtobe"


def row(offset: int, minutes: int = 5, what: str = "Открытие", **more: object) -> RowWish:
    return RowWish(offset, minutes, words(what, what), **more)


def plans(event_id: int) -> list[str]:
    return [line.plan for line in sheet_of(event_id).rows]


def test_rows_move_with_the_event_and_facts_stay_with_their_rows(app):
    event = an_event()
    services.write(event.id, [row(3), row(0), row(-60, 30)], 0)
    assert plans(event.id) == ["11:00", "12:00", "12:03"]
    services.record(event.id, sheet_of(event.id).rows[1].id, event.starts_at + timedelta(minutes=4))
    event = db.session.get(Event, event.id)
    event.move(event.starts_at + timedelta(days=2, hours=1), event.ends_at + timedelta(days=2, hours=1))
    db.session.commit()
    assert plans(event.id) == ["12:00", "13:00", "13:03"]
    kept = [line.wish() for line in sheet_of(event.id).rows]
    services.write(event.id, [kept[1], row(10)], 1)
    rows = sheet_of(event.id).rows
    assert [(line.id, bool(line.fact_at)) for line in rows] == [(kept[1].id, True), (rows[1].id, False)]


def test_a_fact_is_said_once_and_can_be_mended(app):
    event = an_event()
    services.begin(event.id)
    first = sheet_of(event.id).rows[0]
    services.record(event.id, first.id)
    said = sheet_of(event.id).rows[0].fact_at
    services.record(event.id, first.id)
    assert sheet_of(event.id).rows[0].fact_at == said
    services.record(event.id, first.id, first.plan_at + timedelta(minutes=7))
    assert (sheet_of(event.id).rows[0].late, sheet_of(event.id).next.position) == (7, 2)
    services.forget(event.id, first.id)
    assert sheet_of(event.id).next.id == first.id


def test_the_usual_rows_are_those_of_the_kind_and_never_replace_written_ones(app):
    event = an_event()
    services.begin(event.id)
    assert (len(plans(event.id)), plans(event.id)[4]) == (13, "12:00")
    services.begin(event.id)
    assert len(plans(event.id)) == 13


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (RowWish(0, 5, who="Исабеков"), "does not say what happens"),
        (row(0, -1), "between 0 and 600"),
        (row(5000), "more than a day away"),
        (row(0, what="Ы" * 10_000), "at most 300"),
        (row(0, who="Ы" * 121), "at most 120"),
    ],
)
def test_bad_rows_are_told_with_their_number(app, wish, said):
    event = an_event()
    with use_language("en"), pytest.raises(Invalid) as error:
        services.write(event.id, [row(-10), wish], 0)
    assert f"Row {2 if wish.offset >= 0 else 1}" in str(error.value.problems[0].message)
    assert said in str(error.value.problems[0].message)
    assert plans(event.id) == []


def test_two_at_once_and_others(app):
    event = an_event()
    services.write(event.id, [row(0)], 0)
    with pytest.raises(Stale):
        services.write(event.id, [row(5)], 0)
    other = an_event()
    with pytest.raises(NotFound):
        services.record(other.id, sheet_of(event.id).rows[0].id)
    with acting(a_user(Role.AUDITOR)), pytest.raises(Refused):
        services.write(event.id, [], 1)
    with acting(a_user(Role.STOP, stop=a_stop())), pytest.raises(NotFound):
        sheet_of(event.id)


def test_rows_are_added_raised_and_shifted_in_their_places():
    rows = (row(0, 3, "a"), row(5, 10, "b"), row(20, 5, "c"))
    assert [one.offset for one in added(rows, 0)] == [0, 3, 5, 20]
    assert [(one.what.ru, one.offset) for one in raised(rows, 1)] == [("b", 0), ("a", 12), ("c", 20)]
    assert raised(rows, 0) == rows
    assert [one.offset for one in shifted(rows, 1, -7)] == [0, -2, 13]


WALLS = [
    (datetime(2024, 2, 29, 17, 30, tzinfo=UTC), ALMATY, "23:30"),
    (datetime(2024, 3, 1, 5, 0, tzinfo=UTC), ALMATY, "10:00"),
    (datetime(2018, 4, 6, 4, 0, tzinfo=UTC), ALMATY, "10:00"),
    (datetime(2018, 4, 6, 5, 0, tzinfo=UTC), AQTOBE, "10:00"),
]


@pytest.mark.parametrize(("starts", "zone", "shown"), WALLS)
def test_papers_show_the_wall_clock_of_the_place(app, starts, zone, shown):
    relay = a_relay()
    stop = a_stop(relay, a_unit(), date(2018, 4, 6), date(2018, 4, 11))
    stop.time_zone = zone
    event = an_event(stop, starts=starts)
    event.time_zone = zone
    event.move(starts, starts + timedelta(minutes=20))
    db.session.commit()
    services.write(event.id, [row(0), row(10, what="Слово")], 0)
    later = (starts + timedelta(minutes=10)).astimezone(clock.on_the_wall(starts, zone).tzinfo)
    for code, kind, subject in (("running_sheet", SubjectKind.EVENT, event.id), ("stop_plan", SubjectKind.STOP, stop.id),
                                ("safety_plan", SubjectKind.EVENT, event.id)):  # fmt: skip
        text = " ".join(pages_of(print_paper(code, kind, subject, PrintWish("ru"), code)))
        assert shown in text, code
        assert code != "running_sheet" or f"{later:%H:%M}" in text


def test_an_hour_that_comes_twice_is_the_first_one_and_is_not_moved_by_being_saved():
    starts = datetime(2024, 2, 29, 17, 30, tzinfo=UTC)  # 23:30 in Almaty, half an hour before the clocks go back
    assert offset_of(starts, time(23, 40), ALMATY) == 10
    assert wall_of(starts, 70, ALMATY) == time(23, 40)
    assert offset_of(starts, time(23, 40), ALMATY, known=70) == 70
    assert offset_of(starts, time(0, 10), ALMATY) == 100


def test_a_sheet_is_written_and_used_through_its_pages(app, reader):
    event = an_event()
    reader.sign_in(a_user(Role.REGION, region=a_region()))
    reader.visit(f"/staff/events/{event.id}/running", expect=404)
    reader.sign_in(a_user(Role.NATIONAL))
    page = f"/staff/events/{event.id}/running"
    reader.visit(page)
    reader.send({}, form=f"form[action='{page}/begin']", expect=303)
    reader.follow()
    reader.send({"act": "add-0", "rows-0-who": "Исабеков С. Ж."}, form="#page-form", expect=200)
    assert "not saved yet" in reader.text()
    reader.send({"act": "shift", "shift_from": "2", "shift_by": "15"}, form="#page-form", expect=200)
    reader.send({"act": "save", "rows-1-time": "10:00", "rows-1-what_ru": ""}, form="#page-form", expect=303)
    assert plans(event.id)[:3] == ["11:00", "11:45", "11:55"]
    reader.visit(f"{page}/edit")
    reader.send({"act": "save", "rows-2-time": "noon", "rows-2-minutes": "-3"}, form="#page-form", expect=422)
    assert reader.page.select_one("#rows-2-time")["value"] == "noon"
    first = sheet_of(event.id).rows[0]
    reader.visit(page)
    reader.send({"at": "11:04"}, form=f"details form[action='{page}/{first.id}/fact']", expect=303)
    reader.follow()
    assert "4 minutes late" in reader.text()


def test_the_paper_has_eight_facts_and_rows_to_fill_when_nothing_is_written(app):
    event = an_event()
    with use_language("kk"):
        blank = running_paper(sheet_of(event.id), Signers())
        services.write(
            event.id, [row(number, 1, "Бәсекеге қабілеттілік жөніндегі жұмыс тобының отырысы") for number in range(15)], 0
        )
        full = running_paper(sheet_of(event.id), Signers())
    assert len(next(part for part in blank.parts if isinstance(part, Head)).facts) == 8
    assert next(part for part in blank.parts if isinstance(part, Grid)).blank_rows == 12
    assert len(next(part for part in full.parts if isinstance(part, Grid)).rows) == 15


def test_what_was_written_is_told_in_the_history_of_the_event(app, reader):
    event = an_event()
    services.begin(event.id)
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/events/{event.id}")
    assert "running sheet written" in reader.text()


def test_the_paper_says_when_and_where_the_event_goes_in_bad_weather(app):
    event = an_event()
    indoors = a_place(db.session.get(Stop, event.stop_id), "Фойе Дворца культуры")
    kept(
        Contingency(
            event_id=event.id, uid=crypto.new_uid(), stop_id=event.stop_id, region_id=event.region_id, decides="Байжанов Е. Қ.",
            wind_ms=15, reserve_after=3, reserve_starts=time(10), indoor_place_id=indoors.id, words=Translated(),
        )
    )  # fmt: skip
    with use_language("ru"):
        head = next(part for part in running_paper(sheet_of(event.id), Signers()).parts if isinstance(part, Head))
    said = [value.replace("\u00a0", " ") for _label, value in head.facts[3:7]]
    assert said[0] == "Байжанов Е. Қ."
    assert "15" in said[1]
    assert said[2:] == ["Фойе Дворца культуры", "9 апреля, 10:00"]
