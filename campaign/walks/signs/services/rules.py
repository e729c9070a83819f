"""Adding a dated rule for looking at signs again."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from campaign.core import audit, clock, operations
from campaign.core.actor import Actor, P, current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem, Refused
from campaign.core.i18n import LANGUAGES, _, _l
from campaign.walks.signs.models import InspectionRule
from campaign.walks.signs.schemas import LONGEST_NOTE, LONGEST_SOURCE, MOST_DAYS, RuleWish

_ACT: Final = "walks.inspection_rule"


def can_write_rules(actor: Actor) -> bool:
    """The rule is the same for all regions, so only the national coordinator changes it."""
    return actor.may(P.RULES_WRITE)


def add_rule(wish: RuleWish, key: str) -> int:
    """Add a rule for walks from a day on; earlier ones keep theirs. Sent twice it is added once.

    Raises Refused, Invalid, KeyReused.
    """
    if not can_write_rules(current_actor()):
        raise Refused(_l("Only the national coordinator may change the rules."))
    if problems := list(_wrong(wish)):
        raise Invalid(_("The rule was not added: something needs a correction."), problems)
    with unit_of_work() as session:
        body = {**asdict(wish), "valid_from": wish.valid_from.isoformat(), "source": wish.source.as_dict()}
        if earlier := operations.begin(session, _ACT, key, body):
            return int(earlier["rule"])
        row = InspectionRule(**asdict(wish) | {"source": wish.source}, made_at=clock.now())
        session.add(row)
        session.flush()
        after = {"valid_from": wish.valid_from.isoformat(), "days": wish.days, "share": wish.share}
        audit.note(session, "signs.rule_added", "inspection_rule", row.id, after=after)
        operations.finish(session, _ACT, key, {"rule": row.id})
        return row.id


def _wrong(wish: RuleWish) -> Iterator[Problem]:
    if wish.valid_from < clock.campaign_today():
        words = _("A rule counts from today on at the earliest: what was decided under another one stays.")
        yield Problem("valid_from", "past", words)
    if not 1 <= wish.days <= MOST_DAYS:
        yield Problem("days", "out_of_range", _("From 1 to %(most)s days.", most=MOST_DAYS))
    if not 1 <= wish.share <= 100:
        yield Problem("share", "out_of_range", _("From 1 to 100 percent."))
    if not wish.source:
        yield Problem("source_ru", "missing", _("Say who decided it and where it is written, in at least one language."))
    texts = {f"source_{code}": (getattr(wish.source, code), LONGEST_SOURCE) for code in LANGUAGES}
    for field, (words, most) in (texts | {"note": (wish.note, LONGEST_NOTE)}).items():
        if len(words) > most:
            said = _("At most %(most)s characters fit here, there are %(count)s.", most=most, count=len(words))
            yield Problem(field, "too_long", said)
