"""The letter that asks for missing figures, written at the moment it is sent."""

from dataclasses import dataclass

from campaign.accounts.links import address_of
from campaign.accounts.models import User
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _, _n
from campaign.core.mail import Fact, Facts, Letter, Way, Words, letter
from campaign.reports.rollup.models import FigureNudge
from campaign.reports.rollup.queries import debt_of
from campaign.reports.rollup.schemas import LETTER
from campaign.web.templating import day


@dataclass(frozen=True)
class OfNudge:
    """A letter that reminds one person of the figures of one stop."""

    nudge_id: int


@letter(LETTER, OfNudge)
def figures_owed(facts: OfNudge) -> Letter | None:
    """To somebody in charge of a stop; nobody when the figures came meanwhile, or the stop or the account has gone."""
    nudge = db.session.get(FigureNudge, facts.nudge_id)
    user = db.session.get(User, nudge.user_id) if nudge else None
    if nudge is None or user is None or not user.active:
        return None
    try:
        debt = debt_of(nudge.stop_id)
    except NotFound:
        return None
    if debt is None:
        return None
    rows = tuple(Fact(day(event.day), event.title.text()) for event in debt.events)
    many = len(rows)
    return Letter(
        user.email,
        _("Figures are missing: %(place)s", place=debt.name.text()),
        (
            Words(_("Hello, %(name)s!", name=user.name)),
            Words(
                _n(
                    "The roll-up lacks the figures of %(num)d event of yours (%(place)s): nobody has written down how many "
                    "people came.",
                    "The roll-up lacks the figures of %(num)d events of yours (%(place)s): nobody has written down how many "
                    "people came.",
                    many, place=debt.name.text(),
                )
            ),
            Facts(rows),
            Words(_("Open the stop, choose the event and then its figures; an estimate will do if it says how it was made.")),
            Way(_("Open its figures"), address_of("figures_staff.stop_figures", stop_id=debt.stop_id)),
        ),
    )  # fmt: skip
