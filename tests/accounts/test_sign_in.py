"""Coming in and going out, and what a stolen cookie is worth."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from campaign.accounts import links, passwords, services
from campaign.accounts.models import Attempt, RoleGrant, User, UserSession
from campaign.accounts.queries import actor_of
from campaign.accounts.schemas import (
    COOKIE,
    DEMO_DOMAIN,
    DEMO_PASSWORD,
    SESSION_LIFE,
    GrantRow,
    LinkPurpose,
    PasswordChange,
    SignIn,
)
from campaign.accounts.services import limits
from campaign.accounts.services.links import new_link
from campaign.core import clock, crypto
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid
from tests.accounts.conftest import PASSWORD, an_account
from tests.accounts.seconds import pass_second_step
from tests.factories import a_region, a_session_of
from tests.reader import Reader, fresh_context


def at_the_door(email, password=PASSWORD, address="10.0.0.1", old_token=""):
    return services.sign_in(SignIn(email, password, address, "Firefox, Windows", old_token))


def is_known(app, token) -> bool:
    """Whether the staff pages know who holds this cookie."""
    client = app.test_client()
    client.set_cookie(COOKIE, token)
    with fresh_context():
        return client.get("/staff/account").status_code == 200


def signed_in(app, user, password=PASSWORD, query="") -> Reader:
    reader = Reader(app)
    reader.visit(f"/sign-in{query}")
    reader.send({"email": user.email, "password": password}, expect=303)
    pass_second_step(reader, user)
    return reader


def test_the_right_password_opens_the_work_pages(app, national):
    reader = signed_in(app, national)
    assert reader.response.location == "/staff/"
    reader.visit("/staff/account")
    assert "this device" in reader.text()


def test_the_cookie_is_for_the_server_alone(app, national):
    reader = signed_in(app, national)
    cookie = next(head for head in reader.response.headers.getlist("Set-Cookie") if head.startswith(COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=43200" in cookie
    assert "Secure" not in cookie
    app.config["SESSION_COOKIE_SECURE"] = True
    reader = signed_in(app, national)
    assert "Secure" in next(head for head in reader.response.headers.getlist("Set-Cookie") if head.startswith(COOKIE))


def test_no_cookie_leaves_https_once_the_house_has_an_address_there(app, client):
    """A front server that tells us nothing of HTTPS changes nothing; what Wapiti missed on the cookie of the language."""
    assert "Secure" not in client.get("/?lang=kk").headers["Set-Cookie"]
    app.config["SESSION_COOKIE_SECURE"] = True
    given = client.get("/sign-in?lang=kk").headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in given} == {"adalzhol", "language"}
    assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in given)


def test_only_a_hash_of_the_secret_is_kept(app, national, tmp_path):
    token = at_the_door(national.email).token
    db.session.remove()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("test.db*"))
    assert token.encode() not in stored
    assert PASSWORD.encode() not in stored
    assert b"argon2id" in stored


@pytest.mark.parametrize("case", ["wrong password", "unknown", "switched off", "invited", "empty hash"])
def test_every_failure_has_the_same_answer(app, national, case):
    user = an_account(password="" if case in {"invited", "empty hash"} else PASSWORD)
    if case == "switched off":
        db.session.execute(update(User).where(User.id == user.id).values(active=False))
        db.session.commit()
    email = "nobody@example.kz" if case == "unknown" else user.email
    reader = Reader(app)
    reader.visit("/sign-in")
    reader.send({"email": email, "password": "x" if case == "wrong password" else PASSWORD}, expect=422)
    assert "The e-mail address or the password is wrong." in reader.text()
    assert not any(head.startswith(COOKIE) for head in reader.response.headers.getlist("Set-Cookie"))
    assert reader.page.select_one("#email")["value"] == email


def test_an_unknown_account_costs_a_comparison_too(monkeypatch, app, real_hashes):
    """What takes the time is done in either case, so the time tells nothing."""
    compared = []

    class Counting:
        def verify(self, kept, given):
            compared.append(kept)
            return original.verify(kept, given)

    original = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Counting())
    passwords._nobodys_hash.cache_clear()
    monkeypatch.setattr(Counting, "hash", lambda _self, given: original.hash(given), raising=False)
    with pytest.raises(Invalid):
        at_the_door("nobody@example.kz")
    assert len(compared) == 1
    assert compared[0].startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_address_may_be_typed_in_any_case(app, national):
    assert at_the_door(f" {national.email.upper()} ").token


def test_a_password_is_the_same_from_every_keyboard(app):
    user = an_account(password="йогурт и ёжик")
    assert at_the_door(user.email, "и\u0306огурт и е\u0308жик").token


def test_an_old_hash_is_made_anew_on_the_way_in(app, real_hashes, national):
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    db.session.execute(update(User).where(User.id == national.id).values(password_hash=weak))
    db.session.commit()
    at_the_door(national.email)
    kept = db.session.scalar(select(User.password_hash).where(User.id == national.id))
    assert kept != weak
    assert passwords.matches(kept, PASSWORD)
    at_the_door(national.email)
    assert db.session.scalar(select(User.password_hash).where(User.id == national.id)) == kept


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "evil", "/з", "\n/x"]
)
def test_one_is_never_sent_to_another_site(app, national, target):
    reader = Reader(app)
    with fresh_context():
        reader._take(reader.client.get("/sign-in", query_string={"next": target}), 200)
    assert "evil" not in reader.response.get_data(as_text=True)
    with fresh_context():
        answer = reader.client.post(
            "/sign-in",
            query_string={"next": target},
            data={
                "email": national.email,
                "password": PASSWORD,
                "csrf_token": reader.page.select_one("[name=csrf_token]")["value"],
            },
        )
    assert (answer.status_code, answer.location) == (303, "/sign-in/code")


def test_one_comes_to_the_page_one_asked_for(app, national):
    reader = Reader(app)
    reader.visit("/staff/accounts?q=%D3%98", expect=302)
    reader.follow()
    reader.send({"email": national.email, "password": PASSWORD}, expect=303)
    pass_second_step(reader, national)
    assert reader.response.location == "/staff/accounts?q=%D3%98"


def test_signing_out_kills_the_cookie_itself(app, national):
    reader = signed_in(app, national)
    token = reader.client.get_cookie(COOKIE).value
    assert is_known(app, token)
    reader.visit("/staff/account")
    reader.send({}, form="form[action='/sign-out']", expect=303)
    assert reader.client.get_cookie(COOKIE) is None
    assert not is_known(app, token)
    reader.follow()
    assert "You are signed out." in reader.text()


def test_signing_in_again_begins_a_new_session_and_ends_the_old(app, national):
    reader = signed_in(app, national)
    first = reader.client.get_cookie(COOKIE).value
    csrf = reader.client.get_cookie("adalzhol")
    reader.visit("/sign-in")
    before = reader.page.select_one("[name=csrf_token]")["value"]
    reader.send({"email": national.email, "password": PASSWORD}, expect=303)
    pass_second_step(reader, national)
    second = reader.client.get_cookie(COOKIE).value
    assert first != second
    assert not is_known(app, first)
    assert is_known(app, second)
    with fresh_context():
        answer = reader.client.post("/sign-out", data={"csrf_token": before})
    assert answer.status_code == 400, "the token of the page before has ended"
    assert csrf is None or reader.client.get_cookie("adalzhol") != csrf


@pytest.mark.parametrize("change", ["password", "reset", "role given", "role taken", "switched off"])
def test_a_stolen_cookie_is_dead_at_once_after(app, national, change):
    other = an_account()
    token = a_session_of(other)
    assert is_known(app, token)
    if change == "password":
        with acting_as(actor_of(other)):
            services.change_password(PasswordChange(PASSWORD, "another good password"))
    elif change == "reset":
        with unit_of_work() as session:
            link = new_link(session, other, LinkPurpose.RESET)
        services.reset_password(links.token_of(LinkPurpose.RESET, link.uid), "another good password")
    elif change == "role given":
        services.add_role(other.id, GrantRow(Role.REGION, a_region().id))
    elif change == "role taken":
        grant = db.session.scalar(select(RoleGrant.id).where(RoleGrant.user_id == other.id))
        services.remove_role(other.id, grant)
    else:
        services.switch_off(other.id)
    assert not is_known(app, token)


def test_a_session_ends_after_twelve_hours_whatever_is_done(app, national):
    token = signed_in(app, national).client.get_cookie(COOKIE).value
    row = db.session.scalars(select(UserSession)).one()
    assert timedelta() <= row.expires_at - row.made_at - SESSION_LIFE < timedelta(minutes=1)
    assert timedelta(hours=12) == SESSION_LIFE
    assert is_known(app, token)
    row.expires_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    assert not is_known(app, token)


def test_reading_pages_writes_nothing_and_sending_notes_the_use_every_five_minutes(app, national):
    reader = signed_in(app, national)

    def seen():
        db.session.rollback()
        return db.session.scalars(select(UserSession.seen_at)).one()

    old = clock.now() - timedelta(minutes=6)
    db.session.execute(update(UserSession).values(seen_at=old))
    db.session.commit()
    reader.visit("/staff/account")
    assert seen() == old
    reader.send({"name": "Айгүл"}, expect=303)
    assert clock.now() - seen() < timedelta(minutes=1)
    recent = clock.now() - timedelta(minutes=4)
    db.session.execute(update(UserSession).values(seen_at=recent))
    db.session.commit()
    reader.visit("/staff/account")
    reader.send({"name": "Айгүл С."}, expect=303)
    assert seen() == recent


@pytest.mark.parametrize("forged", ["x", "A" * 43, "A" * 5000, "ю", "'; DROP TABLE users; --"])
def test_a_forged_cookie_is_nobody(app, national, forged):
    at_the_door(national.email)
    client = app.test_client()
    with fresh_context():
        answer = client.get("/staff/account", headers={"Cookie": f"{COOKIE}={forged}".encode().decode("latin-1")})
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_ten_thousand_forged_sessions_are_nobody(app, national):
    at_the_door(national.email)
    hashes = [crypto.token_hash(crypto.new_token()) for _turn in range(10_000)]
    found = [
        db.session.scalars(select(UserSession.id).where(UserSession.token_hash.in_(hashes[start : start + 500]))).all()
        for start in range(0, 10_000, 500)
    ]
    assert not any(found)


def test_somebody_ends_a_session_on_another_device_but_not_a_strangers(app, national):
    mine, stranger = an_account(), an_account()
    elsewhere, theirs = a_session_of(mine), a_session_of(stranger)
    reader = signed_in(app, mine)
    reader.visit("/staff/account")
    reader.send({}, form="form[action*='/sessions/']", expect=303)
    assert not is_known(app, elsewhere)
    reader.follow()
    their_id = db.session.scalar(select(UserSession.id).where(UserSession.user_id == stranger.id))
    with fresh_context():
        answer = reader.client.post(
            f"/staff/account/sessions/{their_id}/end",
            data={"csrf_token": reader.page.select_one("[name=csrf_token]")["value"]},
        )
    assert answer.status_code == 404
    assert is_known(app, theirs)


def test_a_wrong_address_among_the_work_pages_keeps_the_frame_of_whoever_is_signed_in(app, national):
    reader = signed_in(app, an_account())
    assert reader.visit("/staff/nowhere", expect=404).select_one("nav.bar-wide a")
    assert Reader(app).visit("/staff/nowhere", expect=404).select_one("nav.bar-wide a") is None


def test_the_own_password_is_changed_with_the_old_one(app, national):
    reader = signed_in(app, national)
    elsewhere = a_session_of(national)
    reader.visit("/staff/account/password")
    reader.send({"old": "wrong", "password": "another good password"}, expect=422)
    assert "This is not your password now." in reader.text()
    reader.send({"old": PASSWORD, "password": "short"}, expect=422)
    assert "at least 10 characters" in reader.text()
    reader.send({"old": PASSWORD, "password": national.email}, expect=422)
    reader.send({"old": PASSWORD, "password": "another good password"}, expect=303)
    reader.follow()
    assert "Your password is changed." in reader.text()
    assert not is_known(app, elsewhere)
    assert at_the_door(national.email, "another good password").token


def test_the_old_password_cannot_be_guessed_from_inside(app, national):
    reader = signed_in(app, national)
    reader.visit("/staff/account/password")
    for _turn in range(limits.SIGN_IN_ACCOUNT.most):
        reader.send({"old": "wrong", "password": "another good password"}, expect=422)
    reader.send({"old": PASSWORD, "password": "another good password"}, expect=429)


def test_coming_in_and_going_out_is_in_the_trail_without_names(app, national):
    reader = signed_in(app, national)
    reader.visit("/staff/account")
    reader.send({}, form="form[action='/sign-out']", expect=303)
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.act, entry.user_id) for entry in entries] == [
        (act, national.id) for act in ("password shown", "signed in", "signed out")
    ]
    assert not any(national.email in repr((entry.before, entry.after, entry.reason)) for entry in entries)


def test_counters_whose_time_is_over_are_dropped(app, national):
    with unit_of_work() as session:
        limits.claim(session, limits.SIGN_IN_ACCOUNT, "somebody")
    db.session.execute(update(Attempt).values(since=clock.now() - limits.LONGEST))
    db.session.commit()
    at_the_door(national.email)
    assert db.session.scalars(select(Attempt.count)).all() == [0]


def test_the_language_of_the_account_is_spoken_after_signing_in(app):
    reader = signed_in(app, an_account(language="kk"))
    assert reader.client.get_cookie("language").value == "kk"


def test_the_demonstration_shows_whom_one_may_be_and_nowhere_else(app):
    an_account(email=f"organizer{DEMO_DOMAIN}", password=DEMO_PASSWORD)
    reader = Reader(app)
    assert DEMO_DOMAIN not in str(reader.visit("/sign-in"))
    app.config["DEMO"] = True
    page = reader.visit("/sign-in")
    assert f"organizer{DEMO_DOMAIN}" in page.get_text()
    reader.send({}, form="form.act", expect=303)
    assert reader.response.location == "/staff/"
