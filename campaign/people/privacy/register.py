"""The register of consents: who agreed to which text, when, and whether it was withdrawn."""

from typing import Any, Final

from sqlalchemy import func, select

from campaign.core.db import db
from campaign.events.models import Event
from campaign.people.models import Consent, ConsentText, Person, Registration
from campaign.people.privacy.schemas import ConsentCount, ConsentFilter, ConsentLine
from campaign.web.paging import Page, keyset, number_cursor, page_of

PAGE_SIZE: Final = 50


def register(wish: ConsentFilter, token: str | None) -> Page[ConsentLine]:
    """One page, the newest first. One statement."""
    cursor = number_cursor(token)
    asked: Any = (
        select(
            Consent.id, Registration.id, Person.full_name, Event.title, Event.time_zone, ConsentText.version,
            ConsentText.language, Consent.given_at, Consent.withdrawn_at,
        )
        .join(Registration, Registration.id == Consent.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Event, Event.id == Registration.event_id)
        .join(ConsentText, ConsentText.id == Consent.text_id)
        .where(*_criteria(wish))
    )  # fmt: skip
    found = db.session.execute(keyset(asked, (Consent.id,), cursor, PAGE_SIZE, newest_first=True)).all()
    lines = [ConsentLine(*row) for row in found]
    return page_of(lines, cursor, PAGE_SIZE, lambda line: (line.id,))


def _criteria(wish: ConsentFilter) -> list[Any]:
    rules: list[Any] = []
    if wish.state:
        rules.append(Consent.withdrawn_at.is_(None) if wish.state == "stands" else Consent.withdrawn_at.is_not(None))
    if wish.version is not None:
        rules.append(ConsentText.version == wish.version)
    if wish.first is not None:
        rules.append(Event.day >= wish.first)
    if wish.last is not None:
        rules.append(Event.day <= wish.last)
    return rules


def counts() -> tuple[ConsentCount, ...]:
    """By version of the text: how many stand, how many were withdrawn. One statement."""
    given, withdrawn = func.count(Consent.id), func.count(Consent.withdrawn_at)
    asked = (
        select(ConsentText.version, given - withdrawn, withdrawn)
        .join(Consent, Consent.text_id == ConsentText.id)
        .group_by(ConsentText.version)
        .order_by(ConsentText.version)
    )
    return tuple(ConsentCount(*row) for row in db.session.execute(asked))
