"""Writing looks down: in a unit of work of their own, after the answer was made, once an hour for each page and thing."""

from datetime import datetime
from typing import Any, Final

from flask import current_app
from sqlalchemy import func, select

from campaign.accounts.alarms.services import note_people_read
from campaign.core import clock
from campaign.core.actor import current_actor, widened
from campaign.core.db import insert_into, unit_of_work
from campaign.events.models import Event
from campaign.people.models import Registration
from campaign.relay.models import Stop
from campaign.reports.access.models import AccessEntry, AccessReason
from campaign.reports.access.schemas import EVENT, EVERYBODY, REGISTRATION, STOP, Look
from campaign.web.reasons import Reason

_MEMORY = "campaign_looks"
_MOST_REMEMBERED = 50_000
_KEYS: Final = {EVENT: Event.id, REGISTRATION: Registration.id, STOP: Stop.id}
_REGIONS: Final = {EVENT: select(Event.region_id), REGISTRATION: select(Registration.region_id), STOP: select(Stop.region_id)}


def note_look(look: Look, written: bool) -> None:
    """Keep that the asker looked. This process remembers the hour's looks, so that the same page costs no statement again."""
    user_id = current_actor().user_id
    if user_id is None:
        return
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    key = (user_id, look, written)
    if key in (known := _looks_of(hour)):
        return
    with unit_of_work() as session:
        row = {
            "hour": hour, "user_id": user_id, "page": look.page, "thing": look.thing, "thing_id": look.thing_id,
            "written": written, "region_id": _region_of(session, look.thing, look.thing_id), "reason_id": look.reason_id,
        }  # fmt: skip
        kept = session.scalar(insert_into(AccessEntry, session).values(row).on_conflict_do_nothing().returning(AccessEntry.id))
        if kept is not None and look.thing != EVERYBODY:
            note_people_read(session, user_id, _people_before(session, user_id, hour))
    if len(known) < _MOST_REMEMBERED:
        known.add(key)


def _people_before(session: Any, user_id: int, hour: datetime) -> int:
    """How many different people stand in what the account opened, printed or took along within the hour. One statement."""
    looked = select(AccessEntry.thing_id).where(AccessEntry.hour == hour, AccessEntry.user_id == user_id)
    of_events = select(Registration.person_id).where(Registration.event_id.in_(looked.where(AccessEntry.thing == EVENT)))
    alone = select(Registration.person_id).where(Registration.id.in_(looked.where(AccessEntry.thing == REGISTRATION)))
    with widened():
        return session.scalar(select(func.count()).select_from(of_events.union(alone).subquery())) or 0


def _looks_of(hour: datetime) -> set[Any]:
    kept: tuple[datetime, set[Any]] = current_app.extensions.get(_MEMORY, (hour, set()))
    if kept[0] != hour or _MEMORY not in current_app.extensions:
        kept = current_app.extensions[_MEMORY] = (hour, set())
    return kept[1]


def note_reason(reason: Reason) -> int:
    """Write down why the asker looks; the number of the reason."""
    subject = reason.subject
    with unit_of_work() as session:
        row = AccessReason(
            at=clock.now(), user_id=current_actor().user_id, about=subject.about, thing=subject.thing,
            thing_id=subject.thing_id, region_id=_region_of(session, subject.thing, subject.thing_id), kind=reason.kind,
            words=reason.words,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def _region_of(session: Any, thing: str, thing_id: int) -> int | None:
    """Whose event, registration or stop it was; an organizer of one region who looks over all looks at the own one."""
    if thing not in _REGIONS:
        own = current_actor().scope.regions | current_actor().scope.stop_regions
        return min(own) if len(own) == 1 else None
    with widened():
        found: int | None = session.scalar(_REGIONS[thing].where(_KEYS[thing] == thing_id))
    return found
