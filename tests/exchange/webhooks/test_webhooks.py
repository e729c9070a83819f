"""What happens here is told to other machines: at least once, signed, after any trouble; and its pages."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from campaign.core import clock, mail
from campaign.core.actor import NOBODY, SYSTEM, Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.outward import Act, OutwardAct, announce
from campaign.exchange.webhooks import queries, services
from campaign.exchange.webhooks.models import Webhook, WebhookDelivery
from campaign.exchange.webhooks.schemas import LETTER, PAUSES, HookState
from campaign.exchange.webhooks.services import sending
from campaign.exchange.webhooks.signing import secret_of, signature
from campaign.exchange.webhooks.today import of_webhooks
from campaign.people import services as people
from campaign.reports.schemas import TaskKind
from tests.exchange.webhooks.hooks import a_machine, a_webhook
from tests.factories import a_region, a_user, an_event
from tests.people.conftest import a_wish


@pytest.fixture
def machine():
    with a_machine() as there:
        yield there


def happens(region_id=1, count=1):
    """Some things happen in the region."""
    with unit_of_work() as session:
        for number in range(count):
            announce(session, Act.STOCK_POSTED, region_id=region_id, document=number)


def everything_due():
    db.session.execute(update(WebhookDelivery).values(next_at=clock.now()))
    db.session.execute(update(Webhook).values(rest_until=None))
    db.session.commit()


def calls():
    rows = db.session.scalars(
        select(WebhookDelivery).order_by(WebhookDelivery.id), execution_options={"populate_existing": True}
    )
    return [(row.state.value, row.attempts, row.status) for row in rows]


def test_a_registration_is_told_by_numbers_and_signed(app, machine):
    with unit_of_work() as session:
        people.load_shipped(session)
    event = an_event()
    hook = a_webhook(machine.url, event.region_id, Act.REGISTRATION_MADE)
    wish = a_wish("Күләш Тайная", note="")
    with acting_as(NOBODY):
        people.register(event.id, wish, "key")
    assert services.call_waiting() == 1
    [(headers, body)] = machine.heard
    data = {"region": event.region_id, "stop": event.stop_id, "registration": 1, "event": event.id, "state": "confirmed"}
    assert machine.told == [("registration.made", data)]
    stamp = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature(secret_of(hook.uid, 1), headers["webhook-id"], stamp, body)
    assert abs(stamp - clock.now().timestamp()) < 60
    assert all(word not in body.decode() for word in ("Тайная", wish.phone, "+7"))


def test_after_a_change_of_the_secret_both_sign_for_a_day(app, machine):
    hook = a_webhook(machine.url)
    services.new_secret(hook.id, hook.version)
    happens()
    services.call_waiting()
    db.session.execute(update(Webhook).values(old_until=clock.now()))
    db.session.commit()
    happens()
    services.call_waiting()
    signed = [headers["webhook-signature"].split() for headers, _body in machine.heard]
    assert [len(one) for one in signed] == [2, 1]
    headers, body = machine.heard[0]
    both = [signature(secret_of(hook.uid, it), headers["webhook-id"], int(headers["webhook-timestamp"]), body) for it in (2, 1)]
    assert signed[0] == both


def test_trouble_is_tried_again_under_the_same_id(either_app, machine):
    a_webhook(machine.url)
    machine.answers = [500, 503]
    happens()
    assert [services.call_waiting() for _turn in range(2)] == [0, 0]  # the second time nothing is due yet
    assert calls() == [("waiting", 1, 500)]
    for _turn in range(2):
        everything_due()
        services.call_waiting()
    assert calls() == [("delivered", 3, 204)]
    assert len({headers["webhook-id"] for headers, _body in machine.heard}) == 1


def test_a_machine_that_does_not_answer_holds_up_its_own_calls_only(app, machine):
    a_webhook("http://127.0.0.1:1/", name="Глухой")
    a_webhook(machine.url)
    happens(count=3)
    assert services.call_waiting() == 3
    assert sorted(calls()) == [("delivered", 1, 204)] * 3 + [("waiting", 0, None)] * 2 + [("waiting", 1, None)]


def test_after_a_day_without_answer_it_stops_and_its_organizers_are_told(app, machine):
    region = a_region()
    organizer = a_user(Role.REGION, region=region)
    hook = a_webhook(machine.url, region.id)
    machine.answers = [500] * 10
    happens(region.id)
    assert timedelta(hours=23) < sum(PAUSES, timedelta()) < timedelta(hours=25)
    for _turn in range(10):
        everything_due()
        services.call_waiting()
    assert (calls(), queries.webhook(hook.id).state) == ([("failed", 10, 500)], HookState.STOPPED)
    assert [(task.kind, task.what, task.page) for task in of_webhooks(SYSTEM, clock.campaign_today())] == [
        (TaskKind.WEBHOOK, hook.name, ("webhooks_staff.webhook", "hook_id", hook.id))
    ]
    letter = db.session.scalars(select(mail.Message).where(mail.Message.kind == LETTER)).one()
    assert letter.facts == {"webhook_id": hook.id, "user_id": organizer.id}
    written = mail.WRITERS[LETTER](letter.facts)
    assert written.to == organizer.email
    happens(region.id)
    everything_due()
    services.call_waiting()
    assert calls()[1] == ("waiting", 0, None)
    services.resume(hook.id)
    services.send_again(hook.id, 1)
    assert services.call_waiting() == 2
    assert mail.WRITERS[LETTER](letter.facts) is None


def test_whoever_is_killed_while_calling_loses_nothing(either_app, machine):
    a_webhook(machine.url)
    happens()
    services.spread()
    taken = sending._take()
    assert sending._take() is None
    db.session.execute(update(WebhookDelivery).values(next_at=clock.now()))  # its lease is over
    db.session.commit()
    assert services.call_waiting() == 1
    sending._mark(*taken, sending.Answer(500, "status"))  # the first comes back to life: it has no say any more
    assert calls() == [("delivered", 2, 204)]


def test_two_workers_at_once_call_once(either_app, machine):
    a_webhook(machine.url)
    happens(count=12)

    def work():
        with either_app.app_context(), acting_as(SYSTEM):
            services.call_waiting()
            db.session.remove()

    threads = [threading.Thread(target=work) for _one in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(data["document"] for _act, data in machine.told) == list(range(12))
    assert len({headers["webhook-id"] for headers, _body in machine.heard}) == 12


def test_what_happens_in_another_region_is_not_told(app, machine):
    one, other = a_region(), a_region()
    a_webhook(machine.url, one.id)
    happens(one.id)
    happens(other.id)
    services.call_waiting()
    assert [data["region"] for _act, data in machine.told] == [one.id]


def test_what_was_kept_long_enough_goes(app, machine):
    a_webhook(machine.url)
    happens(count=2)
    services.call_waiting()
    db.session.execute(update(OutwardAct).where(OutwardAct.id == 1).values(at=clock.now() - timedelta(days=31)))
    db.session.commit()
    assert (services.forget_old(), services.forget_old()) == (1, 0)
    assert db.session.scalars(select(WebhookDelivery.outward_id)).all() == [2]


def test_nothing_to_do_asks_two_questions(app, statements):
    statements.clear()
    services.call_waiting()
    assert len([one for one in statements if one.startswith("SELECT")]) == 2


@pytest.fixture
def organizer(app, reader):
    region = a_region()
    reader.sign_in(user := a_user(Role.REGION, region=region))
    return user, region.id


def test_a_webhook_from_its_form_to_its_log(app, reader, machine, organizer):
    reader.visit("/staff/webhooks")
    reader.visit("/staff/webhooks/new")
    reader.send({"name": "Сайт", "url": "http://10.0.0.1/", "acts": []}, expect=422)
    assert "https://" in reader.text()
    reader.send({"name": "Сайт", "url": machine.url, "acts": ["stock.posted"]}, expect=200)
    secret = reader.page.select_one("#webhook-secret")["value"]
    hook = queries.webhook(1)
    assert secret == secret_of(hook.uid, 1)
    assert reader.response.headers["Cache-Control"] == "no-store"
    assert secret not in reader.visit("/staff/webhooks/1").decode()
    reader.send({}, form="form[action$=ping]", expect=303)
    services.call_waiting()
    assert machine.told == [("webhook.ping", {"region": organizer[1], "stop": None})]
    reader.follow()
    assert "Test call" in reader.text()
    reader.visit("/staff/webhooks/1/calls/1")
    assert "webhook.ping" in reader.text()
    reader.send({}, form="form[action$=again]", expect=303)
    reader.visit("/staff/webhooks/1")
    reader.send({}, form="form[action$=secret]", expect=200)
    assert reader.page.select_one("#webhook-secret")["value"] == secret_of(hook.uid, 2)
    noted = db.session.scalars(select(AuditEntry.act).where(AuditEntry.thing == "webhook").order_by(AuditEntry.id)).all()
    assert noted == ["webhook.added", "webhook.sent_again", "webhook.secret_changed"]


def test_the_same_form_twice_is_one_webhook_and_shows_no_secret_again(app, reader, machine, organizer):
    reader.visit("/staff/webhooks/new")
    page = reader.page
    for expect in (200, 303):
        reader.page = page
        reader.send({"name": "Сайт", "url": machine.url, "acts": ["stock.posted"]}, expect=expect)
    assert db.session.scalar(select(func.count(Webhook.id))) == 1


def test_a_stale_edit_is_told_and_keeps_what_was_typed(app, reader, machine, organizer):
    hook = a_webhook(machine.url, organizer[1])
    reader.visit(f"/staff/webhooks/{hook.id}/edit")
    services.pause(hook.id)
    reader.send({"name": "Портал"}, expect=409)
    assert reader.page.select_one("[name=name]")["value"] == "Портал"


def test_those_of_other_regions_see_nothing_of_it(app, reader, machine):
    hook = a_webhook(machine.url, a_region().id)
    reader.sign_in(a_user(Role.REGION, region=a_region()))
    assert "Сайт акимата" not in reader.visit("/staff/webhooks").get_text()
    for path in ("", "/edit"):
        reader.visit(f"/staff/webhooks/{hook.id}{path}", expect=404)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_same_however_long_it_is(app, reader, statements, machine, count, organizer):
    asked = []
    for number in range(count):
        a_webhook(machine.url, organizer[1], name=f"Сайт {number}")
    happens(organizer[1], count)
    services.call_waiting()
    reader.visit("/staff/webhooks")
    for path in ("/staff/webhooks", "/staff/webhooks/1"):
        statements.clear()
        reader.visit(path)
        asked.append(len([one for one in statements if "webhook" in one]))
    assert asked == [1, 3]
