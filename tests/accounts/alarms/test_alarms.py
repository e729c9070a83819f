"""Alarms: too much within an hour is told once to those who look after it, and put down by another with a word."""

import pytest
from sqlalchemy import select

from campaign.accounts.alarms.models import Alarm
from campaign.accounts.alarms.queries import alarm_row
from campaign.accounts.alarms.schemas import AlarmKind, RuleWish
from campaign.accounts.alarms.services import add_rule, note_failed_sign_in, note_new_device, put_down
from campaign.accounts.models import User
from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Refused
from campaign.core.i18n import Translated
from campaign.core.mail import Message
from campaign.territory.models import Region
from tests.accounts.alarms.raised import a_rule, an_alarm
from tests.factories import a_region, a_registration, a_relay, a_stop, a_user, an_event


def raised() -> list[tuple[AlarmKind, int | None, int | None, int]]:
    db.session.rollback()
    asked = select(Alarm.kind, Alarm.user_id, Alarm.region_id, Alarm.count).order_by(Alarm.id)
    return [tuple(row) for row in db.session.execute(asked)]


def told() -> set[int]:
    return {facts["user_id"] for facts in db.session.scalars(select(Message.facts).where(Message.kind == "accounts.alarm"))}


def test_failed_sign_ins_are_told_once_for_accounts_and_for_addresses_that_none_has(either_app):
    a_rule(AlarmKind.SIGN_IN, 2)
    a_rule(AlarmKind.NETWORK, 5)
    user, other = a_user(Role.NATIONAL), a_user(Role.NATIONAL)
    ids = user.id, other.id
    for _time in range(4):
        note_failed_sign_in(user.email.upper(), "192.0.2.7")
    assert raised() == [(AlarmKind.SIGN_IN, ids[0], None, 3)]
    assert told() == {ids[1]}
    for _time in range(3):
        note_failed_sign_in("nobody@example.kz", "192.0.2.7")
    assert raised()[1:] == [(AlarmKind.NETWORK, None, None, 6), (AlarmKind.SIGN_IN, None, None, 3)]
    acts = db.session.execute(select(AuditEntry.act, AuditEntry.user_id).where(AuditEntry.thing == "alarm")).all()
    assert [tuple(act) for act in acts] == [("alarm.raised", None)] * 3


def test_a_wrong_password_on_the_page_counts(reader):
    a_rule(AlarmKind.SIGN_IN, 1)
    user = a_user(Role.NATIONAL)
    user_id = user.id
    for _time in range(2):
        reader.visit("/sign-in")
        reader.send({"email": user.email, "password": "не тот пароль"}, expect=422)
    assert raised() == [(AlarmKind.SIGN_IN, user_id, None, 2)]


def test_many_people_on_lists_and_many_foreign_pages_are_told_and_stand_on_today(reader):
    event = an_event(a_stop(a_relay()))
    for name in ("Айгүл Сейтова", "Данияр Ахметов", "Мәдина Әлі"):
        a_registration(event, name)
    event_id, region_id = event.id, event.region_id
    a_rule(AlarmKind.PEOPLE, 2)
    a_rule(AlarmKind.FOREIGN, 2)
    region = db.session.get(Region, region_id)
    clerk, organizer, national = a_user(Role.REGION, region=region), a_user(Role.REGION, region=region), a_user(Role.NATIONAL)
    ids = clerk.id, organizer.id, national.id
    a_user(Role.REGION, region=a_region())
    reader.sign_in(clerk)
    for _time in range(2):
        reader.visit(f"/staff/events/{event_id}/people")
    for number in range(4):
        reader.visit(f"/staff/events/{event_id + 900 + number}", expect=404)
    assert raised() == [(AlarmKind.PEOPLE, ids[0], region_id, 3), (AlarmKind.FOREIGN, ids[0], region_id, 3)]
    assert told() == {ids[1], ids[2]}
    reader.sign_in(organizer)
    reader.visit("/staff/")
    assert "2 alarms to look at" in reader.text()
    reader.visit("/staff/alarms/1")
    assert reader.page.select_one("h1").get_text(strip=True) == "The data of many people was read, printed or taken along"
    reader.send({"word": ""}, expect=422)
    reader.send({"word": "Печатала список для автобусов"}, expect=303)
    reader.visit("/staff/alarms")
    assert "Печатала список для автобусов" in reader.text()
    reader.visit("/staff/")
    assert "1 alarm to look at" in reader.text()


def test_the_national_coordinator_adds_a_rule_on_the_page(reader):
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/alarms")
    reader.send({"kind": "network", "most": "12", "source_kk": ""}, expect=422, form="#page-form")
    assert "Say where this is written." in reader.text()
    reader.send({"kind": "network", "most": "12", "source_kk": "№ 7 бұйрық"}, expect=303, form="#page-form")
    reader.visit("/staff/alarms")
    assert "№ 7 бұйрық" in reader.text()


def test_who_did_it_and_who_looks_after_another_region_do_not_put_it_down(app):
    region = a_region()
    alarm_id = an_alarm(region.id)
    here, elsewhere, auditor = a_user(Role.REGION, region=region), a_user(Role.REGION, region=a_region()), a_user(Role.AUDITOR)
    db.session.execute(Alarm.__table__.update().values(user_id=here.id, kind=AlarmKind.PEOPLE))
    db.session.commit()
    for user, refusal in ((here, Refused), (elsewhere, NotFound), (auditor, Refused)):
        with acting_as(actor_with_id(user.id)), pytest.raises(refusal):
            put_down(alarm_id, "нет")
    with acting_as(actor_with_id(a_user(Role.NATIONAL).id)):
        put_down(alarm_id, "Спросили, всё в порядке")
        with pytest.raises(Conflict):
            put_down(alarm_id, "ещё раз")
        assert alarm_row(alarm_id).word == "Спросили, всё в порядке"


def test_a_new_device_is_told_of_national_accounts_alone(app):
    national, regional = a_user(Role.NATIONAL), a_user(Role.REGION, region=a_region())
    ids = national.id, regional.id
    for _time in range(2):
        with unit_of_work() as session:
            for number in ids:
                note_new_device(session, session.get(User, number))
    assert raised() == [(AlarmKind.NEW_DEVICE, ids[0], None, 1)]


def test_a_rule_needs_a_number_and_a_source_and_the_national_coordinator(app):
    day, source = an_event().starts_at.date(), Translated(ru="Приказ № 2")
    with acting_as(actor_with_id(a_user(Role.NATIONAL).id)):
        for wrong in ((0, source), (5, Translated())):
            with pytest.raises(Invalid):
                add_rule(RuleWish(AlarmKind.PEOPLE, day, *wrong), "a")
        five = RuleWish(AlarmKind.PEOPLE, day, 5, source)
        assert add_rule(five, "k") == add_rule(five, "k")
    with acting_as(actor_with_id(a_user(Role.REGION, region=a_region()).id)), pytest.raises(Refused):
        add_rule(five, "n")
