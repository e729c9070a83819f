"""The exhibition of the demo: panels without persons in the hall of Temirtau, one of them not ready to be printed yet."""

from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.exhibition import services
from campaign.exhibition.blocks import Bar, Bars, Number
from campaign.exhibition.library.services import take
from campaign.exhibition.queries import EXHIBITION, panels_of
from campaign.exhibition.schemas import NewExhibition, NewPanel, PanelKind, PanelSize, Way
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_of_each_kind

CODES: Final = ("promise", "hands", "law_366", "price")
DOORS: Final = NewPanel(
    PanelSize.A3, Way.PORTRAIT, Translated("Әр есікте – уәде", "На каждой двери – обещание"),
    Translated(
        "Студенттер кабинеттерді аралап, есіктің жанына белгі ілді. Бас тартуға әркім құқылы.",
        "Студенты обошли кабинеты и повесили знак рядом с дверью. Отказаться может каждый.",
    ),
    (
        Number("4", Translated("ғимарат", "здания")),
        Number("1424", Translated("сенім телефоны", "телефон доверия")),
        Bars(
            Translated("100 есікке шаққандағы белгі", "Знаков на 100 дверей"), Translated(),
            (
                Bar(Translated("Әкімдік", "Акимат"), 82.0), Bar(Translated("Колледж", "Колледж"), 91.0),
                Bar(Translated("Емхана", "Поликлиника"), None),
            ),
        ),
    ),
    Translated(), None,
)  # fmt: skip


def hang_the_panels(session: Session, stop: Stop) -> None:
    """A hall that is an event of its own where the stop has one, panels of the library of which posters hang, and a draft."""
    event_id = first_of_each_kind(session, stop.id).get(EXHIBITION)
    new = NewExhibition(
        Translated("Адал жол – фойедегі көрме", "Честный путь – выставка в фойе", "The honest way in the hall"),
        Translated("Қала әкімдігінің фойесі, бірінші қабат", "Фойе акимата города, первый этаж"),
        stop.arrives_on, max(stop.departs_on, stop.arrives_on + timedelta(days=1)), event_id,
    )  # fmt: skip
    hall = services.add_exhibition(stop.id, new, f"demo-hall-{stop.id}")
    take(hall, CODES, f"demo-panels-{stop.id}")
    services.add_panel(hall, PanelKind.FACTS, DOORS, None, f"demo-doors-{stop.id}")
    for row in panels_of(hall):
        if row.kind is PanelKind.POSTER:
            services.place_panel(row.id, row.position, "Стена у входа")
            services.hang(row.id, row.version)
