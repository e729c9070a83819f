"""Printing the signs of a large building while nobody waits for them."""

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.core.tasks import Result, Work, task
from campaign.walks.signs.services import TASK, print_later


@task(TASK, _l("Print door signs"), P.WALKS_WRITE)
def print_many_signs(work: Work) -> None:
    """Ends with the page of the run, once: the sheet and the end of the task are one unit of work."""
    work.progress(0, 0)
    print_later(work.facts, lambda session, number: work.finish(session, Result("signs_staff.sheet", {"sign_sheet": number})))
