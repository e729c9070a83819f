"""The sides of handovers by their names: the stops of a chain and the bodies of the relay's days, and who follows whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.relay import queries as relay_queries
from campaign.relay.custody.models import CustodyEntry, Handover
from campaign.relay.custody.schemas import Holder, NamedParty, Party
from campaign.relay.models import Relay
from campaign.relay.schemas import StopRow
from campaign.territory import queries as territory
from campaign.territory.models import BodyName
from campaign.territory.schemas import BodyKind, BodyRow

NO_SUCH_PARTY = _l("There is no such stop or body to hand over to.")


@dataclass(frozen=True)
class Chain:
    """The stops of one relay in their order and the bodies that may hold its baton.

    `last_receiver_id` is the body that receives the baton at the end; None lets it be any body.
    """

    relay_id: int
    region_id: int
    time_zone: str
    stops: tuple[StopRow, ...]
    bodies: tuple[BodyRow, ...]
    last_receiver_id: int | None

    def named(self, party: Party) -> NamedParty:
        """The party with its name. Raises NotFound for one that is not of this relay."""
        found = self.parties().get(party)
        if found is None:
            raise NotFound(NO_SUCH_PARTY)
        return found

    def parties(self) -> dict[Party, NamedParty]:
        """Every side there can be: stops in their order, then bodies."""
        stops = {
            Party(Holder.STOP, stop.id): NamedParty(Party(Holder.STOP, stop.id), stop.name, self.region_id, stop.position)
            for stop in self.stops
        }
        bodies = {
            Party(Holder.BODY, body.id): NamedParty(Party(Holder.BODY, body.id), body.name, self.region_id)
            for body in self.bodies
        }
        return stops | bodies

    def stop(self, party: Party) -> StopRow | None:
        """The stop behind a party; None for a body."""
        return next((stop for stop in self.stops if stop.id == party.stop_id), None)

    def follows(self, giver: Party, receiver: Party) -> bool:
        """Whether the chain goes from the giver to the receiver: body → first stop, stop → next, last stop → body."""
        places = [stop.id for stop in self.stops]
        if not places:
            return False
        if giver.holder is Holder.BODY:
            return receiver.stop_id == places[0]
        at = places.index(giver.id) + 1 if giver.id in places else len(places) + 1
        if at < len(places):
            return receiver.stop_id == places[at]
        return at == len(places) and receiver.body_id is not None and self.last_receiver_id in {None, receiver.body_id}

    def after(self, giver: Party) -> NamedParty | None:
        """Whom the chain names next; None where nobody is, or any body may be."""
        return next((named for party, named in self.parties().items() if self.follows(giver, party)), None)

    def department(self) -> BodyRow | None:
        """Who usually witnesses and brings the baton: the region's department."""
        of_region = [body for body in self.bodies if body.kind is BodyKind.DEPARTMENT]
        return next((body for body in of_region if body.region_id == self.region_id), next(iter(of_region), None))


def chain_of(relay_id: int) -> Chain:
    """The chain of a relay that is the actor's to see. Raises NotFound. Five statements."""
    row = relay_queries.relay_row(relay_id)
    stops = relay_queries.chain_of(relay_id)
    bodies = territory.bodies(row.starts_on, row.region_id)
    zone = stops[0].time_zone if stops else territory.region_row(row.region_id, row.starts_on).time_zone
    return Chain(relay_id, row.region_id, zone, stops, bodies, row.last_receiver_id)


@dataclass(frozen=True)
class Names:
    """The stops of some relays, and what bodies were called in the days of each: looked up at once for many rows."""

    stops: dict[int, StopRow]
    bodies: dict[tuple[int, int], Translated]  # by relay and body

    def of(self, owner: CustodyEntry | Handover, stop_id: int | None, body_id: int | None) -> NamedParty:
        """A side of what belongs to a relay: the stop, else the body."""
        if stop_id is not None:
            stop = self.stops[stop_id]
            return NamedParty(Party(Holder.STOP, stop_id), stop.name, owner.region_id, stop.position)
        return NamedParty(Party(Holder.BODY, body_id or 0), self.of_body(owner.relay_id, body_id), owner.region_id)

    def of_body(self, relay_id: int, body_id: int | None) -> Translated:
        """What a body was called in the days of the relay; empty for none."""
        return self.bodies.get((relay_id, body_id or 0), Translated())


def names(relay_ids: Iterable[int]) -> Names:
    """The names of all stops of these relays and of all bodies in the days of each relay. Three statements."""
    ids = list(relay_ids)
    with widened():
        days = db.session.execute(select(Relay.id, Relay.starts_on).where(Relay.id.in_(ids))).all()
    stops = {stop.id: stop for chain in relay_queries.chains_of(ids, with_left_out=True).values() for stop in chain}
    called: dict[tuple[int, int], Translated] = {}
    for named in db.session.scalars(select(BodyName).order_by(BodyName.valid_from.is_not(None), BodyName.valid_from)):
        for relay_id, as_of in days:
            if named.valid_from is None or named.valid_from <= as_of:
                called[relay_id, named.body_id] = named.name
            else:  # a body of later days is called as it was first
                called.setdefault((relay_id, named.body_id), named.name)
    return Names(stops, called)
