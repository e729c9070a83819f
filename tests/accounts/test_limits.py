"""Limits on guessing hold exactly, across threads, on both databases."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from campaign.accounts import services
from campaign.accounts.models import Attempt
from campaign.accounts.schemas import SignIn
from campaign.accounts.services import limits
from campaign.core import clock
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, TooMany
from tests.accounts.conftest import PASSWORD, an_account
from tests.reader import Reader, fresh_context


def in_threads(app, count, act):
    """Run `act(turn)` in `count` threads that start together; what each answered or raised."""
    answers, gate = [], threading.Barrier(count)

    def run(turn):
        with app.app_context():
            gate.wait()
            try:
                answers.append(act(turn))
            except (Invalid, TooMany) as error:
                answers.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(turn,)) for turn in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def claim(_turn):
    with unit_of_work() as session:
        return limits.claim(session, limits.SIGN_IN_ACCOUNT, "somebody")


def naive_claim(_turn):
    """What one would write first: read, compare, write. It lets more through."""
    session = db.session()
    session.rollback()
    key = limits._key(limits.SIGN_IN_ACCOUNT, "somebody")
    count = session.scalar(select(Attempt.count).where(Attempt.key_hash == key)) or 0
    session.rollback()
    if count >= limits.SIGN_IN_ACCOUNT.most:
        return False
    with unit_of_work() as session:
        session.execute(update(Attempt).where(Attempt.key_hash == key).values(count=count + 1))
    return True


@pytest.mark.parametrize("run", range(3))
def test_of_forty_simultaneous_guesses_five_are_compared(either_app, run):
    assert in_threads(either_app, 40, claim).count(True) == 5


def test_without_the_guard_more_get_through(either_app):
    """The test above can fail: with the naive way it does."""
    let_through = 0
    for _turn in range(5):
        with unit_of_work() as session:
            limits.clear(session, limits.SIGN_IN_ACCOUNT, "somebody")
            limits.claim(session, limits.SIGN_IN_ACCOUNT, "somebody")
        let_through = max(let_through, in_threads(either_app, 40, naive_claim).count(True) + 1)
    assert let_through > 5


def test_of_twelve_simultaneous_wrong_passwords_five_are_compared(either_app):
    email = an_account().email
    answers = in_threads(either_app, 12, lambda turn: services.sign_in(SignIn(email, "wrong", f"10.0.0.{turn}")))
    assert sorted(type(answer).__name__ for answer in answers) == ["Invalid"] * 5 + ["TooMany"] * 7


def test_the_sixth_failure_of_an_account_waits_and_the_head_says_how_long(app, national):
    reader = Reader(app)
    reader.visit("/sign-in")
    for _turn in range(5):
        reader.send({"email": national.email, "password": "wrong"}, expect=422)
    reader.send({"email": national.email.upper(), "password": PASSWORD}, expect=429)
    assert 0 < int(reader.response.headers["Retry-After"]) <= 900
    assert "Too many attempts. Come back in 15 minutes." in reader.text()
    assert reader.page.select_one("#email")["value"] == national.email.upper()
    db.session.execute(update(Attempt).values(since=clock.now() - timedelta(minutes=15, seconds=1)))
    db.session.commit()
    reader.send({"email": national.email, "password": PASSWORD}, expect=303)


def test_an_unknown_address_is_held_up_the_same(app):
    for _turn in range(5):
        with pytest.raises(Invalid):
            services.sign_in(SignIn("nobody@example.kz", "wrong", "10.0.0.1"))
    with pytest.raises(TooMany):
        services.sign_in(SignIn("nobody@example.kz", "wrong", "10.0.0.2"))


def test_success_begins_the_count_of_the_account_again_and_leaves_that_of_the_address(app, national):
    def failures(count):
        for _turn in range(count):
            with pytest.raises(Invalid):
                services.sign_in(SignIn(national.email, "wrong", "10.0.0.1"))

    for _turn in range(7):
        failures(4)
        services.sign_in(SignIn(national.email, PASSWORD, "10.0.0.1"))
    failures(2)
    with pytest.raises(TooMany):
        services.sign_in(SignIn(national.email, PASSWORD, "10.0.0.1"))
    assert services.sign_in(SignIn(national.email, PASSWORD, "10.0.0.2")).token


def test_thirty_failures_of_one_address_close_it_for_every_account(app, national):
    for turn in range(30):
        with pytest.raises(Invalid):
            services.sign_in(SignIn(f"nobody{turn}@example.kz", "wrong", "10.0.0.1"))
    with pytest.raises(TooMany):
        services.sign_in(SignIn(national.email, PASSWORD, "10.0.0.1"))


def test_a_forwarded_header_fools_nobody(app, national):
    client = app.test_client()
    reader = Reader(app)
    reader.client = client
    reader.visit("/sign-in")
    token = reader.page.select_one("[name=csrf_token]")["value"]
    codes = []
    for turn in range(31):
        with fresh_context():
            answer = client.post(
                "/sign-in",
                data={"email": f"nobody{turn}@example.kz", "password": "wrong", "csrf_token": token},
                headers={"X-Forwarded-For": f"10.0.1.{turn}", "Forwarded": f"for=10.0.1.{turn}"},
            )
        codes.append(answer.status_code)
    assert codes == [422] * 30 + [429]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("unix", "unix", True),
    ],
)
def test_a_household_of_ipv6_is_one_caller(one, other, is_same):
    assert (limits.network_of(one) == limits.network_of(other)) is is_same
