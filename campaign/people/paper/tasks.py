"""Printing a long roster while nobody waits for it."""

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.core.tasks import Result, Work, task
from campaign.people.paper.schemas import PrintWish
from campaign.people.services.printing import TASK, freeze_later


@task(TASK, _l("Print the list of participants"), P.SHEETS_PRINT)
def print_long_roster(work: Work) -> None:
    """Ends with the page of the sheet, once: the sheet and the end of the task are one unit of work."""
    work.progress(0, 0)
    freeze_later(
        work.facts["event_id"],
        PrintWish.of(work.facts),
        lambda session, number: work.finish(session, Result("people_paper.sheet", {"number": number})),
    )
