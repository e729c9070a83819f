"""Fixtures of the tests about people: the consent texts, a wish, those who may and may not see."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from campaign.core.db import unit_of_work
from campaign.people.schemas import Register
from campaign.people.services import load_shipped
from tests.factories import a_phone

Wish = Callable[..., Register]


def a_wish(full_name: str = "Сәрсенбай Айгерім", **more: Any) -> Register:
    """What somebody typed into the form, in order."""
    facts: dict[str, Any] = {
        "full_name": full_name, "phone": a_phone(), "birth_year": 1997, "organisation": "Лицей № 20", "role_id": None,
        "language": "kk", "consent_version": 1,
    }  # fmt: skip
    return Register(**{**facts, **more})


@pytest.fixture
def app(app: Flask) -> Flask:
    """The app with the consent texts that ship."""
    with unit_of_work() as session:
        load_shipped(session)
    return app


@pytest.fixture
def either_app(either_app: Flask) -> Flask:
    """The same on both databases."""
    with unit_of_work() as session:
        load_shipped(session)
    return either_app
