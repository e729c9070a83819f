"""Sending links and taking them back, inside the caller's unit of work."""

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from campaign.accounts import links
from campaign.accounts.models import AccountLink, User
from campaign.accounts.queries import link_of_token
from campaign.accounts.queries.open_links import ENDED
from campaign.accounts.schemas import LINK_LIFE, LinkPurpose
from campaign.core import clock, crypto, mail
from campaign.core.actor import current_actor
from campaign.core.errors import Gone, NotFound


def end_links(session: Session, user_id: int, purpose: LinkPurpose | None = None) -> None:
    """End what was sent to the account and not used, of one purpose or all."""
    statement = update(AccountLink).where(AccountLink.user_id == user_id, AccountLink.used_at.is_(None))
    if purpose is not None:
        statement = statement.where(AccountLink.purpose == purpose)
    session.execute(statement.values(used_at=clock.now()))


def new_link(session: Session, user: User, purpose: LinkPurpose, *, send: bool = True) -> AccountLink:
    """A link for the account, and the letter that carries it. Earlier links of the purpose end."""
    end_links(session, user.id, purpose)
    uid, at = crypto.new_uid(), clock.now()
    link = AccountLink(
        uid=uid, purpose=purpose, token_hash=crypto.token_hash(links.token_of(purpose, uid)), user_id=user.id,
        made_by=current_actor().user_id, made_at=at, expires_at=at + LINK_LIFE[purpose],
    )  # fmt: skip
    session.add(link)
    session.flush()
    if send:
        mail.queue(session, f"accounts.{purpose.value}", user.language, link_id=link.id)
    return link


def use_link(session: Session, purpose: LinkPurpose, token: str) -> User:
    """The account of the link, held, and the link used up by this. Raises NotFound or Gone; of two at once one gets Gone."""
    found = link_of_token(purpose, token)
    asked = select(User).where(User.id == found.user_id).with_for_update(key_share=True)
    user = session.scalar(asked.execution_options(populate_existing=True))
    if user is None:
        raise NotFound(ENDED[purpose])
    used = session.execute(
        update(AccountLink)
        .where(AccountLink.id == found.id, AccountLink.used_at.is_(None), AccountLink.expires_at > clock.now())
        .values(used_at=clock.now())
    )
    if not isinstance(used, CursorResult) or used.rowcount != 1:
        raise Gone(ENDED[purpose])
    return user
