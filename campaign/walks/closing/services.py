"""Acts of closing: writing down what a team carried, closing its figures and the walk's, and undoing that with a reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, outward
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.outward import Act
from campaign.walks.closing.issues import issues
from campaign.walks.closing.models import WalkClosing
from campaign.walks.closing.queries import NO_TEAM, last_document, team_sums, walk_sums
from campaign.walks.closing.schemas import MOST_REASON, Counts, Issued, Material, Sum, TeamSums
from campaign.walks.closing.words import difference_in_words
from campaign.walks.models import WalkTeam
from campaign.walks.policies import ensure_can_write_walk

CLOSED = _l("This team has handed everything in. Undo its closing first.")
CHANGED = _l("Somebody has changed the figures of this team meanwhile. Look at them and save again.")


def write_counts(team_id: int, counts: Issued, version: int, *, seen: int | None = None, receive: bool = False) -> None:
    """Write down what the team was issued, brought back and lost; the ledger posts what differs.

    `seen` is the last document that the page knew, `receive` lets the store find what it lacks. Raises NotFound, Refused,
    Closed, Stale, and what `IssuesPort.set_counts` raises.
    """
    with unit_of_work() as session:
        team = _my_team(session, team_id, version, seen)
        _write(session, team, counts, receive)


def close_team(team_id: int, counts: Issued, version: int, *, seen: int | None = None, receive: bool = False) -> TeamSums:
    """Write the figures down and close them: from now on no record of a door changes them, and the team holds nothing.

    Raises as `write_counts`, Conflict while something waits to be looked at or the team has something else that must come back,
    Invalid where a difference has no reason (the field is `<material>_reason`).
    """
    with unit_of_work() as session:
        team = _my_team(session, team_id, version, seen)
        found = team_sums(team_id)
        if found.waiting:
            raise Conflict(_l("Something that phones sent still waits to be looked at. Decide about it first."))
        sums = {material: _as_typed(one, counts.get(material)) for material, one in found.sums.items()}
        _ensure_explained(sums)
        whole = {material: Counts(one.issued, one.returned, one.lost, one.reason) for material, one in sums.items()}
        _write(session, team, whole, receive)
        documents = issues().settle(session, team_id, sums)
        now = clock.campaign_now()
        team.closed_at, team.closed_by = now, current_actor().user_id
        _add(session, WalkClosing(event_id=team.event_id, team_id=team.id, documents=documents), team, sums)
        return replace(found, sums=sums, closed_at=now, version=team.version)


def reopen_team(team_id: int, reason: str) -> None:
    """Undo the closing of a team, with a reason. Done twice it is done once. The team holds again what it had.

    Raises NotFound, Refused, Invalid, Conflict, Closed (the books).
    """
    with unit_of_work() as session:
        team = _my_team(session, team_id)
        if team.closed_at is None:
            return
        if _of_walk(session, team.event_id) is not None:
            raise Conflict(_l("The walk is closed. Undo the closing of the walk first."))
        asked = select(WalkClosing).where(WalkClosing.team_id == team_id, WalkClosing.undone_at.is_(None))
        team.closed_at = team.closed_by = None
        team.version += 1
        closing = session.scalars(asked).one()
        _undo(session, closing, reason)
        issues().unsettle(session, closing.documents, closing.undo_reason)


def close_walk(event_id: int, reason: str) -> None:
    """Close the walk when all its teams are. Done twice it is done once.

    Raises NotFound, Refused, Conflict while a team is open, Invalid where the totals do not add up and there is no reason.
    """
    with unit_of_work() as session:
        team = _my_walk(session, event_id)
        found = walk_sums(event_id)
        if found.closed_at is not None:
            return
        if not found.teams or found.open_teams:
            raise Conflict(_l("Close every team first."))
        if not found.is_even and not reason:
            words = _("The totals do not add up. Please write why.")
            raise Invalid(words, [Problem("reason", "missing", words)])
        _add(session, WalkClosing(event_id=event_id, reason=reason[:MOST_REASON], documents=[]), team, found.totals)


def reopen_walk(event_id: int, reason: str) -> None:
    """Undo the closing of the walk, with a reason. Done twice it is done once. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        _my_walk(session, event_id)
        if (standing := _of_walk(session, event_id)) is not None:
            _undo(session, standing, reason)


def _my_team(session: Session, team_id: int, version: int | None = None, seen: int | None = None) -> WalkTeam:
    """The team, held: phones that send for it wait. With a `version` it must be open and as it was shown.

    With `seen` no document was posted meanwhile either: nobody issued or took back anything at another page.
    """
    asked = select(WalkTeam).where(WalkTeam.id == team_id).with_for_update()
    team = session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
    if team is None:
        raise NotFound(NO_TEAM)
    ensure_can_write_walk(current_actor(), team.region_id, team.stop_id)
    if version is not None:
        if team.closed_at is not None:
            raise Closed(CLOSED)
        if team.version != version or (seen is not None and seen != last_document(team_id)):
            raise Stale(CHANGED)
    return team


def _my_walk(session: Session, event_id: int) -> WalkTeam:
    """A team of the walk; all of them are held, so that none is opened or closed meanwhile."""
    asked = select(WalkTeam).where(WalkTeam.event_id == event_id).order_by(WalkTeam.id).with_for_update()
    team = session.scalars(asked, execution_options={"populate_existing": True}).first()
    if team is None:
        raise NotFound(_l("This walk has no teams yet."))
    ensure_can_write_walk(current_actor(), team.region_id, team.stop_id)
    return team


def _as_typed(one: Sum, typed: Counts | None) -> Sum:
    """The sum as it will be with these figures."""
    return one if typed is None else Sum(typed.issued, one.given, typed.returned, typed.lost, typed.reason)


def _write(session: Session, team: WalkTeam, counts: Issued, receive: bool) -> None:
    before = issues().issued(session, [team.id]).get(team.id, {})
    issues().set_counts(session, team.id, counts, receive=receive)
    team.version += 1
    session.flush()
    after = {material.value: [one.issued, one.returned, one.lost] for material, one in counts.items()}
    old = {material.value: [one.issued, one.returned, one.lost] for material, one in before.items()}
    if after != old:
        audit.note(session, "walk.counts", "walk_team", team.id, region_id=team.region_id, before=old, after=after)


def _ensure_explained(sums: Mapping[Material, Sum]) -> None:
    problems = [
        Problem(f"{material.value}_reason", "missing", difference_in_words(one)) for material, one in sums.items()
        if not one.is_explained
    ]  # fmt: skip
    if problems:
        raise Invalid(_l("Not closed yet: a difference has no reason."), problems)


def _add(session: Session, row: WalkClosing, team: WalkTeam, sums: Mapping[Material, Sum]) -> None:
    """Keep the closing of this team, or of the walk that it belongs to."""
    shown: dict[str, Any] = {material.value: one.as_json() for material, one in sums.items()}
    row.region_id, row.stop_id, row.sums = team.region_id, team.stop_id, shown
    row.closed_at, row.closed_by = clock.campaign_now(), current_actor().user_id
    session.add(row)
    session.flush()
    act = "walk.close" if row.team_id is None else "walk.close_team"
    after = {"event": row.event_id, "team": row.team_id, "sums": shown}
    audit.note(session, act, "walk_closing", row.id, region_id=row.region_id, after=after, reason=row.reason or "")
    _announce(session, Act.WALK_CLOSED, row)


def _announce(session: Session, act: Act, row: WalkClosing) -> None:
    outward.announce(session, act, region_id=row.region_id, stop_id=row.stop_id, event=row.event_id, team=row.team_id)


def _of_walk(session: Session, event_id: int) -> WalkClosing | None:
    asked = select(WalkClosing).where(
        WalkClosing.event_id == event_id, WalkClosing.team_id.is_(None), WalkClosing.undone_at.is_(None)
    )
    return session.scalars(asked).one_or_none()


def _undo(session: Session, row: WalkClosing, reason: str) -> None:
    if not reason:
        words = _("Please write why.")
        raise Invalid(words, [Problem("reason", "missing", words)])
    row.undone_at, row.undone_by, row.undo_reason = clock.campaign_now(), current_actor().user_id, reason[:MOST_REASON]
    session.flush()
    after = {"event": row.event_id, "team": row.team_id}
    audit.note(
        session, "walk.undo_closing", "walk_closing", row.id, region_id=row.region_id, after=after, reason=row.undo_reason
    )  # fmt: skip
    _announce(session, Act.WALK_OPENED_AGAIN, row)
