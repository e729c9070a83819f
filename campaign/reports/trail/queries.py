"""Reading the trail: all of it for the country and its auditors, an organizer's own regions for the organizer."""

from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select, true

from campaign.accounts.models import User
from campaign.accounts.queries import users_called
from campaign.core import clock
from campaign.core.actor import ROLES, Actor, P, current_actor
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.reports.trail.schemas import MOST_IN_A_FILE, PAGE_SIZE, TrailFilter, TrailLine
from campaign.reports.trail.words import codes_of
from campaign.territory.queries import regions
from campaign.web.paging import Page, keyset, number_cursor, page_of


def trail(wish: TrailFilter, token: str | None = None, size: int = PAGE_SIZE) -> Page[TrailLine]:
    """One page of the acts that fit, the newest first. Two statements, one more to find a name, whatever the number of rows."""
    cursor = number_cursor(token)
    found = db.session.execute(keyset(_asked(wish), (AuditEntry.id,), cursor, size, newest_first=True)).all()
    page = page_of(found, cursor, size, lambda row: (row.id,))
    return Page(tuple(_lines(page.rows)), page.before, page.after)


def all_of(wish: TrailFilter) -> Sequence[TrailLine]:
    """The acts that fit, the newest first, for a file: at most MOST_IN_A_FILE. Statements as for a page."""
    return list(_lines(db.session.execute(_asked(wish).order_by(AuditEntry.id.desc()).limit(MOST_IN_A_FILE)).all()))


def reads_reasons(actor: Actor) -> bool:
    """A reason is somebody's own words, which may speak of people: not for those who see no people."""
    return actor.may(P.PEOPLE_READ)


def region_choices() -> list[tuple[int, str]]:
    """The regions whose trail the asker may read. One statement."""
    known = [(region.id, region.name.text()) for region in regions(clock.campaign_today())]
    return [one for one in known if current_actor().may_at(P.AUDIT_READ, one[0])]


def _asked(wish: TrailFilter) -> Select[Any]:
    asked = select(AuditEntry.__table__, User.name.label("name")).select_from(AuditEntry)  # plain rows: none is kept in mind
    return asked.outerjoin(User, User.id == AuditEntry.user_id).where(*_criteria(wish))


def _criteria(wish: TrailFilter) -> list[ColumnElement[bool]]:
    rules = [_readable(current_actor())]
    if wish.thing:
        rules.append(AuditEntry.thing.in_(codes_of(wish.thing)))
    if wish.number is not None:
        rules.append(AuditEntry.thing_id == wish.number)
    if wish.region_id is not None:
        rules.append(AuditEntry.region_id == wish.region_id)
    if wish.who:
        rules.append(AuditEntry.user_id.in_(users_called(wish.who)))
    if wish.first is not None:
        rules.append(AuditEntry.at >= clock.at(wish.first, 0, 0, clock.HOME).astimezone(UTC))
    if wish.last is not None:
        rules.append(AuditEntry.at < clock.at(wish.last + timedelta(days=1), 0, 0, clock.HOME).astimezone(UTC))
    return rules


def _readable(actor: Actor) -> ColumnElement[bool]:
    """What no region is named for, such as signing in, is for those who look after the country."""
    grants = [grant for grant in actor.grants if P.AUDIT_READ in ROLES[grant.role]]
    if actor.is_system or any(grant.is_everywhere for grant in grants):
        return true()
    ids = {grant.region_id for grant in grants if grant.region_id is not None}
    return AuditEntry.region_id.in_(ids) if ids else false()


def _lines(rows: Sequence[Any]) -> Iterator[TrailLine]:
    known = {region.id: region for region in regions(clock.campaign_today())}
    open_reasons = reads_reasons(current_actor())
    for row in rows:
        region = known.get(row.region_id)
        yield TrailLine(
            row.id, row.at, row.campaign_at, row.name or "", row.desk_id, row.token_id, row.act, row.thing, row.thing_id,
            region.name.text() if region else "", row.before, row.after,
            row.reason if open_reasons or not row.reason else None, region.time_zone if region else clock.HOME,
        )  # fmt: skip
