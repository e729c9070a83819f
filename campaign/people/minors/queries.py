"""Reading the rules about ages, whose consent stands, and who of an event is a minor."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, extract, func, select

from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.db import db, kept
from campaign.core.errors import NotFound
from campaign.core.i18n import _l, own
from campaign.core.rules import RuleRow, counting, of_day, rows_of
from campaign.events.models import Event
from campaign.people.minors.ages import NO_RULE, OLDEST_MINOR, may_be_under
from campaign.people.minors.models import AgeRule, GuardianConsent, GuardianText
from campaign.people.minors.schemas import Ages, Born, GuardianWords, RuleEffect
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState

AGE = "{age}"  # where it stands in a text
_OF_DAY = counting(AgeRule, bindparam("day", type_=Date))
_AGES = kept(_OF_DAY.with_only_columns(AgeRule.consent_below, AgeRule.photo_below))


def age_column(column: Any) -> Any:
    """One age of the rule for the parameter `day`, to be asked for beside something else."""
    return _OF_DAY.with_only_columns(column).scalar_subquery()


def ages_on(day: date) -> Ages:
    """What counts for an event of that day. One statement."""
    row = db.session.execute(_AGES, {"day": day}).one_or_none()
    return NO_RULE if row is None else Ages(*row)


def ages_of(rules: Sequence[AgeRule], day: date) -> Ages:
    """The same from rules that were read already, in any order."""
    found = of_day(rules, day)
    return NO_RULE if found is None else _ages(found)


def _ages(rule: AgeRule) -> Ages:
    return Ages(rule.consent_below, rule.photo_below)


def guardian_words(code: str, consent_below: int) -> GuardianWords:
    """The newest text for guardians in a language or the nearest of the house's own, the age in it.

    Raises NotFound when nothing was shipped.
    """
    row = db.session.scalars(
        select(GuardianText)
        .where(GuardianText.language == own(code), GuardianText.valid_from <= clock.campaign_now())
        .order_by(GuardianText.version.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound(_l("There is no consent text yet. Run: adalzhol database upgrade."))
    return GuardianWords(row.id, row.version, row.language, row.text.replace(AGE, str(consent_below)), consent_below)


def age_rules(today: date) -> Sequence[RuleRow[Ages]]:
    """Every rule, the newest first. One statement."""
    return rows_of(AgeRule, _ages, today)


def counts_on(day: Any, valid_from: date) -> list[Any]:
    """Conditions on a column of days: a rule from `valid_from` on counts there, until the next one does."""
    later = select(func.min(AgeRule.valid_from)).where(AgeRule.valid_from > valid_from)
    until = db.session.scalar(later)
    return [day >= valid_from, *([day < until] if until is not None else [])]


def rule_effect(valid_from: date, ages: Ages) -> RuleEffect:
    """What a rule would do to those on the lists of the events it counts for. Two statements, some 5 µs a young person."""
    young = (
        select(Registration.state, Person.birth_year, Person.birth_date, Event.day, stands())
        .join(Person, Person.id == Registration.person_id)
        .join(Event, Event.id == Registration.event_id)
        .where(*counts_on(Event.day, valid_from))
        .where(Person.birth_year >= extract("year", Event.day) - OLDEST_MINOR - 1)
    )
    pended = admitted = 0
    with widened():
        for state, year, born, day, has_consent in db.session.execute(young):
            needs = may_be_under(Born(year, born), day, ages.consent_below) and not has_consent
            pended += needs and state in (RegistrationState.CONFIRMED, RegistrationState.WAITING)
            admitted += not needs and state is RegistrationState.PENDING
    return RuleEffect(pended, admitted)


def stands() -> Any:
    """Whether a consent of a guardian to the registration stands, as a condition."""
    standing = select(GuardianConsent.id).where(
        GuardianConsent.registration_id == Registration.id, GuardianConsent.withdrawn_at.is_(None)
    )
    return standing.correlate(Registration).exists()
