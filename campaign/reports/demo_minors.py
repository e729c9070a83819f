"""The children of the demo: one whose mother signed, one whose father has not answered yet. Invented people."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from campaign.people.minors import services as minors
from campaign.people.minors.schemas import Agreement, Relation, SignedPaper
from campaign.people.schemas import Register
from campaign.people.services import add_person
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_of_each_kind

CHILDREN: Final = (("Дана Ермекқызы", "+77000000401", 2004), ("Тимур Ахметов", "+77000000402", 2003))
SIGNED: Final = Agreement("Сәуле Ермекова", Relation.MOTHER, "+77000000411", True, 0, "kk")


def bring_children(session: Session, stop: Stop) -> None:
    """Two pupils at the stop's rally; the paper of the first lies with the coordinator."""
    event_id = first_of_each_kind(session, stop.id).get("rally")
    if event_id is None:
        return
    wishes = [Register(name, phone, year, "Лицей № 20", None, "kk", None) for name, phone, year in CHILDREN]
    first, _second = [add_person(event_id, wish, f"demo-child-{wish.phone}") for wish in wishes]
    minors.record_paper(first, SIGNED, SignedPaper(date(2018, 4, 4), "Папка 3, 214-кабинет"))
