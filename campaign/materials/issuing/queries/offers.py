"""What may be given to somebody: the stores it can come from, what is in them, and what the norm or a set says."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement, func, select, true

from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.events.models import EventRole
from campaign.events.schemas import EventRow
from campaign.materials.issuing.queries.kept import held_at, kept_by
from campaign.materials.issuing.queries.recipients import survivors
from campaign.materials.issuing.schemas import Gift, GiftKind, Offer, OfferedMaterial, OfferRow, Recipient, Round, ToMany, Whom
from campaign.materials.issuing.wishing import Rules
from campaign.materials.models import StockPlace
from campaign.materials.norms.queries import norms_for, sets_for
from campaign.materials.policies import can_move_stock
from campaign.materials.queries import place_rows, variants
from campaign.materials.schemas import STORES, PlaceKind, PlaceRow, VariantRow
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.walks.models import WalkDoor, WalkMember


def stores_for(event: EventRow) -> tuple[PlaceRow, ...]:
    """The stores out of which the asker may give at the event: that of its stop, then that of the region. Three statements."""
    asked = select(StockPlace).where(StockPlace.kind.in_(STORES), StockPlace.region_id == event.region_id)
    here = [row for row in db.session.scalars(asked) if row.stop_id in {None, event.stop_id}]
    mine = [row.id for row in here if can_move_stock(current_actor(), row.region_id, row.stop_id)]
    return tuple(sorted(place_rows(mine).values(), key=lambda row: row.stop_id is None))


def rules_for(event: EventRow) -> Rules:
    """The norms and sets that hold at the event. Three statements."""
    return Rules.of(norms_for(event.region_id), sets_for(event.region_id), event.kind)


def offer_for(event: EventRow, somebody: Recipient, gift: Gift, store_id: int) -> Offer:
    """What the store has, with what they should still get filled in: the norm or the set less what they got.

    Ten statements at most.
    """
    wished = rules_for(event).wished(gift, somebody, _doors(somebody.whom))
    wished = _own(wished, gift, _of_teams(event.id, somebody.whom))
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


def _own(wished: Mapping[int, int], gift: Gift, by_team: Iterable[int]) -> Mapping[int, int]:
    """Without what their team carries for them; a set and a single material are given to whomever they are chosen for."""
    if gift.kind is not GiftKind.NORM:
        return wished
    theirs = set(by_team)
    return {material: pieces for material, pieces in wished.items() if material not in theirs}


def _of_teams(event_id: int, whom: Whom) -> Collection[int]:
    """The materials that the team of somebody was given. Three statements for a person, none for others."""
    if whom.registration_id is None:
        return ()
    return _by_team(event_id, WalkMember.registration_id == whom.registration_id).get(whom.registration_id, ())


def _by_team(event_id: int, who: ColumnElement[bool]) -> dict[int, Collection[int]]:
    """By the registration of somebody in a team, the materials that the team was given. Three statements."""
    members = (
        select(WalkMember.registration_id, StockPlace.id)
        .join(StockPlace, StockPlace.team_id == WalkMember.team_id)
        .where(StockPlace.event_id == event_id, who)
    )
    team_of = {number: place for number, place in db.session.execute(members)}
    if not team_of:
        return {}
    material = {row.id: row.material_id for row in variants(with_retired=True).values()}
    given: dict[int, set[int]] = defaultdict(set)
    for place, variant in kept_by(StockPlace.id.in_(set(team_of.values()))):
        given[place].add(material[variant])
    return {number: given[place] for number, place in team_of.items()}


def _doors(whom: Whom) -> int:
    """How many doors a team has; one statement for a team, none for others."""
    if whom.team_id is None:
        return 0
    return db.session.scalar(select(func.count()).where(WalkDoor.team_id == whom.team_id)) or 0


def round_of(event: EventRow, wish: ToMany) -> Round:
    """Whom giving to many would reach, and with what. Fourteen statements at most, however many people there are."""
    rules, catalogue = rules_for(event), variants()
    sizes: dict[int, list[VariantRow]] = defaultdict(list)
    for row in catalogue.values():
        sizes[row.material_id].append(row)
    kept, by_team = _kept_of_people(event.id), _by_team(event.id, true())
    people: dict[int, Mapping[int, int]] = {}
    sized: dict[int, VariantRow] = {}
    had = 0
    for somebody in _confirmed(event, wish.role_id):
        number = somebody.whom.registration_id or 0
        wished = _own(rules.wished(wish.gift, somebody), wish.gift, by_team.get(number, ()))
        got = kept.get(number, {})
        lacks = {material: pieces - got.get(material, 0) for material, pieces in wished.items() if material in sizes}
        lacks = {material: pieces for material, pieces in lacks.items() if pieces > 0}
        sized |= {material: sizes[material][0] for material in lacks if len(sizes[material]) > 1}
        gets = {sizes[material][0].id: pieces for material, pieces in lacks.items() if len(sizes[material]) == 1}
        had += bool(wished) and not lacks
        if gets:
            people[number] = gets
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
