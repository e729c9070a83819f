"""The routes of the demo: Temirtau's 9.4 km of tomorrow, and Karaganda's with the times at which it was really driven."""

from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.motorcades.route import services
from campaign.motorcades.route.queries import route_of
from campaign.motorcades.route.schemas import PointKind as K
from campaign.motorcades.route.schemas import PointWish
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_of_each_kind

# kind; name and way in kk and ru; latitude and longitude; minutes from the start of the event; metres; post; medical post
_Row = tuple[K, tuple[str, str], tuple[str, str], tuple[float, float] | None, int | None, int | None, str, bool]
INSPECTORS: Final = "2 инспектора"
TEMIRTAU: Final[tuple[_Row, ...]] = (
    (K.GATHERING, ("Жеңіс саябағының тұрағы", "Стоянка у Парка Победы"), ("", ""), (50.0620, 72.9710), -15, None, "", True),
    (K.LINE_UP, ("Мичурин көшесі", "ул. Мичурина"), ("", ""), (50.0628, 72.9682), -5, None, "", False),
    (K.START, ("Мира даңғылының бұрышы", "Угол пр. Мира"),
     ("Мира даңғылымен батысқа тура, Металлургтер даңғылына дейін", "Прямо на запад по пр. Мира до пр. Металлургов"),
     (50.0635, 72.9650), 5, 0, INSPECTORS, False),
    (K.TURN, ("Металлургтер даңғылы", "пр. Металлургов"),
     ("Солға, Металлургтер даңғылымен Комсомол даңғылына дейін", "Налево, по пр. Металлургов до пр. Комсомольского"),
     (50.0560, 72.9465), 10, 1800, INSPECTORS, False),
    (K.TURN, ("Комсомол даңғылы", "пр. Комсомольский"),
     ("Солға, даңғылмен Республика даңғылына дейін", "Налево, по проспекту до пр. Республики"),
     (50.0440, 72.9560), 14, 3500, "1 инспектор", False),
    (K.STOP, ("Республика даңғылы, қала әкімдігі", "пр. Республики, акимат города"),
     ("Бес минут аялдау: эстафета нышаны көрсетіледі. Содан кейін даңғылмен шығысқа", 
      "Остановка на пять минут: показывают символ эстафеты. Затем по проспекту на восток"),
     (50.0385, 72.9760), 20, 5300, INSPECTORS, True),
    (K.TURN, ("Чайковский көшесі", "ул. Чайковского"), ("Солға, стадионға дейін тура", "Налево, прямо до стадиона"),
     (50.0470, 72.9905), 30, 7000, "1 инспектор", False),
    (K.FINISH, ("Орталық стадион", "Центральный стадион"), ("", ""), (50.0590, 72.9760), 40, 9400, "", True),
    (K.RESERVE, ("Димитров көшесі", "ул. Димитрова"),
     ("Комсомол даңғылы жабық болса, Димитров көшесімен", "Если пр. Комсомольский закрыт, по ул. Димитрова"),
     (50.0520, 72.9700), None, None, "", False),
)  # fmt: skip
KARAGANDA: Final[tuple[_Row, ...]] = (
    (K.GATHERING, ("Орталық саябақтың кіреберісі", "Вход в Центральный парк"), ("", ""),
     (49.8108, 73.0997), -15, None, "", True),
    (K.START, ("Бұқар жырау даңғылы", "пр. Бухар жырау"),
     ("Даңғылмен оңтүстікке тура", "Прямо на юг по проспекту"), (49.8092, 73.0960), 5, 0, INSPECTORS, False),
    (K.POINT, ("Теміржол вокзалы", "Железнодорожный вокзал"), ("", ""), None, 14, 3100, "", False),
    (K.TURN, ("Ермеков көшесі", "ул. Ермекова"),
     ("Оңға, Ермеков көшесімен", "Направо, по ул. Ермекова"), (49.7880, 73.0900), 18, 4200, INSPECTORS, False),
    (K.FINISH, ("Әкімдік алдындағы алаң", "Площадь перед акиматом"), ("", ""), (49.8028, 73.0877), 28, 6600, "", False),
)  # fmt: skip
RESERVE: Final = Translated(
    kk="Комсомол даңғылы жабық болса: Мира даңғылы – Димитров көшесі – Республика даңғылы.",
    ru="Если пр. Комсомольский закрыт: пр. Мира – ул. Димитрова – пр. Республики.",
)
DELAYS: Final = (0, 4, 3, 6, 5)  # minutes after the plan, point by point


def drive_the_routes(session: Session, karaganda: Stop, temirtau: Stop) -> None:
    """Write both; Karaganda's has been driven."""
    services.write(first_of_each_kind(session, temirtau.id)["motorcade"], [_wish(row) for row in TEMIRTAU], RESERVE, 0)
    held = first_of_each_kind(session, karaganda.id)["motorcade"]
    services.write(held, [_wish(row) for row in KARAGANDA], Translated(), 0)
    for point, delay in zip(route_of(held).points, DELAYS, strict=True):
        if point.plan_at is not None:
            services.record(held, point.id, point.plan_at + timedelta(minutes=delay))


def _wish(row: _Row) -> PointWish:
    kind, name, way, place, offset, metres, post, medical = row
    lat, lon = place or (None, None)
    return PointWish(kind, Translated(*name), lat, lon, offset, metres, Translated(*way), post, medical)
