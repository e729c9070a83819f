"""Reading a relay's schedule, and relays and stops as papers know them."""

from collections.abc import Sequence

from sqlalchemy import select

from campaign.accounts.queries import in_charge_of
from campaign.core.actor import P, current_actor, widened
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.papers.schemas import Signatory, Signers, Subject, SubjectKind, SubjectPort
from campaign.relay import queries as relays
from campaign.relay.custody.models import Handover
from campaign.relay.custody.parties import chain_of
from campaign.relay.custody.schemas import HandoverState
from campaign.relay.schedule.models import StopDuty
from campaign.relay.schedule.schemas import Duty, Schedule, ScheduleRow
from campaign.relay.schemas import RelayRow, StopRow
from campaign.territory import queries as territory
from campaign.territory.schemas import BodyKind, BodyRow


def relay_subject(relay_id: int) -> Subject:
    """Raises NotFound outside the asker's scope. Three statements."""
    row = relays.relay_row(relay_id)
    return relay_as_subject(row, territory.region_row(row.region_id, row.as_of).time_zone)


def relay_as_subject(row: RelayRow, time_zone: str) -> Subject:
    """The same for a relay that was read already."""
    return Subject(SubjectKind.RELAY, row.id, row.region_id, None, row.id, row.title, time_zone)


def stop_subject(stop_id: int) -> Subject:
    """Raises NotFound outside the asker's scope. One statement."""
    return stop_as_subject(relays.stop_row(stop_id))


def stop_as_subject(row: StopRow) -> Subject:
    """The same for a stop that was read already."""
    return Subject(SubjectKind.STOP, row.id, row.region_id, row.id, row.relay_id, row.name, row.time_zone)


RELAYS = SubjectPort(SubjectKind.RELAY, relay_subject, "relay_staff.relay", "relay_id", names=relays.relay_titles)
STOPS = SubjectPort(SubjectKind.STOP, stop_subject, "events_staff.stop", "stop_id", names=relays.stop_names)


def schedule_of(relay_id: int) -> Schedule:
    """The whole schedule of a relay that is the asker's to see. Raises NotFound. Nine statements at most."""
    row, campaign = relays.relay_row(relay_id), relays.campaign_of(relay_id)
    chain = relays.chain_of(relay_id)
    receiver = territory.body_on(row.last_receiver_id, row.starts_on) if row.last_receiver_id else None
    names = [stop.name for stop in chain]
    givers, takers = [None, *names], [*names[1:], _short(receiver)]
    ids = [stop.id for stop in chain]
    own = [stop.id for stop in chain if current_actor().may_at(P.EVENTS_READ, stop.region_id, stop.id)]
    duties, places, people = _duties(ids), _ceremonies(ids), _coordinators(own)
    rows = []
    for stop, giver, taker in zip(chain, givers, takers, strict=False):
        duty = duties.get(stop.id, Duty())
        ceremony = duty.ceremony or places.get(stop.id, Translated())
        responsible = duty.responsible or ", ".join(people.get(stop.id, ()))
        days = stop.arrives_on, stop.departs_on
        rows.append(ScheduleRow(stop.id, stop.position, stop.name, *days, giver, taker, ceremony, responsible, duty.phone))
    return Schedule(campaign.name, row.title, row.starts_on, row.ends_on, row.last_day, tuple(rows))


def duty_of(stop_id: int) -> tuple[Duty, int]:
    """What is written down about a stop, and its version; nothing with version 0. One statement."""
    row = db.session.scalar(select(StopDuty).where(StopDuty.stop_id == stop_id))
    return (_duty(row), row.version) if row else (Duty(), 0)


def _duty(row: StopDuty) -> Duty:
    return Duty(row.ceremony, row.responsible, row.phone, row.coordination)


def _duties(stop_ids: Sequence[int]) -> dict[int, Duty]:
    """One statement."""
    rows = db.session.scalars(select(StopDuty).where(StopDuty.stop_id.in_(stop_ids)))
    return {row.stop_id: _duty(row) for row in rows}


def _short(body: BodyRow | None) -> Translated | None:
    """The last receiver as a cell of a table names it: the region's department has no need of its whole name."""
    if body is None:
        return None
    return Translated("Департамент", "Департамент", "Department") if body.kind is BodyKind.DEPARTMENT else body.name


def _ceremonies(stop_ids: Sequence[int]) -> dict[int, Translated]:
    """Where each stop hands the baton over, as its last handover says that was not cancelled. One statement."""
    asked = select(Handover.giver_stop_id, Handover.place).where(
        Handover.giver_stop_id.in_(stop_ids), Handover.state != HandoverState.CANCELLED
    )
    with widened():
        return {stop_id: place for stop_id, place in db.session.execute(asked.order_by(Handover.id)) if stop_id is not None}


def _coordinators(stop_ids: Sequence[int]) -> dict[int, list[str]]:
    """The names of those in charge of each stop that the asker runs or reads. One statement."""
    return {stop_id: [name for _number, name in users] for stop_id, users in in_charge_of(stop_ids).items()}


def approved_by(relay_id: int) -> Signers:
    """Who approves a schedule where nobody is named: the head of the region's department, if that is known. Five statements."""
    department = chain_of(relay_id).department()
    if department is None:
        return Signers()
    heads = {"kk": "басшысы", "ru": "Руководитель", "en": "Head of"}
    name = department.name
    post = Translated(
        kk=f"{name.kk} {heads['kk']}" if name.kk else "",
        ru=f"{heads['ru']}: {name.ru}" if name.ru else "",
        en=f"{heads['en']} the {name.en}" if name.en else "",
    )
    return Signers(approves=Signatory(post))
