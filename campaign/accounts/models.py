"""Tables of accounts, what they may do, and their sessions and links. Secrets are kept as hashes only."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.accounts.schemas import LinkPurpose, Strength
from campaign.core.actor import Role
from campaign.core.db import Base, word_type


class User(Base):
    """Somebody with an account. `email_key` is the folded address, by which it is found.

    `second_since` says since when the account has a second factor; nothing until one was set up.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2), default="ru")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime]
    second_since: Mapped[datetime | None]


class RoleGrant(Base):
    """One role of one account and where it holds; the ids that the role needs, and no others."""

    __tablename__ = "role_grants"
    __table_args__ = (
        UniqueConstraint("user_id", "role", "region_id", "stop_id"),
        CheckConstraint(
            "(role IN ('national', 'auditor') AND region_id IS NULL AND stop_id IS NULL)"
            " OR (role = 'region' AND region_id IS NOT NULL AND stop_id IS NULL)"
            " OR (role = 'stop' AND stop_id IS NOT NULL)",
            name="scope_fits_role",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(word_type(Role))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"))
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"))


class UserSession(Base):
    """One signed-in browser. Ending it, changing the password or the roles ends it at once.

    `strength` says what was shown: a session that is not strong opens no work page. `fresh_at`: when all of it was shown last.
    `waiting_sealed` is what was sent and waits until that is shown once more. `browser_hash` knows the browser again in later
    sessions; `network` is a rough place on the network, no whole address.
    """

    __tablename__ = "user_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(120), default="")
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    strength: Mapped[Strength] = mapped_column(word_type(Strength), default=Strength.PENDING)
    fresh_at: Mapped[datetime | None]
    network: Mapped[str] = mapped_column(String(45), default="")
    browser_hash: Mapped[str] = mapped_column(String(64), default="")
    waiting_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class AccountLink(Base):
    """A link that was sent: an invitation or a new password. Works once and until it expires; a newer one ends it."""

    __tablename__ = "account_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(word_type(LinkPurpose))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    made_by: Mapped[int | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Attempt(Base):
    """How often something was tried in the span of time that began at `since`, counted exactly across all workers."""

    __tablename__ = "attempts"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int]
