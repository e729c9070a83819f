"""The baton of the demo: Karaganda received the flag and the book on 2 April; for the 6th, Temirtau is to receive them."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.i18n import Translated
from campaign.relay.custody.queries import handover_row
from campaign.relay.custody.schemas import (
    BookCount,
    Condition,
    Holder,
    ItemKind,
    LineAnswer,
    NewItem,
    Party,
    Proposal,
    Receipt,
    Signer,
    Thing,
)
from campaign.relay.custody.services import add_item, confirm, propose
from campaign.relay.models import Relay, Stop

ITEMS: Final = (
    (ItemKind.FLAG, Translated(kk="Эстафета туы", ru="Знамя эстафеты", en="Flag of the relay"), "АЖ-001"),
    (ItemKind.BOOK, Translated(kk="Эстафета кітабы", ru="Книга эстафеты", en="Book of the relay"), "АЖ-002"),
)
SQUARE: Final = Translated(kk="Әкімдік алдындағы алаң", ru="Площадь перед акиматом", en="Square in front of the akimat")
DEPUTY: Final = Translated(kk="қала әкімінің орынбасары", ru="заместитель акима города")
HEAD: Final = Translated(kk="бөлім басшысы", ru="руководитель отдела")
GIVER, RECEIVER = Signer("Байжанов Е. Қ.", DEPUTY), Signer("Қасымова Ә. Б.", DEPUTY)
WITNESS: Final = Signer("Мұқашев О. Ғ.", HEAD)


def hand_over_the_baton(session: Session, karaganda: Stop, temirtau: Stop) -> None:
    """One handover that is done, from the department, and one that waits for the other side."""
    relay = session.get_one(Relay, karaganda.relay_id)
    body_id = relay.last_receiver_id
    if body_id is None:
        return
    items = tuple(_item(relay.id, body_id, *item) for item in ITEMS)
    body, first, second = Party(Holder.BODY, body_id), Party(Holder.STOP, karaganda.id), Party(Holder.STOP, temirtau.id)
    began = clock.at(karaganda.arrives_on, 9, 0, karaganda.time_zone)
    opening = Proposal(relay.id, body, first, items, began, SQUARE, witness_body_id=body_id, signers=(WITNESS, GIVER, WITNESS))
    number = propose(opening, "demo-baton-first")
    lines = handover_row(number).lines
    confirm(number, 1, Receipt(tuple(LineAnswer(line.id, line.given) for line in lines), received_at=began, paper_first=True))
    onward = Proposal(
        relay.id, first, second, items, clock.at(karaganda.departs_on, 10, 0, karaganda.time_zone), SQUARE,
        witness_body_id=body_id, signers=(GIVER, RECEIVER, WITNESS), book=BookCount(4, 12, 31),
        things=(Thing("Мыло «Чистые руки»", 216, "в упаковке"), Thing("Перчатки белые, пара", 84)),
    )  # fmt: skip
    propose(onward, "demo-baton-second")


def _item(relay_id: int, body_id: int, kind: ItemKind, name: Translated, inventory: str) -> int:
    new = NewItem(kind, name, inventory, Condition.GOOD, "", body_id, date(2018, 3, 1))
    return add_item(relay_id, new, f"demo-{inventory}")
