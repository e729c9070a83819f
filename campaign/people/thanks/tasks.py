"""Making many certificates, and all of them as one PDF, while nobody waits."""

from campaign.core import files
from campaign.core.actor import P
from campaign.core.db import unit_of_work
from campaign.core.i18n import _l
from campaign.core.tasks import Result, Work, task
from campaign.events.queries import event_row
from campaign.people.exports.schemas import KEPT
from campaign.people.thanks.documents import certificates_pdf
from campaign.people.thanks.queries import certificates_of
from campaign.people.thanks.schemas import ThanksKind
from campaign.people.thanks.services import TASK, make_for_all


@task(TASK, _l("Certificates as one PDF"), P.SHEETS_PRINT)
def make_certificates(work: Work) -> None:
    """Ends with a kept file, once. Done again after a crash, those that were made stay as they are."""
    event_id = work.facts["event_id"]
    made = make_for_all(event_id)
    work.progress(made.new + made.kept, 2 * (made.new + made.kept))
    event = event_row(event_id)
    content = list(certificates_pdf(certificates_of(event_id, ThanksKind.CERTIFICATE)))
    with unit_of_work() as session:
        uid = files.keep(
            session, content, name=f"certificates-{event_id}.pdf", mimetype="application/pdf", region_id=event.region_id,
            stop_id=event.stop_id, kept=KEPT,
        )  # fmt: skip
        work.finish(session, Result("tasks.file", {"file_uid": uid}))
