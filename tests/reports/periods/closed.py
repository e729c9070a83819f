"""A closed period of a relay, for tests that need one."""

from datetime import date, timedelta

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.schemas import EventState
from campaign.papers.schemas import Signatory
from campaign.relay.models import Stop
from campaign.reports.periods.queries import close_row
from campaign.reports.periods.schemas import CloseWish
from campaign.reports.periods.services import close_period
from tests.factories import NOON, an_event
from tests.reports.rollup.said import a_said_figure

SIGNER = Signatory(Translated(ru="Руководитель управления", kk="Басқарма басшысы"), "Мұқашев О. Ғ.")


def a_closed_period(stop_id: int) -> dict[str, int | str]:
    """The days before the demo's today, of the relay of this stop; its number and that of one of its sheets."""
    stop = db.session.get(Stop, stop_id)
    assert stop is not None
    a_said_figure(an_event(stop, state=EventState.HELD, starts=NOON - timedelta(days=3)), 42)
    wish = CloseWish(stop.region_id, stop.relay_id, date(2018, 4, 2), date(2018, 4, 4), SIGNER)
    close_id = close_period(wish, "closed")
    return {"close_id": close_id, "close_sheet": close_row(close_id)[1].sheets["ru"]}
