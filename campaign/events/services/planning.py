"""Planning single events: made and changed by hand, judged before they are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, crypto, operations, outward
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import Words, _, _l
from campaign.core.lengths import too_long
from campaign.core.outward import Act
from campaign.events.models import Event, EventKind, EventRole, Place
from campaign.events.policies import ensure_can_write_event
from campaign.events.schemas import NewEvent, RoleWish
from campaign.events.services.clashing import Claim, ensure_fits
from campaign.events.services.steps import ATTENDEES, ensure_fresh, locked
from campaign.events.services.telling import judge_for, tell_if_moved, whereabouts
from campaign.events.wall import span
from campaign.relay.models import Stop

FARTHEST = timedelta(days=366)  # from the stay: what lies beyond is a slip of the finger, not a plan
MOST_PEOPLE = 1_000_000
TOO_MANY_PLACES: Words = _l(
    "The number of places lies between 1 and %(most)s; leave it empty for no limit.",
    most=f"{MOST_PEOPLE:,}".replace(",", "\u00a0"),
)
LONGEST = {"title": 200, "description": 4000, "place_note": 200, "responsible": 120, "role": 80}
MOST_ROLES = 40


def create_event(wish: NewEvent, key: str = "") -> int:
    """Plan an event at a stop, as a draft, and return its id.

    A key makes sending the form twice harmless. A hard clash is refused unless an organizer gives a reason for it.
    Raises NotFound, Refused, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        if key and (known := operations.begin(session, "events.create", key, asdict(wish))):
            return int(known["event"])
        stop = _stop(session, wish.stop_id)
        ensure_can_write_event(current_actor(), stop.region_id, stop.id)
        kind = _judged(session, stop, wish, None)
        event = Event(
            uid=crypto.new_uid(),
            stop_id=stop.id,
            region_id=stop.region_id,
            time_zone=stop.time_zone,
            edited=True,
        )
        _fill(event, wish, kind)
        session.add(event)
        session.flush()
        _keep_roles(session, event.id, wish.roles, {})
        ensure_fits(session, event, wish.clash_reason)
        after = {"starts_at": event.starts_at.isoformat(), "capacity": event.capacity}
        audit.note(session, "event.created", "event", event.id, region_id=event.region_id, after=after)
        outward.announce(session, Act.EVENT_CREATED, region_id=event.region_id, stop_id=event.stop_id, event=event.id)
        if key:
            operations.finish(session, "events.create", key, {"event": event.id})
        return event.id


def edit_event(event_id: int, wish: NewEvent, version: int) -> None:
    """Change what stands in an event; its stop and its state stay.

    Fewer places than are taken, or a role taken away from those who have it, is refused with a sentence. Another time or
    place is told to everybody who comes; one that clashes hard is refused as for a new event.
    Raises NotFound, Refused, Stale when somebody else was faster, Invalid.
    """
    with unit_of_work() as session:
        event = locked(session, event_id)
        ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
        ensure_fresh(event, version)
        stop = _stop(session, event.stop_id)
        kind = _judged(session, stop, wish, event)
        before = {"starts_at": event.starts_at.isoformat(), "capacity": event.capacity}
        known, claimed = whereabouts(session, event), Claim.of(event)
        roles = _roles(session, event.id)
        was = _says(event, roles)
        judge_for(session, event, wish.day)
        _fill(event, wish, kind)
        event.version += 1
        _keep_roles(session, event.id, wish.roles, roles)
        event.edited = event.edited or was != _says(event, roles) or {role.id for role in wish.roles} != set(roles)
        after = {"starts_at": event.starts_at.isoformat(), "capacity": event.capacity}
        audit.note(session, "event.edited", "event", event.id, region_id=event.region_id, before=before, after=after)
        outward.announce(session, Act.EVENT_CHANGED, region_id=event.region_id, stop_id=event.stop_id, event=event.id)
        session.flush()
        if Claim.of(event) != claimed:
            ensure_fits(session, event, wish.clash_reason)
        tell_if_moved(session, event, known)
        for port in ATTENDEES:
            port.room_made(session, event.id)


def _stop(session: Session, stop_id: int) -> Stop:
    stop = session.scalars(select(Stop).where(Stop.id == stop_id)).one_or_none()
    if stop is None:
        raise NotFound(_l("There is no such stop."))
    return stop


def _roles(session: Session, event_id: int) -> dict[int, EventRole]:
    statement = select(EventRole).where(EventRole.event_id == event_id).with_for_update()
    found = session.scalars(statement, execution_options={"populate_existing": True})
    return {role.id: role for role in found}


def _fill(event: Event, wish: NewEvent, kind: EventKind) -> None:
    event.kind_id = kind.id
    event.rename(wish.title)
    event.description = wish.description
    event.move(*span(wish.day, wish.starts, wish.ends, event.time_zone, later=wish.later_hour))
    event.place_id, event.place_note = wish.place_id, wish.place_note
    event.capacity = wish.capacity
    event.responsible = wish.responsible
    event.responsible_phone = wish.responsible_phone


def _says(event: Event, roles: Mapping[int, EventRole]) -> tuple[object, ...]:
    """What a kit says of an event. Its place, its notes and whoever is responsible are no kit's, so they edit nothing of it."""
    of_roles = [(role.name, role.capacity) for role in sorted(roles.values(), key=lambda role: role.position)]
    return (event.title, event.description, event.kind_id, event.starts_at, event.ends_at, event.capacity, of_roles)


def _keep_roles(session: Session, event_id: int, wishes: tuple[RoleWish, ...], roles: dict[int, EventRole]) -> None:
    kept = {wish.id for wish in wishes}
    for role_id, role in roles.items():
        if role_id not in kept:
            session.delete(role)
    for position, wish in enumerate(wishes, 1):
        changed = roles.get(wish.id) if wish.id is not None else None
        if changed is None:
            changed = EventRole(event_id=event_id, taken=0)
            session.add(changed)
        changed.position, changed.name, changed.capacity = position, wish.name, wish.capacity


def _judged(session: Session, stop: Stop, wish: NewEvent, event: Event | None) -> EventKind:
    """The kind of a wish that can be kept. Raises Invalid with everything that is wrong, not only the first."""
    kind = session.scalars(select(EventKind).where(EventKind.code == wish.kind)).one_or_none()
    problems = [
        *wrong_by_itself(wish),
        *wrong_day(stop.arrives_on, stop.departs_on, wish.day),
        *_below_taken(session, wish, event),
    ]
    if kind is None:
        problems.append(Problem("kind", "unknown", _("There is no such kind of event. Choose one of the list.")))
    if wish.place_id is not None and session.scalar(select(Place.id).where(Place.id == wish.place_id)) is None:
        problems.append(Problem("place", "unknown", _("There is no such place. Choose one of the list.")))
    if problems or kind is None:
        raise Invalid(_("The event was not saved."), problems)
    return kind


def wrong_by_itself(wish: NewEvent) -> Iterator[Problem]:
    """What is wrong with an event whatever its stop is, and whoever has a place."""
    yield from _wrong_words(wish)
    if wish.ends <= wish.starts:
        sentence = _(
            "The event ends at %(ends)s, but begins at %(starts)s. It must end later on the same day.",
            starts=f"{wish.starts:%H:%M}", ends=f"{wish.ends:%H:%M}",
        )  # fmt: skip
        yield Problem("ends", "backwards", sentence)
    yield from wrong_capacity("capacity", wish.capacity)
    yield from _wrong_roles(wish.roles)


def wrong_capacity(field: str, capacity: int | None) -> Iterator[Problem]:
    """A problem when so many people can be no number of places."""
    if capacity is not None and not 1 <= capacity <= MOST_PEOPLE:
        yield Problem(field, "out_of_range", TOO_MANY_PLACES)


def _wrong_words(wish: NewEvent) -> Iterator[Problem]:
    if not wish.title:
        yield Problem("title_ru", "missing", _("Name the event in at least one language."))
    yield from too_long("title", wish.title, LONGEST["title"])
    yield from too_long("description", wish.description, LONGEST["description"])
    yield from too_long("place_note", wish.place_note, LONGEST["place_note"])
    yield from too_long("responsible", wish.responsible, LONGEST["responsible"])


def wrong_day(first: date, last: date, day: date) -> Iterator[Problem]:
    """Whether an event can be on this day, of a stop that has the baton from `first` to `last`."""
    if not first - FARTHEST <= day <= last + FARTHEST:
        sentence = _(
            "This day is more than a year away from the stay (%(first)s – %(last)s).",
            first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}",
        )  # fmt: skip
        yield Problem("day", "too_far", sentence)


def _wrong_roles(wishes: tuple[RoleWish, ...]) -> Iterator[Problem]:
    if len(wishes) > MOST_ROLES:
        yield Problem("roles", "too_many", _("At most %(most)s roles fit an event.", most=MOST_ROLES))
    for wish in wishes:
        if any(len(words) > LONGEST["role"] for words in wish.name.as_dict().values()):
            sentence = _("The name of a role has at most %(most)s characters.", most=LONGEST["role"])
            yield Problem("roles", "too_long", sentence)
        for problem in wrong_capacity("roles", wish.capacity):
            yield Problem("roles", problem.code, f"{wish.name.text()[: LONGEST['role']]}: {problem.message}")


def _below_taken(session: Session, wish: NewEvent, event: Event | None) -> Iterator[Problem]:
    if event is not None and wish.capacity is not None and wish.capacity < event.taken:
        sentence = _("%(taken)s places are taken already, so there cannot be fewer.", taken=event.taken)
        yield Problem("capacity", "below_taken", sentence)
    roles = _roles(session, event.id) if event is not None else {}
    kept = {wish.id: wish for wish in wish.roles if wish.id is not None}
    if kept.keys() - roles.keys():
        yield Problem("roles", "unknown", _("One of the roles is gone. Open the page again."))
    for role_id, role in roles.items():
        capacity = kept[role_id].capacity if role_id in kept else 0
        if capacity is not None and capacity < role.taken:
            sentence = _(
                "%(taken)s people have the role “%(role)s”, so it cannot have fewer places.",
                taken=role.taken, role=role.name.text(),
            )  # fmt: skip
            yield Problem("roles", "below_taken", sentence)
