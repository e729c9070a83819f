"""Making and ending tokens, and letting in whoever shows one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.accounts.models import User
from campaign.accounts.queries import actor_of
from campaign.accounts.services import limits
from campaign.accounts.tokens.models import ApiToken
from campaign.accounts.tokens.queries import NO_TOKEN, good_tokens, scopes_for
from campaign.accounts.tokens.schemas import ALLOWED, LONGEST_LIFE, MOST_NAME, MOST_TOKENS, MadeToken, NewToken, Scope
from campaign.accounts.tokens.secrets import is_secret, new_secret
from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import Actor, P, current_actor, ensure_fresh
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Refused
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long

MADE: Final = "tokens.make"
PER_MINUTE: Final = limits.Limit("api token", 600, timedelta(minutes=1))
USED_EVERY: Final = timedelta(minutes=1)


def make_token(wish: NewToken, key: str) -> MadeToken:
    """A token for the actor's own account; its secret is shown this once. Raises Refused, Invalid, Conflict, KeyReused."""
    actor = current_actor()
    if actor.token_id is not None or not actor.is_known or not actor.may(P.TOKENS_WRITE):
        raise Refused(_l("Tokens are made by people who sign in, for their own account."))
    ensure_fresh()
    with unit_of_work() as session:
        body = [wish.name, sorted(wish.scopes), wish.last_day.isoformat()]
        if (answer := operations.begin(session, MADE, f"{actor.user_id}:{key}", body)) is not None:
            return MadeToken(int(answer["token"]), "")
        expires_at = _judged(actor, wish)
        if good_tokens(actor.user_id) >= MOST_TOKENS:
            raise Conflict(_("There are %(most)s tokens already. End one that is not used any more.", most=MOST_TOKENS))
        secret = new_secret()
        token = _new(session, actor, wish, secret, expires_at)
        operations.finish(session, MADE, f"{actor.user_id}:{key}", {"token": token.id})
        return MadeToken(token.id, secret)


def _new(session: Session, actor: Actor, wish: NewToken, secret: str, expires_at: datetime) -> ApiToken:
    token = ApiToken(
        user_id=actor.user_id, name=wish.name, scopes=sorted(wish.scopes), token_hash=crypto.token_hash(secret),
        tail=secret[-4:], made_at=clock.now(), expires_at=expires_at,
    )  # fmt: skip
    session.add(token)
    session.flush()
    after = {"scopes": sorted(wish.scopes), "expires_at": expires_at.isoformat()}
    audit.note(session, "token made", "token", token.id, after=after)
    return token


def _judged(actor: Actor, wish: NewToken) -> datetime:
    """When such a token ends: with its last day. Raises Invalid with everything that is wrong."""
    problems = []
    if not wish.name:
        problems.append(Problem("name", "missing", _("Please fill this in.")))
    problems += too_long("name", wish.name, MOST_NAME)
    problems += wrong_scopes(wish.scopes)
    if not set(wish.scopes) <= set(scopes_for(actor)):
        problems.append(Problem("scopes", "beyond", _("A token may do no more than you may yourself.")))
    problems += wrong_last_day(wish.last_day)
    if problems:
        raise Invalid(_l("No token was made yet: something needs a correction."), problems)
    return _end_of(wish.last_day)


def wrong_scopes(scopes: Sequence[Scope]) -> Iterator[Problem]:
    """Whether a token may do something at all."""
    if not scopes:
        yield Problem("scopes", "missing", _("Tick at least one thing that the token may do."))


def _end_of(last_day: date) -> datetime:
    return clock.at(last_day, 0, 0, clock.HOME) + timedelta(days=1)


def wrong_last_day(last_day: date) -> Iterator[Problem]:
    """Whether a token can be good until the end of this day."""
    now, expires_at = clock.now(), _end_of(last_day)
    if expires_at <= now:
        yield Problem("last_day", "past", _("This day is over. Choose a later one."))
    elif expires_at > now + LONGEST_LIFE + timedelta(days=1):
        yield Problem("last_day", "too_far", _("A token is good for a year at most. Choose an earlier day."))


def end_token(token_id: int) -> None:
    """The actor's own token is dead from this moment. Done twice it is done once. Raises NotFound."""
    with unit_of_work() as session:
        token = session.scalar(
            select(ApiToken).where(ApiToken.id == token_id, ApiToken.user_id == current_actor().user_id).with_for_update()
        )
        if token is None:
            raise NotFound(NO_TOKEN)
        if token.ended_at is None:
            token.ended_at = clock.now()
            audit.note(session, "token ended", "token", token.id)


def admitted(secret: str) -> Actor:
    """Whom this token speaks for, with what of its scopes the account may now; nobody for none that is good.

    Counts the request: raises TooMany beyond 600 a minute, whichever workers they come to. Four statements, of which one
    writes the count, and once a minute a fifth; nothing is asked of the database for what cannot be a token.
    """
    if not is_secret(secret):
        return Actor()
    now = clock.now()
    with unit_of_work() as session:
        found = session.execute(
            select(ApiToken, User)
            .join(User, User.id == ApiToken.user_id)
            .where(
                ApiToken.token_hash == crypto.token_hash(secret), ApiToken.ended_at.is_(None), ApiToken.expires_at > now,
                User.active,
            )
        ).one_or_none()  # fmt: skip
        if found is None:
            return Actor()
        token, user = found
        limits.ensure_claimed(session, PER_MINUTE, str(token.id))
        if token.used_at is None or now - token.used_at >= USED_EVERY:
            session.execute(update(ApiToken).where(ApiToken.id == token.id).values(used_at=now))
        only = frozenset[P]().union(*(ALLOWED[Scope(word)] for word in token.scopes))
        return replace(actor_of(user), token_id=token.id, only=only)
