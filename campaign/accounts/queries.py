"""Reading accounts: who asks, what they may do, and where."""

from flask import request
from sqlalchemy import column, select, table

from campaign.accounts.models import RoleGrant, User, UserSession
from campaign.core import clock, crypto
from campaign.core.actor import Actor, Grant, scope_of
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.core.text import clean_line

COOKIE = "adalzhol_session"
# A stop's relay and region complete a grant; relay/ stands above this feature, so its table is named, not imported.
_stops = table("stops", column("id"), column("relay_id"), column("region_id"))


def email_key(email: str) -> str:
    """The address folded, by which an account is found."""
    return clean_line(email).casefold()[:254]


def grants_of(user_id: int) -> tuple[Grant, ...]:
    """What the account may do and where. One statement."""
    rows = db.session.execute(
        select(RoleGrant.role, RoleGrant.region_id, RoleGrant.stop_id, _stops.c.relay_id, _stops.c.region_id)
        .outerjoin(_stops, _stops.c.id == RoleGrant.stop_id)
        .where(RoleGrant.user_id == user_id)
        .order_by(RoleGrant.id)
    )
    return tuple(
        Grant(role, stop_region or region, stop, relay) for role, region, stop, relay, stop_region in rows
    )


def actor_of(user: User) -> Actor:
    """The account as an actor with its grants and scope."""
    grants = grants_of(user.id)
    return Actor(user_id=user.id, name=user.name, email=user.email, grants=grants, scope=scope_of(grants))


def actor_with_email(email: str) -> Actor:
    """The active account with this address. Raises NotFound."""
    user = db.session.scalar(select(User).where(User.email_key == email_key(email), User.active))
    if user is None:
        raise NotFound(_l("There is no such account."))
    return actor_of(user)


def actor_of_request() -> Actor:
    """Who sends this request: the account of the session cookie, or nobody. Two statements, none without a cookie."""
    token = request.cookies.get(COOKIE)
    if not token or len(token) > 100:
        return Actor()
    user = db.session.scalar(
        select(User)
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            UserSession.token_hash == crypto.token_hash(token),
            UserSession.ended_at.is_(None),
            UserSession.expires_at > clock.now(),
            User.active,
        )
    )
    return Actor() if user is None else actor_of(user)
