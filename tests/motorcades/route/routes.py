"""What tests of routes share: the way through Temirtau, in invented stops."""

from campaign.motorcades.route import services
from campaign.motorcades.route.queries import route_of
from campaign.motorcades.route.schemas import PointKind, PointWish
from tests.factories import an_event, words

HERE = (50.0540, 72.9590)


def point(kind: str, name: str, offset: int | None = None, km: float | None = None, north: float = 0, east: float = 0,
          **more: object) -> PointWish:  # fmt: skip
    """`north` and `east` in kilometres from the square; without them no coordinates."""
    lat, lon = (HERE[0] + north / 110.574, HERE[1] + east / 71.5) if (north, east) != (0, 0) else (None, None)
    metres = None if km is None else round(km * 1000)
    return PointWish(PointKind(kind), words(name, name), lat, lon, offset, metres, **more)


def the_way() -> list[PointWish]:
    return [
        point("gathering", "Стоянка у Дворца культуры", -40, None, 0.1, 0.1, medical=True),
        point("line_up", "ул. Мира", -20, None, 0.3, 0.3),
        point("start", "ул. Мира, 10", 0, 0, 0.4, 0.5, way=words("прямо по ул. Мира", "Мира көшесімен тура")),
        point("turn", "пр. Металлургов", 10, 3, 2.8, 1.2, post="2 инспектора"),
        point("finish", "Стадион", 25, 6.2, 3.5, 4),
        point("reserve", "ул. Чайковского", None, None, 1, 3),
    ]


def a_route(event_id: int | None = None, wishes: list[PointWish] | None = None) -> int:
    """The number of an event that has this route; the usual one without."""
    event_id = event_id or an_event().id
    services.write(event_id, the_way() if wishes is None else wishes, words("по ул. Чайковского", ""), 0)
    return event_id


def a_point(event_id: int) -> dict[str, int]:
    """For the matrix: a route of the event, and the number of its first point."""
    return {"point_id": route_of(a_route(event_id)).points[0].id}
