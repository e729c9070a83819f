"""Dated rules about ages: what ships, what a new one would do, adding it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import LANGUAGES, _
from campaign.events.models import Event
from campaign.people.minors import texts
from campaign.people.minors.ages import OLDEST_MINOR
from campaign.people.minors.models import AgeRule, GuardianText
from campaign.people.minors.policies import ensure_can_write_age_rules
from campaign.people.minors.queries import counts_on, rule_effect
from campaign.people.minors.schemas import AgeRuleWish, Ages, RuleEffect
from campaign.people.minors.standing import admit_of_age, judge_for_day
from campaign.people.models import Registration
from campaign.people.services.places import hold

MOST_SOURCE = 300
ADD = "minors.rule"


def load_shipped(session: Session) -> None:
    """Put in the texts for guardians that ship; one that is there is never touched. The first rule comes with its table."""
    there = set(session.execute(select(GuardianText.version, GuardianText.language)))
    for language, words in texts.TEXTS.items():
        if (texts.VERSION, language) not in there:
            session.add(GuardianText(version=texts.VERSION, language=language, text=words, valid_from=texts.VALID_FROM))


def preview_rule(wish: AgeRuleWish) -> RuleEffect:
    """How many would wait for a parent, and how many would not any more. Raises Refused, Invalid."""
    ensure_can_write_age_rules(current_actor())
    _judge(wish)
    return rule_effect(wish.valid_from, Ages(wish.consent_below, wish.photo_below))


def add_rule(wish: AgeRuleWish, key: str) -> RuleEffect:
    """Add a rule; everybody on the list of an event it counts for is judged anew in the same unit of work.

    Sent twice it is added once. Raises Refused, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        ensure_can_write_age_rules(current_actor())
        _judge(wish)
        if (known := operations.begin(session, ADD, key, _body(wish))) is not None:
            return RuleEffect(**known)
        events = _counts_for(session, wish)
        held = {event_id: hold(session, event_id) for event_id, _day in events}
        ages = Ages(wish.consent_below, wish.photo_below)
        pended = sum(judge_for_day(session, held[event_id], day, ages) for event_id, day in events)
        row = AgeRule(
            valid_from=wish.valid_from, consent_below=wish.consent_below, photo_below=wish.photo_below, source=wish.source,
            note=wish.note, made_at=clock.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        admitted = sum(admit_of_age(session, held[event_id]) for event_id, _day in events)
        after = {
            "valid_from": wish.valid_from.isoformat(),
            "consent_below": wish.consent_below,
            "photo_below": wish.photo_below,
        }
        audit.note(session, "people.age_rule_added", "age_rule", row.id, after=after)
        effect = RuleEffect(pended, admitted)
        operations.finish(session, ADD, key, asdict(effect))
        return effect


def _counts_for(session: Session, wish: AgeRuleWish) -> list[tuple[int, date]]:
    """Events with people on whose day the new rule will be the one that counts."""
    has_people = exists().where(Registration.event_id == Event.id)
    which = select(Event.id, Event.day).where(*counts_on(Event.day, wish.valid_from), has_people).order_by(Event.id)
    return [(event_id, day) for event_id, day in session.execute(which)]


def _body(wish: AgeRuleWish) -> dict[str, Any]:
    return {**asdict(wish), "valid_from": wish.valid_from.isoformat(), "source": wish.source.as_dict()}


def _judge(wish: AgeRuleWish) -> None:
    """Raises Invalid with everything that is wrong, not only the first."""
    if problems := list(_wrong(wish)):
        raise Invalid(_("The rule was not added: something needs a correction."), problems)


def _wrong(wish: AgeRuleWish) -> Iterator[Problem]:
    today = clock.campaign_today()
    if wish.valid_from < today:
        words = _("A rule counts from today on at the earliest: what was decided under another one stays.")
        yield Problem("valid_from", "past", words)
    for field, age in (("consent_below", wish.consent_below), ("photo_below", wish.photo_below)):
        if not 1 <= age <= OLDEST_MINOR:
            yield Problem(field, "out_of_range", _("An age between 1 and %(most)s.", most=OLDEST_MINOR))
    if not wish.source:
        yield Problem("source_ru", "missing", _("Name the law or the order that says so, in at least one language."))
    for code in LANGUAGES:
        if len(getattr(wish.source, code)) > MOST_SOURCE:
            count = len(getattr(wish.source, code))
            words = _("At most %(most)s characters fit here, there are %(count)s.", most=MOST_SOURCE, count=count)
            yield Problem(f"source_{code}", "too_long", words)
