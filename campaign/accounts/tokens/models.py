"""The table of tokens. Of the secret only the hash is kept, and its last four characters to tell it by."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.accounts.tokens.schemas import MOST_NAME
from campaign.core.db import Base


class ApiToken(Base):
    """A machine acts for the account `user_id` with what of these scopes the account may itself, until it expires or is ended.

    Times are real ones. `used_at` is kept to the minute. A row is never deleted: the audit names it.
    """

    __tablename__ = "api_tokens"
    __table_args__ = (CheckConstraint("name <> ''", name="name_not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(MOST_NAME))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    tail: Mapped[str] = mapped_column(String(4))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
