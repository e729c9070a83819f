"""The pages of permits, deadlines and rules, as a clerk and the national coordinator use them."""

from datetime import timedelta

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.deadlines import queries
from campaign.events.deadlines.schemas import Basis
from campaign.events.schemas import EventState
from tests.events.deadlines.papers import a_rule
from tests.factories import NOON, a_region, a_relay, a_stop, a_user, an_event


@pytest.fixture
def stop(app):
    return a_stop(a_relay(a_region()))


@pytest.fixture
def event(stop):
    """On 19 April 2018."""
    return an_event(stop, title="Митинг <b>", starts=NOON + timedelta(days=13))


def test_a_clerk_says_what_an_event_rests_on_files_a_paper_and_its_answer(reader, stop, event):
    a_rule(bases=(Basis.NOTIFICATION,))
    other = an_event(stop, title="Концерт", starts=event.starts_at)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/events/{event.id}/permits")
    assert "nothing has to be filed for this event" in reader.text()
    for each in (other, event):
        reader.visit(f"/staff/events/{each.id}/permits/basis")
        reader.send({}, expect=422)
        assert "Choose what the event rests on." in reader.text()
        reader.send({"basis": "notification"}, expect=303)
    reader.follow()
    assert "12 Apr, Thu" in reader.text()
    assert "5 working days left" in reader.text()
    reader.visit(reader.page.select_one("td a.btn-plain")["href"])
    assert "The same paper is about" in reader.text()
    reader.send({"filed_on": "завтра", "number": "17-п"}, expect=422)
    assert reader.page.select_one("#number")["value"] == "17-п"
    reader.send({"filed_on": "05.04.2018"}, expect=303)
    reader.follow()
    assert "answer expected by 10 April" in reader.text()
    assert queries.permits_of(other.id).filings[0].wish.number == "17-п"
    reader.visit(reader.page.select_one("td a.btn-plain")["href"])
    reader.send({"answer": "accepted", "answered_on": "2018-04-05", "answer_note": "<i>без замечаний</i>"}, expect=303)
    reader.follow()
    assert "<i>без замечаний</i>" in reader.text()
    assert "accepted" in reader.text()
    reader.visit(reader.page.select_one(".lines a")["href"])
    reader.send({}, form="form[action$='/remove']", expect=303)
    assert "Nothing was filed for this event yet." in reader.follow().get_text()


def test_what_is_overdue_stands_on_the_start_page_the_stop_and_the_list_of_the_relay(reader, stop):
    a_rule()
    for _turn in range(2):
        an_event(stop, starts=NOON + timedelta(days=1))
    calm = an_event(stop, title="Позже", starts=NOON + timedelta(days=30))
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit("/staff/")
    assert reader.text().count("overdue by 3 working days") == 1
    reader.visit(f"/staff/stops/{stop.id}")
    assert reader.text().count("overdue by 3 working days") == 2
    address = f"/staff/relays/{stop.relay_id}/deadlines"
    reader.visit(address)
    assert "3 deadlines, 2 overdue" in reader.text()
    reader.visit(f"{address}?standing=overdue&stop={stop.id}&rule=no-such-rule")
    assert "Nothing found" in reader.text()
    reader.visit(f"{address}?standing=due&stop=nonsense")
    assert [row.get_text().strip() for row in reader.page.select("tbody th")] == ["Notice"]
    assert reader.page.select_one("tbody a")["href"] == f"/staff/events/{calm.id}/permits"
    calm.state = EventState.CANCELLED
    db.session.commit()
    reader.visit(f"/staff/events/{calm.id}/permits")
    assert "nothing has to be filed for it" in reader.text()


def test_the_national_coordinator_keeps_the_rules_and_others_read_them(reader, stop):
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/legal-rules")
    assert "No rule is in force today." in reader.text()
    reader.visit("/staff/legal-rules/new")
    reader.send({"name_ru": "Уведомление", "days": "5"}, expect=422)
    assert "A rule names its source: the law, order or letter with its number and date." in reader.text()
    assert reader.page.select_one("#name_ru")["value"] == "Уведомление"
    reader.send({"source_ru": "Закон <b>№ 1</b>", "valid_from": "2018-01-01"}, expect=303)
    reader.follow()
    assert "to be verified" in reader.text()
    address = reader.response.request.path
    reader.send({}, form="form[action$='/check']", expect=303)
    assert "checked on 5 Apr" in " ".join(reader.follow().get_text(" ").split())
    reader.visit(f"{address}/version")
    reader.send({"days": "10", "valid_from": "2018-06-01"}, expect=303)
    reader.follow()
    assert "No later than 10 working days before" in reader.text()
    assert "In force" not in reader.text()
    reader.send({"last_day": "2018-05-01"}, form="#end-form", expect=422)
    assert "it cannot end before" in reader.text()
    reader.send({"last_day": "2018-07-01"}, form="#end-form", expect=303)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit("/staff/legal-rules")
    assert "Закон <b>№ 1</b>" in reader.text()
    assert reader.page.select("main a.btn-primary") == []
    reader.visit("/staff/legal-rules/new", expect=403)
