"""Writing a route, and saying when the column really passed its points."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise

from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Translated, _, _l
from campaign.core.lengths import longest, too_long
from campaign.events import queries as events
from campaign.events.once import next_version
from campaign.events.running.rows import FARTHEST, rewrite, row_of
from campaign.events.running.times import wall_of
from campaign.events.schemas import EventRow
from campaign.motorcades.policies import ensure_can_write_column
from campaign.motorcades.route.models import RoutePointRow, RouteText
from campaign.motorcades.route.schemas import (
    BEFORE_START,
    LONGEST,
    MOST_METRES,
    MOST_POINTS,
    MOST_RESERVE,
    PointKind,
    PointWish,
    signs_of,
)

GONE = _l("This point is gone from the route. Open the page again.")
MEANWHILE = _l("Somebody has written this route meanwhile. Look at it again; nothing was saved.")


def write(event_id: int, wishes: Sequence[PointWish], reserve: Translated, version: int) -> None:
    """Make these the points of the event's route, in this order; empty ones are left out, facts stay with their points.

    Raises NotFound, Refused, Invalid (also when times run backwards), Stale when somebody else has written meanwhile.
    """
    kept = [wish for wish in wishes if not wish.is_empty]
    event = _writable(event_id)
    if problems := [*_wrong(kept), *_wrong_order(kept, event), *_wrong_reserve(reserve)]:
        raise Invalid(_l("The route was not saved."), problems)
    with unit_of_work() as session:
        next_version(session, RouteText, event, version, MEANWHILE).reserve = reserve
        rewrite(session, RoutePointRow, event_id, kept, partial(_keep, session, event))
        audit.note(session, "route.written", "event", event_id, region_id=event.region_id, after={"points": len(kept)})


def record(event_id: int, point_id: int, at: datetime | None = None) -> None:
    """The column passed the point `at`, whatever was said before, or passes it now, unless that was said already.

    Raises NotFound, Refused.
    """
    with unit_of_work() as session:
        event = _writable(event_id)
        row = row_of(session, RoutePointRow, event.id, point_id, GONE)
        if at is not None or row.fact_at is None:
            row.fact_at = at or clock.campaign_now()
            audit.note(session, "route.passed", "route_point", row.id, region_id=row.region_id)


def forget(event_id: int, point_id: int) -> None:
    """The column has not passed it after all. Raises NotFound, Refused."""
    with unit_of_work() as session:
        event = _writable(event_id)
        row = row_of(session, RoutePointRow, event.id, point_id, GONE)
        row.fact_at = None
        audit.note(session, "route.passed_undone", "route_point", row.id, region_id=row.region_id)


def _writable(event_id: int) -> EventRow:
    event = events.event_row(event_id)
    ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
    return event


def _keep(session: Session, event: EventRow, row: RoutePointRow | None, wish: PointWish, position: int) -> None:
    if row is None:
        row = RoutePointRow(event_id=event.id, region_id=event.region_id, stop_id=event.stop_id)
        session.add(row)
    row.position, row.kind, row.name, row.way = position, wish.kind, wish.name, wish.way
    row.lat, row.lon, row.offset, row.metres = wish.lat, wish.lon, wish.offset, wish.metres
    row.post, row.medical = wish.post, wish.medical


def _wrong(wishes: Sequence[PointWish]) -> Iterator[Problem]:
    kinds = [wish.kind for wish in wishes]
    if len(wishes) > MOST_POINTS:
        yield Problem("points", "too_many", _("At most %(most)s points make a route.", most=MOST_POINTS))
    if kinds.count(PointKind.RESERVE) > MOST_RESERVE:
        yield Problem("points", "too_many", _("At most %(most)s points make a reserve route.", most=MOST_RESERVE))
    for sign, wish in zip(signs_of(kinds), wishes, strict=True):
        if not wish.name:
            yield Problem("points", "missing", _("Point %(point)s has no name.", point=sign))
        if wish.offset is not None and abs(wish.offset) > FARTHEST:
            yield Problem("points", "too_far", _("Point %(point)s lies more than a day away from the event.", point=sign))
        if wish.metres is not None and not 0 <= wish.metres <= MOST_METRES:
            most = MOST_METRES // 1000
            sentence = _("Point %(point)s: from 0 to %(most)s km from the start.", point=sign, most=most)
            yield Problem("points", "out_of_range", sentence)
        yield from _too_long(sign, wish)


def _too_long(sign: str, wish: PointWish) -> Iterator[Problem]:
    counts = {name: len(longest(getattr(wish, name))) for name in ("name", "way")} | {"post": len(wish.post)}
    for name, count in counts.items():
        if count > LONGEST[name]:
            words = {"point": sign, "most": LONGEST[name], "count": count}
            yield Problem(
                "points", "too_long", _("Point %(point)s: at most %(most)s characters fit, there are %(count)s.", **words)
            )


def _wrong_reserve(reserve: Translated) -> Iterator[Problem]:
    yield from too_long("reserve_kk", longest(reserve), LONGEST["reserve"])


def _wrong_order(wishes: Sequence[PointWish], event: EventRow) -> Iterator[Problem]:
    """Times never run backwards; one start before all but the gathering, one finish after all."""
    signs = signs_of([wish.kind for wish in wishes])
    main = [(sign, wish) for sign, wish in zip(signs, wishes, strict=True) if wish.kind is not PointKind.RESERVE]
    timed = [(sign, wish, wish.offset) for sign, wish in main if wish.offset is not None]
    for (before, first, earlier), (sign, second, later) in pairwise(timed):
        if later < earlier:
            walls = [f"{wall_of(event.starts_at, offset, event.time_zone):%H:%M}" for offset in (later, earlier)]
            sentence = _(
                "Time runs backwards at point %(point)s (%(name)s): %(time)s comes after %(before)s at point %(other)s "
                "(%(other_name)s). Mend a time, or the order of the points.",
                point=sign, name=second.name.text(), time=walls[0], before=walls[1], other=before, other_name=first.name.text(),
            )  # fmt: skip
            yield Problem("points", "backwards", sentence)
    for kind, sentence in ((PointKind.START, _("A route has one start.")), (PointKind.FINISH, _("A route has one finish."))):
        if sum(wish.kind is kind for _sign, wish in main) > 1:
            yield Problem("points", "twice", sentence)
    yield from _wrong_ends([wish.kind for _sign, wish in main])


def _wrong_ends(kinds: Sequence[PointKind]) -> Iterator[Problem]:
    if PointKind.FINISH in kinds[:-1]:
        yield Problem("points", "after_finish", _("The finish is the last point of the route; move it to the end."))
    if PointKind.START in kinds:
        start = kinds.index(PointKind.START)
        if any(kind in BEFORE_START for kind in kinds[start:]):
            yield Problem("points", "before_start", _("Cars gather and line up before the start; move these points up."))
        if any(kind not in BEFORE_START for kind in kinds[:start]):
            yield Problem("points", "before_start", _("Before the start cars only gather and line up; move the start up."))
