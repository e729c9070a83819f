"""Holding an event back that clashes hard with another, unless an organizer says why it may."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.actor import current_actor, widened
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _
from campaign.core.lengths import too_long
from campaign.core.text import clean_text
from campaign.events.bookings import clashes_of_event
from campaign.events.clash_words import detail, heading
from campaign.events.clashes import Clash
from campaign.events.models import ClashAcceptance, Event, Place
from campaign.events.policies import may_accept_clash
from campaign.relay.models import Stop

LONGEST_REASON = 500


@dataclass(frozen=True)
class Claim:
    """What an event books: its time, place and person. An edit that leaves it alone is not judged again."""

    starts_at: datetime
    ends_at: datetime
    place_id: int | None
    responsible: str
    phone: str

    @classmethod
    def of(cls, event: Event) -> "Claim":
        return cls(event.starts_at, event.ends_at, event.place_id, event.responsible, event.responsible_phone)


def hard_clashes(event_id: int) -> tuple[Clash, ...]:
    """Those that nobody let stand, with events of other stops too, though the asker may not see them."""
    with widened():
        return tuple(clash for clash in clashes_of_event(event_id) if clash.is_hard and not clash.accepted)


def ensure_fits(session: Session, event: Event, reason: str, known: Collection[str] = ()) -> None:
    """Raises Invalid with every hard clash of an event that was just written, unless an organizer gives a reason for it.

    Events of other stops count, though the asker may not see them: of those only the hour is told. The stop and the place are
    held, so two people who book the same hall at once do not both get it, wherever they plan. `known`: fingerprints of clashes
    that were there before what was written, and are not its fault.
    """
    session.execute(select(Stop.id).where(Stop.id == event.stop_id).with_for_update(key_share=True))
    if event.place_id is not None:
        session.execute(select(Place.id).where(Place.id == event.place_id).with_for_update(key_share=True))
    hard = [clash for clash in hard_clashes(event.id) if clash.fingerprint not in known]
    if not hard:
        return
    may, said = may_accept_clash(current_actor(), event.region_id), clean_text(reason)
    if not may or not said or len(said) > LONGEST_REASON:
        raise Invalid(_("The event was not saved."), list(_problems(session, event, hard, said if may else None)))
    for clash in hard:
        session.add(ClashAcceptance(fingerprint=clash.fingerprint, event_id=event.id, reason=said))
    after = {"with": [clash.other(event.id).event_id for clash in hard]}
    audit.note(
        session, "event.clash_accepted", "event", event.id, region_id=event.region_id, after=after, reason=said
    )  # fmt: skip


def _problems(session: Session, event: Event, hard: Sequence[Clash], said: str | None) -> Iterator[Problem]:
    """`said` is the organizer's reason so far; None for those who may give none."""
    field = "clash" if said is None else "clash_reason"
    others = [clash.other(event.id).event_id for clash in hard]
    seen = set(session.scalars(select(Event.id).where(Event.id.in_(others))))
    for clash in hard:
        if clash.other(event.id).event_id in seen:
            yield Problem(field, "clash", f"{heading(clash)} {detail(clash)}")
        else:
            yield Problem(field, "clash", _elsewhere(clash))
    if said is None:
        yield Problem(field, "clash", _("The organizer of the region can let it stand, with a reason."))
    elif len(said) > LONGEST_REASON:
        yield from too_long(field, said, LONGEST_REASON)
    else:
        yield Problem(field, "missing", _("If it is to stay so all the same, say why and save again."))


def _elsewhere(clash: Clash) -> str:
    return _(
        "%(name)s is taken at that time by an event of another stop. Choose another time, place or person.", name=clash.name
    )  # fmt: skip
