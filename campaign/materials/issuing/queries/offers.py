"""What may be given to somebody: the stores it can come from, what is in them, and what the norm or a set says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import func, select

from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.events.models import EventRole
from campaign.events.schemas import EventRow
from campaign.materials.issuing.queries.kept import held_at, kept_by
from campaign.materials.issuing.queries.recipients import survivors
from campaign.materials.issuing.schemas import Gift, Offer, OfferedMaterial, OfferRow, Recipient, Round, ToMany, Whom
from campaign.materials.issuing.wishing import Rules
from campaign.materials.models import StockPlace
from campaign.materials.norms.queries import norms_for, sets_for
from campaign.materials.policies import can_move_stock
from campaign.materials.queries import place_rows, variants
from campaign.materials.schemas import STORES, PlaceKind, PlaceRow, VariantRow
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.walks.models import WalkDoor


def stores_for(event: EventRow) -> tuple[PlaceRow, ...]:
    """The stores out of which the asker may give at the event: that of its stop, then that of the region. Three statements."""
    asked = select(StockPlace).where(StockPlace.kind.in_(STORES), StockPlace.region_id == event.region_id)
    here = [row for row in db.session.scalars(asked) if row.stop_id in {None, event.stop_id}]
    mine = [row.id for row in here if can_move_stock(current_actor(), row.region_id, row.stop_id)]
    return tuple(sorted(place_rows(mine).values(), key=lambda row: row.stop_id is None))


def rules_for(event: EventRow) -> Rules:
    """The norms and sets that hold at the event. Three statements."""
    return Rules.of(norms_for(event.region_id), sets_for(event.region_id), event.kind)


def offer_for(event: EventRow, somebody: Recipient, gift: Gift, store_id: int, rules: Rules | None = None) -> Offer:
    """What the store has, with what they should still get filled in: the norm or the set less what they got. Six statements."""
    wished = (rules or rules_for(event)).wished(gift, somebody, _doors(somebody.whom))
    left, catalogue = held_at([store_id]), variants()
    by_material: dict[int, list[VariantRow]] = defaultdict(list)
    for row in catalogue.values():
        by_material[row.material_id].append(row)
    kept: dict[int, int] = defaultdict(int)
    for row in variants(with_retired=True).values():
        kept[row.material_id] += somebody.kept.get(row.id, 0)
    offered = (
        _offered(sizes, left, max(0, wished.get(material_id, 0) - kept[material_id]), kept[material_id])
        for material_id, sizes in by_material.items()
    )
    return Offer(tuple(offered))


def _offered(sizes: list[VariantRow], left: Mapping[int, int], wished: int, kept: int) -> OfferedMaterial:
    single = len(sizes) == 1
    rows = tuple(OfferRow(row, left.get(row.id, 0), wished if single else 0) for row in sizes)
    return OfferedMaterial(rows, wished, kept)


def _doors(whom: Whom) -> int:
    """How many doors a team has; one statement for a team, none for others."""
    if whom.team_id is None:
        return 0
    return db.session.scalar(select(func.count()).where(WalkDoor.team_id == whom.team_id)) or 0


def round_of(event: EventRow, wish: ToMany) -> Round:
    """Whom giving to many would reach, and with what. Ten statements, however many people there are."""
    rules, catalogue = rules_for(event), variants()
    sizes: dict[int, list[VariantRow]] = defaultdict(list)
    for row in catalogue.values():
        sizes[row.material_id].append(row)
    kept = _kept_of_people(event.id)
    people: dict[int, Mapping[int, int]] = {}
    sized: dict[int, VariantRow] = {}
    had = 0
    for somebody in _confirmed(event, wish.role_id):
        wished = rules.wished(wish.gift, somebody)
        got = kept.get(somebody.whom.registration_id or 0, {})
        lacks = {material: pieces - got.get(material, 0) for material, pieces in wished.items() if material in sizes}
        lacks = {material: pieces for material, pieces in lacks.items() if pieces > 0}
        sized |= {material: sizes[material][0] for material in lacks if len(sizes[material]) > 1}
        gets = {sizes[material][0].id: pieces for material, pieces in lacks.items() if len(sizes[material]) == 1}
        had += bool(wished) and not lacks
        if gets:
            people[somebody.whom.registration_id or 0] = gets
    return Round(people, held_at([wish.store_id]), tuple(sized.values()), had)


def _confirmed(event: EventRow, role_id: int | None) -> Iterable[Recipient]:
    asked = (
        select(Registration.id, EventRole.name, Registration.role_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .where(Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED)
        .order_by(Registration.id)
    )
    if role_id is not None:
        asked = asked.where(Registration.role_id == role_id)
    somebody = Recipient(Whom(), PlaceKind.PERSON, event.id, event.region_id, event.stop_id, "")
    for number, role, its_id in db.session.execute(asked):
        yield replace(somebody, whom=Whom(registration_id=number), role=role, role_id=its_id)


def _kept_of_people(event_id: int) -> dict[int, dict[int, int]]:
    """By the registration, what each person of the event was given, by material, whatever the size. Four statements."""
    kept = kept_by((StockPlace.event_id == event_id) & (StockPlace.kind == PlaceKind.PERSON))
    material = {row.id: row.material_id for row in variants(with_retired=True).values()}
    asked = select(StockPlace.id, StockPlace.registration_id).where(
        StockPlace.event_id == event_id, StockPlace.registration_id.is_not(None)
    )
    whose = {place: number for place, number in db.session.execute(asked)}
    heirs = survivors(number for number in whose.values() if number is not None)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for (place, variant), pieces in kept.items():
        if (number := whose.get(place)) is not None:
            mine = found[heirs.get(number, number)]
            mine[material[variant]] = mine.get(material[variant], 0) + pieces
    return found
