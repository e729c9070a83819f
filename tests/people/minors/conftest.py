"""Rows for the tests about minors: a child's registration, and what a guardian said of it."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from campaign.core import clock, crypto
from campaign.core.db import db, unit_of_work
from campaign.events.models import Event
from campaign.people.minors.models import GuardianConsent, GuardianText
from campaign.people.minors.schemas import Relation, Way
from campaign.people.minors.services import load_shipped
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from tests.factories import a_registration, kept

PENDING = RegistrationState.PENDING


def a_minor(event: Event, full_name: str = "Ермек Нұрлан", *, born: int = 2005, **more: Any) -> Registration:
    """Somebody on the list of the event who waits for a parent."""
    row = a_registration(event, full_name, state=more.pop("state", PENDING))
    person = db.session.get_one(Person, row.person_id)
    person.birth_year, person.birth_date = born, more.pop("day", None)
    db.session.commit()
    return row


def a_guardian_text() -> GuardianText:
    found = db.session.query(GuardianText).first()
    return found or kept(GuardianText(version=1, language="kk", text="Келісемін", valid_from=clock.campaign_now()))


def a_guardian_consent(registration: Registration, *, way: Way = Way.LINK, photo: bool = True) -> GuardianConsent:
    row = GuardianConsent(
        uid=crypto.new_uid(), registration_id=registration.id, region_id=registration.region_id, stop_id=registration.stop_id,
        way=way, relation=Relation.MOTHER, text_id=a_guardian_text().id, consent_below=16, photo=photo,
        given_at=clock.campaign_now(), signed_on=date(2018, 4, 4) if way is Way.PAPER else None,
    )  # fmt: skip
    row.name, row.phone = "Сейтова Гүлнар", "+77010000001"
    return kept(row)


@pytest.fixture
def app(app: Flask) -> Flask:
    """The app with the texts for guardians that ship."""
    return shipped(app)


@pytest.fixture
def either_app(either_app: Flask) -> Flask:
    """The same on both databases."""
    return shipped(either_app)


def shipped(app: Flask) -> Flask:
    with unit_of_work() as session:
        load_shipped(session)
    return app
