"""The pages of kits and of their differences, as organizers and coordinators use them."""

from datetime import time

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events import queries as events
from campaign.events.kits import queries
from campaign.events.kits.schemas import Basis
from campaign.relay.models import Relay
from campaign.territory.models import Region
from tests.events.kits.makers import a_kit, an_event_wish, event_of, save, version_of
from tests.events.kits.test_differences import a_stop_with, by_hand, by_title, change
from tests.factories import a_relay, a_user, words


@pytest.fixture
def relay(app) -> Relay:
    return a_relay()


@pytest.fixture
def organizer(reader, relay):
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, relay.region_id)))
    return reader


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_open_in_every_language(organizer, relay, language):
    a_kit("own", "Митинг", "Шествие")
    a_kit("empty")
    stop = a_stop_with("own", relay)
    pages = [
        "/staff/kits", "/staff/kits/own", "/staff/kits/empty", "/staff/kits/new", "/staff/kits/own/copy",
        "/staff/kits/own/name",
        "/staff/kits/own/events/new", f"/staff/kits/own/events/{event_of('own', 'Митинг').id}", "/staff/kits/own/tasks/new",
        f"/staff/stops/{stop.id}/kit-differences", f"/staff/relays/{relay.id}/kit-differences", f"/staff/stops/{stop.id}",
    ]  # fmt: skip
    for page in pages:
        organizer.visit(page, language=language)
    by_hand(by_title(stop.id)["Шествие"], capacity=5)
    for title in ("Митинг", "Шествие"):
        change("own", title, minutes=30, description=words("Ұ" * 3000, "Ұ" * 3000))
    save("own", None, an_event_wish(title=words("Квест"), starts=time(16)))
    for page in (*pages[-3:], "/staff/kits/own"):
        organizer.visit(page, language=language)


def test_an_organizer_makes_a_kit_from_nothing(organizer, relay):
    a_kit("other")
    organizer.visit("/staff/kits/new")
    organizer.send({"name_ru": "Малый набор", "code": "other"}, expect=422)
    assert "There is a kit of the code “other” already." in organizer.text()
    organizer.send({"name_ru": "Малый набор", "code": "small"}, expect=303)
    organizer.visit("/staff/kits/small/events/new")
    role = {"roles-0-name_ru": "медик", "roles-0-amount": "1", "roles-0-basis": "participants", "roles-0-each": "0"}
    typed = {"title_ru": "Митинг", "days": "3", "when": "before_departure", "minutes": "45", "capacity": "120", **role}
    organizer.send(typed, form="#page-form", expect=422)
    assert "Role “медик”: “1 per 0” cannot be reckoned: at least 1." in organizer.text()
    organizer.send(typed | {"roles-0-each": "50"}, form="#page-form", expect=303)
    organizer.follow()
    assert "медик: 3 (participants: 1 for every 50; 120 : 50 ≈ 3)" in organizer.text()
    (event,) = queries.kit_row("small").events
    assert (event.day_offset, event.minutes, event.roles[0].formula.basis) == (-3, 45, Basis.PARTICIPANTS)


def test_a_form_that_has_grown_old_says_so_and_keeps_what_was_typed(organizer, relay):
    a_kit("own", "Митинг")
    organizer.visit(f"/staff/kits/own/events/{event_of('own', 'Митинг').id}")
    change("own", "Митинг", minutes=30)
    organizer.send({"title_ru": "Митинг на площади"}, form="#page-form", expect=409)
    assert "Somebody has changed this kit meanwhile" in organizer.text()
    assert organizer.page.select_one("[name=title_ru]")["value"] == "Митинг на площади"


def test_three_stops_differ_and_one_click_brings_them_up_to_date(organizer, relay):
    a_kit("own", "Митинг", "Шествие")
    stops = [a_stop_with("own", relay) for _turn in range(3)]
    ids = [stop.id for stop in stops]
    by_hand(by_title(ids[0])["Шествие"], capacity=5)
    change("own", "Шествие", minutes=30)
    organizer.visit("/staff/kits/own")
    assert "3 stops differ" in organizer.text()
    organizer.visit(f"/staff/relays/{relay.id}/kit-differences")
    assert "It was changed by hand here, so it stays as it is." in organizer.text()
    organizer.send({}, form="form:has(input[value=take])", expect=303)
    organizer.follow()
    assert "Taken over: 2 changed, 0 new, 0 taken out; stops: 2." in organizer.text()
    assert [by_title(stop_id)["Шествие"].capacity for stop_id in ids] == [5, 300, 300]
    organizer.visit("/staff/kits/own")
    assert "differ" not in organizer.text()


def test_a_coordinator_chooses_at_their_stop(reader, relay):
    a_kit("own", "Митинг", "Шествие")
    stop = a_stop_with("own", relay)
    for title in ("Митинг", "Шествие"):
        change("own", title, minutes=30)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/stops/{stop.id}")
    assert "2 differences from the kit" in reader.text()
    reader.visit(f"/staff/stops/{stop.id}/kit-differences")
    piece = f"event-{event_of('own', 'Митинг').id}"
    reader.send({"piece": piece, "act": "take"}, expect=303)
    reader.visit(f"/staff/stops/{stop.id}/kit-differences")
    assert "Шествие" in reader.text()
    reader.send({"act": "leave"}, expect=303)
    reader.visit(f"/staff/stops/{stop.id}/kit-differences")
    assert "This stop is as its kit is" in reader.text()
    lasts = {row.title.ru: (row.ends_at - row.starts_at).seconds // 60 for row in events.events_of_stop(stop.id)}
    assert lasts == {"Митинг": 30, "Шествие": 60}


def test_a_coordinator_reads_kits_and_edits_none(reader, relay):
    a_kit("own", "Митинг")
    reader.sign_in(a_user(Role.STOP, stop=a_stop_with("own", relay)))
    reader.visit("/staff/kits/own")
    assert reader.page.select("main form") == []
    reader.visit("/staff/kits/own/events/new", expect=403)


def test_a_kit_is_retired_moved_and_removed_from_its_page(organizer, relay):
    a_kit("own", "Митинг", "Шествие")
    a_kit("other")
    organizer.visit("/staff/kits/own")
    organizer.send({}, form="form[action$='/move']", expect=303)
    assert [row.title.ru for row in queries.kit_row("own").events] == ["Шествие", "Митинг"]
    organizer.visit("/staff/kits/own")
    organizer.send({}, form="form[action$='/retire']", expect=303)
    organizer.follow()
    assert "This kit is retired" in organizer.text()
    organizer.send({"version": "1"}, form="form[action$='/remove']", expect=303)
    organizer.follow()
    assert "Somebody has changed this kit meanwhile" in organizer.text()
    organizer.send({"version": str(version_of("own"))}, form="form[action$='/remove']", expect=303)
    assert [kit.code for kit in queries.kits(with_retired=True)] == ["other"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_kit_asks_the_same_however_much_there_is(organizer, relay, statements, count):
    a_kit("own", *"АБВ"[:count])
    for _turn in range(count):
        a_stop_with("own", relay)
    change("own", "А", minutes=30)
    db.session.expunge_all()
    statements.clear()
    organizer.visit("/staff/kits/own")
    assert len([words_ for words_ in statements if words_.startswith("SELECT")]) == 22
