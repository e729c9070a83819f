"""Reading events: constant statements, pages by key, scope, and what everybody may see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from campaign.core import clock
from campaign.core.actor import NOBODY, SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, NotFound
from campaign.events import queries
from campaign.events.models import Event
from campaign.events.schemas import PUBLIC_STATES, EventFilter, EventState
from campaign.web.paging import Cursor
from tests.events.test_planning import coordinator_of, organizer_of
from tests.factories import NOON, a_place, a_relay, a_role, a_stop, an_event, an_event_kind, words

NO_CURSORS = ["x", "WzAsMSwyXQ", "WzAsIjIwMTgtMDQtMDYiLDFd", "WzAsIjIwMTgtMDQtMDZUMDA6MDA6MDAiLCJ4Il0", "é" * 9]
SOON = datetime(2018, 4, 6, 6, tzinfo=UTC)


def questions(statements: list[str]) -> int:
    return sum(statement.startswith("SELECT") for statement in statements)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_two_questions_however_long_they_are(app, statements, count):
    stop = a_stop()
    for _ in range(count):
        event = an_event(stop)
        event.place_id = a_place(stop).id
        a_role(event)
        a_role(event)
    db.session.commit()
    stop_id, relay_id = stop.id, stop.relay_id
    day = date(2018, 4, 6)
    for ask in (
        lambda: queries.events_of_stop(stop_id),
        lambda: queries.programme_of(relay_id),
        lambda: queries.find_events(EventFilter()).rows,
        lambda: queries.calendar(EventFilter()),
        lambda: queries.events_between(day, day),
    ):
        db.session.rollback()
        statements.clear()
        rows = ask()
        assert (len(rows), len(rows[0].roles)) == (count, 2)
        assert questions(statements) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_places_kinds_and_kits_ask_as_much_for_one_as_for_three(app, statements, count):
    stop = a_stop()
    for _ in range(count):
        event = an_event(stop)
        event.place_id = a_place(stop).id
    db.session.commit()
    statements.clear()
    assert len(queries.places()) == count
    assert questions(statements) == 1
    statements.clear()
    assert queries.kinds()[0].events == count
    assert questions(statements) == 2


def all_pages(wish: EventFilter, size: int) -> list[list[int]]:
    pages, token = [], None
    while True:
        page = queries.find_events(wish, token, size)
        pages.append([row.id for row in page.rows])
        if page.after is None:
            return pages
        token = page.after


def test_pages_by_key_show_each_event_once_in_the_order_of_time(either_app):
    stop = a_stop()
    late = [an_event(stop, starts=NOON + timedelta(hours=hour)) for hour in (5, 3, 3, 3, 1)]
    expected = [event.id for event in sorted(late, key=lambda event: (event.starts_at, event.id))]
    assert all_pages(EventFilter(), 2) == [expected[:2], expected[2:4], expected[4:]]


def test_going_back_shows_the_page_that_was_before(app):
    stop = a_stop()
    ids = [an_event(stop, starts=NOON + timedelta(hours=hour)).id for hour in range(5)]
    second = queries.find_events(EventFilter(), queries.find_events(EventFilter(), None, 2).after, 2)
    assert [row.id for row in second.rows] == ids[2:4]
    assert [row.id for row in queries.find_events(EventFilter(), second.before, 2).rows] == ids[:2]


@pytest.mark.parametrize(
    "token",
    [
        "x", "WzAsMSwyXQ", "WzAsIjIwMTgtMDQtMDYiLDFd", "WzAsIjIwMTgtMDQtMDZUMDA6MDA6MDAiLCJ4Il0", "é" * 9,
        Cursor(("2018-04-06T00:00:00+00:00", 10**30)).token(),
    ],
)  # fmt: skip
def test_a_cursor_that_is_none_shows_the_first_page(app, token):
    event = an_event()
    assert [row.id for row in queries.find_events(EventFilter(), token).rows] == [event.id]


def test_the_filter_narrows_by_stop_relay_kind_state_and_days(app):
    an_event_kind("rally")
    stop = a_stop()
    event = an_event(stop)
    other = an_event(a_stop(), starts=NOON + timedelta(days=3), state=EventState.DRAFT)
    other.kind_id = an_event_kind("quest").id
    db.session.commit()
    for wish in (
        EventFilter(stop_id=stop.id),
        EventFilter(relay_id=stop.relay_id),
        EventFilter(kind="rally"),
        EventFilter(state=EventState.OPEN),
        EventFilter(first_day=date(2018, 4, 6), last_day=date(2018, 4, 6)),
        EventFilter(last_day=date(2018, 4, 8)),
    ):
        assert [row.id for row in queries.find_events(wish).rows] == [event.id]
    assert [row.id for row in queries.find_events(EventFilter(first_day=date(2018, 4, 7))).rows] == [other.id]


def test_a_day_is_the_day_on_the_wall_of_the_place(app):
    event = an_event(starts=datetime(2018, 4, 6, 20, 30, tzinfo=UTC))  # 02:30 of the 7th in Temirtau
    assert queries.event_row(event.id).day == date(2018, 4, 7)
    assert queries.events_between(date(2018, 4, 6), date(2018, 4, 6)) == ()
    assert [row.id for row in queries.events_between(date(2018, 4, 7), date(2018, 4, 7))] == [event.id]


@pytest.mark.parametrize("typed", ["қарсы", "карсы", "KARSY", "сыбайлас квест", "  Квест  "])
def test_titles_are_found_however_they_are_typed(app, typed):
    event = an_event(title="Сыбайлас жемқорлыққа қарсы квест")
    an_event(title="Митинг")
    assert [row.id for row in queries.find_events(EventFilter(text=typed)).rows] == [event.id]


@pytest.mark.parametrize("typed", ["%", "_", "100%", "\\", "<b>", "'; DROP TABLE events"])
def test_signs_of_the_database_are_plain_letters_in_a_search(app, typed):
    an_event(title="Митинг 1000")
    event = an_event(title="Скидка 100% <b>")
    found = [row.id for row in queries.find_events(EventFilter(text=typed)).rows]
    assert set(found) <= {event.id, event.id - 1}


def test_foreign_events_do_not_exist(app):
    mine, foreign = an_event(a_stop()), an_event(a_stop())
    place = a_place(db.session.get(type(a_stop()), foreign.stop_id))
    for actor in (organizer_of(mine.region_id), coordinator_of(db.session.get(type(a_stop()), mine.stop_id))):
        with acting_as(actor):
            assert queries.event_row(mine.id).id == mine.id
            assert [row.id for row in queries.find_events(EventFilter()).rows] == [mine.id]
            assert [row.id for row in queries.calendar(EventFilter())] == [mine.id]
            assert queries.history_of(foreign.id) == ()
            assert queries.places() == ()
            assert queries.kinds()[0].events == 1
            with pytest.raises(NotFound):
                queries.event_row(foreign.id)
            with pytest.raises(NotFound):
                queries.place_row(place.id)


def test_a_place_counts_only_the_events_that_its_reader_sees(app):
    relay = a_relay()
    mine, other = a_stop(relay), a_stop(relay)
    place = a_place(mine)
    for stop in (mine, other, other):
        an_event(stop).place_id = place.id
    db.session.commit()
    assert queries.place_row(place.id).events == 3
    with acting_as(coordinator_of(mine)):
        assert queries.place_row(place.id).events == 1


@pytest.mark.parametrize("state", list(EventState))
def test_everybody_sees_an_event_as_soon_as_it_is_approved(app, state):
    event = an_event(state=state)
    for actor in (NOBODY, SYSTEM, organizer_of(a_stop().region_id)):
        with acting_as(actor):
            if state in PUBLIC_STATES:
                assert queries.public_event(event.id).id == event.id
            else:
                with pytest.raises(NotFound):
                    queries.public_event(event.id)
    assert [row.id for row in queries.programme_of(1)] == ([event.id] if state in PUBLIC_STATES else [])


def test_who_enters_meets_the_event_as_it_is_though_its_words_were_read_a_moment_ago(either_app, statements_of, monkeypatch):
    monkeypatch.setitem(either_app.extensions, "campaign_moments", {})
    event = an_event(starts=SOON, capacity=2)
    number, role = event.id, a_role(event).id
    queries.open_event_held(number)

    def held(sees: int, **changes):
        db.session.execute(update(Event).where(Event.id == number).values(**changes))
        db.session.commit()
        with unit_of_work() as session, statements_of(session) as seen:
            found = queries.open_event_held(number)
        assert len(seen) == sees
        return found

    full = held(1, taken=2, description=words("Жаңа"))
    assert (full.left, full.description.ru, [one.id for one in full.roles]) == (0, "", [role])
    assert held(3, version=2).description.ru == "Жаңа"
    with pytest.raises(Closed, match="cancelled"):
        held(1, state=EventState.CANCELLED)
    with pytest.raises(NotFound):
        held(3, state=EventState.DRAFT)


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        (EventState.OPEN, 0, ""),
        (EventState.APPROVED, 0, "not open"),
        (EventState.OPEN, -2, "over"),
        (EventState.HELD, 0, "over"),
        (EventState.REPORTED, 0, "over"),
        (EventState.CANCELLED, 0, "cancelled"),
        (EventState.CANCELLED, -2, "cancelled"),
    ],
)
def test_registering_is_open_exactly_while_it_is(app, state, days, words):
    event = an_event(state=state, starts=SOON + timedelta(days=days))
    if not words:
        assert queries.open_event(event.id).id == event.id
        return
    with pytest.raises(Closed, match=words):
        queries.open_event(event.id)


def test_the_programme_of_the_coming_days_begins_now(app):
    stop = a_stop()
    an_event(stop, starts=SOON - timedelta(days=3))
    coming = [an_event(stop, starts=SOON + timedelta(days=day)) for day in (0, 1, 2)]
    an_event(stop, starts=SOON, state=EventState.DRAFT)
    rows = queries.coming_events(stop.relay_id, clock.campaign_now(), 2)
    assert [row.id for row in rows] == [event.id for event in coming[:2]]
