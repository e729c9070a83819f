"""Passkeys: they open the door alone, each challenge once, and nothing but the right one at the right place."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from campaign.accounts.alarms.models import Alarm
from campaign.accounts.alarms.schemas import AlarmKind
from campaign.accounts.factors.models import Challenge, Passkey
from campaign.accounts.factors.services.challenges import BY_NETWORK
from campaign.accounts.models import RoleGrant, User, UserSession
from campaign.accounts.schemas import COOKIE, Strength
from campaign.core import clock
from campaign.core.actor import Role
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.mail import deliver_waiting
from tests.accounts.conftest import an_account
from tests.accounts.factors.test_second_step import after_password, grown_old
from tests.accounts.postman import laid_down
from tests.accounts.seconds import with_app
from tests.accounts.softkey import PRESENT, SoftKey
from tests.accounts.test_sign_in import is_known
from tests.factories import a_region
from tests.reader import Reader, as_is, fresh_context

FORM = "form[data-passkey]"


def asked(reader: Reader) -> dict:
    """What the script fetches when the button of the page is pressed."""
    form = reader.page.select_one(FORM)
    with fresh_context():
        answer = reader.client.post(form["data-options"], data=as_is(form))
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def shows(reader: Reader, key: SoftKey, *, expect: int = 303) -> str:
    answer = key.signed(asked(reader))
    reader.send({"answer": answer}, form=FORM, expect=expect)
    return answer


def keeps(reader: Reader, key: SoftKey, *, expect: int = 303) -> None:
    reader.visit("/staff/account/passkeys/new")
    reader.send({"name": "My phone", "answer": key.made(asked(reader))}, form=FORM, expect=expect)


def at_the_door(app, query="") -> Reader:
    reader = Reader(app)
    reader.visit(f"/sign-in{query}")
    return reader


def somebody(app, user: User) -> Reader:
    """A browser in which the account has just shown both factors."""
    reader = Reader(app)
    reader.sign_in(user)
    return reader


@pytest.fixture
def app(either_app: Flask) -> Flask:
    """Each passkey and each challenge is taken by one statement: on both databases."""
    return either_app


@pytest.fixture
def key(app, national) -> SoftKey:
    made = SoftKey()
    keeps(somebody(app, with_app(national)), made)
    return made


def test_a_passkey_opens_the_door_alone(app, national, key, tmp_path):
    row = db.session.scalars(select(Passkey)).one()
    assert (row.name, row.sign_count, row.transports, row.used_at) == ("My phone", 0, ["internal"], None)
    reader = at_the_door(app, "?next=/staff/accounts")
    options = asked(reader)
    assert (options["rpId"], options["allowCredentials"], options["userVerification"]) == ("localhost", [], "required")
    answer = shows(reader, key)
    assert reader.response.location == "/staff/accounts"
    assert is_known(app, reader.client.get_cookie(COOKIE).value)
    db.session.rollback()
    begun = db.session.scalars(select(UserSession).order_by(UserSession.id.desc())).first()
    assert (begun.strength, begun.fresh_at is not None) == (Strength.STRONG, True)
    row = db.session.scalars(select(Passkey)).one()
    assert (row.sign_count, row.used_at is not None) == (1, True)
    of_sessions = select(AuditEntry).where(AuditEntry.thing == "session").order_by(AuditEntry.id.desc())
    said = db.session.scalars(of_sessions).first()
    assert (said.act, said.after, said.user_id) == ("signed in", {"means": "passkey"}, national.id)
    assert db.session.execute(select(Alarm.kind, Alarm.user_id)).all() == [(AlarmKind.NEW_DEVICE, national.id)]
    deliver_waiting()
    assert {letter["Subject"] for letter in laid_down(tmp_path)} == {
        "The second factor of your account has been changed",
        "Your account was opened on a new device",
    }
    thief = at_the_door(app)
    asked(thief)
    thief.send({"answer": answer}, form=FORM, expect=422)
    assert "This passkey does not open an account here." in thief.text()


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://localhost.example"}, {"rp_id": "example.kz"}, {"flags": PRESENT}, {"count": -1, "counts": 0},
        {"id": b"unknown"}, {"handle": ""}, {"handle": "c29tZWJvZHk"},
    ],
)  # fmt: skip
def test_what_is_not_right_opens_nothing(app, key, wrong):
    shows(at_the_door(app), key)
    if "count" in wrong:
        wrong = {"count": key.count, "counts": 0}  # a copy, which counts behind
    for name, value in wrong.items():
        setattr(key, name, value)
    reader = at_the_door(app)
    shows(reader, key, expect=422)
    assert "This passkey does not open an account here." in reader.text()
    assert reader.client.get_cookie(COOKIE) is None


def test_nonsense_opens_nothing(app, national):
    reader, maker = at_the_door(app), somebody(app, national)
    maker.visit("/staff/account/passkeys/new")
    for answer in ("", "{", "null", "[" * 9000, '{"id": "\\ud800"}', '{"id": 1, "response": []}', "x" * 20000):
        asked(reader)
        reader.send({"answer": answer}, form=FORM, expect=422)
        assert "This passkey does not open an account here." in reader.text()
        asked(maker)
        maker.send({"name": "phone", "answer": answer}, form=FORM, expect=422)
        assert "The device has not made a passkey" in maker.text()
    assert db.session.scalar(select(func.count()).select_from(Passkey)) == 0


def test_a_challenge_is_good_once_for_some_minutes_and_for_one_browser(app, key):
    one, other = at_the_door(app), at_the_door(app)
    mine = asked(one)
    other.send({"answer": key.signed(mine)}, form=FORM, expect=422)
    one.send({"answer": key.signed(mine)}, form=FORM, expect=303)
    late = at_the_door(app)
    options = asked(late)
    db.session.rollback()
    db.session.execute(update(Challenge).values(expires_at=clock.now() - timedelta(seconds=1)))
    db.session.commit()
    late.send({"answer": key.signed(options)}, form=FORM, expect=422)
    assert "This took too long, or was sent twice." in late.text()
    asked(late)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Challenge)) == 1, "those that are over are dropped"


def test_challenges_at_the_door_are_limited(app):
    reader = at_the_door(app)
    form = reader.page.select_one(FORM)
    with fresh_context():
        codes = [reader.client.post(form["data-options"], data=as_is(form)).status_code for _turn in range(BY_NETWORK.most + 1)]
        last = reader.client.post(form["data-options"], data=as_is(form))
    assert codes == [200] * BY_NETWORK.most + [429]
    assert int(last.headers["Retry-After"]) > 0
    assert "words" in json.loads(last.get_data())
    assert db.session.scalar(select(func.count()).select_from(Challenge)) == BY_NETWORK.most


def test_a_switched_off_account_and_a_removed_passkey_open_nothing(app, national, key):
    db.session.execute(update(User).values(active=False))
    db.session.commit()
    shows(at_the_door(app), key, expect=422)
    db.session.execute(update(User).values(active=True))
    db.session.commit()
    reader = somebody(app, national)
    reader.visit("/staff/account")
    assert "My phone" in reader.text()
    reader.send({}, form="form[action$='/remove']", expect=303)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Passkey)) == 0
    shows(at_the_door(app), key, expect=422)


def test_after_the_password_a_passkey_of_the_account_stands_in_for_the_code(app, national, key):
    stranger = an_account()
    foreign = SoftKey()
    keeps(somebody(app, with_app(stranger)), foreign)
    reader = after_password(app, national, "?next=/staff/account")
    reader.follow()
    shows(reader, foreign, expect=422)
    pending = reader.client.get_cookie(COOKIE).value
    shows(reader, key)
    assert reader.response.location == "/staff/account"
    assert is_known(app, reader.client.get_cookie(COOKIE).value)
    assert not is_known(app, pending)


def test_a_passkey_shows_once_more_who_one_is_and_what_waited_is_done(app, national, key):
    other = an_account(Role.REGION, region=a_region())
    reader = somebody(app, national)
    grown_old(reader)
    page = f"/staff/accounts/{other.id}"
    reader.visit(page)
    reader.send({"role": "national"}, form=f"form[action='{page}/roles']", expect=303)
    reader.follow()
    shows(reader, key)
    assert reader.response.location == page
    assert db.session.scalar(select(func.count()).where(RoleGrant.user_id == other.id)) == 2


def test_making_one_asks_who_one_is_and_the_only_factor_stays(app, national):
    app.config["DEMO"] = True
    key = SoftKey()
    reader = somebody(app, national)
    keeps(reader, key)
    reader.visit("/staff/account")
    reader.send({}, form="form[action$='/remove']", expect=303)
    reader.follow()
    assert "This is the only second factor" in reader.text()
    grown_old(reader)
    reader.visit("/staff/account/passkeys/new", expect=302)
    assert reader.response.location == "/staff/account/confirm?next=/staff/account/passkeys/new"


def to_be_set_up(app, user: User) -> Reader:
    """A browser that has shown the password of an account without a second factor, before the choice of one."""
    reader = after_password(app, user)
    reader.visit("/sign-in/set-up")
    return reader


def test_whoever_has_no_second_factor_may_choose_a_passkey_and_is_in(app, national):
    reader, key = to_be_set_up(app, national), SoftKey()
    before = reader.client.get_cookie(COOKIE).value
    options = asked(reader)
    assert options["authenticatorSelection"]["userVerification"] == "required"
    reader.send({"name": "My phone", "answer": "{"}, form=FORM, expect=422)
    assert "The device has not made a passkey" in reader.text()
    assert reader.page.select_one("#name")["value"] == "My phone", "what was typed is kept"
    reader.send({"name": "My phone", "answer": key.made(asked(reader))}, form=FORM, expect=303)
    assert reader.response.location == "/staff/account/recovery-codes"
    assert is_known(app, reader.client.get_cookie(COOKIE).value)
    assert not is_known(app, before), "what opens work pages is another secret than what had shown the password"
    reader.follow()
    reader.send({}, form="form[action*='recovery-codes']", expect=200)
    code = reader.page.select_one("li.font-monospace").get_text()
    reader.visit("/staff/account")
    assert {"My phone", "10 codes left"} <= set(reader.page.get_text("|", strip=True).split("|"))
    shows(at_the_door(app), key)
    later = after_password(app, national)
    later.follow()
    assert "Now your passkey, or a code from your sheet of paper." in later.text()
    first, other = later.page.select("main form[data-passkey], #page-form")
    assert first.has_attr("data-passkey"), "the passkey comes first, the paper stands in for it"
    assert other.select_one("[name=code]").get("inputmode") != "numeric", "a recovery code has letters"
    later.send({"code": code}, form="#page-form", expect=303)
    assert is_known(app, later.client.get_cookie(COOKIE).value), "the paper stands in for a passkey too"


def test_the_password_alone_adds_no_passkey_to_an_account_that_has_a_second_factor(app, national):
    reader, late = to_be_set_up(app, national), to_be_set_up(app, national)
    options, form = asked(late), reader.page.select_one(FORM)
    with_app(national)
    with fresh_context():
        assert reader.client.post(form["data-options"], data=as_is(form)).status_code == 403
    late.send({"name": "Thief's", "answer": SoftKey().made(options)}, form=FORM, expect=302)
    assert late.response.location == "/sign-in/code"
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Passkey)) == 0


@pytest.mark.parametrize(
    ("public_url", "host", "has"),
    [
        ("", "127.0.0.1:8000", False),
        ("", "adal.example", False),
        ("", "localhost:8000", True),
        ("https://adal.example", "x", True),
    ],
)
def test_passkeys_belong_to_a_name(app, public_url, host, has):
    app.config["PUBLIC_URL"] = public_url
    with fresh_context():
        page = app.test_client().get("/sign-in", headers={"Host": host}).get_data(as_text=True)
    assert ("passkeys.js" in page) is has
