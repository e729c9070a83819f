"""Making a paper set while nobody waits for it."""

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.core.tasks import Result, Work, task
from campaign.papers.sets.services import TASK, make


@task(TASK, _l("Paper set"), P.PAPERS_PRINT)
def make_set(work: Work) -> None:
    """Ends with the page of the set, once; killed on the way, the next turn freezes only what was not frozen yet."""
    uid = work.facts["set_uid"]
    make(uid, work.progress, lambda session: work.finish(session, Result("sets_staff.paper_set", {"set_uid": uid})))
