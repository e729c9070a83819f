"""What a search for everything finds of relays and of the acts of handovers. Stops are found where their events are."""

from flask import url_for
from sqlalchemy import func, select

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.db import db
from campaign.core.i18n import _, _l
from campaign.relay.custody.models import Handover
from campaign.relay.custody.words import STATES
from campaign.relay.queries import all_relays
from campaign.web.finding import AT_ONCE, Asked, Finding, Found, best, key_of, listed
from campaign.web.templating import day_short, day_span


class Relays:
    """By their region or place, the campaign, the year."""

    label = _l("Relays")
    permission = P.RELAY_READ
    icon = "mark"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """Two statements; there are few relays, so that all are looked through."""
        keys = ((key_of(row.title, row.campaign_name, str(row.starts_on.year)), row) for row in all_relays())
        rows = [
            Found(
                _("%(region)s, %(year)s", region=row.title, year=row.starts_on.year),
                url_for("relay_staff.relay", relay_id=row.id),
                f"{row.campaign_name} · {day_span((row.starts_on, row.ends_on))}",
            )
            for row in best(asked, keys)
        ]  # fmt: skip
        return listed(rows, url_for("relay_staff.relays"))


class Handovers:
    """Acts of handovers by their numbers."""

    label = _l("Acts of handover")
    permission = P.RELAY_READ
    icon = "paper"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """One statement; none for words without a figure, which every number has."""
        number = "".join(asked.text.split()).removeprefix("№").upper()
        if not any(char.isdigit() for char in number):
            return Finding()
        asking = (
            select(Handover.id, Handover.number, Handover.place, Handover.agreed_at, Handover.time_zone, Handover.state)
            .add_columns(func.count().over().label("total"))
            .where(Handover.number.contains(number, autoescape=True))
            .order_by((Handover.number == number).desc(), Handover.id.desc())
            .limit(AT_ONCE)
        )
        rows = db.session.execute(asking).all()
        found = (
            Found(
                _("Act %(number)s", number=row.number), url_for("custody_staff.handover", handover_id=row.id),
                f"{row.place} · {day_short(clock.on_the_wall(row.agreed_at, row.time_zone).date())} · {STATES[row.state]}",
                exact=row.number == number,
            )
            for row in rows
        )  # fmt: skip
        return Finding(tuple(found), rows[0].total if rows else 0)


FINDERS = (Relays(), Handovers())
