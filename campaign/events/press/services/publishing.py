"""Writing down what was published: one page once, however its address is written and however many events it tells of."""

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor, widened
from campaign.core.addresses import wrong_address
from campaign.core.db import unit_of_work
from campaign.core.errors import NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.events.models import Event
from campaign.events.press import policies, queries
from campaign.events.press.addresses import key_of
from campaign.events.press.models import Publication, PublicationEvent
from campaign.events.press.schemas import MOST_ADDRESS, MOST_NOTE, Kept, NewPublication
from campaign.events.press.services.holding import ensure_seen, held
from campaign.events.press.services.judging import ensure_right, outside, unknown_outlet, wrong_reach
from campaign.relay.models import Relay, Stop

_ACT = "press.add_publication"
_MEANWHILE = _l("Somebody has changed this publication meanwhile. Look at it again; nothing was saved.")
_NOT_SAVED = _l("The publication was not saved.")


def add_publication(stop_id: int, new: NewPublication, key: str) -> Kept:
    """Write a publication down at a stop and link it to events of the asker's.

    An address that stands in the relay's list already is not written twice: the publication that has it is linked to these
    events too. The same key gives the same answer. Raises NotFound, Refused, Invalid.
    """
    with unit_of_work() as session:
        stop = session.scalar(select(Stop).where(Stop.id == stop_id))
        if stop is None:
            raise NotFound(_l("There is no such stop."))
        session.execute(select(Relay.id).where(Relay.id == stop.relay_id).with_for_update())  # two may bring the same page
        policies.ensure_can_write_press(current_actor(), stop.region_id, stop_id)
        if (earlier := operations.begin(session, _ACT, key, [stop_id, repr(new)])) is not None:
            return Kept(earlier["id"], earlier["was_known"])
        events = _events(session, stop.relay_id, new.event_ids)
        ensure_right([*_wrong(session, new, stop.relay_id), *_unknown_events(new, events)], _NOT_SAVED)
        known = _with_address(session, stop.relay_id, new.address, 0)
        row = known or _written(session, stop, new)
        _link(session, row.id, events)
        kept = Kept(row.id, known is not None)
        after = {"stop": stop_id, "events": [event.id for event in events], "known": kept.was_known}
        audit.note(session, "publication.added", "publication", row.id, region_id=stop.region_id, after=after)
        operations.finish(session, _ACT, key, vars(kept))
        return kept


def change_publication(publication_id: int, new: NewPublication, version: int) -> None:
    """Correct a publication and the events of the asker's that it tells of; links to others' events stay.

    Raises NotFound, Refused, Stale, Invalid.
    """
    with unit_of_work() as session:
        row = held(session, Publication, publication_id, queries.NO_PUBLICATION)
        ensure_seen(row, version, _MEANWHILE)
        events = _events(session, row.relay_id, new.event_ids)
        problems = [*_wrong(session, new, row.relay_id), *_unknown_events(new, events)]
        if not problems and _with_address(session, row.relay_id, new.address, row.id) is not None:
            said = _("This address stands in the list already, perhaps written differently. One page is counted once.")
            problems.append(Problem("address", "taken", said))
        ensure_right(problems, _NOT_SAVED)
        _fill(row, new)
        row.version += 1
        _unlink(session, row.id)
        _link(session, row.id, events)
        after = {"events": [event.id for event in events], "version": row.version}
        audit.note(session, "publication.changed", "publication", row.id, region_id=row.region_id, after=after)


def remove_publication(publication_id: int) -> None:
    """Raises NotFound, Refused."""
    with unit_of_work() as session:
        row = held(session, Publication, publication_id, queries.NO_PUBLICATION)
        session.delete(row)
        audit.note(session, "publication.removed", "publication", row.id, region_id=row.region_id)


def _events(session: Session, relay_id: int, event_ids: Sequence[int]) -> Sequence[Event]:
    """Those of the chosen events that are the asker's and of this relay."""
    asked = select(Event).join(Stop, Stop.id == Event.stop_id).where(Event.id.in_(event_ids), Stop.relay_id == relay_id)
    return session.scalars(asked.order_by(Event.id)).all()


def _unknown_events(new: NewPublication, events: Sequence[Event]) -> Iterator[Problem]:
    if set(new.event_ids) - {event.id for event in events}:
        yield Problem("events", "unknown", _("One of the chosen events is not in the list any more. Choose again."))


def _with_address(session: Session, relay_id: int, address: str, but: int) -> Publication | None:
    """The other publication of the relay with the same page, whoever wrote it down."""
    if not address:
        return None
    asked = select(Publication).where(
        Publication.relay_id == relay_id, Publication.address_key == key_of(address), Publication.id != but
    )  # fmt: skip
    with widened():
        found: Publication | None = session.scalar(asked)
    return found


def _written(session: Session, stop: Stop, new: NewPublication) -> Publication:
    row = Publication(relay_id=stop.relay_id, region_id=stop.region_id, stop_id=stop.id, made_at=clock.now())
    _fill(row, new)
    session.add(row)
    session.flush()
    return row


def _fill(row: Publication, new: NewPublication) -> None:
    row.address, row.address_key = new.address, key_of(new.address) if new.address else None
    row.outlet_id, row.published_on, row.language = new.outlet_id, new.published_on, new.language
    row.format, row.reach, row.note = new.format, new.reach, new.note


def _link(session: Session, publication_id: int, events: Sequence[Event]) -> None:
    """Link what is not linked yet."""
    there = set(session.scalars(select(PublicationEvent.event_id).where(PublicationEvent.publication_id == publication_id)))
    session.add_all(
        PublicationEvent(publication_id=publication_id, event_id=event.id, stop_id=event.stop_id)
        for event in events
        if event.id not in there
    )
    session.flush()


def _unlink(session: Session, publication_id: int) -> None:
    """Let go of the events that the asker may see."""
    linked = select(Event.id).join(PublicationEvent, PublicationEvent.event_id == Event.id)
    own = session.scalars(linked.where(PublicationEvent.publication_id == publication_id)).all()
    mine = (PublicationEvent.publication_id == publication_id, PublicationEvent.event_id.in_(own))
    session.execute(delete(PublicationEvent).where(*mine))


def _wrong(session: Session, new: NewPublication, relay_id: int) -> Iterator[Problem]:
    yield from wrong_address("address", new.address, MOST_ADDRESS)
    if not new.address and new.outlet_id is None:
        words = _("Give the address of the page; for the air or a printed newspaper choose the outlet.")
        yield Problem("address", "missing", words)
    yield from unknown_outlet(session, new.outlet_id)
    yield from wrong_reach(new.reach)
    yield from too_long("note", new.note, MOST_NOTE)
    late = list(outside("published_on", new.published_on, relay_id))
    yield from late
    if not late and new.published_on > clock.campaign_today():
        words = _("This lies in the future: write it into the media plan now, and here once it is out.")
        yield Problem("published_on", "in_the_future", words)
