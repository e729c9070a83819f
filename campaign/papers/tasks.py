"""Printing a long paper while nobody waits for it."""

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.core.tasks import Result, Work, task
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import TASK, print_later


@task(TASK, _l("Print a long paper"), P.PAPERS_PRINT)
def print_long_paper(work: Work) -> None:
    """Ends with the page of the sheet, once: the sheet and the end of the task are one unit of work."""
    work.progress(0, 0)
    facts = work.facts
    print_later(
        facts["code"],
        SubjectKind(facts["subject_kind"]),
        facts["subject_id"],
        PrintWish(facts["language"], chosen=facts["chosen"]),
        lambda session, number: work.finish(session, Result("papers_staff.sheet", {"sheet": number})),
    )
