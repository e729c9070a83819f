"""The time of an answer tells nobody whether there is an account; where it does, that is seen."""

import pytest

from campaign.accounts import passwords, services
from campaign.accounts.models import User
from campaign.accounts.queries import email_key
from campaign.accounts.schemas import LinkPurpose
from campaign.accounts.services.links import new_link
from campaign.core.db import db, unit_of_work
from tests.accounts import timing

ROUNDS = 15
pytestmark = pytest.mark.usefixtures("real_hashes")


def test_signing_in_takes_as_long_for_nobody(app, national, figure):
    told = timing.sign_in(app, national.email, ROUNDS)
    assert told.same
    figure(f"{told.known:.1f} ms known, {told.unknown:.1f} ms unknown")


def test_asking_for_a_password_takes_as_long_for_nobody(app, national, figure):
    told = timing.reset(app, national.email, ROUNDS)
    assert told.same
    figure(f"{told.known:.1f} ms known, {told.unknown:.1f} ms unknown")


def test_a_program_that_compares_nothing_for_nobody_is_seen(app, national, monkeypatch):
    original = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda kept, given: bool(kept) and original(kept, given))
    assert not timing.sign_in(app, national.email, 3).tells_nothing


def test_a_program_that_makes_the_link_at_once_is_seen(app, national, monkeypatch):
    """As it was before the link became queued work."""

    def at_once(email: str, address: str) -> None:
        with unit_of_work() as session:
            user = session.query(User).filter_by(email_key=email_key(email)).one_or_none()
            if user is not None:
                new_link(session, user, LinkPurpose.RESET)

    monkeypatch.setattr(services, "request_reset", at_once)
    assert not timing.reset(app, national.email, 9).tells_nothing


@pytest.fixture(autouse=True)
def _closed(app):
    yield
    db.session.rollback()
