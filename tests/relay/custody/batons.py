"""A relay with a baton, and the steps of a handover with as few words as a test needs."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select

from campaign.accounts.models import User
from campaign.accounts.queries import actor_with_id
from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.relay.custody import queries, services
from campaign.relay.custody.models import CustodyEntry
from campaign.relay.custody.schemas import (
    Condition,
    HandoverRow,
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
from campaign.relay.models import Relay, Stop
from campaign.territory.models import Body, BodyName, Region
from campaign.territory.schemas import BodyKind
from tests.factories import ZONE, a_relay, a_stop, a_unit, a_user, kept, words

START = date(2018, 4, 2)
PLACE = Translated(kk="Орталық алаң", ru="Центральная площадь")
_keys = iter(range(10**9))


def a_body(region_id: int | None, ru: str = "Департамент по области", kk: str = "Облыс бойынша департамент") -> int:
    number = db.session.scalar(select(func.count()).select_from(Body))
    body = kept(Body(code=f"body-{number}-{next(_keys)}", kind=BodyKind.DEPARTMENT, region_id=region_id))
    kept(BodyName(body_id=body.id, name=words(ru, kk), valid_from=None, valid_to=None))
    return body.id


@dataclass
class Baton:
    """A relay whose chain is there, its department, and the items of its baton, all by their numbers."""

    relay_id: int
    region_id: int
    stops: list[int]
    body_id: int
    items: list[int]

    @property
    def body(self) -> Party:
        return Party(Holder.BODY, self.body_id)

    def stop(self, place: int) -> Party:
        """The stop at this place of the chain, from 0."""
        return Party(Holder.STOP, self.stops[place])

    def holders(self) -> list[str]:
        """Where each item is: "stop 1", "body", "transit"."""
        return [self.word(item.where.holder, item.where.party.party) for item in queries.items_of(self.relay_id)]

    def word(self, holder: Holder, party: Party) -> str:
        if holder is Holder.TRANSIT:
            return "transit"
        return f"stop {self.stops.index(party.id)}" if party.holder is Holder.STOP else "body"

    def way(self, item: int = 0) -> list[str]:
        """The history of an item in the same words."""
        row = queries.item_row(self.items[item])
        return [self.word(step.where.holder, step.where.party.party) for step in queries.history_of(row)]


def a_baton(*places: tuple[str, str], items: int = 2, days: int = 5, start: date = START) -> Baton:
    """A relay through these places (ru, kk), `days` at each, whose items are with its department."""
    relay = a_relay()
    region = db.session.get(Region, relay.region_id)
    stops = []
    for number, (ru, kk) in enumerate(places or (("Караганда", "Қарағанды"), ("Темиртау", "Теміртау"), ("Сарань", "Саран"))):
        arrives = start + timedelta(days=days * number)
        stop = a_stop(relay, a_unit(region, ru, kk), arrives, arrives + timedelta(days=days))
        stop.position = number + 1
        stops.append(stop)
    relay.starts_on, relay.ends_on = stops[0].arrives_on, stops[-1].departs_on
    body = a_body(relay.region_id)
    relay.last_receiver_id = body
    db.session.commit()
    made = Baton(relay.id, relay.region_id, [stop.id for stop in stops], body, [])
    made.items += [an_item(made, number) for number in range(items)]
    return made


def an_item(baton: Baton, number: int = 0, **more: object) -> int:
    kinds = (ItemKind.FLAG, ItemKind.BOOK, ItemKind.CUP)
    names = (("Эстафета туы", "Знамя эстафеты"), ("Эстафета кітабы", "Книга эстафеты"), ("Кубок", "Кубок"))
    kk, ru = names[number % 3]
    values = {
        "kind": kinds[number % 3], "name": Translated(kk=kk, ru=ru), "inventory": f"АЖ-{number + 1:03d}",
        "condition": Condition.GOOD, "note": "", "holder_body_id": baton.body_id, "since": date(2018, 3, 1),
    }  # fmt: skip
    return services.add_item(baton.relay_id, NewItem(**values | more), a_key())


def a_key() -> str:
    return f"key-{next(_keys)}"


def propose(
    baton: Baton, giver: Party, receiver: Party, *, items: Sequence[int] | None = None, why: str = "",
    things: tuple[Thing, ...] = (), at: datetime | None = None, signers: tuple[Signer, Signer, Signer] | None = None,
    key: str = "",
) -> int:  # fmt: skip
    wish = Proposal(
        baton.relay_id, giver, receiver, tuple(baton.items if items is None else items), at or clock.campaign_now(), PLACE,
        witness_body_id=baton.body_id, things=things, override_reason=why,
        **({"signers": signers} if signers else {}),
    )  # fmt: skip
    return services.propose(wish, key or a_key())


def answers(
    row: HandoverRow, *, missing: Sequence[int] = (), condition: Condition | None = None, note: str = ""
) -> tuple[LineAnswer, ...]:
    return tuple(
        LineAnswer(line.id, None, True, note)
        if line.item_id in missing
        else LineAnswer(line.id, condition or line.given, False, note)
        for line in row.lines
    )


def confirm(handover: int, *, at: datetime | None = None, paper: bool = False, **more: object) -> None:
    row = queries.handover_row(handover)
    services.confirm(handover, row.version, Receipt(answers(row, **more), received_at=at, paper_first=paper))


def leave(handover: int, at: datetime | None = None) -> None:
    services.leave(handover, queries.handover_row(handover).version, at)


def cancel(handover: int, reason: str = "буран") -> None:
    services.cancel(handover, queries.handover_row(handover).version, reason)


def hand_over(baton: Baton, giver: Party, receiver: Party, **more: object) -> int:
    """Proposed and confirmed at once, as the system does it."""
    number = propose(baton, giver, receiver, **more)
    confirm(number)
    return number


def on(day: date, hour: int = 15, minute: int = 0) -> datetime:
    return clock.at(day, hour, minute, ZONE)


def today_is(day: date, hour: int = 20) -> None:
    """The campaign's clock shows that day from now on."""
    clock.set_shift(clock.at(day, hour, 0, ZONE) - datetime.now(UTC))


def coordinator(baton: Baton, place: int) -> User:
    return a_user(Role.STOP, stop=db.session.get(Stop, baton.stops[place]))


def organizer(baton: Baton) -> User:
    return a_user(Role.REGION, region=db.session.get(Region, baton.region_id))


def acting(user: User) -> AbstractContextManager[None]:
    actor = actor_with_id(user.id)
    return acting_as(actor)


def custody_is_whole() -> bool:
    db.session.commit()
    (outcome,) = recount(["custody"])
    assert outcome.wrong == ()
    return outcome.ok


def entries_of(item: int) -> list[CustodyEntry]:
    return list(db.session.scalars(select(CustodyEntry).where(CustodyEntry.item_id == item).order_by(CustodyEntry.number)))


def relay_of(baton: Baton) -> Relay:
    relay = db.session.get(Relay, baton.relay_id)
    assert relay is not None
    return relay


def complaints(error) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.problems]


def sentences(error) -> str:
    return " ".join(str(problem.message) for problem in error.value.problems)
