"""The letter about an alarm: it says what happened and where to look, and nothing about the people."""

from dataclasses import dataclass

from campaign.accounts import links
from campaign.accounts.alarms.models import Alarm
from campaign.accounts.alarms.words import KINDS
from campaign.accounts.models import User
from campaign.core import clock
from campaign.core.db import db
from campaign.core.i18n import _
from campaign.core.mail import Fact, Facts, Letter, Way, Words, letter


@dataclass(frozen=True)
class OfAlarm:
    """A letter about an alarm, to one organizer."""

    alarm_id: int
    user_id: int


@letter("accounts.alarm", OfAlarm)
def alarm(facts: OfAlarm) -> Letter | None:
    """To an organizer; nobody when the alarm was put down meanwhile."""
    row, reader = db.session.get(Alarm, facts.alarm_id), db.session.get(User, facts.user_id)
    if row is None or reader is None or not reader.active or row.seen_at is not None:
        return None
    who = db.session.get(User, row.user_id) if row.user_id else None
    parts = (
        Words(_("Hello, %(name)s!", name=reader.name)),
        Words(f"{KINDS[row.kind]}."),
        Facts((
            Fact(_("Account"), who.name if who else "–"),
            Fact(_("Within the hour from"), f"{clock.on_the_wall(row.hour, clock.HOME):%d.%m.%Y %H:%M}"),
            Fact(_("How many"), str(row.count)),
        )),
        Words(_("Ask the person what it was. If there is no good answer, switch the account off. Then put the alarm down.")),
        Way(_("Look at the alarm"), links.address_of("alarms_staff.alarm", alarm_id=row.id)),
    )  # fmt: skip
    return Letter(reader.email, _("Alarm: look at what happened"), parts)
