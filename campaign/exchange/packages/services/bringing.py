"""Bringing a package back: it is looked at first, what both sides have changed is decided, then all is written at once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, files
from campaign.core.actor import SYSTEM, acting_as, current_actor
from campaign.core.checks import CHECKS
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _l
from campaign.events.models import Event
from campaign.exchange.packages import filing, queries
from campaign.exchange.packages.base import Base, marked, unpacked
from campaign.exchange.packages.carried.columns import key_of
from campaign.exchange.packages.comparing import compared
from campaign.exchange.packages.log import entry_of, read_log, write_log
from campaign.exchange.packages.models import Package
from campaign.exchange.packages.policies import ensure_can_carry
from campaign.exchange.packages.schemas import TYPE, Brought, Choices, Journey, PackageState, Say, Sealed, Side
from campaign.exchange.packages.services.gathering import gathered
from campaign.exchange.packages.services.merging import Merging
from campaign.exchange.packages.services.opening import ensure_same_version
from campaign.relay.models import Stop

KEPT: Final = timedelta(days=2)  # how long a file that was sent in waits to be brought in
HARD: Final = ("places", "minors", "seats", "shifts", "ledger", "check_ins", "custody")  # what bringing back must never break


def send_in(content: bytes) -> int:
    """Keep a file that came back until it is looked at and brought in; the number of its package.

    Raises Invalid when it was cut, changed, or made by another installation or version, NotFound for a stop of others.
    """
    head = filing.head_of(content)
    if head.get("way") != "back":
        raise Invalid(_l("This file is the one that was taken along. Send in the one that was packed on the other machine."))
    with unit_of_work() as session:
        asked = select(Package).where(Package.uid == str(head.get("package")), Package.side == Side.HOME)
        package = session.scalars(asked.with_for_update()).one_or_none()
        if package is None:
            raise Invalid(filing.NOT_OURS)
        _opened(package, content)
        if package.back_uid:
            files.drop(session, package.back_uid)
        package.back_uid = files.keep(
            session, [content], name=f"{package.uid}.adalpack", mimetype=TYPE, region_id=package.region_id,
            stop_id=package.stop_id, kept=KEPT,
        )  # fmt: skip
        return package.id


def _opened(package: Package, content: bytes) -> Sealed:
    ensure_can_carry(current_actor(), package.region_id, package.stop_id)
    if package.state is PackageState.GIVEN_UP:
        raise Conflict(_l("This journey was given up, so nothing can be brought in from it any more."))
    sealed = filing.opened_with(content, package.key, package.signer)
    ensure_same_version(sealed.head)
    return sealed


def journey_of(package_id: int) -> Journey:
    """What the file that was sent in last brings; nothing is changed. Raises NotFound, Refused, Invalid, Conflict.

    One statement a table; the rows of both sides are held in memory.
    """
    with unit_of_work() as session:
        return _journey(session, _package(session, package_id))


def _package(session: Session, package_id: int) -> Package:
    asked = select(Package).where(Package.id == package_id, Package.side == Side.HOME).with_for_update()
    package = session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
    if package is None:
        raise NotFound(queries.NO_PACKAGE)
    return package


def _journey(session: Session, package: Package, *, held: bool = False) -> Journey:
    if not package.back_uid:
        raise Conflict(_l("No file was sent in for this package yet."))
    sealed = _opened(package, b"".join(files.content_of(package.back_uid, owned=False)))
    if held:  # events before stops, as everybody holds them
        events = select(Event.id).where(Event.stop_id == package.stop_id)
        session.execute(events.order_by(Event.id).with_for_update()).all()
    stop = session.scalars(select(Stop).where(Stop.id == package.stop_id).with_for_update(key_share=True)).one()
    here = gathered(session, stop, package.traveller_id or 0, held=held)
    try:
        return compared(package.key, unpacked(package.base), sealed, here, package.traveller_id)
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(filing.BROKEN) from error


def bring_back(package_id: int, seen: str, choices: Choices) -> Brought:
    """Write all that the package brings in one unit of work; whatever was refused stays new for the next time.

    Brought in a second time it changes nothing. Raises Stale when home has moved on since it was looked at, Invalid when a
    question is not decided, Conflict when an invariant would not hold: then nothing is written.
    """
    with unit_of_work() as session:
        package = _package(session, package_id)
        journey = _journey(session, package, held=True)
        if journey.seen != seen:
            raise Stale(_l("Something has changed here meanwhile. Look at the questions again: what you chose is kept."))
        _ensure_decided(journey, choices)
        before = _wrong(session)
        merging = Merging(session, package.traveller_id)
        brought = merging.write(journey, choices)
        if worse := _wrong(session) - before:
            raise Conflict(
                _l("What came does not fit what is here, so nothing was changed: %(what)s", what="; ".join(sorted(worse)[:3]))
            )
        _remember(package, journey, merging, choices)
        after = {"package": package.id, **brought.counts(), "decided": len(choices)}
        audit.note(session, "package.brought", "stop", package.stop_id, region_id=package.region_id, after=after)
        return brought


def _ensure_decided(journey: Journey, choices: Mapping[str, Say]) -> None:
    open_ = [name for step in journey.questions for name in step.asked if name not in choices]
    if open_:
        words = _l("Choose which one stands.")
        raise Invalid(
            _l("Nothing was brought in yet: decide every question first."), [Problem(name, "open", words) for name in open_]
        )


def _wrong(session: Session) -> set[str]:
    """What the hard invariants say is wrong, as sentences."""
    session.flush()
    with acting_as(SYSTEM):
        return {f"{name}: {wrong.thing} {wrong.id}: {wrong.message}" for name in HARD for wrong in CHECKS[name](session).wrong}


def _remember(package: Package, journey: Journey, merging: Merging, choices: Choices) -> None:
    """From now on what came is how it went; what both had changed is kept, with the value that did not stand."""
    before, base = unpacked(package.base), Base()
    for table, rows in journey.came.items():
        marks = base.marks[table] = {}
        homes = base.homes[table] = {}
        for key, (_home, row) in rows.items():
            if (table, key) in merging.refused:
                if key in before.marks.get(table, {}):
                    marks[key] = before.marks[table][key]
                    homes |= {key: home} if (home := before.homes.get(table, {}).get(key)) else {}
                continue
            settled = merging.settled(table, row)
            marks[key] = marked(package.key, table, settled)
            if (number := key_of(table, settled)) != key:
                homes[key] = number
    package.base = base.packed()
    by = current_actor().user_id
    write_log(package, [*read_log(package), *(entry_of(step, choices, by) for step in journey.questions)])
    package.state, package.returned_at, package.version = PackageState.BACK, clock.now(), package.version + 1
