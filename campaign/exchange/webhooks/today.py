"""What somebody has to do today about webhooks: let those go on that have stopped."""

from datetime import date

from campaign.core.actor import Actor, P
from campaign.core.i18n import Translated
from campaign.exchange.webhooks.queries import stopped
from campaign.reports.schemas import Task, TaskKind, Urgency


def of_webhooks(actor: Actor, today: date) -> list[Task]:
    """One line about each that stopped for want of an answer. One statement; none for whoever keeps none."""
    rows = stopped() if actor.may(P.WEBHOOKS_WRITE) else ()
    none = Translated()
    return [
        Task(
            TaskKind.WEBHOOK, Urgency.BAD, today, None, None, none, none, 1, what=row.name,
            page=("webhooks_staff.webhook", "hook_id", row.id),
        )
        for row in rows
    ]  # fmt: skip
