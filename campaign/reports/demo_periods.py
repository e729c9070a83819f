"""The first days of the demo's relay, closed and signed: what is corrected afterwards is told beside them."""

from datetime import date
from typing import Final

from campaign.core.i18n import Translated
from campaign.papers.schemas import Signatory
from campaign.relay.models import Stop
from campaign.reports.periods.schemas import CloseWish
from campaign.reports.periods.services import close_period

_FIRST, _LAST = date(2018, 4, 2), date(2018, 4, 3)
_HEAD: Final = Signatory(
    Translated(kk="Департамент басқармасының басшысы", ru="Руководитель управления Департамента", en="Head of division"),
    "Мұқашев О. Ғ.",
)  # fmt: skip


def close_the_first_days(held: Stop) -> None:
    """Two days of which the doors and the walk have said their figures."""
    close_period(CloseWish(held.region_id, held.relay_id, _FIRST, _LAST, _HEAD), "demo-period")
