"""Papers of the demo: who signs, who answers for two stops, the rally minute by minute, its safety plan. Invented people."""

from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.events.plan.schemas import PlanLine
from campaign.events.plan.services import keep_line
from campaign.events.running import services as running
from campaign.events.running.queries import sheet_of
from campaign.events.safety.queries import plan_of
from campaign.events.safety.services import keep_plan
from campaign.papers.schemas import Signatory, Signers, SubjectKind
from campaign.papers.services import keep_signers
from campaign.relay.models import Stop
from campaign.relay.schedule.schemas import Duty
from campaign.relay.schedule.services import keep_duty
from campaign.reports.demo_events import first_of_each_kind

_AKIM: Final = Signatory(
    Translated("Қарағанды облысы әкімінің орынбасары", "Заместитель акима Карагандинской области", "Deputy akim of the region"),
    "Сагынбаева Р. Т.",
)  # fmt: skip
_HEAD: Final = Signatory(
    Translated(
        "Қарағанды облысы бойынша департамент басшысы", "Руководитель Департамента по Карагандинской области",
        "Head of the department for the region",
    ),
    "Жанпеисов К. М.",
)  # fmt: skip
_CITY: Final = Signatory(
    Translated(kk="Теміртау қаласы әкімінің орынбасары", ru="Заместитель акима города Темиртау", en="Deputy akim of Temirtau"),
    "Байжанов Е. Қ.",
)  # fmt: skip
_CLERK: Final = Signatory(Translated(kk="бас маман", ru="главный специалист", en="chief specialist"), "Ахметова Д. С.")
_SQUARE: Final = Translated(kk="Мәдениет сарайының алаңы", ru="пл. у Дворца культуры", en="Square at the palace of culture")
_PARK: Final = Translated(kk="Орталық саябақ, бас кіреберіс", ru="Центральный парк, главный вход", en="Central park, main gate")
_WHO: Final = (
    "Исабеков С. Ж.", "Дорошенко К. О.", "Старшие групп", "Байжанов Е. Қ.", "Ғаниева А. М., Лебедева С. И.", "Байжанов Е. Қ.",
    "Мұқашев О. Ғ.", "Омарова Г. Ә.", "Қабдолла І. С.", "Байжанов Е. Қ., Мұқашев О. Ғ.", "Савченко В. Р.", "Ведущие",
    "Распорядители",
)  # fmt: skip
_PHONES: Final = {0: "8 700 467 32 60", 1: "8 700 366 24 62", 3: "8 700 345 75 65", 4: "8 700 387 63 59", 12: "канал 4"}


def sign_and_plan(session: Session, karaganda: Stop, temirtau: Stop) -> None:
    """Signers of the relay and of Temirtau, duties of its first stops, the rally's running sheet and safety plan."""
    keep_signers(SubjectKind.RELAY, karaganda.relay_id, Signers(_HEAD, (_AKIM,), _CLERK), 0)
    keep_signers(SubjectKind.STOP, temirtau.id, Signers(_CITY, (_HEAD,), _CLERK), 0)
    coordination = Translated(kk="қала әкімінің орынбасары Байжанов Е. Қ.", ru="заместителя акима города Байжанова Е. Қ.")
    keep_duty(karaganda.id, Duty(_SQUARE, "Ахметова Д. С.", "+77004121780"), 0)
    keep_duty(temirtau.id, Duty(_PARK, "Байжанов Е. Қ.", "+77004232076", coordination), 0)
    _rally(first_of_each_kind(session, temirtau.id)["rally"])


def _rally(event_id: int) -> None:
    """Its rows with those who answer for them; the plan as it is filed."""
    running.begin(event_id)
    rows = [row.wish() for row in sheet_of(event_id).rows]
    named = [
        replace(row, who=who, phone=_PHONES.get(place, "")) for place, (row, who) in enumerate(zip(rows, _WHO, strict=True))
    ]
    running.write(event_id, named, 1)
    words = plan_of(event_id).words
    risks = tuple(replace(risk, responsible="Исабеков С. Ж.") for risk in words.risks)
    keep_plan(event_id, replace(words, risks=risks), 0)
    note = Translated(kk="Жаңбыр болса – Мәдениет сарайының фойесінде", ru="При дожде – в фойе Дворца культуры")
    keep_line(event_id, PlanLine(reach=400, note=note), 0)
