"""What somebody has to do today about photos: pictures of people who have not agreed, or do no more."""

from datetime import date

from campaign.core.actor import Actor, P
from campaign.core.i18n import _
from campaign.people.photos.queries import blocked_photos
from campaign.reports.schemas import Task, TaskKind, Urgency


def of_photos(actor: Actor, today: date) -> list[Task]:
    """One line an event, due at once, for whoever keeps photos. One statement when there is nothing to do, else five."""
    if not actor.may(P.PHOTOS_WRITE):
        return []
    how = _("They are not printed. Ask for the consent, or erase them.")
    return [
        Task(
            TaskKind.PHOTOS, Urgency.BAD, today, one.stop_id, one.event_id, one.stop_name, one.title, one.count, how=how,
            page=("photos_staff.event_photos", "event_id", one.event_id),
        )
        for one in blocked_photos()
    ]  # fmt: skip
