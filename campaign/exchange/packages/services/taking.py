"""Taking a stop along, and giving a journey up."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, files, operations, schema
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _l
from campaign.core.settings import CLOCK, Counter, value_of
from campaign.exchange.packages import filing, queries
from campaign.exchange.packages.base import base_of
from campaign.exchange.packages.keys import installation_secret
from campaign.exchange.packages.models import Package
from campaign.exchange.packages.policies import ensure_can_carry
from campaign.exchange.packages.schemas import TYPE, Made, PackageState, Side, Values
from campaign.exchange.packages.services.gathering import gathered, number_of_rows
from campaign.relay.models import Stop

KEPT: Final = timedelta(days=14)  # how long the file of the way out can be fetched
_ACT: Final = "package.take"


def take_along(stop_id: int, traveller_id: int, key: str) -> Made:
    """Make the package of a stop for somebody who works at it; its file is kept for a while, its passphrase told once.

    From then on the stop is marked as being on the road. Raises NotFound, Refused, Invalid (nobody who works there), Conflict
    when it is on the road already. Statements: one a table.
    """
    with unit_of_work() as session:
        if earlier := operations.begin(session, _ACT, key, [stop_id, traveller_id]):
            return Made(earlier["id"], None)
        stop = _held(session, stop_id)
        travellers = {one.id: one.name for one in queries.travellers_to(stop.id)}
        if traveller_id not in travellers:
            problem = Problem("traveller", "unknown", _l("Choose somebody of the list."))
            raise Invalid(_l("Nothing was taken along yet."), [problem])
        package = _begun(session, stop, traveller_id, travellers[traveller_id])
        passphrase = _packed(session, package, stop)
        after = {"package": package.id, "rows": package.rows}
        audit.note(session, "package.taken", "stop", stop.id, region_id=stop.region_id, after=after)
        operations.finish(session, _ACT, key, {"id": package.id})
        return Made(package.id, passphrase)


def _held(session: Session, stop_id: int) -> Stop:
    """The stop, held, and not on the road."""
    stop = session.scalars(select(Stop).where(Stop.id == stop_id).with_for_update(key_share=True)).one_or_none()
    if stop is None:
        raise NotFound(_l("There is no such stop."))
    ensure_can_carry(current_actor(), stop.region_id, stop.id)
    out = select(Package.id).where(Package.stop_id == stop.id, Package.state == PackageState.OUT)
    if session.scalar(out) is not None:
        raise Conflict(_l("This stop is on the road already. Bring that package back, or give its journey up, before another."))
    return stop


def _begun(session: Session, stop: Stop, traveller_id: int, name: str) -> Package:
    package = Package(
        uid=crypto.new_uid(), side=Side.HOME, state=PackageState.OUT, region_id=stop.region_id, stop_id=stop.id,
        traveller_id=traveller_id, traveller=name, made_by=current_actor().user_id, made_at=clock.now(), rows=0, signer="",
        key_sealed=b"",
    )  # fmt: skip
    session.add(package)
    package.key = filing.new_key()
    session.flush()
    return package


def _packed(session: Session, package: Package, stop: Stop) -> str:
    """Write the file and how everything is now; the passphrase."""
    signs, passphrase = filing.new_key(), filing.new_passphrase()
    tables = gathered(session, stop, package.traveller_id or 0)
    package.signer = filing.public_of(signs)
    package.base, package.rows = base_of(package.key, tables).packed(), number_of_rows(tables)
    content = filing.written(
        _head(package) | filing.wrapped(package.key, passphrase), _facts(session, package, stop, signs), tables, package.key,
        installation_secret(),
    )  # fmt: skip
    name = filing.file_name(queries.place_of(stop.id).text(), clock.now().date().isoformat())
    package.file_uid = files.keep(
        session, [content], name=name, mimetype=TYPE, region_id=stop.region_id, stop_id=stop.id, kept=KEPT
    )
    return passphrase


def _head(package: Package) -> Values:
    return {"package": package.uid, "way": "out", "revision": schema.current(), "made_at": package.made_at.isoformat()}


def _facts(session: Session, package: Package, stop: Stop, signs: bytes) -> Values:
    return {
        "package": package.uid, "number": package.id, "stop": stop.id, "region": stop.region_id, "signs": filing.as_hex(signs),
        "traveller": package.traveller_id, "name": package.traveller, "clock": value_of(CLOCK),
        "counters": sorted({"sheets", "certificates", *session.scalars(select(Counter.name))}),
    }  # fmt: skip


def give_up(package_id: int, version: int, reason: str) -> None:
    """The package will not come back: the machine was lost, or nothing was done there. Raises NotFound, Refused, Stale."""
    with unit_of_work() as session:
        row = queries.package_row(package_id)
        ensure_can_carry(current_actor(), row.region_id, row.stop_id)
        if not reason:
            problem = Problem("reason", "missing", _l("Please fill this in."))
            raise Invalid(_l("Say why the package will not come back."), [problem])
        done = (
            update(Package)
            .where(Package.id == package_id, Package.version == version, Package.state == PackageState.OUT)
            .values(state=PackageState.GIVEN_UP, base=None, version=Package.version + 1)
            .returning(Package.id)
        )
        if session.scalar(done, execution_options={"synchronize_session": False}) is None:
            raise Stale(_l("Somebody else has changed this package meanwhile. Look at it again."))
        if row.file_uid:
            files.drop(session, row.file_uid)
        after = {"package": package_id}
        audit.note(session, "package.given_up", "stop", row.stop_id, region_id=row.region_id, after=after, reason=reason)
