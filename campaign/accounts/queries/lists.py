"""Lists of accounts and of the roles that may be given, each for one reader and within what that reader looks after."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import Select, func, or_, select

from campaign.accounts.models import RoleGrant, User, UserSession
from campaign.accounts.queries.identity import email_key
from campaign.accounts.queries.places import region_names, relays, stop_names, stops, units
from campaign.accounts.schemas import DEMO_DOMAIN, AccountRow, AccountState, DemoAccount, GrantRow, Role
from campaign.core.actor import SYSTEM, Actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l, language
from campaign.core.text import fold, sort_key

SHOWN_IN_DEMO = 8
_RANK = tuple(Role)


@dataclass(frozen=True)
class Choice:
    """A role that may be given, with the region its stop lies in and the year of the relay, to group a list by."""

    grant: GrantRow
    region: Translated = Translated()  # noqa: RUF009 - frozen
    year: int | None = None


def looked_after(actor: Actor) -> frozenset[int]:
    """The regions whose accounts the actor looks after; a national coordinator's are all, which this does not list."""
    return frozenset(grant.region_id for grant in actor.grants if grant.role is Role.REGION and grant.region_id is not None)


def _grants(user_ids: list[int] | None, actor: Actor) -> tuple[dict[int, list[GrantRow]], set[int]]:
    """The grants in the actor's care by account, and the accounts that have others too."""
    wanted = select(RoleGrant, stops.c.region_id).outerjoin(stops, stops.c.id == RoleGrant.stop_id)
    if user_ids is not None:
        wanted = wanted.where(RoleGrant.user_id.in_(user_ids))
    rows = db.session.execute(wanted.order_by(RoleGrant.id)).all()
    regions = region_names()
    places = stop_names(grant.stop_id for grant, _region in rows if grant.stop_id is not None)
    mine, more = defaultdict(list), set()
    cared_for = looked_after(actor)
    for grant, stop_region in rows:
        region_id = stop_region or grant.region_id
        if not actor.is_national and region_id not in cared_for:
            more.add(grant.user_id)
            continue
        place = places[grant.stop_id] if grant.stop_id is not None else regions.get(region_id, Translated())
        mine[grant.user_id].append(GrantRow(grant.role, region_id, grant.stop_id, grant.id, place))
    return mine, more


def _users_for(actor: Actor) -> Select[User, datetime]:
    """Accounts with at least one role in the actor's care; for a national coordinator all."""
    seen = select(func.max(UserSession.seen_at)).where(UserSession.user_id == User.id).correlate(User).scalar_subquery()
    wanted = select(User, seen)
    if actor.is_national:
        return wanted
    cared_for = looked_after(actor)
    here = (
        select(RoleGrant.user_id)
        .outerjoin(stops, stops.c.id == RoleGrant.stop_id)
        .where(or_(stops.c.region_id.in_(cared_for), RoleGrant.region_id.in_(cared_for)))
    )
    return wanted.where(User.id.in_(here))


def state_of(user: User) -> AccountState:
    if not user.active:
        return AccountState.OFF
    return AccountState.ACTIVE if user.password_hash else AccountState.INVITED


def _rows(statement: Select[User, datetime], actor: Actor) -> list[AccountRow]:
    found = db.session.execute(statement).all()
    mine, more = _grants([user.id for user, _seen in found], actor)
    return [
        AccountRow(
            user.id, user.name, user.email, user.language, state_of(user), seen, tuple(mine[user.id]), user.id in more,
            user.second_since is not None,
        )
        for user, seen in found
    ]  # fmt: skip


def accounts_of(actor: Actor, words: str = "") -> tuple[AccountRow, ...]:
    """The accounts in the actor's care, by the reader's alphabet; with `words`, those whose name or address has them.

    Four statements whatever the number of accounts, of which a whole country has some hundreds.
    """
    rows = _rows(_users_for(actor), actor)
    wanted = fold(words)
    if wanted:
        rows = [row for row in rows if wanted in fold(row.name) or words.strip().casefold() in row.email.casefold()]
    return tuple(sorted(rows, key=lambda row: (sort_key(row.name, language()), row.id)))


def users_called(words: str) -> list[int]:
    """Every account, whosever care it is in, whose name has all these words or whose address is this one; for filters of lists.

    One statement over all accounts, folded here: a database may know only Latin letters as the same, large and small.
    """
    wanted, address = fold(words).split(), email_key(words)
    found = db.session.execute(select(User.id, User.name, User.email_key))
    return [number for number, name, key in found if key == address or (wanted and all(word in fold(name) for word in wanted))]


def account_row(actor: Actor, user_id: int) -> AccountRow:
    """One account in the actor's care. Raises NotFound."""
    rows = _rows(_users_for(actor).where(User.id == user_id), actor)
    if not rows:
        raise NotFound(_l("There is no such account."))
    return rows[0]


def choices_for(actor: Actor) -> tuple[Choice, ...]:
    """Every role the actor might give, and where: the country first, then regions, then stops in the order of the road."""
    if not actor.is_national:
        return tuple(_stop_choices(looked_after(actor)))
    country = [Choice(GrantRow(role)) for role in (Role.NATIONAL, Role.AUDITOR)]
    names = sorted(region_names().items(), key=lambda item: sort_key(item[1].text(), language()))
    in_regions = [Choice(GrantRow(Role.REGION, region_id, place=name)) for region_id, name in names]
    return (*country, *in_regions, *_stop_choices(None))


def _stop_choices(region_ids: frozenset[int] | None) -> list[Choice]:
    wanted = (
        select(stops.c.id, stops.c.region_id, relays.c.starts_on, units.c.name)
        .join(units, units.c.id == stops.c.unit_id)
        .join(relays, relays.c.id == stops.c.relay_id)
        .order_by(stops.c.region_id, relays.c.starts_on.desc(), stops.c.relay_id, stops.c.position)
    )
    if region_ids is not None:
        wanted = wanted.where(stops.c.region_id.in_(region_ids))
    names = region_names()
    return [
        Choice(GrantRow(Role.STOP, region_id, stop_id, place=name), names.get(region_id, Translated()), starts_on.year)
        for stop_id, region_id, starts_on, name in db.session.execute(wanted)
    ]


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Whom a visitor of the demonstration may be; nobody anywhere else."""
    if not current_app.config["DEMO"]:
        return ()
    users = db.session.scalars(
        select(User)
        .where(User.email_key.endswith(DEMO_DOMAIN), User.active, User.password_hash != "")
        .order_by(User.id)
        .limit(SHOWN_IN_DEMO)
    ).all()
    grants, _more = _grants([user.id for user in users], SYSTEM)
    found = [DemoAccount(user.email, user.name, next(iter(grants[user.id]), None)) for user in users]
    return tuple(sorted(found, key=lambda row: _RANK.index(row.grant.role) if row.grant else len(_RANK)))
