"""Every letter that there is a writer of, about whatever rows of the database it can be about."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import islice, product
from typing import Any, Final

from sqlalchemy import select, update

from campaign.accounts.models import User
from campaign.core import clock
from campaign.core.db import Base, db
from campaign.core.i18n import use_language
from campaign.core.mail.letters import Letter, envelope
from campaign.core.mail.outbox import WRITERS
from campaign.events.models import Event
from campaign.events.queries import event_row
from campaign.events.schemas import EventState, Whereabouts
from campaign.exchange.webhooks.models import Webhook
from campaign.exchange.webhooks.schemas import HookState
from campaign.people.models import Person, Registration
from campaign.people.privacy.models import ErasureRequest
from campaign.people.privacy.schemas import ClosedWhy
from campaign.people.privacy.tasks import CLOSED
from campaign.people.schemas import RegistrationState
from campaign.relay.models import Stop
from campaign.reports.rollup.models import FigureNudge

TABLES: Final = {
    "link_id": "account_links", "session_id": "user_sessions", "version_id": "briefing_versions", "nudge_id": "figure_nudges",
    "request_id": "erasure_requests",
}  # fmt: skip
MOST: Final = 400  # rows that one kind of letter is tried about


def letters() -> dict[str, bytes | None]:
    """By kind: the first that somebody is to get, as it goes out; None when nobody is to get one. Nothing is changed."""
    with use_language("kk"):
        return {kind: _first(kind, writer) for kind, writer in WRITERS.items()}


def _first(kind: str, writer: Callable[[dict[str, Any]], Letter | None]) -> bytes | None:
    point = db.session.begin_nested()
    try:
        if kind in _SO_THAT:
            _SO_THAT[kind]()
            db.session.flush()
            db.session.expire_all()
        return next(_of(writer), None)
    finally:
        point.rollback()


def _of(writer: Callable[[dict[str, Any]], Letter | None]) -> Iterator[bytes]:
    names = [field.name for field in fields(inspect.getclosurevars(writer).nonlocals["takes"])]
    numbers = [name for name in names if name.endswith("_id")]
    for row in islice(product(*(_numbers(name) for name in numbers)), MOST):
        facts = dict(zip(numbers, row, strict=True))
        letter = writer(facts | {name: _other(name, facts) for name in names if name not in facts})
        if letter is not None:
            yield envelope(letter, "<1@example.com>").as_bytes()


def _all(table: type[Base], *where: Any, **values: Any) -> None:
    db.session.execute(update(table).where(*where).values(**values), execution_options={"synchronize_session": False})


def _everybody_pends() -> None:
    _all(Registration, Registration.state == RegistrationState.CONFIRMED, state=RegistrationState.PENDING, confirm_by=None)


def _a_parent_is_asked() -> None:
    for registration in db.session.scalars(select(Registration).order_by(Registration.id).limit(20)):
        registration.issue_to_guardian(1)
        registration.guardian_email = "parent@example.kz"


def _somebody_was_reminded() -> None:
    user, day = db.session.scalars(select(User.id).limit(1)).one(), clock.campaign_today("Asia/Almaty")
    for stop in db.session.scalars(select(Stop).order_by(Stop.id).limit(20)):
        nudge = FigureNudge(stop_id=stop.id, region_id=stop.region_id, user_id=user, day=day, events=1, asked_at=clock.now())
        db.session.add(nudge)


def _a_wish_was_closed() -> None:
    today = clock.campaign_today("Asia/Almaty")
    for there in db.session.scalars(select(Registration).order_by(Registration.id).limit(5)):
        db.session.get_one(Person, there.person_id).email = "somebody@example.kz"
        wish = ErasureRequest(
            person_id=there.person_id, registration_id=there.id, region_id=there.region_id, stop_id=there.stop_id,
            asked_at=clock.now(), due_on=today, done_at=clock.now(), closed_why=ClosedWhy.OTHER, closed_words="…",
        )  # fmt: skip
        db.session.add(wish)


_SO_THAT: Final[dict[str, Callable[[], None]]] = {
    "minors.link": _a_parent_is_asked,
    "minors.missing": _everybody_pends,
    "people.event_cancelled": lambda: _all(Event, state=EventState.CANCELLED),
    "reports.figures_owed": _somebody_was_reminded,
    CLOSED: _a_wish_was_closed,
    "webhooks.stopped": lambda: _all(Webhook, state=HookState.STOPPED),
}  # what must be so that somebody is written to


def _numbers(name: str) -> list[int]:
    table = Base.metadata.tables[TABLES.get(name, f"{name.removesuffix('_id')}s")]
    return list(db.session.execute(select(table.c.id).order_by(table.c.id).limit(20)).scalars())


def _other(name: str, facts: dict[str, int]) -> Any:
    """The day of the event, and where its people thought that it would be."""
    event = event_row(facts["event_id"])
    if name == "day":
        return event.day.isoformat()
    was = Whereabouts(event.starts_at, event.ends_at, event.place_name, event.place_address, "бұрынғы орын")
    return was.as_facts()
