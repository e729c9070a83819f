"""Codes on paper, second factors taken away, and letters about what happens in one's name."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from campaign.accounts.factors import services
from campaign.accounts.factors.models import CodeApp, RecoveryCode
from campaign.accounts.models import User, UserSession
from campaign.accounts.queries import actor_of
from campaign.accounts.schemas import COOKIE
from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import NotFound, NotFresh, Refused
from campaign.core.mail import deliver_waiting
from campaign.factory import cli
from tests.accounts.conftest import PASSWORD, an_account
from tests.accounts.factors.test_second_step import after_password
from tests.accounts.postman import laid_down, plain_of
from tests.accounts.seconds import code_of, with_app
from tests.accounts.test_sign_in import is_known, signed_in
from tests.factories import a_region, a_relay, a_session_of, a_stop


def test_ten_codes_on_paper_open_the_door_once_each(app, national):
    reader = signed_in(app, national)
    reader.visit("/staff/account/recovery-codes")
    reader.send({}, form="main form.act", expect=200)
    codes = [item.get_text() for item in reader.page.select("main ol li.font-monospace")]
    assert len(set(codes)) == 10
    stored = db.session.scalars(select(RecoveryCode.code_hash)).all()
    assert not {code.replace("-", "") for code in codes} & set(stored)
    door = after_password(app, national)
    door.follow()
    door.send({"code": codes[3].lower().replace("-", " ")}, expect=303)
    again = after_password(app, national)
    again.follow()
    again.send({"code": codes[3]}, expect=422)
    reader.visit("/staff/account")
    assert "9 codes left" in reader.text()
    reader.visit("/staff/account/recovery-codes")
    reader.send({}, form="main form.act", expect=200)
    again.send({"code": codes[4]}, expect=422)


def test_another_phone_stands_in_for_the_first(app, national):
    reader = signed_in(app, national)
    before = db.session.scalars(select(CodeApp.uid)).one()
    reader.visit("/staff/account/app")
    secret = "".join(reader.page.select_one("main li b").get_text().split())
    reader.send({"code": code_of(secret)}, expect=303)
    db.session.rollback()
    assert db.session.scalars(select(CodeApp.uid)).one() != before
    reader.follow()
    assert "Your app is set up." in reader.text()
    door = after_password(app, national)
    door.follow()
    door.send({"code": code_of()}, expect=422)


def test_an_organizer_takes_a_second_factor_away_and_its_owner_is_told(app, national, tmp_path):
    region = a_region()
    stop = a_stop(a_relay(region))
    organizer = an_account(Role.REGION, region=region)
    lost = with_app(an_account(Role.STOP, stop=stop))
    token = a_session_of(lost)
    reader = signed_in(app, organizer)
    reader.visit(f"/staff/accounts/{lost.id}")
    reader.send({}, form="form[action$='/second-factor/reset']", expect=303)
    assert not is_known(app, token)
    deliver_waiting()
    assert laid_down(tmp_path)[-1]["Subject"] == "The second factor of your account has been changed"
    door = after_password(app, lost)
    door.visit(door.response.location, expect=302)
    assert door.response.location == "/sign-in/set-up"


def test_nobody_takes_away_their_own_or_a_strangers(app, national):
    region, far = a_region(), a_region()
    organizer = with_app(an_account(Role.REGION, region=region))
    stranger = with_app(an_account(Role.STOP, stop=a_stop(a_relay(far))))
    actor = actor_of(organizer)
    with acting_as(actor), pytest.raises(NotFound):
        services.reset_factors(stranger.id)
    with acting_as(actor_of(national)), pytest.raises(Refused):
        services.reset_factors(national.id)
    with acting_as(replace(actor_of(national), is_fresh=False)), pytest.raises(NotFresh):
        services.reset_factors(stranger.id)
    assert db.session.scalar(select(func.count()).select_from(CodeApp)) == 2


def test_the_command_takes_it_away(app, national):
    with_app(national)
    result = app.test_cli_runner().invoke(cli, ["accounts", "reset-factors", national.email])
    assert result.exit_code == 0, result.output
    db.session.rollback()
    assert db.session.scalar(select(User.second_since).where(User.id == national.id)) is None


def test_a_new_device_is_told_by_letter_and_a_known_one_is_not(app, national, tmp_path):
    first = signed_in(app, national)
    first.visit("/sign-in")
    first.send({"email": national.email, "password": PASSWORD}, expect=303)
    first.follow()
    db.session.execute(update(CodeApp).values(last_step=0))
    db.session.commit()
    first.send({"code": code_of()}, expect=303)
    deliver_waiting()
    assert laid_down(tmp_path) == []
    signed_in(app, national)
    deliver_waiting()
    [letter] = laid_down(tmp_path)
    assert letter["Subject"] == "Your account was opened on a new device"
    assert "127.0.0.*" in plain_of(letter)


def test_all_other_devices_are_signed_out_at_once(app, national):
    reader, elsewhere, stranger = signed_in(app, national), a_session_of(national), a_session_of(an_account())
    reader.visit("/staff/account")
    reader.send({}, form="form[action$='/end-others']", expect=303)
    assert not is_known(app, elsewhere)
    assert is_known(app, stranger)
    assert is_known(app, reader.client.get_cookie(COOKIE).value)


def test_a_session_that_ended_while_the_code_was_typed_does_not_come_alive(app, national):
    with_app(national)
    reader = after_password(app, national)
    reader.follow()
    db.session.execute(update(UserSession).values(expires_at=clock.now()))
    db.session.commit()
    reader.send({"code": code_of()}, expect=302)
    assert reader.response.location == "/sign-in"
