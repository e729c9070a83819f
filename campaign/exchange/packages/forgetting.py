"""Takes an erased person out of what packages remember of questions: which value stood here, and which came."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.exchange.packages.log import read_log, write_log
from campaign.exchange.packages.models import Package
from campaign.exchange.packages.values import table_of
from campaign.people.privacy.schemas import ERASED, Who


def forget_in_logs(session: Session, who: Who) -> None:
    """Every text in the rows of theirs becomes a dash; their words in the rows of others have gone with all sealed words.

    One statement, and one for each table that such a log speaks of.
    """
    asked = select(Package).where(Package.region_id == who.region_id, Package.log_sealed.is_not(None))
    known: dict[str, frozenset[str]] = {}
    for package in session.scalars(asked, execution_options={"populate_existing": True}):
        log = read_log(package)
        theirs = [one for one in log if one["key"] in _keys(session, one["table"], who, known)]
        for one in theirs:
            one["here"], one["there"] = _dashed(one["here"]), _dashed(one["there"])
        if theirs:
            write_log(package, log)
    session.flush()


def _keys(session: Session, name: str, who: Who, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """Which rows of a table are theirs."""
    if name not in known:
        known[name] = frozenset(str(number) for number in _numbers(session, name, who))
    return known[name]


def _numbers(session: Session, name: str, who: Who) -> Sequence[int]:
    if name in {"people", "registrations"}:
        return who.person_ids if name == "people" else who.registration_ids
    table = table_of(name)
    for column, numbers in (("registration_id", who.registration_ids), ("person_id", who.person_ids)):
        if column in table.c and "id" in table.c:
            return session.execute(select(table.c.id).where(table.c[column].in_(numbers))).scalars().all()
    return ()


def _dashed(values: dict[str, Any]) -> dict[str, Any]:
    return {name: ERASED if isinstance(value, str) and value else value for name, value in values.items()}
