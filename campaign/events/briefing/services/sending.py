"""Sending a briefing to the people of an event: each of them once a version."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.events.briefing import policies, queries
from campaign.events.briefing.composing import lacks_of
from campaign.events.briefing.models import BriefingVersion
from campaign.events.briefing.schemas import BriefedPort, Briefing, Reach, Sent
from campaign.events.queries import event_row
from campaign.events.schemas import ANNOUNCED, EventRow
from campaign.events.services.steps import locked

BRIEFED: list[BriefedPort] = []  # who writes to the people of an event; later features register themselves
_ACT = "briefing.send"


def reach_of(event_id: int) -> Reach:
    """Whom the last version reaches; the first one, when none was sent yet."""
    with unit_of_work() as session:
        last = queries.latest(event_id)
        return next((port.reach(session, event_id, last.id if last else None) for port in BRIEFED), Reach())


def send(event_id: int, seen: int, key: str) -> Sent:
    """Freeze the briefing as a version and queue a letter to everybody who has not got it; `seen` is the version of its text.

    When nothing has changed since the last version, that one goes to those who came on the list later. The same key gives
    the same answer. Raises NotFound, Refused, Conflict for an event that is not announced or over, Invalid with what lacks.
    """
    with unit_of_work() as session:
        event = event_row(locked(session, event_id).id)
        policies.ensure_can_brief(current_actor(), event.region_id, event.stop_id)
        if (earlier := operations.begin(session, _ACT, key, [event_id, seen])) is not None:
            return Sent(int(earlier["number"]), int(earlier["letters"]))
        _ensure_to_come(event)
        version = _frozen(session, event, _whole(event, seen))
        letters = sum(port.send(session, event_id, version.id) for port in BRIEFED)
        version.letters += letters
        after = {"number": version.number, "letters": letters}
        audit.note(session, "briefing.sent", "event", event_id, region_id=event.region_id, after=after)
        operations.finish(session, _ACT, key, after)
        return Sent(version.number, letters)


def _ensure_to_come(event: EventRow) -> None:
    if event.state not in ANNOUNCED:
        raise Conflict(_l("A briefing is sent once the event is approved and while it is still to come."))
    if event.ends_at <= clock.campaign_now():
        raise Conflict(_l("This event is over."))


def _whole(event: EventRow, seen: int) -> Briefing:
    """The page as it is now. Raises Conflict when it is not the one that was looked at, Invalid when something lacks."""
    text = queries.text_of(event.id)
    if text.version != seen:
        raise Conflict(_l("Somebody has changed this briefing meanwhile. Read it again, then send it."))
    page = queries.page_of(event, text)
    lacking = [lack for lack in lacks_of(page, 0) if lack.stops] if text.is_written else []
    if lacking or not text.is_written:
        named = ", ".join(str(lack.words) for lack in lacking) or _("the briefing itself")
        words = _("The briefing is not whole yet, so it was not sent. It lacks: %(named)s.", named=named)
        raise Invalid(words, [Problem("", "lacks", words)])
    return page


def _frozen(session: Session, event: EventRow, page: Briefing) -> BriefingVersion:
    last = session.scalar(
        select(BriefingVersion).where(BriefingVersion.event_id == event.id).order_by(BriefingVersion.number.desc()).limit(1)
    )
    if last is not None and page.says_the_same(last.briefing()):
        return last
    version = BriefingVersion(
        uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, letters=0,
        number=(last.number if last else 0) + 1, sent_at=clock.campaign_now(), sent_by=current_actor().user_id,
    )  # fmt: skip
    version.keep(page)
    session.add(version)
    session.flush()
    return version
