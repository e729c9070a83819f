"""The counter of the demo: what was given out at the events of Karaganda that were held, what came back, what is still out."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.events.models import Event
from campaign.materials.issuing.queries import recipient
from campaign.materials.issuing.schemas import Gift, GiftKind, Issue, Return, TakenBack, ToMany, Whom
from campaign.materials.issuing.services import issue, issue_to_many, take_back, use_up
from campaign.materials.queries import by_code
from campaign.materials.services import stop_store
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_event

BROKEN: Final = "Жалаудың сабы сынып қалды"
SIZES: Final = ("M", "L", "L", "XL")


def give_out(session: Session, stop: Stop) -> None:
    """After the store was supplied: flags at the rally, leaflets and shirts at the lecture."""
    store = stop_store(session, stop.id).id
    _flags(first_event(session, stop, "rally"), store, session)
    _leaflets(first_event(session, stop, "lecture"), store, session)


def _people(session: Session, event: Event) -> list[Whom]:
    confirmed = Registration.state == RegistrationState.CONFIRMED
    asked = select(Registration.id).where(Registration.event_id == event.id, confirmed).order_by(Registration.id)
    return [Whom(registration_id=number) for number in session.scalars(asked)]


def _flags(event: Event, store: int, session: Session) -> None:
    """A flag for everybody. The last has not brought theirs yet, and that of the one before broke."""
    flag = by_code("flag")[0]
    gift = Gift(GiftKind.MATERIAL, flag.material_id)
    issue_to_many(ToMany(event.id, store, gift, dated_on=event.day), "demo-flags")
    *back, broken, _still_out = _people(session, event)
    for number, whom in enumerate(back):
        wish = Return(whom, store, {flag.id: TakenBack(back=1)}, dated_on=event.day)
        take_back(event.id, wish, f"demo-flag-{number}")
    take_back(event.id, Return(broken, store, {flag.id: TakenBack(lost=1)}, BROKEN, event.day), "demo-flag-broken")


def _leaflets(event: Event, store: int, session: Session) -> None:
    """Leaflets by the norm, which are written off after the lecture; then shirts for some, which stand there still."""
    issue_to_many(ToMany(event.id, store, Gift(), dated_on=event.day), "demo-leaflets")
    use_up(event.id, store, "demo-leaflets-used")
    sizes = {variant.label: variant.id for variant in by_code("t_shirt")}
    for whom, size in zip(_people(session, event), SIZES, strict=False):
        seen = recipient(event.id, whom).seen
        issue(event.id, Issue(whom, store, {sizes[size]: 1}, seen, event.day), f"demo-shirt-{whom.registration_id}")
