"""Adding a dated rule for looking at door signs again."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from campaign.core import operations, rules
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Problem
from campaign.core.i18n import _, _l
from campaign.walks.signs.models import InspectionRule
from campaign.walks.signs.schemas import MOST_DAYS, RuleWish

_ACT: Final = "walks.inspection_rule"
_UNSOURCED: Final = _l("Say who decided it and where it is written, in at least one language.")


def add_rule(wish: RuleWish, key: str) -> int:
    """Add a rule for walks from a day on; earlier ones keep theirs. Sent twice it is added once.

    Raises Refused, Invalid, KeyReused.
    """
    rules.ensure_can_write_rules(current_actor())
    rules.judge(wish, _UNSOURCED, *wrong_numbers(wish.days, wish.share))
    with unit_of_work() as session:
        if earlier := operations.begin(session, _ACT, key, asdict(wish)):
            return int(earlier["rule"])
        row = InspectionRule(**asdict(wish) | {"source": wish.source})
        rules.add(session, row, "signs.rule_added", "inspection_rule", days=wish.days, share=wish.share)
        operations.finish(session, _ACT, key, {"rule": row.id})
        return row.id


def wrong_numbers(days: int | None, share: int | None) -> Iterator[Problem]:
    """Which of the two cannot be; None, which is not there, is no number yet."""
    if days is not None and not 1 <= days <= MOST_DAYS:
        yield Problem("days", "out_of_range", _("From 1 to %(most)s days.", most=MOST_DAYS))
    if share is not None and not 1 <= share <= 100:
        yield Problem("share", "out_of_range", _("From 1 to 100 percent."))
