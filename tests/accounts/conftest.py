"""People with passwords, for the tests of accounts."""

import pytest

from campaign.accounts.models import User
from campaign.accounts.schemas import GrantRow
from campaign.accounts.services import make_account
from campaign.core.actor import Role
from campaign.core.db import unit_of_work
from tests.factories import _next

PASSWORD = "сабын мен орамал 2018"


def an_account(role=Role.NATIONAL, *, region=None, stop=None, password=PASSWORD, language="en", email=None) -> User:
    """Somebody with a role and a password; without one, somebody who was invited and has not come."""
    with unit_of_work() as session:
        return make_account(
            session,
            email or f"member{next(_next)}@example.kz",
            "Айгүл Сейтова",
            GrantRow(role, region.id if region is not None else None, stop.id if stop is not None else None),
            password=password,
            language=language,
        )


@pytest.fixture
def national(app) -> User:
    return an_account()
