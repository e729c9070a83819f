"""Exact limits on guessing, counted in the database so that they hold across all threads, workers and machines.

An attempt is claimed before the password is compared, by one guarded statement: of any number of simultaneous guesses
only as many are compared as the limit allows.
"""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, case, delete, or_, select, update
from sqlalchemy.orm import Session

from campaign.accounts.models import Attempt
from campaign.core import clock, crypto
from campaign.core.db import insert_into
from campaign.core.errors import TooMany
from campaign.core.i18n import _n

QUARTER: Final = timedelta(minutes=15)
LONGEST: Final = timedelta(days=1)  # no limit of any feature spans more: older counters are dropped
MOST_MINUTES: Final = 90  # beyond which one says hours


@dataclass(frozen=True)
class Limit:
    """At most `most` attempts in the span of time that begins with the first of them."""

    name: str
    most: int
    span: timedelta

    def __post_init__(self) -> None:
        if self.span > LONGEST:
            raise ValueError(f"{self.name}: spans more than is kept")


SIGN_IN_ACCOUNT: Final = Limit("sign-in account", 5, QUARTER)
SIGN_IN_ADDRESS: Final = Limit("sign-in address", 30, QUARTER)
RESET_ACCOUNT: Final = Limit("reset account", 3, timedelta(hours=1))
RESET_ADDRESS: Final = Limit("reset address", 30, QUARTER)


def network_of(address: str) -> str:
    """What counts as one caller: an IPv4 address, or the /64 an IPv6 household has to itself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return address


def _key(limit: Limit, subject: str) -> str:
    return crypto.blind_index(f"{limit.name}:{subject}", "attempts.key")


def claim(session: Session, limit: Limit, subject: str) -> bool:
    """Count one attempt; False, and nothing counted, when the limit is reached. One statement."""
    now, connection = clock.now(), session.connection()
    facts = {"key_hash": _key(limit, subject), "since": now, "count": 1, "begun": now - limit.span, "most": limit.most}
    return connection.execute(_claiming(connection.dialect.name), facts).scalar() is not None


@cache
def _claiming(dialect: str) -> Any:
    """The statement, made once: it is part of every ticket's letter."""
    there, new = Attempt.__table__.c, insert_into(Attempt.__table__, dialect)
    is_over = there.since <= bindparam("begun")
    return new.on_conflict_do_update(
        index_elements=[there.key_hash],
        set_={
            "since": case((is_over, new.excluded.since), else_=there.since),
            "count": case((is_over, 1), else_=there.count + 1),
        },
        where=or_(is_over, there.count < bindparam("most")),
    ).returning(there.count)


def ensure_claimed(session: Session, limit: Limit, subject: str) -> None:
    """Count one attempt. Raises TooMany, with the time until the next, when the limit is reached."""
    if claim(session, limit, subject):
        return
    since = session.scalar(select(Attempt.since).where(Attempt.key_hash == _key(limit, subject)))
    left = int(((since or clock.now()) + limit.span - clock.now()).total_seconds()) + 1
    raise TooMany(_come_back(-(-left // 60)), max(left, 1))


def _come_back(minutes: int) -> str:
    if minutes > MOST_MINUTES:
        hours = -(-minutes // 60)
        return _n("Too many attempts. Come back in %(num)d hour.", "Too many attempts. Come back in %(num)d hours.", hours)
    return _n("Too many attempts. Come back in %(num)d minute.", "Too many attempts. Come back in %(num)d minutes.", minutes)


def give_back(session: Session, limit: Limit, subject: str) -> None:
    """Uncount one attempt that was no failure."""
    session.execute(
        update(Attempt).where(Attempt.key_hash == _key(limit, subject), Attempt.count > 0).values(count=Attempt.count - 1)
    )


def clear(session: Session, limit: Limit, subject: str) -> None:
    """Begin again from zero."""
    session.execute(delete(Attempt).where(Attempt.key_hash == _key(limit, subject)))


def forget_old(session: Session) -> None:
    """Drop counters whose time is over; those that somebody is just using are left to the next."""
    oldest = clock.now() - LONGEST
    over = select(Attempt.key_hash).where(Attempt.since <= oldest).with_for_update(skip_locked=True)
    session.execute(delete(Attempt).where(Attempt.key_hash.in_(over)).execution_options(synchronize_session=False))
