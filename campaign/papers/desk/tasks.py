"""Printing a long list that a print desk has asked for."""

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.core.tasks import Result, Work, task
from campaign.papers.desk.services import TASK, print_later
from campaign.papers.schemas import PrintWish


@task(TASK, _l("Print a long list at a print desk"), P.PAPERS_PRINT)
def print_at_a_desk(work: Work) -> None:
    """Ends with the number of the sheet, once: the sheet and the end of the task are one unit of work."""
    work.progress(0, 0)
    facts = work.facts
    print_later(
        facts["desk"],
        facts["code"],
        PrintWish(facts["language"], chosen=facts["chosen"]),
        lambda session, number: work.finish(session, Result("desk_public.sheet", {"desk_sheet": number})),
    )
