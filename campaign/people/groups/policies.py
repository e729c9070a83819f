"""Whose group it is to change: its leader's by the link, and those who run the stop."""

from campaign.core.errors import Closed, NotFound, Stale
from campaign.core.i18n import _l
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import GroupState

NO_GROUP = _l("There is no such group.")
WRONG_LINK = _l("This link does not work. Perhaps a newer one was given out: ask the coordinator of the event for your link.")


def no_group() -> NotFound:
    return NotFound(NO_GROUP)


def ensure_to_come(is_to_come: bool) -> None:
    """Raises Closed."""
    if not is_to_come:
        raise Closed(_l("This event is over or was cancelled, so nothing can be changed any more."))


def ensure_open(is_to_come: bool, group: Group) -> None:
    """Raises Closed once the event is over or called off, or the group has cancelled."""
    ensure_to_come(is_to_come)
    if group.state is GroupState.CANCELLED:
        raise Closed(_l("This group has cancelled. Ask for places anew if you come after all."))


def ensure_fresh(group: Group, version: int | None) -> None:
    """Raises Stale when somebody else has changed the group since the page was shown; None asks nothing."""
    if version is not None and group.version != version:
        raise Stale(_l("Somebody else has changed this group meanwhile. Look at it as it is now, then try again."))
