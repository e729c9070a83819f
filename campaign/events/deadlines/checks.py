"""What `adalzhol check` recounts of deadlines: rules that follow one another, and papers that belong to their events."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.events.deadlines.models import Filing, LegalRule, Permit
from campaign.events.models import Event


@check("deadlines")
def deadlines(session: Session) -> Finding:
    """On each day at most one version of a rule is in force; a basis or filing lies at its event's stop, under a rule there is.

    Five statements.
    """
    rules = session.scalars(select(LegalRule).order_by(LegalRule.code, LegalRule.valid_from, LegalRule.id)).all()
    wrong = [*_versions(rules), *_strays(session, Permit, Permit.event_id), *_strays(session, Filing, Filing.id)]
    wrong += _without_rule(session)
    papers = session.execute(select(func.count(Filing.id), select(func.count(Permit.event_id)).scalar_subquery())).one()
    return Finding(len(rules) + sum(papers), tuple(wrong[:MOST_NAMED]))


def _versions(rules: Sequence[LegalRule]) -> Iterator[Wrong]:
    for _code, versions in groupby(rules, key=lambda rule: rule.code):
        in_force = sorted((rule for rule in versions if not rule.withdrawn), key=lambda rule: rule.valid_from or date.min)
        for earlier, later in pairwise(in_force):
            if (earlier.valid_to or date.max) >= (later.valid_from or date.min):
                yield Wrong("rule", later.id, f"is in force on a day of version {earlier.id} of the same rule")


def _strays(session: Session, table: type[Permit] | type[Filing], key: Any) -> Iterator[Wrong]:
    elsewhere = or_(table.stop_id != Event.stop_id, table.region_id != Event.region_id)
    found = select(key, table.event_id).join(Event, Event.id == table.event_id).where(elsewhere).order_by(key)
    for number, event_id in session.execute(found.limit(MOST_NAMED)):
        yield Wrong(table.__name__.lower(), number, f"lies at another stop than event {event_id}")


def _without_rule(session: Session) -> Iterator[Wrong]:
    known = select(LegalRule.id).where(LegalRule.code == Filing.rule_code).exists()
    for number, code in session.execute(
        select(Filing.id, Filing.rule_code).where(~known).order_by(Filing.id).limit(MOST_NAMED)
    ):
        yield Wrong("filing", number, f"names the rule {code}, which there is not")
