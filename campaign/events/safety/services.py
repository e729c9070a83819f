"""Keeping the safety plan of an event."""

from collections.abc import Iterator

from campaign.core import audit
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.events import queries as events
from campaign.events.once import next_version
from campaign.events.policies import ensure_can_write_event
from campaign.events.safety.models import EventSafetyPlan
from campaign.events.safety.schemas import LONGEST, MOST_PHONES, MOST_RISKS, TEXTS, Phone, Risk, SafetyWords


def keep_plan(event_id: int, words: SafetyWords, version: int) -> None:
    """Keep the plan; `version` 0 for the first time. Empty rows are left out. Raises NotFound, Refused, Invalid, Stale."""
    kept = SafetyWords(
        tuple(row for row in words.risks if not row.is_empty), tuple(row for row in words.phones if not row.is_empty),
        **{name: getattr(words, name) for name in TEXTS},
    )  # fmt: skip
    if problems := list(_wrong(kept)):
        raise Invalid(_l("The safety plan was not saved."), problems)
    with unit_of_work() as session:
        event = events.event_row(event_id)
        ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
        next_version(session, EventSafetyPlan, event, version).content = kept.as_facts()
        audit.note(session, "safety.kept", "event", event_id, region_id=event.region_id, after={"risks": len(kept.risks)})


def _wrong(words: SafetyWords) -> Iterator[Problem]:
    if len(words.risks) > MOST_RISKS or len(words.phones) > MOST_PHONES:
        sentence = _("At most %(risks)s risks and %(phones)s phones fit.", risks=MOST_RISKS, phones=MOST_PHONES)
        yield Problem("risks", "too_many", sentence)
    for number, row in enumerate(words.risks, 1):
        yield from _wrong_row(number, row)
    for phone in words.phones:
        yield from _wrong_phone(phone)
    for name in TEXTS:
        yield from too_long(name, getattr(words, name), LONGEST["text"])


def _wrong_row(number: int, row: Risk) -> Iterator[Problem]:
    if not row.risk:
        yield Problem("risks", "missing", _("Row %(row)s does not name the risk.", row=number))
    yield from too_long("risks", row.risk, LONGEST["risk"])
    yield from too_long("risks", row.measure, LONGEST["measure"])
    yield from too_long("risks", row.responsible, LONGEST["responsible"])


def _wrong_phone(row: Phone) -> Iterator[Problem]:
    if not row.who:
        yield Problem("phones", "missing", _("“%(phone)s”: whose phone is it?", phone=row.phone[:40]))
    yield from too_long("phones", row.who, LONGEST["who"])
    yield from too_long("phones", row.phone, LONGEST["phone"])
