"""Reads of packages: those of the asker, what may be taken along, and by whom."""

from typing import Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from campaign.accounts.models import RoleGrant, User
from campaign.core.actor import Actor, Role
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.exchange.packages.filing import shown
from campaign.exchange.packages.keys import installation_signer
from campaign.exchange.packages.log import Lost, lost_in
from campaign.exchange.packages.models import Package
from campaign.exchange.packages.policies import can_carry
from campaign.exchange.packages.schemas import PackageRow, PackageState, Side, StopChoice, Traveller
from campaign.relay.models import Relay, Stop
from campaign.territory.models import Unit

NO_PACKAGE: Final = _l("There is no such package.")


def _asked(*criteria: ColumnElement[bool]) -> Select[Package, Translated, str]:
    return (
        select(Package, Unit.name, func.coalesce(User.name, ""))
        .join(Stop, Stop.id == Package.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(User, User.id == Package.made_by)
        .where(*criteria)
        .order_by(Package.id.desc())
    )


def _row(package: Package, place: Translated, made_by: str) -> PackageRow:
    return PackageRow(
        package.id, package.uid, package.side, package.state, package.region_id, package.stop_id, place, package.traveller,
        made_by, package.made_at, package.returned_at, package.rows, package.file_uid,
        shown(installation_signer() if package.side is Side.HOME else package.signer), package.version,
    )  # fmt: skip


def packages() -> tuple[PackageRow, ...]:
    """All that the asker may see, the latest first. One statement."""
    return tuple(_row(*found) for found in db.session.execute(_asked()))


def package_row(package_id: int) -> PackageRow:
    """One of them. Raises NotFound. One statement."""
    found = db.session.execute(_asked(Package.id == package_id)).first()
    if found is None:
        raise NotFound(NO_PACKAGE)
    return _row(*found)


def lost_values(package_id: int) -> tuple[Lost, ...]:
    """What was not taken when the package came back, the latest decision first. Raises NotFound. See `log.lost_in`."""
    package = db.session.scalars(select(Package).where(Package.id == package_id)).one_or_none()
    if package is None:
        raise NotFound(NO_PACKAGE)
    return lost_in(package)


def package_out_at(stop_id: int) -> PackageRow | None:
    """The package with which a stop is on the road now, or on this machine. One statement."""
    found = db.session.execute(_asked(Package.stop_id == stop_id, Package.state == PackageState.OUT)).first()
    return _row(*found) if found else None


def stops_to_take(actor: Actor) -> tuple[StopChoice, ...]:
    """The stops that the actor may take along, in the order of their chains. Two statements."""
    asked = (
        select(Stop.id, Stop.region_id, Unit.name, Stop.arrives_on, Stop.departs_on)
        .join(Unit, Unit.id == Stop.unit_id)
        .join(Relay, Relay.id == Stop.relay_id)
        .where(Stop.left_out.is_(False))
        .order_by(Stop.relay_id, Stop.position)
    )
    out = {row.stop_id: row for row in packages() if row.state is PackageState.OUT}
    return tuple(
        StopChoice(stop_id, place, (arrives, departs), out.get(stop_id))
        for stop_id, region_id, place, arrives, departs in db.session.execute(asked)
        if can_carry(actor, region_id, stop_id)
    )


def travellers_to(stop_id: int) -> tuple[Traveller, ...]:
    """Who may take this stop along: its coordinators first, then organizers of its region and of the country. One statement."""
    region = select(Stop.region_id).where(Stop.id == stop_id).scalar_subquery()
    works = or_(
        RoleGrant.stop_id == stop_id, (RoleGrant.role == Role.REGION) & (RoleGrant.region_id == region),
        RoleGrant.role == Role.NATIONAL,
    )  # fmt: skip
    asked = (
        select(User.id, User.name)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(works, User.active)
        .group_by(User.id, User.name)
        .order_by(func.max(RoleGrant.stop_id).is_(None), User.id)
    )
    return tuple(Traveller(row.id, row.name) for row in db.session.execute(asked))


def place_of(stop_id: int) -> Translated:
    """The name of a stop's place. One statement."""
    asked = select(Unit.name).join(Stop, Stop.unit_id == Unit.id).where(Stop.id == stop_id)
    return db.session.scalars(asked).one()


def is_on_the_road() -> bool:
    """Whether this machine works with a package of another. One statement."""
    return works_for_one_stop(db.session())


def works_for_one_stop(session: Session) -> bool:
    """The same as is asked by what recounts stock: of a region's store there is only what went to the stop. One statement."""
    return session.scalar(select(Package.id).where(Package.side == Side.ROAD).limit(1)) is not None
