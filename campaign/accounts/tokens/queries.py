"""One's own tokens, and the scopes that one may give."""

from datetime import datetime

from sqlalchemy import func, select

from campaign.accounts.tokens.models import ApiToken
from campaign.accounts.tokens.schemas import ALLOWED, Scope, TokenRow, TokenState
from campaign.core import clock
from campaign.core.actor import Actor, P
from campaign.core.db import db
from campaign.core.i18n import _l

NO_TOKEN = _l("There is no such token.")


def scopes_for(actor: Actor) -> tuple[Scope, ...]:
    """What the actor may let a machine do: nothing that they may not do themselves."""
    return tuple(scope for scope, permissions in ALLOWED.items() if any(actor.may(one) for one in _own(scope, permissions)))


def _own(scope: Scope, permissions: frozenset[P]) -> frozenset[P]:
    """What a scope adds to reading; a reader's scope is the reading itself."""
    reading = scope.value.replace(":write", ":read")
    return permissions if reading == scope.value else permissions - ALLOWED[Scope(reading)]


def _row(token: ApiToken, now: datetime) -> TokenRow:
    state = TokenState.GOOD
    if token.ended_at is not None:
        state = TokenState.ENDED
    elif token.expires_at <= now:
        state = TokenState.OVER
    return TokenRow(
        token.id, token.name, tuple(Scope(word) for word in token.scopes), token.tail, state, token.made_at,
        token.expires_at, token.used_at, token.ended_at,
    )  # fmt: skip


def tokens_of(actor: Actor) -> tuple[TokenRow, ...]:
    """The actor's own tokens, those that work first, then the latest. One statement."""
    now = clock.now()
    found = db.session.scalars(select(ApiToken).where(ApiToken.user_id == actor.user_id).order_by(ApiToken.id.desc()))
    return tuple(sorted((_row(token, now) for token in found), key=lambda row: row.state is not TokenState.GOOD))


def good_tokens(user_id: int | None) -> int:
    """How many tokens of the account work now. One statement."""
    alive = (ApiToken.ended_at.is_(None), ApiToken.expires_at > clock.now())
    return db.session.scalar(select(func.count(ApiToken.id)).where(ApiToken.user_id == user_id, *alive)) or 0
