"""Packing up on the road: everything as it is now, in a file for the way home."""

from sqlalchemy import select

from campaign.core import audit, clock, schema
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import _l
from campaign.exchange.packages import filing, queries
from campaign.exchange.packages.carried import comes_home
from campaign.exchange.packages.models import Package
from campaign.exchange.packages.policies import ensure_can_carry
from campaign.exchange.packages.schemas import Side
from campaign.exchange.packages.services.gathering import gathered
from campaign.relay.models import Stop

_ELSEWHERE = _l("There is no such package on this machine. It is packed where it was opened.")


def pack_up(package_id: int) -> tuple[str, bytes]:
    """The name and the content of the file that goes home. It may be packed as often as one likes: home takes what is new.

    Raises NotFound, also on the machine that is home itself, and Refused.
    """
    with unit_of_work() as session:
        package = session.scalar(select(Package).where(Package.id == package_id, Package.side == Side.ROAD))
        if package is None:
            raise NotFound(_ELSEWHERE)
        ensure_can_carry(current_actor(), package.region_id, package.stop_id)
        stop = session.get(Stop, package.stop_id)
        if stop is None:
            raise Conflict(filing.BROKEN)
        tables = gathered(session, stop, package.traveller_id or 0)
        back = {table.name: tables[table.name] for table in comes_home()}
        head = {"package": package.uid, "way": "back", "revision": schema.current(), "made_at": clock.now().isoformat()}
        facts = {"package": package.uid, "accounts": [row["id"] for row in tables["users"]], "packed_at": head["made_at"]}
        content = filing.written(head, facts, back, package.key, package.own)
        audit.note(session, "package.packed", "stop", stop.id, region_id=stop.region_id, after={"bytes": len(content)})
        name = filing.file_name(queries.place_of(stop.id).text(), clock.campaign_today(stop.time_zone).isoformat())
        return name, content


def only_package() -> int:
    """The package of this machine, for the console. Raises NotFound where it has none."""
    for row in queries.packages():
        if row.side is Side.ROAD:
            return row.id
    raise NotFound(_ELSEWHERE)
