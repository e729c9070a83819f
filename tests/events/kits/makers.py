"""Kits, and wishes for their events, for the tests of kits."""

from dataclasses import replace
from datetime import time

from campaign.events.kits import queries, services
from campaign.events.kits.schemas import Basis, EventOfKit, Formula, KitEventRow, Measures, NewKit, RoleOfKit
from campaign.events.schemas import Anchor
from tests.factories import an_event_kind, words

MARSHAL = RoleOfKit(words("распорядитель", "тәртіп сақтаушы"), Formula(Basis.PARTICIPANTS, 1, 15))


def an_event_wish(**changes: object) -> EventOfKit:
    wish = EventOfKit(
        kind="rally", title=words("Митинг", "Митинг"), description=words("Все на площадь"), anchor=Anchor.ARRIVAL, day_offset=0,
        starts=time(10), minutes=60, measures=Measures(participants=300), roles=(MARSHAL,),
    )  # fmt: skip
    return replace(wish, **changes)  # type: ignore[arg-type]


def a_kit(code: str = "own", *titles: str) -> str:
    """A kit with an event of each title, an hour apart."""
    an_event_kind()
    services.make_kit(NewKit(code, words("Набор")))
    for number, title in enumerate(titles):
        save(code, None, an_event_wish(title=words(title), starts=time(10 + number)))
    return code


def save(code: str, event_id: int | None, wish: EventOfKit) -> int:
    return services.save_event(code, event_id, wish, version_of(code))


def version_of(code: str) -> int:
    return queries.kit_row(code).version


def event_of(code: str, title: str) -> KitEventRow:
    return next(row for row in queries.kit_row(code).events if row.title.ru == title)
