"""The papers of the demo: what its events rest on, what was filed and what is overdue, and a plan for bad weather."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.events.contingency.schemas import ContingencyWish, Threshold
from campaign.events.contingency.services import save
from campaign.events.deadlines.schemas import Answer, Basis, FilingWish, PermitWish
from campaign.events.deadlines.services import record_filing, set_permit
from campaign.events.models import Event, EventKind, Place
from campaign.relay.models import Stop
from campaign.reports.demo_days import told
from campaign.reports.demo_events import first_event

ORDER: Final = PermitWish(Basis.ORDER, "112-р", date(2018, 3, 20))
INSIDE: Final = PermitWish(Basis.NONE, reason="В помещении, по плану самого органа")
BASES: Final = {
    "rally": ORDER,
    "motorcade": replace(ORDER, vehicles=14),
    "office_walk": INSIDE,
    "exhibition": INSIDE,
    "lecture": INSIDE,
    "quest": INSIDE,
    "ceremony": ORDER,
}


@dataclass(frozen=True)
class DemoLetter:
    """A letter about the column of a stop: under which number it went out."""

    rule: str
    number: str


LETTERS: Final = (DemoLetter("column_organised", "41-07/118"),)  # the one for the escort was forgotten, as it happens


def file_the_papers(session: Session, stop: Stop) -> None:
    """Give every event of the stop its legal basis, and file what was filed for its column."""
    rows = session.execute(
        select(Event.id, EventKind.code).join(EventKind, EventKind.id == Event.kind_id).where(Event.stop_id == stop.id)
    ).all()
    for event_id, kind in rows:
        basis = BASES[kind]
        set_permit(event_id, replace(basis, issued_on=told(basis.issued_on)) if basis.issued_on else basis, 0)
        for letter in LETTERS if kind == "motorcade" else ():
            record_filing(event_id, _filed(letter), f"demo-{event_id}-{letter.rule}")


def _filed(letter: DemoLetter) -> FilingWish:
    return FilingWish(
        rule_code=letter.rule, filed_on=told(date(2018, 3, 26)), number=letter.number, addressee="Управление полиции",
        note="Приложены схема движения и список машин", answer=Answer.ACCEPTED, answered_on=told(date(2018, 3, 29)),
        answer_number="7/1402", answer_note="Возражений нет, ответственный экипаж назначен",
    )  # fmt: skip


def plan_for_bad_weather(session: Session, stop: Stop) -> None:
    """The rally of the stop may go two days later, or into the house of culture."""
    event = first_event(session, stop, "rally")
    halls = session.scalars(select(Place).where(Place.unit_id == stop.unit_id)).all()
    words = Translated(kk="Дауылдық ескерту берілсе", ru="Если объявлено штормовое предупреждение", en="If a storm is forecast")
    wish = ContingencyWish(
        reserve_day=event.day + timedelta(days=2), reserve_starts=time(11),
        indoor_place_id=next(hall.id for hall in halls if hall.capacity == 400),
        threshold=Threshold(wind_ms=15, colder_than=-20, rain=True, words=words), decides="Алия Бекова",
        decides_phone="+77000000114", decide_hours=3, announced=True,
    )  # fmt: skip
    save(event.id, wish, 0)
