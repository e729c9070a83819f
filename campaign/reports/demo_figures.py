"""Figures of the demo: what was counted, estimated and told at Karaganda, and what is planned at Temirtau. All invented."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.events.figures.amounts import Qualifier
from campaign.events.figures.schemas import PARTICIPANTS, Entry, Source, Stage, Statement
from campaign.events.figures.services import say
from campaign.events.models import Event, EventKind
from campaign.relay.models import Stop

_WHO: Final = "Абенов Данияр, ответственный за этап"
_HUNDREDS: Final = Qualifier.SEVERAL
# kind of event; measure, value, how exact, from where (with how it was estimated), a note
SAID: Final[dict[str, tuple[tuple[str, int, Qualifier, Source, str, str], ...]]] = {
    "rally": (
        (PARTICIPANTS, 400, Qualifier.ABOUT, Source.ESTIMATED, "по рядам и группам", ""),
        (PARTICIPANTS, 100, _HUNDREDS, Source.TOLD, "", "заметка «Металлург сегодня», 4 апреля"),
        ("students", 100, Qualifier.EXACT, Source.COUNTED, "", "по спискам групп"),
        ("officials", 60, Qualifier.MORE_THAN, Source.ESTIMATED, "по приглашённым", ""),
        ("organisations", 12, Qualifier.EXACT, Source.COUNTED, "", ""),
        ("letters", 8, Qualifier.EXACT, Source.COUNTED, "", ""),
    ),
    "exhibition": (
        (PARTICIPANTS, 150, Qualifier.ABOUT, Source.ESTIMATED, "по времени работы фойе", "с 10:00 до 18:00"),
        ("stands", 12, Qualifier.EXACT, Source.COUNTED, "", "без персоналий"),
    ),
    "lecture": (
        (PARTICIPANTS, 96, Qualifier.EXACT, Source.COUNTED, "", ""),
        ("classes", 4, Qualifier.EXACT, Source.COUNTED, "", ""),
    ),
}  # fmt: skip
PLANNED: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    "rally": ((PARTICIPANTS, 300), ("students", 100)),
    "motorcade": (("vehicles", 14),),
    "office_walk": (("signs_up", 68),),
    "exhibition": (("stands", 12),),
}


def say_the_figures(session: Session, held: Stop, coming: Stop) -> None:
    """After all that figures are derived from was recorded."""
    for stop in (held, coming):
        for kind, event in _events(session, stop):
            plan = [Statement(code, value, stage=Stage.PLAN) for code, value in PLANNED.get(kind, ())]
            facts = [
                Statement(code, value, exact, Stage.FACT, source, method=method, by_whom=_WHO if method else "", note=note)
                for code, value, exact, source, method, note in (SAID.get(kind, ()) if event.state == "held" else ())
            ]
            say(event.id, [Entry(said, name=said.code) for said in (*plan, *facts)], f"demo-figures-{event.id}")


def _events(session: Session, stop: Stop) -> list[tuple[str, Event]]:
    asked = select(EventKind.code, Event).join(Event, Event.kind_id == EventKind.id).where(Event.stop_id == stop.id)
    first: dict[str, Event] = {}
    for kind, event in session.execute(asked.order_by(Event.starts_at, Event.id)):
        first.setdefault(kind, event)
    return list(first.items())
