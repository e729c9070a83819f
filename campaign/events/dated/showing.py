"""What the pages of dated rules show of them, whatever they are about."""

from collections.abc import Sequence
from typing import Any

from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.rules import can_write_rules
from campaign.events.dated.queries import newest_of
from campaign.events.dated.schemas import DatedRow
from campaign.events.queries import kind_names


def whole_list(known: Sequence[DatedRow[Any]]) -> dict[str, Any]:
    """The context of the list: the versions in force today, and the last of each rule where that is none of them.

    `known`: every version. One statement.
    """
    today = clock.campaign_today()
    return {
        "now": [rule for rule in known if rule.is_in_force(today)],
        "others": [rule for rule in newest_of(known) if not rule.is_in_force(today)],
        "today": today,
        "kinds": kind_names(),
        "may_write": can_write_rules(current_actor()),
    }


def one_version(row: DatedRow[Any], known: Sequence[DatedRow[Any]]) -> dict[str, Any]:
    """The context of the page of one version beside the others of its rule. `known`: every version. One statement."""
    versions = [rule for rule in known if rule.code == row.code]
    return {
        "rule": row,
        "versions": versions,
        "is_newest": [row] == newest_of(versions),
        "today": clock.campaign_today(),
        "kinds": kind_names(),
        "may_write": can_write_rules(current_actor()),
    }
