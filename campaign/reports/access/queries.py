"""Reading the access log: all of it for the country and its auditors, an organizer's own regions for the organizer."""

from datetime import UTC, timedelta
from typing import Any

from sqlalchemy import ColumnElement, false, select, true

from campaign.accounts.models import User
from campaign.accounts.queries import users_called
from campaign.core import clock
from campaign.core.actor import ROLES, Actor, P, current_actor
from campaign.core.db import db
from campaign.reports.access.models import AccessEntry, AccessReason
from campaign.reports.access.schemas import EVENT, PAGE_SIZE, REGISTRATION, AccessFilter, AccessLine
from campaign.territory.queries import regions
from campaign.web.paging import Page, keyset, number_cursor, page_of


def looks(wish: AccessFilter, token: str | None = None, size: int = PAGE_SIZE) -> Page[AccessLine]:
    """One page of the looks that fit, the newest first. Two statements, whatever the number; one more for a name."""
    cursor = number_cursor(token)
    asked = select(AccessEntry.__table__, User.name.label("name"), AccessReason.kind.label("reason"), AccessReason.words)
    asked = asked.select_from(AccessEntry).join(User, User.id == AccessEntry.user_id)
    asked = asked.outerjoin(AccessReason, AccessReason.id == AccessEntry.reason_id).where(*_criteria(wish))
    found = db.session.execute(keyset(asked, (AccessEntry.id,), cursor, size, newest_first=True)).all()
    page = page_of(found, cursor, size, lambda row: (row.id,))
    known = {region.id: region for region in regions(clock.campaign_today())}
    return Page(tuple(_line(row, known.get(row.region_id)) for row in page.rows), page.before, page.after)


def _line(row: Any, region: Any) -> AccessLine:
    return AccessLine(
        row.id, row.hour, row.name, row.page, row.thing, row.thing_id, row.written, region.name.text() if region else "",
        region.time_zone if region else clock.HOME, row.reason, row.words or "",
    )  # fmt: skip


def _criteria(wish: AccessFilter) -> list[ColumnElement[bool]]:
    rules = [_readable(current_actor())]
    if wish.registration_id is not None:
        rules += [AccessEntry.thing == REGISTRATION, AccessEntry.thing_id == wish.registration_id]
    if wish.event_id is not None:
        rules += [AccessEntry.thing == EVENT, AccessEntry.thing_id == wish.event_id]
    if wish.region_id is not None:
        rules.append(AccessEntry.region_id == wish.region_id)
    if wish.who:
        rules.append(AccessEntry.user_id.in_(users_called(wish.who)))
    if wish.first is not None:
        rules.append(AccessEntry.hour >= clock.at(wish.first, 0, 0, clock.HOME).astimezone(UTC))
    if wish.last is not None:
        rules.append(AccessEntry.hour < clock.at(wish.last + timedelta(days=1), 0, 0, clock.HOME).astimezone(UTC))
    return rules


def _readable(actor: Actor) -> ColumnElement[bool]:
    grants = [grant for grant in actor.grants if P.AUDIT_READ in ROLES[grant.role]]
    if actor.is_system or any(grant.is_everywhere for grant in grants):
        return true()
    ids = {grant.region_id for grant in grants if grant.region_id is not None}
    return AccessEntry.region_id.in_(ids) if ids else false()
