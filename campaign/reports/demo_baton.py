"""The baton of the demo: Karaganda received it on 2 April; Temirtau is to receive it on the 6th, with what is in the store."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.i18n import Translated
from campaign.relay.custody.queries import handover_row, items_of
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
from campaign.relay.custody.services import add_item, confirm, goes_along, propose
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


def hand_over_the_baton(session: Session, karaganda: Stop) -> None:
    """The first handover is done: from the department."""
    relay = session.get_one(Relay, karaganda.relay_id)
    body_id = relay.last_receiver_id
    if body_id is None:
        return
    items = tuple(_item(relay.id, body_id, *item) for item in ITEMS)
    body, first = Party(Holder.BODY, body_id), Party(Holder.STOP, karaganda.id)
    began = clock.at(karaganda.arrives_on, 9, 0, karaganda.time_zone)
    opening = Proposal(relay.id, body, first, items, began, SQUARE, witness_body_id=body_id, signers=(WITNESS, GIVER, WITNESS))
    number = propose(opening, "demo-baton-first")
    lines = handover_row(number).lines
    confirm(number, 1, Receipt(tuple(LineAnswer(line.id, line.given) for line in lines), received_at=began, paper_first=True))


def hand_it_on(session: Session, karaganda: Stop, temirtau: Stop) -> None:
    """The next handover waits for the other side; all that the store has left is to go along."""
    first, second = Party(Holder.STOP, karaganda.id), Party(Holder.STOP, temirtau.id)
    items = tuple(item.id for item in items_of(karaganda.relay_id))
    if not items:
        return
    onward = Proposal(
        karaganda.relay_id, first, second, items, clock.at(karaganda.departs_on, 10, 0, karaganda.time_zone), SQUARE,
        witness_body_id=session.get_one(Relay, karaganda.relay_id).last_receiver_id, signers=(GIVER, RECEIVER, WITNESS),
        book=BookCount(4, 12, 31),
        things=(*goes_along(first), Thing("Папка с отзывами участников", 1)),
    )  # fmt: skip
    propose(onward, "demo-baton-second")


def _item(relay_id: int, body_id: int, kind: ItemKind, name: Translated, inventory: str) -> int:
    new = NewItem(kind, name, inventory, Condition.GOOD, "", body_id, date(2018, 3, 1))
    return add_item(relay_id, new, f"demo-{inventory}")
