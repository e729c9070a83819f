"""A relay to be moved, and the words a test needs for it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from campaign.core.checks import recount
from campaign.core.db import Base, db
from campaign.relay.models import Relay, Stop
from campaign.relay.slip import queries, services
from campaign.relay.slip.schemas import Following, SlipAct, SlipPreview, SlipWish
from campaign.territory.models import Unit
from tests.relay.custody.batons import Baton, a_key

SHIFT, ABSORB = Following.SHIFT, Following.ABSORB
PLACES = (
    ("Караганда", "Қарағанды"), ("Темиртау", "Теміртау"), ("Сарань", "Саран"), ("Шахтинск", "Шахтинск"), ("Абай", "Абай"),
)  # fmt: skip


def a_wish(baton: Baton, act: SlipAct, place: int | None, days: int = 0, **more: object) -> SlipWish:
    """A wish about the stop at this place of the chain, from 0."""
    stop_id = None if place is None else baton.stops[place]
    return SlipWish(baton.relay_id, act, stop_id, days, **more)


def version_of(baton: Baton) -> int:
    return db.session.scalars(select(Relay.version).where(Relay.id == baton.relay_id)).one()


def slip(wish: SlipWish, key: str = "") -> services.Applied:
    """Seen and applied, as one person does it."""
    db.session.rollback()
    relay_version, seen = _version(wish.relay_id), queries.preview(wish)
    return services.apply(wish, relay_version, seen.fingerprint, key or a_key())


def _version(relay_id: int) -> int:
    return db.session.scalars(select(Relay.version).where(Relay.id == relay_id)).one()


def chain_of(baton: Baton) -> list[tuple[str, date, date]]:
    db.session.rollback()
    asked = (
        select(Unit.name, Stop.arrives_on, Stop.departs_on)
        .join(Stop, Stop.unit_id == Unit.id)
        .where(Stop.relay_id == baton.relay_id, ~Stop.left_out)
        .order_by(Stop.position)
    )
    return [(name.ru, arrives, departs) for name, arrives, departs in db.session.execute(asked)]


def words(seen: SlipPreview, hard: bool | None = None) -> list[str]:
    return [str(clash.words) for clash in seen.clashes if hard is None or clash.hard is hard]


def everything(but: Sequence[str] = ()) -> dict[str, list[str]]:
    """Every row of every table, sessions and logs apart."""
    db.session.rollback()
    skipped = {"user_sessions", "audit_entries", "audit_blocks", "audit_heads", "operation_keys", *but}
    return {
        table.name: sorted(repr(tuple(row)) for row in db.session.execute(table.select()))
        for table in Base.metadata.sorted_tables
        if table.name not in skipped
    }


def chain_is_whole() -> bool:
    db.session.rollback()
    outcomes = recount(["chain", "custody"])
    assert [wrong for outcome in outcomes for wrong in outcome.wrong] == []
    return all(outcome.ok for outcome in outcomes)
