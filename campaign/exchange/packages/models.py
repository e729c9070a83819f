"""The table of packages: one row at home and one on the road, which know each other by `uid`."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import crypto
from campaign.core.db import Base, word_type
from campaign.core.scoped import OfStopForStaff
from campaign.exchange.packages.schemas import MOST_WHO, PackageState, Side

_OUT = text("state = 'out' AND side = 'home'")


class Package(Base, OfStopForStaff):
    """A stop that was taken along.

    `key_sealed` opens its files; `signer` is the public key by which the other side signs, `own_sealed` the secret one with
    which this machine signs (on the road only: home has one for all). `base`, at home only, is how every row was when it went
    or was brought last, as short keyed digests in which nothing can be read: by them a change there is told from one here.
    `file_uid` is the kept file of the way out, `back_uid` the one that was sent in last. `log_sealed` holds, at home, what both
    sides had changed and which value stood: the other one is not lost.
    """

    __tablename__ = "packages"
    __table_args__ = (
        Index("uq_packages_out", "stop_id", unique=True, sqlite_where=_OUT, postgresql_where=_OUT),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    side: Mapped[Side] = mapped_column(word_type(Side))
    state: Mapped[PackageState] = mapped_column(word_type(PackageState))
    traveller_id: Mapped[int | None]
    traveller: Mapped[str] = mapped_column(String(MOST_WHO))
    made_by: Mapped[int | None]
    made_at: Mapped[datetime]
    returned_at: Mapped[datetime | None]
    rows: Mapped[int]
    key_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    own_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    signer: Mapped[str] = mapped_column(String(64))
    base: Mapped[bytes | None] = mapped_column(LargeBinary)
    file_uid: Mapped[str | None] = mapped_column(String(22))
    back_uid: Mapped[str | None] = mapped_column(String(22))
    log_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(default=1)

    @property
    def key(self) -> bytes:
        """What its files are sealed with, 32 bytes."""
        return crypto.unseal_bytes(self.key_sealed, "packages.key", self.uid)

    @key.setter
    def key(self, secret: bytes) -> None:
        self.key_sealed = crypto.seal_bytes(secret, "packages.key", self.uid)

    @property
    def own(self) -> bytes:
        """The secret with which this machine signs on the road; empty at home."""
        return crypto.unseal_bytes(self.own_sealed, "packages.own", self.uid) if self.own_sealed else b""

    @own.setter
    def own(self, secret: bytes) -> None:
        self.own_sealed = crypto.seal_bytes(secret, "packages.own", self.uid)
