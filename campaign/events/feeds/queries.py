"""Reading what goes into a calendar: events, stays and handovers, within the scope of whoever asks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute

from campaign.accounts.links import address_of
from campaign.accounts.models import User
from campaign.accounts.queries import actor_with_id
from campaign.core import clock, crypto
from campaign.core.actor import NOBODY, Actor, acting_as, current_actor, widened
from campaign.core.audit import OF_EVENTS, AuditEntry
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _, _l, use_language
from campaign.events.feeds.models import CalendarLink
from campaign.events.feeds.schemas import Entry, Feed, OwnCalendar, Standing
from campaign.events.models import Event, EventKind, Place
from campaign.events.schemas import EventState
from campaign.relay import queries as relay
from campaign.relay.custody.models import Handover
from campaign.relay.custody.schemas import HandoverState
from campaign.relay.models import Relay, Stop
from campaign.relay.schemas import RelayRow, StopRow
from campaign.territory.models import Unit

PURPOSE: Final = "calendar"
LONGEST_TOKEN: Final = 64
MOST: Final = 2000  # entries of a feed
KEPT: Final = timedelta(days=90)  # how long what is over stays in a calendar of one's own
AT: Final = "@adal-zhol"  # behind the random name of a row in a UID
STANDINGS: Final = {EventState.DRAFT: Standing.PLANNED, EventState.CANCELLED: Standing.CANCELLED}


def feed_of_relay(relay_id: int, code: str) -> Feed:
    """The programme of a relay as everybody sees it. Raises NotFound. Four statements."""
    with acting_as(NOBODY), use_language(code):
        row = relay.relay_row(relay_id)
        entries = _events(code, Stop.relay_id == relay_id, public=True)
        return Feed(_titled(row), code, address_of("events.relay", relay_id=relay_id), entries)


def feed_of_event(event_id: int, code: str) -> Feed:
    """One event as everybody sees it. Raises NotFound for a draft. Two statements."""
    with acting_as(NOBODY), use_language(code):
        entries = _events(code, Event.id == event_id, public=True)
        if not entries:
            raise NotFound(_l("There is no such event."))
        return Feed(entries[0].title, code, address_of("events.event", event_id=event_id), entries)


def feed_of_route(relay_id: int, code: str) -> Feed:
    """Where the baton is on which days, as everybody sees it. Raises NotFound. Five statements."""
    with acting_as(NOBODY), use_language(code):
        row = relay.relay_row(relay_id)
        chain = relay.chain_of(relay_id)
        changes, url = _changes([relay_id])[relay_id], address_of("events.relay", relay_id=relay_id)
        entries = tuple(_stay(stop, following, changes, url) for stop, following in zip(chain, [*chain[1:], None], strict=True))
        return Feed(_("%(region)s: the way of the baton", region=row.title), code, url, entries)


def feed_by_token(token: str) -> Feed:
    """The calendar of the account that the secret address belongs to, in its language. Raises NotFound. Eight statements."""
    found = None
    if len(token) <= LONGEST_TOKEN:
        found = db.session.execute(
            select(User.id, User.language)
            .join(CalendarLink, CalendarLink.user_id == User.id)
            .where(CalendarLink.token_hash == crypto.token_hash(token), User.active)
        ).one_or_none()
    if found is None:
        raise NotFound(_l("This calendar address does not work. Perhaps it was withdrawn or replaced."))
    actor = actor_with_id(found.id)
    with acting_as(actor), use_language(found.language):
        return _own_feed(actor, found.language)


def _own_feed(actor: Actor, code: str) -> Feed:
    since = clock.campaign_now() - KEPT
    entries = (*_events(code, Event.ends_at >= since), *_stays(since), *_handovers(since))
    name = _("Adal Zhol: %(name)s", name=actor.name)
    return Feed(name, code, address_of("events_staff.events"), tuple(sorted(entries, key=_order)))


def _order(entry: Entry) -> tuple[str, str]:
    return (entry.begins.isoformat(), entry.uid)


def own_calendar() -> OwnCalendar | None:
    """The actor's own secret address, when there is one. One statement."""
    found = db.session.scalar(select(CalendarLink).where(CalendarLink.user_id == current_actor().user_id))
    return OwnCalendar(token_of(found.uid), found.made_at) if found else None


def token_of(uid: str) -> str:
    """The secret of the address `uid`; only its hash is kept."""
    return crypto.derived_token(PURPOSE, uid, 1)


def _titled(row: RelayRow) -> str:
    return f"{row.campaign_name}, {row.title}"


def _events(code: str, *rules: Any, public: bool = False) -> tuple[Entry, ...]:
    """Events with the moment of their last change, in the order of time. One statement."""
    written = _written(OF_EVENTS, Event.id)
    asked = (
        select(Event, EventKind.name, Unit.name, Place.name, Place.address, Place.lat, Place.lon, Relay.made_at, written)
        .join(EventKind, EventKind.id == Event.kind_id)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Relay, Relay.id == Stop.relay_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(Place, Place.id == Event.place_id)
        .where(*rules)
        .order_by(Event.starts_at, Event.id)
        .limit(MOST)
    )
    return tuple(_entry(found, code, public) for found in db.session.execute(asked))


def _written(of_a_kind: ColumnElement[bool], number: InstrumentedAttribute[int]) -> ScalarSelect[datetime]:
    """When something was done last with a row of that kind; None when nothing was."""
    return select(func.max(AuditEntry.at)).where(of_a_kind, AuditEntry.thing_id == number).scalar_subquery()


def _entry(found: Sequence[Any], code: str, public: bool) -> Entry:
    event, kind, unit, place, address, lat, lon, made_at, written_at = found
    parts = (unit.text(code), place.text(code) if place else "", address or "", event.place_note)
    url = address_of("events.event" if public else "events_staff.event", event_id=event.id)
    is_off = event.state is EventState.CANCELLED and event.reason
    words = (_("Reason: %(reason)s", reason=event.reason) if is_off else "", event.description.text(code), url)
    return Entry(
        uid=f"{event.uid}{AT}", title=event.title.text(code), begins=event.starts_at, ends=event.ends_at, zone=event.time_zone,
        place=", ".join(filter(None, parts)), description="\n".join(filter(None, words)), url=url, kind=kind.text(code),
        standing=STANDINGS.get(event.state, Standing.CERTAIN), sequence=event.version - 1, written_at=written_at or made_at,
        lat=lat, lon=lon,
    )  # fmt: skip


def _stay(stop: StopRow, following: StopRow | None, changes: tuple[int, datetime], url: str) -> Entry:
    words = [_("Stop %(number)s of the relay.", number=stop.position)]
    if following is not None:
        words.append(_("Then: %(place)s.", place=following.name))
    return Entry(
        uid=f"{_named('stop', stop.id)}{AT}", title=_("The baton is here: %(place)s", place=stop.name), begins=stop.arrives_on,
        ends=stop.departs_on, zone="", place=", ".join(filter(None, (str(stop.name), str(stop.centre)))),
        description="\n".join([*words, url]), url=url, kind="", standing=Standing.CERTAIN,
        sequence=changes[0], written_at=changes[1], lat=stop.lat, lon=stop.lon,
    )  # fmt: skip


def _changes(relay_ids: Sequence[int]) -> dict[int, tuple[int, datetime]]:
    """How often the chain of each relay was changed since it was made, and when last. One statement."""
    asked = (
        select(Relay.id, func.count(AuditEntry.id), func.max(AuditEntry.at), Relay.made_at)
        .outerjoin(AuditEntry, (AuditEntry.thing == "relay") & (AuditEntry.thing_id == Relay.id))
        .where(Relay.id.in_(relay_ids))
        .group_by(Relay.id, Relay.made_at)
    )
    with widened():
        return {key: (max(count - 1, 0), last or made) for key, count, last, made in db.session.execute(asked)}


def _named(kind: str, row_id: int) -> str:
    """A name for a row without a random one, the same for ever in this house and no other's."""
    return crypto.blind_index(str(row_id), f"calendar.{kind}")


def _stays(since: datetime) -> tuple[Entry, ...]:
    """The stops that the actor looks after. Three statements."""
    asked = select(Stop.id, Stop.relay_id).where(Stop.departs_on >= since.date()).order_by(Stop.arrives_on).limit(MOST)
    own = {stop_id: relay_id for stop_id, relay_id in db.session.execute(asked)}
    relay_ids = sorted(set(own.values()))
    chains, changes = relay.chains_of(relay_ids), _changes(relay_ids)
    return tuple(
        _stay(stop, following, changes[stop.relay_id], address_of("events_staff.stop", stop_id=stop.id))
        for chain in chains.values()
        for stop, following in zip(chain, [*chain[1:], None], strict=True)
        if stop.id in own
    )


def _handovers(since: datetime) -> tuple[Entry, ...]:
    """The handovers that the actor takes part in, with the moment of their last change. One statement."""
    written = _written(AuditEntry.thing == "handover", Handover.id)
    asked = select(Handover, written).where(Handover.agreed_at >= since, Handover.state != HandoverState.CANCELLED)
    found = db.session.execute(asked.order_by(Handover.agreed_at).limit(MOST))
    return tuple(_handover(row, written_at or row.made_at) for row, written_at in found)


def _handover(row: Handover, written_at: datetime) -> Entry:
    begins = row.received_at or row.agreed_at
    url = address_of("custody_staff.handover", handover_id=row.id)
    place: Translated = row.place
    return Entry(
        uid=f"{_named('handover', row.id)}{AT}", title=_("Handover No. %(number)s", number=row.number), begins=begins,
        ends=begins + timedelta(hours=1), zone=row.time_zone, place=place.text(), description=url, url=url, kind="",
        standing=Standing.PLANNED if row.received_at is None else Standing.CERTAIN, sequence=row.version - 1,
        written_at=written_at,
    )  # fmt: skip
