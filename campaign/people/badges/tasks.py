"""Printing the badges of a large event while nobody waits for them."""

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.core.tasks import Result, Work, task
from campaign.people.badges.schemas import BadgeWish
from campaign.people.badges.services import TASK, print_later


@task(TASK, _l("Print badges"), P.SHEETS_PRINT)
def print_many_badges(work: Work) -> None:
    """Ends with the page of the sheet, once: the sheet and the end of the task are one unit of work."""
    work.progress(0, 0)
    print_later(
        work.facts["event_id"],
        BadgeWish.of(work.facts),
        lambda session, number: work.finish(session, Result("people_badges.sheet", {"badge_sheet": number})),
    )
