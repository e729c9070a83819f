"""Between the password and the work pages: nobody works without a second factor."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from campaign.accounts import services as accounts
from campaign.accounts.factors.models import CodeApp
from campaign.accounts.factors.services.codes import BY_DAY, BY_QUARTER
from campaign.accounts.models import RoleGrant, User, UserSession
from campaign.accounts.queries import actor_of
from campaign.accounts.schemas import COOKIE, FRESH_FOR, GrantRow, Strength
from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import NotFresh
from tests.accounts.conftest import PASSWORD, an_account
from tests.accounts.seconds import a_fresh_code, code_of, with_app
from tests.accounts.test_sign_in import is_known, signed_in
from tests.factories import a_region
from tests.reader import Reader, fresh_context


def after_password(app, user, query="") -> Reader:
    reader = Reader(app)
    reader.visit(f"/sign-in{query}")
    reader.send({"email": user.email, "password": PASSWORD}, expect=303)
    return reader


def grown_old(reader: Reader) -> None:
    """What was shown in this browser was shown too long ago."""
    db.session.rollback()
    db.session.execute(update(UserSession).values(fresh_at=clock.now() - FRESH_FOR))
    db.session.commit()


def test_the_password_alone_opens_no_work_page(app, national):
    with_app(national)
    reader = after_password(app, national, "?next=/staff/accounts")
    assert reader.response.location == "/sign-in/code?next=/staff/accounts"
    assert not is_known(app, reader.client.get_cookie(COOKIE).value)
    reader.visit("/staff/account", expect=302)
    assert reader.response.location == "/sign-in/code?next=/staff/account"
    reader.visit("/sign-in/set-up", expect=302)
    assert reader.response.location == "/sign-in/code", "an account with a second factor gets no other one by its password"


def test_whoever_has_none_sets_one_up_and_is_in(app, national):
    reader = after_password(app, national)
    reader.visit(reader.response.location, expect=302)
    reader.follow()
    before = reader.client.get_cookie(COOKIE).value
    secret = "".join(reader.page.select_one("main li b").get_text().split())
    reader.send({"code": "000000"}, form="#page-form", expect=422)
    assert "This is not the code." in reader.text()
    reader.send({"code": f" {code_of(secret)[:3]} {code_of(secret)[3:]}"}, form="#page-form", expect=303)
    assert reader.response.location == "/staff/account/recovery-codes"
    assert is_known(app, reader.client.get_cookie(COOKIE).value)
    assert not is_known(app, before), "what opens work pages is another secret than what had shown the password"
    kept = db.session.scalars(select(CodeApp)).one()
    assert secret.encode() not in kept.secret_sealed
    assert db.session.scalar(select(User.second_since).where(User.id == national.id)) is not None


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_for_a_minute_and_a_half_and_once(app, national, steps, good):
    with_app(national)
    reader = after_password(app, national)
    reader.follow()
    code = code_of(steps=steps)
    reader.send({"code": code}, expect=303 if good else 422)
    if good:
        second = after_password(app, national)
        second.follow()
        second.send({"code": code}, expect=422)


def test_codes_cannot_be_guessed_and_tries_are_counted_for_the_account(app, national):
    with_app(national)
    for _turn in range(BY_QUARTER.most):
        reader = after_password(app, national)
        reader.follow()
        reader.send({"code": "12345"}, expect=422)
    reader = after_password(app, national)
    reader.follow()
    reader.send({"code": a_fresh_code()}, expect=429)
    assert int(reader.response.headers["Retry-After"]) > 0
    assert BY_DAY.most * 3 / 10**6 < 1e-4
    acts = db.session.scalar(select(func.count()).where(AuditEntry.act == "wrong code", AuditEntry.user_id == national.id))
    assert acts == BY_QUARTER.most


def test_an_ended_sign_in_cannot_be_gone_on_with(app, national):
    with_app(national)
    reader = after_password(app, national)
    reader.follow()
    db.session.execute(update(UserSession).values(ended_at=clock.now()))
    db.session.commit()
    reader.send({"code": code_of()}, expect=302)
    assert reader.response.location == "/sign-in"


def test_the_demonstration_is_excepted_and_nothing_else(app, national):
    app.config["DEMO"] = True
    reader = after_password(app, national)
    assert reader.response.location == "/staff/"
    token = reader.client.get_cookie(COOKIE).value
    assert is_known(app, token)
    assert db.session.scalars(select(UserSession.strength)).one() is Strength.EXCEPTED
    app.config["DEMO"] = False
    assert not is_known(app, token), "a session of the demonstration opens nothing elsewhere"
    app.config["DEMO"] = True
    with_app(national)
    assert after_password(app, national).response.location == "/sign-in/code", "who set one up is asked for it"


def test_an_act_of_weight_asks_once_more_and_then_is_done(app, national):
    other = an_account(Role.REGION, region=a_region())
    reader = signed_in(app, national)
    grown_old(reader)
    page = f"/staff/accounts/{other.id}"
    reader.visit(page)
    with fresh_context():
        token = reader.page.select_one("[name=csrf_token]")["value"]
        answer = reader.client.post(
            f"{page}/roles", data={"csrf_token": token, "role": "national"}, headers={"Referer": f"http://localhost{page}"}
        )
    assert (answer.status_code, answer.location) == (303, f"/staff/account/confirm?next={page}")
    assert db.session.scalar(select(func.count()).where(RoleGrant.user_id == other.id)) == 1
    reader.visit(answer.location)
    reader.send({"password": "wrong", "code": a_fresh_code()}, expect=422)
    reader.send({"password": PASSWORD, "code": "000000"}, expect=422)
    assert reader.page.select_one(f"main a[href='{page}']"), "one may leave it"
    reader.send({"password": PASSWORD, "code": a_fresh_code()}, expect=303)
    assert reader.response.location == page
    reader.follow()
    assert "The role is given." in reader.text()
    roles = db.session.scalars(select(RoleGrant.role).where(RoleGrant.user_id == other.id)).all()
    assert sorted(roles) == [Role.NATIONAL, Role.REGION]
    assert db.session.scalars(select(UserSession.waiting_sealed)).all() == [None]
    reader.visit(page)
    reader.send({}, form=f"form[action='{page}/off']", expect=303)
    assert reader.response.location == page, "for ten minutes nobody is asked again"


def test_what_waits_is_sealed_and_holds_no_password(app, national, tmp_path):
    reader = signed_in(app, national)
    reader.visit("/staff/account/password")
    grown_old(reader)
    reader.send({"old": PASSWORD, "password": "another good password"}, expect=303)
    db.session.rollback()
    waiting = db.session.scalars(select(UserSession.waiting_sealed)).one()
    assert waiting is not None
    assert b"another" not in waiting
    reader.follow()
    reader.send({"password": PASSWORD, "code": a_fresh_code()}, expect=422)
    assert reader.page.select_one("main form")["action"] == "/staff/account/password", "passwords are typed again"
    assert "another good" not in str(reader.page)


def test_services_of_weight_ask_too(app, national):
    other = an_account()
    with acting_as(replace(actor_of(national), is_fresh=False)):
        for act in (
            lambda: accounts.add_role(other.id, GrantRow(Role.AUDITOR)),
            lambda: accounts.remove_role(other.id, 1),
            lambda: accounts.switch_off(other.id),
            lambda: accounts.invite_again(other.id),
        ):
            with pytest.raises(NotFresh):
                act()


def test_a_password_session_lasts_twenty_minutes(app, national):
    after_password(app, national)
    row = db.session.scalars(select(UserSession)).one()
    assert (row.strength, row.expires_at - row.made_at) == (Strength.PENDING, timedelta(minutes=20))
