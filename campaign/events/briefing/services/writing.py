"""Writing the briefing of an event."""

import json
from collections.abc import Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, crypto
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem, Stale
from campaign.core.i18n import Translated, _, _l
from campaign.core.lengths import too_long
from campaign.events.briefing import policies
from campaign.events.briefing.models import BriefingFact, CampaignFact, EventBriefing
from campaign.events.briefing.schemas import MOST_LINE, MOST_LINES, MOST_TEXT, BriefingText, Contact, lines_of
from campaign.events.briefing.services.facts import SHIPPED
from campaign.events.models import Event
from campaign.events.services.steps import locked

MOST_NAME = 120
MOST_FACTS = 6  # that people remember, and that fit on the page
MOST_POINTS = 12


def usual_text() -> BriefingText:
    """What ships as a beginning: why the relay is held, and talking points; to be made the event's own by its staff."""
    given = json.loads(SHIPPED.read_text(encoding="utf-8"))["usual"]
    return BriefingText(why=Translated.of(given["why"]), points=Translated.of(given["points"]))


def write(event_id: int, text: BriefingText) -> None:
    """Keep what is written for the event; `text.version` is the one that was looked at (0: nothing was there).

    Raises NotFound, Refused, Stale, Invalid.
    """
    with unit_of_work() as session:
        event = locked(session, event_id)
        policies.ensure_can_brief(current_actor(), event.region_id, event.stop_id)
        row = session.scalar(select(EventBriefing).where(EventBriefing.event_id == event_id))
        if (row.version if row else 0) != text.version:
            raise Stale(_l("Somebody has changed this briefing meanwhile. Your words are kept here; look at theirs first."))
        problems = [*_wrong_texts(text), *_wrong_contacts(text), *_wrong_facts(session, text.fact_ids)]
        if problems:
            raise Invalid(_("The briefing was not saved."), problems)
        row = row or _new(event)
        _fill(row, text)
        session.add(row)
        session.flush()
        _choose(session, row.id, text.fact_ids)
        after = {"version": row.version, "facts": list(text.fact_ids), "waived": bool(text.waived)}
        audit.note(session, "briefing.written", "event", event_id, region_id=event.region_id, after=after)


def _new(event: Event) -> EventBriefing:
    return EventBriefing(
        uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, version=0
    )  # fmt: skip


def _fill(row: EventBriefing, text: BriefingText) -> None:
    row.why, row.points, row.day, row.meeting = text.why, text.points, text.day, text.meeting
    row.bring = text.bring
    row.keep_contacts(text.leader, text.medic, text.lost)
    row.waived, row.version = text.waived, row.version + 1


def _choose(session: Session, briefing_id: int, fact_ids: tuple[int, ...]) -> None:
    session.execute(delete(BriefingFact).where(BriefingFact.briefing_id == briefing_id))
    for position, fact_id in enumerate(dict.fromkeys(fact_ids), 1):
        session.add(BriefingFact(briefing_id=briefing_id, fact_id=fact_id, position=position))


def _wrong_texts(text: BriefingText) -> Iterator[Problem]:
    yield from too_long("why", text.why, MOST_TEXT)
    yield from too_long("points", text.points, MOST_LINES)
    yield from too_long("day", text.day, MOST_LINES)
    yield from too_long("meeting", text.meeting, MOST_LINE)
    yield from too_long("bring", text.bring, MOST_LINES)
    yield from too_long("waived", text.waived, MOST_LINE)
    for name, words in (("points", text.points), ("day", text.day), ("bring", text.bring)):
        for code, lines in words.as_dict().items():
            if len(lines_of(lines)) > MOST_POINTS:
                said = _("At most %(most)s lines fit on the page, there are %(count)s.", most=MOST_POINTS, count=_count(lines))
                yield Problem(f"{name}_{code}", "too_many", said)


def _count(lines: str) -> int:
    return len(lines_of(lines))


def _wrong_contacts(text: BriefingText) -> Iterator[Problem]:
    contacts: tuple[tuple[str, Contact], ...] = (("leader", text.leader), ("medic", text.medic), ("lost", text.lost))
    for name, contact in contacts:
        yield from too_long(name, contact.name, MOST_NAME)
        if contact.phone and not contact.name:
            yield Problem(name, "missing", _("Whose phone is this? Give the name or the post."))


def _wrong_facts(session: Session, fact_ids: tuple[int, ...]) -> Iterator[Problem]:
    if len(fact_ids) > MOST_FACTS:
        yield Problem("facts", "too_many", _("Choose at most %(most)s facts: more nobody remembers.", most=MOST_FACTS))
    known = set(session.scalars(select(CampaignFact.id).where(CampaignFact.id.in_(fact_ids))))
    if set(fact_ids) - known:
        yield Problem("facts", "unknown", _("One of the chosen facts was removed meanwhile. Choose again."))
