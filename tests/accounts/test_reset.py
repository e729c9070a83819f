"""A forgotten password: a letter, a link that works once, and nothing to learn for strangers."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from campaign.accounts import links, services
from campaign.accounts.factors.models import Passkey
from campaign.accounts.models import AccountLink, User, UserSession
from campaign.accounts.schemas import COOKIE, LinkPurpose, SignIn
from campaign.accounts.services.links import new_link
from campaign.core import clock, crypto, runner
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Gone, Invalid, NotFound, TooMany
from campaign.core.mail import WRITERS, Message, MessageState, deliver_waiting
from tests.accounts.conftest import PASSWORD, an_account
from tests.accounts.postman import laid_down, link_in, page_of, path_of, plain_of
from tests.accounts.softkey import a_passkey_row
from tests.factories import a_session_of
from tests.mailserver import mail_server
from tests.reader import Reader, fresh_context

NEW = "another good password"


def asked(app, email) -> Reader:
    reader = Reader(app)
    reader.visit("/reset")
    reader.send({"email": email}, expect=303)
    reader.follow()
    work_off(app)
    return reader


def work_off(app) -> None:
    """What is queued, as another process does it."""
    with app.app_context():
        while runner.run_next():
            pass
    db.session.rollback()


def a_link(user, purpose=LinkPurpose.RESET) -> str:
    with unit_of_work() as session:
        link = new_link(session, user, purpose, send=False)
        return links.token_of(purpose, link.uid)


def test_the_way_by_mail_from_the_forgotten_password_to_the_new_one(app, national):
    with mail_server() as server:
        app.config["MAIL_SERVER"] = server.address
        reader = asked(app, national.email.upper())
        assert deliver_waiting() == 1
        [letter] = server.letters
        assert server.recipients == [national.email]
    assert letter["To"] == national.email
    assert letter["Subject"] == "A new password"
    elsewhere = a_session_of(national)
    reader.visit(path_of(link_in(letter)))
    assert national.email in reader.text()
    reader.send({"password": NEW}, expect=303)
    reader.follow()
    assert "Your new password is kept." in reader.text()
    reader.send({"email": national.email, "password": NEW}, expect=303)
    client = app.test_client()
    client.set_cookie(COOKIE, elsewhere)
    with fresh_context():
        assert client.get("/staff/account").status_code == 302
    with pytest.raises(Invalid):
        services.sign_in(SignIn(national.email, PASSWORD, "10.0.0.1"))


def test_without_a_mail_server_the_letter_lies_in_the_data_folder(app, national, tmp_path):
    asked(app, national.email)
    assert deliver_waiting() == 1
    [letter] = laid_down(tmp_path)
    assert "/reset/" in link_in(letter)
    assert deliver_waiting() == 0


@pytest.mark.parametrize(("language", "subject"), [("kk", "Жаңа құпиясөз"), ("ru", "Новый пароль"), ("en", "A new password")])
def test_the_letter_speaks_the_language_of_the_account(app, tmp_path, language, subject):
    asked(app, an_account(language=language).email)
    deliver_waiting()
    [letter] = laid_down(tmp_path)
    assert letter["Subject"] == subject


def test_a_mail_server_that_is_away_is_asked_again_later(app, national):
    app.config["MAIL_SERVER"] = "127.0.0.1:9"
    asked(app, national.email)
    assert deliver_waiting() == 0
    message = db.session.scalars(select(Message)).one()
    assert (message.state, message.attempts, message.trouble) == (MessageState.WAITING, 1, "ConnectionRefusedError")
    with mail_server() as server:
        app.config["MAIL_SERVER"] = server.address
        db.session.execute(update(Message).values(next_at=clock.now()))
        db.session.commit()
        assert deliver_waiting() == 1
        assert len(server.letters) == 1


@pytest.mark.parametrize("known", [True, False])
def test_whoever_asks_never_learns_whether_there_is_such_an_account(app, national, known):
    reader = asked(app, national.email if known else "nobody@example.kz")
    assert "If there is an account with this address" in reader.text()
    assert db.session.scalar(select(func.count()).select_from(Message)) == int(known)


def test_a_known_and_an_unknown_address_are_asked_for_with_the_same_statements(app, national, statements):
    """What tells them apart happens later, in queued work: no answer comes sooner for nobody."""
    counts, email = [], national.email
    for address in ("warm@example.kz", email, "nobody@example.kz"):
        statements.clear()
        services.request_reset(address, "10.0.0.1")
        counts.append([statement.split()[0] for statement in statements])
    assert counts[1] == counts[2]


def test_nobody_is_flooded_with_letters(app, national):
    for _turn in range(8):
        services.request_reset(national.email, "10.0.0.1")
    work_off(app)
    assert db.session.scalar(select(func.count()).select_from(Message)) == 3
    for _turn in range(22):
        services.request_reset("nobody@example.kz", "10.0.0.1")
    with pytest.raises(TooMany):
        services.request_reset("somebody@example.kz", "10.0.0.1")


def test_nothing_personal_and_no_secret_lies_in_the_queue(app, national, tmp_path):
    services.request_reset(national.email, "10.0.0.1")
    work_off(app)
    message, link = db.session.scalars(select(Message)).one(), db.session.scalars(select(AccountLink)).one()
    assert message.facts == {"link_id": link.id}
    token = links.token_of(LinkPurpose.RESET, link.uid)
    assert link.token_hash == crypto.token_hash(token)
    db.session.remove()
    assert token.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("test.db*"))


def test_the_address_in_the_letter_is_never_taken_from_the_request(app, national, tmp_path):
    reader = Reader(app)
    reader.visit("/reset")
    token = reader.page.select_one("[name=csrf_token]")["value"]
    with fresh_context():
        answer = reader.client.post(
            "/reset", data={"email": national.email, "csrf_token": token}, headers={"X-Forwarded-Host": "evil.example"}
        )
        reader.client.post("/reset", base_url="http://evil.example", data={"email": national.email, "csrf_token": token})
    assert answer.status_code == 303
    work_off(app)
    deliver_waiting()
    assert all("evil" not in plain_of(letter) + page_of(letter) for letter in laid_down(tmp_path))
    app.config["PUBLIC_URL"] = "https://adalzhol.example"
    services.request_reset(national.email, "10.0.0.1")
    work_off(app)
    deliver_waiting()
    assert link_in(laid_down(tmp_path)[-1]).startswith("https://adalzhol.example/reset/")


def test_looking_at_a_link_does_not_use_it_and_using_it_ends_it(app, national):
    token = a_link(national)
    reader = Reader(app)
    for _turn in range(3):
        reader.visit(f"/reset/{token}")
    reader.send({"password": NEW}, expect=303)
    reader.visit(f"/reset/{token}", expect=410)
    assert "used already" in reader.text()
    with pytest.raises(Gone):
        services.reset_password(token, "yet another password")


@pytest.mark.parametrize("end", ["time", "newer", "switched off", "password set otherwise"])
def test_a_link_ends_by(app, national, end):
    user = an_account()
    token = a_link(user)
    if end == "time":
        db.session.execute(update(AccountLink).values(expires_at=clock.now() - timedelta(seconds=1)))
        db.session.commit()
    elif end == "newer":
        a_link(user)
    elif end == "switched off":
        services.switch_off(user.id)
    else:
        services.reset_password(a_link(user), NEW)
    with pytest.raises(Gone):
        services.reset_password(token, "yet another password")


def test_a_link_of_one_purpose_is_none_of_another(app, national):
    token = a_link(national, LinkPurpose.INVITATION)
    Reader(app).visit(f"/reset/{token}", expect=404)
    Reader(app).visit(f"/invitation/{a_link(national)}", expect=404)


@pytest.mark.parametrize("forged", ["x", "A" * 32, "a" * 300, "%00", "Әлия", "..%2f..", "' OR 1=1 --"])
@pytest.mark.parametrize("page", ["reset", "invitation"])
def test_a_forged_link_is_not_there(app, national, page, forged):
    a_link(national)
    reader = Reader(app)
    with fresh_context():
        assert reader.client.get(f"/{page}/{forged}").status_code == 404


def test_ten_thousand_forged_links_open_nothing(app, national):
    a_link(national)
    hashes = [crypto.token_hash(crypto.derived_token("reset", crypto.new_uid(), 1)) for _turn in range(10_000)]
    for start in range(0, 10_000, 500):
        part = hashes[start : start + 500]
        assert db.session.scalars(select(AccountLink.id).where(AccountLink.token_hash.in_(part))).all() == []
    with pytest.raises(NotFound):
        services.reset_password(crypto.new_token(), NEW)


def test_of_eight_who_use_a_link_at_once_one_sets_the_password(either_app):
    user = an_account()
    user_id, token = user.id, a_link(user)
    answers, gate = [], threading.Barrier(8)

    def use(turn):
        with either_app.app_context():
            gate.wait()
            try:
                services.reset_password(token, f"good password {turn}")
                answers.append(turn)
            except Gone:
                answers.append(None)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=use, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [winner] = [turn for turn in answers if turn is not None]
    db.session.rollback()
    email = db.session.scalar(select(User.email).where(User.id == user_id))
    assert services.sign_in(SignIn(email, f"good password {winner}", "10.0.0.1")).token


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "at least 10 characters"),
        ("x" * 201, "at most 200 characters"),
        ("aaaaaaaaaaaa", "too few different characters"),
        ("", "Please fill this in."),
    ],
)
def test_a_poor_password_is_refused_with_a_remedy(app, national, password, sentence):
    reader = Reader(app)
    reader.visit(f"/reset/{a_link(national)}")
    reader.send({"password": password}, expect=422)
    assert sentence in reader.text()
    reader.send({"password": NEW}, expect=303)


def test_the_address_itself_is_no_password(app):
    user = an_account(email="long.enough.name@example.kz")
    for password in (user.email, "LONG.ENOUGH.NAME", f" {user.email} "):
        with pytest.raises(Invalid):
            services.reset_password(a_link(user), password)


def test_a_new_password_opens_the_door_that_guessing_had_closed(app, national):
    for _turn in range(5):
        with pytest.raises(Invalid):
            services.sign_in(SignIn(national.email, "wrong", "10.0.0.1"))
    services.reset_password(a_link(national), NEW)
    assert services.sign_in(SignIn(national.email, NEW, "10.0.0.1")).token


def test_whoever_has_the_account_hears_of_a_changed_password(app, national, tmp_path):
    services.reset_password(a_link(national), NEW)
    deliver_waiting()
    [letter] = laid_down(tmp_path)
    assert letter["Subject"] == "Your password has been changed"
    assert link_in(letter) == "http://127.0.0.1:8000/reset"


def test_a_reset_forgets_the_browsers_and_says_so_and_leaves_the_second_factors(either_app):
    user = an_account()
    a_session_of(user)
    db.session.execute(update(UserSession).values(browser_hash="known"))
    number = a_passkey_row(user)
    user_id, token = user.id, a_link(user)
    services.reset_password(token, NEW)
    db.session.expire_all()
    assert db.session.execute(select(UserSession.browser_hash, UserSession.ended_at.is_(None))).all() == [("", False)]
    assert db.session.get(Passkey, number) is not None
    assert db.session.scalars(select(Message.kind)).all() == ["accounts.password_reset"]
    written = WRITERS["accounts.password_reset"]({"user_id": user_id})
    assert "none is known any more" in str(written.parts)
