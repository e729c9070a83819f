"""Tables of what somebody shows besides the password. Secrets are sealed or kept as hashes only."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.accounts.factors.schemas import ChallengeUse
from campaign.core.db import Base, word_type


class CodeApp(Base):
    """The app that shows a new code every 30 seconds. `last_step` is the step of the last code taken: no code is good twice."""

    __tablename__ = "code_apps"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int]
    made_at: Mapped[datetime]


class RecoveryCode(Base):
    """One of ten codes on paper, each good once. 77 random bits, so its plain hash tells nothing."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """A key in a phone, a computer or a stick: its public half, in URL-safe base64. `sign_count` only ever grows."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    credential_id: Mapped[str] = mapped_column(String(1400))
    credential_hash: Mapped[str] = mapped_column(String(64), unique=True)
    public_key: Mapped[str] = mapped_column(String(1400))
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[Any]] = mapped_column(JSON, default=list)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Challenge(Base):
    """What a passkey is asked to sign, good once and for some minutes. `user_id` is None at the door: nobody is known yet."""

    __tablename__ = "passkey_challenges"

    uid: Mapped[str] = mapped_column(String(22), primary_key=True)
    use: Mapped[ChallengeUse] = mapped_column(word_type(ChallengeUse))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    challenge: Mapped[str] = mapped_column(String(100))
    expires_at: Mapped[datetime] = mapped_column(index=True)
