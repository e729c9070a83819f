"""Files that are kept for a while: what somebody sent, what a task made for them. Sealed, in parts, with an owner and an end.

They lie in the database, not in a folder: any of several machines has them, a rollback takes them away, and no copy of a list
of people stays on a disk.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock, crypto
from campaign.core.actor import current_actor
from campaign.core.db import Base, db, unit_of_work
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.core.scoped import SeenAtStop

PART: Final = 1 << 20
COLUMN: Final = "kept_parts.content"


class KeptFile(Base, SeenAtStop):
    """One file. It exists for its owner only, and only as long as its region or stop does for them."""

    __tablename__ = "kept_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    owner_id: Mapped[int | None] = mapped_column(index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    mimetype: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class KeptPart(Base):
    """A megabyte of a file, sealed for its place in it."""

    __tablename__ = "kept_parts"
    __table_args__ = (UniqueConstraint("file_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("kept_files.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class FileRow:
    """What is known of a kept file without opening it: also where its content belongs. `size` in bytes."""

    uid: str
    region_id: int
    stop_id: int | None
    name: str
    mimetype: str
    size: int
    expires_at: datetime


def keep(
    session: Session,
    content: Iterable[bytes],
    *,
    name: str,
    mimetype: str,
    region_id: int,
    stop_id: int | None,
    kept: timedelta,
) -> str:
    """Keep the pieces as one file of whoever acts, and give its uid. Some 2 ms a megabyte; one megabyte at a time in memory."""
    uid, at = crypto.new_uid(), clock.now()
    file = KeptFile(
        uid=uid, owner_id=current_actor().user_id, region_id=region_id, stop_id=stop_id, name=name[:120], mimetype=mimetype,
        size=0, made_at=at, expires_at=at + kept,
    )  # fmt: skip
    session.add(file)
    session.flush()
    for number, part in enumerate(_parts(content)):
        sealed = crypto.seal_bytes(part, COLUMN, f"{uid}:{number}")
        session.add(KeptPart(file_id=file.id, number=number, content=sealed))
        session.flush()
        file.size += len(part)
    session.flush()
    return uid


def _parts(content: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in content:
        waiting += piece
        while len(waiting) >= PART:
            yield bytes(waiting[:PART])
            del waiting[:PART]
    if waiting:
        yield bytes(waiting)


def _file(uid: str, *, owned: bool = True) -> KeptFile:
    asked = select(KeptFile).where(KeptFile.uid == uid, KeptFile.expires_at > clock.now())
    actor = current_actor()
    if owned and not actor.is_system:
        asked = asked.where(KeptFile.owner_id == actor.user_id, KeptFile.owner_id.is_not(None))
    file = db.session.scalars(asked).one_or_none()
    if file is None:
        raise NotFound(_l("There is no such file, or it was kept long enough."))
    return file


def file_row(uid: str) -> FileRow:
    """One of the asker's own. Raises NotFound for another's, for one out of scope and for one that has expired."""
    return _told(_file(uid))


def _told(file: KeptFile) -> FileRow:
    return FileRow(file.uid, file.region_id, file.stop_id, file.name, file.mimetype, file.size, file.expires_at)


def shared_row(uid: str) -> FileRow:
    """A file of anybody in the asker's scope, for a feature whose own row says who may read it. Raises NotFound."""
    return _told(_file(uid, owned=False))


def content_of(uid: str, *, owned: bool = True) -> Iterator[bytes]:
    """The file's parts in their order, each read when it is asked for. Raises NotFound at once; `owned` as there."""
    file = _file(uid, owned=owned)
    return _opened(file.id, file.uid)


def _opened(file_id: int, uid: str) -> Iterator[bytes]:
    numbers = db.session.scalars(select(KeptPart.number).where(KeptPart.file_id == file_id).order_by(KeptPart.number)).all()
    for number in numbers:
        part = select(KeptPart.content).where(KeptPart.file_id == file_id, KeptPart.number == number)
        yield crypto.unseal_bytes(db.session.execute(part).scalar_one(), COLUMN, f"{uid}:{number}")


def drop(session: Session, uid: str) -> None:
    """Forget a file before its time; nothing happens when it has gone."""
    session.execute(delete(KeptFile).where(KeptFile.uid == uid), execution_options={"synchronize_session": False})


def forget_expired() -> int:
    """Drop the files whose time is over, and say how many. To be called as the system."""
    with unit_of_work() as session:
        old = delete(KeptFile).where(KeptFile.expires_at <= clock.now())
        return len(session.scalars(old.returning(KeptFile.id)).all())
