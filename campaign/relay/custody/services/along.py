"""What goes along with the baton besides its items: what later features keep of it, asked and told through their port."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign.core.db import db
from campaign.core.errors import Problem
from campaign.core.i18n import _l
from campaign.relay.custody.models import HandoverThing
from campaign.relay.custody.ports import AlongPort, Moved
from campaign.relay.custody.schemas import ALONG, HandoverRow, Party, Receipt, Thing

ALONG_PORTS: list[AlongPort] = []  # filled by registry.py
_NO_SYNC = {"synchronize_session": False}


def goes_along(giver: Party) -> tuple[Thing, ...]:
    """What the other features say is left with the giver, for a proposal."""
    return tuple(thing for port in ALONG_PORTS for thing in port.goes_along(db.session(), giver))


def still_out(giver: Party) -> tuple[Thing, ...]:
    """What they say is to come back to the giver yet."""
    return tuple(thing for port in ALONG_PORTS for thing in port.still_out(db.session(), giver))


def moved_by(handover_id: int) -> tuple[Moved, ...]:
    """What they wrote down of a handover that the caller may see."""
    found = (port.moved_by(db.session(), handover_id) for port in ALONG_PORTS)
    return tuple(moved for moved in found if moved is not None)


def too_much(giver: Party, things: Sequence[Thing]) -> Iterable[Problem]:
    """Complaints about things of which the giver has fewer, or none any more."""
    wished = Counter[str]()
    for thing in things:
        wished[thing.code] += thing.quantity
    there = {thing.code: thing.quantity for thing in goes_along(giver)} if wished.keys() - {""} else {}
    names = {thing.code: thing.name for thing in things}
    for code in wished.keys() - {""}:
        if wished[code] > (left := there.get(code, 0)):
            words = _l("%(thing)s: only %(left)s in the store. Enter fewer.", thing=names[code], left=left)
            yield Problem(f"{ALONG}{code}", "too_much", words)


def count(session: Session, shown: HandoverRow, receipt: Receipt) -> None:
    """Keep what was received of the things that go along, all of each unless it says otherwise, and tell it on.

    Raises Conflict when a store says otherwise.
    """
    given = list(receipt.things) + [None] * (len(shown.things) - len(receipt.things))
    counted = []
    for place, (thing, received) in enumerate(zip(shown.things, given, strict=True), 1):
        number = thing.quantity if received is None else received
        of_this = (HandoverThing.handover_id == shown.id, HandoverThing.position == place)
        session.execute(update(HandoverThing).where(*of_this).values(received=number), execution_options=_NO_SYNC)
        counted.append(Thing(thing.name, thing.quantity, thing.note, number, thing.code))
    for port in ALONG_PORTS:
        port.handed_over(session, shown.id, shown.giver.party, shown.receiver.party, counted)
