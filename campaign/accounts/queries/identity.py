"""Who asks: from the session cookie to an actor with grants and a scope."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import current_app, g
from sqlalchemy import func, select, union_all

from campaign.accounts.browser import token_of_request
from campaign.accounts.models import RoleGrant, User, UserSession
from campaign.accounts.queries.places import relays, stops
from campaign.accounts.schemas import FRESH_FOR, SessionRow, Strength
from campaign.core import clock, crypto
from campaign.core.actor import Actor, Grant, scope_of
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.core.settings import SAMPLE, Setting
from campaign.core.text import clean_line


@dataclass(frozen=True)
class RequestSession:
    """The session this request came with, whether it opens the work pages or not yet."""

    id: int
    user_id: int
    token_hash: str
    seen_at: datetime
    strength: Strength
    fresh_at: datetime | None

    @property
    def is_let_in(self) -> bool:
        """Whether all that is asked for was shown. What the demonstration excepts, nobody else does."""
        return self.strength is Strength.STRONG or (self.strength is Strength.EXCEPTED and bool(current_app.config["DEMO"]))

    @property
    def is_fresh(self) -> bool:
        return self.fresh_at is not None and clock.now() - self.fresh_at < FRESH_FOR


def email_key(email: str) -> str:
    """The address folded, by which an account is found."""
    return clean_line(email).casefold()[:254]


def grants_of(user_id: int) -> tuple[Grant, ...]:
    """What the account may do and where. Whoever runs a stop runs the relay inside of it too. One statement."""
    held = select(
        RoleGrant.id.label("held"),
        RoleGrant.role,
        RoleGrant.region_id,
        stops.c.id.label("stop"),
        stops.c.relay_id,
        stops.c.region_id.label("at"),
    ).where(RoleGrant.user_id == user_id)
    own = held.outerjoin(stops, stops.c.id == RoleGrant.stop_id)
    inside = held.join(relays, relays.c.parent_stop_id == RoleGrant.stop_id).join(stops, stops.c.relay_id == relays.c.id)
    rows = db.session.execute(union_all(own, inside).order_by("held", "stop"))
    return tuple(Grant(role, at or region, stop, relay) for _held, role, region, stop, relay, at in rows)


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


def actor_with_id(user_id: int) -> Actor:
    """The active account with this number, as it is now. Raises NotFound."""
    user = db.session.scalar(select(User).where(User.id == user_id, User.active), execution_options={"populate_existing": True})
    if user is None:
        raise NotFound(_l("There is no such account."))
    return actor_of(user)


def actor_of_request() -> Actor:
    """Who sends this request: the account of the session cookie, or nobody. Two statements, none without a cookie.

    Whoever has shown the password and not the second factor yet is nobody too.
    """
    g.request_session, g.sample_is_in = None, False
    token = token_of_request()
    if not token:
        return Actor()
    sample = select(Setting.name).where(Setting.name == SAMPLE).scalar_subquery()
    this_session = (UserSession.id, UserSession.token_hash, UserSession.seen_at, UserSession.strength, UserSession.fresh_at)
    found = db.session.execute(
        select(User, *this_session, sample)
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            UserSession.token_hash == crypto.token_hash(token),
            UserSession.ended_at.is_(None),
            UserSession.expires_at > clock.now(),
            User.active,
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        return Actor()
    user, session_id, token_hash, seen_at, strength, fresh_at, sample_is_in = found
    this = RequestSession(session_id, user.id, token_hash, seen_at, strength, fresh_at)
    g.request_session, g.sample_is_in = this, sample_is_in is not None and this.is_let_in
    return replace(actor_of(user), is_fresh=this.is_fresh) if this.is_let_in else Actor()


def session_of_request() -> RequestSession | None:
    """The session this request came with, once `actor_of_request` has looked."""
    found: RequestSession | None = g.get("request_session")
    return found


def own_account(actor: Actor) -> User:
    """The reader's own account. Raises NotFound for the system and for nobody."""
    user = None if actor.user_id is None else db.session.get(User, actor.user_id)
    if user is None:
        raise NotFound(_l("There is no such account."))
    return user


def open_sessions() -> int:
    """How many browsers are signed in now, of all accounts. One statement."""
    alive = (UserSession.ended_at.is_(None), UserSession.expires_at > clock.now())
    return db.session.scalar(select(func.count(UserSession.id)).where(*alive)) or 0


def sessions_of(actor: Actor) -> tuple[SessionRow, ...]:
    """Where the reader is signed in now, this browser first, then the latest."""
    this = session_of_request()
    rows = db.session.scalars(
        select(UserSession)
        .where(
            UserSession.user_id == actor.user_id,
            UserSession.ended_at.is_(None),
            UserSession.expires_at > clock.now(),
            UserSession.strength != Strength.PENDING,
        )
        .order_by(UserSession.seen_at.desc(), UserSession.id.desc())
    )
    found = [
        SessionRow(row.id, row.device, row.network, row.made_at, row.seen_at, this is not None and row.id == this.id)
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: not row.is_this))
