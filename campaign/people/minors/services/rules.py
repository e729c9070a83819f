"""Dated rules about ages: what ships, what a new one would do, adding it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from campaign.core import operations, rules
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Problem
from campaign.core.i18n import _, _l
from campaign.events.models import Event
from campaign.people.minors import texts
from campaign.people.minors.ages import OLDEST_MINOR
from campaign.people.minors.models import AgeRule, GuardianText
from campaign.people.minors.queries import counts_on, rule_effect
from campaign.people.minors.schemas import AgeRuleWish, Ages, RuleEffect
from campaign.people.minors.standing import admit_of_age, judge_for_day
from campaign.people.models import Registration
from campaign.people.services.places import hold

ADD = "minors.rule"
_UNSOURCED = _l("Name the law or the order that says so, in at least one language.")


def load_shipped(session: Session) -> None:
    """Put in the texts for guardians that ship; one that is there is never touched. The first rule comes with its table."""
    there = set(session.execute(select(GuardianText.version, GuardianText.language)))
    for language, words in texts.TEXTS.items():
        if (texts.VERSION, language) not in there:
            session.add(GuardianText(version=texts.VERSION, language=language, text=words, valid_from=texts.VALID_FROM))


def preview_rule(wish: AgeRuleWish) -> RuleEffect:
    """How many would wait for a parent, and how many would not any more. Raises Refused, Invalid."""
    rules.ensure_can_write_rules(current_actor())
    _judge(wish)
    return rule_effect(wish.valid_from, Ages(wish.consent_below, wish.photo_below))


def add_rule(wish: AgeRuleWish, key: str) -> RuleEffect:
    """Add a rule; everybody on the list of an event it counts for is judged anew in the same unit of work.

    Sent twice it is added once. Raises Refused, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        rules.ensure_can_write_rules(current_actor())
        _judge(wish)
        if (known := operations.begin(session, ADD, key, asdict(wish))) is not None:
            return RuleEffect(**known)
        events = _counts_for(session, wish)
        held = {event_id: hold(session, event_id) for event_id, _day in events}
        ages = Ages(wish.consent_below, wish.photo_below)
        pended = sum(judge_for_day(session, held[event_id], day, ages) for event_id, day in events)
        row = AgeRule(**asdict(wish) | {"source": wish.source})
        rules.add(session, row, "people.age_rule_added", "age_rule", **asdict(ages))
        admitted = sum(admit_of_age(session, held[event_id]) for event_id, _day in events)
        effect = RuleEffect(pended, admitted)
        operations.finish(session, ADD, key, asdict(effect))
        return effect


def _counts_for(session: Session, wish: AgeRuleWish) -> list[tuple[int, date]]:
    """Events with people on whose day the new rule will be the one that counts."""
    has_people = exists().where(Registration.event_id == Event.id)
    which = select(Event.id, Event.day).where(*counts_on(Event.day, wish.valid_from), has_people).order_by(Event.id)
    return [(event_id, day) for event_id, day in session.execute(which)]


def _judge(wish: AgeRuleWish) -> None:
    """Raises Invalid with everything that is wrong, not only the first."""
    rules.judge(wish, _UNSOURCED, *wrong_ages({"consent_below": wish.consent_below, "photo_below": wish.photo_below}))


def wrong_ages(ages: Mapping[str, int | None]) -> Iterator[Problem]:
    """Which ages, by the names of their fields, cannot be; None, which is not there, is no age yet."""
    for name, age in ages.items():
        if age is not None and not 1 <= age <= OLDEST_MINOR:
            yield Problem(name, "out_of_range", _("An age between 1 and %(most)s.", most=OLDEST_MINOR))
