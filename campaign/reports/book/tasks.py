"""Drawing the book of a relay while nobody waits for it."""

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.core.tasks import Result, Work, task
from campaign.reports.book.services import TASK, make


@task(TASK, _l("Book of the relay"), P.REPORTS_WRITE)
def make_book(work: Work) -> None:
    """Ends with the page of the book, once; killed on the way, the next turn draws the same frozen content."""
    uid = work.facts["book_uid"]
    make(uid, work.progress, lambda session: work.finish(session, Result("book_staff.book", {"book_uid": uid})))
