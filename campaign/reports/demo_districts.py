"""The demo's relay inside a stop: from June a second baton goes through the parts of Karaganda, a month each.

The parts are named as people of the city call them; where each lies, and their relay, are invented.
"""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.relay.dates import SkipRule
from campaign.relay.models import Stop
from campaign.relay.schemas import PlanWish
from campaign.relay.services import create_season
from campaign.territory.schemas import NewPart, UnitKind
from campaign.territory.services import add_part

PARTS: Final = (
    (Translated(kk="Жаңа қала", ru="Новый город", en="New Town"), 49.806, 73.085),
    (Translated(kk="Ескі қала", ru="Старый город", en="Old Town"), 49.842, 73.118),
    (Translated(kk="Оңтүстік-Шығыс", ru="Юго-Восток", en="South-East"), 49.771, 73.147),
    (Translated(kk="Майқұдық", ru="Майкудук", en="Maikuduk"), 49.879, 73.181),
    (Translated(kk="Сұрыптау", ru="Сортировка", en="Sortirovka"), 49.898, 73.216),
    (Translated(kk="Пришахтинск", ru="Пришахтинск", en="Prishakhtinsk"), 49.904, 73.107),
)


def plan_districts(session: Session, city: Stop) -> None:
    """Name the parts of the city and plan the relay through them, as drafts."""
    for name, lat, lon in PARTS:
        add_part(city.unit_id, NewPart(UnitKind.CITY_DISTRICT, name, lat, lon))
    session.flush()
    wish = PlanWish(
        region_code="KZ-35", as_of=date(2018, 4, 1), start=date(2018, 6, 1), stay_days=30, until=date(2018, 12, 9),
        kit="standard", skip=SkipRule(weekends=True, holidays=True), first="", parent_stop_id=city.id, may_outlast=True,
    )  # fmt: skip
    create_season(wish, "demo-districts")
