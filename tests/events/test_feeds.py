"""Calendar files, read back by another library; the hour on the wall of the place, on page, paper and feed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from campaign.accounts.queries import actor_of
from campaign.core import clock
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import db
from campaign.core.i18n import use_language
from campaign.events import services
from campaign.events.feeds.ical import calendar_file
from campaign.events.feeds.queries import feed_of_event, own_calendar
from campaign.events.feeds.schemas import Entry, Feed, Standing
from campaign.events.feeds.services import make_address, withdraw_address
from campaign.events.queries import event_row
from campaign.events.schemas import EventState, NewEvent
from campaign.people.documents import roster_pdf
from campaign.people.paper.queries import roster_sheet
from campaign.people.paper.schemas import PrintWish
from campaign.people.services.printing import print_roster
from campaign.web.templating import NBSP
from campaign.web.templating import day as day_words
from tests.factories import (
    ZONE,
    a_place,
    a_region,
    a_registration,
    a_relay,
    a_stop,
    a_unit,
    a_user,
    an_event,
    an_event_kind,
    words,
)
from tests.pdf.reading import pages_of
from tests.reader import fresh_context
from tests.relay.custody.batons import a_baton, leave, organizer, propose

ODD = "Митинг; «Адал жол», 100% \\ Әділ\nекінші жол"


def entries(file: bytes) -> list:
    return list(vobject.readOne(file.decode()).vevent_list)


def an_entry(**more) -> Entry:
    begins = datetime(2018, 4, 6, 6, 0, tzinfo=UTC)
    plain = Entry(
        uid="a@adal-zhol", title="Митинг", begins=begins, ends=begins + timedelta(hours=1), zone=ZONE, place="Теміртау",
        description="", url="http://x/1", kind="Митинг", standing=Standing.CERTAIN, sequence=3, written_at=begins,
    )  # fmt: skip
    return replace(plain, **more)


def file_of(*found: Entry) -> bytes:
    return calendar_file(Feed("Адал жол", "ru", "http://x/", found))


def test_the_name_of_a_calendar_is_text_as_all_others_are(app):
    file = calendar_file(Feed("Адал жол, 2018\nBEGIN:VEVENT", "ru", "http://x/", ()))
    assert r"X-WR-CALNAME:Адал жол\, 2018\nBEGIN:VEVENT".encode() in file.split(b"\r\n")


def test_a_file_keeps_the_rules_of_the_format(app):
    file = file_of(an_entry(title=ODD, description="ұзақ сөз " * 40))
    lines = file.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert file == file_of(an_entry(title=ODD, description="ұзақ сөз " * 40))
    (read,) = entries(file)
    assert read.summary.value == ODD
    assert read.description.value == "ұзақ сөз " * 40
    assert (read.uid.value, read.sequence.value, read.status.value) == ("a@adal-zhol", "3", "CONFIRMED")
    assert read.dtstamp.value == datetime(2018, 4, 6, 6, 0, tzinfo=UTC)


def test_what_is_called_off_says_so(app):
    (read,) = entries(file_of(an_entry(standing=Standing.CANCELLED)))
    assert (read.status.value, read.summary.value) == ("CANCELLED", "Отменено: Митинг")


def test_whole_days_end_on_the_day_after(app):
    (read,) = entries(file_of(an_entry(begins=date(2018, 4, 6), ends=date(2018, 4, 11), zone="")))
    assert (read.dtstart.value, read.dtend.value) == (date(2018, 4, 6), date(2018, 4, 12))


MOMENTS = [
    ("Asia/Almaty", date(2018, 4, 6), time(10), False, 6),
    ("Asia/Aqtobe", date(2018, 4, 6), time(10), False, 5),
    ("Asia/Qyzylorda", date(2018, 12, 1), time(10), False, 6),
    ("Asia/Qyzylorda", date(2018, 12, 22), time(10), False, 5),
    ("Asia/Almaty", date(2024, 2, 29), time(22, 30), False, 6),
    ("Asia/Almaty", date(2024, 2, 29), time(23, 30), False, 6),
    ("Asia/Almaty", date(2024, 2, 29), time(23, 30), True, 5),
    ("Asia/Almaty", date(2024, 3, 1), time(0, 30), False, 5),
    ("Asia/Almaty", date(2026, 4, 6), time(10), False, 5),
]


@pytest.mark.parametrize(("zone", "day", "starts", "later", "offset"), MOMENTS)
def test_page_paper_and_feed_show_the_clock_on_the_wall_of_the_place(shipped_app, zone, day, starts, later, offset):
    """A stop in that zone, an event made through the form's command; what everybody reads is the hour that was typed."""
    stop = a_stop(arrives=day - timedelta(days=1), departs=day + timedelta(days=1))
    stop.time_zone = zone
    db.session.commit()
    ends = time(starts.hour, 59)
    wish = NewEvent(
        stop.id, an_event_kind().code, words("Ночной митинг", "Түнгі митинг"), words(""), day, starts, ends, None, "", None,
        "", "", later_hour=later,
    )  # fmt: skip
    event_id = services.create_event(wish)
    services.move_events([event_id], EventState.OPEN)
    row = event_row(event_id)
    assert row.starts_at == datetime.combine(day, starts, UTC) - timedelta(hours=offset)
    hour = f"{starts:%H:%M}"

    with fresh_context():
        page = shipped_app.test_client().get(f"/events/{event_id}", headers={"Accept-Language": "ru"}).get_data(as_text=True)
    assert f"{hour}–{ends:%H:%M}" in page
    assert ("после перевода часов" in page) is later
    assert ("до перевода часов" in page) is ((day, starts.hour, later) == (date(2024, 2, 29), 23, False))

    paper = b"".join(roster_pdf(roster_sheet(print_roster(event_id, PrintWish("ru"), "key"))))
    text = pages_of(paper)[0]
    with use_language("ru"):
        assert f"{day_words(day)}, {hour}".replace(NBSP, " ") in text

    (read,) = entries(calendar_file(feed_of_event(event_id, "ru")))
    begins, finishes = read.dtstart.value, read.dtend.value
    assert begins.astimezone(UTC) == row.starts_at
    assert begins.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(day, starts)
    assert finishes - begins == timedelta(minutes=ends.minute - starts.minute)
    if not later:  # the second of two equal hours has no local name in a calendar file
        assert begins.replace(tzinfo=None) == datetime.combine(day, starts)


def test_the_form_asks_which_hour_only_where_there_are_two(app, reader):
    region = a_region()
    relay = a_relay(region)
    stop = a_stop(relay, arrives=date(2024, 2, 26), departs=date(2024, 3, 3))
    reader.sign_in(a_user(Role.REGION, region=region))
    an_event_kind()
    reader.visit(f"/staff/events/new?stop={stop.id}")
    assert not reader.page.select("[name=hour]")
    typed = {"title_ru": "Ночь", "day": "2024-02-29", "starts": "23:10", "ends": "23:40"}
    reader.send(typed, form="#page-form", expect=303)
    address = reader.response.location
    reader.follow()
    assert "the first one is meant" in reader.text()
    assert "before the clock is put back" in reader.text()
    reader.visit(f"{address}/edit")
    assert reader.page.select_one("[name=hour][checked]")["value"] == "first"
    reader.send({"hour": "later"}, form="#page-form", expect=303)
    reader.follow()
    assert "23:10–23:40 (after the clock is put back)" in reader.text()
    reader.visit(f"{address}/edit")
    reader.send({"day": "2024-03-01"}, form="#page-form", expect=303)
    assert event_row(int(address.rpartition("/")[2])).starts_at == datetime(2024, 3, 1, 18, 10, tzinfo=UTC)
    reader.visit(f"{address}/edit")
    assert not reader.page.select("[name=hour]")


def a_programme():
    region = a_region()
    relay = a_relay(region)
    stop = a_stop(relay)
    following = a_stop(relay, a_unit(region, "Сарань"), arrives=stop.departs_on, departs=stop.departs_on + timedelta(days=14))
    event = an_event(stop, title="Объявлено")
    event.place_id = a_place(stop).id
    an_event(stop, title="Черновик", state=EventState.DRAFT)
    an_event(following, title="Отменённый", state=EventState.CANCELLED)
    db.session.commit()
    return region, relay, stop


def test_everybody_reads_the_programme_and_the_route(app, client):
    _region, relay, _stop = a_programme()
    answer = client.get(f"/relays/{relay.id}/programme-ru.ics")
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    found = {read.summary.value: read.status.value for read in entries(answer.data)}
    assert found == {"Объявлено": "CONFIRMED", "Отменено: Отменённый": "CANCELLED"}
    assert entries(answer.data)[0].location.value == "Темиртау, Площадь перед акиматом, пр. Мира, 1"
    route = entries(client.get(f"/relays/{relay.id}/route-kk.ics").data)
    assert [(read.summary.value, read.dtstart.value) for read in route] == [
        ("Эстафета осында: Теміртау", date(2018, 4, 6)),
        ("Эстафета осында: Теміртау", date(2018, 4, 11)),
    ]
    assert client.get(f"/relays/{relay.id + 9}/route-kk.ics").status_code == 404
    assert client.get(f"/relays/{relay.id}/route-de.ics").status_code == 404


@pytest.mark.parametrize("packed", ["identity", "gzip"])
def test_a_calendar_that_has_it_gets_nothing_and_after_a_change_the_new_one(app, client, packed):
    _region, relay, stop = a_programme()
    address, headers = f"/relays/{relay.id}/programme-ru.ics", {"Accept-Encoding": packed}
    first = client.get(address, headers=headers)
    assert first.headers["Cache-Control"] == "public, max-age=900"
    known = {**headers, "If-None-Match": first.headers["ETag"]}
    again = client.get(address, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    an_event(stop, title="Новое")
    assert client.get(address, headers=known).status_code == 200


def test_a_secret_address_is_ones_own_and_can_be_withdrawn(app, client):
    _region, _relay, stop = a_programme()
    user, other = a_user(Role.STOP, stop=stop), a_user(Role.REGION, region=a_region())
    actor = actor_of(user)

    def address() -> str:
        with acting_as(actor):
            make_address()
            own = own_calendar()
        assert own is not None
        return f"/calendar/{own.token}.ics"

    first = address()
    answer = client.get(first)
    found = {read.summary.value: read.status.value for read in entries(answer.data)}
    assert found == {"Объявлено": "CONFIRMED", "Черновик": "TENTATIVE", "Эстафета здесь: Темиртау": "CONFIRMED"}
    assert answer.headers["Cache-Control"] == "private, no-cache"
    second = address()
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    with acting_as(actor_of(other)):
        withdraw_address()
        assert own_calendar() is None
    assert client.get(second).status_code == 200
    user.active = False
    db.session.commit()
    assert client.get(second).status_code == 404
    user.active = True
    db.session.commit()
    with acting_as(actor):
        withdraw_address()
    assert client.get(second).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_a_feed_asks_the_same_number_of_questions_however_long_it_is(app, statements, size):
    region = a_region()
    relay = a_relay(region)
    for _turn in range(size):
        stop = a_stop(relay, a_unit(region))
        a_registration(an_event(stop))
    with acting_as(actor_of(a_user(Role.REGION, region=region))):
        make_address()
        own = own_calendar()
    client, relay_id = app.test_client(), relay.id
    db.session.remove()
    counted = []
    for address in (f"/relays/{relay_id}/programme-kk.ics", f"/relays/{relay_id}/route-kk.ics", f"/calendar/{own.token}.ics"):
        statements.clear()
        assert client.get(address).status_code == 200
        counted.append(len([said for said in statements if said.startswith("SELECT")]))
    assert counted == [3, 5, 8]


def test_a_handover_says_when_it_was_changed_last(app, monkeypatch):
    baton = a_baton()
    number = propose(baton, baton.body, baton.stop(0))
    with acting_as(actor_of(organizer(baton))):
        make_address()
        own = own_calendar()

    def written() -> list[datetime]:
        feed = app.test_client().get(f"/calendar/{own.token}.ics")
        return [read.last_modified.value for read in entries(feed.data) if read.summary.value.startswith("Передача")]

    (proposed,) = written()
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with acting_as(SYSTEM):
        leave(number)
    assert written() == [later.replace(microsecond=0)] > [proposed]


def test_the_page_of_the_address_gives_replaces_and_withdraws(app, reader):
    reader.sign_in(a_user(Role.AUDITOR))
    reader.visit("/staff/calendar-address")
    reader.send({}, form="main form[method=post]", expect=303)
    reader.follow()
    first = reader.page.select_one("#calendar-url")["value"]
    assert "/calendar/" in first
    reader.send({}, form="form[action='/staff/calendar-address']", expect=303)
    reader.follow()
    assert reader.page.select_one("#calendar-url")["value"] != first
    reader.send({}, form="form[action$='withdraw']", expect=303)
    reader.follow()
    assert not reader.page.select("#calendar-url")


def test_the_clock_knows_which_times_occur_twice():
    twice = [hour for hour in range(24) if clock.occurs_twice(date(2024, 2, 29), hour, 30, ZONE)]
    assert twice == [23]
    assert not clock.occurs_twice(date(2024, 3, 1), 0, 0, ZONE)
