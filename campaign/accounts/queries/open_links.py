"""Links that were sent: whose they are, and whether they are still good."""

from sqlalchemy import select

from campaign.accounts.models import AccountLink, User
from campaign.accounts.schemas import LinkPurpose, LinkRow
from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.core.errors import Gone, NotFound
from campaign.core.i18n import _l

ENDED = {
    LinkPurpose.INVITATION: _l(
        "This invitation was used already, was replaced by a newer one, or is older than 7 days. Whoever has come in before "
        "signs in with e-mail and password; otherwise ask the person who invited you for a new one."
    ),
    LinkPurpose.RESET: _l(
        "This link was used already, was replaced by a newer one, or is older than one hour. A new one is sent to you by "
        "“Forgot the password?” on the sign-in page."
    ),
}


def link_row(link: AccountLink, user: User) -> LinkRow:
    """The link as plain data."""
    return LinkRow(link.id, link.uid, link.purpose, user.id, user.name, user.email, user.language, link.expires_at)


def _is_good(link: AccountLink, user: User) -> bool:
    return link.used_at is None and link.expires_at > clock.now() and user.active


def link_of_token(purpose: LinkPurpose, token: str) -> LinkRow:
    """The link with this secret. Raises NotFound when there never was one, Gone when it is good no longer."""
    found = db.session.execute(
        select(AccountLink, User)
        .join(User, User.id == AccountLink.user_id)
        .where(AccountLink.token_hash == crypto.token_hash(token), AccountLink.purpose == purpose)
    ).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such link. Perhaps its end was cut off on the way."))
    if not _is_good(*found):
        raise Gone(ENDED[purpose])
    return link_row(*found)


def good_link(link_id: int) -> LinkRow | None:
    """The link of this number while it is good; for the letter that carries it."""
    found = db.session.execute(
        select(AccountLink, User).join(User, User.id == AccountLink.user_id).where(AccountLink.id == link_id)
    ).one_or_none()
    return link_row(*found) if found is not None and _is_good(*found) else None
