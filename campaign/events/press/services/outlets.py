"""Keeping the outlets of a region and of the country."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, crypto, operations
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, NotFound, Problem
from campaign.core.i18n import _, _l, _n
from campaign.core.lengths import too_long
from campaign.core.text import fold
from campaign.events.press import policies, queries
from campaign.events.press.models import MediaPlanRow, Outlet, PressInvitation, Publication
from campaign.events.press.schemas import MOST_CONTACT, MOST_NAME, NewOutlet
from campaign.events.press.services.judging import ensure_right

_NOT_SAVED = _l("The outlet was not saved.")


def add_outlet(new: NewOutlet, key: str) -> int:
    """Write an outlet down; its id. The same key gives the same outlet. Raises Refused, Invalid."""
    with unit_of_work() as session:
        actor = current_actor()
        policies.ensure_can_add_outlets(actor)
        body = [new.name, new.kind, new.language, crypto.blind_index(new.contact, "outlets.contact")]
        if (earlier := operations.begin(session, "press.add_outlet", key, body)) is not None:
            return int(earlier["outlet"])
        region_id = policies.region_of_new_outlet(actor)
        ensure_right(list(_wrong(session, new, region_id, 0)), _NOT_SAVED)
        outlet = Outlet(uid=crypto.new_uid(), region_id=region_id)
        _fill(outlet, new)
        session.add(outlet)
        session.flush()
        audit.note(session, "outlet.added", "outlet", outlet.id, region_id=region_id, after={"kind": new.kind})
        operations.finish(session, "press.add_outlet", key, {"outlet": outlet.id})
        return outlet.id


def change_outlet(outlet_id: int, new: NewOutlet, version: int) -> None:
    """Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        outlet = _kept(session, outlet_id)
        outlet.step(version)
        ensure_right(list(_wrong(session, new, outlet.region_id, outlet_id)), _NOT_SAVED)
        before = {"kind": outlet.kind}
        _fill(outlet, new)
        after = {"kind": new.kind}
        audit.note(
            session, "outlet.changed", "outlet", outlet_id, region_id=outlet.region_id, before=before, after=after
        )  # fmt: skip


def remove_outlet(outlet_id: int) -> None:
    """Take out an outlet that nothing names. Raises NotFound, Refused, Conflict while something does, wherever it lies."""
    with unit_of_work() as session:
        outlet = _kept(session, outlet_id)
        with widened():
            used = sum(
                session.scalar(select(func.count()).where(table.outlet_id == outlet_id)) or 0
                for table in (PressInvitation, Publication, MediaPlanRow)
            )
        if used:
            words = _n(
                "This outlet is named %(num)d time by invitations, publications or media plans, "
                "so it stays. Correct it instead.",
                "This outlet is named %(num)d times by invitations, publications or media plans, "
                "so it stays. Correct it instead.",
                used,
            )
            raise Conflict(words)
        session.delete(outlet)
        audit.note(session, "outlet.removed", "outlet", outlet_id, region_id=outlet.region_id)


def _kept(session: Session, outlet_id: int) -> Outlet:
    outlet = session.scalar(select(Outlet).where(Outlet.id == outlet_id).with_for_update())
    if outlet is None:
        raise NotFound(queries.NO_OUTLET)
    policies.ensure_can_keep_outlet(current_actor(), outlet.region_id)
    return outlet


def _fill(outlet: Outlet, new: NewOutlet) -> None:
    outlet.rename(new.name)
    outlet.kind, outlet.language, outlet.contact = new.kind, new.language, new.contact


def _wrong(session: Session, new: NewOutlet, region_id: int | None, outlet_id: int) -> Iterator[Problem]:
    if not new.name:
        yield Problem("name", "missing", _("Name the outlet."))
    yield from too_long("name", new.name, MOST_NAME)
    yield from too_long("contact", new.contact, MOST_CONTACT)
    same = Outlet.region_id.is_(None) if region_id is None else Outlet.region_id == region_id
    twins = select(Outlet.id).where(Outlet.name_key == fold(new.name)[:400], same, Outlet.id != outlet_id)
    if session.scalar(twins.limit(1)) is not None:
        yield Problem("name", "taken", _("There is an outlet of this name already."))
