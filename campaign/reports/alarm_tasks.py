"""What somebody has to do today about alarms."""

from datetime import date

from campaign.accounts.alarms.queries import open_alarms
from campaign.core.actor import Actor, P
from campaign.core.i18n import Translated
from campaign.reports.schemas import Task, TaskKind, Urgency


def of_alarms(actor: Actor, today: date) -> list[Task]:
    """One line about all that nobody has looked at. One statement; none for whoever puts none down."""
    count = open_alarms(actor) if actor.may(P.AUDIT_READ) and actor.may(P.ACCOUNTS_MANAGE) else 0
    none, page = Translated(), ("alarms_staff.alarms", "open", 1)
    return [Task(TaskKind.ALARM, Urgency.BAD, today, None, None, none, none, count, page=page)] if count else []
