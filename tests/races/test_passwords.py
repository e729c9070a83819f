"""A password that changes, or an account that is switched off, while somebody comes in with what was good until then."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import func, select

from campaign.accounts import links, passwords, services
from campaign.accounts.models import User, UserSession
from campaign.accounts.queries import actor_of
from campaign.accounts.schemas import Arrival, LinkPurpose, PasswordChange, SignIn
from campaign.accounts.services import care, choosing, sessions
from campaign.accounts.services.links import new_link
from campaign.core.actor import acting_as
from campaign.core.db import db, unit_of_work
from tests.accounts.conftest import PASSWORD, an_account
from tests.factories import a_user
from tests.races.test_stock_waits import one_then_other, slowly

NEWER = "another good password"


@pytest.fixture(autouse=True)
def _shown_just_now(monkeypatch):
    for room in (care, choosing):
        monkeypatch.setattr(room, "ensure_fresh", lambda: None)


def a_link(user: User, purpose: LinkPurpose) -> str:
    """The secret of a link that was sent."""
    with unit_of_work() as session:
        return links.token_of(purpose, new_link(session, user, purpose).uid)


def by(user: User, act: Callable[[], object]) -> Callable[[], None]:
    user_id = user.id

    def do() -> None:
        with acting_as(actor_of(db.session.get_one(User, user_id))):
            act()

    return do


def open_sessions(user_id: int) -> int:
    open_ones = select(func.count()).where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
    return db.session.scalar(open_ones) or 0


def test_no_session_of_the_old_password_outlives_it(postgres_app, monkeypatch):
    user = an_account()
    number, token, wish = user.id, a_link(user, LinkPurpose.RESET), SignIn(user.email, PASSWORD, "10.0.0.1")
    slowly(monkeypatch, sessions, "end_by_token")
    acts = partial(services.sign_in, wish), partial(services.reset_password, token, NEWER)
    assert one_then_other(postgres_app, *acts) == ["done", "done"]
    assert open_sessions(number) == 0


def test_whoever_knows_the_old_password_does_not_change_the_new_one(postgres_app, monkeypatch):
    user = an_account()
    number, token = user.id, a_link(user, LinkPurpose.RESET)
    slowly(monkeypatch, passwords, "matches")
    change = by(user, partial(services.change_password, PasswordChange(PASSWORD, "a thief's own password")))
    assert one_then_other(postgres_app, change, partial(services.reset_password, token, NEWER)) == ["invalid", "done"]
    assert passwords.matches(db.session.get_one(User, number).password_hash, NEWER)


def test_somebody_accepts_while_the_account_is_switched_off(postgres_app, monkeypatch):
    national, guest = an_account(), a_user()
    number, token = guest.id, a_link(guest, LinkPurpose.INVITATION)
    slowly(monkeypatch, choosing, "use_link")
    accept = partial(services.accept_invitation, token, Arrival("Гость", NEWER, "ru"))
    assert one_then_other(postgres_app, accept, by(national, partial(services.switch_off, number))) == ["done", "done"]
    assert (db.session.get_one(User, number).active, open_sessions(number)) == (False, 0)
