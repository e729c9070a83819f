"""Reading facts, rules and briefings. What was written for an event outside the asker's scope does not exist here."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from campaign.accounts.models import User
from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.briefing.composing import composed, lacks_of
from campaign.events.briefing.models import BriefingFact, BriefingVersion, CampaignFact, ConductRule, EventBriefing
from campaign.events.briefing.schemas import (
    Briefed,
    Briefing,
    BriefingText,
    Desk,
    EventBriefed,
    FactRow,
    Reach,
    RuleRow,
    VersionRow,
)
from campaign.events.models import Event
from campaign.events.running.models import RunningSheetRow
from campaign.events.schemas import AHEAD, EventRow
from campaign.relay.queries import campaign_of

NO_FACT = _l("There is no such fact.")
NO_RULE = _l("There is no such rule.")


def _fact_row(fact: CampaignFact, used: int = 0) -> FactRow:
    return FactRow(
        fact.id, fact.text, fact.value, fact.unit, fact.year, fact.source, fact.address, fact.checked_on, fact.version, used,
        fact.region_id,
    )  # fmt: skip


def facts() -> tuple[FactRow, ...]:
    """All facts in the order in which they came, each with the number of briefings that name it anywhere. One statement."""
    used = select(func.count()).where(BriefingFact.fact_id == CampaignFact.id).scalar_subquery()
    found = db.session.execute(select(CampaignFact, used).order_by(CampaignFact.id))
    return tuple(_fact_row(fact, count) for fact, count in found)


def fact_row(fact_id: int) -> FactRow:
    """Raises NotFound. One statement."""
    found = db.session.scalar(select(CampaignFact).where(CampaignFact.id == fact_id))
    if found is None:
        raise NotFound(NO_FACT)
    return _fact_row(found)


def rules(region_id: int | None = None) -> tuple[RuleRow, ...]:
    """The rules of conduct of all, and those of one region or of every region, in their order. One statement."""
    asked = select(ConductRule).order_by(ConductRule.position, ConductRule.id)
    if region_id is not None:
        asked = asked.where(ConductRule.region_id.is_(None) | (ConductRule.region_id == region_id))
    return tuple(_rule_row(rule) for rule in db.session.scalars(asked))


def _rule_row(rule: ConductRule) -> RuleRow:
    return RuleRow(rule.id, rule.text, rule.active, rule.region_id, rule.version)


def rule_row(rule_id: int) -> RuleRow:
    """Raises NotFound. One statement."""
    found = db.session.scalar(select(ConductRule).where(ConductRule.id == rule_id))
    if found is None:
        raise NotFound(NO_RULE)
    return _rule_row(found)


def text_of(event_id: int) -> BriefingText:
    """What is written for the event; version 0 when nothing is. Two statements."""
    row = db.session.scalar(select(EventBriefing).where(EventBriefing.event_id == event_id))
    if row is None:
        return BriefingText()
    chosen = select(BriefingFact.fact_id).where(BriefingFact.briefing_id == row.id).order_by(BriefingFact.position)
    chosen_ids = tuple(db.session.scalars(chosen))
    return BriefingText(
        row.why, row.points, row.day, row.meeting, *row.contacts(), chosen_ids, row.waived, row.version, row.bring
    )  # fmt: skip


def page_of(event: EventRow, text: BriefingText) -> Briefing:
    """The briefing as it would be sent now. Four statements, three without facts."""
    named: dict[int, FactRow] = {}
    if text.fact_ids:
        found = db.session.scalars(select(CampaignFact).where(CampaignFact.id.in_(text.fact_ids)))
        named = {fact.id: _fact_row(fact) for fact in found}
    chosen = [named[fact_id] for fact_id in text.fact_ids if fact_id in named]
    sheet = select(RunningSheetRow.offset, RunningSheetRow.what).where(RunningSheetRow.event_id == event.id)
    rows = db.session.execute(sheet.order_by(RunningSheetRow.position, RunningSheetRow.id)).all()
    return composed(
        event, campaign_of(event.relay_id), text, chosen, rules(event.region_id), [(offset, what) for offset, what in rows]
    )  # fmt: skip


def desk_of(event: EventRow, reach: Reach) -> Desk:
    """Everything that the staff of an event look at. Eight statements whatever was written or sent."""
    text = text_of(event.id)
    page, sent = page_of(event, text), versions_of(event.id)
    last = latest(event.id)
    today = clock.campaign_today(event.time_zone)
    doubtful = sum(fact.is_doubtful(today) for fact in page.facts)
    changed = last is not None and text.is_written and not page.says_the_same(last.briefing())
    return Desk(text, page, lacks_of(page, doubtful), sent, reach, changed)


def latest(event_id: int) -> BriefingVersion | None:
    """What was sent last, as its row. One statement."""
    of_this = select(BriefingVersion).where(BriefingVersion.event_id == event_id)
    found: BriefingVersion | None = db.session.scalar(of_this.order_by(BriefingVersion.number.desc()).limit(1))
    return found


def versions_of(event_id: int) -> tuple[VersionRow, ...]:
    """What was sent, the newest first. One statement."""
    asked = (
        select(
            BriefingVersion.id, BriefingVersion.number, BriefingVersion.sent_at, func.coalesce(User.name, ""),
            BriefingVersion.letters,
        )
        .outerjoin(User, User.id == BriefingVersion.sent_by)
        .where(BriefingVersion.event_id == event_id)
        .order_by(BriefingVersion.number.desc())
    )  # fmt: skip
    return tuple(VersionRow(*row) for row in db.session.execute(asked))


def version(event_id: int, number: int) -> Briefing:
    """What was sent under this number, exactly as it was. Raises NotFound. One statement."""
    asked = select(BriefingVersion).where(BriefingVersion.event_id == event_id, BriefingVersion.number == number)
    found = db.session.scalar(asked)
    if found is None:
        raise NotFound(_l("There is no such version of this briefing."))
    return found.briefing()


def sent_briefing(event_id: int) -> Briefing | None:
    """What was sent last to the people of an event that the asker has found already: by a ticket, a letter, a public page.

    It holds phones: a page for everybody shows it `without_phones`. One statement.
    """
    with widened():
        found = latest(event_id)
    return found.briefing() if found else None


def version_of(version_id: int) -> Briefing | None:
    """What was sent, by the id that its letters carry; None when its event is gone. One statement."""
    found = db.session.scalar(select(BriefingVersion).where(BriefingVersion.id == version_id))
    return found.briefing() if found else None


def briefings_of(stop_ids: Sequence[int]) -> tuple[EventBriefed, ...]:
    """The events of these stops that are still to come and need a briefing, in the order of time. One statement."""
    sent = select(BriefingVersion.id).where(BriefingVersion.event_id == Event.id).exists()
    has_facts = select(BriefingFact.fact_id).where(BriefingFact.briefing_id == EventBriefing.id).exists()
    asked: Any = (
        select(
            Event.stop_id, Event.id, Event.title, Event.responsible, Event.place_id, Event.place_note, EventBriefing, sent,
            has_facts,
        )
        .outerjoin(EventBriefing, EventBriefing.event_id == Event.id)
        .where(Event.stop_id.in_(stop_ids), Event.state.in_(AHEAD))
        .order_by(Event.starts_at, Event.id)
    )  # fmt: skip
    return tuple(
        EventBriefed(
            stop_id, event_id, title,
            text is not None and _is_whole(text, bool(responsible), bool(place_id or note), facts), bool(is_sent),
        )
        for stop_id, event_id, title, responsible, place_id, note, text, is_sent, facts in db.session.execute(asked)
        if text is None or not text.waived
    )  # fmt: skip


def briefed_of(stop_ids: Sequence[int]) -> dict[int, Briefed]:
    """For each stop, of its events that are still to come: briefings needed, whole, sent. One statement."""
    return counted(stop_ids, briefings_of(stop_ids))


def counted(stop_ids: Sequence[int], events: Iterable[EventBriefed]) -> dict[int, Briefed]:
    """The same of events that were read already."""
    counts = {stop_id: [0, 0, 0] for stop_id in stop_ids}
    for event in events:
        for place, counts_here in enumerate((True, event.is_whole, event.is_sent)):
            counts[event.stop_id][place] += counts_here
    return {stop_id: Briefed(*count) for stop_id, count in counts.items()}


def _is_whole(text: EventBriefing, responsible: bool, placed: bool, has_facts: bool) -> bool:
    """The same as nothing that stops in `lacks_of`, told from the row alone."""
    said = bool(text.why.kk and text.why.ru and (text.points or has_facts))
    return said and (bool(text.meeting) or placed) and (text.has_leader or responsible)
